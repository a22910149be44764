//! Questions on one line: a text, or yes or no. dialoguer's own ones ignore Escape and Ctrl-D, and do not clear a
//! wrapped line before they redraw it.

use std::io::{self, ErrorKind};

use dialoguer::console::{Key, Term, measure_text_width, truncate_str};
use dialoguer::theme::Theme;
use unicode_width::UnicodeWidthChar;

use super::hidden::Hidden;
use super::{Answer, Validate, typed_ahead};
use crate::ui::wrap::wrapped;

/// The least space for the answer after its question, in columns.
const ANSWER_COLUMNS: usize = 24;
/// The columns that an answer needs on the line of its question; where they are not free, it has the next line.
const LEAST_ANSWER_COLUMNS: usize = 4;
/// The columns of the sign before a question.
pub(super) const SIGN_COLUMNS: usize = 2;
/// The width of the signs before a question and between it and its answer, in columns.
pub(super) const SIGNS_COLUMNS: usize = 5;
/// The least space for a yes-or-no answer, in columns.
const CHOICE_COLUMNS: usize = 6;
/// The width of the sign before an error about an answer, plus one free column. Without colour the sign is `error: `.
const COMPLAINT_COLUMNS: usize = 8;

/// The error for a paste of several lines. The further lines would answer the next questions, and run in the shell.
pub(super) const SEVERAL_LINES: &str = "several lines were pasted, but an answer is one line, so the paste was ignored. Paste it without line breaks";

/// A question on the terminal.
pub(super) struct PromptLine<'ask> {
    theme: &'ask dyn Theme,
    term: &'ask Term,
    question: &'ask str,
    /// The least space for the answer after the question, in columns.
    room: usize,
}

/// The typed text, and the place of the cursor in it.
#[derive(Default)]
struct Typed {
    letters: Vec<char>,
    at: usize,
}

/// A question as it is shown on the terminal.
struct ShownQuestion {
    prompt: String,
    question: String,
    /// The width of the terminal that it was fitted to, in columns.
    width: usize,
}

impl<'ask> PromptLine<'ask> {
    pub(super) const fn new(theme: &'ask dyn Theme, term: &'ask Term, question: &'ask str) -> Self {
        Self { theme, term, question, room: ANSWER_COLUMNS }
    }

    fn width(&self) -> usize {
        usize::from(self.term.size().1).max(LEAST_ANSWER_COLUMNS)
    }

    /// The question, wrapped so that this many columns stay free after it.
    fn fitted(&self, behind: usize) -> String {
        let width = self.width();
        let room = if SIGN_COLUMNS + measure_text_width(self.question) + behind <= width {
            width
        } else {
            width.saturating_sub(behind).max(width / 2)
        };
        wrapped(self.question, Some(room), SIGN_COLUMNS, SIGN_COLUMNS)
    }

    /// Asks for yes or no, as a line that ends with Enter. Enter alone is the default; after any other text the
    /// question is asked again.
    ///
    /// # Errors
    ///
    /// The terminal cannot be read or written, or the question is interrupted.
    pub(super) fn choice(mut self, default: Answer) -> io::Result<bool> {
        self.room = CHOICE_COLUMNS;
        let (answer, question, _) = self.until(Some(default.choice()), |typed| default.typed(typed))?;
        let mut answered = String::new();
        let formatted = self.theme.format_confirm_prompt_selection(&mut answered, &question, Some(answer));
        formatted.map_err(io::Error::other)?;
        self.term.write_line(&answered)?;
        Ok(answer)
    }

    /// Asks for a text until it is valid. Spaces around it are removed, with a note.
    ///
    /// # Errors
    ///
    /// The terminal cannot be read or written, or the question is interrupted.
    pub(super) fn text(self, default: Option<&str>, validate: Validate<'_>) -> io::Result<String> {
        let (text, question, typed) = self.until(default, |typed| {
            let text = Some(typed.trim()).filter(|text| !text.is_empty()).or(default).unwrap_or_default();
            validate(text).map(|()| text.to_owned())
        })?;
        let mut answered = String::new();
        let before = last_line_columns(&question) + SIGNS_COLUMNS;
        let shown = wrapped(&text, Some(self.width()), before, SIGN_COLUMNS);
        let formatted = self.theme.format_input_prompt_selection(&mut answered, &question, &shown);
        formatted.map_err(io::Error::other)?;
        self.term.write_line(&answered)?;
        if !typed.trim().is_empty() && typed.trim() != typed {
            self.term.write_line("(without the spaces around it)")?;
        }
        Ok(text)
    }

