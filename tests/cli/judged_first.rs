//! What a command knows of the live campaign, and judges before it sends something.

use serde_json::json;

use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::with_campaign;
use crate::world::{Sandbox, World};

const NAME: &str = "Event Reminder";
const WINDOW: &str = "{days: Mon-Fri, start: \"9:00 AM\", end: \"6:00 PM\"}";
const EVENING: &str = "{days: Mon-Fri, start: \"5:00 PM\", end: \"8:00 PM\"}";

fn schedule_calls(sandbox: &Sandbox) -> usize {
    sandbox.received_at("POST", "/schedule").len()
}

#[test]
fn a_schedule_of_a_file_meets_the_live_calling_hours_which_count() {
    let (sandbox, world, id) = with_campaign(&FILE.replace(WINDOW, EVENING), &[]);
    // The runs at 09:30 are in the hours of the file, and not in those of the live campaign.
    let file = format!("{FILE}{SCHEDULE}");
    world.file("campaign.yaml", &file);
    let said = [
        "warning[schedule/outside-calling-hours]",
        "the calling hours of the file are not those of the campaign, which count",
        "the calling hours are closed until Mon 2027-01-04 17:00 UTC",
    ];
    for campaign in [&[id.as_str()][..], &[NAME, "--check-name"]] {
        let enable = [&["schedule", "enable", "-f", "campaign.yaml"], campaign].concat();
        world.run(enable).expect_code(12).expect_stderr(&said);
    }
    assert_eq!(schedule_calls(&sandbox), 0);
    // Where the windows are the same in another order of days, nothing is said.
    let days = "{days: Tue-Fri, start: \"17:00\", end: \"20:00\"}\n      - {days: Mon, start: \"5:00 PM\", end: \"8:00 PM\"}";
    world.file("campaign.yaml", file.replace(WINDOW, days).replace("09:30", "17:30"));
    let run = world.run(["schedule", "enable", &id, "-f", "campaign.yaml", "--yes"]).expect_code(0);
    assert!(
        !run.stderr.contains("calling hours of the file") && !run.stderr.contains("warning"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_file_of_another_campaign_gives_no_schedule() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let of = |name: &str, more: &str| FILE.replace(NAME, name) + SCHEDULE + more;
    world.file("other.yaml", of("Billing", ""));
    for campaign in [&[id.as_str()][..], &[NAME], &[NAME, "--check-name"]] {
        let line = [&["schedule", "enable", "-f", "other.yaml", "--yes", "-o", "json"], campaign].concat();
        let error = world.run(line).expect_code(3).error_json();
        assert_eq!(error["findings"][0]["code"], "schedule/of-another-campaign", "{campaign:?}: {error}");
        assert_eq!(error["findings"][0]["line"], 1, "{error}");
    }
    assert_eq!(schedule_calls(&sandbox), 0);
    // Another case of its name, its former name, and a file with only the schedule.
    world.file("case.yaml", of(&NAME.to_uppercase(), ""));
    world.file("renamed.yaml", of("Billing", "renamedFrom: Event Reminder\n"));
    let block: String = SCHEDULE.lines().skip(1).map(|line| format!("{}\n", &line[2..])).collect();
    world.file("block.yaml", block);
    for (number, file) in ["case.yaml", "renamed.yaml", "block.yaml"].into_iter().enumerate() {
        world.run(["schedule", "enable", &id, "-f", file, "--yes"]).expect_code(0);
        assert_eq!(schedule_calls(&sandbox), number + 1, "{file}");
    }
}

/// The file of a campaign whose schedule was sent on one clock, and what an account with another clock gets from it.
#[test]
fn an_exported_schedule_is_the_same_instant_on_every_clock_of_a_platform() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_SCHEDULE_TIMEZONE", "Asia/Kolkata");
    world.file("a.yaml", FILE);
    world.run("campaign create -f a.yaml").expect_code(0);
    let flags = [
        "--weekly",
        "Mon",
        "--start",
        "2026-12-07 02:30",
        "--end",
        "2027-01-31",
        "--timezone",
        "Asia/Kolkata",
    ];
    world.run([&["schedule", "enable", NAME, "--yes"][..], &flags].concat()).expect_code(0);
    let sent = &sandbox.received_at("POST", "/schedule")[0]["body"];
    assert_eq!(sent["startDateTime"], "2026-12-07 02:30:00");
    let file = world.run(["campaign", "export", NAME]).expect_code(0).stdout;
    assert!(file.contains("timezone: Asia/Kolkata\n"), "{file}");
    world.file("live/a.yaml", &file);
    world.run("plan live --exit-code").expect_code(0);
    for (clock, start, day) in
        [("Asia/Kolkata", "2026-12-07 02:30:00", "Mon"), ("UTC", "2026-12-06 21:00:00", "Sun")]
    {
        let elsewhere = Sandbox::new();
        let world = elsewhere.world().with("KCAMP_SCHEDULE_TIMEZONE", clock);
        world.file("a.yaml", &file);
        world.run("campaign create -f a.yaml --yes").expect_code(0);
        let sent = &elsewhere.received_at("POST", "/schedule")[0]["body"];
        assert_eq!(sent["startDateTime"], start, "{clock}");
        assert_eq!(sent["recurrenceObject"]["weeklyDetails"]["whichDays"], json!([day]), "{clock}");
    }
}
