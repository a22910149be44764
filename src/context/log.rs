//! `-v` to `-vvv` and `KCAMP_LOG`: kcamp's own log messages, on stderr.

use std::fmt::{self, Debug};
use std::io;
use std::sync::Mutex;

use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::writer::BoxMakeWriter;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::clock::Clock;
use crate::domain::unseen::escaped_json;
use crate::error::Error;
use crate::ui::{Ui, Verbosity};

/// The form of a log line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LogForm {
    /// A line for people.
    #[default]
    Text,
    /// A JSON object with its time.
    Json,
}

/// The time for a line, in RFC 3339 with its offset.
pub fn stamp(clock: Clock) -> String {
    clock.now().strftime("%Y-%m-%dT%H:%M:%S%.3f+00:00").to_string()
}

/// Starts the log, if something is to be logged. Messages of other crates are left out, because they are not masked.
pub fn start(verbosity: Verbosity, form: LogForm, clock: Clock, ui: &Ui) {
    let level = match verbosity {
        Verbosity::Quiet | Verbosity::Normal => return,
        Verbosity::Verbose => LevelFilter::INFO,
        Verbosity::VeryVerbose => LevelFilter::DEBUG,
        Verbosity::Everything => LevelFilter::TRACE,
    };
    let writer = Mutex::new(Box::new(ui.talker()) as Box<dyn io::Write + Send>);
    let lines = tracing_subscriber::fmt::layer().with_writer(BoxMakeWriter::new(writer)).with_ansi(false);
    let lines = match form {
        LogForm::Text => lines.without_time().with_target(false).boxed(),
        LogForm::Json => lines.event_format(JsonLines(clock)).boxed(),
    };
    // The call fails only if a log already exists, as in a test that embeds kcamp.
    let _ = tracing_subscriber::registry()
        .with(lines)
        .with(Targets::new().with_target("kcamp", level))
        .try_init();
}

/// Reads `KCAMP_LOG`: `info`, `debug` or `trace`, which mean `-v`, `-vv` and `-vvv`, and `json`, alone or with one of
/// them, as in `json,trace`. `json` alone logs each request and answer.
///
/// # Errors
///
/// `usage/unknown-level` for any other word.
pub fn asked(text: Option<&str>) -> Result<(Verbosity, LogForm), Error> {
    let text = text.unwrap_or_default().to_ascii_lowercase();
    let mut level = None;
    let mut form = LogForm::Text;
    for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        match word {
            "json" => form = LogForm::Json,
            "off" | "warn" | "error" => level = Some(Verbosity::Normal),
            "info" | "1" => level = Some(Verbosity::Verbose),
            "debug" | "2" => level = Some(Verbosity::VeryVerbose),
            "trace" | "3" => level = Some(Verbosity::Everything),
            other => {
                let message = format!("KCAMP_LOG: {other:?} is not a level");
                return Err(Error::usage("usage/unknown-level", message)
                    .hint("use info, debug or trace; add json for lines of JSON, as in json,debug"));
            }
        }
    }
    let unless_said = if form == LogForm::Json { Verbosity::VeryVerbose } else { Verbosity::Normal };
    Ok((level.unwrap_or(unless_said), form))
}

/// One JSON object per line: `time` (RFC 3339 with its offset), `level`, `message`, and the other fields of the
/// event.
struct JsonLines(Clock);

impl<S, N> FormatEvent<S, N> for JsonLines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        _context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let time = stamp(self.0);
        let level = event.metadata().level().as_str().to_ascii_lowercase();
        let mut fields =
            Fields(Map::from_iter([("time".into(), time.into()), ("level".into(), level.into())]));
        event.record(&mut fields);
        writeln!(writer, "{}", escaped_json(&Value::Object(fields.0).to_string()))
    }
}

/// The fields of an event, with its message.
struct Fields(Map<String, Value>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}").into());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.insert(field.name().to_owned(), value.into());
    }
}
