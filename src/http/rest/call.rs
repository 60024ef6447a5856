//! Who asks, and what for. The right to ask is in the type: a handler takes [`Request`] where anybody may call, [`Call`]
//! where a listener may, [`AdminCall`] where only an administrator may, and fits into no other block of the table.

use super::failure::Failure;
use super::params::Params;
use super::reply::{Code, Format, Reply};
use super::wire::presentation::{Added, Paths, Presentation, Profile, SongArt};
use crate::app::App;
use crate::domain::user::User;
use crate::http::{client, external};
use crate::media::mime;
use crate::security::request_limit::Whose;
use crate::service::external::Door;
use crate::service::login::Proof;
use crate::service::{self, access};
use crate::store::{self, Read, Viewer, Write, libraries};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::ops::Deref;

/// What a handler gives.
pub type Answer = Result<HttpResponse, Failure>;

/// A request of somebody unknown.
pub struct Request {
    pub app: web::Data<App>,
    pub params: Params,
    pub format: Format,
    pub http: HttpRequest,
}

/// A request of a listener.
pub struct Call {
    pub request: Request,
    pub user: User,
    /// The program's name, from `c`.
    pub client: String,
}

/// A request of an administrator.
pub struct AdminCall(Call);

impl Deref for Call {
    type Target = Request;

    fn deref(&self) -> &Request {
        &self.request
    }
}

impl Deref for AdminCall {
    type Target = Call;

    fn deref(&self) -> &Call {
        &self.0
    }
}

impl Request {
    /// The parameters a handler declares.
    ///
    /// # Errors
    /// Where one is missing or not as it should be.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        Ok(self.params.parse()?)
    }

    /// Success, with `body` under `name`.
    pub fn reply<B: Serialize + ?Sized>(&self, name: &'static str, body: &B) -> Answer {
        Ok(sent(Reply::ok(&self.format, name, body)))
    }

    /// Success with nothing to say.
    pub fn done(&self) -> Answer {
        Ok(sent(Reply::empty(&self.format)))
    }

    /// Asks the store.
    ///
    /// # Errors
    /// What `ask` gives, or where the database fails.
    pub async fn read<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Read) -> Result<T, service::Error> + Send + 'static,
    ) -> Result<T, Failure> {
        Ok(self.app.store.read(move |db| Ok(ask(db))).await??)
    }

    /// Changes the store, in one transaction; a refusal undoes it.
    ///
    /// # Errors
    /// What `change` gives, or where the database fails.
    pub async fn write<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut Write) -> Result<T, service::Error> + Send + 'static,
    ) -> Result<T, Failure> {
        // a refusal must undo the transaction and still arrive as what it is
        let (tell, told) = std::sync::mpsc::sync_channel(1);
        let outcome = self
            .app
            .store
            .write(move |db| {
                change(db).map_err(|error| {
                    let _ = tell.try_send(error);
                    store::Error::refused()
                })
            })
            .await;
        match (outcome, told.try_recv()) {
            (Ok(value), _) => Ok(value),
            (Err(_), Ok(refusal)) => Err(refusal.into()),
            (Err(error), Err(_)) => Err(error.into()),
        }
    }

    /// Finds out who asks.
    ///
    /// # Errors
    /// Where something needed is missing (10) or does not fit (40, 42, 43), or too much was asked or tried (0, 429).
    pub async fn authenticate(self) -> Result<Call, Failure> {
        let brought = external::brought(&self.http, &self.app.config.security.external, self.params.all("u"));
        let peer = client::peer(&self.http);
        let user = match self.app.login.by_proxy(Door::Rest, peer, &brought).await? {
            Some(user) => user,
            None => self.by_password().await?,
        };
        self.app.requests.admit(Whose::User(user.id.clone())).map_err(super::too_often)?;
        let client = self.needed("c")?.to_owned();
        Ok(Call { request: self, user, client })
    }

    async fn by_password(&self) -> Result<User, Failure> {
        if self.given("apiKey").is_some() {
            return Err(match self.given("u") {
                Some(_) => Failure::new(Code::ConflictingAuthentication, "give either apiKey or u, not both"),
                None => Failure::new(Code::AuthenticationNotSupported, "API keys are not supported yet"),
            });
        }
        // of two values the one that is checked need not be the one that a proxy in front has looked at
        if let Some(name) = ["u", "p", "t", "s", "apiKey"].iter().find(|name| self.params.all(name).nth(1).is_some()) {
            let sentence = format!("the parameter {name:?} is given twice");
            return Err(Failure::new(Code::ConflictingAuthentication, sentence));
        }
        let name = self.needed("u")?.to_owned();
        self.needed("v")?;
        self.needed("c")?;
        let given = |name| self.given(name).map(str::to_owned);
        let proof = match (given("p"), given("t"), given("s")) {
            (Some(password), ..) => Proof::Password(password),
            (None, Some(token), Some(salt)) => Proof::Token { token, salt },
            _ => return Err(missing("p, or t and s")),
        };
        let client = client::client(&self.http, &self.app.config.security.trusted_proxies);
        Ok(self.app.login.by_password(client, name, proof).await?)
    }

    /// A parameter that is not empty.
    fn given(&self, name: &str) -> Option<&str> {
        self.params.get(name).filter(|value| !value.is_empty())
    }

    fn needed(&self, name: &str) -> Result<&str, Failure> {
        self.given(name).ok_or_else(|| missing(name))
    }
}

