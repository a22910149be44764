//! Numbers that must not be contacted, from the operator's own files.

mod entries;
mod row;

use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::OnceLock;

use csv::ByteRecord;

use self::entries::{Entries, UnreadCountry};
use self::row::{EntryReading, RowReading};
use super::ImportError;
use super::area_code::AreaCodeColumn;
use super::content::{Content, Fingerprint, SizeLimit};
use super::country_candidates::CountryEvidence;
use super::country_column::{Countries, CountryColumn};
use super::dialect::Dialect;
use super::entry_column::{CellEntries, EntryColumn};
use super::numbers_in_cell::NumbersInCell;
use super::records::{Records, has_broken_cell, is_blank, looks_like_a_number};
use super::text_check::TextCheck;
use crate::domain::finding::Problem;
use crate::domain::number::{
    DncEntry, NationalNumber, Number, NumberRegion, Numbers, PartialNumber, PartialNumbers, PhoneLine,
    Possible, ReadNumber, SoughtNumbers, WrongNumber, each_number_that_may_be_meant, each_possible_number,
    has_words, is_rounded_away, letters_hide_digits, partial_numbers, whole_parts,
};

/// Maximum size of a file. The platform's own limit for a do-not-contact list is a million numbers.
const LIMIT: SizeLimit =
    SizeLimit { bytes: 256 * 1024 * 1024, help: "split it, and give each part with its own --dnc" };
/// How many digits a number without its area code has: beside a whole number fewer are a remark.
const LOCAL_DIGITS: RangeInclusive<u32> = 7..=9;
/// How many numbers the entries of a file that cannot be read may mean together: more would need too much memory.
const POSSIBLE_MAX: u64 = 10_000_000;

/// Problems of a file that are not errors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Leniency {
    /// Entries that cannot be read are counted, and every number that may stand in them is left out.
    pub unusable: bool,
    /// A file may be without entries.
    pub empty: bool,
}

/// The counts of files and entries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EntryCounts {
    /// The number of files.
    pub files: u64,
    /// The number of entries.
    pub entries: u64,
    /// The number of entries whose line was in an earlier entry, in the same or another form.
    pub duplicates: u64,
    /// The number of entries that cannot be read and have no number, nor enough digits of one.
    pub unusable: u64,
    /// The number of entries that cannot be read: every number that may stand in them, or fits their digits, is left
    /// out.
    pub may_mean_somebody: u64,
}

/// Entries without a country code, and the country with which they were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssumedEntries {
    /// The country.
    pub region: NumberRegion,
    /// The column with the country; `None` if it comes from a setting.
    pub column: Option<String>,
    /// The number of entries.
    pub entries: u64,
}

/// A set of numbers, eight bytes each. Two forms of one line count once.
#[derive(Debug, Default)]
pub struct DoNotContact {
    lines: HashSet<PhoneLine>,
    /// The entries that were written without a country code. A contact that is written in the same way counts as the
    /// same person, whatever country its row has.
    nationals: HashSet<NationalNumber>,
    /// The numbers without a country code that may stand in entries that cannot be read, where no country is known:
    /// each keeps the numbers of all countries that have it from being contacted.
    of_any_country: HashSet<NationalNumber>,
    /// The known parts of the numbers in entries that have only a part of one.
    partial: Box<PartialNumbers>,
    /// All of these but the parts, to find them inside texts; made where the first text is read.
    sought: OnceLock<SoughtNumbers>,
    counts: EntryCounts,
    assumed: Vec<AssumedEntries>,
    fingerprints: Vec<Fingerprint>,
}

