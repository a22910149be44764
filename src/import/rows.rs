//! Checks the rows of a file: each is a contact to send, or a rejection.

use std::collections::{HashMap, HashSet};

use csv::ByteRecord;
use serde_json::{Map, Value};

use super::ImportError;
use super::ahead::RowsAhead;
use super::cell_numbers::NUMBERS_OF_ROW_MAX;
use super::content::Content;
use super::counts::{Counts, Rejection};
use super::left_out::{NewlyLeftOut, OptOutSource};
use super::opt_out::OptedOut;
use super::plan::Plan;
use super::records::{Records, has_broken_cell, is_blank, text};
use super::row_person::{NumberOfRow, Person, UnreadPerson, lifted_numbers};
use super::zone_cell::{ZoneCell, read_zone};
use crate::domain::finding::Problem;
use crate::domain::name::unseen_characters;
use crate::domain::number::{Number, PhoneLine, WrongNumber};

/// The initial capacity of the table of duplicates: the size of the largest list. The table then never grows, which
/// would need twice the memory for a moment. Unused pages cost nothing.
const NUMBERS_EXPECTED: usize = 1_000_000;

/// The rows of a file, one at a time.
pub struct Rows<'plan, 'file> {
    plan: &'plan Plan,
    ahead: RowsAhead<'file>,
    known: Known,
    counts: Counts,
}

/// The numbers and zones in the rows so far.
struct Known {
    lines: HashSet<PhoneLine>,
    /// The numbers that must not be contacted, except those that are remembered for as good a reason already, and those
    /// that are contacted again.
    left_out: NewlyLeftOut,
    /// The numbers in rows of people who must not be contacted, where this reading is for them.
    opted_out: Option<OptedOut>,
    zones: HashMap<String, ZoneCell>,
}

impl<'plan, 'file> Rows<'plan, 'file> {
    /// Creates a reader for the rows after the header.
    ///
    /// # Errors
    ///
    /// The start of the file or its header cannot be read.
    pub fn new(plan: &'plan Plan, content: &'file mut Content) -> Result<Self, ImportError> {
        Ok(Self {
            plan,
            ahead: RowsAhead::new(Records::of_rows(plan.dialect, plan.columns.header().is_some(), content)?),
            known: Known {
                lines: HashSet::with_capacity(NUMBERS_EXPECTED),
                left_out: NewlyLeftOut::default(),
                opted_out: None,
                zones: HashMap::new(),
            },
            counts: Counts::default(),
        })
    }

    /// Creates a reader that gathers the numbers in rows of people who must not be contacted.
    ///
    /// # Errors
    ///
    /// As [`Self::new`] says.
    pub fn of_opt_outs(plan: &'plan Plan, content: &'file mut Content) -> Result<Self, ImportError> {
        let mut rows = Self::new(plan, content)?;
        rows.known.opted_out = Some(OptedOut::default());
        Ok(rows)
    }

    /// Checks the next row; `None` after the last. Rows with only separators, which spreadsheets leave behind, are
    /// counted and skipped.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or a row or a quote in it does not end. A row that is only wrong gives a
    /// [`Rejection`] instead.
    pub fn judge_next(&mut self) -> Result<Option<Result<Number, Rejection>>, ImportError> {
        let Self { plan, ahead, known, counts } = self;
        while let Some((record, line, person)) = ahead.next(plan)? {
            if let Person::OptedOut { numbers, unread, .. } = person {
                let are_too_many = known.opted_out.as_ref().is_some_and(OptedOut::are_too_many);
                // Listed numbers are known one by one, however many they are.
                let may_be_others = *unread != Some(UnreadPerson::Listed);
                if may_be_others && numbers.len() > NUMBERS_OF_ROW_MAX || are_too_many {
                    return Err(too_many_numbers(line).into());
                }
                if *unread == Some(UnreadPerson::ByRow(None)) {
                    return Err(nobody_known(line).into());
                }
            }
            let verdict = known.judge(record, line, person, plan, counts);
            if verdict.is_err() && is_blank(record) {
                counts.blank += 1;
                continue;
            }
            counts.add(&verdict);
            if has_broken_cell(record) {
                counts.broken += 1;
                counts.first_broken_line.get_or_insert(line);
            }
            return Ok(Some(verdict));
        }
        Ok(None)
    }

