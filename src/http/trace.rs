//! One line a request: what was asked, what came of it, how long it took. Of the parameters only those on the list are
//! written; passwords, tokens and keys are not on it, and neither is anything not thought of.

use super::client;
use crate::app::App;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web;
use std::time::Instant;

/// Parameters that say what was asked and nothing about who asked.
const SHOWN: &[&str] = &["c", "v", "f", "id", "type", "size", "offset", "query", "albumId", "artistId", "playlistId"];
/// Longer values are cut.
const LONGEST: usize = 80;

/// Writes the line when the answer's head is ready.
///
/// # Errors
/// Whatever the handler gives.
pub async fn requests(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let begun = Instant::now();
    let method = request.method().clone();
    let path = request.path().to_owned();
    let shown = shown(request.query_string());
    let proxies = request.app_data::<web::Data<App>>().map(|app| app.config.security.trusted_proxies.as_slice());
    let client = client::client(request.request(), proxies.unwrap_or_default());
    let response = next.call(request).await?;
    tracing::debug!(
        %method,
        path = clean(&path),
        parameters = shown,
        %client,
        status = response.status().as_u16(),
        ms = format!("{:.1}", begun.elapsed().as_secs_f64() * 1000.0),
        "request"
    );
    Ok(response)
}

fn shown(query: &str) -> String {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query).unwrap_or_default();
    let shown = pairs.iter().filter(|(name, _)| SHOWN.contains(&name.as_str())).take(12);
    shown.map(|(name, value)| format!("{name}={}", clean(value))).collect::<Vec<_>>().join("&")
}

/// Without line breaks and other control signs, with which a client could forge lines of the log.
fn clean(value: &str) -> String {
    value.chars().map(|letter| if letter.is_control() { '\u{FFFD}' } else { letter }).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_forged_lines_stay_out_of_the_log() {
        let query = "u=anna&p=sesame&t=abc&s=def&apiKey=k&jwt=j&c=phone%0Aforged&id=1&unheard-of=secret";
        assert_eq!(shown(query), "c=phone\u{FFFD}forged&id=1");
    }
}
