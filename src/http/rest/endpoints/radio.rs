//! Internet radio stations.

use crate::http::rest::call::{AdminCall, Answer, Call};
use crate::http::rest::failure::Failure;
use crate::http::rest::reply::Code;
use crate::http::rest::wire::radio::{InternetRadioStation, InternetRadioStations};
use crate::http::rest::xml::OpenSubsonic;
use crate::service::Error;
use crate::store::radios::{self, Radio};
use serde::Deserialize;

pub async fn all(call: Call) -> Answer {
    let all = call.read(|db| Ok(radios::all(db)?)).await?;
    let full = call.shown().is_full();
    let internet_radio_station = all
        .iter()
        .map(|radio| InternetRadioStation {
            id: &radio.id,
            name: &radio.name,
            stream_url: &radio.stream_url,
            home_page_url: Some(radio.home_page_url.as_str()).filter(|url| !url.is_empty()),
            cover_art: full.then_some(OpenSubsonic("")),
        })
        .collect();
    call.reply("internetRadioStations", &InternetRadioStations { internet_radio_station })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Station {
    stream_url: String,
    name: String,
    /// Both spellings are in use.
    #[serde(alias = "homePageUrl")]
    homepage_url: Option<String>,
}

fn checked(station: &Station) -> Result<(), Failure> {
    let is_web = |url: &str| url.starts_with("http://") || url.starts_with("https://");
    let bad = |name: &str| Failure::new(Code::Generic, format!("parameter {name:?} must be an http or https address"));
    if !is_web(&station.stream_url) {
        return Err(bad("streamUrl"));
    }
    match station.homepage_url.as_deref() {
        Some(url) if !url.is_empty() && !is_web(url) => Err(bad("homepageUrl")),
        _ => Ok(()),
    }
}

pub async fn create(call: AdminCall) -> Answer {
    let station: Station = call.parse()?;
    checked(&station)?;
    let now = call.app.clock.now();
    let radio = Radio {
        id: call.app.keys.entropy.id(),
        name: station.name,
        stream_url: station.stream_url,
        home_page_url: station.homepage_url.unwrap_or_default(),
        created_at: now,
        updated_at: now,
    };
    call.write(move |db| Ok(radios::add(db, &radio)?)).await?;
    call.done()
}

#[derive(Deserialize)]
struct ById {
    id: String,
}

pub async fn update(call: AdminCall) -> Answer {
    let ById { id } = call.parse()?;
    let station: Station = call.parse()?;
    checked(&station)?;
    let now = call.app.clock.now();
    call.write(move |db| {
        let radio = Radio {
            id,
            name: station.name,
            stream_url: station.stream_url,
            home_page_url: station.homepage_url.unwrap_or_default(),
            created_at: now,
            updated_at: now,
        };
        if radios::update(db, &radio)? { Ok(()) } else { Err(Error::not_found("station")) }
    })
    .await?;
    call.done()
}

pub async fn delete(call: AdminCall) -> Answer {
    let ById { id } = call.parse()?;
    call.write(move |db| if radios::remove(db, &id)? { Ok(()) } else { Err(Error::not_found("station")) }).await?;
    call.done()
}
