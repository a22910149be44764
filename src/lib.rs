//! kcamp checks, creates and schedules outbound voice and SMS campaigns on Kore.ai and Burki.
//!
//! Data flows one way: text → [`domain`] → request → view.
//!
//! - [`cli`] holds the clap tree and hands over to [`commands`], one file each.
//! - [`context`] gives a command what it needs: [`ui`], [`settings`], the [`clock`], a [`platform`] client.
//! - [`manifest`] reads campaign files into the [`domain`], which holds every rule and does no I/O.
//! - [`view`] shapes what a reader sees; [`ui`] prints it.
//! - [`sandbox`] is an emulator of the platforms with its own reading of their contracts.

pub mod clock;
pub mod domain;
pub mod env;
pub mod exit;
pub mod jwt;
pub mod manifest;
pub mod platform;
pub mod profile;
pub mod sandbox;
pub mod secret;
pub mod settings;
pub mod ui;
pub mod view;
