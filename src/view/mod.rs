//! What a reader sees of the domain.

pub mod findings;