    /// The number of the last checked row, counted from 1 without the header.
    pub const fn row(&self) -> u64 {
        self.counts.rows
    }

    /// The line in which that row begins, counted from 1.
    pub fn line(&self) -> u64 {
        self.ahead.last().map_or(0, |row| row.line)
    }

    /// The cells of that row; `None` before the first row.
    pub fn record(&self) -> Option<&ByteRecord> {
        self.ahead.last().map(|row| &row.record)
    }

    /// The fields of that row as they are sent; empty cells are left out.
    pub fn contact(&self, number: Number) -> Map<String, Value> {
        let mut contact = Map::new();
        contact.insert(self.plan.intake.phone.to_owned(), Value::from(number.written(self.plan.form)));
        for (place, key) in &self.plan.columns.others {
            let cell = self.cell(*place);
            if !cell.is_empty() {
                contact.insert(key.clone(), Value::from(cell));
            }
        }
        contact
    }

    /// The numbers of that row whom only a column of an earlier file left out, where these are contacted again.
    pub fn lifted(&self, number: Number) -> Vec<Number> {
        self.record().map_or_else(Vec::new, |record| lifted_numbers(record, number, self.plan))
    }

    /// A cell of an accepted row, without spaces around it.
    pub(super) fn cell(&self, place: usize) -> &str {
        self.record().and_then(|record| text(record, place).ok()).unwrap_or_default().trim()
    }

    /// The number of rows so far that are sent or left out, by reason.
    pub const fn counts(&self) -> &Counts {
        &self.counts
    }

    /// The numbers that must not be contacted, once for each row, without those that are remembered for as good a
    /// reason already; and those that are contacted again.
    pub fn into_left_out(self) -> NewlyLeftOut {
        self.known.left_out
    }

    /// The numbers in rows of people who must not be contacted, if this reading is for them.
    pub fn into_opted_out(self) -> OptedOut {
        self.known.opted_out.unwrap_or_default()
    }
}

impl Known {
    /// Counts and remembers the numbers of a person who is not contacted.
    ///
    /// `unlisted` is the one that no do-not-contact file has, which may be contacted again.
    fn leave_out(
        &mut self,
        numbers: &[Number],
        unlisted: Option<Number>,
        said_by: OptOutSource,
        plan: &Plan,
        counts: &mut Counts,
    ) {
        if let Some(opted_out) = &mut self.opted_out {
            opted_out.add(numbers, said_by);
        } else {
            // Who is remembered for as good a reason already is no news.
            let is_news =
                |number: &&Number| plan.left_out.source(**number).is_none_or(|known| known > said_by);
            let is_by_file =
                matches!(said_by, OptOutSource::File | OptOutSource::EarlierImport { by_column: false });
            let is_listed = |number: &Number| is_by_file && Some(*number) != unlisted;
            let (listed, others): (Vec<Number>, Vec<Number>) =
                numbers.iter().filter(is_news).copied().partition(is_listed);
            self.left_out.by_files.extend(listed);
            self.left_out.by_columns.extend(others);
        }
        let was_sent = numbers.iter().any(|number| plan.sent.has(*number));
        counts.opted_out_later += u64::from(was_sent);
        match said_by {
            OptOutSource::File => {}
            OptOutSource::Column(place) => {
                counts.opted_out_by_column.entry(place).or_default().add(was_sent);
            }
            OptOutSource::EarlierImport { by_column } => {
                counts.left_out_before.add(was_sent);
                counts.left_out_before_by_files += u64::from(!by_column);
            }
        }
    }

