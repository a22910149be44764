//! `kcamp sandbox serve`.

use std::path::PathBuf;
use std::time::Duration;

use crate::clock::Clock;
use crate::context::Context;
use crate::domain::duration::parse_duration;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::exit::Exit;
use crate::profile::SecretKind;
use crate::sandbox::{self, Choices, Fault, Options};
use crate::settings::SignIn;
use crate::ui::shell_word;
use crate::view::sandbox::ServedView;

/// Serve the sandbox over HTTP on loopback, until Ctrl-C
///
/// A fault is a kind, followed after colons by its argument, a percentage, a method and a part of the path; xN limits
/// it to the first N requests: --fault 503:5% --fault drop-after-send:POST:campaign --fault slow:2s --fault garbagex1
///
/// A choice sets the behaviour that the platform's documentation leaves open: names, enable-again,
/// schedule-while-preparing, disable-unscheduled, between-runs, templates, duplicates, skip-and-page, refused-requests,
/// rate-window, reading, token-ids, schedule-zone, page-rows, page-rows-max, contacts-per-second, preparing,
/// queued-adds, burki-imports, burki-scheduled-at, trigger-path, contact-lists. docs/sandbox.md has their values.
///
/// Example: kcamp sandbox serve --port 4010 --fault 503:5%
#[derive(Debug, clap::Args)]
pub struct ServeArgs {
    /// The port on 127.0.0.1; 0 takes any free port
    #[arg(long, value_name = "PORT", default_value_t = 4010, allow_negative_numbers = true)]
    port: u16,
    /// Requests a minute that are served; 0 means no limit [default: 60 for Kore.ai, no limit for Burki]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    rate_limit: Option<u32>,
    /// A wait before each answer, such as 200ms
    #[arg(long, value_name = "DURATION")]
    latency: Option<String>,
    /// A fault to simulate; give it again for more
    #[arg(long, value_name = "SPEC")]
    fault: Vec<String>,
    /// A behaviour that the platform's documentation leaves open, such as names=repeated; give it again for more
    #[arg(long, value_name = "NAME=VALUE")]
    choice: Vec<String>,
    /// The random seed for ids, outcomes and faults, for a new state
    #[arg(
        long,
        value_name = "N",
        default_value_t = 0,
        hide_default_value = true,
        allow_negative_numbers = true
    )]
    seed: u64,
    /// The folder of the state [default: the state folder of --sandbox]
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
    /// A fixed time for the sandbox's clock, which then stands still
    #[arg(long, value_name = "RFC3339")]
    clock: Option<String>,
    /// A file to which every request received is appended as a line of JSON, without its token
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Print the account as lines for a shell, so that commands in that shell use it
    #[arg(long)]
    export: bool,
}

/// Serves until the process is ended.
///
/// # Errors
///
/// A flag cannot be read, the state cannot be used, or the port is in use.
pub async fn run(args: ServeArgs, context: &mut Context) -> Result<Exit, Error> {
    let platform = context.flag_or_variable("--platform", "KCAMP_PLATFORM");
    let platform: PlatformKind = platform
        .map_or(Ok(PlatformKind::default()), |text| text.parse())
        .map_err(|problem| Error::bad_value("--platform", problem))?;
    let state_dir = match args.state {
        Some(folder) => folder,
        None => context.sandbox_folder()?,
    };
    let options = Options {
        port: args.port,
        clock: clock(args.clock.as_deref(), context.clock)?,
        rate_limit_per_minute: args.rate_limit,
        latency: args.latency.as_deref().map(latency).transpose()?,
        faults: args.fault.iter().map(|text| text.parse::<Fault>()).collect::<Result<_, _>>()?,
        record: args.record,
        choices: choices(&args.choice)?,
        seed: args.seed,
        ..Options::new(state_dir)
    };
    let server = sandbox::start(options).await?;
    let address = format!("http://{}", server.address());
    context.serves("the state is kept");
    if args.export {
        let lines = exported(platform, &address, &zone(context)?);
        context.ui.show_secrets();
        context.ui.write_raw(&lines)?;
        context.ui.talk("serving until Ctrl-C; the state is kept");
        std::future::pending::<()>().await;
    }
    context.ui.show_at_once(&ServedView {
        address,
        stream_id: sandbox::ACCOUNT.stream_id,
        account_id: sandbox::ACCOUNT.account_id,
        client_id: sandbox::ACCOUNT.client_id,
        client_secret: sandbox::ACCOUNT.client_secret,
        burki_api_key: sandbox::BURKI_API_KEY,
    })?;
    context.ui.talk("serving until Ctrl-C; the state is kept");
    std::future::pending::<()>().await;
    Ok(Exit::Success)
}

/// The time zone for typed times in a rehearsal: the one that is set, else this machine's.
fn zone(context: &Context) -> Result<Zone, Error> {
    match context.flag_or_variable("--timezone", "KCAMP_TIMEZONE") {
        Some(text) => text.parse().map_err(|problem| Error::bad_value("--timezone", problem)),
        None => Ok(context.machine_zone().unwrap_or_else(Zone::utc)),
    }
}

/// The account for a platform in the sandbox, as shell commands that set variables.
fn exported(platform: PlatformKind, address: &str, zone: &Zone) -> String {
    let sign_in = SignIn::to(platform);
    let ids = sign_in.ids.iter().map(|id| {
        let value = match id.variable {
            "KCAMP_STREAM_ID" => sandbox::ACCOUNT.stream_id,
            "KCAMP_ACCOUNT_ID" => sandbox::ACCOUNT.account_id,
            _ => sandbox::ACCOUNT.client_id,
        };
        (id.variable, value.to_owned())
    });
    let secret = match sign_in.secret.kind {
        SecretKind::ClientSecret => sandbox::ACCOUNT.client_secret,
        SecretKind::Token | SecretKind::ApiKey => sandbox::BURKI_API_KEY,
    };
    [("KCAMP_PLATFORM", platform.to_string()), ("KCAMP_HOST", address.to_owned())]
        .into_iter()
        .chain(ids)
        .chain([("KCAMP_TIMEZONE", zone.to_string()), (sign_in.secret.variable, secret.to_owned())])
        .map(|(name, value)| format!("export {name}={}\n", shell_word(&value)))
        .collect::<Vec<String>>()
        .concat()
}

fn latency(text: &str) -> Result<Duration, Error> {
    parse_duration(text).map_err(|problem| Error::bad_value("--latency", problem))
}

fn choices(texts: &[String]) -> Result<Choices, Error> {
    let mut choices = Choices::default();
    for text in texts {
        choices.choose(text).map_err(|error| {
            Error::usage("sandbox/choice-unreadable", format!("--choice: {error}"))
                .hint("docs/sandbox.md says what each one means")
        })?;
    }
    Ok(choices)
}

fn clock(text: Option<&str>, fallback: Clock) -> Result<Clock, Error> {
    let Some(text) = text else { return Ok(fallback) };
    text.parse().map(Clock::Fixed).map_err(|_| {
        Error::usage("time/unreadable", format!("--clock: {text:?} is not an instant"))
            .hint("write it as RFC 3339, such as 2026-12-03T08:00:00Z")
    })
}