impl DoNotContact {
    /// Adds the numbers of a file: one on each line, or a CSV file with phone columns. Every number in any other column
    /// is an entry too, whatever its header. Each entry is checked like a contact. An entry that cannot be read is an
    /// error, since it may be meant for somebody, unless the leniency allows it. Returns a sentence that names such
    /// entries and says what becomes of them, if there are any.
    ///
    /// # Errors
    ///
    /// The file cannot be read or is not CSV; or, unless the leniency allows it, entries match nobody
    /// or there are none.
    pub fn add(
        &mut self,
        path: &Path,
        numbers: Numbers,
        leniency: Leniency,
    ) -> Result<Option<String>, ImportError> {
        self.sought = OnceLock::new();
        let mut content = Content::open(path, LIMIT)?;
        let (start, is_whole) = content.start()?;
        let dialect = Dialect::detect(&start, is_whole)?;
        // A cell that cannot be read may be somebody's number, in any column.
        if let Some(problem) = TextCheck::of(&mut content)?.problem(path) {
            return Err(problem.into());
        }
        let Some(layout) = Layout::of(dialect, &mut content)? else {
            return self.finish(path, Entries::default(), leniency);
        };
        let may_say = |place: usize| layout.columns[place].may_say_country();
        let may_be = |place: usize| may_say(place) != CountryEvidence::Nothing;
        let searched = match &layout.header {
            Some(header) => CountryColumn::search(header, may_say, None, dialect, &mut content)?,
            None => None,
        };
        let mut reading = EntryReading {
            columns: &layout.columns,
            country: searched.as_ref().filter(|column| !column.has_unnamed_codes()),
            searched: searched.as_ref(),
            area_code: layout.header.as_ref().and_then(|header| AreaCodeColumn::among(header, may_be)),
            countries: Countries::default(),
            numbers,
        };
        let mut records = Records::new(dialect, &mut content)?;
        let (mut record, mut entries, mut first_broken_line) = (ByteRecord::new(), Entries::default(), None);
        let mut is_header = layout.header.is_some();
        while records.read(&mut record)? {
            if has_broken_cell(&record) {
                first_broken_line.get_or_insert(records.line());
            }
            if !(is_blank(&record) || std::mem::take(&mut is_header)) {
                self.add_record(&record, records.line(), &mut reading, &mut entries);
            }
        }
        if let Some(line) = first_broken_line {
            return Err(broken(path, line).into());
        }
        self.fingerprints.push(content.fingerprint());
        self.finish(path, entries, leniency)
    }

    /// Adds the entries of one line.
    fn add_record(
        &mut self,
        record: &ByteRecord,
        line: u64,
        reading: &mut EntryReading<'_>,
        entries: &mut Entries,
    ) {
        let row = RowReading::of(record, reading);
        let (before, mut unread) = (entries.count, None);
        for (place, cell) in record.iter().enumerate().filter(|(_, cell)| !cell.trim_ascii().is_empty()) {
            let cell = String::from_utf8_lossy(cell);
            let found = row.read(&cell);
            match row.entries_of(place, &cell, found.err()) {
                CellEntries::Nothing => {}
                CellEntries::Beside(numbers) => {
                    for number in numbers {
                        self.take_read(&number, row.read(&number), &row, line, entries);
                    }
                }
                CellEntries::Whole => match (found, row.unclear) {
                    (Err(WrongNumber::NoCountry), Some(column)) => {
                        entries.count += 1;
                        unread = Some(column);
                    }
                    (Err(WrongNumber::NoCountry), None) => self.take(found, None, line, entries),
                    (Ok(entry), _) if row.is_apart(&entry) => {
                        self.take_unread(&cell, WrongNumber::AreaCodeApart, &row, line, entries);
                    }
                    (Err(wrong), _) => self.take_unread(&cell, wrong, &row, line, entries),
                    _ => self.take_read(&cell, found, &row, line, entries),
                },
            }
        }
        if let Some(column) = unread {
            let unread = || UnreadCountry::of(column, record);
            entries.country_unreadable.get_or_insert_with(unread).rows.add(line);
        }
        if entries.count == before {
            // Somebody stands in this line, and no number.
            self.take(Err(WrongNumber::Empty), None, line, entries);
        }
    }

