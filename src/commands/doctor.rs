//! `kcamp doctor`.

use std::fs::{self, OpenOptions};
use std::path::Path;
use std::time::Duration;

use jiff::SignedDuration;

use crate::context::Context;
use crate::domain::duration::duration_text;
use crate::domain::finding::Problem;
use crate::domain::platform_kind::ClockBasis;
use crate::domain::plural::counted;
use crate::domain::zone::Database;
use crate::env::Environment;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::error::{ErrorKind, PlatformError};
use crate::platform::platform::Platform;
use crate::platform::proxy;
use crate::profile::state_dir;
use crate::settings::{Proof, Settings, SignIn};
use crate::ui::{Format, Surface};
use crate::view::doctor::{CheckRow, CheckStatus, ChecksView};

/// Check config, credentials, clock, connection and scope
///
/// Each check is a row with its next step. The command ends in 0 if no check failed, otherwise in the exit code of the
/// first failure. kcamp sends one request, which only reads, and connects to the proxy that HTTPS_PROXY names;
/// --offline does neither. No secret is shown.
///
/// Example: kcamp doctor --offline
#[derive(Debug, clap::Args)]
pub struct DoctorArgs {
    /// Send nothing: skip connection, clock and access
    #[arg(long)]
    offline: bool,
}

/// The least clock skew that is reported: the platform may refuse a token from such a clock.
const CLOCK_DIFFERENCE_MAX: SignedDuration = SignedDuration::from_secs(30);

/// The longest time for a connection to a proxy.
const PROXY_LIMIT: Duration = Duration::from_secs(5);

const SETTINGS_BROKEN: &str = "fix the settings above first";

/// Makes all checks and shows the results.
///
/// # Errors
///
/// `doctor/check-failed`, with the exit code of the first check that failed, or the checks cannot be shown.
pub async fn run(args: &DoctorArgs, context: &mut Context) -> Result<Exit, Error> {
    let mut checks = Checks::default();
    config(&mut checks, context);
    let client = context.connect().await;
    let settings = context.settings().cloned();
    match &settings {
        Ok(settings) => {
            account(&mut checks, settings, client.as_ref().err(), context.token_remarks());
            zones(&mut checks, settings, context);
            list_totals(&mut checks, settings);
        }
        Err(error) => {
            // A configuration that cannot be read was reported above.
            if !checks.have_failed() {
                checks.failed("settings", error);
            }
            for check in ["account", "credentials", "time zones"] {
                checks.skipped(check, SETTINGS_BROKEN);
            }
        }
    }
    state_folder(&mut checks, &context.environment);
    proxy(&mut checks, context, settings.as_ref().ok(), args.offline).await;
    terminal(&mut checks, context);
    match client {
        _ if args.offline => skip_network(&mut checks, "--offline"),
        Ok(client) => network(&mut checks, &*client, settings.as_ref().ok()).await,
        Err(error) if settings.is_ok() && stage(&error) == Stage::Client => {
            checks.failed("connection", &error);
            checks.skipped("clock", "nothing was sent");
            checks.skipped("access", "nothing was sent");
        }
        Err(_) => skip_network(&mut checks, SETTINGS_BROKEN),
    }
    let summary = checks.summary();
    let Checks { mut rows, exit, .. } = checks;
    for step in rows.iter_mut().filter_map(|row| row.next_step.as_mut()) {
        *step = context.ui.with_account(step);
    }
    context.ui.show(&ChecksView(rows))?;
    if exit == Exit::Success || context.ui.format() != Format::Json {
        context.ui.talk(&summary);
        return Ok(exit);
    }
    Err(Error::new("doctor/check-failed", summary, exit)
        .hint("follow next_step of the checks whose status is failed; they are on stdout"))
}

/// The results so far, and the exit code of the first failure.
struct Checks {
    rows: Vec<CheckRow>,
    failures: usize,
    exit: Exit,
}

impl Default for Checks {
    fn default() -> Self {
        Self { rows: Vec::new(), failures: 0, exit: Exit::Success }
    }
}

