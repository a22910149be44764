//! Raw requests, which kcamp does not interpret.

use std::cell::RefCell;
use std::rc::Rc;

use async_trait::async_trait;
use serde_json::Value;

use super::client::Kore;
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
impl RawRequests for Kore {
    fn raw_read(&self, call: &RawCall) -> Result<ReadRequest, AddressError> {
        ReadRequest::new(|effect| self.endpoints().raw(call, effect))
    }

    fn only_reads(&self, request: &ReadRequest) -> bool {
        only_reads(request)
    }

    fn is_known_write(&self, request: &ReadRequest) -> bool {
        is_known_write(request)
    }

    fn raw_page<'answer>(&self, answer: &'answer Value, number: u64) -> Option<RawPage<'answer>> {
        page(answer, number).map(|page| RawPage { total: self.line.believed(page.total), ..page })
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
    /// Any request to the platform. `{streamId}` and `{accountId}` in the path are replaced by the ids; `query` is
    /// added to the path's own query.
    ///
    /// # Errors
    ///
    /// If the path is not valid.
    pub fn raw(&self, call: &RawCall, effect: Effect) -> Result<Request, AddressError> {
        let RawCall { method, path, query, body } = call;
        let path = path.replace("{streamId}", &self.stream_id).replace("{accountId}", &self.account_id);
        let address = Address::given(&self.origin, &path)?;
        let address = query.iter().fold(address, |address, (key, value)| address.query(key, value));
        let purpose = format!("{method} {}", mask::phone_numbers(&path));
        Ok(self.request(purpose, effect, *method, address, body.clone()))
    }
}

/// The last segments of the paths that are read with `POST`. Kore.ai contract §5.3, §5.14 and §20.1.
const READ_BY_POST: [&str; 3] = ["getAllCampaignDetails", "getAllListDetails", "interactionDetails"];

/// Whether a request is a read by `POST`: one of the lists, or the status or the contacts of a campaign. Kore.ai
/// contract §5.7 and §5.8.
fn only_reads(request: &Request) -> bool {
    let segments = request.address.parts().segments;
    let is_read = match segments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [.., "campaign", id, "status"] => !["schedule", "trigger", "contactList"].contains(&id),
        [.., last] => READ_BY_POST.contains(&last),
        [] => false,
    };
    is_read && request.method == Method::Post && !is_known_write(request)
}

/// The last segments of the paths that write with `POST`, beside those of starts and schedules. Kore.ai contract §5.
const WRITTEN_BY_POST: [&str; 8] = [
    "campaign",
    "createContactList",
    "addContacts",
    "callContactAt",
    "contacts",
    "import-contacts",
    "outboundsms",
    "dialout",
];

/// Whether the contract lists a `POST` among those that write: it creates something, starts or stops a campaign,
/// switches a schedule, or reaches somebody.
fn is_known_write(request: &Request) -> bool {
    let parts = request.address.parts();
    let is_at = |name: &str| parts.segments.iter().any(|segment| segment.eq_ignore_ascii_case(name));
    let is_said = |name: &str| parts.query.iter().any(|(key, _)| key.eq_ignore_ascii_case(name));
    let last = parts.segments.iter().rev().find(|segment| !segment.is_empty());
    let is_last = |name: &str| last.is_some_and(|last| last.eq_ignore_ascii_case(name));
    request.method == Method::Post
        && (begins_calls(request)
            || WRITTEN_BY_POST.into_iter().any(is_last)
            || ["trigger", "schedule"].into_iter().any(is_at)
            || ["trigger", "enableSchedule"].into_iter().any(is_said))
}

/// The rows of an answer that is page `number`, counted from 1; `None` where it has no rows. `hasMore` is trusted
/// over counts.
/// Kore.ai contract §1.6.
pub fn page(answer: &Value, number: u64) -> Option<RawPage<'_>> {
    let paged = if answer["data"]["results"].is_array() { &answer["data"] } else { answer };
    let rows = paged["results"].as_array().or(paged.as_array())?;
    let more = match (paged["hasMore"].as_bool(), paged["totalPages"].as_u64()) {
        (Some(more), _) => more,
        (None, Some(total)) => number < total,
        (None, None) => false,
    };
    let turn = if paged["skip"].is_u64() {
        PageParameter::RowsBefore("skip")
    } else {
        PageParameter::Number("page")
    };
    Some(RawPage { rows, has_more: more, total: paged["totalResults"].as_u64(), turn })
}
