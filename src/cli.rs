//! The tree of commands, and the call of the chosen one. The commands themselves are elsewhere.
#![expect(clippy::doc_markdown, reason = "the doc comments of flags are help texts, shown as they are")]

mod missing;
mod other_tools;
mod partial_tree;
mod refusal;
mod topics;
mod unparsed;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::mem::ManuallyDrop;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::commands::completions::TypedLine;
use crate::commands::{
    about, api, apply, campaign, completions, contact_list, doctor, exit_codes, explain, halt, init, journal,
    jwt, licenses, man, plan, profile, resume, sandbox, schedule, schema, setup, validate,
};
use crate::context::{Context, DryRun, Startup, block_on};
use crate::env::Environment;
use crate::error::{BROKEN_PIPE, Error};
use crate::exit::Exit;
use crate::settings::Flags;
use crate::ui::{AccountFlags, Format, OutputError, Ui};
use unparsed::{named_filter, named_format, wants_json};

/// Check, create and schedule outbound voice and SMS campaigns, safely.
///
/// kcamp checks a campaign file completely on your machine, creates the campaign, switches its schedule on and off, and
/// makes the tokens that the platform asks for. It works with Kore.ai and with Burki (--platform burki). Try it without
/// an account: add --sandbox to any command.
#[derive(Debug, Parser)]
#[command(
    name = "kcamp",
    version,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true,
    after_help = "To begin: kcamp init makes a project to try in the sandbox, kcamp setup connects your account.\nMore pages: kcamp help exit-codes, environment, files, time or options."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: GlobalArgs,
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
enum Command {
    #[command(subcommand)]
    Campaign(campaign::CampaignCommand),
    #[command(subcommand)]
    Schedule(schedule::ScheduleCommand),
    #[command(subcommand)]
    ContactList(contact_list::ContactListCommand),
    Halt(halt::HaltArgs),
    Resume(resume::ResumeArgs),
    #[command(alias = "lint")]
    Validate(validate::ValidateArgs),
    #[command(alias = "diff")]
    Plan(plan::PlanArgs),
    Apply(apply::ApplyArgs),
    Explain(explain::ExplainArgs),
    #[command(subcommand)]
    Jwt(jwt::JwtCommand),
    Init(init::InitArgs),
    Setup(setup::SetupArgs),
    Doctor(doctor::DoctorArgs),
    #[command(subcommand)]
    Profile(profile::ProfileCommand),
    Journal(journal::JournalArgs),
    #[command(subcommand)]
    Sandbox(sandbox::SandboxCommand),
    Api(api::ApiArgs),
    Schema(schema::SchemaArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
    Licenses(licenses::LicensesArgs),
    #[command(hide = true)]
    ExitCodes(exit_codes::ExitCodesArgs),
}

/// The flags that every command takes.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
#[command(next_help_heading = "Global options")]
struct GlobalArgs {
    /// The profile to use [env: KCAMP_PROFILE]
    #[arg(long, global = true, value_name = "NAME")]
    profile: Option<String>,
    /// The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]
    #[arg(long, global = true, value_name = "PLATFORM")]
    platform: Option<String>,
    /// The platform's address [env: KCAMP_HOST]
    #[arg(long, global = true, value_name = "URL")]
    host: Option<String>,
    /// Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]
    #[arg(long, global = true, value_name = "ID")]
    stream_id: Option<String>,
    /// Kore.ai: the account id; Burki: your own name for the account of the key [env: KCAMP_ACCOUNT_ID]
    #[arg(long, global = true, value_name = "ID")]
    account_id: Option<String>,
    /// Kore.ai: the client id, the token's claim appId [env: KCAMP_CLIENT_ID]
    #[arg(long, global = true, value_name = "ID")]
    client_id: Option<String>,
    /// Read the client secret, a ready token or Burki's API key from the first line of stdin
    #[arg(long, global = true)]
    secret_stdin: bool,
    /// The IANA zone in which you type times [env: KCAMP_TIMEZONE]
    #[arg(long, global = true, value_name = "ZONE")]
    timezone: Option<String>,
    /// The format of results: table, wide (every column, nothing cut), name (only names), json, yaml or csv [env:
    /// KCAMP_OUTPUT] [default: table]
    #[arg(short, long, global = true, value_name = "FORMAT")]
    output: Option<String>,
    /// Apply this jq filter to the result and print one value a line, texts without quotes; implies -o json
    #[arg(long, global = true, value_name = "EXPR")]
    jq: Option<String>,
    /// Make CSV for spreadsheets: a byte order mark, and an apostrophe before cells that would run as formulas
    #[arg(long, global = true)]
    bom: bool,
    /// Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]
    #[arg(long, global = true)]
    sandbox: bool,
    /// Print the exact requests, and write nothing; =curl prints them as curl commands
    #[arg(
        long,
        global = true,
        value_name = "FORM",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "text",
        value_parser = ["text", "curl"]
    )]
    dry_run: Option<String>,
    /// Answer every confirmation with yes [env: KCAMP_YES=1]
    #[arg(short, long, global = true)]
    yes: bool,
    /// The protected profile's name, confirming a write to it without a terminal; give it again for another
    /// confirmation
    #[arg(long, global = true, value_name = "NAME")]
    confirm: Vec<String>,
    /// Never prompt [env: KCAMP_NO_INPUT=1]
    #[arg(long, global = true)]
    no_input: bool,
    /// Say less on stderr
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
    /// When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]
    #[arg(long, global = true, value_name = "WHEN")]
    color: Option<String>,
    /// How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]
    #[arg(long, global = true, value_name = "DURATION")]
    timeout: Option<String>,
    /// How long the whole command may take [env: KCAMP_DEADLINE]
    #[arg(long, global = true, value_name = "DURATION")]
    deadline: Option<String>,
    /// A PEM file with a further certificate authority [env: KCAMP_CA_CERT]
    #[arg(long, global = true, value_name = "FILE")]
    ca_cert: Option<PathBuf>,
}

