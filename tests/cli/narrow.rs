//! Texts that a terminal of 80 columns must not cut or break: time zones, ids, paths.

use crate::create::{FILE, SCHEDULE};
use crate::screens::screen;
use crate::world::{Sandbox, World};

const LONG_ZONES: [&str; 2] = ["America/North_Dakota/New_Salem", "America/Argentina/ComodRivadavia"];

/// Checks that each zone is shown whole, and that no part of a zone's name is left beside it.
#[track_caller]
fn assert_zones_are_whole(shown: &str, zones: &[&str], line: &str) {
    let rest = zones.iter().fold(shown.to_owned(), |text, zone| {
        assert!(text.contains(zone), "{line}: {zone} is not there: {shown}");
        text.replace(zone, "")
    });
    for part in ["…", "Amer", "North", "Dakota", "New_", "Salem", "Argent", "Comod", "Rivadavia"] {
        assert!(!rest.contains(part), "{line}: {part:?} in {shown}");
    }
    let wide: Vec<&str> = shown.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(wide.is_empty(), "{line}: {wide:#?}");
}

/// A campaign on the clock of this zone, once a week.
fn in_zone(name: &str, zone: &str) -> String {
    let file = format!("{FILE}{SCHEDULE}").replace("Event Reminder", name);
    let file = file
        .replace("Event Guests", if name.starts_with("One") { "Event Guests" } else { "Renewal Due July" });
    file.replace("timezone: UTC", &format!("timezone: {zone}")).replace("2027-06-30", "2027-02-27")
}

fn world_of(sandbox: &Sandbox) -> World {
    let world = sandbox.world();
    for (name, zone) in ["One", "Two"].into_iter().zip(LONG_ZONES) {
        world.file(&format!("both/{name}.yaml"), in_zone(name, zone));
        world.file(&format!("{name}.yaml"), in_zone(&format!("{name} alone"), zone));
    }
    world
}

#[test]
fn no_zone_is_cut_where_runs_of_several_zones_stand_in_one_table() {
    let sandbox = Sandbox::new();
    let world = world_of(&sandbox);
    for line in [
        "schedule preview -f both",
        "schedule preview -f both --count 2 --calendar",
        "plan both",
        "apply both --yes",
    ] {
        assert_zones_are_whole(&screen(&world, 80, line), &LONG_ZONES, line);
    }
}

#[test]
fn no_host_of_a_profile_is_broken() {
    let world = World::new();
    let host = "https://outbound.platform.example.com";
    for name in ["production-of-the-north", "try"] {
        let ids = "--stream-id st-1 --account-id 6777dd2f0cba4f64c1a3b7d2 --client-id cs-1 --secret-env S --timezone UTC";
        world.run(&format!("setup --profile {name} --host {host} {ids} --no-check --yes")).expect_code(0);
    }
    let shown = screen(&world, 80, "profile list");
    assert_eq!(shown.matches(host).count(), 2, "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
}

#[test]
fn no_zone_is_cut_where_the_runs_of_one_campaign_are_shown() {
    let sandbox = Sandbox::new();
    let world = world_of(&sandbox);
    world.file("plain.yaml", FILE);
    for (name, zone) in ["One", "Two"].into_iter().zip(LONG_ZONES) {
        world.run(&format!("campaign create -f plain.yaml --name '{name} by flags'")).expect_code(0);
        for line in [
            format!("schedule preview -f {name}.yaml"),
            format!("campaign create -f {name}.yaml --yes"),
            format!("schedule show '{name} alone' --timezone {zone}"),
            format!("schedule preview '{name} alone' --timezone {zone}"),
            format!(
                "schedule enable '{name} by flags' --weekly Mon --start '2027-01-04 09:30' --end 2027-02-27 \
                 --timezone {zone} --yes"
            ),
            format!("schedule show '{name} by flags' --timezone {zone}"),
        ] {
            assert_zones_are_whole(&screen(&world, 80, &line), &[zone], &line);
        }
    }
}

#[test]
fn what_has_no_room_beside_the_local_time_stands_under_it() {
    let sandbox = Sandbox::new();
    let world = world_of(&sandbox);
    for (columns, lines_a_run) in [(64, 3), (80, 3), (160, 1)] {
        let shown = screen(&world, columns, "schedule preview -f both --count 1");
        let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        for zone in LONG_ZONES {
            assert!(words.contains(&format!("Mon 2027-01-04 09:30 {zone}")), "{columns}: {shown}");
            assert!(words.contains(&format!("Mon 09:00-18:00 {zone}")), "{columns}: {shown}");
        }
        let at = |zone| shown.lines().position(|line| line.contains("2027-01-04") && line.contains(zone));
        let [one, two] = LONG_ZONES.map(|zone| at(zone).unwrap());
        assert_eq!(one.abs_diff(two), lines_a_run, "{columns}: {shown}");
    }
}

#[test]
fn doctor_breaks_no_id_and_no_path() {
    let stream = "st-00000000-0000-5000-8000-000000sandbox";
    let deep = "a-folder-with-a-name/that-is-rather-long/and-another-one-below/kcamp";
    for columns in [80, 100] {
        let world = World::new().with("KCAMP_SANDBOX", "1");
        let config = world.home().join(deep).join("config.yaml");
        let world = world.with("KCAMP_CONFIG", config.to_string_lossy());
        let shown = screen(&world, columns, "doctor --offline");
        let config = config.to_string_lossy().into_owned();
        for whole in [stream, config.as_str()] {
            assert!(shown.contains(whole), "{columns}: {whole}: {shown}");
        }
    }
}

#[test]
fn tables_have_no_times_in_the_form_of_machines() {
    let sandbox = Sandbox::new();
    let world = world_of(&sandbox);
    world.run("campaign create -f One.yaml --yes").expect_code(0);
    for line in [
        "contact-list list",
        "contact-list list -o wide",
        "contact-list get 'Event Guests'",
        "contact-list contacts 'Event Guests'",
        "campaign list",
        "campaign list -o wide",
        "campaign get 'One alone'",
        "campaign status 'One alone'",
        "campaign contacts 'One alone'",
        "schedule show 'One alone'",
        "schedule preview 'One alone'",
        "schedule preview -f both",
        "plan both",
        "journal",
        "journal -o wide",
        "doctor",
    ] {
        for shown in [screen(&world, 80, line), world.run(line).expect_code(0).stdout] {
            let is_instant = |word: &str| {
                let shape = word.chars().map(|it| if it.is_ascii_digit() { '0' } else { it });
                shape.collect::<String>().contains("0000-00-00T")
            };
            let found = shown.split_whitespace().find(|word| is_instant(word));
            assert_eq!(found, None, "{line}: {shown}");
        }
    }
    for line in ["contact-list contacts 'Event Guests'", "contact-list get 'Event Guests'"] {
        for format in ["json", "csv"] {
            let machine = world.run(&format!("{line} -o {format}")).expect_code(0).stdout;
            assert!(machine.contains("Z\"") || machine.contains("Z,"), "{line} -o {format}: {machine}");
        }
    }
}

#[test]
fn a_state_folder_that_cannot_be_used_is_named_with_the_variable_that_moves_it() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file(".local/state/kcamp/budget", "a file in the place of the folder");
    let run = world.run("campaign list").expect_code(0);
    let folder = world.home().join(".local/state/kcamp");
    run.expect_stderr(&["cannot count requests together", &folder.to_string_lossy(), "set XDG_STATE_HOME"]);
}
