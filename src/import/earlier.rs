//! What was sent before into one list: of this file, and of an earlier version of it. A file that grew is another file with
//! other rows for its checkpoint, and the rows of before would go out again without a word.

use std::path::{Path, PathBuf};

use super::ImportError;
use super::batches::{Batches, Replayed};
use super::checkpoint::Begun;
use super::content::{Content, Fingerprint};
use crate::files;

/// The end of a checkpoint's name.
const EXTENSION: &str = "jsonl";

/// Where the checkpoints of one list are.
#[derive(Debug, Clone)]
pub struct Checkpoints {
    /// The folder, which has those of other lists too.
    pub folder: PathBuf,
    /// The list's id.
    pub list: String,
    /// Its account.
    pub account: String,
    /// The origin of its platform, or a word for the sandbox.
    pub place: String,
}

/// How this file differs from an earlier version of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It begins with all of the earlier one.
    Grown {
        /// The line in which what came to it begins, counted from 1.
        first_new_line: u64,
    },
    /// It has the same contacts as the earlier one, and is written otherwise or in another order.
    Rewritten,
    /// It has the path of the earlier one, and other content.
    Replaced,
}

/// An import of an earlier version of the file into the same list, of which contacts were sent.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// When it began and how the file was read.
    pub begun: Begun,
    /// What was sent of it.
    pub batches: Batches,
    /// What changed since.
    pub change: Change,
}

/// What becomes of a checkpoint in the folder that cannot be read, so that nobody knows which file it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// The import is refused: this file may begin with that one.
    Refused,
    /// It is passed over, since every row is sent whatever was sent before.
    PassedOver,
}

/// A file, as imports are compared by it.
#[derive(Debug, Clone, Copy)]
pub struct FileIdentity<'file> {
    /// Its bytes.
    pub fingerprint: &'file Fingerprint,
    /// Its path, hashed; `None` for a stream.
    pub path: Option<&'file str>,
    /// What its contacts are known by.
    pub contacts: &'file str,
}

impl Checkpoints {
    /// The checkpoint of a file.
    #[must_use]
    pub fn path(&self, fingerprint: &str) -> PathBuf {
        self.folder.join(self.name(fingerprint)).with_extension(EXTENSION)
    }

    fn name(&self, fingerprint: &str) -> String {
        let key = Fingerprint::of_texts(&[fingerprint, &self.list, &self.account, &self.place]);
        format!("{key:.32}")
    }

