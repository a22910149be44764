//! The emulator's behaviour where the contract is silent, and how to change it.

use std::time::Duration;

use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::ChoiceError;
use crate::clock::Clock;

/// Defines a type for each choice between words. The first word is the default.
macro_rules! words {
    ($($(#[$about:meta])* $kind:ident { $usual:ident = $usual_word:literal, $($other:ident = $word:literal),+ })+) => {
        $(
            $(#[$about])*
            #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
            pub(super) enum $kind {
                #[default]
                $usual,
                $($other),+
            }

            impl $kind {
                fn read(word: &str) -> Result<Self, &'static str> {
                    match word {
                        $usual_word => Ok(Self::$usual),
                        $($word => Ok(Self::$other),)+
                        _ => Err(concat!($usual_word, $(" or ", $word),+)),
                    }
                }
            }
        )+
    };
}

words! {
    /// Whether two campaigns, or two contact lists, may have the same name. Case is ignored.
    Names { Unique = "unique", Repeated = "repeated" }
    /// The effect of enabling a schedule while one is on.
    EnableAgain { Replaces = "replaces", Refused = "refused" }
    /// The answer to enabling a schedule while the campaign is `Preparing`.
    ScheduleWhilePreparing { Taken = "taken", Refused = "refused" }
    /// The answer to disabling a schedule while none is on.
    DisableUnscheduled { Succeeds = "succeeds", Refused = "refused" }
    /// The status of a scheduled campaign after a run that reached all contacts, if more runs follow.
    BetweenRuns { Completed = "completed", Rescheduled = "rescheduled", Scheduled = "scheduled" }
    /// Whether a template must exist. Flows and queues never have to.
    Templates { Any = "any", Known = "known" }
    /// Whether a number that is already in a list without duplicates is dropped or refused.
    Duplicates { Dropped = "dropped", Refused = "refused" }
    /// Which one is used if a list is asked for with a `skip` above 0 and a `page`.
    SkipAndPage { Skip = "skip", Page = "page" }
    /// Whether a refused request counts against the rate limit.
    RefusedRequests { Free = "free", Counted = "counted" }
    /// Whether the minute of the rate limit slides, or starts with each minute of the clock.
    Minute { Sliding = "sliding", Fixed = "fixed" }
    /// Whether unknown keys, keys of another mode, the table form of the weekly recurrence, and a query `accountId`
    /// that differs from the header's are refused or accepted.
    Strictness { Strict = "strict", Lenient = "lenient" }
    /// The platform's "Enforce JTI" switch. A `jti` that is sent is always checked: it can be used once, and is valid
    /// for at most an hour.
    TokenIds { Optional = "optional", Required = "required" }
    /// Burki's answer to an import, for which its documents differ: 202 with an import whose status can be read, as
    /// in the platform's description of its API, or 200 with the counts, as in its page.
    BurkiImports { Queued = "queued", Immediate = "immediate" }
    /// The printed paths at which a campaign can be started and stopped (Kore.ai contract §10 and §20.5).
    TriggerPaths { Any = "any", Trigger = "trigger", Campaign = "campaign", Short = "short", V1 = "v1" }
    /// The method with which all contact lists can be read (Kore.ai contract §20.4).
    ContactListMethods { Either = "either", Get = "get", Post = "post" }
    /// How Burki reports `scheduled_at`, for which its documents differ: as the instant in UTC, as it was sent with a
    /// `Z` at the end, as in the page's samples, or not at all if the schedule repeats.
    BurkiScheduledAt { Converted = "converted", AsSent = "as-sent", Untold = "untold" }
}

/// The duration of something that the platform does on its own. Under a fixed clock it is zero.
const MOMENT: Duration = Duration::from_secs(2);

/// All choices. [`Choices::default`] is the normal sandbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    pub(super) names: Names,
    pub(super) enable_again: EnableAgain,
    pub(super) schedule_while_preparing: ScheduleWhilePreparing,
    pub(super) disable_unscheduled: DisableUnscheduled,
    pub(super) between_runs: BetweenRuns,
    pub(super) templates: Templates,
    pub(super) duplicates: Duplicates,
    pub(super) skip_and_page: SkipAndPage,
    pub(super) refused_requests: RefusedRequests,
    pub(super) rate_window: Minute,
    pub(super) strictness: Strictness,
    pub(super) token_ids: TokenIds,
    pub(super) burki_imports: BurkiImports,
    pub(super) trigger_paths: TriggerPaths,
    pub(super) contact_list_methods: ContactListMethods,
    pub(super) burki_scheduled_at: BurkiScheduledAt,
    /// The time zone in which a schedule's times are read.
    pub(super) schedule_zone: TimeZone,
    /// The rows of a page if no `limit` is sent.
    pub(super) page_rows: usize,
    /// The most rows of a page.
    pub(super) page_rows_max: usize,
    /// The number of contacts that a run reaches per second of calling hours; high enough that a rehearsal can wait
    /// for the end.
    pub(super) contacts_per_second: u64,
    preparing: Option<Duration>,
    queued_adds: Option<Duration>,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            names: Names::default(),
            enable_again: EnableAgain::default(),
            schedule_while_preparing: ScheduleWhilePreparing::default(),
            disable_unscheduled: DisableUnscheduled::default(),
            between_runs: BetweenRuns::default(),
            templates: Templates::default(),
            duplicates: Duplicates::default(),
            skip_and_page: SkipAndPage::default(),
            refused_requests: RefusedRequests::default(),
            rate_window: Minute::default(),
            strictness: Strictness::default(),
            token_ids: TokenIds::default(),
            burki_imports: BurkiImports::default(),
            trigger_paths: TriggerPaths::default(),
            contact_list_methods: ContactListMethods::default(),
            burki_scheduled_at: BurkiScheduledAt::default(),
            schedule_zone: TimeZone::UTC,
            page_rows: 50,
            page_rows_max: 100,
            contacts_per_second: 10,
            preparing: None,
            queued_adds: None,
        }
    }
}

