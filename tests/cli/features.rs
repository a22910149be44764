//! Features that one platform has and another lacks: refused at once, with the alternative.

use crate::world::{Trap, World};

/// A command line, and parts of its message: what the platform lacks, and what it has instead.
type Refused = (&'static [&'static str], &'static str, &'static str);

const ON_BURKI: &[Refused] = &[
    (&["jwt", "mint"], "Burki has no tokens to sign: it takes an API key as it is", "kcamp doctor"),
    (&["jwt", "inspect", TOKEN, "--verify"], "Burki has no tokens to sign", "kcamp profile show"),
    (&["contact-list", "list"], "Burki has no contact lists", "kcamp campaign import"),
    (&["contact-list", "get", "Guests"], "Burki has no contact lists", "kcamp campaign contacts"),
    (&["contact-list", "create", "Guests", "--description", "D"], "no contact lists", "campaign import"),
    (&["contact-list", "rename", "Guests", "--description", "D"], "no contact lists", "campaign import"),
    (&["contact-list", "delete", "Guests", "--yes"], "no contact lists", "campaign import"),
    (&["contact-list", "contacts", "Guests"], "no contact lists", "campaign import"),
    (&["contact-list", "import", "Guests", "none.csv"], "no contact lists", "campaign import"),
    (&["campaign", "callback", "cid-1", "d-1=2099-01-01T09:00:00Z", "--yes"], "no call-backs", "re-execute"),
    (
        &["campaign", "callback", "cid-1", "d-1=2099-01-01T09:00:00Z", "--dry-run"],
        "no call-backs",
        "re-execute",
    ),
    (&["campaign", "list", "--priority", "5"], "Burki has no priorities of campaigns", "--status"),
    (&["campaign", "list", "--sort", "priority"], "Burki has no priorities of campaigns", "created"),
    (&["campaign", "list", "--dialing-mode", "Preview"], "Burki has no dialing modes", "--type"),
    (&["campaign", "list", "--sort", "updated"], "Burki has no time of the last change", "sort by created"),
];

const ON_KORE: &[Refused] = &[
    (&["campaign", "pause", "Reminder", "--yes"], "Kore.ai has no pause", "kcamp campaign stop"),
    (
        &["campaign", "re-execute", "Reminder", "--all", "--yes"],
        "Kore.ai has no re-execution",
        "campaign start",
    ),
    (
        &["campaign", "import", "Reminder", "none.csv"],
        "Kore.ai has no import into a campaign",
        "kcamp contact-list import",
    ),
    (&["campaign", "executions", "Reminder"], "Kore.ai has no list of executions", "kcamp campaign contacts"),
    (&["campaign", "template-preview", "Hello"], "Kore.ai has no preview of templates", "kcamp validate"),
];

const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJrY2FtcCJ9.c2lnbmF0dXJl";

/// Only the platform is known: the refusal needs no account.
#[test]
fn what_a_platform_lacks_is_said_before_anything_else() {
    let trap = Trap::new();
    for (platform, refused) in [("burki", ON_BURKI), ("kore", ON_KORE)] {
        let world = World::new().with("KCAMP_HOST", trap.address()).with("KCAMP_PLATFORM", platform);
        for &(line, what, instead) in refused {
            let line = [line, &["-o", "json"]].concat();
            let error = world.run(&line).expect_code(2).error_json();
            let words = |key: &str| error[key].to_string();
            assert_eq!(error["code"], "platform/not-served", "{line:?}: {error}");
            assert!(words("message").contains(what), "{line:?}: {error}");
            // A shown command names the platform that a variable set for this run.
            let hint = words("hint").replace(&format!(" --platform {platform}"), "");
            assert!(hint.contains(instead), "{line:?}: {error}");
            assert!(!trap.was_touched(), "{line:?}");
        }
    }
}

#[test]
fn a_token_is_looked_at_whatever_the_platform() {
    World::new().with("KCAMP_PLATFORM", "burki").run(["jwt", "inspect", TOKEN]).expect_code(0);
}

#[test]
fn what_both_platforms_have_narrows_and_sorts_the_list_of_either() {
    for platform in ["kore", "burki"] {
        let world = World::new().with("KCAMP_SANDBOX", "1").with("KCAMP_PLATFORM", platform);
        for flags in [["--sort", "name"], ["--sort", "created"], ["--sort", "status"], ["--search", "x"]] {
            world.run([&["campaign", "list"], &flags[..]].concat()).expect_code(0);
        }
    }
}
