//! Requests that kcamp knows nothing of: what was asked for goes out, and what came back is returned whatever it says.

use std::cell::RefCell;

use serde_json::Value;

use super::client::Kore;
use super::endpoints::Endpoints;
use super::envelope::{self, Marker};
use crate::domain::platform_kind::PlatformKind;
use crate::platform::address::{Address, AddressError};
use crate::platform::error::PlatformError;
use crate::platform::failure::{Answer, Body, Meaning};
use crate::platform::http::Service;
use crate::platform::redact::Redactor;
use crate::platform::request::{Effect, Method, Request};
use crate::secret::Secret;

/// What came back of a raw request, without secrets.
#[derive(Debug)]
pub struct RawAnswer {
    /// The last answer's body; `None` where no answer came.
    pub body: Option<Body>,
    /// What it comes to. An answer is a success where it is 2xx and says nothing of an error.
    pub result: Result<Value, PlatformError>,
}

impl Endpoints {
    /// Any request to the platform: `{streamId}` and `{accountId}` in the path stand for the ids, and `query` is added to
    /// the query that the path has.
    ///
    /// # Errors
    /// Where the path is none.
    pub fn raw(
        &self,
        method: Method,
        path: &str,
        effect: Effect,
        query: &[(String, String)],
        body: Option<Value>,
    ) -> Result<Request, AddressError> {
        let path = path.replace("{streamId}", &self.stream_id).replace("{accountId}", &self.account_id);
        let address = Address::given(&self.origin, &path)?;
        let address = query.iter().fold(address, |address, (key, value)| address.query(key, value));
        Ok(self.request(format!("{method} {path}"), effect, method, address, body))
    }
}

impl Kore {
    /// Sends a request of [`Endpoints::raw`].
    pub async fn raw(&self, request: &Request) -> RawAnswer {
        let service = RawService { kore: self, body: RefCell::default() };
        let result = self.http().send(request, &service).await;
        RawAnswer { body: service.body.into_inner(), result }
    }
}

/// Keeps the last answer, which is shown even where it is an error.
struct RawService<'kore> {
    kore: &'kore Kore,
    body: RefCell<Option<Body>>,
}

impl Service for RawService<'_> {
    fn platform(&self) -> PlatformKind {
        self.kore.platform()
    }

    fn token(&self, purpose: &str) -> Result<Secret, PlatformError> {
        self.kore.token(purpose)
    }

    fn understand(&self, answer: &Answer, redactor: &Redactor) -> Meaning {
        self.body.replace(Some(answer.body.clone()));
        envelope::understand(answer, redactor, Marker::Nothing)
    }
}
