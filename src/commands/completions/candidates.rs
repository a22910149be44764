//! The possible values of each argument.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::builder::StyledStr;
use clap_complete::engine::{CompletionCandidate, PathCompleter, ValueCompleter as _};

use crate::commands::campaign::list::columns_of;
use crate::commands::sandbox::{CHOICE_NAMES, FAULT_NAMES};
use crate::context::{Context, Startup, write_in_words};
use crate::domain::burki_contact::ContactStatus;
use crate::domain::explanations;
use crate::domain::known_names::ListUse;
use crate::domain::kore_campaign::DialingMode;
use crate::domain::live::CampaignStatus;
use crate::domain::number::NumberRegion;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::plural::counted;
use crate::domain::weekday::Weekday;
use crate::domain::zone::names_of_today;
use crate::env::Environment;
use crate::halt::HaltRecord;
use crate::journal::JournalEntry;
use crate::manifest::Table;
use crate::ui::Column;
use crate::view::campaign::campaign_columns;
use crate::view::contact_list::{CONTACT_COLUMNS, LIST_COLUMNS};

/// The account of a command line, as far as it is typed.
#[derive(Debug)]
pub(super) struct Account {
    /// The words before the one that is being typed.
    pub(super) words: Vec<String>,
    /// The word that is being typed.
    pub(super) word: String,
    /// Reads the global flags in the words.
    pub(super) startup: fn(&[String]) -> Option<Startup>,
    pub(super) environment: Environment,
}

impl Account {
    /// The context of a command for this account; `None` if the settings cannot be read.
    fn context(&self) -> Option<Context> {
        let startup = (self.startup)(&self.words).unwrap_or_default();
        Context::new(Startup { quiet: true, ..startup }, self.environment.clone()).ok()
    }

    /// Whether the word that is being typed already has this value, before the last delimiter.
    pub(super) fn is_named(&self, value: &OsStr, delimiter: char) -> bool {
        let Some((named, _)) = self.word.rsplit_once(delimiter) else { return false };
        let behind_flag = named.strip_prefix("--").and_then(|it| Some(it.split_once('=')?.1));
        behind_flag.unwrap_or(named).split(delimiter).any(|it| value.eq_ignore_ascii_case(it))
    }

    /// The platform of the account; both platforms if it is unknown.
    fn platforms(&self) -> Vec<PlatformKind> {
        let kind = self.context().and_then(|context| Some(context.settings().ok()?.platform.value));
        kind.map_or_else(|| PlatformKind::ALL.to_vec(), |kind| vec![kind])
    }
}

/// The kind of values that an argument takes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Values {
    /// These words.
    Words(&'static [&'static str]),
    /// The words of campaign files for the field of this flag.
    Field(&'static str),
    /// Weekdays: several with commas, or a range.
    Weekdays,
    /// Time zones.
    Zones,
    /// Countries.
    Countries,
    /// Codes of findings and errors.
    Codes,
    /// Statuses of campaigns.
    CampaignStatuses,
    /// Statuses of contacts.
    ContactStatuses,
    /// Entries of the journal that can be settled.
    Entries,
    /// Records of halts of the account, by their names; files elsewhere where none of them is meant.
    Records,
    /// Profiles of the configuration file.
    Profiles,
    /// Names of the account's objects that kcamp has seen.
    Names(Named),
    /// Columns of the command's result.
    Columns(Shown),
    /// Files with one of these extensions, and folders; files of any kind if none is given.
    Files(&'static [&'static str]),
    /// Folders.
    Folders,
    /// A value that cannot be completed: a text, a number, a time, an id.
    Free,
}

/// A kind of object that has a name on a platform.
#[derive(Debug, Clone, Copy)]
pub(super) enum Named {
    Campaign,
    ContactList,
    /// A list for contacts, or one whose use is unknown.
    ContactedList,
    /// A do-not-contact list; where none is known, one whose use is unknown.
    DoNotContactList,
    Queue,
    Flow,
    /// An assistant's id, with its name as the description.
    Assistant,
}

/// A table whose columns can be chosen.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shown {
    Campaigns,
    ContactLists,
    Contacts,
}

const CAMPAIGN_FILES: Values = Values::Files(&["yaml", "yml", "json"]);
const RECORD_FILES: Values = Values::Files(&["json"]);
const CONTACT_FILES: Values = Values::Files(&["csv", "tsv", "txt"]);

