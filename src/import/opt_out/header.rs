//! The headers of columns that say who opted out, and cells that are words of one: known whole, or decided by their words.

use super::withdrawn::{deny, is_inside, take_back};
use crate::import::headers::{ColumnContent, plain_words};

/// The meaning of a column's cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OptOutMeaning {
    /// Yes is an opt-out, and so is whatever is not a no: a date, a reason.
    OptOut,
    /// No is an opt-out.
    Consent,
    /// A few states are.
    Status,
    /// A few tags among others are, the same as of a state.
    Tags,
}

/// The ends that Salesforce gives the names of fields that somebody added.
const ADDED_FIELD: [&str; 2] = ["__c", "__pc"];

/// Words that say by themselves that somebody opted out: of a list, of a register of a country, or by a sign.
const OPTED_OUT: &[&str] = &[
    "dnc",
    "ndnc",
    "dnd",
    "ndnd",
    "dncr",
    "tps",
    "ctps",
    "robinson",
    "robinsonliste",
    "bloctel",
    "optout",
    "optouts",
    "optedout",
    "donotcall",
    "donotcontact",
    "donottext",
    "dontcall",
    "dontcontact",
    "donttext",
    "unsubscribe",
    "unsubscribed",
    "unsub",
    "unsubs",
    "unsubbed",
    "nevolat",
    "telefonsperre",
    "anrufsperre",
    "rufsperre",
    "werbesperre",
    "kontaktsperre",
    "werbewiderspruch",
    "uncontactable",
];

/// Words that say so only where nothing but a [`PLAIN_WORD`](PLAIN_WORDS) is beside them: other things are blocked too.
const OPTED_OUT_ALONE: &[&str] = &[
    "suppress",
    "suppressed",
    "suppression",
    "blocked",
    "blacklist",
    "blacklisted",
    "blocklist",
    "blocklisted",
    "opposition",
];

/// Words that say by themselves that somebody agreed.
const CONSENT: &[&str] = &[
    "consent",
    "consents",
    "consented",
    "optin",
    "optins",
    "optedin",
    "subscribed",
    "permission",
    "contactable",
    "callable",
    "textable",
    "einwilligung",
    "zustimmung",
    "consentement",
    "consentimiento",
    "consentimento",
    "consenso",
    "toestemming",
    "samtykke",
    "samtycke",
    "suostumus",
    "zgoda",
    "zgody",
    "souhlas",
    "suhlas",
    "согласие",
    "согласия",
    "згода",
    "persetujuan",
];

/// Two words that say it together, out and in.
const OUT: [[&str; 2]; 4] = [["opt", "out"], ["opted", "out"], ["opt", "outs"], ["opts", "out"]];
const IN: [[&str; 2]; 4] = [["opt", "in"], ["opted", "in"], ["opt", "ins"], ["opts", "in"]];

/// Words that take back the word behind them, as in `Not opted out` and `No consent`.
const TAKES_BACK: &[&str] = &["not", "no", "non", "without", "never", "keine", "kein"];

/// Words of a refusal, a few words before that of a [`CALL`](CALLS). English says `do` before it.
const REFUSED: &[&str] = &[
    "dont", "donot", "nicht", "pas", "niet", "nao", "keine", "kein", "ikke", "inte", "icke", "ej", "geen",
    "aucun", "sem", "nie", "не",
];
/// Words of a permission, a few words before that of a call.
const ALLOWED: &[&str] = &[
    "can",
    "cannot",
    "cant",
    "accepts",
    "accept",
    "agrees",
    "allow",
    "allows",
    "allowed",
    "ok",
    "okay",
    "permitted",
    "may",
];
/// Those that may stand right behind the word of a call too.
const ALLOWED_BEHIND: &[&str] = &["allowed", "ok", "okay", "permitted"];
/// Words for what somebody refuses or allows.
const CALLS: &[&str] = &[
    "call",
    "calls",
    "calling",
    "contact",
    "text",
    "texts",
    "texting",
    "phone",
    "sms",
    "message",
    "messages",
    "ring",
    "dial",
    "disturb",
    "solicit",
    "anrufen",
    "anruf",
    "anrufe",
    "kontaktieren",
    "appeler",
    "appel",
    "appels",
    "contacter",
    "demarcher",
    "ligar",
    "contatar",
    "bellen",
    "contacteren",
    "gebeld",
    "ringe",
    "ringes",
    "ringa",
    "kontakte",
    "kontaktes",
    "kontakta",
    "dzwonic",
    "звонить",
];
/// Words of what is not wanted, behind a `no` or a `stop` of a header.
const WANTED: &[&str] = &[
    "call",
    "calls",
    "calling",
    "text",
    "texts",
    "texting",
    "sms",
    "message",
    "messages",
    "messaging",
    "contact",
    "contacting",
    "robocalls",
    "whatsapp",
    "appel",
    "appels",
    "llamadas",
    "ligacoes",
    "chiamate",
    "anrufe",
];
/// Words before the `no` of a number, as in `Phone No SMS`.
const BEFORE_NUMBER: &[&str] = &[
    "phone",
    "telephone",
    "tel",
    "mobile",
    "cell",
    "contact",
    "customer",
    "handy",
    "account",
    "number",
    "serial",
    "order",
];
/// How many words may stand from the one to the other.
const REACH: usize = 3;
/// Words of which `no` is the refusal; elsewhere it is a number, as in `No. of calls`.
const CALLS_OF_NO: &[&str] = &["llamar", "contactar", "molestar"];

