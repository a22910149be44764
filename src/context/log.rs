//! `-v` to `-vvv` and `KCAMP_LOG`: what is logged, to stderr, by kcamp alone.

use std::io;
use std::sync::Mutex;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::writer::BoxMakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::error::Error;
use crate::ui::{Ui, Verbosity};

/// Starts the log where something is to be logged. Other crates are left out: their messages are not masked.
pub fn start(verbosity: Verbosity, ui: &Ui) {
    let level = match verbosity {
        Verbosity::Quiet | Verbosity::Normal => return,
        Verbosity::Verbose => LevelFilter::INFO,
        Verbosity::VeryVerbose => LevelFilter::DEBUG,
        Verbosity::Everything => LevelFilter::TRACE,
    };
    let writer = Mutex::new(Box::new(ui.talker()) as Box<dyn io::Write + Send>);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(BoxMakeWriter::new(writer))
        .with_ansi(false)
        .without_time()
        .with_target(false);
    // Fails only where a log runs already, as in a test that embeds kcamp.
    let _ = tracing_subscriber::registry()
        .with(lines)
        .with(Targets::new().with_target("kcamp", level))
        .try_init();
}

/// The verbosity that `KCAMP_LOG` asks for: `info`, `debug` or `trace`, as `-v`, `-vv` and `-vvv`.
pub fn level(text: Option<&str>) -> Result<Verbosity, Error> {
    match text.map(str::to_ascii_lowercase).as_deref() {
        None | Some("off" | "warn" | "error") => Ok(Verbosity::Normal),
        Some("info" | "1") => Ok(Verbosity::Verbose),
        Some("debug" | "2") => Ok(Verbosity::VeryVerbose),
        Some("trace" | "3") => Ok(Verbosity::Everything),
        Some(other) => {
            Err(Error::usage("usage/unknown-level", format!("KCAMP_LOG: {other:?} is not a level"))
                .hint("use info, debug or trace"))
        }
    }
}
