//! Whoever a `--dnc` file left out of an import stays left out of the later ones without it, whatever their row was
//! like, and no note leads around that.

use crate::contact_inputs::{LIST, imports, received_by_burki, received_by_kore, worlds};
use crate::world::{Run, Sandbox, World};

const KORE: [&str; 3] = ["contact-list", "import", LIST];
const BURKI: [&str; 3] = ["campaign", "import", "1"];
const HEADER: &str = "Phone,uniqueId\n";

/// Imports a file. Returns the run, and the ids of the contacts that the platform received.
fn import(sandbox: &Sandbox, world: &World, command: [&str; 3], more: &[&str]) -> (Run, Vec<String>) {
    let since = sandbox.received().len();
    let run = world.run([&command[..], more, &["--region", "US", "--yes"]].concat());
    let received = match command[0] {
        _ if imports(sandbox, since) == 0 => Vec::new(),
        "campaign" => received_by_burki(sandbox, since).into_keys().collect(),
        _ => received_by_kore(sandbox, since).into_keys().collect(),
    };
    (run, received)
}

#[test]
fn a_row_that_was_wrong_is_left_out_once_it_is_corrected() {
    let wrong = format!("{HEADER}+12025550131,a\n202555033,o\n");
    let corrected = wrong.replace("202555033", "2025550133");
    for (platform, command) in [("kore", KORE), ("burki", BURKI)] {
        for later in ["people.csv", "people.rejects.csv", "other.csv"] {
            let (sandbox, kore, burki) = worlds();
            let world = if platform == "kore" { kore } else { burki };
            world.file("people.csv", &wrong);
            world.file("dnc.txt", "+12025550133\n");
            let (run, received) = import(&sandbox, &world, command, &["people.csv", "--dnc", "dnc.txt"]);
            run.expect_code(10);
            assert_eq!(received, ["a"]);
            let text = match later {
                "people.rejects.csv" => {
                    let rejects = std::fs::read_to_string(world.home().join(later)).unwrap();
                    rejects.replace("202555033", "2025550133")
                }
                _ => format!("{corrected}+12025550137,n\n"),
            };
            world.file(later, text);
            let (run, received) = import(&sandbox, &world, command, &[later]);
            assert!(!received.contains(&"o".to_owned()), "{platform} {later}: {received:?}");
            run.expect_stderr(&["1 contact stays left out: a do-not-contact file left it out"]);
        }
    }
}

#[test]
fn no_note_names_a_command_that_contacts_whom_a_file_left_out() {
    for (platform, command) in [("kore", KORE), ("burki", BURKI)] {
        let (sandbox, kore, burki) = worlds();
        let world = if platform == "kore" { kore } else { burki };
        world.file("dnc.txt", "+12025550133\n");
        world.file("people.csv", format!("{HEADER}+12025550131,a\n+12025550133,o\n"));
        let (run, _) = import(&sandbox, &world, command, &["people.csv", "--dnc", "dnc.txt"]);
        run.expect_code(0);
        let (run, received) = import(&sandbox, &world, command, &["people.csv"]);
        assert!(!received.contains(&"o".to_owned()), "{received:?}");
        let run = run.expect_stderr(&[
            "1 contact stays left out: a do-not-contact file left it out of an earlier import",
        ]);
        assert!(!run.stderr.contains("OTHER_") && !run.stderr.contains("COLUMN"), "{}", run.stderr);
        // Where a column leaves somebody else out, the command has the files.
        world.file(
            "more.csv",
            "Phone,uniqueId,Blocked\n+12025550133,o,\n+12025550134,b,yes\n+12025550135,c,\n",
        );
        let (run, received) = import(&sandbox, &world, command, &["more.csv", "--dnc", "dnc.txt"]);
        assert_eq!(received, ["c"]);
        run.expect_stderr(&[" more.csv --dnc dnc.txt --map 'Blocked='"]);
        let (run, received) = import(&sandbox, &world, command, &["more.csv", "--map", "Blocked="]);
        assert!(!received.contains(&"o".to_owned()) && !received.contains(&"b".to_owned()), "{received:?}");
        run.expect_stderr(&[
            "1 contact stays left out: a column of an earlier file left it out",
            " more.csv --dnc FILE --map 'COLUMN='",
        ]);
    }
}
