//! Reads and checks campaign files, with flags over them. Shared by `validate`, `create` and similar commands.

mod counted;
pub mod fields;
mod in_order;
mod incomplete;
mod inputs;
mod left;
mod named;
pub mod secrets;
pub(super) mod texts;
pub mod typed_terms;

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;

use crate::context::{Context, Stdin};
use crate::domain::finding::{Findings, Origin, Problem};
use crate::domain::platform_kind::PlatformKind;
use crate::domain::policy::Policy;
use crate::error::Error;
pub use crate::manifest::CheckedCampaign;
use crate::manifest::{
    self, CheckContext, Checked, DefaultsFiles, Drafts, Examined, FILE_SIZE_MAX, FilePolicy, Input,
    JointCheck, LeftCampaign, LinksOut, ListsSent, Loaded, MissingKeySource, Node, OtherPlatforms,
    OverSchedules, Policies, Renamed, STDIN_NAME, Scope,
};
use crate::settings::{Setting, SettingSource};
pub use counted::{Counted, note_links_out, skipped_in_words};
use fields::FieldArgs;
use in_order::in_order;
use incomplete::IncompleteFiles;
use inputs::{InputFile, Inputs, inputs};
pub use left::note as note_left;
pub use named::{FileCare, named};
use secrets::KnownSecrets;
use texts::Texts;

/// How the files of paths are read.
#[derive(Debug, Clone)]
pub struct FileReadOptions {
    links_out: LinksOut,
    /// The defaults file that is used instead of those in the folders.
    defaults: Option<PathBuf>,
    /// The platform of documents that do not name one.
    platform: PlatformKind,
    /// The drafts that are read instead of files and stdin.
    drafts: Drafts,
    /// The content of stdin, which the path `-` names.
    stdin: Stdin,
    /// The secrets that are looked for in the values.
    secrets: KnownSecrets,
    /// Whether contact lists are typed over those of the file.
    are_lists_typed: bool,
}

impl FileReadOptions {
    /// The way to read that the flags of a command ask for, before the settings.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn new(follow_links: bool, defaults: Option<&PathBuf>, context: &Context) -> Result<Self, Error> {
        let settings = context.settings()?;
        let of_settings = || settings.defaults.as_ref().map(|setting| setting.value.clone());
        Ok(Self {
            links_out: LinksOut::asked(follow_links),
            defaults: defaults.cloned().or_else(of_settings),
            platform: settings.platform.value,
            drafts: Drafts::default(),
            stdin: context.stdin(),
            secrets: KnownSecrets::default(),
            are_lists_typed: false,
        })
    }

    /// Adds drafts that are read instead of files and of stdin.
    #[must_use]
    pub fn with_drafts(&self, drafts: Drafts) -> Self {
        Self { drafts, ..self.clone() }
    }

    /// Contact lists are typed over those of the file.
    #[must_use]
    pub fn with_lists_typed(self, are_lists_typed: bool) -> Self {
        Self { are_lists_typed, ..self }
    }

    /// Looks for secrets in the values.
    #[must_use]
    pub fn looking_for(self, secrets: KnownSecrets) -> Self {
        Self { secrets, ..self }
    }

    /// The defaults files for the files of these paths.
    fn defaults(&self, paths: &[PathBuf]) -> DefaultsFiles {
        DefaultsFiles::new(paths, self.defaults.clone(), self.links_out, self.platform)
            .with_drafts(self.drafts.clone())
    }
}

/// The campaigns that were read from files, and the findings.
#[derive(Debug, Default)]
pub struct CheckedFiles {
    /// The campaigns without an error, in the order of the files.
    pub campaigns: Vec<CheckedCampaign>,
    /// The findings, in the order of the files.
    pub findings: Findings,
    /// The campaigns for other platforms.
    left: Vec<LeftCampaign>,
    /// Contents of the paths that were not read, or left out.
    pub unread: Unread,
    /// The files without some required keys, which a live campaign may have.
    pub incomplete: IncompleteFiles,
}

