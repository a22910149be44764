//! Sending the contacts of a checked file, batch by batch.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Map, Value};

use super::ImportArgs;
use super::before::{Extent, SentBefore, state_of_contact};
use crate::commands::contacts_file::{Checked, journal_batches};
use crate::context::{Consent, Context, WriteBatch, settle_command};
use crate::domain::change::Stake;
use crate::domain::finding::Problem;
use crate::domain::live::{ContactList, NamedAlone};
use crate::domain::number::Number;
use crate::domain::plural::{by_count, counted};
use crate::error::Error;
use crate::exit::Exit;
use crate::import::{
    Batch, BatchId, Checkpoint, FILE_CHANGED, ImportError, LeftOut, NumberMemory, Plan, RowState, Rows,
};
use crate::platform::gate::ReadAt;
use crate::settings::KORE_RATE_LIMIT;
use crate::view::import::{ImportOutcome, ImportView};

/// The first write, which stands for all writes in the question, because a file may have a million rows. Its numbers
/// are masked unless the user asked for them. Empty if no contact is to be sent.
///
/// # Errors
///
/// The file cannot be read again.
pub(super) fn first(
    args: &ImportArgs,
    list: &NamedAlone,
    checked: &mut Checked,
    before: &SentBefore,
    context: &Context,
) -> Result<WriteBatch, Error> {
    let to_send = before.extent.to_send;
    let Checked { content, plan, .. } = checked;
    let mut rows = Rows::new(plan, content)?;
    let mut first = Vec::new();
    while first.len() < batch_size(args)
        && let Some(verdict) = rows.judge_next()?
    {
        let row = rows.row();
        let number = verdict.ok().filter(|number| before.sends(args, plan, row, *number));
        first.extend(number.map(|number| rows.contact(number)));
    }
    let together = WriteBatch::at(Stake::Nothing);
    if first.is_empty() {
        let remark = "every contact of this file was sent before, or may have been: no request would be sent";
        return Ok(together.remarking([remark.to_owned()]));
    }
    let write = context.platform()?.add_contacts(list, &first, (0, 0), None)?;
    let masked = "phone numbers are masked; --show-numbers shows them";
    let requests = to_send.div_ceil(u64::from(args.batch_size));
    let more = (requests > 1).then(|| format!("this is the first of {requests} requests"));
    let remarks = (!args.show_numbers).then(|| masked.to_owned()).into_iter().chain(more);
    let together = together.and(&write).remarking(remarks);
    Ok(if args.show_numbers { together } else { together.masked() })
}

/// Sends every row that was not sent before, and reports the outcome of all.
///
/// # Errors
///
/// The checkpoint cannot be opened or written, the file is not the one that was checked, or a batch fails or stays in
/// doubt.
pub(super) async fn send(
    args: &ImportArgs,
    list: &NamedAlone,
    checked: &mut Checked,
    before: &SentBefore,
    consent: &Consent,
    context: &mut Context,
) -> Result<Exit, Error> {
    checked.content.check_unchanged()?;
    checked.remember_left_out()?;
    let checkpoint = open_checkpoint(args, list, checked, before, context)?;
    let extent = before.extent;
    if extent.sent_before > 0 {
        let were = by_count(extent.sent_before, "was", "were");
        let count = counted(extent.sent_before, "contact");
        let maybe = if extent.maybe_sent_before > 0 { ", or may have been," } else { "" };
        context
            .ui
            .note(&format!("{count} of this file {were} sent before{maybe} and will not be sent again"));
    }
    let already = checkpoint.batches().contacts_sent();
    let rate = context.settings()?.rate_limit.as_ref().map_or(KORE_RATE_LIMIT, |limit| limit.value);
    let Checked { content, plan, .. } = &mut *checked;
    let read = context.platform()?.connection().interruptions().now();
    let mut sender = Sender {
        list,
        read,
        memory: &plan.sent,
        left_out: &plan.left_out,
        consent,
        checkpoint,
        context,
        progress: SendingProgress {
            began: Instant::now(),
            to_send: extent.to_send,
            sent: 0,
            requests: 0,
            rate,
            batch_size: args.batch_size,
        },
        failure: None,
    };
    let rows = Rows::new(plan, content)?;
    sender.send_rows(rows, plan, |row, number| before.sends(args, plan, row, number)).await?;
    let Sender { checkpoint, progress, failure, .. } = sender;
    context.ui.done_waiting();
    let sent = SendingResult { extent, already, now: progress.sent, failure };
    report(list, checked, before, &checkpoint, sent, context)
}

