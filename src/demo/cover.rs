//! Covers, drawn point by point: a gradient and a few shapes.

/// Pixels of either side.
pub const SIDE: u32 = 600;

/// What a cover shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motif {
    /// The sea by night, with a moon.
    Waves,
    /// Lamps out of focus.
    Lamps,
    /// A row of suns over hills.
    Suns,
    /// Doors within doors.
    Rooms,
}

type Color = [f32; 3];

impl Motif {
    /// A JPEG of 600 × 600 pixels.
    pub fn draw(self) -> Result<Vec<u8>, jpeg_encoder::EncodingError> {
        let color = match self {
            Self::Waves => waves,
            Self::Lamps => lamps,
            Self::Suns => suns,
            Self::Rooms => rooms,
        };
        let mut pixels = Vec::with_capacity((SIDE * SIDE * 3) as usize);
        for y in 0..SIDE {
            for x in 0..SIDE {
                pixels.extend(color(x as f32 / SIDE as f32, y as f32 / SIDE as f32).map(|channel| channel as u8));
            }
        }
        let mut file = Vec::new();
        let side = SIDE as u16;
        jpeg_encoder::Encoder::new(&mut file, 90).encode(&pixels, side, side, jpeg_encoder::ColorType::Rgb)?;
        Ok(file)
    }
}

fn waves(x: f32, y: f32) -> Color {
    let mut color = mix([18.0, 28.0, 66.0], [232.0, 142.0, 110.0], y * 1.35);
    color = mix(color, [255.0, 236.0, 200.0], disc(x, y, 0.66, 0.40, 0.13));
    for wave in 0..6 {
        let depth = wave as f32;
        let crest = 0.52 + depth * 0.085 + (x * (7.0 + depth * 1.5) + depth * 2.1).sin() * (0.016 + depth * 0.003);
        let sea = mix([46.0, 92.0, 138.0], [10.0, 24.0, 52.0], depth / 5.0);
        color = mix(color, sea, edge(y - crest) * 0.92);
    }
    color
}

fn lamps(x: f32, y: f32) -> Color {
    const LAMPS: [(f32, f32, f32, Color); 9] = [
        (0.20, 0.24, 0.13, [255.0, 120.0, 90.0]),
        (0.52, 0.17, 0.09, [255.0, 196.0, 92.0]),
        (0.80, 0.30, 0.16, [92.0, 150.0, 255.0]),
        (0.36, 0.47, 0.10, [190.0, 110.0, 255.0]),
        (0.63, 0.52, 0.13, [255.0, 96.0, 150.0]),
        (0.14, 0.62, 0.09, [96.0, 226.0, 214.0]),
        (0.87, 0.68, 0.10, [255.0, 178.0, 96.0]),
        (0.32, 0.80, 0.15, [98.0, 124.0, 255.0]),
        (0.64, 0.86, 0.08, [255.0, 224.0, 150.0]),
    ];
    let mut color = mix([12.0, 12.0, 30.0], [38.0, 22.0, 58.0], y);
    for (across, down, radius, lamp) in LAMPS {
        color = mix(color, lamp, disc(x, y, across, down, radius) * 0.62);
        color = mix(color, lamp, disc(x, y, across, down, radius * 0.86) * 0.25);
    }
    color
}

fn suns(x: f32, y: f32) -> Color {
    let mut color = mix([250.0, 226.0, 178.0], [246.0, 170.0, 130.0], y);
    for (place, sun) in [[236.0, 104.0, 74.0], [244.0, 156.0, 66.0], [250.0, 202.0, 90.0]].into_iter().enumerate() {
        let across = 0.24 + place as f32 * 0.26;
        color = mix(color, sun, disc(x, y, across, 0.36 + place as f32 * 0.035, 0.17) * 0.88);
    }
    for (start, swing, hill) in
        [(0.62, 4.0, [132.0, 164.0, 120.0]), (0.72, 6.5, [84.0, 132.0, 110.0]), (0.84, 5.0, [44.0, 92.0, 92.0])]
    {
        color = mix(color, hill, edge(y - start - (x * swing + start * 9.0).sin() * 0.045));
    }
    color
}

fn rooms(x: f32, y: f32) -> Color {
    let mut color = [238.0, 232.0, 220.0];
    for room in 0..7 {
        let depth = room as f32 / 6.0;
        let half = 0.46 - depth * 0.40;
        let (across, down) = (0.5 + depth * 0.10, 0.5 + depth * 0.14);
        let outside = (x - across).abs().max((y - down).abs()) - half;
        let wall = mix([214.0, 128.0, 84.0], [34.0, 46.0, 70.0], if room % 2 == 0 { depth } else { 1.0 - depth * 0.4 });
        color = mix(color, wall, edge(-outside));
    }
    color
}

/// 1 within a circle, 0 without, smooth on its rim.
fn disc(x: f32, y: f32, across: f32, down: f32, radius: f32) -> f32 {
    edge(radius - (x - across).hypot(y - down))
}

/// 0 below nothing, 1 above, smooth over about two pixels.
fn edge(distance: f32) -> f32 {
    (distance * SIDE as f32 / 2.0 + 0.5).clamp(0.0, 1.0)
}

fn mix([r, g, b]: Color, [red, green, blue]: Color, part: f32) -> Color {
    let part = part.clamp(0.0, 1.0);
    [r + (red - r) * part, g + (green - g) * part, b + (blue - b) * part]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cover_is_a_picture_of_its_own_and_of_many_colours() {
        let covers = [Motif::Waves, Motif::Lamps, Motif::Suns, Motif::Rooms].map(|motif| motif.draw().unwrap());
        for (place, cover) in covers.iter().enumerate() {
            assert!(cover.len() < 200 << 10 && !covers[..place].contains(cover));
            let picture = image::load_from_memory(cover).unwrap().into_rgb8();
            assert_eq!(picture.dimensions(), (600, 600));
            let colors: std::collections::HashSet<_> = picture.pixels().map(|pixel| pixel.0.map(|c| c / 32)).collect();
            assert!(colors.len() > 8, "{}", colors.len());
        }
    }
}
