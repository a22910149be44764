//! Earlier imports into one list or campaign: of this file, of an earlier version of it, and of other files. A file
//! that grew is another file with other rows for its checkpoint: without a look at these imports, its earlier rows
//! would be sent again without a message.
//!
//! Imports go one after the other, each from before it reads what is remembered until it has sent its last contact:
//! otherwise the next one would know neither whom it sends nor whom it leaves out. The lock of the turn comes before
//! those of the journal and of the budget of requests, which are held for single records.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use super::ImportError;
use super::batches::{Batches, Begun, JournalBatches, Replayed};
use super::checkpoint::Checkpoint;
use super::content::{Content, Fingerprint};
use super::left_out::LeftOut;
use super::number_memory::{NumberMemory, Remembered};
use crate::files::{self, LockError, Patience};

/// The extension of a checkpoint's name.
const EXTENSION: &str = "jsonl";
/// The end of the name of the file that is locked.
const LOCK_EXTENSION: &str = "lock";

/// The account and the list whose imports are remembered.
#[derive(Debug, Clone)]
pub struct Owner {
    /// The origin of its platform, or a word for the sandbox.
    pub place: String,
    pub account: String,
    /// The id of the list or campaign.
    pub id: String,
}

/// The imports into one list or campaign, as far as this machine remembers them.
#[derive(Debug)]
pub struct PastImports {
    /// The folder, which has those of others too.
    folder: PathBuf,
    owner: Owner,
    /// The journal's entries about their batches.
    journal: JournalBatches,
    /// The lock of whoever imports.
    turn: Option<File>,
}

/// An import of an earlier version of the file into the same list that sent contacts. The file begins with the whole
/// earlier version.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// When it began and how the file was read.
    pub begun: Begun,
    /// The batches that were sent.
    pub batches: Batches,
    /// The line in which the new part of the file begins, counted from 1.
    pub first_new_line: u64,
}

/// Whether an import continues if a checkpoint in the folder cannot be read, so that it is not known
/// which file it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// The import is refused: this file may be a later version of that one.
    Refused,
    /// The checkpoint is skipped, since every row is sent again anyway.
    PassedOver,
}

impl PastImports {
    /// The imports into a list or campaign that are remembered in this folder.
    pub fn of(folder: PathBuf, owner: Owner) -> Self {
        Self { folder, owner, journal: JournalBatches::new(), turn: None }
    }

    /// Waits until no other process imports into the list or campaign, which `into` names; others then wait until this
    /// is dropped. To be called before anything is read of it. The result is whether another one was waited for.
    ///
    /// # Errors
    ///
    /// Another process imports for longer than `patience` allows ([`ImportError::UnderWay`]), or the lock's file cannot
    /// be used.
    pub fn take_turn(&mut self, into: &str, patience: &Patience) -> Result<bool, ImportError> {
        let path = self.lock_path();
        let doing = format!("imports contacts into {into}");
        files::own_folder(&self.folder).map_err(ImportError::file("write", &self.folder))?;
        let at_once = files::hold(&path, &doing, &Patience::none());
        let waits = matches!(at_once, Err(LockError::Held(_)));
        let held = if waits { files::hold(&path, &doing, patience) } else { at_once };
        self.turn = Some(held.map_err(|error| match error {
            LockError::Held(held) => ImportError::UnderWay(held),
            LockError::File(reason) => ImportError::file("lock", &path)(reason),
        })?);
        Ok(waits)
    }

    fn lock_path(&self) -> PathBuf {
        let Owner { place, account, id } = &self.owner;
        let key = Fingerprint::of_texts(&[LOCK_EXTENSION, place, account, id]);
        self.folder.join(format!("{key:.32}")).with_extension(LOCK_EXTENSION)
    }

    /// Whether another process imports into the list or campaign now. Nothing is made, and nobody waits.
    pub fn is_under_way(&self) -> bool {
        let held = |file: File| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
        self.turn.is_none() && File::open(self.lock_path()).is_ok_and(held)
    }

    /// Says what the journal has of batches: it decides where a checkpoint does not know what became of one.
    pub fn told_by(&mut self, journal: JournalBatches) {
        self.journal = journal;
    }

