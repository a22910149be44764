//! Limits the memory that the rows of a listing take: pages come for as long as a server says that there are more.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::error::PlatformError;
use crate::domain::burki_contact::{CampaignContact, Execution};
use crate::domain::kore_contact::KoreContact;
use crate::domain::live::{
    LiveBurkiCampaign, LiveCallingHours, LiveCampaign, LiveContact, LiveKoreCampaign, LiveWindow, OwnFields,
};
use crate::domain::plain::{PlainValue, PlainValues};

/// The most memory that the rows of one listing may take, in bytes. Showing them takes several times as much.
const LISTING_MAX_BYTES: usize = 12 * 1024 * 1024;
/// The overhead of a row, in bytes: its id in the set of ids seen, and what a table keeps of its cells.
const ROW_BYTES: usize = 200;
/// The overhead of an entry of a map, in bytes: its place in the table, and what the allocator rounds up.
const ENTRY_BYTES: usize = 56;

/// The memory of the rows of one listing, counted page by page.
#[derive(Debug, Default)]
pub struct Footprint {
    rows: usize,
    bytes: usize,
}

impl Footprint {
    /// Counts the rows of one more page.
    ///
    /// # Errors
    ///
    /// If the listing takes more memory than allowed. The error has the number of rows before this page.
    pub fn add<Row: HeapSize>(&mut self, purpose: &str, rows: &[Row]) -> Result<(), PlatformError> {
        self.bytes += rows.iter().map(|row| ROW_BYTES + size_of::<Row>() + row.on_heap()).sum::<usize>();
        if self.bytes > LISTING_MAX_BYTES {
            return Err(PlatformError::list_too_long(purpose, self.rows));
        }
        self.rows += rows.len();
        Ok(())
    }
}

/// A value that keeps memory on the heap beyond its own size.
pub trait HeapSize {
    /// The approximate number of bytes on the heap.
    fn on_heap(&self) -> usize;
}

impl HeapSize for String {
    fn on_heap(&self) -> usize {
        self.len()
    }
}

impl<T: HeapSize> HeapSize for Option<T> {
    fn on_heap(&self) -> usize {
        self.as_ref().map_or(0, HeapSize::on_heap)
    }
}

impl<T: HeapSize> HeapSize for Vec<T> {
    fn on_heap(&self) -> usize {
        self.iter().map(|item| size_of::<T>() + item.on_heap()).sum()
    }
}

impl HeapSize for BTreeMap<String, String> {
    fn on_heap(&self) -> usize {
        self.iter().map(|(key, value)| 2 * size_of::<String>() + ENTRY_BYTES + key.len() + value.len()).sum()
    }
}

impl HeapSize for PlainValues {
    fn on_heap(&self) -> usize {
        let entry = size_of::<String>() + size_of::<PlainValue>() + ENTRY_BYTES;
        self.iter().map(|(key, value)| entry + key.len() + value.on_heap()).sum()
    }
}

impl HeapSize for PlainValue {
    fn on_heap(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Number(_) => 0,
            Self::Words(words) => words.on_heap(),
            Self::Pairs(pairs) => pairs.on_heap(),
        }
    }
}

impl HeapSize for Map<String, Value> {
    fn on_heap(&self) -> usize {
        let entry = size_of::<String>() + size_of::<Value>() + ENTRY_BYTES;
        self.iter().map(|(key, value)| entry + key.len() + value.on_heap()).sum()
    }
}

impl HeapSize for Value {
    fn on_heap(&self) -> usize {
        match self {
            Self::String(text) => text.on_heap(),
            Self::Array(items) => items.on_heap(),
            Self::Object(entries) => entries.on_heap(),
            Self::Null | Self::Bool(_) | Self::Number(_) => 0,
        }
    }
}

impl HeapSize for LiveCampaign {
    fn on_heap(&self) -> usize {
        // A status that is not documented is a text of any length.
        let named = self.id.as_str().len() + self.name.len() + self.status.as_str().len();
        let unread: usize = self.unread.iter().map(|key| size_of::<String>() + ENTRY_BYTES + key.len()).sum();
        let own = match &self.own {
            OwnFields::Kore(own) => size_of::<LiveKoreCampaign>() + own.on_heap(),
            OwnFields::Burki(own) => size_of::<LiveBurkiCampaign>() + own.on_heap(),
        };
        named + self.description.on_heap() + self.plain.on_heap() + unread + own
    }
}

