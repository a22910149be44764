//! Campaign files, and flags over them, to checked campaigns: what `validate` and `create` share.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use tracing::info;

use super::fields::FieldArgs;
use crate::context::Context;
use crate::domain::finding::{Findings, Origin};
use crate::domain::platform_kind::PlatformKind;
use crate::domain::schedule::{self, Schedule};
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::manifest::{self, FILE_SIZE_MAX, Input, Loaded, Manifest, Names, Node, STDIN_NAME};

/// A campaign without an error, with the schedule that goes out after it.
#[derive(Debug)]
pub struct CheckedCampaign {
    /// The campaign and where its parts stand.
    pub manifest: Manifest,
    /// Its schedule on the platform's clock.
    pub schedule: Option<Schedule>,
    /// The file that holds this campaign and no other, as the user named it.
    pub own_file: Option<String>,
}

/// Everything that was read.
#[derive(Debug, Default)]
pub struct CheckedFiles {
    /// How many files were read, stdin among them.
    pub file_count: usize,
    /// The campaigns without an error, in the order of the files.
    pub campaigns: Vec<CheckedCampaign>,
    /// What is wrong, in the order of the files.
    pub findings: Findings,
}

/// Reads and checks every campaign of these paths, with the flags laid over each.
pub fn check(
    paths: &[PathBuf],
    fields: Option<&FieldArgs>,
    context: &Context,
) -> Result<CheckedFiles, Error> {
    let mut read = read(paths)?;
    if let Some(fields) = fields {
        read.files
            .iter_mut()
            .flat_map(|file| &mut file.documents)
            .for_each(|document| fields.lay_over(document));
    }
    check_read(read, context)
}

/// Files as they were read, none of them checked yet.
#[derive(Debug)]
pub struct ReadFiles {
    /// Each file's documents, and what keeps others from being read.
    pub files: Vec<Loaded>,
    /// Paths that could not be read.
    pub findings: Findings,
}

/// Reads every file of these paths.
pub fn read(paths: &[PathBuf]) -> Result<ReadFiles, Error> {
    let gathered = manifest::gather(paths);
    let load = |input: Input| match input {
        Input::Stdin => {
            info!("check the campaigns on stdin");
            from_stdin()
        }
        Input::File(path) => {
            info!("check the campaigns in {}", path.display());
            Ok(manifest::load_file(&path))
        }
    };
    let files = gathered.inputs.into_iter().map(load).collect::<Result<_, Error>>()?;
    Ok(ReadFiles { files, findings: gathered.findings })
}

/// Checks every campaign of files that were read.
pub fn check_read(read: ReadFiles, context: &Context) -> Result<CheckedFiles, Error> {
    let mut checker = Checker::new(context)?;
    checker.files.findings.extend(read.findings);
    checker.files.file_count = read.files.len();
    read.files.into_iter().for_each(|loaded| checker.check(loaded));
    Ok(checker.files)
}

/// Checks a campaign that stands in no file.
pub fn check_document(document: Node, context: &Context) -> Result<CheckedFiles, Error> {
    let mut checker = Checker::new(context)?;
    checker.check(Loaded { documents: vec![document], findings: Findings::new() });
    Ok(checker.files)
}

/// Reads the one document of a file, for `schedule enable -f`.
pub fn load_one(path: &Path) -> Result<(Option<Node>, Findings), Error> {
    let mut loaded = if path.as_os_str() == "-" { from_stdin()? } else { manifest::load_file(path) };
    if loaded.documents.len() > 1 {
        return Err(Error::usage(
            "schedule/several-documents",
            format!(
                "{} holds {} documents, and one schedule is enabled",
                path.display(),
                loaded.documents.len()
            ),
        )
        .hint("put the schedule into a file of its own"));
    }
    Ok((loaded.documents.pop(), loaded.findings))
}

/// Reads a text that a campaign file names, such as `message.file`.
pub fn read_text(path: &Path) -> Result<String, String> {
    let limit = u64::try_from(FILE_SIZE_MAX).unwrap_or(u64::MAX);
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    let mut text = String::new();
    file.take(limit + 1).read_to_string(&mut text).map_err(|error| error.to_string())?;
    if text.len() > FILE_SIZE_MAX { Err("it is larger than 4 MiB".to_owned()) } else { Ok(text) }
}

struct Checker {
    names: Names,
    platform_zone: Zone,
    now: jiff::Timestamp,
    files: CheckedFiles,
}

impl Checker {
    fn new(context: &Context) -> Result<Self, Error> {
        let settings = context.settings()?;
        if settings.platform.value != PlatformKind::Kore {
            return Err(context.not_served("campaign files"));
        }
        Ok(Self {
            names: Names::default(),
            platform_zone: settings.schedule_timezone.value.clone(),
            now: context.clock.now(),
            files: CheckedFiles::default(),
        })
    }

    fn check(&mut self, loaded: Loaded) {
        let is_alone = loaded.documents.len() == 1;
        let checked = manifest::check(loaded, &read_text, &mut self.names);
        let mut findings = checked.findings;
        for manifest in checked.manifests {
            let schedule = manifest.schedule.as_ref().map(|request| {
                let hours = Some(&manifest.campaign.calling_hours);
                schedule::convert(request, &self.platform_zone, hours, self.now, &mut findings)
            });
            if schedule.as_ref().is_some_and(Option::is_none) {
                continue;
            }
            let own_file = file_of(&manifest.places.document).filter(|_| is_alone);
            self.files.campaigns.push(CheckedCampaign { manifest, schedule: schedule.flatten(), own_file });
        }
        findings.sort_by_place();
        self.files.findings.extend(findings);
    }
}

/// The file that a document stands in; `None` for stdin and flags.
fn file_of(document: &Origin) -> Option<String> {
    match document {
        Origin::Text { source, .. } if source.name != STDIN_NAME => Some(source.name.clone()),
        _ => None,
    }
}

fn from_stdin() -> Result<Loaded, Error> {
    let limit = u64::try_from(FILE_SIZE_MAX).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    std::io::stdin().take(limit + 1).read_to_end(&mut bytes).context("cannot read stdin")?;
    Ok(manifest::load_bytes(STDIN_NAME, bytes))
}
