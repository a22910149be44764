//! The uncertainty that a lost answer leaves, and how far reading back can settle it. `docs/guarantees.md` says what is promised.

mod age;
mod creates;

use std::time::Duration;

pub(super) use self::age::Age;
pub(super) use self::creates::settle_creates;
pub use self::creates::{LostCreate, SentCreate};
use super::error::{ErrorKind, PlatformError};
use super::http::Http;
use super::outcome::{Deleted, Updated};
use super::retry::{Haste, WaitReason};
use crate::domain::difference::{FieldDifference, in_words};
use crate::domain::live::{CampaignId, LiveCampaign};

/// The waits before each look at a campaign to which something was done without an answer: long enough for a platform
/// that applies it a moment after it took it, and short enough to wait for.
pub(super) const LOOKS_AT_A_CHANGE: [Duration; 3] =
    [Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2)];

/// The message for the case that the time ended before anything could be read back.
const NOT_READ_BACK: &str = "it was not read back";

/// The result of a look at the platform for a write whose answer was lost.
#[derive(Debug)]
pub(super) enum ReadBack<T> {
    /// The write was applied; this is its result.
    Settled(T),
    /// The reason why the outcome is still unknown.
    Open(String),
    /// The reason why the outcome is still unknown; looking again would show nothing else.
    Closed(String),
}

/// Settles a write that failed with `lost` by looking at what there is, a few times; any error but an unknown outcome is
/// settled already. `advice` is what to look at before it is tried again.
///
/// # Errors
///
/// `lost`, unless a look settles it; with what was seen last and with `advice`.
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
    // A halt looks once, at all of it, when the rest is stopped.
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

/// Settles a delete: a campaign that is not found is gone. `read` reads it.
///
/// # Errors
///
/// `lost`, unless the campaign is not found.
pub(super) async fn settle_delete(
    http: &Http,
    lost: PlatformError,
    id: &CampaignId,
    mut read: impl AsyncFnMut() -> Result<LiveCampaign, PlatformError>,
) -> Result<Deleted, PlatformError> {
    let advice = format!(
        "look for it with `kcamp campaign get {id}`; deleting it again is safe, it is gone or it is the same one"
    );
    settle(http, lost, &LOOKS_AT_A_CHANGE, advice, async || match read().await {
        Err(error) if error.kind == ErrorKind::NotFound => {
            Ok(ReadBack::Settled(Deleted { answer_lost: true }))
        }
        Ok(live) => {
            Ok(ReadBack::Open(format!("read back, it is still there and its status is {}", live.status)))
        }
        Err(error) => Err(error),
    })
    .await
}

/// Settles an update. `changes` is the number of differences that can be read and that it was to take away; `read` reads the
/// campaign and says which are left. It was applied where none is left and the platform's own clock shows that the campaign was
/// changed after the sending. `again` is why the same update may be sent again.
///
/// # Errors
///
/// `lost`, unless the campaign is read as it was sent, and changed since then.
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
            ReadBack::Settled(Updated { live: Some(live), answer_lost: true })
        } else {
            ReadBack::Open(format!("read back, it is as it was sent, and {}", age.words_of_change("update")))
        })
    })
    .await
}
