//! Campaign files: text to domain, keeping positions.
