//! Attacks on servers of this kind, each tried on ours.

mod doors;
mod first_admin;
mod headers;
mod limits;
mod listening;
mod logs;
mod names;
mod passwords;
mod proxy;
mod sealed;