    /// The numbers that earlier imports from whatever file had. Of an import that is under way, those of its whole
    /// blocks: the last one may just be written.
    ///
    /// # Errors
    ///
    /// They cannot be read, or their file is damaged (`import/memory-unreadable`).
    pub fn numbers(&self, what: Remembered) -> Result<NumberMemory, ImportError> {
        let Owner { place, account, id } = &self.owner;
        let read = |being_written| {
            NumberMemory::read(&self.folder, &[place, account, id], what, &self.journal, being_written)
        };
        read(false).or_else(|error| if self.is_under_way() { read(true) } else { Err(error) })
    }

    /// The numbers that earlier imports left out.
    ///
    /// # Errors
    ///
    /// As [`Self::numbers`] says.
    pub fn left_out(&self) -> Result<LeftOut, ImportError> {
        let by_files = self.numbers(Remembered::LeftOut)?;
        Ok(LeftOut::of(by_files, self.numbers(Remembered::LeftOutByColumn)?))
    }

    /// Opens the checkpoint of a file or makes it; see [`Checkpoint::open`].
    ///
    /// # Errors
    ///
    /// As [`Checkpoint::open`] says.
    pub fn checkpoint(&self, begun: &Begun) -> Result<Checkpoint, ImportError> {
        Checkpoint::open(&self.path(&begun.file), begun, &self.journal)
    }

    /// Opens the checkpoint of a file or makes it, and forgets what was sent of it before.
    ///
    /// # Errors
    ///
    /// The checkpoint cannot be opened or written.
    pub fn checkpoint_afresh(&self, begun: &Begun) -> Result<Checkpoint, ImportError> {
        Checkpoint::open_afresh(&self.path(&begun.file), begun)
    }

    /// The path of the checkpoint of a file.
    pub fn path(&self, fingerprint: &str) -> PathBuf {
        self.folder.join(self.name(fingerprint)).with_extension(EXTENSION)
    }

    fn name(&self, fingerprint: &str) -> String {
        let Owner { place, account, id } = &self.owner;
        let key = Fingerprint::of_texts(&[fingerprint, id, account, place]);
        format!("{key:.32}")
    }

    /// The part that was sent of this file before, as far as its checkpoint can be read, and how that import began.
    /// Nothing is made.
    ///
    /// # Errors
    ///
    /// The checkpoint exists but cannot be read.
    pub fn sent_of(&self, fingerprint: &Fingerprint) -> Result<(Batches, Option<Begun>), ImportError> {
        let path = self.path(fingerprint.as_str());
        match read_own(&path) {
            Ok(bytes) => {
                let Replayed { begun, mut batches, .. } = Batches::replay(&bytes);
                batches.settle_by(&self.journal);
                Ok((batches, begun))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok((Batches::default(), None)),
            Err(error) => Err(ImportError::file("read", path)(error)),
        }
    }

    /// Finds the import of an earlier version of this file: among those with which the file begins, the one that
    /// sent most contacts.
    ///
    /// # Errors
    ///
    /// The checkpoints of other files or the file itself cannot be read. `unreadable` decides about
    /// damaged checkpoints.
    pub fn earlier_version(
        &self,
        file: &Fingerprint,
        content: &mut Content,
        unreadable: Unreadable,
    ) -> Result<Option<Earlier>, ImportError> {
        let mut imports = self.imports_of_other_files(file, unreadable)?;
        imports.sort_by_key(|(begun, _)| begun.bytes);
        let lengths: Vec<u64> = imports.iter().filter_map(|(begun, _)| begun.bytes).collect();
        let beginnings = content.beginnings(&lengths)?;
        let begins_with = |begun: &Begun| {
            beginnings
                .iter()
                .find(|it| Some(it.bytes) == begun.bytes && it.fingerprint.as_str() == begun.file)
        };
        let most_sent = imports
            .iter()
            .filter_map(|(begun, batches)| Some((begins_with(begun)?, begun, batches)))
            .max_by_key(|(_, _, batches)| batches.contacts_sent() + batches.contacts_in_doubt());
        let Some((beginning, begun, batches)) = most_sent else { return Ok(None) };
        let first_new_line = content.line_after(beginning)?;
        Ok(Some(Earlier { begun: begun.clone(), batches: batches.clone(), first_new_line }))
    }

    /// The imports of other files into this list that sent something, or may have.
    fn imports_of_other_files(
        &self,
        this: &Fingerprint,
        unreadable: Unreadable,
    ) -> Result<Vec<(Begun, Batches)>, ImportError> {
        let own = self.path(this.as_str());
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(ImportError::file("read", &self.folder)(error)),
        };
        let mut imports = Vec::new();
        for entry in entries {
            let path = entry.map_err(ImportError::file("read", &self.folder))?.path();
            // The checkpoint of this file is checked when it is opened.
            if path != own && path.extension().is_some_and(|extension| extension == EXTENSION) {
                imports.extend(self.import_in(&path, unreadable)?);
            }
        }
        imports.retain(|(_, batches): &(Begun, Batches)| !batches.is_empty());
        Ok(imports)
    }

