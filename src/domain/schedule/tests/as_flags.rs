//! Tests of the flags that recreate a schedule.

use super::{daily, operator, weekly};
use crate::domain::schedule::PlannedSchedule;

#[test]
fn the_flags_of_a_schedule_give_it_on_the_platforms_clock() {
    for (recurrence, name, flags) in [
        (daily(1), "UTC", "--daily --start 2026-12-07T09:00:00 --end 2026-12-31T23:59:59 --timezone UTC"),
        (
            daily(3),
            "UTC",
            "--daily --every 3 --start 2026-12-07T09:00:00 --end 2026-12-31T23:59:59 --timezone UTC",
        ),
        (
            weekly(2, "Wed,Mon"),
            "Asia/Kolkata",
            "--weekly Mon,Wed --every 2 --start 2026-12-07T03:30:00 --end 2026-12-31T18:29:59 --timezone UTC",
        ),
        (
            weekly(1, "Mon"),
            "Australia/Sydney",
            "--weekly Sun --start 2026-12-06T22:00:00 --end 2026-12-31T12:59:59 --timezone UTC",
        ),
    ] {
        let outcome = operator("2026-12-07T09:00", "2026-12-31T23:59:59", recurrence, name);
        let schedule = PlannedSchedule::Kore(outcome.schedule().clone());
        assert_eq!(schedule.as_flags().as_deref(), Some(flags));
    }
    assert_eq!(PlannedSchedule::Immediate.as_flags(), None);
}
