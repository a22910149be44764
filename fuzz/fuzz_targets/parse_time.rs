//! Whatever is typed for a time, a day, a duration or a message, reading it ends without a panic.
#![no_main]

use kcamp::domain::calling_hours::{CallingWindow, parse_time, wire_time};
use kcamp::domain::duration::{duration_text, parse_duration};
use kcamp::domain::recurrence::interval;
use kcamp::domain::segments::{Segments, placeholders};
use kcamp::domain::wall_time::{Edge, TimeInput, time_of_day, wall_time};
use kcamp::domain::weekday::WeekdaySet;
use kcamp::domain::zone::Zone;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let now = jiff::Timestamp::constant(1_796_284_800, 0);
    if let Ok(input) = text.parse::<TimeInput>() {
        for name in ["UTC", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"] {
            let zone: Option<Zone> = name.parse().ok();
            let at = time_of_day("02:30").ok();
            let _ = input.resolve(zone.as_ref(), Edge::Start { at }, now);
            let _ = input.resolve(zone.as_ref(), Edge::End, now);
        }
        let _ = input.resolve(None, Edge::End, now);
    }
    if let Ok(time) = parse_time(text) {
        assert_eq!(parse_time(&wire_time(time)), Ok(time));
    }
    if let Ok(duration) = parse_duration(text) {
        let read_back = parse_duration(&duration_text(duration));
        assert_eq!(read_back.map(|it| it.as_millis()), Ok(duration.as_millis()));
    }
    let segments = Segments::of(text);
    assert_eq!(segments.count == 0, text.is_empty());
    assert!(placeholders(text).iter().all(|it| text.contains(it)));
    let _ = (wall_time(text), time_of_day(text), interval(text), text.parse::<Zone>());
    let _ = (CallingWindow::parse_all(text), text.parse::<WeekdaySet>());
});
