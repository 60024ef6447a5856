//! Smaller pictures: decoded under limits, turned upright, shrunk, written as JPEG, or PNG where they have clear parts.

use super::error::Error;
use super::format::{Format, is_progressive};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageReader, Limits, RgbaImage};
use std::io::Cursor;

/// Longest side that is decoded, in pixels.
const WIDEST: u32 = 12_000;
/// Bytes that decoding a picture may take.
pub(super) const MOST_MEMORY: usize = 176 << 20;
/// Longest side that can be asked for, in pixels.
pub const LARGEST: u32 = 2048;

/// How a picture fills the size asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Fit {
    /// The longest side has the size.
    #[default]
    Within,
    /// As within, then padded with clear pixels to a square.
    Square,
}

/// What somebody asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Wanted {
    size: Option<u32>,
    fit: Fit,
}

impl Wanted {
    /// The picture as it is.
    pub const ORIGINAL: Self = Self { size: None, fit: Fit::Within };

    /// A longest side of `size` pixels, at most 2048; absent or below 1 means the picture as it is.
    pub fn new(size: Option<i64>, fit: Fit) -> Self {
        let size = size.filter(|size| *size > 0).map(|size| u32::try_from(size).unwrap_or(LARGEST).min(LARGEST));
        Self { size, fit }
    }

    /// The longest side in pixels, 1 to 2048; none for the picture as it is.
    pub fn size(self) -> Option<u32> {
        self.size
    }

    /// How the size is filled.
    pub fn fit(self) -> Fit {
        self.fit
    }
}

/// Bytes that decoding this picture takes, told by its header.
///
/// # Errors
/// Where it is no picture, or would take more than is ever given to one.
pub(super) fn memory(bytes: &[u8]) -> Result<usize, Error> {
    let format = Format::of(bytes).ok_or(Error::UnknownFormat)?;
    let decoder = decoder(bytes, format)?;
    Ok(needed(bytes, format, &decoder).map_or(MOST_MEMORY, |needed| needed.min(MOST_MEMORY)))
}

/// What is decoded, and what lies beside it meanwhile: of a progressive JPEG the coefficients of all its pixels, 16 bits
/// each (ITU-T T.81 §G), of deep colours a copy with 8 bits a channel.
fn needed(bytes: &[u8], format: Format, decoder: &impl ImageDecoder) -> Option<usize> {
    let decoded = usize::try_from(decoder.total_bytes()).ok()?;
    let deep = decoder.color_type().bytes_per_pixel() > decoder.color_type().channel_count();
    if format == Format::Jpeg && is_progressive(bytes) {
        decoded.checked_mul(3)
    } else if deep {
        decoded.checked_add(decoded / 2)
    } else {
        Some(decoded)
    }
}

/// `bytes` with a longest side of `size` pixels, or none where the picture is no larger than that and can stay as it is:
/// pictures are never enlarged. `quality` is that of JPEG, 1 to 100.
pub fn resize(bytes: &[u8], size: u32, fit: Fit, quality: u8) -> Result<Option<Vec<u8>>, Error> {
    let format = Format::of(bytes).ok_or(Error::UnknownFormat)?;
    let mut decoder = decoder(bytes, format)?;
    let (width, height) = decoder.dimensions();
    let longest = width.max(height);
    if longest == 0 {
        return Err(Error::Broken("it has no pixels".to_owned()));
    }
    if longest <= size && (fit == Fit::Within || width == height) {
        return Ok(None);
    }
    let upright = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    if longest > size {
        let side = |side: u32| {
            let exact = u64::from(side) * u64::from(size) + u64::from(longest) / 2;
            u32::try_from(exact / u64::from(longest)).unwrap_or(size).max(1)
        };
        picture = shrink(picture, side(width), side(height))?;
    }
    picture.apply_orientation(upright);
    if fit == Fit::Square {
        picture = pad(picture);
    }
    encode(&picture, quality).map(Some)
}

fn decoder(bytes: &[u8], format: Format) -> Result<impl ImageDecoder + '_, Error> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(WIDEST);
    limits.max_image_height = Some(WIDEST);
    limits.max_alloc = Some(MOST_MEMORY as u64);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format.into());
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    let fits = needed(bytes, format, &decoder).is_some_and(|needed| needed <= MOST_MEMORY);
    if width > WIDEST || height > WIDEST || !fits {
        return Err(Error::TooManyPixels { width, height });
    }
    Ok(decoder)
}

