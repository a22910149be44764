//! Kore.ai's campaign API as it is documented (Kore.ai contract §1 to §12).

pub(super) mod auth;
mod body_rules;
mod calling_hours;
mod campaigns;
mod contact_lists;
mod contacts;
mod fields;
mod lifecycle;
mod listing;
mod progress;
mod reached_contacts;
mod recurrence;
mod schedule;
mod seed;
pub(super) mod state;
mod store;
mod views;

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use axum::http::{Method, StatusCode};
use jiff::Timestamp;
use serde_json::Value;

use self::auth::{TokenFault, Verified};
use self::progress::Progress;
pub(super) use self::progress::summary;
use super::{
    ACCOUNT, CampaignType, Options,
    choices::{Choices, ContactListMethods, Strictness, TokenIds, TriggerPaths},
    exchange::{Received, Refusal, internal},
    kore::state::{Campaign, State},
    rate_limit::{self, RateWindow, Verdict},
    state_file::Store,
};
use crate::clock::Clock;

/// Kore.ai's part of the emulator.
#[derive(Debug)]
pub(super) struct Kore {
    store: Store<State>,
    rate: RateWindow,
    clock: Clock,
    choices: Choices,
    /// Every `jti` that was used and is still valid, with the second in which it expires.
    used_token_ids: Mutex<HashMap<String, i64>>,
}

