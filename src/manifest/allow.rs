//! `# kcamp: allow(code)`: comments that silence findings on one line.
//!
//! A comment beside a value is about its own line. A comment on its own line is about the next line that is not a
//! comment. It can allow warnings and notes, and errors that only doubt a name, such as one that looks like a variable.
//! Any other error cannot be allowed, since it breaks a rule of the platform or of the team's policy.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::cut_by_comment::MARK;
use crate::domain::explanations::{self, CodeSeverity};
use crate::domain::finding::{Finding, Findings, Origin, Problem, Severity, Source};

/// The codes of findings between the campaigns of a run. They depend on which other files are given, so their
/// allowances are never reported as unused.
pub(super) const BETWEEN_CAMPAIGNS: [&str; 2] = [SHARED_LIST, SHARED_CONTACTS];

/// The code for a contact list that two campaigns use on one day.
pub const SHARED_LIST: &str = "schedule/contact-list-shared";

/// The code for contacts who are on two lists.
pub const SHARED_CONTACTS: &str = "schedule/contacts-shared";

/// The parts of a file that a command checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// The whole file.
    #[default]
    Whole,
    /// The schedule, and the calling hours next to it.
    Schedule,
    /// Everything except the schedule.
    AllButSchedule,
}

impl Scope {
    /// Whether the rule of this code was checked. Only then is an allowance that silences nothing reported as unused.
    fn tries(self, code: &str) -> bool {
        let is_of_schedule = code.starts_with("schedule/") || code.starts_with("time/");
        !BETWEEN_CAMPAIGNS.contains(&code)
            && match self {
                Self::Whole => true,
                Self::Schedule => is_of_schedule,
                Self::AllButSchedule => !is_of_schedule,
            }
    }
}

/// The allowances of one file.
#[derive(Debug, Clone, Default)]
pub struct Allowances {
    scope: Scope,
    list: Vec<Allowance>,
    /// The indexes of the allowances in the list, by code and by the line that they are about, from 1.
    by_line: HashMap<(&'static str, usize), usize>,
    /// The allowances of the files of defaults from which the documents inherit. Whether they are used depends on the
    /// campaigns of a run.
    inherited: Vec<Self>,
}

#[derive(Debug, Clone)]
struct Allowance {
    code: &'static str,
    line: usize,
    /// The place of the code.
    origin: Origin,
    used: bool,
}

impl Allowances {
    /// Reads the comments for kcamp in a text. Their spans must be in order. Comments that cannot be read
    /// become findings.
    pub(super) fn read(source: &Arc<Source>, comments: &[Range<usize>], findings: &mut Findings) -> Self {
        let mut allowances = Self::default();
        let lines = lines_meant(&source.text, comments);
        for (span, line) in comments.iter().zip(lines) {
            let Some(comment) = source.text.get(span.clone()) else { continue };
            let text = comment.trim_start_matches('#').trim_start();
            let start = span.end - text.len();
            allowances.directive(source, start..start + text.trim_end().len(), line, findings);
        }
        allowances
    }

    /// Reads one comment, from its mark on.
    fn directive(&mut self, source: &Arc<Source>, span: Range<usize>, line: usize, findings: &mut Findings) {
        let origin = |span: Range<usize>| Origin::Text { source: Arc::clone(source), span };
        let Some(codes) = codes(&source.text[span.clone()]) else {
            let problem = Problem::warning("allow/unreadable", "kcamp cannot read this kcamp: comment")
                .help("write # kcamp: allow(code), or allow(code, code) for several");
            let origin = origin(span);
            if !findings.count_further(problem.code, problem.severity, &origin) {
                findings.push(problem.at(&origin));
            }
            return;
        };
        let mut start = span.start + codes.start;
        for part in source.text[start..span.start + codes.end].split(',') {
            let code = part.trim();
            let begins = start + part.len() - part.trim_start().len();
            let origin = origin(begins..begins + code.len());
            start += part.len() + 1;
            if explanations::find(code).is_none()
                && findings.count_further("allow/unknown-code", Severity::Warning, &origin)
            {
                continue;
            }
            match known_code(code) {
                Ok(code) => {
                    self.by_line.insert((code, line), self.list.len());
                    self.list.push(Allowance { code, line, origin, used: false });
                }
                Err(problem) => findings.push(problem.at(&origin)),
            }
        }
    }

    /// Adds the allowances of the files from which the documents inherit.
    pub(super) fn inherit<'those>(&mut self, those: impl IntoIterator<Item = &'those Self>) {
        self.inherited.extend(those.into_iter().cloned());
    }

    /// Whether a code is allowed anywhere in the file, for findings without a line of their own. Marks the
    /// allowance as used.
    pub(super) fn takes(&mut self, code: &str) -> bool {
        let mut is_there = false;
        for allowance in self.list.iter_mut().filter(|allowance| allowance.code == code) {
            allowance.used = true;
            is_there = true;
        }
        is_there || self.inherited.iter_mut().any(|those| those.takes(code))
    }

