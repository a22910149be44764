//! Messages about a file of contacts before any of it is sent.

use std::path::Path;

use crate::context::Context;
use crate::domain::finding::Problem;
use crate::domain::number::NumberRegion;
use crate::domain::plural::{by_count, counted};
use crate::import::{CountryColumn, Counts, DoubtfulZone, LaterFile, OptOuts, Plan, map_flag};
use crate::settings::Setting;
use crate::ui::in_a_shell;

/// Reports the columns that are not sent.
pub(super) fn tell_left_out(plan: &Plan, country: Option<&str>, context: &mut Context) {
    // A column that says who opted out is used. A user who was told to leave it out would send to those people.
    let opt_outs: Vec<String> = plan.opt_outs.places().map(|place| plan.columns.name(place)).collect();
    let is_used = |name: &&str| Some(*name) == country || opt_outs.iter().any(|column| column == name);
    let left_out: Vec<&str> =
        plan.columns.left_out().iter().map(String::as_str).filter(|name| !is_used(name)).collect();
    if !left_out.is_empty() {
        context.ui.note(&format!(
            "not sent: {} (--map COLUMN=FIELD sends a column; --map COLUMN= leaves it out without this note)",
            left_out.join(", ")
        ));
    }
}

/// Warns about possible errors in rows that are sent.
pub(super) fn warn(plan: &Plan, counts: &Counts, context: &mut Context) {
    let country = used_column(plan);
    if let Some(warning) = plan.country.as_ref().and_then(|column| unreadable_countries(column, counts)) {
        context.ui.problem(&Problem::warning("import/country-unreadable", warning));
    }
    for zone in &counts.doubtful_zones {
        if let Some(warning) = doubtful_zone(zone) {
            context.ui.problem(&warning);
        }
    }
    if let (Some(column), true) = (country, counts.disagreeing.count > 0) {
        context.ui.problem(&Problem::warning(
            "import/countries-differ",
            format!(
                "the country code of {} is not that of the row's {column} ({}); the number's own is used",
                counted(counts.disagreeing.count, "number"),
                counts.disagreeing
            ),
        ));
    }
    let other = plan.country.as_ref().and_then(CountryColumn::other_name);
    if let (Some(column), Some(other), true) = (country, other, counts.contradicted.count > 0) {
        context.ui.problem(&Problem::warning("import/countries-differ", format!(
            "{} of {other} and {column} say different countries ({}): {column} is used; to use the other, add {}",
            counted(counts.contradicted.count, "row"),
            counts.contradicted,
            map_flag(other, "country")
        )));
    }
    if let Some(warning) = broken_rows(counts) {
        context.ui.problem(&Problem::warning("import/quote-not-closed", warning));
    }
}

/// The column from which the countries of numbers are read.
pub(super) fn used_column(plan: &Plan) -> Option<&str> {
    plan.country.as_ref().filter(|column| column.reads()).map(CountryColumn::name)
}

/// The warning about rows that are not sent because the countries of their numbers are unknown.
fn unreadable_countries(column: &CountryColumn, counts: &Counts) -> Option<String> {
    let rows = &counts.country_unreadable;
    if rows.count == 0 {
        return None;
    }
    let name = column.name();
    let are = by_count(rows.count, "is", "are");
    let otherwise = format!("if the column means something else, leave it out with {}", map_flag(name, ""));
    let own = match (column.has_prefixes(), column.reads()) {
        _ if column.has_unnamed_codes() => None,
        _ if column.has_places() => Some(format!(
            "the column {name} names another country than the one that was given, or a part of it; if these are the countries of \
             the numbers, add {}, else leave the column out with {}",
            map_flag(name, "country"),
            map_flag(name, "")
        )),
        (true, _) => {
            Some(format!("the digits in the column {name} may be calling codes or area codes; {otherwise}"))
        }
        (false, true) => Some(format!("the column {name} has no readable country there; {otherwise}")),
        (false, false) => {
            Some(format!("no cell of the column {name} is a country or a calling code; {otherwise}"))
        }
    };
    // Each of several columns may keep a row from being sent.
    let unnamed = column.unnamed_names().into_iter().map(|name| {
        format!(
            "what the column {name} holds may be the calling code of another country; if it is, add {}, else leave the column out \
             with {}",
            map_flag(name, "country"),
            map_flag(name, "")
        )
    });
    let why: Vec<String> = own.into_iter().chain(unnamed).collect();
    Some(format!(
        "{} without a country code {are} not sent ({rows}): {}",
        counted(rows.count, "number"),
        why.join("; ")
    ))
}

