//! WAV files: the plainest there are, and what every player understands.

use super::synth::{Frame, RATE};

/// A WAV file of 16 bits a sample and two channels. Samples beyond full scale are cut.
pub fn encode(sound: &[Frame]) -> Vec<u8> {
    const CHANNELS: u16 = 2;
    const BYTES: u16 = 2;
    let size = u32::try_from(sound.len() * usize::from(CHANNELS * BYTES)).unwrap_or(u32::MAX - 36);
    let mut file = Vec::with_capacity(44 + size as usize);
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(36 + size).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16_u32.to_le_bytes());
    file.extend_from_slice(&1_u16.to_le_bytes()); // PCM
    file.extend_from_slice(&CHANNELS.to_le_bytes());
    file.extend_from_slice(&RATE.to_le_bytes());
    file.extend_from_slice(&(RATE * u32::from(CHANNELS * BYTES)).to_le_bytes());
    file.extend_from_slice(&(CHANNELS * BYTES).to_le_bytes());
    file.extend_from_slice(&(BYTES * 8).to_le_bytes());
    file.extend_from_slice(b"data");
    file.extend_from_slice(&size.to_le_bytes());
    for [left, right] in sound {
        let [a, b] = ((left * 32767.0) as i16).to_le_bytes();
        let [c, d] = ((right * 32767.0) as i16).to_le_bytes();
        file.extend_from_slice(&[a, b, c, d]);
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_head_of_44_bytes_and_four_for_each_frame() {
        let file = encode(&[[0.0, 0.5], [-1.0, 7.0]]);
        assert_eq!((&file[..4], &file[8..16], &file[36..40]), (&b"RIFF"[..], &b"WAVEfmt "[..], &b"data"[..]));
        assert_eq!(file[4..8], 44_u32.to_le_bytes());
        assert_eq!(file[44..], [0, 0, 0xFF, 0x3F, 0x01, 0x80, 0xFF, 0x7F]);
    }
}
