//! Profiles and resolved settings.

use serde::Serialize;

use crate::ui::{Cell, Document, Table, View};

/// A profile of the config file, without its secrets.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProfileRow {
    /// Its name.
    pub name: String,
    /// Whether commands use it where none is named.
    pub current: bool,
    /// `kore` or `burki`, where the profile says it.
    pub platform: Option<String>,
    /// The platform's address, where the profile says it.
    pub host: Option<String>,
    /// Kore.ai's account, where the profile says it.
    pub account_id: Option<String>,
    /// Whether every write asks for the profile's name.
    pub protected: bool,
}

/// The profiles of the config file.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ProfilesView(pub Vec<ProfileRow>);

impl View for ProfilesView {
    fn document(&self) -> Document {
        let text = |value: &Option<String>| Cell::of(value.as_ref());
        let rows = self.0.iter().map(|row| {
            [
                Cell::from(if row.current { "*" } else { "" }),
                Cell::from(&row.name),
                text(&row.platform),
                text(&row.host),
                text(&row.account_id),
                Cell::from(if row.protected { "yes" } else { "no" }),
            ]
        });
        Document::new().table(
            Table::new(["CURRENT", "NAME", "PLATFORM", "HOST", "ACCOUNT", "PROTECTED"])
                .rows(rows)
                .empty("no profiles yet; make one with: kcamp setup"),
        )
    }
}

/// One setting as it is resolved now.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SettingRow {
    /// Its key in a profile.
    pub name: String,
    /// Its value; a secret's is where it comes from.
    pub value: Option<String>,
    /// The flag, variable or profile that set it.
    pub source: Option<String>,
}

/// Every setting as it is resolved now.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct SettingsView(pub Vec<SettingRow>);

impl View for SettingsView {
    fn document(&self) -> Document {
        let text = |value: &Option<String>| Cell::of(value.as_ref());
        let rows = self.0.iter().map(|row| [Cell::from(&row.name), text(&row.value), text(&row.source)]);
        Document::new().table(Table::new(["SETTING", "VALUE", "SOURCE"]).rows(rows))
    }
}
