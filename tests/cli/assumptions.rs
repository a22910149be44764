//! Points that the documentation leaves open are noted in every form of a preview, for files and for flags.

use serde_json::Value;

use crate::create::{FILE, SCHEDULE};
use crate::world::World;

/// A world with two files: a campaign that runs every second Monday, and one that runs every week.
fn with_files() -> World {
    let world = World::new();
    let rare =
        SCHEDULE.replace("onceEveryNweeks: 1, whichDays: [Mon, Wed]", "onceEveryNweeks: 2, whichDays: [Mon]");
    assert_ne!(rare, SCHEDULE);
    world.file("rare.yaml", format!("{FILE}{rare}"));
    world.file("usual.yaml", format!("{FILE}{SCHEDULE}"));
    world
}

const FLAGS: [&str; 6] = ["--start", "2027-01-04 09:30", "--end", "2027-06-30", "--timezone", "UTC"];

/// A preview as a table, JSON, a calendar file and a page, each as running text; and its runs.
fn every_form(world: &World, line: &[&str]) -> ([(&'static str, String); 4], Value) {
    let preview = [&["schedule", "preview"], line].concat();
    let table = world.run(&preview).expect_code(0).stdout;
    let files = ["-o", "json", "--ics", "runs.ics", "--html", "runs.html"];
    let runs = world.run([&preview[..], &files].concat()).expect_code(0).json();
    let read = |name: &str| std::fs::read_to_string(world.home().join(name)).unwrap();
    let ics = read("runs.ics").replace("\r\n ", "").replace('\\', "");
    ([("table", table), ("json", runs.to_string()), ("ics", ics), ("html", read("runs.html"))], runs)
}

/// The forms that have this text.
fn say(forms: &[(&'static str, String); 4], part: &str) -> Vec<&'static str> {
    forms.iter().filter(|(_, text)| text.contains(part)).map(|(form, _)| *form).collect()
}

#[test]
fn from_when_a_longer_interval_is_counted_is_said_of_files_and_flags() {
    let world = with_files();
    let weeks = [&["--weekly", "Mon", "--every", "2"][..], &FLAGS].concat();
    let days = [&["--daily", "--every", "3"][..], &FLAGS].concat();
    for (line, pattern) in [
        (&["-f", "rare.yaml"][..], "every 2 weeks on Mon"),
        (&weeks, "every 2 weeks on Mon"),
        (&days, "every 3 days"),
    ] {
        let said = format!("from when {pattern} is counted is assumed, not documented");
        let (forms, runs) = every_form(&world, line);
        assert_eq!(say(&forms, &said), ["table", "json", "ics", "html"], "{line:?}: {forms:?}");
        let runs = runs.as_array().unwrap();
        // The first run is the start, before any count.
        let noted = |run: &Value| run["notes"].to_string().contains(&said);
        assert!(runs.len() > 5 && runs[1..].iter().all(noted) && !noted(&runs[0]), "{runs:?}");
    }
    // If nothing is counted, nothing is assumed.
    let every = [&["--daily"][..], &FLAGS].concat();
    for line in [&["-f", "usual.yaml"][..], &every] {
        let (forms, _) = every_form(&world, line);
        assert_eq!(say(&forms, "is counted"), [""; 0], "{line:?}: {forms:?}");
    }
}

#[test]
fn that_the_platforms_clock_is_assumed_is_said_until_somebody_sets_it() {
    let sentences = [
        ("table", "PLATFORM CLOCK (ASSUMED)"),
        ("json", "\"platform_timezone_assumed\":true"),
        ("ics", "on the platform's clock (UTC, assumed)."),
        ("html", "That the platform's clock is UTC is assumed: it is not documented."),
    ];
    let flags = [&["--daily"][..], &FLAGS].concat();
    let abroad = with_files().with("KCAMP_TIMEZONE", "Asia/Kolkata");
    for line in [&["-f", "usual.yaml"][..], &flags] {
        let (forms, _) = every_form(&abroad, line);
        for (form, sentence) in sentences {
            let text = &forms.iter().find(|(known, _)| *known == form).unwrap().1;
            assert!(text.contains(sentence), "no {sentence:?} in {form}: {text}");
        }
        for zone in ["UTC", "Asia/Dubai"] {
            let set =
                with_files().with("KCAMP_TIMEZONE", "Asia/Kolkata").with("KCAMP_SCHEDULE_TIMEZONE", zone);
            let (forms, _) = every_form(&set, line);
            for (form, text) in &forms {
                let says = text
                    .to_lowercase()
                    .replace("\"platform_timezone_assumed\":false", "")
                    .contains("assumed");
                assert!(!says, "{zone} is set, and {form} says: {text}");
            }
        }
    }
    // Burki documents that it uses local time.
    let line = [&["--platform", "burki", "--daily"][..], &FLAGS].concat();
    let (forms, _) = every_form(&World::new(), &line);
    for (form, sentence) in sentences {
        assert_eq!(say(&forms, sentence), [""; 0], "{form}");
    }
}
