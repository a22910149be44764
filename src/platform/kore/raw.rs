//! Raw requests, which kcamp does not interpret.

use serde_json::Value;

use super::endpoints::Endpoints;
use crate::platform::address::{Address, AddressError};
use crate::platform::mask;
use crate::platform::raw::{PageParameter, RawCall, RawPage};
use crate::platform::request::{Effect, Request};

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

/// The rows of an answer that is page `number`, counted from 1; `None` where it has no rows. `hasMore` is trusted
/// over counts.
/// Kore.ai contract §1.6.
#[must_use]
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
    Some(RawPage { rows, next: (more && !rows.is_empty()).then_some(turn) })
}
