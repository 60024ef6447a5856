//! star, unstar, setRating, scrobble, reportPlayback.

use crate::domain::clock::Moment;
use crate::http::rest::call::{Answer, Call};
use crate::http::rest::failure::Failure;
use crate::http::rest::params::{Rating, When};
use crate::http::rest::reply::Code;
use crate::service::{Error, annotate};
use crate::store::annotations::{History, Play};
use crate::store::songs;
use serde::Deserialize;

/// The most things in one call.
const MOST: usize = 5000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Items {
    #[serde(default)]
    id: Vec<String>,
    #[serde(default)]
    album_id: Vec<String>,
    #[serde(default)]
    artist_id: Vec<String>,
}

async fn set_stars(call: Call, at: Option<Moment>) -> Answer {
    let Items { mut id, album_id, artist_id } = call.parse()?;
    id.extend(album_id);
    id.extend(artist_id);
    if id.is_empty() {
        let sentence = "required parameter \"id\" (or \"albumId\" or \"artistId\") is missing";
        return Err(Failure::new(Code::MissingParameter, sentence));
    }
    refuse_too_many(id.len())?;
    let viewer = call.viewer();
    call.write(move |db| annotate::star(db, &viewer, &id, at)).await?;
    call.done()
}

fn refuse_too_many(count: usize) -> Result<(), Failure> {
    if count > MOST {
        return Err(Failure::new(Code::Generic, format!("at most {MOST} ids may be given in one call")));
    }
    Ok(())
}

pub async fn star(call: Call) -> Answer {
    let now = call.app.clock.now();
    set_stars(call, Some(now)).await
}

pub async fn unstar(call: Call) -> Answer {
    set_stars(call, None).await
}

#[derive(Deserialize)]
struct SetRating {
    id: String,
    rating: Rating,
}

pub async fn set_rating(call: Call) -> Answer {
    let SetRating { id, rating } = call.parse()?;
    let (viewer, now) = (call.viewer(), call.app.clock.now());
    call.write(move |db| annotate::rate(db, &viewer, &id, rating.stars(), now)).await?;
    call.done()
}

#[derive(Deserialize)]
struct Scrobble {
    id: Vec<String>,
    #[serde(default)]
    time: Vec<When>,
    submission: Option<bool>,
}

pub async fn scrobble(call: Call) -> Answer {
    let Scrobble { id, time, submission } = call.parse()?;
    refuse_too_many(id.len())?;
    if !time.is_empty() && time.len() != id.len() {
        let sentence = format!("parameter \"time\" is given {} times for {} ids", time.len(), id.len());
        return Err(Failure::new(Code::Generic, sentence));
    }
    let now = call.app.clock.now();
    if submission == Some(false) {
        began(&call, id.into_iter().next().unwrap_or_default(), now).await?;
        return call.done();
    }
    let times = time.into_iter().map(When::moment).map(Some).chain(std::iter::repeat(None));
    let plays: Vec<Play> = id
        .into_iter()
        .zip(times)
        .zip(0..)
        .map(|((song_id, at), place)| Play {
            song_id,
            // several plays told at once without their times are still several
            at: at.unwrap_or(now + place),
            client: call.client.clone(),
        })
        .collect();
    submit(&call, plays).await?;
    call.done()
}

/// Notes that a listener's song began; unknown songs are passed over.
async fn began(call: &Call, id: String, now: Moment) -> Result<(), Failure> {
    let viewer = call.viewer();
    let entry = call.read(move |db| Ok(songs::find(db, &viewer, &id)?)).await?;
    if let Some(entry) = entry {
        let song = &entry.song;
        call.app.now_playing.began(&call.user.name, &call.client, &song.id, song.audio.duration, now);
    }
    Ok(())
}

async fn submit(call: &Call, plays: Vec<Play>) -> Result<(), Failure> {
    let history = if call.app.config.library.enable_scrobble_history { History::Kept } else { History::Counted };
    let viewer = call.viewer();
    call.write(move |db| annotate::played(db, &viewer, &plays, history)).await
}

#[derive(Deserialize, PartialEq, Eq, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum State {
    Starting,
    Playing,
    Paused,
    Stopped,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    media_id: String,
    media_type: String,
    position_ms: i64,
    state: State,
    #[serde(default)]
    ignore_scrobble: Option<bool>,
}

/// A play counts when it stops after half of the song, or after four minutes.
const ENOUGH_MS: f64 = 240_000.0;

/// OpenSubsonic's `playbackReport`.
pub async fn report_playback(call: Call) -> Answer {
    let report: Report = call.parse()?;
    if report.media_type != "song" {
        return Err(Failure::new(Code::Generic, "parameter \"mediaType\" must be \"song\""));
    }
    if report.position_ms < 0 {
        return Err(Failure::new(Code::Generic, "parameter \"positionMs\" must not be negative"));
    }
    let (viewer, now, id) = (call.viewer(), call.app.clock.now(), report.media_id.clone());
    let entry = call.read(move |db| songs::find(db, &viewer, &id)?.ok_or(Error::not_found("song"))).await?;
    let song = entry.song;
    match report.state {
        State::Starting | State::Playing => {
            call.app.now_playing.began(&call.user.name, &call.client, &song.id, song.audio.duration, now);
        }
        State::Paused => {}
        State::Stopped => {
            call.app.now_playing.ended(&call.user.name, &call.client);
            let enough = (song.audio.duration * 500.0).min(ENOUGH_MS);
            if report.ignore_scrobble != Some(true) && report.position_ms as f64 >= enough {
                submit(&call, vec![Play { song_id: song.id, at: now, client: call.client.clone() }]).await?;
            }
        }
    }
    call.done()
}