impl Command {
    const fn talks_to_a_platform(&self) -> bool {
        matches!(
            self,
            Self::Campaign(_)
                | Self::Schedule(_)
                | Self::ContactList(_)
                | Self::Api(_)
                | Self::Resume(_)
                | Self::Plan(_)
                | Self::Apply(_)
        )
    }

    /// Whether the command begins with the writes of earlier commands whose outcome is unknown. A plan and an apply
    /// look at the platform for them first, and then tell of what is left.
    const fn tells_of_open_writes(&self) -> bool {
        self.talks_to_a_platform() && !matches!(self, Self::Plan(_) | Self::Apply(_))
    }

    /// Whether the command only shows objects that have names.
    const fn looks_up_names(&self) -> bool {
        use campaign::CampaignCommand as Campaign;
        use contact_list::ContactListCommand as ContactList;
        matches!(
            self,
            Self::Campaign(Campaign::List(_) | Campaign::Get(_) | Campaign::Status(_))
                | Self::ContactList(ContactList::List(_) | ContactList::Get(_))
                | Self::Profile(profile::ProfileCommand::List(_))
        )
    }

    /// Whether the command may read or write kcamp's own data, or the configuration. A halt is not included: it
    /// continues without them, and checks the folders itself.
    const fn uses_own_folders(&self) -> bool {
        self.talks_to_a_platform()
            || matches!(
                self,
                Self::Setup(_) | Self::Sandbox(_) | Self::Doctor(_) | Self::Journal(_) | Self::Profile(_)
            )
    }
}

impl GlobalArgs {
    /// The account flags of a command line that is still being typed.
    fn startup_of(words: &[String]) -> Option<Startup> {
        const OF_ACCOUNT: [&str; 6] =
            ["--profile", "--platform", "--host", "--stream-id", "--account-id", "--client-id"];
        let mut line = vec!["kcamp".to_owned()];
        for (at, word) in words.iter().enumerate() {
            match word.split_once('=') {
                Some((flag, _)) if OF_ACCOUNT.contains(&flag) => line.push(word.clone()),
                None if OF_ACCOUNT.contains(&word.as_str()) => {
                    line.extend(words.get(at + 1).map(|value| format!("{word}={value}")));
                }
                None if word == "--sandbox" => line.push(word.clone()),
                _ => {}
            }
        }
        let matches = Self::augment_args(clap::Command::new("kcamp")).try_get_matches_from(line).ok()?;
        Some(Self::from_arg_matches(&matches).ok()?.into_startup())
    }

    fn into_startup(self) -> Startup {
        let mut flags = Flags::of([
            ("--profile", self.profile.map(Into::into)),
            ("--platform", self.platform.map(Into::into)),
            ("--host", self.host.map(Into::into)),
            ("--stream-id", self.stream_id.map(Into::into)),
            ("--account-id", self.account_id.map(Into::into)),
            ("--client-id", self.client_id.map(Into::into)),
            ("--timezone", self.timezone.map(Into::into)),
            ("--timeout", self.timeout.map(Into::into)),
            ("--deadline", self.deadline.map(Into::into)),
            ("--ca-cert", self.ca_cert.map(Into::into)),
            ("--output", self.output.map(Into::into)),
            ("--color", self.color.map(Into::into)),
        ]);
        (flags.sandbox, flags.yes, flags.no_input) = (self.sandbox, self.yes, self.no_input);
        Startup {
            quiet: self.quiet,
            verbose: self.verbose,
            confirm: self.confirm,
            dry_run: self.dry_run.map(|form| if form == "curl" { DryRun::Curl } else { DryRun::Text }),
            secret_stdin: self.secret_stdin,
            jq: self.jq,
            bom: self.bom,
            flags,
        }
    }
}

