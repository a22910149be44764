//! The table of a platform's fields: what parsing, flags and the schema know of a campaign file comes from it.

use std::sync::LazyLock;

use super::kind::KindSet;
use super::place::Place;
use super::schema::Shape;
use super::{burki_fields, kore_fields};
use crate::domain::platform_kind::PlatformKind;

/// A field of a campaign file.
#[derive(Debug)]
pub struct Field {
    /// Its keys from the document's root.
    pub path: &'static [&'static str],
    /// The flag of `campaign create` that sets it.
    pub flag: Option<&'static str>,
    /// The campaigns that it must be given for.
    pub(super) required: KindSet,
    /// The campaigns that it may be given for.
    pub(super) allowed: KindSet,
    /// What a value looks like, for the schema.
    pub(super) shape: Shape,
    /// A value as a file has it, for the help of a finding and for the schema.
    pub(super) example: &'static str,
    /// What it is for, for the schema.
    pub(super) about: &'static str,
}

impl Field {
    /// Its keys with dots between them, as in `dialingStrategy.callerId.phoneNumber`.
    #[must_use]
    pub fn dotted(&self) -> String {
        self.path.join(".")
    }

    /// The words that its value is one of, in the order in which they are offered; none where it is not one of a few.
    #[must_use]
    pub fn choices(&self) -> Vec<String> {
        let (Shape::One(leaf) | Shape::Words(_, leaf) | Shape::OneOrKeys(leaf)) = self.shape else {
            return Vec::new();
        };
        let words = leaf()["enum"].as_array().map(|words| {
            // A number is typed.
            words.iter().map(|word| word.as_str().map(str::to_owned)).collect::<Option<_>>()
        });
        words.flatten().unwrap_or_default()
    }
}

/// A row of a table.
pub(super) const fn field(
    path: &'static [&'static str],
    flag: Option<&'static str>,
    required: KindSet,
    allowed: KindSet,
    shape: Shape,
    example: &'static str,
    about: &'static str,
) -> Field {
    Field { path, flag, required, allowed, shape, example, about }
}

/// The fields of one platform's campaign files.
#[derive(Debug)]
pub struct Table {
    /// The platform.
    pub platform: PlatformKind,
    /// Every field, in the order of a campaign file. Those of lists' entries stand below their list.
    pub fields: &'static [Field],
    tree: LazyLock<Place>,
}

static KORE: Table = Table {
    platform: PlatformKind::Kore,
    fields: kore_fields::FIELDS,
    tree: LazyLock::new(|| Place::tree(kore_fields::FIELDS)),
};
static BURKI: Table = Table {
    platform: PlatformKind::Burki,
    fields: burki_fields::FIELDS,
    tree: LazyLock::new(|| Place::tree(burki_fields::FIELDS)),
};

impl Table {
    /// The table of a platform.
    #[must_use]
    pub const fn of(platform: PlatformKind) -> &'static Self {
        match platform {
            PlatformKind::Kore => &KORE,
            PlatformKind::Burki => &BURKI,
        }
    }

    /// The tables of the other platforms.
    pub(super) fn others(&self) -> impl Iterator<Item = &'static Self> + use<> {
        let platform = self.platform;
        [&KORE, &BURKI].into_iter().filter(move |table| table.platform != platform)
    }

    /// The fields by the keys that they stand below.
    pub(super) fn tree(&self) -> &Place {
        &self.tree
    }

    /// The fields at a path and below it.
    pub(super) fn under<'path>(
        &self,
        path: &'path [&str],
    ) -> impl Iterator<Item = &'static Field> + use<'path> {
        self.fields.iter().filter(move |field| field.path.starts_with(path))
    }

    /// The keys that may stand directly below a path, in the order of the table.
    pub(super) fn keys_below(&self, path: &[&str]) -> Vec<&'static str> {
        self.tree.at(path).map(Place::keys).unwrap_or_default()
    }

    /// Whether a key may stand directly below a path.
    pub(super) fn has_key(&self, path: &[&str], key: &str) -> bool {
        self.tree.at(path).is_some_and(|place| place.key(key).is_some())
    }

    /// The field at a path.
    #[must_use]
    pub fn at(&self, path: &[&str]) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.path == path)
    }

    /// Whether a key may be there and empty: the vendor documents an empty `templateId` as no template, Kore.ai contract §7.
    pub(super) fn takes_empty(&self, path: &[&str]) -> bool {
        self.platform == PlatformKind::Kore && path == ["message", "templateId"]
    }

    /// The field that a flag of `campaign create` sets.
    #[must_use]
    pub fn by_flag(&self, flag: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.flag == Some(flag))
    }
}

#[cfg(test)]
mod tests {
    use super::Table;
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
                    assert!(field.flag.is_none() || field.flag != other.flag, "{:?}", field.flag);
                }
                assert!(
                    field.allowed.includes(field.required),
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
        assert_eq!(ring_time.and_then(|field| field.flag), Some("--max-ring-time"));
        assert!(table.at(&["dialingStrategy"]).is_none());
    }
}
