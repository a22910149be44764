//! The words in files for how a schedule repeats.

/// The words of `recurrenceObject.recurType`.
pub(crate) const RECURRENCES: [(&str, Repeat); 2] = [("Daily", Repeat::Daily), ("Weekly", Repeat::Weekly)];

/// `recurrenceObject.recurType`.
#[derive(Clone, Copy)]
pub(crate) enum Repeat {
    Daily,
    Weekly,
}

/// The words of `schedule_type`.
pub(crate) const TYPES: [(&str, ScheduleType); 3] = [
    ("immediate", ScheduleType::Immediate),
    ("scheduled", ScheduleType::Scheduled),
    ("recurring", ScheduleType::Recurring),
];

/// The words of `recurring_config.frequency`.
pub(crate) const FREQUENCIES: [(&str, Frequency); 3] =
    [("daily", Frequency::Daily), ("weekly", Frequency::Weekly), ("monthly", Frequency::Monthly)];

/// `schedule_type`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ScheduleType {
    Immediate,
    Scheduled,
    Recurring,
}

/// `recurring_config.frequency`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Frequency {
    Daily,
    Weekly,
    Monthly,
}
