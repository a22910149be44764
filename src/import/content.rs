//! The bytes of a file that is read more than once, and their fingerprint.

use std::fmt::{self, Write as _};
use std::fs::File;
use std::io::{ErrorKind, Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use ring::digest::{Context, Digest, SHA256};

use super::ImportError;
use crate::domain::finding::Problem;
use crate::domain::size::size_text;
use crate::files;

/// The number of bytes to look at for the format, and the size of a block that is checked against the seal.
const START_BYTES: usize = 64 * 1024;

/// The code for a file that changed while it was read.
pub const FILE_CHANGED: &str = "import/file-changed";

/// The maximum size of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SizeLimit {
    /// The number of bytes.
    pub bytes: u64,
    /// How to handle a file that is larger.
    pub help: &'static str,
}

/// The SHA-256 of a file's bytes, in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint(String);

impl Fingerprint {
    fn of(digest: Digest) -> Self {
        let mut digits = String::with_capacity(2 * SHA256.output_len());
        for byte in digest.as_ref() {
            // Writing to a String cannot fail.
            let _ = write!(digits, "{byte:02x}");
        }
        Self(digits)
    }

    /// Computes the fingerprint of a file.
    ///
    /// # Errors
    ///
    /// The file does not exist, is not a regular file, or cannot be read.
    pub(super) fn of_file(path: &Path) -> Result<Self, ImportError> {
        let opened = files::open_to_read(path).and_then(|file| file.ok_or(ErrorKind::NotFound.into()));
        let sealed = opened
            .and_then(|file| ContentDigest::of(&file, u64::MAX))
            .map_err(ImportError::file("read", path))?;
        Ok(sealed.fingerprint())
    }

    /// Computes one fingerprint for several texts.
    pub fn of_texts(texts: &[&str]) -> Self {
        let mut context = Context::new(&SHA256);
        for text in texts {
            context.update(text.as_bytes());
            // No text has a zero byte, so two different lists of texts never look the same.
            context.update(&[0]);
        }
        Self::of(context.finish())
    }

    /// The hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// A file that is held open and sealed from the first reading to the last. A file that replaces it meanwhile is not
/// read, and neither is what is written to it later.
#[derive(Debug)]
pub struct Content {
    file: File,
    path: PathBuf,
    seal: ContentDigest,
    /// Whether it is a copy of a stream, to which nobody else can write.
    is_copy: bool,
}

impl Content {
    /// Opens a file that is not too large. A pipe or a device, such as `<(…)` of a shell, is read to its end and kept.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, is a folder (`import/not-csv`), or is larger than the limit. A pipe that cannot be
    /// copied fails as in [`Self::spool`].
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
        let seal = ContentDigest::of(&file, limit.bytes.saturating_add(1))
            .map_err(ImportError::file("read", path))?;
        if seal.length > limit.bytes {
            return Err(too_large(seal.length, limit).into());
        }
        Ok(Self { file, path: path.to_owned(), seal, is_copy: false })
    }

    /// Copies a stream into a file of its own, which only its user can read and which is removed automatically.
    ///
    /// # Errors
    ///
    /// The copy cannot be created or written, the stream cannot be read, or it is larger than the limit.
    pub fn spool(from: impl Read, folder: &Path, limit: SizeLimit) -> Result<Self, ImportError> {
        let path = folder.join(format!("stdin-{}.csv", std::process::id()));
        files::remove(&path).map_err(ImportError::file("write", &path))?;
        let mut file = files::open(&path, File::options().read(true).write(true).create_new(true))
            .map_err(ImportError::file("write", &path))?;
        // If an open file can lose its name, it does so at once. Otherwise the next stream of this process replaces it.
        let _ = std::fs::remove_file(&path);
        let copied = std::io::copy(&mut from.take(limit.bytes.saturating_add(1)), &mut file)
            .and_then(|copied| file.flush().map(|()| copied))
            .map_err(ImportError::file("keep stdin in", &path))?;
        if copied > limit.bytes {
            return Err(too_large(copied, limit).into());
        }
        let seal = ContentDigest::of(&file, copied).map_err(ImportError::file("read", &path))?;
        Ok(Self { file, path, seal, is_copy: true })
    }

    /// Copies a stream that has a path of its own, which messages still name.
    fn spooled(from: &File, path: &Path, folder: &Path, limit: SizeLimit) -> Result<Self, ImportError> {
        Ok(Self { path: path.to_owned(), ..Self::spool(from, folder, limit)? })
    }

    /// Reads the first bytes, and returns whether they are the whole file.
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