    /// What was sent of this file before, as far as its checkpoint can be read, and how that import began. Nothing is made or
    /// locked.
    pub fn sent_of(&self, fingerprint: &Fingerprint) -> Result<(Batches, Option<Begun>), ImportError> {
        let path = self.path(fingerprint.as_str());
        match read_own(&path) {
            Ok(bytes) => {
                let replayed = Batches::replay(&bytes);
                Ok((replayed.batches, replayed.begun))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok((Batches::default(), None)),
            Err(error) => Err(ImportError::file("read", path)(error)),
        }
    }

    /// The import of an earlier version of this file: the one that most contacts were sent of among those that the file
    /// begins with, else the latest of those with its contacts, else of those with its path.
    pub fn earlier_version(
        &self,
        file: FileIdentity<'_>,
        content: &mut Content,
        unreadable: Unreadable,
    ) -> Result<Option<Earlier>, ImportError> {
        let mut imports = self.imports_of_other_files(file.fingerprint, unreadable)?;
        imports.sort_by_key(|(begun, _)| begun.bytes);
        let lengths: Vec<u64> = imports.iter().filter_map(|(begun, _)| begun.bytes).collect();
        let beginnings = content.beginnings(&lengths)?;
        let begins_with = |begun: &Begun| {
            beginnings
                .iter()
                .find(|it| Some(it.bytes) == begun.bytes && it.fingerprint.as_str() == begun.file)
        };
        let grown = imports
            .iter()
            .filter_map(|(begun, batches)| Some((begins_with(begun)?, begun, batches)))
            .max_by_key(|(_, _, batches)| batches.contacts_sent() + batches.contacts_in_doubt());
        if let Some((beginning, begun, batches)) = grown {
            let first_new_line = content.line_after(beginning)?;
            return Ok(Some(earlier(begun, batches, Change::Grown { first_new_line })));
        }
        let latest = |is_meant: &dyn Fn(&Begun) -> bool, change| {
            let meant = imports.iter().filter(|(begun, _)| is_meant(begun));
            meant.max_by_key(|(begun, _)| begun.at).map(|(begun, batches)| earlier(begun, batches, change))
        };
        let rewritten = latest(&|begun| begun.contacts.as_deref() == Some(file.contacts), Change::Rewritten);
        Ok(rewritten.or_else(|| {
            latest(&|begun| begun.path.is_some() && begun.path.as_deref() == file.path, Change::Replaced)
        }))
    }

    /// The imports into this list of which something was, or may have been, sent.
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
            // That of this very file is looked at when it is opened.
            if path != own && path.extension().is_some_and(|extension| extension == EXTENSION) {
                imports.extend(self.import_in(&path, unreadable)?);
            }
        }
        imports.retain(|(_, batches): &(Begun, Batches)| !batches.is_empty());
        Ok(imports)
    }

    /// The import in this file, where it is one into this list. A checkpoint's name says whose it is; one whose beginning
    /// cannot be read may be anybody's.
    fn import_in(
        &self,
        path: &Path,
        unreadable: Unreadable,
    ) -> Result<Option<(Begun, Batches)>, ImportError> {
        let bytes = read_own(path).map_err(ImportError::file("read", path))?;
        let Replayed { begun, batches, is_damaged } = Batches::replay_file(&bytes).0;
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

/// All of a file of kcamp's own, which is no link to another.
fn read_own(path: &Path) -> std::io::Result<Vec<u8>> {
    files::refuse_link(path)?;
    files::read(path)?.ok_or_else(|| std::io::ErrorKind::NotFound.into())
}

fn earlier(begun: &Begun, batches: &Batches, change: Change) -> Earlier {
    Earlier { begun: begun.clone(), batches: batches.clone(), change }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{Change, Checkpoints, FileIdentity, Unreadable};
    use crate::domain::number::Numbers;
    use crate::files::Patience;
    use crate::import::content::SizeLimit;
    use crate::import::numbers_sum::NumbersSum;
    use crate::import::{Batch, Begun, Checkpoint, Content, ImportError};

    const LIMIT: SizeLimit = SizeLimit { bytes: 1_000_000, help: "" };

    fn checkpoints(folder: &tempfile::TempDir, list: &str) -> Checkpoints {
        Checkpoints {
            folder: folder.path().join("imports"),
            list: list.into(),
            account: "a".into(),
            place: "sandbox".into(),
        }
    }

    /// What the lines after the first are known by; a digit stands for a number.
    fn contacts_of(text: &[u8]) -> String {
        let mut sum = NumbersSum::default();
        let text = std::str::from_utf8(text).unwrap();
        for digits in text.lines().skip(1).map(str::trim).filter(|line| !line.is_empty()) {
            sum.add(Numbers::WITH_COUNTRY_CODE.valid(&format!("+12025550{digits:0>3}")).unwrap());
        }
        sum.to_string()
    }

    /// Imports a text at a path, with so many contacts.
    fn import(of: &Checkpoints, text: &[u8], path: Option<&str>, contacts: u64) {
        let folder = tempfile::tempdir().unwrap();
        let file = Content::spool(text, folder.path(), LIMIT).unwrap().fingerprint().unwrap();
        let begun = Begun {
            at: "2026-12-03T08:00:00Z".parse().unwrap(),
            list: of.list.clone(),
            file: file.to_string(),
            options: "a".into(),
            bytes: Some(text.len() as u64),
            path: path.map(str::to_owned),
            contacts: Some(contacts_of(text)),
            do_not_contact: None,
        };
        let mut checkpoint = Checkpoint::open(&of.path(file.as_str()), &begun, &Patience::none()).unwrap();
        if contacts > 0 {
            let batch = Batch { first: 1, last: contacts, contacts };
            checkpoint.sending(batch).unwrap();
            checkpoint.sent(batch).unwrap();
        }
    }

    fn change(of: &Checkpoints, text: &[u8], path: Option<&str>) -> Option<(Change, u64)> {
        let folder = tempfile::tempdir().unwrap();
        let mut content = Content::spool(text, folder.path(), LIMIT).unwrap();
        let fingerprint = content.fingerprint().unwrap();
        let file = FileIdentity { fingerprint: &fingerprint, path, contacts: &contacts_of(text) };
        let earlier = of.earlier_version(file, &mut content, Unreadable::Refused).unwrap();
        earlier.map(|earlier| (earlier.change, earlier.batches.contacts_sent()))
    }

    #[test]
    fn a_file_that_begins_with_an_earlier_one_has_grown() {
        let folder = tempfile::tempdir().unwrap();
        let list = checkpoints(&folder, "cl-1");
        assert_eq!(change(&list, b"phone\n1\n2\n", None), None);
        import(&list, b"phone\n1\n2\n", None, 2);
        for (text, line) in [
            (&b"phone\n1\n2\n3\n"[..], Some(4)),
            (b"phone\n1\n2\n\n3\n", Some(4)),
            // The same file, one that is shorter, and one that is another.
            (b"phone\n1\n2\n", None),
            (b"phone\n1\n", None),
            (b"phone\n1\n3\n2\n", None),
            (b"phone\r\n1\r\n2\r\n3\r\n", None),
        ] {
            let expected = line.map(|first_new_line| (Change::Grown { first_new_line }, 2));
            assert_eq!(change(&list, text, Some("p")), expected, "{text:?}");
        }
        assert_eq!(change(&checkpoints(&folder, "cl-2"), b"phone\n1\n2\n3\n", None), None);
    }

    #[test]
    fn a_last_line_without_its_end_is_new_only_where_it_went_on() {
        for (before, now, line) in [
            (&b"phone\n1\n2"[..], &b"phone\n1\n2\n3\n"[..], 4),
            (b"phone\r\n1\r\n2", b"phone\r\n1\r\n2\r\n3", 4),
            (b"phone\n1\n2", b"phone\n1\n23\n", 3),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let list = checkpoints(&folder, "cl-1");
            import(&list, before, None, 2);
            assert_eq!(
                change(&list, now, None),
                Some((Change::Grown { first_new_line: line }, 2)),
                "{now:?}"
            );
        }
    }

    #[test]
    fn the_same_contacts_are_known_in_any_file() {
        let folder = tempfile::tempdir().unwrap();
        let list = checkpoints(&folder, "cl-1");
        import(&list, b"phone\n1\n2\n", Some("p"), 2);
        for (text, is_same) in [
            (&b"phone\r\n1\r\n2\r\n"[..], true),
            (b"mobile\n2\n1\n", true),
            (b"phone\n1\n\n 2 \n", true),
            (b"phone\n1\n", false),
            (b"phone\n1\n3\n", false),
        ] {
            let expected = is_same.then_some((Change::Rewritten, 2));
            assert_eq!(change(&list, text, Some("other")), expected, "{text:?}");
            assert_eq!(change(&list, text, None), expected, "{text:?}");
        }
        // What is said of a version that it goes on from says more.
        let grown = Some((Change::Grown { first_new_line: 4 }, 2));
        assert_eq!(change(&list, b"phone\n1\n2\n\n", None), grown);
    }

    #[test]
    fn the_version_with_most_contacts_counts_and_one_with_none_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let list = checkpoints(&folder, "cl-1");
        import(&list, b"phone\n1\n", Some("p"), 0);
        assert_eq!(change(&list, b"phone\n1\n2\n", Some("p")), None);
        import(&list, b"phone\n1\n2\n", Some("p"), 2);
        import(&list, b"phone\n1\n2\n3\n", Some("p"), 1);
        let grown = Some((Change::Grown { first_new_line: 4 }, 2));
        assert_eq!(change(&list, b"phone\n1\n2\n3\n4\n", Some("other")), grown);
        assert_eq!(change(&list, b"phone\n9\n", Some("other")), None);
        assert!(matches!(change(&list, b"phone\n9\n", Some("p")), Some((Change::Replaced, _))));
        // Streams have no path to be known by.
        assert_eq!(change(&list, b"phone\n9\n", None), None);
    }

    #[test]
    fn a_checkpoint_of_which_nobody_knows_whose_it_is_is_in_doubt() {
        for damaged in [&b""[..], &[0; 300], b"\n", b"{\"begun\":{\"at\"", b"\xff\xfe\n"] {
            let folder = tempfile::tempdir().unwrap();
            let list = checkpoints(&folder, "cl-1");
            import(&list, b"phone\n1\n", Some("p"), 1);
            let checkpoint = std::fs::read_dir(&list.folder).unwrap().next().unwrap().unwrap().path();
            std::fs::write(&checkpoint, damaged).unwrap();
            let mut content = Content::spool(&b"phone\n1\n2\n"[..], folder.path(), LIMIT).unwrap();
            let fingerprint = content.fingerprint().unwrap();
            let file = FileIdentity { fingerprint: &fingerprint, path: Some("p"), contacts: "" };
            let found = list.earlier_version(file, &mut content, Unreadable::Refused);
            assert!(matches!(&found, Err(ImportError::OtherUnreadable { path }) if *path == checkpoint));
            let found = list.earlier_version(file, &mut content, Unreadable::PassedOver).unwrap();
            assert!(found.is_none());
        }
    }

    #[test]
    fn a_checkpoint_of_before_that_does_not_say_the_length_is_still_read() {
        let folder = tempfile::tempdir().unwrap();
        let list = checkpoints(&folder, "cl-1");
        import(&list, b"phone\n1\n", None, 1);
        let fingerprint = {
            let folder = tempfile::tempdir().unwrap();
            Content::spool(&b"phone\n1\n"[..], folder.path(), LIMIT).unwrap().fingerprint().unwrap()
        };
        let path = list.path(fingerprint.as_str());
        let text = std::fs::read_to_string(&path).unwrap();
        let old = text.replace(r#","bytes":8"#, "").replace(r#","path":null"#, "");
        assert!(old.len() < text.len());
        std::fs::write(&path, old).unwrap();
        assert_eq!(list.sent_of(&fingerprint).unwrap().0.contacts_sent(), 1);
        assert_eq!(change(&list, b"phone\n1\n2\n", None), None);
    }
}
