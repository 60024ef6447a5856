//! Stage 3, pure: songs to the album they make.

use crate::domain::album::{Album, AlbumExtra, Disc};
use crate::domain::artist::{self, ArtistRef};
use crate::domain::credit::Role;
use crate::domain::fold;
use crate::store::rollup::{AlbumRecord, AlbumSong};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

/// How names are put in order.
#[derive(Debug, Clone)]
pub struct Ordering {
    /// Leading words that do not count, separated by spaces.
    pub articles: String,
    /// Whether sort tags stand in for names.
    pub prefer_sort_tags: bool,
}

impl Ordering {
    /// What a list is ordered by, for a name and the sort tag beside it.
    pub fn key(&self, name: &str, sort: &str) -> String {
        if self.prefer_sort_tags && !sort.is_empty() {
            return fold::plain(sort);
        }
        fold::order_name(name, &self.articles)
    }
}

/// The album that these songs make; none where there is no song. Its cover is chosen by the caller.
pub fn album(songs: &[AlbumSong], ordering: &Ordering) -> Option<AlbumRecord> {
    let first = songs.first()?;
    let all = || songs.iter().map(|each| &each.song);
    let compilation = songs.iter().any(|each| each.release.compilation);
    let mut artists = distinct(all().flat_map(|song| song.album_artists.iter().cloned()));
    let displayed = distinct(all().map(|song| song.album_artist.clone()));
    let (mut artist_name, mut order_source) = (first.song.album_artist.clone(), first);
    if compilation && displayed.len() > 1 {
        artist_name = artist::VARIOUS.to_owned();
        artists = vec![ArtistRef { id: artist::id_of(artist::VARIOUS), name: artist_name.clone() }];
    } else if let Some(shown) = songs.iter().find(|each| !each.release.sort_album_artist.is_empty()) {
        order_source = shown;
    }
    let years = || all().map(|song| song.year).filter(|&year| year > 0);
    let original_years = songs.iter().filter_map(|each| each.release.original_date).map(|date| date.year);
    let year = original_years.max().or_else(|| years().max()).unwrap_or_default();
    let original_date = unanimous(songs.iter().map(|each| each.release.original_date)).flatten();
    let release_date = unanimous(songs.iter().map(|each| each.release.release_date)).flatten();
    let sort_name = songs.iter().map(|each| each.release.sort_album.as_str()).find(|sort| !sort.is_empty());
    let order_year = format!(
        "{} {}", // the space sorts a year before its days
        original_date.map_or_else(|| format!("{year:04}"), |date| date.to_string()),
        release_date.map(|date| date.to_string()).unwrap_or_default()
    );
    let album = Album {
        id: first.song.album_id.clone(),
        library_id: first.song.library_id,
        name: first.song.album.clone(),
        artist: artist_name.clone(),
        artist_id: artists.first().map(|artist| artist.id.clone()).unwrap_or_default(),
        sort_name: sort_name.unwrap_or_default().to_owned(),
        order_name: ordering.key(&first.song.album, sort_name.unwrap_or_default()),
        order_artist: ordering.key(&artist_name, &order_source.release.sort_album_artist),
        year,
        song_count: i32::try_from(songs.len()).unwrap_or(i32::MAX),
        duration: all().map(|song| song.audio.duration).sum(),
        size: all().map(|song| song.size).sum(),
        compilation,
        mbz_id: by_frequency(all().map(|song| song.extra.mbz_album_id.clone())).into_iter().next().unwrap_or_default(),
        extra: AlbumExtra {
            artists,
            genres: by_frequency(all().flat_map(|song| song.genres.iter().cloned())),
            moods: by_frequency(all().flat_map(|song| song.extra.moods.iter().cloned())),
            groupings: by_frequency(all().flat_map(|song| song.extra.groupings.iter().cloned())),
            record_labels: by_frequency(all().flat_map(|song| song.extra.record_labels.iter().cloned())),
            release_types: distinct(all().flat_map(|song| song.extra.release_types.iter().cloned())),
            discs: discs(songs),
            original_date,
            release_date,
            explicit_status: explicit_status(all().map(|song| song.extra.explicit_status.as_str())),
            version: unanimous(all().map(|song| song.extra.album_version.clone())).unwrap_or_default(),
            mbz_release_group_id: by_frequency(all().map(|song| song.extra.mbz_release_group_id.clone()))
                .into_iter()
                .next()
                .unwrap_or_default(),
        },
        cover: String::new(),
        created_at: all().map(|song| song.created_at).min().unwrap_or_default(),
        modified_at: all().map(|song| song.modified_at).max().unwrap_or_default(),
        updated_at: all().map(|song| song.modified_at).max().unwrap_or_default(),
    };
    Some(AlbumRecord {
        first_year: years().min().unwrap_or_default(),
        last_year: years().max().unwrap_or_default(),
        order_year,
        credits: credits(songs, &album.extra.artists),
        names: names(songs, &album),
        album,
    })
}

fn distinct<T: Clone + Eq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

