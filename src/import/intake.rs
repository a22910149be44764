//! The destinations of contacts: their fields, the headers for each field, and their limits.

use super::content::SizeLimit;
use super::headers::ColumnContent;

/// A field that a destination knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DestinationField {
    /// Its name in a request.
    pub(super) name: &'static str,
    /// The contents of a column for the field, by its header.
    pub(super) meaning: ColumnContent,
}

/// Whether a column is sent that is not a known field and was not mapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OtherColumns {
    /// The column is not sent, and a message says so.
    LeftOut,
    /// The column is sent under its own header.
    Sent,
}

/// Whether the contacts of another file are added to those of the previous file, or replace them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaterFile {
    /// The file's contacts are added.
    Adds,
    /// The file's contacts replace those that were not reached yet.
    Replaces,
}

/// The limits and fields of a destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DestinationRules {
    /// The field that a contact must have.
    pub(super) phone: &'static str,
    /// The field that decides when a contact is called, which is checked; `None` if there is none.
    pub(super) time_zone: Option<&'static str>,
    /// All fields, the phone number first.
    pub(super) fields: &'static [DestinationField],
    pub(super) others: OtherColumns,
    /// Maximum number of columns of a file, if limited.
    pub(super) columns_max: Option<usize>,
    /// Maximum length of a cell, in UTF-16 code units, if limited.
    pub(super) cell_max_utf16: Option<usize>,
    /// Maximum size of a file, unless the operator sets another one.
    size: SizeLimit,
    /// Whether a second file adds contacts or replaces those of the first.
    pub later_file: LaterFile,
}

impl DestinationRules {
    /// A contact list. Kore.ai contract §12 and §17.
    pub const CONTACT_LIST: Self = Self {
        phone: "phoneNumber",
        time_zone: Some("timeZone"),
        fields: &[
            DestinationField { name: "phoneNumber", meaning: ColumnContent::Phone },
            DestinationField { name: "firstName", meaning: ColumnContent::FirstName },
            DestinationField { name: "lastName", meaning: ColumnContent::LastName },
            DestinationField { name: "timeZone", meaning: ColumnContent::TimeZone },
            DestinationField { name: "uniqueId", meaning: ColumnContent::UniqueId },
            DestinationField { name: "contactPriority", meaning: ColumnContent::ContactPriority },
        ],
        others: OtherColumns::LeftOut,
        columns_max: Some(150),
        cell_max_utf16: Some(300),
        size: SizeLimit {
            // A million contacts are about 20 MB. The guide's limit of 5 MB is for a file that the console uploads;
            // here, rows are sent and counted. This limit only prevents reading a wrong file to its end.
            bytes: 1024 * 1024 * 1024,
            help: "check that it is the right file; if it is, allow more with --max-size, such as --max-size 2GiB",
        },
        later_file: LaterFile::Adds,
    };

    /// A campaign that owns its contacts. Burki contract §6, which gives no limits. The size is what one request may
    /// reasonably carry.
    pub const CAMPAIGN: Self = Self {
        phone: "phone_number",
        time_zone: None,
        fields: &[
            DestinationField { name: "phone_number", meaning: ColumnContent::Phone },
            DestinationField { name: "name", meaning: ColumnContent::FullName },
            DestinationField { name: "email", meaning: ColumnContent::Email },
            DestinationField { name: "company", meaning: ColumnContent::Company },
        ],
        others: OtherColumns::Sent,
        columns_max: None,
        cell_max_utf16: None,
        size: SizeLimit {
            bytes: 25 * 1024 * 1024,
            help: "split it over several campaigns: all of it is sent in one request; if your account allows more, set --max-size, such as --max-size 50MiB",
        },
        later_file: LaterFile::Replaces,
    };

    /// The maximum size of a file: the one that the operator set, or the default.
    pub fn size_limit(&self, said: Option<u64>) -> SizeLimit {
        SizeLimit { bytes: said.unwrap_or(self.size.bytes), ..self.size }
    }

    /// The known field for a text: a field's name, or a header for it.
    pub(super) fn known_field(&self, text: &str) -> Option<&'static str> {
        let text = text.trim();
        let meaning = ColumnContent::of_header(text);
        let field = self.fields.iter().find(|field| field.name == text || Some(field.meaning) == meaning);
        field.map(|field| field.name)
    }
}

#[cfg(test)]
mod tests {
    use super::DestinationRules;

    #[test]
    fn a_field_is_known_by_its_name_and_by_its_usual_headers() {
        assert_eq!(DestinationRules::CONTACT_LIST.known_field(" Mobile No. "), Some("phoneNumber"));
        assert_eq!(DestinationRules::CAMPAIGN.known_field("Full Name"), Some("name"));
        assert_eq!(DestinationRules::CAMPAIGN.known_field("first name"), None);
        for intake in [DestinationRules::CONTACT_LIST, DestinationRules::CAMPAIGN] {
            assert_eq!(intake.fields.first().map(|field| field.name), Some(intake.phone));
            for field in intake.fields {
                assert_eq!(intake.known_field(field.name), Some(field.name));
            }
        }
    }
}
