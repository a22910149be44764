//! `kcamp jwt inspect`.

use std::io::Read as _;

use anyhow::Context as _;

use crate::context::Context;
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::exit::Exit;
use crate::jwt;
use crate::view::token::InspectedView;

/// Most bytes of a token that are read from stdin; a header of this size is refused by every server.
const TOKEN_BYTES_MAX: u64 = 64 * 1024;

/// Show a token's header, claims and times; the token is not sent anywhere
#[derive(Debug, clap::Args)]
pub struct InspectArgs {
    /// The token; `-`, or nothing, reads it from stdin
    token: Option<String>,
    /// Verify the signature with the profile's client secret, and the expiry
    #[arg(long)]
    verify: bool,
}

/// Reads and shows a token.
pub fn run(args: &InspectArgs, context: &mut Context) -> Result<Exit, Error> {
    let token = match args.token.as_deref() {
        Some(token) if token != "-" => token.to_owned(),
        _ => from_stdin(context)?,
    };
    let inspected = jwt::inspect(&token)?;
    let now = context.clock.now();
    let verified = if args.verify {
        let (_, secret) = context.client_secret()?;
        Some(jwt::verify(&token, &secret, now).map(|_| ()))
    } else {
        None
    };
    let zone = context.operator_zone()?.unwrap_or_else(Zone::utc);
    let failure = verified.clone().and_then(Result::err);
    context.ui.show(&InspectedView::new(&inspected, verified.as_ref(), &zone, now))?;
    match failure {
        None => Ok(Exit::Success),
        Some(error) => Err(Error::from(error)),
    }
}

fn from_stdin(context: &Context) -> Result<String, Error> {
    if context.stdin_is_terminal() {
        context.ui_hint("paste the token, then press Enter and Ctrl-D");
    }
    let mut text = String::new();
    std::io::stdin()
        .take(TOKEN_BYTES_MAX)
        .read_to_string(&mut text)
        .context("cannot read the token from stdin: it is not text")?;
    Ok(text)
}
