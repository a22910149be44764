//! What a reader sees of the domain.
