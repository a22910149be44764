//! `kcamp campaign import`.

use std::time::Duration;

use crate::commands::contacts_file::{Checked, ContactsFileArgs, Destination};
use crate::commands::requests;
use crate::context::{Consent, Context};
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::domain::number::NumberForm;
use crate::domain::outreach::{ContactFile, ImportReading, ImportState};
use crate::error::Error;
use crate::exit::Exit;
use crate::import::{Intake, clean};
use crate::platform::client::{Client, Handle};
use crate::platform::error::{PlatformError, Refusal};
use crate::platform::feature::Feature;
use crate::platform::mask;
use crate::ui::Talk;
use crate::view::import::{CampaignImportOutcome, CampaignImportView};

/// Before the first look at an import that is under way: a short one is over by then.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// Between two looks, once it takes longer; far from any rate limit.
const LONGEST_WAIT: Duration = Duration::from_secs(2);
/// What the platform keeps as the name of a file that came from stdin.
const STDIN_FILE_NAME: &str = "stdin.csv";

/// Import contacts from a CSV file into a campaign: checked first, followed to its end (Burki)
///
/// Every row is checked before anything is sent. Rows that are wrong are not sent: they are written to a file
/// beside it (people.rejects.csv for people.csv) with their reasons. Numbers without a country code are read with the
/// country of --region, of the profile or of the row's own column Country, and refused without one; all go out with + and
/// their country code. Every column goes along under its own header, for
/// templates to use.
///
/// The platform first removes the contacts of earlier imports that it has not reached yet. Those that it has reached or
/// failed to reach stay, and are not taken in again.
///
/// Example: kcamp campaign import Renewals customers.csv --map 'Customer mobile=phone' --map Notes=
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// The campaign's name or id
    campaign: String,
    #[command(flatten)]
    file: ContactsFileArgs,
    /// Do not wait until the platform has taken the contacts in
    #[arg(long)]
    no_wait: bool,
}

/// Checks the whole file, asks, sends it, and follows the import to its end.
pub async fn run(args: &ImportArgs, context: &mut Context) -> Result<Exit, Error> {
    context.require(Feature::Import)?;
    // A file that is not there is said before anything is asked of the platform.
    let opened = args.file.open(&Intake::CAMPAIGN, context)?;
    let client = context.client().await?;
    let handle = client.locate(&args.campaign).await?;
    let live = handle.live();
    let destination = Destination { intake: &Intake::CAMPAIGN, own_columns: &[], form: NumberForm::Plus };
    let mut checked = args.file.check(opened, &destination, context).await?;
    if args.file.check {
        let outcome = CampaignImportOutcome::Checked;
        context.ui.show(&CampaignImportView::new(live, checked.view_parts(), outcome))?;
        return checked.verdict();
    }
    let file = contact_file(&mut checked, args.file.is_stdin())?;
    let waiting = unreached(live);
    if waiting > 0 {
        context.ui.note(&format!(
            "the platform first removes the {waiting} contacts that {:?} has and has not reached yet",
            live.name
        ));
    }
    if context.dry_run().is_some() {
        context.ui.note(&format!(
            "the file goes out as it was checked, with {} contacts; from the curl command it would go out as it is",
            checked.counts.accepted
        ));
        return requests::show(&[handle.import_request(&file)?], context);
    }
    context.consent(consent(live), &question(&handle, checked.counts.accepted, waiting))?;
    send(args, &client, &handle, &file, &checked, context).await
}

/// The file as it goes out: what was accepted of it, with the numbers in E.164.
fn contact_file(checked: &mut Checked, is_stdin: bool) -> Result<ContactFile, Error> {
    let Checked { content, plan, fingerprint, .. } = checked;
    let text = clean(plan, content, fingerprint)?;
    let column_mappings = checked.plan.columns.renamed();
    let path = if is_stdin { STDIN_FILE_NAME.to_owned() } else { checked.name.clone() };
    Ok(ContactFile { path, text, column_mappings })
}

/// How many contacts the campaign has that no call or message has gone to, where the platform counts them.
fn unreached(live: &LiveCampaign) -> u64 {
    live.assistant.as_ref().map_or(0, |campaign| {
        let over = campaign.completed_contacts.unwrap_or(0) + campaign.failed_contacts.unwrap_or(0);
        campaign.total_contacts.unwrap_or(0).saturating_sub(over)
    })
}

/// A campaign that runs, or will by itself, reaches the new contacts. One whose status nobody documented may.
fn consent(live: &LiveCampaign) -> Consent {
    let status = &live.status;
    let by_itself =
        matches!(status, CampaignStatus::Scheduled | CampaignStatus::Rescheduled | CampaignStatus::Other(_));
    if status.is_running() || by_itself {
        Consent::ReachesPeople
    } else if unreached(live) > 0 {
        Consent::LosesData
    } else {
        Consent::Write
    }
}

/// `import 20 contacts into the call campaign "Renewals" (Draft, 42), in place of the 5 that it has not reached yet?`
fn question(handle: &Handle<'_>, contacts: u64, waiting: u64) -> String {
    let live = handle.live();
    let replaced = match waiting {
        0 => String::new(),
        waiting => format!(", in place of the {waiting} that it has not reached yet"),
    };
    format!(
        "import {contacts} contacts into the {} campaign {:?} ({}, {}){replaced}?",
        handle.type_word(),
        live.name,
        live.status,
        live.id
    )
}

