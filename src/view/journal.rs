//! The journal: each write, its time and its outcome.

use jiff::Timestamp;
use serde::Serialize;

use super::moment::{cell, utc};
use crate::domain::account::SANDBOX;
use crate::domain::zone::Zone;
use crate::ui::{Cell, Document, Table, Tone, View};

/// A write of the journal.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct JournalRow {
    /// The write's entry in the journal, which `kcamp journal settle` takes.
    entry: String,
    /// When it was about to be sent, RFC 3339 in UTC.
    at: String,
    /// The action, such as `campaign create`.
    action: String,
    /// The name of the campaign or list, or its id where only that is known; the path of a request of
    /// `kcamp api`.
    subject: String,
    /// The profile; `null` where there was none.
    profile: Option<String>,
    /// The address of the platform, or `sandbox`.
    host: String,
    /// The account; `null` where it is not known.
    account: Option<String>,
    /// The stream of the account; `null` where it is not known, or the platform has none.
    stream: Option<String>,
    /// `done`, `partial`, `failed` or `unknown`.
    outcome: &'static str,
    /// The exit code that it alone would have ended in; `null` where the process ended before the outcome was known.
    exit_code: Option<u8>,
    /// The outcome in words, or why it failed; `null` where the process ended before the outcome was known.
    message: Option<String>,
    /// The id of what was written; `null` where there is none.
    id: Option<String>,
    /// How many contacts of an import were brought back by --contact-again; `null` where none were.
    contacted_again: Option<usize>,
    #[serde(skip)]
    local: Cell,
}

/// The parts of the row.
#[derive(Debug)]
pub struct JournalParts {
    /// The entry's name, which `kcamp journal settle` takes.
    pub entry: String,
    /// When it was about to be sent.
    pub at: Timestamp,
    /// The action.
    pub action: String,
    /// The object of the action.
    pub subject: String,
    /// The profile.
    pub profile: Option<String>,
    /// The host.
    pub host: String,
    /// The account.
    pub account: Option<String>,
    /// The stream of the account.
    pub stream: Option<String>,
    /// The exit code, the message and the id of the outcome; `None` if it is unknown.
    pub outcome: Option<(u8, String, Option<String>)>,
    /// How many contacts were brought back whom a column of an earlier file had left out; `None` without any.
    pub contacted_again: Option<usize>,
}

impl JournalRow {
    /// A row; tables show its time in `zone`.
    pub fn new(parts: JournalParts, zone: &Zone) -> Self {
        let (exit_code, message, id) = match parts.outcome {
            Some((code, message, id)) => (Some(code), Some(message), id),
            None => (None, None, None),
        };
        Self {
            entry: parts.entry,
            at: utc(parts.at),
            local: cell(Some(parts.at), zone),
            action: parts.action,
            subject: parts.subject,
            profile: parts.profile,
            host: parts.host,
            account: parts.account,
            stream: parts.stream,
            outcome: match exit_code {
                Some(0) => "done",
                Some(9) | None => "unknown",
                Some(10) => "partial",
                Some(_) => "failed",
            },
            exit_code,
            message,
            id,
            contacted_again: parts.contacted_again,
        }
    }
}

impl JournalRow {
    /// `sandbox`, or the profile or the host, with the account, and its stream where these rows are of several of the
    /// account.
    fn whereabouts(&self, rows: &[Self]) -> String {
        let at = self.profile.as_deref().filter(|_| self.host != SANDBOX).unwrap_or(&self.host);
        let Some(account) = self.account.as_deref().filter(|_| self.host != SANDBOX) else {
            return at.to_owned();
        };
        let is_of_another_stream = |other: &Self| {
            (&other.host, &other.account) == (&self.host, &self.account) && other.stream != self.stream
        };
        let stream = self.stream.as_ref().filter(|_| rows.iter().any(is_of_another_stream));
        let stream = stream.map(|stream| format!(", stream {stream}")).unwrap_or_default();
        format!("{at}, account {account}{stream}")
    }
}

/// The journal, oldest first.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct JournalView {
    /// Its rows.
    pub rows: Vec<JournalRow>,
    /// The text of a table without rows.
    #[serde(skip)]
    pub empty: &'static str,
}

impl JournalRow {
    fn outcome_in_words(&self) -> &'static str {
        if self.outcome == "partial" { "partly done" } else { self.outcome }
    }

    /// The message about its outcome; `None` where it succeeded without one.
    fn why(&self) -> Option<&str> {
        match (&self.message, self.exit_code) {
            (Some(message), Some(0)) if message == "done" => None,
            (Some(message), _) => Some(message),
            (None, _) => Some("the process ended before an answer came"),
        }
    }

    /// The reason, followed by the number of contacts that were brought back.
    fn and_contacted_again(&self, why: Option<String>) -> Option<String> {
        let again = self.contacted_again.map(|count| format!("--contact-again {count}"));
        match (why, again) {
            (Some(why), Some(again)) => Some(format!("{why}; {again}")),
            (why, again) => why.or(again),
        }
    }

    /// Why it failed, in few words: without the action, which the row has, and starting with the platform's status if
    /// there is one.
    fn short_why(&self) -> Option<String> {
        let why = self.why()?;
        let rest = why.split_once(&format!("{:?}", self.subject)).map_or(why, |(_, rest)| rest);
        Some(match rest.split_once("(HTTP ") {
            Some((_, answer)) => format!("HTTP {}", answer.replacen(')', "", 1)),
            None => rest.trim_start_matches([':', ',', ' ']).to_owned(),
        })
    }

    fn tone(&self) -> Tone {
        match self.outcome {
            "done" => Tone::Plain,
            "failed" => Tone::Alarm,
            _ => Tone::Notice,
        }
    }
}

