//! `kcamp jwt inspect`.

use std::io::{IsTerminal as _, Read as _};

use anyhow::Context as _;

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::jwt;
use crate::view::token::{Expiry, InspectedView, Times};

/// The most bytes of a token that are read from stdin; servers refuse larger headers.
const TOKEN_BYTES_MAX: u64 = 64 * 1024;

/// Show a token's header, claims and times; the token is not sent anywhere
///
/// Example: kcamp jwt mint | kcamp jwt inspect
#[derive(Debug, clap::Args)]
pub struct InspectArgs {
    /// The token; `-` or no argument reads it from stdin
    token: Option<String>,
    /// Verify the signature with the profile's client secret, and the expiry; a token of another client passes, with a
    /// remark
    #[arg(long)]
    verify: bool,
}

/// Reads and shows a token.
///
/// # Errors
///
/// The text is not a token, the secret cannot be fetched, or the token does not pass the check.
pub fn run(args: &InspectArgs, context: &mut Context) -> Result<Exit, Error> {
    let token = match args.token.as_deref() {
        Some(token) if token != "-" => token.to_owned(),
        _ => from_stdin(context)?,
    };
    let inspected = jwt::inspect(&token)?;
    let now = context.clock.now();
    let verified = if args.verify {
        let (_, secret) = context.signing_key()?;
        Some(jwt::verify(&token, &secret, now).map(|_| ()))
    } else {
        None
    };
    let zone = context.reader_zone()?;
    let failure = verified.clone().and_then(Result::err);
    let verdict = verified.map(|result| result.map_err(|error| error.to_string()));
    let times = Times {
        issued_at: inspected.issued_at,
        not_before: inspected.not_before,
        expires: match (inspected.expires_at, inspected.no_instant("exp")) {
            (Some(instant), _) => Expiry::At(instant),
            (None, Some(what)) => Expiry::NotValid(what.to_string()),
            (None, None) => Expiry::None,
        },
    };
    let client_id = context.settings().ok().and_then(|settings| settings.client_id.as_ref());
    let other = client_id.and_then(|client_id| inspected.of_other_client(&client_id.value));
    context.ui.show(&InspectedView::new(
        &inspected.header,
        &inspected.claims,
        &times,
        inspected.remarks().into_iter().chain(other).collect(),
        verdict.as_ref(),
        &zone,
        now,
    ))?;
    match failure {
        None => Ok(Exit::Success),
        Some(error) => Err(Error::from(error)),
    }
}

fn from_stdin(context: &mut Context) -> Result<String, Error> {
    let stdin = context.stdin().input()?;
    if stdin.is_terminal() {
        context.ui.hint("paste the token, then press Enter and Ctrl-D");
    }
    let mut text = String::new();
    stdin
        .take(TOKEN_BYTES_MAX)
        .read_to_string(&mut text)
        .context("cannot read the token from stdin: it is not text")?;
    Ok(text)
}
