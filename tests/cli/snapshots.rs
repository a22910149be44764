//! Whole runs as a reader sees them: the command, its exit code, stdout and stderr, each in a file of
//! `tests/snapshots`.
//!
//! `INSTA_UPDATE=always cargo test --test cli snapshots::` writes these files again.

use crate::create::{FILE, SCHEDULE};
use crate::world::{Run, Sandbox, World};

/// A campaign file with several kinds of mistakes.
const MISTAKES: &str = include_str!("../fixtures/with-mistakes.yaml");

const CONTACTS: &str = "Phone,First Name,Time Zone,uniqueId\n+12025550131,Ada,America/New_York,1\n+442079460958,Bo,,2\n\
                        12025550131,Ada again,,3\nnone,Cy,,4\n";

/// A campaign of Burki.
const BURKI_FILE: &str = "platform: burki\nname: Renewals\ncampaign_type: call\nassistant_id: 7\n\
                          welcome_message_template: Hello {{ name }}\n";

/// A user in New York at the embedded sandbox, with the files that the commands name.
fn world() -> World {
    with_files(World::new().with("KCAMP_SANDBOX", "1"))
}

fn with_files(world: World) -> World {
    let world = world.with("KCAMP_TIMEZONE", "America/New_York");
    world.file("campaign.yaml", FILE);
    world.file("scheduled.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("mistakes.yaml", MISTAKES);
    world.file("contacts.csv", CONTACTS);
    world.file("burki.yaml", BURKI_FILE);
    world
}

/// Compares the output of a command with the snapshot of this name.
#[track_caller]
fn assert_shown(world: &World, name: &str, line: &str) {
    let Run { stdout, stderr, code } = world.run(line);
    let shown = format!("$ kcamp {line}\n[exit {code}]\n--- stdout\n{stdout}--- stderr\n{stderr}");
    let shown = without_numbers(&shown.replace(&*world.home().to_string_lossy(), "/home/ada"));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

/// The text with `N` for numbers that differ by run, system or version.
fn without_numbers(text: &str) -> String {
    let text = text.replace(concat!("kcamp/", env!("CARGO_PKG_VERSION")), "kcamp/N");
    ["127.0.0.1:", "(os error ", "journal settle "].iter().fold(text, |text, before| {
        let mut parts = text.split(before);
        let first = parts.next().unwrap_or_default().to_owned();
        // A key of the journal consists of a process id, a random number and a position.
        let is_key = *before == "journal settle ";
        let is_its =
            |letter: char| letter.is_ascii_digit() || is_key && (letter.is_ascii_hexdigit() || letter == '-');
        parts.fold(first, |text, part| format!("{text}{before}N{}", part.trim_start_matches(is_its)))
    })
}

#[test]
fn campaigns_are_checked_created_and_read() {
    let world = world();
    assert_shown(&world, "create_dry_run", "campaign create -f scheduled.yaml --dry-run");
    assert_shown(&world, "create_dry_run_curl", "campaign create -f campaign.yaml --dry-run=curl");
    assert_shown(&world, "create_with_mistakes", "campaign create -f mistakes.yaml");
    assert_shown(&world, "create_without_values", "campaign create --type voice --dialing-mode Agentless");
    assert_shown(&world, "create_needs_consent", "campaign create -f scheduled.yaml");
    assert_shown(&world, "create", "campaign create -f campaign.yaml");
    assert_shown(&world, "create_of_a_name_that_is_taken", "campaign create -f campaign.yaml");
    assert_shown(&world, "create_if_absent", "campaign create -f campaign.yaml --if-absent");
    assert_shown(
        &world,
        "create_scheduled_json",
        "campaign create -f scheduled.yaml --name 'Weekly Reminder' --yes -o json",
    );
    assert_shown(&world, "list", "campaign list");
    assert_shown(&world, "list_csv", "campaign list --type sms -o csv");
    assert_shown(&world, "list_json", "campaign list --limit 1 -o json");
    assert_shown(&world, "get", "campaign get 'Event Reminder'");
    assert_shown(&world, "status_json", "campaign status 'Event Reminder' -o json");
    assert_shown(&world, "export", "campaign export 'Event Reminder'");
    assert_shown(&world, "get_not_found", "campaign get 'Evnt Reminder'");
    assert_shown(&world, "get_not_found_json", "campaign get 'Evnt Reminder' -o json");
    assert_shown(&world, "update", "campaign update 'Event Reminder' --priority 3");
    assert_shown(&world, "journal", "journal");
}

#[test]
fn campaigns_run_and_end() {
    let world = world();
    world.run("campaign create -f campaign.yaml").expect_code(0);
    assert_shown(&world, "stop_what_does_not_run", "campaign stop 'Event Reminder' --yes");
    assert_shown(&world, "start_needs_consent", "campaign start 'Event Reminder'");
    assert_shown(&world, "start_dry_run", "campaign start 'Event Reminder' --dry-run");
    assert_shown(&world, "start", "campaign start 'Event Reminder' --yes");
    assert_shown(&world, "watch_json", "campaign watch 'Event Reminder' --until active -o json");
    assert_shown(&world, "stop_json", "campaign stop 'Event Reminder' --yes -o json");
    assert_shown(&world, "contacts", "campaign contacts 'Event Reminder' --limit 3");
    assert_shown(&world, "delete", "campaign delete 'Event Reminder' --yes");
}

#[test]
fn schedules_are_previewed_enabled_and_disabled() {
    let world = world();
    world.run("campaign create -f campaign.yaml").expect_code(0);
    let weekly = "--weekly Mon,Wed --start '2027-01-04 09:30' --end 2027-01-31";
    assert_shown(&world, "preview", &format!("schedule preview {weekly}"));
    assert_shown(&world, "preview_json", "schedule preview -f scheduled.yaml --count 2 -o json");
    assert_shown(&world, "enable_needs_consent", &format!("schedule enable 'Event Reminder' {weekly}"));
    assert_shown(&world, "enable", &format!("schedule enable 'Event Reminder' {weekly} --yes"));
    assert_shown(
        &world,
        "enable_in_the_past",
        "schedule enable 'Event Reminder' --daily --start '2026-12-01 09:00' --end 2026-12-02 --yes",
    );
    assert_shown(
        &world,
        "enable_monthly_on_kore",
        "schedule enable 'Event Reminder' --monthly 5 --start '2027-01-05 09:00' --yes",
    );
    assert_shown(&world, "enable_without_values", "schedule enable --weekly Mon");
    assert_shown(&world, "disable", "schedule disable 'Event Reminder'");
}

#[test]
fn contact_lists_are_filled() {
    let world = world();
    assert_shown(&world, "contact_lists", "contact-list list");
    assert_shown(&world, "contact_list_create", "contact-list create Guests --description 'Who comes'");
    assert_shown(&world, "import_check", "contact-list import Guests contacts.csv --region US --check");
    assert_shown(&world, "import", "contact-list import Guests contacts.csv --region US");
    assert_shown(&world, "import_without_a_country", "contact-list import Guests contacts.csv");
    assert_shown(&world, "contact_list_contacts", "contact-list contacts Guests");
    assert_shown(&world, "contact_list_delete_needs_consent", "contact-list delete Guests");
}

#[test]
fn files_and_machines_are_looked_at() {
    let world = world();
    assert_shown(&world, "validate", "validate scheduled.yaml");
    assert_shown(&world, "validate_with_mistakes", "validate mistakes.yaml");
    assert_shown(&world, "validate_json", "validate mistakes.yaml -o json");
    assert_shown(&world, "validate_github", "validate mistakes.yaml --format github");
    assert_shown(&world, "validate_no_such_file", "validate none.yaml");
    assert_shown(&world, "explain", "explain schedule/local-time-shifts");
    assert_shown(&world, "profile_show", "profile show");
    assert_shown(&world, "doctor_offline_yaml", "doctor --offline -o yaml");
    assert_shown(&world, "unknown_command", "campaign crate -f campaign.yaml");
}

#[test]
fn failures_say_what_happened_outside() {
    let at = |faults: &[&str]| {
        let sandbox = Sandbox::with_faults(faults);
        let world = with_files(sandbox.world());
        (sandbox, world)
    };
    let create = "campaign create -f campaign.yaml";
    let (sandbox, world) = at(&[]);
    let wrong = with_files(sandbox.world().with("KCAMP_CLIENT_SECRET", "wrong"));
    assert_shown(&wrong, "refused_credentials", "campaign list");
    let nobody = with_files(World::new());
    assert_shown(&nobody, "missing_credentials", "campaign list");
    drop(sandbox);
    assert_shown(&world, "unreachable", create);
    assert_shown(&world, "unreachable_json", &format!("{create} -o json"));
    for (name, fault) in [
        ("refused", "422:POST:campaign"),
        ("rate_limited", "429:retry-after=3600"),
        ("unavailable", "503:POST:getAllCampaignDetails"),
        ("lost_and_found", "drop-after-send:POST:campaign"),
        ("lost_and_unknown", "drop-before-apply:POST:campaign"),
    ] {
        let (_sandbox, world) = at(&[fault]);
        let line = if name == "unavailable" { "campaign list" } else { create };
        assert_shown(&world, name, line);
    }
    let (_sandbox, world) = at(&["422:POST:schedule"]);
    assert_shown(&world, "partial", "campaign create -f scheduled.yaml --yes");
    assert_shown(&world, "partial_json", "campaign create -f scheduled.yaml --name Other --yes -o json");
}

#[test]
fn burki_is_shown_in_the_same_way() {
    let sandbox = Sandbox::new();
    let world = with_files(sandbox.burki_world().without("KCAMP_ACCOUNT_ID"));
    assert_shown(&world, "burki_create", "campaign create -f burki.yaml");
    assert_shown(&world, "burki_list", "campaign list");
    assert_shown(&world, "burki_get_json", "campaign get Renewals -o json");
    assert_shown(&world, "burki_import", "campaign import Renewals contacts.csv --region US --yes");
    assert_shown(&world, "burki_start", "campaign start Renewals --yes");
    assert_shown(&world, "burki_pause", "campaign pause Renewals --yes");
    world.run("campaign create -f burki.yaml --name Planned").expect_code(0);
    assert_shown(
        &world,
        "burki_enable_monthly",
        "schedule enable Planned --monthly 5 --start '2027-01-05 09:00' --end 2027-06-30 --yes",
    );
    assert_shown(&world, "burki_callback", "campaign callback 1 d-1=2026-12-04T09:00:00Z --yes");
}

#[test]
fn help_pages_read_well() {
    let world = World::new();
    for (name, line) in
        [("help", "--help"), ("help_create", "campaign create -h"), ("help_enable", "schedule enable -h")]
    {
        assert_shown(&world, name, line);
    }
}
