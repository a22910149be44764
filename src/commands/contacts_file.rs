//! A file of contacts before it is sent: the common part of all imports.

mod in_doubt;
mod opt_outs;
mod past;
mod secrets;
mod swapped;
mod taken_for_no;
mod verdict;
mod warnings;

use std::path::{Path, PathBuf};

use self::opt_outs::read_opt_outs;
pub(super) use self::past::journal_batches;
use self::secrets::{refuse_in_header, refuse_in_row};
use self::warnings::{region_words, tell_left_out, tell_opted_out, used_column, warn};
use crate::commands::do_not_contact::{DoNotContactArgs, refuse_folder};
use crate::commands::limit::rows;
use crate::context::Context;
use crate::domain::finding::Problem;
use crate::domain::live::ContactList;
use crate::domain::number::{NumberForm, NumberRegion, Numbers};
use crate::domain::size::parse_size;
use crate::error::Error;
use crate::files;
use crate::import::{
    AreaCodeColumn, Begun, Columns, Content, CountryColumn, Counts, DestinationRules, Dialect,
    EXPORT_AS_UTF8, Fingerprint, FurtherParts, Header, ImportError, MapChoice, NewlyLeftOut, OptOutColumns,
    OptOuts, PastImports, Plan, Rejection, Rejects, Remembered, Rows, TextCheck, can_separate, first_record,
};
use crate::manifest::near_path;
use crate::settings::{Setting, SettingSource};
use crate::view::import::ImportParts;

/// The number of rows between two checks for Ctrl-C, with an update of the progress line.
const ROWS_AT_A_TIME: u64 = 20_000;

/// The number of rejected rows that are shown if no file is written for them.
const REJECTIONS_SHOWN: usize = 5;
/// The replacement for the extension in the name of the file of rejects.
const REJECTS_EXTENSION: &str = ".rejects.csv";

/// Which file, and how it is read.
#[derive(Debug, clap::Args)]
pub struct ContactsFileArgs {
    /// A CSV file, or - for stdin
    file: PathBuf,
    /// Check everything and send nothing
    #[arg(long)]
    pub(super) check: bool,
    /// The country of numbers without a country code, as two letters [default: the profile's region, else none]
    #[arg(long, value_name = "COUNTRY")]
    region: Option<String>,
    /// Send COLUMN as FIELD, such as 'Customer mobile=phone'; COLUMN= leaves it out; COLUMN=country is also the country
    /// of each row's number; COLUMN=optOut and COLUMN=consent say who opted out, and COLUMN:CELL=optOut by which cell
    /// or tag; COLUMN:2 is the second column with this name, and :2 the second without one; give it again for more
    #[arg(long, value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// Contact N people again whom a column of an earlier file, or a number shared with somebody in a --dnc file, left
    /// out by mistake; N must be their exact number. People in a --dnc file stay left out
    #[arg(long, value_name = "N", value_parser = rows, allow_negative_numbers = true)]
    contact_again: Option<u32>,
    #[command(flatten)]
    do_not_contact: DoNotContactArgs,
    /// The separator between cells: one character, or tab [default: detected from the file]
    #[arg(long, value_name = "CHARACTER")]
    delimiter: Option<String>,
    /// Treat the first line as a contact, whatever it looks like; columns are named 1, 2, 3
    #[arg(long)]
    no_header: bool,
    /// The file for rows that are wrong, also with --check [default: PEOPLE.rejects.csv beside PEOPLE.csv, and none
    /// with --check]
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Size of the largest file to read, such as 100MB or 2GiB [default: 1GiB for a list, 25MiB for a campaign]
    #[arg(long, value_name = "SIZE", allow_hyphen_values = true)]
    max_size: Option<String>,
}

/// The destination of the contacts.
#[derive(Debug)]
pub(super) struct Destination<'live> {
    /// The rules for the fields that it accepts.
    pub(super) intake: &'static DestinationRules,
    /// Its own columns, by their fields.
    pub(super) own_columns: &'live [(String, String)],
    /// The form in which numbers are sent.
    pub(super) form: NumberForm,
    /// The number of contacts of earlier imports that the next import replaces.
    pub(super) waiting: u64,
}