fn broken(error: image::ImageError) -> Error {
    Error::Broken(error.to_string())
}

/// Makes a picture smaller, in 8 bits a channel.
fn shrink(picture: DynamicImage, width: u32, height: u32) -> Result<DynamicImage, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::Broken(error.to_string());
    let picture = plain(picture);
    let kind = match picture {
        DynamicImage::ImageLuma8(_) => PixelType::U8,
        DynamicImage::ImageRgb8(_) => PixelType::U8x3,
        _ => PixelType::U8x4,
    };
    let source = ImageRef::new(picture.width(), picture.height(), picture.as_bytes(), kind).map_err(|e| failed(&e))?;
    let mut small = Image::new(width, height, kind);
    Resizer::new().resize(&source, &mut small, None).map_err(|e| failed(&e))?;
    let pixels = small.into_vec();
    match kind {
        PixelType::U8 => image::GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8),
        PixelType::U8x3 => image::RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8),
        _ => RgbaImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8),
    }
    .ok_or_else(|| failed(&"a row is missing"))
}

/// One of the three forms this file works with: grey, colours, colours with clear parts; 8 bits each.
fn plain(picture: DynamicImage) -> DynamicImage {
    match picture {
        DynamicImage::ImageLuma8(_) | DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => picture,
        other if other.color().has_alpha() => DynamicImage::ImageRgba8(other.into_rgba8()),
        other => DynamicImage::ImageRgb8(other.into_rgb8()),
    }
}

/// Puts a picture in the middle of a clear square.
fn pad(picture: DynamicImage) -> DynamicImage {
    let (width, height) = (picture.width(), picture.height());
    if width == height {
        return picture;
    }
    let side = width.max(height);
    let mut square = RgbaImage::new(side, side);
    let middle = |length: u32| i64::from((side - length) / 2);
    image::imageops::replace(&mut square, &picture.into_rgba8(), middle(width), middle(height));
    DynamicImage::ImageRgba8(square)
}

fn encode(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, Error> {
    match picture {
        DynamicImage::ImageRgba8(pixels) if pixels.pixels().any(|pixel| pixel.0[3] < u8::MAX) => png(pixels),
        DynamicImage::ImageRgba8(pixels) => jpeg(pixels, pixels.dimensions(), jpeg_encoder::ColorType::Rgba, quality),
        DynamicImage::ImageLuma8(pixels) => jpeg(pixels, pixels.dimensions(), jpeg_encoder::ColorType::Luma, quality),
        other => {
            let pixels = other.to_rgb8();
            jpeg(&pixels, pixels.dimensions(), jpeg_encoder::ColorType::Rgb, quality)
        }
    }
}

fn png(pixels: &RgbaImage) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    image::codecs::png::PngEncoder::new(&mut bytes)
        .write_image(pixels, pixels.width(), pixels.height(), image::ExtendedColorType::Rgba8)
        .map_err(|error| Error::Encoding(error.to_string()))?;
    Ok(bytes)
}