/// The value names of arguments whose values only the user knows, so they have no completion.
const FREE: [&str; 27] = [
    "CHARACTER",
    "COLUMN=FIELD",
    "COMMAND",
    "DAY",
    "DAYS HOURS",
    "DURATION",
    "EXPR",
    "HH:MM",
    "ID",
    "ID=TIME",
    "INSTANCE",
    "KEY=JSON",
    "KEY=VALUE",
    "N",
    "NAME",
    "NAME=VALUE",
    "NUMBER",
    "PATH",
    "PORT",
    "RFC3339",
    "SIZE",
    "TEMPLATE",
    "TEXT",
    "TIME",
    "TOKEN",
    "URL",
    "WHEN",
];

/// The words for `-o` of the command with this path. `cli` refuses all other words.
fn formats(path: &[&str]) -> &'static [&'static str] {
    match path {
        [_] => &["table", "wide", "name", "json", "yaml", "csv", "markdown"],
        [_, "campaign", "list" | "get" | "status"]
        | [_, "contact-list", "list" | "get"]
        | [_, "profile", "list"] => &["table", "wide", "name", "json", "yaml", "csv"],
        [_, "plan"] => &["table", "wide", "json", "yaml", "csv", "markdown"],
        _ => &["table", "wide", "json", "yaml", "csv"],
    }
}

/// The kind of values of an argument, by its value name; `None` if clap knows the values. `path` are the words that
/// lead to the command, starting with the program's name. A test checks that every value name is handled here.
pub(super) fn of(path: &[&str], arg: &clap::Arg) -> Option<Values> {
    if !arg.get_possible_values().is_empty() {
        return None;
    }
    let called = arg.get_value_names()?.first()?.as_str();
    let (above, command) = match path {
        [.., above, command] => (*above, *command),
        _ => ("", ""),
    };
    Some(match (called, arg.get_id().as_str(), command) {
        ("CAMPAIGN", ..) | ("NAME", "except", "halt") => Values::Names(Named::Campaign),
        ("LIST", ..) => Values::Names(Named::ContactList),
        ("NAME", "contact-list", _) => Values::Names(Named::ContactedList),
        ("NAME", "dnc-list", _) => Values::Names(Named::DoNotContactList),
        ("NAME", "queue", _) => Values::Names(Named::Queue),
        ("NAME", "experience-flow", _) => Values::Names(Named::Flow),
        ("NUMBER", "assistant-id", _) => Values::Names(Named::Assistant),
        ("CODE", ..) => Values::Codes,
        ("COUNTRY", ..) => Values::Countries,
        ("DAYS", ..) => Values::Weekdays,
        ("ENTRY", ..) => Values::Entries,
        ("DIR", ..) => Values::Folders,
        ("ZONE", ..) => Values::Zones,
        ("FILE", "file", "import") | ("FILE", "dnc" | "rejects", _) => CONTACT_FILES,
        ("FILE", "file", "template-preview") => Values::Files(&[]),
        ("PATH", _, "validate" | "plan" | "apply") | ("FILE", "file" | "defaults", _) => CAMPAIGN_FILES,
        ("FILE", "ca_cert", _) => Values::Files(&["pem", "crt", "cer"]),
        ("FILE", "ics", _) => Values::Files(&["ics"]),
        ("FILE", "html", _) => Values::Files(&["html"]),
        ("FILE", ..) => Values::Files(&[]),
        ("RECORD", ..) => Values::Records,
        ("PLAN", ..) => RECORD_FILES,
        ("STATUS", _, "contacts" | "executions") => Values::ContactStatuses,
        ("STATUS", ..) => Values::CampaignStatuses,
        ("TYPE", ..) => Values::Field("--type"),
        ("MODE", ..) => Values::Words(&DialingMode::WIRE_NAMES),
        ("NAME=VALUE", "choice", _) => Values::Words(CHOICE_NAMES),
        ("SPEC", "fault", _) => Values::Words(FAULT_NAMES),
        ("1-5", ..) => Values::Words(&["1", "2", "3", "4", "5"]),
        ("FORMAT", "format", _) => Values::Field("--format"),
        ("WHAT", "machine-detect", _) => Values::Field("--machine-detect"),
        ("FREQUENCY", ..) => Values::Field("--frequency"),
        ("ORDER", ..) => Values::Field("--dialing-order"),
        ("FORMAT", "output", _) => Values::Words(formats(path)),
        ("NAMES", "columns", "contacts") => Values::Columns(Shown::Contacts),
        ("NAMES", "columns", _) if above == "contact-list" => Values::Columns(Shown::ContactLists),
        ("NAMES", "columns", _) => Values::Columns(Shown::Campaigns),
        ("PLATFORM", ..) => Values::Words(&PlatformKind::WORDS),
        ("WHEN", "color", _) => Values::Words(&["auto", "always", "never"]),
        ("METHOD", ..) => Values::Words(&["GET", "POST", "PUT", "DELETE"]),
        ("ALGORITHM", ..) => Values::Words(&["HS256", "HS384", "HS512"]),
        ("NAME", "profile" | "confirm", _) | ("NAME", "name", "show" | "use" | "remove") => Values::Profiles,
        (called, ..) if FREE.contains(&called) => Values::Free,
        _ => return None,
    })
}