/// A file that was read to its end, and what is in it.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) content: Content,
    pub(super) name: String,
    pub(super) plan: Plan,
    pub(super) counts: Counts,
    pub(super) fingerprint: Fingerprint,
    pub(super) rejects: Option<PathBuf>,
    /// The source of the country of numbers without a country code, such as `--region`; empty if there is none.
    pub(super) region_source: String,
    /// How the file is read, in words that are equal for equal options.
    pub(super) options: String,
    /// The country that was used for numbers without a country code, if there were any.
    pub(super) region: Option<String>,
    /// The identity of the do-not-contact files, if there are any.
    pub(super) do_not_contact: Option<String>,
    /// The numbers of its contacts that must not be contacted, and of those that are contacted again.
    left_out: NewlyLeftOut,
}

/// The findings in the rows of a file.
struct Judged {
    counts: Counts,
    left_out: NewlyLeftOut,
    /// The first wrong rows by their lines, where no file gets them.
    shown: Vec<(u64, Rejection)>,
    /// The file of the wrong rows, not finished yet.
    rejects: Option<Rejects>,
}

impl Checked {
    /// Remembers whom it leaves out and who is in its do-not-contact files, before the others are sent.
    ///
    /// # Errors
    ///
    /// They cannot be written down.
    pub(super) fn remember_left_out(&self) -> Result<(), Error> {
        Ok(self.plan.left_out.remember(&self.left_out, &self.plan.do_not_contact)?)
    }

    /// Forgets whom it contacts again.
    ///
    /// # Errors
    ///
    /// It cannot be written down.
    pub(super) fn forget_contacted_again(&self) -> Result<(), Error> {
        Ok(self.plan.left_out.forget(&self.left_out.lifted.concat())?)
    }

    /// The number of contacts that are contacted again whom a column of an earlier file left out.
    pub(super) const fn contacted_again(&self) -> usize {
        self.left_out.lifted.len()
    }

    /// The record at the start of an import of this file into a list.
    pub(super) fn begun(&self, list: &ContactList, context: &Context) -> Begun {
        Begun {
            at: context.clock.now(),
            list: list.id.clone(),
            file: self.fingerprint.as_str().to_owned(),
            options: self.options.clone(),
            region: self.region.clone(),
            bytes: Some(self.content.length()),
            do_not_contact: self.do_not_contact.clone(),
        }
    }

    /// Says before a question what is agreed to.
    pub(super) fn tell_before_asking(&self, context: &mut Context) {
        if context.is_asked() {
            self.view_parts().agreed_to().iter().for_each(|words| context.ui.note(words));
        }
    }

    pub(super) fn view_parts(&self) -> ImportParts<'_> {
        ImportParts {
            file: &self.name,
            counts: &self.counts,
            columns: self.plan.columns.sent(),
            rejects: self.rejects.as_deref(),
            country_column: used_column(&self.plan),
            region_source: &self.region_source,
            opt_outs: opt_outs(&self.plan, &self.counts),
            do_not_contact: self.plan.do_not_contact.counts(),
            assumed_entries: self.plan.do_not_contact.assumed(),
        }
    }
}

impl ContactsFileArgs {
    /// Opens the file, or keeps stdin in one.
    ///
    /// # Errors
    ///
    /// `--max-size` is no size, stdin is read by something else, or the file cannot be read or is too large.
    pub(super) fn open(&self, intake: &DestinationRules, context: &Context) -> Result<Content, Error> {
        let said = self.max_size.as_deref().map(parse_size).transpose();
        let limit = intake.size_limit(said.map_err(|problem| Error::bad_value("--max-size", problem))?);
        if !self.is_stdin() {
            refuse_folder(&self.file, "name a file in it", "")?;
            return context.reading(|| Content::open(&self.file, limit)).map_err(|error| {
                let near = near_path(&self.file).filter(|_| !self.file.exists());
                Error::from(error).with_hints(near.map(|near| format!("did you mean {}?", near.display())))
            });
        }
        let stdin = context.stdin().input()?;
        let folder = context.imports_folder()?;
        Ok(context.reading(|| Content::spool(stdin.lock(), &folder, limit))?)
    }

