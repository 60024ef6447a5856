//! stream, download, getCoverArt.

use crate::artwork::{Fit, Origin, Wanted};
use crate::domain::path;
use crate::domain::song::Song;
use crate::http::bytes::{self, Download};
use crate::http::rest::call::{Answer, Call};
use crate::http::rest::failure::Failure;
use crate::http::rest::reply::Code;
use crate::media::mime;
use crate::service::{Error, art};
use crate::store::{libraries, songs};
use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Deserialize;
use std::path::PathBuf;

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
    let opened = tokio::task::spawn_blocking(move || Download::open(file, content_type)).await;
    match opened {
        Ok(Ok(download)) => Ok(download),
        Ok(Err(error)) => {
            tracing::warn!(song.id = %song.id, path = %path::for_display(&song.path), %error, "a song's file cannot be opened");
            Err(Failure::not_found("the song's file is"))
        }
        Err(error) => Err(Failure::new(Code::Generic, error.to_string())),
    }
}

pub async fn stream(call: Call) -> Answer {
    let ById { id } = call.parse()?;
    let (song, file) = file_of(&call, id).await?;
    let download = open(&song, file).await?;
    let mut response = download.answer(&call.http);
    let seconds = format!("{:.3}", song.audio.duration);
    if let Ok(seconds) = header::HeaderValue::from_str(&seconds) {
        response.headers_mut().insert(header::HeaderName::from_static("x-content-duration"), seconds);
    }
    Ok(response)
}

pub async fn download(call: Call) -> Answer {
    let ById { id } = call.parse()?;
    if !call.app.config.library.enable_downloads || !call.user.roles.download {
        return Err(Failure::new(Code::NotAuthorized, "downloads are not allowed"));
    }
    let (song, file) = file_of(&call, id).await?;
    let mut download = open(&song, file).await?;
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