impl Values {
    /// The candidates that start with the typed text.
    pub(super) fn fitting(self, typed: &OsStr, account: &Account) -> Vec<CompletionCandidate> {
        match self {
            Self::Files(ends) => {
                let fits = move |path: &Path| {
                    let end = path.extension().and_then(OsStr::to_str);
                    path.is_file()
                        && (ends.is_empty()
                            || end.is_some_and(|end| ends.iter().any(|it| it.eq_ignore_ascii_case(end))))
                };
                return PathCompleter::any().filter(fits).complete(typed);
            }
            Self::Folders => return PathCompleter::dir().complete(typed),
            _ => {}
        }
        let Some(typed) = typed.to_str() else { return Vec::new() };
        if matches!(self, Self::Weekdays) {
            return weekdays(typed);
        }
        let fitting = self.known(account).into_iter().filter(|(value, _)| begins_with(value, typed));
        let candidate = |(at, (value, help)): (usize, (String, Option<String>))| {
            CompletionCandidate::new(value).help(help.map(StyledStr::from)).display_order(Some(at))
        };
        let candidates: Vec<_> = fitting.enumerate().map(candidate).collect();
        if candidates.is_empty() && matches!(self, Self::Records) {
            return RECORD_FILES.fitting(OsStr::new(typed), account);
        }
        candidates
    }

    /// Every value, with its description.
    pub(super) fn known(self, account: &Account) -> Vec<(String, Option<String>)> {
        let plain = |words: Vec<String>| words.into_iter().map(|word| (word, None)).collect();
        let once_each = |words: &mut dyn Iterator<Item = String>| {
            let mut once: Vec<String> = Vec::new();
            words.for_each(|word| {
                if !once.contains(&word) {
                    once.push(word);
                }
            });
            plain(once)
        };
        match self {
            Self::Words(words) => plain(words.iter().map(|word| (*word).to_owned()).collect()),
            Self::Field(flag) => {
                let tables = account.platforms().into_iter().map(Table::of);
                once_each(&mut tables.filter_map(|table| Some(table.by_flag(flag)?.choices())).flatten())
            }
            Self::Zones => plain(names_of_today()),
            Self::Countries => NumberRegion::countries()
                .map(|(letters, name)| (letters.to_owned(), Some(name.to_owned())))
                .collect(),
            Self::Codes => {
                let codes = explanations::all();
                let mut codes: Vec<_> =
                    codes.map(|it| (it.code.to_owned(), Some(it.meaning.to_owned()))).collect();
                codes.sort_unstable();
                codes
            }
            Self::CampaignStatuses => {
                let statuses = account.platforms().into_iter().flat_map(CampaignStatus::documented);
                once_each(&mut statuses.map(|status| status.as_str().to_owned()))
            }
            Self::ContactStatuses => plain(ContactStatus::ALL.map(|it| it.wire_name().to_owned()).to_vec()),
            Self::Entries => open_entries(account),
            Self::Records => records(account),
            Self::Profiles => {
                let config = account.context().and_then(|context| context.config().ok()?);
                plain(
                    config
                        .iter()
                        .flat_map(|config| config.profiles.keys())
                        .map(ToString::to_string)
                        .collect(),
                )
            }
            Self::Names(named) => named.known(account),
            Self::Columns(shown) => once_each(&mut shown.columns(account).into_iter()),
            Self::Weekdays | Self::Files(_) | Self::Folders | Self::Free => Vec::new(),
        }
    }
}

impl Shown {
    /// The keys of its columns.
    fn columns(self, account: &Account) -> Vec<String> {
        match self {
            Self::Contacts => CONTACT_COLUMNS.iter().map(Column::key).collect(),
            Self::ContactLists => LIST_COLUMNS.iter().map(Column::key).collect(),
            Self::Campaigns => {
                let own = account.context().and_then(|context| columns_of(&context).ok());
                let of_any =
                    || PlatformKind::ALL.into_iter().flat_map(campaign_columns).map(Column::key).collect();
                own.map_or_else(of_any, |own| own.iter().map(Column::key).collect())
            }
        }
    }
}

