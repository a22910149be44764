//! Which object is meant: by its id or by its name.

use std::fmt;

use super::name::{NameKey, look_the_same};
use super::platform_kind::PlatformKind;

/// The mark in front of an id, for a text that a name could be too.
const ID_MARK: &str = "id:";

/// Something of an account that is named by its name or its id.
pub trait Referable: Sized {
    /// Its id.
    type Id: Clone + PartialEq + fmt::Debug;

    /// The id with this text.
    fn id_of_text(text: &str) -> Self::Id;

    /// The text of an id.
    fn text_of_id(id: &Self::Id) -> &str;

    /// Its own id.
    fn id(&self) -> &Self::Id;

    /// Its name.
    fn name(&self) -> &str;

    /// Whether a text without a mark looks like an id, a name, or either.
    fn form(text: &str, platform: PlatformKind) -> Form;
}

/// The form of a text: that of an id, of a name, or of either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// An id for sure.
    Id,
    /// A name for sure.
    Name,
    /// A name or an id.
    Either,
}

/// Which object is meant.
///
/// A file, and a choice from a list, say whether they name or identify it. What somebody typed may leave that open:
/// then both are looked for, and two objects are a question, never a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ref<T: Referable> {
    /// The object of this id.
    Id(T::Id),
    /// The object of this name.
    Name(String),
    /// The object of this id, or of the name that is the same text.
    IdOrName(T::Id),
}

impl<T: Referable> Ref<T> {
    /// The object that a user means by this text: `id:ID`, an id, or a name.
    pub fn typed(text: &str, platform: PlatformKind) -> Self {
        if let Some(marked) = marked_id(text)
            && T::form(marked, platform) != Form::Name
        {
            return Self::Id(T::id_of_text(marked));
        }
        match T::form(text, platform) {
            Form::Name => Self::Name(text.to_owned()),
            Form::Either => Self::IdOrName(T::id_of_text(text)),
            Form::Id => Self::Id(T::id_of_text(text)),
        }
    }

    /// Like [`Self::typed`], where all objects are listed anyway: a text that is an id for sure is looked for among the
    /// names too.
    pub fn typed_beside_list(text: &str, platform: PlatformKind) -> Self {
        match Self::typed(text, platform) {
            Self::Id(id) if T::text_of_id(&id) == text => Self::IdOrName(id),
            other => other,
        }
    }

    /// Whether an object of this name could not be told from one of this id, where somebody types it.
    pub fn is_hidden(name: &str, platform: PlatformKind) -> bool {
        !matches!(Self::typed(name.trim(), platform), Self::Name(_))
    }

    /// Whether an object has this id, or this name in any case.
    pub fn may_mean(&self, object: &T) -> bool {
        let is_named = |name: &str| NameKey::of(object.name()) == NameKey::of(name);
        match self {
            Self::Id(id) => object.id() == id,
            Self::Name(name) => is_named(name),
            Self::IdOrName(id) => object.id() == id || is_named(T::text_of_id(id)),
        }
    }

    /// Whether an object has this id, or this name in a spelling that looks the same.
    pub fn means(&self, object: &T) -> bool {
        match self {
            Self::Id(id) => object.id() == id,
            Self::Name(name) => look_the_same(object.name(), name),
            Self::IdOrName(id) => object.id() == id || look_the_same(object.name(), T::text_of_id(id)),
        }
    }

    /// The id of the object that is meant, which is `read` where that was done.
    pub fn id_of(&self, read: Option<&T>) -> Option<T::Id> {
        match (read, self) {
            (Some(live), _) => Some(live.id().clone()),
            (None, Self::Id(id)) => Some(id.clone()),
            (None, Self::Name(_) | Self::IdOrName(_)) => None,
        }
    }

    /// The text, without the mark of an id.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Id(id) | Self::IdOrName(id) => T::text_of_id(id),
            Self::Name(name) => name,
        }
    }
}

impl<T: Referable> fmt::Display for Ref<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// The text behind the mark of an id.
pub fn marked_id(text: &str) -> Option<&str> {
    text.strip_prefix(ID_MARK)
}

/// The part of a text behind a prefix of ids on Kore.ai, where it has nothing but hexadecimal digits and dashes.
/// Kore.ai contract §1.4.
pub(super) fn behind_kore_prefix<'text>(text: &'text str, prefix: &str) -> Option<&'text str> {
    let rest = text.strip_prefix(prefix)?;
    rest.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-').then_some(rest)
}
