//! Printing: results on stdout, everything else on stderr.

mod cell;
mod column;
mod commands;
mod crowds;
mod document;
mod escape;
mod finding_record;
mod finding_stream;
mod findings;
mod grid;
mod layout;
mod options;
mod paint;
pub mod prompt;
mod query;
mod region;
mod report;
mod stream;
mod structured;
mod talk;
mod wrap;

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::time::Instant;

use serde::Serialize;

pub use cell::Cell;
pub use column::{Column, usual};
pub use commands::{
    AccountFlags, in_a_shell, path_in_a_shell, shell_command, shell_flag, shell_path, shell_word,
};
pub use document::{Document, Piece, Table, Tone, View, column_key};
pub use finding_record::{FindingRecord, FixRecord, github_annotations, records};
pub use finding_stream::FindingStream;
pub use findings::summary_of_problems;
pub use options::{ColorEnvironment, Format, Input, Surface, UiOptions, UnknownChoice, Verbosity};
pub use query::Query;
#[cfg(test)]
pub(crate) use report::ErrorDocument;
pub use report::ErrorReport;
pub use stream::{OutputError, Stream};
use structured::CsvReader;
pub use talk::{Stamp, Talk};
pub use wrap::{NO_BREAK_SPACE, with_whole_commands, wrapped};

use crate::domain::finding::{Findings, Problem};
use crate::secret::redact::Redactor;
use paint::Painter;
use prompt::{DumbTerminal, Prompt, Silent, Terminal};

pub use prompt::TerminalMode;

/// Everything that a command shows or asks.
pub struct Ui {
    format: Format,
    stdout: Stream,
    painter: Painter,
    talk: Talk,
    prompt: Option<Box<dyn Prompt>>,
    silent: Silent,
    /// The columns of tables, in this order; `None` for the default columns.
    columns: Option<Vec<String>>,
    /// The filter of a JSON document; `None` to print all of it.
    query: Option<Query>,
    /// When the filter must have ended; `None` without a deadline.
    query_end: Option<Instant>,
    bom: bool,
    /// The secrets that are struck from results. Messages have the same.
    redactor: Arc<Redactor>,
    /// Why the result did not reach stdout.
    unprinted: Option<OutputError>,
}

/// A value that is ready to be written.
#[derive(Serialize)]
#[serde(untagged)]
enum Cleaned<'view, T> {
    AsItIs(&'view T),
    Struck(serde_json::Value),
}

impl Ui {
    /// The streams of the process. The user can be asked if stdin and stderr are terminals and the options allow it.
    pub fn terminal(options: &UiOptions) -> Self {
        let stderr = Stream::stderr();
        let can_ask =
            options.input == Input::Ask && io::stdin().is_terminal() && stderr.surface != Surface::Plain;
        let prompt = can_ask.then(|| -> Box<dyn Prompt> {
            if options.color_environment.is_dumb() {
                Box::new(DumbTerminal::default())
            } else {
                Box::new(Terminal::new(painter(options, stderr.surface)))
            }
        });
        Self::new(options, Stream::stdout(), stderr, prompt)
    }

    /// Any streams, and who answers questions, if anyone. For tests, and for programs that embed kcamp.
    pub fn new(options: &UiOptions, stdout: Stream, stderr: Stream, prompt: Option<Box<dyn Prompt>>) -> Self {
        let painter = painter(options, stdout.surface);
        let prompt = prompt.filter(|_| options.input == Input::Ask);
        Self {
            format: options.format,
            stdout,
            painter,
            talk: Talk::new(stderr, options),
            prompt,
            silent: Silent,
            columns: None,
            query: None,
            query_end: None,
            bom: options.bom,
            redactor: Arc::default(),
            unprinted: None,
        }
    }

    /// Strikes these secrets from everything that is printed, also those that are learnt later.
    pub fn hide(&mut self, secrets: Arc<Redactor>) {
        self.talk.hide(Arc::clone(&secrets));
        self.redactor = secrets;
    }

    /// Prints results as they are, for a command whose result is a secret.
    pub fn show_secrets(&mut self) {
        self.redactor = Arc::new(Redactor::showing_all());
    }

    /// The format of results.
    pub const fn format(&self) -> Format {
        self.format
    }