    /// Asks until `judge` accepts the line. Returns the result of `judge`, the question as it was last shown, and the
    /// line.
    fn until<T>(
        &self,
        default: Option<&str>,
        judge: impl Fn(&str) -> Result<T, String>,
    ) -> io::Result<(T, String, String)> {
        let _hidden = Hidden::start()?;
        let mut said = 0;
        loop {
            let (typed, ShownQuestion { prompt, question, width }) = self.typed(default)?;
            self.clear(&prompt)?;
            self.term.clear_last_lines(std::mem::take(&mut said))?;
            let judged = if typed_ahead::more_was_pasted(self.term)? {
                Err(SEVERAL_LINES.to_owned())
            } else {
                judge(&typed)
            };
            match judged {
                Ok(answer) => return Ok((answer, question, typed)),
                Err(complaint) => {
                    let room = width.saturating_sub(COMPLAINT_COLUMNS);
                    let complaint = wrapped(&complaint, Some(room), 0, 0);
                    let mut error = String::new();
                    self.theme.format_error(&mut error, &complaint).map_err(io::Error::other)?;
                    self.term.write_line(&error)?;
                    said = rows(&error, width);
                }
            }
        }
    }

    /// Shows the question before a text, fitted to the present terminal.
    fn ask(&self, default: Option<&str>) -> io::Result<ShownQuestion> {
        let width = self.width();
        let default = default.map(|default| truncate_str(default, width / 2, "…"));
        let behind = self.room + default.as_deref().map_or(0, |text| measure_text_width(text) + 3);
        let question = self.fitted(behind);
        let mut prompt = String::new();
        let formatted = self.theme.format_input_prompt(&mut prompt, &question, default.as_deref());
        formatted.map_err(io::Error::other)?;
        if last_line_columns(&prompt) + LEAST_ANSWER_COLUMNS > width {
            prompt.push('\n');
        }
        self.term.write_str(&prompt)?;
        Ok(ShownQuestion { prompt, question, width })
    }

    /// Asks for a text that is not shown; `read` reads it.
    ///
    /// # Errors
    ///
    /// The terminal cannot be read or written, or the question is interrupted.
    pub(super) fn hidden(mut self, read: impl FnOnce() -> io::Result<String>) -> io::Result<String> {
        self.room = CHOICE_COLUMNS;
        let ShownQuestion { prompt, question, .. } = self.ask(None)?;
        let typed = read()?;
        self.clear(&prompt)?;
        let mut answered = String::new();
        let formatted = self.theme.format_input_prompt_selection(&mut answered, &question, "typed");
        formatted.map_err(io::Error::other)?;
        self.term.write_line(&answered)?;
        Ok(typed)
    }

    /// Reads a line that is shown while it is typed; where it is longer than the terminal, the part around the cursor.
    /// In a terminal that has another width by then, the question is shown again: what became of its lines is not
    /// known.
    fn typed(&self, default: Option<&str>) -> io::Result<(String, ShownQuestion)> {
        let mut typed = Typed::default();
        let mut asked = self.ask(default)?;
        loop {
            if self.width() != asked.width {
                self.term.write_line("")?;
                asked = self.ask(default)?;
            }
            let room = asked.width.saturating_sub(last_line_columns(&asked.prompt) + 1);
            let (shown, behind) = typed.shown(room);
            self.term.write_str(&shown)?;
            self.term.move_cursor_left(behind)?;
            let key = read_key(self.term)?;
            self.term.move_cursor_right(behind)?;
            self.term.clear_chars(shown.chars().filter_map(UnicodeWidthChar::width).sum())?;
            match key {
                Key::Enter => return Ok((typed.letters.into_iter().collect(), asked)),
                key => typed.take(&key),
            }
        }
    }

    /// Clears the drawn lines, including those above the cursor.
    fn clear(&self, drawn: &str) -> io::Result<()> {
        self.term.clear_line()?;
        self.term.clear_last_lines(rows(drawn, self.width()) - 1)
    }
}

/// How many rows of a terminal of this width a text takes: it breaks what is wider, such as an id.
pub(super) fn rows(text: &str, width: usize) -> usize {
    text.split('\n').map(|line| measure_text_width(line).div_ceil(width).max(1)).sum()
}

fn last_line_columns(text: &str) -> usize {
    text.rsplit('\n').next().map_or(0, measure_text_width)
}

