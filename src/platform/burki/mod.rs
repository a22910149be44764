//! Burki's campaign API. Comments refer to its contract, `docs/contracts/burki.md`, by section.
//!
//! - [`endpoints`] makes requests, which a dry run shows and [`client`] sends; [`body`] writes their JSON.
//! - [`envelope`] tells success from failure; [`answer`] reads what came back.
//! - [`client`] has the calls in the domain's terms, [`lifecycle`] those for an existing campaign, [`schedule`] those
//!   for its schedule, which is read back after every save. [`contacts`] reads its contacts, [`import`] imports them,
//!   [`re_execution`] gives them another round.

pub mod answer;
pub mod body;
pub mod client;
pub mod contacts;
pub mod endpoints;
pub mod envelope;
mod halting;
pub mod import;
pub mod lifecycle;
pub mod pages;
mod platform;
pub mod raw;
pub mod re_execution;
pub mod schedule;

pub use client::Burki;
pub use endpoints::Endpoints;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
