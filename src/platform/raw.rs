//! Raw requests: kcamp sends them as they are given, and returns any answer.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use serde_json::Value;

use super::error::PlatformError;
use super::failure::{Answer, Body, ParsedAnswer};
use super::line::PlatformConnection;
use super::mask;
use super::request::{Effect, Method, Request};
use super::write::Write;
use crate::domain::change::Change;
use crate::secret::redact::Redactor;

/// A request as the user gave it. On Kore.ai, `{streamId}` and `{accountId}` in the path are replaced by the ids.
#[derive(Debug)]
pub struct RawCall {
    /// Its method.
    pub method: Method,
    /// Its path, with a query or without.
    pub path: String,
    /// Pairs that are added to the query of the path.
    pub query: Vec<(String, String)>,
    /// Its body.
    pub body: Option<Value>,
}

/// A raw request that only reads: it is sent without consent and without an entry in the journal. Its private field
/// keeps a request that was built as a write from becoming one.
#[derive(Debug)]
pub struct ReadRequest(Request);

impl ReadRequest {
    /// What `build` makes of the effect that it is given.
    ///
    /// # Errors
    ///
    /// What `build` fails with.
    pub(super) fn new<E>(build: impl FnOnce(Effect) -> Result<Request, E>) -> Result<Self, E> {
        build(Effect::Read).map(Self)
    }
}

impl Deref for ReadRequest {
    type Target = Request;

    fn deref(&self) -> &Request {
        &self.0
    }
}

/// The answer to a raw request, without secrets.
#[derive(Debug)]
pub struct RawAnswer {
    /// The last answer's body; `None` where no answer came.
    pub body: Option<Body>,
    /// The outcome. An answer is a success if its status is 2xx and it reports no error.
    pub result: Result<Value, PlatformError>,
}

/// One page of a raw answer's rows.
#[derive(Debug, PartialEq)]
pub struct RawPage<'answer> {
    /// The rows.
    pub rows: &'answer [Value],
    /// How to ask for the next page; `None` after the last.
    pub next: Option<PageParameter>,
}

/// The parameter that selects the page, in the query of a GET and in the body of everything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageParameter {
    /// The page's number, from 1, under this key.
    Number(&'static str),
    /// The number of rows on the pages before it, under this key.
    RowsBefore(&'static str),
}

/// Sends a request, and keeps the last answer, which is shown even if it is an error.
pub(super) async fn send_raw(
    line: &PlatformConnection,
    request: &Request,
    understand: impl Fn(&Answer, &Redactor) -> ParsedAnswer,
) -> RawAnswer {
    let body = RefCell::default();
    let keep = |answer: &Answer, redactor: &Redactor| {
        body.replace(Some(answer.body.clone()));
        understand(answer, redactor)
    };
    let result = match line.http() {
        Ok(http) => http.send(request, keep).await,
        Err(error) => Err(error),
    };
    RawAnswer { body: body.into_inner(), result }
}

/// A write that sends a raw request to this path, as the user typed it. Its answer is stored in `body`.
/// `begins_calls` tells whether the request makes the platform call people.
pub(super) fn write_raw(
    line: &PlatformConnection,
    path: &str,
    request: Request,
    begins_calls: bool,
    body: Rc<RefCell<Option<Body>>>,
    understand: impl Fn(&Answer, &Redactor) -> ParsedAnswer + 'static,
) -> Write<()> {
    let path = mask::phone_numbers(path);
    let named = request.address.parts().query.into_iter().find(|(key, _)| key == "campaignName");
    let calls = begins_calls.then(|| named.map(|(_, name)| name).unwrap_or_default());
    let change = Change::Request { method: request.method.as_str().into(), path, calls };
    let line = line.clone();
    Write::new(change, request.clone(), async move || {
        let answered = send_raw(&line, &request, understand).await;
        body.replace(answered.body);
        answered.result.map(drop)
    })
}
