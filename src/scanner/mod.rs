pub mod identity;
pub mod read;
pub mod tags;
