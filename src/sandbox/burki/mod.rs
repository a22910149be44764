//! Burki's campaign API as it is documented (Burki contract §2 to §6), with the decisions of §10.
//! The WebSocket and the routes below `/ws` are not served.
//!
//! # What it decides where the contract is silent
//!
//! Requests:
//!
//! - The path of the collection ends with a slash. Any other spelling of a path's last slash is answered with 307,
//!   and a method that a path does not have with 405, as the platform's framework does by default.
//! - `campaign_type` must be `call`, `sms` or `mixed`. Numbers are not read from strings. Unknown keys of a body or a
//!   query are refused, unless lenient. An update has the limits of a create; a `null` clears a text, but not a
//!   number or a name.
//! - A wrong `status` is 422 for the list of campaigns, and 400, as documented, for contacts and executions.
//! - `variables` of a template preview are required, unless lenient. A template error has status 200.
//! - A wrong schedule or re-execution is 400 with a text, since the platform's own model of both is a free object.
//!
//! Campaigns:
//!
//! - Names may repeat; assistants need not exist. The list is in the order of creation; executions are newest first.
//! - There is no rate limit unless the options set one.
//!
//! Schedules:
//! - A saved schedule runs on its own; `start` before its time changes nothing. It can be saved in `draft`,
//!   `scheduled` and `paused`; `immediate` can be saved in any status.
//!   `paused`; `immediate` in any status.
//! - `scheduled_at` is converted: without an offset it is local time in `timezone`, with one it is that instant. It
//!   is shown in UTC, unless another choice is made. In a recurring schedule it is the first run, even if it does not
//!   fit the pattern; if it is missing, the pattern gives the first run.
//! - `interval` is 1 if it is missing, and `time_zone` the outer time zone. Weeks start on Monday. Days, weeks and
//!   months are counted from the first run, or from today. A month without its day has no run. An `end_date` without
//!   a time is its whole day.
//! - A campaign without contacts at its time is `failed`. After its last run it is `completed`; a run that is due
//!   during another run is left out.
//! - `unschedule` removes the schedule.
//!
//! Runs:
//!
//! - Ten contacts are reached per second, in their order, once per run: a failed contact is not tried again in that
//!   run. A run takes at least a second. A pause or a stop lets the current call end.
//! - A run calls the pending contacts. If there are none, as in the second run of a recurring schedule, it calls all
//!   contacts but the skipped ones.
//!
//! Imports:
//!
//! - `column_mappings` maps a column of the file to a field. Rows without a number are left out and counted. A
//!   running campaign refuses an import.
//! - An import's contacts are there at once. Its status is `processing` at a first look within a second, then
//!   `completed`.

mod campaigns;
mod contacts;
mod fields;
mod imports;
mod lifecycle;
mod multipart;
mod progress;
mod progression;
mod recurrence;
mod refusal;
mod schedule;
mod scheduling;
mod state;
mod template;
mod views;

use std::path::Path;

use axum::http::{HeaderValue, Method, StatusCode};
use jiff::Timestamp;
use serde_json::json;

pub(super) use self::state::State;
use self::{
    refusal::{FieldError, Refusal},
    state::Campaign,
};
use super::{
    BURKI_API_KEY, Options, SandboxError,
    choices::{BurkiImports, BurkiScheduledAt, Strictness},
    exchange::{Platform, Received, Reply, internal},
    rate_limit::{RateWindow, Verdict},
    state_file::Store,
};
use crate::clock::Clock;

/// Burki's part of the emulator.
#[derive(Debug)]
pub(super) struct Burki {
    store: Store<State>,
    rate: RateWindow,
    clock: Clock,
    strictness: Strictness,
    imports: BurkiImports,
    scheduled_at: BurkiScheduledAt,
}

