//! Everything that is tested from outside, in one binary.

// tells clippy that helpers, too, may stop at once where something is not as expected
#![cfg(test)]

mod support;
mod wire_xml;
