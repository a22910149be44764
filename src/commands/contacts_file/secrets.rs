//! Refuses a file with a secret in it before its first row is sent: requests are looked through one by one, and a later
//! one comes when others have arrived.

use crate::context::Context;
use crate::domain::number::Number;
use crate::error::Error;
use crate::import::{Plan, Rejection, Rows};

/// Refuses a name of a column.
///
/// # Errors
///
/// `platform/secret-in-request`.
pub(super) fn refuse_in_header(plan: &Plan, file: &str, context: &Context) -> Result<(), Error> {
    let names = plan.columns.header().unwrap_or_default();
    let sent = plan.columns.sent();
    names.iter().chain(&sent).try_for_each(|name| {
        context
            .refuse_secret_in(name, || {
                format!("{file}: the name of a column contains a secret of this profile")
            })
            .map_err(Error::nothing_sent)
    })
}

/// Refuses the row that was just judged: the cells that are sent of an accepted one, and every cell of a wrong one,
/// which the file of rejects would hold.
///
/// # Errors
///
/// `platform/secret-in-request`.
pub(super) fn refuse_in_row(
    verdict: &Result<Number, Rejection>,
    rows: &Rows<'_, '_>,
    plan: &Plan,
    file: &str,
    context: &Context,
) -> Result<(), Error> {
    let Some(record) = rows.record() else { return Ok(()) };
    // The cells stand side by side here. Almost no row has a secret, and its cells are looked at only then.
    if !context.has_secret(&String::from_utf8_lossy(record.as_slice())) {
        return Ok(());
    }
    let refuse = |place: usize| {
        let cell = String::from_utf8_lossy(record.get(place).unwrap_or_default());
        context
            .refuse_secret_in(&cell, || {
                let (line, column) = (rows.line(), place + 1);
                format!("{file}, line {line}: column {column} contains a secret of this profile")
            })
            .map_err(Error::nothing_sent)
    };
    match verdict {
        Ok(_) => plan.columns.sent_places().try_for_each(refuse),
        Err(rejection) if rejection.is_wrong() => (0..record.len()).try_for_each(refuse),
        Err(_) => Ok(()),
    }
}