impl Typed {
    fn take(&mut self, key: &Key) {
        match key {
            Key::Char('\u{15}') => *self = Self::default(),
            // Ctrl-W deletes the word before the cursor.
            Key::Char('\u{17}') => {
                let before = &self.letters[..self.at];
                let start = before.iter().rposition(|letter| *letter != ' ').unwrap_or(0);
                let start =
                    before[..start].iter().rposition(|letter| *letter == ' ').map_or(0, |space| space + 1);
                self.letters.drain(start..self.at);
                self.at = start;
            }
            Key::Backspace if self.at > 0 => {
                self.at -= 1;
                self.letters.remove(self.at);
            }
            Key::Del if self.at < self.letters.len() => {
                self.letters.remove(self.at);
            }
            Key::ArrowLeft => self.at = self.at.saturating_sub(1),
            Key::ArrowRight => self.at = (self.at + 1).min(self.letters.len()),
            Key::Home | Key::Char('\u{1}') => self.at = 0,
            Key::End | Key::Char('\u{5}') => self.at = self.letters.len(),
            Key::Char(letter) if !letter.is_control() => self.insert(*letter),
            // A tab is part of pasted text, where it separates words.
            Key::Tab => self.insert(' '),
            _ => {}
        }
    }

    fn insert(&mut self, letter: char) {
        self.letters.insert(self.at, letter);
        self.at += 1;
    }

    /// The part of the text that fits into this space, and the number of its columns after the cursor.
    fn shown(&self, room: usize) -> (String, usize) {
        let columns = |letter: &char| letter.width().unwrap_or(0);
        let mut used = 0;
        let mut fits = |letter: &&char| {
            used += columns(letter);
            used <= room
        };
        let before = self.letters[..self.at].iter().rev().take_while(&mut fits).count();
        let behind: Vec<char> = self.letters[self.at..].iter().take_while(&mut fits).copied().collect();
        let mut shown: String = self.letters[self.at - before..self.at].iter().collect();
        shown.extend(&behind);
        (shown, behind.iter().map(columns).sum())
    }
}

/// Reads the next key. Escape and Ctrl-C end the question; Ctrl-D means the end of the input.
fn read_key(term: &Term) -> io::Result<Key> {
    match term.read_key_raw()? {
        Key::CtrlC | Key::Escape => Err(ErrorKind::Interrupted.into()),
        Key::Char('\u{4}') => Err(ErrorKind::UnexpectedEof.into()),
        key => Ok(key),
    }
}

#[cfg(test)]
mod tests {
    use dialoguer::console::Key;

    use super::{Typed, rows};

    #[test]
    fn a_row_is_as_wide_as_the_terminal() {
        for (text, width, expected) in [
            ("", 20, 1),
            ("? question", 20, 1),
            ("12345678901234567890", 20, 1),
            ("123456789012345678901", 20, 2),
            ("? an id:\n  cd-5b1aee9e-37c1-3df2-ad04-0d4ee0a47ee8\n", 20, 5),
            ("\u{1b}[1m123456789012345678901\u{1b}[0m", 40, 1),
        ] {
            assert_eq!(rows(text, width), expected, "{text:?}");
        }
    }

    fn typed(keys: &[Key]) -> Typed {
        let mut typed = Typed::default();
        for key in keys {
            typed.take(key);
        }
        typed
    }

    fn text(keys: &[Key]) -> String {
        typed(keys).letters.into_iter().collect()
    }

    #[test]
    fn keys_edit_the_line() {
        let a = Key::Char('a');
        let word = ['o', 'n', 'e', ' ', 't', 'w', 'o'].map(Key::Char);
        assert_eq!(text(&[a.clone(), Key::Char('b'), Key::ArrowLeft, Key::Char('名')]), "a名b");
        assert_eq!(text(&[a.clone(), Key::Backspace, Key::Backspace, Key::Del]), "");
        assert_eq!(text(&[&word[..], &[Key::Char('\u{17}')]].concat()), "one ");
        assert_eq!(text(&[&word[..], &[Key::Char('\u{17}'), Key::Char('\u{17}')]].concat()), "");
        assert_eq!(text(&[&word[..], &[Key::Home, Key::Del, Key::End, Key::Char('!')]].concat()), "ne two!");
        assert_eq!(text(&[a.clone(), Key::Char('\u{15}'), Key::Char('\u{7}')]), "");
        assert_eq!(text(&[a.clone(), Key::Tab, a]), "a a");
    }

    #[test]
    fn the_part_around_the_cursor_is_shown() {
        let mut long = typed(&['1', '2', '3', '4', '5', '6'].map(Key::Char));
        assert_eq!(long.shown(10), ("123456".into(), 0));
        assert_eq!(long.shown(4), ("3456".into(), 0));
        long.at = 2;
        assert_eq!(long.shown(4), ("1234".into(), 2));
        long.letters[0] = '名';
        assert_eq!(long.shown(4), ("名23".into(), 1));
    }
}
