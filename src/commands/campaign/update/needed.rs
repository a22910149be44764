//! The fields that an update needs and that the platform does not return.

use jiff::Timestamp;

use super::{UpdateInput, questions};
use crate::commands::campaign::missing::{Answers, ask, refuse_wrong};
use crate::context::Context;
use crate::domain::field::Live;
use crate::domain::live::LiveCampaign;
use crate::error::Error;
use crate::manifest::{Field, Written};

impl UpdateInput<'_> {
    /// Asks on a terminal for what the platform does not return and an update needs, once nothing is wrong with what
    /// was given.
    ///
    /// # Errors
    ///
    /// What was given has errors, or a question is not answered.
    pub(super) async fn ask_for_needed(
        &mut self,
        live: &LiveCampaign,
        written: &Written,
        answers: &mut Answers,
        context: &mut Context,
    ) -> Result<(), Error> {
        let (document, missing) = self.laid_over(live, written);
        if missing.is_empty() || !context.ui.can_prompt() {
            return Ok(());
        }
        refuse_wrong(self.checked(document.clone(), context)?.findings)?;
        for (field, flag) in missing.into_iter().filter_map(|field| Some((field, field.flag_name()?))) {
            let question = questions::question(field, flag);
            let values = ask(flag, &question, &document, &[], context).await?;
            answers.take(flag, values.clone());
            self.asked.push((flag, values));
        }
        Ok(())
    }
}

/// Checks that every field that the platform does not return is given, because the platform replaces the whole
/// campaign.
///
/// # Errors
///
/// One is not given; the error names all of them.
pub(super) fn all_given(
    missing: &[&'static Field],
    live: &LiveCampaign,
    list_sent: Option<Timestamp>,
) -> Result<(), Error> {
    if missing.is_empty() {
        return Ok(());
    }
    let named: Vec<String> = missing
        .iter()
        .map(|field| match field.flag_name() {
            Some(flag) => format!("{flag} ({})", field.dotted()),
            None => field.dotted(),
        })
        .collect();
    let has_list = missing.iter().any(|field| field.is_dnc_list());
    let list_sent = list_sent.filter(|_| has_list);
    let is_unread = missing.iter().any(|field| live.is_unread(field.path));
    let has_other =
        |field: &&Field| matches!(field.written(live), Some(Live::NotReturned { instead: Some(_) }));
    let sent_here = list_sent.map(|at| {
        format!("the platform does not return it, although this machine sent a do-not-contact list on {at}")
    });
    let why = if let Some(sent_here) = &sent_here {
        sent_here.as_str()
    } else if is_unread {
        "the platform does not return it in a form that kcamp reads"
    } else if missing.iter().all(has_other) {
        "the platform returns it in a form that cannot be sent, such as an id instead of a name"
    } else {
        "the platform does not return it"
    };
    let because = if live.platform().updates_in_part() {
        "kcamp checks the whole campaign before it sends what changes"
    } else {
        "an update replaces the whole campaign"
    };
    let message = format!("campaign update needs {}: {why}, and {because}", named.join(", "));
    let value = if list_sent.is_some() { "the value that it is to have" } else { "its current value" };
    let or_remove = match list_sent {
        _ if !has_list || live.needs_dnc_list() => "",
        Some(_) => "; if somebody removed the list, or it is to go, say so with --no-dnc-list",
        None => ", or remove the list with --no-dnc-list",
    };
    Err(Error::usage("usage/missing-values", message)
        .hint(format!("give {value}, as a flag or in the file{or_remove}")))
}
