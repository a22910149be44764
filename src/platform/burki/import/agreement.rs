//! Whether a campaign's data about its last import and its contacts agrees with a file that was sent.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::domain::burki_contact::{CampaignContact, ContactFile, ImportReading};
use crate::domain::live::LiveCampaign;
use crate::domain::plural::counted;
use crate::platform::answer_values::{instant, text};
use crate::platform::http::ClockReading;
use crate::platform::recovery::Age;

/// The name of the column that holds the phone number.
const NUMBER: &str = "phone_number";

/// A file as it was sent: the values beside each number, under the names that the platform uses.
pub(super) struct SentFile {
    name: String,
    rows: BTreeMap<String, BTreeMap<String, String>>,
}

impl SentFile {
    /// Reads a file. `None` where it has no column of numbers; such a file cannot have been sent.
    pub(super) fn of(file: &ContactFile) -> Option<Self> {
        let mut reader = csv::ReaderBuilder::new().from_reader(file.text.as_bytes());
        let header = reader.headers().ok()?.clone();
        let mapped = |name: &str| file.column_mappings.get(name).map_or(name, String::as_str).to_owned();
        let names: Vec<String> = header.iter().map(mapped).collect();
        let at = names.iter().position(|name| name == NUMBER)?;
        let mut rows = BTreeMap::new();
        for record in reader.records() {
            let record = record.ok()?;
            let mut values: BTreeMap<String, String> =
                names.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
            values.remove(NUMBER);
            rows.insert(record.get(at)?.to_owned(), values);
        }
        Some(Self { name: file.name(), rows })
    }

    /// The phone numbers that are sent.
    pub(super) fn numbers(&self) -> Vec<String> {
        self.rows.keys().cloned().collect()
    }

    /// The reason, in words, why the platform's answer about a finished import does not show that it imported this
    /// file; `None` where it does.
    pub(super) fn doubt(
        &self,
        reading: &ImportReading,
        clock: Option<ClockReading>,
        sent: Duration,
    ) -> Option<String> {
        let answer = &reading.answer;
        if let Some(name) = text(answer, "file_name").filter(|name| *name != self.name) {
            return Some(format!("of the file {name:?}, which is another one"));
        }
        let at = instant(answer, "import_date");
        if let Some(at) = at.filter(|at| Age::of(Some(*at), clock, sent) == Age::Older) {
            return Some(format!("of {at}, before this file was sent"));
        }
        let Some(imported) = reading.imported else {
            return Some("without the number of contacts that it took in".to_owned());
        };
        let rows = u64::try_from(self.rows.len()).unwrap_or(u64::MAX);
        let left_out = reading.duplicates.unwrap_or(0).saturating_add(reading.invalid.unwrap_or(0));
        if imported.saturating_add(left_out) != rows {
            return Some(format!(
                "of {}, and {rows} were sent",
                counted(imported.saturating_add(left_out), "contact")
            ));
        }
        reading.total.filter(|total| *total < imported).map(|total| {
            format!("of {}, and says that the campaign has {total}", counted(imported, "contact"))
        })
    }

    /// The reason, in words, why the campaign's last import is not shown to be of this file; `None` where name and
    /// time agree. [`Self::difference`] compares its number of rows.
    pub(super) fn other_import(
        &self,
        live: &LiveCampaign,
        clock: Option<ClockReading>,
        sent: Duration,
    ) -> Option<String> {
        let own = live.burki();
        let Some(name) = own.and_then(|it| it.last_import_file_name.as_deref()) else {
            return Some("read back, the campaign tells of no import".to_owned());
        };
        let at = own.and_then(|it| it.last_import_at);
        if name != self.name {
            let when = at.map_or_else(String::new, |at| format!(" of {at}"));
            return Some(format!("read back, its last import is {name:?}{when}"));
        }
        let age = Age::of(at, clock, sent);
        (age != Age::Fresh)
            .then(|| format!("read back, its last import has this name, and {}", age.words("import")))
    }

