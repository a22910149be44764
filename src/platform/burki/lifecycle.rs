//! Actions on an existing campaign, and the states that allow them. Burki contract §4 and §5.

use super::client::Burki;
use super::endpoints::Endpoints;
use crate::domain::burki_campaign::BurkiCampaign;
use crate::domain::change::{Action, Trigger};
use crate::domain::difference::{FieldDifference, OldValue, changes, fixed_changes};
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::platform::answer_values;
use crate::platform::error::PlatformError;
use crate::platform::outcome::{RunState, Settled, Triggered, Updated};
use crate::platform::platform::{Campaigns as _, ReadAfterWrite};
use crate::platform::recovery::{LOOKS_AT_A_CHANGE, ReadBack, settle, settle_delete, settle_update};
use crate::platform::request::Request;

/// Checks whether the campaign's state allows the action, as far as that is known before sending. A status that is
/// not documented allows every action: the platform decides.
///
/// # Errors
///
/// The documentation does not allow the action in the campaign's state, or a start has no contacts.
pub fn may(live: &LiveCampaign, action: Action) -> Result<(), PlatformError> {
    use CampaignStatus::{Cancelled, Completed, Draft, Failed, Paused, Running, Scheduled};

    if matches!(live.status, CampaignStatus::Other(_)) {
        return Ok(());
    }
    let id = &live.id;
    let refused = |why: &str, next: String| Err(wrong_state(live, why.to_owned(), next));
    let allowed = |states: &[CampaignStatus]| states.contains(&live.status);
    match action {
        Action::Trigger(Trigger::Start) if !allowed(&[Draft, Scheduled, Paused]) => refused(
            "only a campaign in Draft, Scheduled or Paused can be started",
            if live.status.is_over() {
                format!(
                    "to contact everybody in it again: kcamp campaign re-execute {id} --all; without those who were reached: --failed-only"
                )
            } else {
                format!("pause or stop it first: kcamp campaign pause {id}")
            },
        ),
        Action::Trigger(Trigger::Start) if total_contacts(live) == Some(0) => refused(
            "it has no contacts, and a start needs at least one",
            format!("import some first: kcamp campaign import {id} FILE.csv"),
        ),
        Action::Trigger(Trigger::Pause) if !allowed(&[Running]) => refused(
            "only a campaign in Running can be paused",
            format!(
                "look at it with kcamp campaign status {id}; a schedule is cleared with kcamp schedule disable {id}"
            ),
        ),
        // A stop is sent in every other status too.
        Action::Trigger(Trigger::Stop) if live.status.is_over() || live.status == Draft => refused(
            "only a campaign in Running, Paused or Scheduled can be stopped",
            "there is nothing to stop".to_owned(),
        ),
        Action::Update if !allowed(&[Draft, Paused]) => refused(
            "only a campaign in Draft or Paused can be updated",
            match live.status {
                Running => format!("pause it first: kcamp campaign pause {id}"),
                Scheduled => format!("clear its schedule first: kcamp schedule disable {id}"),
                _ => format!(
                    "turn it into a draft first, without those who were reached: kcamp campaign re-execute {id} --failed-only; --all contacts everybody again"
                ),
            },
        ),
        Action::Delete if allowed(&[Running]) => {
            refused("it is reaching people", format!("stop it first: kcamp campaign stop {id}"))
        }
        Action::ReExecute if !allowed(&[Completed, Cancelled, Failed]) => refused(
            "only a campaign in Completed, Cancelled or Failed can be re-executed",
            format!("stop it first, or start it: kcamp campaign start {id}"),
        ),
        _ => Ok(()),
    }
}

fn total_contacts(live: &LiveCampaign) -> Option<u64> {
    live.burki().and_then(|own| own.total_contacts)
}

fn wrong_state(live: &LiveCampaign, why: String, next: String) -> PlatformError {
    PlatformError::wrong_state(&live.name, &live.status, why, next)
}

