//! Draws findings in the way of compilers: the code, the place, the source line with the marked span, the fix.

use std::collections::BTreeSet;

use unicode_width::UnicodeWidthChar;

use super::crowds::{Crowds, file_of, grouped};
use super::escape;
use super::options::{Surface, Verbosity};
use super::paint::{self, FRAME, HELP, Painter};
use super::wrap::wrapped;
use crate::domain::finding::{Finding, Findings, Origin, Severity, Source};
use crate::domain::plural::counted;
use crate::ui::region::Region;

/// A tab as it is shown in a source line.
const TAB: &str = "    ";
/// The width of a source line if no terminal limits it, in columns.
const WIDEST_EXCERPT: usize = 160;
/// The least width of a source line on a narrow terminal, in columns.
const NARROWEST_EXCERPT: usize = 20;
/// The indent of the further lines of a message, in columns.
const MESSAGE_INDENT: usize = 2;
/// The mark of a cut source line.
const CUT: char = '…';

/// A summary such as `3 errors, 1 warning in 2 files`; empty if there are no findings.
fn summary(findings: &Findings) -> String {
    Tally::of(findings).summary()
}

/// The summary of findings that keep input from being sent: errors are called problems.
pub fn summary_of_problems(findings: &Findings) -> String {
    Tally::of(findings).summary_as("problem")
}

/// The findings and the summary; empty if there are no findings.
pub(super) fn report(
    findings: &Findings,
    verbosity: Verbosity,
    surface: Surface,
    painter: Painter,
) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let mut crowds = Crowds::new(verbosity);
    let list = list(&crowds.drawn(findings), surface, painter);
    format!("{list}\n{}{}\n", crowds.rest(), summary(findings))
}

/// Every finding, with empty lines between them.
pub(super) fn list(findings: &Findings, surface: Surface, painter: Painter) -> String {
    findings.iter().map(|finding| draw(finding, surface, painter)).collect::<Vec<_>>().join("\n")
}

fn draw(finding: &Finding, surface: Surface, painter: Painter) -> String {
    let problem = &finding.problem;
    let weight = paint::severity(problem.severity);
    let head = format!("{}[{}]", problem.severity, problem.code);
    let message = escape::one_line(&problem.message);
    let message = wrapped(&message, surface.width(), head.len() + 2, MESSAGE_INDENT);
    let message: Vec<String> =
        format!(": {message}").lines().map(|line| painter.paint(paint::BOLD, line.trim_end())).collect();
    let mut text = format!("{}{}\n", painter.paint(weight, &head), message.join("\n"));
    let mut gutter = 1;
    match &finding.origin {
        Origin::Text { source, span } => {
            let region = Region::of(source, span);
            gutter = region.start.line.to_string().len();
            let place =
                format!("{}:{}:{}", escape::one_line(&source.name), region.start.line, region.start.column);
            text.push_str(&arrow(gutter, &place, painter));
            text.push_str(&excerpt(
                source,
                &region,
                gutter,
                surface,
                &|mark| painter.paint(weight, mark),
                painter,
            ));
        }
        Origin::File(name) | Origin::Flag(name) | Origin::Environment(name) => {
            text.push_str(&arrow(gutter, &escape::one_line(name), painter));
        }
        Origin::Field(name) => {
            text.push_str(&arrow(gutter, &format!("{}, as it was sent", escape::one_line(name)), painter));
        }
        Origin::Prompt(field) => {
            text.push_str(&arrow(gutter, &format!("{}, as answered", escape::one_line(field)), painter));
        }
    }
    if let Some(help) = &problem.help {
        let indent = " ".repeat(gutter + 2);
        let sign = painter.paint(FRAME, "=");
        let word = painter.paint(HELP, "help");
        let under = gutter + 10;
        let room = surface.width().map(|width| width.saturating_sub(under));
        let help =
            wrapped(&escape::lines(help), room, 0, 0).replace('\n', &format!("\n{}", " ".repeat(under)));
        text.extend([&indent, &sign, " ", &word, ": ", &help, "\n"]);
    }
    if finding.more > 0 {
        let indent = " ".repeat(gutter + 2);
        let sign = painter.paint(FRAME, "=");
        text.extend([&indent, &sign, " ", &further(finding.more, problem.code), "\n"]);
    }
    text
}

/// The line about findings of this code in this file that are not shown.
pub(super) fn further(more: usize, code: &str) -> String {
    format!("and {} more of [{code}] in this file", grouped(more))
}

fn arrow(gutter: usize, place: &str, painter: Painter) -> String {
    format!("{}{} {place}\n", " ".repeat(gutter + 1), painter.paint(FRAME, "-->"))
}

