//! `kcamp campaign export`.

mod schedule;

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use self::schedule::{FileSchedule, warn_of};
use super::chosen::{AllArgs, CampaignChoice, NamedArgs};
use super::file_name::stem;
use super::several::error_of;
use crate::commands::campaign_files::FileCare;
use crate::commands::remembered::Schedules;
use crate::context::Context;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::effect::Effect;
use crate::domain::finding::Problem;
use crate::domain::inherited::{InheritedValue, inherited_in_words};
use crate::domain::live::LiveCampaign;
use crate::domain::name::NameKey;
use crate::error::Error;
use crate::exit::Exit;
use crate::files::{self, Durability};
use crate::manifest::{
    self, DEFAULTS_FILE, DefaultsFiles, Field, Input, LinksOut, Value, Written, WrittenTogether,
};
use crate::platform::error::PlatformError;
use crate::platform::platform::Platform;
use crate::ui::Format;
use crate::view::export::ExportsView;

/// The key of a file that says only what the file is for.
const PLATFORM: &str = "platform";

/// Write live campaigns as campaign files: one to stdout, several to a folder
///
/// A field that the platform does not return, such as the machine detection, is a comment in the file. Fill it in
/// before a create; kcamp plan leaves the live value as it is. A schedule that is on is written too. Kore.ai does not
/// return schedules: the file gets the schedule that was enabled from this machine, if the journal knows it. If a
/// schedule cannot be written, the file and a warning say why. If a file exists already, nothing is written unless
/// --force is given, nor if a file would inherit what the live campaign does not have from a kcamp.defaults.yaml around
/// it. If one of several campaigns cannot be written, the others are, and the command ends in 10. Only you can read the
/// files (mode 0600), because they hold the numbers that calls come from.
///
/// Example: kcamp campaign export --all -d live/
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    #[command(flatten)]
    named: NamedArgs,
    #[command(flatten)]
    all: AllArgs,
    /// The folder to write to, one file for each campaign; it is created if it does not exist
    #[arg(short, long, value_name = "DIR")]
    directory: Option<PathBuf>,
    /// Overwrite existing files
    #[arg(long, requires = "directory")]
    force: bool,
    /// Write the values that all campaigns share once, into the folder's kcamp.defaults.yaml, from which their files
    /// inherit
    #[arg(long, requires = "directory")]
    with_defaults: bool,
}

/// The chosen campaigns, as they were read.
#[derive(Default)]
struct ReadCampaigns {
    /// Each campaign, with what its file says of its schedule.
    campaigns: Vec<(LiveCampaign, FileSchedule)>,
    /// The campaigns that could not be read or written: the given name or id, and the error.
    failed: Vec<(String, Error)>,
}

/// Reads the campaigns and writes their files.
///
/// # Errors
///
/// A folder is needed and not given, a campaign cannot be found or read, or a file exists or cannot be written.
pub async fn run(args: &ExportArgs, context: &mut Context) -> Result<Exit, Error> {
    if args.directory.is_none() && (args.all.is_given() || args.named.campaign.len() > 1) {
        return Err(no_folder());
    }
    if args.directory.is_some() {
        context.refuse_dry_run("campaign export -d")?;
    }
    let platform = context.connect().await?;
    let choice = if args.all.is_given() {
        CampaignChoice::default()
    } else {
        args.named.choice(FileCare::Identity, context).await?
    };
    let is_alone = choice.names.len() == 1;
    if args.directory.is_none() && !is_alone {
        return Err(no_folder());
    }
    let mut found = find(&args.all, &choice.names, &*platform, context).await?;
    choice.refuse_others(&found.campaigns.iter().map(|(live, _)| live).collect::<Vec<_>>())?;
    if is_alone && let Some((_, error)) = found.failed.pop() {
        return Err(error);
    }
    match (&args.directory, found.campaigns.as_slice()) {
        (Some(directory), _) => to_folder(directory, args, found, context),
        (None, [only]) => to_stdout(only, context),
        (None, _) => Ok(Exit::Success),
    }
}