impl Checks {
    /// The number of failures and of warnings, in words.
    fn summary(&self) -> String {
        let warnings = self.rows.iter().filter(|row| row.status == CheckStatus::Warning).count();
        let failed = match self.failures {
            0 => "no check failed".to_owned(),
            count => format!("{} failed", counted(count, "check")),
        };
        match warnings {
            0 => failed,
            count => format!("{failed}, {}", counted(count, "warning")),
        }
    }

    fn ok(&mut self, check: &'static str, detail: impl Into<String>) {
        self.add(check, CheckStatus::Ok, detail.into(), None);
    }

    fn warning(&mut self, check: &'static str, detail: impl Into<String>, next_step: impl Into<String>) {
        self.add(check, CheckStatus::Warning, detail.into(), Some(next_step.into()));
    }

    fn skipped(&mut self, check: &'static str, why: impl Into<String>) {
        self.add(check, CheckStatus::Skipped, why.into(), None);
    }

    fn failed(&mut self, check: &'static str, error: &Error) {
        let next_step = (!error.hints.is_empty()).then(|| error.hints.join("; "));
        self.add(check, CheckStatus::Failed, error.message(), next_step);
        if let Some(row) = self.rows.last_mut() {
            row.code = Some(error.code);
        }
        if !self.have_failed() {
            self.exit = error.exit;
        }
        self.failures += 1;
    }

    fn add(&mut self, check: &'static str, status: CheckStatus, detail: String, next_step: Option<String>) {
        self.rows.push(CheckRow { check, status, detail, next_step, code: None });
    }

    const fn have_failed(&self) -> bool {
        self.failures > 0
    }
}

/// Checks the config file. Reading it also checks its permissions: one that is open to others is refused.
fn config(checks: &mut Checks, context: &Context) {
    let path = context.config_path().map(|path| path.display().to_string()).unwrap_or_default();
    match context.config() {
        Ok(Some(config)) => {
            let profiles = counted(config.profiles.len(), "profile");
            let current = config.current.map_or_else(String::new, |name| format!(", current {name}"));
            checks.ok("config", format!("{path}: {profiles}{current}; private"));
        }
        Ok(None) => {
            checks.skipped("config", format!("no config file at {path}; using flags and environment"));
        }
        // The sandbox needs no config file, so a broken one is no failure.
        Err(error) if context.in_sandbox() => {
            checks.warning("config", error.message(), error.hints.join("; "));
        }
        Err(error) => checks.failed("config", &error),
    }
}

/// The conditions for making a client, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Account,
    Credentials,
    Client,
}

/// The stage at which an error kept a client from being made.
fn stage(error: &Error) -> Stage {
    match error.code {
        "settings/account-incomplete" | "platform/not-served" => Stage::Account,
        // A wrong clock, certificate file, proxy or state folder. The account and the secret were read before these.
        code if ["platform/", "clock/", "machine/"].iter().any(|area| code.starts_with(area)) => {
            Stage::Client
        }
        _ => Stage::Credentials,
    }
}

fn account(checks: &mut Checks, settings: &Settings, error: Option<&Error>, token_remarks: &[String]) {
    let reached = error.map(stage);
    match error.filter(|_| reached == Some(Stage::Account)) {
        Some(error) => checks.failed("account", error),
        None => match settings.variables_over_profile() {
            Some(Problem { message, help, .. }) => checks.warning(
                "account",
                format!("{}; {message}", settings.account_in_words()),
                help.unwrap_or_default(),
            ),
            None => checks.ok("account", settings.account_in_words()),
        },
    }
    match (error, reached) {
        (Some(error), Some(Stage::Credentials)) => checks.failed("credentials", error),
        (Some(_), Some(Stage::Account)) => checks.skipped("credentials", "fix the account above first"),
        // These errors come before a secret is read.
        (Some(error), _) if error.code.starts_with("clock/") || error.code.starts_with("machine/") => {
            checks.skipped("credentials", format!("not checked: {}", error.message()));
        }
        _ if token_remarks.is_empty() => checks.ok("credentials", settings.credentials_in_words()),
        _ => checks.warning(
            "credentials",
            format!("{}; {}", settings.credentials_in_words(), token_remarks.join("; ")),
            "make a new token, for example with kcamp jwt mint; kcamp jwt inspect shows this one",
        ),
    }
}

