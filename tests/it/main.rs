//! Everything that is tested from outside, in one binary.

mod config_example;
mod config_mending;
mod config_options;
mod config_sources;
mod rest_stream;
mod support;
mod wire_xml;
