//! `kcamp campaign update`.

mod needed;
mod questions;

use std::path::PathBuf;

use jiff::Timestamp;

use super::chosen;
use super::missing::{Answers, refuse_wrong};
use crate::commands::campaign_files::fields::FieldArgs;
use crate::commands::campaign_files::typed_terms::TypedTerms;
use crate::commands::campaign_files::{self as files, CheckedFiles, FileReadOptions, OneDocument};
use crate::commands::plan::references::{refuse_unclear, warn_of_empty};
use crate::commands::plan::schedules_left_on;
use crate::commands::plan::shared_lists::{days_of_live, findings_of_listed};
use crate::commands::plan_run::meanwhile::{refuse_changed, refuse_taken};
use crate::commands::remembered::enable_again_command;
use crate::commands::remembered::journal_index::JournalIndex;
use crate::context::{Context, HeldLock};
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::change::Action;
use crate::domain::difference::{FieldDifference, changes};
use crate::domain::finding::Problem;
use crate::domain::kore_campaign::ListName;
use crate::domain::live::LiveCampaign;
use crate::domain::name::look_the_same;
use crate::domain::plan::{dnc_list_sent, of_encoding};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::platform_kind::PlatformKind;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::{self, Decides, Field, Node, Scope, Table, Value, Written, overlay_flag, platform_of};
use crate::platform::platform::{Platform, ReadAfterWrite};
use crate::ui::path_in_a_shell;
use crate::view::update::UpdateView;
use crate::view::wording::WordingView;

/// The keys that name the template of an sms.
const TEMPLATE: [&[&str]; 2] = [&["message", "template_name"], &["message", "templateId"]];

/// Change fields of a campaign, from a file, from flags, or from both
///
/// kcamp reads the campaign, replaces the fields that you give, and checks the result. To Kore.ai it sends the
/// whole campaign, to Burki only the changes. Fields that you leave out stay as they are. A field that the platform
/// does not return, such as the machine detection, must be given each time; on a terminal kcamp asks for it. A file
/// inherits from kcamp.defaults.yaml as in kcamp campaign create. The schedule is not changed; use kcamp schedule
/// enable for that. A running campaign must be stopped first. kcamp reads the campaign once more before it sends
/// anything: if somebody changed it meanwhile, nothing is sent, and the command ends in 6.
///
/// If the campaign has a schedule or may run, or has several do-not-contact lists, of which an update leaves one at
/// most, kcamp asks before it sends anything; --yes answers, and is needed without a terminal. On a terminal, it also
/// asks what to change if no file and no flag says so.
///
/// Example: kcamp campaign update "Event Reminder SMS" --priority 2
#[derive(Debug, clap::Args)]
pub struct UpdateArgs {
    /// The campaign's name or id [default: the file's name, then env: KCAMP_CAMPAIGN]
    campaign: Option<String>,
    /// A campaign file, or a part of one, or - for stdin
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Read texts and a policy that lie outside of the campaign file's folder
    #[arg(long, requires = "file")]
    follow_links: bool,
    /// A file of defaults for the campaign, instead of each kcamp.defaults.yaml around its file
    #[arg(long, value_name = "FILE", requires = "file")]
    defaults: Option<PathBuf>,
    /// Remove the do-not-contact list; sms only
    #[arg(long, conflicts_with = "dnc-list")]
    no_dnc_list: bool,
    #[command(flatten)]
    fields: FieldArgs,
}

/// Reads the campaign, applies the changes, checks the result, shows the differences, sends it, and reports.
///
/// # Errors
///
/// The file or a flag cannot be read, the result has errors, the campaign is not found or its state does not allow an
/// update, there is no consent, or the update fails.
pub async fn run(mut args: UpdateArgs, context: &mut Context) -> Result<Exit, Error> {
    let mut answers = if args.changes_something() || !context.ui.can_prompt() {
        args.answers(context)
    } else {
        questions::changes(&mut args, context).await?
    };
    let updated = update(args, &mut answers, context).await;
    updated.map_err(|error| answers.add_to(error))
}

impl UpdateArgs {
    /// Whether the arguments say what to change.
    fn changes_something(&self) -> bool {
        self.file.is_some() || self.no_dnc_list || !self.fields.is_empty()
    }

