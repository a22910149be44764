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
//! Of Burki's, see `burki`. Of Kore.ai's:
//!
//! - Names are unique over both campaign types, ignoring case; a second one is refused with 409.
//! - Schedule times are UTC. Enabling a scheduled campaign again replaces its schedule; disabling one without a schedule succeeds.
//! - A schedule whose end has passed reads as `Completed`.
//! - Flows, queues and templates need not exist; contact lists and DNC lists must.
//! - Pages hold 50 rows where no `limit` is sent, and 100 at most. A `skip` above 0 wins over `page`.
//! - A contact list's name is unique too. Contacts that are queued are there at once; a list that keeps no duplicates
//!   drops a number that it has, silently. Numbers are kept as digits.
//! - Refused requests do not count against the rate limit.

mod auth;
mod burki;
mod connection;
mod error;
mod exchange;
mod faults;
mod kept;
mod kore;
mod rate_limit;
mod record;
mod scatter;
mod seed;
mod server;
mod state;
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
    error::{FaultError, SandboxError},
    faults::Fault,
    server::{Server, start},
    state::CampaignType,
};
use crate::clock::Clock;

/// How a sandbox runs.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder that keeps the state between runs; made when it is missing.
    pub state_dir: PathBuf,
    /// The port on 127.0.0.1; 0 takes any that is free.
    pub port: u16,
    /// The clock that tokens, schedules and timestamps go by. The rate window always goes by real time.
    pub clock: Clock,
    /// Requests in a sliding minute; `None` is what is documented: 60 for Kore.ai, no limit for Burki. `Some(0)` is no limit.
    pub rate_limit_per_minute: Option<u32>,
    /// A wait before each answer.
    pub latency: Option<Duration>,
    /// What to do wrong; the first fault that matches a request decides.
    pub faults: Vec<Fault>,
    /// A file to which every request received is appended, as one line of JSON.
    pub record: Option<PathBuf>,
    /// Whether keys that the contract does not know are refused.
    pub strictness: Strictness,
    /// Whether a token must carry a `jti` claim.
    pub token_ids: TokenIds,
    /// How an import of Burki is answered.
    pub burki_imports: BurkiImports,
}

impl Options {
    /// The usual sandbox: any port, the machine's clock, 60 requests a minute, no faults.
    #[must_use]
    pub const fn new(state_dir: PathBuf) -> Self {
        Self {
            state_dir,
            port: 0,
            clock: Clock::System,
            rate_limit_per_minute: None,
            latency: None,
            faults: Vec::new(),
            record: None,
            strictness: Strictness::Strict,
            token_ids: TokenIds::Optional,
            burki_imports: BurkiImports::Queued,
        }
    }
}

/// How Burki's sandbox answers an import: its documents disagree.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BurkiImports {
    /// 202 with an import to ask for, as the platform's own description of its API has it.
    #[default]
    Queued,
    /// 200 with the counts, as the page has it.
    Immediate,
}

/// How closely the contract is held where it is loose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Strictness {
    /// Unknown keys, a mode's foreign keys, and the table form of the weekly recurrence are refused.
    #[default]
    Strict,
    /// They are ignored, and a query `accountId` may differ from the header's.
    Lenient,
}

/// The platform's "Enforce JTI" switch. A `jti` that is there is always checked: used once, and valid for an hour at most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TokenIds {
    /// A token may come without one.
    #[default]
    Optional,
    /// A token without one is refused.
    Required,
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

/// What is in a sandbox, for `sandbox status`.
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
pub fn reset(state_dir: &Path) -> Result<(), SandboxError> {
    let store = state::Store::new(state_dir);
    store.reset()?;
    burki::reset(state_dir)?;
    rate_limit::forget(state_dir)
}

/// What is in a sandbox, read from its folder; a server may be running on it.
///
/// Statuses are the stored ones: a schedule that has ended since still says `Scheduled` here.
pub fn summary(state_dir: &Path) -> Result<Summary, SandboxError> {
    let burki_campaigns = burki::campaigns(state_dir)?;
    Ok(state::Store::new(state_dir).load()?.summary(burki_campaigns))
}
