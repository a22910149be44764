//! Changes that somebody made to a campaign between two reads of it.

use std::fmt;

use jiff::Timestamp;

use super::unread_fields;
use super::values::held_values;
use crate::domain::kore_campaign::CONTACT_LISTS;
use crate::domain::live::{ContactList, LiveCampaign};
use crate::domain::wall_clock::utc_to_the_minute;

/// The signs that a campaign has changed since an earlier read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LastChange {
    /// When the campaign was changed, by the platform's clock; `None` if the platform does not say.
    pub at: Option<Timestamp>,
    /// The fields that were seen to change. A field that the platform does not return is not included.
    pub fields: Vec<&'static str>,
}

impl LastChange {
    /// The changes since a campaign was read; `None` if nothing shows a change. A newer time of the last change is a
    /// sign too, since the platform does not return every field. Both reads must be of the same kind: of the list, or
    /// of the campaign.
    pub fn between(before: &LiveCampaign, now: &LiveCampaign) -> Option<Self> {
        let at = now.updated_at.filter(|at| before.updated_at.is_some_and(|before| *at > before));
        let mut fields = Vec::new();
        let held = held_values(now);
        // One answer may leave out a value that another one has. Only a value that was read before can
        // be seen to differ.
        let is_other = |field: &str, value: &Option<String>| {
            value.is_some() && held.iter().any(|(other, now)| *other == field && now != value)
        };
        let was = held_values(before);
        fields.extend(was.iter().filter(|(field, value)| is_other(field, value)).map(|(field, _)| *field));
        let was_unread = unread_fields(before);
        let unread_now = unread_fields(now).into_iter().filter(|field| !was_unread.contains(field));
        let (was_on, is_on) = (before.scheduling_enabled, now.scheduling_enabled);
        if was_on.is_some() && is_on.is_some() && was_on != is_on {
            fields.push("schedule");
        }
        let imported = (before.last_import().at, now.last_import().at);
        if are_other(before.own_contacts(), now.own_contacts()) || are_other(imported.0, imported.1) {
            fields.push("contacts");
        }
        if !before.status.is_like(&now.status) {
            fields.push("status");
        }
        Some(Self { at, fields }.with(unread_now)).filter(|changed| !changed.is_none())
    }

    /// Like [`Self::between`], for a contact list.
    pub fn between_lists(before: &ContactList, now: &ContactList) -> Option<Self> {
        let at = now.updated_at.filter(|at| before.updated_at.is_some_and(|before| *at > before));
        let signs = [
            (before.name != now.name, "name"),
            (before.description.is_some() && before.description != now.description, "description"),
            (before.records.is_some() && before.records != now.records, "contacts"),
            (before.used_by != now.used_by, "campaigns"),
        ];
        let fields = signs.into_iter().filter_map(|(is_other, field)| is_other.then_some(field)).collect();
        Some(Self { at, fields }).filter(|changed| !changed.is_none())
    }

    /// Whether nothing shows a change.
    pub const fn is_none(&self) -> bool {
        self.at.is_none() && self.fields.is_empty()
    }

    /// Whether the campaign was seen to have other contact lists.
    pub fn has_other_contact_lists(&self) -> bool {
        self.fields.contains(&CONTACT_LISTS)
    }

    /// Adds fields that are not included yet.
    #[must_use]
    pub fn with(mut self, fields: impl IntoIterator<Item = &'static str>) -> Self {
        for field in fields {
            if !self.fields.contains(&field) {
                self.fields.push(field);
            }
        }
        self
    }
}

/// Whether two values are both told and differ.
fn are_other<T: PartialEq>(before: Option<T>, now: Option<T>) -> bool {
    before.zip(now).is_some_and(|(before, now)| before != now)
}

/// Writes, for example, `changed on 2026-12-03 09:03 UTC since it was read (description)`.
impl fmt::Display for LastChange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("changed")?;
        if let Some(at) = self.at {
            write!(formatter, " on {}", utc_to_the_minute(at))?;
        }
        formatter.write_str(" since it was read")?;
        if self.fields.is_empty() { Ok(()) } else { write!(formatter, " ({})", self.fields.join(", ")) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::LastChange;
    use crate::domain::live::{CampaignStatus, LiveCampaign};
    use crate::domain::samples::{live, own};

    type Edit = fn(&mut LiveCampaign);

    fn read() -> LiveCampaign {
        LiveCampaign { updated_at: Some(Timestamp::UNIX_EPOCH), ..live() }
    }

    #[test]
    fn every_difference_that_can_be_read_is_named() {
        assert_eq!(LastChange::between(&read(), &read()), None);
        let edits: [(Edit, &str); 10] = [
            (|it| it.name.push('x'), "name"),
            (|it| it.description = None, "description"),
            (|it| own(it).dnc_list = None, "dncLists"),
            (|it| own(it).priority = Some(1), "priority"),
            (|it| own(it).contact_lists.push("C".into()), "contactLists"),
            (|it| own(it).message = Some("Other".into()), "message"),
            (|it| own(it).caller_id = Some("+12025550199".into()), "callerId"),
            (|it| it.scheduling_enabled = Some(true), "schedule"),
            (|it| it.status = CampaignStatus::Active, "status"),
            (|it| it.status = CampaignStatus::Stopped, "status"),
        ];
        for (edit, field) in edits {
            let mut now = read();
            edit(&mut now);
            let found = LastChange::between(&read(), &now);
            assert_eq!(found, Some(LastChange { at: None, fields: vec![field] }), "{field}");
        }
    }

    #[test]
    fn a_newer_change_stands_for_what_is_not_returned() {
        for (seconds, is_changed) in [(-60, false), (0, false), (1, true), (3_600, true)] {
            let at = Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds);
            let now = LiveCampaign { updated_at: Some(at), ..read() };
            let found = LastChange::between(&read(), &now);
            let expected = is_changed.then_some(LastChange { at: Some(at), fields: Vec::new() });
            assert_eq!(found, expected, "{seconds}");
            let undated = LiveCampaign { updated_at: None, ..read() };
            assert_eq!(LastChange::between(&undated, &now), None, "nothing to hold it against");
        }
    }

    #[test]
    fn what_an_answer_leaves_out_or_a_campaign_comes_to_by_itself_is_no_change() {
        let edits: [Edit; 4] = [
            |it| it.status = CampaignStatus::Preparing,
            |it| it.status = CampaignStatus::untold(),
            |it| it.scheduling_enabled = None,
            |it| own(it).connection = Some("Queue".into()),
        ];
        for (number, edit) in edits.into_iter().enumerate() {
            let mut now = read();
            edit(&mut now);
            assert_eq!(LastChange::between(&read(), &now), None, "{number}");
            assert_eq!(LastChange::between(&now, &read()), None, "{number}");
        }
    }
}
