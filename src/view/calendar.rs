//! Months as a terminal shows them: two beside each other in 58 columns, readable without colour.

use unicode_width::UnicodeWidthStr;

use crate::domain::calendar::{Day, DayState, Month};
use crate::ui::{Piece, Tone};

/// The width of a day in columns: a sign, two digits, another sign.
const DAY_WIDTH: usize = 4;
const MONTH_WIDTH: usize = 7 * DAY_WIDTH;
const MONTHS_BESIDE: usize = 2;
const GAP: &str = "  ";

/// The months, with the meaning of the signs below them.
pub fn drawing(months: &[Month]) -> Vec<Vec<Piece>> {
    let mut lines = Vec::new();
    for row in months.chunks(MONTHS_BESIDE) {
        let drawn: Vec<Vec<Vec<Piece>>> = row.iter().map(month).collect();
        let height = drawn.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let mut pieces = Vec::new();
            for month in &drawn {
                match month.get(line) {
                    Some(week) => pieces.extend(week.iter().cloned()),
                    None => pieces.push(plain(" ".repeat(MONTH_WIDTH))),
                }
                pieces.push(plain(GAP.to_owned()));
            }
            lines.push(pieces);
        }
        lines.push(Vec::new());
    }
    if !lines.is_empty() {
        lines.extend(legend(months));
    }
    lines
}

/// The name, the weekdays, and a line for each week.
fn month(month: &Month) -> Vec<Vec<Piece>> {
    let name = month.first.strftime("%B %Y").to_string();
    let weekdays: String = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].map(|day| format!(" {day} ")).concat();
    let mut lines = vec![vec![piece(padded(&name), Tone::Plain)], vec![piece(weekdays, Tone::Faint)]];
    let lead = usize::from(month.first.weekday().to_monday_zero_offset().unsigned_abs());
    let blank = || plain(" ".repeat(DAY_WIDTH));
    let mut week: Vec<Piece> = (0..lead).map(|_| blank()).collect();
    for day in &month.days {
        week.push(drawn_day(*day));
        if week.len() == 7 {
            lines.push(std::mem::take(&mut week));
        }
    }
    if !week.is_empty() {
        week.resize_with(7, blank);
        lines.push(week);
    }
    lines
}

fn drawn_day(day: Day) -> Piece {
    let before = if day.is_today { '>' } else { ' ' };
    piece(format!("{before}{:2}{}", day.date.day(), sign(day.state)), tone(day.state))
}

const fn sign(state: DayState) -> char {
    match state {
        DayState::Free => ' ',
        DayState::Closed => '-',
        DayState::Runs => '*',
        DayState::BeforeHours => 'b',
        DayState::ReachesNobody => 'x',
        DayState::Collides => '!',
    }
}

const fn tone(state: DayState) -> Tone {
    match state {
        DayState::Free => Tone::Plain,
        DayState::Closed => Tone::Faint,
        DayState::Runs => Tone::Strong,
        DayState::BeforeHours | DayState::ReachesNobody | DayState::Collides => Tone::Alarm,
    }
}

/// The meaning of the signs that are used, one per line.
fn legend(months: &[Month]) -> Vec<Vec<Piece>> {
    let days = || months.iter().flat_map(|month| &month.days);
    let mut lines: Vec<Vec<Piece>> = [
        (DayState::Runs, "a run"),
        (DayState::BeforeHours, "a run before the calling hours of its day"),
        (DayState::ReachesNobody, "a run that reaches nobody: no calling hours are left"),
        (DayState::Collides, "two campaigns on one contact list"),
        (DayState::Closed, "no calling hours"),
    ]
    .into_iter()
    .filter(|(state, _)| days().any(|day| day.state == *state))
    .map(|(state, meaning)| {
        vec![piece(format!("  {}", sign(state)), tone(state)), plain(format!("  {meaning}"))]
    })
    .collect();
    if days().any(|day| day.is_today) {
        lines.push(vec![plain("  >  today".to_owned())]);
    }
    lines
}

fn padded(text: &str) -> String {
    format!(" {text}{}", " ".repeat((MONTH_WIDTH - 1).saturating_sub(text.width())))
}

const fn plain(text: String) -> Piece {
    piece(text, Tone::Plain)
}

const fn piece(text: String, tone: Tone) -> Piece {
    Piece { text, tone }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::drawing;
    use crate::domain::calendar::{Day, DayState, Month};

    fn drawn(months: &[Month]) -> String {
        let line = |pieces: &Vec<crate::ui::Piece>| {
            let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            text.trim_end().to_owned() + "\n"
        };
        drawing(months).iter().map(line).collect()
    }

    fn month(first: Date, marked: &[(i8, DayState)], today: i8) -> Month {
        let state = |day| {
            marked.iter().find(|(marked, _)| *marked == day).map_or(DayState::Free, |(_, state)| *state)
        };
        let days = (1..=first.days_in_month()).map(|day| Day {
            date: date(first.year(), first.month(), day),
            state: state(day),
            is_today: day == today,
        });
        Month { first, days: days.collect() }
    }

    #[test]
    fn months_stand_beside_each_other_and_are_read_without_colour() {
        let december = month(
            date(2026, 12, 1),
            &[
                (5, DayState::Closed),
                (7, DayState::Runs),
                (11, DayState::BeforeHours),
                (12, DayState::ReachesNobody),
                (14, DayState::Collides),
            ],
            3,
        );
        let february = month(date(2027, 2, 1), &[(28, DayState::Runs)], 0);
        assert_eq!(
            drawn(&[december, february]).lines().collect::<Vec<_>>(),
            [
                " December 2026                 February 2027",
                " Mo  Tu  We  Th  Fr  Sa  Su    Mo  Tu  We  Th  Fr  Sa  Su",
                "      1   2 > 3   4   5-  6     1   2   3   4   5   6   7",
                "  7*  8   9  10  11b 12x 13     8   9  10  11  12  13  14",
                " 14! 15  16  17  18  19  20    15  16  17  18  19  20  21",
                " 21  22  23  24  25  26  27    22  23  24  25  26  27  28*",
                " 28  29  30  31",
                "",
                "  *  a run",
                "  b  a run before the calling hours of its day",
                "  x  a run that reaches nobody: no calling hours are left",
                "  !  two campaigns on one contact list",
                "  -  no calling hours",
                "  >  today",
            ]
        );
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        assert_eq!(drawn(&[]), "");
    }

    #[test]
    fn every_line_fits_eighty_columns() {
        let months: Vec<Month> = (1..=12)
            .map(|number| month(date(2027, number, 1), &[(1, DayState::Collides), (2, DayState::Runs)], 3))
            .collect();
        assert!(drawn(&months).lines().all(|line| line.len() <= 80));
    }
}
