//! The fields of the schedule of a campaign of Kore.ai, which has a call of its own. Kore.ai contract §9.

use crate::domain::field::{FIELD, Field, Shape, leaf};

pub(super) const ROWS: &[Field] = &[
    // The word, or a mapping whose contents are checked where they are read.
    Field {
        path: &["schedule"],
        shape: Shape::OneOrKeys(leaf::no_schedule),
        is_of_one_campaign: true,
        example: "none",
        help: "When the campaign runs, switched on by a second call after the create; or only isSchedulingEnabled: false; or none, to let kcamp apply switch the schedule off",
        ..FIELD
    },
    Field {
        path: &["schedule", "isSchedulingEnabled"],
        shape: Shape::One(leaf::switch),
        example: "false",
        help: "only false for no schedule",
        ..FIELD
    },
    Field {
        path: &["schedule", "startDateTime"],
        shape: Shape::One(leaf::wall_time),
        example: "2027-01-04 09:00:00",
        help: "The start, local time in timezone",
        ..FIELD
    },
    Field {
        path: &["schedule", "endDateTime"],
        shape: Shape::One(leaf::wall_end),
        example: "2027-06-30 18:00:00",
        help: "The end, inclusive, local time in timezone; only a day means the end of that day",
        ..FIELD
    },
    Field {
        path: &["schedule", "timezone"],
        shape: Shape::One(leaf::zone),
        example: "America/New_York",
        help: "The zone in which the times of the schedule are; without it the platform's own clock",
        ..FIELD
    },
    Field {
        path: &["schedule", "recurrenceObject", "recurType"],
        shape: Shape::One(leaf::recurrence),
        example: "Daily",
        help: "How it repeats",
        ..FIELD
    },
    Field {
        path: &["schedule", "recurrenceObject", "dailyDetails", "onceEveryNdays"],
        shape: Shape::One(leaf::interval),
        example: "1",
        help: "Repeat every N days, counted from the start",
        ..FIELD
    },
    Field {
        path: &["schedule", "recurrenceObject", "weeklyDetails", "onceEveryNweeks"],
        shape: Shape::One(leaf::interval),
        example: "1",
        help: "Repeat every N weeks, counted from the week of the start",
        ..FIELD
    },
    Field {
        path: &["schedule", "recurrenceObject", "weeklyDetails", "whichDays"],
        shape: Shape::One(leaf::schedule_days),
        example: "[Mon, Wed]",
        help: "The days",
        ..FIELD
    },
];
