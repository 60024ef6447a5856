//! What several tests need.

pub mod app;
pub mod both_tongues;
pub mod clock;
pub mod golden;
pub mod house;
pub mod library;
pub mod nginx;
pub mod people;
pub mod postgres;
pub mod wire_samples;
pub mod xsd;
