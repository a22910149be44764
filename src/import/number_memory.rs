//! Numbers of one list or campaign that later imports must know, from whatever file they come: those that
//! do-not-contact files left out, and those that were sent.
//!
//! The file consists of blocks. Each has one hash a line, and its last line has their number, so that a file that was
//! emptied or cut off is noticed. A block is added whole or not at all, and may take back an earlier one. Behind the
//! number is the batch in which the contacts were sent: a block of a batch that the journal says was not sent is
//! ignored. The hashes are keyed by list, so no number can be read from them, but whoever has the file can test a
//! number: it is private. The forms of one line have one hash.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use ring::digest::{Context, SHA256};

use super::ImportError;
use super::batches::{BatchId, JournalBatches, RowState};
use super::content::Fingerprint;
use crate::domain::finding::Problem;
use crate::domain::number::{Number, NumberForm};
use crate::files;

/// The number of digits of a hash.
const HASH_DIGITS: usize = 16;
/// The first character of the last line of a block; no hash begins with it.
const END_OF_BLOCK: char = '=';
/// The first character of the last line of a block that takes numbers back.
const END_OF_BLOCK_TAKEN_BACK: char = '-';

/// Why numbers are remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remembered {
    /// Do-not-contact files left them out.
    LeftOut,
    /// Columns of files left them out.
    LeftOutByColumn,
    /// The numbers were sent.
    Sent,
}

impl Remembered {
    const fn extension(self) -> &'static str {
        match self {
            Self::LeftOut => "left-out",
            Self::LeftOutByColumn => "left-out-by-column",
            Self::Sent => "sent",
        }
    }
}

/// The numbers of earlier imports into one list or campaign.
#[derive(Debug, Default)]
pub struct NumberMemory {
    path: PathBuf,
    /// The key of this list or campaign, so that its hashes differ from those of others.
    key: String,
    /// How many times each number was added and not taken back.
    known: HashMap<u64, u32>,
    /// Where its last line begins, if a crash cut it short, and how it would be whole.
    torn: Option<(u64, String)>,
}

impl NumberMemory {
    /// Reads the numbers of one list or campaign, whose names in this folder are `owners`: place, account and id. Empty
    /// where nothing was kept yet. Those of batches that were not sent, by what the journal says, are none. Where
    /// another process just writes the file, its last block need not be whole.
    ///
    /// # Errors
    ///
    /// The file is a symbolic link or cannot be read, or is damaged (`import/memory-unreadable`).
    pub(super) fn read(
        folder: &Path,
        owners: &[&str],
        what: Remembered,
        journal: &JournalBatches,
        is_being_written: bool,
    ) -> Result<Self, ImportError> {
        let key = Fingerprint::of_texts(&[&[what.extension()], owners].concat()).to_string();
        let path = folder.join(format!("{key:.32}")).with_extension(what.extension());
        let bytes = files::refuse_link(&path).and_then(|()| files::read(&path));
        let Some(mut bytes) = bytes.map_err(ImportError::file("read", &path))? else {
            return Ok(Self { path, key, ..Self::default() });
        };
        if is_being_written {
            bytes.truncate(whole_blocks(&bytes).len());
        }
        let torn = torn_end(&bytes);
        if let Some((start, end)) = &torn {
            bytes.truncate(*start);
            bytes.extend(end.as_bytes());
        }
        let known = if bytes.is_empty() && is_being_written {
            HashMap::new()
        } else {
            blocks(&bytes, journal).ok_or_else(|| unreadable(&path, &bytes))?
        };
        Ok(Self { path, key, known, torn: torn.map(|(start, end)| (start as u64, end)) })
    }

    /// Whether the line of a number is remembered.
    pub fn has(&self, number: Number) -> bool {
        !self.is_empty() && self.known.contains_key(&self.hash(number))
    }

    /// Whether no number is remembered.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Remembers numbers, beside those that it has. Each may be added more than once. `batch` is the one in which they
    /// are sent, if they are.
    ///
    /// # Errors
    ///
    /// The file cannot be opened or written.
    pub fn add(&self, numbers: &[Number], batch: Option<BatchId>) -> Result<(), ImportError> {
        self.append(numbers, END_OF_BLOCK, batch)
    }