    /// Takes an entry that can be read, with every country that its row may mean.
    fn take_read(
        &mut self,
        cell: &str,
        found: Result<DncEntry, WrongNumber>,
        row: &RowReading<'_>,
        line: u64,
        entries: &mut Entries,
    ) {
        // After it is counted: none of them makes it one that came before.
        self.take(found, row.said_by, line, entries);
        self.lines.extend(row.read_with_others(cell).flat_map(DncEntry::lines));
    }

    fn take(
        &mut self,
        found: Result<DncEntry, WrongNumber>,
        said_by: Option<&str>,
        line: u64,
        entries: &mut Entries,
    ) {
        entries.count += 1;
        match found {
            Ok(entry) => {
                entries.usable += 1;
                let news = entry.lines().filter(|line| self.lines.insert(*line)).count();
                self.counts.duplicates += u64::from(news == 0);
                self.nationals.extend(entry.national());
                if let Some(region) = entry.assumed() {
                    self.assume(region, said_by);
                }
            }
            Err(WrongNumber::NoCountry) => entries.without_country.add(line),
            Err(wrong) => entries.unusable.add(line, wrong),
        }
    }

    /// Takes an entry that cannot be read: each number that may stand in it is left out, alone and behind the codes
    /// that other columns have, each number of a range, and whichever fits the digits of a part of one.
    fn take_unread(
        &mut self,
        cell: &str,
        wrong: WrongNumber,
        row: &RowReading<'_>,
        line: u64,
        entries: &mut Entries,
    ) {
        let (mut is_somebodys, mut is_read) = (false, false);
        let countries = row.countries();
        for text in row.with_codes(cell) {
            let found = row.read(&text);
            for part in whole_parts(&text, row.numbers, row.own) {
                for entry in found.into_iter().chain(row.numbers.entries_in(&part, row.own)) {
                    entries.possible += 1;
                    (is_somebodys, is_read) = (true, true);
                    self.lines.extend(entry.lines());
                    self.nationals.extend(entry.national());
                }
                each_number_that_may_be_meant(&part, &countries, |Possible { numbers, national }| {
                    entries.possible += 1;
                    if entries.possible > POSSIBLE_MAX {
                        return;
                    }
                    // Digits that are nobody's keep nobody out, and the warning has to be true.
                    is_somebodys |=
                        countries.is_empty() || !is_somebodys && numbers.iter().any(|it| it.is_in_a_plan());
                    self.lines.extend(numbers.into_iter().map(Number::line));
                    if countries.is_empty() {
                        self.of_any_country.insert(national);
                    }
                });
            }
        }
        for range in row.numbers.ranges_in(cell, row.own) {
            if range.is_long() {
                entries.first_of_anybody.get_or_insert(line);
            }
            let room = POSSIBLE_MAX.saturating_sub(entries.possible);
            let lines = range.numbers().map(Number::line).inspect(|_| entries.possible += 1);
            self.lines.extend(lines.take(usize::try_from(room).unwrap_or(usize::MAX)));
        }
        if is_rounded_away(cell) {
            entries.first_of_anybody.get_or_insert(line);
        }
        // A whole number may be the beginning of one whose other digits are hidden, and other digits beside it the end
        // of another one, where they are as many as one without its area code has. Where letters are taken for digits,
        // only the end is known.
        let is_guessed = is_somebodys && !is_read && has_words(cell) && !letters_hide_digits(cell);
        let mut parts = partial_numbers(cell).unwrap_or_default();
        parts.retain(|part| match part {
            PartialNumber::End { length, .. } => !is_read || LOCAL_DIGITS.contains(length),
            PartialNumber::Masked { .. } if wrong == WrongNumber::Masked => true,
            PartialNumber::Masked { is_to_end: true, .. } => !is_read,
            _ => !is_guessed,
        });
        entries.possible += parts.len() as u64;
        entries.in_part += u64::from(!is_somebodys && !parts.is_empty());
        entries.may_mean_somebody += u64::from(is_somebodys || !parts.is_empty());
        for part in parts {
            self.partial.add(part);
        }
        self.take(Err(wrong), None, line, entries);
    }

