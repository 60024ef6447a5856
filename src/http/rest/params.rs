//! Parameters speak a grammar.
//!
//! A request's parameters come from its query and from a form in its body (OpenSubsonic's `formPost`), keys may repeat
//! (`id=1&id=2`), and clients write them carelessly. They are collected once into [`Params`]; a handler declares what it
//! wants as a struct and gets values:
//!
//! ```
//! use navidrome_rs::http::rest::params::{Params, Rating};
//!
//! #[derive(serde::Deserialize)]
//! #[serde(rename_all = "camelCase")]
//! struct SetRating {
//!     id: String,
//!     rating: Rating,
//! }
//! let params = Params::collect(b"id=abc&rating=5", b"");
//! let wanted: SetRating = params.parse().unwrap();
//! assert_eq!((wanted.id.as_str(), wanted.rating.stars()), ("abc", 5));
//! ```
//!
//! * `T` is required, `Option<T>` is not, `#[serde(default)] Vec<T>` takes a key as often as it is given; a `Vec<T>`
//!   without the default must be given at least once.
//! * A number, boolean or choice of an empty value counts as not given; a string may be empty.
//! * Booleans are `true`, `false`, `1` and `0`. Of a key given twice where one value is wanted the first counts.
//! * `#[serde(flatten)]` cannot work: it hides the fields' types.
//!
//! serde_html_form decodes the pairs; the rest is done here, since it refuses repeated keys for single values, empty
//! numbers and `1` for true, all of which real clients send.

mod fault;
mod fields;
mod typed;
mod value;

pub use fault::Refusal;
pub use typed::{Rating, When};

use fault::Fault;
use fields::Fields;
use serde::de::DeserializeOwned;
use std::fmt;

/// How many parameters a request may have: a playlist of 10,000 songs, twice over.
pub const MOST_PAIRS: usize = 20_000;
/// How many bytes a form may have. Whoever reads the body stops here.
pub const LARGEST_BODY: usize = 10 * 1024 * 1024;

/// Everything a request was given, in its order: the query's parameters first, then the form's.
#[derive(Clone, Default)]
pub struct Params {
    pairs: Vec<(String, String)>,
}

impl Params {
    /// Decodes a query (without `?`) and a form. Stops after [`MOST_PAIRS`]; [`Params::parse`] tells whoever sent more.
    pub fn collect(query: &[u8], form: &[u8]) -> Self {
        let mut pairs = Vec::new();
        for part in [query, form] {
            let room = MOST_PAIRS + 1 - pairs.len();
            pairs.append(&mut serde_html_form::from_bytes(first_pairs(part, room)).unwrap_or_default());
        }
        Self { pairs }
    }

    /// The first value given for `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Every value given for `name`.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Reads the parameters that the fields of `T` name; others are ignored.
    ///
    /// # Errors
    /// A required parameter is missing, one does not hold what its type wants, or holds a NUL character (which no name,
    /// path or id has, and which databases cut texts at), or there are more than [`MOST_PAIRS`].
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        if self.pairs.len() > MOST_PAIRS {
            return Err(Refusal::TooMany);
        }
        if let Some((name, _)) = self.pairs.iter().find(|(_, value)| value.contains('\0')) {
            return Err(Refusal::Malformed { name: name.clone(), reason: "must not hold a NUL character".to_owned() });
        }
        // A type learns that its value is blank when it is too late to say "not given", so the names of blank values are
        // remembered and the struct is read again without them: once more for each at most.
        let mut blank = Vec::new();
        loop {
            match T::deserialize(Fields { pairs: &self.pairs, ignored: &blank }) {
                Ok(value) => return Ok(value),
                Err(Fault::Blank(Some(name))) if !blank.contains(&name) => blank.push(name),
                Err(fault) => return Err(fault.into()),
            }
        }
    }
}

impl fmt::Debug for Params {
    /// Names only: values may be passwords.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.pairs.iter().map(|(name, _)| name)).finish()
    }
}

/// As much of an encoded text as holds `room` pairs, so that nothing is built from what would be refused anyway.
fn first_pairs(encoded: &[u8], room: usize) -> &[u8] {
    let mut ends = encoded.iter().enumerate().filter(|(_, byte)| **byte == b'&').map(|(at, _)| at);
    match room.checked_sub(1).and_then(|last| ends.nth(last)) {
        Some(end) => &encoded[..end],
        None if room == 0 => &[],
        None => encoded,
    }
}

#[cfg(test)]
mod tests;