    /// No answers yet, for the command as it was given.
    fn answers(&self, context: &Context) -> Answers {
        // The struct is taken apart, so that a new flag cannot be forgotten here.
        let Self { campaign, file, follow_links, defaults, no_dnc_list, fields } = self;
        let paths = [("--file", file), ("--defaults", defaults)];
        let named = paths.into_iter().filter_map(|(flag, path)| Some((flag, path.as_ref()?)));
        let named = named.map(|(flag, path)| (flag, path.display().to_string()));
        let switches = [("--follow-links", *follow_links), ("--no-dnc-list", *no_dnc_list)];
        let bare = switches.into_iter().filter(|(_, is_on)| *is_on).map(|(flag, _)| (flag, String::new()));
        Answers::none("kcamp campaign update", named.chain(bare).collect(), fields, "changed", context)
            .about(campaign.clone())
    }
}

async fn update(args: UpdateArgs, answers: &mut Answers, context: &mut Context) -> Result<Exit, Error> {
    let mut given = UpdateInput::read(&args, context)?;
    let schedule_file = given.schedule_file.clone();
    if args.file.is_some() {
        files::note_untouched_timezone(context)?;
    }
    let campaign = given.campaign(args.campaign.as_ref(), answers, context).await?;
    let platform = context.connect().await?;
    let (read, _held) = read_alone(&campaign, &*platform, context).await?;
    let (live, list_sent) = with_list_that_was_sent(read, &*platform, context)?;
    platform.may(&live, Action::Update)?;
    let written = manifest::write(&live);
    given.ask_for_needed(&live, &written, answers, context).await?;
    let campaign = given.over(&live, &written, list_sent, context)?;
    refuse_taken(&*platform, &live, &campaign).await?;
    let differences = changes(&live, &campaign);
    let view = UpdateView::new(&live, &differences);
    if differences.is_empty() {
        context.show_result(&view)?;
        return Ok(Exit::Success);
    }
    show_changes(&view, (&live, &*platform), &campaign, &differences, context);
    // The whole campaign is sent, also with the lists that it has already. Kore.ai contract §8.3.
    let lists: Vec<&str> = campaign.contact_lists().iter().map(ListName::as_str).collect();
    if differences.iter().any(FieldDifference::is_of_contact_lists) {
        judge_lists(&live, (campaign.name(), &lists), args.file.as_slice(), &*platform, context).await?;
    }
    let write = platform.update(&live, &campaign, ReadAfterWrite::AtOnce)?;
    let Some(agreed) = context.agree_to(write)? else { return Ok(Exit::Success) };
    refuse_unclear(&lists, &*platform, context).await?;
    // No other process of this machine gives a campaign this name meanwhile.
    let key = platform.schedule_target_of(&live).key;
    let _named = context.lock_new_name(&key, [&live.name, campaign.name()])?;
    // The answer may take long.
    let now = if context.is_asked() {
        platform.locate_whole(&CampaignRef::Id(live.id.clone())).await?
    } else {
        platform.whole(live.clone()).await?
    };
    let next = "look at the campaign, and run the command again";
    refuse_changed(&*platform, &live, now, &campaign, next).await?;
    let agreed = agreed.read_at(platform.connection().interruptions().now());
    let done = context.send_agreed(agreed).await?;
    // The read of one campaign does not return the name of its queue or flow, so the sent one is assumed.
    let after = done.value.map(LiveCampaign::without_connection);
    let left = after.as_ref().map(|live| changes(live, &campaign)).unwrap_or_default();
    let view = view.made(after.as_ref(), &left, done.answer_lost);
    context.show_result(&view)?;
    if after.is_none() {
        context.ui.problem(&Problem::warning(
            "platform/not-read-back",
            "the campaign could not be read back after the update",
        ));
    }
    let otherwise = view.not_as_sent();
    let was_on = live.scheduling_enabled == Some(true);
    if was_on && let Some(after) = after.filter(|live| live.scheduling_enabled == Some(false)) {
        let message = "the campaign was updated, and its schedule, which was on before, is off now: the update switched it off, or somebody else did at the same time";
        let command = enable_again_command(&after, schedule_file.as_deref(), &*platform, context);
        return Err(Error::new("campaign/schedule-lost", message, Exit::Partial)
            .hint(format!("switch it on: {command}")));
    }
    if otherwise.is_empty() { Ok(Exit::Success) } else { Err(not_as_sent(&live, &otherwise)) }
}

fn not_as_sent(live: &LiveCampaign, fields: &[&str]) -> Error {
    let message = format!(
        "the campaign was updated, but the platform reports other values than kcamp sent: {}",
        fields.join(", ")
    );
    Error::new("platform/not-as-sent", message, Exit::Partial)
        .hint(format!("look at it: kcamp campaign get {}", live.id))
}

