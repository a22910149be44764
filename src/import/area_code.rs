//! The column with the area codes of numbers that are in another column without them. The columns are never joined: the
//! operator must say that two of them make a number.

use csv::ByteRecord;

use super::columns::Columns;
use super::headers::{is_among, plain, plain_words};
use crate::domain::number::{Number, NumberForm, NumberRegion, ReadNumber};

/// Headers of such a column, in the form of [`plain`].
const HEADERS: &str = "areacode area phoneareacode telareacode citycode stdcode std npa ortsvorwahl ortsnetz ortskennzahl \
    vorwahlort ddd lada codigodearea codigoarea codearea prefijolocal indicatifregional netnummer kengetal \
    riktnummer onkz localcode 市外局番 区号 區號";

/// A column of area codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaCodeColumn {
    place: usize,
}

impl AreaCodeColumn {
    /// The column of a file with such a header, unless it was left out by hand.
    pub fn search(header: &[String], columns: &Columns) -> Option<Self> {
        Self::among(header, |place| columns.may_be_country(place))
    }

    /// The first column with such a header that `may_be` accepts.
    pub(super) fn among(header: &[String], may_be: impl Fn(usize) -> bool) -> Option<Self> {
        let is_one = |place: &usize| may_be(*place) && says_area_code(&header[*place]);
        (0..header.len()).find(is_one).map(|place| Self { place })
    }

    /// Its cell of a row.
    pub(super) fn cell<'record>(&self, record: &'record ByteRecord) -> &'record [u8] {
        record.get(self.place).unwrap_or_default()
    }

    /// Whether a number that was written without a country code does not begin with the area code in the row's cell: it
    /// stands without it then, and is another one.
    pub(super) fn is_apart(&self, record: &ByteRecord, reading: &ReadNumber) -> bool {
        let cell = self.cell(record);
        let Some(country) = reading.assumed else { return false };
        begins_with_area_code(cell, reading.number, country) == Some(false)
    }
}

/// Whether a header names an area code. `Area code (Phone)` and `Phone area` do too.
fn says_area_code(header: &str) -> bool {
    let words = plain_words(header);
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    is_among(HEADERS, &plain(header))
        || has(&["area"]) && has(&["code", "cd", "phone", "mobile", "tel", "telephone"])
        || has(&["areacode"])
}

/// Whether a number begins, after its country code, with the area code in a cell; `None` if the cell has no digits.
pub(super) fn begins_with_area_code(cell: &[u8], number: Number, country: NumberRegion) -> Option<bool> {
    let cell = String::from_utf8_lossy(cell);
    let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
    let area = digits.trim_start_matches('0');
    let whole = number.written(NumberForm::Digits);
    (!area.is_empty()).then(|| whole.starts_with(&format!("{}{area}", country.calling_code())))
}

#[cfg(test)]
mod tests {
    use super::says_area_code;

    #[test]
    fn headers_that_say_area_code_are_known() {
        for header in [
            "Area Code",
            "area",
            "Area code (Phone)",
            "Phone area",
            "Mobile Area Code",
            "Area Cd",
            "Ortsvorwahl",
            "ONKZ",
            "市外局番",
            "区号",
            "DDD",
        ] {
            assert!(says_area_code(header), "{header}");
        }
        for header in ["Sales Area", "Code", "Phone", "Country Code", "Zip Code"] {
            assert!(!says_area_code(header), "{header}");
        }
    }
}
