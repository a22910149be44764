//! Raw requests, which kcamp does not interpret.

use std::cell::RefCell;
use std::rc::Rc;

use async_trait::async_trait;
use serde_json::Value;

use super::client::Burki;
use super::endpoints::Endpoints;
use super::envelope::{self, Marker};
use super::halting::begins_calls;
use crate::platform::address::{Address, AddressError};
use crate::platform::failure::Body;
use crate::platform::mask;
use crate::platform::platform::{Halting as _, RawRequests};
use crate::platform::raw::{PageParameter, RawAnswer, RawCall, RawPage, ReadRequest, send_raw, write_raw};
use crate::platform::request::{Effect, Method, Request};
use crate::platform::write::Write;

#[async_trait(?Send)]
impl RawRequests for Burki {
    fn raw_read(&self, call: &RawCall) -> Result<ReadRequest, AddressError> {
        ReadRequest::new(|effect| self.endpoints().raw(call, effect))
    }

    /// A preview of templates alone. Burki contract §2.
    fn only_reads(&self, request: &ReadRequest) -> bool {
        let segments = request.address.parts().segments;
        request.method == Method::Post && segments == ["api", "v1", "campaigns", "template-preview"]
    }

    fn is_known_write(&self, request: &ReadRequest) -> bool {
        is_known_write(request)
    }

    fn raw_page<'answer>(&self, answer: &'answer Value, _number: u64) -> Option<RawPage<'answer>> {
        page(answer).map(|page| RawPage { total: self.line.believed(page.total), ..page })
    }

    async fn send_read(&self, request: &ReadRequest) -> RawAnswer {
        send_raw(&self.line, request, envelope::expecting(Marker::Nothing)).await
    }

    fn raw_write(&self, call: &RawCall, body: Rc<RefCell<Option<Body>>>) -> Result<Write<()>, AddressError> {
        let request = self.endpoints().raw(call, Effect::Write)?;
        let begins_calls = self.begins_calls(&request);
        let understand = envelope::expecting(Marker::Nothing);
        Ok(write_raw(&self.line, &call.path, request, begins_calls, body, understand))
    }
}

/// The last segments of the paths that write with `POST`, beside those of starts and schedules. Burki contract §2.
const WRITTEN_BY_POST: [&str; 6] = ["campaigns", "unschedule", "pause", "stop", "import-data", "api-keys"];

/// Whether the contract lists a `POST` among those that write.
fn is_known_write(request: &Request) -> bool {
    let segments = request.address.parts().segments;
    let last = segments.iter().rev().find(|segment| !segment.is_empty());
    let is_last = |name: &str| last.is_some_and(|last| last.eq_ignore_ascii_case(name));
    let is_schedule = is_last("schedule");
    request.method == Method::Post
        && (begins_calls(request) || is_schedule || WRITTEN_BY_POST.into_iter().any(is_last))
}

impl Endpoints {
    /// Any request to the platform; `query` is added to the path's own query.
    ///
    /// # Errors
    ///
    /// If the path is not valid.
    pub fn raw(&self, call: &RawCall, effect: Effect) -> Result<Request, AddressError> {
        let RawCall { method, path, query, body } = call;
        let address = Address::given(&self.origin, path)?;
        let address = query.iter().fold(address, |address, (key, value)| address.query(key, value));
        let purpose = format!("{method} {}", mask::phone_numbers(path));
        Ok(self.request(purpose, effect, *method, address, body.clone()))
    }
}

/// The rows of an answer that is a page; `None` where it has none. They are under the only key with a list beside
/// `pagination`. Burki contract §4 and §6.
pub fn page(answer: &Value) -> Option<RawPage<'_>> {
    let pagination = answer.get("pagination")?;
    let rows = answer.as_object()?.values().find_map(Value::as_array)?;
    let has_more = pagination["has_next"].as_bool().unwrap_or(false);
    let total = pagination["total_items"].as_u64();
    Some(RawPage { rows, has_more, total, turn: PageParameter::Number("page") })
}
