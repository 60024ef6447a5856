//! stream, download, getCoverArt.

use crate::artwork::{Fit, Origin, Wanted};
use crate::domain::path;
use crate::domain::song::Song;
use crate::http::bytes::{self, Download};
use crate::http::rest::call::{Answer, Call};
use crate::http::rest::failure::Failure;
use crate::http::rest::reply::Code;
use crate::media::decision::{self, Asked, Format, Plan, Rules, Source};
use crate::media::file_body::FileBody;
use crate::media::transcoder::{self, Job};
use crate::media::{mime, spool};
use crate::service::{Error, art};
use crate::store::{libraries, songs};
use actix_web::http::{Method, header};
use actix_web::{HttpResponse, body};
use serde::Deserialize;
use std::path::PathBuf;
use std::time::Duration;

/// Seconds; nothing begins later than that in any song.
const LATEST: f64 = 1e7;

#[derive(Deserialize)]
struct ById {
    id: String,
}

/// A song the listener may hear, and where its file is.
async fn file_of(call: &Call, id: String) -> Result<(Song, PathBuf), Failure> {
    let viewer = call.viewer();
    call.read(move |db| {
        let song = songs::find(db, &viewer, &id)?.ok_or(Error::not_found("song"))?.song;
        let library = libraries::all(db)?.into_iter().find(|library| library.id == song.library_id);
        let root = library.ok_or(Error::not_found("song"))?.path;
        let file = path::from_text(&root).join(path::from_text(&song.path));
        Ok((song, file))
    })
    .await
}

