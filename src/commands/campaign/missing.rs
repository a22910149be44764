//! A campaign from flags alone: what is missing is asked for on a terminal, and named all at once without one.

use super::fields::FieldArgs;
use super::files::{self, CheckedFiles};
use super::texts::read_text;
use crate::context::Context;
use crate::domain::finding::{Finding, Findings, Origin, Severity};
use crate::error::Error;
use crate::manifest::{self, Field, Node, Surroundings, Table, overlay_flag};

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
        let missing: Vec<&'static str> = missing_flags(&checked.findings);
        if missing.is_empty() {
            return Ok(checked);
        }
        if !context.ui.can_prompt() {
            return Err(Error::usage(
                "usage/missing-values",
                format!("campaign create needs {}", missing.join(", ")),
            )
            .hint("give them as flags, or a file with -f; on a terminal kcamp asks for them"));
        }
        // One at a time: what is missing depends on the answers, such as the format of an sms.
        ask(missing[0], &mut document, context)?;
    }
}

/// The flags of the fields that are missing, in the order in which it makes sense to ask for them.
fn missing_flags(findings: &Findings) -> Vec<&'static str> {
    let is_missing = |flag: &str| {
        findings.iter().any(|finding| {
            finding.problem.code == MISSING && matches!(&finding.origin, Origin::Flag(known) if known == flag)
        })
    };
    QUESTIONS.iter().map(|(flag, _)| *flag).filter(|flag| is_missing(flag)).collect()
}

/// Every field that can be missing, with the question for it.
const QUESTIONS: [(&str, &str); 20] = [
    ("--type", "type of the campaign"),
    ("--format", "format: simple sends one text, advanced runs a flow"),
    ("--dialing-mode", "dialing mode"),
    ("--name", "name of the campaign"),
    ("--assistant-id", "id of the assistant that speaks or writes"),
    ("--description", "description"),
    ("--contact-list", "contact list"),
    ("--dnc-list", "do-not-contact list"),
    ("--priority", "priority, 1 to 5"),
    ("--caller-id", "number to call or write from, such as +12025550124"),
    ("--calling-hours", "calling hours, such as Mon-Fri 9:00 AM-6:00 PM"),
    ("--calling-hours-timezone", "zone of the calling hours, such as Asia/Kolkata"),
    ("--message", "text of the sms"),
    ("--experience-flow", "experience flow"),
    ("--queue", "queue"),
    ("--max-skips", "how many contacts an agent may skip"),
    ("--dialing-order", "dialing order"),
    ("--max-attempts", "attempts for each contact, 1 to 100"),
    ("--retry-period", "minutes between attempts, 1 to 1440"),
    ("--max-ring-time", "seconds of ringing, 5 to 120"),
];

fn ask(flag: &'static str, document: &mut Node, context: &mut Context) -> Result<(), Error> {
    let question = QUESTIONS.iter().find(|(known, _)| *known == flag).map_or(flag, |(_, question)| question);
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
    surroundings: &Surroundings,
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
