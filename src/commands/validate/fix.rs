//! `kcamp validate --fix`: makes every fix that has one right answer, checks the results, and writes the files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::commands::campaign_files::{self as files, Counted, FileReadOptions};
use crate::domain::finding::{Finding, Findings, Fix, Origin, Source};
use crate::error::Error;
use crate::files::rewrite;
use crate::manifest::{CheckContext, DEFAULTS_FILE, Drafts, FILE_SIZE_MAX, JointCheck, STDIN_NAME};
use crate::ui::FixRecord;
use crate::view::diff::unified;

/// The most rounds of checks: a fix may lead to another one, for example for a key whose value was not read before.
const ROUNDS_MAX: usize = 100;
/// The character that a text file may start with, and that is not part of its text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A fix that was made in a text.
#[derive(Debug)]
pub struct AppliedFix {
    pub file: String,
    /// The old text, the new text, and the place in the round of the fix.
    pub fix: FixRecord,
}

/// The place of a finding, which a fix on the same line does not change: file, line and code.
type FindingPlace = (String, usize, &'static str);

/// Texts and their fixes.
#[derive(Debug, Default)]
pub struct Fixed {
    /// The fixes that were made, in the order of the files.
    pub made: Vec<AppliedFix>,
    /// Each text that has fixes, before them, by its name.
    before: BTreeMap<String, Arc<Source>>,
    /// The texts with their fixes, and the input on stdin.
    drafts: Drafts,
    /// The original input on stdin.
    of_stdin: Option<Vec<u8>>,
    /// The fixes that would not remove their finding, or would cause another one.
    refused: BTreeSet<FindingPlace>,
}

impl Fixed {
    /// Makes the fixes of the files at these paths, and writes nothing.
    ///
    /// # Errors
    ///
    /// A file or stdin cannot be read.
    pub fn of(
        paths: &[PathBuf],
        reading: &FileReadOptions,
        check_context: &CheckContext,
    ) -> Result<Self, Error> {
        let mut fixed = Self::default();
        if paths.iter().any(|path| path.as_os_str() == "-") {
            let bytes = files::read_stdin(reading)?;
            fixed.drafts.set(STDIN_NAME, bytes.clone());
            fixed.of_stdin = Some(bytes);
        }
        let check = |drafts: &Drafts| check(paths, &reading.with_drafts(drafts.clone()), check_context);
        for _ in 0..ROUNDS_MAX {
            let (found, names) = check(&fixed.drafts)?;
            let chosen = Chosen::of(&found, &fixed.refused, |name| is_among(name, &names, paths));
            if chosen.0.is_empty() {
                break;
            }
            let drafts = chosen.drafts(&fixed.drafts);
            let refused = chosen.refused(&found, &check(&drafts)?.0);
            if refused.is_empty() {
                fixed.take(&chosen, drafts);
            }
            fixed.refused.extend(refused);
        }
        let order = |made: &AppliedFix| (made.file.clone(), made.fix.line, made.fix.column);
        fixed.made.sort_by_cached_key(order);
        Ok(fixed)
    }

    fn take(&mut self, chosen: &Chosen, drafts: Drafts) {
        self.drafts = drafts;
        for (name, (source, fixes)) in &chosen.0 {
            self.before.entry(name.clone()).or_insert_with(|| Arc::clone(source));
            let made =
                fixes.iter().map(|(_, _, record)| AppliedFix { file: name.clone(), fix: record.clone() });
            self.made.extend(made);
        }
    }

    /// This reading, but with the fixed texts instead of the files.
    pub fn reading(&self, reading: &FileReadOptions) -> FileReadOptions {
        reading.with_drafts(self.drafts.clone())
    }

    /// This reading without fixes. The text of stdin, which can be read only once, is used instead of it.
    pub fn as_read(&self, reading: &FileReadOptions) -> FileReadOptions {
        let mut drafts = Drafts::default();
        if let Some(text) = &self.of_stdin {
            drafts.set(STDIN_NAME, text.clone());
        }
        reading.with_drafts(drafts)
    }

    /// The input on stdin, with its fixes; `None` if it is not text, or was cut at the size limit.
    pub fn stdin(&self) -> Option<&str> {
        let draft = self.drafts.get(STDIN_NAME).filter(|text| text.len() <= FILE_SIZE_MAX)?;
        std::str::from_utf8(draft).ok()
    }

    /// The changes, in the form of `diff -u`.
    pub fn diff(&self) -> String {
        let texts = self.texts().map(|(name, before, after)| unified(name, before, &after));
        texts.collect::<Vec<_>>().concat()
    }

    /// Each text that has fixes: its name, the text before, and the text with its fixes.
    fn texts(&self) -> impl Iterator<Item = (&str, &str, String)> {
        self.before.iter().filter_map(|(name, source)| {
            let after = std::str::from_utf8(self.drafts.get(name)?).ok()?;
            Some((name.as_str(), source.text.as_str(), after.to_owned()))
        })
    }

    /// Writes the files, each in one step, and returns those that could not be written, with the reason and the next
    /// step. Their fixes then no longer count as made.
    pub fn write(&mut self) -> Vec<(String, String)> {
        let written =
            self.texts().map(|(name, before, after)| (name.to_owned(), write(name, before, &after)));
        let failed: Vec<(String, String)> =
            written.filter_map(|(name, written)| Some((name, written.err()?))).collect();
        self.made.retain(|made| failed.iter().all(|(name, _)| *name != made.file));
        failed
    }

    /// Removes the fixes that are not made from the findings.
    pub fn without_refused(&self, findings: Findings) -> Findings {
        let mut told = Findings::new();
        told.extend(findings.into_iter().map(|finding| {
            let is_refused = place(&finding).is_some_and(|place| self.refused.contains(&place));
            if is_refused { Finding { fix: None, ..finding } } else { finding }
        }));
        told
    }
}

/// The fixes of one round, by the name of their text, each with its place and its record.
struct Chosen(BTreeMap<String, FixesOfText>);

/// A text, and the fixes in it.
type FixesOfText = (Arc<Source>, Vec<(FindingPlace, Fix, FixRecord)>);

impl Chosen {
    fn of(found: &Findings, refused: &BTreeSet<FindingPlace>, is_among: impl Fn(&str) -> bool) -> Self {
        let mut chosen: BTreeMap<String, FixesOfText> = BTreeMap::new();
        for finding in found {
            let (Some(fix), Some(record), Some(place), Origin::Text { source, .. }) =
                (&finding.fix, FixRecord::of(finding), place(finding), &finding.origin)
            else {
                continue;
            };
            if refused.contains(&place) || !is_among(&source.name) {
                continue;
            }
            let (_, fixes) =
                chosen.entry(source.name.clone()).or_insert_with(|| (Arc::clone(source), Vec::new()));
            // A value that several campaigns share, by an alias or by inheritance, is found in each of them.
            if !fixes.iter().any(|(_, known, _)| known.span == fix.span) {
                fixes.push((place, fix.clone(), record));
            }
        }
        Self(chosen)
    }

    /// The drafts, with these fixes made.
    fn drafts(&self, drafts: &Drafts) -> Drafts {
        let mut drafts = drafts.clone();
        for (name, (source, fixes)) in &self.0 {
            let fixes: Vec<Fix> = fixes.iter().map(|(_, fix, _)| fix.clone()).collect();
            let mark =
                drafts.get(name).is_some_and(|text| text.starts_with(BYTE_ORDER_MARK.to_string().as_bytes()));
            let text = Fix::make(&fixes, &source.text);
            drafts.set(name.clone(), if mark { format!("{BYTE_ORDER_MARK}{text}") } else { text });
        }
        drafts
    }

    /// The fixes that do not remove their finding. If a text has a new error of form, all the fixes of that text.
    fn refused(&self, before: &Findings, after: &Findings) -> Vec<FindingPlace> {
        let messages = |findings: &Findings, keeps_fixed: bool| -> BTreeSet<(FindingPlace, String)> {
            let remaining = findings.iter().filter(|it| keeps_fixed || !self.has(it));
            remaining.filter_map(|it| Some((place(it)?, it.problem.message.clone()))).collect()
        };
        let (left, now) = (messages(before, false), messages(after, true));
        let fresh: Vec<&FindingPlace> = now.difference(&left).map(|(place, _)| place).collect();
        let all = self.0.values().flat_map(|(_, fixes)| fixes.iter().map(|(place, ..)| place));
        all.filter(|fix| {
            fresh.iter().any(|it| it == fix || it.0 == fix.0 && is_of_form(it.2) && !was(before, it))
        })
        .cloned()
        .collect()
    }

    fn has(&self, finding: &Finding) -> bool {
        let (Origin::Text { source, .. }, Some(fix)) = (&finding.origin, &finding.fix) else { return false };
        self.0.get(&source.name).is_some_and(|(_, fixes)| fixes.iter().any(|(_, known, _)| known == fix))
    }
}

/// Whether a finding is about the form of a text. Unknown keys do not count: below a key whose name was corrected,
/// keys are read for the first time.
fn is_of_form(code: &str) -> bool {
    code.starts_with("file/") && code != "file/unknown-key"
}

/// Whether there was a finding at a place.
fn was(findings: &Findings, wanted: &FindingPlace) -> bool {
    findings.iter().any(|finding| place(finding).as_ref() == Some(wanted))
}

/// The text of a fix, and its place in it.
pub fn place_of_fix(finding: &Finding) -> Option<(String, usize, usize)> {
    let (Origin::Text { source, .. }, Some(fix)) = (&finding.origin, &finding.fix) else { return None };
    Some((source.name.clone(), fix.span.start, fix.span.end))
}

fn place(finding: &Finding) -> Option<FindingPlace> {
    let Origin::Text { source, span } = &finding.origin else { return None };
    Some((source.name.clone(), source.position(span.start).line, finding.problem.code))
}

/// All findings in the files at these paths, and the names of the files.
fn check(
    paths: &[PathBuf],
    reading: &FileReadOptions,
    check_context: &CheckContext,
) -> Result<(Findings, Vec<String>), Error> {
    let mut found = Findings::new();
    let Counted { files, .. } =
        files::check_each(paths, reading, None, check_context, &mut JointCheck::default(), |checked| {
            found.extend(checked.findings);
            Ok(())
        })?;
    Ok((found, files))
}

/// Whether a text may be fixed: one of the files, or a defaults file below a folder among the paths. Values that are
/// inherited from elsewhere belong to other campaigns too.
pub fn is_among(name: &str, files: &[String], paths: &[PathBuf]) -> bool {
    let file = Path::new(name);
    if files.iter().any(|known| known == name) {
        return true;
    }
    file.ends_with(DEFAULTS_FILE)
        && file.canonicalize().is_ok_and(|file| {
            paths.iter().filter_map(|path| path.canonicalize().ok()).any(|path| file.starts_with(path))
        })
}

/// Writes one file. The error is the reason and the next step.
fn write(name: &str, before: &str, after: &str) -> Result<(), String> {
    let path = Path::new(name);
    let cannot =
        |error: std::io::Error| format!("it cannot be written: {error}; check the rights of its folder");
    let kind = fs::symlink_metadata(path).map_err(cannot)?;
    if kind.is_symlink() {
        let target = path.canonicalize().map_or_else(|_| "its target".into(), |it| it.display().to_string());
        return Err(format!("it is a link; run the command with {target} to fix the file behind it"));
    }
    if kind.permissions().readonly() {
        return Err("it is read-only; make it writable and run the command again".to_owned());
    }
    let bytes = fs::read(path).map_err(cannot)?;
    let text = std::str::from_utf8(&bytes).unwrap_or_default();
    let marked = text.strip_prefix(BYTE_ORDER_MARK);
    if marked.unwrap_or(text) != before {
        return Err("it changed while it was checked; run the command again".to_owned());
    }
    let mark = if marked.is_some() { BYTE_ORDER_MARK.to_string() } else { String::new() };
    rewrite(path, (mark + after).as_bytes()).map_err(cannot)
}
