//! Real music folders through the real scanner.

mod albums;
mod awkward_files;
mod changes;
mod killed;
mod missing;
mod names;
mod playlists;
mod program;
mod query_counts;
mod read_only;