impl HeapSize for LiveKoreCampaign {
    fn on_heap(&self) -> usize {
        let texts = [
            &self.dnc_list,
            &self.caller_id,
            &self.dialing_mode,
            &self.format,
            &self.message,
            &self.template_name,
            &self.template_id,
            &self.experience_flow,
            &self.connection,
            &self.instance_id,
        ];
        texts.into_iter().map(HeapSize::on_heap).sum::<usize>()
            + self.contact_lists.on_heap()
            + self.several_dnc_lists.on_heap()
            + self.calling_hours.on_heap()
    }
}
impl HeapSize for LiveBurkiCampaign {
    fn on_heap(&self) -> usize {
        let texts = [&self.medium, &self.assistant_name, &self.last_import_file_name];
        texts.into_iter().map(HeapSize::on_heap).sum::<usize>()
            + self.templates.by_key().into_iter().filter_map(|(_, text)| text).map(str::len).sum::<usize>()
    }
}

impl HeapSize for LiveCallingHours {
    fn on_heap(&self) -> usize {
        self.frequency.on_heap() + self.timezone.on_heap() + self.windows.on_heap()
    }
}

impl HeapSize for LiveWindow {
    fn on_heap(&self) -> usize {
        self.day.len() + self.start.len() + self.end.len()
    }
}

impl HeapSize for LiveContact {
    fn on_heap(&self) -> usize {
        self.id.len() + self.phone_number.len()
    }
}

impl HeapSize for KoreContact {
    fn on_heap(&self) -> usize {
        let texts = [&self.unique_id, &self.outcome, &self.session_id, &self.status, &self.status_detail];
        self.phone_number.len()
            + texts.into_iter().map(HeapSize::on_heap).sum::<usize>()
            + self.dispositions.on_heap()
    }
}

impl HeapSize for CampaignContact {
    fn on_heap(&self) -> usize {
        let texts = [&self.company, &self.source, &self.status];
        self.id.len()
            + self.phone_number.len()
            + texts.into_iter().map(HeapSize::on_heap).sum::<usize>()
            + self.variables.on_heap()
            + self.custom_fields.on_heap()
    }
}

impl HeapSize for Execution {
    fn on_heap(&self) -> usize {
        let texts = [
            &self.contact_id,
            &self.contact_name,
            &self.contact_phone,
            &self.status,
            &self.call_id,
            &self.sms_id,
            &self.error,
            &self.retry_reason,
        ];
        self.id.len() + texts.into_iter().map(HeapSize::on_heap).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use serde_json::{Value, json};

    use super::{Footprint, HeapSize, LISTING_MAX_BYTES};
    use crate::domain::live::{CampaignId, CampaignStatus, LiveCampaign, LiveKoreCampaign};
    use crate::platform::error::PlatformError;

    #[test]
    fn pages_without_an_end_end_with_the_number_of_rows_before() {
        let page: Vec<Value> =
            (0..100).map(|number| json!({"id": number, "text": "x".repeat(1_000)})).collect();
        let mut footprint = Footprint::default();
        let mut pages = 0;
        let error = loop {
            match footprint.add("list the rows", &page) {
                Ok(()) => pages += 1,
                Err(error) => break error,
            }
        };
        assert!(pages > 50 && pages * 100 * 1_000 < LISTING_MAX_BYTES, "{pages}");
        let expected = PlatformError::list_too_long("list the rows", pages * 100);
        assert_eq!(error, expected);
    }

    #[test]
    fn ten_thousand_campaigns_with_descriptions_are_far_from_the_bound() {
        let name = "Renewal reminder of the north, second wave".to_owned();
        let contact_lists = vec!["Renewals due in July".to_owned(); 2];
        let own = LiveKoreCampaign { contact_lists, ..LiveKoreCampaign::default() };
        let campaign = LiveCampaign {
            description: Some("d".repeat(100)),
            ..LiveCampaign::new(CampaignId::reported("cd-1".to_owned()), name, CampaignStatus::Ready, own)
        };
        Footprint::default().add("list the campaigns", &vec![campaign; 10_000]).unwrap();
    }

    #[test]
    fn every_text_of_a_value_counts() {
        let text = "x".repeat(10_000);
        for value in
            [json!(text), json!([text]), json!({"a": text}), json!({&text: 1}), json!([[{"a": [text]}]])]
        {
            assert!(value.on_heap() >= 10_000, "{}", value.to_string().len());
        }
        assert!(json!(vec![0; 1_000]).on_heap() >= 32_000);
    }
}