/// The whole tree of commands. The completions and the manual are made from it, and tests check every command in it.
pub fn command_tree() -> clap::Command {
    fn build(command: &mut clap::Command) {
        // clap adds the arguments to a command only when they are needed.
        let _ = command.render_usage();
        command.get_subcommands_mut().for_each(build);
    }
    let mut tree = Cli::command();
    build(&mut tree);
    tree
}

/// Reads a command line. A start builds only the commands that the line names; help and refusals need the whole tree.
fn parse(arguments: &[OsString]) -> Result<Cli, clap::Error> {
    let asked = read(partial_tree::tree(arguments), arguments);
    asked.or_else(|_| read(Cli::command(), arguments)).or_else(|error| {
        if error.kind() == ErrorKind::DisplayVersion {
            Err(error)
        } else {
            let words = topics::without_flags(&error, arguments);
            read(topics::without_global_options(command_tree()), &words)
        }
    })
}

/// The command that a line means to a tree of commands.
fn read(tree: clap::Command, arguments: &[OsString]) -> Result<Cli, clap::Error> {
    // The process ends soon: taking a tree apart again would be for nothing.
    let mut tree = ManuallyDrop::new(tree);
    let matches = tree.try_get_matches_from_mut(arguments);
    matches
        .and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches))
        .map_err(|error| other_tools::explained(error, &tree))
}

/// Runs one command line to its end.
pub fn run(arguments: impl IntoIterator<Item = OsString>, environment: Environment) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let environment = environment.with_words(&arguments);
    // Asked for alone, as programs do, the version needs no tree of commands.
    if matches!(&arguments[..], [_, only] if only == "--version" || only == "-V")
        && !wants_json(&arguments, &environment)
    {
        let line = concat!("kcamp ", env!("CARGO_PKG_VERSION"), "\n");
        return answered(print(line), &arguments, environment);
    }
    if let Some(shell) = environment.text(completions::VARIABLE) {
        complete(TypedLine::by(shell, arguments.get(1..).unwrap_or_default()).as_ref(), environment);
        return Exit::Success;
    }
    if let Some(error) = schedule::weekdays_apart(&arguments) {
        talk(&arguments, environment).error(&error);
        return error.exit;
    }
    match parse(&arguments) {
        Ok(cli) => match Context::new(cli.global.into_startup(), environment) {
            Ok(context) => carry_out(|_| Ok(cli.command), &arguments, context),
            Err(refused) => {
                let (mut ui, error) = *refused;
                ui.error(&error);
                error.exit
            }
        },
        Err(error) => match missing::of(&error, &arguments, &environment) {
            Some((gaps, context)) => {
                carry_out(|context| gaps.filled(&arguments, context), &arguments, context)
            }
            None => refuse(&error, &arguments, environment),
        },
    }
}

/// Runs the command that is meant to its end, and says how it ended.
fn carry_out(
    meant: impl FnOnce(&mut Context) -> Result<Command, Error>,
    arguments: &[OsString],
    mut context: Context,
) -> Exit {
    let ended = context
        .listen()
        .and_then(|()| context.refuse_stdin_among(arguments))
        .and_then(|()| meant(&mut context))
        .and_then(|command| dispatch(command, &mut context));
    context.keep_names();
    let ended = context.ended(ended);
    context.end(ended.as_ref().err());
    match ended {
        Ok(exit) => exit,
        Err(error) => {
            if error.code != BROKEN_PIPE {
                context.ui.error(&error);
            }
            error.exit
        }
    }
}

/// Answers a shell that asks for completions. On a failure it gets none.
fn complete(asked: Option<&TypedLine>, environment: Environment) {
    let Some(asked) = asked else { return };
    let answer = asked.answer(command_tree(), GlobalArgs::startup_of, &topics::TOPICS, environment);
    let _ = io::stdout().write_all(answer.as_bytes());
}

