//! Imports contacts from a CSV file into a contact list or a campaign: which rows are sent, which are not and why, and
//! what was sent before. Kore.ai contract §12 and §17; Burki contract §6.
//!
//! A file is read twice, in bounded memory: once to check all of it before anything is sent, and once to send it. Both
//! readings use [`Rows`]. [`Content`] gives both the same bytes or fails, so exactly what was checked is sent.
//! [`Checkpoint`] records each batch before it is sent.

mod ahead;
mod area_code;
mod batches;
mod cell_numbers;
mod checkpoint;
mod clean;
mod columns;
mod content;
mod country_candidates;
mod country_column;
mod country_headers;
mod counts;
mod dates;
mod dialect;
mod do_not_contact;
mod earlier;
mod entry_column;
mod file_kind;
mod headers;
mod intake;
mod left_out;
mod map_choice;
mod number_memory;
mod numbers_in_cell;
mod opt_out;
mod opt_out_meaning;
mod parts;
mod plan;
mod raw_rows;
mod records;
mod rejects;
mod row_person;
mod rows;
mod text_check;
mod zone_cell;

use std::path::PathBuf;

pub use area_code::AreaCodeColumn;
pub use batches::{Batch, BatchId, Batches, Begun, JournalBatch, JournalBatches, RowState};
pub use checkpoint::Checkpoint;
pub use clean::clean;
pub use columns::{Columns, Header};
pub use content::{Content, FILE_CHANGED, Fingerprint};
pub use country_column::CountryColumn;
pub use counts::{Counts, DoubtfulZone, FirstLines, OptOuts, Rejection};
pub use dialect::{Dialect, can_separate};
pub use do_not_contact::{AssumedEntries, DoNotContact, EntryCounts, Leniency};
pub use earlier::{Earlier, Owner, PastImports, Unreadable};
pub use intake::{DestinationRules, LaterFile};
pub use left_out::{LeftOut, NewlyLeftOut};
pub use map_choice::{MapChoice, map_flag};
pub use number_memory::{NumberMemory, Remembered};
pub use opt_out::OptOutColumns;
pub use parts::FurtherParts;
pub use plan::Plan;
pub use raw_rows::RawRows;
pub use records::first_record;
pub use rejects::Rejects;
pub use row_person::parts_of_further_phones;
pub use rows::Rows;
pub use text_check::{EXPORT_AS_UTF8, TextCheck};

use crate::domain::finding::Problem;
use crate::domain::plural::{by_count, counted};
use crate::files::Held;

/// Why a file cannot be imported at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file's contents are wrong.
    #[error("{}", .0.message)]
    Wrong(Problem),
    /// The file can mean two things, and only its owner can tell which.
    #[error("{}", .0.message)]
    Question(Problem),
    /// A local file cannot be used.
    #[error("cannot {what} {}: {reason}", path.display())]
    File {
        /// The action that failed, such as `read`.
        what: &'static str,
        /// The path of the file.
        path: PathBuf,
        /// The system's reason.
        reason: std::io::Error,
    },
    /// Another process imports into the same list or campaign, and was not done in time.
    #[error(transparent)]
    UnderWay(Held),
    /// It is not known which part of the file was sent to the list before: the checkpoint is empty or damaged.
    #[error("kcamp does not know which rows of this file were sent to this list before: {} is empty or damaged", path.display())]
    Unreadable {
        /// The checkpoint.
        path: PathBuf,
    },
    /// It is not known which part of some file was sent before, and this file may be a later version of it.
    #[error(
        "kcamp does not know whether rows of this file were sent before: {}, which remembers an earlier import, is empty or damaged",
        path.display()
    )]
    OtherUnreadable {
        /// The checkpoint.
        path: PathBuf,
    },
    /// A file already exists at the path of the rejects, and was not written, as it is, by an import of this input.
    #[error(
        "{} exists already, and was not written by an import of this file",
        path.display()
    )]
    RejectsExist {
        /// The path of that file.
        path: PathBuf,
    },
    /// Numbers have no country code, and no country was given.
    #[error("{}", no_country(file, rows))]
    NoCountry { file: String, rows: FirstLines },
    /// The file was imported into the list before with other options.
    #[error("this file was imported into this list before with other options: {before}; now: {now}")]
    OtherOptions {
        /// The options of the earlier import.
        before: String,
        /// The options of this import.
        now: String,
    },
    /// The file, or a version of it, was imported into the list with do-not-contact files, but this import has none.
    #[error(
        "this file was imported into this list on {} with do-not-contact files, and now there is none: people who were left \
         out would be contacted",
        at.strftime("%Y-%m-%d")
    )]
    DoNotContactDropped {
        /// When the earlier import began.
        at: jiff::Timestamp,
    },
}

impl ImportError {
    fn file(what: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |reason| {
            if content::is_changed(&reason) {
                content::changed().into()
            } else {
                Self::File { what, path, reason }
            }
        }
    }
}

impl From<Problem> for ImportError {
    fn from(problem: Problem) -> Self {
        Self::Wrong(problem)
    }
}

/// The message, such as `2 numbers of people.csv have no country code (lines 4, 9), and no country was given`.
fn no_country(file: &str, rows: &FirstLines) -> String {
    let (numbers, have) = (counted(rows.count, "number"), by_count(rows.count, "has", "have"));
    format!("{numbers} of {file} {have} no country code ({rows}), and no country was given")
}
