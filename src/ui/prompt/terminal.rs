//! Questions on the terminal: shown on stderr, answered on stdin.

use std::io::{self, ErrorKind};

use dialoguer::console::{self, Key, Term};
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};

use unicode_width::UnicodeWidthChar as _;

use super::hidden::Hidden;
use super::line::PromptLine;
use super::list::List;
use super::{Answer, Prompt, PromptError, Validate, mode, typed_ahead, until_typed};
use crate::ui::escape;
use crate::ui::paint::Painter;

/// Asks on the terminal.
///
/// From the first question on, Ctrl-C no longer ends the process directly. During a question it gives
/// [`PromptError::Interrupted`]; at other times the code that runs the command has to listen for it.
pub struct Terminal {
    theme: Box<dyn Theme>,
    hears_interrupts: bool,
}

impl Terminal {
    pub(in crate::ui) fn new(painter: Painter) -> Self {
        let theme: Box<dyn Theme> = match painter {
            Painter::Colored => Box::new(ColorfulTheme::default()),
            Painter::Plain => Box::new(SimpleTheme),
        };
        // dialoguer's styles use this switch, which would otherwise read the environment on its own.
        console::set_colors_enabled_stderr(painter == Painter::Colored);
        Self { theme, hears_interrupts: false }
    }

    /// Asks a question. The cursor is visible again afterwards in any case.
    fn ask<T>(
        &mut self,
        question: &str,
        ask: impl FnOnce(&dyn Theme, &Term, &str) -> dialoguer::Result<T>,
    ) -> Result<T, PromptError> {
        let failed = |source: io::Error| failure(question, source);
        if !self.hears_interrupts {
            survive_interrupts().map_err(failed)?;
            self.hears_interrupts = true;
        }
        mode::asking_without_cursor();
        let term = Term::stderr();
        ask(self.theme.as_ref(), &term, &escape::one_line(question)).map_err(|error| {
            // If the terminal itself fails, nothing more can be done.
            let _ = term.show_cursor();
            let _ = term.write_line("");
            failed(error.into())
        })
    }
}

/// Sets a handler for the interrupt signal. On Ctrl-C dialoguer restores the terminal's mode and raises the signal.
/// Without a handler the signal would end the process with the cursor still hidden.
///
/// # Errors
///
/// The handler cannot be set up.
#[cfg(unix)]
pub(super) fn survive_interrupts() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    // The handler outlives the runtime in which it is set.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let registered = {
        let _context = runtime.enter();
        signal(SignalKind::interrupt()).map(drop)
    };
    runtime.shutdown_background();
    registered
}

/// Does nothing: only Unix needs it.
///
/// # Errors
///
/// Never; the signature is the one of Unix.
#[cfg(not(unix))]
pub(super) fn survive_interrupts() -> io::Result<()> {
    Ok(())
}

pub(super) fn failure(question: &str, source: io::Error) -> PromptError {
    let question = question.to_owned();
    match source.kind() {
        ErrorKind::Interrupted => PromptError::Interrupted { question },
        ErrorKind::UnexpectedEof => PromptError::Closed { question },
        ErrorKind::NotConnected => PromptError::Unavailable { question },
        _ => PromptError::Terminal { question, source },
    }
}

pub(super) fn shown(items: &[String]) -> Vec<String> {
    items.iter().map(|item| escape::one_line(item).into_owned()).collect()
}

impl Prompt for Terminal {
    fn text(
        &mut self,
        question: &str,
        default: Option<&str>,
        validate: Validate<'_>,
    ) -> Result<String, PromptError> {
        self.ask(question, |theme, term, question| {
            Ok(PromptLine::new(theme, term, question).text(default, validate)?)
        })
    }

    /// Does not use dialoguer's password input, which mishandles Ctrl-C while the echo is off, and asks for ever at
    /// the end of the input.
    fn secret(&mut self, question: &str) -> Result<String, PromptError> {
        until_typed(question, || {
            self.ask(question, |theme, term, question| {
                // Until what was pasted behind it is taken too.
                let _hidden = Hidden::start()?;
                let typed =
                    PromptLine::new(theme, term, question).hidden(|| read_line(term, Echo::Hidden))?;
                let secret = typed.trim();
                if typed_ahead::more_was_pasted(term)? {
                    term.write_line(
                        "(several lines were pasted, but the answer is one line, so the paste was ignored)",
                    )?;
                    return Ok(String::new());
                }
                if !secret.is_empty() && secret != typed {
                    term.write_line("(without the spaces around it)")?;
                }
                Ok(secret.to_owned())
            })
        })
    }

    fn confirm(&mut self, question: &str, default: Answer) -> Result<bool, PromptError> {
        typed_ahead::discard();
        self.ask(
            question,
            |theme, term, question| Ok(PromptLine::new(theme, term, question).choice(default)?),
        )
    }

    fn select(&mut self, question: &str, items: &[String]) -> Result<usize, PromptError> {
        if items.is_empty() {
            return Err(PromptError::NothingToChoose { question: question.to_owned() });
        }
        let items = shown(items);
        typed_ahead::discard();
        self.ask(question, |theme, term, question| Ok(List::new(theme, term, question, &items).one()?))
    }

    fn multi_select(
        &mut self,
        question: &str,
        items: &[String],
        preselected: &[usize],
    ) -> Result<Vec<usize>, PromptError> {
        if items.is_empty() {
            return Err(PromptError::NothingToChoose { question: question.to_owned() });
        }
        let items = shown(items);
        typed_ahead::discard();
        self.ask(question, |theme, term, question| {
            Ok(List::new(theme, term, question, &items).several(preselected)?)
        })
    }
}

/// Whether what is typed is shown at the cursor while a [`Hidden`] exists.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Echo {
    /// It is shown.
    Shown,
    /// It is not shown, since it is a secret.
    Hidden,
}

/// Reads a line, with or without an echo.
///
/// # Errors
///
/// The terminal cannot be read or written; `Interrupted` for Ctrl-C and Escape, `UnexpectedEof` for Ctrl-D.
pub(super) fn read_line(term: &Term, echo: Echo) -> io::Result<String> {
    let mut line = String::new();
    let show = |text: &str| if echo == Echo::Shown { term.write_str(text) } else { Ok(()) };
    let erase = |letter: char| show(&"\u{8} \u{8}".repeat(letter.width().unwrap_or(0)));
    loop {
        match term.read_key_raw()? {
            Key::Enter => return Ok(line),
            Key::CtrlC | Key::Escape => return Err(ErrorKind::Interrupted.into()),
            // Ctrl-D is the end of the input.
            Key::Char('\u{4}') => return Err(ErrorKind::UnexpectedEof.into()),
            // Ctrl-U clears the line.
            Key::Char('\u{15}') => line.drain(..).rev().try_for_each(erase)?,
            Key::Backspace => line.pop().into_iter().try_for_each(erase)?,
            Key::Char(letter) if !letter.is_control() => {
                line.push(letter);
                show(letter.encode_utf8(&mut [0; 4]))?;
            }
            _ => {}
        }
    }
}
