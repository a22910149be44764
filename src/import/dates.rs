//! Dates in cells, which have as many digits as a number.

/// Whether a cell is a date: `2026-07-01`, `1.7.2026`, `07/01/2026 12:00`.
pub(super) fn is_date(cell: &str) -> bool {
    let day = cell.trim().split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['-', '.', '/']).collect();
    let is_small = |text: &str| {
        (1..=2).contains(&text.len()) && text.parse().is_ok_and(|part: u8| (1..=31).contains(&part))
    };
    match parts.as_slice() {
        [year, month, day] if is_year(year) => is_small(month) && is_small(day),
        [day, month, year] => is_year(year) && is_small(month) && is_small(day),
        _ => false,
    }
}

/// Whether a cell is a date such as `20260701`, which may also be a number.
pub(super) fn is_compact_date(cell: &str) -> bool {
    let (year, day) = cell.trim().split_at_checked(4).unwrap_or_default();
    let (month, day) = day.split_at_checked(2).unwrap_or_default();
    is_year(year)
        && day.len() == 2
        && month.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
        && day.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year: u16| (1900..2100).contains(&year))
}
