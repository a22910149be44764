//! Reading a whole file before any of it is sent.

use std::path::{Path, PathBuf};

use super::ImportArgs;
use crate::context::Context;
use crate::domain::finding::Problem;
use crate::domain::live::ContactList;
use crate::error::Error;
use crate::import::{
    CONTACTS_MAX, Columns, Content, Counts, Dialect, DoNotContact, Fingerprint, Header, ImportError,
    MapChoice, NumberForm, NumberRegion, Numbers, Plan, Rejection, Rejects, Rows,
};
use crate::view::import::ImportParts;

/// Rows between two looks at Ctrl-C and at the progress line.
const ROWS_AT_A_TIME: u64 = 20_000;

/// A file that was read to its end, and what is in it.
pub(super) struct Checked {
    pub(super) content: Content,
    pub(super) name: String,
    pub(super) plan: Plan,
    pub(super) counts: Counts,
    pub(super) fingerprint: Fingerprint,
    pub(super) rejects: Option<PathBuf>,
    /// How the file is read, in words that are the same for the same reading.
    pub(super) options: String,
}

impl Checked {
    pub(super) fn view_parts(&self) -> ImportParts<'_> {
        ImportParts {
            file: &self.name,
            counts: &self.counts,
            columns: self.plan.columns.sent(),
            rejects: self.rejects.as_deref(),
        }
    }
}

/// Opens the file, or keeps stdin in one.
pub(super) fn open(args: &ImportArgs, context: &Context) -> Result<Content, Error> {
    if !is_stdin(&args.file) {
        return Ok(Content::open(&args.file, args.max_size)?);
    }
    if context.reads_secret_from_stdin() {
        return Err(Error::usage("usage/stdin-twice", "--secret-stdin and the file - both read stdin")
            .hint("give the secret in KCAMP_CLIENT_SECRET_FILE, or the contacts in a file"));
    }
    let folder = context.imports_folder()?;
    Ok(Content::spool(std::io::stdin().lock(), &folder, args.max_size)?)
}

/// Reads it to its end, writes the rejects, and says what is in it.
pub(super) async fn check(
    args: &ImportArgs,
    mut opened: Content,
    list: &ContactList,
    context: &mut Context,
) -> Result<Checked, Error> {
    let plan = plan(args, &mut opened, list)?;
    let left_out = plan.columns.left_out();
    if !left_out.is_empty() {
        context.ui.note(&format!(
            "not sent: {} (--map COLUMN=FIELD sends a column, --map COLUMN= says that it stays)",
            left_out.join(", ")
        ));
    }
    let name = if is_stdin(&args.file) { "<stdin>".to_owned() } else { args.file.display().to_string() };
    let path = opened.path().to_owned();
    let rejects_path = rejects_path(args)?;
    let mut rejects = Rejects::new(&rejects_path, plan.dialect, &plan.columns);
    let mut rows = Rows::new(&plan, opened.read_again()?, &path)?;
    while let Some(verdict) = rows.judge_next()? {
        if let Err(rejection) = verdict {
            if args.file == rejects_path || is_same_file(&args.file, &rejects_path) {
                return Err(over_itself(&rejection, rows.line()).into());
            }
            rejects.add(rows.record(), rows.line(), &rejection)?;
        }
        if rows.row() % ROWS_AT_A_TIME == 0 {
            context.ui.progress(&format!("checking {name}: {} rows", rows.row()));
            tokio::task::yield_now().await;
        }
    }
    context.ui.done_waiting();
    let (counts, fingerprint) = (rows.counts().clone(), rows.fingerprint());
    let after = list.records.unwrap_or(0) + counts.accepted;
    if after > CONTACTS_MAX {
        return Err(ImportError::from(too_many(after, list)).into());
    }
    let options = format!(
        "region {}, numbers {}, between cells {:?}, columns {:?}, do not contact {:.12}",
        args.region.to_ascii_uppercase(),
        args.number_form,
        plan.dialect.name(),
        plan.columns.sent().join(" "),
        plan.do_not_contact.fingerprint().as_str(),
    );
    let rejects = rejects.finish()?;
    Ok(Checked { content: opened, name, plan, counts, fingerprint, rejects, options })
}

fn plan(args: &ImportArgs, content: &mut Content, list: &ContactList) -> Result<Plan, Error> {
    let region: NumberRegion =
        args.region.parse().map_err(|problem| Error::bad_value("--region", problem))?;
    let numbers = Numbers::of(region);
    let (start, is_whole) = content.start()?;
    // The encoding is looked at in any case.
    let detected = Dialect::detect(&start, is_whole).map_err(ImportError::from)?;
    let dialect = match args.delimiter.as_deref() {
        None => detected,
        Some(text) => Dialect::with_delimiter(delimiter(text)?),
    };
    let first = first_record(dialect, &start).ok_or_else(|| {
        ImportError::from(Problem::error("import/file-empty", "there is nothing in the file"))
    })?;
    let header = if args.no_header { Header::None } else { Header::Detect };
    let choices = args
        .map
        .iter()
        .map(|text| text.parse().map_err(|problem| Error::bad_value("--map", problem)))
        .collect::<Result<Vec<MapChoice>, Error>>()?;
    let columns = Columns::map(&first, header, &choices, &list.mapping).map_err(ImportError::from)?;
    let mut do_not_contact = DoNotContact::default();
    for path in &args.dnc {
        do_not_contact.add(path, numbers)?;
    }
    let form = if args.number_form == "plus" { NumberForm::Plus } else { NumberForm::Digits };
    Ok(Plan { dialect, columns, numbers, form, do_not_contact })
}

fn first_record(dialect: Dialect, start: &[u8]) -> Option<Vec<String>> {
    let record = dialect.reader(start).byte_records().next()?.ok()?;
    Some(record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect())
}

fn delimiter(text: &str) -> Result<u8, Error> {
    match text.as_bytes() {
        [only] if only.is_ascii() && !only.is_ascii_alphanumeric() && !b"\"\r\n".contains(only) => Ok(*only),
        _ if text.eq_ignore_ascii_case("tab") => Ok(b'\t'),
        _ => Err(Error::usage(
            "import/delimiter-unknown",
            format!("--delimiter: {text:?} cannot separate cells"),
        )
        .hint("write one character, such as ';', or the word tab")),
    }
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

fn rejects_path(args: &ImportArgs) -> Result<PathBuf, Error> {
    let path = match &args.rejects {
        Some(path) => path.clone(),
        None if is_stdin(&args.file) => PathBuf::from("rejects.csv"),
        None => args.file.with_file_name("rejects.csv"),
    };
    if path.is_dir() {
        return Err(Error::usage(
            "import/rejects-is-a-folder",
            format!("--rejects: {} is a folder", path.display()),
        )
        .hint("name a file in it"));
    }
    Ok(path)
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// The rejects of a file of rejects would take the place of what is being mended.
fn over_itself(rejection: &Rejection, line: u64) -> ImportError {
    Problem::error(
        "import/rejects-over-itself",
        format!(
            "line {line} is rejected ({}), and the rejects would be written over the file itself",
            rejection.code()
        ),
    )
    .help("name another file for them with --rejects")
    .into()
}

fn too_many(after: u64, list: &ContactList) -> Problem {
    Problem::error(
        "import/too-many-contacts",
        format!("the list {:?} would have {after} contacts, the platform takes {CONTACTS_MAX}", list.name),
    )
    .help("split the contacts over several lists; a campaign takes ten")
}
