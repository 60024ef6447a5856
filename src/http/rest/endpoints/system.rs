//! ping, getLicense, getOpenSubsonicExtensions, tokenInfo.

use crate::http::rest::call::{Answer, Call, Request};
use crate::http::rest::failure::Failure;
use crate::http::rest::reply::Code;
use crate::http::rest::wire::system::{License, OpenSubsonicExtension};

/// What is announced is what works.
const EXTENSIONS: &[OpenSubsonicExtension] = &[
    OpenSubsonicExtension { name: "transcodeOffset", versions: &[1] },
    OpenSubsonicExtension { name: "formPost", versions: &[1] },
    OpenSubsonicExtension { name: "songLyrics", versions: &[1] },
    OpenSubsonicExtension { name: "indexBasedQueue", versions: &[1] },
    OpenSubsonicExtension { name: "playbackReport", versions: &[1] },
    OpenSubsonicExtension { name: "topSongsByArtistId", versions: &[1] },
];

pub async fn ping(call: Call) -> Answer {
    call.done()
}

pub async fn license(call: Call) -> Answer {
    call.reply("license", &License { valid: true, ..License::default() })
}

pub async fn extensions(request: Request) -> Answer {
    request.reply("openSubsonicExtensions", EXTENSIONS)
}

/// Only an API key has a token to tell about, and there are none yet.
pub async fn token_info(_: Call) -> Answer {
    Err(Failure::new(Code::AuthenticationNotSupported, "API keys are not supported yet"))
}
