//! From the keys of every format to one set of names.

use super::table;
use super::value::clean;
use crate::scanner::read::RawTags;
use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;

/// How the values of a tag are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    #[default]
    Text,
    Integer,
    Float,
    Date,
    Uuid,
    /// Text whose key may have a part behind a colon: the instrument of a performer, the language of lyrics.
    Pair,
}

impl FromStr for Kind {
    type Err = String;

    /// Reads the words of the option `Tags.NAME.Type`.
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word.to_ascii_lowercase().as_str() {
            "string" => Ok(Self::Text),
            "int" => Ok(Self::Integer),
            "float" => Ok(Self::Float),
            "date" => Ok(Self::Date),
            "uuid" => Ok(Self::Uuid),
            "pair" => Ok(Self::Pair),
            _ => Err(format!("{word:?} is no type of tag; string, int, float, date, uuid and pair are")),
        }
    }
}

/// What the configuration says about one tag: `Tags.NAME.*`. What it leaves out stays as the table has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Override {
    pub ignore: bool,
    pub aliases: Option<Vec<String>>,
    pub kind: Option<Kind>,
    /// In letters.
    pub max_length: Option<usize>,
    pub split: Option<Vec<String>>,
    pub album: Option<bool>,
}

#[derive(Debug, Clone)]
struct Rule {
    name: String,
    aliases: Vec<String>,
    kind: Kind,
    max_length: usize,
    split: Vec<String>,
    album: bool,
}

impl Rule {
    fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            aliases: vec![name.to_owned()],
            kind: Kind::Text,
            max_length: table::max_length(name),
            split: Vec::new(),
            album: false,
        }
    }

    fn change(&mut self, with: &Override) {
        if let Some(aliases) = &with.aliases {
            self.aliases = aliases.iter().map(|alias| alias.to_lowercase()).collect();
        }
        if let Some(split) = &with.split {
            self.split.clone_from(split);
        }
        self.kind = with.kind.unwrap_or(self.kind);
        self.max_length = with.max_length.unwrap_or(self.max_length);
        self.album = with.album.unwrap_or(self.album);
    }
}

impl From<&table::Row> for Rule {
    fn from(row: &table::Row) -> Self {
        Self {
            name: row.name.to_owned(),
            aliases: row.aliases.iter().map(|&alias| alias.to_owned()).collect(),
            kind: row.kind,
            max_length: table::max_length(row.name),
            split: row.split.iter().map(|&separator| separator.to_owned()).collect(),
            album: row.album,
        }
    }
}

/// The table of tags, made ready to be asked by key.
#[derive(Debug, Clone)]
pub struct Mapping {
    rules: Vec<Rule>,
    /// Which rules want a key, and at which place in their list of aliases.
    wanted: HashMap<String, Vec<(usize, usize)>>,
}

/// The names of tags 4.4's table calls otherwise in places (options `PID.*` and `Tags.*`).
fn canonical(name: &str) -> String {
    match name.to_lowercase().as_str() {
        "tracknumber" => "track".to_owned(),
        "discnumber" => "disc".to_owned(),
        "date" => "recordingdate".to_owned(),
        other => other.to_owned(),
    }
}

impl Mapping {
    /// The built-in table, changed by the configuration's entries by tag name; unknown names are new tags.
    pub fn new(overrides: &BTreeMap<String, Override>) -> Self {
        let mut rules: Vec<Rule> = table::ROWS.iter().map(Rule::from).collect();
        for (name, with) in overrides {
            let name = canonical(name);
            match rules.iter().position(|rule| rule.name == name) {
                Some(place) if with.ignore => drop(rules.remove(place)),
                Some(place) => rules[place].change(with),
                None if with.ignore => {}
                None => {
                    let mut rule = Rule::named(&name);
                    rule.change(with);
                    rules.push(rule);
                }
            }
        }
        let mut wanted: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (tag, rule) in rules.iter().enumerate() {
            for (rank, alias) in rule.aliases.iter().enumerate() {
                wanted.entry(alias.clone()).or_default().push((tag, rank));
            }
        }
        Self { rules, wanted }
    }

    /// Whether albums are found by this tag too.
    pub fn is_album_tag(&self, name: &str) -> bool {
        self.rules.iter().any(|rule| rule.name == name && rule.album)
    }

    /// The raw tags by their canonical names.
    pub fn apply(&self, raw: &RawTags) -> Tags<'_> {
        let mut found: Vec<(usize, Vec<Entry>)> = vec![(usize::MAX, Vec::new()); self.rules.len()];
        for (key, values) in raw.iter() {
            let (wanted, sub) = self.look_up(key);
            for &(tag, rank) in wanted {
                let (Some(rule), Some((best, entries))) = (self.rules.get(tag), found.get_mut(tag)) else { continue };
                if rank > *best || !sub.is_empty() && rule.kind != Kind::Pair {
                    continue;
                }
                let cleaned = values.iter().flat_map(|value| clean(value, rule.kind, &rule.split, rule.max_length));
                let cleaned: Vec<Entry> = cleaned.map(|text| Entry { sub: sub.to_owned(), text }).collect();
                if cleaned.is_empty() {
                    continue;
                }
                if rank < *best {
                    entries.clear();
                    *best = rank;
                }
                cleaned.into_iter().for_each(|entry| entries.push(entry));
            }
        }
        let named = self.rules.iter().zip(found).filter(|(_, (_, entries))| !entries.is_empty());
        Tags(named.map(|(rule, (_, entries))| (rule.name.as_str(), distinct(entries))).collect())
    }

    /// Who wants a key, and what stands behind its colon: as it is, as the plain name of a user-defined frame, or
    /// without that part.
    fn look_up<'k>(&self, key: &'k str) -> (&[(usize, usize)], &'k str) {
        let plain = key.strip_prefix("txxx:").or_else(|| key.strip_prefix("----:com.apple.itunes:")).unwrap_or(key);
        for key in [key, plain] {
            if let Some(wanted) = self.wanted.get(key) {
                return (wanted, "");
            }
        }
        let (head, sub) = plain.split_once(':').unwrap_or((plain, ""));
        (self.wanted.get(head).map_or(&[], Vec::as_slice), sub)
    }
}

