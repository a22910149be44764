//! One file for each command: its arguments, whose doc comments are its help, and `run`.
#![expect(clippy::doc_markdown, reason = "the doc comments of flags are help texts, shown as they are")]

pub mod about;
pub mod api;
pub mod apply;
pub mod asking;
pub mod campaign;
pub mod campaign_files;
mod columns;
pub mod completions;
pub mod contact_list;
pub mod contacts_file;
pub mod do_not_contact;
pub mod doctor;
pub mod exit_codes;
pub mod explain;
pub mod halt;
pub mod init;
pub mod journal;
pub mod jwt;
pub mod licenses;
mod lift;
mod limit;
pub mod man;
mod masked_numbers;
mod output_file;
pub mod plan;
mod plan_run;
pub mod profile;
mod remembered;
mod repository;
pub mod resume;
pub mod sandbox;
pub mod schedule;
pub mod schema;
pub mod setup;
pub mod validate;

pub use crate::domain::choice::near as near_words;
