//! What stands for a missing picture: a record for albums, a head and shoulders for artists. Drawn once, in code.

use super::error::Error;
use super::resize::jpeg;
use bytes::Bytes;
use std::sync::OnceLock;

/// Pixels of either side.
const SIDE: u32 = 600;
const QUALITY: u8 = 88;

/// Whom a placeholder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Placeholder {
    Album,
    Artist,
}

impl Placeholder {
    /// A JPEG of 600 × 600 pixels.
    pub fn picture(self) -> Result<Bytes, Error> {
        static DRAWN: [OnceLock<Result<Bytes, Error>>; 2] = [OnceLock::new(), OnceLock::new()];
        DRAWN[self as usize].get_or_init(|| self.draw().map(Bytes::from)).clone()
    }

    /// The word that tells one from the other.
    pub fn word(self) -> &'static str {
        match self {
            Self::Album => "album",
            Self::Artist => "artist",
        }
    }

    fn draw(self) -> Result<Vec<u8>, Error> {
        let color = match self {
            Self::Album => record,
            Self::Artist => portrait,
        };
        let middle = SIDE as f32 / 2.0;
        let mut pixels = Vec::with_capacity((SIDE * SIDE * 3) as usize);
        for y in 0..SIDE {
            for x in 0..SIDE {
                let (x, y) = ((x as f32 + 0.5 - middle) / middle, (y as f32 + 0.5 - middle) / middle);
                pixels.extend(color(x, y).map(|channel| channel as u8));
            }
        }
        jpeg(&pixels, (SIDE, SIDE), jpeg_encoder::ColorType::Rgb, QUALITY)
    }
}

type Color = [f32; 3];

/// Slate, a little lighter above. `x` and `y` run from -1 to 1.
fn background(y: f32) -> Color {
    mix([58.0, 66.0, 82.0], [36.0, 41.0, 53.0], (y + 1.0) / 2.0)
}

fn record(x: f32, y: f32) -> Color {
    let radius = (x * x + y * y).sqrt();
    // Light falls on the grooves along one diagonal.
    let shine = if radius > 0.0 { ((x + y) / radius / std::f32::consts::SQRT_2).powi(6) * 26.0 } else { 0.0 };
    let groove = if (radius * 48.0).fract() < 0.5 { 0.0 } else { 5.0 };
    let vinyl = [22.0, 24.0, 30.0].map(|channel| channel + shine + groove);
    let mut color = mix(background(y), vinyl, inside(radius, 0.78));
    color = mix(color, [222.0, 156.0, 92.0], inside(radius, 0.27));
    color = mix(color, [240.0, 190.0, 136.0], inside(radius, 0.17));
    mix(color, background(y), inside(radius, 0.045))
}

fn portrait(x: f32, y: f32) -> Color {
    let light = [150.0, 164.0, 188.0];
    let head = x.hypot(y + 0.17);
    let shoulders = (x / 1.18).hypot((y - 0.99) / 1.05);
    let color = mix(background(y), light, inside(shoulders, 0.64));
    let gap = mix(color, background(y), inside(head, 0.40));
    mix(gap, light, inside(head, 0.33))
}

/// 1 inside a circle, 0 outside, and in between on its rim of about two pixels, so that it looks smooth.
fn inside(distance: f32, radius: f32) -> f32 {
    ((radius - distance) * SIDE as f32 / 4.0 + 0.5).clamp(0.0, 1.0)
}

fn mix([r, g, b]: Color, [red, green, blue]: Color, part: f32) -> Color {
    [r + (red - r) * part, g + (green - g) * part, b + (blue - b) * part]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_placeholder_is_a_small_jpeg_of_its_own() {
        let [album, artist] = [Placeholder::Album, Placeholder::Artist].map(|kind| kind.picture().unwrap());
        assert_ne!(album, artist);
        for picture in [album, artist] {
            assert!(picture.len() < 64 << 10, "{} bytes", picture.len());
            let decoded = image::load_from_memory(&picture).unwrap().into_rgb8();
            assert_eq!(decoded.dimensions(), (600, 600));
            assert_ne!(decoded.get_pixel(300, 200), decoded.get_pixel(5, 5));
        }
    }

    #[test]
    fn a_placeholder_is_drawn_once() {
        let [one, other] = [(); 2].map(|()| Placeholder::Album.picture().unwrap());
        assert_eq!(one.as_ptr(), other.as_ptr());
    }
}
