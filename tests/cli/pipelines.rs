//! The pipelines of `examples/ci`: their shell lines run as each service runs them, and the tests compare what the
//! platform received.
//!
//! What only the service has is left out: its checkouts, caches and artefacts. Two accounts share one sandbox here.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::calls::is_write;
use crate::world::{Run, SECRET, Sandbox, World};

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
const ACCOUNTS: [&str; 2] = ["north", "south"];

fn example(path: &str) -> String {
    std::fs::read_to_string(format!("{EXAMPLES}/{path}")).unwrap()
}

/// The documents of a file of `examples/ci`.
fn documents(path: &str) -> Vec<Value> {
    let text = example(&format!("ci/{path}"));
    text.split("\n---\n").map(|document| serde_saphyr::from_str(document).unwrap()).collect()
}

fn document(path: &str) -> Value {
    documents(path).remove(0)
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A repository with the campaigns of two accounts and the file of accounts, as after a checkout.
fn repository(sandbox: &Sandbox) -> World {
    let world = sandbox.world();
    world.file("campaigns/north/event-reminder.yaml", example("event-reminder.yaml"));
    world.file("campaigns/south/support-flow-advanced.yaml", example("support-flow-advanced.yaml"));
    world.file(".kcamp/config.yaml", example("ci/.kcamp/config.yaml"));
    world
}

/// Runs a script in the world's folder, with the world's environment and these variables.
#[must_use]
fn shell(world: &World, shell: &[&str], script: &str, variables: &[(String, String)]) -> Run {
    let kcamp = world.command([""; 0]);
    let programs = Path::new(kcamp.get_program()).parent().unwrap();
    let mut command = Command::new(shell[0]);
    command.args(&shell[1..]).arg(script).env_clear().current_dir(world.home()).stdin(Stdio::null());
    command.envs(kcamp.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command
        .env("PATH", format!("{}:{}:/usr/bin:/bin", world.home().join("bin").display(), programs.display()));
    let output = command.envs(variables.iter().cloned()).output().unwrap();
    Run {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap_or(-1),
    }
}

/// How many writes the platform received.
fn writes(sandbox: &Sandbox) -> usize {
    sandbox.received().iter().filter(|request| is_write(request)).count()
}

/// Switches off the schedule of North's campaign, as in the console.
fn switch_off_by_hand(sandbox: &Sandbox) {
    sandbox.world().run("schedule disable 'Event Reminder SMS' --yes").expect_code(0);
}

/// A run of the workflow on GitHub.
struct Workflow<'a> {
    world: &'a World,
    file: Value,
    install: Value,
    accounts: &'a [&'a str],
    is_halted: bool,
}

impl Workflow<'_> {
    fn resolved(&self, value: &Value, account: &str) -> String {
        let known = [
            ("matrix.profile", account),
            ("vars.KCAMP_HALT", if self.is_halted { "1" } else { "" }),
            ("secrets.KCAMP_CLIENT_SECRET", SECRET),
            ("github.workspace", self.world.home().to_str().unwrap()),
            ("github.repository", "acme/campaigns"),
            ("github.token", "gh-token"),
            ("github.event.number", "7"),
        ];
        let text = known
            .iter()
            .fold(text(value), |text, (name, value)| text.replace(&format!("${{{{ {name} }}}}"), value));
        assert!(!text.contains("${{"), "{text}");
        text
    }

    fn variables(&self, of: &Value, account: &str) -> Vec<(String, String)> {
        let variables = of["env"].as_object().into_iter().flatten();
        variables.map(|(name, value)| (name.clone(), self.resolved(value, account))).collect()
    }

    /// Runs the steps of a job until one fails. Returns the last run.
    #[must_use]
    fn job(&self, name: &str, account: &str) -> Run {
        let job = &self.file["jobs"][name];
        let accounts = &job["strategy"]["matrix"]["profile"];
        assert!(accounts.is_null() || *accounts == serde_json::json!(self.accounts), "{accounts}");
        let mut variables = self.variables(&self.file, account);
        variables.extend(self.variables(job, account));
        variables.push(("GITHUB_STEP_SUMMARY".to_owned(), "summary.md".to_owned()));
        let own = job["steps"].as_array().unwrap().iter();
        let steps = own.flat_map(|step| match step["uses"].as_str() {
            Some("./.github/actions/kcamp") => self.install["runs"]["steps"].as_array().unwrap().clone(),
            _ => vec![step.clone()],
        });
        let mut last = Run { stdout: String::new(), stderr: String::new(), code: 0 };
        for step in steps.filter(|step| !step["run"].is_null()) {
            let script = text(&step["run"]);
            // A script contains no expression, whose value others could choose.
            assert!(!script.contains("${{"), "{script}");
            let bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"];
            last = shell(self.world, &bash, &script, &variables);
            if last.code != 0 {
                break;
            }
        }
        last
    }
}