async fn open(song: &Song, file: PathBuf) -> Result<Download, Failure> {
    let content_type = mime::content_type(&song.suffix);
    let opened = tokio::task::spawn_blocking(move || Download::open(&file, content_type)).await;
    match opened {
        Ok(Ok(download)) => Ok(download),
        Ok(Err(error)) => {
            tracing::warn!(song.id = %song.id, path = %path::for_display(&song.path), %error, "a song's file cannot be opened");
            Err(Failure::not_found("the song's file is"))
        }
        Err(error) => Err(Failure::new(Code::Generic, error.to_string())),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stream {
    id: String,
    #[serde(default)]
    format: String,
    max_bit_rate: Option<i32>,
    /// Seconds.
    time_offset: Option<f64>,
    #[serde(default)]
    estimate_content_length: bool,
}

pub async fn stream(call: Call) -> Answer {
    let wanted: Stream = call.parse()?;
    if !call.user.roles.stream {
        return Err(Failure::new(Code::NotAuthorized, "this user may not stream"));
    }
    let (song, file) = file_of(&call, wanted.id).await?;
    let asked = Asked {
        format: &wanted.format,
        max_bit_rate: wanted.max_bit_rate.unwrap_or_default(),
        // "NaN" is a number to the parser, and none that time can begin at
        offset: Duration::from_secs_f64(
            wanted.time_offset.filter(|offset| offset.is_finite()).unwrap_or_default().clamp(0.0, LATEST),
        ),
    };
    let rules = Rules {
        max_bit_rate: call.user.max_bit_rate,
        downsampling: Format::named(&call.app.config.transcoding.default_downsampling_format),
        formats: call.app.transcoder.formats(),
    };
    let download = open(&song, file.clone()).await?;
    let mut response = match decision::decide(&Source::from(&song), &asked, &rules) {
        Plan::Direct => download.answer(&call.http),
        Plan::Transcode(target) => {
            let job = Job { file, target, listener: call.user.id.clone() };
            transcoded(&call, job, wanted.estimate_content_length).await?
        }
    };
    let seconds = format!("{:.3}", song.audio.duration);
    if let Ok(seconds) = header::HeaderValue::from_str(&seconds) {
        response.headers_mut().insert(header::HeaderName::from_static("x-content-duration"), seconds);
    }
    Ok(response)
}

/// A song while it is being made, or made whole first where its length is to be told: a length that is only guessed
/// makes clients wait for what never comes, or cuts the end off.
async fn transcoded(call: &Call, job: Job, tell_length: bool) -> Answer {
    let transcoder = &call.app.transcoder;
    if !transcoder.formats().contains(&job.target.format) {
        let name = job.target.format.name();
        let sentence = format!(
            "this server cannot make {name}, because it found no ffmpeg; it can make mp3 or opus, or send the file (format=raw)"
        );
        return Err(Failure::new(Code::Generic, sentence));
    }
    let mut response = HttpResponse::Ok();
    response
        .content_type(job.target.format.content_type())
        .insert_header((header::ACCEPT_RANGES, "none"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_ENCODING, "identity"));
    if call.http.method() == Method::HEAD {
        return Ok(response.body(body::None::new()));
    }
    let failed = |error: &dyn std::fmt::Display| {
        tracing::warn!(%error, "a song could not be transcoded");
        Failure::new(Code::Generic, "the song could not be transcoded; the server's log says why")
    };
    let stream = match transcoder.start(job).await {
        Ok(stream) => stream,
        Err(transcoder::Error::Busy) => return Err(busy()),
        Err(transcoder::Error::Unsupported(_)) => {
            return Err(Failure::new(
                Code::Generic,
                "this server cannot transcode such a file, because it found no ffmpeg; it can send it (format=raw)",
            ));
        }
        Err(error) => return Err(failed(&error)),
    };
    if !tell_length {
        return Ok(response.streaming(stream));
    }
    let kept = spool::keep(stream, &call.app.config.folders.cache_folder).await;
    let (file, length) = kept.map_err(|error| failed(&error))?;
    Ok(response.body(body::SizedStream::new(length, FileBody::new(file, 0, length))))
}

fn busy() -> Failure {
    Failure::too_many(5, "too many songs are being transcoded at once; ask again in a few seconds")
}

pub async fn download(call: Call) -> Answer {
    let ById { id } = call.parse()?;
    if !call.app.config.library.enable_downloads || !call.user.roles.download {
        return Err(Failure::new(Code::NotAuthorized, "downloads are not allowed"));
    }
    let (song, file) = file_of(&call, id).await?;
    let Some(slot) = call.app.downloads.take(&call.user.id) else {
        return Err(Failure::too_many(5, "too many downloads at once; wait until one has ended"));
    };
    let mut download = open(&song, file).await?;
    download.slot = Some(slot);
    download.save_as = Some(path::for_display(path::file_name(&song.path)));
    Ok(download.answer(&call.http))
}

#[derive(Deserialize)]
struct CoverArt {
    id: String,
    size: Option<i64>,
    square: Option<bool>,
}

pub async fn cover_art(call: Call) -> Answer {
    let CoverArt { id, size, square } = call.parse()?;
    let viewer = call.viewer();
    let song_art =
        if call.app.config.artwork.enable_media_file_cover_art { art::SongArt::Own } else { art::SongArt::Album };
    let versioned = id.contains('_');
    let sources = call.read(move |db| art::sources(db, &viewer, &id, song_art)).await?;
    let wanted = Wanted::new(size, if square == Some(true) { Fit::Square } else { Fit::Within });
    let app = call.app.clone();
    let made = tokio::task::spawn_blocking(move || app.artwork.first(&sources, wanted)).await;
    let picture = match made {
        Ok(Ok(picture)) => picture,
        Ok(Err(error)) => return Err(Failure::new(Code::Generic, format!("no picture could be made: {error}"))),
        Err(error) => return Err(Failure::new(Code::Generic, error.to_string())),
    };
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::ETAG, picture.etag.clone()))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header((
            header::CACHE_CONTROL,
            match (picture.origin, versioned) {
                // a placeholder that is kept would hide the real picture later
                (Origin::Placeholder, _) => "no-store",
                (Origin::Own, true) => "private, max-age=31536000, immutable",
                (Origin::Own, false) => "private, no-cache",
            },
        ));
    if bytes::is_known(call.http.headers(), &picture.etag) {
        return Ok(response.status(actix_web::http::StatusCode::NOT_MODIFIED).finish());
    }
    Ok(response.content_type(picture.mime).body(picture.bytes))
}
