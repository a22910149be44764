//! The end of an import, by the findings in its file.

use super::Checked;
use super::warnings::opted_out_later;
use crate::domain::plural::{by_count, counted};
use crate::error::Error;
use crate::exit::Exit;
use crate::import::{LaterFile, map_flag};

const ASK_FOR_REJECTS: &str =
    "add --rejects FILE to write each of them with its reason to a file, or fix them in the file itself";

const TAKE_OUT: &str = "take them out of the list on the platform, or give its campaigns a do-not-contact list that has them; then leave their \
     rows out of the file";

impl Checked {
    /// The error for a file with wrong rows: exit 10, since the other rows were sent.
    fn rejected(&self) -> Option<Error> {
        let counts = &self.counts;
        if counts.invalid == 0 {
            return None;
        }
        let kinds: Vec<String> =
            counts.invalid_by_code.iter().map(|(code, count)| format!("{count} {code}")).collect();
        let message = format!(
            "{} of {} rows are wrong and are not sent: {}",
            counts.invalid,
            counts.rows,
            kinds.join(", ")
        );
        let error = Error::new("import/rows-rejected", message, Exit::Partial);
        let Some(path) = &self.rejects else { return Some(error.hint(ASK_FOR_REJECTS)) };
        let path = path.display();
        let same = if self.do_not_contact.is_some() { " with the same --dnc files" } else { "" };
        Some(error.hint(match self.plan.intake.later_file {
            LaterFile::Adds => format!("fix the rows in {path} and import that file{same}"),
            LaterFile::Replaces => format!(
                "{path} has them with their reasons; fix them in {} and import all of it again{same}: a file with only these rows would replace the contacts of this import",
                self.name
            ),
        }))
    }

    /// The error for people who must not be contacted and were sent before: exit 10, since no import removes them.
    pub(in crate::commands) fn too_late(&self) -> Option<Error> {
        let message = opted_out_later(&self.counts)?;
        Some(Error::new("import/opted-out-later", message, Exit::Partial).hint(TAKE_OUT))
    }

    /// The error about what did not happen although all possible rows were sent; `None` if everything did.
    pub(in crate::commands) fn shortfall(&self) -> Option<Error> {
        match (self.too_late(), self.rejected()) {
            (Some(late), Some(rejected)) => {
                let also = [rejected.message()].into_iter().chain(rejected.hints);
                Some(Error { hints: late.hints.into_iter().chain(also).collect(), ..late })
            }
            (late, rejected) => late.or(rejected),
        }
    }

    /// How a check ends that sends nothing.
    ///
    /// # Errors
    ///
    /// There is a shortfall: nothing to send, or more rejects than are allowed.
    pub(in crate::commands) fn verdict(&self) -> Result<Exit, Error> {
        match self.shortfall() {
            Some(error) => Err(Error { exit: Exit::Findings, ..error }),
            None => Ok(Exit::Success),
        }
    }

    /// The error if no row can be sent. `waiting` is the number of contacts that stay, because the import would have
    /// replaced them; `is_remembered` is whether the people who must not be contacted are remembered.
    pub(super) fn nothing_to_send(&self, waiting: u64, is_remembered: bool) -> Error {
        let counts = &self.counts;
        if counts.rows == 0 {
            return self.no_contact();
        }
        let reasons = [
            (counts.invalid, by_count(counts.invalid, "is wrong", "are wrong")),
            (counts.duplicates, by_count(counts.duplicates, "is a duplicate", "are duplicates")),
            (counts.do_not_contact, "must not be contacted"),
        ];
        let reasons = reasons.iter().filter(|(rows, _)| *rows > 0);
        let reasons: Vec<String> = reasons.map(|(rows, reason)| format!("{rows} {reason}")).collect();
        let message = format!(
            "the file has {}, and none can be sent: {}",
            counted(counts.rows, "row"),
            reasons.join(", ")
        );
        let kept = self.kept_out_by_columns().filter(|_| is_remembered);
        let error =
            Error::new("import/nothing-to-send", message, Exit::Findings).nothing_sent().with_hints(kept);
        if waiting > 0 && counts.do_not_contact > 0 {
            return error.hint(format!(
                "{} of earlier imports still wait in the campaign, also where they opted out since: before it runs, stop it or import \
                 a file that replaces them",
                counted(waiting, "contact")
            ));
        }
        if counts.opted_out_later > 0 {
            return error.hint(TAKE_OUT);
        }
        match &self.rejects {
            Some(path) => error.hint(format!("{} has each row with its reason", path.display())),
            None if counts.invalid > 0 => error.hint(ASK_FOR_REJECTS),
            None => error.hint("check that it is the right file"),
        }
    }

    /// How the people come back whom columns of the file left out; `None` where they left nobody out.
    fn kept_out_by_columns(&self) -> Option<String> {
        let people = self.counts.opted_out_by_column.values().map(|column| column.contacts).sum::<u64>();
        let columns =
            self.counts.opted_out_by_column.keys().filter(|place| !self.plan.opt_outs.is_of_number(**place));
        let maps: Vec<String> =
            columns.map(|place| map_flag(&self.plan.columns.choice(*place), "")).collect();
        (!maps.is_empty()).then(|| {
            format!(
                "{} whom the file itself left out {} remembered and {} left out of later imports too; only if that was a mistake, \
                 add {} --contact-again {people}",
                counted(people, "contact"),
                by_count(people, "is", "are"),
                by_count(people, "stays", "stay"),
                maps.join(" ")
            )
        })
    }

    /// The error for a file without contacts, such as from a failed export.
    fn no_contact(&self) -> Error {
        let blank = match self.counts.blank {
            0 => String::new(),
            1 => " and 1 row with only separators".to_owned(),
            rows => format!(" and {rows} rows with only separators"),
        };
        let message = format!("{} has a header{blank}, and no contact", self.name);
        Error::new("import/nothing-to-send", message, Exit::Findings)
            .nothing_sent()
            .hint("export the contacts again; if the first line is a contact, add --no-header")
    }
}