    /// Whether there are no allowances.
    pub(super) const fn is_empty(&self) -> bool {
        self.list.is_empty() && self.inherited.is_empty()
    }

    /// Limits the unused-allowance check to what a command checks.
    #[must_use]
    pub fn within(mut self, scope: Scope) -> Self {
        self.scope = scope;
        self
    }

    /// Returns the findings that are not allowed. Adds a finding for each unused allowance, unless its rule was not
    /// checked, or errors prevented the check.
    pub fn apply(mut self, findings: Findings) -> Findings {
        if self.is_empty() {
            return findings;
        }
        let mut remaining = Findings::new();
        let mut refused = Vec::new();
        for finding in findings {
            let is_heavy = finding.problem.severity == Severity::Error && !finding.problem.is_doubt;
            if !is_heavy && self.inherited.iter_mut().any(|those| those.matching(&finding).is_some()) {
                continue;
            }
            match self.matching(&finding) {
                None => remaining.push(finding),
                Some(allowance) => {
                    allowance.used = true;
                    if is_heavy {
                        refused.push((finding.problem.code, allowance.origin.clone()));
                        remaining.push(finding);
                    }
                }
            }
        }
        remaining.extend(refused.into_iter().map(|(code, origin)| error_stays(code).at(&origin)));
        if !remaining.has_errors() {
            let idle =
                self.list.iter().filter(|allowance| !allowance.used && self.scope.tries(allowance.code));
            remaining.extend(idle.map(|allowance| {
                let message = format!("{} is not found on line {}", allowance.code, allowance.line);
                Problem::note("allow/unused", message)
                    .help("remove it, or put it on the line that the finding names")
                    .at(&allowance.origin)
            }));
        }
        remaining
    }

    fn matching(&mut self, finding: &Finding) -> Option<&mut Allowance> {
        let Origin::Text { source, span } = &finding.origin else { return None };
        let code = finding.problem.code;
        if self.list.iter().all(|allowance| allowance.code != code) {
            return None;
        }
        let index = self.by_line.get(&(code, source.position(span.start).line))?;
        self.list.get_mut(*index).filter(|allowance| allowance.is_in(source))
    }
}

impl Allowance {
    /// Whether the allowance is in this text. The same line of another text does not count.
    fn is_in(&self, text: &Arc<Source>) -> bool {
        matches!(&self.origin, Origin::Text { source, .. } if Arc::ptr_eq(source, text))
    }
}

/// The codes in a comment: the text in the brackets of `kcamp: allow(…)`. Text after the bracket may give the reason.
fn codes(directive: &str) -> Option<Range<usize>> {
    let rest =
        directive.strip_prefix(MARK)?.trim_start().strip_prefix("allow")?.trim_start().strip_prefix('(')?;
    let (codes, after) = rest.split_once(')')?;
    let ends = after.is_empty() || after.starts_with([' ', '\t', ',', ':', ';', '.', '-']);
    let start = directive.len() - rest.len();
    (ends && !codes.trim().is_empty()).then_some(start..start + codes.len())
}

/// The line that each comment is about, from 1: its own line if it is beside a value, otherwise the next such line.
fn lines_meant(text: &str, comments: &[Range<usize>]) -> Vec<usize> {
    let mut meant = Vec::with_capacity(comments.len());
    let (mut end, mut number, mut met) = (0, 0, 0);
    for line in text.split_inclusive('\n') {
        if meant.len() == comments.len() {
            break;
        }
        end += line.len();
        number += 1;
        met += comments[met..].iter().take_while(|comment| comment.start < end).count();
        if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
            meant.resize(met, number);
        }
    }
    meant.resize(comments.len(), number);
    meant
}

fn known_code(code: &str) -> Result<&'static str, Problem> {
    let Some(known) = explanations::find(code) else {
        let problem = Problem::warning("allow/unknown-code", format!("no finding has the code {code:?}"));
        let advice = |it: &explanations::Explanation| matches!(it.severity, CodeSeverity::Advice(_));
        return Err(match explanations::nearest_code(code, advice) {
            Some(meant) => problem.help(format!("did you mean {meant}?")),
            None => problem.help("kcamp explain --list shows every code"),
        });
    };
    match known.severity {
        CodeSeverity::Advice(_) | CodeSeverity::Doubt => Ok(known.code),
        CodeSeverity::Law => Err(error_stays(known.code)),
        CodeSeverity::Command => Err(Problem::warning(
            "allow/unknown-code",
            format!("{code} is the code of a failed command, not of a finding in a file"),
        )
        .help("remove it; kcamp explain --list shows which codes are findings")),
    }
}

fn error_stays(code: &str) -> Problem {
    Problem::warning("allow/error-stays", format!("{code} is an error here, and an error cannot be allowed"))
        .help("fix what it is about, and remove the allowance")
}

#[cfg(test)]
mod tests {
    use super::Scope;
    use crate::domain::finding::{Finding, Findings, Origin, Problem, Severity};
    use crate::manifest::load_bytes;

