//! What the library holds: invented names, and a few chords for each piece.

use super::arrange::Piece;
use super::arrange::Style::{self, Ambient, Folk, Night, Swing};
use super::cover::Motif;

/// An album and how it lies on disk.
pub struct Album {
    pub title: &'static str,
    pub artist: &'static str,
    pub year: u16,
    pub genre: &'static str,
    pub compilation: bool,
    pub motif: Motif,
    pub picture: PicturePlace,
    pub discs: &'static [Disc],
}

/// Where an album's cover is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PicturePlace {
    /// A file beside the songs, or beside the folders of the discs.
    Folder,
    /// In every song.
    Songs,
}

/// A disc; an album of one has no subtitle and no folder for it.
pub struct Disc {
    pub subtitle: &'static str,
    pub songs: &'static [Song],
}

/// One song.
pub struct Song {
    pub title: &'static str,
    /// Whoever plays it, where that is not the album's artist.
    pub artist: Option<&'static str>,
    /// Lines in LRC, without the head.
    pub lyrics: Option<&'static str>,
    pub piece: Piece,
}

const fn song(title: &'static str, style: Style, bpm: f32, bars: u32, chords: &'static str) -> Song {
    Song { title, artist: None, lyrics: None, piece: Piece { style, bpm, bars, chords } }
}

const fn by(artist: &'static str, song: Song) -> Song {
    Song { artist: Some(artist), ..song }
}

const fn sung(lyrics: &'static str, song: Song) -> Song {
    Song { lyrics: Some(lyrics), ..song }
}

/// The albums.
pub const ALBUMS: [Album; 4] = [
    Album {
        title: "Harbour Lights",
        artist: "The Paper Lanterns",
        year: 2019,
        genre: "Ambient",
        compilation: false,
        motif: Motif::Waves,
        picture: PicturePlace::Folder,
        discs: &[Disc {
            subtitle: "",
            songs: &[
                song("Low Tide", Ambient, 70.0, 8, "Cmaj7 Am7 Fmaj7 Gsus4"),
                sung(
                    "[00:03.40]The lamps along the water\n[00:06.80]are counting boats again\n[00:10.20]one for every fisher\n\
                     [00:13.60]two for every rain\n[00:17.00]\n[00:20.40]And slowly, slowly homeward\n[00:23.80]the harbour hums their name\n",
                    song("Harbour Lights", Ambient, 70.6, 8, "Am7 Fmaj7 Cadd9 G"),
                ),
                song("Salt and Rope", Ambient, 66.0, 7, "Dm9 Bbmaj7 Fadd9 C"),
                song("A Gull, Half Asleep", Ambient, 76.0, 8, "Gadd9 Em7 Cmaj7 D"),
                song("First Ferry", Ambient, 72.0, 8, "Fmaj7 G Am7 Cmaj7"),
            ],
        }],
    },
    Album {
        title: "Night Bus",
        artist: "Mira Solen",
        year: 2021,
        genre: "Electronic",
        compilation: false,
        motif: Motif::Lamps,
        picture: PicturePlace::Folder,
        discs: &[
            Disc {
                subtitle: "Outbound",
                songs: &[
                    song("Last Stop First", Night, 112.0, 11, "Am F C G"),
                    song("Neon Rain", Night, 118.0, 12, "Em C G D"),
                    song("Window Seat", Night, 104.0, 10, "Dm Bb F C"),
                ],
            },
            Disc {
                subtitle: "Homebound",
                songs: &[
                    song("Empty Upper Deck", Night, 108.0, 10, "Cm7 Abmaj7 Ebmaj7 Bb"),
                    song("Traffic Lights in a Row", Night, 120.0, 12, "F#m D A E"),
                    song("Keys in the Door", Night, 100.0, 10, "Fmaj7 Em7 Dm7 Cmaj7"),
                ],
            },
        ],
    },
    Album {
        title: "Postcards, Vol. 1",
        artist: "Various Artists",
        year: 2022,
        genre: "Folk",
        compilation: true,
        motif: Motif::Suns,
        picture: PicturePlace::Folder,
        discs: &[Disc {
            subtitle: "",
            songs: &[
                by("Lena Okafor", song("Orange Trees", Folk, 96.0, 10, "G Em C D")),
                by("Tomas & the Tide", song("Letter from the Coast", Folk, 88.0, 9, "D A Bm G")),
                by("Mira Solen", song("Day Train", Folk, 104.0, 11, "C G Am F")),
                by("Ines Farol", song("Kite Weather", Folk, 92.0, 9, "A F#m D E")),
                by("The Paper Lanterns", song("Wish You Were", Folk, 84.0, 8, "F Dm Bb C")),
            ],
        }],
    },
    Album {
        title: "Seven Small Rooms",
        artist: "Otto Kestrel Trio",
        year: 2017,
        genre: "Jazz",
        compilation: false,
        motif: Motif::Rooms,
        picture: PicturePlace::Songs,
        discs: &[Disc {
            subtitle: "",
            songs: &[
                song("Hallway Blues", Swing, 126.0, 13, "F7 Bb7 F7 F7 Bb7 Bb7 F7 F7 C7 Bb7 F7 C7"),
                song("Kitchen, Morning", Swing, 112.0, 12, "Dm7 G7 Cmaj7 Am7"),
                song("The Piano Upstairs", Swing, 100.0, 10, "Fmaj7 Dm7 Gm7 C7"),
                song("Attic Waltz in Four", Swing, 132.0, 13, "Am7 D7 Gmaj7 Em7"),
            ],
        }],
    },
];

/// Songs of the playlist: places of album, disc and song.
pub const PLAYLIST: [(usize, usize, usize); 6] = [(0, 0, 0), (1, 0, 1), (2, 0, 3), (3, 0, 1), (0, 0, 4), (1, 1, 2)];

#[cfg(test)]
mod tests {
    use super::super::chord::Chord;
    use super::*;

    fn songs() -> impl Iterator<Item = &'static Song> {
        const { &ALBUMS }.iter().flat_map(|album| album.discs).flat_map(|disc| disc.songs)
    }

    #[test]
    fn there_are_four_albums_of_four_to_six_songs() {
        for album in &ALBUMS {
            let count: usize = album.discs.iter().map(|disc| disc.songs.len()).sum();
            assert!((4..=6).contains(&count), "{}: {count}", album.title);
        }
        assert_eq!(songs().count(), 20);
        assert_eq!(ALBUMS.iter().filter(|album| album.compilation).count(), 1);
        assert_eq!(ALBUMS.iter().filter(|album| album.discs.len() == 2).count(), 1);
    }

    #[test]
    fn every_chord_is_one_and_every_song_lasts_20_to_40_seconds() {
        for song in songs() {
            let chords = song.piece.chords;
            assert_eq!(Chord::parse_all(chords).len(), chords.split_whitespace().count(), "{chords}");
            assert!((20.0..=40.0).contains(&song.piece.seconds()), "{}: {}", song.title, song.piece.seconds());
        }
    }

    #[test]
    fn the_playlist_names_songs_there_are() {
        for (album, disc, song) in PLAYLIST {
            assert!(ALBUMS[album].discs[disc].songs.len() > song);
        }
    }
}
