//! The names of actions in the journal and in reports. Journals of earlier versions have these names, so a
//! name never changes.

/// A campaign is created.
pub const CREATE_CAMPAIGN: &str = "campaign create";
/// Fields of a campaign are changed.
pub const UPDATE_CAMPAIGN: &str = "campaign update";
/// A campaign is deleted.
pub const DELETE_CAMPAIGN: &str = "campaign delete";
/// A campaign is started.
pub const START_CAMPAIGN: &str = "campaign start";
/// A campaign is stopped.
pub const STOP_CAMPAIGN: &str = "campaign stop";
/// A campaign is paused.
pub const PAUSE_CAMPAIGN: &str = "campaign pause";
/// The contacts of a campaign get another round.
pub const RE_EXECUTE_CAMPAIGN: &str = "campaign re-execute";
/// A file of contacts is imported into a campaign.
pub const IMPORT_CONTACTS: &str = "campaign import";
/// Contacts of a run are called back.
pub const CALL_BACK: &str = "campaign callback";
/// A schedule is switched on.
pub const ENABLE_SCHEDULE: &str = "schedule enable";
/// A schedule is switched off.
pub const DISABLE_SCHEDULE: &str = "schedule disable";
/// A contact list is created.
pub const CREATE_LIST: &str = "contact-list create";
/// A contact list gets another name or description.
pub const RENAME_LIST: &str = "contact-list rename";
/// A contact list is deleted.
pub const DELETE_LIST: &str = "contact-list delete";
/// Rows of a file are added to a contact list.
pub const ADD_CONTACTS: &str = "contact-list import";

/// The prefix of the name of a `kcamp api` request; the HTTP method follows.
const RAW: &str = "api ";

/// The name of a `kcamp api` request with this method.
pub fn of_raw(method: &str) -> String {
    format!("{RAW}{method}")
}

/// The method of a `kcamp api` request, from its name; `None` for any other action.
pub fn raw_method(action: &str) -> Option<&str> {
    action.strip_prefix(RAW)
}

/// Whether the action is a `kcamp api` request, which may have done anything.
pub fn is_raw(action: &str) -> bool {
    raw_method(action).is_some()
}

/// Whether the action creates a campaign or a contact list.
pub fn is_create(action: &str) -> bool {
    matches!(action, CREATE_CAMPAIGN | CREATE_LIST)
}

/// Whether the action switches a schedule on or off.
pub fn is_of_schedule(action: &str) -> bool {
    matches!(action, ENABLE_SCHEDULE | DISABLE_SCHEDULE)
}

/// The name of what an action changes, which other actions may change too.
pub fn changed_by(action: &str) -> &str {
    match action {
        ENABLE_SCHEDULE | DISABLE_SCHEDULE => "schedule",
        START_CAMPAIGN | STOP_CAMPAIGN | PAUSE_CAMPAIGN | RE_EXECUTE_CAMPAIGN => "status",
        action => action,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Journals of earlier versions have these words.
    #[test]
    fn no_name_is_another_one_than_it_was() {
        assert_eq!(
            [
                CREATE_CAMPAIGN,
                UPDATE_CAMPAIGN,
                DELETE_CAMPAIGN,
                START_CAMPAIGN,
                STOP_CAMPAIGN,
                PAUSE_CAMPAIGN
            ],
            ["create", "update", "delete", "start", "stop", "pause"].map(|verb| format!("campaign {verb}"))
        );
        assert_eq!(
            [RE_EXECUTE_CAMPAIGN, IMPORT_CONTACTS, CALL_BACK],
            ["campaign re-execute", "campaign import", "campaign callback"]
        );
        assert_eq!([ENABLE_SCHEDULE, DISABLE_SCHEDULE], ["schedule enable", "schedule disable"]);
        assert_eq!(
            [CREATE_LIST, RENAME_LIST, DELETE_LIST, ADD_CONTACTS],
            ["create", "rename", "delete", "import"].map(|verb| format!("contact-list {verb}"))
        );
        assert_eq!(raw_method(&of_raw("PUT")), Some("PUT"));
        assert!(
            !is_raw(IMPORT_CONTACTS) && !is_of_schedule(CREATE_CAMPAIGN) && !is_of_schedule(&of_raw("PUT"))
        );
    }
}
