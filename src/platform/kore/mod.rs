//! Kore.ai's campaign API. Comments refer to its contract, `docs/contracts/kore.md`, by section.
//!
//! - [`endpoints`] makes requests, which a dry run shows and [`client`] sends; [`body`] writes their JSON.
//! - [`envelope`] tells success from failure; [`answer`] reads what came back.
//! - [`client`] has the calls in the domain's terms, [`lifecycle`] and [`trigger`] those for an existing campaign,
//!   [`lists`] those for contact lists; [`recovery`] settles lost answers.

pub mod answer;
pub mod body;
pub mod client;
pub mod contacts;
pub mod endpoints;
pub mod envelope;
mod halting;
pub mod lifecycle;
pub mod lists;
pub mod pages;
mod platform;
mod progress;
pub mod raw;
pub mod recovery;
pub mod trigger;
mod unread;
pub mod update;

pub use client::Kore;
pub use endpoints::Endpoints;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
