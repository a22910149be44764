//! The contacts that were sent into the list before, from this file or an earlier version of it. They are counted,
//! reported and asked about before anything is sent.

use super::ImportArgs;
use crate::commands::contacts_file::Checked;
use crate::context::{Consent, Context, WriteBatch};
use crate::domain::change::Stake;
use crate::domain::finding::Problem;
use crate::domain::live::ContactList;
use crate::domain::number::Number;
use crate::domain::plural::{by_count, counted, first_of};
use crate::error::Error;
use crate::import::{
    Batch, Batches, Earlier, ImportError, PastImports, Plan, Rejection, RowState, Rows, Unreadable,
};
use crate::view::import::EarlierView;
use crate::view::moment::utc;

/// The most contacts of a list. Kore.ai contract §17.
const CONTACTS_MAX: u64 = 1_000_000;

/// The number of campaigns that the question names.
const NAMED_MAX: usize = 5;

/// The contacts that were sent into the list before.
#[derive(Debug)]
pub(super) struct SentBefore {
    pub(super) past: PastImports,
    /// The part that was sent of this very file.
    of_this_file: Batches,
    earlier: Option<Earlier>,
    /// The number of contacts by what this import does with them.
    pub(super) extent: Extent,
    /// The number of people who must not be contacted in rows that may have arrived.
    pub(super) opted_out_in_doubt: u64,
}

/// The contacts of a file by what an import does with them, each counted once. All other contacts are in rows of this
/// file that stay in doubt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// The number of contacts to send.
    pub(super) to_send: u64,
    /// The number of those that were sent, or may have been, from other files.
    twice: u64,
    /// The number of contacts that are left out because they were sent before: from this file, or with `--only-new`
    /// from any file, which also counts those that may have been sent.
    pub(super) sent_before: u64,
    /// Number of these of which only the imports of other files tell, so that they may have been in doubt there.
    pub(super) maybe_sent_before: u64,
}

impl SentBefore {
    /// The number of people who must not be contacted in rows of which it is not known whether they arrived.
    fn opted_out_in_doubt(&self, args: &ImportArgs, checked: &mut Checked) -> Result<u64, Error> {
        let mut in_doubt = 0;
        if checked.counts.opted_out_later > 0 && self.known(args).contacts_in_doubt() > 0 {
            each_row(checked, |_, row, verdict| {
                let is_opted_out = verdict == Err(Rejection::DoNotContact);
                in_doubt += u64::from(is_opted_out && self.known(args).state(row) == RowState::InDoubt);
            })?;
        }
        Ok(in_doubt)
    }

    /// Reads what is remembered, and says what it means for this import.
    ///
    /// # Errors
    ///
    /// A checkpoint or the file cannot be read, an import of the rows began with other options, or do-not-contact
    /// files were given then and not now.
    pub(super) fn read(
        args: &ImportArgs,
        list: &ContactList,
        past: PastImports,
        checked: &mut Checked,
        context: &mut Context,
    ) -> Result<Self, Error> {
        let (mut of_this_file, mut begun) = past.sent_of(&checked.fingerprint)?;
        let unreadable = if args.again { Unreadable::PassedOver } else { Unreadable::Refused };
        let earlier = past.earlier_version(&checked.fingerprint, &mut checked.content, unreadable)?;
        let same = begun.as_ref().filter(|_| !of_this_file.is_empty());
        // `--again` sends rows twice, but nobody who opted out.
        for begun in same.into_iter().chain(earlier.as_ref().map(|earlier| &earlier.begun)) {
            begun.still_leaves_out(checked.do_not_contact.as_deref())?;
        }
        if args.again {
            (of_this_file, begun) = (Batches::default(), None);
        } else {
            // With other options, the first rows would be other contacts.
            let goes_on = if of_this_file.is_empty() {
                earlier.as_ref().map(|earlier| &earlier.begun)
            } else {
                begun.as_ref()
            };
            let now = checked.begun(list, context);
            goes_on.map_or(Ok(()), |begun| begun.may_go_on_as(&now))?;
        }
        // Of a checkpoint that cannot be read nothing is known.
        let is_known = begun.is_some() || !past.path(checked.fingerprint.as_str()).exists();
        let mut before =
            Self { past, of_this_file, earlier, extent: Extent::default(), opted_out_in_doubt: 0 };
        before.extent = before.extent_beside(before.known(args), args, checked)?;
        if !is_known {
            before.extent.twice = 0;
        }
        if args.again {
            let earlier = before.earlier.as_ref().map_or(0, |earlier| total(&earlier.batches));
            before.extent.twice = earlier.min(before.extent.to_send);
        }
        let is_known_of = before.earlier.is_some() || !before.known(args).is_empty();
        if args.only_new && !is_known_of && before.extent.sent_before == 0 {
            context.ui.note("no other file has sent contacts of this file to this list: every row is new");
        }
        let known = if before.adopted(args).is_some() {
            before.earlier.as_ref().map(|it| &it.begun)
        } else {
            begun.as_ref()
        };
        if known.is_some_and(|begun| begun.do_not_contact != checked.do_not_contact)
            && !before.known(args).is_empty()
        {
            context.ui.note(
                "the do-not-contact files have changed since the first rows were sent: the current files apply to the remaining rows, and rows that were sent before are not checked again",
            );
        }
        before.opted_out_in_doubt = before.opted_out_in_doubt(args, checked)?;
        let to_send = before.extent.to_send;
        let contacts = contacts_after(list.records.unwrap_or(0), before.already_sent(args), to_send);
        if contacts > CONTACTS_MAX {
            return Err(too_many(contacts, &list.name).into());
        }
        before.say(list, context);
        Ok(before)
    }