/// The request that changes the fields that `campaign` gives. Fields that cannot change after the create must be
/// equal.
///
/// # Errors
///
/// `campaign` has another type or assistant than the live one.
pub fn update_request(
    endpoints: &Endpoints,
    live: &LiveCampaign,
    campaign: &BurkiCampaign,
) -> Result<Request, PlatformError> {
    if let Some(FieldDifference { field, old: OldValue::Read(Some(old)), new: Some(new) }) =
        fixed_changes(live, campaign).first()
    {
        let why = format!("its {field} is {old} and cannot be changed to {new}");
        let next = "create another campaign, or give its current value".to_owned();
        return Err(wrong_state(live, why, next));
    }
    Ok(endpoints.update_campaign(live, campaign))
}

/// The status that a trigger leaves behind, where only its answer tells the status.
const fn settles_at(trigger: Trigger) -> CampaignStatus {
    match trigger {
        Trigger::Start => CampaignStatus::Scheduled,
        Trigger::Pause => CampaignStatus::Paused,
        Trigger::Stop => CampaignStatus::Cancelled,
    }
}

/// Whether a trigger was applied to a campaign whose status was `before` and is `now`.
fn came_through(trigger: Trigger, before: &CampaignStatus, now: &CampaignStatus) -> bool {
    match trigger {
        // A campaign that was scheduled before proves nothing by still being scheduled.
        Trigger::Start => {
            now.is_running()
                || *now == CampaignStatus::Completed
                || (*now == CampaignStatus::Scheduled && before != now)
        }
        Trigger::Pause | Trigger::Stop => *now == settles_at(trigger),
    }
}

impl Burki {
    /// Starts, stops or pauses a campaign. A lost answer is settled by reading the status back; the trigger is never
    /// sent again
    /// in doubt.
    ///
    /// # Errors
    ///
    /// The platform refuses, or the status that is read back does not settle a lost answer.
    pub(super) async fn send_trigger(
        &self,
        live: &LiveCampaign,
        trigger: Trigger,
    ) -> Result<Triggered, PlatformError> {
        let request = self.endpoints().trigger(live, trigger);
        let lost = match self.send_to(&live.id, &[&live.name], &request).await {
            Ok(value) => {
                let status = if value["status"].is_string() {
                    answer_values::status(&value)
                } else {
                    settles_at(trigger)
                };
                return Ok(Settled::answered(RunState { status, instance_id: None }));
            }
            Err(error) => error,
        };
        let advice = format!(
            "look at it with `kcamp campaign status {}`, and {} it again only if that did not happen",
            live.id,
            trigger.verb()
        );
        settle(self.http()?, lost, &LOOKS_AT_A_CHANGE, advice, async || {
            let status = self.campaign(&live.id).await?.status;
            Ok(if came_through(trigger, &live.status, &status) {
                ReadBack::Settled(Settled::read_back(RunState { status, instance_id: None }))
            } else {
                ReadBack::Open(format!("read back, its status is {status}"))
            })
        })
        .await
    }

    /// Deletes a campaign. A lost answer is settled by reading whether the campaign is gone.
    ///
    /// # Errors
    ///
    /// The platform refuses, or it is unknown whether the campaign is gone.
    pub(super) async fn send_delete(&self, live: &LiveCampaign) -> Result<Settled<()>, PlatformError> {
        let request = self.endpoints().delete_campaign(live);
        let Err(lost) = self.send_to(&live.id, &[&live.name], &request).await else {
            return Ok(Settled::answered(()));
        };
        settle_delete(self.http()?, lost, &live.id, async || self.campaign(&live.id).await).await
    }

