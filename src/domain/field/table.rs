//! The table of a platform's fields, which parsing, flags and the schema all use.

use std::sync::LazyLock;

use super::place::FieldPlace;
use super::{Decides, Field, Flag};
use super::{burki, kore};
use crate::domain::choice::folded;
use crate::domain::plain::PlainField;
use crate::domain::platform_kind::PlatformKind;

/// The fields of one platform's campaign files.
#[derive(Debug)]
pub struct Table {
    /// The platform.
    pub platform: PlatformKind,
    /// Every field, in the order of a campaign file. The fields of list entries are below their list.
    pub fields: &'static [Field],
    tree: LazyLock<FieldPlace>,
}

static KORE: Table = Table {
    platform: PlatformKind::Kore,
    fields: &kore::FIELDS,
    tree: LazyLock::new(|| FieldPlace::tree(&kore::FIELDS)),
};
static BURKI: Table = Table {
    platform: PlatformKind::Burki,
    fields: burki::FIELDS,
    tree: LazyLock::new(|| FieldPlace::tree(burki::FIELDS)),
};

impl Table {
    /// The table of a platform.
    pub const fn of(platform: PlatformKind) -> &'static Self {
        match platform {
            PlatformKind::Kore => &KORE,
            PlatformKind::Burki => &BURKI,
        }
    }

    /// The tables of the other platforms.
    pub(crate) fn others(&self) -> impl Iterator<Item = &'static Self> + use<> {
        let platform = self.platform;
        [&KORE, &BURKI].into_iter().filter(move |table| table.platform != platform)
    }

    /// The tree of the fields by their keys.
    pub(crate) fn tree(&self) -> &FieldPlace {
        &self.tree
    }

    /// The fields at a path and below it.
    pub(crate) fn under<'path>(
        &self,
        path: &'path [&str],
    ) -> impl Iterator<Item = &'static Field> + use<'path> {
        self.fields.iter().filter(move |field| field.path.starts_with(path))
    }

    /// The fields in which campaigns are compared: the type, and then the others in the order of a campaign file.
    pub(crate) fn compared(&self) -> impl Iterator<Item = &'static Field> + use<> {
        let fields = self.fields;
        let of = move |is_type: bool| {
            let is_it = move |it: &&Field| it.is_compared() && (it.decides == Decides::Type) == is_type;
            fields.iter().filter(is_it)
        };
        of(true).chain(of(false))
    }

    /// The fields on which no rule depends, in the order of a campaign file.
    pub(crate) fn plain_fields(&self) -> impl Iterator<Item = (&'static Field, &'static PlainField)> + use<> {
        self.fields.iter().filter_map(|field| Some((field, field.plain.as_ref()?)))
    }

    /// The fields of a campaign itself. These do not include the schedule, which has calls of its own, fields within
    /// another field, the platform and the former name.
    pub(crate) fn own_fields(&self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().filter(|field| {
            let is_within = (1..field.path.len()).any(|length| self.at(&field.path[..length]).is_some());
            !is_within && !matches!(field.path[0], "schedule" | "platform" | "renamedFrom")
        })
    }

    /// The keys that may be directly below a path, in the order of the table.
    pub(crate) fn keys_below(&self, path: &[&str]) -> Vec<&'static str> {
        self.tree.at(path).map(FieldPlace::keys).unwrap_or_default()
    }

    /// The keys that may be directly below a path, in words: of several mappings one is enough, as in
    /// `recurrenceObject`.
    pub(crate) fn keys_in_words(&self, path: &[&str]) -> String {
        let Some(place) = self.tree.at(path) else { return String::new() };
        let is_leaf = |key: &&str| place.key(key).is_none_or(|(_, below)| below.is_leaf());
        let (leaves, mappings): (Vec<&str>, Vec<&str>) = place.keys().into_iter().partition(is_leaf);
        let (leaves, mappings) = (leaves.join(", "), mappings.join(" or "));
        if leaves.is_empty() || mappings.is_empty() {
            leaves + &mappings
        } else {
            format!("{leaves}, and {mappings}")
        }
    }

    /// Whether a key may be directly below a path.
    pub(crate) fn has_key(&self, path: &[&str], key: &str) -> bool {
        self.tree.at(path).is_some_and(|place| place.key(key).is_some())
    }

    /// Whether a key of a file belongs to one campaign, on whichever platform: no campaign inherits it.
    pub(crate) fn is_of_one_campaign(key: &str) -> bool {
        let mut fields = KORE.fields.iter().chain(BURKI.fields);
        fields.any(|field| field.is_of_one_campaign && field.path[0] == key)
    }

    /// Whether a key is that of the type of a campaign, on whichever platform and in whichever spelling.
    pub(crate) fn is_type_key(key: &str) -> bool {
        let word = folded(key);
        PlatformKind::ALL.into_iter().filter_map(|it| Self::of(it).type_key()).any(|key| folded(key) == word)
    }

    /// The key of the type of a campaign.
    pub(crate) fn type_key(&self) -> Option<&'static str> {
        self.fields.iter().find(|field| field.decides == Decides::Type)?.path.last().copied()
    }

    /// The fields that say what a campaign is: they decide which others it may have.
    pub fn decisive(&self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().filter(|field| field.decides != Decides::Nothing)
    }

    /// The field at a path.
    pub fn at(&self, path: &[&str]) -> Option<&'static Field> {
        self.tree.at(path)?.field
    }

    /// The key directly below a path for which the platform's documentation uses another word.
    pub(crate) fn also_called(&self, path: &[&str], word: &str) -> Option<&'static str> {
        let below = |field: &&Field| matches!(field.path, [above @ .., _] if above == path);
        let called = |field: &&Field| field.also_called == Some(word);
        self.fields.iter().filter(below).find(called)?.path.last().copied()
    }

    /// Every flag that sets a field, on any platform, in the order of the tables.
    pub fn flags() -> impl Iterator<Item = (Flag, &'static Field)> {
        let of = |table: &'static Self| table.fields.iter().filter_map(|field| Some((field.flag?, field)));
        of(&KORE).chain(of(&BURKI).filter(|(flag, _)| KORE.by_flag(flag.name).is_none()))
    }

    /// The field that a flag of `campaign create` sets.
    pub fn by_flag(&self, flag: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.flag_name() == Some(flag))
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Table};
    use crate::domain::platform_kind::PlatformKind;

    #[test]
    fn a_field_of_a_few_words_offers_them() {
        let offered = |platform, flag| {
            let field = Table::of(platform).by_flag(flag);
            field.map(|field| field.choices().join(" "))
        };
        let of_kore = |flag| offered(PlatformKind::Kore, flag);
        assert_eq!(of_kore("--type").as_deref(), Some("sms voice"));
        assert_eq!(of_kore("--format").as_deref(), Some("simple advanced"));
        assert_eq!(of_kore("--dialing-mode").as_deref(), Some("Agentless Progressive Preview"));
        assert_eq!(of_kore("--dialing-order").as_deref(), Some("FIFO LIFO"));
        assert_eq!(offered(PlatformKind::Burki, "--type").as_deref(), Some("call sms mixed"));
        for typed in ["--name", "--priority", "--calling-hours", "--contact-list"] {
            assert_eq!(of_kore(typed).as_deref(), Some(""), "{typed}");
        }
    }

    #[test]
    fn paths_and_flags_are_unique() {
        for platform in PlatformKind::ALL {
            let fields = Table::of(platform).fields;
            for (index, field) in fields.iter().enumerate() {
                for other in &fields[index + 1..] {
                    assert_ne!(field.path, other.path);
                    let flag = field.flag_name();
                    assert!(flag.is_none() || flag != other.flag_name(), "{flag:?}");
                }
                assert!(
                    field.kinds.allowed.includes(field.kinds.required),
                    "{} is required where it is not allowed",
                    field.dotted()
                );
            }
        }
    }

    #[test]
    fn keys_and_flags_are_found_by_path() {
        let table = Table::of(PlatformKind::Kore);
        assert_eq!(table.keys_below(&["dialingStrategy", "callerId"]), ["phoneNumber"]);
        assert_eq!(
            table.keys_below(&["schedule", "recurrenceObject"]),
            ["recurType", "dailyDetails", "weeklyDetails"]
        );
        let ring_time = table.at(&["dialingStrategy", "maxRingTime"]);
        assert_eq!(ring_time.and_then(Field::flag_name), Some("--max-ring-time"));
        assert!(table.at(&["dialingStrategy"]).is_none());
    }
}
