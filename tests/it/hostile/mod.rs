//! Hostile input by the ten thousands: nothing panics, nothing hangs, nothing eats memory.
//!
//! The cases are made from fixed seeds, so that each run tries the same ones and their number is known. Every family runs
//! in a process of its own, whose peak of memory is therefore its own.

mod alone;
mod bytes;
mod parameters;
mod pictures;
mod ranges;
mod spellings;
mod tags;
mod texts;

use alone::{MOST_MEMORY, alone};

/// How many cases there must be at least.
const PROMISED: u32 = 100_000;

#[test]
fn a_hundred_thousand_hostile_cases_are_tried() {
    let families = [tags::CASES, pictures::CASES, texts::CASES, parameters::CASES];
    assert!(families.iter().sum::<u32>() >= PROMISED, "{families:?}");
}

#[test]
fn broken_audio_files_harm_nobody() {
    assert_eq!(alone("hostile::broken_audio_files_harm_nobody", tags::all), tags::CASES);
}

#[test]
fn broken_pictures_harm_nobody() {
    assert_eq!(alone("hostile::broken_pictures_harm_nobody", pictures::all), pictures::CASES);
}

#[test]
fn broken_playlists_lyrics_and_patterns_harm_nobody() {
    assert_eq!(alone("hostile::broken_playlists_lyrics_and_patterns_harm_nobody", texts::all), texts::CASES);
}

#[test]
fn hostile_parameters_are_answered_in_the_format_asked_for() {
    let (cases, peak) = parameters::all_against_the_program();
    assert_eq!(cases, parameters::CASES);
    assert!(peak <= MOST_MEMORY, "the program took {peak} bytes");
}