/// One call of the table of calls (Kore.ai contract §5), with the names in its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Route<'a> {
    Create,
    List,
    Read(&'a str),
    Update(&'a str),
    Delete(&'a str),
    Status(&'a str),
    Trigger(&'a str),
    ContactAt(&'a str),
    Schedule,
    ContactLists,
    CreateContactList,
    ContactList(&'a str),
    UpdateContactList(&'a str),
    DeleteContactList(&'a str),
    ContactsOfList(&'a str),
    AddContacts,
}

/// Where the contract wants the query `accountId` (Kore.ai contract §1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AccountQuery {
    Required,
    Optional,
}

/// The stream and the call for a method and a path.
fn route<'a>(method: &Method, segments: &[&'a str]) -> Option<(&'a str, Route<'a>)> {
    let (stream, rest) = match segments {
        // The only call without a second version.
        ["api", "1.1", "public", stream, "campaign", "contactList", "addContacts"] => {
            return (method == Method::POST).then_some((stream, Route::AddContacts));
        }
        // The fourth form of the path that starts and stops a campaign (Kore.ai contract §20.5).
        ["campaign", "api", "v1", "public", stream, "campaign", id] => {
            return (method == Method::POST).then_some((stream, Route::Trigger(id)));
        }
        ["campaign", "api", "v2", "public", stream, "campaign", rest @ ..] => (stream, rest),
        // Two pages print their path without its first segment: advanced sms (Kore.ai contract §5.2) and start
        // and stop voice (§5.9).
        ["api", "v2", "public", stream, "campaign", rest @ ..] if matches!(rest, [] | ["trigger", _]) => {
            (stream, rest)
        }
        _ => return None,
    };
    let call = match (method.as_str(), rest) {
        ("POST", []) => Route::Create,
        ("POST", ["getAllCampaignDetails"]) => Route::List,
        ("POST", ["schedule"]) => Route::Schedule,
        ("POST" | "GET", ["contactList", "getAllListDetails"]) => Route::ContactLists,
        ("POST", ["contactList", "createContactList"]) => Route::CreateContactList,
        ("GET", ["contactList", id]) => Route::ContactList(id),
        ("PUT", ["contactList", id]) => Route::UpdateContactList(id),
        ("DELETE", ["contactList", id]) => Route::DeleteContactList(id),
        ("GET", ["contactList", id, "getAllContacts"]) => Route::ContactsOfList(id),
        // A fixed segment is never an id.
        (_, ["" | "getAllCampaignDetails" | "schedule" | "contactList" | "trigger"]) => return None,
        // The second form has the double slash of the page that stops sms; the third is from the page that starts
        // sms.
        ("POST", ["trigger", id] | ["", "trigger", id] | [id]) => Route::Trigger(id),
        ("POST", [id, "status"]) => Route::Status(id),
        ("POST", [instance, "callContactAt"]) => Route::ContactAt(instance),
        ("GET", [id]) => Route::Read(id),
        ("PUT", [id]) => Route::Update(id),
        ("DELETE", [id]) => Route::Delete(id),
        _ => return None,
    };
    Some((stream, call))
}

/// Whether a campaign can be started and stopped at this path.
fn takes(chosen: TriggerPaths, segments: &[&str]) -> bool {
    let form = match segments {
        ["campaign", "api", "v1", ..] => TriggerPaths::V1,
        ["api", ..] => TriggerPaths::Short,
        [.., "trigger", _] => TriggerPaths::Trigger,
        _ => TriggerPaths::Campaign,
    };
    chosen == TriggerPaths::Any || chosen == form
}

impl Route<'_> {
    fn account_query(self, received: &Received) -> AccountQuery {
        let query = |key| received.query(key).unwrap_or_default();
        match self {
            Self::Schedule | Self::AddContacts | Self::ContactAt(_) => AccountQuery::Optional,
            Self::Status(_) if query("view") == "contacts" => AccountQuery::Optional,
            // The path that starts sms is printed without it, the other three with it.
            Self::Trigger(_) if query("campaignType") == "sms" && query("trigger") == "play" => {
                AccountQuery::Optional
            }
            _ => AccountQuery::Required,
        }
    }
}

impl Kore {
    pub(super) fn new(options: &Options) -> Self {
        Self {
            store: Store::seeded(&options.state_dir, options.seed),
            rate: RateWindow::new(&options.state_dir, options.rate_limit_per_minute, &options.choices),
            clock: options.clock,
            choices: options.choices.clone(),
            used_token_ids: Mutex::default(),
        }
    }

    /// Answers a request.
    ///
    /// # Errors
    ///
    /// The refusal of a request, or a 404 for an unknown call.
    pub(super) fn answer(&self, received: &Received) -> Result<Value, Refusal> {
        let segments: Vec<&str> = received.segments.iter().map(String::as_str).collect();
        let (stream, call) = route(&received.method, &segments).ok_or_else(|| {
            Refusal::missing(format!("the sandbox knows no call {} {}", received.method, received.path))
        })?;
        // A gateway refuses a request before the token is checked.
        if matches!(call, Route::Trigger(_)) && !takes(self.choices.trigger_paths, &segments) {
            return Err(Refusal::no_route());
        }
        self.authorize(received)?;
        self.identify(received, stream, call.account_query(received))?;
        match self.rate.admit() {
            Ok(Verdict::Admitted) => {}
            Ok(Verdict::Refused) => {
                return Err(Refusal::new(StatusCode::TOO_MANY_REQUESTS, rate_limit::MESSAGE));
            }
            Err(error) => return Err(internal(&error)),
        }
        match call {
            Route::Create => campaigns::create(self, received),
            Route::List => listing::list(self, received),
            Route::Read(id) => campaigns::read(self, id),
            Route::Update(id) => campaigns::update(self, received, id),
            Route::Delete(id) => campaigns::delete(self, received, id),
            Route::Status(id) => lifecycle::status(self, received, id),
            Route::Trigger(id) => lifecycle::trigger(self, received, id),
            Route::ContactAt(instance) => reached_contacts::call_back(self, received, instance),
            Route::Schedule => schedule::switch(self, received),
            Route::ContactLists => {
                let taken = match self.choices.contact_list_methods {
                    ContactListMethods::Either => true,
                    ContactListMethods::Get => received.method == Method::GET,
                    ContactListMethods::Post => received.method == Method::POST,
                };
                if !taken {
                    return Err(Refusal::method_not_allowed("this method is not allowed here"));
                }
                contact_lists::all(self, received)
            }
            Route::CreateContactList => contact_lists::create(self, received),
            Route::ContactList(id) => contact_lists::one(self, id),
            Route::UpdateContactList(id) => contact_lists::update(self, received, id),
            Route::DeleteContactList(id) => contact_lists::delete(self, id),
            Route::ContactsOfList(id) => contacts::of_list(self, received, id),
            Route::AddContacts => contacts::add(self, received),
        }
    }

    /// Checks the token (Kore.ai contract §2): every fault of it is a 401.
    fn authorize(&self, received: &Received) -> Result<(), Refusal> {
        let checked = received.header("auth").ok_or(TokenFault::Missing).and_then(|token| {
            let secret = ACCOUNT.client_secret.as_bytes();
            self.first_use(auth::verify(token, secret, ACCOUNT.client_id, self.now())?)
        });
        checked.map_err(|fault| Refusal::new(StatusCode::UNAUTHORIZED, fault.to_string()))
    }

    /// Checks that a `jti` is used only once.
    fn first_use(&self, token: Verified) -> Result<(), TokenFault> {
        let Some(id) = token.token_id else {
            return match self.choices.token_ids {
                TokenIds::Optional => Ok(()),
                TokenIds::Required => Err(TokenFault::NoTokenId),
            };
        };
        let mut used = self.used_token_ids.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.now().as_second();
        used.retain(|_, expires| *expires > now);
        match used.insert(id, token.expires) {
            None => Ok(()),
            Some(_) => Err(TokenFault::Replay),
        }
    }

    /// Checks that headers, path and query name the account and the stream (Kore.ai contract §1.2 and §1.3): 403 if
    /// they name another.
    fn identify(&self, received: &Received, stream: &str, wanted: AccountQuery) -> Result<(), Refusal> {
        let forbidden = |message: &str| Err(Refusal::new(StatusCode::FORBIDDEN, message));
        let header = |name| {
            received.header(name).ok_or_else(|| Refusal::bad(format!("the header `{name}` is missing")))
        };
        if header("accountId")? != ACCOUNT.account_id {
            return forbidden("the header `accountId` names no account of this token");
        }
        if header("iid")? != stream {
            return forbidden("the header `iid` and the stream in the path differ");
        }
        if stream != ACCOUNT.stream_id {
            return forbidden("the stream in the path does not belong to this account");
        }
        match received.query("accountId") {
            None if wanted == AccountQuery::Required => {
                Err(Refusal::bad("the query parameter `accountId` is missing"))
            }
            Some(account)
                if account != ACCOUNT.account_id && self.choices.strictness == Strictness::Strict =>
            {
                forbidden("the query parameter `accountId` and the header differ")
            }
            _ => Ok(()),
        }
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The progress of a campaign at the present time.
    fn progress(&self, campaign: &Campaign, state: &State) -> Progress {
        progress::of(campaign, state, &self.choices, self.clock)
    }

    fn state(&self) -> Result<State, Refusal> {
        self.store.load().map_err(|error| internal(&error))
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> Result<T, Refusal>) -> Result<T, Refusal> {
        self.store.change(change).unwrap_or_else(|error| Err(internal(&error)))
    }
}

/// The type in the query `campaignType`.
fn queried_type(received: &Received) -> Result<CampaignType, Refusal> {
    let text = received.required_query("campaignType")?;
    CampaignType::parse(text)
        .ok_or_else(|| Refusal::bad("the query parameter `campaignType` must be voice or sms"))
}

fn no_campaign(id: &str) -> Refusal {
    Refusal::missing(format!("there is no campaign {id}"))
}

#[cfg(test)]
mod tests;
