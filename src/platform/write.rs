//! A change that is ready to go out.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use jiff::Timestamp;

use super::error::{ErrorKind, PlatformError};
use super::gate::ReadAt;
use super::request::Request;
use crate::domain::change::{Basis, Change, Stake};
use crate::domain::evidence::Evidence;
use crate::domain::finding::Problem;
use crate::domain::live::{LiveCampaign, ReportedTimes};
use crate::journal::Receipt;

/// A change that is ready to go out: its requests, its stake, the question to ask, and how it is sent and a lost
/// answer is settled.
///
/// Building one opens no socket and needs no token. Only the holder of its own [`Receipt`] can send it, once. The
/// journal gives a receipt when the entry of this write begins; in a halt, the context goes on without an entry:
/// `tests/architecture.rs` checks that no other part does either. `T` is the result of [`Self::send`].
#[must_use = "nothing was sent yet"]
pub struct Write<T> {
    change: Change,
    requests: Vec<Request>,
    /// The risk of the change.
    stake: Stake,
    /// The question that the user answers before it is sent.
    question: String,
    /// The remark of a dry run in addition to the requests; `None` if the requests are everything.
    remark: Option<String>,
    evidence: Evidence,
    /// The basis of the write, which must still hold when it goes out.
    basis: Basis,
    /// When that was read; by default, before anything else of the command.
    read: ReadAt,
    /// The rule that may forbid that it goes out at an instant, such as the hours of a policy.
    forbidden: Option<Forbidden>,
    send: Sending<T>,
}

/// Why a write must not go out at an instant; `None` if it may.
pub type Forbidden = Rc<dyn Fn(Timestamp) -> Option<Problem>>;

/// The result of a write, with the platform's id of the object that was written, where it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentWrite<T> {
    /// The result.
    pub value: T,
    /// The platform's id.
    pub id: Option<String>,
    /// When the write changed the object, by the platform's clock, where the answer tells it.
    pub changed_at: Option<Timestamp>,
    /// How the platform reports times, where reading the schedule back showed it.
    pub reported_times: Option<ReportedTimes>,
}

type Sending<T> = Box<dyn FnOnce() -> Pin<Box<dyn Future<Output = Result<SentWrite<T>, PlatformError>>>>>;

impl<T: 'static> Write<T> {
    /// A write of one request, with the stake and the question of its change. `send` sends it and settles a lost
    /// answer.
    pub(super) fn new(
        change: Change,
        request: Request,
        send: impl AsyncFnOnce() -> Result<T, PlatformError> + 'static,
    ) -> Self {
        let id = change.id().map(str::to_owned);
        Self {
            stake: change.stake(),
            question: change.question(),
            evidence: change.evidence(),
            basis: change.basis(),
            read: ReadAt::default(),
            forbidden: None,
            change,
            requests: vec![request],
            remark: None,
            send: Box::new(move || {
                Box::pin(async move {
                    Ok(SentWrite { value: send().await?, id, changed_at: None, reported_times: None })
                })
            }),
        }
    }

    /// Takes the id from the result of the write, where nothing else gives it.
    pub(super) fn identified(self, id: impl FnOnce(&T) -> Option<String> + 'static) -> Self {
        self.completing(|sent| sent.id = id(&sent.value))
    }

    /// Takes from the result of the write when it changed the object.
    pub(super) fn dated(self, changed_at: impl FnOnce(&T) -> Option<Timestamp> + 'static) -> Self {
        self.completing(|sent| sent.changed_at = changed_at(&sent.value))
    }

    /// Takes from the result of the write how the platform reports the times of schedules.
    pub(super) fn telling_times(self, times: impl FnOnce(&T) -> Option<ReportedTimes> + 'static) -> Self {
        self.completing(|sent| sent.reported_times = times(&sent.value))
    }

    /// Adds data from the result of the write.
    fn completing(self, complete: impl FnOnce(&mut SentWrite<T>) + 'static) -> Self {
        let send = self.send;
        let send: Sending<T> = Box::new(move || {
            Box::pin(async move {
                let mut outcome = send().await?;
                complete(&mut outcome);
                Ok(outcome)
            })
        });
        Self { send, ..self }
    }

    /// Sets what a dry run says in addition to the requests.
    pub(super) fn remarking(self, remark: String) -> Self {
        Self { remark: Some(remark), ..self }
    }

    /// Sets the evidence that a later look can compare on this platform.
    pub(super) fn leaving(self, evidence: Evidence) -> Self {
        Self { evidence, ..self }
    }

    /// Adds to the evidence what the command alone knows.
    pub(super) fn noting(mut self, note: impl FnOnce(&mut Evidence)) -> Self {
        note(&mut self.evidence);
        self
    }

    /// Notes how many contacts of an import somebody brought back whom a column of an earlier file had left out.
    pub fn contacting_again(self, contacts: usize) -> Self {
        self.noting(|evidence| evidence.contacted_again = (contacts > 0).then_some(contacts))
    }

    /// Sends the write, and settles a lost answer by looking at the platform. It is never sent again in doubt.
    ///
    /// # Errors
    ///
    /// The receipt is that of another write, the platform refuses the write, it cannot be sent, or its outcome is
    /// unknown.
    pub async fn send(self, receipt: &Receipt) -> Result<SentWrite<T>, PlatformError> {
        if !receipt.is_for(&self.change) {
            let cause = format!("the entry that was begun in the journal is not that of {}", self.change);
            return Err(PlatformError::sentence(ErrorKind::Unsendable, cause));
        }
        (self.send)().await
    }

    /// Like `send`, but for unit tests, which have no journal.
    ///
    /// # Errors
    ///
    /// The request fails.
    #[cfg(test)]
    pub(super) async fn send_unnoted(self) -> Result<T, PlatformError> {
        (self.send)().await.map(|sent| sent.value)
    }
}