/// Channels on which nobody is called or written to here.
const OTHER_CHANNELS: &[&str] = &[
    "email",
    "emails",
    "mail",
    "mails",
    "mailing",
    "mailings",
    "bulkemail",
    "post",
    "postal",
    "newsletter",
    "newsletters",
    "push",
    "fax",
    "letter",
    "letters",
    "courriel",
    "correo",
];
/// Channels on which people are, which count beside others.
const OWN_CHANNELS: &[&str] = &[
    "call",
    "calls",
    "calling",
    "phone",
    "telephone",
    "mobile",
    "voice",
    "sms",
    "text",
    "texts",
    "texting",
    "message",
    "messages",
    "all",
    "any",
    "global",
    "telefon",
    "anruf",
    "anrufe",
];

/// Words that make the column another one: it is about an opt-out, and does not say who did.
const ABOUT_IT: &[&str] = &[
    "name",
    "id",
    "ids",
    "link",
    "url",
    "uri",
    "token",
    "key",
    "template",
    "language",
    "lang",
    "count",
    "number",
    "total",
    "max",
    "limit",
    "version",
    "ip",
    "page",
    "before",
    "after",
    "between",
    "hours",
    "times",
    "window",
    "checked",
    "scrubbed",
    "verified",
    "group",
    "level",
    "plan",
    "product",
    "package",
    "photo",
    "cookie",
    "cookies",
    "treatment",
    "procedure",
    "medical",
    "surgery",
    "media",
    "recording",
    "back",
];

/// Words for tags, one of which may say that somebody opted out.
const TAGS: &[&str] = &["tags", "tag", "labels", "label"];

/// Words beside one of [`OPTED_OUT_ALONE`] that leave it what it is.
const PLAIN_WORDS: &[&str] = &[
    "is",
    "has",
    "was",
    "been",
    "on",
    "in",
    "from",
    "for",
    "of",
    "the",
    "list",
    "flag",
    "status",
    "date",
    "at",
    "reason",
    "contact",
    "customer",
    "global",
    "marketing",
    "all",
    "au",
    "demarchage",
    "telephonique",
];

impl OptOutMeaning {
    /// What a column with this header says; `None` where it says nothing of an opt-out.
    pub(super) fn of_header(header: &str) -> Option<Self> {
        let header = header.trim();
        // With its point it is a number, as in `No. of calls`.
        let without_number = header.to_lowercase().replace("no. ", "");
        let header = if without_number.len() < header.len() { &*without_number } else { header };
        let header = ADDED_FIELD.iter().find_map(|end| header.strip_suffix(end)).unwrap_or(header);
        match ColumnContent::of_header(header) {
            Some(ColumnContent::OptOut) => Some(Self::OptOut),
            Some(ColumnContent::Consent) => Some(Self::Consent),
            Some(ColumnContent::Status) => Some(Self::Status),
            Some(ColumnContent::Tags) => Some(Self::Tags),
            Some(_) => None,
            None if is_inside(&plain_words(header)) => Some(Self::OptOut),
            None => Self::of_words(&plain_words(&without_short_not(header))),
        }
    }

    /// What words say together.
    fn of_words(all: &[String]) -> Option<Self> {
        let words = Words(all);
        if words.have(ABOUT_IT) || words.have(OTHER_CHANNELS) && !words.have(OWN_CHANNELS) {
            return None;
        }
        let is_ended = words
            .places()
            .any(|place| words.consents(place) && take_back(all) || words.allows(place) && deny(all));
        if words.refuse()
            || words.want_none()
            || is_ended && !words.places().any(|place| words.opts_out(place))
        {
            return Some(Self::OptOut);
        }
        let of_place = words.places().find_map(|place| {
            let is_taken_back = place > 0 && words.is_at(place - 1, TAKES_BACK);
            if words.opts_out(place) || words.stands_alone(place) {
                Some(if is_taken_back { Self::Consent } else { Self::OptOut })
            } else if words.agrees(place) {
                Some(if is_taken_back { Self::OptOut } else { Self::Consent })
            } else {
                None
            }
        });
        of_place.or_else(|| words.have(TAGS).then_some(Self::Tags))
    }
}

