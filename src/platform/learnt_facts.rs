//! This machine's knowledge about an account where the platform's documentation contradicts itself: which of two
//! methods works, which of four paths. It only saves requests: without it, or if it is wrong, the search is repeated.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use crate::files::{self, Durability, LockError, Patience};

/// How long to wait for another process that changes the file. It is short, because everything in the file can be
/// learnt again.
const LOCK_PATIENCE: Duration = Duration::from_secs(1);

/// The facts that were learnt about one account. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct LearntFacts {
    /// The account, by host and account id.
    account: String,
    /// The file of all accounts; `None` if nothing is kept between runs.
    path: Option<PathBuf>,
    /// The facts that this process learnt, which count even if the file cannot be written.
    learnt: Rc<RefCell<BTreeMap<String, String>>>,
    /// Whether another process that changes the file is not waited for.
    hurries: bool,
}

impl LearntFacts {
    /// The memory of an account, kept in this file. The file is made when something is learnt.
    pub fn of(host: &str, account: &str, path: PathBuf) -> Self {
        Self { account: format!("{host} {account}"), path: Some(path), learnt: Rc::default(), hurries: false }
    }

    /// Never waits for another process. If the file is in use, only this process remembers what it learns.
    #[must_use]
    pub fn without_waiting(self) -> Self {
        Self { hurries: true, ..self }
    }

    /// The recorded text about something. A file that cannot be read counts as empty.
    pub fn recall(&self, about: &str) -> Option<String> {
        let key = self.key(about);
        if let Some(known) = self.learnt.borrow().get(&key) {
            return Some(known.clone());
        }
        load(self.path.as_deref()?).remove(&key)
    }

    /// Remembers what was learnt about something, and replaces what was known before.
    pub fn learn(&self, about: &str, what: &str) {
        let key = self.key(about);
        self.learnt.borrow_mut().insert(key.clone(), what.to_owned());
        self.change(|all| _ = all.insert(key, what.to_owned()));
    }

    /// Forgets what was known about something.
    pub fn forget(&self, about: &str) {
        let key = self.key(about);
        self.learnt.borrow_mut().remove(&key);
        self.change(|all| _ = all.remove(&key));
    }

    fn key(&self, about: &str) -> String {
        format!("{} {about}", self.account)
    }

    fn change(&self, change: impl FnOnce(&mut BTreeMap<String, String>)) {
        let Some(path) = &self.path else { return };
        let patience =
            if self.hurries { Patience::none() } else { Patience::default().at_most(LOCK_PATIENCE) };
        if let Err(reason) = rewrite(path, &patience, change) {
            tracing::info!(target: "kcamp", "{} was not written: {reason}", path.display());
        }
    }
}

fn rewrite(
    path: &Path,
    patience: &Patience,
    change: impl FnOnce(&mut BTreeMap<String, String>),
) -> Result<(), LockError> {
    let _lock = files::hold(&path.with_extension("lock"), &format!("uses {}", path.display()), patience)?;
    let mut all = load(path);
    change(&mut all);
    let text = serde_json::to_vec_pretty(&all).map_err(io::Error::from)?;
    Ok(files::replace(path, &text, Durability::Process)?)
}

fn load(path: &Path) -> BTreeMap<String, String> {
    let bytes = files::read(path).ok().flatten().unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::LearntFacts;

    #[test]
    fn what_was_learnt_is_known_to_the_next_process_and_to_no_other_account() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/learnt.json");
        let memory = |account| LearntFacts::of("https://h", account, path.clone());
        assert_eq!(memory("a").recall("lists"), None);
        memory("a").learn("lists", "get");
        memory("a").learn("starts", "v1");
        assert_eq!(memory("a").recall("lists").as_deref(), Some("get"));
        assert_eq!((memory("b").recall("lists"), memory("a").recall("list")), (None, None));
        memory("a").forget("lists");
        memory("a").forget("lists");
        assert_eq!(memory("a").recall("lists"), None);
        assert_eq!(memory("a").recall("starts").as_deref(), Some("v1"));
    }

    #[test]
    fn a_file_that_is_broken_or_cannot_be_written_is_in_nobodys_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("learnt.json");
        std::fs::write(&path, "[1").unwrap();
        let memory = LearntFacts::of("h", "a", path.clone());
        assert_eq!(memory.recall("lists"), None);
        memory.learn("lists", "get");
        assert_eq!(LearntFacts::of("h", "a", path.clone()).recall("lists").as_deref(), Some("get"));
        let memory = LearntFacts::of("h", "a", path.join("below a file"));
        memory.learn("lists", "get");
        assert_eq!(memory.recall("lists").as_deref(), Some("get"));
        assert_eq!(LearntFacts::default().recall("lists"), None);
    }
}
