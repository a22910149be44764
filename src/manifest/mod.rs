//! Campaign files: text to domain, keeping positions.

pub(crate) mod build;
pub mod load;
pub mod node;
mod syntax;
