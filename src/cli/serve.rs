//! `serve`, and no command at all: the server.

use crate::config::Loaded;
use crate::server::Server;

pub fn run(loaded: Loaded) -> anyhow::Result<()> {
    let app = super::build(loaded)?;
    let server = Server::bind(app)?;
    Ok(actix_web::rt::System::new().block_on(server.run())?)
}
