//! The platforms that campaigns run on, and the HTTP client that reaches them.
//!
//! - [`http`] has the client, [`retry`] when and how long to wait, [`failure`] the outcome of a request.
//! - [`request`] is a request before it is sent, [`address`] its URL, [`preview`] how a dry run shows it.
//! - [`proxy`] is the proxy that the environment names.
//! - [`mask`] keeps phone numbers and message texts out of logs.
//! - [`error`] has every error. Each maps to one exit code.
//! - [`platform`] is what every platform can do: reads, and writes as values, which [`write`] has. [`outcome`] has
//!   their results. [`line`] is the connection, which is made when it is needed.
//! - [`gate`] is what is asked directly before a write goes out, after every wait.
//! - [`memory`] keeps what was learnt about an account where the documentation contradicts itself.
//! - [`footprint`] limits the memory of listings that do not end.
//! - `recovery` settles lost answers.
//! - [`kore`] speaks Kore.ai's campaign API, [`burki`] Burki's.
//!
//! The documented behaviour of these APIs is in `docs/contracts/kore.md` and `docs/contracts/burki.md`. Comments
//! refer to a section of them as `Kore.ai contract §9` or `Burki contract §3`; `tests/documents.rs` checks that it
//! exists.

pub mod address;
mod answer_values;
pub mod budget;
pub mod burki;
pub mod connection;
pub mod contacts;
pub mod credentials;
pub mod error;
pub mod failure;
pub mod feature;
pub mod footprint;
pub mod gate;
pub mod http;
pub mod kore;
pub mod learnt_facts;
pub mod mask;
mod no_secret;
pub mod outcome;
pub mod page_reading;
mod plain;
#[expect(clippy::module_inception, reason = "the trait that everything here is about")]
pub mod platform;
mod presentable;
pub mod preview;
pub mod proxy;
pub mod raw;
mod recovery;
pub mod request;
pub mod retry;
#[cfg(test)]
mod scripted_server;
mod unread;
pub mod write;