#[test]
fn github_plans_comments_applies_and_watches() {
    let sandbox = Sandbox::new();
    let world = repository(&sandbox);
    let mut workflow = Workflow {
        world: &world,
        file: document(".github/workflows/campaigns.yml"),
        install: document(".github/actions/kcamp/action.yml"),
        accounts: &ACCOUNTS,
        is_halted: false,
    };
    workflow.job("check", "").expect_code(0);
    assert_eq!(sandbox.received(), [] as [Value; 0]);

    for account in ACCOUNTS {
        workflow.job("plan", account).expect_code(0);
    }
    // A stand-in for GitHub's own command.
    let gh = world.file("bin/gh", "#!/bin/sh\necho \"$@\"\ncat comment.md\n");
    make_executable(&gh);
    let comment = workflow.job("comment", "").expect_code(0);
    comment.expect_stdout(&[
        "pr comment 7 --edit-last --create-if-none --body-file comment.md",
        "| + create | Event Reminder SMS |",
        "| + create | Interactive Support SMS |",
    ]);
    assert_eq!(writes(&sandbox), 0);

    workflow.is_halted = true;
    workflow.job("apply", "north").expect_code(12);
    assert_eq!(writes(&sandbox), 0);
    workflow.is_halted = false;
    workflow.job("apply", "north").expect_code(0);
    // The create, and its schedule.
    assert_eq!(writes(&sandbox), 2);
    workflow.job("apply", "south").expect_code(0);
    assert_eq!(writes(&sandbox), 3);
    for account in ACCOUNTS {
        workflow.job("apply", account).expect_code(0);
        workflow.job("drift", account).expect_code(0);
        assert!(world.home().join(format!(".state/{account}/journal.jsonl")).is_file());
    }
    assert_eq!(writes(&sandbox), 3);

    switch_off_by_hand(&sandbox);
    workflow.job("drift", "north").expect_code(20).expect_stdout(&["! off live", "Event Reminder SMS"]);
    workflow.job("drift", "south").expect_code(0);
    assert!(!world.home().join(".local").exists(), "all that is to be kept is in .state");
}

/// Each service reads its pipeline only at the root of a repository.
#[test]
fn the_workflow_of_a_project_below_the_root_applies_its_campaigns() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file(".git/HEAD", "ref: refs/heads/main\n");
    world.run("init teams/sales --type sms --name Hello --timezone UTC --ci github").expect_code(0);
    let read = |path: &str| {
        let text = std::fs::read_to_string(world.home().join(path)).unwrap();
        serde_saphyr::from_str::<Value>(&text).unwrap()
    };
    let workflow = Workflow {
        world: &world,
        file: read(".github/workflows/campaigns.yml"),
        install: read(".github/actions/kcamp/action.yml"),
        accounts: &["main"],
        is_halted: false,
    };
    workflow.job("check", "").expect_code(0).expect_stderr(&["1 campaign in 1 file"]);
    workflow.job("plan", "main").expect_code(0);
    assert_eq!(writes(&sandbox), 0);
    workflow.job("apply", "main").expect_code(0);
    // The create, and its schedule.
    assert_eq!(writes(&sandbox), 2);
    workflow.job("drift", "main").expect_code(0);
    let hook = &read(".pre-commit-config.yaml")["repos"][0]["hooks"][0];
    assert_eq!(hook["args"], serde_json::json!(["teams/sales/campaigns"]));
    assert!(text(&hook["files"]).starts_with("^teams/sales/campaigns/"), "{hook}");
}

/// Runs the lines of a job on GitLab, with its variables expanded as GitLab does.
#[must_use]
fn gitlab_job(world: &World, name: &str, account: &str) -> Run {
    let file = document(".gitlab-ci.yml");
    let lines = |of: &Value| of.as_array().unwrap().iter().map(text).collect::<Vec<_>>();
    let script = [lines(&file["default"]["before_script"]), lines(&file[name]["script"])].concat();
    let folder = world.home().to_str().unwrap();
    let known = [("CI_PROJECT_DIR", folder), ("KCAMP_PROFILE", account), ("KCAMP_CLIENT_SECRET", SECRET)];
    let mut variables: Vec<(String, String)> =
        known.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    // A job of an account extends a hidden job.
    let own = file[name]["extends"].as_str().map(|extended| &file[extended]["variables"]);
    for (name, value) in
        [Some(&file["variables"]), own].into_iter().flatten().filter_map(Value::as_object).flatten()
    {
        let value =
            known.iter().fold(text(value), |text, (name, value)| text.replace(&format!("${name}"), value));
        variables.push((name.clone(), value));
    }
    shell(world, &["bash", "-eo", "pipefail", "-c"], &script.join("\n"), &variables)
}

