//! The costs inside the process: reading, checking and minting.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use divan::{Bencher, black_box};
use jiff::Timestamp;
use kcamp::domain::platform_kind::PlatformKind;
use kcamp::domain::zone::Zone;
use kcamp::jwt::{self, MintOptions};
use kcamp::manifest::{self, CheckContext, Input, JointCheck};
use kcamp::secret::Secret;

const EXAMPLE: &str = include_str!("../examples/event-reminder.yaml");

/// 2026-12-03T08:00:00Z.
const NOW_SECONDS: i64 = 1_796_284_800;

/// The number of campaign files in the folder.
const FILES: usize = 1_000;

fn main() {
    divan::main();
}

fn now() -> Timestamp {
    Timestamp::from_second(NOW_SECONDS).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The work of one core for `validate` with these paths. Returns the number of campaigns without errors.
fn validate(paths: &[PathBuf]) -> usize {
    let read_text = |path: &Path| std::fs::read_to_string(path).map_err(|error| error.to_string());
    let check_context = CheckContext::new(PlatformKind::Kore, Zone::utc(), now());
    let policy = Arc::default();
    let mut run = JointCheck::default();
    let mut good = 0;
    for input in manifest::gather(paths, manifest::LinksOut::Left).inputs {
        let Input::File(path) = input else { continue };
        let loaded = manifest::load_file(&path);
        let checked = run.next(manifest::examine(loaded, &read_text, Arc::clone(&policy), &check_context));
        assert!(!checked.findings.has_errors(), "the generated files are valid");
        good += checked.campaigns.len();
    }
    good
}

/// A folder of valid files, each with a schedule of 25 weeks.
#[divan::bench(sample_count = 20)]
fn validate_1000_files(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("no folder to write to: {error}"));
    for number in 0..FILES {
        let text = EXAMPLE.replace("Event Reminder SMS", &format!("Event Reminder {number}"));
        let path = folder.path().join(format!("{number:04}.yaml"));
        std::fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    let paths = [folder.path().to_owned()];
    bencher.bench(|| {
        let good = validate(black_box(&paths));
        assert_eq!(good, FILES);
    });
}

#[divan::bench]
fn parse_one_file() -> usize {
    manifest::load_bytes("event-reminder.yaml", black_box(EXAMPLE.as_bytes().to_vec())).documents.len()
}

#[divan::bench]
fn mint_a_token(bencher: Bencher) {
    let options = MintOptions::new("cs-00000000-0000-5000-8000-000000000001");
    let secret = Secret::new("a secret as long as the platform's own are, or longer".to_owned());
    let now = now();
    bencher.bench(|| {
        assert!(jwt::mint(black_box(&options), &secret, now).is_ok());
    });
}
