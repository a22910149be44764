//! The first reading of a file with columns that say who opted out.

use super::ROWS_AT_A_TIME;
use super::in_doubt::CellsInDoubt;
use super::taken_for_no::TakenForNo;
use crate::context::Context;
use crate::error::Error;
use crate::import::{Content, ImportError, Plan, Rows};

/// Reads the whole file for the people who opted out by one of its columns, because that may be in a later row than a
/// contact's first.
///
/// # Errors
///
/// The file cannot be read, or a state or a tag may say that somebody opted out, and nobody said whether it does.
pub(super) async fn read_opt_outs(
    plan: &mut Plan,
    opened: &mut Content,
    context: &mut Context,
) -> Result<(), Error> {
    if plan.opt_outs.is_empty() {
        return Ok(());
    }
    let path = opened.path().to_owned();
    let mut rows = Rows::new(plan, opened.read_again()?, &path)?;
    let (mut taken_for_no, mut in_doubt) = (TakenForNo::default(), CellsInDoubt::default());
    let columns = plan.columns.header().map_or(0, <[String]>::len);
    while rows.judge_next()?.is_some() {
        if let Some(record) = rows.record() {
            plan.opt_outs.taken_for_no(record).for_each(|(place, cell)| taken_for_no.add(place, cell));
            // In a row with too many or too few cells they may be those of another column; it is not sent as it is.
            let cells = (record.len() == columns).then(|| plan.opt_outs.in_doubt(record));
            cells.into_iter().flatten().for_each(|(place, cell)| in_doubt.add(place, cell, rows.line()));
        }
        if rows.row() % ROWS_AT_A_TIME == 0 {
            context.ui.progress(&format!("reading who opted out: {} rows", rows.row()));
            tokio::task::yield_now().await;
        }
    }
    if let Some(question) = in_doubt.question(&plan.columns) {
        return Err(ImportError::Question(question).into());
    }
    for (place, cells) in &taken_for_no.0 {
        context.ui.note(&format!("in the column {}, {cells}", plan.columns.name(*place)));
    }
    let opted_out = rows.opted_out().clone();
    plan.opt_outs.add(opted_out);
    Ok(())
}
