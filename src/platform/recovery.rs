//! Settles lost answers, as far as reading back allows it. `docs/guarantees.md` has what is promised.

mod age;
mod creates;

use std::time::Duration;

pub(super) use self::age::Age;
pub(super) use self::creates::settle_creates;
use super::error::{ErrorKind, PlatformError};
use super::http::Http;
use super::outcome::{Settled, Updated};
use super::retry::{Haste, WaitReason};
use crate::domain::difference::{FieldDifference, in_words};
use crate::domain::live::{CampaignId, LiveCampaign};

/// The waits before each look at a campaign after a write without an answer: long enough for a platform that applies
/// a write a moment after it accepts it, and short enough for the user to wait.
pub(super) const LOOKS_AT_A_CHANGE: [Duration; 3] =
    [Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2)];

/// The message if the time ran out before anything could be read back.
const NOT_READ_BACK: &str = "it was not read back";

/// The result of a look at the platform for a write whose answer was lost.
#[derive(Debug)]
pub(super) enum ReadBack<T> {
    /// The write was applied; this is its result.
    Settled(T),
    /// The outcome is still unknown, for this reason.
    Open(String),
    /// The outcome is unknown, for this reason, and another look would show the same.
    Closed(String),
}

/// Settles a write that failed with `lost` by looking at the platform a few times. An error with a known outcome is
/// returned at once. `advice` says what to look at before trying again.
///
/// # Errors
///
/// `lost`, unless a look settles it; with what was seen last, and with `advice`.
pub(super) async fn settle<T>(
    http: &Http,
    lost: PlatformError,
    waits: &[Duration],
    advice: String,
    mut look: impl AsyncFnMut() -> Result<ReadBack<T>, PlatformError>,
) -> Result<T, PlatformError> {
    if !lost.is_outcome_unknown() {
        return Err(lost);
    }
    let mut seen = NOT_READ_BACK.to_owned();
    // A halt looks once at all the campaigns, after the others are stopped.
    let waits = if http.haste() == Haste::Halt { &[] } else { waits };
    for wait in waits {
        if http.pause(*wait, WaitReason::LookingAgain, lost.purpose(), lost.cause()).await.is_err() {
            seen = format!("{seen}; the deadline leaves no time to look again");
            break;
        }
        match look().await {
            Ok(ReadBack::Settled(done)) => return Ok(done),
            Ok(ReadBack::Open(words)) => seen = words,
            Ok(ReadBack::Closed(words)) => {
                seen = words;
                break;
            }
            Err(error) => seen = format!("reading it back failed too: {error}"),
        }
    }
    Err(lost.with_more_of_cause(&seen).with_hint(advice))
}

/// Settles a delete: a campaign that is not found is deleted. `read` reads the campaign.
///
/// # Errors
///
/// `lost`, unless the campaign is not found.
pub(super) async fn settle_delete(
    http: &Http,
    lost: PlatformError,
    id: &CampaignId,
    mut read: impl AsyncFnMut() -> Result<LiveCampaign, PlatformError>,
) -> Result<Settled<()>, PlatformError> {
    let advice = format!(
        "look for it with `kcamp campaign get {id}`; deleting it again is safe, it is gone or it is the same one"
    );
    settle(http, lost, &LOOKS_AT_A_CHANGE, advice, async || match read().await {
        Err(error) if error.kind == ErrorKind::NotFound => Ok(ReadBack::Settled(Settled::read_back(()))),
        Ok(live) => {
            Ok(ReadBack::Open(format!("read back, it is still there and its status is {}", live.status)))
        }
        Err(error) => Err(error),
    })
    .await
}

/// Settles an update. `changes` is the number of readable differences that the update was to remove; `read` reads the
/// campaign and returns the remaining ones. The update was applied if none remain and, by the platform's own clock,
/// the campaign was changed after the sending. `again` says why the same update may be sent again.
///
/// # Errors
///
/// `lost`, unless the campaign is read as it was sent and was changed since then.
pub(super) async fn settle_update(
    http: &Http,
    lost: PlatformError,
    id: &CampaignId,
    changes: usize,
    again: &str,
    mut read: impl AsyncFnMut() -> Result<(LiveCampaign, Vec<FieldDifference>), PlatformError>,
) -> Result<Updated, PlatformError> {
    let sent = http.last_write_began();
    let advice =
        format!("look at it with `kcamp campaign get {id}`; the same update may be sent again, {again}");
    settle(http, lost, &LOOKS_AT_A_CHANGE, advice, async || {
        if changes == 0 {
            return Ok(ReadBack::Closed("the platform returns none of the changed values".to_owned()));
        }
        let (live, left) = read().await?;
        let age = Age::of(live.updated_at, http.last_clock_reading(), sent);
        Ok(if !left.is_empty() {
            ReadBack::Open(format!("read back, it is not what was sent: {}", in_words(&left)))
        } else if age == Age::Fresh {
            ReadBack::Settled(Settled::read_back(Some(live)))
        } else {
            ReadBack::Open(format!("read back, it is as it was sent, and {}", age.words_of_change("update")))
        })
    })
    .await
}