    /// Takes back numbers that were added once.
    ///
    /// # Errors
    ///
    /// The file cannot be opened or written.
    pub fn take_back(&self, numbers: &[Number], batch: Option<BatchId>) -> Result<(), ImportError> {
        self.append(numbers, END_OF_BLOCK_TAKEN_BACK, batch)
    }

    /// Takes back numbers as often as they were added.
    ///
    /// # Errors
    ///
    /// The file cannot be opened or written.
    pub(super) fn forget(&self, numbers: &[Number]) -> Result<(), ImportError> {
        let times = |number: &Number| self.known.get(&self.hash(*number)).copied().unwrap_or_default();
        let all = numbers.iter().flat_map(|number| (0..times(number)).map(|_| *number));
        self.take_back(&all.collect::<Vec<_>>(), None)
    }

    fn append(
        &self,
        numbers: &[Number],
        end_of_block: char,
        batch: Option<BatchId>,
    ) -> Result<(), ImportError> {
        if numbers.is_empty() {
            return Ok(());
        }
        let mut lines = String::with_capacity((numbers.len() + 3) * (HASH_DIGITS + 1));
        for number in numbers {
            // Writing to a String cannot fail.
            let _ = writeln!(lines, "{:016x}", self.hash(*number));
        }
        let batch = batch.map_or_else(String::new, |id| format!(" {id}"));
        let _ = writeln!(lines, "{end_of_block}{}{batch}", numbers.len());
        self.append_whole(lines.as_bytes()).map_err(ImportError::file("write", &self.path))
    }

    /// Adds the lines of a block, all of them or none: with a part of them nobody could tell who is missing.
    fn append_whole(&self, lines: &[u8]) -> std::io::Result<()> {
        files::own_folder(&files::folder_of(&self.path))?;
        if !self.path.try_exists()? {
            return files::create_once(&self.path, lines);
        }
        let mut file = files::open(&self.path, OpenOptions::new().write(true))?;
        if let Some((start, end)) = &self.torn {
            file.set_len(*start)?;
            file.seek(SeekFrom::End(0))?;
            files::append(&mut file, end.as_bytes())?;
        }
        file.seek(SeekFrom::End(0))?;
        files::append(&mut file, lines)
    }

    fn hash(&self, number: Number) -> u64 {
        let mut context = Context::new(&SHA256);
        context.update(self.key.as_bytes());
        context.update(number.line().short_form().written(NumberForm::Digits).as_bytes());
        context
            .finish()
            .as_ref()
            .iter()
            .take(size_of::<u64>())
            .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
    }
}

/// The bytes up to the end of the last block that has one.
fn whole_blocks(bytes: &[u8]) -> &[u8] {
    let ends = [END_OF_BLOCK, END_OF_BLOCK_TAKEN_BACK].map(|sign| sign as u8);
    let mut end = bytes.len();
    while let Some(line_end) = bytes[..end].iter().rposition(|byte| *byte == b'\n') {
        let start = bytes[..line_end].iter().rposition(|byte| *byte == b'\n').map_or(0, |before| before + 1);
        if bytes.get(start).is_some_and(|first| ends.contains(first)) {
            return &bytes[..=line_end];
        }
        end = line_end;
    }
    &[]
}

/// Where the last line begins and how it would be whole, if it is the end of a block, and only its own end is missing.
/// The lines before it must be all of the block's numbers, which its count says.
fn torn_end(bytes: &[u8]) -> Option<(usize, String)> {
    let start = bytes.iter().rposition(|byte| *byte == b'\n')? + 1;
    let end = std::str::from_utf8(&bytes[start..]).ok()?.strip_prefix(END_OF_BLOCK)?;
    let numbers = (start - whole_blocks(&bytes[..start]).len()) / (HASH_DIGITS + 1);
    let count = numbers.to_string();
    let is_whole = match end.split_once(' ') {
        Some((number, batch)) => number == count && batch.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => count.starts_with(end),
    };
    // Without the whole id of their batch, they count as sent.
    let batch = end.split_once(' ').filter(|(_, batch)| BatchId::read(batch).is_some());
    let batch = batch.map_or_else(String::new, |(_, batch)| format!(" {batch}"));
    (is_whole && numbers > 0).then(|| (start, format!("{END_OF_BLOCK}{count}{batch}\n")))
}

