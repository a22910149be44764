//! `kcamp init` in a folder below the root of a git repository: what other tools read is written at the root.

use super::{ZONE, init, read};
use crate::world::World;

/// The files of a project that other tools read.
const OF_TOOLS: [&str; 4] = [
    ".pre-commit-config.yaml",
    ".github/workflows/campaigns.yml",
    ".github/actions/kcamp/action.yml",
    ".gitlab-ci.yml",
];

fn repository() -> World {
    let world = World::new();
    world.file(".git/HEAD", "ref: refs/heads/main\n");
    world
}

#[test]
fn what_other_tools_read_is_at_the_root_and_leads_to_the_project() {
    for ci in ["github", "gitlab"] {
        let world = repository();
        let shown = init(&world, &["out.bound/a", "--type", "sms", "--ci", ci]);
        let files = shown["files"].as_array().unwrap().iter().map(|it| it["file"].as_str().unwrap());
        let (at_root, own): (Vec<&str>, Vec<&str>) = files.partition(|file| OF_TOOLS.contains(file));
        assert_eq!(at_root.len(), if ci == "github" { 3 } else { 2 }, "{shown}");
        assert!(own.iter().all(|file| file.starts_with("out.bound/a/")), "{own:?}");
        for path in at_root.into_iter().filter(|path| !path.ends_with("action.yml")) {
            let text = read(&world, path);
            assert!(text.contains("out.bound/a/campaigns"), "{path}: {text}");
            // Each path leads to the project.
            for part in [" campaigns/", "\"campaigns/", "[campaigns]", " .kcamp/", "^campaigns"] {
                assert!(!text.contains(part), "{path}: {part}");
            }
        }
        assert!(!world.home().join("out.bound/a/.pre-commit-config.yaml").exists());
    }
    // Paths have nothing before them where the project is the root, and where there is no repository.
    let world = repository();
    init(&world, &[".", "--type", "sms"]);
    assert!(read(&world, ".pre-commit-config.yaml").contains("args: [campaigns]"));
    let world = World::new();
    init(&world, &["outbound", "--type", "sms"]);
    assert!(read(&world, "outbound/.pre-commit-config.yaml").contains("args: [campaigns]"));
}

#[test]
fn a_second_project_of_a_repository_is_told_what_it_did_not_get() {
    for (ci, pipeline, commands) in [
        (
            "github",
            ".github/workflows/campaigns.yml",
            "run: kcamp apply \"b/campaigns/$KCAMP_PROFILE\" --yes",
        ),
        ("gitlab", ".gitlab-ci.yml", "- kcamp validate b/campaigns"),
    ] {
        let world = repository();
        let line = |folder| [&["init", folder, "--type", "sms", "--ci", ci][..], &ZONE].concat();
        let first = world.run(line("a")).expect_code(0);
        assert!(first.stderr.contains("the pipeline builds kcamp"), "{}", first.stderr);
        assert!(first.stderr.contains("a/.kcamp/config.yaml: put yours"), "{}", first.stderr);
        let before = read(&world, pipeline);
        let second = world.run(line("b")).expect_code(0);
        assert!(!second.stderr.contains("the pipeline builds kcamp"), "{}", second.stderr);
        second.expect_stderr(&[
            ".pre-commit-config.yaml was there and has nothing of b/campaigns",
            "args: [b/campaigns]",
            "files: ^b/campaigns/",
            &format!(
                "{pipeline} was there and has nothing of b/campaigns, so the pipeline is not set up for it"
            ),
            "KCAMP_CONFIG: b/.kcamp/config.yaml",
            commands,
        ]);
        assert_eq!(read(&world, pipeline), before);
        // A further campaign of the first one lacks nothing.
        let further = [&line("a")[..], &["--name", "Two"]].concat();
        let further = world.run(further).expect_code(0);
        assert!(!further.stderr.contains("was there and has nothing"), "{}", further.stderr);
        // The root itself is a project beside them.
        let root = world.run(line(".")).expect_code(0);
        root.expect_stderr(&[&format!("{pipeline} was there and has nothing of campaigns")]);
    }
}

#[test]
fn a_folder_whose_name_would_need_quotes_is_refused_below_a_root_alone() {
    for name in ["out bound", "a[b]", "-x/y", "kündigung"] {
        let line = [&["init", "--type", "sms", "-o", "json"][..], &ZONE, &["--", name]].concat();
        let world = repository();
        let before = world.files().len();
        let error = world.run(line.clone()).expect_code(2).error_json();
        assert_eq!(error["code"], "init/folder-name", "{error}");
        assert_eq!(world.files().len(), before);
        World::new().run(line).expect_code(0);
    }
}