fn dispatch(command: Command, context: &mut Context) -> Result<Exit, Error> {
    let refused = match context.ui.format() {
        Format::Markdown if !matches!(command, Command::Plan(_)) => {
            "markdown is an output format of kcamp plan alone"
        }
        Format::Name if !command.looks_up_names() => "name is an output format of list, get and status alone",
        _ => "",
    };
    if !refused.is_empty() {
        let name = if command.looks_up_names() { " name," } else { "" };
        let hint = format!("use table, wide,{name} json, yaml or csv");
        return Err(Error::usage("usage/unknown-format", refused).hint(hint));
    }
    if command.uses_own_folders() {
        context.check_private()?;
    }
    if command.tells_of_open_writes() {
        context.tell_open_writes();
    }
    match command {
        Command::Campaign(command) => {
            block_on(context, async |context| campaign::run(command, context).await)
        }
        Command::Schedule(command) => {
            block_on(context, async |context| Box::pin(schedule::run(command, context)).await)
        }
        Command::ContactList(command) => {
            block_on(context, async |context| Box::pin(contact_list::run(command, context)).await)
        }
        Command::Halt(args) => block_on(context, async |context| halt::run(args, context).await),
        Command::Resume(args) => block_on(context, async |context| resume::run(args, context).await),
        Command::Api(args) => block_on(context, async |context| api::run(args, context).await),
        Command::Setup(args) => block_on(context, async |context| setup::run(args, context).await),
        Command::Sandbox(command) => block_on(context, async |context| sandbox::run(command, context).await),
        Command::Doctor(args) => block_on(context, async |context| doctor::run(&args, context).await),
        Command::Plan(args) => block_on(context, async |context| plan::run(args, context).await),
        Command::Apply(args) => block_on(context, async |context| apply::run(args, context).await),
        Command::Init(args) => init::run(&args, context),
        Command::Validate(args) => validate::run(&args, context),
        Command::Explain(args) => explain::run(&args, context),
        Command::Journal(args) => block_on(context, async |context| journal::run(args, context).await),
        Command::Jwt(command) => jwt::run(&command, context),
        Command::Profile(command) => profile::run(&command, context),
        Command::Schema(args) => schema::run(&args, context),
        Command::Completions(args) => completions::run(&args, context),
        Command::Licenses(_) => licenses::run(context),
        Command::Man(args) => man::run(&args, command_tree(), context),
        Command::ExitCodes(args) => exit_codes::run(&args, context),
    }
}

/// Handles a command line that clap refused, or a request for help, which clap answers.
fn refuse(error: &clap::Error, arguments: &[OsString], environment: Environment) -> Exit {
    let page = topics::asked(error, arguments);
    if page.is_some() || !error.use_stderr() {
        let printed = if wants_json(arguments, &environment) {
            let mut ui = match data(arguments, environment.clone()) {
                Ok(ui) => ui,
                Err(refused) => return refused,
            };
            match error.kind() {
                ErrorKind::DisplayVersion => about::show_version(&mut ui),
                _ => about::show_help(page.unwrap_or_else(|| topics::rendered(error).to_string()), &mut ui),
            }
        } else {
            print(&page.unwrap_or_else(|| topics::rendered(error).ansi().to_string()))
        };
        return answered(printed, arguments, environment);
    }
    let mut ui = talk(arguments, environment);
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand && !ui.tells_errors_in_json() {
        // If stderr is closed too, nothing more can be done.
        let _ = anstream::stderr().write_all(topics::rendered(error).ansi().to_string().as_bytes());
    } else {
        ui.error(&refusal::report(error, arguments));
    }
    Exit::Usage
}

/// Prints a text, in its colours where stdout shows colours.
fn print(text: &str) -> Result<(), OutputError> {
    anstream::stdout().write_all(text.as_bytes()).map_err(OutputError::Stream)
}

/// Ends a request for help or the version. Reports if the text did not reach stdout, unless the reader was closed, as
/// `head` does.
fn answered(printed: Result<(), OutputError>, arguments: &[OsString], environment: Environment) -> Exit {
    let flushed = printed.and_then(|()| io::stdout().flush().map_err(OutputError::Stream));
    let Err(error) = flushed else { return Exit::Success };
    let error = Error::from(error);
    if error.code != BROKEN_PIPE {
        talk(arguments, environment).error(&error);
    }
    error.exit
}

/// Where an error about a command line that was not parsed is said. Its hints name no account: help is the same for
/// each.
fn talk(arguments: &[OsString], environment: Environment) -> Ui {
    let output = if wants_json(arguments, &environment) { "json" } else { "table" };
    let mut ui = match Context::new(startup(Some(output), None), environment) {
        Ok(context) => context.ui,
        Err(refused) => refused.0,
    };
    ui.name_account(AccountFlags::default());
    ui
}

/// Where help or the version is shown as JSON. A filter that cannot be used is refused.
fn data(arguments: &[OsString], environment: Environment) -> Result<Ui, Exit> {
    let Some(filter) = named_filter(arguments) else { return Ok(talk(arguments, environment)) };
    match Context::new(startup(named_format(arguments), Some(filter)), environment) {
        Ok(context) => Ok(context.ui),
        Err(refused) => {
            let (mut ui, error) = *refused;
            ui.error(&error);
            Err(error.exit)
        }
    }
}

fn startup(output: Option<&str>, filter: Option<&str>) -> Startup {
    let flags = Flags::of([("--output", output.map(OsString::from))]);
    Startup { flags, jq: filter.map(str::to_owned), ..Startup::default() }
}

#[cfg(test)]
mod tests;
