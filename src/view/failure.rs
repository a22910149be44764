//! The error of one of several results.

use serde::Serialize;

/// Why a campaign is not as it was asked for.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FailureView {
    /// The stable code.
    pub code: String,
    /// The error.
    pub message: String,
    /// How to go on.
    pub hint: Option<String>,
}