    /// Changes the fields that `campaign` gives, and reads them back if `look` asks for it. A lost answer is settled
    /// if a readable change is found to have happened; the update is never sent again in doubt.
    ///
    /// # Errors
    ///
    /// A field that cannot change would change, the platform refuses, or reading back does not settle a lost answer.
    pub(super) async fn send_update(
        &self,
        live: &LiveCampaign,
        campaign: &BurkiCampaign,
        look: ReadAfterWrite,
    ) -> Result<Updated, PlatformError> {
        let request = update_request(self.endpoints(), live, campaign)?;
        let names = [live.name.as_str(), campaign.name.as_str()];
        let Err(lost) = self.send_to(&live.id, &names, &request).await else {
            let live = match look {
                ReadAfterWrite::AtOnce => self.campaign(&live.id).await.ok(),
                ReadAfterWrite::Later => None,
            };
            return Ok(Settled::answered(live));
        };
        let sent = PlatformCampaign::Burki(Box::new(campaign.clone()));
        let read = async || {
            let read = self.campaign(&live.id).await?;
            let left = changes(&read, &sent);
            Ok((read, left))
        };
        let before = changes(live, &sent).len();
        settle_update(self.http()?, lost, &live.id, before, "it sets the same values", read).await
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::{may, update_request};
    use crate::domain::change::{Action, Trigger};
    use crate::domain::live::LiveCampaign;
    use crate::exit::Exit;
    use crate::platform::burki::Endpoints;
    use crate::platform::burki::answer;
    use crate::platform::burki::samples::{billing, reported, wrong};

    const STATES: [&str; 7] = ["draft", "scheduled", "running", "paused", "completed", "cancelled", "failed"];

    fn live(status: &str) -> Result<LiveCampaign, Box<dyn Error>> {
        Ok(answer::campaign(&reported(status, "2026-11-21T06:00:00Z")).ok_or("not read")?)
    }

    #[test]
    fn every_action_is_let_through_from_the_documented_states_alone() -> Result<(), Box<dyn Error>> {
        for (action, states) in [
            (Action::Trigger(Trigger::Start), &["draft", "scheduled", "paused"][..]),
            (Action::Trigger(Trigger::Pause), &["running"]),
            (Action::Trigger(Trigger::Stop), &["scheduled", "running", "paused"]),
            (Action::Update, &["draft", "paused"]),
            (Action::Delete, &["draft", "scheduled", "paused", "completed", "cancelled", "failed"]),
            (Action::ReExecute, &["completed", "cancelled", "failed"]),
        ] {
            for state in STATES {
                let answer = may(&live(state)?, action);
                assert_eq!(answer.is_ok(), states.contains(&state), "{action:?} from {state}");
                if let Err(error) = answer {
                    assert_eq!(error.exit(), Exit::Conflict);
                    assert!(error.hint().is_some_and(|hint| !hint.is_empty()), "{action:?} from {state}");
                }
            }
            assert!(may(&live("dreaming")?, action).is_ok(), "{action:?}");
        }
        Ok(())
    }

    #[test]
    fn a_start_needs_contacts() -> Result<(), Box<dyn Error>> {
        let mut value = reported("draft", "2026-11-21T06:00:00Z");
        value["total_contacts"] = 0.into();
        let empty = answer::campaign(&value).ok_or("not read")?;
        let error = may(&empty, Action::Trigger(Trigger::Start)).err().ok_or("let through")?;
        assert!(error.to_string().contains("it has no contacts"), "{error}");
        assert!(error.hint().is_some_and(|hint| hint.contains("kcamp campaign import 42")));
        Ok(())
    }

    #[test]
    fn what_is_fixed_is_not_updated() -> Result<(), Box<dyn Error>> {
        let endpoints = Endpoints { origin: "https://h".into() };
        let mut other = billing()?;
        assert!(update_request(&endpoints, &live("draft")?, &other).is_ok());
        other.assistant_id = "8".parse().map_err(wrong)?;
        let error = update_request(&endpoints, &live("draft")?, &other).err().ok_or("let through")?;
        assert!(error.to_string().contains("its assistant_id is 7 and cannot be changed to 8"), "{error}");
        Ok(())
    }
}