    /// The batches of an earlier version that count for this import: their rows are not sent again.
    pub(super) fn adopted(&self, args: &ImportArgs) -> Option<&Batches> {
        let earlier = self.earlier.as_ref().filter(|_| args.only_new && self.of_this_file.is_empty())?;
        Some(&earlier.batches)
    }

    /// The batches that this import starts with, including those of an earlier version that count.
    pub(super) fn known(&self, args: &ImportArgs) -> &Batches {
        self.adopted(args).unwrap_or(&self.of_this_file)
    }

    /// The number of the file's contacts that are known to be in the list.
    fn already_sent(&self, args: &ImportArgs) -> u64 {
        self.known(args).contacts_sent()
    }

    /// Whether the contact of a row is sent now: it was not sent, and with `--only-new` not from another file either.
    pub(super) fn sends(&self, args: &ImportArgs, plan: &Plan, row: u64, number: Number) -> bool {
        match state_of_contact(self.known(args), plan, row, number) {
            RowState::Waiting => !(args.only_new && plan.sent.has(number)),
            RowState::InDoubt => args.resend_unknown,
            RowState::Sent => false,
        }
    }

    /// Counts what this import does with the contacts of the file, besides these batches. If there are any, every row
    /// is read again, because rows between the first and the last of a batch may not be in it.
    ///
    /// # Errors
    ///
    /// The file cannot be read again.
    pub(super) fn extent_beside(
        &self,
        batches: &Batches,
        args: &ImportArgs,
        checked: &mut Checked,
    ) -> Result<Extent, Error> {
        let counts = &checked.counts;
        if batches.is_empty() {
            let sent_before = if args.only_new { counts.sent_before } else { 0 };
            let twice = counts.sent_before - sent_before;
            let to_send = counts.accepted - sent_before;
            return Ok(Extent { to_send, twice, sent_before, maybe_sent_before: sent_before });
        }
        let mut extent = Extent::default();
        each_row(checked, |plan, row, verdict| {
            let Ok(number) = verdict else { return };
            let state = state_of_contact(batches, plan, row, number);
            let (is_sent, is_left_out) = match state {
                RowState::Sent => (false, true),
                RowState::InDoubt => (args.resend_unknown, false),
                RowState::Waiting => {
                    let is_sent = self.sends(args, plan, row, number);
                    (is_sent, !is_sent)
                }
            };
            extent.to_send += u64::from(is_sent);
            extent.twice += u64::from(is_sent && state == RowState::Waiting && plan.sent.has(number));
            extent.sent_before += u64::from(is_left_out);
            extent.maybe_sent_before += u64::from(is_left_out && state == RowState::Waiting);
        })?;
        Ok(extent)
    }

    /// The batches of this file that stay in doubt.
    pub(super) fn stays_in_doubt(&self, args: &ImportArgs) -> Vec<Batch> {
        self.known(args).in_doubt().filter(|_| !args.resend_unknown).copied().collect()
    }

    fn say(&self, list: &ContactList, context: &mut Context) {
        let extent = self.extent;
        let keeps = keeps_duplicates(list);
        let were = by_count(extent.twice, "was", "were");
        let becomes = if keeps {
            ", and will be in the list twice"
        } else {
            "; the list skips numbers that it already has"
        };
        if extent.twice == 0 {
            return;
        }
        let (from, new) = match &self.earlier {
            None => ("or may have been, from other files".to_owned(), String::new()),
            Some(Earlier { begun, first_new_line, .. }) => (
                format!("from its version of {}", day(begun.at)),
                format!("; new rows begin in line {first_new_line}"),
            ),
        };
        let message = format!(
            "{} of this file {were} sent to this list before, {from}{becomes}{new}",
            counted(extent.twice, "contact")
        );
        if keeps {
            context.ui.problem(&Problem::warning("import/sent-before", message));
        } else {
            context.ui.note(&message);
        }
    }