/// Warns of new contact lists without contacts. Says too whether a campaign that runs, or whose schedule this machine
/// switched on, gets one of another live one that reaches people on the same day, by the list of campaigns in which it
/// was looked for.
///
/// # Errors
///
/// The policy makes that an error, or the settings cannot be resolved.
async fn judge_lists(
    live: &LiveCampaign,
    (name, lists): (&str, &[&str]),
    files: &[PathBuf],
    platform: &dyn Platform,
    context: &mut Context,
) -> Result<(), Error> {
    warn_of_empty(name, lists, platform, context).await?;
    // A journal that cannot be read keeps the update from being sent, with its own error.
    let Ok(memory) = JournalIndex::of_schedules(context) else { return Ok(()) };
    let days = days_of_live(live, &memory, platform, context)?.days;
    let updated = live.clone().with_contact_lists(lists);
    let found = findings_of_listed(&updated, days, platform, context)?;
    TypedTerms::load(files, context)?.show(|_| found.clone(), context)
}

/// Reads the campaign, and holds it: no other process of this machine writes to it until the update was read back.
/// While a person is asked, others may write; then what was shown is compared once more before it is sent.
async fn read_alone(
    campaign: &CampaignRef,
    platform: &dyn Platform,
    context: &Context,
) -> Result<(LiveCampaign, Option<HeldLock>), Error> {
    let read = platform.locate_whole(campaign).await?;
    if context.dry_run().is_some() || context.is_asked() {
        return Ok((read, None));
    }
    let held = context.lock_campaign(&platform.schedule_target_of(&read).key)?;
    let read = if held.others_wrote { platform.locate_whole(&CampaignRef::Id(read.id)).await? } else { read };
    Ok((read, Some(held)))
}

/// The campaign with the do-not-contact list that this machine sent last, and when, where the platform returns none:
/// the list may be there all the same, and an update without it would remove it.
fn with_list_that_was_sent(
    live: LiveCampaign,
    platform: &dyn Platform,
    context: &Context,
) -> Result<(LiveCampaign, Option<Timestamp>), Error> {
    if live.dnc_list().is_some() || live.is_dnc_list_unread() {
        return Ok((live, None));
    }
    let lead = platform.clock_lead().unwrap_or_default();
    let index = JournalIndex::read(context)?;
    let sent = dnc_list_sent(&live, &|field, value| index.of(&live).recall(field, value, lead));
    Ok((if sent.is_some() { live.with_unread_dnc_list() } else { live }, sent))
}

/// Shows what changes, before it is asked about.
fn show_changes(
    view: &UpdateView,
    (live, platform): (&LiveCampaign, &dyn Platform),
    campaign: &PlatformCampaign,
    differences: &[FieldDifference],
    context: &mut Context,
) {
    if context.ui.talks_in_json() {
        context.ui.talk(&view.talk_of_fields());
    } else {
        view.talk().iter().for_each(|line| context.ui.talk(line));
        show_changed_texts(campaign, differences, context);
    }
    if let Some(caution) = of_encoding(live, platform.message_encoding()) {
        context.ui.note(caution);
    }
}

/// Shows the changed texts that reach people, in full and with their size as an sms.
fn show_changed_texts(campaign: &PlatformCampaign, differences: &[FieldDifference], context: &mut Context) {
    let changes =
        |field: &str| differences.iter().any(|change| field.split('.').next() == Some(change.field));
    for wording in WordingView::of(campaign).iter().filter(|wording| changes(wording.field)) {
        context.ui.talk_lines(&wording.talk(campaign.name()));
    }
}

/// The user's input: a file's document and flags.
struct UpdateInput<'run> {
    file: OneDocument,
    args: &'run UpdateArgs,
    platform: PlatformKind,
    /// The file, if it has a schedule that an update may switch off, and that can be switched on again.
    schedule_file: Option<String>,
    /// The answers to questions for further values, by flag.
    asked: Vec<(&'static str, Vec<String>)>,
}