/// One call of the table of calls (Burki contract §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Route<'a> {
    List,
    Create,
    PreviewTemplate,
    /// A call for the campaign in the path, whose id may not be a number.
    Of(&'a str, CampaignCall<'a>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CampaignCall<'a> {
    Read,
    Update,
    Delete,
    ShowSchedule,
    SaveSchedule,
    Unschedule,
    Start,
    Pause,
    Stop,
    ReExecute,
    Contacts,
    Import,
    ImportStatus(&'a str),
    Progress,
    Executions,
}

/// The call for a method and the path below `/api/v1/campaigns/`.
fn route<'a>(method: &Method, path: &[&'a str]) -> Option<Route<'a>> {
    let call = match (method.as_str(), path) {
        ("GET", [""]) => return Some(Route::List),
        ("POST", [""]) => return Some(Route::Create),
        ("POST", ["template-preview"]) => return Some(Route::PreviewTemplate),
        ("GET", [_]) => CampaignCall::Read,
        ("PUT", [_]) => CampaignCall::Update,
        ("DELETE", [_]) => CampaignCall::Delete,
        ("GET", [_, "schedule"]) => CampaignCall::ShowSchedule,
        ("POST", [_, "schedule"]) => CampaignCall::SaveSchedule,
        ("POST", [_, "unschedule"]) => CampaignCall::Unschedule,
        ("POST", [_, "start"]) => CampaignCall::Start,
        ("POST", [_, "pause"]) => CampaignCall::Pause,
        ("POST", [_, "stop"]) => CampaignCall::Stop,
        ("POST", [_, "re-execute"]) => CampaignCall::ReExecute,
        ("GET", [_, "contacts"]) => CampaignCall::Contacts,
        ("POST", [_, "import-data"]) => CampaignCall::Import,
        ("GET", [_, "imports", import]) => CampaignCall::ImportStatus(import),
        ("GET", [_, "progress"]) => CampaignCall::Progress,
        ("GET", [_, "executions"]) => CampaignCall::Executions,
        _ => return None,
    };
    path.first().filter(|id| !id.is_empty()).map(|id| Route::Of(id, call))
}

/// Whether any method has a call at this path.
fn is_known(path: &[&str]) -> bool {
    [Method::GET, Method::POST, Method::PUT, Method::DELETE]
        .iter()
        .any(|method| route(method, path).is_some())
}

/// A number in the path, as the platform reads it.
fn number_in_path(text: &str, name: &str) -> Result<i64, Refusal> {
    text.parse().map_err(|_| {
        let message = "Input should be a valid integer, unable to parse string as an integer";
        FieldError::new(vec![json!("path"), json!(name)], message, "int_parsing").into()
    })
}

/// The number of campaigns.
///
/// # Errors
///
/// The state exists but cannot be read.
pub(super) fn campaigns(folder: &Path) -> Result<usize, SandboxError> {
    Ok(Store::<State>::new(folder).load()?.campaigns.len())
}

impl Burki {
    pub(super) fn new(options: &Options) -> Self {
        Self {
            store: Store::new(&options.state_dir),
            // No limit is documented, so there is none unless the options set one.
            rate: RateWindow::new(
                &options.state_dir,
                options.rate_limit_per_minute.or(Some(0)),
                &options.choices,
            ),
            clock: options.clock,
            strictness: options.choices.strictness,
            imports: options.choices.burki_imports,
            scheduled_at: options.choices.burki_scheduled_at,
        }
    }

    /// Answers a request.
    pub(super) fn answer(&self, received: &Received) -> Reply {
        self.serve(received).unwrap_or_else(Reply::from)
    }

