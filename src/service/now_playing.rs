//! Who is hearing what right now: kept in memory, since it is of no use after a restart.

use crate::domain::clock::Moment;
use parking_lot::Mutex;
use std::collections::HashMap;

/// An entry older than this is over, whatever the song's length: milliseconds.
const LONGEST: i64 = 30 * 60 * 1000;
/// The most listeners that are remembered.
const MOST: usize = 1000;

/// One listener's song.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Playing {
    pub user_name: String,
    pub client: String,
    pub song_id: String,
    pub since: Moment,
    /// When the song will be over: milliseconds since 1970.
    pub until: Moment,
    /// Stays the same while one client of one listener plays.
    pub player: i64,
}

/// All listeners' songs, one for each client of each listener.
#[derive(Debug, Default)]
pub struct NowPlaying(Mutex<HashMap<(String, String), Playing>>);

impl NowPlaying {
    /// Notes that a song began. `duration` is in seconds.
    pub fn began(&self, user_name: &str, client: &str, song_id: &str, duration: f64, now: Moment) {
        let length = ((duration * 1000.0) as i64).clamp(0, LONGEST);
        let mut playing = self.0.lock();
        playing.retain(|_, entry| entry.until > now);
        let key = (user_name.to_owned(), client.to_owned());
        let next = playing.values().map(|entry| entry.player).max().unwrap_or_default() + 1;
        let player = playing.get(&key).map_or(next, |before| before.player);
        if playing.len() < MOST || playing.contains_key(&key) {
            let entry = Playing {
                user_name: user_name.to_owned(),
                client: client.to_owned(),
                song_id: song_id.to_owned(),
                since: now,
                // a little more, so that the list has no gaps between songs
                until: now + length + 5000,
                player,
            };
            playing.insert(key, entry);
        }
    }

    /// Notes that a listener's program fell silent.
    pub fn ended(&self, user_name: &str, client: &str) {
        self.0.lock().remove(&(user_name.to_owned(), client.to_owned()));
    }

    /// What is playing, the latest first.
    pub fn all(&self, now: Moment) -> Vec<Playing> {
        let mut all: Vec<Playing> = self.0.lock().values().filter(|entry| entry.until > now).cloned().collect();
        all.sort_by(|one, other| other.since.cmp(&one.since).then_with(|| one.user_name.cmp(&other.user_name)));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_song_is_playing_until_it_is_over_and_once_for_each_client() {
        let playing = NowPlaying::default();
        playing.began("anna", "phone", "a", 60.0, 0);
        playing.began("anna", "phone", "b", 60.0, 1000);
        playing.began("bert", "phone", "c", 10.0, 1000);
        let songs = |now| playing.all(now).into_iter().map(|entry| entry.song_id).collect::<Vec<_>>();
        assert_eq!(songs(2000), ["b", "c"]);
        assert_eq!(songs(30_000), ["b"]);
        assert_eq!(songs(70_000), Vec::<String>::new());
    }
}
