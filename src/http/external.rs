//! What a request brings that may say who is asking, for the rule in [`crate::service::external`].

use crate::config::security::ExternalAuth;
use crate::service::external::Brought;
use actix_web::HttpRequest;

/// The headers that a reverse proxy writes, each as often as it is there, and the names given in another way.
pub fn brought<'n>(http: &HttpRequest, config: &ExternalAuth, names: impl Iterator<Item = &'n str>) -> Brought {
    let all = |name: &str| http.headers().get_all(name).map(|value| value.as_bytes().to_vec()).collect();
    Brought {
        users: all(&config.user_header),
        secrets: all(&config.secret_header),
        names: names.map(str::to_owned).collect(),
    }
}
