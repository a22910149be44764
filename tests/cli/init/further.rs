//! A further `kcamp init` in a project adds no pipeline unless asked to.

use super::{KINDS, ZONE, init, read};
use crate::world::World;

#[test]
fn a_further_campaign_adds_no_pipeline_unless_it_is_asked_for() {
    for ci in ["github", "gitlab", "none"] {
        for (kind, _) in KINDS {
            let world = World::new();
            init(&world, &["p", "--type", "sms", "--ci", ci]);
            let before = world.files();
            let shown = init(&world, &[&["p"], kind, &["--name", "Two"]].concat());
            let files = shown["files"].as_array().unwrap();
            assert!(files.iter().all(|it| !it["what"].as_str().unwrap().contains("pipeline")), "{shown}");
            let names = |files: &[(std::path::PathBuf, String)]| {
                files.iter().map(|(path, _)| path.display().to_string()).collect::<Vec<String>>()
            };
            let (before, after) = (names(&before), names(&world.files()));
            let new: Vec<&String> = after.iter().filter(|path| !before.contains(path)).collect();
            let is_of_campaigns = |path: &str| path.contains("campaigns/") || path.contains(".schema.json");
            assert!(
                !new.is_empty() && new.iter().all(|path| is_of_campaigns(path)),
                "{ci} {kind:?}: {new:?}"
            );
        }
    }
    let world = World::new();
    init(&world, &["--type", "sms", "--ci", "none"]);
    init(&world, &["--type", "sms", "--name", "Two", "--ci", "gitlab"]);
    assert!(read(&world, ".gitlab-ci.yml").contains("[main]"));
}

/// One of the files that campaigns share makes a folder a project. A file that any repository may have does not.
#[test]
fn a_folder_with_any_shared_file_of_a_project_is_one() {
    for (path, text, is_project) in [
        ("campaigns/kcamp.policy.yaml", "{}\n", true),
        ("campaigns/main/kcamp.defaults.yaml", "platform: kore\n", true),
        (".kcamp/campaign.schema.json", "{}\n", true),
        (".pre-commit-config.yaml", "repos: []\n", false),
        ("README.md", "ours\n", false),
    ] {
        let world = World::new();
        world.file(path, text);
        init(&world, &["--type", "sms"]);
        assert_ne!(world.home().join(".github/workflows/campaigns.yml").exists(), is_project, "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_further_campaign_by_prompts_is_asked_for_no_pipeline() {
    use crate::terminal::{answer, end, line, start};

    for ci in ["gitlab", "none"] {
        let world = World::new();
        init(&world, &["--type", "sms", "--ci", ci]);
        let before = world.files().len();
        let mut session =
            start(&world, [&["init", "--type", "sms", "--format", "simple"], &ZONE[..]].concat());
        answer(&mut session, "name of the campaign", &line("Two"));
        let (shown, code) = end(&mut session);
        assert!(code == 0 && !shown.contains("which pipeline"), "{shown}");
        assert_eq!(world.files().len(), before + 1, "{ci}");
    }
}

/// A file that is nearly called like a policy or defaults would stop every campaign of the folder.
#[test]
fn no_name_of_a_campaign_makes_a_file_that_stops_the_others() {
    let world = World::new();
    for (name, file) in [
        ("kcamp policy", "campaign-kcamp-policy"),
        ("Kcamp.Defaults", "campaign-kcamp-defaults"),
        ("KCAMP_policies", "campaign-kcamp-policies"),
        ("CON", "campaign-con"),
        ("com1", "campaign-com1"),
        ("🎉", "campaign"),
        ("!!!", "campaign-2"),
        ("Campaign", "campaign-3"),
    ] {
        init(&world, &["--type", "sms", "--name", name]);
        assert!(read(&world, &format!("campaigns/main/{file}.yaml")).contains("\nname: "), "{name}");
    }
    world.run("validate campaigns").expect_code(0).expect_stderr(&["8 campaigns in 8 files"]);
    let again = ["init", "--type", "sms", "--timezone", "UTC", "--name", "!!!"];
    world.run(again).expect_code(6).expect_stderr(&["campaign-2.yaml exists already"]);
    world.run([&again[..], &["--force"]].concat()).expect_code(0);
    assert_eq!(read(&world, "campaigns/main/campaign.yaml").matches("🎉").count(), 1);
}

#[test]
fn a_file_of_another_tool_that_has_nothing_of_kcamp_is_said_to_set_nothing_up() {
    let world = World::new();
    world.file("p/.pre-commit-config.yaml", "repos: []\n");
    world.file("p/.gitlab-ci.yml", "include: []\n");
    let line = [&["init", "p", "--type", "sms", "--name", "One", "--ci", "gitlab"][..], &ZONE].concat();
    let run = world.run(&line[..]).expect_code(0);
    run.expect_stderr(&[
        ".pre-commit-config.yaml was there and has nothing of kcamp, so a check before each commit is not set up",
        ".gitlab-ci.yml was there and has nothing of kcamp, so the pipeline is not set up",
    ]);
    assert_eq!(read(&world, "p/.gitlab-ci.yml"), "include: []\n");
}
