//! A page.
pub fn page(
    _: &[crate::domain::preview::PlannedCampaign],
    _: &[crate::domain::preview::PreviewedRun<'_>],
    _: jiff::Timestamp,
) -> String {
    String::new()
}
