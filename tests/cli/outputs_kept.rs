//! Files that a command writes beside its result, where a file exists already.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::create::FILE;
use crate::world::{Sandbox, World};

const PREVIEW: [&str; 4] = ["schedule", "preview", "-f", "campaign.yaml"];
const SCHEDULED: &str = "schedule:\n  timezone: UTC\n  startDateTime: 2026-12-07 09:30:00\n  endDateTime: 2026-12-31 18:00:00\n  recurrenceObject: {recurType: Daily, dailyDetails: {onceEveryNdays: 1}}\n";

/// The command lines that write a file, each without the file's name.
fn lines() -> [Vec<&'static str>; 3] {
    let preview = |flag| [&PREVIEW[..], &[flag]].concat();
    [preview("--ics"), preview("--html"), vec!["plan", "campaign.yaml", "--out"]]
}

/// Those lines and the other commands with a flag that names a file, and whether it is plain output, which a pipe may
/// take.
fn named_outputs() -> Vec<(Vec<&'static str>, bool)> {
    let import =
        ["contact-list", "import", "Event Guests", "contacts.csv", "--region", "US", "--check", "--rejects"];
    lines()
        .into_iter()
        .map(|line| (line.clone(), line[0] == "schedule"))
        .chain([(import.to_vec(), false)])
        .collect()
}

fn world(sandbox: &Sandbox) -> World {
    let world = sandbox.world();
    world.file("campaign.yaml", format!("{FILE}{SCHEDULED}"));
    world.file("contacts.csv", "Phone\n12\n+12025550124\n");
    world
}

#[test]
fn a_file_that_a_command_reads_is_never_written_over_by_it() {
    for line in lines() {
        for spelled in ["campaign.yaml", "./campaign.yaml", "link.yaml"] {
            let sandbox = Sandbox::new();
            let world = world(&sandbox);
            let path = world.home().join("campaign.yaml");
            let before = std::fs::read(&path).unwrap();
            std::os::unix::fs::symlink("campaign.yaml", world.home().join("link.yaml")).unwrap();
            let run = world.run([&line[..], &[spelled]].concat()).expect_code(2);
            run.expect_stderr(&["the command reads this file", "nothing was done"]);
            assert_eq!(std::fs::read(&path).unwrap(), before, "{line:?}");
            assert!(sandbox.received().is_empty(), "{line:?}");
        }
    }
}

#[test]
fn what_kcamp_did_not_write_is_kept_and_its_own_file_is_replaced() {
    for line in lines() {
        let sandbox = Sandbox::new();
        let world = world(&sandbox);
        let whole = [&line[..], &["out"]].concat();
        for theirs in ["BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "<!doctype html>\n", "{}\n", "notes"] {
            let path = world.file("out", theirs);
            world.run(&whole).expect_code(6).expect_stderr(&["this file exists", "nothing was done"]);
            assert_eq!(std::fs::read_to_string(&path).unwrap(), theirs, "{line:?}");
        }
        let path = world.file("out", "");
        for _ in 0..2 {
            world.run(&whole).expect_code(0);
            assert!(std::fs::metadata(&path).unwrap().len() > 100, "{line:?}");
        }
    }
}

/// As root, a rename would put a plan in the place of /dev/null.
#[test]
fn a_device_a_pipe_or_a_socket_is_never_replaced_by_a_file() {
    use std::os::unix::fs::FileTypeExt as _;
    for line in lines() {
        let sandbox = Sandbox::new();
        let world = world(&sandbox);
        let socket = world.home().join("out");
        let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        let run = world.run([&line[..], &["out"]].concat()).expect_code(2);
        run.expect_stderr(&["cannot write ", "out"]);
        let kind = std::fs::symlink_metadata(&socket).unwrap().file_type();
        assert!(kind.is_socket(), "{line:?}: {kind:?}");
        let left: Vec<_> =
            std::fs::read_dir(world.home()).unwrap().flatten().map(|it| it.file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().contains("out.new")), "{left:?}");
    }
}