    /// The import in a checkpoint, if it is into this list. The name of a checkpoint shows its list. If its beginning
    /// cannot be read, it may be for any file.
    fn import_in(
        &self,
        path: &Path,
        unreadable: Unreadable,
    ) -> Result<Option<(Begun, Batches)>, ImportError> {
        let bytes = read_own(path).map_err(ImportError::file("read", path))?;
        let Replayed { begun, mut batches, is_damaged } = Batches::replay_file(&bytes).0;
        batches.settle_by(&self.journal);
        let is_ours = |begun: &Begun| path.file_stem().is_some_and(|stem| *stem == *self.name(&begun.file));
        let is_in_doubt = match &begun {
            None => true,
            Some(begun) => is_damaged && is_ours(begun),
        };
        if is_in_doubt && unreadable == Unreadable::Refused {
            return Err(ImportError::OtherUnreadable { path: path.to_owned() });
        }
        Ok(begun.filter(is_ours).map(|begun| (begun, batches)))
    }
}

/// Reads a whole file of kcamp's own, which must not be a link.
fn read_own(path: &Path) -> std::io::Result<Vec<u8>> {
    files::refuse_link(path)?;
    files::read(path)?.ok_or_else(|| std::io::ErrorKind::NotFound.into())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{Owner, PastImports, Unreadable};
    use crate::files::Patience;
    use crate::import::content::SizeLimit;
    use crate::import::{Batch, Begun, Content, ImportError};

    const LIMIT: SizeLimit = SizeLimit { bytes: 1_000_000, help: "" };

    fn imports(folder: &tempfile::TempDir, list: &str) -> PastImports {
        let owner = Owner { place: "sandbox".into(), account: "a".into(), id: list.into() };
        PastImports::of(folder.path().join("imports"), owner)
    }

    /// Imports a text with this number of contacts.
    fn import(of: &PastImports, text: &[u8], contacts: u64) {
        let folder = tempfile::tempdir().unwrap();
        let file = Content::spool(text, folder.path(), LIMIT).unwrap().fingerprint();
        let begun = Begun {
            at: "2026-12-03T08:00:00Z".parse().unwrap(),
            list: of.owner.id.clone(),
            file: file.to_string(),
            options: "a".into(),
            region: None,
            bytes: Some(text.len() as u64),
            do_not_contact: None,
        };
        let mut checkpoint = of.checkpoint(&begun).unwrap();
        if contacts > 0 {
            let batch = Batch { first: 1, last: contacts, contacts, id: None };
            checkpoint.sending(batch).unwrap();
            checkpoint.sent(batch).unwrap();
        }
    }

    /// The line in which what is new in a text begins, and how many contacts of its earlier version were sent.
    fn earlier(of: &PastImports, text: &[u8]) -> Option<(u64, u64)> {
        let folder = tempfile::tempdir().unwrap();
        let mut content = Content::spool(text, folder.path(), LIMIT).unwrap();
        let fingerprint = content.fingerprint();
        let earlier = of.earlier_version(&fingerprint, &mut content, Unreadable::Refused).unwrap();
        earlier.map(|earlier| (earlier.first_new_line, earlier.batches.contacts_sent()))
    }

    #[test]
    fn a_file_that_begins_with_an_earlier_one_has_grown() {
        let folder = tempfile::tempdir().unwrap();
        let list = imports(&folder, "cl-1");
        assert_eq!(earlier(&list, b"phone\n1\n2\n"), None);
        import(&list, b"phone\n1\n2\n", 2);
        for (text, line) in [
            (&b"phone\n1\n2\n3\n"[..], Some(4)),
            (b"phone\n1\n2\n\n3\n", Some(4)),
            // The same file, a shorter one, and a different one.
            (b"phone\n1\n2\n", None),
            (b"phone\n1\n", None),
            (b"phone\n1\n3\n2\n", None),
            (b"phone\r\n1\r\n2\r\n3\r\n", None),
        ] {
            assert_eq!(earlier(&list, text), line.map(|line| (line, 2)), "{text:?}");
        }
        assert_eq!(earlier(&imports(&folder, "cl-2"), b"phone\n1\n2\n3\n"), None);
    }

    #[test]
    fn a_last_line_without_its_end_is_new_only_where_it_went_on() {
        for (before, now, line) in [
            (&b"phone\n1\n2"[..], &b"phone\n1\n2\n3\n"[..], 4),
            (b"phone\r\n1\r\n2", b"phone\r\n1\r\n2\r\n3", 4),
            (b"phone\n1\n2", b"phone\n1\n23\n", 3),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let list = imports(&folder, "cl-1");
            import(&list, before, 2);
            assert_eq!(earlier(&list, now), Some((line, 2)), "{now:?}");
        }
    }

    #[test]
    fn the_version_with_most_contacts_counts_and_one_with_none_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let list = imports(&folder, "cl-1");
        import(&list, b"phone\n1\n", 0);
        assert_eq!(earlier(&list, b"phone\n1\n2\n"), None);
        import(&list, b"phone\n1\n2\n", 2);
        import(&list, b"phone\n1\n2\n3\n", 1);
        assert_eq!(earlier(&list, b"phone\n1\n2\n3\n4\n"), Some((4, 2)));
        assert_eq!(earlier(&list, b"phone\n9\n"), None);
    }

    #[test]
    fn a_checkpoint_of_which_nobody_knows_whose_it_is_is_in_doubt() {
        for damaged in [&b""[..], &[0; 300], b"\n", b"{\"begun\":{\"at\"", b"\xff\xfe\n"] {
            let folder = tempfile::tempdir().unwrap();
            let list = imports(&folder, "cl-1");
            import(&list, b"phone\n1\n", 1);
            let checkpoint = std::fs::read_dir(&list.folder).unwrap().next().unwrap().unwrap().path();
            std::fs::write(&checkpoint, damaged).unwrap();
            let mut content = Content::spool(&b"phone\n1\n2\n"[..], folder.path(), LIMIT).unwrap();
            let fingerprint = content.fingerprint();
            let found = list.earlier_version(&fingerprint, &mut content, Unreadable::Refused);
            assert!(matches!(&found, Err(ImportError::OtherUnreadable { path }) if *path == checkpoint));
            let found = list.earlier_version(&fingerprint, &mut content, Unreadable::PassedOver).unwrap();
            assert!(found.is_none());
        }
    }

    #[test]
    fn a_checkpoint_of_before_that_does_not_say_the_length_is_still_read() {
        let folder = tempfile::tempdir().unwrap();
        let list = imports(&folder, "cl-1");
        import(&list, b"phone\n1\n", 1);
        let fingerprint = {
            let folder = tempfile::tempdir().unwrap();
            Content::spool(&b"phone\n1\n"[..], folder.path(), LIMIT).unwrap().fingerprint()
        };
        let path = list.path(fingerprint.as_str());
        let text = std::fs::read_to_string(&path).unwrap();
        let old = text.replace(r#","bytes":8"#, "");
        assert!(old.len() < text.len());
        std::fs::write(&path, old).unwrap();
        assert_eq!(list.sent_of(&fingerprint).unwrap().0.contacts_sent(), 1);
        assert_eq!(earlier(&list, b"phone\n1\n2\n"), None);
    }

    #[test]
    fn one_process_at_a_time_imports_into_a_list() {
        let folder = tempfile::tempdir().unwrap();
        let turn = |list: &str, patience: &Patience| {
            let mut imports = imports(&folder, list);
            imports.take_turn("this list", patience).map(|has_waited| (imports, has_waited))
        };
        let (first, has_waited) = turn("cl-1", &Patience::none()).unwrap();
        assert!(!has_waited);
        assert!(matches!(turn("cl-1", &Patience::none()), Err(ImportError::UnderWay(_))));
        assert!(turn("cl-2", &Patience::none()).is_ok());
        drop(first);
        // A process that another test starts holds each open file, and so the lock, until it runs its program.
        assert!(turn("cl-1", &Patience::default()).is_ok());
    }
}
