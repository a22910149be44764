//! The services that campaigns run on, and the one HTTP client that reaches them.
//!
//! - [`http`] holds the client; [`retry`] when and how long to wait; [`failure`] what became of a request.
//! - [`request`] is a request before it is sent, [`address`] its URL, [`preview`] how a dry run shows it.
//! - [`proxy`] is the proxy that the environment names.
//! - [`redact`] keeps secrets out of everything that is parsed or shown, [`mask`] keeps numbers and texts out of logs.
//! - [`error`] is everything that can go wrong, mapped one to one onto exit codes.
//! - [`platform`] is what every platform can do: reads, and writes as values, which [`write`] has. [`outcome`] is what they
//!   come to. [`line`] is the connection, which is made when it is needed.
//! - [`memory`] keeps what was learnt of an account where the documentation disagrees with itself.
//! - [`footprint`] bounds what is kept of listings that do not end.
//! - `recovery` settles what a lost answer leaves open.
//! - [`kore`] speaks Kore.ai's campaign API, [`burki`] Burki's.
//!
//! The documented behaviour of these APIs is in `docs/contracts/kore.md` and `docs/contracts/burki.md`. Comments refer to a
//! section of them as `Kore.ai contract §9` or `Burki contract §3`; `tests/reference.rs` checks that it exists.

pub mod address;
pub mod budget;
pub mod burki;
pub mod contacts;
pub mod credentials;
pub mod error;
pub mod failure;
pub mod feature;
pub mod footprint;
pub mod http;
pub mod kore;
pub mod line;
pub mod mask;
pub mod memory;
pub mod outcome;
pub mod page_reading;
#[expect(clippy::module_inception, reason = "the trait that everything here is about")]
pub mod platform;
mod presentable;
pub mod preview;
pub mod proxy;
pub mod raw;
mod recovery;
pub mod redact;
pub mod request;
pub mod retry;
#[cfg(test)]
mod scripted_server;
pub mod write;
