//! Profiles and resolved settings.

use serde::Serialize;

use crate::ui::{Cell, Column, Document, Table, View};

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
    /// Kore.ai's account, or the user's own name for the account of Burki's key, where the profile says it.
    pub account_id: Option<String>,
    /// Where Burki's key is kept, in words, which tells accounts apart where no name does.
    #[serde(skip)]
    pub key_from: Option<String>,
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
        let columns = [
            Column::new("CURRENT", |it: &ProfileRow| Cell::from(if it.current { "*" } else { "" })),
            Column::new("NAME", |it| Cell::from(&it.name)),
            Column::new("PLATFORM", |it| Cell::of(it.platform.as_ref())),
            Column::whole("HOST", |it| Cell::of(it.host.as_ref())),
            Column::whole("ACCOUNT", |it| Cell::of(it.account_id.as_ref().or(it.key_from.as_ref()))),
            Column::new("PROTECTED", |it| Cell::from(if it.protected { "yes" } else { "no" })),
        ];
        let table = Table::list(&columns, &self.0);
        Document::new().table(table.empty("no profiles yet; make one with: kcamp setup"))
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
        let columns = [
            Column::new("SETTING", |it: &SettingRow| Cell::from(&it.name)),
            Column::new("VALUE", |it| Cell::of(it.value.as_ref())),
            Column::new("SOURCE", |it| Cell::of(it.source.as_ref())),
        ];
        Document::new().table(Table::list(&columns, &self.0))
    }
}
