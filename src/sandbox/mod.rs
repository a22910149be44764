//! An emulator of the campaign platforms: a real HTTP server on loopback that needs no account. It serves both platforms at
//! once, told apart by the path.
//!
//! It is what a newcomer runs first, the rehearsal stage of a pipeline, and the double in kcamp's own tests. It reads the
//! contract for itself, over raw JSON, and shares no wire types or rules with the client, so that one mistake cannot pass
//! on both sides. Nothing in it reaches a network beyond loopback.
//!
//! A request passes through, in this order: reading (`exchange`), a fault that it was told to make ([`Fault`]), the
//! account's token and headers (`auth`, `kore`, `burki`), the rate window (`rate_limit`), the call itself (`kore`, `burki`), the
//! record of what was received (`record`), and the connection, which can be cut (`connection`).
//!
//! # State
//!
//! One JSON file for each platform in the state folder, and one of added contacts for each list of Kore.ai's. The state is replaced by a rename after every change under a lock file, so that several kcamp
//! processes with `--sandbox` lose no write. A request that only reads writes nothing but the rate window. Nothing is
//! flushed to disk by force: a rehearsal may be lost with the machine's power.
//!
//! # What it decides where the contract is silent
//!
//! The choices that [`Choices`] can change and `docs/sandbox.md` lists; for Burki's, see `burki`. Beyond those, for Kore.ai:
//!
//! - Contact lists and DNC lists must exist, flows and queues need not. Numbers are kept as digits.
//! - Calling hours are those of the campaign's zone, whatever zone a contact has. A run waits outside of them.
//! - A run of a schedule begins with the calling hours at or after its time, and with it a new instance. It ends with the next.
//! - Disabling a schedule ends the run that is under way; the campaign is `Ready` again.
//! - A schedule's runs before the moment at which it was enabled are not made up for.

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

pub use self::{
    choices::Choices,
    error::{ChoiceError, FaultError, SandboxError},
    faults::Fault,
    kore::state::CampaignType,
    server::{Server, start},
};
use crate::clock::Clock;
use crate::files::Patience;

/// How a sandbox runs.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder that keeps the state between runs; made when it is missing.
    pub state_dir: PathBuf,
    /// The port on 127.0.0.1; 0 takes any free port.
    pub port: u16,
    /// The clock that tokens, schedules and timestamps go by. The rate window always goes by real time.
    pub clock: Clock,
    /// Requests in a sliding minute; `None` is what is documented: 60 for Kore.ai, no limit for Burki. `Some(0)` is no limit.
    pub rate_limit_per_minute: Option<u32>,
    /// A wait before each answer.
    pub latency: Option<Duration>,
    /// The faults to make; the first one that matches a request decides.
    pub faults: Vec<Fault>,
    /// A file to which every request received is appended, as one line of JSON.
    pub record: Option<PathBuf>,
    /// The behaviour where the contract is silent.
    pub choices: Choices,
    /// The seed of ids, outcomes and the hits of a share of faults, in a state that is made afresh. The same calls in the same
    /// order then give the same answers.
    pub seed: u64,
    /// How another process that changes the state is waited for at the start.
    pub patience: Patience,
}

impl Options {
    /// The usual sandbox: any port, the machine's clock, 60 requests a minute, no faults.
    #[must_use]
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

/// The values that a client signs in with.
#[derive(Debug, Clone, Copy)]
pub struct Account {
    /// The bot, app or stream: the path segment and the header `iid`.
    pub stream_id: &'static str,
    /// The header and the query `accountId`, 24 hexadecimal digits.
    pub account_id: &'static str,
    /// The claim `appId`.
    pub client_id: &'static str,
    /// The HMAC key of tokens. It opens nothing but sandboxes.
    pub client_secret: &'static str,
}

/// The account that every sandbox has. Its values are invented and open nothing else.
pub const ACCOUNT: Account = Account {
    stream_id: "st-00000000-0000-5000-8000-000000sandbox",
    account_id: "5a4db0c5a4db0c5a4db0c5a4",
    client_id: "cs-00000000-0000-5000-8000-000000sandbox",
    client_secret: "not-a-secret-the-sandbox-key-that-everyone-has",
};

/// The API key that every sandbox takes for Burki. It is invented and opens nothing else.
pub const BURKI_API_KEY: &str = "burki_live_not-a-secret-the-sandbox-key-that-everyone-has";

/// The summary of a sandbox's objects, for `sandbox status`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// How many contact lists there are.
    pub contact_lists: usize,
    /// How many do-not-call lists there are.
    pub dnc_lists: usize,
    /// Every campaign, oldest first.
    pub campaigns: Vec<CampaignSummary>,
    /// How many campaigns there are on Burki's side, which the others do not count.
    pub burki_campaigns: usize,
}

/// One campaign of a [`Summary`].
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
    /// The first moment, `YYYY-MM-DD HH:mm:ss`, UTC.
    pub start_date_time: String,
    /// The last moment, in the same form.
    pub end_date_time: String,
    /// The recurrence object.
    pub recurrence_object: Value,
}

/// Puts a sandbox back to what it starts with. A folder that was never used is left alone.
///
/// # Errors
///
/// Where a file of the folder cannot be locked or written.
pub fn reset(state_dir: &Path) -> Result<(), SandboxError> {
    let store = kore::state::Store::new(state_dir);
    store.reset()?;
    burki::reset(state_dir)?;
    rate_limit::forget(state_dir)
}

/// The contents of a sandbox now, read from its folder; a server may be running on it. Statuses are those of the usual
/// [`Choices`].
///
/// # Errors
///
/// Where a file of the folder cannot be read or does not hold a sandbox's state.
pub fn summary(state_dir: &Path, clock: Clock) -> Result<Summary, SandboxError> {
    let burki_campaigns = burki::campaigns(state_dir)?;
    let summary = kore::summary(&kore::state::Store::new(state_dir).load()?, clock);
    Ok(Summary { burki_campaigns, ..summary })
}