    /// Asks if the list reaches people, and if contacts would be in it twice. `first` is the first of the writes.
    ///
    /// # Errors
    ///
    /// There is no consent.
    pub(super) fn consent(
        &self,
        args: &ImportArgs,
        list: &ContactList,
        first: WriteBatch,
        context: &mut Context,
    ) -> Result<Option<Consent>, Error> {
        let Extent { to_send, twice, .. } = self.extent;
        // `--again` is the answer.
        let asks_twice = twice > 0 && keeps_duplicates(list) && !args.again;
        let addition =
            if asks_twice { format!(", {twice} of them for the second time") } else { String::new() };
        let hint = asks_twice.then(|| match &self.earlier {
            Some(earlier) => {
                format!("send only the rows from line {} on: add --only-new", earlier.first_new_line)
            }
            None => "send only contacts that are new: add --only-new".to_owned(),
        });
        let used_by = match list.campaigns().as_slice() {
            [] => String::new(),
            [only] => format!(", which the campaign {only:?} uses"),
            names => format!(", which {} campaigns use ({})", names.len(), first_of(names, NAMED_MAX, ", ")),
        };
        let question =
            format!("add {} to the list {:?}{used_by}{addition}?", counted(to_send, "contact"), list.name);
        let stake = if asks_twice { Stake::AddsTwice } else { Stake::Nothing };
        context.agree(WriteBatch::at(stake).with(first), &question).map_err(|mut error| {
            error.hints.extend(hint);
            error
        })
    }

    /// A view of the earlier version, for the result.
    pub(super) fn earlier_view(&self) -> Option<EarlierView> {
        self.earlier.as_ref().map(|earlier| EarlierView {
            imported_at: utc(earlier.begun.at),
            contacts_sent: earlier.batches.contacts_sent(),
            contacts_in_doubt: earlier.batches.contacts_in_doubt(),
            first_new_line: earlier.first_new_line,
        })
    }
}

/// The state of a row's contact. A contact that is contacted again counts as waiting if the batch around it left it
/// out.
pub(super) fn state_of_contact(batches: &Batches, plan: &Plan, row: u64, number: Number) -> RowState {
    match batches.state(row) {
        RowState::Sent if plan.left_out.lifts(number) && !plan.sent.has(number) => RowState::Waiting,
        state => state,
    }
}

/// Reads each row of a checked file again, with its number and its verdict.
fn each_row(
    checked: &mut Checked,
    mut look: impl FnMut(&Plan, u64, Result<Number, Rejection>),
) -> Result<(), Error> {
    let Checked { content, plan, .. } = checked;
    let mut rows = Rows::new(plan, content)?;
    while let Some(verdict) = rows.judge_next()? {
        look(plan, rows.row(), verdict);
    }
    Ok(())
}

/// Whether a list keeps duplicates; true if the platform does not tell.
fn keeps_duplicates(list: &ContactList) -> bool {
    list.allow_duplicates != Some(false)
}

fn total(batches: &Batches) -> u64 {
    batches.contacts_sent() + batches.contacts_in_doubt()
}

/// The number of contacts that a list has in the end. The platform adds contacts with a delay, so it may or may not
/// count what was sent from this file.
fn contacts_after(records: u64, sent_before: u64, to_send: u64) -> u64 {
    records.max(sent_before) + to_send
}

fn too_many(after: u64, list: &str) -> ImportError {
    Problem::error(
        "import/too-many-contacts",
        format!("the list {list:?} would have {after} contacts, and the platform takes {CONTACTS_MAX}"),
    )
    .help("split the contacts over several lists; a campaign takes ten")
    .into()
}

/// The day of an instant, in UTC.
fn day(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::contacts_after;

    #[test]
    fn what_was_sent_of_the_file_is_counted_once() {
        for (records, sent_before, to_send, expected) in [
            (0, 0, 1_000_000, 1_000_000),
            (48, 0, 1_000_000, 1_000_048),
            // The rest of a file of a million, of which the platform has counted all, some or none.
            (400_000, 400_000, 600_000, 1_000_000),
            (150_000, 400_000, 600_000, 1_000_000),
            (0, 400_000, 600_000, 1_000_000),
            (500_000, 400_000, 600_000, 1_100_000),
            (1_000_000, 1_000_000, 0, 1_000_000),
        ] {
            assert_eq!(contacts_after(records, sent_before, to_send), expected);
        }
    }
}
