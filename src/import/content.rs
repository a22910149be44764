//! The bytes of a file that is read more than once, and what they are known by.

use std::fmt::{self, Write as _};
use std::fs::File;
use std::io::{ErrorKind, Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use ring::digest::{Context, SHA256};

use super::ImportError;
use crate::domain::finding::Problem;
use crate::domain::size::size_text;
use crate::files;

/// How much of a file is looked at to see how it is written.
const START_BYTES: usize = 64 * 1024;

/// The most bytes that a file may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SizeLimit {
    /// How many.
    pub bytes: u64,
    /// How to deal with a file that has more.
    pub help: &'static str,
}

/// A SHA-256 of a file's bytes, in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint(String);

impl Fingerprint {
    fn of(context: Context) -> Self {
        let mut digits = String::with_capacity(2 * SHA256.output_len());
        for byte in context.finish().as_ref() {
            // Writing into a String does not fail.
            let _ = write!(digits, "{byte:02x}");
        }
        Self(digits)
    }

    /// The fingerprint of a file.
    ///
    /// # Errors
    ///
    /// The file is not there, is no plain file, or cannot be read.
    pub(super) fn of_file(path: &Path) -> Result<Self, ImportError> {
        let opened = files::open_to_read(path).and_then(|file| file.ok_or(ErrorKind::NotFound.into()));
        let file = opened.map_err(ImportError::file("read", path))?;
        let mut reading = Fingerprinted { file: &file, context: Context::new(&SHA256) };
        std::io::copy(&mut reading, &mut std::io::sink()).map_err(ImportError::file("read", path))?;
        Ok(reading.fingerprint())
    }

    /// The fingerprint of several texts together.
    #[must_use]
    pub fn of_texts(texts: &[&str]) -> Self {
        let mut context = Context::new(&SHA256);
        for text in texts {
            context.update(text.as_bytes());
            // No text has a zero byte, so that no two lists of texts are one.
            context.update(&[0]);
        }
        Self::of(context)
    }

    /// Its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// An open file, held open from the first reading to the last: one that takes its place meanwhile is not read.
#[derive(Debug)]
pub struct Content {
    file: File,
    path: PathBuf,
}

impl Content {
    /// A file that is not too large. A pipe or a device, such as `<(…)` of a shell, is read to its end and kept.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, is a folder (`import/not-csv`), or is larger than the limit; a pipe that cannot be copied fails
    /// as in [`Self::spool`].
    pub fn open(path: &Path, limit: SizeLimit) -> Result<Self, ImportError> {
        let file = File::open(path).map_err(ImportError::file("read", path))?;
        let metadata = file.metadata().map_err(ImportError::file("read", path))?;
        if !metadata.is_file() && !metadata.is_dir() {
            return Self::spooled(&file, path, &std::env::temp_dir(), limit);
        }
        if metadata.is_dir() {
            return Err(Problem::error("import/not-csv", format!("{} is a folder", path.display())).into());
        }
        if metadata.len() > limit.bytes {
            return Err(too_large(metadata.len(), limit).into());
        }
        Ok(Self { file, path: path.to_owned() })
    }

    /// Copies a stream into a file of its own, which only its user can read and which goes away by itself. A stream that is
    /// larger than the limit is an error.
    ///
    /// # Errors
    ///
    /// The copy cannot be made or written, the stream cannot be read, or it is larger than the limit.
    pub fn spool(from: impl Read, folder: &Path, limit: SizeLimit) -> Result<Self, ImportError> {
        let path = folder.join(format!("stdin-{}.csv", std::process::id()));
        files::remove(&path).map_err(ImportError::file("write", &path))?;
        let mut file = files::open(&path, File::options().read(true).write(true).create_new(true))
            .map_err(ImportError::file("write", &path))?;
        // Where an open file can lose its name, it does at once; else the next one of this process takes it.
        let _ = std::fs::remove_file(&path);
        let copied = std::io::copy(&mut from.take(limit.bytes.saturating_add(1)), &mut file)
            .and_then(|copied| file.flush().map(|()| copied))
            .map_err(ImportError::file("keep stdin in", &path))?;
        if copied > limit.bytes {
            return Err(too_large(copied, limit).into());
        }
        Ok(Self { file, path })
    }

    /// A stream that has a path of its own, which messages go on to name.
    fn spooled(from: &File, path: &Path, folder: &Path, limit: SizeLimit) -> Result<Self, ImportError> {
        Ok(Self { path: path.to_owned(), ..Self::spool(from, folder, limit)? })
    }

    /// Its first bytes, and whether they are all of it.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn start(&mut self) -> Result<(Vec<u8>, bool), ImportError> {
        let path = self.path.clone();
        let mut bytes = Vec::new();
        let read = self.read_again()?.take(START_BYTES as u64).read_to_end(&mut bytes);
        let count = read.map_err(ImportError::file("read", path))?;
        Ok((bytes, count < START_BYTES))
    }

