//! Ways of spoiling a file.

use proptest::prelude::*;

/// No spoilt file is larger.
const LARGEST: usize = 1 << 20;

/// What is done to a file. A place is a part of the whole, in 65,536ths.
#[derive(Debug, Clone)]
pub enum Damage {
    Flip {
        at: u16,
        bit: u8,
    },
    Number {
        at: u16,
        value: u32,
        big_endian: bool,
    },
    Cut {
        at: u16,
    },
    Remove {
        at: u16,
        length: u16,
    },
    Insert {
        at: u16,
        what: &'static [u8],
        times: u16,
    },
    /// The bytes from a place on, again and again: boxes in boxes, tags after tags.
    Repeat {
        at: u16,
        length: u16,
        times: u8,
    },
}

/// Numbers at which lengths overflow, turn negative or mean "unknown".
const NUMBERS: &[u32] =
    &[0, 1, 7, 8, 0x7f, 0xff, 0xffff, 0x10000, 0x00ff_ffff, 0x7f7f_7f7f, 0x7fff_ffff, 1 << 31, u32::MAX - 7, u32::MAX];

/// NULs, halves of UTF-16 letters, overlong UTF-8, the beginnings of tags and boxes.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\xff",
    b"\xff\xfe\0\xd8",
    b"\xfe\xff\xdc\0",
    b"\xc0\x80\xf8\x88\x80\x80\x80",
    b"ID3\x04\0\0\x7f\x7f\x7f\x7f",
    b"ID3\x03\0\x40\0\0\x10\0USLT\0\x0f\xff\xff\0\0\x01eng",
    b"TAG",
    b"APETAGEX\xd0\x07\0\0\xff\xff\xff\x7f\xff\xff\xff\x7f\0\0\0\x80",
    b"\0\0\0\x10moov\0\0\0\x08udta",
    b"\0\0\0\x01mdat\xff\xff\xff\xff\xff\xff\xff\xff",
    b"OggS\0\x04\xff\xff\xff\xff\xff\xff\xff\xff",
    b"fLaC\x84\xff\xff\xff",
    b"LIST\xff\xff\xff\xffINFO",
    b"\xff\xfb\x90\x64",
    b"<script>alert(1)</script>",
];

/// One to six kinds of damage, most of them near the beginning, where lengths are.
pub fn damages() -> impl Strategy<Value = Vec<Damage>> {
    let at = || prop_oneof![3 => 0_u16..2000, 1 => any::<u16>()];
    let one = prop_oneof![
        4 => (at(), 0_u8..8).prop_map(|(at, bit)| Damage::Flip { at, bit }),
        4 => (at(), prop_oneof![prop::sample::select(NUMBERS), any::<u32>()], any::<bool>())
            .prop_map(|(at, value, big_endian)| Damage::Number { at, value, big_endian }),
        1 => any::<u16>().prop_map(|at| Damage::Cut { at }),
        1 => (at(), 1_u16..5000).prop_map(|(at, length)| Damage::Remove { at, length }),
        2 => (at(), prop::sample::select(PIECES), 1_u16..300)
            .prop_map(|(at, what, times)| Damage::Insert { at, what, times }),
        1 => (at(), 1_u16..600, 1_u8..100).prop_map(|(at, length, times)| Damage::Repeat { at, length, times }),
    ];
    prop::collection::vec(one, 1..=6)
}

/// `file` after all of that.
pub fn spoilt(file: &[u8], damages: &[Damage]) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for damage in damages {
        damage.apply(&mut bytes);
        bytes.truncate(LARGEST);
    }
    bytes
}

impl Damage {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let place = |at: u16, bytes: &[u8]| bytes.len() * usize::from(at) / 65_536;
        match *self {
            Self::Flip { at, bit } => {
                let at = place(at, bytes);
                bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << bit);
            }
            Self::Number { at, value, big_endian } => {
                let number = if big_endian { value.to_be_bytes() } else { value.to_le_bytes() };
                let at = place(at, bytes);
                bytes.iter_mut().skip(at).zip(number).for_each(|(byte, new)| *byte = new);
            }
            Self::Cut { at } => bytes.truncate(place(at, bytes)),
            Self::Remove { at, length } => {
                let at = place(at, bytes);
                bytes.drain(at..bytes.len().min(at + usize::from(length)));
            }
            Self::Insert { at, what, times } => {
                let at = place(at, bytes);
                bytes.splice(at..at, what.repeat(usize::from(times)));
            }
            Self::Repeat { at, length, times } => {
                let at = place(at, bytes);
                let piece = bytes[at..bytes.len().min(at + usize::from(length))].repeat(usize::from(times));
                bytes.splice(at..at, piece);
            }
        }
    }
}
