//! The texts that people hear or read are in no log.

use crate::create::FILE;
use crate::world::Sandbox;

const OLD: &str = "Canary text of the event";
const NEW: &str = "Quite another wording";

/// Campaign files with a text, the flags that replace it, and the field that is named.
fn cases() -> Vec<(String, String, &'static str, bool)> {
    let burki = |text: &str| {
        format!(
            "platform: burki\nname: Renewals\ncampaign_type: call\nassistant_id: 1\nwelcome_message_template: {text}\n\
                 end_call_message_template: {text} too\n"
        )
    };
    let sms = format!(
        "platform: burki\nname: Renewals\ncampaign_type: sms\nassistant_id: 1\nsms_message_template: {OLD}\n"
    );
    vec![
        (FILE.to_owned(), FILE.replace(OLD, NEW), "message", false),
        (burki(OLD), burki(NEW), "template", true),
        (sms.clone(), sms.replace(OLD, NEW), "template", true),
    ]
}

#[test]
fn an_update_logs_the_names_of_the_fields_and_no_text() {
    for (before, after, field, is_burki) in cases() {
        for log in ["json", "json,info", "json,trace"] {
            let sandbox = Sandbox::new();
            let world = if is_burki { sandbox.burki_world() } else { sandbox.world() };
            world.file("a.yaml", &before);
            let logged = world.with("KCAMP_LOG", log);
            for (line, text) in
                [("campaign create -f a.yaml", &before), ("campaign update -f a.yaml", &after)]
            {
                logged.file("a.yaml", text);
                for flag in ["--dry-run", "--yes"] {
                    let run = logged.run(&*format!("{line} {flag}")).expect_code(0);
                    // Requests and answers are what `trace` asks for, with their bodies.
                    if log != "json,info" {
                        continue;
                    }
                    for words in [OLD, NEW] {
                        assert!(!run.stderr.contains(words), "{line} {flag} {log}: {}", run.stderr);
                    }
                    let is_named =
                        run.stderr.lines().any(|it| it.contains("update of the") && it.contains(field));
                    assert_eq!(is_named, line.contains("update"), "{line}: {}", run.stderr);
                }
            }
            assert!(!sandbox.received().is_empty());
        }
    }
    // The text is shown where no log is written.
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("a.yaml", FILE);
    world.run("campaign create -f a.yaml").expect_code(0);
    world.file("a.yaml", FILE.replace(OLD, NEW));
    world.run("campaign update -f a.yaml --yes").expect_code(0).expect_stderr(&[NEW]);
}
