//! The outputs of a preview: a calendar file, a page, and the same result with and without colour.

use super::*;

#[test]
fn a_calendar_file_is_written_whole_whatever_is_shown() {
    let world = World::new();
    let file = reminder().replace("name: \"Reminder\"", "name: \"Reminder, and; more\"");
    world.file("reminder.yaml", file);
    world
        .run("schedule preview -f reminder.yaml -n 1 --ics runs.ics")
        .expect_code(0)
        .expect_stderr(&["wrote runs.ics"]);
    let text = std::fs::read_to_string(world.home().join("runs.ics")).unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    for line in [
        "DTSTAMP:20261203T080000Z",
        "DTSTART:20261207T040000Z",
        "RRULE:FREQ=WEEKLY;WKST=MO;BYDAY=MO;UNTIL=20270125T040000Z",
        "SUMMARY:Reminder\\, and\\; more",
    ] {
        assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} in {text}");
    }
}

#[test]
fn an_event_is_one_campaigns_of_one_account_on_any_machine() {
    let flags = "schedule preview Reminder --daily --start '2027-01-04 09:30' --end 2027-01-06 --timezone UTC --ics -";
    let uid_in = |account: &str| {
        let world = World::at("http://127.0.0.1:1").with("KCAMP_ACCOUNT_ID", account);
        let run = world.run(flags).expect_code(0);
        run.stdout.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned()
    };
    assert_eq!(uid_in("st-one"), uid_in("st-one"));
    assert_ne!(uid_in("st-one"), uid_in("st-two"));
}

#[test]
fn a_calendar_or_a_page_may_be_the_result() {
    let world = World::new().with("KCAMP_TIMEZONE", "Asia/Kolkata");
    let flags = "schedule preview Reminder --daily --start '2027-01-04 09:30' --end 2027-01-06";
    for (option, start, end) in
        [("--ics", "BEGIN:VCALENDAR\r\n", "END:VCALENDAR\r\n"), ("--html", "<!doctype html>", "</html>\n")]
    {
        let run = world.run(&format!("{flags} {option} -")).expect_code(0);
        assert!(run.stdout.starts_with(start) && run.stdout.ends_with(end), "{option}: {}", run.stdout);
        assert!(!run.stderr.contains("wrote"), "{}", run.stderr);
        let file = world.run(&format!("{flags} {option} kept")).expect_code(0);
        assert_eq!(std::fs::read_to_string(world.home().join("kept")).unwrap(), run.stdout, "{option}");
        assert!(file.stdout.contains("2027-01-04"), "the runs are shown beside a file");
    }
    assert!(!world.home().join("-").exists());
    let error = world.run(&format!("{flags} --ics - --html - -o json")).expect_code(2).error_json();
    assert_eq!(error["code"], "usage/stdout-twice");
}

#[test]
fn a_page_is_written_and_a_name_with_markup_stays_text() {
    let world = World::new();
    world.file("reminder.yaml", reminder().replace("Reminder", "<script>alert(1)</script>"));
    world.run("schedule preview -f reminder.yaml --html runs.html").expect_code(0);
    let text = std::fs::read_to_string(world.home().join("runs.html")).unwrap();
    assert!(!text.contains("<script"), "{text}");
    assert!(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{text}");
}

#[test]
fn a_file_that_cannot_be_written_is_said() {
    let world = World::new();
    world.file("reminder.yaml", reminder());
    world
        .run("schedule preview -f reminder.yaml --html missing/runs.html")
        .expect_code(2)
        .expect_stderr(&["cannot write missing/runs.html"]);
}

#[test]
fn the_calendar_says_the_same_with_and_without_colour() {
    let world = World::new();
    world.file("reminder.yaml", reminder());
    let shown = |color| {
        world
            .run(["schedule", "preview", "-f", "reminder.yaml", "--calendar", "--color", color])
            .expect_code(0)
            .stdout
    };
    let (plain, colored) = (shown("never"), shown("always"));
    assert!(!plain.contains('\u{1b}'));
    assert!(colored.contains("\u{1b}[1m\u{1b}[94m  7*"), "{colored:?}");
    let mut stripped = String::new();
    let mut inside = false;
    for character in colored.chars() {
        match character {
            '\u{1b}' => inside = true,
            'm' if inside => inside = false,
            _ if !inside => stripped.push(character),
            _ => {}
        }
    }
    let same = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(same(&stripped), same(&plain));
}
