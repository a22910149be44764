//! The question for a campaign's do-not-contact list.

use super::answer_rules::{about_answer, check_answer, plain};
use crate::commands::campaign_files as files;
use crate::context::Context;
use crate::domain::choice::nearest;
use crate::domain::finding::Problem;
use crate::error::Error;
use crate::manifest::{Node, Table};
use crate::ui::prompt::Answer;

/// The flag of the list that keeps people from being contacted.
pub(super) const DNC_LIST: &str = "--dnc-list";
/// The choice of no such list.
const NO_LIST: &str = "none";

/// Whether a campaign may be without a do-not-contact list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// It needs one.
    Required,
    /// It may be without one.
    Optional,
}

/// Asks for the list: those that kcamp has met are offered, after none where that may be chosen. No value means no list.
/// The list in `before` is offered first, if there is one.
///
/// # Errors
///
/// The question is not answered, or the settings cannot be resolved.
pub(super) fn ask(
    question: &str,
    need: Need,
    before: &Node,
    context: &mut Context,
) -> Result<Vec<String>, Error> {
    let check_context = files::check_context(context)?;
    let is_none = |name: &str| name.is_empty() && need == Need::Optional;
    let check = |name: &str| {
        if is_none(name) {
            Ok(())
        } else {
            check_answer(DNC_LIST, &[name.to_owned()], before, &check_context)
        }
    };
    let present =
        Table::of(check_context.platform).by_flag(DNC_LIST).and_then(|field| plain(before.at(field.path)?));
    let known = context.known_names();
    let known = known.contact_lists().into_iter();
    let mut lists: Vec<String> = known
        .filter(|(name, list)| list.is_do_not_contact && check(name).is_ok())
        .map(|(name, _)| name.to_owned())
        .collect();
    lists.sort_by_key(|name| present.as_ref() != Some(name));
    if !lists.is_empty() {
        let none = (need == Need::Optional).then(|| NO_LIST.to_owned());
        let first = usize::from(none.is_some());
        let items: Vec<String> =
            none.into_iter().chain(lists.iter().cloned()).chain(["another list".to_owned()]).collect();
        let chosen = context.ui.prompts().select(question, &items)?;
        let Some(list) = chosen.checked_sub(first) else { return Ok(Vec::new()) };
        if let Some(name) = lists.get(list) {
            return Ok(vec![name.clone()]);
        }
    }
    let text = match need {
        Need::Required => question.to_owned(),
        Need::Optional => format!("{question} (or empty)"),
    };
    loop {
        let name = context.ui.prompts().text(&text, present.as_deref(), &check)?;
        if is_none(&name) {
            return Ok(Vec::new());
        }
        let answer = vec![name];
        let mut remarks = about_answer(DNC_LIST, &answer, before, &check_context);
        remarks.extend(similar(&answer[0], &lists));
        for remark in &remarks {
            context.ui.problem(remark);
        }
        if remarks.is_empty() || context.ui.prompts().confirm("keep this answer?", Answer::Yes)? {
            return Ok(answer);
        }
    }
}

/// The warning about a name that is not among the known lists, but similar to one.
fn similar(name: &str, lists: &[String]) -> Option<Problem> {
    let is_known = lists.iter().any(|list| list == name);
    let meant = nearest(name, lists.iter().map(String::as_str)).filter(|_| !is_known)?;
    let message = format!("kcamp has not met a do-not-contact list {name:?} in this account");
    Some(Problem::warning("prompt/list-not-met", message).help(format!("did you mean {meant:?}?")))
}