/// The warning about contacts with a time zone that is probably a mistake.
fn doubtful_zone(zone: &DoubtfulZone) -> Option<Problem> {
    let DoubtfulZone { caution, lines } = zone;
    let contacts = match lines.count {
        0 => return None,
        1 => "1 contact has it as its time zone".to_owned(),
        count => format!("{count} contacts have it as their time zone"),
    };
    let message = format!("{}; {contacts} ({lines})", caution.message);
    Some(Problem { message, ..caution.clone() })
}

/// The warning about rows whose quotes may include other rows.
fn broken_rows(counts: &Counts) -> Option<String> {
    let line = counts.first_broken_line?;
    let rows = match counts.broken {
        1 => "a row has".to_owned(),
        rows => format!("{rows} rows have"),
    };
    Some(format!(
        "{rows} a cell in which a line break is followed by what looks like a number (line {line}); where a quote is not \
         closed, that cell holds other contacts, and they are not reached"
    ))
}

/// Such as `GB, row by row from Country`, for the checkpoint and its messages.
pub(super) fn region_words(region: Option<&Setting<NumberRegion>>, column: Option<&str>) -> String {
    let region = region.map_or_else(|| "none".to_owned(), |region| region.value.to_string());
    match column {
        Some(column) => format!("{region}, row by row from {column:?}"),
        None => region,
    }
}

/// The message about people who must not be contacted and were sent before they were left out.
pub(super) fn opted_out_later(counts: &Counts) -> Option<String> {
    let (who, them) = match counts.opted_out_later {
        0 => return None,
        1 => ("1 contact who must not be contacted was".to_owned(), "it"),
        count => (format!("{count} contacts who must not be contacted were"), "them"),
    };
    Some(format!("{who} sent to this list before, or may have been: no import takes {them} out again"))
}

/// How many people each column leaves out, and what to do where it means something else. `remembering` is the same file
/// for another list, where this import remembers them, after which the column cannot be taken back.
fn opted_out_by_column(plan: &Plan, counts: &Counts, remembering: Option<&Elsewhere<'_>>) -> Vec<String> {
    let words = |(place, column): (&usize, &OptOuts)| {
        let (name, choice) = (plan.columns.name(*place), plan.columns.choice(*place));
        let contacts = by_count(column.contacts, "contact is", "contacts are");
        if plan.opt_outs.is_of_number(*place) {
            return format!(
                "{} {contacts} not sent: words beside the number in the column {name} say that they opted out",
                column.contacts
            );
        }
        let later = remembering.map_or_else(String::new, |elsewhere| {
            format!(
                "; {} here also with --map, until --contact-again {} is added to it; else they can go into {}",
                from_when(counts),
                column.contacts,
                elsewhere.without(&choice)
            )
        });
        format!(
            "{} {contacts} not sent: by the column {name} they opted out; only if the column means something else, add {}{later}",
            column.contacts,
            map_flag(&choice, "")
        )
    };
    counts.opted_out_by_column.iter().map(words).collect()
}

/// From when on an import leaves out whom it remembers.
const fn from_when(counts: &Counts) -> &'static str {
    if counts.accepted > 0 { "once the others are sent they stay left out" } else { "they stay left out" }
}

/// Says whom an import leaves out because they opted out, and of whom it is known too late.
///
/// `remembering` is whether the import remembers them. `files` are the flags for its do-not-contact files.
pub(super) fn tell_opted_out(
    plan: &Plan,
    counts: &Counts,
    (file, files): (&Path, String),
    remembering: bool,
    context: &mut Context,
) {
    let elsewhere =
        Elsewhere { later_file: plan.intake.later_file, file, files: files_with_earlier(files, counts) };
    let before = left_out_before_by_files(counts)
        .into_iter()
        .chain(left_out_before_by_columns(counts, &elsewhere))
        .chain(opted_out_by_another(plan, counts, remembering))
        .chain(opted_out_unread(counts))
        .chain(opt_outs_unread(counts));
    let notes = before.chain(opted_out_by_column(plan, counts, remembering.then_some(&elsewhere)));
    for note in notes {
        context.ui.note(&note);
    }
    if let Some(warning) = opted_out_later(counts) {
        context.ui.problem(&Problem::warning("import/opted-out-later", warning));
    }
}

