//! The messages on stderr.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use super::commands::AccountFlags;
use super::crowds::Crowds;
use super::document::View;
use super::escape;
use super::finding_record::FindingRecord;
use super::findings;
use super::layout;
use super::options::{Surface, UiOptions, Verbosity};
use super::paint::{self, HELP, Painter};
use super::stream::Stream;
use super::wrap::wrapped;
use crate::domain::finding::{Finding, Findings, Problem, Severity};
use crate::domain::system_error::without_numbers;
use crate::secret::redact::Redactor;

/// Moves to the start of the line and clears it.
const CLEAR_LINE: &str = "\r\u{1b}[2K";

/// A handle on stderr. Clones write to the same stream, so that a line about a wait is cleared before any other
/// message.
///
/// If stderr cannot be written, messages are lost and the command continues.
#[derive(Clone)]
pub struct Talk(Arc<Mutex<Speech>>);

/// Returns the time for a line, in RFC 3339 with its offset.
pub type Stamp = Box<dyn Fn() -> String + Send>;

struct Speech {
    stream: Stream,
    /// The source of the time of each line, if lines are JSON objects; `None` if they are text.
    stamp: Option<Stamp>,
    painter: Painter,
    verbosity: Verbosity,
    /// The lines that were left out because of `--quiet`, as they are shown once the user is asked: a question is about
    /// them.
    left_out: String,
    /// The last transient message, which is cleared before the next one.
    passing: TransientLine,
    /// Whether a line can be rewritten in place.
    rewrites: bool,
    /// The flags that commands in messages need for the account of this run.
    account: AccountFlags,
    /// The secrets that are struck from every message.
    redactor: Arc<Redactor>,
}

/// A message that stays on a terminal only until the next one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum TransientLine {
    /// Nothing.
    #[default]
    Nothing,
    /// A line, with the cursor at its end.
    Line,
    /// This number of lines, with the cursor below them.
    Picture(usize),
}

impl Talk {
    pub(super) fn new(stream: Stream, options: &UiOptions) -> Self {
        let is_colored = options.color.resolve(&options.color_environment, stream.surface);
        let rewrites =
            matches!(stream.surface, Surface::Terminal { .. }) && !options.color_environment.is_dumb();
        Self(Arc::new(Mutex::new(Speech {
            stream,
            stamp: None,
            painter: if is_colored { Painter::Colored } else { Painter::Plain },
            verbosity: options.verbosity,
            left_out: String::new(),
            passing: TransientLine::Nothing,
            rewrites,
            account: AccountFlags::default(),
            redactor: Arc::default(),
        })))
    }

