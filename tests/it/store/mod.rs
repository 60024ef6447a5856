//! What is kept in the database, told on both engines.

mod annotations;
mod engines;
mod lists;
mod people;
mod scope;
mod search;
mod transactions;