impl Choices {
    /// The names of all choices.
    pub const NAMES: [&'static str; 22] = [
        "names",
        "enable-again",
        "schedule-while-preparing",
        "disable-unscheduled",
        "between-runs",
        "templates",
        "duplicates",
        "skip-and-page",
        "refused-requests",
        "rate-window",
        "reading",
        "token-ids",
        "schedule-zone",
        "page-rows",
        "page-rows-max",
        "contacts-per-second",
        "preparing",
        "queued-adds",
        "burki-imports",
        "trigger-path",
        "contact-lists",
        "burki-scheduled-at",
    ];

    fn unknown(name: &str) -> ChoiceError {
        ChoiceError::Name { name: name.to_owned(), known: Self::NAMES.join(", ") }
    }

    /// Makes one choice, written `NAME=VALUE`. A later choice of the same name replaces it.
    ///
    /// # Errors
    ///
    /// No choice has this name, or the choice does not have this value. The [`ChoiceError`] lists what is accepted.
    pub fn choose(&mut self, text: &str) -> Result<(), ChoiceError> {
        let (name, value) = text.split_once('=').ok_or_else(|| Self::unknown(text))?;
        let unfit = |takes| ChoiceError::Value { name: name.to_owned(), value: value.to_owned(), takes };
        match name {
            "names" => self.names = Names::read(value).map_err(unfit)?,
            "enable-again" => self.enable_again = EnableAgain::read(value).map_err(unfit)?,
            "schedule-while-preparing" => {
                self.schedule_while_preparing = ScheduleWhilePreparing::read(value).map_err(unfit)?;
            }
            "disable-unscheduled" => {
                self.disable_unscheduled = DisableUnscheduled::read(value).map_err(unfit)?;
            }
            "between-runs" => self.between_runs = BetweenRuns::read(value).map_err(unfit)?,
            "templates" => self.templates = Templates::read(value).map_err(unfit)?,
            "duplicates" => self.duplicates = Duplicates::read(value).map_err(unfit)?,
            "skip-and-page" => self.skip_and_page = SkipAndPage::read(value).map_err(unfit)?,
            "refused-requests" => self.refused_requests = RefusedRequests::read(value).map_err(unfit)?,
            "rate-window" => self.rate_window = Minute::read(value).map_err(unfit)?,
            "reading" => self.strictness = Strictness::read(value).map_err(unfit)?,
            "token-ids" => self.token_ids = TokenIds::read(value).map_err(unfit)?,
            "schedule-zone" => {
                self.schedule_zone = TimeZoneDatabase::bundled()
                    .get(value)
                    .map_err(|_| unfit("a name of the IANA time zone database, such as Asia/Kolkata"))?;
            }
            "page-rows" => self.page_rows = number(value).map_err(unfit)?,
            "page-rows-max" => self.page_rows_max = number(value).map_err(unfit)?,
            "contacts-per-second" => self.contacts_per_second = number(value).map_err(unfit)?,
            "preparing" => self.preparing = Some(time(value).map_err(unfit)?),
            "burki-imports" => self.burki_imports = BurkiImports::read(value).map_err(unfit)?,
            "trigger-path" => self.trigger_paths = TriggerPaths::read(value).map_err(unfit)?,
            "contact-lists" => {
                self.contact_list_methods = ContactListMethods::read(value).map_err(unfit)?;
            }
            "burki-scheduled-at" => {
                self.burki_scheduled_at = BurkiScheduledAt::read(value).map_err(unfit)?;
            }
            "queued-adds" => self.queued_adds = Some(time(value).map_err(unfit)?),
            _ => return Err(Self::unknown(name)),
        }
        Ok(())
    }

