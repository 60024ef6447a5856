//! What several tests need.

pub mod both_tongues;
pub mod postgres;
pub mod wire_samples;
pub mod xsd;
