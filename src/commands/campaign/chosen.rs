//! The campaigns of a command: names or ids, those of campaign files, all that match a filter, or a choice from the
//! live list.

use std::path::PathBuf;

use crate::commands::campaign_files::{self as files, FileCare};
use crate::context::Context;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::choice::nearest;
use crate::domain::finding::Findings;
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::domain::name::NameKey;
use crate::domain::platform_kind::PlatformKind;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::NamedCampaign;
use crate::platform::error::PlatformError;
use crate::platform::outcome::Matches;
use crate::platform::page_reading::every_row;
use crate::platform::platform::Platform;

/// Campaigns by their names.
#[derive(Debug, Default, clap::Args)]
pub struct NamedArgs {
    /// The campaigns' names or ids; on a terminal kcamp offers a choice when they are left out
    #[arg(value_name = "CAMPAIGN")]
    pub campaign: Vec<String>,
    /// The campaigns in this campaign file, found by their names; give it again for more. Beside names, it must be a
    /// file of one of them
    #[arg(short, long, value_name = "FILE")]
    pub file: Vec<PathBuf>,
}

/// All campaigns, or those that the filters keep.
#[derive(Debug, Default, clap::Args)]
pub struct AllArgs {
    /// Every campaign that the filters match; every command but export needs at least one of --type, --status and
    /// --search
    #[arg(long, conflicts_with_all = ["campaign", "file"])]
    all: bool,
    /// With --all: only this type, such as sms or voice
    #[arg(long = "type", value_name = "TYPE", requires = "all")]
    campaign_type: Option<String>,
    /// With --all: only this status, such as Active; several with commas; case makes no difference
    #[arg(long, value_name = "STATUS", value_delimiter = ',', requires = "all")]
    status: Vec<String>,
    /// With --all: only campaigns with this text in their name or description
    #[arg(long, value_name = "TEXT", requires = "all")]
    search: Option<String>,
}

impl AllArgs {
    /// Whether `--all` is given.
    pub const fn is_given(&self) -> bool {
        self.all
    }

    /// Refuses `--all` without a filter, for a command that must not reach every campaign of the account by mistake.
    /// `instead` is the command that is meant for all of them.
    ///
    /// # Errors
    ///
    /// `usage/missing-values` for `--all` without a filter.
    pub fn require_filter(&self, command: &str, instead: &str) -> Result<(), Error> {
        let has_filter = self.campaign_type.is_some() || !self.status.is_empty() || self.search.is_some();
        if !self.all || has_filter {
            return Ok(());
        }
        let message = format!("{command} --all needs a filter: --type, --status or --search");
        Err(Error::usage("usage/missing-values", message)
            .nothing_sent()
            .hint(format!("add one of them, such as --status Active; {instead}")))
    }

    /// The chosen rows of the list. A status that is not documented is accepted if a campaign has it; else it is an
    /// error.
    ///
    /// # Errors
    ///
    /// The type or a status is unknown to the platform, or a page cannot be read.
    pub async fn rows(&self, platform: &dyn Platform, context: &Context) -> Result<Vec<LiveCampaign>, Error> {
        let pages = || {
            let pages = platform.pages(self.campaign_type.as_deref());
            pages.map_err(|problem| Error::bad_value("--type", problem))
        };
        let mut found = every_row("list the campaigns", pages).await?;
        let search = self.search.as_deref().map(NameKey::of);
        let kind = context.settings()?.platform.value;
        let mut slips = self.status.clone();
        slips.retain(|word| !CampaignStatus::documented(kind).iter().any(|known| known.is_called(word)));
        slips.retain(|word| !found.iter().any(|row| row.status.is_called(word)));
        found.retain(|row| {
            let is_found = search.as_ref().is_none_or(|part| {
                NameKey::of(&row.name).contains(part)
                    || row.description.as_ref().is_some_and(|text| NameKey::of(text).contains(part))
            });
            is_found && (self.status.is_empty() || self.status.iter().any(|word| row.status.is_called(word)))
        });
        if slips.is_empty() {
            return Ok(found);
        }
        Err(no_status(&slips, kind).nothing_sent())
    }
}

