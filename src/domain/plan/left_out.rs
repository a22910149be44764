//! The fields that a file leaves out and an update would remove, because the live value is not known.

use jiff::Timestamp;

use super::{LeftOut, MemoryComparison, MemoryLookup, Obstacle};
use crate::domain::difference::{is_unread, unread_and_not_sent};
use crate::domain::kore_campaign::DNC_LISTS;
use crate::domain::live::LiveCampaign;
use crate::domain::platform_campaign::PlatformCampaign;

/// The next step where a live value cannot be sent again.
pub(super) const WRITE_THE_KEY: &str = "write the key in the file";

/// The fields that a file leaves out and that the platform would lose.
pub(super) struct LeftOutFields {
    fields: Vec<LeftOut>,
    /// When this machine sent the do-not-contact list that the platform does not return.
    list_sent: Option<Timestamp>,
}

impl LeftOutFields {
    /// The missing fields, and optional fields whose live value is unknown: the platform returns it in a form that is
    /// not read, or it is a do-not-contact list that this machine sent.
    pub(super) fn of(
        missing: &[LeftOut],
        to: &PlatformCampaign,
        live: &LiveCampaign,
        recall: MemoryLookup<'_>,
    ) -> Self {
        let unread = unread_and_not_sent(live, to).into_iter();
        let mut fields = missing.to_vec();
        fields.extend(unread.map(|field| LeftOut { field, problem: None }));
        let list_sent = to.dnc_list().map_or_else(|| dnc_list_sent(live, recall), |_| None);
        fields.extend(list_sent.map(|_| LeftOut { field: DNC_LISTS, problem: None }));
        Self { fields, list_sent }
    }

    pub(super) fn contains(&self, field: &str) -> bool {
        self.fields.iter().any(|it| it.field == field)
    }

    /// Why the campaign cannot be updated; `None` where nothing would be lost.
    pub(super) fn obstacle(&self, live: &LiveCampaign) -> Option<Obstacle> {
        if self.fields.is_empty() {
            return None;
        }
        let problem = self.fields.iter().find_map(|it| it.problem.as_deref());
        let why = problem.map_or_else(|| self.not_known(live), not_sendable);
        let next = if self.contains(DNC_LISTS) && !live.needs_dnc_list() {
            format!("{WRITE_THE_KEY}, or remove the list: kcamp campaign update {} --no-dnc-list", live.id)
        } else {
            WRITE_THE_KEY.to_owned()
        };
        Some(Obstacle::new(why, Some(next)))
    }

    /// The reason where a live value is not known.
    fn not_known(&self, live: &LiveCampaign) -> String {
        let fields: Vec<&str> = self.fields.iter().map(|it| it.field).collect();
        let lost = if fields.iter().any(|field| is_unread(live, field)) {
            "not returned in a readable form".to_owned()
        } else {
            let sent = self.list_sent.map(|at| format!(", although this machine sent one on {at}"));
            format!("not returned by the platform{}", sent.unwrap_or_default())
        };
        format!("{}: not in its file and {lost}, and an update sends the whole campaign", fields.join(", "))
    }
}

/// When this machine sent the do-not-contact list of a campaign for which the platform returns none: it may be there
/// all the same, and an update without it would remove it.
pub fn dnc_list_sent(live: &LiveCampaign, recall: MemoryLookup<'_>) -> Option<Timestamp> {
    match recall(DNC_LISTS, None) {
        Some(MemoryComparison::Other(sent)) if !live.is_dnc_list_unread() => Some(sent.at),
        _ => None,
    }
}

/// Why no update is sent to a campaign of which several do-not-contact lists are live: it would leave one of them.
pub(super) fn several_lists(live: &LiveCampaign) -> Option<Obstacle> {
    let lists = live.several_names(&[DNC_LISTS])?;
    Some(Obstacle::new(
        format!("{DNC_LISTS}: {lists} are live, and an update leaves only the one that it sends"),
        Some(format!("to keep one of them alone: kcamp campaign update {} --dnc-list NAME", live.id)),
    ))
}

/// The reason where a live value breaks a rule.
pub(super) fn not_sendable(message: &str) -> String {
    format!("what the file does not manage cannot be sent again: {message}")
}
