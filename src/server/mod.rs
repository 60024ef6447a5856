//! Binds the listener and serves until told to stop.
//!
//! Connections are wrapped here ([`connection`]) before the HTTP library sees them: who the peer is, how many connections
//! it has, how long its address is and how slowly it takes an answer are known before anything is parsed.

mod accept;
mod connection;
mod listener;
mod places;
pub mod request_line;
mod tls;

use crate::app::App;
use crate::http::{doors, headers, trace};
use crate::scanner::Kind;
use accept::Accept;
use actix_http::HttpService;
use actix_http::error::DispatchError;
use actix_service::{IntoServiceFactory, ServiceFactory, ServiceFactoryExt, fn_service, map_config};
use actix_web::dev::AppConfig;
use actix_web::middleware::{Compress, NormalizePath, TrailingSlash, from_fn};
use actix_web::{App as ActixApp, web};
use connection::Connection;
pub use listener::Address;
use listener::Listener;
use places::Places;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tls::Certificate;
use tokio_rustls::TlsAcceptor;

/// Connections at one time for each worker; more wait to be accepted.
const MOST_CONNECTIONS: usize = 4096;
/// A client that takes longer to say what it wants is cut off.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a client that is done may keep its connection without asking anything.
const KEEP_ALIVE: Duration = Duration::from_secs(30);
/// How long the end of a connection may take.
const GOODBYE: Duration = Duration::from_secs(5);
/// Seconds that running answers have when the server stops.
const FAREWELL: u64 = 3;

/// A server that listens but does not answer yet.
pub struct Server {
    app: Arc<App>,
    listener: Listener,
    certificate: Option<Arc<Certificate>>,
}

impl Server {
    /// Takes the configured address and reads the certificate.
    ///
    /// # Errors
    /// Where one of them cannot be had; the error names it.
    pub fn bind(app: App) -> io::Result<Self> {
        let config = &app.config.server;
        let certificate = match (config.tls_cert.as_os_str().is_empty(), config.tls_key.as_os_str().is_empty()) {
            (true, true) => None,
            (false, false) => Some(Certificate::open(&config.tls_cert, &config.tls_key)?),
            _ => {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidInput,
                    "TLSCert and TLSKey belong together: set both",
                ));
            }
        };
        let listener = Listener::bind(config)?;
        Ok(Self { app: Arc::new(app), listener, certificate })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// Where the system does not know.
    pub fn address(&self) -> io::Result<Address> {
        self.listener.address()
    }

    /// The parts that requests use, for whoever started the server.
    pub fn app(&self) -> Arc<App> {
        Arc::clone(&self.app)
    }

    /// Answers until a signal stops it; a scan begins where one is due.
    ///
    /// # Errors
    /// Where the runtime fails.
    pub async fn run(self) -> io::Result<()> {
        self.run_until(std::future::pending()).await
    }

    /// As [`Server::run`], or until `stop` says so: then at once, whatever answers are on their way.
    ///
    /// # Errors
    /// Where the runtime fails.
    pub async fn run_until(self, stop: impl Future<Output = ()> + 'static) -> io::Result<()> {
        let address = self.address()?;
        begin_scan(&self.app);
        let tls = match self.certificate {
            None => None,
            Some(certificate) => {
                let config = certificate.server_config().map_err(io::Error::other)?;
                actix_web::rt::spawn(certificate.keep_fresh());
                Some(TlsAcceptor::from(Arc::new(config)))
            }
        };
        let accept =
            Accept { places: Places::default(), proxies: self.app.config.security.trusted_proxies.clone().into(), tls };
        let builder =
            actix_server::Server::build().max_concurrent_connections(MOST_CONNECTIONS).shutdown_timeout(FAREWELL);
        let app = Arc::clone(&self.app);
        let serving = match self.listener {
            Listener::Tcp(listener) => builder.listen("http", listener, move || {
                let accept = accept.clone();
                fn_service(move |stream| accept.clone().tcp(stream)).map_err(DispatchError::Io).and_then(answers(&app))
            })?,
            Listener::Unix { listener, .. } => builder.listen_uds("http", listener, move || {
                let accept = accept.clone();
                fn_service(move |stream| accept.clone().unix(stream)).map_err(DispatchError::Io).and_then(answers(&app))
            })?,
        }
        .run();
        let handle = serving.handle();
        actix_web::rt::spawn(async move {
            stop.await;
            handle.stop(false).await;
        });
        tracing::info!(%address, "ready");
        serving.await
    }
}

/// What becomes of a connection: HTTP/1.1, and behind it the doors.
fn answers(
    app: &Arc<App>,
) -> impl ServiceFactory<(Connection, Option<SocketAddr>), Config = (), Response = (), Error = DispatchError, InitError = ()>
+ use<> {
    let base_path = app.config.server.base_url.path.clone();
    let doors = ActixApp::new()
        .app_data(web::Data::from(Arc::clone(app)))
        .wrap(Compress::default())
        .wrap(headers::defaults())
        .wrap(from_fn(trace::requests))
        .wrap(NormalizePath::new(TrailingSlash::MergeOnly))
        .configure(doors(&base_path))
        .into_factory()
        .map_err(|error: actix_web::Error| error.error_response());
    HttpService::build()
        .keep_alive(KEEP_ALIVE)
        .client_request_timeout(PATIENCE)
        .client_disconnect_timeout(GOODBYE)
        // a client that has gone away ends the work that is done for it
        .h1_allow_half_closed(false)
        .on_connect_ext(|connection: &Connection, data| {
            data.insert(connection.peer());
        })
        .h1(map_config(doors, |()| AppConfig::default()))
}

/// What is due at the start: a scan that was cut short is taken up again whatever is configured.
fn begin_scan(app: &App) {
    let config = &app.config.scanner;
    let configured = (config.enabled && config.scan_on_startup).then_some(Kind::Quick);
    match app.scanner.unfinished() {
        Ok(unfinished) => {
            if let Some(kind) = unfinished.max(configured) {
                app.scanner.start(kind);
            }
        }
        Err(error) => tracing::error!(%error, "it is not known whether a scan is due"),
    }
}