/// The error for words that are not statuses, with the words that are.
pub(super) fn no_status(slips: &[String], kind: PlatformKind) -> Error {
    let known = CampaignStatus::documented(kind).iter().map(CampaignStatus::as_str);
    let quoted: Vec<String> = slips.iter().map(|word| format!("{word:?}")).collect();
    let message = format!(
        "--status: no campaign has the status {}, and {} does not document it",
        quoted.join(" or "),
        kind.title()
    );
    let error = Error::usage("usage/unknown-choice", message);
    let near = slips.iter().filter_map(|word| nearest(word, known.clone()));
    let error = near.fold(error, |error, word| error.hint(format!("did you mean {word}?")));
    error.hint(format!("use one or more of {}", known.collect::<Vec<&str>>().join(", ")))
}

impl NamedArgs {
    /// The given names and ids, and those of the files. If there are none, the user chooses from the live list on a
    /// terminal.
    ///
    /// # Errors
    ///
    /// A file cannot be read, is of another campaign than those that are named, for another platform, or has an error
    /// that `care` minds; or, without names, there is no terminal, or no campaign to choose from.
    pub async fn choice(&self, care: FileCare, context: &mut Context) -> Result<CampaignChoice, Error> {
        let platform = context.settings()?.platform.value;
        let files = files::named(&self.file, care, context)?;
        let typed = self.campaign.iter().map(|text| CampaignRef::typed(text, platform));
        let mut choice = CampaignChoice { names: typed.collect(), typed: self.campaign.len(), files };
        let is_name = |name: &CampaignRef| matches!(name, CampaignRef::Name(_));
        if choice.typed > 0 && choice.names.iter().all(is_name) {
            // The campaigns of the files are among these.
            choice.refuse_other_files(&choice.names.iter().map(CampaignRef::as_str).collect::<Vec<_>>())?;
        } else {
            let of_files = choice.files.iter().map(|file| CampaignRef::Name(file.name.value.clone()));
            choice.names.extend(of_files);
        }
        if choice.names.is_empty() {
            choice.names.push(ask(context).await?);
        }
        Ok(choice)
    }

    /// The chosen campaigns, each once. If no campaign or several campaigns have a name, one error lists all such
    /// names before anything is done.
    ///
    /// # Errors
    ///
    /// Any error of [`Self::choice`], no campaign or several campaigns have a name, a file is of another campaign, or
    /// the list cannot be read.
    pub async fn rows(
        &self,
        care: FileCare,
        platform: &dyn Platform,
        context: &mut Context,
    ) -> Result<Vec<LiveCampaign>, Error> {
        let choice = self.choice(care, context).await?;
        self.rows_of(choice, platform).await
    }

    /// The campaigns of a choice, each once. One error lists all names that no campaign or several campaigns have.
    ///
    /// # Errors
    ///
    /// The list cannot be read, no campaign or several campaigns have a name, or a file is of another campaign.
    pub async fn rows_of(
        &self,
        mut choice: CampaignChoice,
        platform: &dyn Platform,
    ) -> Result<Vec<LiveCampaign>, Error> {
        let rows = if let [only] = choice.names.as_slice() {
            vec![platform.locate(only).await?]
        } else {
            for (name, text) in choice.names.iter_mut().zip(&self.campaign) {
                *name = CampaignRef::typed_beside_list(text, platform.kind());
            }
            rows_of(&choice.names, platform).await?
        };
        choice.refuse_others(&rows.iter().collect::<Vec<_>>())?;
        Ok(rows)
    }

    /// Whether the campaign is the only one of its command: one name, one file, or both of one campaign.
    pub fn is_one(&self) -> bool {
        self.campaign.len().max(self.file.len()) < 2
    }
}

/// The campaigns that names and files mean.
#[derive(Debug, Default)]
pub struct CampaignChoice {
    /// The names and ids as they were typed, and then the names of the files that are not among them.
    pub names: Vec<CampaignRef>,
    /// The number of those that were typed.
    typed: usize,
    files: Vec<NamedCampaign>,
}

impl CampaignChoice {
    /// Whether a file says the type of its campaign, which the live one must have.
    pub fn has_types(&self) -> bool {
        self.files.iter().any(NamedCampaign::has_type)
    }

