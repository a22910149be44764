//! Answers given in advance, for tests.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Answer, Prompt, PromptError, Validate};

/// One answer given in advance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// A text or a secret. One that is not valid is refused, and the next reply is taken, as a person would try again.
    Text(String),
    /// Enter alone: the default.
    Enter,
    /// Yes.
    Yes,
    /// No.
    No,
    /// The item with this index.
    Item(usize),
    /// The items with these indices.
    Items(Vec<usize>),
    /// Ctrl-C.
    Interrupt,
}

/// Answers questions from a queue. A reply that does not fit its question, or none, is [`PromptError::Closed`].
#[derive(Debug, Default)]
pub struct Scripted {
    replies: VecDeque<Reply>,
    transcript: Arc<Mutex<Vec<String>>>,
}

impl Scripted {
    /// Answers in this order.
    #[must_use]
    pub fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self { replies: replies.into_iter().collect(), transcript: Arc::default() }
    }

    /// Every question so far, and every reason for which an answer was refused.
    #[must_use]
    pub fn transcript(&self) -> Arc<Mutex<Vec<String>>> {
        Arc::clone(&self.transcript)
    }

    fn record(&self, line: &str) {
        self.transcript.lock().unwrap_or_else(PoisonError::into_inner).push(line.to_owned());
    }

    fn reply(&mut self, question: &str) -> Result<Reply, PromptError> {
        match self.replies.pop_front() {
            None => Err(closed(question)),
            Some(Reply::Interrupt) => Err(PromptError::Interrupted { question: question.to_owned() }),
            Some(reply) => Ok(reply),
        }
    }
}

fn closed(question: &str) -> PromptError {
    PromptError::Closed { question: question.to_owned() }
}

impl Prompt for Scripted {
    fn text(
        &mut self,
        question: &str,
        default: Option<&str>,
        validate: Validate<'_>,
    ) -> Result<String, PromptError> {
        self.record(question);
        loop {
            let text = match (self.reply(question)?, default) {
                (Reply::Text(text), _) => text,
                (Reply::Enter, Some(default)) => default.to_owned(),
                (Reply::Enter, None) => String::new(),
                _ => return Err(closed(question)),
            };
            match validate(&text) {
                Ok(()) => return Ok(text),
                Err(reason) => self.record(&reason),
            }
        }
    }

    fn secret(&mut self, question: &str) -> Result<String, PromptError> {
        self.record(question);
        match self.reply(question)? {
            Reply::Text(text) if !text.is_empty() => Ok(text),
            _ => Err(closed(question)),
        }
    }

    fn confirm(&mut self, question: &str, default: Answer) -> Result<bool, PromptError> {
        self.record(question);
        match self.reply(question)? {
            Reply::Yes => Ok(true),
            Reply::No => Ok(false),
            Reply::Enter => Ok(default == Answer::Yes),
            _ => Err(closed(question)),
        }
    }

    fn select(&mut self, question: &str, items: &[String]) -> Result<usize, PromptError> {
        self.record(question);
        match self.reply(question)? {
            Reply::Item(index) if index < items.len() => Ok(index),
            Reply::Enter if !items.is_empty() => Ok(0),
            _ => Err(closed(question)),
        }
    }

    fn multi_select(
        &mut self,
        question: &str,
        items: &[String],
        preselected: &[usize],
    ) -> Result<Vec<usize>, PromptError> {
        self.record(question);
        match self.reply(question)? {
            Reply::Items(indices) if indices.iter().all(|index| *index < items.len()) => Ok(indices),
            Reply::Enter => Ok(preselected.to_vec()),
            _ => Err(closed(question)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Reply, Scripted};
    use crate::ui::prompt::{Answer, Prompt, PromptError};

    #[test]
    fn an_answer_that_is_not_valid_is_asked_for_again() -> Result<(), PromptError> {
        let mut prompt = Scripted::new([Reply::Text("bilng".into()), Reply::Text("billing".into())]);
        let transcript = prompt.transcript();
        let name = prompt.text("name", None, &|text| match text {
            "billing" => Ok(()),
            _ => Err("type the campaign's name".into()),
        })?;
        assert_eq!(name, "billing");
        let transcript = transcript.lock().map(|lines| lines.clone()).unwrap_or_default();
        assert_eq!(transcript, ["name", "type the campaign's name"]);
        Ok(())
    }

    #[test]
    fn an_empty_queue_is_closed_and_ctrl_c_interrupts() {
        let mut prompt = Scripted::new([Reply::Interrupt]);
        assert!(matches!(prompt.confirm("go on?", Answer::No), Err(PromptError::Interrupted { .. })));
        assert!(matches!(prompt.confirm("go on?", Answer::No), Err(PromptError::Closed { .. })));
    }
}
