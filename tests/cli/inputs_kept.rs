//! Files that an import or a preview reads or writes: none is lost to another one.

use crate::contact_inputs::{LIST, imports};
use crate::world::{Sandbox, World};

const PEOPLE: &str = "Phone,uniqueId\n+12025550131,a\nask Bo,b\n";

fn import(world: &World, more: &[&str]) -> crate::world::Run {
    let line = ["contact-list", "import", LIST, "people.csv", "--again", "-o", "json"];
    world.run([&line[..], more].concat())
}

#[test]
fn rejects_are_never_written_over_a_file_that_the_import_reads() {
    // Who wrote the file, the path by which it is named now, and the path of the rejects.
    for (written, dnc, rejects) in [
        ("people.rejects.csv", "people.rejects.csv", None),
        ("out.csv", "./out.csv", Some("out.csv")),
        ("out.csv", "hard.csv", Some("out.csv")),
        ("out.csv", "link.csv", Some("./out.csv")),
        ("out.csv", "other.csv", Some("people.csv")),
        ("out.csv", "other.csv", Some("./people.csv")),
    ] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        let home = world.home();
        world.file("people.csv", PEOPLE);
        world.file("other.csv", "+12025550139\n");
        import(&world, &["--rejects", written, "--yes"]).expect_code(10);
        std::fs::hard_link(home.join(written), home.join("hard.csv")).unwrap();
        std::os::unix::fs::symlink(written, home.join("link.csv")).unwrap();
        let flags = rejects.map_or(vec![], |path| vec!["--rejects", path]);
        let files = || ["people.csv", written].map(|name| std::fs::read_to_string(home.join(name)).unwrap());
        let (before, since) = (files(), sandbox.received().len());
        for check in [&["--check"][..], &["--yes"]] {
            if check == ["--check"] && rejects.is_none() {
                continue;
            }
            let line = ["--dnc", dnc, "--dnc-lenient", "--dnc-may-be-empty"];
            let run = import(&world, &[&line[..], &flags, check].concat()).expect_code(3);
            let error = run.error_json();
            assert_eq!(error["code"], "import/rejects-over-itself", "{dnc} {rejects:?}: {error}");
            assert!(error["message"].as_str().unwrap().contains("would be written over"), "{error}");
            assert_eq!(files(), before, "{dnc} {rejects:?}");
        }
        assert_eq!(imports(&sandbox, since), 0);
    }
}

#[test]
fn a_folder_in_place_of_a_file_is_answered_with_the_files_in_it() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("people.csv", PEOPLE);
    world.file("dnc/b c.txt", "+12025550131\n");
    world.file("dnc/a.txt", "+12025550132\n");
    world.file("dnc/.hidden", "");
    let error = import(&world, &["--dnc", "dnc"]).expect_code(3).error_json();
    assert_eq!(error["code"], "import/not-csv", "{error}");
    let hint = error["hint"].to_string();
    assert!(hint.contains("name the files in it, such as --dnc dnc/a.txt --dnc 'dnc/b c.txt'"), "{error}");
    let run = world.run(["contact-list", "import", LIST, "dnc", "-o", "json"]).expect_code(3);
    assert!(
        run.error_json()["hint"].to_string().contains("name a file in it, such as dnc/a.txt"),
        "{}",
        run.stderr
    );
    std::fs::create_dir(world.home().join("empty")).unwrap();
    let error = import(&world, &["--dnc", "empty"]).expect_code(3).error_json();
    assert!(error["hint"].to_string().contains("it has none"), "{error}");
    assert_eq!(imports(&sandbox, 0), 0);
}

/// The second of two inputs that are one pipe would be empty, such as the numbers that must not be contacted.
#[cfg(unix)]
#[test]
fn a_stream_that_two_arguments_name_is_refused_before_it_is_read() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    std::os::unix::fs::symlink("/dev/stdin", world.home().join("stdin")).unwrap();
    for line in [
        "contact-list import 'Event Guests' - --dnc /dev/stdin --yes",
        "contact-list import 'Event Guests' - --dnc=/dev/fd/0 --dnc-may-be-empty --yes",
        "contact-list import 'Event Guests' /proc/self/fd/0 --dnc /dev/stdin --yes",
        "contact-list import 'Event Guests' --dnc ./stdin --yes -- -",
        "campaign create -f - --message-file /dev/stdin",
        "plan /dev/stdin /dev/fd/0",
        "validate - /dev/stdin",
        "api POST /x -F a=@/dev/stdin -F b=@/dev/stdin --yes",
    ] {
        let run = world.run_with_input(line, "phone\n+12025550131\n").expect_code(2);
        run.expect_stderr(&["are one stream, which can be read only once; nothing was read"]);
    }
    for (variable, line) in [
        ("KCAMP_DEFAULTS", "validate -"),
        ("KCAMP_DEFAULTS", "campaign create -f -"),
        ("KCAMP_TOKEN_FILE", "api POST /x --input - --yes"),
        ("KCAMP_CLIENT_SECRET_FILE", "campaign create -f /dev/stdin"),
        ("KCAMP_TOKEN_FILE", "plan -"),
    ] {
        let world = sandbox.world().with(variable, "/dev/stdin");
        let run = world.run_with_input(line, "name: a\n").expect_code(2);
        run.expect_stderr(&[&format!("{variable}=/dev/stdin and "), "are one stream"]);
    }
    assert!(sandbox.received().is_empty());
    // A dash is stdout behind a flag for an output, and a file may be read twice.
    let run = world.run_with_input("schedule preview -f /dev/stdin --ics -", crate::create::FILE);
    assert!(!run.stderr.contains("one stream"), "{run:?}");
    world.file("campaign.yaml", crate::create::FILE);
    world.run("validate campaign.yaml campaign.yaml").expect_code(0);
}
