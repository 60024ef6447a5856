//! Chords by the names that musicians write.

/// A chord: semitones above C of its root, and of its tones above that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chord {
    pub root: i32,
    pub tones: [i32; 4],
}

impl Chord {
    /// Reads a name such as `C`, `F#m7` or `Bbmaj7`.
    pub fn parse(name: &str) -> Option<Self> {
        let mut letters = name.chars();
        let natural = match letters.next()? {
            'C' => 0,
            'D' => 2,
            'E' => 4,
            'F' => 5,
            'G' => 7,
            'A' => 9,
            'B' => 11,
            _ => return None,
        };
        let rest = letters.as_str();
        let (sign, kind) = match rest.as_bytes().first() {
            Some(b'#') => (1, &rest[1..]),
            Some(b'b') => (-1, &rest[1..]),
            _ => (0, rest),
        };
        let tones = match kind {
            "" => [0, 4, 7, 12],
            "m" => [0, 3, 7, 12],
            "7" => [0, 4, 7, 10],
            "m7" => [0, 3, 7, 10],
            "maj7" => [0, 4, 7, 11],
            "m9" => [0, 3, 10, 14],
            "add9" => [0, 4, 7, 14],
            "sus2" => [0, 2, 7, 12],
            "sus4" => [0, 5, 7, 12],
            _ => return None,
        };
        Some(Self { root: (natural + sign + 12) % 12, tones })
    }

    /// Reads names separated by spaces; what is no chord is left out.
    pub fn parse_all(names: &str) -> Vec<Self> {
        names.split_whitespace().filter_map(Self::parse).collect()
    }

    /// The five notes that go with a piece whose first chord this is.
    pub fn pentatonic(self) -> [i32; 5] {
        let minor = self.tones[1] == 3;
        let steps = if minor { [0, 3, 5, 7, 10] } else { [0, 2, 4, 7, 9] };
        steps.map(|step| self.root + step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_read_by_their_names() {
        for (name, chord) in [
            ("C", Some((0, [0, 4, 7, 12]))),
            ("F#m7", Some((6, [0, 3, 7, 10]))),
            ("Bbmaj7", Some((10, [0, 4, 7, 11]))),
            ("Cb", Some((11, [0, 4, 7, 12]))),
            ("H", None),
            ("Cé", None),
            ("", None),
        ] {
            assert_eq!(Chord::parse(name), chord.map(|(root, tones)| Chord { root, tones }), "{name}");
        }
    }
}
