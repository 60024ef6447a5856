//! Names of the published API that this version does not answer: they say so instead of pretending.

use crate::http::rest::call::{Answer, Call};
use crate::http::rest::failure::Failure;
use crate::http::rest::reply::Code;

pub async fn answer(call: Call) -> Answer {
    let name = call.http.path().rsplit('/').next().unwrap_or_default();
    Err(Failure::new(Code::Generic, format!("{} is not part of this version yet", name.trim_end_matches(".view"))))
}