    /// Counts a row of somebody who must not be contacted and whose number cannot be read.
    fn count_unread(
        &mut self,
        unread: &UnreadPerson,
        line: u64,
        numbers: &[Number],
        said_by: OptOutSource,
        counts: &mut Counts,
    ) {
        let UnreadPerson::ByRow(partial) = unread else { return counts.opted_out_unread.add(line) };
        let partial = partial.as_deref().unwrap_or_default();
        counts.opt_outs_unread.add(line);
        let is_somebodys = numbers.iter().any(|number| number.is_in_a_plan()) || !partial.is_empty();
        counts.opt_outs_without_number += u64::from(!is_somebodys);
        counts.opt_outs_in_part += u64::from(!partial.is_empty());
        if let Some(opted_out) = &mut self.opted_out {
            opted_out.add_partial(partial, said_by);
        }
    }

    fn judge(
        &mut self,
        record: &ByteRecord,
        line: u64,
        person: &Person,
        plan: &Plan,
        counts: &mut Counts,
    ) -> Result<Number, Rejection> {
        let number = match person {
            Person::OptedOut { numbers, said_by, unread, unlisted, is_by_another } => {
                if *is_by_another {
                    counts.opted_out_by_another.add(line);
                }
                if let Some(unread) = unread {
                    self.count_unread(unread, line, numbers, *said_by, counts);
                }
                self.leave_out(numbers, *unlisted, *said_by, plan, counts);
                return Err(Rejection::DoNotContact);
            }
            Person::Reachable(number) => Ok(*number),
            Person::Unread(rejection) => Err(rejection.clone()),
        };
        check_cells(record, plan)?;
        if let Some(place) = plan.opt_outs.unclear_consent(record) {
            return Err(Rejection::ConsentUnclear(place + 1));
        }
        let NumberOfRow { reading, own, is_contradicted } =
            number.inspect_err(|rejection| match rejection {
                Rejection::Number(WrongNumber::NoCountry) => counts.without_country.add(line),
                Rejection::CountryUnreadable | Rejection::PrefixUnclear => {
                    counts.country_unreadable.add(line);
                }
                _ => {}
            })?;
        let number = reading.number;
        let mut doubtful_zone = None;
        if let Some(place) = plan.columns.time_zone {
            let zone = text(record, place)?.trim();
            match read_zone(zone, &mut self.zones, &mut counts.doubtful_zones) {
                ZoneCell::Good => {}
                ZoneCell::Doubtful(place) => doubtful_zone = Some(place),
                ZoneCell::Unknown(help) => return Err(Rejection::ZoneUnknown(help)),
            }
        }
        if !self.lines.insert(number.line()) {
            return Err(Rejection::Duplicate);
        }
        counts.sent_before += u64::from(plan.sent.has(number));
        let lifted = lifted_numbers(record, number, plan);
        if !lifted.is_empty() {
            self.left_out.lifted.push(lifted);
        }
        if let Some(region) = reading.assumed {
            counts.assume(region, own.is_some());
        }
        if own.is_some_and(|own| own.calling_code() != reading.calling_code) {
            counts.disagreeing.add(line);
        }
        if is_contradicted {
            counts.contradicted.add(line);
        }
        if let Some(place) = doubtful_zone {
            counts.doubtful_zones[place].lines.add(line);
        }
        Ok(number)
    }
}

/// The error for a row that may be anybody's.
fn nobody_known(line: u64) -> Problem {
    Problem::error(
        "import/do-not-contact-unreadable",
        format!("line {line}: somebody opted out, and too few digits of the number can be read to tell who"),
    )
    .help("write the number whole, with + and its country code, or delete that row of the file, or the cell, if it is nobody's")
}

/// The error for a row in which more numbers may stand than can be left out.
fn too_many_numbers(line: u64) -> Problem {
    Problem::error(
        "import/do-not-contact-unreadable",
        format!(
            "line {line}: somebody opted out, and too many numbers may stand in what cannot be read there"
        ),
    )
    .help("check that it is the right file, and write each number whole in a cell of its own")
}

