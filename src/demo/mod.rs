//! A small library of synthesised albums, for whoever has no music at hand: something to hear a minute after cloning, and
//! something to show most of what a library can hold (two discs, a compilation, embedded and separate covers, lyrics, a
//! playlist). Everything is made here, from chords and a few waves, and sounds the same at every run.
//!
//! [`catalogue`] says what there is, [`arrange`] turns chords into notes, [`synth`] notes into sound, [`cover`] draws, and
//! [`library`] writes it all down. Not here: anything a real library needs.

pub mod arrange;
pub mod catalogue;
pub mod chord;
pub mod cover;
pub mod library;
pub mod synth;
pub mod wav;

pub use library::{Error, Summary, make};
