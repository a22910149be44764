//! `kcamp campaign import`.

use std::cell::Cell;
use std::rc::Rc;

use crate::commands::contacts_file::{Checked, ContactsFileArgs, Destination};
use crate::context::Context;
use crate::domain::action_name;
use crate::domain::burki_contact::{ContactFile, ImportReading, ImportState};
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::finding::Problem;
use crate::domain::live::LiveCampaign;
use crate::domain::number::NumberForm;
use crate::domain::plural::counted;
use crate::domain::wall_clock::utc_to_the_minute;
use crate::error::Error;
use crate::exit::Exit;
use crate::import::{DestinationRules, clean};
use crate::journal::JournalEntry;
use crate::platform::contacts::Following;
use crate::platform::feature::Feature;
use crate::platform::mask;
use crate::ui::Talk;
use crate::view::import::{CampaignImportOutcome, CampaignImportView};

/// The file name that the platform shows for stdin.
const STDIN_FILE_NAME: &str = "stdin.csv";

/// Import contacts from a CSV file into a campaign, and follow the import to its end (Burki)
///
/// Every row is checked before anything is sent. Rows that are wrong are not sent: kcamp writes them, with the reasons,
/// to a new file in the same folder (people.rejects.csv for people.csv). A number without a country code takes its
/// country from --region, from the profile or from the row's own Country column; without a country it is refused. Every
/// number is sent with + and its country code. Every column is sent under its own header, so that templates can use it.
///
/// The platform first removes the contacts of earlier imports that it has not tried to reach yet. Contacts that it has
/// tried to reach stay, and are not imported again. If contacts are removed or the campaign may run, kcamp asks before
/// it sends anything; --yes answers, and is needed without a terminal.
///
/// Example: kcamp campaign import Renewals customers.csv --map 'Customer mobile=phone' --map Notes=
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// The campaign's name or id
    campaign: String,
    #[command(flatten)]
    file: ContactsFileArgs,
    /// Do not wait until the platform has imported the contacts
    #[arg(long)]
    no_wait: bool,
}

/// Checks the whole file, asks, sends it, and follows the import to its end.
///
/// # Errors
///
/// The platform has no import, the file cannot be read or has no row to send, another process imports into the campaign
/// for too long, nobody agrees, or the import fails or stays in doubt; `import/rows-rejected` where rows were left out.
pub async fn run(args: &ImportArgs, context: &mut Context) -> Result<Exit, Error> {
    context.require(Feature::Import)?;
    // A missing file is reported before anything is read from the platform.
    let opened = args.file.open_for(&args.campaign, &DestinationRules::CAMPAIGN, context)?;
    let platform = context.connect().await?;
    let mut live = platform.locate(&platform.refer(&args.campaign)).await?;
    let (past, has_waited) = args.file.past_imports(live.id.as_str(), "this campaign", context)?;
    if has_waited {
        live = platform.locate(&CampaignRef::Id(live.id.clone())).await?;
    }
    let waiting = live.unreached_contacts();
    let destination = Destination {
        intake: &DestinationRules::CAMPAIGN,
        own_columns: &[],
        form: NumberForm::Plus,
        waiting,
    };
    let mut checked = args.file.check(opened, &destination, &past, context).await?;
    if args.file.check {
        let outcome = CampaignImportOutcome::Checked;
        context.show_result(&CampaignImportView::new(&live, &checked.view_parts(), outcome))?;
        return checked.verdict();
    }
    checked.tell_before_asking(context);
    let file = contact_file(&mut checked, args.file.is_stdin())?;
    if waiting > 0 {
        context.ui.note(&format!(
            "the platform first removes the {} of {:?} that it has not tried to reach yet",
            counted(waiting, "contact"),
            live.name
        ));
    }
    tell_doubt(&live, context)?;
    // Without its last change, which no row tells, the import would hide whether somebody had changed the campaign
    // before it.
    let live = platform.dated(live).await?;
    let seen = Rc::default();
    let following = following(!args.no_wait, Rc::clone(&seen), context.ui.talker());
    let write = platform.import(&live, file, checked.counts.accepted, following)?;
    let write = write.contacting_again(checked.contacted_again());
    let Some(agreed) = context.agree_to(write)? else { return Ok(Exit::Success) };
    checked.remember_left_out()?;
    checked.forget_contacted_again()?;
    let done = context.send_agreed(agreed).await;
    context.ui.done_waiting();
    match seen.take().map(presentable) {
        Some(reading) => report(&live, done, reading, &checked, context),
        None => done.map(|()| Exit::Success),
    }
}

