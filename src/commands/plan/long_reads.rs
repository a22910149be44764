//! Notes how long it takes to read many things of an account.

use crate::context::Context;
use crate::error::Error;

/// The number of campaigns from which a note is shown before they are read one by one.
const READS_SAID: usize = 20;

/// Notes the cost of reading a number of campaigns and schedules before it starts. What a platform does not return of a
/// schedule may need another read of its campaign.
///
/// # Errors
///
/// The settings cannot be read.
pub(in crate::commands) fn say_cost(
    reads: usize,
    schedules: usize,
    context: &mut Context,
) -> Result<(), Error> {
    if reads > READS_SAID {
        let more = 2 * schedules;
        let time = time_of(reads + more, context)?;
        let more =
            if more > 0 { format!(", and up to {more} more for their schedules") } else { String::new() };
        context.ui.note(&format!(
            "{reads} campaigns must be read one by one: at least {reads} requests{more}{time}"
        ));
    }
    Ok(())
}

/// The time that requests take at the account's limit, to follow their number; empty on a platform without a known
/// limit.
///
/// # Errors
///
/// The settings cannot be read.
pub(super) fn time_of(requests: usize, context: &Context) -> Result<String, Error> {
    let limit = context.settings()?.rate_limit.as_ref().map(|limit| limit.value.max(1) as usize);
    let minutes = limit.map(|limit| requests.div_ceil(limit));
    Ok(minutes
        .map_or_else(String::new, |minutes| format!(", about {minutes} min at the account's request limit")))
}
