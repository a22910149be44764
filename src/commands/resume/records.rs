//! The records of halts that a resume brings back.

use std::fs;
use std::path::{Path, PathBuf};

use super::steps::HaltedAt;
use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::halt::{HaltRecord, Halted, HaltedAccount, HaltedSchedule, RecordError, Since};

/// The campaigns of all records that a resume uses.
pub(super) struct Recorded {
    /// The files of the records.
    pub(super) paths: Vec<PathBuf>,
    /// The campaigns, with the times of their halts.
    pub(super) halted: Vec<(Halted, HaltedAt)>,
    /// The accounts of the records.
    pub(super) by: Vec<HaltedAccount>,
}

/// The campaigns in this account's records, with the times of their halts: from the named record, or else from all
/// records since the account was halted, and those that an earlier resume did not finish. If several records have a
/// campaign, the first one counts.
///
/// # Errors
///
/// A record cannot be read or is of another account; the account is not halted, or it is unknown since when.
pub(super) fn recorded(named: Option<&Path>, context: &Context) -> Result<Recorded, Error> {
    let records = match named {
        Some(path) => vec![named_record(path, context)?],
        None => records_since_halted(context)?,
    };
    let paths = records.iter().map(|(path, _)| path.clone()).collect();
    let mut by: Vec<HaltedAccount> = records.iter().map(|(_, record)| record.by.clone()).collect();
    by.dedup();
    let mut halted: Vec<(Halted, HaltedAt)> = Vec::new();
    for (_, HaltRecord { at, campaigns, .. }) in records {
        for campaign in campaigns {
            match halted.iter_mut().find(|(known, _)| known.id == campaign.id) {
                Some((known, times)) => {
                    known.ran |= campaign.ran;
                    known.queued |= campaign.queued;
                    known.doubt.add(&campaign.doubt);
                    times.last = at.max(times.last);
                    // A halt does not know a schedule that was being switched on at that moment.
                    if known.schedule == HaltedSchedule::NotKnown {
                        known.scheduled = known.scheduled.or(campaign.scheduled);
                        known.schedule = campaign.schedule;
                    }
                }
                None => halted.push((campaign, HaltedAt { first: at, last: at })),
            }
        }
    }
    Ok(Recorded { paths, halted, by })
}

fn records_since_halted(context: &Context) -> Result<Vec<(PathBuf, HaltRecord)>, Error> {
    let latches = context.latches()?;
    let halts = latches.ours();
    if let Some(reason) = latches.set().iter().find_map(|halt| halt.since.out_of_reach()) {
        return Err(context.halts_out_of_reach(reason)?);
    }
    if halts.iter().any(|halt| halt.since == Since::Unknown) {
        return Err(Error::usage(
            "halt/record-not-known",
            "the time of the halt is unknown, so kcamp cannot find its record",
        )
        .nothing_sent()
        .hint("name the record: kcamp resume RECORD")
        .hint("or lift the halt without one: kcamp halt --lift"));
    }
    if halts.is_empty() {
        if let Some(refusal) = context.refusal_by_another()? {
            return Err(refusal);
        }
        return Err(Error::new(
            "halt/not-halted",
            format!("{} is not halted on this machine", context.whereabouts()?),
            Exit::NotFound,
        )
        .nothing_sent()
        .hint("to bring back what an earlier halt stopped, name its record: kcamp resume RECORD"));
    }
    let mut all = HaltRecord::of_account(&context.halts_folder()?, &latches.stem());
    all.retain(|(path, record)| halts.iter().any(|halt| halt.has(path, record)));
    for path in halts.iter().flat_map(|halt| halt.latch.unfinished()) {
        // A record that was named by its path may lie in another folder.
        let is_known = all.iter().any(|(known, _)| *known == path);
        let record = (!is_known).then(|| HaltRecord::read(&path).ok()).flatten();
        let record = record.filter(|record| latches.place().may_undo(&record.by.place));
        all.extend(record.map(|record| (path, record)));
    }
    all.sort_by(|(path, record), (other, later)| (record.at, path).cmp(&(later.at, other)));
    Ok(all)
}

fn named_record(path: &Path, context: &Context) -> Result<(PathBuf, HaltRecord), Error> {
    let in_folder = context.halts_folder()?.join(path);
    let path = if path.exists() { path.to_owned() } else { in_folder };
    let record = HaltRecord::read(&path).map_err(|error| {
        let exit = match error {
            RecordError::Missing(_) => Exit::NotFound,
            RecordError::Unreadable { .. } => Exit::Usage,
        };
        Error::new("halt/record-unreadable", error.to_string(), exit).nothing_sent().hint(
            "kcamp halt prints the path of its record; to lift the halt without a record, run kcamp halt --lift",
        )
    })?;
    let HaltedAccount { place, .. } = &record.by;
    let here = context.journal_place()?;
    if !here.may_undo(place) {
        let whose = place.account.in_words();
        let whose = match (here.host == place.host, whose.is_empty()) {
            (true, false) => format!("another account ({})", whose.join(", ")),
            (true, true) => format!("another account ({})", place.host),
            (false, _) => format!("an account of another host ({})", place.host),
        };
        let message = format!("the record {} is for {whose}", path.display());
        return Err(Error::new("halt/record-of-another-account", message, Exit::Conflict)
            .nothing_sent()
            .hint("choose the profile of that account with --profile"));
    }
    refuse_older_than_halt(&path, &record, context)?;
    Ok((fs::canonicalize(&path).unwrap_or(path), record))
}

/// Refuses a record of before the halt that is set: the resume would lift that one, and what it stopped is not in the
/// record.
///
/// # Errors
///
/// `halt/record-of-an-earlier-halt`; there is no folder for kcamp's state.
fn refuse_older_than_halt(path: &Path, record: &HaltRecord, context: &Context) -> Result<(), Error> {
    let set = context.latches()?.ours();
    let newer = set.iter().filter_map(|halt| halt.latch.last_set()).filter(|at| *at > record.at).max();
    let Some(newer) = newer else { return Ok(()) };
    let message = format!(
        "the record {} is of a halt of {}, and {} was halted again at {newer}: resuming it would lift that halt",
        path.display(),
        record.at,
        context.whereabouts()?
    );
    Err(Error::new("halt/record-of-an-earlier-halt", message, Exit::Conflict)
        .nothing_sent()
        .hint("to bring back what the newer halt stopped, and lift it: kcamp resume")
        .hint("to lift the newer halt alone: kcamp halt --lift; then resume the record"))
}
