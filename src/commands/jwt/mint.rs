//! `kcamp jwt mint`.

use serde_json::Value;

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::jwt::{self, Algorithm, Claims, Jti, Lifetime, MintOptions};
use crate::ui::Format;
use crate::view::token::MintedView;

/// Mint a token with the profile's client id and secret
///
/// Only the token is printed to stdout. Example: kcamp jwt mint --ttl 5m
#[derive(Debug, clap::Args)]
pub struct MintArgs {
    /// How long the token lives, such as 300, 5m or 1h
    #[arg(long, value_name = "DURATION", default_value = "5m")]
    ttl: String,
    /// The claim sub
    #[arg(long, value_name = "TEXT")]
    sub: Option<String>,
    /// Add a random claim jti, for apps that enforce it
    #[arg(long)]
    jti: bool,
    /// The algorithm: HS256, HS384 or HS512
    #[arg(long, value_name = "ALGORITHM", default_value = "HS256")]
    alg: String,
    /// A further claim; the value is read as JSON, or as text if it is not JSON
    #[arg(long, value_name = "KEY=JSON")]
    claim: Vec<String>,
}

/// Mints and prints a token.
///
/// # Errors
///
/// The secret cannot be fetched, an option cannot be read, a claim contains the secret, or the token cannot be signed.
pub fn run(args: &MintArgs, context: &mut Context) -> Result<Exit, Error> {
    if let Some(replaced) = context.settings()?.variables_over_profile() {
        context.ui.problem(&replaced);
    }
    let (client_id, secret) = context.signing_key()?;
    let lifetime: Lifetime = args.ttl.parse().map_err(|problem| Error::bad_value("--ttl", problem))?;
    let algorithm: Algorithm = args.alg.parse().map_err(|problem| Error::bad_value("--alg", problem))?;
    let jti = if args.jti || context.settings()?.jti.value { Jti::Random } else { Jti::Omit };
    let mut options =
        MintOptions { lifetime, algorithm, jti, extra: claims(&args.claim)?, ..MintOptions::new(client_id) };
    if let Some(subject) = &args.sub {
        options.subject.clone_from(subject);
    }
    let claims = options.extra.iter().map(|(name, value)| (name.as_str(), value.to_string()));
    for (name, value) in claims.chain(args.sub.iter().map(|subject| ("sub", subject.clone()))) {
        context.refuse_secret_in(&format!("{name} {value}"), || {
            format!("the claim {name} contains a secret of this profile; no token was minted")
        })?;
    }
    let minted = jwt::mint(&options, &secret, context.clock.now())?;
    context.ui.show_secrets();
    match context.ui.format() {
        Format::Table | Format::Wide | Format::Name | Format::Csv | Format::Markdown => {
            context.ui.write_raw(&format!("{}\n", minted.token.expose()))?;
        }
        Format::Json | Format::Yaml => {
            let view = MintedView::new(
                minted.token.expose(),
                algorithm.name(),
                &minted.claims,
                minted.issued_at,
                minted.expires_at,
            );
            context.ui.show(&view)?;
        }
    }
    Ok(Exit::Success)
}

fn claims(texts: &[String]) -> Result<Claims, Error> {
    let mut claims = Claims::new();
    for text in texts {
        let Some((name, value)) = text.split_once('=').filter(|(name, _)| !name.is_empty()) else {
            return Err(Error::usage("jwt/claim-unreadable", "--claim takes KEY=VALUE")
                .hint("for example: --claim role='\"admin\"' or --claim level=3"));
        };
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.to_owned()));
        if claims.insert(name.to_owned(), value).is_some() {
            return Err(
                Error::usage("jwt/claim-twice", format!("--claim gives {name} twice")).hint("give it once")
            );
        }
    }
    Ok(claims)
}
