//! The contacts that were sent into the list before, of this file and of an earlier version of it: counted, said and asked about
//! before anything is sent.

use super::ImportArgs;
use crate::commands::contacts_file::Checked;
use crate::context::{Consent, Context, Together};
use crate::domain::change::Stake;
use crate::domain::finding::Problem;
use crate::domain::live::ContactList;
use crate::domain::number::Number;
use crate::domain::plural::{by_count, counted};
use crate::error::Error;
use crate::import::{
    Batches, Checkpoints, Earlier, ImportError, Plan, Rejection, RowState, Rows, Unreadable,
};
use crate::view::import::EarlierView;
use crate::view::moment::utc;

/// The most contacts of a list. Kore.ai contract §17.
const CONTACTS_MAX: u64 = 1_000_000;

/// The contacts that were sent into the list before.
#[derive(Debug)]
pub(super) struct Before {
    pub(super) checkpoints: Checkpoints,
    /// The part that was sent of this very file.
    of_this_file: Batches,
    earlier: Option<Earlier>,
    /// Number of contacts of this file that were sent, or may have been, from other files. Contacts of an earlier version whose
    /// rows this import takes for its own are not counted.
    from_other_files: u64,
    /// Number of contacts that go out, where it had to be counted: the do-not-contact files have changed since the first rows
    /// were sent.
    counted: Option<u64>,
    /// Number of people who must not be contacted in rows of which it is not known whether they arrived.
    pub(super) opted_out_in_doubt: u64,
}

/// Number of contacts that an import sends, and of those among them that were sent before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// Number of contacts that go out.
    pub(super) to_send: u64,
    /// Number of them that were sent, or may have been, from other files.
    twice: u64,
}

impl Before {
    /// Reads what is remembered, and says what it means for this import.
    ///
    /// # Errors
    ///
    /// A checkpoint or the file cannot be read, the rows were begun with other options, or do-not-contact files were given then
    /// and are not now.
    pub(super) fn read(
        args: &ImportArgs,
        list: &ContactList,
        checked: &mut Checked,
        context: &mut Context,
    ) -> Result<Self, Error> {
        let checkpoints = Checkpoints {
            folder: context.imports_folder()?,
            list: list.id.clone(),
            account: context.journal_place()?.account.unwrap_or_default(),
            place: context.place()?,
        };
        let (mut of_this_file, mut begun) = checkpoints.sent_of(&checked.fingerprint)?;
        let unreadable = if args.again { Unreadable::PassedOver } else { Unreadable::Refused };
        let earlier = checkpoints.earlier_version(&checked.fingerprint, &mut checked.content, unreadable)?;
        let same = begun.as_ref().filter(|_| !of_this_file.is_empty());
        // --again sends rows twice, and nobody who opted out.
        for begun in same.into_iter().chain(earlier.as_ref().map(|earlier| &earlier.begun)) {
            begun.still_leaves_out(checked.do_not_contact.as_deref())?;
        }
        if args.again {
            (of_this_file, begun) = (Batches::default(), None);
        } else {
            // Its first rows would be other contacts than they were.
            let goes_on = if of_this_file.is_empty() {
                earlier.as_ref().map(|earlier| &earlier.begun)
            } else {
                begun.as_ref()
            };
            let now = checked.begun(list, context);
            goes_on.map_or(Ok(()), |begun| begun.may_go_on_as(&now))?;
        }
        // Of a checkpoint that cannot be read nothing is known.
        let is_known = begun.is_some() || !checkpoints.path(checked.fingerprint.as_str()).exists();
        let mut before = Self {
            checkpoints,
            of_this_file,
            earlier,
            from_other_files: 0,
            counted: None,
            opted_out_in_doubt: 0,
        };
        if is_known {
            let own = total(before.known(args));
            before.from_other_files = checked.counts.sent_before.saturating_sub(own);
        }
        if args.again {
            before.from_other_files = before.earlier.as_ref().map_or(0, |earlier| total(&earlier.batches));
        }
        if args.only_new && before.earlier.is_none() && before.from_other_files == 0 {
            context.ui.note("no other file has sent contacts of this file to this list: every row is new");
        }
        let known = if before.adopted(args).is_some() {
            before.earlier.as_ref().map(|it| &it.begun)
        } else {
            begun.as_ref()
        };
        let has_other_files = known.is_some_and(|begun| begun.do_not_contact != checked.do_not_contact);
        // By a column that was left out by hand then, people may be left out now who were sent.
        if (has_other_files || checked.counts.opted_out_later > 0) && !before.known(args).is_empty() {
            before.counted = Some(count_rows(checked, |plan, row, verdict| {
                verdict.is_ok_and(|number| before.sends(args, plan, row, number))
            })?);
        }
        if has_other_files && !before.known(args).is_empty() {
            context.ui.note(
                "the do-not-contact files have changed since the first rows were sent: the current files apply to the remaining rows, and rows that were sent before are not checked again",
            );
        }
        if checked.counts.opted_out_later > 0 && before.known(args).contacts_in_doubt() > 0 {
            before.opted_out_in_doubt = count_rows(checked, |_, row, verdict| {
                verdict == Err(Rejection::DoNotContact) && before.known(args).state(row) == RowState::InDoubt
            })?;
        }
        let extent = before.extent(args, checked.counts.accepted);
        let contacts = contacts_after(list.records.unwrap_or(0), before.already_sent(args), extent.to_send);
        if contacts > CONTACTS_MAX {
            return Err(too_many(contacts, &list.name).into());
        }
        before.say(list, extent, context);
        Ok(before)
    }

