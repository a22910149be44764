//! An emulator of the campaign platforms: a real HTTP server on loopback that needs no account. One server has both
//! platforms; the path shows which one is meant.
//!
//! Newcomers run it first, pipelines use it for rehearsals, and kcamp's own tests use it in place of a platform. It
//! implements the contract on its own, over raw JSON, and shares no wire types or rules with the client, so that a
//! mistake on one side cannot hide on the other. It never connects to a network beyond loopback.
//!
//! A request passes through these steps, in this order: reading (`exchange`), a fault that was asked for ([`Fault`]),
//! the account's token and headers (`auth`, `kore`, `burki`), the rate window (`rate_limit`), the call itself
//! (`kore`, `burki`), the record of what was received (`record`), and the connection, which can be cut
//! (`connection`).
//!
//! # State
//!
//! The state folder has one JSON file for each platform, and one of added contacts for each Kore.ai list. Every
//! change replaces the state by a rename, under a lock file, so that several kcamp processes with `--sandbox` lose no
//! write. A request that only reads writes only the rate window. Nothing is forced to disk: a power failure may lose
//! a rehearsal.
//!
//! # What it decides where the contract is silent
//!
//! [`Choices`] can change some of it, as `docs/sandbox.md` lists; for Burki's part, see `burki`. For Kore.ai it also
//! decides:
//!
//! - Contact lists and DNC lists must exist; flows and queues need not. Numbers are kept as digits.
//! - Calling hours are in the campaign's time zone, whatever zone a contact has. Outside of them a run waits.
//! - A run of a schedule starts with the first calling hours at or after its time, as a new instance. It ends when
//!   the next run starts.
//! - Disabling a schedule ends its current run; the campaign is `Ready` again.
//! - The runs of a schedule before it was enabled do not take place.

mod burki;
mod choices;
mod connection;
mod error;
mod exchange;
mod faults;
mod kore;
mod pseudo_random;
mod rate_limit;
mod record;
mod server;
mod state_file;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use serde::Serialize;
use serde_json::Value;

use self::state_file::Store;
pub use self::{
    choices::Choices,
    error::{ChoiceError, FaultError, SandboxError},
    faults::Fault,
    kore::state::CampaignType,
    server::{Server, start},
};
use crate::clock::Clock;
use crate::files::Patience;

/// The options of a sandbox.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder that keeps the state between runs; it is made if it is missing.
    pub state_dir: PathBuf,
    /// The port on 127.0.0.1; 0 takes any free port.
    pub port: u16,
    /// The clock for tokens, schedules and timestamps. The rate window always uses real time.
    pub clock: Clock,
    /// Requests in a sliding minute. `None` is the documented limit: 60 for Kore.ai, none for Burki. `Some(0)` is no
    /// limit.
    pub rate_limit_per_minute: Option<u32>,
    /// A wait before each answer.
    pub latency: Option<Duration>,
    /// The faults to make; the first one that matches a request is used.
    pub faults: Vec<Fault>,
    /// A file to which every request received is appended, as one line of JSON.
    pub record: Option<PathBuf>,
    /// The behaviour where the contract is silent.
    pub choices: Choices,
    /// The seed of ids, outcomes and faults with a percentage, in a new state. With the same seed, the same calls in
    /// the same order give the same answers.
    pub seed: u64,
    /// How to wait at the start for another process that changes the state.
    pub patience: Patience,
}

impl Options {
    /// The default sandbox: any port, the machine's clock, the documented rate limits, no faults.
    pub fn new(state_dir: PathBuf) -> Self {
        Self {
            state_dir,
            port: 0,
            clock: Clock::System,
            rate_limit_per_minute: None,
            latency: None,
            faults: Vec::new(),
            record: None,
            choices: Choices::default(),
            seed: 0,
            patience: Patience::default(),
        }
    }
}

/// The values with which a client signs in.
#[derive(Debug, Clone, Copy)]
pub struct Account {
    /// The bot, app or stream: the path segment and the header `iid`.
    pub stream_id: &'static str,
    /// The header and the query `accountId`, 24 hexadecimal digits.
    pub account_id: &'static str,
    /// The claim `appId`.
    pub client_id: &'static str,
    /// The HMAC key of tokens. It is valid only for sandboxes.
    pub client_secret: &'static str,
}

/// The account of every sandbox. Its values are made up and valid only here.
pub const ACCOUNT: Account = Account {
    stream_id: "st-00000000-0000-5000-8000-000000sandbox",
    account_id: "5a4db0c5a4db0c5a4db0c5a4",
    client_id: "cs-00000000-0000-5000-8000-000000sandbox",
    client_secret: "not-a-secret-the-sandbox-key-that-everyone-has",
};

/// The Burki API key of every sandbox. It is made up and valid only here.
pub const BURKI_API_KEY: &str = "burki_live_not-a-secret-the-sandbox-key-that-everyone-has";

/// The summary of a sandbox's objects, for `sandbox status`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// The objects of Kore.ai's side.
    pub kore: KoreSummary,
    /// The number of campaigns of Burki's side.
    pub burki_campaigns: usize,
}

/// The objects of Kore.ai's side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KoreSummary {
    /// The number of contact lists.
    pub contact_lists: usize,
    /// The number of do-not-call lists.
    pub dnc_lists: usize,
    /// Every campaign, oldest first.
    pub campaigns: Vec<CampaignSummary>,
}

/// One campaign of a [`KoreSummary`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CampaignSummary {
    /// The platform's id.
    pub id: String,
    /// The name as it was sent.
    pub name: String,
    /// Voice or SMS.
    #[serde(rename = "type")]
    pub campaign_type: CampaignType,
    /// The status as the platform spells it.
    pub status: &'static str,
    /// The schedule that was enabled, which no call of the platform returns.
    pub schedule: Option<ScheduleSummary>,
}

/// The schedule of a [`CampaignSummary`], as it was received.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScheduleSummary {
    /// The start, as `YYYY-MM-DD HH:mm:ss` in UTC.
    pub start_date_time: String,
    /// The end, in the same form.
    pub end_date_time: String,
    /// The recurrence object.
    pub recurrence_object: Value,
}

/// Restores a sandbox to its initial content. A folder that was never used is left alone.
///
/// # Errors
///
/// If a file of the folder cannot be locked or written.
pub fn reset(state_dir: &Path) -> Result<(), SandboxError> {
    Store::<kore::state::State>::new(state_dir).reset()?;
    Store::<burki::State>::new(state_dir).reset()?;
    rate_limit::forget(state_dir)
}

/// The current content of a sandbox, read from its folder. A server may be running on it. Statuses are computed with
/// the default [`Choices`].
///
/// # Errors
///
/// If a file of the folder cannot be read or does not hold a sandbox's state.
pub fn summary(state_dir: &Path, clock: Clock) -> Result<Summary, SandboxError> {
    let burki_campaigns = burki::campaigns(state_dir)?;
    Ok(Summary { kore: kore::summary(&Store::new(state_dir).load()?, clock), burki_campaigns })
}