    fn speech(&self) -> MutexGuard<'_, Speech> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn hide(&self, secrets: Arc<Redactor>) {
        self.speech().redactor = secrets;
    }

    pub(super) fn name_account(&self, flags: AccountFlags) {
        self.speech().account = flags;
    }

    pub(super) fn with_account(&self, text: &str) -> String {
        self.speech().account.in_commands(text).into_owned()
    }

    pub(super) fn surface(&self) -> Surface {
        self.speech().stream.surface
    }

    /// Makes each line a JSON object with its time.
    pub(super) fn in_json(&self, stamp: Stamp) {
        let mut speech = self.speech();
        speech.rewrites = false;
        speech.stamp = Some(stamp);
    }

    /// Whether each line is a JSON object.
    pub(super) fn is_in_json(&self) -> bool {
        self.speech().stamp.is_some()
    }

    pub(super) fn verbosity(&self) -> Verbosity {
        self.speech().verbosity
    }

    /// Whether messages were shown on a terminal.
    pub(super) fn was_seen(&self) -> bool {
        let speech = self.speech();
        speech.verbosity > Verbosity::Quiet && matches!(speech.stream.surface, Surface::Terminal { .. })
    }

    /// Prints a line, unless quiet. Line breaks in it are shown, and not obeyed: they are in a name or an answer.
    pub fn say(&self, text: &str) {
        self.said(text, escape::one_line);
    }

    /// Prints lines, unless quiet: the line breaks of the text are kcamp's own.
    pub fn say_lines(&self, text: &str) {
        self.said(text, escape::lines);
    }

    fn said(&self, text: &str, escaped: fn(&str) -> Cow<'_, str>) {
        let mut speech = self.speech();
        let text = &speech.clean(text);
        // What a line wraps to is indented below it.
        let further = text.len() - text.trim_start_matches(' ').len() + 2;
        let line = wrapped(&escaped(text), speech.stream.surface.width(), 0, further);
        if speech.hears(Verbosity::Normal, &line) && !speech.object(None, text) {
            speech.line(&line);
        }
    }

    /// Prints what was left out because of `--quiet`, before a question that is about it.
    pub(super) fn say_left_out(&self) {
        let mut speech = self.speech();
        let left_out = std::mem::take(&mut speech.left_out);
        if !left_out.is_empty() {
            speech.text(&left_out);
        }
    }

    /// Prints `note: …`, unless quiet.
    pub fn note(&self, text: &str) {
        self.labelled(Verbosity::Normal, "note", paint::severity(Severity::Note), &self.with_account(text));
    }

    /// Prints a problem such as `warning[settings/token-wins]: …`, and its fix; also when quiet, unless it is a note.
    pub fn problem(&self, problem: &Problem) {
        let Problem { severity, code, message, help, .. } = problem;
        let least = if *severity == Severity::Note { Verbosity::Normal } else { Verbosity::Quiet };
        let label = format!("{severity}[{code}]");
        self.labelled(least, &label, paint::severity(*severity), &self.with_account(message));
        if let Some(help) = help {
            self.labelled(least, "hint", HELP, &self.with_account(help));
        }
    }

    /// Prints `hint: …`, unless quiet.
    pub fn hint(&self, text: &str) {
        self.labelled(Verbosity::Normal, "hint", HELP, &self.with_account(text));
    }

    /// Prints `error: …`, also when quiet.
    pub(super) fn error(&self, text: &str) {
        self.labelled(Verbosity::Quiet, "error", paint::severity(Severity::Error), text);
    }

    /// Prints the `hint: …` of an error, also when quiet.
    pub(super) fn error_hint(&self, text: &str) {
        self.labelled(Verbosity::Quiet, "hint", HELP, text);
    }

    /// Prints a line that is already safe to show, also when quiet.
    pub(super) fn exact_line(&self, line: &str) {
        self.speech().line(line);
    }

    /// Prints findings and their summary. When quiet, notes are left out.
    pub(super) fn findings(&self, found: &Findings) {
        let mut speech = self.speech();
        let (surface, painter) = (speech.stream.surface, speech.painter);
        let heard = speech.shown(heard(found, speech.verbosity));
        if speech.stamp.is_some() {
            heard.iter().for_each(|finding| speech.finding(finding));
            return;
        }
        // The lines of the files are cleaned where they are written.
        let report = findings::report(&heard, speech.verbosity, surface, painter);
        if !report.is_empty() {
            speech.text(&report);
        }
    }

    /// Prints findings without a summary, each with an empty line below it.
    pub(super) fn finding_list(&self, found: &Findings) {
        let mut speech = self.speech();
        let (surface, painter) = (speech.stream.surface, speech.painter);
        if !found.is_empty() {
            let mut crowds = Crowds::new(speech.verbosity);
            let drawn = crowds.drawn(&speech.shown(found.clone()));
            let list = findings::list(&drawn, surface, painter) + "\n" + &crowds.rest();
            speech.text(&list);
        }
    }

    /// Shows the reason for a wait, such as `waiting 3 s for the rate limit`, unless quiet. On a terminal, the next
    /// call rewrites the line, and [`Talk::done_waiting`] or any other message clears it. Without a terminal, it is
    /// printed once per wait.
    pub fn waiting(&self, text: &str) {
        self.wait(Verbosity::Normal, text);
    }

    /// Like [`Talk::waiting`], also when quiet: whoever looks on must not take the command for one that hangs.
    pub fn waiting_long(&self, text: &str) {
        self.wait(Verbosity::Quiet, text);
    }

    fn wait(&self, least: Verbosity, text: &str) {
        let mut speech = self.speech();
        if speech.verbosity < least {
            return;
        }
        let text = speech.clean(text);
        let text = escape::one_line(&text);
        if let (true, Some(width)) = (speech.rewrites, speech.stream.surface.width()) {
            // A line that wraps could not be cleared.
            let shown: String = text.chars().take(width.saturating_sub(1)).collect();
            if matches!(speech.passing, TransientLine::Picture(_)) {
                speech.clear();
            }
            speech.write(&format!("{CLEAR_LINE}{shown}"));
        } else if speech.passing == TransientLine::Nothing && !speech.object(None, &text) {
            speech.write(&format!("{text}\n"));
        }
        speech.passing = TransientLine::Line;
    }

    /// Draws the present state over the previous drawing. Any other message clears it. Does nothing without a
    /// terminal, or when quiet.
    pub fn picture(&self, view: &impl View) {
        let mut speech = self.speech();
        if speech.verbosity == Verbosity::Quiet || !speech.rewrites {
            return;
        }
        let laid = layout::document(
            &view.document().without(&speech.redactor),
            speech.stream.surface,
            speech.painter,
        );
        speech.clear();
        speech.write(&laid.text);
        speech.passing = TransientLine::Picture(laid.text.lines().count());
    }

    /// Shows progress like [`Talk::waiting`] on a terminal. Does nothing without one.
    pub fn progress(&self, text: &str) {
        let rewrites = self.speech().rewrites;
        if rewrites {
            self.waiting(text);
        }
    }

    /// Ends a wait: clears its line.
    pub fn done_waiting(&self) {
        self.speech().clear();
    }

    fn labelled(&self, least: Verbosity, label: &str, style: anstyle::Style, text: &str) {
        let text = without_numbers(text.to_owned());
        let mut speech = self.speech();
        let text = &speech.clean(&text);
        let first = label.len() + 2;
        // Below a label with a code there is little room: as below that of a finding, lines begin at the left.
        let further = if label.ends_with(']') { 2 } else { first };
        let lines = wrapped(&escape::one_line(text), speech.stream.surface.width(), first, further);
        let line = format!("{} {lines}", speech.painter.paint(style, &format!("{label}:")));
        if speech.hears(least, &line) && !speech.object(Some(label), text) {
            speech.line(&line);
        }
    }
}

