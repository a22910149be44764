//! Which account a command works with where several places could name one.

use crate::world::{Sandbox, private};

/// A variable of the shell never answers for an account that the command line names.
#[test]
fn a_flag_that_names_an_account_is_not_answered_by_the_sandbox_of_a_variable() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_SANDBOX", "1");
    let config = world.file(".config/kcamp/config.yaml", "profiles:\n  live:\n    timezone: UTC\n");
    private(&config);
    for line in [
        "--profile live campaign list",
        "campaign list --host https://platform.kore.ai",
        "campaign list --host ftp://x",
        "campaign stop X --yes --profile live",
        "profile show --profile live",
        "campaign list --sandbox --host https://platform.kore.ai",
    ] {
        let error = world.run(&format!("{line} -o json")).expect_code(2).error_json();
        assert_eq!(error["code"], "usage/two-accounts", "{line}");
    }
    assert!(sandbox.received().is_empty());
    world.run("campaign list --sandbox --profile live").expect_code(0);
    world.run("campaign list --platform burki --timezone UTC").expect_code(0);
}

/// As in a container that runs as a user without a home of its own.
#[test]
fn a_home_that_cannot_be_entered_is_no_error_where_the_environment_has_the_account() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    // No folder can have so long a name, whoever runs this.
    let home = format!("/tmp/{}", "x".repeat(300));
    let state = world.home().join("state");
    let world = world.with("XDG_STATE_HOME", state.display().to_string());
    let run = |line: &str, without: Option<&str>| {
        let mut command = world.command(line);
        command.env("HOME", &home).env_remove("XDG_CONFIG_HOME").env_remove("KCAMP_CONFIG");
        if let Some(variable) = without {
            command.env_remove(variable);
        }
        command.output().unwrap()
    };
    let listed = run("campaign list", None);
    assert_eq!(listed.status.code(), Some(0), "{}", String::from_utf8_lossy(&listed.stderr));
    let failed = run("campaign list", Some("KCAMP_ACCOUNT_ID"));
    let said = String::from_utf8_lossy(&failed.stderr).replace('\n', " ");
    assert_eq!(failed.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot read the configuration") && said.contains("in the environment"), "{said}");
}
