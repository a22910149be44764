//! Calendar files.
pub fn calendar(_: &[crate::domain::preview::PlannedCampaign], _: jiff::Timestamp) -> String {
    String::new()
}
