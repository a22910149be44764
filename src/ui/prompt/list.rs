//! Choosing from a list with the arrow keys. dialoguer's own lists do not notice the end of the input.

use std::fmt::Write;
use std::io::{self, ErrorKind};

use dialoguer::console::{Key, Term, measure_text_width, truncate_str};
use dialoguer::theme::{SimpleTheme, Theme};

use super::hidden::Hidden;
use super::line::{SIGN_COLUMNS, SIGNS_COLUMNS, rows};
use super::{NONE_CHOSEN, named, typed_ahead};
use crate::ui::wrap::wrapped;

/// The width before an item, in columns: the cursor mark and the tick.
const MARK_COLUMNS: usize = 8;
/// The hint about the keys, if several items may be ticked.
const KEYS: &str = " (space ticks, Enter goes on)";

/// A list on the terminal.
pub(super) struct List<'ask> {
    theme: &'ask dyn Theme,
    term: &'ask Term,
    question: &'ask str,
    items: &'ask [String],
    /// The ticks, if several items may be chosen; `None` to choose one.
    ticked: Option<Vec<bool>>,
    /// The item at the cursor.
    at: usize,
    /// The typed letters: the name of one item or several. While there are any, no key ticks or chooses.
    typed: String,
    /// The error about the letters that were typed before.
    complaint: String,
}

impl<'ask> List<'ask> {
    pub(super) const fn new(
        theme: &'ask dyn Theme,
        term: &'ask Term,
        question: &'ask str,
        items: &'ask [String],
    ) -> Self {
        Self {
            theme,
            term,
            question,
            items,
            ticked: None,
            at: 0,
            typed: String::new(),
            complaint: String::new(),
        }
    }

    /// Asks for one item, and returns its index.
    ///
    /// # Errors
    ///
    /// The terminal cannot be read or written, or the question is interrupted.
    pub(super) fn one(mut self) -> io::Result<usize> {
        self.ask()?;
        let chosen = self.items.get(self.at).map_or("", String::as_str);
        self.close(chosen, |theme, text, question, chosen| {
            theme.format_select_prompt_selection(text, question, chosen)
        })?;
        Ok(self.at)
    }

    /// Asks for one item or more, and returns their indices. The preselected ones are ticked at first.
    ///
    /// # Errors
    ///
    /// The terminal cannot be read or written, or the question is interrupted.
    pub(super) fn several(mut self, preselected: &[usize]) -> io::Result<Vec<usize>> {
        self.ticked = Some((0..self.items.len()).map(|at| preselected.contains(&at)).collect());
        self.ask()?;
        let ticked: Vec<usize> = (0..self.items.len()).filter(|at| self.is_ticked(*at)).collect();
        let chosen: Vec<&str> = ticked.iter().map(|at| self.items[*at].as_str()).collect();
        self.close(&chosen.join(", "), |theme, text, question, chosen| {
            theme.format_multi_select_prompt_selection(text, question, &[chosen])
        })?;
        Ok(ticked)
    }

    fn is_ticked(&self, at: usize) -> bool {
        self.ticked.as_ref().is_some_and(|ticked| ticked[at])
    }

    fn lacks_a_tick(&self) -> bool {
        self.ticked.as_ref().is_some_and(|ticked| !ticked.contains(&true))
    }

    /// Reads keys until Enter. Ctrl-D and Escape end the question without an answer.
    fn ask(&mut self) -> io::Result<()> {
        self.term.hide_cursor()?;
        // Between two keys the terminal would show a part of a paste by itself, in lines that nobody clears.
        let _hidden = Hidden::start()?;
        loop {
            let (size, lines) = (self.term.size(), self.draw()?);
            let key = self.term.read_key()?;
            if self.term.size() == size {
                self.term.clear_last_lines(lines)?;
            } else {
                // If the terminal's size has changed, the state of the drawn lines is unknown.
                self.term.write_line("")?;
            }
            let (count, page) = (self.items.len(), self.page());
            self.complaint.clear();
            match key {
                Key::Enter if self.typed.is_empty() && self.lacks_a_tick() => {
                    NONE_CHOSEN.clone_into(&mut self.complaint);
                }
                Key::Enter if self.typed.is_empty() => return Ok(()),
                Key::Enter if self.takes_typed()? => return Ok(()),
                Key::Char('\u{4}') => return Err(ErrorKind::UnexpectedEof.into()),
                Key::Escape => return Err(ErrorKind::Interrupted.into()),
                Key::Char(' ') if self.typed.is_empty() => {
                    if let Some(ticked) = &mut self.ticked {
                        ticked[self.at] = !ticked[self.at];
                    }
                }
                Key::Char('\u{15}') => self.typed.clear(),
                Key::Char(letter) if !letter.is_control() => self.typed.push(letter),
                Key::Backspace => drop(self.typed.pop()),
                Key::ArrowDown | Key::Tab => self.at = (self.at + 1) % count,
                Key::ArrowUp | Key::BackTab => self.at = (self.at + count - 1) % count,
                Key::ArrowRight | Key::PageDown => self.at = (self.at + page).min(count - 1),
                Key::ArrowLeft | Key::PageUp => self.at = self.at.saturating_sub(page),
                _ => {}
            }
        }
    }