    /// The batches of an earlier version that this import takes for its own: their rows are not sent again.
    pub(super) fn adopted(&self, args: &ImportArgs) -> Option<&Batches> {
        let earlier = self.earlier.as_ref().filter(|_| args.only_new && self.of_this_file.is_empty())?;
        Some(&earlier.batches)
    }

    fn known(&self, args: &ImportArgs) -> &Batches {
        self.adopted(args).unwrap_or(&self.of_this_file)
    }

    /// How many contacts of the file are in the list, as far as it is known.
    fn already_sent(&self, args: &ImportArgs) -> u64 {
        self.known(args).contacts_sent()
    }

    /// Whether the contact of a row goes out now: it was not sent, and with `--only-new` not from another file either.
    pub(super) fn sends(&self, args: &ImportArgs, plan: &Plan, row: u64, number: Number) -> bool {
        match self.known(args).state(row) {
            RowState::Waiting => !(args.only_new && plan.sent.has(number)),
            RowState::InDoubt => args.resend_unknown,
            RowState::Sent => false,
        }
    }

    /// How much is sent of a file with this number of contacts.
    pub(super) fn extent(&self, args: &ImportArgs, accepted: u64) -> Extent {
        let known = self.known(args);
        let doubtful = if args.resend_unknown { 0 } else { known.contacts_in_doubt() };
        let stay = if args.only_new { self.from_other_files } else { 0 };
        let rest = accepted.saturating_sub(known.contacts_sent() + doubtful + stay);
        let to_send = self.counted.unwrap_or(rest);
        Extent { to_send, twice: (self.from_other_files - stay).min(to_send) }
    }

    fn say(&self, list: &ContactList, extent: Extent, context: &mut Context) {
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
            None => ("from other files".to_owned(), String::new()),
            Some(Earlier { begun, first_new_line, .. }) => (
                format!("from its version of {}", day(begun.at)),
                format!("; new rows begin in line {first_new_line}"),
            ),
        };
        let message = format!(
            "{} of this file {were} sent to this list before, {from}{becomes}{new}",
            counted(extent.twice, "contact")
        );
        if keeps { context.ui.warning(&message) } else { context.ui.note(&message) }
    }

    /// Asks where the list reaches people, and where contacts would be in it twice; `first` is the first of the writes.
    ///
    /// # Errors
    ///
    /// Nobody agrees.
    pub(super) fn consent(
        &self,
        args: &ImportArgs,
        list: &ContactList,
        accepted: u64,
        first: Together,
        context: &mut Context,
    ) -> Result<Option<Consent>, Error> {
        let Extent { to_send, twice } = self.extent(args, accepted);
        // --again says so itself.
        let asks_twice = twice > 0 && keeps_duplicates(list) && !args.again;
        let addition =
            if asks_twice { format!(", {twice} of them for the second time") } else { String::new() };
        let hint = asks_twice.then(|| match &self.earlier {
            Some(earlier) => {
                format!("send only the rows from line {} on: add --only-new", earlier.first_new_line)
            }
            None => "send only contacts that are new: add --only-new".to_owned(),
        });
        let question = format!("add {} to the list {:?}{addition}?", counted(to_send, "contact"), list.name);
        let stake = if asks_twice { Stake::AddsTwice } else { Stake::Nothing };
        context.agree(&Together::at(stake).with(first), &question).map_err(|mut error| {
            error.hints.extend(hint);
            error
        })
    }

    /// The earlier version, for the result.
    pub(super) fn earlier_view(&self) -> Option<EarlierView> {
        self.earlier.as_ref().map(|earlier| EarlierView {
            imported_at: utc(earlier.begun.at),
            contacts_sent: earlier.batches.contacts_sent(),
            contacts_in_doubt: earlier.batches.contacts_in_doubt(),
            first_new_line: earlier.first_new_line,
        })
    }
}

/// The number of rows of a checked file for which something holds; each has its place and its verdict.
fn count_rows(
    checked: &mut Checked,
    holds: impl Fn(&Plan, u64, Result<Number, Rejection>) -> bool,
) -> Result<u64, Error> {
    let Checked { content, plan, .. } = checked;
    let path = content.path().to_owned();
    let mut rows = Rows::new(plan, content.read_again()?, &path)?;
    let mut count = 0;
    while let Some(verdict) = rows.judge_next()? {
        count += u64::from(holds(plan, rows.row(), verdict));
    }
    Ok(count)
}

/// A list of which the platform does not say it is taken to keep them.
fn keeps_duplicates(list: &ContactList) -> bool {
    list.allow_duplicates != Some(false)
}

fn total(batches: &Batches) -> u64 {
    batches.contacts_sent() + batches.contacts_in_doubt()
}

/// How many contacts a list has in the end. The platform adds contacts in its own time: what was sent of this file may be
/// counted already, or not yet.
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

/// The day of an instant, by UTC.
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
            // The rest of a file of a million, of which the platform has counted all, some or nothing.
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