    /// How the campaign's contacts and the number of rows of its last import differ from what was sent, in words;
    /// `None` where they agree.
    pub(super) fn difference(
        &self,
        contacts: &[CampaignContact],
        imported: Option<u64>,
        clock: Option<ClockReading>,
        sent: Duration,
    ) -> Option<String> {
        let there: BTreeMap<&str, &CampaignContact> =
            contacts.iter().map(|contact| (contact.phone_number.as_str(), contact)).collect();
        let missing = self.rows.keys().filter(|number| !there.contains_key(number.as_str())).count();
        if missing > 0 {
            return Some(format!("read back, {missing} of {} contacts are missing", self.rows.len()));
        }
        let new: Vec<(&CampaignContact, &BTreeMap<String, String>)> = self
            .rows
            .iter()
            .filter_map(|(number, values)| Some((*there.get(number.as_str())?, values)))
            .filter(|(contact, _)| Age::of(contact.created_at, clock, sent) != Age::Older)
            .collect();
        // A number that was reached before is not imported again; whether it is counted is not documented.
        let counted = imported.and_then(|count| usize::try_from(count).ok());
        if !counted.is_some_and(|count| count == new.len() || count == self.rows.len()) {
            let told = counted.map_or_else(|| "not told".to_owned(), |count| count.to_string());
            return Some(format!(
                "read back, the number of rows of its last import is {told}, and {} were sent",
                self.rows.len()
            ));
        }
        let other = new.iter().filter(|(contact, values)| holds_other(contact, values)).count();
        (other > 0).then(|| {
            format!("read back, {other} of {} contacts have other values than were sent", self.rows.len())
        })
    }
}

/// Whether a contact has a reported value that differs from the one that was sent.
fn holds_other(contact: &CampaignContact, sent: &BTreeMap<String, String>) -> bool {
    sent.iter().any(|(name, value)| {
        let held = contact.variables.get(name).or_else(|| contact.custom_fields.get(name));
        held.is_some_and(|held| held.trim() != value.trim())
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::SentFile;
    use crate::domain::burki_contact::{CampaignContact, ContactFile};
    use crate::platform::http::ClockReading;

    fn sent() -> Option<SentFile> {
        SentFile::of(&ContactFile {
            path: "lists/c.csv".into(),
            text: "Mobile,Name,tariff\n+12025550123,Ada,gold\n+12025550124,\"Bo, B\",\n".into(),
            column_mappings: [("Mobile", "phone_number"), ("Name", "name")]
                .map(|(column, field)| (column.to_owned(), field.to_owned()))
                .into(),
        })
    }

    fn contact(number: &str, name: &str, created: i64) -> CampaignContact {
        CampaignContact {
            id: number.into(),
            phone_number: number.into(),
            company: None,
            source: None,
            variables: [("name".to_owned(), name.to_owned())].into(),
            custom_fields: [].into(),
            status: Some("pending".into()),
            attempts: None,
            created_at: Timestamp::from_second(created).ok(),
            last_attempt_at: None,
        }
    }

    /// The difference for a file that was sent in second 1,000,000, and read back ten seconds later.
    fn difference(contacts: &[CampaignContact], imported: Option<u64>) -> Option<String> {
        let date = Timestamp::from_second(1_000_010).unwrap_or_default();
        let clock = Some(ClockReading { date, read: Duration::from_secs(10) });
        sent()
            .map_or(Some("unread".into()), |sent| sent.difference(contacts, imported, clock, Duration::ZERO))
    }

    #[test]
    fn what_was_sent_agrees_with_itself_alone() {
        let ada = || contact("+12025550123", "Ada", 1_000_001);
        let bo = || contact("+12025550124", "Bo, B", 1_000_001);
        assert_eq!(difference(&[ada(), bo()], Some(2)), None);
        // One contact was reached before: whether it is counted is not documented.
        let before = || contact("+12025550124", "Bo of then", 900_000);
        for count in [1, 2] {
            assert_eq!(difference(&[ada(), before()], Some(count)), None, "{count}");
        }
        // Other contacts that were reached before stay.
        assert_eq!(difference(&[ada(), bo(), contact("+12025550199", "Cy", 900_000)], Some(2)), None);
        for (contacts, count, words) in [
            (vec![ada()], Some(2), "1 of 2 contacts are missing"),
            (vec![], Some(2), "2 of 2"),
            (vec![ada(), bo()], Some(50), "the number of rows of its last import is 50, and 2 were sent"),
            (vec![ada(), bo()], Some(1), "last import is 1, and 2"),
            (vec![ada(), bo()], None, "is not told"),
            (
                vec![ada(), contact("+12025550124", "Another", 1_000_001)],
                Some(2),
                "1 of 2 contacts have other",
            ),
        ] {
            let said = difference(&contacts, count).unwrap_or_default();
            assert!(said.contains(words), "{words}: {said}");
        }
    }
}