/// Says where a list that ends early is taken for whole, which the platform's documentation leaves open.
fn list_totals(checks: &mut Checks, settings: &Settings) {
    let totals = &settings.list_totals;
    if !totals.value {
        let message = format!(
            "a list may end before the total that the platform reports (list_totals is false, {}), so that one that is cut is taken for whole",
            totals.source
        );
        checks.ok("list totals", message);
    }
}

fn zones(checks: &mut Checks, settings: &Settings, context: &Context) {
    let clock = &settings.schedule_timezone;
    let repeats = match settings.clock_basis() {
        ClockBasis::Documented => "each schedule repeats in its own time zone".to_owned(),
        ClockBasis::Set => format!("the platform's clock is {} ({})", clock.value, clock.source),
        ClockBasis::Assumed => {
            format!("the platform's clock is assumed to be {}, which is not documented", clock.value)
        }
    };
    let database = Database::in_use();
    let system = context.system_zone_edition();
    let machine = system.as_ref().map_or_else(String::new, |edition| format!(", this machine has {edition}"));
    let mut details = vec![format!("database {database}{machine}"), repeats];
    let mut next_steps = Vec::new();
    let zones = settings.timezone.iter().chain([&settings.schedule_timezone]);
    let caution = zones.into_iter().find_map(|zone| zone.value.caution());
    for problem in database.concerns(system.as_ref(), context.clock.now()).into_iter().chain(caution) {
        details.push(problem.message);
        next_steps.extend(problem.help);
    }
    if let Some(zone) = &settings.timezone {
        details.push(format!("your time zone is {} ({})", zone.value, zone.source));
    } else {
        details.push("your time zone is not set, so times that you type need an offset".to_owned());
        let next_step = "set --timezone, KCAMP_TIMEZONE or the profile's timezone, as in Europe/London";
        next_steps.push(next_step.to_owned());
    }
    if next_steps.is_empty() {
        checks.ok("time zones", details.join("; "));
    } else {
        checks.warning("time zones", details.join("; "), next_steps.join("; "));
    }
}

fn state_folder(checks: &mut Checks, environment: &Environment) {
    let Some(folder) = state_dir(environment) else {
        let error = Error::usage("machine/no-home", "no home folder for kcamp's state");
        checks.failed("state folder", &error.hint("set HOME, or XDG_STATE_HOME"));
        return;
    };
    match probe(&folder) {
        Ok(()) => checks.ok("state folder", format!("{} can be written", folder.display())),
        Err(reason) => {
            let message = format!("{} cannot be written: {reason}", folder.display());
            let error = Error::usage("machine/state-not-writable", message);
            let hint = "fix the folder's permissions or free space, or set XDG_STATE_HOME to another";
            checks.failed("state folder", &error.hint(hint));
        }
    }
}

/// Writes and removes a file in the folder, which is made if it is missing.
fn probe(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let path = folder.join(format!(".doctor-{}", std::process::id()));
    OpenOptions::new().write(true).create_new(true).open(&path)?;
    fs::remove_file(path)
}

/// Checks the proxy that the environment names, and connects to it if requests would use it.
async fn proxy(checks: &mut Checks, context: &Context, settings: Option<&Settings>, offline: bool) {
    let Some(named) = proxy::Named::by(|name| context.environment.text(name)) else {
        checks.ok("proxy", "none is set");
        return;
    };
    let is_used =
        !context.in_sandbox() && settings.is_none_or(|settings| named.is_for(settings.host.value.origin()));
    let proxy = match named.proxy() {
        Ok(proxy) => proxy,
        Err(error) if is_used => {
            checks.failed("proxy", &PlatformError::from(error).into());
            return;
        }
        Err(error) => {
            checks.warning("proxy", format!("{error}; it is not used for this host"), error.hint());
            return;
        }
    };
    let except = proxy.exceptions().map_or_else(String::new, |hosts| format!(", but for {hosts}"));
    // A proxy's address may have a password, so only the host and the port are shown.
    let shown = format!("{} ({}){except}", proxy.address(), proxy.variable());
    if !is_used {
        checks.ok("proxy", format!("{shown}; not used for this host"));
    } else if offline {
        checks.ok("proxy", shown);
    } else if let Err(reason) = proxy.reach(PROXY_LIMIT).await {
        let message = format!("{shown} cannot be reached: {reason}");
        let error = Error::new("machine/proxy-unreachable", message, Exit::Unavailable);
        let hint = format!("check the address in {}, and that the proxy runs", proxy.variable());
        checks.failed("proxy", &error.hint(hint));
    } else {
        checks.ok("proxy", format!("{shown}; it can be reached"));
    }
}

