//! `kcamp contact-list import`.

mod checking;
mod sending;

use std::path::PathBuf;

use checking::Checked;

use crate::context::{Consent, Context};
use crate::domain::live::ContactList;
use crate::error::Error;
use crate::exit::Exit;
use crate::import::LIST_MAX_BYTES;
use crate::view::import::{ImportOutcome, ImportView};

/// Import contacts from a CSV file: checked first, sent in batches, resumed where it was interrupted
///
/// Every row is checked before the first is sent. Rows that are wrong are not sent, and stand in rejects.csv with their
/// reasons. The same command again goes on where an interrupted import stopped, and sends no row twice.
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// The list's name or id
    list: String,
    /// A CSV file, or - for stdin
    file: PathBuf,
    /// Do everything but send
    #[arg(long)]
    check: bool,
    /// The country of numbers without a country code, as two letters
    #[arg(long, value_name = "COUNTRY", default_value = "IN")]
    region: String,
    /// Send COLUMN as FIELD, such as 'Customer mobile=phoneNumber'; COLUMN= leaves it out; give it again for more
    #[arg(long, value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// Leave out the numbers in this file: one a line, or CSV with a phone column; give it again for more
    #[arg(long, value_name = "FILE")]
    dnc: Vec<PathBuf>,
    /// What stands between cells: one character, or tab [default: what the file shows]
    #[arg(long, value_name = "CHARACTER")]
    delimiter: Option<String>,
    /// The first line is a contact, whatever it looks like; columns are named 1, 2, 3
    #[arg(long)]
    no_header: bool,
    /// Where rejected rows go [default: rejects.csv beside the file]
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// How numbers are sent: digits, as in the platform's sample, or plus, with a + before them
    #[arg(long, value_name = "FORM", default_value = "digits", value_parser = ["digits", "plus"])]
    number_form: String,
    /// Contacts in one request; the platform's most is not documented
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    batch_size: u32,
    /// Most bytes of the file; the user guide's limit of a list
    #[arg(long, value_name = "BYTES", default_value_t = LIST_MAX_BYTES)]
    max_size: u64,
    /// Send batches again of which it is not known whether they arrived
    #[arg(long)]
    resend_unknown: bool,
    /// Send every row, also those that an earlier import of this file into this list has sent
    #[arg(long, conflicts_with = "resend_unknown")]
    again: bool,
    /// Show whole phone numbers in a dry run
    #[arg(long)]
    show_numbers: bool,
}

/// Checks the whole file, then sends what was not sent before.
pub async fn run(args: &ImportArgs, context: &mut Context) -> Result<Exit, Error> {
    // A file that is not there is said before anything is asked of the platform.
    let content = checking::open(args, context)?;
    let kore = context.kore().await?;
    let list = kore.find_contact_list(&args.list).await?;
    let mut checked = checking::check(args, content, &list, context).await?;
    if checked.counts.accepted == 0 {
        return Err(nothing_to_send(&checked));
    }
    if args.check {
        return report_check(&list, &checked, context);
    }
    if context.dry_run().is_some() {
        return sending::dry_run(args, &list, &mut checked, kore.endpoints(), context);
    }
    let question = format!("add {} contacts to the list {:?}?", checked.counts.accepted, list.name);
    // A list that a campaign uses may be dialled at once, and no call takes contacts out again.
    let consent = if list.used_by.is_empty() { Consent::Write } else { Consent::ReachesPeople };
    context.consent(consent, &question)?;
    sending::send(args, &kore, &list, &mut checked, context).await
}

fn nothing_to_send(checked: &Checked) -> Error {
    let counts = &checked.counts;
    let message = format!(
        "none of the {} rows can be sent: {} are wrong, {} are duplicates, {} must not be contacted; nothing was sent",
        counts.rows, counts.invalid, counts.duplicates, counts.do_not_contact
    );
    let error = Error::new("import/nothing-to-send", message, Exit::Findings);
    match &checked.rejects {
        Some(path) => error.hint(format!("{} has each row with its reason", path.display())),
        None => error.hint("look whether it is the right file"),
    }
}

fn report_check(list: &ContactList, checked: &Checked, context: &mut Context) -> Result<Exit, Error> {
    context.ui.show(&ImportView::new(list, checked.view_parts(), ImportOutcome::Checked))?;
    match rejected(checked) {
        Some(error) => Err(Error { exit: Exit::Findings, ..error }),
        None => Ok(Exit::Success),
    }
}

/// The error of a file with rows that are wrong; exit 10, since the others were sent.
fn rejected(checked: &Checked) -> Option<Error> {
    let counts = &checked.counts;
    if counts.invalid == 0 {
        return None;
    }
    let kinds: Vec<String> =
        counts.invalid_by_code.iter().map(|(code, count)| format!("{count} {code}")).collect();
    let message = format!(
        "{} of {} rows are wrong and are not sent: {}",
        counts.invalid,
        counts.rows,
        kinds.join(", ")
    );
    let mut error = Error::new("import/rows-rejected", message, Exit::Partial);
    if let Some(path) = &checked.rejects {
        error = error.hint(format!("mend the rows in {} and import that file", path.display()));
    }
    Some(error)
}
