//! `validate --fix`: errors with exactly one right answer are corrected in the file, and the rest of the file is
//! unchanged.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use crate::create::FILE;
use crate::world::{Run, World};

const CAMPAIGN: &str = "\
# The invitation.
name: Event Reminder
description: Reminds guests   # who said yes
campaignType: sms
format: simple
contactLists: [Event Guests]
priority: 5
message: {text: Hello}
dialingStrategy:
  callerId: {phoneNumber: \"+12025550124\"}
  callingHours:
    frequency: WEEKLY
    timezone: Asia/Kolkata
    days:
      - {days: Mon-Fri, start: \"09:00\", end: \"18:00\"}
schedule:
  timezone: Asia/Kolkata
  startDateTime: 2027-01-04 09:30
  endDateTime: \"2027-06-30\"
  recurrenceObject: {recurType: Weekly, weeklyDetails: {onceEveryNweeks: 1, whichDays: [Mon]}}
";

/// Mistakes with one right answer: the text of [`CAMPAIGN`], and the mistake in its place.
const MISTAKES: [(&str, &str); 22] = [
    ("campaignType: sms", "campaignType: SMS"),
    ("campaignType: sms", "campaignType: 'Sms'"),
    ("campaignType: sms", "campaign_type: sms"),
    ("campaignType: sms", "\"CampaignType\": sms"),
    ("format: simple", "format: \" Simple \""),
    ("format: simple", "formt: simple"),
    ("priority: 5", "priority: \" 5\""),
    ("priority: 5", "priorty: 5"),
    ("name: Event Reminder", "Name: Event Reminder"),
    ("name: Event Reminder", "name: ' Event Reminder'"),
    ("contactLists:", "contact-lists:"),
    ("[Event Guests]", "[2027]"),
    ("\"+12025550124\"", "+12025550124"),
    ("\"+12025550124\"", "\"+1 (202) 555-0124\""),
    ("phoneNumber", "phone_number"),
    ("WEEKLY", "weekly"),
    ("timezone: Asia/Kolkata\n    days", "time_zone: Asia/Kolkata\n    days"),
    ("2027-01-04 09:30", "2027-1-4 9:30"),
    ("\"2027-06-30\"", "\"2027-6-30\""),
    ("recurType: Weekly", "recurType: WEEKLY"),
    ("onceEveryNweeks", "onceEveryNWeeks"),
    ("whichDays", "whichdays"),
];

/// Mistakes that could mean something else.
const NOT_FIXED: [(&str, &str); 20] = [
    ("Asia/Kolkata", "Asia/Calcuta"),
    ("[Mon]", "[Mxn]"),
    ("[Mon]", "[Wendsday]"),
    ("priority: 5", "priority: 7"),
    ("priority: 5", "priority: five"),
    ("priority: 5", "priority: 5\npriorty: 4"),
    ("priority: 5", "priorty: 5\nprioriti: 4"),
    ("priority: 5", "priority: 5\ndnc_lists: Opted Out"),
    ("priority: 5", "priority: 5\ndncLists: {nmae: Opted Out}"),
    ("priority: 5", "priority: 5\ndncLists: {name: 2027}"),
    ("priority: 5", "priority: 5\ndncLists: ' Opted Out'"),
    ("\"+12025550124\"", "12025550124"),
    ("\"+12025550124\"", "\"+44 (0)20 7946 0958\""),
    ("message: {text: Hello}", "messages: Hello"),
    ("2027-01-04 09:30", "2027-2-30 09:30"),
    ("\"18:00\"", "\"25:00\""),
    ("contactLists: [Event Guests]", "skipContactLists: [Event Guests]"),
    ("onceEveryNweeks", "onceEveryNdays2"),
    ("name: Event Reminder", "x-name: &n ' Event Reminder'\nname: *n"),
    ("startDateTime", "stopDateTime"),
];

/// [`CAMPAIGN`] with the first `old` replaced. Checks that `old` occurs in it.
fn with(old: &str, new: &str) -> String {
    assert!(CAMPAIGN.contains(old), "{old:?}");
    CAMPAIGN.replacen(old, new, 1)
}

/// The number of findings that have a fix.
fn fixable(run: &Run) -> usize {
    run.json().as_array().unwrap().iter().filter(|it| it["fix"].is_object()).count()
}

#[test]
fn what_has_one_right_answer_is_written_and_all_else_stays() {
    let world = World::new();
    for (right, wrong) in MISTAKES {
        let text = with(right, wrong);
        let file = world.file("a.yaml", &text);
        let found = world.run("validate a.yaml -o json");
        assert!(fixable(&found) >= 1, "{wrong}: {}", found.stdout);
        let fixed = world.run("validate a.yaml --fix").expect_code(0);
        assert!(fixed.stderr.contains("fixed a.yaml:"), "{wrong}: {}", fixed.stderr);
        let now = fs::read_to_string(&file).unwrap();
        // Existing quotes stay, and a name of digits gets quotes.
        let plain = |text: &str| text.replace(['"', '\''], "").replace("[2027]", "[Event Guests]");
        assert_eq!(plain(&now), plain(CAMPAIGN), "{wrong}");
        assert_eq!(now.lines().filter(|line| !text.contains(line)).count(), 1, "{wrong}: {now}");
        let again = world.run("validate a.yaml --fix -o json").expect_code(0);
        assert_eq!((again.stdout.as_str(), again.stderr.contains("fixed")), ("[]\n", false), "{wrong}");
        assert_eq!(fs::read_to_string(&file).unwrap(), now);
    }
}

#[test]
fn what_could_mean_something_else_stays_as_it_is() {
    let world = World::new();
    for (old, new) in NOT_FIXED {
        let text = with(old, new);
        let file = world.file("a.yaml", &text);
        let run = world.run("validate a.yaml --fix -o json");
        assert!(!run.stderr.contains("fixed a.yaml"), "{new}: {}", run.stderr);
        assert!(!run.json().as_array().unwrap().is_empty(), "{new}");
        assert_eq!(fixable(&run), 0, "{new}: {}", run.stdout);
        assert_eq!(fs::read_to_string(file).unwrap(), text);
    }
}

#[test]
fn line_ends_the_byte_order_mark_and_the_rights_of_a_file_stay() {
    let world = World::new();
    let text = format!("\u{feff}{}", with("campaignType: sms", "campaignType: SMS").replace('\n', "\r\n"));
    let file = world.file("a.yaml", &text);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    world.run("validate a.yaml --fix").expect_code(0);
    assert_eq!(fs::read_to_string(&file).unwrap(), text.replace("SMS", "sms"));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(world.files().iter().filter(|(path, _)| path.to_string_lossy().contains(".new")).count(), 0);
}

#[test]
fn a_dry_run_shows_the_difference_and_writes_nothing() {
    let world = World::new();
    let text = with("campaignType: sms", "campaignType: SMS");
    let file = world.file("a.yaml", &text);
    let run = world.run("validate a.yaml --fix --dry-run").expect_code(3);
    let expected = "--- a.yaml\n+++ a.yaml\n@@ -1,7 +1,7 @@\n # The invitation.\n name: Event Reminder\n \
                    description: Reminds guests   # who said yes\n-campaignType: SMS\n+campaignType: sms\n \
                    format: simple\n contactLists: [Event Guests]\n priority: 5\n";
    assert_eq!(run.stdout, expected);
    run.expect_stderr(&["error[campaign/type-unknown]", "dry run: 1 fix would be made; nothing was written"]);
    let json = world.run("validate a.yaml --fix --dry-run -o json").expect_code(3);
    assert_eq!(fixable(&json), 1);
    assert_eq!(fs::read_to_string(file).unwrap(), text);
}

#[test]
fn the_text_of_stdin_goes_to_stdout_and_findings_to_stderr() {
    let world = World::new();
    let text = with("campaignType: sms", "campaignType: SMS").replace("priority: 5", "priority: 7");
    let run = world.run_with_input("validate --fix -", &text).expect_code(3);
    assert_eq!(run.stdout, text.replace("SMS", "sms"));
    run.expect_stderr(&["fixed <stdin>:4:15: SMS to sms", "error[campaign/priority-out-of-range]"]);
    let right = world.run_with_input("validate --fix -", CAMPAIGN).expect_code(0);
    assert_eq!(right.stdout, CAMPAIGN);
    // A file that is not text, or that is read only in part, is not rewritten.
    let large = format!("{CAMPAIGN}# {}\n", "x".repeat(4 * 1024 * 1024));
    for bytes in [b"name: Caf\xe9\n".to_vec(), large.into_bytes()] {
        let run = world.run_with_input("validate --fix -", &bytes).expect_code(2);
        assert!(run.stdout.is_empty() && run.stderr.contains("nothing was printed"), "{}", run.stderr);
    }
    world.file("a.yaml", CAMPAIGN);
    world.run_with_input("validate --fix - a.yaml", CAMPAIGN).expect_code(2);
}

#[test]
fn a_file_that_cannot_be_written_keeps_no_other_from_being_fixed() {
    let wrong = with("name: Event Reminder", "name: ' Event Reminder'");
    for kind in ["link", "read-only"] {
        let world = World::new();
        world.file("c/b.yaml", wrong.replace("Event", "Other"));
        let kept = world.file("elsewhere/a.yaml", &wrong);
        let named = world.home().join("c/a.yaml");
        if kind == "link" {
            symlink(&kept, &named).unwrap();
        } else {
            fs::copy(&kept, &named).unwrap();
            fs::set_permissions(&named, fs::Permissions::from_mode(0o444)).unwrap();
        }
        let args = ["validate", "--fix", "--follow-links", "c"];
        let run = world.run(args).expect_code(10);
        run.expect_stderr(&[
            "warning[file/not-fixed]: c/a.yaml was not changed: it is",
            "fixed c/b.yaml:2:7",
            "1 file could not be",
        ]);
        assert_eq!(fs::read_to_string(named).unwrap(), wrong, "{kind}");
        assert!(
            fs::read_to_string(world.home().join("c/b.yaml")).unwrap().contains("name: 'Other Reminder'")
        );
    }
}

#[test]
fn what_is_inherited_is_fixed_where_its_folder_is_among_the_paths() {
    let world = World::new();
    let own = with("format: simple\n", "");
    let (one, two) =
        (world.file("c/a.yaml", &own), world.file("c/b.yaml", own.replace("Event R", "Other R")));
    let defaults = world.file("c/kcamp.defaults.yaml", "format: SIMPLE\n");
    let run = world.run("validate --fix c/a.yaml -o json").expect_code(3);
    assert_eq!(fs::read_to_string(&defaults).unwrap(), "format: SIMPLE\n");
    assert_eq!(run.json()[0]["code"], "campaign/format-unknown");
    let run = world.run("validate --fix c").expect_code(0);
    assert_eq!(run.stderr.matches("fixed ").count(), 1, "{}", run.stderr);
    assert_eq!(fs::read_to_string(&defaults).unwrap(), "format: simple\n");
    let unchanged = [one, two].map(|path| fs::read_to_string(path).unwrap());
    assert_eq!(unchanged[0], own);
    assert_eq!(unchanged[1], own.replace("Event R", "Other R"));
}

/// Every file of the fixtures, with any error.
#[test]
fn after_a_fix_no_finding_has_one_and_a_second_fix_changes_nothing() {
    let world = World::new();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/manifests");
    let mut copied = 0;
    for folder in ["invalid", "valid", "advice"] {
        for entry in fs::read_dir(fixtures.join(folder)).unwrap().flatten() {
            let path = entry.path();
            let is_file = path.extension().is_some_and(|it| it == "yaml" || it == "json");
            if is_file && !path.ends_with("kcamp.policy.yaml") {
                world.file(
                    &format!("c/{folder}/{}", entry.file_name().to_string_lossy()),
                    fs::read(&path).unwrap(),
                );
                copied += 1;
            }
        }
    }
    assert!(copied > 50, "the fixtures are gone");
    let before = world.files();
    let first = world.run("validate --fix c -o json").expect_code(3);
    assert_eq!(fixable(&first), 0);
    let once = world.files();
    assert_ne!(before, once, "some of the fixtures can be fixed");
    let second = world.run("validate --fix c -o json").expect_code(3);
    assert!(!second.stderr.contains("fixed "), "{}", second.stderr);
    assert_eq!(second.stdout, first.stdout);
    assert_eq!(world.files(), once);
}

#[test]
fn an_unknown_option_is_not_told_to_be_passed_as_a_value() {
    for line in [vec!["campaign", "get", "--fix"], vec!["validate", "--zzz"], vec!["plan", "--what", "a"]] {
        let run = World::new().run(line).expect_code(2);
        assert!(!run.stderr.contains("as a value"), "{}", run.stderr);
    }
    // A name may begin with a hyphen.
    World::new().run("campaign get -1x").expect_code(2).expect_stderr(&["'-- -1'"]);
}

/// Defaults above the paths also apply to other campaigns: --fix leaves them alone, and the hint does not count them.
#[test]
fn the_hint_counts_the_fixes_that_would_be_made() {
    let world = World::new();
    world.file("c/kcamp.defaults.yaml", "format: SIMPLE\n");
    let campaign = FILE.replace("format: simple\n", "");
    world.file("c/one.yaml", &campaign);
    world.file("c/two.yaml", campaign.replace("Event Reminder", "Another"));
    let hint = |line: &str| {
        let stderr = world.run(line).expect_code(3).stderr;
        let found = stderr.lines().find_map(|line| line.strip_prefix("hint: ")?.split_once(" can be fixed"));
        found.map(|(count, _)| count.to_owned())
    };
    assert_eq!(hint("validate c/one.yaml"), None);
    assert_eq!(hint("validate c").as_deref(), Some("1 of them"), "one value, inherited twice");
    world.file("c/one.yaml", campaign.replace("campaignType: sms", "campaignType: SMS"));
    assert_eq!(hint("validate c/one.yaml").as_deref(), Some("1 of them"));
    assert_eq!(hint("validate c").as_deref(), Some("2 of them"));
}

/// A folder may have files of other programs, which --fix never changes.
#[test]
fn in_a_folder_only_campaigns_are_fixed_and_elsewhere_what_is_named() {
    let world = World::new();
    let other = "{\"name\": \"x\", \"contact_lists\": [1]}\n";
    let package = world.file("f/package.json", other);
    let campaign = world.file("f/a.yaml", with("campaignType: sms", "campaign_type: sms"));
    for line in ["validate f", "validate f -o json", "validate . --format sarif"] {
        let run = world.run(line).expect_code(3);
        assert!(!run.stderr.contains("2 of them"), "{line}: {}", run.stderr);
        if line.ends_with("json") {
            assert_eq!(fixable(&run), 1);
        }
    }
    let run = world.run("validate f --fix").expect_code(3);
    assert_eq!(run.stderr.matches("fixed ").count(), 1, "{}", run.stderr);
    assert_eq!(fs::read_to_string(&package).unwrap(), other);
    assert_eq!(fs::read_to_string(&campaign).unwrap(), CAMPAIGN);
    let run = world.run("validate f/package.json").expect_code(3);
    assert!(run.stderr.contains("can be fixed with: kcamp validate f/package.json --fix"), "{}", run.stderr);
    world.run("validate f/package.json --fix").expect_code(3);
    assert!(fs::read_to_string(&package).unwrap().contains("contactLists"));
}
