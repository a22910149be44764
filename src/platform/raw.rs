//! Requests that kcamp knows nothing of: what was asked for goes out, and what came back is returned whatever it says.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use serde_json::Value;

use super::error::PlatformError;
use super::failure::{Answer, Body, ParsedAnswer};
use super::line::Line;
use super::mask;
use super::redact::Redactor;
use super::request::{Effect, Method, Request};
use super::write::Write;
use crate::domain::change::Change;

/// A request as it was asked for. On Kore.ai `{streamId}` and `{accountId}` in the path stand for the ids.
#[derive(Debug)]
pub struct RawCall {
    /// Its method.
    pub method: Method,
    /// Its path, with a query or without.
    pub path: String,
    /// What is added to the query of the path.
    pub query: Vec<(String, String)>,
    /// Its body.
    pub body: Option<Value>,
}

/// A raw request that only reads: it goes out without consent and without a note in the journal, so nothing that is sent as a
/// write can be one.
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
    /// Its outcome. An answer is a success where it is 2xx and says nothing of an error.
    pub result: Result<Value, PlatformError>,
}

/// One page of a raw answer's rows.
#[derive(Debug, PartialEq)]
pub struct RawPage<'answer> {
    /// The rows.
    pub rows: &'answer [Value],
    /// How the next page is asked for; `None` after the last.
    pub next: Option<Turn>,
}

/// The parameter that selects the page, in the query of a GET and in the body of everything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The page's number, from 1, under this key.
    Number(&'static str),
    /// How many rows came before it, under this key.
    RowsBefore(&'static str),
}

/// Sends a request, and keeps the last answer, which is shown even where it is an error.
pub(super) async fn send_raw(
    line: &Line,
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

/// A write of a request that kcamp knows nothing of, to this path as it was typed; its answer is left in `body`. `begins_calls`
/// is what its platform knows of such a request.
pub(super) fn write_raw(
    line: &Line,
    path: &str,
    request: Request,
    begins_calls: bool,
    body: Rc<RefCell<Option<Body>>>,
    understand: impl Fn(&Answer, &Redactor) -> ParsedAnswer + 'static,
) -> Write<()> {
    let path = mask::phone_numbers(path);
    let change = Change::Request { method: request.method.as_str().into(), path, begins_calls };
    let line = line.clone();
    Write::new(change, request.clone(), async move || {
        let answered = send_raw(&line, &request, understand).await;
        body.replace(answered.body);
        answered.result.map(drop)
    })
}