/// How often each hash was added and not taken back, by all blocks of what was or may have been sent; `None` where a
/// block is not whole, or there is none.
fn blocks(bytes: &[u8], journal: &JournalBatches) -> Option<HashMap<u64, u32>> {
    let text = std::str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
    let (mut known, mut block) = (HashMap::new(), Vec::new());
    let mut is_whole = false;
    for line in text.split('\n') {
        let end_of_block = line.strip_prefix([END_OF_BLOCK, END_OF_BLOCK_TAKEN_BACK]);
        is_whole = end_of_block.is_some();
        let Some(end) = end_of_block else {
            block.push((line.len() == HASH_DIGITS).then(|| u64::from_str_radix(line, 16).ok())??);
            continue;
        };
        let (number, batch) = match end.split_once(' ') {
            Some((number, batch)) => (number, Some(BatchId::read(batch)?)),
            None => (end, None),
        };
        (number.parse() == Ok(block.len())).then_some(())?;
        if batch.and_then(|id| journal.get(&id)).is_some_and(|noted| noted.state == RowState::Waiting) {
            block.clear();
        }
        for hash in block.drain(..) {
            if line.starts_with(END_OF_BLOCK) {
                *known.entry(hash).or_default() += 1;
            } else if let Entry::Occupied(mut times) = known.entry(hash) {
                *times.get_mut() -= 1;
                if *times.get() == 0 {
                    times.remove();
                }
            }
        }
    }
    is_whole.then_some(known)
}

/// The error for a damaged file. Whoever deletes it loses everybody in it, so the next step keeps what is whole.
fn unreadable(path: &Path, bytes: &[u8]) -> Problem {
    let keep = match whole_lines(bytes) {
        Some((length, numbers)) => {
            let file = format!("'{}'", path.display().to_string().replace('\'', r"'\''"));
            let close = if numbers == 0 {
                String::new()
            } else {
                format!(" && echo {END_OF_BLOCK}{numbers} >> {file}")
            };
            format!(
                "its last lines are missing; keep the whole ones with: truncate -s {length} {file}{close}; then"
            )
        }
        None => "put that file back from a backup; without one, move it away, and".to_owned(),
    };
    Problem::error(
        "import/memory-unreadable",
        format!(
            "{} is damaged: kcamp does not know who was left out or sent in earlier imports",
            path.display()
        ),
    )
    .help(format!(
        "{keep} give every do-not-contact file with --dnc, import again each file in which somebody opted out, and check whether the \
         contacts are in the list already"
    ))
}