    /// Reads the whole file, from its first byte, as it was when it was opened.
    ///
    /// # Errors
    ///
    /// The file cannot be read from its start again.
    pub(super) fn read_again(&mut self) -> Result<VerifiedReader<'_>, ImportError> {
        self.file.seek(SeekFrom::Start(0)).map_err(ImportError::file("read", &self.path))?;
        let (file, seal) = (&self.file, &self.seal);
        Ok(VerifiedReader {
            file,
            seal,
            context: Context::new(&SHA256),
            blocks: 0,
            block: Vec::new(),
            given: 0,
        })
    }

    /// Checks that the file has not changed.
    ///
    /// # Errors
    ///
    /// The file has changed (`import/file-changed`).
    pub fn check_unchanged(&self) -> Result<(), ImportError> {
        if self.is_outdated() { Err(changed().into()) } else { Ok(()) }
    }

    /// Whether the file at the path has changed since it was opened: it grew, was written to or was replaced. A file
    /// that is gone does not count.
    pub fn is_outdated(&self) -> bool {
        let is_file = !self.is_copy && std::fs::metadata(&self.path).is_ok_and(|there| there.is_file());
        is_file && Fingerprint::of_file(&self.path).is_ok_and(|there| there != self.fingerprint())
    }

    /// The size, in bytes.
    pub const fn length(&self) -> u64 {
        self.seal.length
    }

    /// The beginnings of the file with these lengths, which must be in order. Lengths that are not smaller than the
    /// file are left out. The file is read once.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub(super) fn beginnings(&mut self, lengths: &[u64]) -> Result<Vec<Beginning>, ImportError> {
        let path = self.path.clone();
        let all = self.length();
        let mut context = Context::new(&SHA256);
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
                context.update(read);
                line_breaks += read.split(|byte| *byte == b'\n').count() as u64 - 1;
                last = read.last().copied().or(last);
                bytes += count as u64;
                if count == 0 {
                    return Ok(beginnings);
                }
            }
            let (fingerprint, ends_line) = (Fingerprint::of(context.clone().finish()), last == Some(b'\n'));
            beginnings.push(Beginning { bytes, fingerprint, line_breaks, ends_line });
        }
        Ok(beginnings)
    }

    /// The line, counted from 1, in which the rest after a beginning starts, or which the beginning ends in.
    ///
    /// # Errors
    ///
    /// The file cannot be read after the beginning, or ends there.
    pub(super) fn line_after(&mut self, beginning: &Beginning) -> Result<u64, ImportError> {
        let mut next = [0];
        self.file
            .seek(SeekFrom::Start(beginning.bytes))
            .and_then(|_| self.file.read_exact(&mut next))
            .map_err(ImportError::file("read", &self.path))?;
        let is_over = !beginning.ends_line && matches!(next, [b'\n' | b'\r']);
        Ok(beginning.line_breaks + 1 + u64::from(is_over))
    }

    /// The fingerprint of the whole file.
    pub fn fingerprint(&self) -> Fingerprint {
        self.seal.fingerprint()
    }

    /// The path, for messages.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// The first bytes of a file.
#[derive(Debug)]
pub(super) struct Beginning {
    /// The number of bytes.
    pub(super) bytes: u64,
    /// The fingerprint of these bytes.
    pub(super) fingerprint: Fingerprint,
    line_breaks: u64,
    /// Whether they end with a whole line.
    ends_line: bool,
}

fn too_large(bytes: u64, limit: SizeLimit) -> Problem {
    Problem::error(
        "import/file-too-large",
        format!("the file has {bytes} bytes or more, and at most {} are read", size_text(limit.bytes)),
    )
    .help(limit.help)
}

/// The seal of a file's bytes: their number, and a digest of all bytes up to the end of each block.
#[derive(Debug)]
struct ContentDigest {
    length: u64,
    marks: Vec<Digest>,
}

impl ContentDigest {
    /// Computes the seal of a file's current bytes, up to a maximum.
    fn of(file: &File, most: u64) -> std::io::Result<Self> {
        let mut from = file;
        from.seek(SeekFrom::Start(0))?;
        let mut from = from.take(most);
        let (mut context, mut seal) = (Context::new(&SHA256), Self { length: 0, marks: Vec::new() });
        let mut block = Vec::with_capacity(START_BYTES);
        loop {
            block.clear();
            from.by_ref().take(START_BYTES as u64).read_to_end(&mut block)?;
            if block.is_empty() {
                return Ok(seal);
            }
            context.update(&block);
            seal.length += block.len() as u64;
            seal.marks.push(context.clone().finish());
        }
    }

    fn fingerprint(&self) -> Fingerprint {
        let nothing = || Context::new(&SHA256).finish();
        Fingerprint::of(self.marks.last().copied().unwrap_or_else(nothing))
    }
}

/// A reader that returns only the bytes that were sealed, and otherwise fails. Each block is checked against the seal
/// before a byte of it is returned.
pub struct VerifiedReader<'file> {
    file: &'file File,
    seal: &'file ContentDigest,
    /// The digest of the blocks that were read.
    context: Context,
    blocks: usize,
    /// The current block, and the number of its bytes that were returned.
    block: Vec<u8>,
    given: usize,
}