/// Says how this import treats an earlier one whose outcome is unknown: it may go out beside it, since the platform
/// replaces what is left of the earlier one. Burki contract §6.
fn tell_doubt(live: &LiveCampaign, context: &mut Context) -> Result<(), Error> {
    let place = context.journal_place()?;
    let mut imports = context.journal()?.entries()?;
    imports.retain(|entry| {
        let write = &entry.write;
        write.is_at(&place)
            && write.action == action_name::IMPORT_CONTACTS
            && write.is_of(live.id.as_str(), &live.name)
    });
    // One that was imported since has replaced it.
    let is_in_doubt = |entry: &&JournalEntry| entry.is_open();
    let Some(last) = imports.iter().rev().take_while(|entry| !entry.is_done()).find(is_in_doubt) else {
        return Ok(());
    };
    context.ui.problem(&Problem::warning("import/earlier-unknown", format!(
        "it is not known whether the import of {} into {:?} happened; this one can be sent all the same: the platform first removes \
         the contacts of earlier imports that it has not tried to reach, and skips numbers that it has tried",
        utc_to_the_minute(last.at),
        live.name
    )));
    Ok(())
}

/// Keeps what the platform said last of an import, also where it then failed or could not be read any more, and shows
/// that it is under way.
fn following(to_its_end: bool, seen: Rc<Cell<Option<ImportReading>>>, talk: Talk) -> Following {
    let observer = move |reading: &ImportReading| {
        if let (ImportState::UnderWay, Some(id), true) = (&reading.state, &reading.id, to_its_end) {
            talk.clone().waiting(&under_way(id, reading));
        }
        seen.set(Some(reading.clone()));
    };
    Following { to_its_end, observer: Box::new(observer) }
}

/// The file as it is sent: its accepted rows, with the numbers in E.164.
fn contact_file(checked: &mut Checked, is_stdin: bool) -> Result<ContactFile, Error> {
    let Checked { content, plan, .. } = checked;
    let text = clean(plan, content)?;
    let column_mappings = checked.plan.columns.renamed();
    let path = if is_stdin { STDIN_FILE_NAME.to_owned() } else { checked.name.clone() };
    Ok(ContactFile { path, text, column_mappings })
}

/// Shows the outcome of an import that was sent.
fn report(
    live: &LiveCampaign,
    done: Result<(), Error>,
    reading: ImportReading,
    checked: &Checked,
    context: &mut Context,
) -> Result<Exit, Error> {
    let outcome = match &reading.state {
        ImportState::Done => CampaignImportOutcome::Imported,
        ImportState::UnderWay => CampaignImportOutcome::UnderWay,
        ImportState::Refused => CampaignImportOutcome::Refused,
        ImportState::Failed => CampaignImportOutcome::Failed,
        ImportState::Other(_) => CampaignImportOutcome::Unclear,
    };
    for warning in warnings(&reading, checked.counts.accepted) {
        context.ui.problem(&Problem::warning("import/not-all-shown", warning));
    }
    let next = next_step(live, &reading);
    let view = CampaignImportView::new(live, &checked.view_parts(), outcome).answered(reading);
    context.show_result(&view)?;
    done.map_err(|error| {
        // If the outcome is unknown, the hint on how to settle it is added.
        let more = if error.exit == Exit::Unknown { error.hints.clone() } else { Vec::new() };
        Error { hints: [vec![next.clone()], more].concat(), retry_safe: false, ..error }
    })?;
    if matches!(outcome, CampaignImportOutcome::UnderWay | CampaignImportOutcome::Unclear) {
        context.ui.hint(&next);
    }
    checked.shortfall().map_or(Ok(Exit::Success), Err)
}

/// Such as `the platform is importing the contacts: import 7, 120 so far`.
fn under_way(id: &str, reading: &ImportReading) -> String {
    let so_far = reading.imported.map_or_else(String::new, |count| format!(", {count} so far"));
    format!("the platform is importing the contacts: import {id}{so_far}")
}

/// The answer about an import, with phone numbers masked.
fn presentable(reading: ImportReading) -> ImportReading {
    let message = reading.message.as_deref().map(mask::phone_numbers);
    ImportReading { message, answer: mask::body(&reading.answer), ..reading }
}

fn warnings(reading: &ImportReading, sent: u64) -> Vec<String> {
    let mut warnings = Vec::new();
    if let ImportState::Other(word) = &reading.state {
        let said = if word.is_empty() { "no status".to_owned() } else { format!("the status {word:?}") };
        warnings.push(format!(
            "the platform answered with {said}, which does not show that it imported the file"
        ));
    }
    // The number that a campaign reports for its last import may be counted in another way.
    if let Some(imported) = reading.imported.filter(|count| *count != sent && !reading.answer_lost)
        && reading.state == ImportState::Done
    {
        warnings.push(format!(
            "the platform imported {imported} of the {sent} contacts; it skips numbers that it has already tried"
        ));
    }
    warnings
}

/// How to see the outcome of an import that was sent.
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