/// Refuses a row with more or fewer cells than the header, and one with a cell that the destination would not take.
fn check_cells(record: &ByteRecord, plan: &Plan) -> Result<(), Rejection> {
    if record.len() != plan.columns.count {
        return Err(Rejection::Uneven { cells: record.len(), expected: plan.columns.count });
    }
    // A whole record that is short has no cell that is long.
    if let Some(most) = plan.intake.cell_max_utf16
        && record.as_slice().len() > most
    {
        for (place, cell) in record.iter().enumerate() {
            if cell.len() > most && String::from_utf8_lossy(cell).encode_utf16().count() > most {
                return Err(Rejection::CellTooLong { column: place + 1, most });
            }
        }
    }
    for (place, _) in &plan.columns.others {
        let cell = text(record, *place)?;
        if plan.may_have_unseen {
            refuse_unseen(cell, place + 1)?;
        }
    }
    Ok(())
}

/// Refuses a cell with a character that nobody sees; tabs and line breaks are seen.
fn refuse_unseen(cell: &str, column: usize) -> Result<(), Rejection> {
    let mut unseen = unseen_characters(cell).into_iter().map(|(_, character)| character);
    match unseen.find(|character| !matches!(character, '\t' | '\n' | '\r')) {
        Some(character) => Err(Rejection::Unseen { column, character }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use serde_json::{Value, json};

    use super::{Counts, Plan, Rows};
    use crate::domain::number::{NumberForm, Numbers};
    use crate::import::content::SizeLimit;
    use crate::import::{
        Columns, Content, DestinationRules, Dialect, DoNotContact, FurtherParts, Header, ImportError,
        LeftOut, NumberMemory, OptOutColumns,
    };

    const LIMIT: SizeLimit = SizeLimit { bytes: 10_000_000, help: "" };

    /// The line and code of each rejection.
    type Rejected = Vec<(u64, &'static str)>;

    /// Reads a file: the contacts to send, the line and code of each rejection, and the counts.
    fn read(text: &[u8]) -> Result<(Vec<Value>, Rejected, Counts), ImportError> {
        let folder = tempfile::tempdir().unwrap();
        let mut content = Content::spool(text, folder.path(), LIMIT).unwrap();
        let (start, is_whole) = content.start()?;
        let dialect = Dialect::detect(&start, is_whole)?;
        let first = dialect.reader(&start[..]).unwrap().byte_records().next().unwrap().unwrap();
        let first: Vec<String> =
            first.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        let plan = Plan {
            dialect,
            intake: &DestinationRules::CONTACT_LIST,
            columns: Columns::map(&first, Header::Detect, &[], &DestinationRules::CONTACT_LIST, &[])?,
            numbers: Numbers::of("IN".parse().unwrap()),
            country: None,
            area_code: None,
            form: NumberForm::Digits,
            do_not_contact: DoNotContact::default(),
            opt_outs: OptOutColumns::default(),
            parts: FurtherParts::default(),
            left_out: LeftOut::default(),
            sent: NumberMemory::default(),
            may_have_unseen: true,
        };
        let mut rows = Rows::new(&plan, &mut content)?;
        let (mut contacts, mut rejected) = (Vec::new(), Vec::new());
        while let Some(verdict) = rows.judge_next()? {
            match verdict {
                Ok(number) => contacts.push(Value::Object(rows.contact(number))),
                Err(rejection) => rejected.push((rows.line(), rejection.code())),
            }
        }
        Ok((contacts, rejected, rows.counts().clone()))
    }

    #[test]
    fn fields_are_trimmed_and_empty_ones_left_out() {
        let text = "\u{feff}Phone;First Name;Last Name\n\"+91 98765 43210\"; Ada ;\n";
        let (contacts, rejected, counts) = read(text.as_bytes()).unwrap();
        assert_eq!(contacts, [json!({"phoneNumber": "919876543210", "firstName": "Ada"})]);
        assert_eq!((rejected, counts.rows, counts.accepted), (vec![], 1, 1));
    }

    #[test]
    fn every_row_that_is_not_sent_has_its_line_and_reason() {
        let long = "x".repeat(301);
        let text = format!(
            "phone,first name,time zone\n9876543210,a,\n\"9876543211\",\"two\nlines\",Asia/Kolkata\n9876543210,b,\n\
             9876543212,c\n9876543213,{long},\n9876543214,d,Mars/Base\n98765,e,\n,f,\n"
        );
        let (contacts, rejected, counts) = read(text.as_bytes()).unwrap();
        assert_eq!(contacts.len(), 2);
        let expected = [
            (5, "import/duplicate"),
            (6, "import/row-uneven"),
            (7, "import/cell-too-long"),
            (8, "import/time-zone-unknown"),
            (9, "import/number-too-short"),
            (10, "import/number-missing"),
        ];
        assert_eq!(rejected, expected);
        assert_eq!((counts.rows, counts.duplicates, counts.invalid), (8, 1, 5));
        assert_eq!(counts.invalid_by_code.get("import/row-uneven"), Some(&1));
    }

    #[test]
    fn a_long_cell_counts_its_characters_and_not_its_bytes() {
        let good = format!("phone,name\n9876543210,{}\n", "\u{937}".repeat(300));
        assert_eq!(read(good.as_bytes()).unwrap().0.len(), 1);
        let bad = format!("phone,name\n9876543210,{}\n", "\u{1f600}".repeat(151));
        assert_eq!(read(bad.as_bytes()).unwrap().1, [(2, "import/cell-too-long")]);
    }

    #[test]
    fn a_cell_that_is_no_text_is_rejected_only_where_it_would_be_sent() {
        let (contacts, rejected, _) =
            read(b"phone,first name,note\n9876543210,Ad\xe4,x\n9876543211,Ada,\xe4\n").unwrap();
        assert_eq!((contacts.len(), rejected), (1, vec![(2, "import/cell-not-utf8")]));
    }

    #[test]
    fn rows_of_nothing_but_separators_are_counted_and_passed_over() {
        let text = "phone,name\n,\n9876543210,Ada\n ,\" \"\n,,,\n,x\n\u{a0},\n,\n";
        let (contacts, rejected, counts) = read(text.as_bytes()).unwrap();
        assert_eq!((contacts.len(), rejected), (1, vec![(6, "import/number-missing")]));
        assert_eq!((counts.rows, counts.invalid, counts.blank), (2, 1, 5));
    }

    #[test]
    fn a_cell_with_a_number_behind_a_line_break_is_counted() {
        for (row, broken) in [
            ("9876543210,\"Ada\n+919876543211,Bo\"", 1),
            ("9876543210,\"Ada\r\nBo;98765 43211\"", 1),
            ("9876543210,\"Ada\n\"\"9876543211\"\",Bo\"", 1),
            ("9876543210,\"Ada\nLovelace\"", 0),
            ("9876543210,\"12 Main Street\nPIN 411001\"", 0),
            ("9876543210,\"1234567 Ada\nBo\"", 0),
        ] {
            let (_, _, counts) = read(format!("phone,name\n{row}\n").as_bytes()).unwrap();
            assert_eq!(
                (counts.broken, counts.first_broken_line),
                (broken, (broken > 0).then_some(2)),
                "{row}"
            );
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_is_named() {
        for rows in [3, 100_000] {
            let text = format!("phone,name\n9876543210,\"open\n{}", "9876543211,b\n".repeat(rows));
            let Err(ImportError::Wrong(problem)) = read(text.as_bytes()) else { panic!() };
            assert_eq!(problem.code, "import/quote-not-closed");
            assert!(problem.message.contains("line 2"), "{}", problem.message);
        }
    }
}
