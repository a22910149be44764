//! Questions to the user.

mod dumb;
mod hidden;
mod line;
mod list;
mod mode;
mod named;
mod terminal;
mod typed_ahead;

pub use dumb::DumbTerminal;
pub use mode::TerminalMode;
pub use terminal::Terminal;

/// The default of a yes-or-no question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Enter alone means yes.
    Yes,
    /// Enter alone means no.
    No,
}

impl Answer {
    /// The choice that is shown after the question.
    const fn choice(self) -> &'static str {
        match self {
            Self::Yes => "Y/n",
            Self::No => "y/N",
        }
    }

    /// The answer in a whole line. Only yes and no count, so that text for another program does not agree to
    /// anything.
    fn typed(self, line: &str) -> Result<bool, String> {
        match line.trim().to_lowercase().as_str() {
            "" => Ok(self == Self::Yes),
            "y" | "yes" => Ok(true),
            "n" | "no" => Ok(false),
            _ => Err("answer with y or n".to_owned()),
        }
    }
}

/// Why a question was not answered.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    /// The user pressed Ctrl-C.
    #[error("interrupted while asking {question:?}")]
    Interrupted { question: String },
    /// The input ended, or several answers were empty.
    #[error("no answer to {question:?}: the input ended")]
    Closed { question: String },
    /// There is no terminal, or questions are switched off.
    #[error("cannot ask {question:?}: there is no terminal, or prompting is off")]
    Unavailable { question: String },
    /// The list has no items.
    #[error("cannot ask {question:?}: there is nothing to choose from")]
    NothingToChoose { question: String },
    /// The terminal failed.
    #[error("cannot ask {question:?}")]
    Terminal {
        question: String,
        /// The system's reason.
        source: std::io::Error,
    },
}

/// Asks for a secret until it is not empty. After several empty answers the input counts as ended.
fn until_typed(
    question: &str,
    mut ask: impl FnMut() -> Result<String, PromptError>,
) -> Result<String, PromptError> {
    const ATTEMPTS: usize = 3;
    for _ in 0..ATTEMPTS {
        let secret = ask()?;
        if !secret.is_empty() {
            return Ok(secret);
        }
    }
    Err(PromptError::Closed { question: question.to_owned() })
}

/// Checks an answer; the error says what is wrong with it.
pub type Validate<'a> = &'a dyn Fn(&str) -> Result<(), String>;

/// Asks the user. A question is repeated, with the reason, until its answer is valid.
pub trait Prompt {
    /// Asks for a line of text; Enter alone means the default.
    ///
    /// # Errors
    ///
    /// The question is interrupted, the input ends, nobody can be asked, or the terminal fails.
    fn text(
        &mut self,
        question: &str,
        default: Option<&str>,
        validate: Validate<'_>,
    ) -> Result<String, PromptError>;

    /// Asks for a secret, which is not shown and never empty.
    ///
    /// # Errors
    ///
    /// The question is interrupted, the input ends, nobody can be asked, or the terminal fails.
    fn secret(&mut self, question: &str) -> Result<String, PromptError>;

    /// Asks for yes or no.
    ///
    /// # Errors
    ///
    /// The question is interrupted, the input ends, nobody can be asked, or the terminal fails.
    fn confirm(&mut self, question: &str, default: Answer) -> Result<bool, PromptError>;

    /// Asks for one of several items, with the arrow keys or by name, and returns its index.
    ///
    /// # Errors
    ///
    /// There are no items, the question is interrupted, the input ends, nobody can be asked, or the terminal fails.
    fn select(&mut self, question: &str, items: &[String]) -> Result<usize, PromptError>;

    /// Asks for one item or more, by ticks or by names with commas between them. Returns their indices, ascending.
    /// `preselected` are the indices that are ticked at first.
    ///
    /// # Errors
    ///
    /// There are no items, the question is interrupted, the input ends, nobody can be asked, or the terminal fails.
    fn multi_select(
        &mut self,
        question: &str,
        items: &[String],
        preselected: &[usize],
    ) -> Result<Vec<usize>, PromptError>;
}

/// The complaint about an answer that chooses nothing from a list.
const NONE_CHOSEN: &str = "choose at least one";

/// The prompts if nobody can be asked: every question fails.
pub(super) struct Silent;

fn unavailable(question: &str) -> PromptError {
    PromptError::Unavailable { question: question.to_owned() }
}

impl Prompt for Silent {
    fn text(&mut self, question: &str, _: Option<&str>, _: Validate<'_>) -> Result<String, PromptError> {
        Err(unavailable(question))
    }

    fn secret(&mut self, question: &str) -> Result<String, PromptError> {
        Err(unavailable(question))
    }

    fn confirm(&mut self, question: &str, _: Answer) -> Result<bool, PromptError> {
        Err(unavailable(question))
    }

    fn select(&mut self, question: &str, _: &[String]) -> Result<usize, PromptError> {
        Err(unavailable(question))
    }

    fn multi_select(&mut self, question: &str, _: &[String], _: &[usize]) -> Result<Vec<usize>, PromptError> {
        Err(unavailable(question))
    }
}
