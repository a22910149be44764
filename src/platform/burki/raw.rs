//! Raw requests, which kcamp does not interpret.

use std::cell::RefCell;
use std::rc::Rc;

use async_trait::async_trait;
use serde_json::Value;

use super::client::Burki;
use super::endpoints::Endpoints;
use super::envelope::{self, Marker};
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
