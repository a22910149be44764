//! The columns of a contact file that say who opted out.

mod header;

use std::collections::HashMap;

use csv::ByteRecord;

use self::header::{Says, is_opt_out};
use super::columns::Columns;
use super::headers::plain;
use crate::domain::number::{Line, Number};

/// Words of a cell that say no, written as [`plain`] writes them; so do zeros.
const NO: &[&str] = &[
    "no",
    "n",
    "false",
    "f",
    "off",
    "none",
    "never",
    "nein",
    "non",
    "nao",
    "nee",
    "nej",
    "nei",
    "nie",
    "falsch",
    "falso",
    "faux",
    "hayır",
    "hayir",
    "нет",
    "ні",
    "नहीं",
    "لا",
    "否",
    "いいえ",
    "아니요",
];

/// Words that say in a column of opt-outs that somebody did not opt out.
const NOT_OPTED_OUT: &[&str] = &[
    "null",
    "nil",
    "na",
    "ok",
    "okay",
    "clean",
    "cleared",
    "clear",
    "safe",
    "allow",
    "allowed",
    "callable",
    "optin",
    "optedin",
    "subscribed",
    "notoptedout",
    "notblocked",
    "unblocked",
    "notlisted",
    "notonlist",
];

/// Words that say in a column of consents that there is none.
const NO_CONSENT: &[&str] = &[
    "revoked",
    "withdrawn",
    "denied",
    "declined",
    "refused",
    "rejected",
    "notgiven",
    "notgranted",
    "noconsent",
    "notoptedin",
    "notsubscribed",
    "out",
];

/// How a state begins that says that somebody opted out; a reason or a date may stand behind it.
const OPTED_OUT: &[&str] =
    &["unsubscribed", "optedout", "optout", "donotcall", "donotcontact", "donottext", "dontcall"];

/// Words with which people answer a text that they want no more; only where nothing else is in a cell.
const STOP: &[&str] = &["stop", "stopall"];

/// The ways to say no of which nobody has to be told that they do.
const PLAIN_NO: &[&str] = &["no", "n", "false", "f", "0"];

/// Signs that mark a cell where nothing else is in it.
const MARKS: [char; 5] = ['*', '+', '!', '?', '#'];

/// The columns of a file that say who opted out, and whose numbers they say it of.
#[derive(Debug, Default)]
pub struct OptOutColumns {
    /// Each with its place.
    columns: Vec<(usize, Says)>,
    /// The numbers of the rows that say so, with the place of the column: who opted out in one row did in every other.
    lines: HashMap<Line, usize>,
}

impl OptOutColumns {
    /// The columns of a file whose headers say so, but those that were left out by hand.
    #[must_use]
    pub fn search(header: &[String], columns: &Columns) -> Self {
        let places = (0..header.len()).filter(|place| columns.may_be_country(*place));
        let columns = places.filter_map(|place| Some((place, Says::of_header(&header[place])?))).collect();
        Self { columns, lines: HashMap::new() }
    }

    /// Whether no column says who opted out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The places of the columns.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().map(|(place, _)| *place)
    }

    /// Adds the numbers of all rows of a reading that say that somebody opted out.
    pub fn add(&mut self, opted_out: Vec<(Line, usize)>) {
        self.lines.extend(opted_out);
    }

    /// The place of the first column by which a row is that of somebody who opted out.
    pub(super) fn of_row(&self, record: &ByteRecord) -> Option<usize> {
        let opted_out = |(place, says): &&(usize, Says)| {
            says.opted_out(&String::from_utf8_lossy(record.get(*place).unwrap_or_default()))
        };
        self.columns.iter().find(opted_out).map(|(place, _)| *place)
    }

    /// The cells of a row that say something in a column of opt-outs and count as a no, but not in the plainest words, such as `-`,
    /// `0.0` or `clear`; each with the column's place.
    pub fn taken_for_no(&self, record: &ByteRecord) -> impl Iterator<Item = (usize, String)> {
        self.columns.iter().filter(|(_, says)| *says == Says::OptOut).filter_map(|(place, says)| {
            let cell = String::from_utf8_lossy(record.get(*place)?).trim().to_owned();
            let is_plain = cell.is_empty() || PLAIN_NO.contains(&cell.to_lowercase().as_str());
            (!is_plain && !says.opted_out(&cell)).then_some((*place, cell))
        })
    }

    /// Whether a column says of a number that its person opted out.
    #[must_use]
    pub fn has(&self, number: Number) -> bool {
        self.of_line(number.line()).is_some()
    }

    /// The place of the column by which the person of a number opted out in some row.
    pub(super) fn of_line(&self, line: Line) -> Option<usize> {
        self.lines.get(&line).copied()
    }
}

