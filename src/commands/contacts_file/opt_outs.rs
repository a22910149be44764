//! The readings of a file for the columns that say who opted out, before its rows are judged.

use super::ROWS_AT_A_TIME;
use super::in_doubt::CellsInDoubt;
use super::taken_for_no::TakenForNo;
use crate::context::Context;
use crate::error::Error;
use crate::import::{Content, FurtherParts, ImportError, Plan, RawRows, Rows, parts_of_further_phones};

/// Reads the whole file for the people who must not be contacted by one of its columns, or have a number in common with
/// such a person, because that may be in a later row than a contact's first.
///
/// # Errors
///
/// The file cannot be read, or a column or a cell may say that somebody opted out, and nobody said whether it does.
pub(super) async fn read_opt_outs(
    plan: &mut Plan,
    opened: &mut Content,
    context: &mut Context,
) -> Result<(), Error> {
    ask(plan, opened, context).await?;
    if plan.opt_outs.is_empty() && !plan.may_share_numbers() {
        return Ok(());
    }
    find_parts(plan, opened, context).await?;
    loop {
        plan.find_whom_parts_mean();
        let mut rows = Rows::of_opt_outs(plan, opened)?;
        while rows.judge_next()?.is_some() {
            pause(rows.row(), context).await;
        }
        let opted_out = rows.into_opted_out();
        // A row with a number of somebody who must not be contacted may have others of the same person.
        if !plan.opt_outs.set(opted_out) || !plan.columns.have_further_phones() {
            return Ok(());
        }
    }
}

/// Reads the parts of numbers in further phones.
async fn find_parts(plan: &mut Plan, opened: &mut Content, context: &mut Context) -> Result<(), Error> {
    if !plan.columns.have_further_phones() {
        return Ok(());
    }
    let mut parts = FurtherParts::default();
    let mut rows = RawRows::new(plan, opened)?;
    while let Some((record, _)) = rows.next()? {
        parts.add(parts_of_further_phones(record, plan));
        pause(rows.count(), context).await;
    }
    plan.parts = parts;
    Ok(())
}

/// Asks about each column and cell that may say that somebody opted out, and names the cells that count as a no.
async fn ask(plan: &mut Plan, opened: &mut Content, context: &mut Context) -> Result<(), Error> {
    let mut rows = RawRows::new(plan, opened)?;
    let (mut taken_for_no, mut in_doubt) = (TakenForNo::default(), CellsInDoubt::default());
    while let Some((record, line)) = rows.next()? {
        plan.columns.take_cells(record);
        plan.opt_outs.take_number(record, plan.columns.count());
        plan.opt_outs.taken_for_no(record).for_each(|(place, cell)| taken_for_no.add(place, cell));
        // In a row with too many or too few cells they may be those of another column; it is not sent as it is.
        if record.len() == plan.columns.count() {
            plan.opt_outs.take_flags(record);
            for (place, cell) in plan.opt_outs.in_doubt(record) {
                in_doubt.add(place, cell, line);
            }
        } else {
            plan.opt_outs.take_other_row();
        }
        pause(rows.count(), context).await;
    }
    let column = plan.opt_outs.column_in_doubt(&plan.columns);
    if let Some(question) = column.or_else(|| in_doubt.question(&plan.columns)) {
        return Err(ImportError::Question(question).into());
    }
    for (place, cells) in &taken_for_no.0 {
        context.ui.note(&format!("in the column {}, {cells}", plan.columns.name(*place)));
    }
    Ok(())
}

/// Shows how far a reading is, and lets Ctrl-C end it.
async fn pause(rows: u64, context: &mut Context) {
    if rows.is_multiple_of(ROWS_AT_A_TIME) {
        context.ui.progress(&format!("reading who opted out: {rows} rows"));
        tokio::task::yield_now().await;
    }
}
