//! kcamp's own files: private to their user, locked while they are changed, and replaced completely or not at all.
//!
//! Folders have mode 0700 and files 0600. A pipe or a device in the place of such a file is refused, since opening it
//! could wait forever.

mod lock;

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

pub use lock::{AFTER_THE_OTHER, Held, LockError, Patience, Watcher, hold, lock, open_locked};

/// Most links that are followed one after the other.
const LINKS_MAX: usize = 40;

/// Opens a file of kcamp's own. If the options create it, its folder is created too. New files and folders are private.
/// A symbolic link in its place is refused, since its target may be somebody else's choice.
///
/// # Errors
///
/// The file cannot be opened or created, is a symbolic link, or is not a regular file.
pub fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    refuse_special(path)?;
    refuse_links(options);
    let opened = match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // Also if the options do not create the file: then it is still missing.
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                make_folder(folder)?;
            }
            options.open(path)
        }
        opened => opened,
    };
    let file = opened.map_err(|error| refuse_to_follow(path).err().unwrap_or(error))?;
    // Something else may have replaced it since the check.
    if file.metadata()?.is_file() { Ok(file) } else { Err(special()) }
}

/// Refuses a symbolic link in the place of a file that kcamp names in a folder: it may lead out of the folder.
///
/// # Errors
///
/// The path is a symbolic link.
pub fn refuse_to_follow(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok_and(|there| there.is_symlink()) {
        return Err(io::Error::other("it is a symbolic link, and kcamp does not write through links"));
    }
    Ok(())
}

#[cfg(unix)]
fn private_when_new(options: &mut OpenOptions) {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
}

#[cfg(not(unix))]
const fn private_when_new(_: &mut OpenOptions) {}

/// Makes new files private, and makes opening a symbolic link fail.
#[cfg(unix)]
fn refuse_links(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    private_when_new(options);
    // The flags are a small bit set, but the system's type for them is signed.
    options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
}

#[cfg(not(unix))]
const fn refuse_links(_: &mut OpenOptions) {}

