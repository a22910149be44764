//! The place of a finding's span, counted as people count. It is the same for people, JSON and annotations.

use std::ops::Range;

use crate::domain::finding::{Position, Source};

/// A span that is certainly inside the text, on character boundaries, without white space at its end. (A YAML block
/// ends at the start of the next key, which is not part of the finding.)
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Region {
    /// The place in bytes.
    pub(super) bytes: Range<usize>,
    /// The place of the first character.
    pub(super) start: Position,
    /// The place after the last character.
    pub(super) end: Position,
}

impl Region {
    pub(super) fn of(source: &Source, span: &Range<usize>) -> Self {
        let text = &source.text;
        let boundary = |offset: usize| {
            let offset = offset.min(text.len());
            (0..=offset).rev().find(|offset| text.is_char_boundary(*offset)).unwrap_or(0)
        };
        let mut start = boundary(span.start);
        // No place is between the two characters of a CRLF.
        if text[..start].ends_with('\r') && text[start..].starts_with('\n') {
            start -= 1;
        }
        let mut end = boundary(span.end.max(start)).max(start);
        let trimmed = text[start..end].trim_end().len();
        if trimmed > 0 {
            end = start + trimmed;
        } else if text[start..end].contains('\n') {
            end = start;
        }
        Self { bytes: start..end, start: source.position(start), end: source.position(end) }
    }

    /// The bytes of the line in which the region starts, without the line break.
    pub(super) fn line(&self, source: &Source) -> Range<usize> {
        let text = &source.text;
        let start = text[..self.bytes.start].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[self.bytes.start..].find('\n').map_or(text.len(), |length| self.bytes.start + length);
        let content = text[start..end].strip_suffix('\r').map_or(end - start, str::len);
        start..start + content.max(self.bytes.start - start)
    }
}
