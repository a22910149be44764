//! Raw requests: kcamp sends them as they are given, and returns any answer.

use std::cell::RefCell;
use std::collections::HashSet;
use std::ops::Deref;
use std::rc::Rc;

use serde_json::Value;

use super::connection::PlatformConnection;
use super::error::PlatformError;
use super::failure::{Answer, Body, ParsedAnswer};
use super::footprint::Footprint;
use super::mask;
use super::page_reading::is_short;
use super::request::{Effect, Method, Request};
use super::write::Write;
use crate::domain::change::Change;
use crate::secret::redact::Redactor;

/// A request as the user gave it. On Kore.ai, `{streamId}` and `{accountId}` in the path are replaced by the ids.
#[derive(Debug, Clone)]
pub struct RawCall {
    pub method: Method,
    /// Its path, with a query or without.
    pub path: String,
    /// Pairs that are added to the query of the path.
    pub query: Vec<(String, String)>,
    pub body: Option<Value>,
}

/// A raw request that only reads: it is sent without consent and without an entry in the journal. Its private field
/// keeps a request that was built as a write from becoming one.
#[derive(Debug)]
#[must_use]
pub struct ReadRequest(Request);

impl ReadRequest {
    /// Builds the request as a read.
    ///
    /// # Errors
    ///
    /// The error of `build`.
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
    pub rows: &'answer [Value],
    /// Whether the answer says that more rows follow.
    pub has_more: bool,
    /// The number of rows of all pages, where the answer tells it and is believed.
    pub total: Option<u64>,
    /// The parameter that selects a page.
    pub turn: PageParameter,
}

/// The rows of a raw list, as far as its pages were read, by the rules of every other list.
#[derive(Debug, Default)]
pub struct RawReading {
    rows: Vec<Value>,
    ids: HashSet<String>,
    footprint: Footprint,
    total: Option<u64>,
    /// Whether the request selects rows: the total may be that of all rows.
    selects: bool,
    has_moved: bool,
    is_cut: bool,
}

impl RawReading {
    /// Starts before the first page of what a call asks for.
    pub fn of(call: &RawCall) -> Self {
        let names_selection = |key: &str| SELECTING.iter().any(|word| key.to_lowercase().contains(word));
        let body = call.body.as_ref().and_then(Value::as_object);
        let in_path = call.path.split_once('?').is_some_and(|(_, query)| names_selection(query));
        let selects = in_path
            || call.query.iter().any(|(key, _)| names_selection(key))
            || body.is_some_and(|fields| fields.keys().any(|key| names_selection(key)));
        Self { selects, ..Self::default() }
    }

    /// Adds the next page, and returns how to ask for the one after it, by its parameter and value; `None` after the
    /// last. `number` counts pages from 1. A row whose id came before is left out, as in every list of kcamp.
    ///
    /// # Errors
    ///
    /// The rows take too much memory, the same page came again, or the list ended before its total.
    pub fn take_in(
        &mut self,
        purpose: &str,
        page: &RawPage<'_>,
        number: u64,
    ) -> Result<Option<(&'static str, u64)>, PlatformError> {
        self.footprint.add(purpose, page.rows)?;
        let ids: Vec<Option<String>> = page.rows.iter().map(id_of).collect();
        self.has_moved |= ids.iter().flatten().any(|id| self.ids.contains(id));
        self.has_moved |= self.total.is_some() && page.total.is_some() && self.total != page.total;
        self.total = page.total.or(self.total);
        let before = self.rows.len();
        for (row, id) in page.rows.iter().zip(ids) {
            if id.is_none_or(|id| self.ids.insert(id)) {
                self.rows.push(row.clone());
            }
        }
        if page.has_more && !page.rows.is_empty() {
            if self.rows.len() == before {
                return Err(PlatformError::same_page_again(purpose));
            }
            return Ok(Some(match page.turn {
                PageParameter::Number(key) => (key, number + 1),
                PageParameter::RowsBefore(key) => (key, u64::try_from(self.rows.len()).unwrap_or(u64::MAX)),
            }));
        }
        let is_short = !self.selects && is_short(page.total, self.rows.len());
        self.is_cut = (page.has_more || is_short) && !self.has_moved;
        if self.is_cut {
            Err(PlatformError::list_cut(purpose, self.rows.len(), page.total))
        } else {
            Ok(None)
        }
    }

    /// Whether the list ended before the rows that the platform says it has, so that it is worth another reading.
    pub const fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Whether the list was seen to change while it was read.
    pub const fn has_moved(&self) -> bool {
        self.has_moved
    }

    /// All rows, each once.
    ///
    /// # Errors
    ///
    /// The list was seen to change while it was read.
    pub fn rows(self, purpose: &str) -> Result<Vec<Value>, PlatformError> {
        if self.has_moved { Err(PlatformError::list_moved(purpose, "row")) } else { Ok(self.rows) }
    }
}

/// Parts of the keys of requests that ask for some rows of a list.
const SELECTING: [&str; 3] = ["search", "filter", "status"];

/// The id of a row. One without an id is like no other.
fn id_of(row: &Value) -> Option<String> {
    ["id", "_id"]
        .iter()
        .map(|key| &row[*key])
        .find(|id| id.is_string() || id.is_number())
        .map(Value::to_string)
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