/// The other contents of the paths, in which a missing campaign may be.
#[derive(Debug, Default)]
pub struct Unread {
    /// The names of the campaigns that were left out because they are for another platform.
    pub left_out: Vec<String>,
    /// The number of links out of folders that were not followed.
    pub links_out: usize,
}

impl CheckedFiles {
    /// The name of each campaign, and its former name if it is live under that.
    pub fn names(&self) -> impl Iterator<Item = (String, Option<String>)> {
        let named = |checked: &CheckedCampaign| {
            let former = match &checked.manifest.renamed {
                Renamed::From(former) => Some(former.clone()),
                Renamed::Never | Renamed::NotSaid => None,
            };
            (checked.manifest.campaign.name().to_owned(), former)
        };
        self.campaigns.iter().map(named).chain(self.incomplete.names())
    }

    fn add(&mut self, checked: Checked) {
        self.campaigns.extend(checked.campaigns);
        self.findings.extend(checked.findings);
        self.left.extend(checked.left);
        self.incomplete.files.extend(checked.incomplete.map(|file| (self.campaigns.len(), file)));
    }

    /// Reports the number of campaigns for another platform. If there are no others, this is an error.
    fn with_left_told(mut self, context: &mut Context) -> Result<Self, Error> {
        let left = std::mem::take(&mut self.left);
        self.unread.left_out = left.iter().filter_map(|it| it.name.clone()).collect();
        let nothing_else =
            self.campaigns.is_empty() && self.findings.is_empty() && self.incomplete.is_empty();
        if let Some(LeftCampaign { platform, .. }) = left.first().filter(|_| nothing_else) {
            let (platform, own) = (*platform, context.settings()?.platform.value);
            return Err(left::nothing_else(left, platform, own));
        }
        note_left(&left, context)?;
        Ok(self)
    }
}

/// Reads and checks every campaign of these paths, with the flags laid over each, for a command that sends them.
///
/// # Errors
///
/// The settings cannot be resolved, a flag is for another platform, or stdin cannot be read.
pub fn check(
    paths: &[PathBuf],
    reading: &FileReadOptions,
    fields: Option<&FieldArgs>,
    over: OverSchedules,
    context: &mut Context,
) -> Result<CheckedFiles, Error> {
    let mut files = CheckedFiles::default();
    if let Some(fields) = fields {
        fields.refuse_foreign(context.settings()?.platform.value)?;
    }
    let check_context = CheckContext { over, ..check_context(context)?.for_sending() };
    let mut run = JointCheck::default();
    let counted = check_each(paths, reading, fields, &check_context, &mut run, |checked| {
        files.add(checked);
        Ok(())
    })?;
    // A list that grew has room for up to as many again.
    files.campaigns.shrink_to_fit();
    // Nobody means with it that no campaign is in a file, and that all that are live may go.
    if counted.has_only_settings {
        let problem = Problem::error("file/folder-empty", "these paths name no campaign file")
            .help("name campaign files, or the folder that they are in");
        files
            .findings
            .extend(counted.files.iter().map(|file| problem.clone().at(&Origin::File(file.into()))));
    }
    files.incomplete.go_on(run, Texts::below(paths, reading.links_out, None));
    note_links_out(counted.links_out, context);
    files.unread.links_out = counted.links_out;
    if counted.skipped > 0 {
        context.ui.note(&skipped_in_words(counted.skipped));
    }
    files.with_left_told(context)
}

