//! A campaign from flags alone: what is missing is asked for on a terminal, and named all at once without one.

use super::fields::FieldArgs;
use super::texts::read_text;
use crate::commands::campaign_files::{self as files, CheckedFiles};
use crate::context::Context;
use crate::domain::finding::{Finding, Findings, Origin, Severity};
use crate::error::Error;
use crate::manifest::{self, CheckContext, Field, Node, Question, Table, overlay_flag};

/// The code of the rule that a field has to be there.
const MISSING: &str = "campaign/missing-field";

/// The campaign that the flags make, completed by answers where there is a terminal.
pub fn complete(fields: &FieldArgs, context: &mut Context) -> Result<CheckedFiles, Error> {
    let platform = context.settings()?.platform.value;
    fields.refuse_foreign(platform)?;
    let mut document = Node::from_flags();
    fields.lay_over(&mut document, platform);
    loop {
        let checked = files::check_document(document.clone(), context)?;
        let missing = missing(&checked.findings, Table::of(platform));
        let Some((first, question)) = missing.first() else { return Ok(checked) };
        if !context.ui.can_prompt() {
            let flags: Vec<&str> = missing.iter().map(|(flag, _)| *flag).collect();
            return Err(Error::usage(
                "usage/missing-values",
                format!("campaign create needs {}", flags.join(", ")),
            )
            .hint("give them as flags, or a file with -f; on a terminal kcamp asks for them"));
        }
        // One at a time: what is missing depends on the answers, such as the format of an sms.
        ask(first, question.text, &mut document, context)?;
    }
}

/// The fields that are missing, in the order in which it makes sense to ask for them.
fn missing(findings: &Findings, table: &'static Table) -> Vec<(&'static str, Question)> {
    let is_missing = |flag: &str| {
        findings.iter().any(|finding| {
            finding.problem.code == MISSING && matches!(&finding.origin, Origin::Flag(known) if known == flag)
        })
    };
    let asked = table.fields.iter().filter_map(|field| Some((field.flag_name()?, field.question?)));
    let mut missing: Vec<_> = asked.filter(|(flag, _)| is_missing(flag)).collect();
    missing.sort_by_key(|(_, question)| question.turn);
    missing
}

fn ask(flag: &'static str, question: &str, document: &mut Node, context: &mut Context) -> Result<(), Error> {
    let surroundings = files::surroundings(context)?;
    let table = Table::of(surroundings.platform);
    let choices = table.by_flag(flag).map(Field::choices).unwrap_or_default();
    if !choices.is_empty() {
        let chosen = context.ui.prompts().select(question, &choices)?;
        overlay_flag(document, table, flag, &choices[chosen..=chosen]);
        return Ok(());
    }
    let before = document.clone();
    let answer = context
        .ui
        .prompts()
        .text(question, None, &|text| check_answer(flag, text, &before, &surroundings))?;
    overlay_flag(document, table, flag, &[answer]);
    Ok(())
}

/// What the rules of the field say of an answer.
fn check_answer(
    flag: &'static str,
    text: &str,
    before: &Node,
    surroundings: &CheckContext,
) -> Result<(), String> {
    let mut document = before.clone();
    overlay_flag(&mut document, Table::of(surroundings.platform), flag, &[text.to_owned()]);
    let (_, findings) = manifest::decode(&document, &read_text, surroundings);
    let is_about = |finding: &&Finding| {
        finding.problem.severity == Severity::Error
            && matches!(&finding.origin, Origin::Flag(known) if known == flag)
    };
    match findings.iter().find(is_about) {
        None => Ok(()),
        Some(Finding { problem, .. }) => Err(match &problem.help {
            Some(help) => format!("{}; {help}", problem.message),
            None => problem.message.clone(),
        }),
    }
}
