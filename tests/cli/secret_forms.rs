//! Secrets in rows of contacts, and in other forms than their own: nothing of what holds one is sent.

use ::base64::Engine as _;
use ::base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::Value;

use crate::create::FILE;
use crate::import_to_campaign::{number, with_campaign};
use crate::world::{Run, SECRET, Sandbox, World};

fn says_nothing(run: &Run, form: &str) {
    assert!(!run.stdout.contains(form) && !run.stderr.contains(form), "{run:?}");
}

/// A file of 700 rows, of which the one at `bad` has this cell.
fn rows(bad: usize, cell: &str) -> String {
    let quoted = format!("\"{}\"", cell.replace('"', "\"\""));
    let name = |place| if place == bad { quoted.clone() } else { format!("Ada {place}") };
    let rows = (0..700).map(|place| format!("{},{}\n", number(place), name(place)));
    std::iter::once("Mobile No,First Name\n".to_owned()).chain(rows).collect()
}

/// A secret as it is, and in the forms in which it would go out unseen.
fn forms(secret: &str) -> Vec<String> {
    vec![
        secret.to_owned(),
        Value::from(secret).to_string().trim_matches('"').to_owned(),
        STANDARD.encode(secret),
        STANDARD.encode(format!("x{secret}yy")),
        URL_SAFE_NO_PAD.encode(format!("xx{secret}y")),
        format!("see {} there", STANDARD.encode(secret)),
    ]
}

#[test]
fn a_secret_in_any_row_of_contacts_sends_none_of_them() {
    for form in forms(SECRET) {
        for bad in [0, 650, 699] {
            for more in [&[][..], &["--check"], &["--dry-run"]] {
                let sandbox = Sandbox::new();
                let world = sandbox.world();
                world.file("people.csv", rows(bad, &form));
                let line =
                    ["contact-list", "import", "Event Guests", "people.csv", "--yes", "--batch-size", "300"];
                let run = world.run([&line[..], more].concat()).expect_code(3);
                let place = format!("people.csv, line {}: column 2 contains a secret", bad + 2);
                let run = run.expect_stderr(&[&place, "nothing was sent"]);
                says_nothing(&run, &form);
                assert!(sandbox.received_at("POST", "/addContacts").is_empty(), "{form} {bad}: {run:?}");
                // Without it every row is sent.
                world.file("people.csv", rows(bad, "Ada"));
                world.run([&line[..], more].concat()).expect_code(0);
            }
        }
    }
}

#[test]
fn a_secret_in_a_row_for_a_campaign_in_a_wrong_row_or_in_a_header_sends_nothing() {
    let (sandbox, world) = with_campaign(&[]);
    let key = kcamp::sandbox::BURKI_API_KEY;
    let header = rows(0, "Ada").replace("First Name", key);
    let wrong = format!("{}+1,{key}\n", rows(0, "Ada"));
    for text in [rows(650, key), rows(650, &STANDARD.encode(key)), header, wrong] {
        for more in [&["--yes"][..], &["--check"]] {
            world.file("people.csv", &text);
            let run = world.run([&["campaign", "import", "1", "people.csv"], more].concat()).expect_code(3);
            says_nothing(&run, key);
            assert!(run.stderr.contains("contains a secret of this profile; nothing was sent"), "{run:?}");
            assert!(sandbox.received_at("POST", "/import-data").is_empty(), "{run:?}");
            assert!(!world.home().join("people.rejects.csv").exists(), "{run:?}");
        }
    }
}

#[test]
fn a_secret_in_another_form_is_refused_in_a_text() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    for form in forms(SECRET) {
        let text = format!("Hi {form}. Reply STOP to opt out.");
        for flag in ["--message", "--description"] {
            let line = ["campaign", "create", "-f", "campaign.yaml", "--yes", flag, &text];
            let run = world.run(line).expect_code(3).expect_stderr(&["contains a secret"]);
            says_nothing(&run, &form);
            assert!(sandbox.creates().is_empty(), "{form}: {run:?}");
        }
    }
}

#[test]
fn a_secret_in_another_form_is_refused_in_the_path_and_the_keys_of_a_raw_request() {
    let secret = "Zq8\"x/Lm+2&v:Tr7é\\pQ";
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_CLIENT_SECRET", secret);
    for form in forms(secret) {
        let path: String = form.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
        let path = format!("/campaign/{path}");
        // A key ends at its first =, which only ends a Base64.
        let field = format!("{}=1", form.replace('=', ""));
        for line in [
            &["api", "GET", &path][..],
            &["api", "DELETE", &path, "--yes"],
            &["api", "POST", "/x", "-F", &field, "--yes"],
            &["api", "GET", "/x", "-F", &field],
        ] {
            let run = world.run(line).expect_code(3).expect_stderr(&["contains a secret"]);
            says_nothing(&run, &form);
            assert!(sandbox.received().is_empty(), "{form}: {run:?}");
        }
    }
}

#[test]
fn no_token_is_minted_with_the_secret_in_a_claim() {
    for form in forms(SECRET) {
        let world = Sandbox::new().world();
        let claim = format!("k={form}");
        let deep = format!("k={}", serde_json::json!({"deep": [form]}));
        let key = format!("{}=1", form.replace('=', ""));
        let lines = [["--sub", &form], ["--claim", &claim], ["--claim", &deep], ["--claim", &key]];
        for line in lines {
            for more in [&[][..], &["-o", "json"]] {
                let run = world.run([&["jwt", "mint"], &line[..], more].concat()).expect_code(3);
                assert!(run.stdout.is_empty(), "{run:?}");
                says_nothing(&run, &form);
            }
        }
    }
    let world: World = Sandbox::new().world();
    world.run("jwt mint --sub tester --claim role=admin").expect_code(0);
}