#[test]
fn gitlab_applies_the_plan_that_was_looked_at() {
    let sandbox = Sandbox::new();
    let world = repository(&sandbox);
    gitlab_job(&world, "check", "").expect_code(0);
    assert_eq!(sandbox.received(), [] as [Value; 0]);
    for account in ACCOUNTS {
        gitlab_job(&world, "plan", account).expect_code(0);
    }
    let plan = std::fs::read_to_string(world.home().join("plans/north.md")).unwrap();
    assert!(plan.contains("| + create | Event Reminder SMS |"), "{plan}");
    assert_eq!(writes(&sandbox), 0);

    let halted = repository(&sandbox).with("KCAMP_HALT", "1");
    gitlab_job(&halted, "plan", "north").expect_code(0);
    gitlab_job(&halted, "apply", "north").expect_code(12);
    assert_eq!(writes(&sandbox), 0);

    gitlab_job(&world, "apply", "north").expect_code(0);
    assert_eq!(writes(&sandbox), 2);
    // The plan was applied, and a second attempt says so.
    gitlab_job(&world, "apply", "north").expect_code(6);
    // South's plan was made before North's campaign was created in their shared sandbox.
    gitlab_job(&world, "plan", "south").expect_code(0);
    gitlab_job(&world, "apply", "south").expect_code(0);
    assert_eq!(writes(&sandbox), 3);
    gitlab_job(&world, "drift", "north").expect_code(0);
    assert!(world.home().join(".state/north/journal.jsonl").is_file());
    assert!(!world.home().join(".local").exists(), "all that is to be kept is in .state");
    switch_off_by_hand(&sandbox);
    gitlab_job(&world, "drift", "north").expect_code(20).expect_stdout(&["! off live", "Event Reminder SMS"]);
}

/// Runs the container of a pod. The folder of the world holds what Kubernetes mounts.
#[must_use]
fn pod(world: &World, template: &Value, index: usize, halt: &str) -> Run {
    let container = &template["spec"]["containers"][0];
    let folder = world.home().display();
    // Each pod has one of its own.
    let temporary = tempfile::tempdir_in(world.home()).unwrap();
    let mounts = ["/etc/kcamp", "/state", "/campaigns"];
    let script = text(&container["args"][0]);
    let script =
        mounts.iter().fold(script, |script, mount| script.replace(mount, &format!("{folder}{mount}")));
    let mut variables = vec![("JOB_COMPLETION_INDEX".to_owned(), index.to_string())];
    for variable in container["env"].as_array().unwrap() {
        let value = match variable["valueFrom"]["configMapKeyRef"]["key"].as_str() {
            Some("halt") => halt.to_owned(),
            _ => text(&variable["value"]).replace("/tmp/", &format!("{}/", temporary.path().display())),
        };
        variables.push((text(&variable["name"]), value));
    }
    shell(world, &["sh", "-euc"], &script, &variables)
}

/// A world with what Kubernetes mounts into the pods.
fn cluster(sandbox: &Sandbox) -> World {
    let world = repository(sandbox).without("KCAMP_CLIENT_SECRET");
    let folder = world.home().display().to_string();
    let shared = document(".kubernetes/accounts.yaml");
    let config = text(&shared["data"]["config.yaml"]);
    world.file("etc/kcamp/config.yaml", config.replace("/run/secrets", &format!("{folder}/run/secrets")));
    world.file("etc/kcamp/accounts", text(&shared["data"]["accounts"]));
    for account in ACCOUNTS {
        crate::world::private(&world.file(&format!("run/secrets/kcamp/{account}"), SECRET));
    }
    world
}

#[test]
fn kubernetes_applies_one_account_for_each_index_and_watches_at_night() {
    let sandbox = Sandbox::new();
    let world = cluster(&sandbox);
    let apply = document(".kubernetes/apply.yaml")["spec"]["template"].clone();
    let drift = document(".kubernetes/drift.yaml")["spec"]["jobTemplate"]["spec"]["template"].clone();

    // An index without an account contacts nobody, and the campaigns of one account are not used for another.
    pod(&world, &apply, ACCOUNTS.len(), "0").expect_stderr(&["no account has this index"]);
    pod(&world, &apply, 0, "1").expect_code(12);
    assert_eq!(writes(&sandbox), 0);
    pod(&world, &drift, 0, "0").expect_code(20);
    pod(&world, &apply, 0, "0").expect_code(0);
    assert_eq!(writes(&sandbox), 2);
    pod(&world, &apply, 1, "0").expect_code(0);
    assert_eq!(writes(&sandbox), 3);
    for (index, account) in ACCOUNTS.iter().enumerate() {
        pod(&world, &drift, index, "0").expect_code(0);
        assert!(world.home().join(format!("state/{account}/journal.jsonl")).is_file());
    }
    switch_off_by_hand(&sandbox);
    pod(&world, &drift, 0, "0").expect_code(20).expect_stdout(&["! off live"]);
}

