//! Many channels to two.

use symphonia::core::audio::{Channels, Position};

/// What one channel gives to the left and to the right.
type Weights = [f32; 2];

/// How a source's channels become those of the result: one stays one, two stay two, more are folded to two. Nothing
/// clips by it, since the weights of each side sum up to one at most.
pub struct Fold {
    /// How many there are before.
    channels: usize,
    /// One for each channel; empty where nothing is to be done.
    weights: Vec<Weights>,
}

impl Fold {
    /// `None` where there are no channels at all.
    pub fn of(channels: &Channels) -> Option<Self> {
        let count = channels.count();
        let mut weights: Vec<Weights> = match channels {
            _ if count == 0 => return None,
            _ if count <= 2 => Vec::new(),
            // samples come in the order of the bits
            Channels::Positioned(positions) => positions.iter().map(weights).collect(),
            _ => (0..count).map(|channel| if channel % 2 == 0 { [1.0, 0.0] } else { [0.0, 1.0] }).collect(),
        };
        let sum = |side: usize| weights.iter().map(|weights| weights[side]).sum::<f32>();
        let loudest = sum(0).max(sum(1)).max(1.0);
        weights.iter_mut().flatten().for_each(|weight| *weight /= loudest);
        Some(Self { channels: count, weights })
    }

    /// Channels before.
    pub fn channels_in(&self) -> usize {
        self.channels
    }

    /// Channels afterwards: 1 or 2.
    pub fn channels(&self) -> usize {
        self.channels.min(2)
    }

    /// Adds interleaved samples to `folded`.
    pub fn push(&self, samples: &[f32], folded: &mut Vec<f32>) {
        if self.weights.is_empty() {
            return folded.extend_from_slice(samples);
        }
        for frame in samples.chunks_exact(self.channels) {
            let side = |side: usize| {
                frame.iter().zip(&self.weights).map(|(sample, weights)| sample * weights[side]).sum::<f32>()
            };
            folded.extend([side(0), side(1)]);
        }
    }
}

/// As in ITU-R BS.775: centre and surround by 3 dB less, no bass channel.
fn weights(position: Position) -> Weights {
    const LESS: f32 = std::f32::consts::FRAC_1_SQRT_2;
    match position {
        Position::FRONT_LEFT => [1.0, 0.0],
        Position::FRONT_RIGHT => [0.0, 1.0],
        Position::FRONT_CENTER => [LESS, LESS],
        Position::REAR_LEFT | Position::SIDE_LEFT | Position::FRONT_LEFT_CENTER => [LESS, 0.0],
        Position::REAR_RIGHT | Position::SIDE_RIGHT | Position::FRONT_RIGHT_CENTER => [0.0, LESS],
        Position::LFE1 | Position::LFE2 => [0.0, 0.0],
        _ => [0.5, 0.5],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use symphonia::core::audio::layouts;

    fn folded(channels: &Channels, samples: &[f32]) -> Vec<f32> {
        let mut folded = Vec::new();
        Fold::of(channels).unwrap().push(samples, &mut folded);
        folded
    }

    #[test]
    fn one_and_two_channels_stay_as_they_are() {
        assert_eq!(folded(&layouts::CHANNEL_LAYOUT_MONO, &[0.1, 0.2]), [0.1, 0.2]);
        assert_eq!(folded(&layouts::CHANNEL_LAYOUT_STEREO, &[0.1, 0.2]), [0.1, 0.2]);
        assert!(Fold::of(&Channels::None).is_none());
    }

    #[test]
    fn more_are_folded_to_two_without_clipping() {
        // of channels without places one side may have one more than the other
        for (channels, least) in
            [(layouts::CHANNEL_LAYOUT_5P1, 0.9), (layouts::CHANNEL_LAYOUT_7P1, 0.9), (Channels::Discrete(5), 0.6)]
        {
            let loud = folded(&channels, &vec![1.0; channels.count()]);
            assert!(
                loud.len() == 2 && loud.iter().all(|sample| (least..=1.0001).contains(sample)),
                "{channels:?}: {loud:?}"
            );
        }
        // left, right, centre, bass, left and right behind
        let left = folded(&layouts::CHANNEL_LAYOUT_5P1, &[0.5, 0.0, 0.0, 0.9, 0.0, 0.0]);
        assert!(left[0] > 0.2 && left[1] == 0.0, "{left:?}");
    }
}
