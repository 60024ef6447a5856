//! What tags mean, and what makes a song or an album the same one as before.

use super::options::{Kind::*, Row};
use super::{PidSpec, values};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What persistent ids are made of. A change of either asks for a full scan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Pid {
    #[serde(with = "values::text")]
    pub track: PidSpec,
    #[serde(with = "values::text")]
    pub album: PidSpec,
}

/// What the administrator says of tags, by the tag's name in lower case.
pub type Tags = BTreeMap<String, TagRule>;

/// Changes to one tag, or a new one. `None` leaves what is built in.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct TagRule {
    pub ignore: Option<bool>,
    /// Names under which files have it, best first.
    #[serde(with = "values::optional_list")]
    pub aliases: Option<Vec<String>>,
    pub r#type: Option<TagType>,
    /// In bytes.
    pub max_length: Option<u32>,
    /// Separators of several values; none splits nothing.
    #[serde(with = "values::optional_list")]
    pub split: Option<Vec<String>>,
    /// Whether albums have it too, gathered from their songs.
    pub album: Option<bool>,
}

/// What a tag's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TagType {
    String,
    Int,
    Float,
    Date,
    Uuid,
    /// A value with a key of its own, such as a performer and the instrument.
    Pair,
}

#[rustfmt::skip] // one row, one line
pub(super) const OPTIONS: &[Row] = &[
    Row::works("PID.Track", Pid, "musicbrainz_trackid|albumid,discnumber,tracknumber,title", "What makes a song the same one after its file was moved or changed. The id of MusicBrainz where tagged, else its place on its album."),
    Row::works("PID.Album", Pid, "musicbrainz_albumid|albumartistid,album,albumversion,releasedate", "What groups songs into an album. The id of MusicBrainz where tagged, else artist, title, version and date, so that two releases stay two albums."),
    Row::works("Tags.<name>.Ignore", Bool, "", "Do not read this tag."),
    Row::works("Tags.<name>.Aliases", List, "", "Names under which files have this tag, best first. The built-in ones where not set."),
    Row::works("Tags.<name>.Type", Word(&["string", "int", "float", "date", "uuid", "pair"]), "", "What its values are; values that are not are dropped. `string` for a new tag."),
    Row::works("Tags.<name>.MaxLength", Whole(1, 16_777_216), "", "The most bytes kept of a value. 1024 for a new tag."),
    Row::works("Tags.<name>.Split", List, "", "Separators at which one value becomes several; `[]` splits nothing. The built-in ones where not set."),
    Row::works("Tags.<name>.Album", Bool, "", "Gather this tag for albums too, so that they can be found by it."),
];
