//! Compares a live campaign with the one that was to be created, and writes differences in words.

use super::values::{created, filled};
use super::{FieldDifference, OldValue, held, rows};
use crate::domain::field::{Field, SentValue};
use crate::domain::live::LiveCampaign;
use crate::domain::name::look_the_same;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::platform_kind::PlatformKind;

/// Every readable field that differs from the campaign to create, its type first.
pub fn readable_differences(live: &LiveCampaign, campaign: &PlatformCampaign) -> Vec<FieldDifference> {
    let different = rows(campaign.platform()).filter_map(|row| {
        let OldValue::Read(old) = held(row, live, campaign.into()) else { return None };
        let (old, new) = (filled(old), created(row, campaign.into())?);
        // The answer may also leave out a value that was not sent.
        let is_left_out = old.is_none() && matches!(row.sent_by(campaign.into()), SentValue::LeftOut);
        if is_left_out { None } else { FieldDifference::between(row, OldValue::Read(old), new) }
    });
    different.collect()
}

/// Like [`readable_differences`], but for a campaign that was created a moment ago. Its schedule must be off.
pub fn creation_differences(live: &LiveCampaign, campaign: &PlatformCampaign) -> Vec<FieldDifference> {
    let mut found = readable_differences(live, campaign);
    found.extend(switched_on(live));
    found
}

/// The returned values that contradict the create that is said to have made the campaign, its type first. A value that
/// is not returned contradicts nothing, and neither does one that was left to the platform.
pub fn creation_contradictions(live: &LiveCampaign, campaign: &PlatformCampaign) -> Vec<FieldDifference> {
    let mut found = contradictions(live, campaign);
    found.extend(switched_on(live));
    found
}

/// The returned values that are not as the campaign was sent, its type first; such as those of a row in the list, which
/// does not have all.
pub fn contradictions(live: &LiveCampaign, campaign: &PlatformCampaign) -> Vec<FieldDifference> {
    let contradicting = rows(campaign.platform()).filter_map(|row| {
        let OldValue::Read(old) = held(row, live, campaign.into()) else { return None };
        let SentValue::Value(new) = row.sent_by(campaign.into()) else { return None };
        let (old, new) = (Some(filled(old)?), Some(filled(new)?));
        FieldDifference::between(row, OldValue::Read(old), new)
    });
    let mut found: Vec<FieldDifference> = contradicting.collect();
    // A name with other composed characters is the same name.
    found.retain(|change| change.field != "name" || !look_the_same(&live.name, campaign.name()));
    found
}

/// The sent fields that say whom a new campaign reaches, at what hours, or with what words, and that a read of it does
/// not show.
pub fn not_shown(live: &LiveCampaign, campaign: &PlatformCampaign) -> Vec<&'static str> {
    let is_not_shown = |row: &&Field| {
        let sent = match row.sent_by(campaign.into()) {
            SentValue::Value(sent) => filled(sent),
            SentValue::LeftOut | SentValue::NotForThisKind => None,
        };
        let is_none = match held(row, live, campaign.into()) {
            OldValue::Read(value) => filled(value).is_none(),
            OldValue::NotReadable => live.is_unread(row.path),
        };
        (row.decides_who_hears_what || row.decides_when) && sent.is_some() && is_none
    };
    rows(campaign.platform()).filter(is_not_shown).map(Field::name).collect()
}

/// The difference for a schedule that is on, though nobody can have switched it on yet.
fn switched_on(live: &LiveCampaign) -> Option<FieldDifference> {
    let (old, new) = (OldValue::Read(Some("on".to_owned())), Some("off".to_owned()));
    (live.scheduling_enabled == Some(true)).then_some(FieldDifference { field: "schedule", old, new })
}

/// Every difference as [`FieldDifference::in_words`] writes it: `priority is 3, not 5; message`.
pub fn in_words(changes: &[FieldDifference]) -> String {
    changes.iter().map(FieldDifference::in_words).collect::<Vec<_>>().join("; ")
}

impl FieldDifference {
    /// The difference in words: `priority is 3, not 5`. For a text or a phone number, only the field's name.
    pub fn in_words(&self) -> String {
        let Self { field, old, new } = self;
        let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "missing".to_owned());
        match old {
            OldValue::Read(old) if !is_private(field) => {
                format!("{field} is {}, not {}", shown(old), shown(new))
            }
            OldValue::NotReadable if !is_private(field) => format!("{field} is not returned by the platform"),
            _ => (*field).to_owned(),
        }
    }
}

impl FieldDifference {
    /// Whether the current value can be read.
    pub const fn is_readable(&self) -> bool {
        matches!(self.old, OldValue::Read(_))
    }

    /// The change in words: `priority 3 → 5`. For a text or a phone number, only the field's name.
    pub fn as_step(&self) -> String {
        let Self { field, old, new } = self;
        let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
        match old {
            OldValue::Read(old) if !is_private(field) => format!("{field} {} → {}", shown(old), shown(new)),
            OldValue::NotReadable if !is_private(field) => format!("{field} → {}", shown(new)),
            _ => (*field).to_owned(),
        }
    }
}