impl<'run> UpdateInput<'run> {
    fn read(args: &'run UpdateArgs, context: &mut Context) -> Result<Self, Error> {
        let platform = context.settings()?.platform.value;
        args.fields.refuse_foreign(platform)?;
        let mut typed = Node::from_flags();
        args.fields.lay_over(&mut typed, platform);
        let reading = FileReadOptions::new(args.follow_links, args.defaults.as_ref(), context)?
            .with_lists_typed(typed.contact_lists().is_some());
        let mut file = OneDocument::load(args.file.as_deref(), Scope::AllButSchedule, &reading)?;
        if file.findings.has_errors() {
            return Err(Error::stopped_by(file.terms.judge(file.findings)));
        }
        let mut schedule_file = None;
        if let Some(document) = &mut file.document
            && document.at(&["schedule"]).is_some()
        {
            let path = args.file.as_ref().filter(|path| path.as_os_str() != "-");
            let has_start = manifest::has_kore_start(document);
            schedule_file = path.filter(|_| has_start).map(|path| path.display().to_string());
            manifest::remove(document, &["schedule"]);
            context.ui.note(
                "an update does not change the schedule; to use the file's schedule block, run kcamp schedule enable -f FILE",
            );
        }
        if file.document.is_none() && args.fields.is_empty() && !args.no_dnc_list {
            let is_named = args.campaign.is_some() || context.environment.text("KCAMP_CAMPAIGN").is_some();
            let (campaign, example) = if is_named {
                ("", "")
            } else {
                ("CAMPAIGN (or KCAMP_CAMPAIGN) and ", "the campaign's name, and ")
            };
            return Err(Error::usage(
                "usage/missing-values",
                format!("campaign update needs {campaign}something to change"),
            )
            .hint(format!("give {example}a file with -f, or a field's flag such as --priority 2")));
        }
        Ok(Self { file, args, platform, schedule_file, asked: Vec::new() })
    }

    /// The campaign to update; a terminal is asked for it where nothing names it.
    async fn campaign(
        &self,
        argument: Option<&String>,
        answers: &mut Answers,
        context: &mut Context,
    ) -> Result<CampaignRef, Error> {
        let platform = context.settings()?.platform.value;
        let typed = |text: &str| CampaignRef::typed(text, platform);
        let text = |key: &str| match &self.file.document.as_ref()?.at(&[key])?.value {
            Value::Text(text) => Some(text.to_string()),
            _ => None,
        };
        if argument.is_none()
            && let Some(former) = text("renamedFrom").filter(|former| former != "none")
        {
            let path = self.args.file.as_deref().map_or_else(String::new, path_in_a_shell);
            let message = format!(
                "campaign update needs CAMPAIGN: the file says renamedFrom: {former:?}, so its campaign may have either name"
            );
            return Err(Error::usage("usage/missing-values", message).hint(format!(
                "rename it with the rest of the file: kcamp apply {path}; or name the live one as the argument"
            )));
        }
        let name = text("name").map(CampaignRef::Name);
        let given = argument
            .map(|text| typed(text))
            .or(name)
            .or_else(|| context.environment.text("KCAMP_CAMPAIGN").map(typed));
        match given {
            Some(campaign) => Ok(campaign),
            None if context.ui.can_prompt() => {
                refuse_wrong(self.checked(self.lay_over(Node::from_flags(), ""), context)?.findings)?;
                let campaign = chosen::one(None, context).await?;
                answers.take_campaign(&campaign);
                Ok(campaign)
            }
            None => Err(Error::usage(
                "usage/missing-values",
                "campaign update needs CAMPAIGN (or KCAMP_CAMPAIGN)",
            )
            .hint("give the campaign's name or id as the argument, or its name in the file")),
        }
    }

    /// The given values over the live ones, and the fields that the platform does not return, an update needs, and
    /// nobody gave.
    fn laid_over(&self, live: &LiveCampaign, written: &Written) -> (Node, Vec<&'static Field>) {
        let Written { document: before, not_returned, .. } = written;
        let name = &live.name;
        let given = self.lay_over(Node::from_flags(), name);
        let mut document = before.clone();
        // The name and the id of a template are one choice: a part of the former one would belong to another.
        if TEMPLATE.iter().any(|path| given.at(path).is_some()) {
            for path in TEMPLATE {
                manifest::remove(&mut document, path);
            }
        }
        let document = self.lay_over(document, name);
        let table = Table::of(platform_of(before, self.platform));
        let words = |document: &Node, decided: Decides| -> Vec<Option<String>> {
            let fields = table.decisive().filter(|field| field.decides() == decided);
            fields.map(|field| text_at(document, field.path)).collect()
        };
        let changes_kind = words(before, Decides::Kind) != words(&document, Decides::Kind);
        if changes_kind {
            // Fields of the former format or dialing mode do not belong to the campaign any more.
            let mut without = before.clone();
            for field in table.fields.iter().filter(|field| field.depends_on_the_kind()) {
                // The mapping around the field is removed too, because it would be empty.
                manifest::remove(&mut without, &field.path[..1]);
            }
            return (self.lay_over(without, name), Vec::new());
        }
        let is_removed = |field: &Field| self.args.no_dnc_list && field.is_dnc_list();
        let stays = |field: &Field| live.platform().updates_in_part() && live.is_unread(field.path);
        let is_given = |field: &Field| {
            let mut paths = field.alternatives.iter().chain([&field.path]);
            paths.any(|path| document.at(path).is_some())
        };
        let missing = not_returned.iter().copied();
        let missing =
            missing.filter(|field| !is_removed(field) && !stays(field) && !is_given(field)).collect();
        (document, missing)
    }