impl<'file> VerifiedReader<'file> {
    /// The file from this byte to where it was sealed. Whoever moves its place must be done with this reading.
    ///
    /// # Errors
    ///
    /// The file cannot be read from there.
    pub(super) fn rest_from(&self, byte: u64) -> std::io::Result<impl Read + use<'file>> {
        let mut file = self.file;
        file.seek(SeekFrom::Start(byte))?;
        Ok(file.take(self.seal.length.saturating_sub(byte)))
    }

    /// Reads the next block; an empty one after the last.
    fn read_block(&mut self) -> std::io::Result<()> {
        self.given = 0;
        self.block.clear();
        let Some(mark) = self.seal.marks.get(self.blocks) else { return Ok(()) };
        let left = self.seal.length - (self.blocks * START_BYTES) as u64;
        self.file.take(left.min(START_BYTES as u64)).read_to_end(&mut self.block)?;
        self.context.update(&self.block);
        if self.context.clone().finish().as_ref() != mark.as_ref() {
            self.block.clear();
            return Err(std::io::Error::other(Changed));
        }
        self.blocks += 1;
        Ok(())
    }
}

impl Read for VerifiedReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.given == self.block.len() {
            self.read_block()?;
        }
        let rest = &self.block[self.given..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}

/// The error that a file has changed since it was opened.
#[derive(Debug, thiserror::Error)]
#[error("the file was changed while it was read")]
struct Changed;

/// Whether a reading failed because the file has changed.
pub(super) fn is_changed(reason: &std::io::Error) -> bool {
    reason.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Changed>)
}

/// The problem that a file has changed since it was opened.
pub(super) fn changed() -> Problem {
    Problem::error(FILE_CHANGED, Changed.to_string())
        .help("run the command again once nothing writes to the file")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::io::Read as _;

    use super::{Content, FILE_CHANGED, Fingerprint, START_BYTES, SizeLimit};
    use crate::import::ImportError;

    const fn bytes(bytes: u64) -> SizeLimit {
        SizeLimit { bytes, help: "split it" }
    }

    #[test]
    fn a_stream_is_read_as_often_as_needed_and_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let mut content = Content::spool(&b"phone\n1\n"[..], folder.path(), bytes(100)).unwrap();
        for _ in 0..2 {
            let mut text = String::new();
            content.read_again().unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, "phone\n1\n");
        }
        assert_eq!(
            content.fingerprint().as_str(),
            "55573a0e9d2e83821a8aee79262c711ddb6efcea7d9c5454a841f4ad3f91359b"
        );
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

    /// The text that a reading returns, and the code of its error.
    fn read(content: &mut Content) -> (Vec<u8>, Option<&'static str>) {
        let mut given = Vec::new();
        let path = content.path().to_owned();
        let read = content.read_again().unwrap().read_to_end(&mut given);
        let code = read.map_err(ImportError::file("read", path)).err().map(|error| match error {
            ImportError::Wrong(problem) => problem.code,
            _ => "another error",
        });
        (given, code)
    }

    /// However a file is written to, no reading returns a byte that was not there when it was opened.
    #[test]
    fn what_is_written_to_a_file_that_is_open_is_never_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("contacts.csv");
        let text: Vec<u8> =
            b"of twenty-three letters".iter().copied().cycle().take(3 * START_BYTES + 100).collect();
        let altered = |place: usize| {
            let mut altered = text.clone();
            altered[place] = b'#';
            altered
        };
        let last = text.len() - 1;
        for (written, whole_blocks, code) in [
            (text.clone(), 4, None),
            ([&text[..], b"more"].concat(), 4, None),
            (altered(0), 0, Some(FILE_CHANGED)),
            (altered(START_BYTES), 1, Some(FILE_CHANGED)),
            (altered(last), 3, Some(FILE_CHANGED)),
            (text[..last].to_vec(), 3, Some(FILE_CHANGED)),
            (text[..2 * START_BYTES].to_vec(), 2, Some(FILE_CHANGED)),
            (Vec::new(), 0, Some(FILE_CHANGED)),
            ([b"x", &text[..]].concat(), 0, Some(FILE_CHANGED)),
        ] {
            std::fs::write(&path, &text).unwrap();
            let mut content = Content::open(&path, bytes(1_000_000)).unwrap();
            assert!(!content.is_outdated() && content.check_unchanged().is_ok());
            std::fs::write(&path, &written).unwrap();
            let (given, failed) = read(&mut content);
            assert_eq!(given, text[..text.len().min(whole_blocks * START_BYTES)]);
            assert_eq!(failed, code);
            assert_eq!(content.is_outdated(), written != text);
            assert_eq!(content.check_unchanged().is_ok(), written == text);
            assert_eq!(content.length(), text.len() as u64);
        }
        // A file that replaces it is another file; a file that is gone is not.
        std::fs::write(&path, &text).unwrap();
        let mut content = Content::open(&path, bytes(1_000_000)).unwrap();
        let other = folder.path().join("other.csv");
        std::fs::write(&other, "phone\n").unwrap();
        std::fs::rename(&other, &path).unwrap();
        assert_eq!(read(&mut content), (text.clone(), None));
        assert!(content.is_outdated());
        std::fs::remove_file(&path).unwrap();
        assert_eq!(read(&mut content), (text, None));
        assert!(!content.is_outdated());
    }
}