/// Whether only the field's name is shown.
fn is_private(field: &str) -> bool {
    PlatformKind::ALL.into_iter().flat_map(rows).any(|row| row.is_private && row.name() == field)
}

#[cfg(test)]
mod tests {
    use super::{creation_differences, in_words, readable_differences};
    use crate::domain::burki_campaign::{BurkiCampaign, Medium, Templates};
    use crate::domain::finding::Problem;
    use crate::domain::kore_campaign::CampaignType;
    use crate::domain::live::{CampaignId, CampaignStatus, LiveBurkiCampaign, LiveCampaign};
    use crate::domain::plain::PlainValue::{Number, Pairs, Words};
    use crate::domain::plain::{PlainValues, plain_values};
    use crate::domain::platform_campaign::PlatformCampaign;
    use crate::domain::samples::{campaign, live, own};

    fn told(live: &LiveCampaign) -> Result<String, Problem> {
        Ok(in_words(&creation_differences(live, &PlatformCampaign::Kore(Box::new(campaign()?)))))
    }

    #[test]
    fn what_was_created_is_equal_in_everything_that_can_be_read() -> Result<(), Problem> {
        assert_eq!(told(&live())?, "");
        let with = |change: fn(&mut LiveCampaign)| {
            let mut other = live();
            change(&mut other);
            told(&other)
        };
        assert_eq!(with(|it| own(it).priority = Some(3))?, "priority is 3, not 5");
        assert_eq!(with(|it| own(it).message = Some("Pay now".into()))?, "message");
        assert_eq!(with(|it| own(it).caller_id = Some("+12025550199".into()))?, "callerId");
        assert_eq!(with(|it| own(it).dnc_list = None)?, "dncLists is missing, not Opted out");
        assert_eq!(with(|it| it.scheduling_enabled = Some(true))?, "schedule is on, not off");
        let voice = with(|it| own(it).campaign_type = Some(CampaignType::Voice))?;
        assert_eq!(voice, "campaignType is voice, not sms");
        assert_eq!(with(|it| own(it).campaign_type = None)?, "campaignType is missing, not sms");
        Ok(())
    }

    #[test]
    fn a_schedule_that_is_on_is_no_difference_of_an_older_campaign() -> Result<(), Problem> {
        let on = LiveCampaign { scheduling_enabled: Some(true), ..live() };
        assert_eq!(readable_differences(&on, &PlatformCampaign::Kore(Box::new(campaign()?))), []);
        Ok(())
    }

    #[test]
    fn what_a_create_of_burki_leaves_out_is_the_platforms_default() -> Result<(), Problem> {
        let sent = BurkiCampaign {
            name: "Billing".parse()?,
            medium: Medium::Call,
            assistant_id: "7".parse()?,
            description: None,
            templates: Templates::default(),
            max_attempts: None,
            retry_delay_minutes: None,
            fallback_values: None,
            variable_mappings: None,
            available_variables: None,
            pending_import: None,
        };
        let sent = PlatformCampaign::Burki(Box::new(sent));
        let told = |change: fn(&mut LiveBurkiCampaign, &mut PlainValues)| {
            let mut burki = LiveBurkiCampaign {
                medium: Some("call".into()),
                assistant_id: Some(7),
                ..LiveBurkiCampaign::default()
            };
            let mut plain = plain_values([
                ("max_attempts", Some(Number(3))),
                ("retry_delay_minutes", Some(Number(30))),
                ("fallback_values", Some(Pairs([].into()))),
                ("available_variables", Some(Words(Vec::new()))),
            ]);
            change(&mut burki, &mut plain);
            let id = CampaignId::reported("42".into());
            let live = LiveCampaign::new(id, "Billing".into(), CampaignStatus::Draft, burki);
            let live = LiveCampaign { plain, ..live };
            in_words(&creation_differences(&live, &sent))
        };
        assert_eq!(told(|_, _| ()), "");
        assert_eq!(told(|_, plain| drop(plain.remove("max_attempts"))), "");
        assert_eq!(
            told(|_, plain| drop(plain.insert("max_attempts".into(), Number(5)))),
            "max_attempts is 5, not 3"
        );
        assert_eq!(
            told(|_, plain| drop(plain.insert("retry_delay_minutes".into(), Number(10)))),
            "retry_delay_minutes is 10, not 30"
        );
        assert_eq!(told(|it, _| it.medium = Some("sms".into())), "campaign_type is sms, not call");
        assert_eq!(told(|it, _| it.assistant_id = Some(8)), "assistant_id is 8, not 7");
        assert_eq!(told(|it, _| it.templates.agenda = Some("Sell".into())), "agenda_template");
        Ok(())
    }
}
