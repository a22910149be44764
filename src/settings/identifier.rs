//! The ids of an account.

use crate::domain::finding::Problem;
use crate::domain::masked::is_masked;

/// An id of an account. It travels in headers and paths, so nothing else may travel along; one that somebody masked is
/// none.
///
/// # Errors
///
/// `settings/id-masked`, or `settings/id-unreadable` where it is empty or has another character.
pub fn identifier(text: &str) -> Result<String, Problem> {
    if is_masked(text) {
        return Err(Problem::error(
            "settings/id-masked",
            format!("{text:?} is masked, as ids are in the platform's documentation"),
        )
        .help("copy your own from the platform"));
    }
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte)) {
        return Ok(text.to_owned());
    }
    Err(Problem::error("settings/id-unreadable", format!("{text:?} is not an id"))
        .help("an id has letters, digits, dashes, dots, colons and underscores only"))
}
