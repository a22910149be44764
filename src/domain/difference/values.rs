//! The sent and the live values, field by field, in the form in which they are compared. A later look needs them when
//! the request is no longer at hand.

use super::{FieldValue, OldValue, rows};
use crate::domain::field::{Field, SentCampaign, SentValue};
use crate::domain::live::LiveCampaign;
use crate::domain::platform_campaign::PlatformCampaign;

/// The values that a create sends; for a field that is left out, the platform's documented default.
pub fn created_values(campaign: &PlatformCampaign) -> Vec<FieldValue> {
    rows(campaign.platform()).filter_map(|row| Some((row.name(), created(row, campaign.into())?))).collect()
}

/// The value of a field after a create; `None` where campaigns of this kind do not have the field.
#[expect(
    clippy::option_option,
    reason = "not comparable, comparable and empty, and a value are three things"
)]
pub(super) fn created(field: &Field, campaign: SentCampaign<'_>) -> Option<Option<String>> {
    match field.sent_by(campaign) {
        SentValue::Value(value) => Some(filled(value)),
        SentValue::LeftOut => Some(field.platform_default.map(str::to_owned)),
        SentValue::NotForThisKind => None,
    }
}

/// An empty text counts as no value.
pub(super) fn filled(value: Option<String>) -> Option<String> {
    value.filter(|text| !text.is_empty())
}

/// The values that an update sets; unchanged ones are left out.
pub fn updated_values(campaign: &PlatformCampaign) -> Vec<FieldValue> {
    let changeable = rows(campaign.platform()).filter(|row| !row.is_fixed());
    let set = changeable.filter_map(|row| match row.sent_by(campaign.into()) {
        SentValue::Value(new) => Some((row.name(), new)),
        SentValue::LeftOut | SentValue::NotForThisKind => None,
    });
    set.collect()
}

/// The values of a campaign that the platform returned. A field that is not here was not read.
pub fn held_values(live: &LiveCampaign) -> Vec<FieldValue> {
    let read = rows(live.platform()).filter_map(|row| match row.read(live).into() {
        OldValue::Read(value) => Some((row.name(), value)),
        OldValue::NotReadable => None,
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::{FieldDifference, readable_differences};
    use super::{created_values, held_values, updated_values};
    use crate::domain::burki_campaign::{BurkiCampaign, Medium, Templates};
    use crate::domain::finding::Problem;
    use crate::domain::live::{CampaignId, CampaignStatus, LiveBurkiCampaign, LiveCampaign};
    use crate::domain::plain::PlainValue::{Number, Pairs, Words};
    use crate::domain::plain::{PlainValues, plain_values};
    use crate::domain::platform_campaign::PlatformCampaign;
    use crate::domain::samples::{campaign, live, own};

    /// The fields in which a later look finds that the two differ.
    fn later(live: &LiveCampaign, campaign: &PlatformCampaign) -> Vec<&'static str> {
        let held: BTreeMap<_, _> = held_values(live).into_iter().collect();
        let given = |value: Option<String>| value.filter(|text| !text.is_empty());
        created_values(campaign)
            .into_iter()
            .filter(|(field, new)| {
                held.get(field).is_some_and(|held| given(held.clone()) != given(new.clone()))
            })
            .map(|(field, _)| field)
            .collect()
    }

    fn at_once(live: &LiveCampaign, campaign: &PlatformCampaign) -> Vec<&'static str> {
        readable_differences(live, campaign).iter().map(|FieldDifference { field, .. }| *field).collect()
    }

    type Edit<T> = fn(&mut T);
    type BurkiEdit = fn(&mut LiveBurkiCampaign, &mut PlainValues);

    #[test]
    fn a_look_that_comes_later_finds_what_one_at_once_finds() -> Result<(), Problem> {
        let sent = PlatformCampaign::Kore(Box::new(campaign()?));
        let edits: [(Edit<LiveCampaign>, &str); 13] = [
            (|_| (), ""),
            (|it| it.name.push('x'), "name"),
            (|it| it.description = None, "description"),
            (|it| own(it).contact_lists.reverse(), ""),
            (|it| own(it).contact_lists.truncate(1), "contactLists"),
            (|it| own(it).dnc_list = None, "dncLists"),
            (|it| own(it).priority = Some(3), "priority"),
            (|it| own(it).message = Some("Pay now".into()), "message"),
            (|it| own(it).template_name = Some("t".into()), "template_name"),
            (|it| own(it).caller_id = Some("+12025550199".into()), "callerId"),
            (|it| own(it).calling_hours = None, "frequency timezone callingHours"),
            (|it| own(it).campaign_type = None, "campaignType"),
            (|it| own(it).format = Some("advanced".into()), "format"),
        ];
        for (edit, fields) in edits {
            let mut live = live();
            edit(&mut live);
            assert_eq!(later(&live, &sent), at_once(&live, &sent));
            assert_eq!(later(&live, &sent).join(" "), fields);
        }
        Ok(())
    }

    fn burki() -> Result<BurkiCampaign, Problem> {
        Ok(BurkiCampaign {
            name: "Billing".parse()?,
            medium: Medium::Call,
            assistant_id: "7".parse()?,
            description: None,
            templates: Templates { agenda: Some("Sell".into()), ..Templates::default() },
            max_attempts: None,
            retry_delay_minutes: None,
            fallback_values: Some([("name".to_owned(), "you".to_owned())].into()),
            variable_mappings: None,
            available_variables: None,
            pending_import: None,
        })
    }

    #[test]
    fn the_same_for_a_campaign_of_burki() -> Result<(), Problem> {
        let sent = PlatformCampaign::Burki(Box::new(burki()?));
        let edits: [(BurkiEdit, &str); 8] = [
            (|_, _| (), ""),
            (|it, _| it.medium = Some("sms".into()), "campaign_type"),
            (|it, _| it.assistant_id = Some(8), "assistant_id"),
            (|it, _| it.templates.agenda = None, "agenda_template"),
            (|it, _| it.templates.welcome_message = Some("Hi".into()), "welcome_message_template"),
            (|_, plain| drop(plain.insert("max_attempts".into(), Number(5))), "max_attempts"),
            (|_, plain| drop(plain.remove("fallback_values")), "fallback_values"),
            (
                |_, plain| drop(plain.insert("available_variables".into(), Words(vec!["x".into()]))),
                "available_variables",
            ),
        ];
        for (edit, fields) in edits {
            let mut burki = LiveBurkiCampaign {
                medium: Some("call".into()),
                assistant_id: Some(7),
                templates: Templates { agenda: Some("Sell".into()), ..Templates::default() },
                ..LiveBurkiCampaign::default()
            };
            let mut plain = plain_values([
                ("max_attempts", Some(Number(3))),
                ("retry_delay_minutes", Some(Number(30))),
                ("fallback_values", Some(Pairs([("name".to_owned(), "you".to_owned())].into()))),
                ("variable_mappings", Some(Pairs([].into()))),
                ("available_variables", Some(Words(Vec::new()))),
            ]);
            edit(&mut burki, &mut plain);
            let id = CampaignId::reported("42".into());
            let live = LiveCampaign::new(id, "Billing".into(), CampaignStatus::Draft, burki);
            let live = LiveCampaign { plain, ..live };
            assert_eq!(later(&live, &sent), at_once(&live, &sent));
            assert_eq!(later(&live, &sent).join(" "), fields);
        }
        let updated: Vec<&str> = updated_values(&sent).iter().map(|(field, _)| *field).collect();
        assert_eq!(updated, ["name", "agenda_template", "fallback_values"], "the rest stays as it is");
        Ok(())
    }
}
