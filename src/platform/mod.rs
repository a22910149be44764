//! The services: one HTTP client, one folder a platform.

pub mod http;
pub mod kore;
