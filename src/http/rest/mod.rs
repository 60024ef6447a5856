//! The Subsonic API, version 1.16.1, with the additions of OpenSubsonic.
//!
//! A request arrives as [`params`], whatever mixture of query and form it came in; an answer leaves as a [`reply`], in
//! the language the client asked for. Between them a handler sees only values and chooses one of the types of [`wire`].
//!
//! Every answer exists once, as a plain serde type. JSON is what serde makes of it; XML follows from the same type by
//! the rule of [`xml`], so the two cannot drift apart.
//!
//! Not here: who may ask (the extractors in front of the handlers) and what is true (`service`). `wire`, `xml`,
//! `params` and `reply` know nothing of actix and nothing of the database: domain types in, bytes out.

pub mod params;
pub mod reply;
pub mod wire;
pub mod xml;