    /// How long a new voice campaign stays `Preparing`.
    pub(super) fn preparing(&self, clock: Clock) -> Duration {
        self.preparing.unwrap_or_else(|| moment(clock))
    }

    /// How long added contacts are queued before they are in their list.
    pub(super) fn queued_adds(&self, clock: Clock) -> Duration {
        self.queued_adds.unwrap_or_else(|| moment(clock))
    }
}

const fn moment(clock: Clock) -> Duration {
    match clock {
        Clock::System => MOMENT,
        Clock::Fixed(_) => Duration::ZERO,
    }
}

fn number<T: std::str::FromStr + From<u8> + PartialOrd>(text: &str) -> Result<T, &'static str> {
    text.parse().ok().filter(|number| *number >= T::from(1)).ok_or("a whole number from 1 on")
}

fn time(text: &str) -> Result<Duration, &'static str> {
    duration(text).ok_or("a duration such as 0s, 500ms or 2m")
}

/// Reads a duration such as `500ms`, `2s` or `1m`.
pub(super) fn duration(text: &str) -> Option<Duration> {
    let unit = text.find(|letter: char| !letter.is_ascii_digit())?;
    let number: u64 = text[..unit].parse().ok()?;
    match &text[unit..] {
        "ms" => Some(Duration::from_millis(number)),
        "s" => Some(Duration::from_secs(number)),
        "m" => number.checked_mul(60).map(Duration::from_secs),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_can_be_made_otherwise_and_back() -> Result<(), ChoiceError> {
        let others = [
            "names=repeated",
            "enable-again=refused",
            "schedule-while-preparing=refused",
            "disable-unscheduled=refused",
            "between-runs=rescheduled",
            "templates=known",
            "duplicates=refused",
            "skip-and-page=page",
            "refused-requests=counted",
            "rate-window=fixed",
            "reading=lenient",
            "token-ids=required",
            "schedule-zone=Asia/Kolkata",
            "page-rows=7",
            "page-rows-max=8",
            "contacts-per-second=1000",
            "preparing=1m",
            "queued-adds=0s",
            "burki-imports=immediate",
            "trigger-path=short",
            "contact-lists=get",
            "burki-scheduled-at=as-sent",
        ];
        for (name, text) in Choices::NAMES.iter().zip(others) {
            assert_eq!(text.split('=').next(), Some(*name));
            let mut choices = Choices::default();
            choices.choose(text)?;
            assert_ne!(choices, Choices::default(), "{text}");
        }
        let mut choices = Choices::default();
        choices.choose("names=repeated")?;
        choices.choose("names=unique")?;
        assert_eq!(choices, Choices::default());
        Ok(())
    }

    #[test]
    fn every_choice_is_documented() {
        let document = include_str!("../../docs/sandbox.md");
        for name in Choices::NAMES {
            assert!(document.contains(&format!("\n| `{name}` | ")), "docs/sandbox.md lacks {name}");
        }
    }

    #[test]
    fn what_is_no_choice_says_what_is() {
        let said = |text: &str| Choices::default().choose(text).map_err(|error| error.to_string());
        let cases = [
            ("names", "unknown choice \"names\""),
            ("name=unique", "contacts-per-second"),
            ("names=maybe", "unique or repeated"),
            ("between-runs=ready", "completed or rescheduled or scheduled"),
            ("page-rows=0", "from 1 on"),
            ("schedule-zone=Mars", "IANA"),
            ("preparing=soon", "a duration"),
        ];
        for (text, part) in cases {
            let error = said(text).err().unwrap_or_default();
            assert!(error.contains(part), "{text}: {error}");
        }
    }

    #[test]
    fn nothing_takes_time_where_the_clock_stands() -> Result<(), ChoiceError> {
        let mut choices = Choices::default();
        let stands = Clock::Fixed(jiff::Timestamp::UNIX_EPOCH);
        assert_eq!((choices.preparing(Clock::System), choices.preparing(stands)), (MOMENT, Duration::ZERO));
        choices.choose("preparing=5s")?;
        assert_eq!(choices.preparing(stands), Duration::from_secs(5));
        Ok(())
    }
}
