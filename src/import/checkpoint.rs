//! The part of a file that was sent to a list. It is recorded before each batch is sent, so that no row is sent twice.
//!
//! The format is JSON Lines: one line for what is imported, then two for each batch: `sending` before its request,
//! flushed to the disk, and its outcome. A batch with only the first line was in doubt when the process ended. No line
//! contains a phone number.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use super::ImportError;
use super::batches::{Batch, BatchLine, Batches, Begun, JournalBatches, Replayed};
use crate::files;

/// The checkpoint of one import, which one process at a time has: the one whose turn it is.
#[derive(Debug)]
pub struct Checkpoint {
    file: File,
    path: PathBuf,
    batches: Batches,
    /// The batches that were not sent by what the journal says, which its lines do not.
    not_sent: Vec<Batch>,
}

impl Checkpoint {
    /// Opens the checkpoint in this file or makes it. One that was begun with other options is an error, and so is one
    /// that cannot be read: what was sent is then not known. Of batches in doubt the journal decides.
    ///
    /// # Errors
    ///
    /// The file cannot be read or written; [`ImportError::Unreadable`] where its lines are damaged; and what
    /// [`Begun::may_go_on_as`] says where batches were sent.
    pub(super) fn open(path: &Path, begun: &Begun, journal: &JournalBatches) -> Result<Self, ImportError> {
        let mut checkpoint = Self::made(path, begun)?;
        let mut bytes = Vec::new();
        checkpoint.file.read_to_end(&mut bytes).map_err(ImportError::file("read", path))?;
        let (replayed, whole) = Batches::replay_file(&bytes);
        let Replayed { begun: Some(before), batches, is_damaged: false } = replayed else {
            return Err(ImportError::Unreadable { path: path.to_owned() });
        };
        checkpoint.batches = batches;
        checkpoint.not_sent = checkpoint.batches.settle_by(journal);
        if whole < bytes.len() {
            checkpoint.file.set_len(whole as u64).map_err(ImportError::file("write", path))?;
        }
        if !checkpoint.batches.is_empty() {
            before.may_go_on_as(begun)?;
        } else if !before.reads_as(begun) {
            checkpoint.append(&BatchLine::Begun(begun.clone()))?;
        }
        Ok(checkpoint)
    }

    /// Opens or creates the checkpoint in a file, and forgets what was sent before.
    ///
    /// # Errors
    ///
    /// The file cannot be opened or written.
    pub(super) fn open_afresh(path: &Path, begun: &Begun) -> Result<Self, ImportError> {
        let mut checkpoint = Self::made(path, begun)?;
        checkpoint.file.seek(SeekFrom::End(0)).map_err(ImportError::file("write", path))?;
        // The file may end with a torn line.
        checkpoint.write(b"\n")?;
        checkpoint.append(&BatchLine::Begun(begun.clone()))?;
        Ok(checkpoint)
    }

    fn made(path: &Path, begun: &Begun) -> Result<Self, ImportError> {
        make(path, begun).map_err(ImportError::file("write", path))?;
        let file = files::open(path, File::options().read(true).write(true))
            .map_err(ImportError::file("write", path))?;
        Ok(Self { file, path: path.to_owned(), batches: Batches::default(), not_sent: Vec::new() })
    }

    /// The batches that were sent so far.
    pub const fn batches(&self) -> &Batches {
        &self.batches
    }

    /// Records as sent what was sent of an earlier version of the file, with which this one begins. It is one line, so
    /// that after a crash there is all of it or nothing.
    ///
    /// # Errors
    ///
    /// The checkpoint cannot be written.
    pub fn adopt(&mut self, earlier: &Batches) -> Result<(), ImportError> {
        let (sent, in_doubt): (Vec<Batch>, Vec<Batch>) =
            (earlier.sent().copied().collect(), earlier.in_doubt().copied().collect());
        self.batches.adopt(&sent, &in_doubt);
        self.append(&BatchLine::Earlier { sent, in_doubt })
    }

    /// Allows sending the batches in doubt again.
    ///
    /// # Errors
    ///
    /// The checkpoint cannot be written. Batches before the failed one may be sent again.
    pub fn send_doubtful_again(&mut self) -> Result<(), ImportError> {
        for batch in self.batches.take_doubtful() {
            self.append(&BatchLine::NotSent(batch))?;
        }
        Ok(())
    }

    /// Records a batch that is about to be sent. If this fails, the batch must not be sent.
    ///
    /// # Errors
    ///
    /// The checkpoint cannot be written.
    pub fn sending(&mut self, batch: Batch) -> Result<(), ImportError> {
        // Until its rows go out again, a person may still correct what they said of a batch.
        let goes_again = |it: &mut Batch| it.first <= batch.last && batch.first <= it.last;
        for again in self.not_sent.extract_if(.., goes_again).collect::<Vec<_>>() {
            self.append(&BatchLine::NotSent(again))?;
        }
        self.append(&BatchLine::Sending(batch))?;
        self.batches.doubt(batch);
        Ok(())
    }

