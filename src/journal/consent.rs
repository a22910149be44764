//! Proof that somebody agreed to writes, and to which.

use std::borrow::Cow;

use crate::domain::action_name::{DISABLE_SCHEDULE, PAUSE_CAMPAIGN, STOP_CAMPAIGN};
use crate::domain::change::Change;
use crate::domain::name::NameKey;

/// Proof that somebody agreed to the risk of these writes, or that there is none. It lets no other write begin. Only
/// asking creates it: `tests/architecture.rs` fails if any part except `context/consent.rs` does.
#[derive(Debug)]
#[must_use]
pub struct Consent(Scope);

#[derive(Debug)]
enum Scope {
    /// The writes that were shown.
    Shown(Vec<ShownWrite>),
    /// Every write that ends calls or keeps them from beginning.
    Stops,
}

/// A write as it was shown: what is done to what. Writes are often made after the question, because what they are based
/// on is read again: then this is what the two have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownWrite {
    action: Cow<'static, str>,
    target: NameKey,
    /// The name that the campaign has after an update that was shown: the later changes of the same command go by it.
    renamed_to: Option<NameKey>,
}

impl ShownWrite {
    /// A change as it is shown. Of an import into a list, the first of its writes stands for all.
    pub fn of(change: &Change) -> Self {
        let target = match change {
            Change::AddContacts { list, .. } => Cow::Borrowed(list.name.as_str()),
            other => other.subject(),
        };
        let renamed_to = match change {
            Change::UpdateCampaign { to, .. } => Some(NameKey::of(to.name())),
            _ => None,
        };
        Self { action: change.action(), target: NameKey::of(&target), renamed_to }
    }

    /// Whether this write, as it goes out, is one of those that were shown, also by the name that an update has given.
    fn is_among(&self, shown: &[Self]) -> bool {
        let is_shown_for = |target: &NameKey| {
            shown.iter().any(|write| write.action == self.action && write.target == *target)
        };
        let former = shown.iter().filter(|write| write.renamed_to.as_ref() == Some(&self.target));
        is_shown_for(&self.target) || former.map(|write| &write.target).any(is_shown_for)
    }
}

/// The part of a consent for one write, with which that write begins.
#[derive(Debug)]
#[must_use = "no write begins without it"]
pub struct Agreement(pub(super) ShownWrite);

impl Consent {
    /// Creates the proof after somebody was asked about these writes, or after something that replaces asking.
    pub const fn by_asking(shown: Vec<ShownWrite>) -> Self {
        Self(Scope::Shown(shown))
    }

    /// Creates the proof for a halt, which finds more to stop while it works.
    pub const fn by_asking_to_halt() -> Self {
        Self(Scope::Stops)
    }

    /// The part for a change; `None` if nobody agreed to it.
    pub fn agreement_to(&self, change: &Change) -> Option<Agreement> {
        let write = ShownWrite::of(change);
        let is_agreed = match &self.0 {
            Scope::Shown(shown) => write.is_among(shown),
            Scope::Stops => [STOP_CAMPAIGN, PAUSE_CAMPAIGN, DISABLE_SCHEDULE].contains(&&*change.action()),
        };
        is_agreed.then_some(Agreement(write))
    }
}

#[cfg(test)]
mod tests {
    use super::{Consent, ShownWrite};
    use crate::domain::change::{Change, NewList, ScheduleTarget};
    use crate::domain::finding::Problem;
    use crate::domain::schedule::PlannedSchedule;

    fn target(name: &str) -> ScheduleTarget {
        ScheduleTarget { key: name.to_owned(), label: name.to_owned() }
    }

    fn enable(name: &str) -> Change {
        Change::EnableSchedule { campaign: target(name), schedule: PlannedSchedule::Immediate }
    }

    fn list(name: &str) -> Result<Change, Problem> {
        let description = "Customers".parse()?;
        Ok(Change::CreateContactList(NewList { name: name.parse()?, description, allow_duplicates: false }))
    }

    #[test]
    fn only_what_was_shown_may_begin() -> Result<(), Problem> {
        let shown = [enable("Reminder"), list("Customers")?];
        let consent = Consent::by_asking(shown.iter().map(ShownWrite::of).collect());
        for (change, is_agreed) in [
            (enable("Reminder"), true),
            // The same name to a reader.
            (enable("REMINDER"), true),
            (list("Customers")?, true),
            // Another campaign, another action, and both.
            (enable("Billing"), false),
            (Change::DisableSchedule(target("Reminder")), false),
            (list("Reminder")?, false),
        ] {
            assert_eq!(consent.agreement_to(&change).is_some(), is_agreed, "{change}");
        }
        let nothing = Consent::by_asking(Vec::new());
        assert!(shown.iter().all(|change| nothing.agreement_to(change).is_none()));
        Ok(())
    }

    #[test]
    fn a_halt_stops_whatever_it_finds_and_begins_nothing() -> Result<(), Problem> {
        let halt = Consent::by_asking_to_halt();
        assert!(halt.agreement_to(&Change::DisableSchedule(target("Reminder"))).is_some());
        assert!(halt.agreement_to(&enable("Reminder")).is_none());
        assert!(halt.agreement_to(&list("Customers")?).is_none());
        Ok(())
    }
}