/// Refuses a path that is not a file before it is opened. A missing file is not an error.
///
/// # Errors
///
/// A folder, a pipe or a device is there, or what is there cannot be known.
pub fn refuse_special(path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => Err(special()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The error for a folder, a pipe or a device in the place of the file.
#[derive(Debug, thiserror::Error)]
#[error("it is a folder, a pipe or a device, and not a file")]
struct Special;

fn special() -> io::Error {
    io::Error::other(Special)
}

/// Whether the error is that something else is in the place of a file, such as a pipe or a device.
pub fn is_special(error: &io::Error) -> bool {
    error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Special>)
}

/// Reads a whole file; `None` if there is none.
///
/// # Errors
///
/// The file is not a regular file, or cannot be opened or read.
pub fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let Some(mut file) = open_to_read(path)? else { return Ok(None) };
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Opens a file for reading; `None` if there is none.
///
/// # Errors
///
/// The file is not a regular file, or cannot be opened.
pub fn open_to_read(path: &Path) -> io::Result<Option<File>> {
    let opened = refuse_special(path).and_then(|()| File::open(path));
    match opened {
        Ok(file) if file.metadata()?.is_file() => Ok(Some(file)),
        Ok(_) => Err(special()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Removes a file that may not be there.
///
/// # Errors
///
/// The file exists but cannot be removed.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// When a replaced file is safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// At once: the file and its name are on the disk.
    Disk,
    /// While the machine keeps running; for files that can be created again.
    Process,
}

/// Replaces the contents of a file atomically: a reader sees the old or the new bytes. Call it under a lock. An
/// existing unfinished file is then from a process that was killed.
///
/// # Errors
///
/// The path names no file, a pipe or a device is there, or the new bytes cannot be written or put in place. The old
/// file is then unchanged, unless only the sync of the folder failed.
pub fn replace(path: &Path, bytes: &[u8], durability: Durability) -> io::Result<()> {
    let name = path.file_name().ok_or_else(|| io::Error::other("it does not name a file"))?;
    let folder = folder_of(path);
    let unfinished = folder.join(format!(".{}.new", name.to_string_lossy()));
    // A rename would put the file in the place of a device such as /dev/null, for everybody.
    refuse_special(path)?;
    let replaced = remove(&unfinished)
        .and_then(|()| write_new(&unfinished, bytes, durability))
        .and_then(|()| fs::rename(&unfinished, path))
        .and_then(|()| if durability == Durability::Disk { sync_folder(&folder) } else { Ok(()) });
    if replaced.is_err() {
        // The first error is the one to report. After a rename, there is nothing to remove.
        let _ = fs::remove_file(&unfinished);
    }
    replaced
}

/// Replaces the contents of a file that a user named for an output, as [`replace`] does, but behind symbolic links, as
/// the `>` of a shell would: the link stays.
///
/// # Errors
///
/// The file cannot be replaced, or the links lead nowhere.
pub fn replace_named(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(&behind_links(path)?, bytes, Durability::Process)
}

/// Where a path leads behind symbolic links; nothing has to be there.
///
/// # Errors
///
/// The links lead nowhere.
pub fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS_MAX {
        match fs::read_link(&path) {
            Ok(target) => path = path.parent().unwrap_or_else(|| Path::new("")).join(target),
            // The path is not a link, or does not exist.
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("its symbolic links lead nowhere"))
}

/// Replaces the contents of a user's file atomically. Its permissions and its owner stay, and so does the whole file
/// if anything fails.
///
/// # Errors
///
/// The path names no file, there is no file, or the new one cannot be written, given the same permissions and owner,
/// or put in place.
pub fn rewrite(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (before, folder, unfinished) = (fs::metadata(path)?, folder_of(path), unfinished(path)?);
    let rewritten = write_new(&unfinished, bytes, Durability::Disk)
        .and_then(|()| keep_owner(&unfinished, &before))
        .and_then(|()| fs::set_permissions(&unfinished, before.permissions()))
        .and_then(|()| fs::rename(&unfinished, path))
        .and_then(|()| sync_folder(&folder));
    if rewritten.is_err() {
        // The first error is the one to report. After a rename, there is nothing to remove.
        let _ = fs::remove_file(&unfinished);
    }
    rewritten
}

/// Gives a file the owner of another one.
#[cfg(unix)]
fn keep_owner(path: &Path, of: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let own = fs::metadata(path)?;
    if (own.uid(), own.gid()) == (of.uid(), of.gid()) {
        return Ok(());
    }
    chown(path, Some(of.uid()), Some(of.gid()))
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

/// The folder of a file.
pub fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Creates a file with these bytes, all of them or none, and writes it to the disk. One that is there already stays as
/// it is, also where another process creates it at the same time.
///
/// # Errors
///
/// The path names no file, or the file cannot be written or put in place.
pub fn create_once(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = unfinished(path)?;
    // A process with the same id may have left one behind.
    let created = remove(&unfinished)
        .and_then(|()| write_new(&unfinished, bytes, Durability::Disk))
        // Unlike a rename, a hard link never replaces the file of another process.
        .and_then(|()| fs::hard_link(&unfinished, path));
    // The first error is the one to report.
    let _ = fs::remove_file(&unfinished);
    match created {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// The path of an unfinished file of this process, beside the one that it becomes.
fn unfinished(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or_else(|| io::Error::other("it does not name a file"))?;
    Ok(path.with_file_name(format!(".{}.{}.new", name.to_string_lossy(), std::process::id())))
}

/// Creates a private file in a folder that exists; it is never a link to another file.
///
/// # Errors
///
/// There is something at the path, or the file cannot be created or made private.
pub fn create_new(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    refuse_links(options.write(true).create_new(true));
    let file = options.open(path)?;
    make_private(&file)?;
    Ok(file)
}

/// Opens a file that a user named, such as a log, to append to it; a new one is private, and an existing one is closed
/// to others. A device or a pipe keeps its mode.
///
/// # Errors
///
/// The file cannot be opened, or closed to others.
pub fn append_to_named(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    private_when_new(options.create(true).append(true));
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        close_to_others(&file)?;
    }
    Ok(file)
}

/// Adds bytes at the end of a file of kcamp's own, and writes them to the disk: all of them or none. What a full disk
/// took of them is taken back, so that the next line does not begin behind half of one. Call it under a lock, with the
/// file's position at its end.
///
/// # Errors
///
/// The bytes cannot be written to the disk. The file is then as long as before, unless it cannot be cut either.
pub fn append(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    let before = file.metadata()?.len();
    let appended = file.write_all(bytes).and_then(|()| file.sync_data());
    if appended.is_err() {
        // The first error is the one to report.
        let _ = file.set_len(before).and_then(|()| file.sync_data());
    }
    appended
}

fn write_new(path: &Path, bytes: &[u8], durability: Durability) -> io::Result<()> {
    let mut file = open(path, OpenOptions::new().create_new(true).write(true))?;
    make_private(&file)?;
    file.write_all(bytes)?;
    if durability == Durability::Disk { file.sync_all() } else { Ok(()) }
}

/// Creates a folder of kcamp's own, and its missing parents.
///
/// # Errors
///
/// A folder cannot be created.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Creates a folder for kcamp's own files, or closes an existing one to others. A symbolic link in its place is
/// refused, since files would be written elsewhere.
///
/// # Errors
///
/// The path is a symbolic link, or the folder cannot be created or closed to others.
pub fn own_folder(folder: &Path) -> io::Result<()> {
    refuse_link(folder)?;
    make_folder(folder)?;
    close_folder(folder)
}

/// Whether two paths lead to one file, in whatever way: on Unix also by its hard links.
pub fn are_one(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let identity = |path| fs::metadata(path).map(|it| (it.dev(), it.ino()));
        matches!((identity(one), identity(other)), (Ok(one), Ok(other)) if one == other)
    }
    #[cfg(not(unix))]
    {
        matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
    }
}

/// Refuses a symbolic link in the place of a file or folder of kcamp's own. A missing file is not an error.
///
/// # Errors
///
/// The path is a symbolic link, or cannot be checked for another reason than that it is missing.
pub fn refuse_link(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => {
            Err(io::Error::other("it is a symbolic link; remove it: kcamp keeps its own files there"))
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn close_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let permissions = fs::metadata(folder)?.permissions();
    let for_others = permissions.mode() & 0o077;
    if for_others == 0 {
        return Ok(());
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

/// Closes a file to others, and restores the owner's permissions that the umask may have removed.
///
/// # Errors
///
/// The mode cannot be set.
#[cfg(unix)]
pub fn make_private(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o600))
}

/// Closes a file to others if it is open to them.
///
/// # Errors
///
/// The mode cannot be read or set.
#[cfg(unix)]
pub fn close_to_others(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let for_others = file.metadata()?.permissions().mode() & 0o077;
    if for_others == 0 { Ok(()) } else { make_private(file) }
}

/// Whether other users can read or write a file. A missing file is not open.
#[cfg(unix)]
pub fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
}

/// Writes a folder to the disk, and with it the new name in it.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

// On other systems, a user's folders are private by default, and there are no permission bits.

/// Closes a file to others.
///
/// # Errors
///
/// Never: this system has no such modes.
#[cfg(not(unix))]
pub fn make_private(_: &File) -> io::Result<()> {
    Ok(())
}

/// Closes a file to others if it is open to them.
///
/// # Errors
///
/// Never: this system has no such modes.
#[cfg(not(unix))]
pub fn close_to_others(_: &File) -> io::Result<()> {
    Ok(())
}

/// Whether other users can read or write a file.
#[cfg(not(unix))]
pub const fn is_open_to_others(_: &Path) -> bool {
    false
}

#[cfg(not(unix))]
fn close_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests;
