//! End to end: the real binary, in an empty environment, against the sandbox.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot set itself up has to stop")]

mod canary;
mod contact_list;
mod create;
mod doctor;
mod dry_run;
mod faults;
mod import;
mod jwt;
mod leaves;
mod list;
mod output;
mod profile;
mod samples;
mod schedule;
mod setup;
mod validate;
mod world;