    /// All of it, from its first byte.
    ///
    /// # Errors
    ///
    /// The file cannot be wound back.
    pub fn read_again(&mut self) -> Result<Fingerprinted<'_>, ImportError> {
        self.file.seek(SeekFrom::Start(0)).map_err(ImportError::file("read", &self.path))?;
        Ok(Fingerprinted { file: &self.file, context: Context::new(&SHA256) })
    }

    /// All of it, from its first byte, without a fingerprint.
    ///
    /// # Errors
    ///
    /// The file cannot be wound back.
    pub(super) fn bytes_again(&mut self) -> Result<&File, ImportError> {
        self.file.seek(SeekFrom::Start(0)).map_err(ImportError::file("read", &self.path))?;
        Ok(&self.file)
    }

    /// How many bytes it has.
    ///
    /// # Errors
    ///
    /// The file cannot be looked at.
    pub fn length(&self) -> Result<u64, ImportError> {
        Ok(self.file.metadata().map_err(ImportError::file("read", &self.path))?.len())
    }

    /// How it begins, at each of these lengths that it has more bytes than; they are in their order. It is read once.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub(super) fn beginnings(&mut self, lengths: &[u64]) -> Result<Vec<Beginning>, ImportError> {
        let path = self.path.clone();
        let all = self.length()?;
        let mut reading = self.read_again()?;
        let mut buffer = vec![0; START_BYTES];
        let (mut bytes, mut line_breaks, mut last) = (0, 0, None);
        let mut beginnings = Vec::new();
        for length in lengths.iter().copied().filter(|length| *length < all) {
            while bytes < length {
                let most =
                    usize::try_from(length - bytes).map_or(buffer.len(), |left| left.min(buffer.len()));
                let count = reading.read(&mut buffer[..most]).map_err(ImportError::file("read", &path))?;
                let read = &buffer[..count];
                line_breaks += read.split(|byte| *byte == b'\n').count() as u64 - 1;
                last = read.last().copied().or(last);
                bytes += count as u64;
                if count == 0 {
                    return Ok(beginnings);
                }
            }
            let (fingerprint, ends_line) = (reading.fingerprint(), last == Some(b'\n'));
            beginnings.push(Beginning { bytes, fingerprint, line_breaks, ends_line });
        }
        Ok(beginnings)
    }

    /// The line in which what follows a beginning begins, counted from 1. Where the beginning ends within a line that is
    /// not over there, it is that line.
    ///
    /// # Errors
    ///
    /// The file cannot be read behind the beginning, or ends there.
    pub(super) fn line_after(&mut self, beginning: &Beginning) -> Result<u64, ImportError> {
        let mut next = [0];
        self.file
            .seek(SeekFrom::Start(beginning.bytes))
            .and_then(|_| self.file.read_exact(&mut next))
            .map_err(ImportError::file("read", &self.path))?;
        let is_over = !beginning.ends_line && matches!(next, [b'\n' | b'\r']);
        Ok(beginning.line_breaks + 1 + u64::from(is_over))
    }

    /// The fingerprint of all of it.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn fingerprint(&mut self) -> Result<Fingerprint, ImportError> {
        let path = self.path.clone();
        let mut reading = self.read_again()?;
        std::io::copy(&mut reading, &mut std::io::sink()).map_err(ImportError::file("read", path))?;
        Ok(reading.fingerprint())
    }

    /// Where it is, for messages.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// The first bytes of a file.
#[derive(Debug)]
pub(super) struct Beginning {
    /// How many.
    pub(super) bytes: u64,
    /// Their fingerprint.
    pub(super) fingerprint: Fingerprint,
    line_breaks: u64,
    /// Whether a line ends with them.
    ends_line: bool,
}

fn too_large(bytes: u64, limit: SizeLimit) -> Problem {
    Problem::error(
        "import/file-too-large",
        format!("the file has {bytes} bytes or more, and at most {} are read", size_text(limit.bytes)),
    )
    .help(limit.help)
}

/// A reading of a file that knows the fingerprint of what it has read.
pub struct Fingerprinted<'file> {
    file: &'file File,
    context: Context,
}

impl<'file> Fingerprinted<'file> {
    /// The file that is read. Whoever moves its place must be done with this reading.
    pub(super) const fn file(&self) -> &'file File {
        self.file
    }

    /// The fingerprint of the bytes so far.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self.context.clone())
    }
}

impl Read for Fingerprinted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.context.update(&buffer[..count]);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::io::Read as _;

    use super::{Content, Fingerprint, SizeLimit};
    use crate::import::ImportError;

    const fn bytes(bytes: u64) -> SizeLimit {
        SizeLimit { bytes, help: "split it" }
    }

    #[test]
    fn a_stream_is_read_as_often_as_needed_and_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let mut content = Content::spool(&b"phone\n1\n"[..], folder.path(), bytes(100)).unwrap();
        let mut first = None;
        for _ in 0..2 {
            let mut text = String::new();
            let mut reading = content.read_again().unwrap();
            reading.read_to_string(&mut text).unwrap();
            assert_eq!(text, "phone\n1\n");
            let fingerprint = reading.fingerprint();
            assert_eq!(*first.get_or_insert(fingerprint.clone()), fingerprint);
        }
        #[cfg(unix)]
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_too_large_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("contacts.csv");
        std::fs::write(&path, "phone\n").unwrap();
        assert!(Content::open(&path, bytes(6)).is_ok());
        assert!(matches!(Content::open(&path, bytes(5)), Err(ImportError::Wrong(_))));
        assert!(matches!(
            Content::spool(&b"phone\n"[..], folder.path(), bytes(5)),
            Err(ImportError::Wrong(_))
        ));
        assert!(matches!(
            Content::open(&folder.path().join("none"), bytes(5)),
            Err(ImportError::File { .. })
        ));
    }

    #[test]
    fn a_fingerprint_is_that_of_the_texts_in_their_order() {
        let of = |texts: &[&str]| Fingerprint::of_texts(texts);
        assert_eq!(of(&["a", "b"]), of(&["a", "b"]));
        assert_ne!(of(&["a", "b"]), of(&["ab", ""]));
    }
}
