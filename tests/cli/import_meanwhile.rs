//! A contact file that changes while it is imported: no contact is sent that was not checked.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::import_to_campaign::with_campaign;
use crate::relay::{Passing, Watch, relay};
use crate::world::{Run, Sandbox, World};

const LIST: &str = "Renewal Due July";
const HEADER: &str = "phone,first name\n";
/// The number of rows: more than are read before the first request.
const ROWS: usize = 20_000;
/// A row that is read after some rows were sent.
const LATE_ROW: usize = ROWS - 10;

/// The number of the row at `place`. All numbers have the same length.
fn number(place: usize) -> String {
    format!("9198{:08}", 70_000_000 + place)
}

fn text(rows: usize) -> String {
    let rows = (0..rows).map(|place| format!("+{},Ada\n", number(place)));
    std::iter::once(HEADER.to_owned()).chain(rows).collect()
}

/// A change of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// Two rows are added at the end.
    Grown,
    /// The number of a late row becomes another one.
    Altered,
    /// The last thousand rows are cut off.
    Cut,
    /// The file is empty, as when an export starts again.
    Emptied,
    /// Another file gets its name.
    Replaced,
    /// It is deleted.
    Deleted,
}

impl Change {
    fn is_made_in(self, file: &Path) {
        let write = || fs::File::options().write(true).open(file).unwrap();
        let row_bytes = text(1).len() - HEADER.len();
        let byte_of = |row: usize| (HEADER.len() + row * row_bytes) as u64;
        match self {
            Self::Grown => {
                let mut file = write();
                file.seek(SeekFrom::End(0)).unwrap();
                write!(file, "+{},Bo\n+{},Bo\n", number(ROWS), number(ROWS + 1)).unwrap();
            }
            Self::Altered => {
                let mut file = write();
                file.seek(SeekFrom::Start(byte_of(LATE_ROW))).unwrap();
                writeln!(file, "+{},Ada", number(ROWS + 2)).unwrap();
            }
            Self::Cut => write().set_len(byte_of(ROWS - 1000)).unwrap(),
            Self::Emptied => write().set_len(0).unwrap(),
            Self::Replaced => {
                let other = file.with_extension("new");
                fs::write(&other, format!("{HEADER}+{},Bo\n", number(ROWS + 3))).unwrap();
                fs::rename(other, file).unwrap();
            }
            Self::Deleted => fs::remove_file(file).unwrap(),
        }
    }
}

/// Changes the file once: when the first rows are sent, or at the first other request, before any row is sent.
struct Changing {
    file: PathBuf,
    while_sending: bool,
    change: Option<Change>,
}

impl Watch for Changing {
    fn before(&mut self, request: &Passing) {
        if request.line.contains("/addContacts") == self.while_sending
            && let Some(change) = self.change.take()
        {
            change.is_made_in(&self.file);
        }
    }
}

/// A file of contacts in a folder of its own.
fn contacts() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("people.csv");
    fs::write(&file, text(ROWS)).unwrap();
    (folder, file)
}

#[must_use]
fn import(world: &World, file: &Path, more: &[&str]) -> Run {
    let file = file.display().to_string();
    let line = ["contact-list", "import", LIST, &file, "--batch-size", "2000", "--yes", "-o", "json"];
    world.run([&line[..], more].concat())
}

