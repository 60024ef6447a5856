//! From notes to sound: one wave table for each voice, an envelope, an echo. Written for speed without optimisation: one
//! look-up a sample and voice.

use super::arrange::{Dice, Note, Piece, Voice};
use std::f32::consts::TAU;
use std::sync::LazyLock;

/// Samples a second.
pub const RATE: u32 = 22_050;
/// The loudest sample of a piece, of full scale.
const PEAK: f32 = 0.82;
const TABLE: usize = 2048;

/// A left and a right sample.
pub type Frame = [f32; 2];

/// How a voice sounds and behaves.
struct Timbre {
    /// One turn of the wave; noise for drums.
    wave: [f32; TABLE],
    /// Seconds until the note is at its loudest, and from its letting go until it is silent.
    attack: f32,
    release: f32,
    /// Seconds in which it falls to a third.
    decay: f32,
    /// Of frequency, by which a second wave differs for a wider sound.
    detune: f32,
}

static PAD: LazyLock<Timbre> = LazyLock::new(|| tone(&[1.0, 0.45, 0.22, 0.10, 0.05], 0.5, 1.0, 8.0, 0.004));
static BELL: LazyLock<Timbre> = LazyLock::new(|| tone(&[1.0, 0.0, 0.28, 0.0, 0.0, 0.10], 0.004, 0.5, 0.7, 0.0015));
static PLUCK: LazyLock<Timbre> = LazyLock::new(|| tone(&[1.0, 0.55, 0.32, 0.2, 0.11, 0.06], 0.003, 0.12, 0.32, 0.0));
static FLUTE: LazyLock<Timbre> = LazyLock::new(|| tone(&[1.0, 0.22, 0.08], 0.06, 0.12, 4.0, 0.002));
static BASS: LazyLock<Timbre> = LazyLock::new(|| tone(&[1.0, 0.5, 0.18, 0.06], 0.008, 0.08, 1.1, 0.0));
static KICK: LazyLock<Timbre> = LazyLock::new(|| tone(&[1.0], 0.002, 0.1, 0.10, 0.0));
static BRUSH: LazyLock<Timbre> = LazyLock::new(|| noise(0.35, 0.003, 0.08));
static HAT: LazyLock<Timbre> = LazyLock::new(|| noise(1.0, 0.001, 0.03));

fn timbre(voice: Voice) -> &'static Timbre {
    match voice {
        Voice::Pad => &PAD,
        Voice::Bell => &BELL,
        Voice::Pluck => &PLUCK,
        Voice::Flute => &FLUTE,
        Voice::Bass => &BASS,
        Voice::Kick => &KICK,
        Voice::Brush => &BRUSH,
        Voice::Hat => &HAT,
    }
}

/// A wave of these harmonics.
fn tone(harmonics: &[f32], attack: f32, release: f32, decay: f32, detune: f32) -> Timbre {
    let full: f32 = harmonics.iter().sum();
    let at = |place: usize| {
        let angle = place as f32 / TABLE as f32 * TAU;
        let partials = harmonics.iter().zip(1_u8..).map(|(level, times)| level * (angle * f32::from(times)).sin());
        partials.sum::<f32>() / full
    };
    Timbre { wave: std::array::from_fn(at), attack, release, decay, detune }
}

/// Noise, darker the smaller `brightness` is.
fn noise(brightness: f32, attack: f32, decay: f32) -> Timbre {
    let (mut dice, mut last) = (Dice(1), 0.0);
    let next = |_: usize| {
        last += (dice.below(2001) as f32 / 1000.0 - 1.0 - last) * brightness;
        last
    };
    Timbre { wave: std::array::from_fn(next), attack, release: decay, decay, detune: 0.0 }
}

/// Renders a piece. The loudest sample is just below full scale whatever the piece; the last half second fades.
pub fn render(piece: &Piece) -> Vec<Frame> {
    let mut sound = vec![[0.0; 2]; frames(piece.seconds())];
    for note in piece.notes() {
        play(&note, &mut sound);
    }
    echo(&mut sound, frames(60.0 / piece.bpm * 0.75));
    level(&mut sound);
    sound
}

