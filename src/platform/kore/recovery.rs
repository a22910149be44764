//! What a lost answer leaves open, and how far reading back can settle it. Interface section 8.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::client::Kore;
use crate::domain::campaign::Campaign;
use crate::domain::live::LiveCampaign;
use crate::platform::error::PlatformError;
use crate::platform::outcome::{Created, Matches, ScheduleChange};
use crate::platform::retry::WaitReason;

/// The waits before each look for a campaign whose create was not answered. Creation is asynchronous: a campaign may
/// appear seconds later. Seven and a half seconds are more than the documented samples need, and few enough to wait for.
const LOOKS_FOR_A_CREATE: [Duration; 4] =
    [Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];

/// The waits before each look at a campaign whose schedule call was not answered.
const LOOKS_AT_A_SCHEDULE: [Duration; 3] =
    [Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2)];

/// How far the platform's clock may be behind this machine's for a campaign still to count as created since. A
/// campaign of the same name that is younger than this when a create begins would be taken for its own.
const CLOCK_SKEW_ALLOWED: SignedDuration = SignedDuration::from_secs(10);

/// What the looks for a created campaign showed.
enum Look {
    /// One that was created since.
    Found(Box<LiveCampaign>),
    /// In words, why it is still open.
    Open(String),
}

impl Kore {
    /// Settles a create that failed with `lost`; any error but an unknown outcome is already settled.
    pub(super) async fn recover_create(
        &self,
        campaign: &Campaign,
        sent_at: Timestamp,
        lost: PlatformError,
    ) -> Result<Created, PlatformError> {
        let PlatformError::OutcomeUnknown { purpose, cause, request_id, .. } = lost else {
            return Err(lost);
        };
        let name = campaign.name.as_str();
        let since = sent_at.saturating_sub(CLOCK_SKEW_ALLOWED).unwrap_or(Timestamp::MIN);
        let mut seen = "it was not looked for".to_owned();
        for (look, wait) in (1..).zip(LOOKS_FOR_A_CREATE) {
            if self.http().pause(wait, WaitReason::LookingAgain, &purpose, &cause).await.is_err() {
                seen = format!("{seen}; the deadline leaves no time to look again");
                break;
            }
            match self.named(name, campaign.campaign_type()).await {
                Ok(matches) => match judge_create(matches, since, look) {
                    Look::Found(live) => return Ok(Created::new(*live, true)),
                    Look::Open(words) => seen = words,
                },
                Err(error) => seen = format!("looking for it failed too: {error}"),
            }
        }
        let look = format!(
            "look for {name:?} in `kcamp campaign list` in a minute, and create it again only if it is not there"
        );
        Err(PlatformError::OutcomeUnknown { purpose, cause: format!("{cause}; {seen}"), look, request_id })
    }

    /// Says what an unanswered enable left behind. That the schedule is on does not say which one it is, and that
    /// it is off does not rule out a late change: the outcome stays unknown.
    pub(super) async fn explain_lost_enable(&self, name: &str, lost: PlatformError) -> PlatformError {
        let PlatformError::OutcomeUnknown { purpose, cause, request_id, .. } = lost else {
            return lost;
        };
        let mut seen = "the campaign was not read back".to_owned();
        for wait in LOOKS_AT_A_SCHEDULE {
            match self.schedule_state(name, wait, &purpose, &cause).await {
                Ok(ScheduleState::On(_)) => {
                    seen = "read back, its schedule is on, but not with which recurrence".into();
                    break;
                }
                Ok(state) => seen = state.words(),
                Err(error) => seen = format!("reading it back failed too: {error}"),
            }
        }
        let look = format!(
            "look at the schedule of {name:?} on the platform; enabling it again sets the recurrence that you want"
        );
        PlatformError::OutcomeUnknown { purpose, cause: format!("{cause}; {seen}"), look, request_id }
    }

    /// Settles a disable that failed with `lost`: a schedule that is off is what was asked for.
    pub(super) async fn recover_disable(
        &self,
        name: &str,
        lost: PlatformError,
    ) -> Result<ScheduleChange, PlatformError> {
        let PlatformError::OutcomeUnknown { purpose, cause, request_id, .. } = lost else {
            return Err(lost);
        };
        let mut seen = "the campaign was not read back".to_owned();
        for wait in LOOKS_AT_A_SCHEDULE {
            match self.schedule_state(name, wait, &purpose, &cause).await {
                Ok(ScheduleState::Off(campaign)) => {
                    return Ok(ScheduleChange {
                        id: Some(campaign.id),
                        recovered: true,
                        ..ScheduleChange::default()
                    });
                }
                Ok(state) => seen = state.words(),
                Err(error) => seen = format!("reading it back failed too: {error}"),
            }
        }
        let look = format!("look at {name:?} with `kcamp campaign get`; disabling it again is safe");
        Err(PlatformError::OutcomeUnknown { purpose, cause: format!("{cause}; {seen}"), look, request_id })
    }

    async fn schedule_state(
        &self,
        name: &str,
        wait: Duration,
        purpose: &str,
        cause: &str,
    ) -> Result<ScheduleState, PlatformError> {
        self.http().pause(wait, WaitReason::LookingAgain, purpose, cause).await?;
        let Matches { mut exact, .. } = self.find_campaigns(name).await?;
        let count = exact.len();
        Ok(match (exact.pop(), count) {
            (Some(campaign), 1) => match campaign.scheduling_enabled {
                Some(true) => ScheduleState::On(Box::new(campaign)),
                Some(false) => ScheduleState::Off(Box::new(campaign)),
                None => ScheduleState::Unreported,
            },
            (_, count) => ScheduleState::Ambiguous(count),
        })
    }
}

/// Whether one of the campaigns of the name was created since then; `looks` is how often it was looked for.
fn judge_create(matches: Matches, since: Timestamp, looks: u32) -> Look {
    let of_the_name = matches.exact.len();
    let dated = matches.exact.iter().filter(|campaign| campaign.created_at.is_some()).count();
    let mut fresh: Vec<LiveCampaign> = matches
        .exact
        .into_iter()
        .filter(|campaign| campaign.created_at.is_some_and(|created| created >= since))
        .collect();
    let count = fresh.len();
    match (fresh.pop(), count) {
        (Some(campaign), 1) => Look::Found(Box::new(campaign)),
        (Some(_), count) => Look::Open(format!("{count} campaigns of this name were created since")),
        (None, _) if of_the_name == 0 => Look::Open(format!(
            "no campaign of this name appeared in {looks} look{}, and it may still appear",
            if looks == 1 { "" } else { "s" }
        )),
        (None, _) if dated < of_the_name => Look::Open(
            "a campaign of this name is there, and the platform does not say since when".to_owned(),
        ),
        (None, _) => Look::Open(
            "a campaign of this name is there, and it is older than this create, which may still appear"
                .to_owned(),
        ),
    }
}

/// What reading back showed of a campaign's schedule.
enum ScheduleState {
    On(Box<LiveCampaign>),
    Off(Box<LiveCampaign>),
    /// The campaign was read, and the platform did not say.
    Unreported,
    /// So many campaigns have the name.
    Ambiguous(usize),
}

impl ScheduleState {
    fn words(&self) -> String {
        match self {
            Self::On(campaign) => {
                format!("read back, its schedule is on and its status is {}", campaign.status)
            }
            Self::Off(campaign) => {
                format!("read back, its schedule is off and its status is {}", campaign.status)
            }
            Self::Unreported => "read back, the platform does not say whether its schedule is on".to_owned(),
            Self::Ambiguous(count) => format!("reading back found {count} campaigns of this name"),
        }
    }
}