/// The most frequent first, equals by name; empty ones left out.
fn by_frequency(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for item in items.filter(|item| !item.is_empty()) {
        *counts.entry(item).or_default() += 1;
    }
    let mut items: Vec<(String, usize)> = counts.into_iter().collect();
    items.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    items.into_iter().map(|(item, _)| item).collect()
}

/// What all say alike.
fn unanimous<T: Eq + Hash>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.all(|item| item == first).then_some(first)
}

fn explicit_status<'a>(items: impl Iterator<Item = &'a str>) -> String {
    // "e" wins over "c"
    let strongest = items.filter(|status| !status.is_empty()).max();
    strongest.unwrap_or_default().to_owned()
}

/// The discs that have a title; of several the last track's counts, as in Navidrome.
fn discs(songs: &[AlbumSong]) -> Vec<Disc> {
    let mut titles: BTreeMap<i32, String> = BTreeMap::new();
    for each in songs {
        if !each.release.disc_subtitle.is_empty() {
            titles.insert(each.song.disc.unwrap_or_default(), each.release.disc_subtitle.clone());
        }
    }
    titles.into_iter().map(|(number, title)| Disc { number, title }).collect()
}

/// Everybody on any of the songs, once for each role.
fn credits(songs: &[AlbumSong], album_artists: &[ArtistRef]) -> Vec<(String, Role)> {
    let mut credits: BTreeSet<(String, Role)> = BTreeSet::new();
    credits.extend(album_artists.iter().map(|artist| (artist.id.clone(), Role::AlbumArtist)));
    for each in songs {
        credits.extend(each.song.artists.iter().map(|artist| (artist.id.clone(), Role::Artist)));
        credits.extend(each.song.contributors.iter().map(|credit| (credit.artist_id.clone(), credit.role)));
    }
    credits.into_iter().collect()
}

/// The names an album is found by: its artists, and those of its songs as far as they are few.
fn names(songs: &[AlbumSong], album: &Album) -> String {
    const MOST: usize = 50;
    let mut names: Vec<&str> = vec![&album.artist];
    names.extend(album.extra.artists.iter().map(|artist| artist.name.as_str()));
    if !album.compilation {
        names.extend(songs.iter().flat_map(|each| each.song.album_artists.iter().map(|artist| artist.name.as_str())));
    }
    let mut names = distinct(names.into_iter());
    names.truncate(MOST);
    names.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::PartialDate;
    use crate::domain::song::{Extra, Release, Song};

    fn ordering() -> Ordering {
        Ordering { articles: "The".into(), prefer_sort_tags: false }
    }

    fn song(title: &str, album_artist: &str, year: i32) -> AlbumSong {
        let artist = ArtistRef { id: artist::id_of(album_artist), name: album_artist.into() };
        AlbumSong {
            song: Song {
                title: title.into(),
                album: "The Album".into(),
                album_artist: album_artist.into(),
                album_artists: vec![artist.clone()],
                artists: vec![artist],
                year,
                ..Song::default()
            },
            release: Release::default(),
        }
    }

    #[test]
    fn no_songs_make_no_album() {
        assert_eq!(album(&[], &ordering()), None);
    }

    #[test]
    fn an_album_is_what_its_songs_have_in_common() {
        let mut songs = [song("a", "Low", 1999), song("b", "Low", 2001)];
        songs[0].song.genres = vec!["Rock".into(), "Pop".into()];
        songs[1].song.genres = vec!["Pop".into()];
        songs[1].song.extra = Extra { explicit_status: "e".into(), ..Extra::default() };
        songs[0].song.extra = Extra { explicit_status: "c".into(), ..Extra::default() };
        let record = album(&songs, &ordering()).unwrap();
        assert_eq!(record.album.order_name, "album");
        assert_eq!(record.album.year, 2001);
        assert_eq!((record.first_year, record.last_year), (1999, 2001));
        assert_eq!(record.album.extra.genres, ["Pop", "Rock"]);
        assert_eq!(record.album.extra.explicit_status, "e");
        assert_eq!(record.order_year, "2001 ");
        assert_eq!(record.credits.len(), 2);
    }

    #[test]
    fn a_compilation_of_several_album_artists_is_by_various_artists() {
        let mut songs = [song("a", "Low", 1999), song("b", "Can", 1999)];
        let record = album(&songs, &ordering()).unwrap();
        assert_eq!(record.album.artist, "Low");
        songs.iter_mut().for_each(|each| each.release.compilation = true);
        let record = album(&songs, &ordering()).unwrap();
        assert_eq!(record.album.artist, "Various Artists");
        assert_eq!(record.album.extra.artists.len(), 1);
    }

    #[test]
    fn dates_are_the_albums_only_where_all_songs_agree() {
        let date = PartialDate::parse("1974-11-01");
        let mut songs = [song("a", "Low", 1999), song("b", "Low", 1999)];
        songs[0].release.original_date = date;
        assert_eq!(album(&songs, &ordering()).unwrap().album.extra.original_date, None);
        songs[1].release.original_date = date;
        let record = album(&songs, &ordering()).unwrap();
        assert_eq!(record.album.extra.original_date, date);
        assert_eq!(record.album.year, 1974);
        assert_eq!(record.order_year, "1974-11-01 ");
    }
}
