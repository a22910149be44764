//! Kore.ai.
