//! Every file of kcamp with phone numbers is readable by its user alone.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use crate::create::FILE;
use crate::world::{Sandbox, World};

/// The digits that the caller's number and the contacts' numbers share.
const DIGITS: &str = "2025550";

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// The files with numbers that the test did not write itself. Checks that each is closed to others.
fn closed_files(world: &World, own: &[PathBuf]) -> Vec<String> {
    let found = world.files().into_iter().filter(|(path, text)| text.contains(DIGITS) && !own.contains(path));
    let paths: Vec<PathBuf> = found.map(|(path, _)| path).collect();
    for path in &paths {
        assert_eq!(mode(path), 0o600, "{}", path.display());
    }
    let mut names: Vec<String> =
        paths.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}

#[test]
fn every_file_with_numbers_is_its_users_alone() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let other = FILE.replace("Event Reminder", "Another");
    let own = [
        world.file("campaign.yaml", FILE),
        world.file("other.yaml", other),
        world.file("people.csv", "phone\n+12025550123\n+1202555012\n"),
    ];
    for file in ["campaign.yaml", "other.yaml"] {
        world.run(["campaign", "create", "-f", file]).expect_code(0);
    }
    world.run("contact-list import 'Event Guests' people.csv --yes").expect_code(10);
    let export = ["campaign", "export", "--all", "-d", "live"];
    world.run(export).expect_code(0);
    let expected = ["another.yaml", "event-reminder.yaml", "people.rejects.csv"];
    assert_eq!(closed_files(&world, &own), expected);

    // A file that others can read is replaced by one that they cannot read.
    let replaced = world.home().join("live/another.yaml");
    std::fs::set_permissions(&replaced, std::fs::Permissions::from_mode(0o644)).unwrap();
    world.run(export.iter().chain(&["--force"])).expect_code(0);
    assert_eq!(closed_files(&world, &own), expected);
    assert_eq!(
        std::fs::read_dir(world.home().join("live")).unwrap().count(),
        2,
        "nothing unfinished is left"
    );
}