fn heard(findings: &Findings, verbosity: Verbosity) -> Findings {
    let is_heard = |severity: Severity| verbosity > Verbosity::Quiet || severity > Severity::Note;
    let mut heard = Findings::new();
    heard.extend(findings.iter().filter(|finding| is_heard(finding.problem.severity)).cloned());
    heard
}

/// Writes text of other code, such as a log, to the same stream.
impl Write for Talk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut speech = self.speech();
        speech.clear();
        let text = speech.clean(&String::from_utf8_lossy(bytes));
        speech.stream.writer.write_all(text.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.speech().stream.writer.flush()
    }
}

impl Speech {
    /// Whether a message that needs this verbosity is printed at once. On a terminal, a line that is not is kept for a
    /// question.
    fn hears(&mut self, least: Verbosity, line: &str) -> bool {
        let hears = self.verbosity >= least;
        if !hears && matches!(self.stream.surface, Surface::Terminal { .. }) {
            self.left_out.push_str(line);
            self.left_out.push('\n');
        }
        hears
    }

    /// Findings without secrets, and with the flags of the account in the commands that they name.
    fn shown(&self, mut found: Findings) -> Findings {
        found.each_text(|text| *text = self.redactor.clean(std::mem::take(text)));
        found.each_help(|help| *help = self.account.in_commands(help).into_owned());
        found
    }

    fn line(&mut self, line: &str) {
        self.text(&format!("{line}\n"));
    }

    fn text(&mut self, text: &str) {
        self.clear();
        self.write(text);
    }

    /// Writes a text as a JSON object, with the kind and the code of its label. Returns whether lines are JSON objects.
    fn object(&mut self, label: Option<&str>, text: &str) -> bool {
        let (kind, code) = label.map_or((None, None), |label| match label.split_once('[') {
            Some((kind, code)) => (Some(kind), code.strip_suffix(']')),
            None => (Some(label), None),
        });
        let level = match kind {
            Some("error") => "error",
            Some("warning") => "warn",
            _ => "info",
        };
        let code = code.map(|code| ("code", json!(code)));
        self.stamped(level, kind, text, code)
    }

    fn finding(&mut self, finding: &Finding) {
        let level = match finding.problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warn",
            Severity::Note => "info",
        };
        let record = json!(FindingRecord::from(finding));
        self.stamped(level, Some("finding"), &finding.problem.message, Some(("finding", record)));
    }

    fn stamped(
        &mut self,
        level: &str,
        kind: Option<&str>,
        message: &str,
        more: Option<(&str, Value)>,
    ) -> bool {
        let Some(stamp) = &self.stamp else { return false };
        let mut object = json!({ "time": stamp(), "level": level, "message": message });
        if let Some(kind) = kind {
            object["kind"] = json!(kind);
        }
        if let Some((key, value)) = more {
            object[key] = value;
        }
        self.redactor.clean_value(&mut object);
        let line = escape::json(&object.to_string()).into_owned();
        self.line(&line);
        true
    }

    /// The text without secrets. They are struck before a text is wrapped, cut or quoted.
    fn clean(&self, text: &str) -> String {
        self.redactor.clean(text.to_owned())
    }

    fn clear(&mut self) {
        match std::mem::take(&mut self.passing) {
            TransientLine::Line if self.rewrites => self.write(CLEAR_LINE),
            // Moves up to the first line of the drawing, and clears everything below.
            TransientLine::Picture(lines) => self.write(&format!("\u{1b}[{lines}A\r\u{1b}[J")),
            TransientLine::Line | TransientLine::Nothing => {}
        }
    }

    fn write(&mut self, text: &str) {
        // If stderr is closed, the error cannot be reported.
        let _ = self.stream.write(&self.redactor.clean(text.to_owned()));
    }
}
