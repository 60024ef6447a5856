//! The frame at the beginning of an MP3 that says how long it is, and which frames are no part of the song: the "Info"
//! tag of Xing with LAME's extension. It looks like silence to whoever does not know it.
//!
//! LAME's number of frames and of bytes follow from the length of the song alone where the bit rate is constant, so that
//! the tag can be written first.

/// Frames that LAME puts before a song.
const DELAY: u64 = 576;
/// Bytes of the tag: name, flags, frames, bytes, table of places, quality; and of LAME's extension.
const TAG: usize = 120;
const EXTENSION: usize = 36;
/// kbit/s of layer III by their number in a header: MPEG 1, MPEG 2 and 2.5.
const BIT_RATES: [[u32; 15]; 2] = [
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];

/// The frame for a song of `frames` at `rate`, of which the first frame's header is known. `None` where the header is
/// none.
pub fn info_frame(header: [u8; 4], rate: u32, frames: u64) -> Option<Vec<u8>> {
    let [_, version, numbers, mode] = header;
    let (mpeg_1, mono) = (version & 0x18 == 0x18, mode & 0xC0 == 0xC0);
    let bit_rates = BIT_RATES[usize::from(!mpeg_1)];
    let in_frame: u64 = if mpeg_1 { 1152 } else { 576 };
    let side_information = match (mpeg_1, mono) {
        (true, false) => 32,
        (true, true) | (false, false) => 17,
        (false, true) => 9,
    };
    let bits = |number: usize| Some(in_frame / 8 * 1000 * u64::from(*bit_rates.get(number)?));
    let start = 4 + side_information;
    let own = usize::from(numbers >> 4);
    // a higher bit rate than the song's, where the tag does not fit into one of its frames
    let fits =
        |number: &usize| bits(*number).is_some_and(|bits| bits / u64::from(rate) >= (start + TAG + EXTENSION) as u64);
    let number = (own..bit_rates.len()).find(fits)?;
    let length = bits(number)? / u64::from(rate);

    let padding = padding(frames, in_frame);
    let mpeg_frames = (DELAY + frames + padding) / in_frame;
    // a byte is added to a frame whenever what was left out before makes a whole one
    let (whole, rest) = (bits(own)? / u64::from(rate), bits(own)? % u64::from(rate));
    let bytes = length + mpeg_frames * whole + (mpeg_frames.saturating_sub(1) * rest).div_ceil(u64::from(rate));

    // without a checksum, padding and the channels' joining
    let mut frame = vec![0xFF, version | 1, (number as u8) << 4 | numbers & 0x0C, mode & 0xCF];
    frame.resize(start, 0);
    frame.extend(b"Info");
    frame.extend(0x0F_u32.to_be_bytes());
    frame.extend(u32::try_from(mpeg_frames).ok()?.to_be_bytes());
    frame.extend(u32::try_from(bytes).ok()?.to_be_bytes());
    frame.extend((0..100_u32).map(|percent| (percent * 256 / 100) as u8));
    frame.extend(0_u32.to_be_bytes());
    frame.extend(b"LAME3.100\x01");
    // lowpass, peak and two gains, which are not known, and flags
    frame.extend([0; 10]);
    frame.push(bit_rates.get(own).map_or(255, |kbits| (*kbits).min(255) as u8));
    frame.extend(&((DELAY as u32) << 12 | padding as u32).to_be_bytes()[1..]);
    frame.extend([0; 4]);
    frame.extend((bytes as u32).to_be_bytes());
    // the checksum of the music, which is not known
    frame.extend([0; 2]);
    frame.extend(checksum(&frame).to_be_bytes());
    frame.resize(length as usize, 0);
    Some(frame)
}

/// Frames that LAME adds at the end: up to a whole frame, and 576 at least.
fn padding(frames: u64, in_frame: u64) -> u64 {
    match in_frame - (DELAY + frames) % in_frame {
        padding @ 576.. => padding,
        padding => padding + in_frame,
    }
}

/// CRC-16/ARC.
fn checksum(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ u16::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xA001 } else { sum >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_known_one() {
        assert_eq!(checksum(b"123456789"), 0xBB3D);
    }

    #[test]
    fn it_is_as_long_as_its_header_says_and_holds_the_tag_at_every_bit_rate() {
        for (number, length) in [(9, 417), (1, 208), (14, 1044)] {
            let frame = info_frame([0xFF, 0xFB, number << 4, 0x40], 44_100, 441_000).unwrap();
            assert_eq!(frame.len(), length);
            assert_eq!(&frame[36..40], b"Info");
        }
        let mono = info_frame([0xFF, 0xFB, 0x90, 0xC0], 44_100, 441_000).unwrap();
        assert_eq!(&mono[21..25], b"Info");
        assert!(info_frame([0xFF, 0xFB, 0xF0, 0x40], 44_100, 441_000).is_none(), "no such bit rate");
    }
}
