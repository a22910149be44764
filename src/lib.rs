//! kcamp checks, creates and schedules outbound voice and SMS campaigns on Kore.ai and Burki.
//!
//! A change flows one way: text → `domain::change::Change` → `platform::write::Write` → `Context::carry_out` → view.
//!
//! - [`cli`] has the clap tree and calls `commands`, which have one file each.
//! - `context` gives a command what it needs: `ui`, `settings`, the `clock`, a `platform` client.
//! - [`manifest`] reads campaign files into the [`domain`], which holds every rule and does no I/O.
//! - `view` gives results their form; `ui` prints them.
//! - [`sandbox`] is an emulator of the platforms with its own reading of their contracts.
//!
//! This is the library of one program. Only what its tests and benches need is public.

use std::ffi::OsString;
use std::process::ExitCode;

pub mod cli;
mod clock;
mod commands;
mod context;
pub mod domain;
mod env;
mod error;
pub mod exit;
mod files;
mod halt;
mod import;
mod journal;
pub mod jwt;
pub mod manifest;
mod platform;
mod profile;
pub mod sandbox;
pub mod secret;
mod settings;
mod ui;
mod view;

/// The fuzz targets, and the recorded corpus that tests run through them.
#[cfg(any(test, feature = "fuzzing"))]
#[path = "../fuzz/targets.rs"]
pub mod fuzzing;

/// Runs one command line, which starts with the program's name. A bug ends it with exit 1 and a message on how to
/// report it.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        report_bug(panic);
        #[expect(clippy::exit, reason = "nothing may go on after a bug: the outcome would not be known")]
        std::process::exit(exit::Exit::Bug.number().into());
    }));
    cli::run(arguments, env::Environment::of_process()).into()
}

/// Reports where the bug is, but not the data: a panic's message may contain values.
fn report_bug(panic: &std::panic::PanicHookInfo<'_>) {
    use std::io::Write as _;
    let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    // If stderr is closed too, nothing more can be done.
    let _ = writeln!(
        std::io::stderr(),
        "error: kcamp {version} has a bug, at {place}\nhint: report that line, and the command with its secrets left \
         out, to kcamp's maintainers; look at the platform before running it again",
        version = env!("CARGO_PKG_VERSION"),
    );
}
