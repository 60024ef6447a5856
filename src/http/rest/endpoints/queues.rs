//! getPlayQueue, savePlayQueue, and the same by place: getPlayQueueByIndex, savePlayQueueByIndex.

use super::songs;
use crate::http::rest::call::{Answer, Call};
use crate::http::rest::failure::Failure;
use crate::http::rest::reply::Code;
use crate::http::rest::wire::date::Timestamp;
use crate::http::rest::wire::queue::{ById, ByIndex, PlayQueue as WireQueue, PlayQueueByIndex};
use crate::store::play_queues::{self, PlayQueue};
use crate::store::songs as stored;
use crate::store::songs::SongEntry;
use serde::Deserialize;

/// The most songs of a queue.
const MOST: usize = 10_000;

#[derive(Deserialize)]
struct Save {
    #[serde(default)]
    id: Vec<String>,
    current: Option<String>,
    position: Option<i64>,
}

pub async fn save(call: Call) -> Answer {
    let Save { id, current, position } = call.parse()?;
    let place = match current.filter(|current| !current.is_empty()) {
        Some(current) => match id.iter().position(|id| *id == current) {
            Some(place) => place,
            None => {
                let sentence = "parameter \"current\" names a song that is not in the queue";
                return Err(Failure::new(Code::Generic, sentence));
            }
        },
        None => 0,
    };
    keep(&call, id, place, position).await
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SaveByIndex {
    #[serde(default)]
    id: Vec<String>,
    current_index: Option<i64>,
    position: Option<i64>,
}

pub async fn save_by_index(call: Call) -> Answer {
    let SaveByIndex { id, current_index, position } = call.parse()?;
    let place = match current_index {
        _ if id.is_empty() => 0,
        Some(place) => usize::try_from(place).ok().filter(|place| *place < id.len()).ok_or_else(|| {
            let sentence =
                format!("parameter \"currentIndex\" must be a place in the queue, from 0 to {}", id.len() - 1);
            Failure::new(Code::MissingParameter, sentence)
        })?,
        None => {
            return Err(Failure::new(Code::MissingParameter, "required parameter \"currentIndex\" is missing"));
        }
    };
    keep(&call, id, place, position).await
}

async fn keep(call: &Call, song_ids: Vec<String>, place: usize, position: Option<i64>) -> Answer {
    if song_ids.len() > MOST {
        return Err(Failure::new(Code::Generic, format!("a queue holds at most {MOST} songs")));
    }
    let queue = PlayQueue {
        song_ids,
        current: i32::try_from(place).unwrap_or_default(),
        position: position.unwrap_or_default().max(0),
        changed_by: call.client.clone(),
        updated_at: call.app.clock.now(),
    };
    let account = call.user.id.clone();
    call.write(move |db| Ok(play_queues::save(db, &account, &queue)?)).await?;
    call.done()
}

/// The queue and its songs as far as they are still there; the current place follows its song.
async fn load(call: &Call) -> Result<(PlayQueue, Vec<SongEntry>), Failure> {
    let viewer = call.viewer();
    let (mut queue, entries) = call
        .read(move |db| {
            let queue = play_queues::of_account(db, &viewer.account_id)?.unwrap_or_default();
            let entries = stored::by_ids(db, &viewer, &queue.song_ids)?;
            Ok((queue, entries))
        })
        .await?;
    let place = usize::try_from(queue.current).unwrap_or_default();
    let mut left = entries.iter().map(|entry| entry.song.id.as_str()).peekable();
    let before = queue.song_ids.iter().take(place).filter(|id| left.next_if(|next| next == id).is_some()).count();
    let last = entries.len().saturating_sub(1);
    queue.current = i32::try_from(before.min(last)).unwrap_or_default();
    Ok((queue, entries))
}

fn position(queue: &PlayQueue) -> Option<i64> {
    Some(queue.position).filter(|position| *position > 0)
}

pub async fn get(call: Call) -> Answer {
    let (queue, entries) = load(&call).await?;
    let current = entries.get(usize::try_from(queue.current).unwrap_or_default());
    let answer = WireQueue {
        current: ById { current: current.map(|entry| entry.song.id.as_str()) },
        position: position(&queue),
        username: &call.user.name,
        changed: Timestamp(queue.updated_at),
        changed_by: &queue.changed_by,
        entry: songs(&entries, &call.shown()),
    };
    call.reply("playQueue", &answer)
}

pub async fn get_by_index(call: Call) -> Answer {
    let (queue, entries) = load(&call).await?;
    let answer = PlayQueueByIndex {
        current: ByIndex { current_index: (!entries.is_empty()).then_some(i64::from(queue.current)) },
        position: position(&queue),
        username: &call.user.name,
        changed: Timestamp(queue.updated_at),
        changed_by: &queue.changed_by,
        entry: songs(&entries, &call.shown()),
    };
    call.reply("playQueueByIndex", &answer)
}
