//! Colours, in one place: a painter either paints or leaves a text as it is.
//!
//! Red means an alarm, and what stands against it is blue and not green: with deuteranopia the two are one colour in common
//! palettes. No colour says what the words beside it do not.

use anstyle::{AnsiColor, Effects, Style};

use super::document::Tone;
use crate::domain::finding::Severity;

/// Paints texts for one stream, or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Painter {
    /// With ANSI styles.
    Colored,
    /// Texts stay as they are.
    Plain,
}

/// Headers, titles and labels.
pub(super) const BOLD: Style = Style::new().effects(Effects::BOLD);
/// The frame around a source line.
pub(super) const FRAME: Style = AnsiColor::Blue.on_default().effects(Effects::BOLD);
/// Fixes and hints.
pub(super) const HELP: Style = AnsiColor::Cyan.on_default().effects(Effects::BOLD);

/// The style of a finding's weight.
pub(super) const fn severity(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::BrightBlue,
    }
    .on_default()
    .effects(Effects::BOLD)
}

/// The style of a drawing's part, where it has one.
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
    /// The text in a style.
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
