//! The state in which an update leaves its campaign, to tell changes by others from it, and whether it is the one that
//! was sent.

use jiff::Timestamp;

use crate::commands::remembered::seen::platform_now;
use crate::context::Context;
use crate::domain::difference::{FieldDifference, LastChange, changes, contradictions, lost_dnc_list};
use crate::domain::live::{LiveCampaign, PLATFORM_CLOCKS_APART};
use crate::domain::name::look_the_same;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::outcome::Updated;
use crate::platform::platform::Platform;

/// The state in which an update of this run left its campaign.
pub(super) struct StateAfterUpdate {
    /// The campaign in the answer to the update; `None` if the answer does not have it.
    answered: Option<LiveCampaign>,
    /// When the answer came, by the platform's clock.
    ended: Timestamp,
}

impl StateAfterUpdate {
    pub(super) fn by(updated: &Updated, platform: &dyn Platform, context: &Context) -> Self {
        Self { answered: updated.value.clone(), ended: platform_now(platform, context) }
    }

    /// The changes by others after this update of a campaign that was `before`; `None` if none are visible.
    pub(super) fn changed_since(
        &self,
        before: &LiveCampaign,
        to: &PlatformCampaign,
        now: &LiveCampaign,
    ) -> Option<LastChange> {
        let answered = self.answered.as_ref();
        // An answer with the earlier state of the campaign does not tell when it was updated.
        let own =
            answered.and_then(|it| it.updated_at).filter(|own| before.updated_at.is_none_or(|it| *own > it));
        let own = own.or_else(|| self.ended.checked_add(PLATFORM_CLOCKS_APART).ok());
        let at = now.updated_at.filter(|at| own.is_some_and(|own| *at > own));
        let mut fields = Vec::new();
        if !look_the_same(&now.name, to.name()) {
            fields.push("name");
        }
        let is_on = answered.and_then(|it| it.scheduling_enabled).or(before.scheduling_enabled);
        if is_on.is_some() && now.scheduling_enabled.is_some() && is_on != now.scheduling_enabled {
            fields.push("schedule");
        }
        if !before.status.is_like(&now.status) {
            fields.push("status");
        }
        Some(LastChange { at, fields }).filter(|changed| !changed.is_none())
    }

    /// The fields that the answer holds otherwise than they were sent.
    pub(super) fn answered_otherwise(
        &self,
        before: &LiveCampaign,
        to: &PlatformCampaign,
    ) -> Vec<&'static str> {
        self.answered_anew(before).map_or_else(Vec::new, |answered| fields(contradictions(answered, to)))
    }

    /// The fields that the row of the list, or with it the answer, holds otherwise than they were sent. A row of before
    /// the update tells nothing.
    pub(super) fn listed_otherwise(
        &self,
        before: &LiveCampaign,
        to: &PlatformCampaign,
        row: &LiveCampaign,
        platform: &dyn Platform,
    ) -> Vec<&'static str> {
        let answered = self.answered_anew(before);
        let is_late = match answered {
            Some(answered) => row.updated_at < answered.updated_at,
            None => row.updated_at.is_some() && row.updated_at <= before.updated_at,
        };
        if is_late {
            return Vec::new();
        }
        match answered.and_then(|answered| platform.as_read(answered.clone(), row)) {
            Some(whole) => read_otherwise(whole, to),
            None => fields(contradictions(row, to)),
        }
    }

    /// The answer, unless it has the campaign as it was before.
    fn answered_anew(&self, before: &LiveCampaign) -> Option<&LiveCampaign> {
        self.answered.as_ref().filter(|answered| answered.updated_at > before.updated_at)
    }
}

/// The fields that a read of the whole campaign returns otherwise than they were sent. The name of its queue or flow is
/// left out: only the list has it, which may be late.
pub(super) fn read_otherwise(read: LiveCampaign, to: &PlatformCampaign) -> Vec<&'static str> {
    let changes = changes(&read.without_connection(), to);
    fields(changes.into_iter().filter(FieldDifference::is_readable))
}

/// Like [`read_otherwise`], for a read after an update: a do-not-contact list that was returned before and is no longer
/// is one that the update lost.
pub(super) fn read_otherwise_than_before(
    read: LiveCampaign,
    before: &LiveCampaign,
    to: &PlatformCampaign,
) -> Vec<&'static str> {
    let lost = lost_dnc_list(before, &read, to);
    let mut otherwise = read_otherwise(read, to);
    otherwise.extend(lost.filter(|lost| !otherwise.contains(lost)));
    otherwise
}

/// The error for an update of which the platform holds other values in these fields than were sent; `None` without any.
pub(super) fn not_as_sent(fields: &[&str], live: &LiveCampaign, and: &str) -> Option<Error> {
    let message = format!("the platform reports other values than kcamp sent: {}{and}", fields.join(", "));
    let error = Error::new("platform/not-as-sent", message, Exit::Partial);
    (!fields.is_empty()).then(|| error.hint(format!("look at it: kcamp campaign get {}", live.id)))
}

fn fields(differences: impl IntoIterator<Item = FieldDifference>) -> Vec<&'static str> {
    differences.into_iter().map(|difference| difference.field).collect()
}
