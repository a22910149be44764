//! Asks on a terminal what to change about a campaign.

use super::{UpdateArgs, with_list_that_was_sent};
use crate::commands::campaign::answer_rules::plain;
use crate::commands::campaign::chosen;
use crate::commands::campaign::missing::{Answers, ask};
use crate::context::Context;
use crate::domain::change::Action;
use crate::error::Error;
use crate::manifest::{self, Decides, Field, Node, Repeat, Table, Value, Written, overlay_flag, platform_of};

/// Asks which fields of the campaign to change, and to what, and puts the answers among the arguments, as if they had
/// been typed.
///
/// # Errors
///
/// The campaign is not found or its state does not allow an update, or a question is not answered.
pub(super) async fn changes(args: &mut UpdateArgs, context: &mut Context) -> Result<Answers, Error> {
    let named = args.campaign.clone();
    let named = named.or_else(|| context.environment.text("KCAMP_CAMPAIGN").map(str::to_owned));
    let campaign = chosen::one(named.as_deref(), context).await?;
    let platform = context.connect().await?;
    let (live, _) = with_list_that_was_sent(platform.locate_whole(&campaign).await?, &*platform, context)?;
    platform.may(&live, Action::Update)?;
    let Written { mut document, not_returned, .. } = manifest::write(&live);
    let table = Table::of(platform_of(&document, platform.kind()));
    let has = |field: &Field| {
        document.at(field.path).is_some() || not_returned.iter().any(|it| it.path == field.path)
    };
    let offered = table.fields.iter().filter(|field| {
        let is_plain = field.decides() == Decides::Nothing && field.repeat != Repeat::ByName;
        is_plain && !field.is_fixed() && has(field)
    });
    let offered: Vec<(&Field, &str)> =
        offered.filter_map(|field| Some((field, field.flag_name()?))).collect();
    let items: Vec<String> =
        offered.iter().map(|(field, flag)| format!("{}{}", label(flag), now(field, &document))).collect();
    let id = format!("id:{}", live.id);
    args.campaign = Some(id);
    let mut answers = args.answers(context);
    let mut chosen = context.ui.prompts().multi_select("what to change", &items, &[])?;
    // An update replaces the whole campaign, so it needs what the platform does not return.
    let is_needed =
        |at: &usize| not_returned.iter().any(|it| it.path == offered[*at].0.path) && !chosen.contains(at);
    chosen.extend((0..offered.len()).filter(is_needed).collect::<Vec<_>>());
    for at in chosen {
        let (field, flag) = offered[at];
        let question = question(field, flag);
        match ask(flag, &question, &document, &[], context).await {
            Ok(values) => {
                overlay_flag(&mut document, table, flag, &values);
                args.fields.give(flag, values.clone());
                answers.take(flag, values);
            }
            Err(error) => return Err(answers.add_to(error)),
        }
    }
    Ok(answers)
}

/// The question for the value of a field.
pub(super) fn question(field: &Field, flag: &str) -> String {
    field.question.map_or_else(|| label(flag), |question| question.text.to_owned())
}

/// A flag's name as words: `max attempts` for `--max-attempts`.
fn label(flag: &str) -> String {
    flag.trim_start_matches("--").replace('-', " ")
}

/// The value that a field has now, to follow its label; empty if it cannot be read or is no plain value.
fn now(field: &Field, document: &Node) -> String {
    let text = document.at(field.path).and_then(|node| match &node.value {
        Value::Sequence(items) => {
            items.iter().map(plain).collect::<Option<Vec<_>>>().map(|texts| texts.join(", "))
        }
        _ => plain(node),
    });
    text.map(|text| format!(": {text}")).unwrap_or_default()
}