/// Rows that are left out although neither they nor a do-not-contact file say it of their own number, and how they come
/// back where somebody else's numbers are the reason.
fn opted_out_by_another(plan: &Plan, counts: &Counts, remembering: bool) -> Option<String> {
    let rows = &counts.opted_out_by_another;
    let (are, share) = (by_count(rows.count, "row is", "rows are"), by_count(rows.count, "shares", "share"));
    let names = plan.columns.names_of_further_phones();
    let (column, has) = match names.as_slice() {
        [] => (String::new(), "a column has".to_owned()),
        [only] => (format!(", as in the column {only}"), format!("{only} has")),
        several => {
            let all = several.join(", ");
            (format!(", as in one of the columns {all}"), format!("one of {all} has"))
        }
    };
    let later = if remembering {
        format!(
            ", and add --contact-again {}: {} here also without the column until then",
            rows.count,
            from_when(counts)
        )
    } else {
        " before it is imported: a check remembers nobody, and an import leaves them out also of later files"
            .to_owned()
    };
    (rows.count > 0).then(|| {
        format!(
            "{} {are} left out, because of another row or another number in the row: {} {share} a number with somebody who must not be contacted \
             ({rows}){column}; if {has} numbers of somebody else, such as a shop, take it out of the file{later}",
            rows.count,
            by_count(rows.count, "it", "they")
        )
    })
}

/// Rows of which no number can be read, and which are left out all the same.
fn opted_out_unread(counts: &Counts) -> Option<String> {
    let rows = &counts.opted_out_unread;
    let whose =
        by_count(rows.count, "row whose number cannot be read is", "rows whose number cannot be read are");
    (rows.count > 0).then(|| {
        format!(
            "{} {whose} left out, because a number that must not be contacted stands in the cell ({rows}); if somebody else's stands \
             there too, give that one a row of its own",
            rows.count
        )
    })
}

/// Rows of people who opted out by a column of the file, and of which no number can be read.
fn opt_outs_unread(counts: &Counts) -> Option<String> {
    let rows = &counts.opt_outs_unread;
    let whose = by_count(rows.count, "row of somebody", "rows of people");
    let have = by_count(rows.count, "has", "have");
    let nobody = match counts.opt_outs_without_number {
        0 => String::new(),
        count => format!(
            "; {count} of them {} no number and {} nobody out",
            by_count(count, "has", "have"),
            by_count(count, "keeps", "keep")
        ),
    };
    let later = match counts.opt_outs_in_part {
        0 => String::new(),
        count => format!(
            "; of {count} of them only a part of the number is known, which is not remembered: whoever else it fits is left out of a later \
             file only if that row is in it too"
        ),
    };
    (rows.count > 0).then(|| {
        format!(
            "{} {whose} who opted out {have} more or less than one whole number that can be read ({rows}): every number that may stand there is left out, and whoever's \
             number fits the digits that are known{later}{nobody}",
            rows.count
        )
    })
}

/// How many contacts stay left out, and that there is no way back.
fn left_out_before_by_files(counts: &Counts) -> Option<String> {
    let (who, them) = stay_left_out(counts.left_out_before_by_files)?;
    Some(format!(
        "{who} left out: a do-not-contact file left {them} out of an earlier import, and neither --map nor --contact-again \
         brings {them} back"
    ))
}

/// How many contacts stay left out only by a column, and what to do where they need not.
fn left_out_before_by_columns(counts: &Counts, elsewhere: &Elsewhere<'_>) -> Option<String> {
    let (who, them) = stay_left_out(counts.left_out_before.contacts - counts.left_out_before_by_files)?;
    Some(format!(
        "{who} left out: a column of an earlier file left {them} out, and --map does not bring {them} back; people whom it, or \
         a number that they share with somebody, left out by mistake come back with --contact-again N, and others who may be contacted go into {}",
        elsewhere.without("COLUMN")
    ))
}

/// Such as `2 contacts stay`, and what they are called then; `None` without any.
fn stay_left_out(contacts: u64) -> Option<(String, &'static str)> {
    match contacts {
        0 => None,
        1 => Some(("1 contact stays".to_owned(), "it")),
        count => Some((format!("{count} contacts stay"), "them")),
    }
}

/// A file that is imported into another list or campaign, where nobody is remembered.
struct Elsewhere<'a> {
    later_file: LaterFile,
    file: &'a Path,
    /// The flags for its do-not-contact files.
    files: String,
}

impl Elsewhere<'_> {
    /// The list or campaign, with the command that imports the file with a column left out into it.
    fn without(&self, column: &str) -> String {
        let command = match self.later_file {
            LaterFile::Adds => "another list: kcamp contact-list import OTHER_LIST",
            LaterFile::Replaces => "another campaign: kcamp campaign import OTHER_CAMPAIGN",
        };
        let file = in_a_shell(&self.file.display().to_string());
        format!("{command} {file}{} {}", self.files, map_flag(column, ""))
    }
}

/// The flags for the do-not-contact files, with one for those of earlier imports, where these leave somebody out whom
/// the files of this import do not have.
fn files_with_earlier(files: String, counts: &Counts) -> String {
    if counts.left_out_before_by_files > 0 { files + " --dnc FILE" } else { files }
}
