//! `kcamp contact-list import`.

mod before;
mod sending;

use self::before::SentBefore;
use crate::commands::contacts_file::{ContactsFileArgs, Destination};
use crate::context::{Context, list_renamed};
use crate::domain::list_ref::ListRef;
use crate::domain::live::NamedAlone;
use crate::domain::number::NumberForm;
use crate::error::Error;
use crate::exit::Exit;
use crate::import::DestinationRules;
use crate::platform::gate::ReadAt;
use crate::platform::platform::Platform;
use crate::view::import::{ImportOutcome, ImportView};

/// The most contacts in one request.
const BATCH_MAX: u32 = 10_000;

/// Import contacts from a CSV file: checked first, sent in batches, resumed after an interruption
///
/// Every row is checked before the first is sent. Rows that are wrong are not sent: kcamp writes them, with the
/// reasons, to a new file in the same folder (people.rejects.csv for people.csv). If an import is interrupted, run the
/// same command again: it continues where the import stopped, and sends no row twice.
///
/// If a campaign uses the list, or the list would hold contacts twice, kcamp asks before it sends anything; --yes
/// answers, and is needed without a terminal.
///
/// Example: kcamp contact-list import "Event Guests" customers.csv
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub struct ImportArgs {
    /// The list's name or id; id:ID is an id alone
    list: String,
    #[command(flatten)]
    file: ContactsFileArgs,
    /// How numbers are sent: digits, as in the platform's sample, or plus, with a + before them
    #[arg(long, value_name = "FORM", default_value = "digits", value_parser = ["digits", "plus"])]
    number_form: String,
    /// Number of contacts in one request; the platform's limit is not documented
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = batch_size, allow_negative_numbers = true)]
    batch_size: u32,
    /// Send batches again whose outcome is unknown
    #[arg(long)]
    resend_unknown: bool,
    /// Send every row, also rows that an earlier import of this file into this list has sent
    #[arg(long, conflicts_with = "resend_unknown")]
    again: bool,
    /// Send only contacts that no earlier import has sent to this list, from any file
    #[arg(long, conflicts_with = "again")]
    only_new: bool,
    /// Show whole phone numbers in a dry run
    #[arg(long)]
    show_numbers: bool,
}

/// A number of contacts, in which `k` means thousands.
fn batch_size(text: &str) -> Result<u32, String> {
    let (digits, factor) = match text.trim().strip_suffix(['k', 'K']) {
        Some(digits) => (digits, 1_000),
        None => (text.trim(), 1),
    };
    let size = digits.parse().ok().and_then(|number: u32| number.checked_mul(factor));
    size.filter(|size| (1..=BATCH_MAX).contains(size))
        .ok_or_else(|| format!("must be a whole number from 1 to {BATCH_MAX}, such as 500 or 1k"))
}

/// Checks the whole file, then sends the contacts that were not sent before.
///
/// # Errors
///
/// The file cannot be read or has no row to send, no list or several lists have the name, another process imports into
/// it for too long, nobody agrees, or a batch fails or stays in doubt; `import/rows-rejected` where rows were left out.
pub async fn run(args: &ImportArgs, context: &mut Context) -> Result<Exit, Error> {
    // A missing file is reported before anything is read from the platform.
    let opened = args.file.open_for(&args.list, &DestinationRules::CONTACT_LIST, context)?;
    let platform = context.connect().await?;
    let mut list = platform.list_to_fill(&platform.refer_to_list(&args.list)).await?;
    let mut read = platform.connection().interruptions().now();
    let (past, has_waited) = args.file.past_imports(&list.id, "this list", context)?;
    if has_waited {
        list = platform.list_to_fill(&ListRef::Id(list.id.clone())).await?;
        read = platform.connection().interruptions().now();
    }
    let destination = Destination {
        intake: &DestinationRules::CONTACT_LIST,
        own_columns: &list.mapping,
        form: if args.number_form == "plus" { NumberForm::Plus } else { NumberForm::Digits },
        waiting: 0,
    };
    let mut checked = args.file.check(opened, &destination, &past, context).await?;
    let before = SentBefore::read(args, &list, past, &mut checked, context)?;
    if args.file.check {
        let extent = before.extent;
        let view = ImportView::new(&list, &checked.view_parts(), extent.to_send, ImportOutcome::Checked);
        let view = view.sent(0, extent.sent_before, extent.maybe_sent_before, &before.stays_in_doubt(args));
        context.show_result(&view.earlier(before.earlier_view()))?;
        return checked.verdict();
    }
    let first = sending::first(args, &list, &mut checked, &before, context)?;
    checked.tell_before_asking(context);
    match before.consent(args, &list, first, context)? {
        Some(consent) => {
            refuse_renamed(&list, read, &*platform).await?;
            sending::send(args, &list, &mut checked, &before, &consent, context).await
        }
        None => Ok(Exit::Success),
    }
}

/// Reads the list again where something has passed since it was read: a question, or a wait. Contacts are added by its
/// name alone: under another name it would not be found, or another list would get them.
///
/// # Errors
///
/// `write/stale` if the list has another name now; it is gone, shares its name, or cannot be read.
async fn refuse_renamed(list: &NamedAlone, read: ReadAt, platform: &dyn Platform) -> Result<(), Error> {
    if read == platform.connection().interruptions().now() {
        return Ok(());
    }
    let now = platform.list_to_fill(&ListRef::Id(list.id.clone())).await?;
    list_renamed(list, &now).map_or(Ok(()), Err)
}
