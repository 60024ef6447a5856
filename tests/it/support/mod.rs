//! What several tests need.

pub mod both_tongues;
pub mod wire_samples;
pub mod xsd;
