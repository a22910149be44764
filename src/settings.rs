//! Flags, environment and profile become settings, each with its source.
