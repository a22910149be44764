//! Keyed fingerprints: sent values can be compared later, but not read from the journal.

use std::io;
use std::path::Path;

use ring::hmac::{HMAC_SHA256, Key, sign};
use ring::rand::{SecureRandom as _, SystemRandom};

use crate::files::{self, Durability, LockError, Patience};

/// The length of a key, in bytes.
const KEY_BYTES: usize = 32;
/// The number of bytes of a fingerprint that are kept; enough for unique fingerprints.
const TAG_BYTES: usize = 12;
/// The fingerprint of no value.
const NONE: &str = "-";

/// Computes fingerprints with the key of this machine's user.
#[derive(Debug)]
pub struct Fingerprints(Key);

impl Fingerprints {
    /// Reads the key from a file, and creates it if it is missing.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or a new key cannot be created and stored.
    pub fn open(path: &Path, patience: &Patience) -> io::Result<Self> {
        // An existing key never changes, so reading it needs no lock.
        match files::read(path)? {
            Some(bytes) if bytes.len() == KEY_BYTES => Ok(Self(Key::new(HMAC_SHA256, &bytes))),
            _ => Self::make(path, patience),
        }
    }

    fn make(path: &Path, patience: &Patience) -> io::Result<Self> {
        let held = files::hold(&path.with_extension("lock"), "makes the key of fingerprints", patience);
        let _held = held.map_err(|error| match error {
            LockError::File(reason) => reason,
            LockError::Held(held) => io::Error::other(held),
        })?;
        // Another process may have created it meanwhile.
        let mut bytes = files::read(path)?.unwrap_or_default();
        if bytes.len() != KEY_BYTES {
            bytes = vec![0; KEY_BYTES];
            SystemRandom::new().fill(&mut bytes).map_err(|_| io::Error::other("there is no randomness"))?;
            files::replace(path, &bytes, Durability::Disk)?;
        }
        Ok(Self(Key::new(HMAC_SHA256, &bytes)))
    }

    /// The fingerprint of a field's value. An empty text counts as no value, since platforms return one for the other.
    pub fn of(&self, field: &str, value: Option<&str>) -> String {
        match value.filter(|text| !text.is_empty()) {
            None => NONE.to_owned(),
            Some(text) => {
                let tag = sign(&self.0, [field, "\0", text].concat().as_bytes());
                let bytes: Vec<String> =
                    tag.as_ref().iter().take(TAG_BYTES).map(|byte| format!("{byte:02x}")).collect();
                bytes.concat()
            }
        }
    }

    /// A name for this key. Only fingerprints with the same key can be compared.
    pub fn key_name(&self) -> String {
        self.of("key", Some("name"))
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::fs;

    use super::Fingerprints;
    use crate::files::Patience;

    #[test]
    fn one_key_gives_one_fingerprint_and_another_key_another() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("state/fingerprint.key");
        // A process that another test starts holds each open file, and so the lock, until it runs its program.
        let patience = Patience::default();
        let first = Fingerprints::open(&path, &patience)?;
        let again = Fingerprints::open(&path, &patience)?;
        assert_eq!(first.of("name", Some("Spring")), again.of("name", Some("Spring")));
        assert_eq!(first.key_name(), again.key_name());
        for (field, value) in [("name", "Summer"), ("priority", "Spring"), ("name\0S", "pring")] {
            assert_ne!(first.of("name", Some("Spring")), first.of(field, Some(value)), "{field}");
        }
        assert_eq!(first.of("name", None), first.of("priority", Some("")));
        // A key that a crash cut short is replaced.
        fs::write(&path, "short")?;
        let other = Fingerprints::open(&path, &patience)?;
        assert_ne!(first.of("name", Some("Spring")), other.of("name", Some("Spring")));
        assert_ne!(first.key_name(), other.key_name());
        Ok(())
    }
}