    /// The target of results: a terminal, or a pipe or file.
    pub const fn surface(&self) -> Surface {
        self.stdout.surface
    }

    /// Whether stdout and stderr probably end in one log, as in a pipeline, and the result is text: its content need
    /// not be said on stderr first.
    pub fn is_one_log(&self) -> bool {
        let is_text = matches!(self.format, Format::Table | Format::Wide);
        is_text && self.stdout.surface == Surface::Plain && self.talk.surface() == Surface::Plain
    }

    /// Whether results are coloured.
    pub fn is_colored(&self) -> bool {
        matches!(self.painter, Painter::Colored)
    }

    /// Whether the user asked for more messages than usual, as with `-v`.
    pub fn is_verbose(&self) -> bool {
        self.talk.verbosity() > Verbosity::Normal
    }

    /// Shows the result on stdout, in the chosen format. If stdout cannot be written, the command continues with its
    /// other messages, and [`Ui::take_unprinted`] has the error for its end.
    ///
    /// # Errors
    ///
    /// The result cannot be rendered in the format. The errors of a filter and of stdout are kept for the end of the
    /// command.
    pub fn show<V: View>(&mut self, view: &V) -> Result<(), OutputError> {
        match self.rendered(view) {
            Ok(text) => self.unprinted = self.write(&text).err(),
            Err(failed @ (OutputError::Query(_) | OutputError::OutOfTime)) => self.unprinted = Some(failed),
            Err(failed) => return Err(failed),
        }
        Ok(())
    }

    /// Why the result did not reach stdout; `None` if it did.
    pub fn take_unprinted(&mut self) -> Option<OutputError> {
        self.unprinted.take()
    }

    /// Shows a result after which the command continues, such as the address of a server.
    ///
    /// # Errors
    ///
    /// The result cannot be rendered, or stdout cannot be written.
    pub fn show_at_once<V: View>(&mut self, view: &V) -> Result<(), OutputError> {
        let text = self.rendered(view)?;
        self.write(&text)
    }

    /// Chooses the columns with these keys (see [`column_key`]), in this order, for tables and CSV.
    pub fn choose_columns(&mut self, keys: Vec<String>) {
        self.columns = Some(keys);
    }

    /// Chooses a filter, whose output is printed instead of the result.
    pub fn choose_query(&mut self, query: Query) {
        self.query = Some(query);
    }

    /// Sets when the filter of a result must have ended.
    pub const fn end_query_at(&mut self, end: Option<Instant>) {
        self.query_end = end;
    }

    /// A JSON document, or the output of the filter for it.
    fn json(&self, value: &impl Serialize) -> Result<String, OutputError> {
        let value = self.without_secrets(value)?;
        match &self.query {
            Some(query) => {
                let document =
                    serde_json::to_string(&value).map_err(|error| OutputError::Stream(error.into()))?;
                query.answers_until(&document, self.stdout.surface, self.query_end)
            }
            None => structured::json(&value).map_err(OutputError::Stream),
        }
    }

