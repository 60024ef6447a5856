//! The buckets under which artists are listed: `A B C X-Z(XYZ) [Unknown]([)`.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

/// The buckets in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexGroups(Vec<IndexGroup>);

/// One bucket: its name, and how the names begin that fall into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexGroup {
    pub name: String,
    /// As written; compare folded names with folded beginnings.
    pub prefixes: Vec<String>,
}

impl IndexGroups {
    /// The buckets in order.
    pub fn iter(&self) -> impl Iterator<Item = &IndexGroup> {
        self.0.iter()
    }
}

impl FromStr for IndexGroups {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(Self(
            text.split_whitespace()
                .map(|word| word.parse().unwrap_or_else(|never: Infallible| match never {}))
                .collect(),
        ))
    }
}

impl FromStr for IndexGroup {
    type Err = Infallible;

    fn from_str(word: &str) -> Result<Self, Infallible> {
        let grouped = word.strip_suffix(')').and_then(|rest| rest.split_once('('));
        Ok(match grouped.filter(|(name, letters)| !name.is_empty() && !letters.is_empty()) {
            Some((name, letters)) => Self { name: name.into(), prefixes: letters.chars().map(String::from).collect() },
            None => Self { name: word.into(), prefixes: vec![word.into()] },
        })
    }
}

impl fmt::Display for IndexGroups {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |group: &IndexGroup| match group.prefixes.as_slice() {
            [only] if *only == group.name => group.name.clone(),
            letters => format!("{}({})", group.name, letters.concat()),
        };
        f.write_str(&self.0.iter().map(word).collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_its_own_bucket_and_brackets_name_the_letters() {
        let text = "A The X-Z(XYZ) [Unknown]([) ()";
        let groups: IndexGroups = text.parse().unwrap();
        let seen: Vec<_> = groups.iter().map(|group| (group.name.as_str(), group.prefixes.join(" "))).collect();
        let wanted = [("A", "A"), ("The", "The"), ("X-Z", "X Y Z"), ("[Unknown]", "["), ("()", "()")];
        assert_eq!(seen, wanted.map(|(name, prefixes)| (name, prefixes.to_string())));
        assert_eq!(groups.to_string(), text);
    }
}