impl View for JournalView {
    fn document(&self) -> Document {
        let rows = self.rows.iter().map(|row| {
            let whereabouts = row.whereabouts(&self.rows);
            [
                row.local.clone(),
                whereabouts.into(),
                Cell::from(&row.action),
                Cell::from(&row.subject),
                Cell::with_value(row.outcome_in_words(), row.outcome),
                Cell::of(row.id.as_ref()),
                Cell::of(row.and_contacted_again(row.why().map(str::to_owned))),
            ]
        });
        let table = Table::new(["AT", "WHERE", "ACTION", "SUBJECT", "OUTCOME", "ID", "WHY"]).rows(rows);
        let table = table.tones("OUTCOME", self.rows.iter().map(JournalRow::tone));
        Document::new().table(table.empty(self.empty))
    }

    /// One line for each entry, and below it why it failed. The time zone is above all entries.
    fn fitted(&self) -> Document {
        let zone = self.rows.first().and_then(|row| row.local.rsplit_once(' ')).map_or("", |(_, zone)| zone);
        let rows = self.rows.iter().map(|row| {
            let at = row.local.rsplit_once(' ').map_or(&*row.local, |(at, _)| at);
            let whereabouts = row.whereabouts(&self.rows);
            [
                at,
                &row.action,
                &row.subject,
                row.outcome_in_words(),
                &*whereabouts,
                row.id.as_deref().unwrap_or("-"),
            ]
            .map(str::to_owned)
        });
        let table = Table::new(["AT", "ACTION", "SUBJECT", "OUTCOME", "WHERE", "ID"]).rows(rows);
        let table = table.title(format!("times in {zone}; -o wide shows all of each entry"));
        let table = table.tones("OUTCOME", self.rows.iter().map(JournalRow::tone));
        let why = self.rows.iter().map(|row| row.and_contacted_again(row.short_why()).unwrap_or_default());
        Document::new().table(table.line_under(why).one_line(&["ID", "WHERE"]).empty(self.empty))
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{JournalParts, JournalRow};
    use crate::domain::zone::Zone;

    #[test]
    fn an_outcome_is_said_by_the_code_that_a_write_ended_in() {
        for (exit_code, outcome, words) in [
            (Some(0), "done", "done"),
            (Some(10), "partial", "partly done"),
            (Some(9), "unknown", "unknown"),
            (None, "unknown", "unknown"),
            (Some(6), "failed", "failed"),
        ] {
            let parts = JournalParts {
                entry: "1".into(),
                at: Timestamp::UNIX_EPOCH,
                action: "contact-list import".into(),
                subject: "A".into(),
                profile: None,
                host: "sandbox".into(),
                account: None,
                stream: None,
                outcome: exit_code.map(|code| (code, "x".into(), None)),
                contacted_again: None,
            };
            let row = JournalRow::new(parts, &Zone::utc());
            assert_eq!((row.outcome, row.outcome_in_words()), (outcome, words), "{exit_code:?}");
        }
    }

    #[test]
    fn a_short_reason_is_what_the_row_does_not_say() {
        for (exit_code, message, short) in [
            (
                6,
                "could not create the campaign \"A: \\\"b\\\"\": it conflicts with what Kore.ai has (HTTP 409): it (HTTP 1) is there",
                "HTTP 409: it (HTTP 1) is there",
            ),
            (
                7,
                "Kore.ai refused to create the campaign \"A: \\\"b\\\"\" (HTTP 422): no caller",
                "HTTP 422: no caller",
            ),
            (
                7,
                "Kore.ai refused to create the campaign \"A: \\\"b\\\"\" (HTTP 400) and gave no reason",
                "HTTP 400 and gave no reason",
            ),
            (
                9,
                "it is not known whether kcamp could stop the campaign \"A: \\\"b\\\"\": no answer",
                "no answer",
            ),
            (
                11,
                "could not stop the campaign \"A: \\\"b\\\"\" before the deadline: it waited",
                "before the deadline: it waited",
            ),
            (8, "not sent: interrupted", "not sent: interrupted"),
            (0, "done", ""),
            (0, "settled by hand", "settled by hand"),
        ] {
            let parts = JournalParts {
                entry: "1".into(),
                at: Timestamp::UNIX_EPOCH,
                action: "campaign create".into(),
                subject: "A: \"b\"".into(),
                profile: None,
                host: "sandbox".into(),
                account: None,
                stream: None,
                outcome: Some((exit_code, message.into(), None)),
                contacted_again: None,
            };
            assert_eq!(
                JournalRow::new(parts, &Zone::utc()).short_why().unwrap_or_default(),
                short,
                "{message}"
            );
        }
    }

    #[test]
    fn the_stream_is_told_where_the_account_has_several() {
        let row = |account: &str, stream: &str| {
            let parts = JournalParts {
                entry: "1".into(),
                at: Timestamp::UNIX_EPOCH,
                action: "campaign create".into(),
                subject: "A".into(),
                profile: None,
                host: "https://h".into(),
                account: Some(account.into()),
                stream: Some(stream.into()),
                outcome: None,
                contacted_again: None,
            };
            JournalRow::new(parts, &Zone::utc())
        };
        let rows = [row("6777", "st-1"), row("6777", "st-2"), row("6778", "st-3")];
        let told = rows.each_ref().map(|row| row.whereabouts(&rows));
        let expected = [
            "https://h, account 6777, stream st-1",
            "https://h, account 6777, stream st-2",
            "https://h, account 6778",
        ];
        assert_eq!(told, expected);
    }
}
