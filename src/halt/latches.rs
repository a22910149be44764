//! The latches that count for one account: its own, and those of accounts that may be the same.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Barrier, HaltRecord, HaltedAccount, Latch, LatchState, Since, is_link, is_missing, lines};
use crate::files;
use crate::journal::AccountPlace;

/// The file extension of a latch.
const ENDING: &str = "latch";

/// The latches that may concern one account.
#[derive(Debug, Clone)]
pub struct Latches {
    folder: PathBuf,
    account: HaltedAccount,
    /// The accounts of this machine's profiles, which may say more of an account than a latch.
    known: Vec<AccountPlace>,
}

/// A latch that is set for this account, or may be.
#[derive(Debug)]
pub struct SetLatch {
    pub latch: Latch,
    /// When it was set.
    pub since: Since,
    /// The account that it was set for.
    pub by: HaltedAccount,
    /// Whether it may be lifted from this account.
    pub is_ours: bool,
}

/// The latches at one moment, to tell later whether a halt set one again.
#[derive(Debug, PartialEq, Eq)]
pub struct LatchStates(Vec<(PathBuf, LatchState)>);

impl LatchStates {
    /// Whether a latch was set.
    pub const fn is_set(&self) -> bool {
        !self.0.is_empty()
    }
}

impl Latches {
    /// The latches in this folder for an account. `known` are the accounts of this machine's profiles.
    pub const fn new(folder: PathBuf, account: HaltedAccount, known: Vec<AccountPlace>) -> Self {
        Self { folder, account, known }
    }

    /// The accounts that the latches in this folder name.
    pub fn accounts_in(folder: &Path) -> Vec<AccountPlace> {
        let entries = fs::read_dir(folder).into_iter().flatten();
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let latches = paths.filter(|path| path.extension().is_some_and(|ending| ending == ENDING));
        latches
            .filter_map(|path| lines(&files::read(&path).ok()??).find_map(|line| line.by))
            .map(|it| it.place)
            .collect()
    }

    pub const fn place(&self) -> &AccountPlace {
        &self.account.place
    }

    /// The account's own latch, which a halt sets.
    pub fn own(&self) -> Latch {
        let (all, own) = (self.stem(), self.account.place.digest(""));
        let stem = if own == all { all } else { format!("{all}-{own}") };
        Latch::new(self.folder.join(format!("{stem}.{ENDING}")), self.account.clone())
    }

    /// The beginning of the names of all files of accounts that may be this one.
    pub fn stem(&self) -> String {
        self.account.place.digest_of_kin("")
    }

    /// The latches that are set for this account, or may be: its own first.
    pub fn set(&self) -> Vec<SetLatch> {
        let own = self.own();
        let others = if self.account.place.has_kin() { self.others(&own.path) } else { Vec::new() };
        let own = own.since().map(|since| SetLatch { by: own.by.clone(), latch: own, since, is_ours: true });
        own.into_iter().chain(others).collect()
    }

    /// The latches that are set, and may be lifted from this account.
    pub fn ours(&self) -> Vec<SetLatch> {
        let mut all = self.set();
        all.retain(|halt| halt.is_ours);
        all
    }

    /// The states of the latches at this moment.
    pub fn states(&self) -> LatchStates {
        LatchStates(
            self.set().into_iter().map(|halt| (halt.latch.path.clone(), halt.latch.state())).collect(),
        )
    }

    fn others(&self, own: &Path) -> Vec<SetLatch> {
        // The own latch tells it.
        if is_link(&self.folder) {
            return Vec::new();
        }
        let stem = self.stem();
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if is_missing(&error, Some(&self.folder)) => return Vec::new(),
            // Whatever is there counts as a halt.
            Err(error) => {
                let (latch, by) = (self.own(), self.unnamed());
                let since = Since::OutOfReach(Barrier::System(error.kind()));
                return vec![SetLatch { latch, since, by, is_ours: false }];
            }
        };
        let is_latch = |path: &PathBuf| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            name.starts_with(&stem) && path.extension().is_some_and(|ending| ending == ENDING) && path != own
        };
        let mut paths: Vec<PathBuf> =
            entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_latch).collect();
        paths.sort();
        paths.into_iter().filter_map(|path| self.other(path, &stem)).collect()
    }

    /// The latch of another account in this file; `None` if it is not set, or surely not for this account.
    fn other(&self, path: PathBuf, stem: &str) -> Option<SetLatch> {
        let has_no_name = path.file_stem().is_some_and(|name| name == stem);
        let latch = Latch::new(path, self.unnamed());
        let since = latch.since()?;
        let said = latch.said_by();
        let by = said.clone().unwrap_or_else(|| self.unnamed());
        let place = by.place.named_by(&self.known);
        let own = &self.account.place;
        if own.is_surely_not(&place) {
            return None;
        }
        // A file that could not be written is named after an account, but does not say which.
        let is_told = said.is_some() || has_no_name || !own.is_known();
        Some(SetLatch { latch, since, by, is_ours: is_told && own.may_undo(&place) })
    }

    /// An account of the host of which nothing is known.
    fn unnamed(&self) -> HaltedAccount {
        HaltedAccount { place: self.account.place.unnamed(), profile: None }
    }
}

