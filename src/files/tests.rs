#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::{Durability, LockError, Patience, create_new, create_once, hold, open_locked, read, replace};

#[test]
fn a_file_that_cannot_be_made_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    for path in ["file/name", ""] {
        let made = hold(&folder.path().join(path), "works", &Patience::default());
        assert!(matches!(made, Err(LockError::File(_))), "{made:?}");
    }
}

#[test]
fn what_is_created_once_is_whole_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["name", "new/name"] {
        let path = folder.path().join(name);
        for _ in 0..2 {
            create_once(&path, b"first").unwrap();
            assert_eq!(read(&path).unwrap().unwrap(), b"first");
            assert!(create_new(&path).is_err());
            assert_eq!(
                path.parent().unwrap().read_dir().unwrap().flatten().filter(|it| it.path().is_file()).count(),
                1
            );
        }
        create_once(&path, b"second").unwrap();
        assert_eq!(read(&path).unwrap().unwrap(), b"first");
    }
    assert!(create_once(&folder.path().join(".."), b"first").is_err());
}

#[test]
fn what_is_not_there_is_nothing_and_what_was_put_there_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("name");
    assert_eq!(read(&path).unwrap(), None);
    assert_eq!(read(&folder.path().join("no/name")).unwrap(), None);
    for durability in [Durability::Process, Durability::Disk] {
        for text in ["one", "", "another"] {
            replace(&path, text.as_bytes(), durability).unwrap();
            assert_eq!(read(&path).unwrap().unwrap(), text.as_bytes());
        }
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_replaced_by_one() {
    use std::os::unix::fs::{FileTypeExt as _, symlink};
    let folder = tempfile::tempdir().unwrap();
    let [socket, link, inside] = ["socket", "link", "folder"].map(|name| folder.path().join(name));
    let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    symlink("socket", &link).unwrap();
    std::fs::create_dir(&inside).unwrap();
    for path in [&socket, &link, &inside] {
        assert!(super::is_special(&replace(path, b"text", Durability::Process).unwrap_err()), "{path:?}");
    }
    assert!(socket.metadata().unwrap().file_type().is_socket());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[cfg(unix)]
#[test]
fn what_is_made_is_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own");
    drop(hold(&own.join("lock"), "works", &Patience::default()).unwrap());
    replace(&own.join("file"), b"x", Durability::Process).unwrap();
    let mode = |name: &str| std::fs::metadata(own.join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!([mode(""), mode("lock"), mode("file")], [0o700, 0o600, 0o600]);
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_not_written_through() {
    let folder = tempfile::tempdir().unwrap();
    let (link, behind) = (folder.path().join("link"), folder.path().join("behind"));
    std::os::unix::fs::symlink(&behind, &link).unwrap();
    for exists in [false, true] {
        if exists {
            std::fs::write(&behind, "theirs").unwrap();
        }
        for outcome in [hold(&link, "works", &Patience::none()), open_locked(&link, &Patience::none())] {
            match outcome {
                Err(LockError::File(reason)) => assert!(reason.to_string().contains("symbolic link")),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(behind.exists(), exists);
    }
    // The new file replaces the link.
    replace(&link, b"ours", Durability::Process).unwrap();
    assert_eq!(std::fs::read(&behind).unwrap(), b"theirs");
}

#[cfg(unix)]
#[test]
fn a_pipe_and_a_device_are_refused_and_never_opened() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for path in [pipe.as_path(), std::path::Path::new("/dev/null"), folder.path()] {
        assert!(read(path).is_err(), "{path:?}");
        assert!(matches!(hold(path, "works", &Patience::none()), Err(LockError::File(_))), "{path:?}");
        assert!(open_locked(path, &Patience::none()).is_err(), "{path:?}");
    }
}
