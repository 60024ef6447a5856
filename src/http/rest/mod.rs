//! The Subsonic and OpenSubsonic API under `/rest`.
//!
//! Every name of the published API stands once in [`TABLE`], in its order, behind its gate: open to anybody, to listeners,
//! or to administrators. A handler of the wrong gate does not compile. Names are answered with and without `.view`, to
//! GET, POST and HEAD; parameters come from the query and from a form. Whatever goes wrong is one code and one sentence
//! in the format that was asked for.
//!
//! Not here: what an answer holds (`wire`), and every rule (`service`).

pub mod call;
mod endpoints;
pub mod failure;
pub mod params;
pub mod reply;
pub mod wire;
pub mod xml;

use crate::app::App;
use crate::http::limits::PATIENCE;
use crate::http::{client, headers};
use crate::security::request_limit::Whose;
use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use call::{AdminCall, Answer, Call, Request, sent};
use endpoints::{
    annotation, bookmarks, browsing, directories, lists, lyrics, not_yet, playlists, queues, radio, retrieval,
    scanning, searching, system, users,
};
use failure::Failure;
use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use params::Params;
use reply::{Code, Format, Reply};
use std::panic::AssertUnwindSafe;
use tokio::time::timeout;

/// A handler behind its gate.
#[derive(Clone, Copy)]
pub enum Door {
    /// Anybody may call.
    Open(fn(Request) -> LocalBoxFuture<'static, Answer>),
    /// A listener may call.
    Listener(fn(Call) -> LocalBoxFuture<'static, Answer>),
    /// An administrator may call.
    Admin(fn(AdminCall) -> LocalBoxFuture<'static, Answer>),
}

macro_rules! table {
    ($($gate:ident { $($name:literal => $handler:path,)* })*) => {
        &[$($(($name, Door::$gate(|call| Box::pin($handler(call)))),)*)*]
    };
}

/// Every endpoint.
pub const TABLE: &[(&str, Door)] = table! {
    Open {
        "getOpenSubsonicExtensions" => system::extensions,
    }
    Listener {
        "ping" => system::ping,
        "getLicense" => system::license,
        "tokenInfo" => system::token_info,

        "getMusicFolders" => browsing::music_folders,
        "getIndexes" => directories::indexes,
        "getMusicDirectory" => directories::directory,
        "getGenres" => browsing::genres,
        "getArtists" => browsing::artists,
        "getArtist" => browsing::artist,
        "getAlbum" => browsing::album,
        "getSong" => browsing::song,
        "getTopSongs" => browsing::top_songs,

        "getAlbumList" => lists::album_list,
        "getAlbumList2" => lists::album_list2,
        "getRandomSongs" => lists::random_songs,
        "getSongsByGenre" => lists::songs_by_genre,
        "getNowPlaying" => lists::now_playing,
        "getStarred" => lists::starred,
        "getStarred2" => lists::starred2,

        "search2" => searching::search2,
        "search3" => searching::search3,

        "getPlaylists" => playlists::all,
        "getPlaylist" => playlists::one,
        "createPlaylist" => playlists::create,
        "updatePlaylist" => playlists::update,
        "deletePlaylist" => playlists::delete,

        "stream" => retrieval::stream,
        "download" => retrieval::download,
        "getCoverArt" => retrieval::cover_art,
        "getLyrics" => lyrics::first,
        "getLyricsBySongId" => lyrics::of_song,

        "star" => annotation::star,
        "unstar" => annotation::unstar,
        "setRating" => annotation::set_rating,
        "scrobble" => annotation::scrobble,
        "reportPlayback" => annotation::report_playback,

        "getInternetRadioStations" => radio::all,

        "getUser" => users::one,
        "changePassword" => users::change_password,

        "getBookmarks" => bookmarks::all,
        "createBookmark" => bookmarks::create,
        "deleteBookmark" => bookmarks::delete,
        "getPlayQueue" => queues::get,
        "savePlayQueue" => queues::save,
        "getPlayQueueByIndex" => queues::get_by_index,
        "savePlayQueueByIndex" => queues::save_by_index,

        "getScanStatus" => scanning::status,

        "getAlbumInfo" => not_yet::answer,
        "getAlbumInfo2" => not_yet::answer,
        "getArtistInfo" => not_yet::answer,
        "getArtistInfo2" => not_yet::answer,
        "getSimilarSongs" => not_yet::answer,
        "getSimilarSongs2" => not_yet::answer,
        "getSonicSimilarTracks" => not_yet::answer,
        "findSonicPath" => not_yet::answer,
        "search" => not_yet::answer,
        "getVideos" => not_yet::answer,
        "getVideoInfo" => not_yet::answer,
        "getCaptions" => not_yet::answer,
        "hls" => not_yet::answer,
        "hls.m3u8" => not_yet::answer,
        "getAvatar" => not_yet::answer,
        "getTranscodeDecision" => not_yet::answer,
        "getTranscodeStream" => not_yet::answer,
        "getShares" => not_yet::answer,
        "createShare" => not_yet::answer,
        "updateShare" => not_yet::answer,
        "deleteShare" => not_yet::answer,
        "getPodcasts" => not_yet::answer,
        "getNewestPodcasts" => not_yet::answer,
        "getPodcastEpisode" => not_yet::answer,
        "refreshPodcasts" => not_yet::answer,
        "createPodcastChannel" => not_yet::answer,
        "deletePodcastChannel" => not_yet::answer,
        "deletePodcastEpisode" => not_yet::answer,
        "downloadPodcastEpisode" => not_yet::answer,
        "jukeboxControl" => not_yet::answer,
        "getChatMessages" => not_yet::answer,
        "addChatMessage" => not_yet::answer,
    }
    Admin {
        "createInternetRadioStation" => radio::create,
        "updateInternetRadioStation" => radio::update,
        "deleteInternetRadioStation" => radio::delete,
        "getUsers" => users::all,
        "createUser" => users::create,
        "updateUser" => users::update,
        "deleteUser" => users::delete,
        "startScan" => scanning::start,
    }
};

/// Bytes of a form that hold at least how its sender wants to be answered.
const SMALL_BODY: usize = 64 << 10;

/// Mounts the endpoints below `/rest`.
pub fn doors(config: &mut web::ServiceConfig) {
    config.route("/{name}", web::route().to(enter)).default_service(web::to(enter_nowhere));
}

async fn enter_nowhere(http: HttpRequest) -> HttpResponse {
    let format = Format::choose(None, None).unwrap_or_default();
    with_cors(unknown(&format, http.path()))
}

fn unknown(format: &Format, name: &str) -> HttpResponse {
    // 404 beside the envelope: clients of several protocols probe addresses and trust the status
    let reply = Reply::failed(format, Code::Generic, &format!("there is no endpoint {name:?}"));
    HttpResponse::NotFound().content_type(reply.content_type).body(reply.body)
}

async fn enter(http: HttpRequest, body: web::Payload, name: web::Path<String>, app: web::Data<App>) -> HttpResponse {
    if http.method() == Method::OPTIONS {
        return preflight();
    }
    let admitted = admitted(&http, &app);
    // of somebody who asks too often only as much is read as tells the format of the answer
    let most = if admitted.is_ok() { params::LARGEST_BODY } else { SMALL_BODY };
    let form = match form(&http, body, most).await {
        Ok(form) => form,
        Err(failure) => {
            let params = Params::collect(http.query_string().as_bytes(), b"");
            let format = Format::choose(params.get("f"), params.get("callback")).unwrap_or(Format::Json);
            return with_cors(refused(&format, &admitted.err().unwrap_or(failure)));
        }
    };
    let params = Params::collect(http.query_string().as_bytes(), &form);
    let format = match Format::choose(params.get("f"), params.get("callback")) {
        Ok(format) => format,
        Err(invalid) => {
            return with_cors(refused(&Format::Json, &Failure::new(Code::Generic, invalid.to_string())));
        }
    };
    if let Err(failure) = admitted {
        return with_cors(refused(&format, &failure));
    }
    let name = name.strip_suffix(".view").unwrap_or(&name);
    let Some((_, door)) = TABLE.iter().find(|(known, _)| *known == name) else {
        return with_cors(unknown(&format, name));
    };
    if !matches!(*http.method(), Method::GET | Method::POST | Method::HEAD) {
        let sentence = format!("{} is not a method of this API", http.method());
        return with_cors(refused(&format, &Failure::new(Code::Generic, sentence)));
    }
    let request = Request { app, params, format: format.clone(), http };
    // a mistake of ours in one request is no reason to close the connection
    let answer = AssertUnwindSafe(pass(*door, request)).catch_unwind().await;
    with_cors(match answer {
        Ok(Ok(response)) => response,
        Ok(Err(failure)) => refused(&format, &failure),
        Err(_) => {
            tracing::error!(endpoint = name, "a handler came to an unexpected end");
            refused(&format, &Failure::new(Code::Generic, "the server could not do this; its log says why"))
        }
    })
}

/// Whether the request may be looked at: its address was not too long, and its client does not ask too often.
fn admitted(http: &HttpRequest, app: &App) -> Result<(), Failure> {
    if http.headers().contains_key(headers::ADDRESS_TOO_LONG) {
        return Err(Failure::with_status(
            StatusCode::URI_TOO_LONG,
            "the address is too long: send parameters as a form in the body of a POST",
        ));
    }
    let client = client::client(http, &app.config.security.trusted_proxies);
    app.requests.admit(Whose::Household(client.household())).map_err(too_often)
}

/// For whom the request limit is reached.
fn too_often(seconds: u32) -> Failure {
    Failure::too_many(seconds, "too many requests at once; slow down")
}

async fn pass(door: Door, request: Request) -> Answer {
    match door {
        Door::Open(handler) => handler(request).await,
        Door::Listener(handler) => handler(request.authenticate().await?).await,
        Door::Admin(handler) => handler(request.authenticate().await?.as_admin()?).await,
    }
}

fn refused(format: &Format, failure: &Failure) -> HttpResponse {
    let mut response = sent(Reply::failed(format, failure.code, &failure.sentence));
    *response.status_mut() = failure.status;
    if let Some(seconds) = failure.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// The form in a request's body (OpenSubsonic's `formPost`); other bodies are not looked at.
async fn form(http: &HttpRequest, body: web::Payload, most: usize) -> Result<web::Bytes, Failure> {
    let is_form = http
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded"));
    if !is_form {
        return Ok(web::Bytes::new());
    }
    let Ok(read) = timeout(PATIENCE, body.to_bytes_limited(most)).await else {
        let sentence = format!("the form did not arrive within {} s", PATIENCE.as_secs());
        return Err(Failure::with_status(StatusCode::REQUEST_TIMEOUT, sentence));
    };
    match read {
        Ok(Ok(form)) => Ok(form),
        Ok(Err(error)) => Err(Failure::new(Code::Generic, format!("the form could not be read: {error}"))),
        Err(_) => Err(Failure::new(Code::Generic, format!("a form has at most {most} bytes"))),
    }
}

/// Pages of any origin may ask: nothing here is decided by a cookie, so there is nothing they could borrow.
fn with_cors(mut response: HttpResponse) -> HttpResponse {
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, header::HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, header::HeaderValue::from_static(headers::EXPOSED));
    response
}

fn preflight() -> HttpResponse {
    HttpResponse::NoContent()
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, HEAD"))
        .insert_header((header::ACCESS_CONTROL_ALLOW_HEADERS, "Range, If-Range, If-None-Match, Content-Type"))
        .insert_header((header::ACCESS_CONTROL_MAX_AGE, "86400"))
        .finish()
}
