//! `kcamp sandbox`.

pub mod reset;
pub mod serve;
pub mod status;

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::sandbox::{Choices, Fault};

/// The names that `--choice` takes, for completion.
pub(super) const CHOICE_NAMES: &[&str] = &Choices::NAMES;

/// The names that `--fault` takes, for completion.
pub(super) const FAULT_NAMES: &[&str] = &Fault::NAMES;

/// Serve, inspect and reset the sandbox: an emulator of Kore.ai and Burki on this machine
#[derive(Debug, clap::Subcommand)]
#[command(defer = true)]
pub enum SandboxCommand {
    Serve(serve::ServeArgs),
    Reset(reset::ResetArgs),
    Status(status::StatusArgs),
}

/// Runs the chosen command.
///
/// # Errors
///
/// The chosen command fails.
pub async fn run(command: SandboxCommand, context: &mut Context) -> Result<Exit, Error> {
    match command {
        SandboxCommand::Serve(args) => serve::run(args, context).await,
        SandboxCommand::Reset(args) => reset::run(&args, context),
        SandboxCommand::Status(args) => status::run(&args, context),
    }
}