    /// Records that the platform accepted a batch.
    ///
    /// # Errors
    ///
    /// The checkpoint cannot be written. The batch is then in doubt in the file.
    pub fn sent(&mut self, batch: Batch) -> Result<(), ImportError> {
        self.batches.settle(batch);
        self.append(&BatchLine::Sent(batch))
    }

    /// Records that the platform did not accept a batch.
    ///
    /// # Errors
    ///
    /// The checkpoint cannot be written. The batch is then in doubt in the file.
    pub fn not_sent(&mut self, batch: Batch) -> Result<(), ImportError> {
        self.batches.withdraw(batch);
        self.append(&BatchLine::NotSent(batch))
    }

    /// Records that the answer to a batch was lost.
    ///
    /// # Errors
    ///
    /// The checkpoint cannot be written.
    pub fn lost(&mut self, batch: Batch) -> Result<(), ImportError> {
        self.append(&BatchLine::InDoubt(batch))
    }

    /// The path of the checkpoint.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn append(&mut self, line: &BatchLine) -> Result<(), ImportError> {
        let text = written(line).map_err(ImportError::file("write", &self.path))?;
        self.write(text.as_bytes())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        let end = self.file.seek(SeekFrom::End(0));
        let written = end.and_then(|_| files::append(&mut self.file, bytes));
        written.map_err(ImportError::file("write", &self.path))
    }
}

/// Creates the file with its first line in it, so an empty file was emptied later. An existing file is not changed.
fn make(path: &Path, begun: &Begun) -> std::io::Result<()> {
    files::own_folder(&files::folder_of(path))?;
    files::refuse_link(path)?;
    if path.try_exists()? {
        return Ok(());
    }
    files::create_once(path, written(&BatchLine::Begun(begun.clone()))?.as_bytes())
}

