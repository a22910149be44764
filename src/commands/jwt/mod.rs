//! `kcamp jwt`.

pub mod inspect;
pub mod mint;

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;

/// Mint and inspect the tokens that Kore.ai asks for; Burki takes an API key as it is
#[derive(Debug, clap::Subcommand)]
#[command(defer = true)]
pub enum JwtCommand {
    Mint(mint::MintArgs),
    Inspect(inspect::InspectArgs),
}

/// Runs the chosen command.
///
/// # Errors
///
/// The chosen command fails.
pub fn run(command: &JwtCommand, context: &mut Context) -> Result<Exit, Error> {
    match command {
        JwtCommand::Mint(args) => mint::run(args, context),
        JwtCommand::Inspect(args) => inspect::run(args, context),
    }
}