/// A run of the apply of North's campaigns on a service.
type Apply = fn(&World) -> Run;

/// A service: its world, its apply, and the folder in which it keeps what kcamp remembers of North.
type Service = (fn(&Sandbox) -> World, Apply, &'static str);

const SERVICES: [Service; 3] = [
    (
        repository,
        |world| {
            let file = document(".github/workflows/campaigns.yml");
            let install = document(".github/actions/kcamp/action.yml");
            Workflow { world, file, install, accounts: &ACCOUNTS, is_halted: false }.job("apply", "north")
        },
        ".state/north",
    ),
    (
        repository,
        |world| {
            gitlab_job(world, "plan", "north").expect_code(0);
            gitlab_job(world, "apply", "north")
        },
        ".state/north",
    ),
    (
        cluster,
        |world| pod(world, &document(".kubernetes/apply.yaml")["spec"]["template"], 0, "0"),
        "state/north",
    ),
];

#[test]
fn what_a_pipeline_keeps_lets_its_next_run_finish_what_the_last_one_began() {
    for (world_of, apply, state) in SERVICES {
        for is_kept in [true, false] {
            let sandbox = Sandbox::with_faults(&["422x1:POST:schedule"]);
            let world = world_of(&sandbox);
            apply(&world).expect_code(10);
            if !is_kept {
                std::fs::remove_dir_all(world.home().join(state)).unwrap();
            }
            // Without the journal somebody may have switched the schedule off: it is said, each time, and nothing is
            // created twice.
            apply(&world).expect_code(if is_kept { 0 } else { 10 });
            apply(&world).expect_code(if is_kept { 0 } else { 10 });
            assert_eq!(sandbox.creates().len(), 1);
            assert_eq!(sandbox.received_at("POST", "/schedule").len(), if is_kept { 2 } else { 1 });
        }
    }
}

#[test]
fn a_halt_in_the_folder_that_a_pipeline_keeps_halts_the_pipeline() {
    for (world_of, apply, state) in SERVICES {
        let sandbox = Sandbox::new();
        let world = world_of(&sandbox);
        let state = world.home().join(state).display().to_string();
        let config = document(".kubernetes/accounts.yaml");
        assert!(text(&config["data"]["accounts"]).starts_with("north"));
        let variables = [
            ("KCAMP_CONFIG", ".kcamp/config.yaml"),
            ("KCAMP_PROFILE", "north"),
            ("KCAMP_CLIENT_SECRET", SECRET),
            ("XDG_STATE_HOME", &state),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let by_hand = |command: &str| {
            let script = format!("chmod 600 .kcamp/config.yaml && {command}");
            shell(&world, &["sh", "-euc"], &script, &variables)
        };
        by_hand("kcamp halt --yes").expect_code(0);
        apply(&world).expect_code(12);
        assert_eq!(writes(&sandbox), 0);
        by_hand("kcamp halt --lift --yes").expect_code(0);
        apply(&world).expect_code(0);
        assert_eq!(writes(&sandbox), 2);
    }
}

#[test]
fn two_pipelines_of_one_account_at_once_create_nothing_twice() {
    for (world_of, apply, _) in [&SERVICES[0], &SERVICES[2]] {
        let sandbox = Sandbox::new();
        let world = world_of(&sandbox);
        let runs = std::thread::scope(|scope| {
            let started: Vec<_> = (0..2).map(|_| scope.spawn(|| apply(&world))).collect();
            started.into_iter().map(|run| run.join().unwrap()).collect::<Vec<_>>()
        });
        // The later one may find that what it planned was done meanwhile.
        assert!(runs.iter().any(|run| run.code == 0), "{runs:?}");
        assert!(runs.iter().all(|run| [0, 6, 10].contains(&run.code)), "{runs:?}");
        assert_eq!(sandbox.creates().len(), 1, "{runs:?}");
        apply(&world).expect_code(0);
        assert_eq!(sandbox.creates().len(), 1, "{runs:?}");
    }
}

#[test]
fn every_pipeline_has_the_emergency_switch_and_keeps_what_is_to_be_kept() {
    for path in [
        ".github/workflows/campaigns.yml",
        ".gitlab-ci.yml",
        ".kubernetes/apply.yaml",
        ".kubernetes/drift.yaml",
    ] {
        let text = example(&format!("ci/{path}"));
        for name in ["KCAMP_HALT", "KCAMP_JOURNAL", "XDG_STATE_HOME"] {
            assert!(text.contains(name), "{path} lacks {name}");
        }
    }
}

fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}
