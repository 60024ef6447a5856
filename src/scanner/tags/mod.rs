//! What a file's tags mean: raw tags in, a [`Track`](crate::domain::song::Track) out. Pure, so that every rule is a row
//! of a table test; the same file under the same [`Rules`] gives the same track.
//!
//! First the [`Mapping`] gives every key of every format its canonical name and cleans the values; then each file here
//! reads one group of them. The rules are Navidrome's, as its documentation and its answers show them, since people
//! tag their music for it.
//!
//! Not here: reading files (`scanner::read`), what albums have in common (grouping), sort order.

pub mod lyrics;

mod credits;
mod dates;
mod loudness;
mod mapping;
mod numbers;
mod rules;
mod split;
mod table;
mod track;
mod value;

pub use mapping::{Entry, Kind, Mapping, Override, Tags};
pub use rules::Rules;
pub use track::track;
