//! The rows of the tables of fields. Flags, prompts, reading, checking, the schema, comparisons and the bodies of plain
//! fields all use them.

use std::ops::RangeInclusive;

use serde_json::Value;

pub(crate) mod burki_leaf;
pub(crate) mod kind;
pub(crate) mod leaf;
pub(crate) mod pattern;
pub(crate) mod place;
pub(crate) mod schedule_words;

mod burki;
mod compared;
mod kore;
mod live_value;
mod table;

pub(crate) use self::compared::{Sent, SentCampaign, SentValue};
use self::kind::{KindSet, Kinds};
pub(crate) use self::live_value::{CampaignValue, Live};
pub use self::table::Table;
use super::kore_campaign::DNC_LISTS;
use super::live::LiveCampaign;
use super::plain::PlainField;

/// A field of a campaign file. A row names the columns that it sets, and ends with `..FIELD` for the others.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
pub struct Field {
    /// Its keys, from the document's root.
    pub path: &'static [&'static str],
    /// The flag of `campaign create` and `campaign update` that sets it.
    pub flag: Option<Flag>,
    /// The question of the prompt for a missing value. Every field with a flag that can be missing has one.
    pub question: Option<Question>,
    /// The name of its value in findings; if empty, the field's last key.
    pub(crate) label: &'static str,
    /// The campaigns that may or must have the field.
    pub(crate) kinds: Kinds,
    /// The form of a value.
    pub(crate) shape: Shape,
    /// How a flag that is given several times sets the field.
    pub repeat: Repeat,
    /// The fields with the same meaning, including this one. Only one of them is given, and a flag for one
    /// replaces the others.
    pub alternatives: &'static [&'static [&'static str]],
    /// Whether the key may be without a value.
    pub(crate) may_be_empty: bool,
    /// Whether a campaign from flags only has a default for the field. A file must give the value.
    pub(crate) has_default_of_flags: bool,
    /// Whether it belongs to one campaign: inheriting it would say or send the same twice.
    pub(crate) is_of_one_campaign: bool,
    /// Whether the campaigns of an account mostly share it: a first campaign has it in the defaults.
    pub(crate) begins_in_defaults: bool,
    /// The part of a campaign's kind that it says.
    pub(crate) decides: Decides,
    /// Whether it names what the platform has, under a name that may look like a variable or a mask.
    pub(crate) may_look_unfilled: bool,
    /// Another word for its last key in the platform's documentation, which no file may use.
    pub(crate) also_called: Option<&'static str>,
    /// An example of a value in a file, for the help of a finding and for the schema.
    pub example: &'static str,
    /// Its purpose, for the schema.
    pub(crate) help: &'static str,
    /// The value that a campaign sends.
    pub(crate) sent: Sent,
    /// The live value, of a field that is not plain.
    pub(crate) live: fn(&LiveCampaign) -> Live,
    /// The form of its values in bodies and outputs, if no rule depends on it.
    pub(crate) plain: Option<PlainField>,
    /// Whether the live value can be compared with the sent one.
    pub(crate) is_comparable: fn(&LiveCampaign, SentCampaign<'_>) -> bool,
    /// Its name in differences; if empty, its last key.
    pub(crate) called: &'static str,
    /// The platform's default after a create without the field.
    pub(crate) platform_default: Option<&'static str>,
    /// Whether an update does not set it, although it does not say the campaign's type.
    pub(crate) stays_as_created: bool,
    /// Whether it says whom a campaign reaches, or with what words.
    pub(crate) decides_who_hears_what: bool,
    /// Whether it says at what hours a campaign reaches them.
    pub(crate) decides_when: bool,
    /// Whether lists of campaigns have its value, and the read of one campaign has not.
    pub(crate) is_in_lists_alone: bool,
    /// Whether its values are texts for people or numbers of theirs: only its name is told.
    pub(crate) is_private: bool,
}

/// An optional field of every campaign, without a flag, which is not compared.
pub(crate) const FIELD: Field = Field {
    path: &[],
    flag: None,
    question: None,
    label: "",
    kinds: Kinds::optional(KindSet::ALL),
    shape: Shape::ListOfKeys,
    repeat: Repeat::Last,
    alternatives: &[],
    may_be_empty: false,
    has_default_of_flags: false,
    is_of_one_campaign: false,
    begins_in_defaults: false,
    decides: Decides::Nothing,
    may_look_unfilled: false,
    also_called: None,
    example: "",
    help: "",
    sent: Sent::NotCompared,
    live: |_| Live::NotReturned { instead: None },
    plain: None,
    is_comparable: |_, _| true,
    called: "",
    platform_default: None,
    stays_as_created: false,
    decides_who_hears_what: false,
    decides_when: false,
    is_in_lists_alone: false,
    is_private: false,
};

/// The rows of these parts of a table, one part after the other.
const fn joined<const N: usize>(parts: &[&[Field]]) -> [Field; N] {
    let mut rows = [FIELD; N];
    let (mut at, mut part) = (0, 0);
    while part < parts.len() {
        let mut row = 0;
        while row < parts[part].len() {
            rows[at] = parts[part][row];
            (at, row) = (at + 1, row + 1);
        }
        part += 1;
    }
    rows
}

impl Field {
    /// Its keys joined with dots, as in `dialingStrategy.callerId.phoneNumber`.
    pub fn dotted(&self) -> String {
        self.path.join(".")
    }

    /// Whether it is the do-not-contact list.
    pub fn is_dnc_list(&self) -> bool {
        self.path == [DNC_LISTS]
    }

    /// The part of a campaign's kind that it says.
    pub const fn decides(&self) -> Decides {
        self.decides
    }

    /// The name of its flag, such as `--priority`.
    pub fn flag_name(&self) -> Option<&'static str> {
        self.flag.map(|flag| flag.name)
    }

    /// Whether only some campaigns of its channel may have the field. Another format or dialing mode drops it.
    pub const fn depends_on_the_kind(&self) -> bool {
        !self.kinds.allowed.includes(KindSet::SMS) && !self.kinds.allowed.includes(KindSet::VOICE)
    }

    /// The name of its value in findings.
    pub(crate) fn label(&self) -> &'static str {
        if self.label.is_empty() { self.key() } else { self.label }
    }

    /// Its name in differences: its last key, or the one above it.
    pub(crate) fn name(&self) -> &'static str {
        if self.called.is_empty() { self.key() } else { self.called }
    }

    /// Its last key.
    fn key(&self) -> &'static str {
        self.path.last().copied().unwrap_or_default()
    }

    /// Its key in outputs: its last key in lower case, with underscores between words.
    pub(crate) fn output_key(&self) -> String {
        let word = |letter: char| letter.is_ascii_uppercase().then_some('_');
        let letters = self.key().chars();
        letters.flat_map(|letter| word(letter).into_iter().chain([letter.to_ascii_lowercase()])).collect()
    }

    /// The words that its value may be, in the order in which they are offered; empty for other values.
    pub fn choices(&self) -> Vec<String> {
        let (Shape::One(leaf) | Shape::Words(_, leaf) | Shape::OneOrKeys(leaf)) = self.shape else {
            return Vec::new();
        };
        let words = leaf()["enum"].as_array().map(|words| {
            // Numbers are typed, not chosen.
            words.iter().map(|word| word.as_str().map(str::to_owned)).collect::<Option<_>>()
        });
        words.flatten().unwrap_or_default()
    }
}