/// Whether one of these words says that somebody agreed.
pub(super) fn agrees(words: &[String]) -> bool {
    let words = Words(words);
    words.places().any(|place| words.agrees(place))
}

/// A text in which `can't` and the like are one word.
pub(super) fn without_short_not(text: &str) -> String {
    ["n't", "n’t", "N'T", "N’T"].iter().fold(text.to_owned(), |text, short| text.replace(short, "nt"))
}

/// Whether a cell is or has the words of somebody who opted out. A state such as `not contactable` says nothing of that.
pub(super) fn is_opt_out(cell: &str) -> bool {
    let words = plain_words(&without_short_not(cell));
    let words = Words(&words);
    let says_so = |place: usize| {
        words.opts_out(place) && !(place > 0 && words.is_at(place - 1, TAKES_BACK)) && !words.have(ABOUT_IT)
    };
    ColumnContent::of_header(cell) == Some(ColumnContent::OptOut)
        || words.places().any(says_so)
        || words.refuse() && !words.have(ABOUT_IT)
}

/// The words of a header or a cell.
struct Words<'words>(&'words [String]);

impl Words<'_> {
    const fn places(&self) -> std::ops::Range<usize> {
        0..self.0.len()
    }

    fn have(&self, of: &[&str]) -> bool {
        self.places().any(|place| self.is_at(place, of))
    }

    fn is_at(&self, place: usize, of: &[&str]) -> bool {
        self.0.get(place).is_some_and(|word| of.contains(&word.as_str()))
    }

    /// Whether a word and the one behind it are one of these.
    fn are_at(&self, place: usize, pairs: &[[&str; 2]]) -> bool {
        pairs.iter().any(|[first, second]| self.is_at(place, &[first]) && self.is_at(place + 1, &[second]))
    }

    /// Whether a word for a call comes soon behind a place.
    fn lead_to_a_call(&self, place: usize) -> bool {
        (1..=REACH).any(|further| self.is_at(place + further, CALLS))
    }

    /// Whether they say that somebody must not be called.
    fn refuse(&self) -> bool {
        self.places().any(|place| {
            let is_refusal = self.is_at(place, REFUSED) || self.are_at(place, &[["do", "not"]]);
            let reaches = self.lead_to_a_call(place) || self.lead_to_a_call(place + 1);
            is_refusal && reaches || self.is_at(place, &["no"]) && self.is_at(place + 1, CALLS_OF_NO)
        })
    }

    /// Whether a header says that no calls are wanted, as in `No SMS` and `Stop calling`, or says `ring not`.
    fn want_none(&self) -> bool {
        let wants_none = |place: usize| {
            let is_number = place > 0 && self.is_at(place - 1, BEFORE_NUMBER);
            let is_no = self.is_at(place, &["no", "non", "zero", "nessuna"]) && !is_number;
            let before_phone = usize::from(self.is_at(place + 1, &["phone", "more", "further", "marketing"]));
            let is_phone_call = self.is_at(place + 1 + before_phone, WANTED);
            (is_no || self.is_at(place, &["stop"])) && is_phone_call
        };
        let behind =
            [["ring", "ikke"], ["ring", "inte"], ["ring", "ej"], ["kontakta", "ej"], ["kontakt", "ikke"]];
        self.places().any(|place| wants_none(place) || self.are_at(place, &behind))
    }

    fn opts_out(&self, place: usize) -> bool {
        self.is_at(place, OPTED_OUT) || self.are_at(place, &OUT)
    }

    /// Whether a word that other things may be called too has only plain words beside it.
    fn stands_alone(&self, place: usize) -> bool {
        let is_plain = |other: usize| self.is_at(other, PLAIN_WORDS) || self.is_at(other, OWN_CHANNELS);
        self.is_at(place, OPTED_OUT_ALONE) && self.places().all(|other| other == place || is_plain(other))
    }

    fn agrees(&self, place: usize) -> bool {
        self.consents(place) || self.allows(place)
    }

    /// Whether a word says that somebody agreed.
    fn consents(&self, place: usize) -> bool {
        self.is_at(place, CONSENT) || self.are_at(place, &IN)
    }

    /// Whether a word says that somebody may be called. May is a month too, and has calls.
    fn allows(&self, place: usize) -> bool {
        let is_month = self.is_at(place, &["may"]) && self.is_at(place + 1, &["calls", "texts", "messages"]);
        self.is_at(place, ALLOWED) && self.lead_to_a_call(place) && !is_month
            || self.is_at(place, &["accepts", "accept"]) && self.is_at(place + 1, &["marketing"])
            || self.is_at(place, CALLS)
                && self.is_at(place + 1 + usize::from(self.is_at(place + 1, &["not"])), ALLOWED_BEHIND)
    }
}