#[test]
fn two_outputs_of_a_command_never_go_to_one_file() {
    for (ics, html) in [
        ("out", "out"),
        ("out", "./out"),
        ("folder/../out", "out"),
        ("folder/out", "linked/out"),
        ("out", "link"),
        ("link", "link of a link"),
        ("missing/out", "missing/./out"),
        ("-", "-"),
    ] {
        let sandbox = Sandbox::new();
        let world = world(&sandbox);
        std::fs::create_dir(world.home().join("folder")).unwrap();
        for (target, link) in [("folder", "linked"), ("out", "link"), ("link", "link of a link")] {
            std::os::unix::fs::symlink(target, world.home().join(link)).unwrap();
        }
        for is_there in [false, true] {
            if is_there {
                world.file("out", "");
            }
            let run = world.run(PREVIEW.iter().chain(&["--ics", ics, "--html", html])).expect_code(2);
            let words = if ics == "-" { "both go to stdout" } else { "name one file" };
            run.expect_stderr(&[words]);
            let written = ["out", "folder/out"].map(|name| std::fs::read(world.home().join(name)).ok());
            assert!(written.iter().flatten().all(Vec::is_empty) && written[1].is_none(), "{ics} {html}");
        }
    }
    let sandbox = Sandbox::new();
    let world = world(&sandbox);
    // Two names of one file, none of which is a link to the other.
    std::fs::hard_link(world.file("first", ""), world.home().join("second")).unwrap();
    let run = world.run(PREVIEW.iter().chain(&["--ics", "first", "--html", "second"])).expect_code(2);
    run.expect_stderr(&["name one file"]);
    assert!(std::fs::read(world.home().join("first")).unwrap().is_empty());
    world.run(PREVIEW.iter().chain(&["--ics", "out", "--html", "out.html"])).expect_code(0);
    assert!(["out", "out.html"].iter().all(|name| world.home().join(name).exists()));
}

/// A pipe and a device that only this test has; nothing tries them on the machine's own.
#[test]
fn a_pipe_or_a_socket_is_written_into_or_refused_and_stays_what_it_is() {
    use std::os::unix::fs::FileTypeExt as _;
    let is_kept = |path: &Path| {
        let kind = std::fs::symlink_metadata(path).unwrap().file_type();
        kind.is_fifo() || kind.is_socket() || kind.is_symlink()
    };
    for (line, is_plain) in named_outputs() {
        for spelled in ["pipe", "socket", "to-pipe"] {
            let sandbox = Sandbox::new();
            let world = world(&sandbox);
            let [pipe, socket, link] = ["pipe", "socket", "to-pipe"].map(|name| world.home().join(name));
            assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
            let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
            std::os::unix::fs::symlink("pipe", &link).unwrap();
            let args = [&line[..], &[spelled]].concat();
            if is_plain && spelled != "socket" {
                let reader = std::thread::spawn(move || std::fs::read_to_string(pipe).unwrap());
                world.run(args).expect_code(0);
                assert!(reader.join().unwrap().len() > 100, "{line:?}");
            } else {
                world.run(args).expect_code(2).expect_stderr(&["cannot write ", spelled]);
            }
            assert!([&socket, &link].into_iter().all(|path| is_kept(path)), "{line:?} {spelled}");
            assert!(is_kept(&world.home().join("pipe")), "{line:?} {spelled}");
            let left = std::fs::read_dir(world.home()).unwrap().flatten();
            assert!(!left.into_iter().any(|it| it.file_name().to_string_lossy().ends_with(".new")));
        }
    }
}

#[test]
fn a_link_is_followed_to_its_file_and_stays_a_link() {
    for (line, _) in named_outputs() {
        for is_there in [false, true] {
            let sandbox = Sandbox::new();
            let world = world(&sandbox);
            std::fs::create_dir(world.home().join("behind")).unwrap();
            let (behind, link) = (world.home().join("behind/out"), world.home().join("link"));
            std::os::unix::fs::symlink("behind/out", &link).unwrap();
            // An import replaces only what it wrote.
            if is_there && line[0] != "contact-list" {
                std::fs::write(&behind, "").unwrap();
            }
            for _ in 0..2 {
                drop(world.run([&line[..], &["link"]].concat()));
                assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink(), "{line:?}");
                assert!(std::fs::metadata(&behind).unwrap().len() > 20, "{line:?}");
            }
        }
    }
}

#[test]
fn an_export_that_replaces_files_refuses_links_and_pipes() {
    let sandbox = Sandbox::new();
    let world = world(&sandbox);
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    let export = "campaign export --all -d out";
    world.run(export).expect_code(0);
    let path = std::fs::read_dir(world.home().join("out")).unwrap().next().unwrap().unwrap().path();
    let behind = world.home().join("behind.yaml");
    std::fs::rename(&path, &behind).unwrap();
    std::os::unix::fs::symlink("../behind.yaml", &path).unwrap();
    std::fs::write(&behind, "").unwrap();
    world.run(export).expect_code(6);
    world.run(&format!("{export} --force")).expect_code(2).expect_stderr(&["does not write through links"]);
    assert!(std::fs::symlink_metadata(&path).unwrap().is_symlink());
    assert_eq!(std::fs::read_to_string(&behind).unwrap(), "");
    std::fs::remove_file(&path).unwrap();
    let _listening = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let run = world.run(&format!("{export} --force"));
    assert_ne!(run.code, 0);
    run.expect_stderr(&["it is a folder, a pipe or a device"]);
    assert!(!std::fs::symlink_metadata(&path).unwrap().is_file());
}

