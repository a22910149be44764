//! Choosing from a list with the arrow keys. Own: dialoguer's lists do not hear that the input has ended.

use std::fmt::Write;
use std::io::{self, ErrorKind};

use dialoguer::console::{Key, Term, measure_text_width, truncate_str};
use dialoguer::theme::Theme;

use super::line::{SIGN_COLUMNS, SIGNS_COLUMNS};
use crate::ui::wrap::wrapped;

/// The columns before an item: its mark, and whether it is ticked.
const MARK_COLUMNS: usize = 8;
/// What the keys do where any number of items may be ticked.
const KEYS: &str = " (space ticks, Enter goes on)";

/// A list on the terminal.
pub(super) struct List<'ask> {
    theme: &'ask dyn Theme,
    term: &'ask Term,
    question: &'ask str,
    items: &'ask [String],
    /// Which are ticked, where any number may be; `None` where it is one.
    ticked: Option<Vec<bool>>,
    /// The item that the next key is for.
    at: usize,
}

impl<'ask> List<'ask> {
    pub(super) const fn new(
        theme: &'ask dyn Theme,
        term: &'ask Term,
        question: &'ask str,
        items: &'ask [String],
    ) -> Self {
        Self { theme, term, question, items, ticked: None, at: 0 }
    }

    /// The index of one item.
    ///
    /// # Errors
    ///
    /// The terminal cannot be read or written, or the question is interrupted.
    pub(super) fn one(mut self) -> io::Result<usize> {
        self.ask()?;
        let chosen = self.items.get(self.at).map_or("", String::as_str);
        self.close(|theme, text, question| theme.format_select_prompt_selection(text, question, chosen))?;
        Ok(self.at)
    }

    /// The indices of any number of items; these are ticked at first.
    ///
    /// # Errors
    ///
    /// The terminal cannot be read or written, or the question is interrupted.
    pub(super) fn any(mut self, preselected: &[usize]) -> io::Result<Vec<usize>> {
        self.ticked = Some((0..self.items.len()).map(|at| preselected.contains(&at)).collect());
        self.ask()?;
        let ticked: Vec<usize> = (0..self.items.len()).filter(|at| self.is_ticked(*at)).collect();
        let chosen: Vec<&str> = ticked.iter().map(|at| self.items[*at].as_str()).collect();
        let before = measure_text_width(self.question) + SIGNS_COLUMNS;
        let chosen = wrapped(&chosen.join(", "), Some(self.width()), before, SIGN_COLUMNS);
        self.close(|theme, text, question| {
            theme.format_multi_select_prompt_selection(text, question, &[&chosen])
        })?;
        Ok(ticked)
    }

    fn is_ticked(&self, at: usize) -> bool {
        self.ticked.as_ref().is_some_and(|ticked| ticked[at])
    }

    /// Until Enter. Ctrl-D and Escape end it without an answer.
    fn ask(&mut self) -> io::Result<()> {
        self.term.hide_cursor()?;
        loop {
            let (size, lines) = (self.term.size(), self.draw()?);
            let key = self.term.read_key()?;
            if self.term.size() == size {
                self.term.clear_last_lines(lines)?;
            } else {
                // What became of its lines on a terminal of another size is not known.
                self.term.write_line("")?;
            }
            let (count, page) = (self.items.len(), self.page());
            match (key, &mut self.ticked) {
                (Key::Enter, _) | (Key::Char(' '), None) => return Ok(()),
                (Key::Char('\u{4}'), _) => return Err(ErrorKind::UnexpectedEof.into()),
                (Key::Escape, _) => return Err(ErrorKind::Interrupted.into()),
                (Key::Char(' '), Some(ticked)) => ticked[self.at] = !ticked[self.at],
                (Key::Char('a'), Some(ticked)) => {
                    let is_all = ticked.iter().all(|is_ticked| *is_ticked);
                    ticked.fill(!is_all);
                }
                (Key::ArrowDown | Key::Tab | Key::Char('j'), _) => self.at = (self.at + 1) % count,
                (Key::ArrowUp | Key::BackTab | Key::Char('k'), _) => self.at = (self.at + count - 1) % count,
                (Key::ArrowRight | Key::PageDown | Key::Char('l'), _) => {
                    self.at = (self.at + page).min(count - 1);
                }
                (Key::ArrowLeft | Key::PageUp | Key::Char('h'), _) => self.at = self.at.saturating_sub(page),
                _ => {}
            }
        }
    }

    fn width(&self) -> usize {
        usize::from(self.term.size().1).max(MARK_COLUMNS + 1)
    }

    /// How many items fit on the terminal under the question.
    fn page(&self) -> usize {
        usize::from(self.term.size().0).saturating_sub(3).max(1)
    }

    /// Shows the question and the page of items; how many lines it took.
    fn draw(&self) -> io::Result<usize> {
        let page = self.page();
        let (number, pages) = (self.at / page, self.items.len().div_ceil(page));
        let mut question = String::new();
        let keys = if self.ticked.is_some() { KEYS } else { "" };
        let shown = match pages {
            0 | 1 => format!("{}{keys}", self.question),
            _ => format!("{}{keys} [page {} of {pages}]", self.question, number + 1),
        };
        match self.ticked {
            None => self.theme.format_select_prompt(&mut question, &shown),
            Some(_) => self.theme.format_multi_select_prompt(&mut question, &shown),
        }
        .map_err(io::Error::other)?;
        let width = self.width();
        self.term.write_line(&question)?;
        let mut lines = measure_text_width(&question).div_ceil(width).max(1);
        for (at, item) in self.items.iter().enumerate().skip(number * page).take(page) {
            // One that wraps would leave a line behind.
            let item = truncate_str(item, width - MARK_COLUMNS, "…");
            let mut line = String::new();
            match self.ticked {
                None => self.theme.format_select_prompt_item(&mut line, &item, at == self.at),
                Some(_) => self.theme.format_multi_select_prompt_item(
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
        self.term.flush()?;
        Ok(lines)
    }

    /// Leaves the question with its answer.
    fn close(
        &self,
        format: impl FnOnce(&dyn Theme, &mut dyn Write, &str) -> std::fmt::Result,
    ) -> io::Result<()> {
        let mut line = String::new();
        format(self.theme, &mut line, self.question).map_err(io::Error::other)?;
        self.term.write_line(&line)?;
        self.term.show_cursor()
    }
}
