//! The changes of an update: a live campaign compared with the one to send, field by field.

mod creation;
mod meanwhile;
mod values;

use serde::Serialize;

use super::field::{CampaignValue, Field, Live, SentCampaign, SentValue, Table};
use super::kore_campaign::{CONTACT_LISTS, DNC_LISTS};
use super::live::LiveCampaign;
use super::plain::PlainValue;
use super::platform_campaign::PlatformCampaign;
use super::platform_kind::PlatformKind;

pub use self::creation::{
    contradictions, creation_contradictions, creation_differences, in_words, not_shown, readable_differences,
};
pub use self::meanwhile::LastChange;
pub use self::values::{created_values, held_values, updated_values};

/// A field that an update changes, or that cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldDifference {
    /// The field, as campaign files name it.
    pub field: &'static str,
    /// The current state.
    pub old: OldValue,
    /// The new value; `None` where the field is dropped.
    pub new: Option<String>,
}

/// The present value of a field, where the platform returns it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum OldValue {
    /// Its value; `None` where it has none.
    Read(Option<String>),
    /// The platform does not return it.
    NotReadable,
}

/// A field, as campaign files name it, and its value; `None` where it has none.
pub type FieldValue = (&'static str, Option<String>);

/// The field of a schedule's start, on the platform that returns schedules.
pub(super) const START: &str = "scheduled_at";

/// Removes the start of a schedule that has begun: it goes on as it did, whichever of its runs the platform reports.
pub fn drop_start(differences: &mut Vec<FieldDifference>) {
    differences.retain(|difference| difference.field != START);
}

/// Whether two schedules differ only in their zone, and in times and dates, which another zone changes.
pub fn is_only_of_zone(differences: &[FieldDifference]) -> bool {
    differences.iter().any(|it| it.field == "time_zone")
        && differences.iter().all(|it| [START, "time", "time_zone", "end_date"].contains(&it.field))
}

impl From<Live> for OldValue {
    fn from(live: Live) -> Self {
        match live {
            Live::Read(value) => Self::Read(value.map(CampaignValue::compared)),
            Live::Implied(value) => Self::Read(Some(value.compared())),
            Live::Unread(Some(known)) => Self::Read(Some(known)),
            Live::NotReturned { .. } | Live::Unread(None) => Self::NotReadable,
        }
    }
}

impl FieldDifference {
    /// Whether the two have other contact lists.
    pub fn is_of_contact_lists(&self) -> bool {
        self.field == CONTACT_LISTS
    }

    /// The difference between two values of a field; `None` where they are the same.
    fn between(field: &Field, old: OldValue, new: Option<String>) -> Option<Self> {
        let is_same = matches!(&old, OldValue::Read(old) if *old == new);
        (!is_same).then_some(Self { field: field.name(), old, new })
    }
}

/// The fields of a platform in which campaigns are compared.
fn rows(platform: PlatformKind) -> impl Iterator<Item = &'static Field> {
    Table::of(platform).compared()
}

/// The live value of a field, where it can be compared with that of the campaign to send.
fn held(field: &Field, live: &LiveCampaign, campaign: SentCampaign<'_>) -> OldValue {
    if (field.is_comparable)(live, campaign) { field.read(live).into() } else { OldValue::NotReadable }
}

/// Every field in which the two differ, and every sent field that cannot be read, in the order of a campaign file. A
/// fixed field is not included.
pub fn changes<'sent>(live: &LiveCampaign, campaign: impl Into<SentCampaign<'sent>>) -> Vec<FieldDifference> {
    let campaign = campaign.into();
    let changeable = rows(campaign.platform()).filter(|row| !row.is_fixed());
    let changed = changeable.filter_map(|row| match row.sent_by(campaign) {
        SentValue::Value(new) => FieldDifference::between(row, held(row, live, campaign), new),
        SentValue::LeftOut | SentValue::NotForThisKind => None,
    });
    changed.collect()
}

/// Whether a field says whom a campaign reaches, or with what words. Where one differs, no schedule is switched on that
/// an earlier run did not come to.
pub fn decides_who_hears_what(campaign: &PlatformCampaign, field: &str) -> bool {
    rows(campaign.platform()).any(|row| row.name() == field && row.decides_who_hears_what)
}

/// The fields that an update changes and that the read of one campaign returns, before it and after it.
pub fn readable_changes<'sent>(
    live: &LiveCampaign,
    campaign: impl Into<SentCampaign<'sent>>,
) -> Vec<FieldDifference> {
    let campaign = campaign.into();
    let in_lists = |field| rows(campaign.platform()).any(|row| row.name() == field && row.is_in_lists_alone);
    let mut changes = changes(live, campaign);
    changes.retain(|change| change.is_readable() && !in_lists(change.field));
    changes
}

/// The fields that are not as they were when `before` was read, and that an update to `to` would take back. A field
/// that one of the two reads does not return is none of them.
pub fn changed_meanwhile(
    before: &LiveCampaign,
    now: &LiveCampaign,
    to: &PlatformCampaign,
) -> Vec<&'static str> {
    let held = changes(before, to);
    let was = |field| held.iter().find(|change| change.field == field).map(|change| &change.old);
    let is_other = |change: &FieldDifference| {
        change.old != OldValue::NotReadable
            && was(change.field).is_none_or(|old| *old != OldValue::NotReadable && *old != change.old)
    };
    let others = changes(now, to).into_iter().filter(is_other).map(|change| change.field);
    let known_before = unknown_keys(before);
    let is_new = unknown_keys(now).iter().any(|key| !known_before.contains(key));
    others.chain(is_new.then_some("keys that kcamp does not read")).collect()
}

