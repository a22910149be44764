//! Checks one answer by the rules of a campaign's fields.

use crate::commands::campaign_files::texts::read_text;
use crate::domain::finding::{Finding, Findings, Origin, Problem, Severity};
use crate::manifest::{self, CheckContext, Node, Table, Value, overlay_flag};

/// A value of one line, as it would be typed; `None` for any other.
pub(super) fn plain(node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(text) => Some(text.to_string()).filter(|text| !text.contains('\n')),
        Value::Number(digits) => Some(digits.to_string()),
        _ => None,
    }
}

/// Checks an answer by the rules of its field.
///
/// # Errors
///
/// The first error, in one line.
pub(super) fn check_answer(
    flag: &'static str,
    values: &[String],
    before: &Node,
    check_context: &CheckContext,
) -> Result<(), String> {
    let about = about_answer(flag, values, before, check_context);
    match about.into_iter().find(|problem| problem.severity == Severity::Error) {
        None => Ok(()),
        Some(problem) => Err(problem.in_one_line()),
    }
}

/// The result of the field's rules for an answer.
pub(super) fn about_answer(
    flag: &'static str,
    values: &[String],
    before: &Node,
    check_context: &CheckContext,
) -> Vec<Problem> {
    let is_about = |finding: &Finding| matches!(&finding.origin, Origin::Flag(known) if known == flag);
    let findings = decoded(flag, values, before, check_context).into_iter();
    findings.filter(is_about).map(|finding| finding.problem).collect()
}

/// The findings of the document with an answer.
pub(super) fn decoded(
    flag: &'static str,
    values: &[String],
    before: &Node,
    check_context: &CheckContext,
) -> Findings {
    let mut document = before.clone();
    overlay_flag(&mut document, Table::of(check_context.platform), flag, values);
    manifest::decode(&document, &read_text, check_context).1
}
