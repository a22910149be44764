//! The data that was read from a file of contacts, in the same form for every import.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::domain::plural::counted;
use crate::import::{AssumedEntries, Counts, EntryCounts, OptOuts};

/// Facts about the file.
#[derive(Debug)]
pub struct ImportParts<'file> {
    /// Its name.
    pub file: &'file str,
    /// Its rows.
    pub counts: &'file Counts,
    /// The columns that are sent, each as `COLUMN=FIELD`.
    pub columns: Vec<String>,
    /// The file of its rejected rows, if there is one.
    pub rejects: Option<&'file Path>,
    /// The column with the country of a row's number.
    pub country_column: Option<&'file str>,
    /// The source of the common country, such as `--region`.
    pub region_source: &'file str,
    /// The columns that say who opted out, with how many each leaves out.
    pub opt_outs: Vec<(String, OptOuts)>,
    /// The do-not-contact files, where there are any.
    pub do_not_contact: Option<EntryCounts>,
    /// The entries of those files without a country code.
    pub assumed_entries: &'file [AssumedEntries],
}

impl ImportParts<'_> {
    /// The points that are agreed to beside the number of contacts: what the columns mean, what is assumed of numbers
    /// without a country code, and what is left out and why. Each is a sentence.
    pub fn agreed_to(&self) -> Vec<String> {
        let reading = ReadingView::new(self);
        let before = [("columns", Some(reading.columns())), ("assumed", reading.assumed())];
        let out = [("blank rows", count(self.counts.blank)), ("duplicates", reading.duplicates())];
        let all = before.into_iter().chain(out).chain(reading.left_out());
        all.filter_map(|(label, words)| Some(format!("{label}: {}", words?))).collect()
    }

    /// The assumptions about numbers without a country code, and the contacts that do-not-contact files leave out, as
    /// sentences.
    pub fn assumptions(&self) -> Vec<String> {
        let reading = ReadingView::new(self);
        let kept_out = reading.not_contacted().into_iter();
        let kept_out = kept_out.filter_map(|(label, words)| Some(format!("{label}: {}", words?)));
        reading.assumed().into_iter().chain(kept_out).collect()
    }
}

/// The numbers that were read from the file, and the rows and contacts that are left out. The same for every import.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct ReadingView {
    /// Rows that were left out because their number is in an earlier row.
    duplicates: u64,
    /// Rows of people who must not be contacted.
    do_not_contact: u64,
    /// Rows that were left out as wrong.
    invalid: u64,
    /// The number of wrong rows for each code of a finding.
    invalid_by_code: BTreeMap<&'static str, u64>,
    /// The columns that are sent, each as `COLUMN=FIELD`.
    columns: Vec<String>,
    /// The column that says in which country a row's number is.
    country_column: Option<String>,
    /// Contacts whose number has no country code, by the country that it was read with.
    read_with_country: Vec<AssumedView>,
    /// Contacts whose number has another country code than the country of their row, or of whose row two columns say
    /// different countries.
    country_disagreements: u64,
    /// The contents of the files of `--dnc`; `null` where there is none.
    do_not_contact_files: Option<EntriesView>,
    /// The number of contacts who must not be contacted and were, or may have been, sent to the list before. They are
    /// still in it.
    do_not_contact_sent_before: u64,
    /// The number of contacts whom only an earlier import leaves out: no file of `--dnc` and no column names them now.
    left_out_before: u64,
    /// The columns that say who opted out; empty where there is none.
    opt_out_columns: Vec<OptOutColumnView>,
    /// The file of the rejected rows; `null` where none was written.
    rejects: Option<String>,
}

/// A column of the file that says who opted out.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct OptOutColumnView {
    /// The column's name.
    column: String,
    /// The number of contacts who opted out by it, and are in no file of `--dnc`.
    contacts: u64,
    /// Of these, the ones who were sent before, or may have been.
    sent_before: u64,
}

/// Contacts, or entries of a do-not-contact file, whose number has no country code.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct AssumedView {
    /// Two letters of ISO 3166, or a calling code with its `+`.
    country: String,
    /// The place where the country was given: `--region`, `KCAMP_REGION`, `profile NAME` or `column NAME`.
    source: String,
    /// How many contacts or entries.
    contacts: u64,
}

/// Such as `12 numbers without a country code, read as US (--region)`; `None` if there are none.
fn assumed_words(assumed: &[AssumedView]) -> Option<String> {
    let [first, rest @ ..] = assumed else { return None };
    let numbers = counted(first.contacts, "number");
    let first = format!("{numbers} without a country code, read as {} ({})", first.country, first.source);
    let rest = rest.iter().map(|it| format!("{} as {} ({})", it.contacts, it.country, it.source));
    Some(std::iter::once(first).chain(rest).collect::<Vec<_>>().join(", "))
}

/// The entries of do-not-contact files.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct EntriesView {
    /// The number of do-not-contact files.
    files: u64,
    /// The entries of all of them.
    entries: u64,
    /// The rows whose number came before.
    duplicates: u64,
    /// The entries that cannot be read and have neither a number nor a part of one: they keep nobody out.
    unusable: u64,
    /// The entries that cannot be read, of which every number that may stand in them, or fits a part of one, is left
    /// out.
    unreadable: u64,
    /// The contacts of the file that are left out because of the others; without the ones who were sent before.
    contacts_left_out: u64,
    /// The entries without a country code, by the country that they were read with.
    read_with_country: Vec<AssumedView>,
}

