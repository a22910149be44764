//! Time zones on this machine: the folder that the user chose, and the system's edition.
//!
//! The disk is read only if `KCAMP_TZDATA` is set, or if a schedule is shown or sent.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::Context;
use crate::domain::finding::Problem;
use crate::domain::platform_kind::ClockBasis;
use crate::domain::zone::{Database, Edition, ZONE_FILES_VARIABLE, Zone, ZoneFiles};
use crate::env::Environment;
use crate::error::Error;

/// The system's folder of zone files, unless `TZDIR` is set.
const SYSTEM_FOLDER: &str = "/usr/share/zoneinfo";

/// The link to the system's time zone.
const SYSTEM_ZONE: &str = "/etc/localtime";

/// The most files in a folder of zones; there are about 600 names.
const FILE_COUNT_MAX: usize = 5_000;

/// The most bytes of a file that are read; zones have some thousands.
const FILE_SIZE_MAX: u64 = 256 * 1024;

/// The most parts of a name, as in `America/Argentina/Ushuaia`.
const PARTS_MAX: usize = 3;

/// Folders with the same zones again: with leap seconds (`right`), and for old programs (`posix`).
const VARIANTS: [&str; 2] = ["posix", "right"];

impl Context {
    /// This machine's time zone, if the database has its name: from `TZ`, else from the system. It is offered to a
    /// user, but never used without a question.
    pub fn machine_zone(&self) -> Option<Zone> {
        match self.environment.text("TZ").map(|zone| zone.trim_start_matches(':')) {
            None | Some(SYSTEM_ZONE) => of_system(),
            Some(path) if path.starts_with('/') => of_file(path),
            Some(name) => name.parse().ok(),
        }
    }

    /// This machine's time zone to offer in a question, if people live by it. A machine on UTC does not say where its
    /// user is.
    pub fn machine_zone_to_offer(&self) -> Option<Zone> {
        self.machine_zone().filter(Zone::is_of_a_place)
    }

    /// The time zone of people to offer in a question: the one that is set, else this machine's, if people live by it.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn zone_to_offer(&self) -> Result<Option<Zone>, Error> {
        let set = self.operator_zone()?.filter(Zone::is_of_a_place);
        Ok(set.or_else(|| self.machine_zone_to_offer()))
    }

    /// The edition of the system's zone files, if it can be read.
    pub fn system_zone_edition(&self) -> Option<Edition> {
        let folder = self.environment.value("TZDIR").map_or_else(|| SYSTEM_FOLDER.into(), PathBuf::from);
        edition(&folder)
    }

    /// Warns if the time zones in use may be out of date, or if the time zone that is set as the platform's clock is
    /// probably a mistake. For commands that show or send a schedule.
    pub fn warn_of_zones(&mut self) {
        let mut concerns = Database::in_use().concerns(self.system_zone_edition().as_ref(), self.clock.now());
        concerns.extend(self.settings().ok().and_then(|settings| {
            let clock = &settings.schedule_timezone;
            let caution = (settings.clock_basis() == ClockBasis::Set).then(|| clock.value.caution())??;
            let message = format!(
                "the platform's clock is set to {} ({}): {}",
                clock.value, clock.source, caution.message
            );
            Some(Problem { message, ..caution })
        }));
        for concern in concerns {
            self.ui.problem(&concern);
        }
    }
}

/// The system's time zone, from a link into the folder of zones, or from a file with its name.
fn of_system() -> Option<Zone> {
    let linked = fs::read_link(SYSTEM_ZONE).ok().and_then(|target| of_file(target.to_str()?));
    linked.or_else(|| fs::read_to_string("/etc/timezone").ok()?.trim().parse().ok())
}

/// `Asia/Kolkata`, from `/usr/share/zoneinfo/Asia/Kolkata`.
fn of_file(path: &str) -> Option<Zone> {
    let (_, name) = path.rsplit_once("zoneinfo/")?;
    name.parse().ok()
}