/// A JPEG of these pixels; no side may have more than 65,535.
pub(super) fn jpeg(
    pixels: &[u8],
    (width, height): (u32, u32),
    colors: jpeg_encoder::ColorType,
    quality: u8,
) -> Result<Vec<u8>, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::Encoding(error.to_string());
    let side = |side: u32| u16::try_from(side).map_err(|error| failed(&error));
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, quality.clamp(1, 100));
    encoder.set_chroma_subsampling_method(jpeg_encoder::ChromaSubsamplingMethod::Average);
    encoder.encode(pixels, side(width)?, side(height)?, colors).map_err(|error| failed(&error))?;
    Ok(bytes)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use image::{GrayImage, ImageFormat, Rgb, RgbImage, Rgba};

    /// A picture with a red left and a blue right half.
    pub fn halves(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let halves =
            RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([250, 0, 0]) } else { Rgb([0, 0, 250]) });
        written(&DynamicImage::ImageRgb8(halves), format)
    }

    fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn read(bytes: &[u8]) -> (Format, DynamicImage) {
        (Format::of(bytes).unwrap(), image::load_from_memory(bytes).unwrap())
    }

    fn resized(bytes: &[u8], size: u32, fit: Fit) -> (Format, DynamicImage) {
        read(&resize(bytes, size, fit, 75).unwrap().unwrap())
    }

    #[test]
    fn sizes_asked_for_are_cut_to_what_is_sensible() {
        for (asked, size) in [
            (None, None),
            (Some(0), None),
            (Some(-1), None),
            (Some(i64::MIN), None),
            (Some(1), Some(1)),
            (Some(2048), Some(2048)),
            (Some(2_000_000_000), Some(2048)),
            (Some(i64::MAX), Some(2048)),
        ] {
            assert_eq!(Wanted::new(asked, Fit::Within).size(), size, "{asked:?}");
        }
    }

    #[test]
    fn the_longest_side_is_exactly_as_asked_and_the_other_in_proportion() {
        for (width, height, size, expected) in [
            (300, 300, 64, (64, 64)),
            (300, 200, 64, (64, 43)),
            (200, 300, 64, (43, 64)),
            (65, 64, 64, (64, 63)),
            (2000, 1, 64, (64, 1)),
            (301, 300, 300, (300, 299)),
            (7, 5, 1, (1, 1)),
        ] {
            let (_, small) = resized(&halves(width, height, ImageFormat::Png), size, Fit::Within);
            assert_eq!((small.width(), small.height()), expected, "{width}x{height} to {size}");
        }
    }

    #[test]
    fn nothing_is_enlarged() {
        for (size, fit) in
            [(64, Fit::Within), (65, Fit::Within), (2048, Fit::Within), (64, Fit::Square), (500, Fit::Square)]
        {
            assert_eq!(resize(&halves(64, 64, ImageFormat::Jpeg), size, fit, 75).unwrap(), None, "{size} {fit:?}");
        }
        let (_, padded) = resized(&halves(60, 30, ImageFormat::Png), 100, Fit::Square);
        assert_eq!((padded.width(), padded.height()), (60, 60));
    }

    #[test]
    fn every_format_becomes_a_jpeg_of_the_same_colours() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif, ImageFormat::Bmp] {
            let (kind, small) = resized(&halves(200, 100, format), 50, Fit::Within);
            assert_eq!((kind, small.width(), small.height()), (Format::Jpeg, 50, 25), "{format:?}");
            let small = small.into_rgb8();
            let ([left, ..], [.., right]) = (small.get_pixel(5, 12).0, small.get_pixel(45, 12).0);
            assert!(left > 200 && right > 200, "{format:?}: {left} {right}");
        }
    }

    #[test]
    fn grey_stays_grey_and_deep_colours_become_ordinary_ones() {
        let grey = DynamicImage::ImageLuma8(GrayImage::from_pixel(100, 100, image::Luma([90])));
        let (kind, small) = resized(&written(&grey, ImageFormat::Png), 10, Fit::Within);
        assert_eq!((kind, small.color()), (Format::Jpeg, image::ColorType::L8));
        let deep = DynamicImage::ImageRgb16(image::ImageBuffer::from_pixel(100, 50, Rgb([65535, 0, 0])));
        let (kind, small) = resized(&written(&deep, ImageFormat::Png), 10, Fit::Within);
        assert_eq!((kind, small.width(), small.height()), (Format::Jpeg, 10, 5));
    }

    #[test]
    fn clear_parts_stay_clear_and_need_png() {
        let half = RgbaImage::from_fn(100, 100, |x, _| Rgba([0, 200, 0, if x < 50 { 0 } else { 255 }]));
        let (kind, small) = resized(&written(&DynamicImage::ImageRgba8(half), ImageFormat::Png), 20, Fit::Within);
        assert_eq!((kind, small.into_rgba8().get_pixel(2, 10).0[3]), (Format::Png, 0));
        let solid = DynamicImage::ImageRgba8(RgbaImage::from_pixel(100, 100, Rgba([0, 200, 0, 255])));
        assert_eq!(resized(&written(&solid, ImageFormat::Png), 20, Fit::Within).0, Format::Jpeg);
    }

    #[test]
    fn a_square_is_padded_with_clear_pixels_around_the_middle() {
        let (kind, square) = resized(&halves(200, 100, ImageFormat::Jpeg), 40, Fit::Square);
        assert_eq!((kind, square.width(), square.height()), (Format::Png, 40, 40));
        let square = square.into_rgba8();
        let clear = [5, 20, 35].map(|y| square.get_pixel(20, y).0[3] == 0);
        assert_eq!(clear, [true, false, true]);
        assert_eq!(resized(&halves(100, 100, ImageFormat::Png), 40, Fit::Square).0, Format::Jpeg);
    }

    #[test]
    fn a_photograph_taken_sideways_is_turned_upright() {
        let lying = RgbImage::from_fn(200, 100, |x, _| if x < 100 { Rgb([250, 0, 0]) } else { Rgb([0, 0, 250]) });
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
        // TIFF header and one entry: orientation (0x0112) 6, to be turned by 90° clockwise.
        let exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        encoder.add_exif_metadata(exif).unwrap();
        encoder.encode(&lying, 200, 100, jpeg_encoder::ColorType::Rgb).unwrap();
        let (_, upright) = resized(&bytes, 50, Fit::Within);
        assert_eq!((upright.width(), upright.height()), (25, 50));
        let upright = upright.into_rgb8();
        assert!(upright.get_pixel(12, 5).0[0] > 200 && upright.get_pixel(12, 45).0[2] > 200);
    }

    /// The first chunk of a PNG file that claims these sides, and the beginning of its pixels.
    fn png_header(width: u32, height: u32) -> Vec<u8> {
        let chunk = |kind: &[u8], data: &[u8]| {
            let body = [kind, data].concat();
            let crc = !body.iter().fold(u32::MAX, |crc, byte| {
                (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & 0_u32.wrapping_sub(crc & 1)))
            });
            [&(data.len() as u32).to_be_bytes()[..], &body, &crc.to_be_bytes()].concat()
        };
        let sides = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
        [&b"\x89PNG\r\n\x1A\n"[..], &chunk(b"IHDR", &sides), &chunk(b"IDAT", &[0x78, 0x9C, 0x63, 0, 0])].concat()
    }

    #[test]
    fn memory_is_told_before_it_is_taken() {
        let deep = DynamicImage::ImageRgb16(image::ImageBuffer::from_pixel(100, 50, Rgb([65535, 0, 0])));
        assert_eq!(memory(&halves(100, 50, ImageFormat::Png)).unwrap(), 15_000);
        assert_eq!(memory(&written(&deep, ImageFormat::Png)).unwrap(), 45_000);
        let mut progressive = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut progressive, 80);
        encoder.set_progressive(true);
        encoder.encode(&[0; 15_000], 100, 50, jpeg_encoder::ColorType::Rgb).unwrap();
        assert_eq!(memory(&progressive).unwrap(), 45_000);
        assert!(matches!(memory(&png_header(12_000, 12_000)), Err(Error::TooManyPixels { .. })));
    }

    #[test]
    fn a_bomb_is_refused_by_its_header() {
        for (width, height) in [(60_000, 60_000), (12_001, 1), (1, 12_001), (12_000, 12_000), (u32::MAX >> 1, 2)] {
            let refusal = resize(&png_header(width, height), 64, Fit::Within, 75).unwrap_err().to_string();
            assert!(refusal.contains("larger") || refusal.contains("limit"), "{width}x{height}: {refusal}");
        }
    }

    #[test]
    fn what_is_broken_or_no_picture_is_an_error() {
        let whole = halves(200, 200, ImageFormat::Png);
        assert!(matches!(resize(&whole[..60], 64, Fit::Within, 75), Err(Error::Broken(_))));
        assert!(matches!(resize(b"\xFF\xD8\xFF\xE0 not much of a JPEG", 64, Fit::Within, 75), Err(Error::Broken(_))));
        for other in [&b""[..], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"RIFF\0\0\0\0WAVE"] {
            assert!(matches!(resize(other, 64, Fit::Within, 75), Err(Error::UnknownFormat)));
        }
    }
}