/// How many bytes the whole lines of a file are that was cut off, and how many numbers of its last block are among
/// them; `None` where it is damaged in another way, or nobody is in these lines.
fn whole_lines(bytes: &[u8]) -> Option<(usize, usize)> {
    let length = bytes.iter().rposition(|byte| *byte == b'\n')? + 1;
    let blocks = whole_blocks(bytes).len();
    let is_rest_good = bytes[length..].iter().all(u8::is_ascii_graphic);
    let numbers: Vec<&[u8]> =
        bytes[blocks..length].split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    let closed = [&bytes[..length], format!("{END_OF_BLOCK}{}\n", numbers.len()).as_bytes()].concat();
    let closed = if numbers.is_empty() { &bytes[..length] } else { &closed };
    (is_rest_good && self::blocks(closed, &JournalBatches::new()).is_some())
        .then_some((length, numbers.len()))
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::path::Path;

    use super::{BatchId, JournalBatches, NumberMemory, Remembered, RowState};
    use crate::domain::number::{Number, Numbers, WrongNumber};
    use crate::import::{ImportError, JournalBatch};

    fn memory_of(
        folder: &Path,
        owners: &[&str],
        what: Remembered,
        journal: &JournalBatches,
    ) -> Result<NumberMemory, ImportError> {
        NumberMemory::read(folder, owners, what, journal, false)
    }

    fn number(digit: u8) -> Result<Number, &'static str> {
        let number = Numbers::WITH_COUNTRY_CODE.valid(&format!("+1202555012{digit}"));
        number.map_err(WrongNumber::reason)
    }

    #[test]
    fn what_is_remembered_of_a_list_is_known_for_that_list() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let of = |list: &str| {
            let owners = ["sandbox", "a", list];
            memory_of(&folder.path().join("imports"), &owners, Remembered::LeftOut, &JournalBatches::new())
        };
        assert!(!of("cl-1")?.has(number(1)?));
        of("cl-1")?.add(&[number(1)?, number(2)?], None)?;
        of("cl-1")?.add(&[number(2)?, number(3)?], None)?;
        let list = of("cl-1")?;
        assert_eq!([list.has(number(1)?), list.has(number(3)?), list.has(number(4)?)], [true, true, false]);
        assert!(!of("cl-2")?.has(number(1)?));
        Ok(())
    }

    #[test]
    fn what_was_taken_back_is_known_as_often_as_it_was_added_otherwise() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let of = || memory_of(folder.path(), &["a"], Remembered::Sent, &JournalBatches::new());
        of()?.add(&[number(1)?, number(2)?], None)?;
        of()?.add(&[number(1)?, number(3)?], None)?;
        of()?.take_back(&[number(1)?, number(3)?], None)?;
        let memory = of()?;
        assert_eq!(
            [memory.has(number(1)?), memory.has(number(2)?), memory.has(number(3)?)],
            [true, true, false]
        );
        Ok(())
    }

    #[test]
    fn what_is_forgotten_is_not_known_however_often_it_was_added() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let of = || memory_of(folder.path(), &["a"], Remembered::LeftOutByColumn, &JournalBatches::new());
        of()?.add(&[number(1)?, number(1)?, number(2)?], None)?;
        of()?.add(&[number(1)?], None)?;
        of()?.forget(&[number(1)?, number(3)?])?;
        assert_eq!([of()?.has(number(1)?), of()?.has(number(2)?)], [false, true]);
        Ok(())
    }

    #[test]
    fn what_was_not_sent_by_what_the_journal_says_is_not_known() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let of = |journal: &JournalBatches| memory_of(folder.path(), &["a"], Remembered::Sent, journal);
        let ids = [BatchId::random(), BatchId::random()];
        let memory = of(&JournalBatches::new())?;
        memory.add(&[number(1)?, number(2)?], Some(ids[0]))?;
        memory.add(&[number(2)?], Some(ids[1]))?;
        memory.add(&[number(3)?], None)?;
        for (states, known) in [
            ([RowState::InDoubt, RowState::InDoubt], [true, true, true]),
            ([RowState::Waiting, RowState::Sent], [false, true, true]),
            ([RowState::Sent, RowState::Waiting], [true, true, true]),
            ([RowState::Waiting, RowState::Waiting], [false, false, true]),
        ] {
            let noted = |state| JournalBatch { state, entry: "1-a-0".to_owned() };
            let memory = of(&ids.into_iter().zip(states.map(noted)).collect())?;
            let is_known = [memory.has(number(1)?), memory.has(number(2)?), memory.has(number(3)?)];
            assert_eq!(is_known, known, "{states:?}");
        }
        Ok(())
    }

    #[test]
    fn the_forms_of_one_line_are_one() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let of = || memory_of(folder.path(), &["a"], Remembered::LeftOut, &JournalBatches::new());
        let read = |text: &str| Numbers::WITH_COUNTRY_CODE.valid(text).map_err(WrongNumber::reason);
        for (one, other) in [("+5491123456789", "+541123456789"), ("+541143210987", "+5491143210987")] {
            of()?.add(&[read(one)?], None)?;
            assert!(of()?.has(read(other)?), "{one}");
        }
        Ok(())
    }

    #[test]
    fn of_a_file_that_is_just_written_the_whole_blocks_are_known() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let journal = JournalBatches::new();
        let read = |is_being_written| {
            NumberMemory::read(folder.path(), &["a"], Remembered::Sent, &journal, is_being_written)
        };
        read(false)?.add(&[number(1)?, number(2)?], None)?;
        read(false)?.add(&[number(3)?], None)?;
        let path = std::fs::read_dir(folder.path())?.next().ok_or("no file")??.path();
        let whole = std::fs::read(&path)?;
        let first_block = 2 * 17 + 3;
        for end in 0..=whole.len() {
            std::fs::write(&path, &whole[..end])?;
            let memory = read(true)?;
            assert_eq!(memory.has(number(1)?), end >= first_block, "{end}");
            assert_eq!(memory.has(number(3)?), end == whole.len(), "{end}");
        }
        std::fs::write(&path, [&b"no hash\n=1\n"[..], &whole].concat())?;
        assert!(read(true).is_err());
        Ok(())
    }

    #[test]
    fn a_file_that_was_cut_off_emptied_or_damaged_is_an_error() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let of = || memory_of(folder.path(), &["a"], Remembered::Sent, &JournalBatches::new());
        of()?.add(&[number(1)?, number(2)?], None)?;
        of()?.add(&[number(3)?], Some(BatchId::random()))?;
        assert!(of()?.has(number(1)?) && of()?.has(number(3)?) && !of()?.has(number(4)?));
        let path = std::fs::read_dir(folder.path())?.next().ok_or("no file")??.path();
        let whole = std::fs::read(&path)?;
        let (first_block, numbers) = (2 * 17 + 3, 2 * 17);
        for end in 0..whole.len() {
            std::fs::write(&path, &whole[..end])?;
            // Where all numbers of a block are there, only its own end is missing.
            let is_known = (numbers + 1..=first_block).contains(&end) || end > first_block + 17;
            assert_eq!(of().is_ok(), is_known, "{end}");
            if !is_known {
                continue;
            }
            let has_third = end > first_block;
            assert_eq!((of()?.has(number(2)?), of()?.has(number(3)?)), (true, has_third), "{end}");
            of()?.add(&[number(4)?], None)?;
            let later = [number(1)?, number(3)?, number(4)?].map(|number| of().map(|it| it.has(number)));
            let later = later.into_iter().collect::<Result<Vec<_>, _>>()?;
            assert_eq!(later, [true, has_third, true], "{end}");
        }
        for damage in
            [&b"no hash\n=1\n"[..], b"\0\0\0\0", b"\0\0\0\0\n", b"\xff\n", b"\n", b"=1\n", b"=", b"=1"]
        {
            std::fs::write(&path, [&whole[..], damage].concat())?;
            assert!(of().is_err(), "{damage:?}");
        }
        Ok(())
    }

    #[test]
    fn the_next_step_of_a_file_that_was_cut_off_keeps_all_whole_lines() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let of = || memory_of(folder.path(), &["a"], Remembered::LeftOut, &JournalBatches::new());
        of()?.add(&[number(1)?, number(2)?], None)?;
        of()?.add(&[number(3)?, number(4)?], None)?;
        let path = std::fs::read_dir(folder.path())?.next().ok_or("no file")??.path();
        let whole = std::fs::read(&path)?;
        for end in 1..whole.len() {
            std::fs::write(&path, &whole[..end])?;
            let Err(ImportError::Wrong(problem)) = of() else { continue };
            let help = problem.help.unwrap_or_default();
            assert!(!help.contains("delete"), "{help}");
            let Some((_, command)) = help.split_once("whole ones with: ") else {
                assert!(end < 17, "{end}: {help}");
                continue;
            };
            let command = command.split_once("; then").map(|(command, _)| command).ok_or("no end")?;
            assert!(std::process::Command::new("sh").args(["-c", command]).status()?.success());
            let lines = whole[..end].split(|byte| *byte == b'\n').count() - 1;
            let known = [number(1)?, number(2)?, number(3)?, number(4)?];
            let known = known
                .into_iter()
                .map(|number| of().map(|it| it.has(number)))
                .collect::<Result<Vec<_>, _>>()?;
            assert_eq!(known, [lines > 0, lines > 1, lines > 3, lines > 4], "{end}: {command}");
        }
        Ok(())
    }
}
