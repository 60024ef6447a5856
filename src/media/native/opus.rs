//! Opus in Ogg (RFC 7845), by libopus.

use super::encoder::Encoder;
use ogg::{PacketWriteEndInfo, PacketWriter};
use opus::{Application, Bitrate, Channels};
use std::io;

/// Frames a second, whatever the source has.
const RATE: u32 = 48_000;
/// Frames in a packet: 20 ms.
const PACKET: usize = 960;
/// Bytes of a packet at most that libopus is given room for (its own recommendation).
const MOST_BYTES: usize = 4000;
/// Packets on the first page, so that a song begins soon, and on each other.
const FIRST_PAGE: u64 = 5;
const PAGE: u64 = 50;
/// There is one stream in each file, so that its number need not tell it from others.
const SERIAL: u32 = 1;

pub struct Opus {
    inner: opus::Encoder,
    ogg: PacketWriter<'static, Vec<u8>>,
    channels: usize,
    waiting: Vec<f32>,
    /// Made, and not written yet: only the last one of all is written as such.
    last: Option<Vec<u8>>,
    packets: u64,
    /// Frames taken.
    taken: u64,
    /// Frames to skip before the song begins: what the encoder is late.
    pre_skip: u16,
}

impl Opus {
    /// `bit_rate` in kbit/s.
    pub fn new(channels: usize, bit_rate: u32) -> io::Result<Self> {
        let layout = if channels == 1 { Channels::Mono } else { Channels::Stereo };
        let mut inner = opus::Encoder::new(RATE, layout, Application::Audio).map_err(io::Error::other)?;
        inner.set_bitrate(Bitrate::Bits(bit_rate as i32 * 1000)).map_err(io::Error::other)?;
        let pre_skip = inner.get_lookahead().map_err(io::Error::other)? as u16;
        let mut ogg = PacketWriter::new(Vec::new());
        ogg.write_packet(head(channels as u8, pre_skip), SERIAL, PacketWriteEndInfo::EndPage, 0)?;
        ogg.write_packet(tags(), SERIAL, PacketWriteEndInfo::EndPage, 0)?;
        Ok(Self { inner, ogg, channels, waiting: Vec::new(), last: None, packets: 0, taken: 0, pre_skip })
    }

    fn encode(&mut self, samples: &[f32]) -> io::Result<()> {
        let packet = self.inner.encode_vec_float(samples, MOST_BYTES).map_err(io::Error::other)?;
        if let Some(before) = self.last.replace(packet) {
            let ends = self.packets % PAGE == FIRST_PAGE;
            let end = if ends { PacketWriteEndInfo::EndPage } else { PacketWriteEndInfo::NormalPacket };
            self.ogg.write_packet(before, SERIAL, end, self.encoded())?;
        }
        self.packets += 1;
        Ok(())
    }

    /// Frames in all packets.
    fn encoded(&self) -> u64 {
        self.packets * PACKET as u64
    }
}

impl Encoder for Opus {
    fn rate(&self) -> u32 {
        RATE
    }

    fn push(&mut self, samples: &[f32], out: &mut Vec<u8>) -> io::Result<()> {
        self.taken += (samples.len() / self.channels) as u64;
        self.waiting.extend_from_slice(samples);
        let waiting = std::mem::take(&mut self.waiting);
        let packets = waiting.chunks_exact(PACKET * self.channels);
        self.waiting = packets.remainder().to_vec();
        for packet in packets {
            self.encode(packet)?;
        }
        out.append(self.ogg.inner_mut());
        Ok(())
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        let end = self.taken + u64::from(self.pre_skip);
        while self.encoded() < end {
            let mut packet = std::mem::take(&mut self.waiting);
            packet.resize(PACKET * self.channels, 0.0);
            self.encode(&packet)?;
        }
        // the last page says where the song ends, which may be within a packet
        if let Some(last) = self.last.take() {
            self.ogg.write_packet(last, SERIAL, PacketWriteEndInfo::EndStream, end)?;
        }
        out.append(self.ogg.inner_mut());
        Ok(())
    }
}

/// RFC 7845 §5.1. The rate is only for information, the gain is none, the channels are mapped in the common way.
fn head(channels: u8, pre_skip: u16) -> Vec<u8> {
    let mut head = b"OpusHead\x01".to_vec();
    head.push(channels);
    head.extend(pre_skip.to_le_bytes());
    head.extend(RATE.to_le_bytes());
    head.extend([0; 3]);
    head
}

/// RFC 7845 §5.2, without a tag.
fn tags() -> Vec<u8> {
    let vendor = opus::version().as_bytes();
    let mut tags = b"OpusTags".to_vec();
    tags.extend((vendor.len() as u32).to_le_bytes());
    tags.extend(vendor);
    tags.extend(0_u32.to_le_bytes());
    tags
}
