//! The only room that speaks HTTP.

pub mod rest;
