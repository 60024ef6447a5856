//! From chords to notes: who plays what when.

use super::chord::Chord;

/// What a piece is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Slow chords, a few bells.
    Ambient,
    /// Arpeggios over a beat.
    Night,
    /// Plucked strings and a tune.
    Folk,
    /// A walking bass and brushes.
    Swing,
}

/// A piece of music, as short as it can be said. Four beats a bar, a chord a bar.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    pub style: Style,
    /// Beats a minute.
    pub bpm: f32,
    pub bars: u32,
    /// Names of chords, played over and over; the piece ends on the first.
    pub chords: &'static str,
}

/// Who plays a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    Pad,
    Bell,
    Pluck,
    Flute,
    Bass,
    Kick,
    Brush,
    Hat,
}

/// One note.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Note {
    pub voice: Voice,
    /// Seconds from the beginning.
    pub start: f32,
    /// Seconds until it is let go.
    pub length: f32,
    /// Semitones above C0 (16.35 Hz); drums have none.
    pub pitch: i32,
    /// A fraction of full scale.
    pub level: f32,
    /// -1 left to 1 right.
    pub pan: f32,
}

/// Seconds in which the last chord dies away.
const TAIL: f32 = 3.0;

impl Piece {
    /// How long the piece is.
    pub fn seconds(&self) -> f32 {
        self.bars as f32 * 4.0 * self.beat() + TAIL
    }

    fn beat(&self) -> f32 {
        60.0 / self.bpm
    }

    /// All notes, the same at every call.
    pub fn notes(&self) -> Vec<Note> {
        let chords = Chord::parse_all(self.chords);
        let Some(&first) = chords.first() else { return Vec::new() };
        let seed = self.chords.bytes().fold(u64::from(self.bars), |seed, byte| seed * 31 % 1_000_003 + u64::from(byte));
        let mut band =
            Band { beat: self.beat(), bar: 0, notes: Vec::new(), dice: Dice(seed), scale: first.pentatonic(), step: 5 };
        for (bar, &chord) in (0..self.bars).zip(chords.iter().cycle()) {
            band.bar = bar;
            match self.style {
                Style::Ambient => band.ambient(chord),
                Style::Night => band.night(chord),
                Style::Folk => band.folk(chord),
                Style::Swing => band.swing(chord),
            }
        }
        band.bar = self.bars;
        band.ending(first);
        band.notes
    }
}

struct Band {
    /// Seconds.
    beat: f32,
    bar: u32,
    notes: Vec<Note>,
    dice: Dice,
    scale: [i32; 5],
    /// Where the tune stands, in steps of the scale.
    step: i32,
}

const OCTAVE: i32 = 12;

impl Band {
    /// Adds a note at some beats into the bar.
    fn play(&mut self, voice: Voice, beat: f32, beats: f32, pitch: i32, level: f32, pan: f32) {
        let start = (self.bar as f32 * 4.0 + beat) * self.beat;
        self.notes.push(Note { voice, start, length: beats * self.beat, pitch, level, pan });
    }

    fn pad(&mut self, chord: Chord, beats: f32, level: f32) {
        for (place, tone) in chord.tones.into_iter().enumerate() {
            self.play(Voice::Pad, 0.0, beats, 4 * OCTAVE + chord.root + tone, level, place as f32 * 0.4 - 0.6);
        }
    }

    /// The next note of a tune that wanders, but never far.
    fn tune(&mut self) -> i32 {
        self.step = (self.step + self.dice.below(5) as i32 - 2).clamp(0, 9);
        let octave = 5 + self.step / 5;
        octave * OCTAVE + self.scale[(self.step % 5) as usize]
    }

    fn ambient(&mut self, chord: Chord) {
        self.pad(chord, 4.3, 0.10);
        self.play(Voice::Bass, 0.0, 3.8, 2 * OCTAVE + chord.root, 0.20, 0.0);
        for eighth in 0..8 {
            if self.bar > 0 && self.dice.below(100) < 38 {
                let (pitch, pan) = (self.tune(), self.dice.below(13) as f32 / 8.0 - 0.75);
                self.play(Voice::Bell, eighth as f32 / 2.0, 3.0, pitch, 0.13, pan);
            }
        }
    }

    fn night(&mut self, chord: Chord) {
        self.pad(chord, 4.05, 0.06);
        for sixteenth in 0..16 {
            let up_and_down = [0, 1, 2, 3, 2, 1][sixteenth % 6];
            let pitch = 5 * OCTAVE + chord.root + chord.tones[up_and_down];
            let pan = if sixteenth % 2 == 0 { -0.5 } else { 0.5 };
            self.play(Voice::Pluck, sixteenth as f32 / 4.0, 0.3, pitch, 0.11, pan);
        }
        if self.bar < 1 {
            return;
        }
        for eighth in 0..8 {
            let octave = if eighth % 4 == 3 { 3 } else { 2 };
            self.play(Voice::Bass, eighth as f32 / 2.0, 0.42, octave * OCTAVE + chord.root, 0.22, 0.0);
            self.play(Voice::Hat, eighth as f32 / 2.0, 0.1, 0, if eighth % 2 == 1 { 0.06 } else { 0.025 }, 0.25);
        }
        for beat in 0..4 {
            self.play(Voice::Kick, beat as f32, 0.4, 0, 0.42, 0.0);
            if beat % 2 == 1 {
                self.play(Voice::Brush, beat as f32, 0.3, 0, 0.10, -0.1);
            }
        }
        if self.bar >= 4 {
            for beat in [0.0, 1.5, 2.5] {
                let pitch = self.tune();
                self.play(Voice::Bell, beat, 1.4, pitch, 0.12, 0.15);
            }
        }
    }

