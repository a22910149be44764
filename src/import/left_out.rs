//! Whom do-not-contact files left out of one list or campaign, remembered: a later import of the same people, from whatever
//! file and without those do-not-contact files, leaves them out too.
//!
//! One line for each, the start of a hash that is another one for each list. No number can be read out of it, but whoever has
//! the file can tell whether a number is in it: it is private.

use std::collections::HashSet;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use ring::digest::{Context, SHA256};

use super::ImportError;
use super::content::Fingerprint;
use crate::domain::finding::Problem;
use crate::domain::number::{Number, NumberForm};
use crate::files;

/// Whom earlier imports left out of one list or campaign.
#[derive(Debug, Default)]
pub struct LeftOut {
    path: PathBuf,
    /// What makes the hashes of this list others than those of another.
    key: String,
    known: HashSet<u64>,
}

impl LeftOut {
    /// Those of one list or campaign, whose names in this folder are `owners`: place, account and id.
    pub fn of(folder: &Path, owners: &[&str]) -> Result<Self, ImportError> {
        let key = Fingerprint::of_texts(&[&["left out"], owners].concat()).to_string();
        let path = folder.join(format!("{key:.32}")).with_extension("left-out");
        let bytes = files::refuse_link(&path).and_then(|()| files::read(&path));
        let bytes = bytes.map_err(ImportError::file("read", &path))?.unwrap_or_default();
        // A line without its end was being written by an import that then sent nothing.
        let whole = bytes.rsplit(|byte| *byte == b'\n').skip(1);
        let hash = |line: &[u8]| u64::from_str_radix(std::str::from_utf8(line).ok()?, 16).ok();
        let known = whole.filter(|line| !line.is_empty()).map(hash).collect::<Option<HashSet<u64>>>();
        let known = known.ok_or_else(|| unreadable(&path))?;
        Ok(Self { path, key, known })
    }

    /// The same for an import that leaves out only who is in its own do-not-contact files.
    #[must_use]
    pub fn passed_over(self) -> Self {
        Self { known: HashSet::new(), ..self }
    }

    /// Whether a number was left out.
    #[must_use]
    pub fn has(&self, number: Number) -> bool {
        !self.known.is_empty() && self.known.contains(&self.hash(number))
    }

    /// Remembers those of an import that is about to send the others. It must not be sent where this fails.
    pub fn remember(&mut self, numbers: &[Number]) -> Result<(), ImportError> {
        let mut hashes: Vec<u64> = numbers.iter().map(|number| self.hash(*number)).collect();
        hashes.retain(|hash| self.known.insert(*hash));
        if hashes.is_empty() {
            return Ok(());
        }
        let lines: String = hashes.iter().map(|hash| format!("{hash:016x}\n")).collect();
        let opened = files::open(&self.path, OpenOptions::new().append(true).create(true));
        let written = opened.and_then(|mut file| {
            // What was cut off before is no part of the next line.
            file.write_all(
                format!("{}{lines}", if file.metadata()?.len() > 0 { "\n" } else { "" }).as_bytes(),
            )?;
            file.sync_data()
        });
        written.map_err(ImportError::file("write", &self.path))
    }

    fn hash(&self, number: Number) -> u64 {
        let mut context = Context::new(&SHA256);
        context.update(self.key.as_bytes());
        context.update(number.written(NumberForm::Digits).as_bytes());
        context
            .finish()
            .as_ref()
            .iter()
            .take(size_of::<u64>())
            .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
    }
}

fn unreadable(path: &Path) -> Problem {
    Problem::error(
        "import/left-out-unreadable",
        format!(
            "{} is damaged: it is not known whom do-not-contact files left out of this list before; nothing was sent",
            path.display()
        ),
    )
    .help("delete that file, and give every do-not-contact file with --dnc")
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::LeftOut;
    use crate::domain::number::{Number, Numbers, WrongNumber};

    fn number(digit: u8) -> Result<Number, &'static str> {
        let number = Numbers::WITH_COUNTRY_CODE.valid(&format!("+1202555012{digit}"));
        number.map_err(WrongNumber::reason)
    }

    #[test]
    fn whoever_was_left_out_of_a_list_is_known_for_that_list() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let of = |list: &str| LeftOut::of(&folder.path().join("imports"), &["sandbox", "a", list]);
        let mut list = of("cl-1")?;
        assert!(!list.has(number(1)?));
        list.remember(&[number(1)?, number(2)?])?;
        list.remember(&[number(2)?, number(3)?])?;
        for list in [list, of("cl-1")?] {
            assert_eq!(
                [list.has(number(1)?), list.has(number(3)?), list.has(number(4)?)],
                [true, true, false]
            );
        }
        assert!(!of("cl-2")?.has(number(1)?));
        Ok(())
    }

    #[test]
    fn a_line_that_was_cut_off_is_no_entry_and_a_damaged_file_is_an_error() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let of = || LeftOut::of(folder.path(), &["a"]);
        of()?.remember(&[number(1)?])?;
        let path = std::fs::read_dir(folder.path())?.next().ok_or("no file")??.path();
        let whole = std::fs::read(&path)?;
        std::fs::write(&path, [&whole[..], b"12"].concat())?;
        of()?.remember(&[number(2)?])?;
        assert!(of()?.has(number(1)?) && of()?.has(number(2)?) && !of()?.has(number(3)?));
        for damage in [&b"no hash\n"[..], b"\0\0\0\0\n", b"\xff\n"] {
            std::fs::write(&path, [&whole[..], damage].concat())?;
            assert!(of().is_err(), "{damage:?}");
        }
        Ok(())
    }
}