impl Says {
    /// Whether a cell says that somebody opted out.
    fn opted_out(self, cell: &str) -> bool {
        let word = plain(cell);
        let is_one_of = |words: &[&str]| words.contains(&word.as_str());
        let says_no = || is_one_of(NO) || word.chars().all(|digit| digit == '0');
        let is_opt_out = || {
            is_opt_out(cell)
                || is_one_of(STOP)
                || OPTED_OUT.iter().any(|beginning| word.starts_with(beginning))
        };
        match self {
            _ if word.is_empty() => self == Self::OptOut && cell.contains(MARKS),
            Self::OptOut => !says_no() && !is_one_of(NOT_OPTED_OUT),
            Self::Consent => says_no() || is_one_of(NO_CONSENT) || is_opt_out(),
            Self::Status => is_opt_out(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Says;

    #[test]
    #[expect(clippy::too_many_lines, reason = "one table of cases")]
    fn a_header_says_what_its_column_is_in_every_way_of_writing_it() {
        for (says, headers) in [
            (
                Some(Says::OptOut),
                &[
                    "Do Not Call",
                    "DoNotCall",
                    "do_not_call",
                    "DO-NOT-CALL",
                    "Do not contact",
                    "Do Not Text",
                    "DNC",
                    "dnc",
                    "Opt out",
                    "opt_out",
                    "Opt-Out",
                    "OptedOut",
                    "Opted out",
                    "Unsubscribed",
                    "Suppress",
                    "suppressed",
                    "Blocked",
                    "Do Not Call?",
                    "Nicht anrufen",
                    "Désinscrit",
                    "Não ligar",
                    "Do_Not_Call__c",
                    "DO NOT CALL (SMS)",
                    "Please do not call",
                    "Do not send SMS",
                    "HasOptedOutOfSms",
                    "Has_Opted_Out_Of_SMS__c",
                    "Opt Out Voice",
                    "Customer opt-out",
                    "optOutReason",
                    "DNC_Status",
                    "dnc flag",
                    "Federal DNC",
                    "TPS",
                    "CTPS registered",
                    "Robinson",
                    "Robinson-Liste",
                    "Telefonsperre",
                    "Bloctel",
                    "Inscrit Bloctel",
                    "Kein Anruf",
                    "Keine Werbeanrufe / nicht anrufen",
                    "Ne pas m'appeler",
                    "Not opted in",
                    "No consent",
                    "Blocked for calls",
                    "Opted out of email and SMS",
                ][..],
            ),
            (
                Some(Says::Consent),
                &[
                    "Consent",
                    "consent",
                    "Opt in",
                    "opt_in",
                    "OptedIn",
                    "Opted-In",
                    "Subscribed",
                    "SMS consent",
                    "GDPR consent",
                    "GDPR_Consent__c",
                    "Consent to calls",
                    "Contactable",
                    "Can call",
                    "canText",
                    "May contact",
                    "OK to call?",
                    "Allow calls",
                    "Calls allowed",
                    "Permission to contact",
                    "Einwilligung Telefon",
                    "Not opted out",
                    "Opt in/out",
                ],
            ),
            (Some(Says::Status), &["Status", "status", "Contact Status", "Subscription status"]),
            (
                None,
                &[
                    "Dnc list name",
                    "Call",
                    "Notes",
                    "Email opt out",
                    "Block",
                    "Status date",
                    "Opt",
                    "Subscriber id",
                    "Phone",
                    "Call back",
                    "Contact",
                    "",
                    "HasOptedOutOfEmail",
                    "HasOptedOutOfFax",
                    "Email_Opt_Out__c",
                    "Do Not Mail",
                    "Email consent",
                    "Newsletter opt in",
                    "Unsubscribe link",
                    "Opt-out URL",
                    "DNC checked",
                    "Do not call before",
                    "No. of calls",
                    "May calls",
                    "Calls",
                    "Last call",
                    "Not called",
                    "Text",
                    "Message",
                    "Blocked by user 7",
                    "Cookie consent",
                    "Permissions",
                    "Candidate",
                    "Optician",
                    "Outcome",
                ],
            ),
        ] {
            for header in headers {
                assert_eq!(Says::of_header(header), says, "{header}");
            }
        }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "one table of cases")]
    fn a_cell_says_whether_somebody_opted_out() {
        for (says, out, cells) in [
            (
                Says::OptOut,
                true,
                &[
                    "yes",
                    "Y",
                    "TRUE",
                    "t",
                    "1",
                    "x",
                    "ja",
                    "si",
                    "Sí",
                    "oui",
                    " true ",
                    "=TRUE()",
                    "2026-11-02",
                    "asked on the phone",
                    "STOP",
                    "*",
                    "✓",
                    "Do Not Allow",
                    "?",
                    "10",
                    "active",
                    "Registered",
                ][..],
            ),
            (
                Says::OptOut,
                false,
                &[
                    "",
                    " ",
                    "no",
                    "N",
                    "FALSE",
                    "f",
                    "0",
                    "-",
                    "–",
                    "\u{a0}",
                    "nein",
                    "Não",
                    "0.0",
                    "0000-00-00",
                    "N/A",
                    "null",
                    "Allow",
                    "none",
                    "No!",
                    "no.",
                    "0.00",
                    "--",
                ],
            ),
            (
                Says::Consent,
                true,
                &[
                    "no",
                    "N",
                    "FALSE",
                    "f",
                    "0",
                    "nein",
                    "non",
                    "opted out",
                    "Unsubscribed",
                    "withdrawn",
                    "none",
                    "out",
                    "Customer opted out",
                ],
            ),
            (Says::Consent, false, &["", "yes", "Y", "TRUE", "1", "x", "2026-11-02", "by form", "-"]),
            (
                Says::Status,
                true,
                &[
                    "unsubscribed",
                    "Opted out",
                    "opted-out",
                    "OptedOut",
                    "Do not call",
                    "DNC",
                    "do_not_contact",
                    "Unsubscribed (2026-11-02)",
                    "Blocked",
                    "STOP",
                    "Stop!",
                    "STOPALL",
                    "Customer opted out",
                    "Please do not call",
                    "On federal DNC",
                    "Nicht anrufen",
                ],
            ),
            (
                Says::Status,
                false,
                &[
                    "",
                    "active",
                    "Subscribed",
                    "new",
                    "no",
                    "0",
                    "true",
                    "customer",
                    "pending",
                    "Called",
                    "x",
                    "Stopped by",
                    "Not opted out",
                    "Not contactable",
                    "Could not contact",
                    "No contact",
                    "Non-stop",
                    "Call stopped",
                    "nicht erreicht",
                ],
            ),
        ] {
            for cell in cells {
                assert_eq!(says.opted_out(cell), out, "{says:?} {cell:?}");
            }
        }
    }
}
