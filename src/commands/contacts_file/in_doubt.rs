//! States and tags that may or may not say that somebody opted out.

use std::collections::BTreeMap;

use crate::domain::finding::Problem;
use crate::domain::plural::counted;
use crate::import::{Columns, map_flag};

/// How many other states and tags a question names.
const OTHERS_SHOWN: usize = 8;

/// Such states and tags, by their column's place, with the first line of each and their number.
#[derive(Debug, Default)]
pub(super) struct CellsInDoubt(BTreeMap<(usize, String), (u64, u64)>);

impl CellsInDoubt {
    pub(super) fn add(&mut self, place: usize, cell: String, line: u64) {
        self.0.entry((place, cell)).or_insert((line, 0)).1 += 1;
    }

    /// The question what they mean; `None` without any.
    pub(super) fn question(&self, columns: &Columns) -> Option<Problem> {
        let mut all = self.0.iter();
        let ((place, cell), (line, count)) = all.next()?;
        let (column, rows) = (columns.choice(*place), counted(*count, "row"));
        let others: Vec<String> =
            all.map(|((place, cell), _)| format!("{cell:?} in {}", columns.choice(*place))).collect();
        let more = match others.len() {
            0 => String::new(),
            count if count > OTHERS_SHOWN => {
                format!("; so may {} and {} others", others[..OTHERS_SHOWN].join(", "), count - OTHERS_SHOWN)
            }
            _ => format!("; so may {}", others.join(", ")),
        };
        let message = format!(
            "{cell:?} in the column {column} may say that somebody opted out ({rows}, line {line}){more}"
        );
        Some(Problem::error("import/opt-out-unclear", message).help(format!(
            "say what it means: {} leaves these people out, and with {} it says nothing of them",
            map_flag(&format!("{column}:{cell}"), "optOut"),
            map_flag(&format!("{column}:{cell}"), "")
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::CellsInDoubt;
    use crate::import::{Columns, DestinationRules, Header};

    #[test]
    fn the_first_is_asked_about_and_the_others_are_named() {
        let header = ["Phone", "Tags"].map(str::to_owned);
        let columns = Columns::map(&header, Header::Detect, &[], &DestinationRules::CONTACT_LIST, &[]);
        let mut cells = CellsInDoubt::default();
        let question = |cells: &CellsInDoubt| {
            columns.as_ref().ok().and_then(|columns| cells.question(columns)).map(|problem| problem.message)
        };
        assert_eq!(question(&cells), None);
        cells.add(1, "dnc2024".to_owned(), 4);
        cells.add(1, "dnc2024".to_owned(), 9);
        let first = "\"dnc2024\" in the column Tags may say that somebody opted out (2 rows, line 4)";
        assert_eq!(question(&cells).as_deref(), Some(first));
        (0..9).for_each(|place| cells.add(1, format!("revoked {place}"), 10));
        let text = question(&cells).unwrap_or_default();
        assert!(text.contains("so may \"revoked 0\" in Tags") && text.ends_with(" and 1 others"), "{text}");
    }
}