/// Reads each campaign. If one cannot be read, the others still are.
async fn find(
    all: &AllArgs,
    names: &[CampaignRef],
    platform: &dyn Platform,
    context: &Context,
) -> Result<ReadCampaigns, Error> {
    let mut found = ReadCampaigns::default();
    let schedules = Schedules::known(context);
    let with_schedule = async |live: Result<LiveCampaign, PlatformError>| {
        let live = live?;
        let schedule = FileSchedule::of(&live, &schedules, platform, context).await?;
        Ok((live, schedule))
    };
    if all.is_given() {
        for row in all.rows(platform, context).await? {
            let name = row.name.clone();
            found.take(name, with_schedule(platform.whole(row).await).await);
        }
    }
    for name in names {
        found.take(name.to_string(), with_schedule(platform.locate_whole(name).await).await);
    }
    Ok(found)
}

impl ReadCampaigns {
    fn take(&mut self, name: String, read: Result<(LiveCampaign, FileSchedule), Error>) {
        match read {
            Ok((live, _)) if self.campaigns.iter().any(|(known, _)| known.id == live.id) => {}
            Ok(found) => self.campaigns.push(found),
            Err(error) => self.failed.push((name, error)),
        }
    }
}

fn no_folder() -> Error {
    Error::usage("usage/missing-values", "several campaigns need a folder: -d DIR")
        .hint("one campaign is written to stdout, several are written to one file each")
}

/// The campaigns as files, and the text of their common values if it is asked for.
fn texts(campaigns: &[(LiveCampaign, FileSchedule)], with_defaults: bool) -> (Vec<Written>, Option<String>) {
    let known: Vec<_> = campaigns.iter().map(|(live, schedule)| (live, &schedule.written)).collect();
    if !with_defaults {
        return (
            known.iter().map(|(live, schedule)| manifest::write_scheduled(live, schedule)).collect(),
            None,
        );
    }
    let WrittenTogether { campaigns, defaults } = manifest::write_together(&known);
    (campaigns, defaults)
}

fn to_stdout(found: &(LiveCampaign, FileSchedule), context: &mut Context) -> Result<Exit, Error> {
    let (live, schedule) = found;
    let Written { text, not_returned, .. } = manifest::write_scheduled(live, &schedule.written);
    context.refuse_secret_in_file(&format!("the file of {:?}", live.name), &text)?;
    warn_of(std::slice::from_ref(found), context);
    let missing = dotted(&not_returned);
    if !missing.is_empty() {
        context.ui.note(&format!("fill in what the platform does not return: {}", missing.join(", ")));
    }
    match context.ui.format() {
        Format::Table | Format::Wide | Format::Name | Format::Csv | Format::Markdown => {
            context.ui.write_raw(&text)?;
        }
        Format::Json | Format::Yaml => {
            context.ui.show(&schedule.view(live, missing).with_text(text))?;
        }
    }
    Ok(Exit::Success)
}