    fn assume(&mut self, region: NumberRegion, column: Option<&str>) {
        let known =
            self.assumed.iter_mut().find(|known| known.region == region && known.column.as_deref() == column);
        match known {
            Some(known) => known.entries += 1,
            None => {
                self.assumed.push(AssumedEntries { region, column: column.map(str::to_owned), entries: 1 });
            }
        }
    }

    fn finish(
        &mut self,
        path: &Path,
        entries: Entries,
        leniency: Leniency,
    ) -> Result<Option<String>, ImportError> {
        self.counts.files += 1;
        self.counts.entries += entries.count;
        self.counts.unusable += entries.unusable.count - entries.may_mean_somebody;
        self.counts.may_mean_somebody += entries.may_mean_somebody;
        let shown = path.display();
        // Such entries can match somebody, so no leniency allows them.
        if let Some(unread) = &entries.country_unreadable {
            return Err(unread.problem(path).into());
        }
        if entries.without_country.count > 0 {
            return Err(ImportError::NoCountry { file: shown.to_string(), rows: entries.without_country });
        }
        if let Some(line) = entries.first_of_anybody {
            return Err(anybodys(path, line).into());
        }
        let unusable = entries.unusable_sentence(&shown.to_string());
        if entries.possible > POSSIBLE_MAX {
            let message = format!(
                "entries of {shown} that cannot be read may mean more than {POSSIBLE_MAX} numbers, which is too many to leave out"
            );
            return Err(Problem::error("import/do-not-contact-unreadable", message)
                .help("check that it is the right file, and write each number whole in a cell of its own")
                .into());
        }
        if let Some(message) = unusable.as_ref().filter(|_| !leniency.unusable) {
            return Err(Problem::error("import/do-not-contact-unreadable", message.clone())
                .help(
                    "write each number whole, with + and its country code, and name a column of numbers phone in the first \
                     line; or add --dnc-lenient to leave out every number that may stand in them",
                )
                .into());
        }
        if entries.usable + entries.may_mean_somebody == 0 && !leniency.empty {
            let message = match unusable {
                Some(message) => message,
                None => format!("the do-not-contact file {shown} has no entry"),
            };
            return Err(Problem::error("import/do-not-contact-empty", message)
                .help("export it again; if nobody is on it, add --dnc-may-be-empty")
                .into());
        }
        Ok(unusable.map(|message| format!("{message}; {}", entries.consequence())))
    }

    /// Whether a contact is in one of the files, by its line, or by its number as it is written without a country code.
    pub fn has(&self, contact: &ReadNumber) -> bool {
        self.lines.contains(&contact.number.line())
            || contact.national().is_some_and(|national| self.nationals.contains(&national))
            || !self.of_any_country.is_empty() && self.of_any_country.contains(&contact.behind_its_code())
            || self.partial.fit(contact.number.line())
    }

    /// Whether one of the files has any number that this entry may mean.
    pub fn has_entry(&self, entry: DncEntry) -> bool {
        entry.lines().any(|line| self.lines.contains(&line) || self.partial.fit(line))
            || entry.national().is_some_and(|national| self.nationals.contains(&national))
            || !self.of_any_country.is_empty()
                && entry.behind_codes().any(|national| self.of_any_country.contains(&national))
    }

    /// The numbers that stand somewhere in a text of which no number can be read, and that one of the files has.
    pub fn listed_in(&self, text: &str, countries: &[NumberRegion]) -> Vec<Number> {
        let (mut listed, mut known) = (Vec::new(), HashSet::new());
        if self.is_empty() {
            return listed;
        }
        let nationals = self.nationals.iter().chain(&self.of_any_country);
        let sought =
            self.sought.get_or_init(|| SoughtNumbers::of(self.lines.iter().copied(), nationals.copied()));
        each_possible_number(text, countries, sought, |Possible { numbers, national }| {
            let is_listed = self.nationals.contains(&national) || self.of_any_country.contains(&national);
            let listed_now = numbers.into_iter().filter(|it| is_listed || self.lines.contains(&it.line()));
            listed.extend(listed_now.filter(|number| known.insert(*number)));
        });
        listed
    }