/// The entries of the journal whose outcome is unknown, the latest first.
fn open_entries(account: &Account) -> Vec<(String, Option<String>)> {
    let journal = account.context().and_then(|context| context.journal().ok()?.entries().ok());
    let in_words = |entry: JournalEntry| {
        let what = write_in_words(&entry.write.action, &entry.write.subject);
        (entry.key, Some(what))
    };
    journal.into_iter().flatten().rev().filter(JournalEntry::is_open).map(in_words).collect()
}

/// The records of the account's halts, the latest first.
fn records(account: &Account) -> Vec<(String, Option<String>)> {
    let of_account = |context: Context| {
        Some(HaltRecord::of_account(&context.halts_folder().ok()?, &context.latches().ok()?.stem()))
    };
    let found = account.context().and_then(of_account).unwrap_or_default();
    let named = |(path, record): (PathBuf, HaltRecord)| {
        let what = format!("{}, {}", record.at, counted(record.campaigns.len(), "campaign"));
        Some((path.file_name()?.to_str()?.to_owned(), Some(what)))
    };
    found.into_iter().rev().filter_map(named).collect()
}

impl Named {
    fn known(self, account: &Account) -> Vec<(String, Option<String>)> {
        let Some(known) = account.context().map(|context| context.known_names()) else { return Vec::new() };
        let plain = |names: BTreeSet<&str>| names.into_iter().map(|name| (name.to_owned(), None)).collect();
        match self {
            Self::Campaign => {
                let help = |word: &str| (!word.is_empty()).then(|| format!("{word} campaign"));
                known.campaigns().map(|(name, word)| (name.to_owned(), help(word))).collect()
            }
            Self::ContactList | Self::ContactedList | Self::DoNotContactList => {
                let lists = known.contact_lists();
                let knows_one = lists.values().any(|list| list.is_do_not_contact);
                let fitting = lists.into_iter().filter(|(_, list)| self.takes(*list, knows_one));
                fitting
                    .map(|(name, list)| (name.to_owned(), list_in_words(list).map(str::to_owned)))
                    .collect()
            }
            Self::Queue => plain(known.queues()),
            Self::Flow => plain(known.flows()),
            Self::Assistant => {
                let all = known.assistants().into_iter();
                all.map(|(id, name)| (id.to_string(), Some(name.to_owned()))).collect()
            }
        }
    }
}

impl Named {
    /// Whether a list with this use may be meant. `knows_one` says whether some list is known as a do-not-contact list:
    /// one of which nothing is known is then a list for contacts, as most are.
    const fn takes(self, list: ListUse, knows_one: bool) -> bool {
        match self {
            Self::ContactedList => list.is_contacted || !list.is_do_not_contact,
            Self::DoNotContactList => list.is_do_not_contact || !knows_one && !list.is_contacted,
            _ => true,
        }
    }
}

/// The use of a list, in words; `None` if it is unknown.
const fn list_in_words(list: ListUse) -> Option<&'static str> {
    match (list.is_contacted, list.is_do_not_contact) {
        (true, false) => Some("contact list"),
        (false, true) => Some("do-not-contact list"),
        (true, true) => Some("contact list and do-not-contact list"),
        (false, false) => None,
    }
}

/// Candidates for the last weekday in the typed text, without those that it already has.
fn weekdays(typed: &str) -> Vec<CompletionCandidate> {
    let (before, last) = typed.split_at(typed.rfind([',', '-']).map_or(0, |at| at + 1));
    let words = if before.is_empty() { &["weekdays", "weekends"][..] } else { &[] };
    let is_named = |day: &str| before.split([',', '-']).any(|it| it.eq_ignore_ascii_case(day));
    let days = Weekday::ALL.map(Weekday::short).into_iter().filter(|day| !is_named(day));
    let fitting = days.chain(words.iter().copied()).filter(|day| begins_with(day, last)).enumerate();
    fitting
        .map(|(at, day)| CompletionCandidate::new(format!("{before}{day}")).display_order(Some(at)))
        .collect()
}

fn begins_with(word: &str, typed: &str) -> bool {
    let mut letters = word.chars().flat_map(char::to_lowercase);
    typed.chars().flat_map(char::to_lowercase).all(|letter| letters.next() == Some(letter))
}