fn written(line: &BatchLine) -> std::io::Result<String> {
    Ok(serde_json::to_string(line).map_err(std::io::Error::from)? + "\n")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::io::Write as _;

    use super::{Batch, Begun, Checkpoint, JournalBatches};
    use crate::import::ImportError;
    use crate::import::RowState::{self, InDoubt, Sent, Waiting};
    use crate::import::{BatchId, JournalBatch};

    fn begun(options: &str) -> Begun {
        let at = "2026-12-03T08:00:00Z".parse().unwrap();
        Begun {
            at,
            list: "cl-1".into(),
            file: "abc".into(),
            options: options.into(),
            region: None,
            bytes: None,
            do_not_contact: None,
        }
    }

    fn batch(first: u64, last: u64) -> Batch {
        Batch { first, last, contacts: last - first + 1, id: None }
    }

    #[test]
    fn a_batch_without_an_outcome_is_in_doubt_for_the_next_process() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("imports/one.jsonl");
        let mut first = Checkpoint::open(&path, &begun("a"), &JournalBatches::new()).unwrap();
        for (from, to) in [(1, 10), (11, 20), (21, 30)] {
            first.sending(batch(from, to)).unwrap();
        }
        first.sent(batch(1, 10)).unwrap();
        first.not_sent(batch(11, 20)).unwrap();
        drop(first);
        let mut torn = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
        torn.write_all(br#"{"sending":{"first":31,"#).unwrap();

        let mut second = Checkpoint::open(&path, &begun("a"), &JournalBatches::new()).unwrap();
        let states = [1, 10, 11, 20, 21, 30, 31].map(|row| second.batches().state(row));
        assert_eq!(states, [Sent, Sent, Waiting, Waiting, InDoubt, InDoubt, Waiting]);
        assert_eq!((second.batches().contacts_sent(), second.batches().in_doubt().count()), (10, 1));
        second.send_doubtful_again().unwrap();
        second.sending(batch(11, 30)).unwrap();
        second.sent(batch(11, 30)).unwrap();
        drop(second);
        assert_eq!(
            Checkpoint::open(&path, &begun("a"), &JournalBatches::new()).unwrap().batches().contacts_sent(),
            30
        );
        assert_eq!(Checkpoint::open_afresh(&path, &begun("b")).unwrap().batches().contacts_sent(), 0);
        assert_eq!(
            Checkpoint::open(&path, &begun("b"), &JournalBatches::new()).unwrap().batches().state(1),
            Waiting
        );
    }

    #[test]
    fn one_that_cannot_be_read_is_never_taken_for_nothing_sent() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.jsonl");
        let mut first = Checkpoint::open(&path, &begun("a"), &JournalBatches::new()).unwrap();
        first.sending(batch(1, 10)).unwrap();
        first.sent(batch(1, 10)).unwrap();
        drop(first);
        let good = std::fs::read(&path).unwrap();
        let mut nul_at_the_end = good.clone();
        nul_at_the_end.extend([0; 100]);
        let mut nul_inside = good.clone();
        nul_inside.splice(good.len() - 20..good.len() - 3, [0; 17]);
        let first_line = good.iter().position(|byte| *byte == b'\n').unwrap();
        for damaged in [
            vec![],
            vec![0; good.len()],
            nul_at_the_end,
            nul_inside,
            b"\n".to_vec(),
            good[..first_line / 2].to_vec(),
            good[first_line + 1..].to_vec(),
            b"{\"sent\":1}\n".to_vec(),
            b"\xff\xfe\n".to_vec(),
        ] {
            std::fs::write(&path, &damaged).unwrap();
            let opened = Checkpoint::open(&path, &begun("a"), &JournalBatches::new());
            assert!(matches!(opened, Err(ImportError::Unreadable { .. })), "{opened:?}");
            assert_eq!(std::fs::read(&path).unwrap(), damaged);
            // Whoever has looked can begin anew.
            assert_eq!(Checkpoint::open_afresh(&path, &begun("a")).unwrap().batches().contacts_sent(), 0);
            assert_eq!(
                Checkpoint::open(&path, &begun("a"), &JournalBatches::new()).unwrap().batches().state(1),
                Waiting
            );
        }
    }

    #[test]
    fn what_an_earlier_version_sent_is_sent_for_this_one_too() {
        let folder = tempfile::tempdir().unwrap();
        let mut earlier =
            Checkpoint::open(&folder.path().join("one.jsonl"), &begun("a"), &JournalBatches::new()).unwrap();
        for (from, to) in [(1, 10), (11, 20)] {
            earlier.sending(batch(from, to)).unwrap();
        }
        earlier.sent(batch(1, 10)).unwrap();
        let path = folder.path().join("two.jsonl");
        let mut later = Checkpoint::open(&path, &begun("a"), &JournalBatches::new()).unwrap();
        later.adopt(earlier.batches()).unwrap();
        drop(later);
        let later = Checkpoint::open(&path, &begun("a"), &JournalBatches::new()).unwrap();
        assert_eq!(later.batches(), earlier.batches());
        assert_eq!([10, 11, 21].map(|row| later.batches().state(row)), [Sent, InDoubt, Waiting]);
    }

    #[test]
    fn a_country_that_no_number_needed_is_no_other_one() {
        let read_with = |region: Option<&str>| Begun { region: region.map(str::to_owned), ..begun("a") };
        for (before, now, goes_on) in [
            (None, Some("US"), true),
            (Some("US"), None, true),
            (Some("US"), Some("US"), true),
            (Some("US"), Some("GB"), false),
        ] {
            let goes = read_with(before).may_go_on_as(&read_with(now)).is_ok();
            assert_eq!(goes, goes_on, "{before:?} {now:?}");
        }
    }

    #[test]
    fn it_goes_on_with_the_same_options_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.jsonl");
        drop(Checkpoint::open(&path, &begun("a"), &JournalBatches::new()).unwrap());
        // Nothing was sent: other options make no difference yet.
        let mut first = Checkpoint::open(&path, &begun("b"), &JournalBatches::new()).unwrap();
        first.sending(batch(1, 1)).unwrap();
        drop(first);
        assert!(matches!(
            Checkpoint::open(&path, &begun("a"), &JournalBatches::new()),
            Err(ImportError::OtherOptions { .. })
        ));
        assert!(Checkpoint::open(&path, &begun("b"), &JournalBatches::new()).is_ok());
    }

    #[test]
    fn of_a_batch_without_an_outcome_the_journal_decides_until_its_rows_go_out_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.jsonl");
        let batches = [(1, 10), (11, 20), (21, 30)];
        let [(a, ..), (b, ..), (c, ..)] = batches.map(|it| (BatchId::random(), it));
        let mut first = Checkpoint::open(&path, &begun("a"), &JournalBatches::new()).unwrap();
        for (id, (from, to)) in [a, b, c].into_iter().zip(batches) {
            first.sending(Batch { id: Some(id), ..batch(from, to) }).unwrap();
        }
        drop(first);
        let states = |said: &[(BatchId, RowState)]| {
            let noted = |state: &RowState| JournalBatch { state: *state, entry: "1-a-0".into() };
            let journal = said.iter().map(|(id, state)| (*id, noted(state))).collect();
            let opened = Checkpoint::open(&path, &begun("a"), &journal).unwrap();
            ([1, 11, 21].map(|row| opened.batches().state(row)), opened)
        };
        assert_eq!(states(&[]).0, [InDoubt; 3]);
        assert_eq!(states(&[(a, Sent), (b, Waiting), (c, InDoubt)]).0, [Sent, Waiting, InDoubt]);
        // Who said it may correct it.
        assert_eq!(states(&[(a, Waiting), (b, Sent)]).0, [Waiting, Sent, InDoubt]);
        let mut opened = states(&[(a, Waiting), (b, Waiting), (c, Waiting)]).1;
        let again = Batch { id: Some(BatchId::random()), ..batch(9, 20) };
        opened.sending(again).unwrap();
        drop(opened);
        // Without the journal nothing is lost of what was sent again, and the others are in doubt.
        let (known, opened) = states(&[]);
        assert_eq!(known, [Waiting, InDoubt, InDoubt]);
        assert_eq!([9, 20].map(|row| opened.batches().state(row)), [InDoubt; 2]);
        assert_eq!(states(&[(a, Sent), (b, Sent), (c, Sent)]).0, [Waiting, InDoubt, Sent]);
    }
}