    /// Reads it to its end, writes the rejects, and says what is in it. A file without a row to send is an error.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved, an option does not fit the file, or a file cannot be read or written.
    pub(super) async fn check(
        &self,
        mut opened: Content,
        destination: &Destination<'_>,
        past: &PastImports,
        context: &mut Context,
    ) -> Result<Checked, Error> {
        let region = self.region(context)?;
        let mut plan = self.plan(region.as_ref(), &mut opened, destination, past, context)?;
        read_opt_outs(&mut plan, &mut opened, context).await?;
        let country = used_column(&plan);
        tell_left_out(&plan, country, context);
        let name = if self.is_stdin() { "<stdin>".to_owned() } else { self.file.display().to_string() };
        let Judged { counts, left_out, shown, rejects } =
            self.judge(&plan, &mut opened, &name, context).await?;
        let fingerprint = opened.fingerprint();
        let is_remembered = !self.check && context.dry_run().is_none();
        let files = (self.file.as_path(), self.do_not_contact.flags());
        tell_opted_out(&plan, &counts, files, is_remembered, context);
        self.say_again(left_out.lifted.len(), context)?;
        if counts.without_country.count > 0 {
            return Err(ImportError::NoCountry { file: name, rows: counts.without_country }.into());
        }
        warn(&plan, &counts, context);
        let options = format!(
            "numbers {}, between cells {:?}, columns {:?}",
            plan.form,
            plan.dialect.name(),
            plan.columns.sent().join(" "),
        );
        let do_not_contact =
            plan.do_not_contact.counts().map(|_| plan.do_not_contact.fingerprint().to_string());
        for (line, rejection) in &shown {
            context.ui.note(&format!("line {line}: {}", rejection.reason()));
        }
        let rejects = rejects.map_or(Ok(None), Rejects::finish)?;
        if let Some(path) = &rejects {
            context.wrote(format!("wrote {}", path.display()));
        }
        let read_with = (!counts.assumed.is_empty()).then(|| region_words(region.as_ref(), country));
        let region_source = region.map_or_else(String::new, |region| region.source.to_string());
        let checked = Checked {
            content: opened,
            name,
            plan,
            counts,
            fingerprint,
            rejects,
            region_source,
            options,
            region: read_with,
            do_not_contact,
            left_out,
        };
        if context.dry_run().is_some() {
            checked.view_parts().assumptions().iter().for_each(|words| context.ui.note(words));
        }
        if checked.counts.accepted > 0 {
            return Ok(checked);
        }
        if is_remembered {
            checked.remember_left_out()?;
        }
        Err(checked.nothing_to_send(destination.waiting, is_remembered))
    }

    /// Judges every row, and writes the wrong ones into the file of rejects, where there is to be one.
    async fn judge(
        &self,
        plan: &Plan,
        opened: &mut Content,
        name: &str,
        context: &mut Context,
    ) -> Result<Judged, Error> {
        refuse_in_header(plan, name, context)?;
        let input = self.input(opened);
        let rejects_path = self.rejects_path(&input, context)?;
        let memory = context.rejects_folder()?;
        let mut rejects = rejects_path
            .as_deref()
            .map(|path| Rejects::new(path, &input, &memory, plan.dialect, &plan.columns));
        let mut shown = Vec::new();
        let mut rows = Rows::new(plan, opened)?;
        while let Some(verdict) = rows.judge_next()? {
            refuse_in_row(&verdict, &rows, plan, name, context)?;
            match (verdict, &mut rejects) {
                // People who opted out, and rows that another one stands for, are only counted: the file is there to be
                // fixed and imported.
                (Err(rejection), Some(rejects)) if rejection.is_wrong() => {
                    if let Some(record) = rows.record() {
                        rejects.add(record, rows.line(), &rejection)?;
                    }
                }
                (Err(rejection), ..) if shown.len() < REJECTIONS_SHOWN && rejection.is_wrong() => {
                    shown.push((rows.line(), rejection));
                }
                _ => {}
            }
            if rows.row() % ROWS_AT_A_TIME == 0 {
                context.ui.progress(&format!("checking {name}: {} rows", rows.row()));
                tokio::task::yield_now().await;
            }
        }
        context.ui.done_waiting();
        Ok(Judged { counts: rows.counts().clone(), left_out: rows.into_left_out(), shown, rejects })
    }

