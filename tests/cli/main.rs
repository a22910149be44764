//! End to end: the real binary, in an empty environment, against the sandbox.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot set itself up has to stop")]

mod preview;
mod world;