/// All the zones in the folder that `KCAMP_TZDATA` names; `None` if it is not set. All are read at once, so that a
/// broken file is not found only after something was sent.
///
/// # Errors
///
/// The folder cannot be read, holds too many files or no zones, or one of its files cannot be read as a zone.
pub(super) fn read(environment: &Environment) -> Result<Option<ZoneFiles>, Error> {
    let Some(folder) = environment.value(ZONE_FILES_VARIABLE) else { return Ok(None) };
    let root = Path::new(folder);
    let mut files = ZoneFiles::new(edition(root));
    let mut open = vec![(root.to_owned(), String::new())];
    let mut count = 0_usize;
    while let Some((folder, prefix)) = open.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&folder, &error))?;
            count += 1;
            if count > FILE_COUNT_MAX {
                return Err(no_zones(root, &format!("holds more than {FILE_COUNT_MAX} files")));
            }
            let file_name = entry.file_name();
            let Some(name) = file_name.to_str() else { continue };
            let (path, name) = (entry.path(), format!("{prefix}{name}"));
            // Time zones with several names are often links to one file.
            let Ok(metadata) = fs::metadata(&path) else { continue };
            if metadata.is_dir() {
                if !VARIANTS.contains(&name.as_str()) && name.split('/').count() < PARTS_MAX {
                    open.push((path, format!("{name}/")));
                }
            } else if metadata.is_file() {
                let bytes = beginning(&path, FILE_SIZE_MAX).map_err(|error| unreadable(&path, &error))?;
                files
                    .add(&name, &bytes)
                    .map_err(|problem| Error::bad_value(&named(root.as_os_str()), problem).nothing_sent())?;
            }
        }
    }
    if files.is_empty() {
        return Err(no_zones(root, "holds no compiled zone file (TZif)"));
    }
    Ok(Some(files))
}

/// The edition of a folder of zones, from the first line of `tzdata.zi` (`# version 2026f`), or from `+VERSION`.
fn edition(folder: &Path) -> Option<Edition> {
    let first_line = |name: &str| {
        let path = folder.join(name);
        // Only files are read: a pipe could block.
        fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
        let text = String::from_utf8(beginning(&path, 64).ok()?).ok()?;
        text.lines().next().map(str::to_owned)
    };
    let of_source = first_line("tzdata.zi").and_then(|line| line.strip_prefix("# version ")?.parse().ok());
    of_source.or_else(|| first_line("+VERSION")?.parse().ok())
}

fn beginning(path: &Path, most: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn named(folder: &OsStr) -> String {
    format!("{ZONE_FILES_VARIABLE}={}", folder.display())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    let message = format!("{ZONE_FILES_VARIABLE}: {} cannot be read: {error}", path.display());
    Error::usage("time/zone-folder-unreadable", message).nothing_sent().hint(HINT)
}

fn no_zones(folder: &Path, what: &str) -> Error {
    let message = format!("{} {what}", named(folder.as_os_str()));
    Error::usage("time/zone-folder-unreadable", message).nothing_sent().hint(HINT)
}

const HINT: &str = "name a folder of compiled zone files, with a file Europe/Berlin in it, or unset it to use the zones that are built in";

#[cfg(test)]
mod tests {
    use crate::context::{Context, Startup};
    use crate::env::Environment;

    #[test]
    fn a_zone_is_known_by_its_name_alone() {
        for (tz, expected) in [
            ("Asia/Kolkata", Some("Asia/Kolkata")),
            (":Asia/Kolkata", Some("Asia/Kolkata")),
            ("/usr/share/zoneinfo/Asia/Kolkata", Some("Asia/Kolkata")),
            (":/usr/share/zoneinfo/America/Argentina/Buenos_Aires", Some("America/Argentina/Buenos_Aires")),
            ("/var/db/timezone/zoneinfo/Europe/London", Some("Europe/London")),
            ("/etc/own-clock", None),
            ("/usr/share/zoneinfo/Nowhere/Else", None),
            ("CET-1CEST,M3.5.0,M10.5.0/3", None),
        ] {
            let context = Context::new(Startup::default(), Environment::from_iter([("TZ", tz)]));
            let zone = context.ok().and_then(|context| context.machine_zone());
            assert_eq!(zone.map(|zone| zone.to_string()).as_deref(), expected, "{tz}");
        }
    }
}