    /// The lines whose numbers are known whole.
    pub(super) fn lines(&self) -> impl Iterator<Item = PhoneLine> {
        self.lines.iter().copied()
    }

    /// Whether nobody is in them.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.partial.is_empty()
    }

    /// The counts of files and entries; `None` without files.
    pub fn counts(&self) -> Option<EntryCounts> {
        (self.counts.files > 0).then_some(self.counts)
    }

    /// The entries without a country code, by the country with which they were read.
    pub fn assumed(&self) -> &[AssumedEntries] {
        &self.assumed
    }

    /// One fingerprint for all files, in order.
    pub fn fingerprint(&self) -> Fingerprint {
        let texts: Vec<&str> = self.fingerprints.iter().map(Fingerprint::as_str).collect();
        Fingerprint::of_texts(&texts)
    }
}

/// The places of the numbers in a file.
#[derive(Debug)]
struct Layout {
    header: Option<Vec<String>>,
    columns: Vec<EntryColumn>,
}

impl Layout {
    /// The layout of a file; `None` if the file is empty or has only blank lines.
    fn of(dialect: Dialect, content: &mut Content) -> Result<Option<Self>, ImportError> {
        let mut records = Records::new(dialect, content)?;
        let mut first = ByteRecord::new();
        while is_blank(&first) {
            if !records.read(&mut first)? {
                return Ok(None);
            }
        }
        let cells: Vec<String> =
            first.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
        let numbers: Vec<usize> =
            (0..cells.len()).filter(|place| looks_like_a_number(&cells[*place])).collect();
        let columns: Vec<EntryColumn> = cells.iter().map(|cell| EntryColumn::of_header(cell)).collect();
        // A line with a number is about somebody, whatever else is in it: `mobile,+12025550131`, `phone,tel
        // 2025550131`.
        let has_number =
            |cell: &String| NumbersInCell::of(cell, looks_like_a_number) != NumbersInCell::default();
        let others = cells.iter().zip(&columns).filter(|(_, column)| **column != EntryColumn::Phone);
        let is_somebody = others.map(|(cell, _)| cell).any(has_number);
        if columns.contains(&EntryColumn::Phone) && numbers.is_empty() && !is_somebody {
            return Ok(Some(Self { header: Some(cells), columns }));
        }
        let only_phone = |phone: usize| {
            let of_place = |place| if place == phone { EntryColumn::Phone } else { EntryColumn::Unknown };
            Some(Self { header: None, columns: (0..cells.len()).map(of_place).collect() })
        };
        // An unknown header may be somebody's entry, so it is checked as an entry and never skipped.
        if cells.len() == 1 {
            return Ok(only_phone(0));
        }
        if let [only] = numbers.as_slice() {
            return Ok(only_phone(*only));
        }
        let message =
            format!("kcamp cannot tell which column of {} holds the numbers", content.path().display());
        Err(Problem::error("import/no-phone-column", message)
            .help("name the columns in its first line, the one with the numbers phone")
            .into())
    }
}

/// The error for an entry that means more numbers than can be left out one by one.
fn anybodys(path: &Path, line: u64) -> Problem {
    let message = format!(
        "{}:{line}: a range of too many numbers, or one that a spreadsheet shortened so far that it may be anybody's",
        path.display()
    );
    Problem::error("import/do-not-contact-unreadable", message)
        .help("write each number whole, in a line of its own; in a spreadsheet format the column as text and export it again")
}

/// The error for a cell that may have included other lines, with people who must not be contacted.
fn broken(path: &Path, line: u64) -> Problem {
    Problem::error(
        "import/do-not-contact-unreadable",
        format!(
            "{}:{line}: a cell continues over a line break, and the next line looks like a number",
            path.display()
        ),
    )
    .help("close the quote where the cell ends, or remove that column: every number needs a line of its own")
}

#[cfg(test)]
mod tests;
