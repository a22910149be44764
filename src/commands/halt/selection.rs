//! The campaigns of a halt.

use super::HaltArgs;
use super::listing::Listing;
use crate::context::Context;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::choice::nearest;
use crate::domain::finding::Problem;
use crate::domain::live::LiveCampaign;
use crate::domain::name::NameKey;
use crate::error::Error;
use crate::exit::Exit;
use crate::halt::Since;
use crate::platform::platform::Platform;
use crate::ui::shell_flag;

/// The campaigns that are to be halted.
#[derive(Debug)]
pub(super) struct Selection {
    type_word: Option<String>,
    search: Option<String>,
    except: Vec<CampaignRef>,
}

impl Selection {
    /// The campaigns that the arguments select.
    ///
    /// # Errors
    ///
    /// The type is none of the platform's.
    pub(super) fn new(args: &HaltArgs, platform: &dyn Platform) -> Result<Self, Error> {
        platform
            .pages(args.campaign_type.as_deref())
            .map_err(|problem| Error::bad_value("--type", problem))?;
        Ok(Self {
            type_word: args.campaign_type.clone(),
            search: args.search.clone(),
            except: args
                .except
                .iter()
                .map(|text| CampaignRef::typed_beside_list(text, platform.kind()))
                .collect(),
        })
    }

    /// Whether all campaigns are to be halted.
    pub(super) const fn is_all(&self) -> bool {
        self.type_word.is_none() && self.search.is_none() && self.except.is_empty()
    }

    /// Refuses an exception that is not a campaign, because the intended campaign would be stopped.
    ///
    /// # Errors
    ///
    /// `halt/no-such-exception`, if the whole list was read.
    pub(super) fn check(&self, listing: &Listing, context: &mut Context) -> Result<(), Error> {
        self.refuse_two(listing, context)?;
        let is_known = |name: &&CampaignRef| listing.rows.iter().any(|row| name.may_mean(row));
        let unknown: Vec<String> = self
            .except
            .iter()
            .filter(|name| !is_known(name))
            .map(|name| format!("{:?}", name.as_str()))
            .collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let message = format!("--except: no campaign is named {}", unknown.join(", "));
        if listing.is_whole() {
            let message = format!("{message}; nothing was stopped; {}", latch_in_words(context));
            let error = Error::new("halt/no-such-exception", message, Exit::NotFound);
            let names: Vec<&str> = listing.rows.iter().map(|row| row.name.as_str()).collect();
            let near = self.except.iter().filter(|name| !is_known(name));
            let near = near.filter_map(|name| nearest(name.as_str(), names.iter().copied()));
            let error = near.fold(error, |error, name| error.hint(format!("did you mean {name:?}?")));
            return Err(error.hint(
                "run it again now with the name or id that kcamp campaign list shows, or leave --except out",
            ));
        }
        let message = format!("{message}, and not all campaigns could be listed");
        context.ui.problem(&Problem::warning("halt/exception-not-seen", message));
        Ok(())
    }

    /// Refuses an exception that could be two campaigns: one of them would continue to call against the user's
    /// intention.
    ///
    /// # Errors
    ///
    /// The code is `halt/unclear-exception`.
    fn refuse_two(&self, listing: &Listing, context: &Context) -> Result<(), Error> {
        for name in &self.except {
            let meant: Vec<&LiveCampaign> = listing.rows.iter().filter(|row| name.may_mean(row)).collect();
            if let [first, _, ..] = meant.as_slice() {
                let each: Vec<String> =
                    meant.iter().map(|row| format!("{:?} ({})", row.name, row.id)).collect();
                let message = format!(
                    "--except {:?} could be {} campaigns: {}; nothing was stopped; {}",
                    name.as_str(),
                    meant.len(),
                    each.join(", "),
                    latch_in_words(context)
                );
                return Err(Error::new("halt/unclear-exception", message, Exit::Conflict).hint(format!(
                    "run it again now with the id of the one that may go on, such as --except id:{}, or leave --except out",
                    first.id
                )));
            }
        }
        Ok(())
    }

    /// Whether a campaign is to be halted.
    pub(super) fn takes(&self, row: &LiveCampaign) -> bool {
        self.finds(row) && !self.except.iter().any(|name| name.may_mean(row))
    }

    /// The filters as they were typed, such as `--type sms --search 'spring'`; empty if there are none.
    pub(super) fn filters(&self) -> String {
        let kind = self.type_word.as_ref().map(|word| shell_flag("--type", word));
        let search = self.search.as_ref().map(|text| shell_flag("--search", text));
        kind.into_iter().chain(search).collect::<Vec<_>>().join(" ")
    }

    /// Whether --type and --search find a campaign, which --except may leave alone.
    pub(super) fn finds(&self, row: &LiveCampaign) -> bool {
        let contains = |text: &str, part: &NameKey| NameKey::of(text).contains(part);
        let is_found = self.search.as_deref().map(NameKey::of).is_none_or(|part| {
            contains(&row.name, &part)
                || row.description.as_ref().is_some_and(|description| contains(description, &part))
        });
        let is_of_type = match (&self.type_word, row.type_word()) {
            (Some(wanted), Some(word)) => wanted.eq_ignore_ascii_case(word),
            _ => true,
        };
        is_found && is_of_type
    }
}

/// Whether kcamp on this machine may start campaigns there, in words.
pub(super) fn latch_in_words(context: &Context) -> &'static str {
    match context.latch().map(|latch| latch.since()) {
        // Another user may see none, and none could be set.
        Ok(Some(Since::OutOfReach(_))) => {
            "the halt could not be set, and as long as its place cannot be read, kcamp starts no campaign there for this user"
        }
        Ok(Some(Since::At(_) | Since::Unknown)) => "kcamp on this machine starts no campaign there",
        _ => "the halt is not set: kcamp on this machine may start campaigns there",
    }
}