    fn folk(&mut self, chord: Chord) {
        for (eighth, tone) in [0, 2, 1, 3, 2, 1, 3, 1].into_iter().enumerate() {
            let pitch = 4 * OCTAVE + chord.root + chord.tones[tone];
            self.play(Voice::Pluck, eighth as f32 / 2.0, 1.2, pitch, if eighth % 4 == 0 { 0.19 } else { 0.14 }, -0.35);
            self.play(Voice::Hat, eighth as f32 / 2.0, 0.1, 0, if eighth % 2 == 1 { 0.022 } else { 0.012 }, 0.5);
        }
        for (beat, tone) in [(0.0, 0), (2.0, 2)] {
            self.play(Voice::Bass, beat, 1.8, 2 * OCTAVE + chord.root + chord.tones[tone], 0.20, 0.0);
        }
        if self.bar < 1 {
            return;
        }
        let rhythm: &[(f32, f32)] = match self.dice.below(3) {
            0 => &[(0.0, 1.5), (1.5, 0.5), (2.0, 2.0)],
            1 => &[(0.0, 1.0), (1.0, 1.0), (2.0, 1.0), (3.0, 1.0)],
            _ => &[(0.5, 0.5), (1.0, 1.0), (2.0, 1.5)],
        };
        for &(beat, beats) in rhythm {
            let pitch = self.tune();
            self.play(Voice::Flute, beat, beats * 0.92, pitch, 0.13, 0.3);
        }
    }

    fn swing(&mut self, chord: Chord) {
        const OFF: f32 = 2.0 / 3.0; // the late half of a swung beat
        let walk = [0, chord.tones[1], 7, if self.dice.below(2) == 0 { chord.tones[1] } else { 9 }];
        for (beat, tone) in walk.into_iter().enumerate() {
            self.play(Voice::Bass, beat as f32, 0.9, 2 * OCTAVE + chord.root + tone, 0.26, -0.1);
            self.play(Voice::Hat, beat as f32, 0.2, 0, 0.035, 0.35);
            if beat % 2 == 1 {
                self.play(Voice::Hat, beat as f32 + OFF, 0.1, 0, 0.025, 0.35);
                self.play(Voice::Brush, beat as f32, 0.4, 0, 0.06, 0.2);
            }
        }
        for (beat, beats) in [(0.0, 1.2), (1.0 + OFF, 1.0)] {
            for (place, tone) in chord.tones.into_iter().enumerate().skip(1) {
                self.play(Voice::Bell, beat, beats, 4 * OCTAVE + chord.root + tone, 0.07, place as f32 * 0.2 - 0.7);
            }
        }
        for beat in 0..4 {
            for late in [0.0, OFF] {
                if self.bar > 0 && self.dice.below(100) < 48 {
                    let pitch = self.tune();
                    self.play(Voice::Pluck, beat as f32 + late, 0.6, pitch, 0.15, 0.3);
                }
            }
        }
    }

    fn ending(&mut self, chord: Chord) {
        let beats = TAIL * 0.6 / self.beat;
        self.pad(chord, beats, 0.09);
        self.play(Voice::Bass, 0.0, beats, 2 * OCTAVE + chord.root, 0.2, 0.0);
        self.play(Voice::Bell, 0.0, beats, 5 * OCTAVE + chord.root + chord.tones[2], 0.12, 0.2);
    }
}

/// Numbers that look thrown and are always the same: the generator of Park and Miller.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn below(&mut self, sides: u64) -> u64 {
        self.0 = (self.0 + 1) * 48_271 % 0x7FFF_FFFF;
        (self.0 >> 8) % sides
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIECE: Piece = Piece { style: Style::Night, bpm: 120.0, bars: 8, chords: "Am F C G" };

    #[test]
    fn every_style_plays_from_beginning_to_end_the_same_each_time() {
        for style in [Style::Ambient, Style::Night, Style::Folk, Style::Swing] {
            let piece = Piece { style, ..PIECE };
            let notes = piece.notes();
            assert_eq!(notes, piece.notes(), "{style:?}");
            assert!(notes.len() > 8 * 5, "{style:?}: {}", notes.len());
            assert!(
                notes.iter().all(|note| note.start >= 0.0 && note.start + note.length < piece.seconds()),
                "{style:?}"
            );
            assert!(notes.iter().all(|note| (0..96).contains(&note.pitch) && note.pan.abs() <= 1.0), "{style:?}");
            assert!(
                notes.iter().any(|note| note.start < 0.1) && notes.iter().any(|note| note.start >= 16.0),
                "{style:?}"
            );
        }
    }

    #[test]
    fn a_piece_without_chords_is_silent() {
        assert_eq!(Piece { chords: "", ..PIECE }.notes(), []);
    }
}