/// Reads and checks the files of these paths on every core, and hands over what each holds, in their order: first what
/// is wrong with the paths and the policies.
///
/// # Errors
///
/// Stdin cannot be read, or `take` fails.
pub fn check_each(
    paths: &[PathBuf],
    reading: &FileReadOptions,
    fields: Option<&FieldArgs>,
    check_context: &CheckContext,
    run: &mut JointCheck,
    mut take: impl FnMut(Checked) -> Result<(), Error>,
) -> Result<Counted, Error> {
    let texts = Texts::below(paths, reading.links_out, fields.and_then(FieldArgs::message_file));
    let Inputs { files: inputs, settings, mut findings, skipped, links_out } = inputs(paths, reading);
    let of_settings = settings.iter().map(|path| path.display().to_string());
    let names = of_settings.chain(inputs.iter().map(|(input, ..)| name_of(input))).collect();
    let is_inherited = |defaults: &&PathBuf| {
        let folder = folder_of(defaults);
        inputs
            .iter()
            .filter_map(|(input, ..)| file_of(input))
            .any(|file| folder_of(file).starts_with(&folder))
    };
    // What campaigns inherit is checked in them.
    for path in settings.iter().filter(|path| !is_inherited(path)) {
        findings.extend(manifest::check_defaults(&reading.drafts.load(path), path, check_context));
    }
    take(Checked { campaigns: Vec::new(), findings, left: Vec::new(), incomplete: None })?;
    // A file that the user names is meant to be checked.
    let of_named = CheckContext { others: OtherPlatforms::Checked, ..check_context.clone() };
    let is_named = |input: &Input| file_of(input).is_none_or(|file| paths.iter().any(|path| path == file));
    let examine = |(input, policy, inherited): &InputFile| -> Result<Examined, Error> {
        let is_meant = check_context.others == OtherPlatforms::LeftIfUnnamed && is_named(input);
        let check_context = if is_meant { &of_named } else { check_context };
        let mut loaded = load(input, reading)?;
        // Any file may lie in a folder, and only a campaign is ever changed there.
        let may_be_fixed = is_named(input) || loaded.documents.iter().any(manifest::has_type_key);
        inherited.lay_under(&mut loaded, check_context.platform);
        let texts = texts.of(file_of(input));
        if let Some(fields) = fields {
            let lay_over = |document| fields.lay_over(document, check_context.platform);
            loaded.documents.iter_mut().for_each(lay_over);
        }
        let read_text = |path: &Path| texts.read(path);
        loaded.findings.extend(reading.secrets.found_in(&loaded.documents, &read_text));
        // If the files are compared with live campaigns, keys that are missing in a file are left alone.
        let behind = match check_context.over {
            OverSchedules::Allowed => MissingKeySource::NotReadYet,
            OverSchedules::Refused => MissingKeySource::Nothing,
        };
        let examined = manifest::examine_over(loaded, &read_text, Arc::clone(policy), check_context, behind);
        Ok(if may_be_fixed { examined } else { examined.without_fixes() })
    };
    in_order(&inputs, &examine, |examined| take(run.next(examined?)))?;
    let has_only_settings = inputs.is_empty() && !settings.is_empty();
    Ok(Counted { files: names, skipped, links_out, has_only_settings })
}

/// The path of a file; `None` for standard input.
fn file_of(input: &Input) -> Option<&Path> {
    match input {
        Input::Stdin => None,
        Input::File(path) => Some(path),
    }
}

