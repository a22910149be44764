//! Questions on a terminal that cannot move the cursor (`TERM=dumb`): a list has numbers, an answer is a line, and
//! nothing is redrawn.

use std::io;

use dialoguer::console::Term;

use super::hidden::Hidden;
use super::line::SEVERAL_LINES;
use super::terminal::{Echo, failure, read_line, shown, survive_interrupts};
use super::{Answer, NONE_CHOSEN, Prompt, PromptError, Validate, mode, named, typed_ahead, until_typed};
use crate::ui::escape;

/// Asks on such a terminal. [`super::Terminal`] describes the handling of Ctrl-C.
#[derive(Default)]
pub struct DumbTerminal {
    hears_interrupts: bool,
}

impl DumbTerminal {
    fn ask<T>(&mut self, question: &str, ask: impl FnOnce(&Term) -> io::Result<T>) -> Result<T, PromptError> {
        let failed = |source: io::Error| failure(question, source);
        if !self.hears_interrupts {
            survive_interrupts().map_err(failed)?;
            self.hears_interrupts = true;
        }
        mode::asking();
        let term = Term::stderr();
        ask(&term).map_err(|error| {
            // If the terminal itself fails, nothing more can be done.
            let _ = term.write_line("");
            failed(error)
        })
    }

    /// Asks for a line after a prompt, until `judge` accepts it.
    fn line<T>(
        &mut self,
        question: &str,
        prompt: &str,
        judge: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, PromptError> {
        self.ask(question, |term| {
            let _hidden = Hidden::start()?;
            loop {
                term.write_str(&format!("{}: ", escape::one_line(prompt)))?;
                let typed = read_line(term, Echo::Shown)?;
                term.write_line("")?;
                let judged = if typed_ahead::more_was_pasted(term)? {
                    Err(SEVERAL_LINES.to_owned())
                } else {
                    judge(typed.trim())
                };
                match judged {
                    Ok(answer) => return Ok(answer),
                    Err(complaint) => term.write_line(&format!("error: {complaint}"))?,
                }
            }
        })
    }

    /// Shows the items with numbers, and asks for numbers. Returns the indices.
    fn numbers(
        &mut self,
        question: &str,
        items: &[String],
        prompt: &str,
        judge: impl Fn(&str) -> Result<Vec<usize>, String>,
    ) -> Result<Vec<usize>, PromptError> {
        if items.is_empty() {
            return Err(PromptError::NothingToChoose { question: question.to_owned() });
        }
        typed_ahead::discard();
        self.ask(question, |term| {
            term.write_line(&format!("{}:", escape::one_line(question)))?;
            let digits = items.len().to_string().len();
            for (at, item) in shown(items).iter().enumerate() {
                term.write_line(&format!("  {:>digits$}) {item}", at + 1))?;
            }
            Ok(())
        })?;
        self.line(question, prompt, judge)
    }
}

/// The index for a number of the list.
fn index(typed: &str, count: usize) -> Result<usize, String> {
    let number = typed.trim().parse::<usize>().ok().filter(|number| (1..=count).contains(number));
    number.map(|number| number - 1).ok_or_else(|| format!("{typed:?} is not a number from 1 to {count}"))
}

/// The indices for numbers with commas or spaces between them, ascending; at least one.
fn indices(typed: &str, count: usize) -> Result<Vec<usize>, String> {
    let numbers = typed.split([',', ' ']).filter(|number| !number.is_empty());
    let mut chosen = numbers.map(|number| index(number, count)).collect::<Result<Vec<_>, _>>()?;
    chosen.sort_unstable();
    chosen.dedup();
    if chosen.is_empty() { Err(NONE_CHOSEN.to_owned()) } else { Ok(chosen) }
}

impl Prompt for DumbTerminal {
    fn text(
        &mut self,
        question: &str,
        default: Option<&str>,
        validate: Validate<'_>,
    ) -> Result<String, PromptError> {
        let prompt = default.map_or_else(|| question.to_owned(), |default| format!("{question} [{default}]"));
        self.line(question, &prompt, |typed| {
            let answer = if typed.is_empty() { default.unwrap_or_default() } else { typed };
            validate(answer).map(|()| answer.to_owned())
        })
    }

    fn secret(&mut self, question: &str) -> Result<String, PromptError> {
        until_typed(question, || {
            self.ask(question, |term| {
                let _hidden = Hidden::start()?;
                term.write_str(&format!("{} (it is not shown): ", escape::one_line(question)))?;
                let typed = read_line(term, Echo::Hidden)?;
                term.write_line("")?;
                if typed_ahead::more_was_pasted(term)? {
                    term.write_line(&format!("error: {SEVERAL_LINES}"))?;
                    return Ok(String::new());
                }
                Ok(typed.trim().to_owned())
            })
        })
    }

    fn confirm(&mut self, question: &str, default: Answer) -> Result<bool, PromptError> {
        typed_ahead::discard();
        self.line(question, &format!("{question} [{}]", default.choice()), |typed| default.typed(typed))
    }

    fn select(&mut self, question: &str, items: &[String]) -> Result<usize, PromptError> {
        let one = |typed: &str| {
            let at = index(if typed.is_empty() { "1" } else { typed }, items.len());
            at.or_else(|complaint| named::one(typed, items).ok_or(complaint)).map(|at| vec![at])
        };
        Ok(self.numbers(question, items, "number [1]", one)?[0])
    }

    fn multi_select(
        &mut self,
        question: &str,
        items: &[String],
        preselected: &[usize],
    ) -> Result<Vec<usize>, PromptError> {
        let numbers: Vec<String> = preselected.iter().map(|at| (at + 1).to_string()).collect();
        let default = numbers.join(",");
        let offered = if default.is_empty() { String::new() } else { format!(" [{default}]") };
        let prompt = format!("numbers with commas between them{offered}");
        self.numbers(question, items, &prompt, |typed| {
            let numbers = indices(if typed.is_empty() { &default } else { typed }, items.len());
            numbers.or_else(|complaint| named::several(typed, items).map_err(|_| complaint))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{index, indices};

    #[test]
    fn numbers_of_a_list_become_indices() {
        assert_eq!(index(" 3 ", 3), Ok(2));
        for wrong in ["0", "4", "-1", "x", "", "1.0"] {
            assert!(index(wrong, 3).is_err(), "{wrong}");
        }
        assert_eq!(indices("3, 1 1", 3), Ok(vec![0, 2]));
        assert!(["", " ", ",", "-"].iter().all(|typed| indices(typed, 3).is_err()));
        assert!(indices("1,4", 3).is_err());
    }
}