    /// The campaign to send: the given values over the live ones, checked by every rule.
    fn over(
        self,
        live: &LiveCampaign,
        written: &Written,
        list_sent: Option<Timestamp>,
        context: &mut Context,
    ) -> Result<PlatformCampaign, Error> {
        let (document, missing) = self.laid_over(live, written);
        needed::all_given(&missing, live, list_sent)?;
        let name = &live.name;
        let wanted = type_word(&document, Table::of(platform_of(&document, self.platform)));
        if wanted.as_deref().is_some_and(|wanted| Some(wanted) != live.type_word()) {
            let message = format!(
                "the type of {name:?} cannot be changed: it is {}",
                live.type_word().unwrap_or_default()
            );
            return Err(
                Error::usage("campaign/type-fixed", message).hint("create a campaign of the other type")
            );
        }
        let checked = self.checked(document, context)?;
        let [campaign] =
            <[_; 1]>::try_from(checked.campaigns).map_err(|_| Error::stopped_by(checked.findings.clone()))?;
        let mut findings = checked.findings;
        let memory = JournalIndex::of_schedules(context)?;
        findings.extend(schedules_left_on::findings(&campaign, live, &memory, context));
        context.show_findings(findings)?;
        let campaign = campaign.manifest.campaign;
        keeps_assistant(&campaign, live)?;
        Ok(campaign)
    }

    /// The document, checked by every rule.
    fn checked(&self, document: Node, context: &mut Context) -> Result<CheckedFiles, Error> {
        let texts = self.file.texts.with_flag(self.args.fields.message_file());
        OneDocument { document: Some(document), texts, ..self.file.clone() }.check(context)
    }

    /// Puts the given values over the live ones. A name that looks like the live one is not a new name: it is sent in
    /// the platform's spelling.
    fn lay_over(&self, mut document: Node, live_name: &str) -> Node {
        if let Some(file) = &self.file.document {
            let mut file = file.clone();
            if text_at(&file, &["name"]).is_some_and(|name| look_the_same(&name, live_name)) {
                manifest::remove(&mut file, &["name"]);
            }
            manifest::lay_over(&mut document, &file);
        }
        self.args.fields.lay_over(&mut document, self.platform);
        let table = Table::of(platform_of(&document, self.platform));
        self.asked.iter().for_each(|(flag, values)| overlay_flag(&mut document, table, flag, values));
        if self.args.no_dnc_list {
            let lists = table.fields.iter().filter(|field| field.is_dnc_list());
            lists.for_each(|list| manifest::remove(&mut document, list.path));
        }
        document
    }
}

/// Checks that the assistant stays: a campaign keeps the one that it was created with. Burki contract §4.
fn keeps_assistant(campaign: &PlatformCampaign, live: &LiveCampaign) -> Result<(), Error> {
    let Some(wanted) = campaign.assistant_id() else { return Ok(()) };
    match live.assistant_id() {
        Some(id) if id != u64::from(wanted.number()) => {
            let message = format!(
                "{:?} is a campaign of the assistant {id}, and its assistant cannot be changed",
                live.name
            );
            Err(Error::usage("campaign/assistant-fixed", message)
                .hint(format!("create a campaign for the assistant {wanted}")))
        }
        _ => Ok(()),
    }
}

/// The type of campaign that a document names.
fn type_word(document: &Node, table: &Table) -> Option<String> {
    let mut fields = table.decisive().filter(|field| field.decides() == Decides::Type);
    fields.find_map(|field| text_at(document, field.path))
}

fn text_at(document: &Node, path: &[&str]) -> Option<String> {
    match &document.at(path)?.value {
        Value::Text(text) => Some(text.to_string()),
        _ => None,
    }
}