/// The folder in which a file lies, whatever the way there.
fn folder_of(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

/// The name that findings show for an input.
fn name_of(input: &Input) -> String {
    file_of(input).map_or_else(|| STDIN_NAME.to_owned(), |path| path.display().to_string())
}

fn load(input: &Input, reading: &FileReadOptions) -> Result<Loaded, Error> {
    match input {
        Input::Stdin => match reading.drafts.get(STDIN_NAME) {
            Some(text) => Ok(manifest::load_bytes(STDIN_NAME, text.to_vec())),
            None => from_stdin(reading),
        },
        Input::File(path) => Ok(reading.drafts.load(path)),
    }
}

/// Files that were read, but not checked yet.
#[derive(Debug)]
pub struct ReadFiles {
    /// Each file's documents, and the findings of reading it.
    pub files: Vec<Loaded>,
    /// The problems of the paths and the policies.
    pub findings: Findings,
    /// The number of links out of folders that were not followed.
    pub links_out: usize,
    /// Each file's policy.
    policies: Vec<Arc<Policy>>,
    /// The text files that each file may name.
    texts: Vec<Texts>,
}

/// Reads every file of these paths, for a command that sends no contact lists.
///
/// # Errors
///
/// Stdin cannot be read.
pub fn read(paths: &[PathBuf], reading: &FileReadOptions) -> Result<ReadFiles, Error> {
    let texts = Texts::below(paths, reading.links_out, None);
    let Inputs { files: inputs, findings, links_out, .. } = inputs(paths, reading);
    let whole = |(input, _, inherited): &InputFile| {
        let mut loaded = load(input, reading)?;
        inherited.lay_under_sent(&mut loaded, reading.platform, ListsSent::None);
        Ok(loaded)
    };
    let files = inputs.iter().map(whole).collect::<Result<_, Error>>()?;
    let texts = inputs.iter().map(|(input, ..)| texts.of(file_of(input))).collect();
    let policies = inputs.into_iter().map(|(_, policy, _)| policy).collect();
    Ok(ReadFiles { files, findings, links_out, policies, texts })
}

impl ReadFiles {
    /// The document of files that hold just one; what they hold otherwise.
    ///
    /// # Errors
    ///
    /// The files as they are, where they do not hold just one.
    #[expect(clippy::result_large_err, reason = "files that hold more go on as they are")]
    pub fn only_document(mut self, scope: Scope) -> Result<OneDocument, Self> {
        if self.files.iter().map(|file| file.documents.len()).sum::<usize>() != 1 {
            return Err(self);
        }
        let mut one = OneDocument { findings: std::mem::take(&mut self.findings), ..OneDocument::default() };
        for ((file, policy), texts) in self.files.into_iter().zip(self.policies).zip(self.texts) {
            one.findings.extend(file.findings);
            if let Some(document) = file.documents.into_iter().next() {
                one.document = Some(document);
                one.texts = texts;
                one.terms = FilePolicy { policy, allowances: file.allowances.within(scope) };
            }
        }
        Ok(one)
    }
}

/// The document of a command that takes only one, and the findings of reading it.
#[derive(Debug, Clone, Default)]
pub struct OneDocument {
    /// The document; `None` if there is no file, or it could not be read.
    pub document: Option<Node>,
    /// The findings about the file and its policy.
    pub findings: Findings,
    /// How findings are judged.
    pub terms: FilePolicy,
    /// The text files that it may name.
    pub texts: Texts,
}

impl OneDocument {
    /// Reads the one document of a file with what it inherits, as far as the command looks at it; without a path there
    /// is none.
    ///
    /// # Errors
    ///
    /// The file holds several documents, or stdin cannot be read.
    pub fn load(path: Option<&Path>, scope: Scope, reading: &FileReadOptions) -> Result<Self, Error> {
        let links_out = reading.links_out;
        let mut loaded = match path {
            None => Loaded::of_documents(Vec::new()),
            Some(path) if path.as_os_str() == "-" => from_stdin(reading)?,
            Some(path) => manifest::load_file(path),
        };
        if let (Some(path), 2..) = (path, loaded.documents.len()) {
            return Err(Error::usage(
                "file/several-documents",
                format!(
                    "{} holds {} documents, and this command takes one",
                    path.display(),
                    loaded.documents.len()
                ),
            )
            .hint("put the one that you mean into a separate file"));
        }
        let mut policies = Policies::new(links_out);
        let file = path.filter(|path| path.as_os_str() != "-");
        let policy = policies.of(file);
        let mut defaults = reading.defaults(&[]);
        if path.is_some() {
            let sent = match scope {
                Scope::Schedule => ListsSent::None,
                Scope::AllButSchedule if !reading.are_lists_typed => ListsSent::Written,
                Scope::AllButSchedule | Scope::Whole => ListsSent::All,
            };
            defaults.of(file).lay_under_sent(&mut loaded, reading.platform, sent);
        }
        // Without a file, the user typed all the values.
        let texts = path.map_or_else(Texts::default, |_| Texts::below(&[], links_out, None).of(file));
        let Loaded { documents, mut findings, allowances } = loaded;
        findings.extend(policies.findings);
        findings.extend(defaults.findings);
        let terms = FilePolicy { policy, allowances: allowances.within(scope) };
        Ok(Self { document: documents.into_iter().next(), findings, terms, texts })
    }

    /// Checks the document as a whole campaign, for a command that sends it.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved, a flag is for another platform, or stdin cannot be read.
    pub fn check(self, context: &mut Context) -> Result<CheckedFiles, Error> {
        let Self { document, findings, terms: FilePolicy { policy, allowances }, texts } = self;
        let read_text = |path: &Path| texts.read(path);
        let loaded = Loaded { documents: document.into_iter().collect(), findings, allowances };
        let examined = manifest::examine(loaded, &read_text, policy, &check_context(context)?.for_sending());
        let mut files = CheckedFiles::default();
        files.add(JointCheck::default().next(examined));
        files.with_left_told(context)
    }
}

/// Checks every campaign of files that were read.
///
/// # Errors
///
/// The settings cannot be resolved.
pub fn check_read(read: ReadFiles, context: &Context) -> Result<CheckedFiles, Error> {
    let check_context = check_context(context)?;
    let mut files = CheckedFiles { findings: read.findings, ..CheckedFiles::default() };
    let mut run = JointCheck::default();
    for ((loaded, policy), texts) in read.files.into_iter().zip(read.policies).zip(read.texts) {
        let read_text = |path: &Path| texts.read(path);
        files.add(run.next(manifest::examine(loaded, &read_text, policy, &check_context)));
    }
    Ok(files)
}

/// Checks a campaign that stands in no file, for a command that sends it.
///
/// # Errors
///
/// The settings cannot be resolved.
pub fn check_document(document: Node, context: &mut Context) -> Result<CheckedFiles, Error> {
    OneDocument {
        document: Some(document),
        ..OneDocument::load(None, Scope::Whole, &FileReadOptions::new(false, None, context)?)?
    }
    .check(context)
}

/// The settings and the time that the rules need.
///
/// # Errors
///
/// The settings cannot be resolved.
pub fn check_context(context: &Context) -> Result<CheckContext, Error> {
    let settings = context.settings()?;
    let platform_zone = settings.schedule_timezone.value.clone();
    let checked = CheckContext::new(settings.platform.value, platform_zone, context.clock.now());
    Ok(CheckContext { home_zone: settings.home_zone.clone(), ..checked })
}

/// Says that `--timezone` is not for the times of a file. A variable or a profile is for all commands, and no mistake.
///
/// # Errors
///
/// The settings cannot be resolved.
pub fn note_untouched_timezone(context: &mut Context) -> Result<(), Error> {
    let zone = context.settings()?.timezone.clone();
    if let Some(Setting { value, source: SettingSource::Flag(_) }) = zone {
        context.ui.note(&format!(
            "--timezone {value} does not change the times and calling hours of a file: write timezone: beside them"
        ));
    }
    Ok(())
}

fn from_stdin(reading: &FileReadOptions) -> Result<Loaded, Error> {
    Ok(manifest::load_bytes(STDIN_NAME, read_stdin(reading)?))
}

/// The input on stdin, up to the size that a campaign file may have and a byte more.
///
/// # Errors
///
/// Stdin holds a secret, or cannot be read.
pub fn read_stdin(reading: &FileReadOptions) -> Result<Vec<u8>, Error> {
    let limit = u64::try_from(FILE_SIZE_MAX).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    reading.stdin.input()?.take(limit + 1).read_to_end(&mut bytes).context("cannot read stdin")?;
    Ok(bytes)
}
