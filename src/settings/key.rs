//! The names of a setting.

use crate::domain::platform_kind::PlatformKind;

/// The names of one setting, and for whom it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    /// The key of a profile, where a profile has one of this name.
    pub(super) name: &'static str,
    pub(super) flag: Option<&'static str>,
    pub(super) variable: Option<&'static str>,
    is_of_kore_alone: bool,
    pub(super) may_be_blank: bool,
    /// Whether it decides what is sent, or where, also if a profile does not have it.
    pub(super) decides_what_is_sent: bool,
}

impl Key {
    /// Said in a profile alone, for each platform.
    pub(super) const SAID: Self = Self {
        name: "",
        flag: None,
        variable: None,
        is_of_kore_alone: false,
        may_be_blank: false,
        decides_what_is_sent: false,
    };

    /// Read before the others, which depend on it.
    pub(super) const PLATFORM: Self = Self::SAID.flag("--platform").variable("KCAMP_PLATFORM").deciding();

    /// Read in its layers too.
    pub(super) const TIMEZONE: Self = Self::SAID.flag("--timezone").variable("KCAMP_TIMEZONE");

    pub(super) const fn flag(self, flag: &'static str) -> Self {
        Self { flag: Some(flag), ..self }
    }

    pub(super) const fn variable(self, variable: &'static str) -> Self {
        Self { variable: Some(variable), ..self }
    }

    /// Burki does not have it.
    pub(super) const fn of_kore(self) -> Self {
        Self { is_of_kore_alone: true, ..self }
    }

    /// A blank text of a profile says nothing: somebody was asked and had no answer.
    pub(super) const fn or_blank(self) -> Self {
        Self { may_be_blank: true, ..self }
    }

    /// It decides what is sent, or where, and commands go on without it.
    pub(super) const fn deciding(self) -> Self {
        Self { decides_what_is_sent: true, ..self }
    }

    pub(super) const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// Whether this platform has the setting.
    pub(super) const fn is_of(&self, platform: PlatformKind) -> bool {
        match platform {
            PlatformKind::Kore => true,
            PlatformKind::Burki => !self.is_of_kore_alone,
        }
    }
}
