//! Attacks on servers of this kind, each tried on ours.

mod crawl;
mod document;
mod doors;
mod first_admin;
mod headers;
mod input;
mod limits;
mod links;
mod listening;
mod keys;
mod logs;
mod matrix;
mod names;
mod outbound;
mod passwords;
mod proxy;
mod process;
mod rekeying;
mod sealed;
mod strangers;