    fn serve(&self, received: &Received) -> Result<Reply, Refusal> {
        let segments: Vec<&str> = received.segments.iter().map(String::as_str).collect();
        let path = segments.get(3..).unwrap_or_default();
        let Some(call) = route(&received.method, path) else { return Err(unserved(received, path)) };
        authorize(received)?;
        match self.rate.admit() {
            Ok(Verdict::Admitted) => {}
            Ok(Verdict::Refused) => {
                let message = Platform::Burki.rate_message();
                return Err(Refusal::text(StatusCode::TOO_MANY_REQUESTS, message));
            }
            Err(error) => return Err(internal(&error).into()),
        }
        let answer = match call {
            Route::List => campaigns::list(self, received),
            Route::Create => campaigns::create(self, received),
            Route::PreviewTemplate => template::preview(self, received),
            Route::Of(id, call) => {
                let id = number_in_path(id, "campaign_id")?;
                match call {
                    CampaignCall::Read => campaigns::read(self, id),
                    CampaignCall::Update => campaigns::update(self, received, id),
                    CampaignCall::Delete => campaigns::delete(self, id),
                    CampaignCall::ShowSchedule => scheduling::show(self, id),
                    CampaignCall::SaveSchedule => scheduling::save(self, received, id),
                    CampaignCall::Unschedule => scheduling::cancel(self, id),
                    CampaignCall::Start => lifecycle::start(self, id),
                    CampaignCall::Pause => lifecycle::pause(self, id),
                    CampaignCall::Stop => lifecycle::stop(self, id),
                    CampaignCall::ReExecute => lifecycle::re_execute(self, received, id),
                    CampaignCall::Contacts => contacts::list(self, received, id),
                    CampaignCall::Import => return imports::import(self, received, id),
                    CampaignCall::ImportStatus(import) => {
                        imports::status(self, id, number_in_path(import, "import_id")?)
                    }
                    CampaignCall::Progress => progress::show(self, id),
                    CampaignCall::Executions => progress::executions(self, received, id),
                }
            }
        };
        answer.map(|body| Reply::json(StatusCode::OK, &body))
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The state at the present time.
    fn state(&self) -> Result<State, Refusal> {
        let mut state = self.store.load().map_err(|error| internal(&error))?;
        let now = self.now();
        state.campaigns.iter_mut().for_each(|campaign| campaign.advance(now));
        Ok(state)
    }

    fn change_state<T>(&self, change: impl FnOnce(&mut State) -> Result<T, Refusal>) -> Result<T, Refusal> {
        self.store.change(change).unwrap_or_else(|error| Err(internal(&error).into()))
    }

    /// Reads one campaign, in its state at the present time.
    fn look<T>(&self, id: i64, read: impl FnOnce(&Campaign) -> T) -> Result<T, Refusal> {
        let mut state = self.store.load().map_err(|error| internal(&error))?;
        let campaign = of(&mut state, id)?;
        campaign.advance(self.now());
        Ok(read(campaign))
    }

    /// Changes one campaign, after it was brought to the present time. If `change` refuses, nothing changes.
    fn change<T>(
        &self,
        id: i64,
        change: impl FnOnce(&mut Campaign, Timestamp) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let now = self.now();
        self.change_state(|state| {
            let campaign = of(state, id)?;
            campaign.advance(now);
            let done = change(campaign, now)?;
            campaign.updated_at = now;
            Ok(done)
        })
    }
}

fn of(state: &mut State, id: i64) -> Result<&mut Campaign, Refusal> {
    let found = state.campaigns.iter_mut().find(|campaign| i64::try_from(campaign.id) == Ok(id));
    found.ok_or_else(|| Refusal::text(StatusCode::NOT_FOUND, "Campaign not found"))
}

/// Checks the API key, which is a bearer token (Burki contract §8).
fn authorize(received: &Received) -> Result<(), Refusal> {
    let refuse = |message| Err(Refusal::text(StatusCode::UNAUTHORIZED, message));
    let Some(header) = received.header("authorization") else { return refuse("Not authenticated") };
    match header.split_once(' ') {
        Some((scheme, key)) if scheme.eq_ignore_ascii_case("bearer") => {
            if key.trim() == BURKI_API_KEY {
                Ok(())
            } else {
                refuse("Invalid authentication credentials")
            }
        }
        _ => refuse("Not authenticated"),
    }
}

/// The framework's answer for a path without a call: a redirect to the other spelling of the last slash, 405, or 404.
fn unserved(received: &Received, path: &[&str]) -> Refusal {
    if is_known(path) {
        return Refusal::text(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed");
    }
    let other = match path {
        [] => Some(format!("{}/", received.path)),
        [rest @ .., ""] if is_known(rest) => received.path.strip_suffix('/').map(str::to_owned),
        _ => None,
    };
    let location = other.and_then(|path| {
        let host = received.header("host").unwrap_or("127.0.0.1");
        let query =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&received.query).finish();
        let mark = if query.is_empty() { "" } else { "?" };
        HeaderValue::from_str(&format!("http://{host}{path}{mark}{query}")).ok()
    });
    location.map_or_else(|| Refusal::text(StatusCode::NOT_FOUND, "Not Found"), Refusal::Elsewhere)
}

#[cfg(test)]
mod tests;
