//! The clock of all parts of kcamp: the system's, or a fixed one.

use jiff::Timestamp;

/// A source of the current instant. Nothing else in kcamp asks the system for the time.
#[derive(Debug, Clone, Copy, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A fixed clock, for rehearsals and tests (`KCAMP_NOW`).
    Fixed(Timestamp),
}

impl Clock {
    /// The current instant.
    pub fn now(self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Fixed(instant) => instant,
        }
    }

    /// Whether `KCAMP_NOW` set the clock.
    pub const fn is_fixed(self) -> bool {
        matches!(self, Self::Fixed(_))
    }
}
