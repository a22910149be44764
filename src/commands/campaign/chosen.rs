//! The campaigns of a command: names or ids, those of campaign files, all that match a filter, or a choice from the
//! live list.

use std::path::PathBuf;

use crate::context::Context;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::choice::nearest;
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::domain::name::NameKey;
use crate::domain::platform_kind::PlatformKind;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::{self, Value};
use crate::platform::error::PlatformError;
use crate::platform::outcome::Matches;
use crate::platform::page_reading::every_row;
use crate::platform::platform::Platform;
use crate::ui::shell_path;

/// Campaigns by their names.
#[derive(Debug, Default, clap::Args)]
pub struct NamedArgs {
    /// The campaigns' names or ids; on a terminal kcamp offers a choice when they are left out
    #[arg(value_name = "CAMPAIGN")]
    pub campaign: Vec<String>,
    /// The campaigns in this campaign file, found by their names; give it again for more
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
    /// The given names and ids, followed by those of the files. If there are none, the user chooses from the live
    /// list on a terminal.
    ///
    /// # Errors
    ///
    /// A file cannot be read or its campaign has no name; or, without names, there is no terminal, or no campaign to
    /// choose from.
    pub async fn names(&self, context: &mut Context) -> Result<Vec<CampaignRef>, Error> {
        let platform = context.settings()?.platform.value;
        let typed = self.campaign.iter().map(|text| CampaignRef::typed(text, platform));
        let mut names: Vec<CampaignRef> = typed.collect();
        for path in &self.file {
            let loaded = manifest::load_file(path);
            if loaded.findings.has_errors() {
                return Err(Error::stopped_by(loaded.findings));
            }
            for document in &loaded.documents {
                let Some(Value::Text(name)) = document.at(&["name"]).map(|name| &name.value) else {
                    let message = format!("a campaign of {} has no name", path.display());
                    return Err(Error::usage("usage/campaign-empty", message).nothing_sent().hint(format!(
                        "look what is wrong with it: kcamp validate {}",
                        shell_path(&path.display().to_string())
                    )));
                };
                names.push(CampaignRef::Name(name.to_string()));
            }
        }
        if names.is_empty() {
            names.push(ask(context).await?);
        }
        Ok(names)
    }

    /// The chosen campaigns, each once. If no campaign or several campaigns have a name, one error lists all such
    /// names before anything is done.
    ///
    /// # Errors
    ///
    /// Any error of [`Self::names`], no campaign or several campaigns have a name, or the list cannot be read.
    pub async fn rows(
        &self,
        platform: &dyn Platform,
        context: &mut Context,
    ) -> Result<Vec<LiveCampaign>, Error> {
        let names = self.names(context).await?;
        if let [only] = names.as_slice() {
            return Ok(vec![platform.locate(only).await?]);
        }
        self.rows_of(names, platform).await
    }

    /// The campaigns of several of these names, each once. One error lists all names that no campaign or several
    /// campaigns have.
    ///
    /// # Errors
    ///
    /// The list cannot be read, or no campaign or several campaigns have a name.
    pub async fn rows_of(
        &self,
        mut names: Vec<CampaignRef>,
        platform: &dyn Platform,
    ) -> Result<Vec<LiveCampaign>, Error> {
        for (name, text) in names.iter_mut().zip(&self.campaign) {
            *name = CampaignRef::typed_beside_list(text, platform.kind());
        }
        rows_of(&names, platform).await
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