/// A path may be mistyped, or lead by a link to what belongs to somebody else.
#[test]
fn a_file_that_is_no_journal_is_neither_written_to_nor_closed_to_others() {
    for text in ["root:x:0:0::/:/bin/sh\n", "{\"name\": 1}\n", "name: Spring", "\u{feff}a,b\r\n1,2\r\n"] {
        for name in ["theirs", "link"] {
            let sandbox = Sandbox::new();
            let world = world(&sandbox);
            let file = world.file("theirs", text);
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
            std::os::unix::fs::symlink(&file, world.home().join("link")).unwrap();
            let world = world.with("KCAMP_JOURNAL", name);
            for line in ["campaign create -f campaign.yaml --yes", "apply campaign.yaml --yes"] {
                world.run(line).expect_code(2).expect_stderr(&[
                    "holds no line of a journal, and is left as it is; nothing was sent",
                    "name a new file, or a journal, with KCAMP_JOURNAL",
                ]);
            }
            assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
            assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o644);
            assert_eq!(sandbox.creates(), [] as [serde_json::Value; 0]);
        }
    }
}

/// A result that cannot be printed after files were written is told with them, and as done in part.
#[cfg(unix)]
#[test]
fn files_that_were_written_are_named_where_the_result_cannot_be_printed() {
    use std::process::Stdio;
    if !Path::new("/dev/full").exists() {
        return;
    }
    let sandbox = Sandbox::new();
    let world = world(&sandbox);
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    let misspelt = FILE.replace("campaignType: sms", "campaignType: SMS");
    assert_ne!(misspelt, FILE);
    let printed = |line: &str, stdout: Stdio| {
        world.file("fixable.yaml", &misspelt);
        let words: Vec<&str> = line.split(' ').collect();
        let child = world.command(&words).stdout(stdout).stderr(Stdio::piped()).spawn().unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for (line, wrote) in [
        ("init begun --type sms --timezone UTC --force", "wrote the files of the project in begun"),
        ("campaign export --all -d exported --force", "wrote exported/"),
        ("plan campaign.yaml --out plan.json", "wrote plan.json"),
        ("man pages -o json", "wrote the manual pages in pages"),
        ("schedule preview -f campaign.yaml --ics runs.ics", "wrote runs.ics"),
        ("schedule preview -f campaign.yaml --html runs.html", "wrote runs.html"),
        ("validate fixable.yaml --fix -o json", "fixed fixable.yaml"),
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let (code, said) = printed(line, full.into());
        assert_eq!(code, Some(10), "{line}: {said}");
        assert!(said.contains("so the result is not shown; this is what was done: "), "{line}: {said}");
        assert!(said.contains(wrote), "{line}: {said}");
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let (code, said) = printed(line, writer.into());
        assert_eq!(code, Some(0), "{line}: {said}");
        assert!(!said.contains("cannot write to stdout"), "{line}: {said}");
    }
}

/// The code for what differs stays, and says nothing of the plan's file.
#[cfg(target_os = "linux")]
#[test]
fn a_plan_that_was_saved_is_named_beside_the_code_for_what_differs() {
    let sandbox = Sandbox::new();
    let world = world(&sandbox);
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = world.command("plan campaign.yaml --exit-code --out plan.json");
    let output = command.stdout(full).stderr(std::process::Stdio::piped()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(20), "{said}");
    assert!(said.contains("this is what was done: wrote plan.json"), "{said}");
}

#[test]
fn manual_pages_of_which_one_cannot_be_written_are_partly_done() {
    let world = World::new();
    world.file("pages/kcamp-plan.1/in-the-way", "");
    let said = "cannot write pages/kcamp-plan.1; ";
    world
        .run("man pages")
        .expect_code(10)
        .expect_stderr(&[said, "pages are written, up to kcamp-validate.1"]);
    world.file("none/kcamp.1/in-the-way", "");
    world.run("man none").expect_code(2).expect_stderr(&["0 of "]);
    world.run("man whole/").expect_code(0).expect_stderr(&["read one with: man whole/kcamp.1"]);
    world.file("no-folder", "");
    let run = world.run("man no-folder/pages").expect_code(2);
    run.expect_stderr(&[
        "error: cannot make the folder no-folder/pages",
        "hint: name a folder that this user can make",
    ]);
}