    /// The country that the flag says, else the settings; there is no default.
    fn region(&self, context: &mut Context) -> Result<Option<Setting<NumberRegion>>, Error> {
        match &self.region {
            Some(text) => {
                let value = text.parse().map_err(|problem| Error::bad_value("--region", problem))?;
                Ok(Some(Setting { value, source: SettingSource::Flag("--region") }))
            }
            None => Ok(context.settings()?.region.clone()),
        }
    }

    fn plan(
        &self,
        region: Option<&Setting<NumberRegion>>,
        opened: &mut Content,
        destination: &Destination<'_>,
        past: &PastImports,
        context: &mut Context,
    ) -> Result<Plan, Error> {
        let numbers = region.map_or(Numbers::WITH_COUNTRY_CODE, |region| Numbers::of(region.value));
        let (start, is_whole) = opened.start()?;
        // The encoding is detected in any case.
        let detected = Dialect::detect(&start, is_whole).map_err(ImportError::from)?;
        let dialect = match self.delimiter.as_deref() {
            None => detected,
            Some(text) => detected.delimited_by(delimiter(text)?),
        };
        let first = first_record(dialect, opened)?;
        let header = if self.no_header { Header::None } else { Header::Detect };
        let choices = self
            .map
            .iter()
            .map(|text| text.parse().map_err(|problem| Error::bad_value("--map", problem)))
            .collect::<Result<Vec<MapChoice>, Error>>()?;
        let Destination { intake, own_columns, form, .. } = *destination;
        let text = TextCheck::of(opened)?;
        let is_first_lossy = first.iter().any(|cell| cell.contains(char::REPLACEMENT_CHARACTER));
        let columns = match Columns::map(&first, header, &choices, intake, own_columns) {
            // A header in another encoding cannot be compared.
            Ok(columns) if !is_first_lossy || columns.header().is_none() => columns,
            Err(problem) if !is_first_lossy => return Err(ImportError::from(problem).into()),
            mapped => match (text.problem(opened.path()), mapped) {
                (Some(problem), _) => return Err(ImportError::from(problem).into()),
                (None, mapped) => mapped.map_err(ImportError::from)?,
            },
        };
        if let Some(words) = text.words() {
            context.ui.problem(&Problem::warning("import/not-utf8", format!(
                "{words}; a row with such a letter in a cell that would be sent is not sent; {EXPORT_AS_UTF8}"
            )));
        }
        let do_not_contact = self.do_not_contact.read(numbers, context)?;
        let area_code = columns.header().and_then(|header| AreaCodeColumn::search(header, &columns));
        let opt_outs = OptOutColumns::search(&columns);
        let country = match columns.header() {
            Some(header) => CountryColumn::search(
                header,
                |place| columns.may_say_country(place),
                columns.country(),
                dialect,
                opened,
            )?,
            None if columns.country().is_some() => return Err(country_without_header()),
            None => None,
        };
        let may_have_unseen = text.may_have_unseen;
        Ok(Plan {
            dialect,
            intake,
            columns,
            numbers,
            country,
            area_code,
            form,
            do_not_contact,
            opt_outs,
            parts: FurtherParts::default(),
            left_out: past.left_out()?.lifting_columns(self.contact_again.is_some()),
            sent: past.numbers(Remembered::Sent)?,
            may_have_unseen,
        })
    }

