//! All colours: a painter colours a text or leaves it unchanged.
//!
//! Red means an alarm. Its opposite is blue, not green: people with deuteranopia see red and green as one colour in
//! common palettes. Colour only repeats what the words say.

use anstyle::{AnsiColor, Effects, Style};

use super::document::Tone;
use crate::domain::finding::Severity;

/// Colours the texts of one stream, or leaves them unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Painter {
    /// Uses ANSI styles.
    Colored,
    /// Leaves texts unchanged.
    Plain,
}

/// Headers, titles and labels.
pub(super) const BOLD: Style = Style::new().effects(Effects::BOLD);
/// The frame around a source line.
pub(super) const FRAME: Style = AnsiColor::Blue.on_default().effects(Effects::BOLD);
/// Fixes and hints.
pub(super) const HELP: Style = AnsiColor::Cyan.on_default().effects(Effects::BOLD);

/// The style of a finding's severity.
pub(super) const fn severity(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::BrightBlue,
    }
    .on_default()
    .effects(Effects::BOLD)
}

/// The style of a part of a drawing; `None` for plain text.
pub(super) const fn tone(tone: Tone) -> Option<Style> {
    match tone {
        Tone::Plain => None,
        Tone::Strong => Some(AnsiColor::BrightBlue.on_default().effects(Effects::BOLD)),
        Tone::Faint => Some(Style::new().effects(Effects::DIMMED)),
        Tone::Ahead => Some(AnsiColor::Cyan.on_default()),
        Tone::Notice => Some(AnsiColor::Yellow.on_default()),
        Tone::Alarm => Some(AnsiColor::Red.on_default().effects(Effects::BOLD)),
    }
}

impl Painter {
    pub(super) fn paint(self, style: Style, text: &str) -> String {
        match self {
            Self::Colored if !text.is_empty() => format!("{style}{text}{style:#}"),
            _ => text.to_owned(),
        }
    }
}

#[cfg(test)]
#[path = "paint_tests.rs"]
mod tests;