    /// The code and line of the findings that remain after the allowances, including findings about the allowances.
    /// `found` has the code, severity and line of each finding before.
    fn left(text: &str, found: &[(&'static str, Severity, usize)]) -> Vec<(&'static str, usize)> {
        let loaded = load_bytes("a.yaml", text.as_bytes().to_vec());
        let Some(Origin::Text { source, .. }) = loaded.documents.first().map(|it| it.origin.clone()) else {
            return Vec::new();
        };
        let mut findings: Findings = loaded.findings;
        for (code, severity, line) in found {
            let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
            let mut problem = Problem::note(code, "m");
            problem.severity = *severity;
            findings.push(problem.at(&Origin::Text { source: source.clone(), span: start..start + 1 }));
        }
        let place = |it: &Finding| match &it.origin {
            Origin::Text { source, span } => source.position(span.start).line,
            _ => 0,
        };
        let left = loaded.allowances.apply(findings);
        left.iter().map(|it| (it.problem.code, place(it))).collect()
    }

    const UCS2: (&str, Severity) = ("sms/ucs2-forced", Severity::Warning);

    #[test]
    fn a_comment_beside_a_value_silences_its_line() {
        let text = "a: 1 # kcamp: allow(sms/ucs2-forced)\nb: 2\n";
        assert_eq!(left(text, &[(UCS2.0, UCS2.1, 1)]), []);
        assert_eq!(left(text, &[(UCS2.0, UCS2.1, 2)]), [("sms/ucs2-forced", 2), ("allow/unused", 1)]);
    }

    #[test]
    fn a_comment_on_its_own_line_is_about_the_next() {
        let text = "# kcamp: allow(sms/ucs2-forced, sms/placeholder): Hindi\n# more\n\nb: 2\nc: 3\n";
        let both = [(UCS2.0, UCS2.1, 4), ("sms/placeholder", Severity::Note, 4)];
        assert_eq!(left(text, &both), []);
        assert_eq!(left(text, &both[..1]), [("allow/unused", 1)]);
    }

    #[test]
    fn what_cannot_be_allowed_says_so() {
        assert_eq!(left("a: 1 # kcamp: allow(sms/ucs2-forcd)\n", &[]), [("allow/unknown-code", 1)]);
        assert_eq!(left("a: 1 # kcamp: allow(usage/missing-values)\n", &[]), [("allow/unknown-code", 1)]);
        assert_eq!(left("a: 1 # kcamp: allow(campaign/name-too-long)\n", &[]), [("allow/error-stays", 1)]);
        for text in
            ["a: 1 # kcamp: alow(sms/ucs2-forced)\n", "a: 1 # kcamp: allow\n", "a: 1 # kcamp: allow()\n"]
        {
            assert_eq!(left(text, &[]), [("allow/unreadable", 1)], "{text}");
        }
        // A policy changed it to an error.
        let raised = left("a: 1 # kcamp: allow(sms/ucs2-forced)\n", &[(UCS2.0, Severity::Error, 1)]);
        assert_eq!(raised, [("sms/ucs2-forced", 1), ("allow/error-stays", 1)]);
    }

    #[test]
    fn text_that_only_looks_like_a_comment_allows_nothing() {
        assert_eq!(left("a: \"# kcamp: allow(sms/ucs2-forced)\"\n", &[]), []);
        assert_eq!(left("a: |\n  # kcamp: allow(sms/nonsense)\n", &[]), []);
        assert_eq!(left("a: 1 # see kcamp: allow(x)\n", &[]), []);
    }

    #[test]
    fn the_same_line_of_another_text_is_not_meant() {
        let mine = load_bytes("a.yaml", b"a: 1 # kcamp: allow(sms/ucs2-forced)\n".to_vec());
        let other = load_bytes("b.yaml", b"a: 1\n".to_vec());
        let mut findings = Findings::new();
        findings.extend(other.documents.iter().map(|it| Problem::warning(UCS2.0, "m").at(&it.origin)));
        let left = mine.allowances.apply(findings);
        assert_eq!(
            left.iter().map(|it| it.problem.code).collect::<Vec<_>>(),
            ["sms/ucs2-forced", "allow/unused"]
        );
    }

    #[test]
    fn what_was_not_looked_at_is_not_idle() {
        let text =
            "a: 1 # kcamp: allow(sms/ucs2-forced, schedule/short-notice, schedule/contact-list-shared)\n";
        for (scope, idle) in [(Scope::Whole, 2), (Scope::Schedule, 1), (Scope::AllButSchedule, 1)] {
            let loaded = load_bytes("a.yaml", text.as_bytes().to_vec());
            let left = loaded.allowances.within(scope).apply(Findings::new());
            assert_eq!(left.iter().len(), idle, "{scope:?}");
        }
    }

    #[test]
    fn many_comments_are_read() {
        let text = "# kcamp: allow(sms/placeholder)\n".repeat(5_000) + "a: 1\n";
        assert_eq!(left(&text, &[("sms/placeholder", Severity::Note, 5_001)]).len(), 4_999);
    }
}
