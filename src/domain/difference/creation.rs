//! A live campaign against the one that was to be created, and differences in words.

use std::collections::BTreeMap;

use super::{Change, Comparison, Old, kore_changes, pairs};
use crate::domain::burki_campaign::BurkiCampaign;
use crate::domain::live::{LiveBurkiCampaign, LiveCampaign};
use crate::domain::platform_campaign::PlatformCampaign;

/// The platform's default of `max_attempts`. Burki contract §4.
const DEFAULT_ATTEMPTS: u64 = 3;
/// The platform's default of `retry_delay_minutes`. Burki contract §4.
const DEFAULT_RETRY_DELAY_MINUTES: u64 = 30;
/// Fields whose values are texts for people or numbers of theirs: only their names are told.
const PRIVATE: [&str; 9] = [
    "message",
    "callerId",
    "description",
    "welcome_message_template",
    "agenda_template",
    "end_call_message_template",
    "sms_message_template",
    "fallback_values",
    "variable_mappings",
];

/// Every field that can be read and is not what the campaign has that is to be created, its type first.
#[must_use]
pub fn readable_differences(live: &LiveCampaign, campaign: &PlatformCampaign) -> Vec<Change> {
    let mut found = Comparison::default();
    match campaign {
        PlatformCampaign::Kore(kore) => {
            let word = live.campaign_type.map(|kind| kind.wire_name().to_owned());
            found.compare("campaignType", word, Some(campaign.type_word().to_owned()));
            found.0.extend(kore_changes(live, kore));
        }
        PlatformCampaign::Burki(burki) => found.burki_creation(live, burki),
    }
    found.0.retain(|change| change.old != Old::NotReadable);
    found.0
}

/// The same for a campaign that was created a moment ago, whose schedule nobody can have switched on yet.
#[must_use]
pub fn creation_differences(live: &LiveCampaign, campaign: &PlatformCampaign) -> Vec<Change> {
    let mut found = Comparison(readable_differences(live, campaign));
    if live.scheduling_enabled == Some(true) {
        found.compare("schedule", Some("on".to_owned()), Some("off".to_owned()));
    }
    found.0
}

/// `priority is 3, not 5; message`: every difference, as [`Change::in_words`] has each.
#[must_use]
pub fn in_words(changes: &[Change]) -> String {
    changes.iter().map(Change::in_words).collect::<Vec<_>>().join("; ")
}

impl Change {
    /// `priority is 3, not 5`. Of a text or a phone number the field's name alone.
    #[must_use]
    pub fn in_words(&self) -> String {
        let Self { field, old, new } = self;
        let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "missing".to_owned());
        match old {
            Old::Read(old) if !PRIVATE.contains(field) => {
                format!("{field} is {}, not {}", shown(old), shown(new))
            }
            _ => (*field).to_owned(),
        }
    }
}

impl Comparison {
    /// What a create leaves out is there as the platform's default.
    pub(super) fn burki_creation(&mut self, live: &LiveCampaign, campaign: &BurkiCampaign) {
        let empty = LiveBurkiCampaign::default();
        let is = live.burki.as_deref().unwrap_or(&empty);
        let text = |value: Option<&str>| value.filter(|text| !text.is_empty()).map(str::to_owned);
        self.compare("name", Some(live.name.clone()), Some(campaign.name.to_string()));
        self.compare("campaign_type", is.medium.clone(), Some(campaign.medium.wire_name().to_owned()));
        let id = is.assistant_id.map(|id| id.to_string());
        self.compare("assistant_id", id, Some(campaign.assistant_id.to_string()));
        self.compare("description", text(live.description.as_deref()), text(campaign.description.as_deref()));
        for ((key, old), (_, new)) in is.templates.by_key().into_iter().zip(campaign.templates.by_key()) {
            self.compare(key, text(old), text(new));
        }
        self.number("max_attempts", is.max_attempts, campaign.max_attempts.map(u64::from), DEFAULT_ATTEMPTS);
        self.number(
            "retry_delay_minutes",
            is.retry_delay_minutes,
            campaign.retry_delay_minutes.map(u64::from),
            DEFAULT_RETRY_DELAY_MINUTES,
        );
        let map = |map: Option<&BTreeMap<String, String>>| pairs(map.filter(|map| !map.is_empty()));
        let (old, new) = (map(is.fallback_values.as_ref()), map(campaign.fallback_values.as_ref()));
        self.compare("fallback_values", old, new);
        let (old, new) = (map(is.variable_mappings.as_ref()), map(campaign.variable_mappings.as_ref()));
        self.compare("variable_mappings", old, new);
        let words = |words: Option<&Vec<String>>| words.filter(|it| !it.is_empty()).map(|it| it.join(", "));
        let old = words(is.available_variables.as_ref());
        self.compare("available_variables", old, words(campaign.available_variables.as_ref()));
    }

    fn number(&mut self, field: &'static str, live: Option<u64>, sent: Option<u64>, default: u64) {
        // What was not sent may be left out of the answer too.
        if live.is_some() || sent.is_some() {
            self.compare(
                field,
                live.map(|it| it.to_string()),
                Some(sent.unwrap_or(default)).map(|it| it.to_string()),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{campaign, live};
    use super::{creation_differences, in_words, readable_differences};
    use crate::domain::burki_campaign::{BurkiCampaign, Medium, Templates};
    use crate::domain::finding::Problem;
    use crate::domain::kore_campaign::CampaignType;
    use crate::domain::live::{CampaignId, CampaignStatus, LiveBurkiCampaign, LiveCampaign};
    use crate::domain::platform_campaign::PlatformCampaign;

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
        assert_eq!(with(|it| it.priority = Some(3))?, "priority is 3, not 5");
        assert_eq!(with(|it| it.message = Some("Pay now".into()))?, "message");
        assert_eq!(with(|it| it.caller_id = Some("+12025550199".into()))?, "callerId");
        assert_eq!(with(|it| it.dnc_list = None)?, "dncLists is missing, not Opted out");
        assert_eq!(with(|it| it.scheduling_enabled = Some(true))?, "schedule is on, not off");
        let voice = with(|it| it.campaign_type = Some(CampaignType::Voice))?;
        assert_eq!(voice, "campaignType is voice, not sms");
        assert_eq!(with(|it| it.campaign_type = None)?, "campaignType is missing, not sms");
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
        let told = |change: fn(&mut LiveBurkiCampaign)| {
            let mut burki = LiveBurkiCampaign {
                medium: Some("call".into()),
                assistant_id: Some(7),
                max_attempts: Some(3),
                retry_delay_minutes: Some(30),
                fallback_values: Some([].into()),
                available_variables: Some(Vec::new()),
                ..LiveBurkiCampaign::default()
            };
            change(&mut burki);
            let id = CampaignId::reported("42".into());
            let mut live = LiveCampaign::bare(id, "Billing".into(), CampaignStatus::Draft);
            live.burki = Some(Box::new(burki));
            in_words(&creation_differences(&live, &sent))
        };
        assert_eq!(told(|_| ()), "");
        assert_eq!(told(|it| it.max_attempts = None), "");
        assert_eq!(told(|it| it.max_attempts = Some(5)), "max_attempts is 5, not 3");
        assert_eq!(told(|it| it.retry_delay_minutes = Some(10)), "retry_delay_minutes is 10, not 30");
        assert_eq!(told(|it| it.medium = Some("sms".into())), "campaign_type is sms, not call");
        assert_eq!(told(|it| it.assistant_id = Some(8)), "assistant_id is 8, not 7");
        assert_eq!(told(|it| it.templates.agenda = Some("Sell".into())), "agenda_template");
        Ok(())
    }
}
