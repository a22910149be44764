//! Contacts at their destination: the fields that it knows, the headers that are taken for them, and the most that it takes.

use super::content::SizeLimit;
use super::headers::ColumnContent;

/// A field that a destination knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field {
    /// Its name in a request.
    pub(super) name: &'static str,
    /// The kind of contents of a column that is taken for it, by its header.
    pub(super) meaning: ColumnContent,
}

/// Whether a column is sent that is not a known field and that nobody mapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OtherColumns {
    /// It is not sent, and that is said.
    LeftOut,
    /// It is sent under its own header.
    Kept,
}

/// Whether the contacts of another file are added to those of the file before it, or replace them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaterFile {
    /// Its contacts come beside them.
    Adds,
    /// Its contacts take the place of those that were not reached yet.
    Replaces,
}

/// The limits and fields of a destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Intake {
    /// The field that a contact must have.
    pub(super) phone: &'static str,
    /// The field that decides when a contact is called, and so is checked; where there is one.
    pub(super) time_zone: Option<&'static str>,
    /// All fields, the phone number first.
    pub(super) fields: &'static [Field],
    pub(super) others: OtherColumns,
    /// Most columns of a file, where there is a limit.
    pub(super) columns_max: Option<usize>,
    /// Most characters of one cell, in UTF-16 code units, where there is a limit.
    pub(super) cell_max_utf16: Option<usize>,
    /// The most bytes of a file, unless the operator says otherwise.
    size: SizeLimit,
    /// Whether a second file adds contacts or replaces those of the first.
    pub later_file: LaterFile,
}

impl Intake {
    /// A contact list. Kore.ai contract §12 and §17.
    pub const CONTACT_LIST: Self = Self {
        phone: "phoneNumber",
        time_zone: Some("timeZone"),
        fields: &[
            Field { name: "phoneNumber", meaning: ColumnContent::Phone },
            Field { name: "firstName", meaning: ColumnContent::FirstName },
            Field { name: "lastName", meaning: ColumnContent::LastName },
            Field { name: "timeZone", meaning: ColumnContent::TimeZone },
            Field { name: "uniqueId", meaning: ColumnContent::UniqueId },
            Field { name: "contactPriority", meaning: ColumnContent::ContactPriority },
        ],
        others: OtherColumns::LeftOut,
        columns_max: Some(150),
        cell_max_utf16: Some(300),
        size: SizeLimit {
            // A million contacts are some 20 MB. The guide's 5 MB are of a file that the console uploads; rows are sent here,
            // and counted. This only keeps a wrong file from being read to its end.
            bytes: 1024 * 1024 * 1024,
            help: "check that it is the right file; if it is, allow more with --max-size, such as --max-size 2GiB",
        },
        later_file: LaterFile::Adds,
    };

    /// A campaign that owns its contacts. Burki contract §6, which gives no limits: the bytes are what one request
    /// may well carry.
    pub const CAMPAIGN: Self = Self {
        phone: "phone_number",
        time_zone: None,
        fields: &[
            Field { name: "phone_number", meaning: ColumnContent::Phone },
            Field { name: "name", meaning: ColumnContent::FullName },
            Field { name: "email", meaning: ColumnContent::Email },
            Field { name: "company", meaning: ColumnContent::Company },
        ],
        others: OtherColumns::Kept,
        columns_max: None,
        cell_max_utf16: None,
        size: SizeLimit {
            bytes: 25 * 1024 * 1024,
            help: "split it over several campaigns: all of it is sent in one request; if your account allows more, set --max-size, such as --max-size 50MiB",
        },
        later_file: LaterFile::Replaces,
    };

    /// The most bytes of a file: what the operator says, or the usual.
    #[must_use]
    pub fn size_limit(&self, said: Option<u64>) -> SizeLimit {
        SizeLimit { bytes: said.unwrap_or(self.size.bytes), ..self.size }
    }

    /// The known field that a text means: its name, or a header that is taken for it.
    pub(super) fn known_field(&self, text: &str) -> Option<&'static str> {
        let text = text.trim();
        let meaning = ColumnContent::of_header(text);
        let field = self.fields.iter().find(|field| field.name == text || Some(field.meaning) == meaning);
        field.map(|field| field.name)
    }
}

#[cfg(test)]
mod tests {
    use super::Intake;

    #[test]
    fn a_field_is_known_by_its_name_and_by_its_usual_headers() {
        assert_eq!(Intake::CONTACT_LIST.known_field(" Mobile No. "), Some("phoneNumber"));
        assert_eq!(Intake::CAMPAIGN.known_field("Full Name"), Some("name"));
        assert_eq!(Intake::CAMPAIGN.known_field("first name"), None);
        for intake in [Intake::CONTACT_LIST, Intake::CAMPAIGN] {
            assert_eq!(intake.fields.first().map(|field| field.name), Some(intake.phone));
            for field in intake.fields {
                assert_eq!(intake.known_field(field.name), Some(field.name));
            }
        }
    }
}