fn open_checkpoint(
    args: &ImportArgs,
    list: &ContactList,
    checked: &Checked,
    before: &SentBefore,
    context: &Context,
) -> Result<Checkpoint, Error> {
    let begun = checked.begun(list, context);
    if args.again {
        return Ok(before.past.checkpoint_afresh(&begun)?);
    }
    let mut checkpoint = before.past.checkpoint(&begun)?;
    if checkpoint.batches().is_empty()
        && let Some(batches) = before.adopted(args)
    {
        checkpoint.adopt(batches)?;
    }
    if args.resend_unknown {
        checkpoint.send_doubtful_again()?;
    }
    Ok(checkpoint)
}

fn batch_size(args: &ImportArgs) -> usize {
    usize::try_from(args.batch_size).unwrap_or(usize::MAX)
}

/// Contacts that wait to be sent in a request.
#[derive(Default)]
struct Pending {
    contacts: Vec<Map<String, Value>>,
    numbers: Vec<Number>,
    /// The numbers that a column of an earlier file left out, for each contact that is contacted again.
    lifted: Vec<Vec<Number>>,
    first: u64,
    last: u64,
}

impl Pending {
    fn add(&mut self, row: u64, number: Number, contact: Map<String, Value>) {
        if self.contacts.is_empty() {
            self.first = row;
        }
        self.last = row;
        self.numbers.push(number);
        self.contacts.push(contact);
    }
}

struct Sender<'import> {
    list: &'import NamedAlone,
    /// The numbers to which something was sent.
    memory: &'import NumberMemory,
    /// The numbers that earlier imports left out.
    left_out: &'import LeftOut,
    consent: &'import Consent,
    checkpoint: Checkpoint,
    context: &'import mut Context,
    progress: SendingProgress,
    /// When the list was known to have its name last.
    read: ReadAt,
    failure: Option<Error>,
}

impl Sender<'_> {
    /// Sends every row that is to be sent. If the file cannot be read to its end as it was checked, this ends, and
    /// the rows that were read so far and not sent stay unsent.
    async fn send_rows(
        &mut self,
        mut rows: Rows<'_, '_>,
        plan: &Plan,
        is_sent: impl Fn(u64, Number) -> bool,
    ) -> Result<(), Error> {
        let size = usize::try_from(self.progress.batch_size).unwrap_or(usize::MAX);
        let mut batch = Pending::default();
        while self.failure.is_none() {
            let verdict = match rows.judge_next() {
                Ok(Some(verdict)) => verdict,
                Ok(None) => return self.send(&mut batch).await,
                Err(error) => {
                    self.failure = Some(cannot_go_on(error));
                    return Ok(());
                }
            };
            let batches = self.checkpoint.batches();
            let state = match verdict {
                Ok(number) => state_of_contact(batches, plan, rows.row(), number),
                Err(_) => batches.state(rows.row()),
            };
            // A batch has no rows that were sent or are in doubt, so that its first and last row determine its
            // content.
            if state != RowState::Waiting {
                self.send(&mut batch).await?;
            } else if let Ok(number) = verdict
                && is_sent(rows.row(), number)
            {
                batch.add(rows.row(), number, rows.contact(number));
                batch.lifted.extend(Some(rows.lifted(number)).filter(|lifted| !lifted.is_empty()));
                if batch.contacts.len() >= size {
                    self.send(&mut batch).await?;
                }
            }
        }
        Ok(())
    }

    /// Sends the waiting contacts, if there are any. The checkpoint is written before the request.
    async fn send(&mut self, pending: &mut Pending) -> Result<(), Error> {
        let Pending { contacts, numbers, lifted, first, last } = std::mem::take(pending);
        if contacts.is_empty() {
            return Ok(());
        }
        let id = BatchId::random();
        let batch = Batch { first, last, contacts: contacts.len() as u64, id: Some(id) };
        self.context.ui.progress(&self.progress.line());
        // Killed between the two, nothing has gone out, and the batch is one in doubt. In the other order its contacts
        // would be taken for sent from another file.
        self.checkpoint.sending(batch)?;
        if let Err(error) = self.memory.add(&numbers, batch.id) {
            self.checkpoint.not_sent(batch)?;
            return Err(error.into());
        }
        let (rows, batch_id) = ((first, last), Some(id.to_string()));
        let write = self.context.platform()?.add_contacts(self.list, &contacts, rows, batch_id)?;
        let write = write.contacting_again(lifted.len()).read_at(self.read);
        let done = self.context.send(write, self.consent).await;
        if !done.as_ref().is_err_and(|error| error.exit != Exit::Unknown) {
            self.left_out.forget(&lifted.concat())?;
        }
        match done {
            Ok(()) => {
                self.read =
                    self.read.after_batch(self.context.platform()?.connection().interruptions().now());
                self.checkpoint.sent(batch)?;
                self.progress.sent += batch.contacts;
                self.progress.requests += 1;
            }
            Err(error) => {
                if error.exit == Exit::Unknown {
                    self.checkpoint.lost(batch)?;
                } else {
                    self.checkpoint.not_sent(batch)?;
                    self.memory.take_back(&numbers, batch.id)?;
                }
                self.failure = Some(error);
            }
        }
        Ok(())
    }
}

