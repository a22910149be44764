//! A secret's file that others can replace: what kcamp warns of, and the mounts of a container, which get no warning.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use crate::world::{Run, SECRET, Sandbox, World};

const LIST: &str = "campaign list";

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// Runs the command after this script, in a mount namespace of its own. `None` if this machine does not allow one.
#[must_use]
fn mounted(world: &World, script: &str) -> Option<Run> {
    let kcamp = world.command(LIST);
    let mut unshare = Command::new("unshare");
    unshare.args(["--mount", "sh", "-c", &format!("{{ {script}\n}} >&2 || exit 99; exec \"$0\" \"$@\"")]);
    unshare.arg(kcamp.get_program()).args(kcamp.get_args()).env_clear().current_dir(world.home());
    unshare.envs(kcamp.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = unshare.env("PATH", "/usr/bin:/bin:/usr/sbin:/sbin").output().ok()?;
    let run = Run {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap_or(-1),
    };
    let may_mount = run.code != 99 && !run.stderr.contains("unshare: ");
    if !may_mount {
        println!("not tried, since nothing can be mounted here: {}", run.stderr);
    }
    may_mount.then_some(run)
}

#[test]
fn a_mounted_secret_is_no_reason_for_a_warning() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().without("KCAMP_CLIENT_SECRET");
    let file = world.file("mounted/key", SECRET);
    set_mode(&file, 0o644);
    set_mode(file.parent().unwrap(), 0o777);
    let here =
        |path: &str| sandbox.world().without("KCAMP_CLIENT_SECRET").with("KCAMP_CLIENT_SECRET_FILE", path);
    let shown = file.display().to_string();
    // Without a mount kcamp gives both warnings.
    let plain = here(&shown).run(LIST).expect_code(0);
    plain.expect_stderr(&["can be read by others (mode 644)", "they can write its folder"]);

    for mode in ["444", "644", "600"] {
        let script = "mount -t tmpfs none /run && mkdir /run/secrets && chmod 777 /run/secrets";
        let script = format!("{script} && cp '{shown}' /run/secrets/key && chmod {mode} /run/secrets/key");
        let Some(run) = mounted(&here("/run/secrets/key"), &script) else { return };
        let run = run.expect_code(0);
        assert!(!run.stderr.contains("warning"), "{mode}: {}", run.stderr);
    }
    // If others may write the mounted file, it is refused too.
    let script = "mount -t tmpfs none /run && mkdir /run/secrets";
    let script = format!("{script} && cp '{shown}' /run/secrets/key && chmod 666 /run/secrets/key");
    let run = mounted(&here("/run/secrets/key"), &script).unwrap().expect_code(4);
    run.expect_stderr(&["can be written by others"]);

    for mode in [0o444, 0o644, 0o666, 0o600] {
        set_mode(&file, mode);
        let script = "mount --bind mounted mounted && mount -o remount,bind,ro mounted";
        let script = format!("cd '{}' && {script}", world.home().display());
        let run = mounted(&here(&shown), &script).unwrap().expect_code(0);
        assert!(!run.stderr.contains("warning"), "{mode:o}: {}", run.stderr);
    }
}

#[test]
fn a_folder_in_which_others_can_replace_the_secret_is_said() {
    for (platform, variable, secret) in [
        (Sandbox::world as fn(&Sandbox) -> World, "KCAMP_CLIENT_SECRET", SECRET),
        (Sandbox::burki_world, "KCAMP_TOKEN", kcamp::sandbox::BURKI_API_KEY),
    ] {
        let sandbox = Sandbox::new();
        let world = platform(&sandbox);
        let file = world.file("open/key", secret);
        set_mode(&file, 0o600);
        let folder = file.parent().unwrap();
        let world = world.without(variable).with(&format!("{variable}_FILE"), file.display().to_string());
        let shown = folder.display();
        for (mode, is_said) in [(0o777, true), (0o757, true), (0o755, false), (0o1777, false), (0o700, false)]
        {
            set_mode(folder, mode);
            // The file is still used: its owner decides about the mode.
            let run = world.run(LIST).expect_code(0);
            let said = format!("they can write its folder {shown} (mode {mode:o})");
            assert_eq!(run.stderr.contains(&said), is_said, "{mode:o}: {}", run.stderr);
            assert_eq!(
                run.stderr.contains(&format!("chmod go-w {shown}")),
                is_said,
                "{mode:o}: {}",
                run.stderr
            );
            assert_eq!(run.stderr.contains("warning"), is_said, "{mode:o}: {}", run.stderr);
        }
    }
}