fn terminal(checks: &mut Checks, context: &Context) {
    let place = match context.ui.surface() {
        Surface::Plain => "results go to a pipe or a file".to_owned(),
        Surface::Terminal { width } => format!("results go to a terminal of {width} columns"),
    };
    let color = if context.ui.is_colored() { "with colour" } else { "without colour" };
    let asked = if context.ui.can_prompt() { "questions can be asked" } else { "questions cannot be asked" };
    checks.ok("terminal", format!("{place}, {color}; {asked}"));
}

fn skip_network(checks: &mut Checks, why: &str) {
    for check in ["connection", "clock", "access"] {
        checks.skipped(check, why);
    }
}

/// Makes one read, which shows whether the platform answers, what its clock says, and whether it accepts the
/// credentials.
async fn network(checks: &mut Checks, client: &dyn Platform, settings: Option<&Settings>) {
    let read = client.probe().await;
    let lead = client.clock_lead();
    let is_off = lead.is_some_and(|lead| lead.abs() > CLOCK_DIFFERENCE_MAX);
    match &read {
        Err(error) if matches!(error.exit(), Exit::Unavailable | Exit::OutOfTime | Exit::Usage) => {
            checks.failed("connection", &error.clone().into());
        }
        _ => {
            let host = settings.map_or_else(String::new, |settings| format!("{} ", settings.host.value));
            checks.ok("connection", format!("{host}answers"));
        }
    }
    let sign_in = SignIn::to(client.kind());
    clock(checks, lead, sign_in.proof);
    match read {
        Ok(readable) => checks.ok("access", readable),
        Err(error) if error.kind == ErrorKind::Unauthorized => {
            let is_scope = error.status() == Some(403);
            let mut error = Error::from(error);
            if is_off && sign_in.proof == Proof::SignedToken {
                error.hints =
                    vec!["set this machine's clock first: to the platform the token looks expired".into()];
            } else if !is_scope && settings.is_none_or(|settings| !settings.sends_ready_token()) {
                error.hints = vec![format!("check {} with `kcamp profile show`", sign_in.secret.suspects)];
            }
            checks.failed("access", &error);
        }
        Err(error) if matches!(error.exit(), Exit::Unavailable | Exit::OutOfTime | Exit::Usage) => {
            checks.skipped("access", "the platform did not answer");
        }
        Err(error) => checks.failed("access", &error.into()),
    }
}

fn clock(checks: &mut Checks, lead: Option<SignedDuration>, proof: Proof) {
    let Some(lead) = lead else {
        checks.skipped("clock", "no answer contained the platform's time");
        return;
    };
    let difference = duration_text(lead.unsigned_abs());
    let limit = duration_text(CLOCK_DIFFERENCE_MAX.unsigned_abs());
    if lead.abs() <= CLOCK_DIFFERENCE_MAX {
        checks.ok("clock", format!("within {limit} of the platform's"));
    } else {
        let direction = if lead.is_positive() { "behind" } else { "ahead of" };
        checks.warning(
            "clock",
            format!("this machine's clock is {difference} {direction} the platform's"),
            match proof {
                Proof::SignedToken => {
                    "set the clock, or let it follow a time server: the platform refuses tokens made by a wrong clock"
                }
                Proof::ApiKey => {
                    "set the clock, or let it follow a time server: kcamp uses it to decide what is in the future"
                }
            },
        );
    }
}