/// The progress, and the time that is left.
struct SendingProgress {
    began: Instant,
    to_send: u64,
    sent: u64,
    requests: u64,
    /// The limit of requests per minute.
    rate: u32,
    batch_size: u32,
}

impl SendingProgress {
    /// Such as `[######------------------] 12500 of 50000 contacts, about 2 min left`.
    fn line(&self) -> String {
        const WIDTH: u64 = 24;
        let filled = WIDTH * self.sent / self.to_send.max(1);
        let bar: String = (0..WIDTH).map(|place| if place < filled { '#' } else { '-' }).collect();
        let left = match self.time_left(self.began.elapsed()) {
            None => String::new(),
            Some(left) if left < Duration::from_secs(90) => {
                format!(", about {} s left", left.as_secs().max(1))
            }
            Some(left) => format!(", about {} min left", left.as_secs().div_ceil(60)),
        };
        format!("[{bar}] {} of {}{left}", self.sent, counted(self.to_send, "contact"))
    }

    /// The time left, as the longer of two estimates: by the speed so far, and by the account's limit. The first
    /// requests are sent at once, so the speed at the start means nothing for a long import. `None` while there is no
    /// estimate.
    fn time_left(&self, elapsed: Duration) -> Option<Duration> {
        let requests_left =
            (self.to_send - self.sent.min(self.to_send)).div_ceil(u64::from(self.batch_size.max(1)));
        let rate = u64::from(self.rate.max(1));
        let minutes = (self.requests + requests_left).saturating_sub(1) / rate;
        let by_budget = Duration::from_secs(minutes * 60).saturating_sub(elapsed);
        if self.requests == 0 {
            return (by_budget > Duration::ZERO).then_some(by_budget);
        }
        let each = elapsed / u32::try_from(self.requests).unwrap_or(u32::MAX);
        let by_speed = each.saturating_mul(u32::try_from(requests_left).unwrap_or(u32::MAX));
        Some(by_speed.max(by_budget))
    }
}

/// The contacts that were sent, and the error that ended the import.
struct SendingResult {
    extent: Extent,
    /// The number of contacts of this file that were sent before, including those who opted out since.
    already: u64,
    now: u64,
    failure: Option<Error>,
}

fn report(
    list: &NamedAlone,
    checked: &Checked,
    before: &SentBefore,
    checkpoint: &Checkpoint,
    sent: SendingResult,
    context: &mut Context,
) -> Result<Exit, Error> {
    let in_doubt: Vec<Batch> = checkpoint.batches().in_doubt().copied().collect();
    let outcome = match (&sent.failure, in_doubt.is_empty()) {
        (_, false) => ImportOutcome::InDoubt,
        (Some(_), true) => ImportOutcome::Stopped,
        (None, true) if sent.now == 0 => ImportOutcome::SentBefore,
        (None, true) => ImportOutcome::Sent,
    };
    let extent = sent.extent;
    let view = ImportView::new(list, &checked.view_parts(), extent.to_send, outcome);
    let view = view
        .sent(sent.now, extent.sent_before, extent.maybe_sent_before, &in_doubt)
        .earlier(before.earlier_view());
    context.show_result(&view)?;
    note_in_doubt(list, &in_doubt, context)?;
    if let Some(error) = sent.failure {
        if error.exit == Exit::Unknown {
            return Err(Error { hints: ways_on(list, &in_doubt, context), ..error });
        }
        return Err(stopped(error, sent.now, sent.already, checkpoint.path()));
    }
    if checked.content.is_outdated() {
        let message =
            format!("{} was changed after its check: what was added since was not sent", checked.name);
        context.ui.problem(&Problem::warning("import/file-changed", message));
        context.ui.hint(
            "import it again with --only-new, which sends only contacts that were not sent to this list",
        );
    }
    if let [first, rest @ ..] = in_doubt.as_slice() {
        let others = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        let message = format!(
            "kcamp does not know whether rows {} to {}{others} were added, because the answer was lost",
            first.first, first.last
        );
        let error = Error::new("import/in-doubt", message, Exit::Unknown);
        return Err(Error { hints: ways_on(list, &in_doubt, context), ..error });
    }
    if before.opted_out_in_doubt > 0
        && let Some(error) = checked.too_late()
    {
        return Err(Error { exit: Exit::Unknown, ..error });
    }
    match checked.shortfall() {
        Some(error) => Err(error),
        None => Ok(Exit::Success),
    }
}

