//! The `kcamp` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    kcamp::run(std::env::args_os())
}
