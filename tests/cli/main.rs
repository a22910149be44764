//! End to end: the real binary, in an empty environment, against the sandbox.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has to stop")]

mod jwt;
mod output;
mod profile;
mod schedule;
mod setup;
mod validate;
mod world;
