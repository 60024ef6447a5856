//! The Subsonic API from outside: one file for each family of endpoints, as in `src/http/rest/endpoints/`. Answers are
//! kept as goldens; what a golden cannot show is told as a story.

mod annotation;
mod bad_input;
mod bookmarks;
mod browsing;
mod contracts;
mod cover_art;
mod directories;
mod every_endpoint;
pub mod formats;
mod large_input;
mod lists;
mod lyrics;
mod playlists;
mod profiles;
mod queues;
mod radio;
mod retrieval;
mod scanning;
mod searching;
pub mod shelf;
mod system;
mod users;
