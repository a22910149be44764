//! Earlier imports into a list or campaign, and the lock for the next one.

use super::ContactsFileArgs;
use crate::context::Context;
use crate::domain::plural::{by_count, counted};
use crate::error::Error;
use crate::import::{BatchId, JournalBatch, JournalBatches, Owner, PastImports, RowState};
use crate::journal::Fate;

impl ContactsFileArgs {
    /// The imports of before into the list or campaign of this id, which `into` names. An import waits for its turn
    /// first; what only looks waits for nobody. The other value is whether another process was waited for: what was
    /// read of the platform is then outdated.
    ///
    /// # Errors
    ///
    /// Another process imports for too long (`import/under-way`), or the journal cannot be read.
    pub(in crate::commands) fn past_imports(
        &self,
        id: &str,
        into: &str,
        context: &mut Context,
    ) -> Result<(PastImports, bool), Error> {
        let place = context.journal_place()?;
        let owner = Owner { account: place.account.key(), place: place.host, id: id.to_owned() };
        let mut past = PastImports::of(context.imports_folder()?, owner);
        let looks_only = self.check || context.dry_run().is_some();
        let has_waited = !looks_only && past.take_turn(into, &context.patience())?;
        if looks_only && past.is_under_way() {
            context.ui.note(&format!(
                "another kcamp process imports contacts into {into}: what follows is as of now, and may be outdated when that is done"
            ));
        }
        past.told_by(journal_batches(context)?);
        Ok((past, has_waited))
    }

    /// Says how many people are contacted again whom a column left out. Their number is that which the flag says, or
    /// nothing is sent.
    ///
    /// # Errors
    ///
    /// They are more or fewer (`import/contact-again-count`).
    pub(super) fn say_again(&self, lifted: usize, context: &mut Context) -> Result<(), Error> {
        let Some(said) = self.contact_again else { return Ok(()) };
        let people = counted(lifted, "contact");
        let are = by_count(lifted, "was", "were");
        if usize::try_from(said) == Ok(lifted) {
            context.ui.note(&format!("{people} whom a column of an earlier file or a shared number left out {are} left out by mistake, and will be contacted again"));
            return Ok(());
        }
        let message = format!(
            "--contact-again {said}: {people} of this file {are} left out only by a column of an earlier file or by a number shared with somebody"
        );
        let hint = match lifted {
            0 => "leave out --contact-again: nobody in this file would be contacted again by it".to_owned(),
            count => format!("if they may be contacted again, give their number: --contact-again {count}"),
        };
        Err(Error::usage("import/contact-again-count", message).nothing_sent().hint(hint))
    }
}

/// The journal's entries about the batches of imports.
///
/// # Errors
///
/// The journal cannot be read.
pub(in crate::commands) fn journal_batches(context: &Context) -> Result<JournalBatches, Error> {
    let entries = context.journal()?.entries()?.into_iter();
    let batch = |text: &String| BatchId::read(text);
    let batches = entries.filter_map(|entry| {
        let id = entry.write.evidence.batch.as_ref().and_then(batch)?;
        let state = match entry.fate() {
            Fate::Happened => RowState::Sent,
            Fate::MayHaveHappened => RowState::InDoubt,
            Fate::DidNotHappen => RowState::Waiting,
        };
        Some((id, JournalBatch { state, entry: entry.key }))
    });
    Ok(batches.collect())
}