/// Without what is said twice; case makes no difference.
fn distinct(entries: Vec<Entry>) -> Vec<Entry> {
    let mut seen = Vec::with_capacity(entries.len());
    entries
        .into_iter()
        .filter(|entry| {
            let spelling = (entry.sub.clone(), entry.text.to_lowercase());
            let new = !seen.contains(&spelling);
            if new {
                seen.push(spelling);
            }
            new
        })
        .collect()
}

/// One value of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The part of the key behind a colon, of tags of [`Kind::Pair`]; else empty.
    pub sub: String,
    pub text: String,
}

/// A file's tags by their canonical names; those without a value are missing.
#[derive(Debug, Clone, Default)]
pub struct Tags<'m>(BTreeMap<&'m str, Vec<Entry>>);

impl Tags<'_> {
    /// The values of a tag with their sub-keys.
    pub fn entries(&self, name: &str) -> &[Entry] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// The first value of a tag.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.entries(name).first().map(|entry| entry.text.as_str())
    }

    /// The first value of a tag, empty where there is none.
    pub fn text(&self, name: &str) -> String {
        self.first(name).unwrap_or_default().to_owned()
    }

    /// All values of a tag.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.entries(name).iter().map(|entry| entry.text.clone()).collect()
    }

    /// The value that a persistent id is made of: all values of a tag by any of its names.
    pub fn joined(&self, name: &str) -> String {
        self.all(&canonical(name)).join("\u{1}")
    }

    /// The names of the tags that have values.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Pairs<'a> = &'a [(&'a str, &'a str)];

    fn raw(pairs: &[(&str, &str)]) -> RawTags {
        pairs.iter().copied().collect()
    }

    fn mapping() -> Mapping {
        Mapping::new(&BTreeMap::new())
    }

    #[test]
    fn the_first_key_of_the_list_with_a_value_wins() {
        let mapping = mapping();
        let cases: [(Pairs<'_>, &str, &[&str]); 9] = [
            (&[("artist", "b"), ("tpe1", "a")], "artist", &["a"]),
            (&[("artist", "b"), ("tpe1", " ")], "artist", &["b"]),
            (&[("genre", "Rock; Pop/rock"), ("genre", "ROCK")], "genre", &["Rock", "Pop"]),
            (&[("txxx:label", "x")], "recordlabel", &["x"]),
            (&[("----:com.apple.itunes:isrc", "x")], "isrc", &["x"]),
            (&[("©day", "2020-02-02")], "releasedate", &["2020-02-02"]),
            (&[("©day", "2020-02-02")], "recordingdate", &["2020-02-02"]),
            (&[("txxx:musicbrainz album id", "no id")], "musicbrainz_albumid", &[]),
            (&[("comm:itunnorm", "0000")], "comment", &[]),
        ];
        for (pairs, name, expected) in cases {
            assert_eq!(mapping.apply(&raw(pairs)).all(name), expected, "{pairs:?}");
        }
    }

    #[test]
    fn pairs_keep_what_stands_behind_the_colon() {
        let mapping = mapping();
        let raw =
            raw(&[("performer:guitar", "Cy"), ("----:com.apple.itunes:performer:drums", "Di"), ("uslt:eng", "la")]);
        let tags = mapping.apply(&raw);
        let performers: Vec<_> = tags.entries("performer").iter().map(|e| (e.sub.as_str(), e.text.as_str())).collect();
        assert_eq!(performers, [("guitar", "Cy"), ("drums", "Di")]);
        assert_eq!(tags.entries("lyrics"), [Entry { sub: "eng".to_owned(), text: "la".to_owned() }]);
    }

    #[test]
    fn the_configuration_changes_ignores_and_adds_tags() {
        let change = |change: Override| change;
        let mapping = Mapping::new(&BTreeMap::from([
            ("genre".to_owned(), change(Override { split: Some(vec!["|".to_owned()]), ..Override::default() })),
            ("mood".to_owned(), change(Override { ignore: true, ..Override::default() })),
            (
                "Tracknumber".to_owned(),
                change(Override { aliases: Some(vec!["NR".to_owned()]), ..Override::default() }),
            ),
            (
                "energy".to_owned(),
                change(Override {
                    aliases: Some(vec!["txxx:energy".to_owned()]),
                    kind: Some(Kind::Integer),
                    album: Some(true),
                    ..Override::default()
                }),
            ),
        ]));
        let raw = raw(&[
            ("genre", "A/B|C"),
            ("mood", "calm"),
            ("nr", "5"),
            ("trck", "6"),
            ("txxx:energy", "7"),
            ("txxx:energy", "x"),
        ]);
        let tags = mapping.apply(&raw);
        assert_eq!(tags.all("genre"), ["A/B", "C"]);
        assert_eq!(tags.first("mood"), None);
        assert_eq!(tags.first("track"), Some("5"));
        assert_eq!(tags.all("energy"), ["7"]);
        assert!(mapping.is_album_tag("energy") && mapping.is_album_tag("genre") && !mapping.is_album_tag("title"));
    }

    #[test]
    fn types_of_tags_have_the_words_of_the_configuration() {
        assert_eq!("Int".parse(), Ok(Kind::Integer));
        assert!("number".parse::<Kind>().unwrap_err().contains("number"));
    }
}