fn to_folder(
    directory: &Path,
    args: &ExportArgs,
    found: ReadCampaigns,
    context: &mut Context,
) -> Result<Exit, Error> {
    let force = args.force;
    let ReadCampaigns { campaigns, mut failed } = found;
    let paths = paths(directory, campaigns.iter().map(|(live, _)| live));
    let defaults = directory.join(DEFAULTS_FILE);
    let (files, common) = texts(&campaigns, args.with_defaults);
    for (path, written) in paths.iter().zip(&files) {
        context.refuse_secret_in_file(&path.display().to_string(), &written.text)?;
    }
    if let Some(text) = &common {
        context.refuse_secret_in_file(&defaults.display().to_string(), text)?;
    }
    let taken: Vec<String> = paths
        .iter()
        .chain(common.is_some().then_some(&defaults))
        .filter(|path| path.exists())
        .map(|path| path.display().to_string())
        .collect();
    if !taken.is_empty() && !force {
        let message = format!("{} of the files exist already: {}", taken.len(), taken.join(", "));
        return Err(Error::new("export/file-exists", message, Exit::Conflict)
            .with_effect(Effect::NothingWritten)
            .hint("choose another folder, or overwrite them with --force"));
    }
    refuse_inheritance(directory, &campaigns, &paths, common.is_some(), context)?;
    if let Some(text) = &common {
        let is_there = fs::read(&defaults).is_ok_and(|there| there == text.as_bytes());
        if !is_there {
            refuse_other_heirs(directory, &paths)?;
        }
    }
    fs::create_dir_all(directory)
        .with_context(|| format!("cannot make the folder {}", directory.display()))?;
    let mut views = Vec::with_capacity(campaigns.len());
    if let Some(text) = common {
        // The defaults are written first: the campaigns' files are incomplete without them.
        write_file(&defaults, &text, force)
            .with_context(|| format!("cannot write {}", defaults.display()))?;
        context.wrote(format!("wrote {}", defaults.display()));
        context.ui.note(&format!("the values that all campaigns share are in {}", defaults.display()));
    }
    warn_of(&campaigns, context);
    warn_of_shared_names(&campaigns, context);
    for (((live, schedule), path), Written { text, not_returned, .. }) in
        campaigns.iter().zip(&paths).zip(files)
    {
        let view = schedule.view(live, dotted(&not_returned));
        match write_file(path, &text, force).with_context(|| format!("cannot write {}", path.display())) {
            Ok(()) => {
                context.wrote(format!("wrote {}", path.display()));
                views.push(view.written_to(path.display().to_string()));
            }
            Err(reason) => failed.push((live.name.clone(), reason.into())),
        }
    }
    let error = error_of("export", views.len(), &failed);
    // There were campaigns to export where all of them failed.
    if error.is_none() || !views.is_empty() {
        context.ui.show(&ExportsView(views))?;
    }
    error.map_or(Ok(Exit::Success), Err)
}

/// Warns about campaigns of one name, in any spelling: a plan of their files takes them for one campaign.
fn warn_of_shared_names(campaigns: &[(LiveCampaign, FileSchedule)], context: &mut Context) {
    let mut by_name: BTreeMap<NameKey, Vec<&LiveCampaign>> = BTreeMap::new();
    for (live, _) in campaigns {
        by_name.entry(NameKey::of(&live.name)).or_default().push(live);
    }
    for lives in by_name.values().filter(|lives| lives.len() > 1) {
        let named: Vec<String> = lives.iter().map(|live| format!("{:?} ({})", live.name, live.id)).collect();
        let message = format!("{} campaigns have one name: {}", lives.len(), named.join(", "));
        let help = "kcamp plan and kcamp apply tell campaigns apart by their names, and refuse these files: give all but one \
                    another name with kcamp campaign update ID --name NAME, and export again";
        context.ui.problem(&Problem::warning("export/name-shared", message).help(help));
    }
}

/// A file that inherits what the live campaign does not have, or what the platform does not return of it, would make
/// another campaign of it. `is_replaced` says whether the folder gets defaults of its own now.
///
/// # Errors
///
/// A file would inherit such a value, or the defaults around it cannot be read.
fn refuse_inheritance(
    directory: &Path,
    campaigns: &[(LiveCampaign, FileSchedule)],
    paths: &[PathBuf],
    is_replaced: bool,
    context: &Context,
) -> Result<(), Error> {
    let platform = context.settings()?.platform.value;
    let roots = [PathBuf::from("."), directory.to_owned()];
    let around = DefaultsFiles::new(&roots, None, LinksOut::Followed, platform);
    let mut around = if is_replaced { around.without(directory) } else { around };
    let mut inheriting: Vec<(&str, Vec<InheritedValue>)> = Vec::new();
    for ((live, schedule), path) in campaigns.iter().zip(paths) {
        let Written { document, .. } = manifest::write_scheduled(live, &schedule.written);
        let mut values = around.of(Some(path)).given_to(&document, platform);
        values.retain(|value| value.field != PLATFORM);
        if !values.is_empty() {
            inheriting.push((&live.name, values));
        }
    }
    if around.findings.has_errors() {
        return Err(Error::stopped_by(around.findings));
    }
    if inheriting.is_empty() {
        return Ok(());
    }
    let words = inherited_in_words(inheriting.iter().map(|(name, values)| (*name, values.as_slice())));
    let message = format!(
        "the files would not be what is live, because they would inherit values that kcamp does not read from the live campaigns: {}",
        words.join("; ")
    );
    Err(Error::new("export/would-inherit", message, Exit::Conflict)
        .with_effect(Effect::NothingWritten)
        .hint(format!("choose another folder, or take these values out of {DEFAULTS_FILE} first")))
}