/// The fields that an update to this campaign would remove, although the live one has them in a form that is not read.
pub fn unread_and_not_sent(live: &LiveCampaign, campaign: &PlatformCampaign) -> Vec<&'static str> {
    // Such an update leaves what it does not send.
    if campaign.platform().updates_in_part() {
        return Vec::new();
    }
    let is_removed = |row: &&Field| {
        live.is_unread(row.path)
            && matches!(row.sent_by(campaign.into()), SentValue::Value(None) | SentValue::LeftOut)
    };
    rows(campaign.platform()).filter(is_removed).map(Field::name).collect()
}

/// The fields that the platform returned in a form that is not read.
pub fn unread_fields(live: &LiveCampaign) -> Vec<&'static str> {
    rows(live.platform()).filter(|row| live.is_unread(row.path)).map(Field::name).collect()
}

/// The keys that it has and no campaign file has: a platform that replaces a campaign as a whole would remove them with
/// any update.
pub fn unknown_keys(live: &LiveCampaign) -> Vec<&str> {
    let is_field = |key: &str| Table::of(live.platform()).fields.iter().any(|field| field.dotted() == key);
    live.unread.iter().map(String::as_str).filter(|key| !is_field(key)).collect()
}

/// The do-not-contact list that an update was to keep or set, where it was returned before and is not any more.
pub fn lost_dnc_list(
    before: &LiveCampaign,
    read: &LiveCampaign,
    to: &PlatformCampaign,
) -> Option<&'static str> {
    let is_lost = before.dnc_list().is_some() && read.dnc_list().is_none() && to.dnc_list().is_some();
    is_lost.then_some(DNC_LISTS)
}

/// Whether the platform returned a field in a form that is not read.
pub fn is_unread(live: &LiveCampaign, field: &str) -> bool {
    unread_fields(live).contains(&field)
}

/// The fields that are fixed once a campaign exists and whose value in the file differs from the live one, or is not
/// there any more. A field that cannot be read is not included.
pub fn fixed_changes<'sent>(
    live: &LiveCampaign,
    campaign: impl Into<SentCampaign<'sent>>,
) -> Vec<FieldDifference> {
    let campaign = campaign.into();
    let fixed = rows(campaign.platform()).filter(|row| row.is_fixed());
    let different = fixed.filter_map(|row| match (held(row, live, campaign), row.sent_by(campaign)) {
        (old @ OldValue::Read(_), SentValue::Value(new)) => FieldDifference::between(row, old, new),
        _ => None,
    });
    different.collect()
}

/// The fields that are fixed once a campaign exists and that the platform returned in a form that is not read.
pub fn unread_fixed_fields(live: &LiveCampaign) -> Vec<&'static str> {
    rows(live.platform()).filter(|row| row.is_fixed() && live.is_unread(row.path)).map(Field::name).collect()
}

/// The plain fields that a create of the campaign sends, and their values.
pub fn sent_plain_values<'sent>(
    campaign: impl Into<SentCampaign<'sent>>,
) -> impl Iterator<Item = (&'static Field, PlainValue)> {
    let campaign = campaign.into();
    Table::of(campaign.platform()).plain_fields().filter_map(move |(field, _)| {
        match field.value_of(campaign) {
            SentValue::Value(Some(CampaignValue::Plain(value))) => Some((field, value)),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{OldValue, changes};
    use crate::domain::caller_id::CallerId;
    use crate::domain::finding::Problem;
    use crate::domain::kore_campaign::{Channel, Sms};
    use crate::domain::samples::{campaign, live, own};

    #[test]
    fn the_same_in_another_spelling_is_no_change() -> Result<(), Problem> {
        assert_eq!(changes(&live(), &campaign()?), []);
        Ok(())
    }

    #[test]
    fn every_field_that_differs_is_a_change_with_both_values() -> Result<(), Problem> {
        let mut changed = campaign()?;
        (changed.dnc_list, changed.priority) = (None, Some("1".parse()?));
        changed.caller_id = CallerId::of_voice("+12025550125")?;
        changed.calling_hours.windows.pop();
        let found = changes(&live(), &changed);
        let fields: Vec<&str> = found.iter().map(|change| change.field).collect();
        assert_eq!(fields, ["dncLists", "priority", "callerId", "callingHours"]);
        assert_eq!((&found[0].old, &found[0].new), (&OldValue::Read(Some("Opted out".into())), &None));
        assert_eq!(found[3].old, OldValue::Read(Some("MO TU 9:00 AM-6:00 PM".into())));
        assert_eq!(found[3].new.as_deref(), Some("MO 9:00 AM-6:00 PM"));
        Ok(())
    }

    #[test]
    fn the_text_behind_a_template_cannot_be_compared() -> Result<(), Problem> {
        let mut of_template = live();
        own(&mut of_template).template_name = Some("Welcome".into());
        let mut changed = campaign()?;
        changed.channel = Channel::Sms(Sms::Simple {
            message: "Pay".parse()?,
            template_name: Some("Welcome".into()),
            template_id: None,
        });
        let found = changes(&of_template, &changed);
        assert_eq!((found.len(), found[0].field, &found[0].old), (1, "message", &OldValue::NotReadable));
        Ok(())
    }
}
