//! A plan as Markdown, for a comment on a pull request.

use std::cmp::Reverse;
use std::fmt::Write as _;

use super::{PlanAction, PlanLineView, PlanView};
use crate::domain::plural::counted;
use crate::domain::unseen::acts;
use crate::ui::FindingRecord;

/// The most bytes: a comment on GitHub has little more space, and other text is around the plan.
const BYTES_MAX: usize = 60_000;
/// The bytes that a long table leaves for the findings.
const FINDINGS_RESERVED: usize = BYTES_MAX / 3;

/// Makes a text one that Markdown shows unchanged.
type Plain<'plain> = &'plain dyn Fn(&str) -> String;

impl PlanView {
    /// The plan as Markdown. Users' texts are escaped, so that they are shown unchanged, once `struck` has taken the
    /// secrets out of each: in an escaped one they are not known.
    pub fn markdown(&self, struck: impl Fn(&str) -> String) -> String {
        let plain: Plain<'_> = &|text| plain(&struck(text));
        let mut text = format!("### {}\n\n{}\n", plain(&self.summary()), plain(&self.account));
        let rows = self.table_rows();
        if !rows.is_empty() {
            text.push_str("\n| plan | campaign | what |\n|---|---|---|\n");
        }
        let findings = self.findings_in_lines(plain);
        let reserved = findings.iter().map(String::len).sum::<usize>().min(FINDINGS_RESERVED);
        let mut left = rows.len();
        for (_, [action, name, what]) in &rows {
            if text.len() > BYTES_MAX - reserved {
                break;
            }
            let _ = writeln!(text, "| {} | {} | {} |", plain(action), plain(name), plain(what));
            left -= 1;
        }
        if left > 0 {
            let _ = writeln!(
                text,
                "\nThere is no room here for {}; kcamp plan shows all.",
                counted(left, "more line")
            );
        }
        for line in self.inherited() {
            let _ = writeln!(text, "\n{}", plain(&line));
        }
        of_findings(&findings, &mut text);
        for line in self.lines.iter().filter(|line| !line.changes.is_empty() || !line.texts.is_empty()) {
            if text.len() > BYTES_MAX {
                text.push_str(
                    "\nThe fields of further campaigns do not fit here; kcamp plan -o json has them.\n",
                );
                break;
            }
            of_fields(line, &mut text, plain);
        }
        self.of_runs(&mut text, plain);
        text
    }

    /// Each finding in one line, the weightiest first.
    fn findings_in_lines(&self, plain: Plain<'_>) -> Vec<String> {
        let mut findings: Vec<&FindingRecord> = self.findings.iter().collect();
        findings.sort_by_key(|finding| Reverse(finding.severity));
        findings.into_iter().map(|finding| format!("- {}\n", plain(&in_one_line(finding)))).collect()
    }

    fn of_runs(&self, text: &mut String, plain: Plain<'_>) {
        let with_runs = || {
            let lines = self.lines.iter().filter(|line| line.action != PlanAction::OffLive);
            lines.filter(|line| !line.runs.is_empty())
        };
        if with_runs().next().is_none() || text.len() > BYTES_MAX {
            return;
        }
        text.push_str("\n#### The next runs\n\n| campaign | runs |\n|---|---|\n");
        for line in with_runs() {
            if text.len() > BYTES_MAX {
                break;
            }
            let runs: Vec<String> = line.runs.iter().map(|run| plain(run)).collect();
            let _ = writeln!(text, "| {} | {} |", plain(&line.name), runs.join("<br>"));
        }
    }
}

/// The findings that fit, and the number of the others.
fn of_findings(findings: &[String], text: &mut String) {
    if findings.is_empty() {
        return;
    }
    text.push_str("\n#### Warnings\n\n");
    let mut left = findings.len();
    for finding in findings {
        if text.len() + finding.len() > BYTES_MAX {
            break;
        }
        text.push_str(finding);
        left -= 1;
    }
    if left > 0 {
        let more = counted(left, "more finding");
        let _ = writeln!(text, "\nThere is no room here for {more}; kcamp plan -o json has all.");
    }
}

/// Such as `warning[schedule/past] campaigns/new.yaml:5: the message; the help`.
fn in_one_line(finding: &FindingRecord) -> String {
    let FindingRecord { code, severity, message, file, line, help, .. } = finding;
    let file = file.as_ref().map(|file| line.map_or_else(|| file.clone(), |line| format!("{file}:{line}")));
    let elsewhere = [&finding.flag, &finding.environment, &finding.prompt, &finding.field];
    let place = file.as_ref().or_else(|| elsewhere.into_iter().flatten().next());
    let place = place.map_or_else(String::new, |place| format!(" {place}"));
    let help = help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
    let more = finding.more.map_or_else(String::new, |more| format!(" (and {more} more in this file)"));
    format!("{severity}[{code}]{place}: {message}{help}{more}")
}

/// The changed fields, and the texts that reach people, in a folded section.
fn of_fields(line: &PlanLineView, text: &mut String, plain: Plain<'_>) {
    let _ = writeln!(text, "\n<details><summary>{} {}</summary>\n", line.action.verb(), plain(&line.name));
    if !line.changes.is_empty() {
        text.push_str("| field | was | becomes |\n|---|---|---|\n");
        for change in &line.changes {
            let [field, old, new] = change.cells().map(|cell| plain(&cell));
            let _ = writeln!(text, "| {field} | {old} | {new} |");
        }
        text.push('\n');
    }
    for wording in &line.texts {
        let size = wording.size().map_or_else(String::new, |size| format!(" ({size})"));
        let _ = writeln!(text, "{}{}:\n\n> {}\n", plain(wording.field), plain(&size), plain(&wording.text));
    }
    text.push_str("</details>\n");
}

/// A text that Markdown and HTML show unchanged: no markup, no mention, no link, on one line of a table.
fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            // A mention would notify a user, and a number would link to an issue.
            '@' => shown.push_str("&#64;"),
            '#' => shown.push_str("&#35;"),
            // A bare address would become a link.
            ':' => shown.push_str("&#58;"),
            '\n' => shown.push_str("<br>"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '!' | '|' | '~' => {
                shown.push('\\');
                shown.push(letter);
            }
            letter if acts(letter) => {
                let _ = write!(shown, "\\\\u{:x}", u32::from(letter));
            }
            letter => shown.push(letter),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{BYTES_MAX, of_findings, plain};

    #[test]
    fn the_findings_that_do_not_fit_are_counted() {
        let findings = vec![format!("- {}\n", "x".repeat(9_997)); 7];
        let mut text = String::new();
        of_findings(&findings, &mut text);
        assert!(text.contains("no room here for 2 more findings"), "{}", text.len());
        assert!(text.len() < BYTES_MAX);
        let mut text = String::new();
        of_findings(&findings[..1], &mut text);
        assert!(!text.contains("no room"));
    }

    #[test]
    fn what_people_wrote_is_shown_and_not_obeyed() {
        for (text, shown) in [
            ("Spring", "Spring"),
            ("a|b", "a\\|b"),
            ("<img src=x>", "&lt;img src=x&gt;"),
            ("@team #1", "&#64;team &#35;1"),
            ("[x](https://e.example)", "\\[x\\]\\(https&#58;//e.example\\)"),
            ("**b** `c`", "\\*\\*b\\*\\* \\`c\\`"),
            ("two\nlines", "two<br>lines"),
            ("\u{1b}[2J", "\\\\u1b\\[2J"),
            ("a\u{202e}b\u{2028}c", "a\\\\u202eb\\\\u2028c"),
        ] {
            assert_eq!(plain(text), shown);
        }
    }
}