impl SetLatch {
    /// Whether a record in this file is of this halt, or was left to it by a resume.
    pub fn has(&self, path: &Path, record: &HaltRecord) -> bool {
        let is_since = match self.since {
            Since::At(at) => record.at >= at,
            Since::Unknown | Since::OutOfReach(_) => false,
        };
        let (by, its) = (&self.by.place, &record.by.place);
        (is_since && (by == its || by.is_surely(its))) || self.latch.unfinished().iter().any(|it| it == path)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{HaltedAccount, Latches};
    use crate::halt::Since;
    use crate::journal::AccountPlace;

    /// An account as a file has it.
    fn account(text: &str, profile: &str) -> HaltedAccount {
        let place: AccountPlace = serde_json::from_str(&format!(r#"{{"host":"https://h",{text}}}"#)).unwrap();
        HaltedAccount { place, profile: Some(profile.to_owned()) }
    }

    const NORTH: &str = r#""account":null,"key_from":{"env":"N"}"#;
    const SOUTH: &str = r#""account":null,"key_from":{"env":"S"}"#;
    const IN_A_FILE: &str = r#""account":null,"key_from":{"file":"/k"}"#;
    const NAMED_NORTH: &str = r#""account":"north","key_from":{"env":"N"}"#;
    const NAMED_FILE: &str = r#""account":"file","key_from":{"file":"/k"}"#;
    const UNKNOWN: &str = r#""account":null,"key_from":"unknown""#;
    const OF_BEFORE: &str = r#""account":null"#;
    const OF_IDS: &str = r#""account":"1","stream":"st-1""#;

    #[test]
    fn a_halt_counts_for_each_account_that_may_be_the_same_and_is_lifted_from_those_that_are() {
        for (halted, other, is_set, is_ours) in [
            (NORTH, NORTH, true, true),
            (NORTH, SOUTH, false, false),
            (NORTH, IN_A_FILE, true, false),
            (NORTH, UNKNOWN, true, true),
            (UNKNOWN, NORTH, true, true),
            (OF_BEFORE, NORTH, true, true),
            (NORTH, NAMED_NORTH, true, true),
            (NAMED_NORTH, NORTH, true, true),
            (NAMED_NORTH, SOUTH, false, false),
            (NAMED_NORTH, NAMED_FILE, false, false),
            (OF_IDS, OF_IDS, true, true),
            (OF_IDS, UNKNOWN, false, false),
            (UNKNOWN, OF_IDS, false, false),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let latches = |text| Latches::new(folder.path().to_owned(), account(text, "it"), Vec::new());
            latches(halted).own().set("2026-12-03T08:00:00Z".parse().unwrap()).unwrap();
            let set = latches(other).set();
            assert_eq!(
                (set.len(), latches(other).ours().len()),
                (usize::from(is_set), usize::from(is_ours)),
                "{halted} {other}"
            );
            for halt in latches(other).ours() {
                halt.latch.lift().unwrap();
                assert_eq!(latches(halted).set().len(), 0, "{halted} {other}");
            }
        }
    }

    #[test]
    fn accounts_that_are_named_after_a_halt_are_told_apart_by_what_the_profiles_say_then() {
        let folder = tempfile::tempdir().unwrap();
        let latches = |text, known: &[&str]| {
            let known = known.iter().map(|text| account(text, "").place).collect();
            Latches::new(folder.path().to_owned(), account(text, "it"), known)
        };
        latches(NORTH, &[]).own().set("2026-12-03T08:00:00Z".parse().unwrap()).unwrap();
        assert_eq!(latches(NAMED_FILE, &[NAMED_FILE]).set().len(), 1);
        assert_eq!(latches(NAMED_FILE, &[NAMED_FILE, NAMED_NORTH]).set().len(), 0);
        assert_eq!(latches(NAMED_NORTH, &[NAMED_FILE, NAMED_NORTH]).ours().len(), 1);
    }

    #[test]
    fn a_latch_that_could_not_be_written_counts_for_all_and_is_lifted_by_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let latches = |text| Latches::new(folder.path().to_owned(), account(text, "it"), Vec::new());
        std::fs::write(&latches(NORTH).own().path, "").unwrap();
        for (text, is_ours) in [(NORTH, 1), (SOUTH, 0), (UNKNOWN, 1)] {
            let set = latches(text).set();
            assert_eq!(
                (set.len(), set[0].since, latches(text).ours().len()),
                (1, Since::Unknown, is_ours),
                "{text}"
            );
        }
    }
}
