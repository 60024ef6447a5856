//! How much may be asked of the doors that answer in JSON; `/rest` says the same in its own words.

use super::client;
use super::headers::ADDRESS_TOO_LONG;
use crate::app::App;
use crate::security::request_limit::Whose;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::time::Duration;
use tokio::time::timeout;

/// How long a request's body may take to arrive.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// The largest body of JSON, in bytes.
const LARGEST_JSON: usize = 16 << 10;

/// Turns away whoever asks too often, or at too much length.
///
/// # Errors
/// Whatever the handler gives.
pub async fn small_requests(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if request.headers().contains_key(ADDRESS_TOO_LONG) {
        return Ok(refused(request, StatusCode::URI_TOO_LONG, "the address is too long"));
    }
    if let Some(app) = request.app_data::<web::Data<App>>() {
        let client = client::client(request.request(), &app.config.security.trusted_proxies);
        if let Err(seconds) = app.requests.admit(Whose::Household(client.household())) {
            let sentence = "too many requests at once; slow down";
            let mut response = refused(request, StatusCode::TOO_MANY_REQUESTS, sentence);
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            return Ok(response);
        }
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

/// A small body of JSON.
///
/// # Errors
/// The answer to one that is too large, too slow, or not what is wanted. It must be sent as JSON: a page of another origin
/// cannot do that without asking first (Fetch standard, CORS-safelisted request-header).
pub async fn json<T: DeserializeOwned>(
    http: &HttpRequest,
    body: web::Payload,
    wanted: &str,
) -> Result<T, HttpResponse> {
    if !http.content_type().eq_ignore_ascii_case("application/json") {
        return Err(answer(StatusCode::UNSUPPORTED_MEDIA_TYPE, &format!("{wanted} is wanted, as application/json")));
    }
    let Ok(read) = timeout(PATIENCE, body.to_bytes_limited(LARGEST_JSON)).await else {
        return Err(answer(StatusCode::REQUEST_TIMEOUT, "the request did not arrive in time"));
    };
    let unfit =
        |reason: &dyn Display| answer(StatusCode::UNPROCESSABLE_ENTITY, &format!("{wanted} is wanted: {reason}"));
    match read {
        Err(_) => Err(answer(StatusCode::PAYLOAD_TOO_LARGE, &format!("a request has at most {LARGEST_JSON} bytes"))),
        Ok(Err(error)) => Err(unfit(&error)),
        Ok(Ok(bytes)) => serde_json::from_slice(&bytes).map_err(|error| unfit(&error)),
    }
}

fn refused(request: ServiceRequest, status: StatusCode, sentence: &str) -> ServiceResponse<BoxBody> {
    request.into_response(answer(status, sentence))
}

fn answer(status: StatusCode, sentence: &str) -> HttpResponse {
    HttpResponse::build(status).json(serde_json::json!({ "error": sentence }))
}
