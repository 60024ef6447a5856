//! The table of tags: which keys of which format mean the same, and how their values are read.
//!
//! The keys are those of ID3v2 (frame, `txxx:`, `tipl:`, `ufid:`), Vorbis and APE (plain), MP4 (`©…`), ASF (`wm/…`) and
//! RIFF (`i…`). A key of a user-defined frame (`txxx:x`, `----:com.apple.itunes:x`) also counts as its plain name `x`,
//! so those are listed only where their place in the order matters. The first key that a file has wins.

use super::mapping::Kind;

/// One tag as the table has it.
pub struct Row {
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    pub kind: Kind,
    pub split: &'static [&'static str],
    pub album: bool,
}

/// Longest value in letters, but for the tags named in [`max_length`].
const MAX_LENGTH: usize = 1024;

/// Longest value of a tag, in letters.
pub fn max_length(name: &str) -> usize {
    match name {
        "lyrics" => 1 << 20,
        "comment" => 4096,
        _ => MAX_LENGTH,
    }
}

const LISTS: &[&str] = &[";", "/", ","];

const fn row(name: &'static str, aliases: &'static [&'static str]) -> Row {
    Row { name, aliases, kind: Kind::Text, split: &[], album: false }
}

const fn of(kind: Kind, name: &'static str, aliases: &'static [&'static str]) -> Row {
    Row { name, aliases, kind, split: &[], album: false }
}

const fn album(name: &'static str, aliases: &'static [&'static str]) -> Row {
    Row { name, aliases, kind: Kind::Text, split: &[], album: true }
}

const fn list(split: &'static [&'static str], name: &'static str, aliases: &'static [&'static str]) -> Row {
    Row { name, aliases, kind: Kind::Text, split, album: true }
}

/// Every tag that is read unless the configuration says otherwise.
#[rustfmt::skip]
pub const ROWS: &[Row] = &[
    row("title", &["tit2", "title", "©nam", "inam"]),
    row("titlesort", &["tsot", "titlesort", "sonm", "wm/titlesortorder"]),
    row("artist", &["tpe1", "artist", "©art", "author", "iart"]),
    row("artistsort", &["tsop", "artistsort", "soar", "wm/artistsortorder"]),
    row("artists", &["txxx:artists", "artists", "wm/artists"]),
    row("artistssort", &["artistssort"]),
    row("albumartist", &["tpe2", "albumartist", "album artist", "album_artist", "aart", "wm/albumartist"]),
    row("albumartistsort", &["tso2", "txxx:albumartistsort", "albumartistsort", "soaa", "wm/albumartistsortorder"]),
    row("albumartists", &["txxx:album artists", "albumartists", "album artists"]),
    row("albumartistssort", &["albumartistssort"]),
    row("album", &["talb", "album", "©alb", "wm/albumtitle", "iprd"]),
    row("albumsort", &["tsoa", "albumsort", "soal", "wm/albumsortorder"]),
    album("albumversion", &["albumversion", "musicbrainz_albumcomment", "musicbrainz album comment"]),
    row("composer", &["tcom", "composer", "©wrt", "wm/composer", "imus", "writer", "iwri"]),
    row("composersort", &["tsoc", "composersort", "soco", "wm/composersortorder"]),
    row("lyricist", &["text", "lyricist", "wm/writer"]),
    row("lyricistsort", &["lyricistsort"]),
    row("arranger", &["tipl:arranger", "ipls:arranger", "arranger"]),
    row("conductor", &["tpe3", "conductor", "wm/conductor"]),
    row("director", &["director", "©dir", "wm/director"]),
    row("djmixer", &["tipl:dj-mix", "ipls:dj-mix", "djmixer", "wm/djmixer"]),
    row("mixer", &["tipl:mix", "ipls:mix", "mixer", "wm/mixer"]),
    row("engineer", &["tipl:engineer", "ipls:engineer", "engineer", "wm/engineer", "ieng"]),
    row("producer", &["tipl:producer", "ipls:producer", "producer", "wm/producer", "ipro"]),
    row("remixer", &["tpe4", "remixer", "mixartist", "wm/modifiedby"]),
    of(Kind::Pair, "performer", &["performer"]),
    list(LISTS, "genre", &["tcon", "genre", "©gen", "wm/genre", "ignr"]),
    list(LISTS, "mood", &["tmoo", "mood", "wm/mood"]),
    row("compilation", &["tcmp", "compilation", "cpil", "wm/iscompilation"]),
    row("track", &["track", "trck", "tracknumber", "trkn", "wm/tracknumber", "itrk"]),
    album("tracktotal", &["tracktotal", "totaltracks"]),
    row("disc", &["tpos", "disc", "discnumber", "disk", "wm/partofset"]),
    album("disctotal", &["disctotal", "totaldiscs"]),
    row("discsubtitle", &["tsst", "discsubtitle", "setsubtitle", "wm/setsubtitle"]),
    row("bpm", &["tbpm", "bpm", "tmpo", "wm/beatsperminute"]),
    of(Kind::Pair, "lyrics", &["sylt", "uslt", "lyrics", "unsyncedlyrics", "unsynced lyrics", "©lyr", "wm/lyrics"]),
    row("comment", &["comm", "comm:description", "comment", "©cmt", "description", "icmt"]),
    of(Kind::Date, "originaldate", &["tdor", "originaldate", "wm/originalreleasetime", "tory", "originalyear",
        "wm/originalreleaseyear", "origyear"]),
    // MP4 and ASF have one date; it counts as the recording's and as the release's.
    of(Kind::Date, "recordingdate", &["tdrc", "date", "recordingdate", "icrd", "record date", "©day", "wm/year"]),
    of(Kind::Date, "releasedate", &["tdrl", "releasedate", "©day", "wm/year", "year"]),
    row("catalognumber", &["catalognumber", "wm/catalogno"]),
    of(Kind::Uuid, "musicbrainz_recordingid", &["ufid:http://musicbrainz.org", "musicbrainz_trackid",
        "musicbrainz track id", "musicbrainz/track id"]),
    of(Kind::Uuid, "musicbrainz_trackid", &["txxx:musicbrainz release track id", "musicbrainz_releasetrackid",
        "musicbrainz release track id", "musicbrainz/release track id"]),
    of(Kind::Uuid, "musicbrainz_albumid", &["musicbrainz_albumid", "musicbrainz album id", "musicbrainz/album id"]),
    of(Kind::Uuid, "musicbrainz_artistid", &["musicbrainz_artistid", "musicbrainz artist id", "musicbrainz/artist id"]),
    of(Kind::Uuid, "musicbrainz_albumartistid", &["musicbrainz_albumartistid", "musicbrainz album artist id",
        "musicbrainz/album artist id"]),
    of(Kind::Uuid, "musicbrainz_releasegroupid", &["musicbrainz_releasegroupid", "musicbrainz release group id",
        "musicbrainz/release group id"]),
    of(Kind::Uuid, "musicbrainz_discid", &["musicbrainz_discid", "musicbrainz disc id", "musicbrainz/disc id"]),
    of(Kind::Uuid, "musicbrainz_workid", &["musicbrainz_workid", "musicbrainz work id", "musicbrainz/work id"]),
    of(Kind::Uuid, "musicbrainz_composerid", &["musicbrainz_composerid", "musicbrainz_composer_id", "musicbrainz composer id"]),
    of(Kind::Uuid, "musicbrainz_lyricistid", &["musicbrainz_lyricistid", "musicbrainz_lyricist_id", "musicbrainz lyricist id"]),
    of(Kind::Uuid, "musicbrainz_directorid", &["musicbrainz_directorid", "musicbrainz_director_id", "musicbrainz director id"]),
    of(Kind::Uuid, "musicbrainz_producerid", &["musicbrainz_producerid", "musicbrainz_producer_id", "musicbrainz producer id"]),
    of(Kind::Uuid, "musicbrainz_engineerid", &["musicbrainz_engineerid", "musicbrainz_engineer_id", "musicbrainz engineer id"]),
    of(Kind::Uuid, "musicbrainz_mixerid", &["musicbrainz_mixerid", "musicbrainz_mixer_id", "musicbrainz mixer id"]),
    of(Kind::Uuid, "musicbrainz_remixerid", &["musicbrainz_remixerid", "musicbrainz_remixer_id", "musicbrainz remixer id"]),
    of(Kind::Uuid, "musicbrainz_djmixerid", &["musicbrainz_djmixerid", "musicbrainz_djmixer_id", "musicbrainz djmixer id"]),
    of(Kind::Uuid, "musicbrainz_conductorid", &["musicbrainz_conductorid", "musicbrainz_conductor_id", "musicbrainz conductor id"]),
    of(Kind::Uuid, "musicbrainz_arrangerid", &["musicbrainz_arrangerid", "musicbrainz_arranger_id", "musicbrainz arranger id"]),
    list(&[","], "releasetype", &["releasetype", "musicbrainz_albumtype", "musicbrainz album type", "musicbrainz/album type"]),
    row("replaygain_album_gain", &["replaygain_album_gain"]),
    row("replaygain_album_peak", &["replaygain_album_peak"]),
    row("replaygain_track_gain", &["replaygain_track_gain"]),
    row("replaygain_track_peak", &["replaygain_track_peak"]),
    row("r128_album_gain", &["r128_album_gain"]),
    row("r128_track_gain", &["r128_track_gain"]),
    row("explicitstatus", &["itunesadvisory", "rtng"]),
    row("asin", &["asin"]),
    row("barcode", &["barcode", "wm/barcode"]),
    row("copyright", &["tcop", "copyright", "cprt", "icop"]),
    row("encodedby", &["tenc", "encodedby", "encoded-by", "©too", "wm/encodedby", "ienc"]),
    row("encodersettings", &["tsse", "encodersettings", "encoder", "encoder settings", "wm/encodingsettings"]),
    album("grouping", &["grp1", "grouping", "©grp", "wm/contentgroupdescription"]),
    row("key", &["tkey", "key", "initialkey", "initial key", "wm/initialkey"]),
    row("isrc", &["tsrc", "isrc", "wm/isrc"]),
    row("language", &["tlan", "language", "wm/language", "ilng"]),
    row("license", &["wcop", "license"]),
    album("media", &["tmed", "media", "wm/media", "imed"]),
    row("movementname", &["mvnm", "movementname", "©mvn"]),
    row("movementtotal", &["movementtotal", "mvc", "©mvc"]),
    row("movement", &["mvin", "movement", "mvi", "©mvi"]),
    album("recordlabel", &["tpub", "label", "publisher", "organization", "wm/publisher", "©pub"]),
    album("releasecountry", &["releasecountry", "musicbrainz album release country", "musicbrainz/album release country", "icnt"]),
    album("releasestatus", &["releasestatus", "musicbrainz_albumstatus", "musicbrainz album status", "musicbrainz/album status"]),
    row("script", &["script", "wm/script"]),
    row("subtitle", &["tit3", "subtitle", "wm/subtitle"]),
    row("website", &["woar", "website", "weblink", "wm/authorurl"]),
    row("work", &["work", "tit1", "©wrk", "wm/work"]),
];
