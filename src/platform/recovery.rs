//! What a lost answer leaves open, and how far reading back can settle it. Interface section 8.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::error::PlatformError;
use super::http::Http;
use super::outcome::Matches;
use super::retry::WaitReason;
use crate::domain::live::LiveCampaign;

/// The waits before each look for a campaign whose create was not answered. Creation may be asynchronous: a campaign
/// appears seconds later. Seven and a half seconds are more than the documented samples need, and few enough to wait for.
pub(super) const LOOKS_FOR_A_CREATE: [Duration; 4] =
    [Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];

/// The waits before each look at a campaign to which something was done without an answer: long enough for a platform
/// that applies it a moment after it took it, and short enough to wait for.
pub(super) const LOOKS_AT_A_CHANGE: [Duration; 3] =
    [Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2)];

/// How far the platform's clock may be behind this machine's for a campaign still to count as created since. A
/// campaign of the same name that is younger than this when a create begins would be taken for its own.
const CLOCK_SKEW_ALLOWED: SignedDuration = SignedDuration::from_secs(10);

/// What is said where the time ended before anything could be read back.
const NOT_READ_BACK: &str = "the campaign was not read back";

/// What a look at the platform showed of a write whose answer was lost.
#[derive(Debug)]
pub(super) enum Look<T> {
    /// It was applied.
    Settled(T),
    /// In words, why that is still open.
    Open(String),
    /// The same, and looking again would show nothing else.
    Closed(String),
}

/// Settles a write that failed with `lost` by looking at what there is, a few times; any error but an unknown outcome is
/// settled already. `advice` is what to look at before it is tried again.
pub(super) async fn settle<T>(
    http: &Http,
    lost: PlatformError,
    waits: &[Duration],
    advice: String,
    mut look: impl AsyncFnMut() -> Result<Look<T>, PlatformError>,
) -> Result<T, PlatformError> {
    let PlatformError::OutcomeUnknown { purpose, cause, request_id, .. } = lost else { return Err(lost) };
    let mut seen = NOT_READ_BACK.to_owned();
    for wait in waits {
        if http.pause(*wait, WaitReason::LookingAgain, &purpose, &cause).await.is_err() {
            seen = format!("{seen}; the deadline leaves no time to look again");
            break;
        }
        match look().await {
            Ok(Look::Settled(done)) => return Ok(done),
            Ok(Look::Open(words)) => seen = words,
            Ok(Look::Closed(words)) => {
                seen = words;
                break;
            }
            Err(error) => seen = format!("reading it back failed too: {error}"),
        }
    }
    Err(PlatformError::OutcomeUnknown {
        purpose,
        cause: format!("{cause}; {seen}"),
        look: advice,
        request_id,
    })
}

/// Whether an instant that the platform gave is after `sent_at`, as far as two clocks can tell.
pub(super) fn created_since(at: Timestamp, sent_at: Timestamp) -> bool {
    at >= sent_at.saturating_sub(CLOCK_SKEW_ALLOWED).unwrap_or(Timestamp::MIN)
}

/// Whether one of the campaigns of the name was created since `sent_at`; `looks` is how often it was looked for.
pub(super) fn judge_create(matches: Matches, sent_at: Timestamp, looks: usize) -> Look<LiveCampaign> {
    let of_the_name = matches.exact.len();
    let dated = matches.exact.iter().filter(|campaign| campaign.created_at.is_some()).count();
    let mut fresh: Vec<LiveCampaign> = matches
        .exact
        .into_iter()
        .filter(|campaign| campaign.created_at.is_some_and(|created| created_since(created, sent_at)))
        .collect();
    let count = fresh.len();
    match (fresh.pop(), count) {
        (Some(campaign), 1) => Look::Settled(campaign),
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