    /// A value for a document of JSON or YAML, whose secrets are struck before texts are quoted. One without secrets is
    /// not copied, since it may have many rows.
    fn without_secrets<'view, T: Serialize>(
        &self,
        value: &'view T,
    ) -> Result<Cleaned<'view, T>, OutputError> {
        let io = |error: serde_json::Error| OutputError::Stream(error.into());
        if !self.redactor.has_work(&serde_json::to_string(value).map_err(io)?) {
            return Ok(Cleaned::AsItIs(value));
        }
        let mut value = serde_json::to_value(value).map_err(io)?;
        self.redactor.clean_value(&mut value);
        Ok(Cleaned::Struck(value))
    }

    /// A document as CSV. A byte order mark means that a spreadsheet reads it.
    fn csv(&self, document: &Document) -> Result<String, OutputError> {
        let reader = if self.bom { CsvReader::Spreadsheet } else { CsvReader::Program };
        structured::csv(document, self.stdout.surface, reader).map_err(OutputError::Stream)
    }

    /// The beginning of a CSV.
    const fn csv_mark(&self) -> &'static str {
        if self.bom { "\u{feff}" } else { "" }
    }

    fn rendered<V: View>(&mut self, view: &V) -> Result<String, OutputError> {
        let clean = |document: Document| document.without(&self.redactor);
        let chosen = || self.columns.as_ref().map(|keys| clean(view.wide().with_columns(keys)));
        Ok(match self.format {
            // Other forms of a result are written by their commands; only a plan has one.
            Format::Table | Format::Wide | Format::Markdown => {
                let (surface, painter) = (self.stdout.surface, self.painter);
                let was_seen = surface != Surface::Plain && self.talk.was_seen();
                let after_talk = was_seen.then(|| view.after_talk().map(clean)).flatten();
                let laid = match chosen() {
                    Some(document) if self.format == Format::Wide => {
                        layout::wide(&document, surface, painter)
                    }
                    Some(document) => layout::document(&document, surface, painter),
                    None if self.format == Format::Wide => {
                        layout::wide(&after_talk.unwrap_or_else(|| clean(view.wide())), surface, painter)
                    }
                    None if surface == Surface::Plain => {
                        layout::document(&clean(view.document()), surface, painter)
                    }
                    None => layout::document(
                        &after_talk.unwrap_or_else(|| clean(view.fitted())),
                        surface,
                        painter,
                    ),
                };
                laid.remarks.iter().for_each(|remark| self.talk.say(remark));
                if !laid.left_out.is_empty() {
                    let names = laid.left_out.join(", ");
                    self.talk.note(&format!("no room for {names}; -o wide shows all"));
                }
                laid.text
            }
            Format::Name => {
                let document = clean(view.document());
                document.remarks().for_each(|remark| self.talk.say(remark));
                document.names().map(|name| escape::one_line(name).into_owned() + "\n").collect()
            }
            Format::Json => self.json(view)?,
            Format::Yaml => structured::yaml(&self.without_secrets(view)?).map_err(OutputError::Stream)?,
            Format::Csv => {
                let document = match (chosen(), view.of_every_row()) {
                    (Some(document), _) => document,
                    (None, Some((label, value))) => view.rows().column(label, value),
                    (None, None) => view.rows(),
                };
                self.csv_mark().to_owned() + &self.csv(&clean(document))?
            }
        })
    }

    /// Starts a result of findings that are shown while they are found.
    pub fn finding_stream(&mut self) -> FindingStream<'_> {
        FindingStream::new(self)
    }

    /// Writes text to stdout unchanged, such as a token or a completion script. With a filter, the text must be JSON.
    ///
    /// # Errors
    ///
    /// A filter is chosen and the text is not JSON, the filter fails, or stdout cannot be written.
    pub fn write_raw(&mut self, text: &str) -> Result<(), OutputError> {
        match &self.query {
            Some(query) => {
                let text = self.redactor.clean(text.to_owned());
                let answers = query.answers_until(&text, self.stdout.surface, self.query_end)?;
                self.write(&answers)
            }
            None => self.write(&self.redactor.clean(text.to_owned())),
        }
    }

    fn write(&mut self, text: &str) -> Result<(), OutputError> {
        if text.is_empty() {
            return Ok(());
        }
        self.talk.done_waiting();
        self.stdout.write(text).map_err(OutputError::Stream)
    }

    /// Another handle on stderr, for code that writes while a command holds the `Ui`.
    pub fn talker(&self) -> Talk {
        self.talk.clone()
    }

    /// Makes each line of stderr a JSON object with its time, except questions.
    pub fn talk_in_json(&mut self, stamp: Stamp) {
        self.talk.in_json(stamp);
    }

    /// Whether what kcamp says goes into a log of JSON lines, where no text that people read may stand.
    pub fn talks_in_json(&self) -> bool {
        self.talk.is_in_json()
    }

    /// Whether an error is printed as a JSON object.
    pub fn tells_errors_in_json(&self) -> bool {
        self.format == Format::Json || self.talk.is_in_json()
    }

    /// Adds the flags of this account to every command in a note, a warning or a hint.
    pub fn name_account(&mut self, flags: AccountFlags) {
        self.talk.name_account(flags);
    }

    /// A text of a result that names commands, with the flags of the account in them.
    pub fn with_account(&self, text: &str) -> String {
        self.talk.with_account(text)
    }

    /// Prints a line, unless quiet.
    pub fn talk(&mut self, text: &str) {
        self.talk.say(text);
    }

    /// Prints lines, unless quiet; see [`Talk::say_lines`].
    pub fn talk_lines(&mut self, text: &str) {
        self.talk.say_lines(text);
    }

    /// Prints `note: …`, unless quiet.
    pub fn note(&mut self, text: &str) {
        self.talk.note(text);
    }

    /// Prints a problem that has no place in a file, with its code and its fix; see [`Talk::problem`].
    pub fn problem(&mut self, problem: &Problem) {
        self.talk.problem(problem);
    }

    /// An error that ends nothing, such as that of an answer which is asked for again: a warning with its code, and its
    /// hints.
    pub fn setback(&mut self, error: &ErrorReport) {
        self.problem(&Problem::warning(error.code, error.message()));
        error.hints.iter().for_each(|hint| self.hint(hint));
    }

    /// `hint: …`; nothing when quiet.
    pub fn hint(&mut self, text: &str) {
        self.talk.hint(text);
    }

    /// Shows progress; see [`Talk::progress`].
    pub fn progress(&mut self, text: &str) {
        self.talk.progress(text);
    }

    /// Draws the present state; see [`Talk::picture`].
    pub fn picture(&mut self, view: &impl View) {
        self.talk.picture(view);
    }

    /// Ends a wait: clears its line.
    pub fn done_waiting(&mut self) {
        self.talk.done_waiting();
    }

    /// Prints the error that ends the command; see [`Reporter::error`].
    pub fn error(&mut self, report: &ErrorReport) {
        self.reporter().error(report);
    }

    /// The reporter of the error that ends the command, for another thread.
    pub fn reporter(&self) -> Reporter {
        Reporter { talk: self.talk.clone(), format: self.format }
    }

    /// The present mode of the terminal; `None` if no question can change it.
    pub fn terminal_mode(&self) -> Option<TerminalMode> {
        self.prompt.as_ref().and_then(|_| TerminalMode::now())
    }

    /// Prints findings that do not end the command to stderr, with a summary. When quiet, notes are left out.
    pub fn findings(&mut self, findings: &Findings) {
        self.talk.findings(findings);
    }

    /// Whether the user can be asked: stdin and stderr are terminals, and `--no-input` is not given.
    pub const fn can_prompt(&self) -> bool {
        self.prompt.is_some()
    }

    /// Stops asking the user, as with `--no-input`.
    pub fn never_ask(&mut self) {
        self.prompt = None;
    }

    /// The prompts that ask the user. If nobody can be asked, every question returns
    /// [`prompt::PromptError::Unavailable`].
    pub fn prompts(&mut self) -> &mut dyn Prompt {
        self.talk.done_waiting();
        match &mut self.prompt {
            Some(prompt) => {
                self.talk.say_left_out();
                prompt.as_mut()
            }
            None => &mut self.silent,
        }
    }
}

