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

/// A default for a yes-or-no question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Enter alone agrees.
    Yes,
    /// Enter alone declines.
    No,
}

impl Answer {
    /// The choice as it stands behind the question.
    const fn choice(self) -> &'static str {
        match self {
            Self::Yes => "Y/n",
            Self::No => "y/N",
        }
    }

    /// Yes or no as a whole line says it. Nothing else counts as an answer: what was typed for another program agrees to nothing.
    fn typed(self, line: &str) -> Result<bool, String> {
        match line.trim().to_lowercase().as_str() {
            "" => Ok(self == Self::Yes),
            "y" | "yes" => Ok(true),
            "n" | "no" => Ok(false),
            _ => Err("answer with y or n".to_owned()),
        }
    }
}

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    /// Ctrl-C.
    #[error("interrupted while asking {question:?}")]
    Interrupted {
        /// The question.
        question: String,
    },
    /// Standard input ended, or nothing was answered several times.
    #[error("no answer to {question:?}: the input ended")]
    Closed {
        /// The question.
        question: String,
    },
    /// There is no terminal, or prompting is switched off.
    #[error("cannot ask {question:?}: there is no terminal, or prompting is off")]
    Unavailable {
        /// The question.
        question: String,
    },
    /// There is nothing to choose from.
    #[error("cannot ask {question:?}: there is nothing to choose from")]
    NothingToChoose {
        /// The question.
        question: String,
    },
    /// The terminal failed.
    #[error("cannot ask {question:?}")]
    Terminal {
        /// The question.
        question: String,
        /// The system's reason.
        source: std::io::Error,
    },
}

/// Asks for a secret until one is typed; several empty answers count as none.
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

/// The check of an answer, and if not, why.
pub type Validate<'a> = &'a dyn Fn(&str) -> Result<(), String>;

/// Asks. A question is asked again, with the reason, until its answer is valid.
pub trait Prompt {
    /// A line of text; Enter alone gives the default.
    fn text(
        &mut self,
        question: &str,
        default: Option<&str>,
        validate: Validate<'_>,
    ) -> Result<String, PromptError>;

    /// A secret: it is not shown. Never empty.
    fn secret(&mut self, question: &str) -> Result<String, PromptError>;

    /// Yes or no.
    fn confirm(&mut self, question: &str, default: Answer) -> Result<bool, PromptError>;

    /// One of several: its index. It is chosen with the arrow keys, or by its name.
    fn select(&mut self, question: &str, items: &[String]) -> Result<usize, PromptError>;

    /// Any of several: their indices, ascending. They are ticked, or named with commas between them. `preselected` are the indices
    /// that are ticked at first.
    fn multi_select(
        &mut self,
        question: &str,
        items: &[String],
        preselected: &[usize],
    ) -> Result<Vec<usize>, PromptError>;
}

/// Stands where nobody can be asked: every question fails.
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