/// The source line at the start of a region, and the marks below the region.
fn excerpt(
    source: &Source,
    region: &Region,
    gutter: usize,
    surface: Surface,
    mark: &dyn Fn(&str) -> String,
    painter: Painter,
) -> String {
    let label = match region.end.line {
        last if last == region.start.line => " here".to_owned(),
        last => format!(" here, to line {last}"),
    };
    // The space that the excerpt does not have: the gutter with its bar, a mark at each end, and the label.
    let beside = gutter + 4 + 2 + label.len();
    let room = surface.width().map_or(WIDEST_EXCERPT, |width| {
        width.saturating_sub(beside).clamp(NARROWEST_EXCERPT, WIDEST_EXCERPT)
    });
    let line = MarkedLine::around(source, region, room);
    let bar = painter.paint(FRAME, "|");
    let number = painter.paint(FRAME, &format!("{} |", region.start.line));
    let indent = " ".repeat(gutter + 2);
    let shown = format!(" {number} {}", line.text);
    let marks = mark(&format!("{}{label}", "^".repeat(line.mark_width)));
    format!("{indent}{bar}\n{}\n{indent}{bar} {}{marks}\n", shown.trim_end(), " ".repeat(line.mark_start))
}

/// A source line as it is shown: cut to fit, with the columns of the mark below it.
struct MarkedLine {
    text: String,
    mark_start: usize,
    mark_width: usize,
}

impl MarkedLine {
    /// The line in which the region starts: at most `room` columns of it, and a mark at each end that was cut. Only
    /// the shown part is processed.
    fn around(source: &Source, region: &Region, room: usize) -> Self {
        let line = region.line(source);
        let (before, rest) =
            (&source.text[line.start..region.bytes.start], &source.text[region.bytes.start..line.end]);
        let marked_bytes = region.bytes.end.min(line.end) - region.bytes.start;

        // A third of the space is for the text before the region; more if the text after it is short.
        let after = fitting(rest.chars(), room);
        let after_width: usize = after.iter().map(|cell| cell.width).sum();
        let mut left = fitting(before.chars().rev(), room.saturating_sub(after_width).max(room / 3));
        left.reverse();
        let is_cut_left = left.len() < before.chars().take(left.len() + 1).count();
        let left_width: usize = left.iter().map(|cell| cell.width).sum();
        let right = fitting(rest.chars(), room.saturating_sub(left_width));
        let is_cut_right = right.len() < rest.chars().take(right.len() + 1).count();

        let marked = rest[..marked_bytes].chars().take(right.len()).count();
        let mark_width = right.iter().take(marked).map(|cell| cell.width).sum::<usize>().max(1);
        let mut text = String::new();
        text.extend(is_cut_left.then_some(CUT));
        left.iter().chain(&right).for_each(|cell| text.push_str(&cell.text));
        text.extend(is_cut_right.then_some(CUT));
        Self { text, mark_start: left_width + usize::from(is_cut_left), mark_width }
    }
}

/// A character as it is shown, and its width in columns.
struct Cell {
    text: String,
    width: usize,
}

/// The first characters that fit into this number of columns.
fn fitting(characters: impl Iterator<Item = char>, room: usize) -> Vec<Cell> {
    let mut used = 0;
    let mut taken = 0;
    let cell = |character| {
        let mut text = String::new();
        match character {
            '\t' => text.push_str(TAB),
            _ => escape::push_visible(&mut text, character),
        }
        // The width is the sum over characters, because marks are placed by character: joined emoji count each part.
        let width = text.chars().filter_map(UnicodeWidthChar::width).sum();
        Cell { text, width }
    };
    let fits = |cell: &Cell| {
        used += cell.width;
        // A long run of characters without a width must end too.
        taken += 1;
        used <= room && taken <= 4 * room
    };
    characters.map(cell).take_while(fits).collect()
}

/// The number of findings of each severity, and of the files that have them.
#[derive(Debug, Default)]
pub(super) struct Tally {
    errors: usize,
    warnings: usize,
    notes: usize,
    files: BTreeSet<String>,
}

impl Tally {
    fn of(findings: &Findings) -> Self {
        let mut tally = Self::default();
        tally.count(findings);
        tally
    }

    pub(super) fn count(&mut self, found: &Findings) {
        self.errors += found.count(Severity::Error);
        self.warnings += found.count(Severity::Warning);
        self.notes += found.count(Severity::Note);
        for file in found.iter().filter_map(file_of) {
            if !self.files.contains(file) {
                self.files.insert(file.to_owned());
            }
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.errors + self.warnings + self.notes == 0
    }

    /// A summary such as `3 errors, 1 warning in 2 files`; empty if there are no findings.
    pub(super) fn summary(&self) -> String {
        self.summary_as("error")
    }

    /// The summary with another word for an error.
    fn summary_as(&self, error: &str) -> String {
        let weights = [(self.errors, error), (self.warnings, "warning"), (self.notes, "note")];
        let words = |(count, word): (usize, &str)| (count > 0).then(|| counted(count, word));
        let counts = weights.into_iter().filter_map(words).collect::<Vec<_>>().join(", ");
        match self.files.len() {
            0 => counts,
            files => format!("{counts} in {}", counted(files, "file")),
        }
    }
}

#[cfg(test)]
#[path = "findings_tests.rs"]
mod tests;
