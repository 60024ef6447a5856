//! Who did what: names, their sort names and MusicBrainz ids, in every role.

use super::mapping::{Entry, Tags};
use super::rules::Rules;
use super::split::split;
use crate::domain::artist;
use crate::domain::credit::{Credit, Role};

/// Where one text names several artists.
const ARTIST_SEPARATORS: &[&str] = &[" / ", " feat. ", " feat ", " ft. ", " ft ", "; "];
/// Where one text names several people of another role.
const PEOPLE_SEPARATORS: &[&str] = &["/", ";"];
/// MusicBrainz' id of "Various Artists" (<https://musicbrainz.org/doc/Style/Unknown_and_untitled/Special_purpose_artist>).
const VARIOUS_ID: &str = "89ad4ac3-39f7-470e-963a-56509c546377";

/// A track's people, and how its artists are shown.
#[derive(Debug, Default, PartialEq)]
pub struct Credits {
    pub artist: String,
    pub album_artist: String,
    pub all: Vec<Credit>,
}

/// Reads everybody whom the tags name.
pub fn credits(tags: &Tags<'_>, rules: &Rules, compilation: bool) -> Credits {
    let mut artists = people(tags, rules, Role::Artist, "artists", ARTIST_SEPARATORS);
    let named = !artists.is_empty();
    if !named {
        artists.push(credit(Role::Artist, artist::UNKNOWN));
    }
    let artist = if named { display(tags, "artist", &artists, rules) } else { artist::UNKNOWN.to_owned() };

    let mut album_artists = people(tags, rules, Role::AlbumArtist, "albumartists", ARTIST_SEPARATORS);
    let album_artist = if !album_artists.is_empty() {
        display(tags, "albumartist", &album_artists, rules)
    } else if compilation {
        album_artists.push(Credit { mbz_id: VARIOUS_ID.to_owned(), ..credit(Role::AlbumArtist, artist::VARIOUS) });
        artist::VARIOUS.to_owned()
    } else {
        album_artists.extend(artists.iter().map(|credit| Credit { role: Role::AlbumArtist, ..credit.clone() }));
        artists.first().map_or_else(String::new, |first| first.name.clone())
    };

    let others =
        Role::ALL.into_iter().filter(|role| !matches!(role, Role::Artist | Role::AlbumArtist | Role::Performer));
    let others = others.flat_map(|role| people(tags, rules, role, "", PEOPLE_SEPARATORS));
    let everybody = artists.into_iter().chain(album_artists).chain(others).chain(performers(tags, rules));
    Credits { artist, album_artist, all: distinct(everybody) }
}

fn credit(role: Role, name: &str) -> Credit {
    Credit {
        role,
        sub_role: String::new(),
        artist_id: artist::id_of(name),
        name: name.to_owned(),
        sort_name: String::new(),
        mbz_id: String::new(),
    }
}

/// The people of one role. The tag `several` lists them one by one; without it, a single value of the role's own tag
/// is cut where it names several.
fn people(tags: &Tags<'_>, rules: &Rules, role: Role, several: &str, separators: &[&str]) -> Vec<Credit> {
    let single = role.word();
    let names = names(tags, single, several, separators, &rules.split_exceptions);
    let sort_names = names_of_sort(tags, single, several, separators);
    let ids = tags.all(&format!("musicbrainz_{single}id"));
    let mut credits: Vec<Credit> = names.iter().map(|name| credit(role, name)).collect();
    // Lists of different lengths say nothing about who is who.
    if sort_names.len() == credits.len() {
        credits.iter_mut().zip(sort_names).for_each(|(credit, sort_name)| credit.sort_name = sort_name.to_owned());
    }
    if ids.len() == credits.len() {
        credits.iter_mut().zip(ids).for_each(|(credit, id)| credit.mbz_id = id);
    }
    credits
}

fn names<'t>(
    tags: &'t Tags<'_>,
    single: &str,
    several: &str,
    separators: &[&str],
    exceptions: &[String],
) -> Vec<&'t str> {
    let listed = tags.entries(several);
    match (listed, tags.entries(single)) {
        ([], [only]) => split(&only.text, separators, exceptions),
        ([], entries) | (entries, _) => entries.iter().map(|entry| entry.text.as_str()).collect(),
    }
}

fn names_of_sort<'t>(tags: &'t Tags<'_>, single: &str, several: &str, separators: &[&str]) -> Vec<&'t str> {
    names(tags, &format!("{single}sort"), &format!("{several}sort"), separators, &[])
}

/// The artists as shown: the tag's own words where it has one value, else all names joined.
fn display(tags: &Tags<'_>, single: &str, people: &[Credit], rules: &Rules) -> String {
    match tags.entries(single) {
        [only] => only.text.clone(),
        _ => people.iter().map(|credit| credit.name.as_str()).collect::<Vec<_>>().join(&rules.artist_joiner),
    }
}

/// Performers with their instruments, given behind the key's colon or behind the name: "Cy Strings (guitar)".
fn performers(tags: &Tags<'_>, rules: &Rules) -> Vec<Credit> {
    let mut performers = Vec::new();
    for Entry { sub, text } in tags.entries("performer") {
        let (name, instrument) = match text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
            Some((name, instrument)) if sub.is_empty() => (name, instrument),
            _ => (text.as_str(), sub.as_str()),
        };
        for name in split(name, PEOPLE_SEPARATORS, &rules.split_exceptions) {
            performers.push(Credit { sub_role: title_case(instrument), ..credit(Role::Performer, name) });
        }
    }
    performers
}