/// A flag that sets a field.
#[derive(Debug, Clone, Copy)]
pub struct Flag {
    /// Its name with the hyphens, such as `--priority`.
    pub name: &'static str,
    /// The name of its value in the help.
    pub value: &'static str,
    /// The line of the help.
    pub help: &'static str,
    /// The form of the value.
    pub form: FlagForm,
}

/// The form in which the value of a flag is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlagForm {
    /// Any text.
    Text,
    /// A number, which may be negative; the field's own rule reports a wrong one.
    Number,
    /// A duration, which is converted to minutes.
    Minutes,
    /// A duration, which is converted to seconds.
    Seconds,
    /// `NAME=VALUE`.
    NameValue,
}

impl Flag {
    pub(crate) const fn text(name: &'static str, value: &'static str, help: &'static str) -> Self {
        Self { name, value, help, form: FlagForm::Text }
    }

    pub(crate) const fn number(name: &'static str, value: &'static str, help: &'static str) -> Self {
        Self { name, value, help, form: FlagForm::Number }
    }

    pub(crate) const fn minutes(name: &'static str, value: &'static str, help: &'static str) -> Self {
        Self { name, value, help, form: FlagForm::Minutes }
    }

    pub(crate) const fn seconds(name: &'static str, value: &'static str, help: &'static str) -> Self {
        Self { name, value, help, form: FlagForm::Seconds }
    }

    pub(crate) const fn name_value(name: &'static str, value: &'static str, help: &'static str) -> Self {
        Self { name, value, help, form: FlagForm::NameValue }
    }
}

/// The flags for fields of both platforms.
pub(crate) mod flags {
    use super::Flag;

    pub(crate) const TYPE: Flag =
        Flag::text("--type", "TYPE", "The channel: sms or voice (Kore.ai); call, sms or mixed (Burki)");
    pub(crate) const NAME: Flag =
        Flag::text("--name", "TEXT", "The name, at most 48 characters (Kore.ai) or 200 (Burki)");
    pub(crate) const DESCRIPTION: Flag =
        Flag::text("--description", "TEXT", "The description, at most 256 characters (Kore.ai)");
    pub(crate) const MAX_ATTEMPTS: Flag = Flag::number(
        "--max-attempts",
        "NUMBER",
        "Attempts for each contact, 1 to 100 (Kore.ai, voice) or 1 to 10 (Burki)",
    );
}

/// The question with which a prompt asks for a field.
#[derive(Debug, Clone, Copy)]
pub struct Question {
    /// Its position among the questions. Fields that decide which others are needed come first.
    pub turn: u8,
    /// The question.
    pub text: &'static str,
}

/// The part of a campaign's kind that a field says, which decides about other fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decides {
    /// None: it is a value among others.
    Nothing,
    /// Its type, which is fixed once the campaign exists.
    Type,
    /// Its kind among those of its type.
    Kind,
}

/// How a flag that is given several times sets its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// The flag may be given once.
    Last,
    /// Each value is an item of a list.
    Items,
    /// Each value is `NAME=VALUE`, an entry of a mapping.
    ByName,
}

/// The form of a field's values.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shape {
    /// One value that is a setting.
    One(fn() -> Value),
    /// A whole number.
    Whole(&'static WholeNumbers),
    /// A text of the author, or several.
    Words(Words, fn() -> Value),
    /// One value, or a mapping with the keys below the field.
    OneOrKeys(fn() -> Value),
    /// A list of mappings with the keys below the field.
    ListOfKeys,
}

/// The whole numbers that a field accepts.
#[derive(Debug)]
pub(crate) struct WholeNumbers {
    /// The minimum and the maximum.
    pub(crate) range: RangeInclusive<u32>,
    /// The numbers of the range, from 1 on, as a regular expression without leading zeros. A test compares
    /// it with the range.
    pub(crate) digits: &'static str,
    /// The code of the finding for any other number.
    pub(crate) code: &'static str,
}

/// The kind of text in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Words {
    /// A name, or several names.
    Name,
    /// The purpose of a campaign.
    Description,
    /// The texts that people read or hear.
    Text,
}
