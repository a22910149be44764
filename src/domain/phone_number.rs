//! Phone numbers in E.164.

/// A phone number in E.164: `+`, then 8 to 15 digits of which the first is not 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneNumber(String);
