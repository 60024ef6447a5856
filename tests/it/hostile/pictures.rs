//! Spoilt pictures, and pictures that grow when they are opened.

use super::alone::{in_time, try_all};
use super::bytes::{damages, spoilt};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use navidrome_rs::artwork::resize::{Fit, resize};
use navidrome_rs::artwork::{Artwork, Settings, Source, Wanted};
use proptest::prelude::*;
use std::fs;
use std::io::Cursor;

/// Spoilt pictures, sizes asked for, bombs.
pub const CASES: u32 = SPOILT + SIZES + BOMBS;
const SPOILT: u32 = 20_000;
const SIZES: u32 = 2_000;
const BOMBS: u32 = 16;

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A small picture in each format, with and without clear parts.
fn whole() -> Vec<Vec<u8>> {
    let solid = DynamicImage::ImageRgb8(RgbImage::from_fn(40, 30, |x, y| Rgb([x as u8 * 6, y as u8 * 8, 99])));
    let clear = DynamicImage::ImageRgba8(RgbaImage::from_fn(30, 40, |x, y| Rgba([9, x as u8 * 8, 9, y as u8 * 6])));
    let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Bmp];
    let mut files: Vec<Vec<u8>> = formats.iter().map(|format| written(&solid, *format)).collect();
    files.extend([ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP].map(|format| written(&clear, format)));
    files.push(written(&DynamicImage::ImageRgb16(solid.to_rgb16()), ImageFormat::Png));
    let mut progressive = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut progressive, 80);
    encoder.set_progressive(true);
    encoder.encode(solid.as_bytes(), 40, 30, jpeg_encoder::ColorType::Rgb).unwrap();
    files.push(progressive);
    files
}

/// A PNG of these sides whose pixels are `data`, as zlib has them.
fn png(width: u32, height: u32, colors: u8, data: &[u8]) -> Vec<u8> {
    let chunk = |kind: &[u8], data: &[u8]| {
        let body = [kind, data].concat();
        let crc = !body.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & 0_u32.wrapping_sub(crc & 1)))
        });
        [&(data.len() as u32).to_be_bytes()[..], &body, &crc.to_be_bytes()].concat()
    };
    let sides = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, colors, 0, 0, 0]].concat();
    [&b"\x89PNG\r\n\x1A\n"[..], &chunk(b"IHDR", &sides), &chunk(b"IDAT", data), &chunk(b"IEND", b"")].concat()
}

/// A GIF of so many frames, each as large as the whole.
fn frames(count: usize, side: u16) -> Vec<u8> {
    let sides = [side.to_le_bytes(), side.to_le_bytes()].concat();
    let head = [&b"GIF89a"[..], &sides, b"\x80\0\0\0\0\0\xff\xff\xff"].concat();
    let frame = [&b"\x21\xf9\x04\0\0\0\0\0\x2c\0\0\0\0"[..], &sides, b"\0\x02\x02\x44\x01\0"].concat();
    [head, frame.repeat(count), b";".to_vec()].concat()
}

/// A JPEG whose header claims these sides, `kind` being that of its frame: 0xC0 plain, 0xC2 progressive.
fn jpeg(kind: u8, width: u16, height: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 80);
    encoder.set_progressive(kind == 0xC2);
    encoder.encode(&[128; 64 * 64 * 3], 64, 64, jpeg_encoder::ColorType::Rgb).unwrap();
    let frame = bytes.windows(2).position(|pair| pair == [0xFF, kind]).unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

/// Small files that claim to be large, or are.
fn bombs() -> Vec<Vec<u8>> {
    let nothing = b"\x78\x9c\x63\0\0";
    let mut webp = b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\x12\0\0\0\xff\xff\xff\xff\xff\xff".to_vec();
    webp.extend([0; 64]);
    let mut lossless = b"RIFF\x40\0\0\0WEBPVP8L\x20\0\0\0\x2f\xff\xff\xff\x0f".to_vec();
    lossless.extend([0; 64]);
    let bitmap = |width: i32, height: i32| {
        let sides = [width.to_le_bytes(), height.to_le_bytes()].concat();
        [&b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"[..], &sides, b"\x01\0\x18\0", &[0; 64]].concat()
    };
    // nothing but zeros, pressed: few bytes that become many
    let grey = DynamicImage::ImageLuma8(image::GrayImage::new(9000, 9000));
    let colors = DynamicImage::ImageRgba8(RgbaImage::new(3000, 3000));
    vec![
        png(50_000, 50_000, 6, nothing),
        png(50_000, 50_000, 0, nothing),
        png(12_000, 12_000, 2, nothing),
        png(8_000, 8_000, 6, nothing),
        png(u32::MAX, u32::MAX, 6, nothing),
        frames(10_000, 1),
        frames(10_000, 300),
        frames(1, 65_535),
        jpeg(0xC0, 65_500, 65_500),
        jpeg(0xC0, 7_800, 7_800),
        jpeg(0xC2, 4_400, 4_400),
        webp,
        lossless,
        bitmap(50_000, -50_000),
        written(&grey, ImageFormat::Png),
        written(&colors, ImageFormat::WebP),
    ]
}

/// Every case of a picture; how many there were.
pub fn all() -> u32 {
    let files = whole();
    let fit = || prop_oneof![Just(Fit::Within), Just(Fit::Square)];
    let strategy = (0..files.len(), damages(), 1_u32..64, fit());
    let mut cases = try_all(SPOILT, &strategy, |(file, damages, size, fit)| {
        if let Ok(Some(small)) = resize(&spoilt(&files[file], &damages), size, fit, 75) {
            let small = image::load_from_memory(&small).unwrap();
            assert!(small.width() <= 64 && small.height() <= 64);
        }
    });

    let folder = tempfile::tempdir().unwrap();
    let cache_folder = folder.path().join("cache");
    let settings = Settings { cache_folder, cache_bytes: 1 << 20, quality: 75, most_bytes: 20 << 20 };
    let artwork = Artwork::open(&settings).unwrap();
    let place = folder.path().join("picture");
    fs::write(&place, &files[0]).unwrap();
    let source = Source::File(place.clone());
    let edges = prop::sample::select(vec![i64::MIN, -2_000_000_000, -1, 0, 1, 39, 40, 41, 2_000_000_000, i64::MAX]);
    let sizes = prop::option::of(prop_oneof![edges, any::<i64>()]);
    cases += try_all(SIZES, &(sizes, fit()), |(size, fit)| {
        let picture = artwork.picture(&source, Wanted::new(size, fit)).unwrap();
        assert!(picture.bytes.len() < 20_000);
    });
    for (number, bomb) in bombs().into_iter().enumerate() {
        println!("bomb {number}: {} bytes", bomb.len());
        fs::write(&place, bomb).unwrap();
        in_time(|| {
            // an error, or a picture that is small
            let made = artwork.picture(&source, Wanted::new(Some(300), Fit::Within));
            assert!(made.map_or(0, |picture| picture.bytes.len()) < 1 << 20);
        });
        cases += 1;
    }
    cases
}
