//! The only room that speaks HTTP: mounts the doors and nothing else.
//!
//! `/rest` is the Subsonic API, `/auth` makes the first administrator, `/ping` tells that the server is alive. Handlers
//! read parameters, ask `service` or `store`, and render; a rule found here is in the wrong room.

pub mod auth;
pub mod bytes;
pub mod client;
pub mod external;
pub mod headers;
pub mod limits;
pub mod rest;
pub mod trace;

use actix_web::middleware::from_fn;
use actix_web::{HttpResponse, web};

/// Mounts every door below `base_path` ("" or "/music"); `/ping` also at the root, for health checks.
pub fn doors(base_path: &str) -> impl FnOnce(&mut web::ServiceConfig) + use<> {
    let base_path = base_path.to_owned();
    move |config: &mut web::ServiceConfig| {
        config.route("/ping", web::get().to(alive)).route("/ping", web::head().to(alive));
        config.service(
            web::scope(&base_path)
                .service(web::scope("/rest").configure(rest::doors))
                .service(web::scope("/auth").wrap(from_fn(limits::small_requests)).configure(auth::doors))
                .route("/", web::get().to(front_page))
                .route("/robots.txt", web::get().to(robots)),
        );
        config.default_service(web::to(nothing_here));
    }
}

async fn alive() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(".")
}

/// What a browser sees: where it has arrived.
async fn front_page() -> HttpResponse {
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(include_str!("../../ui/index.html"))
}

async fn robots() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(include_str!("../../resources/robots.txt"))
}

async fn nothing_here() -> HttpResponse {
    HttpResponse::NotFound().json(serde_json::json!({ "error": "there is nothing at this address" }))
}
