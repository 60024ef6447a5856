//! Tags that are plain lists of names and values: Vorbis comments, APE tags, RIFF INFO, AIFF text.

use super::RawTags;
use super::text;
use lofty::ape::ApeTag;
use lofty::iff::aiff::AiffTextChunks;
use lofty::iff::wav::RiffInfoList;
use lofty::ogg::OggPictureStorage;
use lofty::ogg::tag::VorbisComments;

/// Vorbis comments, and whether they hold a picture.
pub fn vorbis(tag: &VorbisComments) -> (RawTags, bool) {
    (tag.items().collect(), !tag.pictures().is_empty())
}

/// An APE tag, and whether it holds a picture. Its `Year` is a whole date, so it goes by the name Vorbis has for that.
pub fn ape(tag: &ApeTag) -> (RawTags, bool) {
    let (mut tags, mut picture) = (RawTags::default(), false);
    for item in tag {
        let key = if item.key().eq_ignore_ascii_case("year") { "date" } else { item.key() };
        match item.text_values() {
            Some(values) => values.for_each(|value| tags.push(key, value)),
            None => picture |= key.to_ascii_lowercase().starts_with("cover art"),
        }
    }
    (tags, picture)
}

/// A RIFF INFO list.
pub fn riff(tag: &RiffInfoList) -> RawTags {
    tag.into_iter().map(|(key, value)| (key, text::mend(value))).collect()
}

/// The text chunks of an AIFF file, under the plain names that other tags use.
pub fn aiff(tag: &AiffTextChunks) -> RawTags {
    let one = |key, value: &Option<String>| value.clone().map(|value| (key, value));
    let texts = [one("title", &tag.name), one("artist", &tag.author), one("copyright", &tag.copyright)];
    let comments = tag.comments.iter().flatten().map(|comment| ("comment", comment.text.clone()));
    let notes = tag.annotations.iter().flatten().map(|note| ("comment", note.clone()));
    texts.into_iter().flatten().chain(comments).chain(notes).collect()
}
