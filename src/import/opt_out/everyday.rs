//! Columns of everyday files, with their cells: those that say nothing of an opt-out are sent without a question, and
//! of those that do nobody is contacted without one.

use csv::ByteRecord;

use super::OptOutColumns;
use crate::import::{Columns, DestinationRules, Header};

/// Columns that say nothing of an opt-out.
const HARMLESS: &str = include_str!("everyday_harmless.txt");
/// Columns that do. The first cell of each is that of somebody who opted out.
const OPT_OUTS: &str = include_str!("everyday_opt_outs.txt");

/// The consequence for a file that has such a column.
#[derive(Debug, PartialEq, Eq)]
enum Consequence {
    Asked,
    /// How many of the rows are left out.
    LeftOut(usize),
}

/// Reads a file of a column beside the number, in the way of an import.
fn outcome(header: &str, cells: &[&str]) -> Consequence {
    let names = ["Phone".to_owned(), header.to_owned()];
    let mapped = Columns::map(&names, Header::Detect, &[], &DestinationRules::CONTACT_LIST, &[]);
    let Ok(columns) = mapped else { return Consequence::Asked };
    let mut opt_outs = OptOutColumns::search(&columns);
    let (mut is_asked, mut left_out) = (false, 0);
    for (place, cell) in cells.iter().enumerate() {
        let row = ByteRecord::from(vec![format!("+1202555015{place}"), (*cell).to_owned()]);
        opt_outs.take_flags(&row);
        is_asked |= !opt_outs.in_doubt(&row).is_empty();
        left_out += usize::from(opt_outs.of_row(&row, 2).is_some());
    }
    is_asked |= opt_outs.column_in_doubt(&columns).is_some();
    if is_asked { Consequence::Asked } else { Consequence::LeftOut(left_out) }
}

/// The lines of a table: a header, and cells, with `|` between them.
fn lines(table: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    let lines = table.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.filter_map(|line| line.split_once('|')).map(|(header, cells)| (header, cells.split('|').collect()))
}

#[test]
fn no_everyday_column_is_a_question_and_nobody_is_left_out_by_one() {
    let wrong: Vec<_> =
        lines(HARMLESS).filter(|(header, cells)| outcome(header, cells) != Consequence::LeftOut(0)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(lines(HARMLESS).count() > 200);
}

#[test]
fn nobody_who_opted_out_by_an_everyday_column_is_contacted_without_a_question() {
    let is_wrong = |(header, cells): &(&str, Vec<&str>)| {
        outcome(header, cells) == Consequence::LeftOut(0)
            || outcome(header, &[cells[1], cells[0]]) == Consequence::LeftOut(0)
    };
    let wrong: Vec<_> = lines(OPT_OUTS).filter(is_wrong).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(lines(OPT_OUTS).count() > 350);
    assert_ne!(outcome("D\u{200b}o not ca\u{ad}ll", &["yes", "no"]), Consequence::LeftOut(0));
}

#[test]
fn a_column_in_which_nothing_stands_is_no_question() {
    for header in ["Objection", "Consent note", "Widerruf", "GDPR", "Stop", "Calls"] {
        assert_eq!(outcome(header, &["", " "]), Consequence::LeftOut(0), "{header}");
    }
    // A no below a refusal says that there was none; below anything else it may be one.
    for header in ["Deceased", "Objection", "Widerruf", "Stop"] {
        assert_eq!(outcome(header, &["no", "N"]), Consequence::LeftOut(0), "{header}");
        assert_eq!(outcome(header, &["no", "2026-05-01"]), Consequence::Asked, "{header}");
        assert_eq!(outcome(header, &["no", "?"]), Consequence::Asked, "{header}");
    }
    for header in [
        "Consent note",
        "Accord",
        "GDPR",
        "Permissions",
        "Opt-in opt out",
        "SMS subscription",
        "Objection lifted",
    ] {
        assert_eq!(outcome(header, &["no", "no"]), Consequence::Asked, "{header}");
    }
    for header in ["Objection", "Consent note", "Widerruf"] {
        assert_eq!(outcome(header, &["", "-"]), Consequence::Asked, "{header}");
    }
}