impl<T> Write<T> {
    /// Bases the write on this reading of the campaign, where its change does not hold one.
    pub fn based_on(self, campaign: &LiveCampaign) -> Self {
        Self { basis: Basis::Campaign(Box::new(campaign.clone())), ..self }
    }

    /// Bases the write on the campaign's name, which no other campaign may have.
    pub fn based_on_name(self, campaign: &LiveCampaign) -> Self {
        Self { basis: Basis::Name(campaign.id.clone()), ..self }
    }

    /// Bases the write on a name that was typed, where no campaign was read for it.
    pub fn based_on_typed_name(self, name: &str) -> Self {
        Self { basis: Basis::TypedName(name.to_owned()), ..self }
    }

    /// Bases the write on this reading of the campaign whose run it is about.
    pub fn based_on_run(self, campaign: &LiveCampaign) -> Self {
        Self { basis: Basis::Run(Box::new(campaign.clone())), ..self }
    }

    /// Sets when what the write is based on was read.
    pub fn read_at(self, read: ReadAt) -> Self {
        Self { read, ..self }
    }

    /// Asks this question before the write is sent.
    pub fn asking(self, question: &str) -> Self {
        Self { question: question.to_owned(), ..self }
    }

    /// Has the write judged once more at each instant at which it is about to go out.
    pub fn judged_when_sent(self, forbidden: Option<Forbidden>) -> Self {
        Self { forbidden, ..self }
    }

    pub const fn change(&self) -> &Change {
        &self.change
    }

    /// The risk of the change.
    pub const fn stake(&self) -> Stake {
        self.stake
    }

    /// The question that the user answers before it is sent.
    pub fn question(&self) -> &str {
        &self.question
    }

    /// The remark of a dry run in addition to the requests; `None` if the requests are everything.
    pub fn remark(&self) -> Option<&str> {
        self.remark.as_deref()
    }

    /// The basis of the write, which must still hold when it goes out.
    pub const fn basis(&self) -> &Basis {
        &self.basis
    }

    /// When that was read; by default, before anything else of the command.
    pub const fn read(&self) -> ReadAt {
        self.read
    }

    /// The rule that may forbid that it goes out at an instant, such as the hours of a policy.
    pub const fn forbidden(&self) -> Option<&Forbidden> {
        self.forbidden.as_ref()
    }

    /// The record for the journal, with which a later look can find out whether the write happened. What the platform
    /// and the command know is in it from the start: the call that makes the write takes it.
    pub const fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// The requests of the write, as a dry run shows them.
    pub fn requests(&self) -> &[Request] {
        &self.requests
    }
}

impl<T> fmt::Debug for Write<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Write").field("change", &self.change).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Write;
    use crate::domain::change::{Change, ScheduleTarget};
    use crate::journal::Receipt;
    use crate::platform::address::Address;
    use crate::platform::request::{Effect, Method, Request, TokenHeader};

    #[tokio::test]
    async fn a_receipt_sends_its_own_write_and_no_other() {
        let change = |name: &str| {
            Change::DisableSchedule(ScheduleTarget { key: name.to_owned(), label: name.to_owned() })
        };
        let request = Request {
            purpose: "switch it off".into(),
            effect: Effect::Write,
            method: Method::Post,
            address: Address::new("https://h"),
            token_header: TokenHeader::AUTH,
            headers: Vec::new(),
            body: None,
        };
        let write = |name: &str| Write::new(change(name), request.clone(), async || Ok(()));
        let receipt = Receipt::unnoted(&change("Reminder"));
        assert!(write("Reminder").send(&receipt).await.is_ok());
        let refused = write("Billing").send(&receipt).await.err().map(|error| error.to_string());
        assert!(refused.is_some_and(|error| error.contains("Billing")));
    }
}