/// Prints the error that ends the command.
#[derive(Clone)]
pub struct Reporter {
    talk: Talk,
    format: Format,
}

impl std::fmt::Debug for Reporter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Reporter").field("format", &self.format).finish_non_exhaustive()
    }
}

impl Reporter {
    /// Prints the error as one JSON object on one line, the last of stderr, with `-o json` or if every line of stderr
    /// is JSON. Else prints its findings and the lines `error: …` and `hint: …`.
    pub fn error(&self, report: &ErrorReport) {
        let hints: Vec<String> = report.hints.iter().map(|hint| self.talk.with_account(hint)).collect();
        if self.format == Format::Json || self.talk.is_in_json() {
            self.talk.exact_line(&ErrorReport { hints, ..report.clone() }.json());
            return;
        }
        self.talk.finding_list(&report.findings);
        self.talk.error(&match &report.request_id {
            Some(id) => format!("{} (request id {id})", report.message()),
            None => report.message(),
        });
        for hint in &hints {
            self.talk.error_hint(hint);
        }
    }
}

fn painter(options: &UiOptions, surface: Surface) -> Painter {
    if options.color.resolve(&options.color_environment, surface) { Painter::Colored } else { Painter::Plain }
}

#[cfg(test)]
pub(crate) mod capture;
#[cfg(test)]
mod tests;
