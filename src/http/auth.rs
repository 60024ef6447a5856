//! `/auth`: the first administrator. The web login comes with the player.

use super::limits;
use crate::app::App;
use crate::service::external::Door;
use crate::service::{Error, accounts};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// Mounts the doors below `/auth`.
pub fn doors(config: &mut web::ServiceConfig) {
    config.route("/createAdmin", web::post().to(create_admin));
}

#[derive(Deserialize)]
struct Login {
    username: String,
    password: String,
}

/// Only while there is no account; the answer names the new one.
async fn create_admin(http: HttpRequest, app: web::Data<App>, body: web::Payload) -> HttpResponse {
    let login: Login = match limits::json(&http, body, "a JSON object with username and password").await {
        Ok(login) => login,
        Err(refused) => return refused,
    };
    if let Err(error) = app.login.others_may_come(Door::Web) {
        return HttpResponse::Forbidden().json(serde_json::json!({ "error": error.to_string() }));
    }
    let (keys, now) = (app.keys.clone(), app.clock.now());
    let made = app
        .store
        .write(move |db| Ok(accounts::create_first_admin(db, &keys, &login.username, &login.password, now)))
        .await
        .unwrap_or_else(|error| Err(error.into()));
    let refused = |status: &mut actix_web::HttpResponseBuilder, error: &Error| {
        status.json(serde_json::json!({ "error": error.to_string() }))
    };
    match made {
        Ok(user) => {
            tracing::info!(user = %user.name, "the first administrator was made");
            // playlists in the music folder were waiting for an owner
            app.scanner.start(crate::scanner::Kind::Quick);
            HttpResponse::Ok().json(serde_json::json!({
                "id": user.id, "name": user.name, "username": user.name, "isAdmin": true
            }))
        }
        Err(error @ Error::Denied(_)) => refused(&mut HttpResponse::Forbidden(), &error),
        Err(error @ Error::Failed(_)) => {
            tracing::error!(%error, "the first administrator could not be made");
            refused(&mut HttpResponse::InternalServerError(), &Error::Failed(String::new()))
        }
        Err(error) => refused(&mut HttpResponse::UnprocessableEntity(), &error),
    }
}
