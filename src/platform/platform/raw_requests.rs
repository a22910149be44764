//! Requests that kcamp does not interpret.

use std::cell::RefCell;
use std::rc::Rc;

use async_trait::async_trait;
use serde_json::Value;

use crate::platform::address::AddressError;
use crate::platform::failure::Body;
use crate::platform::raw::{RawAnswer, RawCall, RawPage, ReadRequest};
use crate::platform::write::Write;

/// Requests that kcamp does not interpret.
#[async_trait(?Send)]
pub trait RawRequests {
    /// A raw request that only reads, as its caller says.
    ///
    /// # Errors
    ///
    /// Where the path is not valid.
    fn raw_read(&self, call: &RawCall) -> Result<ReadRequest, AddressError>;

    /// Whether the contract lists the request among those that only read, although its method is `POST`.
    fn only_reads(&self, request: &ReadRequest) -> bool;

    /// Whether the contract lists the request among those that write.
    fn is_known_write(&self, request: &ReadRequest) -> bool;

    /// The rows of a raw answer that is page `number`, counted from 1, and what it tells of the others; `None` where it
    /// has no rows.
    fn raw_page<'answer>(&self, answer: &'answer Value, number: u64) -> Option<RawPage<'answer>>;

    /// Sends a raw request that only reads.
    async fn send_read(&self, request: &ReadRequest) -> RawAnswer;

    /// A raw request that writes. Its answer is left in `body`, also where it is an error.
    ///
    /// # Errors
    ///
    /// Where the path is not valid.
    fn raw_write(&self, call: &RawCall, body: Rc<RefCell<Option<Body>>>) -> Result<Write<()>, AddressError>;
}