async fn send(
    args: &ImportArgs,
    client: &Client,
    handle: &Handle<'_>,
    file: &ContactFile,
    checked: &Checked,
    context: &mut Context,
) -> Result<Exit, Error> {
    let live = handle.live();
    let id = live.id.to_string();
    let mut import = Import { client, handle, follows: !args.no_wait, talk: context.ui.talker(), seen: None };
    let done = context
        .leaving(handle.import_evidence(file))
        .write("campaign import", &live.name, import.run(file), |()| Some(id))
        .await;
    import.talk.done_waiting();
    let Some(reading) = import.seen.map(presentable) else {
        return done.map(|()| Exit::Success);
    };
    let outcome = match &reading.state {
        ImportState::Done => CampaignImportOutcome::Imported,
        ImportState::UnderWay => CampaignImportOutcome::UnderWay,
        ImportState::Failed => CampaignImportOutcome::Failed,
        ImportState::Other(_) => CampaignImportOutcome::Unclear,
    };
    for warning in warnings(&reading, checked.counts.accepted) {
        context.ui.warning(&warning);
    }
    let next = next_step(live, &reading);
    let view = CampaignImportView::new(live, checked.view_parts(), outcome).answered(reading);
    context.ui.show(&view)?;
    done.map_err(|error| Error { hints: vec![next.clone()], retry_safe: false, ..error })?;
    if matches!(outcome, CampaignImportOutcome::UnderWay | CampaignImportOutcome::Unclear) {
        context.ui.hint(&next);
    }
    checked.rejected().map_or(Ok(Exit::Success), Err)
}

/// One import, from its request to its end.
struct Import<'client> {
    client: &'client Client,
    handle: &'client Handle<'client>,
    /// Whether it is followed to its end.
    follows: bool,
    talk: Talk,
    /// What the platform said last of it, also where it then failed or could not be read any more.
    seen: Option<ImportReading>,
}

impl Import<'_> {
    async fn run(&mut self, file: &ContactFile) -> Result<(), PlatformError> {
        let mut reading = self.handle.import(file).await?;
        let mut wait = FIRST_WAIT;
        while let (ImportState::UnderWay, Some(id), true) = (&reading.state, reading.id.clone(), self.follows)
        {
            self.talk.waiting(&under_way(&id, &reading));
            self.seen = Some(reading);
            reading = self.look(&id, wait).await.map_err(|error| self.not_seen(&id, error))?;
            wait = (wait * 2).min(LONGEST_WAIT);
        }
        if let ImportState::Other(_) = reading.state {
            self.seen = Some(reading.clone());
            reading = self.handle.settle_import(file, reading).await?;
        }
        let failed = (reading.state == ImportState::Failed).then(|| self.failed(&reading));
        self.seen = Some(reading);
        failed.map_or(Ok(()), Err)
    }

    async fn look(&self, id: &str, wait: Duration) -> Result<ImportReading, PlatformError> {
        self.client.idle(wait, &format!("see the end of the import {id}")).await?;
        self.client.import_status(&self.handle.live().id, id).await
    }

    fn purpose(&self) -> String {
        format!("import contacts into the campaign {:?}", self.handle.live().name)
    }

    /// The file was accepted, and what became of it could not be read.
    fn not_seen(&self, id: &str, error: PlatformError) -> PlatformError {
        match error {
            PlatformError::DeadlinePassed { .. } | PlatformError::RateLimited { .. } => {
                PlatformError::NotFollowed {
                    purpose: self.purpose(),
                    cause: format!("it goes on as the import {id}; {}", error.cause()),
                    next: String::new(),
                }
            }
            other => PlatformError::OutcomeUnknown {
                purpose: self.purpose(),
                cause: format!("it was accepted as the import {id}, and its end could not be read: {other}"),
                look: String::new(),
                request_id: other.request_id().map(str::to_owned),
            },
        }
    }

    fn failed(&self, reading: &ImportReading) -> PlatformError {
        PlatformError::Refused(Refusal {
            purpose: self.purpose(),
            platform: self.client.platform(),
            // It is the answer to a question that was answered well.
            status: 200,
            message: reading.message.as_deref().map(mask::phone_numbers),
            ..Refusal::default()
        })
    }
}

/// `the platform takes the contacts in: import 7, 120 so far`.
fn under_way(id: &str, reading: &ImportReading) -> String {
    let so_far = reading.imported.map_or_else(String::new, |count| format!(", {count} so far"));
    format!("the platform takes the contacts in: import {id}{so_far}")
}

/// The same without phone numbers in its texts.
fn presentable(reading: ImportReading) -> ImportReading {
    let message = reading.message.as_deref().map(mask::phone_numbers);
    ImportReading { message, answer: mask::body(&reading.answer), ..reading }
}

fn warnings(reading: &ImportReading, sent: u64) -> Vec<String> {
    let mut warnings = Vec::new();
    if let ImportState::Other(word) = &reading.state {
        let said = if word.is_empty() { "no status".to_owned() } else { format!("the status {word:?}") };
        warnings.push(format!("the platform answered with {said}, which is not documented for an import"));
    }
    // What a campaign tells of its last import may be counted in another way.
    if let Some(imported) = reading.imported.filter(|count| *count != sent && !reading.recovered)
        && reading.state == ImportState::Done
    {
        warnings.push(format!(
            "the platform took in {imported} of the {sent} contacts; it leaves out the numbers that it had tried before"
        ));
    }
    warnings
}

/// How to see what becomes of an import that was sent.
fn next_step(live: &LiveCampaign, reading: &ImportReading) -> String {
    match &reading.id {
        Some(import) => format!(
            "look at it with kcamp api GET /api/v1/campaigns/{}/imports/{import}, and at its contacts with kcamp campaign \
             contacts {}",
            live.id, live.id
        ),
        None => format!("look at its contacts with kcamp campaign contacts {}", live.id),
    }
}
