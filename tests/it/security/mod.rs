//! Attacks on servers of this kind, each tried on ours.

mod crawl;
mod doors;
mod first_admin;
mod headers;
mod limits;
mod listening;
mod logs;
mod matrix;
mod names;
mod passwords;
mod proxy;
mod sealed;
mod strangers;
