//! The index of artists: letters and groups of letters.

use crate::config::IndexGroups;
use crate::domain::fold;
use crate::store::artists::ArtistEntry;

/// Artists under one letter.
#[derive(Debug, Clone, Default)]
pub struct Letter {
    pub name: String,
    pub artists: Vec<ArtistEntry>,
}

/// The bucket of names that no group takes.
const OTHERS: &str = "#";

/// Puts artists, who come in alphabetical order, under their letters, which come in the order of the groups; names that
/// no group takes are listed under `#`, last. `prefer_sort` as configured.
pub fn letters(artists: Vec<ArtistEntry>, groups: &IndexGroups, prefer_sort: bool) -> Vec<Letter> {
    let groups: Vec<(&str, Vec<String>)> = groups
        .iter()
        .map(|group| (group.name.as_str(), group.prefixes.iter().map(|prefix| fold::plain(prefix)).collect()))
        .collect();
    let mut letters: Vec<Letter> =
        groups.iter().map(|(name, _)| Letter { name: (*name).to_owned(), ..Letter::default() }).collect();
    let mut others = Letter { name: OTHERS.to_owned(), ..Letter::default() };
    for entry in artists {
        let artist = &entry.artist;
        let key = if prefer_sort && !artist.sort_name.is_empty() {
            fold::plain(&artist.sort_name)
        } else {
            artist.order_name.clone()
        };
        let group = groups.iter().position(|(_, prefixes)| prefixes.iter().any(|prefix| key.starts_with(prefix)));
        match group.and_then(|place| letters.get_mut(place)) {
            Some(letter) => letter.artists.push(entry),
            None => others.artists.push(entry),
        }
    }
    letters.push(others);
    letters.retain(|letter| !letter.artists.is_empty());
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::artist::Artist;

    #[test]
    fn artists_stand_under_their_letter_without_article_or_accent() {
        let entry = |name: &str| ArtistEntry {
            artist: Artist { name: name.into(), order_name: fold::order_name(name, "The"), ..Artist::default() },
            ..ArtistEntry::default()
        };
        let groups: IndexGroups = "A B X-Z(XYZ) [Unknown]([)".parse().unwrap();
        let names = ["[Unknown Artist]", "2 Unlimited", "Ärzte", "The Beatles", "Yes", "Zappa"];
        let letters = letters(names.iter().map(|name| entry(name)).collect(), &groups, false);
        let shown: Vec<(String, usize)> =
            letters.into_iter().map(|letter| (letter.name, letter.artists.len())).collect();
        let expected = [("A", 1), ("B", 1), ("X-Z", 2), ("[Unknown]", 1), ("#", 1)];
        assert_eq!(shown, expected.map(|(name, count)| (name.to_owned(), count)));
    }
}