    fn width(&self) -> usize {
        usize::from(self.term.size().1).max(MARK_COLUMNS + 1)
    }

    /// Whether the typed letters name items, which are then chosen. If not, a message says so, and the letters
    /// are dropped with all text that was pasted after them: further lines would answer this question or the next.
    fn takes_typed(&mut self) -> io::Result<bool> {
        let typed = std::mem::take(&mut self.typed);
        let several_lines = typed_ahead::more_was_pasted(self.term)?;
        let named = match self.ticked {
            _ if several_lines => Err(typed),
            None => named::one(&typed, self.items).map(|at| vec![at]).ok_or(typed),
            Some(_) => named::several(&typed, self.items),
        };
        match (named, &mut self.ticked) {
            (Ok(named), Some(ticked)) => named.into_iter().for_each(|at| ticked[at] = true),
            (Ok(named), None) => self.at = named[0],
            (Err(other), _) => {
                self.complaint =
                    format!("{:?} is not one of these; use the arrow keys or type a name", other.trim());
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The line below the items: the typed letters, or the error about them.
    fn below(&self) -> io::Result<Option<String>> {
        let mut line = String::new();
        match (self.typed.as_str(), self.complaint.as_str()) {
            ("", "") => return Ok(None),
            ("", complaint) => self.theme.format_error(&mut line, complaint).map_err(io::Error::other)?,
            (typed, _) => line.push_str(typed),
        }
        Ok(Some(line))
    }

    /// The number of items that fit on the terminal below the question.
    fn page(&self) -> usize {
        let below = usize::from(!self.typed.is_empty() || !self.complaint.is_empty());
        // As if its pages had two digits: how many there are depends on how long it is.
        let question = rows(&self.fitted(&self.titled("[page 10 of 10]")), self.width());
        usize::from(self.term.size().0).saturating_sub(question + 2 + below).max(1)
    }

    /// The question with what the keys do, and the number of the page.
    fn titled(&self, page: &str) -> String {
        let keys = if self.ticked.is_some() { KEYS } else { "" };
        let gap = if page.is_empty() { "" } else { " " };
        format!("{}{keys}{gap}{page}", self.question)
    }

    /// Shows the question and a page of items. Returns the number of lines.
    fn draw(&self) -> io::Result<usize> {
        let page = self.page();
        let (number, pages) = (self.at / page, self.items.len().div_ceil(page));
        let mut question = String::new();
        let shown = match pages {
            0 | 1 => self.titled(""),
            _ => self.titled(&format!("[page {} of {pages}]", number + 1)),
        };
        let shown = self.fitted(&shown);
        match self.ticked {
            None => self.theme.format_select_prompt(&mut question, &shown),
            Some(_) => self.theme.format_multi_select_prompt(&mut question, &shown),
        }
        .map_err(io::Error::other)?;
        let width = self.width();
        self.term.write_line(&question)?;
        let mut lines = rows(&question, width);
        for (at, item) in self.items.iter().enumerate().skip(number * page).take(page) {
            // An item that wraps would leave a line when it is cleared.
            let item = truncate_str(item, width - MARK_COLUMNS, "…");
            let mut line = String::new();
            match self.ticked {
                None => self.theme.format_select_prompt_item(&mut line, &item, at == self.at),
                // The coloured theme tells the row of the cursor and the ticks by their colour alone.
                Some(_) => SimpleTheme.format_multi_select_prompt_item(
                    &mut line,
                    &item,
                    self.is_ticked(at),
                    at == self.at,
                ),
            }
            .map_err(io::Error::other)?;
            self.term.write_line(&line)?;
            lines += 1;
        }
        if let Some(below) = self.below()? {
            self.term.write_line(&truncate_str(&below, width - 1, "…"))?;
            lines += 1;
        }
        self.term.flush()?;
        Ok(lines)
    }

    /// A question, wrapped at words if it is wider than the terminal.
    fn fitted(&self, question: &str) -> String {
        let room = self.width().saturating_sub(SIGNS_COLUMNS - SIGN_COLUMNS);
        wrapped(question, Some(room), SIGN_COLUMNS, SIGN_COLUMNS)
    }

    /// Clears the list and shows the question with its answer.
    fn close(
        &self,
        chosen: &str,
        format: impl FnOnce(&dyn Theme, &mut dyn Write, &str, &str) -> std::fmt::Result,
    ) -> io::Result<()> {
        let question = self.fitted(self.question);
        let before = question.rsplit('\n').next().map_or(0, measure_text_width) + SIGNS_COLUMNS;
        let chosen = wrapped(chosen, Some(self.width()), before, SIGN_COLUMNS);
        let mut line = String::new();
        format(self.theme, &mut line, &question, &chosen).map_err(io::Error::other)?;
        self.term.write_line(&line)?;
        self.term.show_cursor()
    }
}