/// How often the list received each number.
fn received(sandbox: &Sandbox) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for request in sandbox.received_at("POST", "/addContacts") {
        for row in request["body"]["data"].as_array().unwrap() {
            *counts.entry(row["phoneNumber"].as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    counts
}

/// The numbers of these rows, each once.
fn each_once(rows: impl IntoIterator<Item = usize>) -> BTreeMap<String, usize> {
    rows.into_iter().map(|place| (number(place), 1)).collect()
}

#[test]
fn what_comes_while_rows_are_sent_is_not_sent_and_nothing_goes_out_twice() {
    for (change, later_rows) in [
        (Change::Grown, (0..ROWS + 2).collect::<Vec<_>>()),
        (Change::Altered, (0..ROWS).filter(|place| *place != LATE_ROW).chain([ROWS + 2]).collect()),
        (Change::Cut, (0..ROWS - 1000).collect()),
        (Change::Emptied, Vec::new()),
        (Change::Replaced, vec![ROWS + 3]),
        (Change::Deleted, Vec::new()),
    ] {
        let sandbox = Sandbox::new();
        let (_folder, file) = contacts();
        let watch = Changing { file: file.clone(), while_sending: true, change: Some(change) };
        let world = relay(&sandbox, watch);
        let run = import(&world, &file, &[]);
        let all_of_it = matches!(change, Change::Grown | Change::Replaced | Change::Deleted);
        let got = received(&sandbox);
        if all_of_it {
            let run = run.expect_code(0);
            assert_eq!(got, each_once(0..ROWS), "{change:?}");
            let is_said = run.stderr.contains("people.csv was changed after its check");
            assert_eq!(is_said, change != Change::Deleted, "{change:?}: {}", run.stderr);
        } else {
            let error = run.expect_code(10).error_json();
            assert_eq!(error["code"], "import/file-changed", "{error}");
            let sent = format!("; {} contacts were sent before", got.len());
            let message = error["message"].as_str().unwrap();
            assert!(message.ends_with(&sent) && !message.contains("nothing"), "{change:?}: {message}");
            assert!(error["hint"].to_string().contains("--only-new"), "{error}");
            assert_eq!(got, each_once(0..got.len()), "{change:?}");
            assert!((2000..ROWS).contains(&got.len()), "{change:?}: {}", got.len());
        }
        // The next import sends only the new rows of the changed file, and no contact twice.
        if later_rows.is_empty() {
            continue;
        }
        import(&world, &file, &["--only-new"]).expect_code(0);
        let mut expected = got;
        expected.extend(each_once(later_rows));
        assert_eq!(received(&sandbox), expected, "{change:?}");
    }
}

/// Once the file is as it was, the same command continues where it stopped.
#[test]
fn a_file_that_is_put_back_is_sent_to_its_end() {
    let sandbox = Sandbox::new();
    let (_folder, file) = contacts();
    let world =
        relay(&sandbox, Changing { file: file.clone(), while_sending: true, change: Some(Change::Emptied) });
    import(&world, &file, &[]).expect_code(10);
    fs::write(&file, text(ROWS)).unwrap();
    import(&world, &file, &[]).expect_code(0);
    assert_eq!(received(&sandbox), each_once(0..ROWS));
    import(&world, &file, &[]).expect_code(0);
    assert_eq!(received(&sandbox), each_once(0..ROWS));
}

/// The file is opened before the first request. Its rows are sent after the list was read.
#[test]
fn a_file_that_changed_before_its_first_row_was_sent_is_not_sent() {
    for change in [Change::Grown, Change::Altered, Change::Cut, Change::Emptied, Change::Replaced] {
        let sandbox = Sandbox::new();
        let (_folder, file) = contacts();
        let world =
            relay(&sandbox, Changing { file: file.clone(), while_sending: false, change: Some(change) });
        let error = import(&world, &file, &[]).expect_code(3).error_json();
        assert_eq!(error["code"], "import/file-changed", "{change:?}: {error}");
        assert!(error["message"].as_str().unwrap().ends_with("nothing was sent"), "{error}");
        assert_eq!(received(&sandbox), BTreeMap::new(), "{change:?}");
    }
}

#[test]
fn a_file_for_a_campaign_that_changed_before_it_was_sent_is_not_sent() {
    for change in [Change::Grown, Change::Altered, Change::Cut, Change::Emptied, Change::Replaced] {
        let (sandbox, _) = with_campaign(&[]);
        let (_folder, file) = contacts();
        let world =
            relay(&sandbox, Changing { file: file.clone(), while_sending: false, change: Some(change) });
        let file = file.display().to_string();
        let line = ["campaign", "import", "1", &file, "--yes", "-o", "json"];
        let error = world.of_burki().run(line).expect_code(3).error_json();
        assert_eq!(error["code"], "import/file-changed", "{change:?}: {error}");
        assert_eq!(sandbox.received_at("POST", "/import-data").len(), 0, "{change:?}");
    }
}

/// A stream is kept as it was read: later changes of its source do not matter.
#[cfg(unix)]
#[test]
fn what_came_through_a_pipe_is_sent_as_it_came() {
    for change in [Change::Grown, Change::Cut, Change::Emptied] {
        let sandbox = Sandbox::new();
        let (_folder, file) = contacts();
        let world =
            relay(&sandbox, Changing { file: file.clone(), while_sending: true, change: Some(change) });
        let line = ["contact-list", "import", LIST, "-", "--batch-size", "2000", "--yes"];
        let script = format!("cat '{}' | \"$0\" \"$@\"", file.display());
        let output = world.shell(&script, line).output().unwrap();
        let shown = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !shown.contains("was changed"), "{change:?}: {shown}");
        assert_eq!(received(&sandbox), each_once(0..ROWS), "{change:?}");
    }
}
