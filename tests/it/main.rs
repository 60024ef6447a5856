//! Everything that is tested from outside, in one binary.

// tells clippy that helpers, too, may stop at once where something is not as expected
#![cfg(test)]

mod architecture;
mod cli;
mod config_example;
mod config_mending;
mod config_options;
mod config_sources;
mod hostile;
mod media_native;
mod rest_stream;
mod scanner;
mod store;
mod rest;
mod security;
mod support;
mod wire_xml;
