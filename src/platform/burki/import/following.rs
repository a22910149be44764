//! Following an import to its end, after it was accepted.

use std::time::Duration;

use crate::domain::burki_contact::{ContactFile, ImportReading, ImportState};
use crate::domain::live::LiveCampaign;
use crate::domain::platform_kind::PlatformKind;
use crate::exit::Exit;
use crate::platform::answer_values::text;
use crate::platform::burki::Burki;
use crate::platform::contacts::Following;
use crate::platform::error::{ErrorKind, PlatformError, Refusal};
use crate::platform::mask;
use crate::platform::platform::Account as _;

/// The wait before the first look at a running import, which doubles up to [`LONGEST_WAIT`]: nobody waits longer than
/// the import took.
const FIRST_WAIT: Duration = Duration::from_millis(50);
/// The longest wait between two looks; far from any rate limit.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

impl Burki {
    /// Imports the contacts of a file into a campaign, and follows the import to its end if `following` asks for it.
    ///
    /// # Errors
    ///
    /// The import fails, is refused, stays in doubt, or cannot be followed to its end. The observer has then received
    /// the last state that was read.
    pub(in crate::platform::burki) async fn import_and_follow(
        &self,
        live: &LiveCampaign,
        file: &ContactFile,
        following: &Following,
    ) -> Result<(), PlatformError> {
        let mut reading = self.send_import(live, file).await?;
        // The answer to the file has no import id to ask about: the file was never accepted.
        if reading.state == ImportState::Failed && reading.id.is_none() {
            reading.state = ImportState::Refused;
        }
        let mut wait = FIRST_WAIT;
        while let (ImportState::UnderWay, Some(id), true) =
            (&reading.state, reading.id.clone(), following.to_its_end)
        {
            (following.observer)(&reading);
            reading = self.look_at(live, &id, wait).await.map_err(|error| not_seen(live, &id, &error))?;
            wait = (wait * 2).min(LONGEST_WAIT);
        }
        let is_followed = following.to_its_end || reading.state != ImportState::UnderWay;
        if let Some(doubt) = self.doubt_of(file, &reading)?.filter(|_| is_followed) {
            let word = match &reading.state {
                ImportState::Other(word) => word.clone(),
                _ => text(&reading.answer, "status").unwrap_or_default(),
            };
            // The state that is shown if the import stays in doubt.
            (following.observer)(&ImportReading { state: ImportState::Other(word), ..reading.clone() });
            reading = self.settle_import(live, file, reading, &doubt).await?;
        }
        (following.observer)(&reading);
        if matches!(reading.state, ImportState::Failed | ImportState::Refused) {
            Err(failed(live, &reading))
        } else {
            Ok(())
        }
    }

    async fn look_at(
        &self,
        live: &LiveCampaign,
        id: &str,
        wait: Duration,
    ) -> Result<ImportReading, PlatformError> {
        self.idle(wait, &format!("see the end of the import {id}")).await?;
        self.import_status(&live.id, id).await
    }
}

fn purpose(live: &LiveCampaign) -> String {
    format!("import contacts into the campaign {:?}", live.name)
}

/// The error for a file that was accepted and whose import could not be read afterwards.
fn not_seen(live: &LiveCampaign, id: &str, error: &PlatformError) -> PlatformError {
    let (kind, cause) = match error.exit() {
        Exit::OutOfTime => {
            (ErrorKind::NotFollowed, format!("the platform continues it as import {id}; {}", error.cause()))
        }
        // The answer told nothing about the import.
        Exit::Unavailable | Exit::Credentials => (
            ErrorKind::NotFollowed,
            format!("the platform continues it as import {id}, and kcamp could not read its end: {error}"),
        ),
        _ => (
            ErrorKind::OutcomeUnknown,
            format!("the platform accepted it as import {id}, and kcamp could not read its end: {error}"),
        ),
    };
    PlatformError::new(kind, purpose(live), cause).with_request_id(error.request_id().map(str::to_owned))
}

fn failed(live: &LiveCampaign, reading: &ImportReading) -> PlatformError {
    let message = reading.message.as_deref().map(mask::phone_numbers);
    // A refused import is reported in an answer with status 200.
    let refusal = Refusal { status: 200, message, ..Refusal::default() };
    PlatformError::refused(ErrorKind::Refused, PlatformKind::Burki, purpose(live), refusal)
}