fn missing(name: &str) -> Failure {
    Failure::new(Code::MissingParameter, format!("required parameter {name:?} is missing"))
}

impl Call {
    /// The listener's eyes.
    pub fn viewer(&self) -> Viewer {
        access::viewer(&self.user)
    }

    /// The listener's eyes on some libraries (`musicFolderId`); on all where none is named.
    ///
    /// # Errors
    /// Where one of them is none of theirs.
    pub async fn viewer_in(&self, libraries: Vec<i32>) -> Result<Viewer, Failure> {
        let viewer = self.viewer();
        if libraries.is_empty() {
            return Ok(viewer);
        }
        self.read(move |db| {
            let known: Vec<i32> = libraries::all(db)?.into_iter().map(|library| library.id).collect();
            access::narrowed(&viewer, &libraries, &known)
        })
        .await
    }

    /// How things are shown to this client.
    pub fn shown(&self) -> Presentation {
        let config = &self.app.config;
        let is = |clients: &[String]| clients.iter().any(|client| client.eq_ignore_ascii_case(&self.client));
        let profile = if is(&config.subsonic.minimal_clients) {
            Profile::Minimal
        } else if is(&config.subsonic.legacy_clients) {
            Profile::Legacy
        } else {
            Profile::Full
        };
        Presentation {
            profile,
            paths: if config.subsonic.default_report_real_path { Paths::Real } else { Paths::FromTags },
            song_art: if config.artwork.enable_media_file_cover_art { SongArt::Own } else { SongArt::Album },
            album_added: if config.library.recently_added_by_mod_time { Added::FileChanged } else { Added::FirstSeen },
            average_rating: config.subsonic.enable_average_rating,
            append_subtitle: config.subsonic.append_subtitle,
            append_album_version: config.subsonic.append_album_version,
            content_type: mime::content_type,
        }
    }

    /// The same request in an administrator's hands.
    ///
    /// # Errors
    /// Where the listener is none (50).
    pub fn as_admin(self) -> Result<AdminCall, Failure> {
        if self.user.roles.admin {
            Ok(AdminCall(self))
        } else {
            Err(Failure::new(Code::NotAuthorized, "only an administrator may do this"))
        }
    }
}

/// An answer as HTTP sends it: 200, whatever it says.
pub fn sent(reply: Reply) -> HttpResponse {
    HttpResponse::Ok().content_type(reply.content_type).body(reply.body)
}
