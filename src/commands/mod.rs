//! One file a command: its arguments, whose doc comments are its help, and `run`.

pub mod campaign;
pub mod completions;
pub mod contact_list;
pub mod exit_codes;
pub mod jwt;
pub mod man;
pub mod profile;
pub mod requests;
pub mod sandbox;
pub mod schedule;
pub mod setup;
pub mod validate;