    /// Refuses files of other campaigns than the live ones: of another type, or of none that was typed beside them.
    ///
    /// # Errors
    ///
    /// `file/of-another-campaign`.
    pub fn refuse_others(&self, live: &[&LiveCampaign]) -> Result<(), Error> {
        let mut findings = Findings::new();
        for file in &self.files {
            let rows = live.iter().filter(|row| file.is_of(&row.name));
            findings.extend(rows.filter_map(|row| file.of_another_type(row)));
        }
        if findings.has_errors() {
            return Err(Error::stopped_by(findings));
        }
        if self.typed == 0 {
            return Ok(());
        }
        let names: Vec<&str> = self.names[..self.typed]
            .iter()
            .map(|typed| {
                let row = live.iter().find(|row| row.id.as_str() == typed.as_str());
                row.map_or(typed.as_str(), |row| row.name.as_str())
            })
            .collect();
        self.refuse_other_files(&names)
    }

    fn refuse_other_files(&self, names: &[&str]) -> Result<(), Error> {
        let mut findings = Findings::new();
        findings.extend(self.files.iter().filter_map(|file| file.none_of(names)));
        if findings.has_errors() { Err(Error::stopped_by(findings)) } else { Ok(()) }
    }
}

async fn rows_of(names: &[CampaignRef], platform: &dyn Platform) -> Result<Vec<LiveCampaign>, Error> {
    let listed = platform.list(&[]).await?;
    let (mut found, mut unresolved): (Vec<LiveCampaign>, Vec<Error>) = (Vec::new(), Vec::new());
    let mut hints: Vec<String> = Vec::new();
    for name in names {
        let matches = Matches::among(&listed, name);
        let read = match name {
            CampaignRef::Id(id) | CampaignRef::IdOrName(id) if matches.exact.is_empty() => {
                platform.campaign(id).await
            }
            _ => matches.only(name),
        };
        match read.map_err(Error::from) {
            Ok(row) if found.iter().any(|known| known.id == row.id) => {}
            Ok(row) => found.push(row),
            Err(error) => {
                let near = nearest(name.as_str(), listed.iter().map(|row| row.name.as_str()));
                let near = near.map(|near| format!("did you mean {near:?}?"));
                // The message of a name that no campaign has says so itself.
                hints.extend(near.filter(|near| !error.reason.contains(near.as_str())));
                unresolved.push(error);
            }
        }
    }
    let Some(first) = unresolved.first() else { return Ok(found) };
    let told: Vec<&str> = unresolved.iter().map(|error| error.reason.as_str()).collect();
    hints.extend(first.hints.iter().cloned());
    Err(Error { reason: told.join("; "), hints, ..first.clone() }.nothing_sent())
}

/// These campaigns as writes that may have to wait are based on them.
///
/// # Errors
///
/// A campaign cannot be read, or was renamed since it was listed.
pub async fn dated(
    rows: Vec<LiveCampaign>,
    platform: &dyn Platform,
) -> Result<Vec<LiveCampaign>, PlatformError> {
    let mut read = Vec::with_capacity(rows.len());
    for row in rows {
        read.push(platform.dated(row).await?);
    }
    Ok(read)
}

/// The chosen campaign: the given one, or on a terminal a choice from the live list.
///
/// # Errors
///
/// There is no terminal, the list cannot be read, or there is no campaign to choose from.
pub async fn one(given: Option<&str>, context: &mut Context) -> Result<CampaignRef, Error> {
    match given {
        Some(text) => Ok(CampaignRef::typed(text, context.settings()?.platform.value)),
        None => ask(context).await,
    }
}

/// Asks for a choice from the live list. Returns the id, because names may be shared.
async fn ask(context: &mut Context) -> Result<CampaignRef, Error> {
    if !context.ui.can_prompt() {
        return Err(Error::usage("usage/missing-values", "the campaign's name or id is missing")
            .hint("give it as the argument; kcamp campaign list shows them"));
    }
    let mut campaigns = context.connect().await?.list(&[]).await?;
    if campaigns.is_empty() {
        return Err(Error::new("campaign/none", "there is no campaign to choose", Exit::NotFound)
            .hint("make one with: kcamp campaign create -f FILE"));
    }
    let items: Vec<String> =
        campaigns.iter().map(|live| format!("{} ({}, {})", live.name, live.status, live.id)).collect();
    let chosen = context.ui.prompts().select("campaign", &items)?;
    Ok(CampaignRef::Id(campaigns.swap_remove(chosen).id))
}
