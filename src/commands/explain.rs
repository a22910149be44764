//! `kcamp explain`.

use crate::context::Context;
use crate::domain::explanations;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::explanation::{ExplanationView, ExplanationsView};

/// Explain a finding or error code, and how to fix it
///
/// Example: kcamp explain sms/ucs2-forced
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// The code that is shown in brackets, such as campaign/name-too-long
    #[arg(required_unless_present = "list")]
    code: Option<String>,
    /// List every code with its severity
    #[arg(long, conflicts_with = "code")]
    list: bool,
}

/// The most codes that are suggested for an unknown one.
const CODES_SUGGESTED: usize = 3;

/// Shows one explanation, or the list of codes.
///
/// # Errors
///
/// `usage/unknown-code`, or the explanation cannot be shown.
pub fn run(args: &ExplainArgs, context: &mut Context) -> Result<Exit, Error> {
    if let Some(code) = &args.code {
        context.ui.show(&ExplanationView::from(known(code)?))?;
    } else {
        context.ui.show(&ExplanationsView(explanations::all().map(ExplanationView::from).collect()))?;
    }
    Ok(Exit::Success)
}

/// The explanation of a code as it was typed or pasted, such as `error[campaign/name-too-long]`.
fn known(text: &str) -> Result<&'static explanations::Explanation, Error> {
    let code = text.split_once('[').map_or(text, |(_, rest)| rest).trim_end_matches(']').trim();
    explanations::find(code).ok_or_else(|| {
        let error = Error::usage(
            "usage/unknown-code",
            format!("unknown code {code:?}: no finding or error has this code"),
        );
        match explanations::nearest_codes(code, |_| true, CODES_SUGGESTED).as_slice() {
            _ if code.parse::<u8>().is_ok() => error.hint("for an exit code, run kcamp help exit-codes"),
            [] => error.hint("kcamp explain --list shows every code"),
            meant => error.hint(format!("did you mean {}?", meant.join(", "))),
        }
    })
}