/// Campaign files in the folder or below it that are not written now would be other campaigns under other defaults,
/// such as one without its do-not-contact list.
///
/// # Errors
///
/// There are such files.
fn refuse_other_heirs(directory: &Path, written: &[PathBuf]) -> Result<(), Error> {
    if !directory.exists() {
        return Ok(());
    }
    let canonical = |path: &PathBuf| fs::canonicalize(path).unwrap_or_else(|_| path.clone());
    let written: HashSet<PathBuf> = written.iter().map(canonical).collect();
    let gathered = manifest::gather(&[directory.to_owned()], LinksOut::Followed);
    let others: Vec<String> = gathered
        .inputs
        .iter()
        .filter_map(|input| match input {
            Input::File(path) if !written.contains(&canonical(path)) => Some(path.display().to_string()),
            Input::File(_) | Input::Stdin => None,
        })
        .collect();
    if others.is_empty() {
        return Ok(());
    }
    let message = format!(
        "{DEFAULTS_FILE} would change what these files of the folder, which are not written now, inherit: {}",
        others.join(", ")
    );
    Err(Error::new("export/file-exists", message, Exit::Conflict)
        .with_effect(Effect::NothingWritten)
        .hint("choose another folder, or leave out --with-defaults"))
}

/// Writes a file that only its user can read, because it has numbers that make calls. A file is replaced in one step,
/// so that an interrupt leaves the old or the new one, and never a half. A link may lead out of the folder, and is not
/// written through.
fn write_file(path: &Path, text: &str, force: bool) -> io::Result<()> {
    if force {
        files::refuse_to_follow(path)?;
        return files::replace(path, text.as_bytes(), Durability::Process);
    }
    files::open(path, OpenOptions::new().write(true).create_new(true))?.write_all(text.as_bytes())
}

fn dotted(fields: &[&'static Field]) -> Vec<String> {
    fields.iter().map(|field| field.dotted()).collect()
}

/// A path for each campaign, from its name. If names give the same path, or the file there is of another campaign, the
/// ids are added.
fn paths<'live>(directory: &Path, campaigns: impl Iterator<Item = &'live LiveCampaign>) -> Vec<PathBuf> {
    let mut taken = HashSet::new();
    let path = |stem: &str| directory.join(format!("{stem}.yaml"));
    campaigns
        .map(|campaign| {
            let named = stem(&campaign.name);
            if named.is_empty() {
                return path(campaign.id.as_str());
            }
            let by_name = path(&named);
            if is_of_another(&by_name, campaign) || !taken.insert(named.clone()) {
                path(&format!("{named}-{}", campaign.id))
            } else {
                by_name
            }
        })
        .collect()
}

/// Whether a file has a campaign of another name.
fn is_of_another(path: &Path, campaign: &LiveCampaign) -> bool {
    let documents = if path.is_file() { manifest::load_file(path).documents } else { Vec::new() };
    documents.iter().any(|document| {
        let name = document.at(&["name"]).map(|name| &name.value);
        matches!(name, Some(Value::Text(name)) if NameKey::of(name) != NameKey::of(&campaign.name))
    })
}
