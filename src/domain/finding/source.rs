//! Texts that were read, and the lines and columns of their bytes.

use std::sync::OnceLock;

/// Bytes between two remembered positions. Computing a position reads at most this many bytes, however
/// long the text is.
const STEP: usize = 1024;

/// A text that was read, with the name that findings show for it: a path as the user typed it, or `<stdin>`.
#[derive(Debug)]
pub struct Source {
    /// The name that findings show.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// The position of every [`STEP`]th byte, computed when a position beyond the first step is asked for.
    steps: OnceLock<Vec<Position>>,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.text == other.text
    }
}

impl Eq for Source {}

/// A place in a text. Lines and columns count from 1; columns count characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

impl Position {
    const START: Self = Self { line: 1, column: 1 };

    /// The position after a text that begins here.
    fn behind(self, text: &str) -> Self {
        match text.rfind('\n') {
            Some(newline) => Self {
                line: self.line + text.matches('\n').count(),
                column: text[newline + 1..].chars().count() + 1,
            },
            None => Self { line: self.line, column: self.column + text.chars().count() },
        }
    }
}

impl Source {
    /// A text with its name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), steps: OnceLock::new() }
    }

    /// The line and column of a byte offset. An offset past the end gives the end.
    pub fn position(&self, offset: usize) -> Position {
        let end = self.text.floor_char_boundary(offset);
        let step = end / STEP;
        let start = self.text.floor_char_boundary(step * STEP);
        let known = match step {
            0 => Position::START,
            _ => self.steps.get_or_init(|| steps(&self.text)).get(step).copied().unwrap_or(Position::START),
        };
        known.behind(&self.text[start..end])
    }
}

/// The position of every [`STEP`]th byte of a text.
fn steps(text: &str) -> Vec<Position> {
    let mut position = Position::START;
    let mut start = 0;
    (0..=text.len() / STEP)
        .map(|step| {
            let end = text.floor_char_boundary(step * STEP);
            position = position.behind(&text[start..end]);
            start = end;
            position
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Position, Source};

    #[test]
    fn positions_count_characters_from_one() {
        let source = Source::new("a.yaml", "a: 1\nü: zwei\n");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position("a: 1\nü: ".len()), Position { line: 2, column: 4 });
        assert_eq!(source.position(9999), Position { line: 3, column: 1 });
    }

    proptest! {
        #[test]
        fn a_position_is_the_same_as_by_counting(parts in prop::collection::vec("[a-c]{0,300}|\n|ü名😀", 0..60), offset in 0..9000usize) {
            let text = parts.concat();
            let end = text.floor_char_boundary(offset);
            let line_start = text[..end].rfind('\n').map_or(0, |newline| newline + 1);
            let counted = Position {
                line: text[..end].matches('\n').count() + 1,
                column: text[line_start..end].chars().count() + 1,
            };
            prop_assert_eq!(Source::new("a.yaml", text).position(offset), counted);
        }
    }
}
