//! The recurrence and the times of a schedule, from flags.

/// The flags that `schedule enable` and `schedule preview` share.
#[derive(Debug, clap::Args)]
pub struct TimingArgs {
    /// Repeat every day
    #[arg(long, group = "pattern")]
    pub(super) daily: bool,
    /// Repeat on these days of the week, such as Mon,Wed or Mon-Fri or weekdays
    #[arg(long, value_name = "DAYS", group = "pattern")]
    pub(super) weekly: Option<String>,
    /// Repeat on this day of the month; a month without the day has no run (Burki)
    #[arg(long, value_name = "DAY", group = "pattern", allow_hyphen_values = true)]
    pub(super) monthly: Option<String>,
    /// Run once (Burki)
    #[arg(long, group = "pattern")]
    pub(super) once: bool,
    /// Run as soon as the campaign is started (Burki)
    #[arg(long, group = "pattern")]
    pub(super) immediate: bool,
    /// Repeat every N days, weeks or months [default: 1]
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub(super) every: Option<String>,
    /// The start: "2026-12-01 09:00", RFC 3339, "tomorrow 09:00", or a day with --at [env: KCAMP_START]
    #[arg(long, value_name = "TIME")]
    pub(super) start: Option<String>,
    /// The end, inclusive; a day means the end of that day [env: KCAMP_END]
    #[arg(long, value_name = "TIME")]
    pub(super) end: Option<String>,
    /// The time of day, if --start is only a day
    #[arg(long, value_name = "HH:MM")]
    pub(super) at: Option<String>,
}

impl TimingArgs {
    /// Whether a pattern was given.
    pub(super) const fn has_pattern(&self) -> bool {
        self.daily || self.weekly.is_some() || self.monthly.is_some() || self.once || self.immediate
    }

    /// Whether a time was given.
    pub(super) const fn has_times(&self) -> bool {
        self.start.is_some() || self.end.is_some() || self.at.is_some()
    }

    /// Whether any timing flag was given.
    pub(super) const fn is_given(&self) -> bool {
        self.has_pattern()
            || self.every.is_some()
            || self.start.is_some()
            || self.end.is_some()
            || self.at.is_some()
    }
}
