//! Tests that see the whole, or the world.

mod config_example;
mod config_mending;
mod config_options;
mod config_sources;
