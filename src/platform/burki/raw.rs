//! Raw requests, which kcamp does not interpret.

use serde_json::Value;

use super::endpoints::Endpoints;
use crate::platform::address::{Address, AddressError};
use crate::platform::mask;
use crate::platform::raw::{PageParameter, RawCall, RawPage};
use crate::platform::request::{Effect, Request};

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
#[must_use]
pub fn page(answer: &Value) -> Option<RawPage<'_>> {
    let pagination = answer.get("pagination")?;
    let rows = answer.as_object()?.values().find_map(Value::as_array)?;
    let more = pagination["has_next"].as_bool().unwrap_or(false);
    Some(RawPage { rows, next: (more && !rows.is_empty()).then_some(PageParameter::Number("page")) })
}