fn frames(seconds: f32) -> usize {
    (seconds * RATE as f32) as usize
}

fn play(note: &Note, sound: &mut [Frame]) {
    let timbre = timbre(note.voice);
    let frequency = match note.voice {
        Voice::Kick => 55.0,
        // The table is read straight through: its noise repeats too seldom to be heard as a tone.
        Voice::Brush | Voice::Hat => RATE as f32 / TABLE as f32,
        _ => 16.351_6 * 2_f32.powf(note.pitch as f32 / 12.0),
    };
    let step = frequency / RATE as f32;
    let (attack, release) = (timbre.attack * RATE as f32, timbre.release * RATE as f32);
    let held = note.length * RATE as f32;
    let fall = (-1.1 / (timbre.decay * RATE as f32)).exp();
    // Equal power on both sides.
    let angle = (note.pan + 1.0) * TAU / 8.0;
    let (left, right) = (note.level * angle.cos(), note.level * angle.sin());
    let (mut phase, mut other, mut loudness) = (0.0_f32, 0.37_f32, 1.0_f32);
    let mut bend = if note.voice == Voice::Kick { 2.2 } else { 0.0 };
    let first = frames(note.start).min(sound.len());
    let mut at = 0.0_f32;
    for frame in &mut sound[first..] {
        if at > held + release {
            break;
        }
        let mut envelope = loudness;
        if at < attack {
            envelope *= at / attack;
        }
        if at > held {
            envelope *= 1.0 - (at - held) / release;
        }
        let mut sample = timbre.wave[(phase * TABLE as f32) as usize % TABLE];
        if timbre.detune > 0.0 {
            sample = (sample + timbre.wave[(other * TABLE as f32) as usize % TABLE]) * 0.5;
            other += step * (1.0 + timbre.detune);
            if other >= 1.0 {
                other -= 1.0;
            }
        }
        phase += step * (1.0 + bend);
        if phase >= 1.0 {
            phase -= 1.0;
        }
        bend *= 0.998;
        loudness *= fall;
        at += 1.0;
        frame[0] += sample * envelope * left;
        frame[1] += sample * envelope * right;
    }
}

/// Two echoes that change sides: enough to make a room.
fn echo(sound: &mut [Frame], delay: usize) {
    for place in delay..sound.len() {
        let [left, right] = sound[place - delay];
        sound[place][0] += right * 0.26;
        sound[place][1] += left * 0.26;
    }
}

fn level(sound: &mut [Frame]) {
    let mut loudest = 0.0_f32;
    for &[left, right] in &*sound {
        loudest = loudest.max(left.abs()).max(right.abs());
    }
    if loudest == 0.0 {
        return;
    }
    let fade = frames(0.5).min(sound.len());
    let quiet_from = sound.len() - fade;
    for (place, frame) in sound.iter_mut().enumerate() {
        let mut gain = PEAK / loudest;
        if place >= quiet_from {
            gain *= (fade - 1 - (place - quiet_from)) as f32 / fade as f32;
        }
        frame[0] *= gain;
        frame[1] *= gain;
    }
}

#[cfg(test)]
mod tests {
    use super::super::arrange::Style;
    use super::*;

    #[test]
    fn every_style_is_heard_on_both_sides_below_full_scale_and_ends_in_silence() {
        for style in [Style::Ambient, Style::Night, Style::Folk, Style::Swing] {
            let piece = Piece { style, bpm: 120.0, bars: 2, chords: "Am F" };
            let sound = render(&piece);
            assert_eq!(sound.len(), (7.0 * 22_050.0) as usize);
            for side in 0..2 {
                let loudest = sound.iter().fold(0.0_f32, |most, frame| most.max(frame[side].abs()));
                let energy: f32 = sound.iter().map(|frame| frame[side] * frame[side]).sum();
                let mean = (energy / sound.len() as f32).sqrt();
                assert!((0.2..0.83).contains(&loudest) && mean > 0.02, "{style:?}: {loudest} {mean}");
            }
            assert_eq!(sound[sound.len() - 1], [0.0; 2]);
            assert_eq!(sound, render(&piece));
        }
    }
}