/// Notes batches in doubt in the journal that it does not have, because a process ended right before it noted them
/// there.
fn note_in_doubt(list: &NamedAlone, in_doubt: &[Batch], context: &mut Context) -> Result<(), Error> {
    let journal = journal_batches(context)?;
    for batch in in_doubt {
        let Some(id) = batch.id.filter(|id| !journal.contains_key(id)) else { continue };
        let contacts = vec![Map::new(); usize::try_from(batch.contacts).unwrap_or_default()];
        let (rows, id) = ((batch.first, batch.last), Some(id.to_string()));
        let write = context.platform()?.add_contacts(list, &contacts, rows, id)?;
        context.note_in_doubt(&write)?;
    }
    Ok(())
}

/// The next step if batches are in doubt: look, and either note what was found or send them again.
fn ways_on(list: &ContactList, in_doubt: &[Batch], context: &Context) -> Vec<String> {
    let journal = journal_batches(context).unwrap_or_default();
    let entry = in_doubt.iter().find_map(|batch| Some(&journal.get(&batch.id?)?.entry));
    let note = entry.map(|entry| {
        let others = if in_doubt.len() > 1 { "; kcamp journal --failed has the other ones" } else { "" };
        format!(
            "note what you found: {settle} --as done, and these rows count as sent, or {settle} --as not-done, and the next import of \
             this file sends them{others}",
            settle = settle_command(entry)
        )
    });
    let look = format!("check whether they are in the list: kcamp contact-list contacts {}", list.id);
    let resend = "or send them again with --resend-unknown; without it the same command sends the other rows, and no row twice";
    [look].into_iter().chain(note).chain([resend.to_owned()]).collect()
}

/// The error if the rest of the file cannot be read. The words about an import that sent nothing would be wrong here.
fn cannot_go_on(error: ImportError) -> Error {
    match error {
        ImportError::Wrong(problem) => Error::new(problem.code, problem.message, Exit::Findings),
        other => other.into(),
    }
}

/// The failure that ended it; the same command goes on from there.
fn stopped(report: Error, now: u64, already: u64, checkpoint: &Path) -> Error {
    let sent = now + already;
    let were = by_count(sent, "was", "were");
    let mut report = report.followed_by(&format!("{} {were} sent before", counted(sent, "contact")));
    report.hints.push(if report.code == FILE_CHANGED {
        "they were sent as they were checked. Once nothing writes to the file, import it again with --only-new, which sends no \
         contact twice"
            .to_owned()
    } else {
        format!("the same command continues where the import stopped ({})", checkpoint.display())
    });
    if now > 0 {
        report.exit = Exit::Partial;
    }
    report
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::SendingProgress;

    fn progress(to_send: u64, sent: u64, requests: u64) -> SendingProgress {
        SendingProgress { began: Instant::now(), to_send, sent, requests, rate: 60, batch_size: 500 }
    }

    #[test]
    fn the_estimate_knows_that_the_budget_will_end_the_first_rush() {
        let left = |to_send, sent, requests, elapsed| {
            progress(to_send, sent, requests)
                .time_left(Duration::from_secs(elapsed))
                .map(|left| left.as_secs())
        };
        // 60 requests are sent at once, and then 60 a minute: the 2,000th in the 34th minute.
        assert_eq!(left(1_000_000, 5_000, 10, 2), Some(33 * 60 - 2));
        assert_eq!(left(1_000_000, 0, 0, 0), Some(33 * 60));
        assert_eq!(left(10_000, 5_000, 10, 20), Some(20));
        assert_eq!(left(10_000, 0, 0, 0), None);
        assert_eq!(left(10_000, 10_000, 20, 20), Some(0));
    }

    #[test]
    fn the_bar_grows_with_what_was_sent() {
        assert!(
            progress(1_000, 500, 1).line().starts_with("[############------------] 500 of 1000 contacts")
        );
    }
}
