//! Findings that are shown while they are found. The text is the same as if all were shown at once.

use std::io;
use std::sync::Arc;

use super::crowds::Crowds;
use super::document::Document;
use super::finding_record::FindingRecord;
use super::findings::Tally;
use super::options::Format;
use super::{OutputError, Ui, escape, findings, structured};
use crate::domain::finding::Findings;

/// Findings that are printed to stdout in parts.
pub struct FindingStream<'ui> {
    ui: &'ui mut Ui,
    tally: Tally,
    crowds: Crowds,
    /// All findings, if a filter needs the whole document.
    held: Vec<FindingRecord>,
}

impl<'ui> FindingStream<'ui> {
    pub(super) fn new(ui: &'ui mut Ui) -> Self {
        let crowds = Crowds::new(ui.talk.verbosity());
        Self { ui, tally: Tally::default(), crowds, held: Vec::new() }
    }

    /// Counts findings that are not shown, because stdout was closed.
    pub fn count(&mut self, found: &Findings) {
        self.tally.count(found);
    }

    /// The number of findings so far, such as `3 errors, 1 warning in 2 files`; empty if there are none.
    pub fn summary(&self) -> String {
        self.tally.summary()
    }

    /// Shows more findings.
    ///
    /// # Errors
    ///
    /// The findings cannot be written in the format, or stdout cannot be written.
    pub fn show(&mut self, found: &Findings) -> Result<(), OutputError> {
        if found.is_empty() {
            return Ok(());
        }
        let is_first = self.tally.is_empty();
        self.tally.count(found);
        let secrets = Arc::clone(&self.ui.redactor);
        let mut found = found.clone();
        found.each_text(|text| *text = secrets.clean(std::mem::take(text)));
        let found = &found;
        let text = match self.ui.format {
            Format::Table | Format::Wide | Format::Name | Format::Markdown => {
                let found = match self.ui.format {
                    Format::Table | Format::Wide => &self.crowds.drawn(found),
                    _ => found,
                };
                if found.is_empty() {
                    return Ok(());
                }
                // The lines of the files are in it too.
                let list = secrets.clean(findings::list(found, self.ui.stdout.surface, self.ui.painter));
                if is_first { list } else { format!("\n{list}") }
            }
            Format::Json if self.ui.query.is_some() => {
                self.held.extend(found.iter().map(FindingRecord::from));
                return Ok(());
            }
            Format::Json => {
                let start = if is_first { "[" } else { "," };
                records_json(found, start).map_err(OutputError::Stream)?
            }
            Format::Yaml => structured::yaml(&super::records(found)).map_err(OutputError::Stream)?,
            Format::Csv => {
                let rows = self.ui.csv(&Document::new().findings(found.clone()))?;
                if is_first {
                    self.ui.csv_mark().to_owned() + &rows
                } else {
                    rows.split_once('\n').map_or(String::new(), |(_, rows)| rows.to_owned())
                }
            }
        };
        self.ui.write(&text)
    }

    /// Shows the end: the end of the document, or the summary.
    ///
    /// # Errors
    ///
    /// The end cannot be written in the format, or stdout cannot be written.
    pub fn end(self) -> Result<(), OutputError> {
        let is_empty = self.tally.is_empty();
        let text = match self.ui.format {
            Format::Json if self.ui.query.is_some() => self.ui.json(&self.held)?,
            Format::Table | Format::Wide if !is_empty => {
                format!("\n{}{}\n", self.crowds.rest(), self.tally.summary())
            }
            Format::Json if !is_empty => "\n]\n".to_owned(),
            Format::Json | Format::Yaml if is_empty => "[]\n".to_owned(),
            Format::Csv if is_empty => {
                let rows = self.ui.csv(&Document::new().findings(Findings::new()))?;
                self.ui.csv_mark().to_owned() + &rows
            }
            _ => String::new(),
        };
        self.ui.write(&text)
    }
}

/// Records as items of an indented array, each after the sign before it.
fn records_json(found: &Findings, first_sign: &str) -> io::Result<String> {
    let mut text = String::new();
    for (index, finding) in found.iter().enumerate() {
        let record = serde_json::to_string_pretty(&FindingRecord::from(finding))?;
        text.push_str(if index == 0 { first_sign } else { "," });
        for line in record.lines() {
            text.push_str("\n  ");
            text.push_str(line);
        }
    }
    Ok(escape::json(&text).into_owned())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::sync::Arc;

    use crate::domain::finding::{Findings, Origin, Problem, Source};
    use crate::ui::capture::{AllAtOnce, Capture};
    use crate::ui::{Format, Stream, Surface, Ui, UiOptions};

    fn ui(format: Format) -> (Ui, Capture) {
        let stdout = Capture::default();
        let options = UiOptions { format, ..UiOptions::default() };
        let stream = Stream::new(stdout.clone(), Surface::Plain);
        (Ui::new(&options, stream, Stream::new(Capture::default(), Surface::Plain), None), stdout)
    }

    #[test]
    fn what_is_streamed_reads_as_what_is_shown_at_once() {
        let source = Arc::new(Source::new("a.yaml", "a: \u{1b}\nb: 2\n"));
        let text = |span| Origin::Text { source: Arc::clone(&source), span };
        let found = [
            Problem::error("a/b", "m").help("one\ntwo").at(&text(3..4)),
            Problem::note("a/b", "\u{9b}, \"x\"").at(&Origin::File("=b.yaml".into())),
            Problem::warning("a/c", "m").at(&text(8..9)),
        ];
        for format in [Format::Table, Format::Json, Format::Yaml, Format::Csv] {
            let one = |chunk: std::ops::Range<usize>| std::iter::once(chunk).collect::<Vec<_>>();
            for chunks in [vec![], one(0..1), one(0..3), vec![0..1, 1..1, 1..3], vec![0..1, 1..2, 2..3]] {
                let (mut ui_at_once, at_once) = ui(format);
                let (mut ui_streamed, streamed) = ui(format);
                let mut all = Findings::new();
                let mut stream = ui_streamed.finding_stream();
                for chunk in chunks {
                    let mut part = Findings::new();
                    part.extend(found[chunk].iter().cloned());
                    stream.show(&part).unwrap();
                    all.extend(part);
                }
                stream.end().unwrap();
                ui_at_once.show(&AllAtOnce(&all)).unwrap();
                assert_eq!(streamed.text(), at_once.text(), "{format:?}");
            }
        }
    }
}
