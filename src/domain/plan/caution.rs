//! Cautions: questions that the platforms' documentation leaves open about changing a campaign in its current state.

use super::Obstacle;
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::domain::message_encoding::MessageEncoding;
use crate::domain::platform_kind::PlatformKind;

const EDIT: &str = "may be refused: the documentation does not say which fields can be edited in this state";
const AGAIN: &str = "the documentation does not say whether this replaces the schedule that is on";
const ENDS: &str = "the documentation does not say whether this ends the run that is under way";
const STATE: &str =
    "may be refused: the documentation does not say whether a schedule can be saved in this state";
const TO_BASE64: &str =
    "the text is live in percent-base64 and goes out in base64, as message_encoding has it";
const TO_PERCENT_BASE64: &str =
    "the text is live in base64 and goes out in percent-base64, as message_encoding has it";

/// Cautions about an update. Kore.ai contract §16, Burki contract §4.
pub(super) fn of_update(live: &LiveCampaign) -> Vec<&'static str> {
    let is_documented = match live.platform() {
        PlatformKind::Kore => matches!(live.status, CampaignStatus::Ready | CampaignStatus::Preparing),
        PlatformKind::Burki => matches!(live.status, CampaignStatus::Draft | CampaignStatus::Paused),
    };
    if is_documented { Vec::new() } else { vec![EDIT] }
}

/// The caution about an update that sends the text of an sms in another encoding than the platform returned it in.
/// Kore.ai contract §7.
pub fn of_encoding(live: &LiveCampaign, sent: Option<MessageEncoding>) -> Option<&'static str> {
    let (held, sent) = (live.kore()?.message_encoding?, sent?);
    (held != sent).then_some(match sent {
        MessageEncoding::Base64 => TO_BASE64,
        MessageEncoding::PercentBase64 => TO_PERCENT_BASE64,
    })
}

/// The caution about enabling a schedule while one is on. Kore.ai contract §9. On Burki, the schedule is a field of the
/// campaign, so there is no caution. Burki contract §3.
pub fn of_replacing(live: &LiveCampaign) -> Option<&'static str> {
    (live.platform() == PlatformKind::Kore).then_some(AGAIN)
}

/// The caution about switching a schedule off while its campaign runs. On Burki that is an update, which a running
/// campaign refuses. Kore.ai contract §16.
pub fn of_switching_off(live: &LiveCampaign) -> Option<&'static str> {
    (live.platform() == PlatformKind::Kore && live.status.is_running()).then_some(ENDS)
}

/// The caution about switching a schedule on, whether or not it replaces one that is on. Burki contract §3.
pub(super) fn of_schedule(live: &LiveCampaign) -> Option<&'static str> {
    let is_documented = match live.platform() {
        PlatformKind::Kore => true,
        PlatformKind::Burki => matches!(live.status, CampaignStatus::Draft | CampaignStatus::Scheduled),
    };
    (!is_documented).then_some(STATE)
}

/// Why a schedule that is off is not switched on now: the campaign runs, which only a person can have begun, and the
/// platform may refuse a schedule while it does (Kore.ai contract §9), or does so, and a stop would be its end (Burki
/// contract §4, §5).
pub(super) fn runs_first(live: &LiveCampaign) -> Option<Obstacle> {
    let why = "its schedule is off, and is not switched on while it runs";
    match live.platform() {
        PlatformKind::Kore => while_it_runs(live, why),
        PlatformKind::Burki => live.status.is_running().then(|| {
            Obstacle::new(
                format!("{}: {why}", live.status),
                Some(format!(
                    "apply again when the run is over; to interrupt it now: kcamp campaign pause {}",
                    live.id
                )),
            )
        }),
    }
}

/// Why the schedule that is on is not replaced now: it runs, and a call to its schedule may end the run. Kore.ai
/// contract §9, §16.
pub(super) fn ends_the_run(live: &LiveCampaign) -> Option<Obstacle> {
    while_it_runs(live, "its schedule is not replaced while it runs, which could end the run")
}

/// Why a schedule has no effect: a campaign that was stopped is not resumed, unless it is re-executed. Burki contract
/// §5.
pub(super) fn never_runs_again(live: &LiveCampaign) -> Option<Obstacle> {
    let is_meant = live.platform() == PlatformKind::Burki && live.status == CampaignStatus::Cancelled;
    is_meant.then(|| {
        Obstacle::new(
            format!("{}: it does not run again, whatever its schedule says", live.status),
            Some(format!(
                "to contact everybody in it again: kcamp campaign re-execute {} --all; without those who were reached: --failed-only. Else remove its schedule from the file",
                live.id
            )),
        )
    })
}

fn while_it_runs(live: &LiveCampaign, why: &str) -> Option<Obstacle> {
    let is_meant = live.platform() == PlatformKind::Kore && live.status.is_running();
    is_meant.then(|| {
        Obstacle::new(
            format!("{}: {why}", live.status),
            Some(format!("apply again when the run is over; to end it now: kcamp campaign stop {}", live.id)),
        )
    })
}