/// The number, if it is not 0.
pub(super) fn count(number: u64) -> Option<String> {
    (number > 0).then(|| number.to_string())
}

impl ReadingView {
    pub(super) fn new(parts: &ImportParts<'_>) -> Self {
        let counts = parts.counts;
        let view = |country: String, column: Option<&str>, contacts| {
            let source =
                column.map_or_else(|| parts.region_source.to_owned(), |column| format!("column {column}"));
            AssumedView { country, source, contacts }
        };
        let column = parts.country_column.unwrap_or_default();
        let contacts = counts.assumed.iter();
        let entries = parts.assumed_entries.iter();
        let opt_out_columns: Vec<OptOutColumnView> = parts
            .opt_outs
            .iter()
            .map(|(column, OptOuts { contacts, sent_before })| OptOutColumnView {
                column: column.clone(),
                contacts: *contacts,
                sent_before: *sent_before,
            })
            .collect();
        let left_out_before = counts.left_out_before.left_out();
        let left_out_otherwise: u64 =
            parts.opt_outs.iter().map(|(_, column)| column.left_out()).sum::<u64>() + left_out_before;
        Self {
            duplicates: counts.duplicates,
            do_not_contact: counts.do_not_contact,
            invalid: counts.invalid,
            invalid_by_code: counts.invalid_by_code.clone(),
            columns: parts.columns.clone(),
            country_column: parts.country_column.map(str::to_owned),
            read_with_country: contacts
                .map(|it| view(it.region.to_string(), it.by_row.then_some(column), it.contacts))
                .collect(),
            country_disagreements: counts.disagreeing.count + counts.contradicted.count,
            do_not_contact_files: parts.do_not_contact.map(|of_files| EntriesView {
                files: of_files.files,
                entries: of_files.entries,
                duplicates: of_files.duplicates,
                unusable: of_files.unusable,
                unreadable: of_files.may_mean_somebody,
                contacts_left_out: counts.do_not_contact - counts.opted_out_later - left_out_otherwise,
                read_with_country: entries
                    .map(|it| view(it.region.to_string(), it.column.as_deref(), it.entries))
                    .collect(),
            }),
            do_not_contact_sent_before: counts.opted_out_later,
            left_out_before,
            opt_out_columns,
            rejects: parts.rejects.map(|path| path.display().to_string()),
        }
    }

    /// Such as `12 numbers without a country code, read as US (--region)`; `None` if there are none.
    pub(super) fn assumed(&self) -> Option<String> {
        assumed_words(&self.read_with_country)
    }

    pub(super) fn columns(&self) -> String {
        let country = self.country_column.iter().map(|name| format!("{name} (country of the number)"));
        let opt_outs = self.opt_out_columns.iter().map(|it| format!("{} (who opted out)", it.column));
        self.columns.iter().cloned().chain(country).chain(opt_outs).collect::<Vec<_>>().join(", ")
    }

    /// How many rows were left out because their number is in an earlier row, if any.
    pub(super) fn duplicates(&self) -> Option<String> {
        count(self.duplicates)
    }

    /// The rows of the table with what is left out for other reasons.
    pub(super) fn left_out(&self) -> impl Iterator<Item = (&'static str, Option<String>)> {
        let reasons = self.invalid_by_code.iter().map(|(code, number)| format!("{number} {code}"));
        let reasons = reasons.collect::<Vec<_>>().join(", ");
        let wrong = count(self.invalid).map(|number| format!("{number}: {reasons}"));
        self.not_contacted().into_iter().chain([("wrong", wrong), ("rejects", self.rejects.clone())])
    }

    /// The rows of the table with contacts that must not be contacted; they add up to all of them.
    fn not_contacted(&self) -> [(&'static str, Option<String>); 3] {
        [
            ("do not contact", self.do_not_contact()),
            ("left out before", count(self.left_out_before)),
            ("sent before they opted out", count(self.do_not_contact_sent_before)),
        ]
    }

    /// How many contacts the files and the columns keep out, and the known facts about the files.
    fn do_not_contact(&self) -> Option<String> {
        let files = self.do_not_contact_files.as_ref().map(|files| {
            let assumed = assumed_words(&files.read_with_country)
                .map_or_else(String::new, |words| format!("; {words}"));
            let unreadable = match files.unreadable {
                0 => String::new(),
                entries => format!(", unreadable: {entries}"),
            };
            format!(
                "{} left out; entries: {}, duplicates: {}, unusable: {}{unreadable}{assumed}",
                files.contacts_left_out, files.entries, files.duplicates, files.unusable
            )
        });
        let columns = self.opt_out_columns.iter().filter(|it| it.left_out() > 0);
        let columns = columns.map(|it| format!("{} left out by the column {}", it.left_out(), it.column));
        let words: Vec<String> = files.into_iter().chain(columns).collect();
        (!words.is_empty()).then(|| words.join("; "))
    }
}

impl OptOutColumnView {
    const fn left_out(&self) -> u64 {
        self.contacts - self.sent_before
    }
}