    pub(super) fn is_stdin(&self) -> bool {
        self.file == Path::new("-")
    }

    /// Whether the input is not a permanent file, but stdin or a path that a shell made, such as `<(…)`.
    fn is_stream(&self) -> bool {
        let is_other = |metadata: std::fs::Metadata| !metadata.is_file() && !metadata.is_dir();
        self.is_stdin() || std::fs::metadata(&self.file).is_ok_and(is_other)
    }

    /// The file of rejected rows; `None` if nothing is sent and the file was not asked for.
    fn rejects_path(&self, input: &str, context: &Context) -> Result<Option<PathBuf>, Error> {
        let path = match &self.rejects {
            Some(path) => {
                context.refuse_dry_run("--rejects")?;
                path.clone()
            }
            None if self.check || context.dry_run().is_some() => return Ok(None),
            // The name has a digest of the input, so that rejects of another stream are not replaced.
            None if self.is_stream() => PathBuf::from(format!("stdin-{input:.8}{REJECTS_EXTENSION}")),
            None => {
                let mut name = self.file.file_stem().unwrap_or_default().to_owned();
                name.push(REJECTS_EXTENSION);
                self.file.with_file_name(name)
            }
        };
        if path.is_dir() {
            return Err(Error::usage(
                "import/rejects-is-a-folder",
                format!("--rejects: {} is a folder", path.display()),
            )
            .hint("name a file in it"));
        }
        files::refuse_special(&path).map_err(|reason| ImportError::File {
            what: "write",
            path: path.clone(),
            reason,
        })?;
        self.refuse_over_input(&path)?;
        Ok(Some(path))
    }

    /// Refuses to write the rejects over a file that the import reads: also over one that an import of the same
    /// contacts wrote.
    fn refuse_over_input(&self, path: &Path) -> Result<(), ImportError> {
        let is_one = |input: &Path| input == path || files::are_one(input, path);
        let what = if is_one(&self.file) {
            "the contacts"
        } else if self.do_not_contact.files().any(is_one) {
            "the numbers of --dnc"
        } else {
            return Ok(());
        };
        let message = format!("the rejected rows would be written over {}, which has {what}", path.display());
        Err(Problem::error("import/rejects-over-itself", message)
            .help("name another file for them with --rejects")
            .into())
    }

    /// The source of the rows, by which a file of rejects is matched to it: the path of a file, or a digest of stdin.
    fn input(&self, opened: &Content) -> String {
        if self.is_stream() {
            return opened.fingerprint().to_string();
        }
        let path = std::path::absolute(&self.file).unwrap_or_else(|_| self.file.clone());
        path.display().to_string()
    }
}

/// The columns that say who opted out, with how many rows each leaves out.
fn opt_outs(plan: &Plan, counts: &Counts) -> Vec<(String, OptOuts)> {
    let count = |place| counts.opted_out_by_column.get(&place).copied().unwrap_or_default();
    plan.opt_outs.places().map(|place| (plan.columns.name(place), count(place))).collect()
}

/// The error for a country column without a header: the header decides in which row the countries begin.
fn country_without_header() -> Error {
    Error::usage(
        "import/country-without-header",
        "--map COLUMN=country needs a first line with the names of the columns",
    )
    .nothing_sent()
    .hint("write a header as the first line of the file, and name the column there")
}

fn delimiter(text: &str) -> Result<u8, Error> {
    match text.as_bytes() {
        [only] if can_separate(*only) => Ok(*only),
        _ if text.eq_ignore_ascii_case("tab") => Ok(b'\t'),
        _ => Err(Error::usage(
            "import/delimiter-unknown",
            format!("--delimiter: {text:?} cannot separate cells"),
        )
        .hint("write one character, such as ';', or the word tab")),
    }
}
