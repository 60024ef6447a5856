//! Binds the listener and serves until told to stop.

use crate::app::App;
use crate::http::{doors, headers, trace};
use crate::scanner::Kind;
use actix_web::middleware::{Compress, NormalizePath, TrailingSlash, from_fn};
use actix_web::{App as ActixApp, HttpServer, web};
use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

/// Connections at one time for each worker; more wait to be accepted.
const MOST_CONNECTIONS: usize = 4096;
/// A client that takes longer to say what it wants is cut off.
const PATIENCE: Duration = Duration::from_secs(10);
/// Seconds that running answers have when the server stops.
const FAREWELL: u64 = 3;

/// A server that listens but does not answer yet.
pub struct Server {
    app: Arc<App>,
    listener: TcpListener,
}

impl Server {
    /// Takes the configured address and port; port 0 means any free one.
    ///
    /// # Errors
    /// Where it cannot be had; the error names it.
    pub fn bind(app: App) -> io::Result<Self> {
        let (host, port) = (app.config.server.address.as_str(), app.config.server.port);
        let failed =
            |error: io::Error| io::Error::new(error.kind(), format!("cannot listen on {host}:{port}: {error}"));
        let addresses: Vec<SocketAddr> = (host, port).to_socket_addrs().map_err(failed)?.collect();
        let listener = TcpListener::bind(addresses.as_slice()).map_err(failed)?;
        Ok(Self { app: Arc::new(app), listener })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// Where the system does not know.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
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
        let app = web::Data::from(Arc::clone(&self.app));
        let base_path = self.app.config.server.base_url.path.clone();
        let serving = HttpServer::new(move || {
            ActixApp::new()
                .app_data(app.clone())
                .wrap(Compress::default())
                .wrap(headers::defaults())
                .wrap(from_fn(trace::requests))
                .wrap(NormalizePath::new(TrailingSlash::MergeOnly))
                .configure(doors(&base_path))
        })
        .max_connections(MOST_CONNECTIONS)
        .client_request_timeout(PATIENCE)
        .shutdown_timeout(FAREWELL)
        .listen(self.listener)?
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