/// "bass guitar" as "Bass Guitar".
fn title_case(text: &str) -> String {
    let mut start = true;
    let letters = text.trim().chars().flat_map(|letter| {
        let raised = start;
        start = !letter.is_alphanumeric() && letter != '\'';
        let upper: Vec<char> = if raised { letter.to_uppercase().collect() } else { vec![letter] };
        upper
    });
    letters.collect()
}

/// Everybody once in each role and with each instrument.
fn distinct(credits: impl Iterator<Item = Credit>) -> Vec<Credit> {
    let mut all: Vec<Credit> = Vec::new();
    for credit in credits {
        let same = |known: &Credit| {
            known.role == credit.role && known.artist_id == credit.artist_id && known.sub_role == credit.sub_role
        };
        if !all.iter().any(same) {
            all.push(credit);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::read::RawTags;

    type Pairs<'a> = &'a [(&'a str, &'a str)];

    const ID: &str = "2158d607-f42f-41b4-a626-fb920372a69b";
    const OTHER: &str = "c7d2d9b2-2cd7-4c4a-a847-a872478c8b5f";

    fn read(pairs: &[(&str, &str)], rules: &Rules) -> Credits {
        let raw: RawTags = pairs.iter().copied().collect();
        let tags = rules.mapping.apply(&raw);
        let compilation = tags.first("compilation").is_some();
        credits(&tags, rules, compilation)
    }

    fn names(credits: &Credits, role: Role) -> Vec<&str> {
        credits.all.iter().filter(|credit| credit.role == role).map(|credit| credit.name.as_str()).collect()
    }

    #[test]
    fn artists_are_listed_or_cut_and_shown_in_the_tags_own_words() {
        let rules = Rules { split_exceptions: vec!["AC/DC".to_owned(), "X / Y".to_owned()], ..Rules::default() };
        let cases: [(Pairs<'_>, &str, &[&str]); 9] = [
            (&[("artist", "A feat. B")], "A feat. B", &["A", "B"]),
            (&[("artist", "A FT B")], "A FT B", &["A", "B"]),
            (&[("artist", "A"), ("artist", "B")], "A • B", &["A", "B"]),
            (&[("artist", "A / B"), ("artist", "C")], "A / B • C", &["A / B", "C"]),
            (&[("artist", "A & B"), ("artists", "A"), ("artists", "B")], "A & B", &["A", "B"]),
            (&[("artists", "A"), ("artists", "B")], "A • B", &["A", "B"]),
            (&[("artist", "X / Y / B")], "X / Y / B", &["X / Y", "B"]),
            (&[("tpe1", "First/Second")], "First/Second", &["First/Second"]),
            (&[], "[Unknown Artist]", &["[Unknown Artist]"]),
        ];
        for (pairs, shown, expected) in cases {
            let credits = read(pairs, &rules);
            assert_eq!(
                (credits.artist.as_str(), names(&credits, Role::Artist)),
                (shown, expected.to_vec()),
                "{pairs:?}"
            );
        }
    }

    #[test]
    fn album_artists_fall_back_to_various_artists_and_to_the_track_s() {
        let cases: [(Pairs<'_>, &str, &[&str]); 5] = [
            (&[("artist", "A"), ("albumartist", "B")], "B", &["B"]),
            (&[("artist", "A"), ("compilation", "1")], "Various Artists", &["Various Artists"]),
            (&[("artist", "A"), ("albumartist", "B"), ("compilation", "1")], "B", &["B"]),
            (&[("artist", "A feat. B")], "A", &["A", "B"]),
            (&[("albumartist", "A"), ("albumartist", "B")], "A • B", &["A", "B"]),
        ];
        for (pairs, shown, expected) in cases {
            let credits = read(pairs, &Rules::default());
            let found = (credits.album_artist.as_str(), names(&credits, Role::AlbumArtist));
            assert_eq!(found, (shown, expected.to_vec()), "{pairs:?}");
        }
    }

    #[test]
    fn sort_names_and_ids_belong_to_the_name_at_their_place() {
        let pairs = [
            ("artist", "The A feat. B"),
            ("artistsort", "A, The feat. B"),
            ("musicbrainz_artistid", ID),
            ("musicbrainz_artistid", OTHER),
            ("albumartist", "The A"),
            ("albumartistsort", "A, The"),
            ("musicbrainz_albumartistid", ID),
        ];
        let credits = read(&pairs, &Rules::default());
        let found: Vec<_> = credits.all.iter().map(|c| (c.sort_name.as_str(), c.mbz_id.as_str())).collect();
        assert_eq!(found, [("A, The", ID), ("B", OTHER), ("A, The", ID)]);
        let unequal = read(&[("artist", "A feat. B"), ("musicbrainz_artistid", ID)], &Rules::default());
        assert!(unequal.all.iter().all(|credit| credit.mbz_id.is_empty()));
    }

    #[test]
    fn every_role_is_read_and_performers_have_their_instrument() {
        let pairs = [
            ("composer", "Anna; Bo"),
            ("tipl:dj-mix", "DJ"),
            ("performer:bass guitar", "Cy"),
            ("performer", "Di (drums)"),
            ("performer", "Ed"),
        ];
        let credits = read(&pairs, &Rules::default());
        assert_eq!(names(&credits, Role::Composer), ["Anna", "Bo"]);
        assert_eq!(names(&credits, Role::DjMixer), ["DJ"]);
        let performers: Vec<_> = credits.all.iter().filter(|credit| credit.role == Role::Performer).collect();
        let performers: Vec<_> = performers.iter().map(|c| (c.name.as_str(), c.sub_role.as_str())).collect();
        assert_eq!(performers, [("Cy", "Bass Guitar"), ("Di", "Drums"), ("Ed", "")]);
    }
}
