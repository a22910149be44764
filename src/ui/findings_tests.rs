use std::sync::Arc;

use proptest::prelude::{any, proptest};

use super::{list, report, summary};
use crate::domain::finding::{Findings, Origin, Problem, Source};
use crate::ui::options::{Surface, Verbosity};
use crate::ui::paint::Painter;

const TERMINAL: Surface = Surface::Terminal { width: 80 };

fn at(text: &str, span: std::ops::Range<usize>) -> Origin {
    let source = Source::new("campaigns/billing.yaml", text);
    Origin::Text { source: Arc::new(source), span }
}

fn found(problem: Problem, origin: &Origin) -> Findings {
    let mut findings = Findings::new();
    findings.push(problem.at(origin));
    findings
}

fn plain(problem: Problem, origin: &Origin) -> String {
    list(&found(problem, origin), Surface::Plain, Painter::Plain)
}

/// The drawing for the span of `marked` in a text, without the head.
fn drawn(text: &str, marked: &str) -> String {
    let start = text.find(marked).unwrap_or(text.len());
    let drawing = plain(Problem::error("a/b", "m"), &at(text, start..start + marked.len()));
    drawing.split_once('\n').map(|(_, rest)| rest.to_owned()).unwrap_or_default()
}

#[test]
fn a_finding_looks_as_the_interface_says() {
    let text = "name: a\n\n\n\n\npriority: 7\nformat: simple\n";
    let problem = Problem::error("campaign/priority-out-of-range", "priority 7 is not one of 1, 2, 3, 4, 5");
    assert_eq!(
        plain(problem.help("5 is the highest"), &at(text, 22..23)),
        "\
error[campaign/priority-out-of-range]: priority 7 is not one of 1, 2, 3, 4, 5
  --> campaigns/billing.yaml:6:11
   |
 6 | priority: 7
   |           ^ here
   = help: 5 is the highest
"
    );
}

#[test]
fn what_is_only_counted_is_said_below_the_last_that_is_shown() {
    for (more, said) in
        [(1, "1"), (999, "999"), (1_000, "1,000"), (379_000, "379,000"), (12_345_678, "12,345,678")]
    {
        let mut finding = Problem::error("file/unknown-key", "m").help("h").at(&at("a: 1", 0..1));
        finding.more = more;
        let mut findings = Findings::new();
        findings.push(finding);
        let drawing = list(&findings, Surface::Plain, Painter::Plain);
        let end = format!("   = help: h\n   = and {said} more of [file/unknown-key] in this file\n");
        assert!(drawing.ends_with(&end), "{drawing}");
        assert_eq!(summary(&findings), format!("{} errors in 1 file", more + 1));
    }
}

#[test]
fn colour_adds_nothing_but_styles() {
    let text = format!("{}priority: 7", "\n".repeat(41));
    let findings = found(Problem::warning("a/b", "m").help("one\ntwo"), &at(&text, 51..52));
    let colored = list(&findings, TERMINAL, Painter::Colored);
    assert!(colored.starts_with("\u{1b}["));
    let stripped = anstream::adapter::strip_str(&colored).to_string();
    assert_eq!(stripped, list(&findings, TERMINAL, Painter::Plain));
    assert_eq!(
        stripped,
        "\
warning[a/b]: m
   --> campaigns/billing.yaml:42:11
    |
 42 | priority: 7
    |           ^ here
    = help: one
            two
"
    );
}

#[test]
fn what_is_in_no_text_has_no_source_line() {
    for (origin, place) in [
        (Origin::Flag("--priority".into()), "--priority"),
        (Origin::Environment("KCAMP_START".into()), "KCAMP_START"),
        (Origin::Prompt("name".into()), "name, as answered"),
        (Origin::File("missing.yaml".into()), "missing.yaml"),
    ] {
        let drawing = plain(Problem::note("a/b", "m").help("fix"), &origin);
        assert_eq!(drawing, format!("note[a/b]: m\n  --> {place}\n   = help: fix\n"));
    }
}

#[test]
fn marks_stand_under_wide_characters_and_tabs() {
    let expected = concat!(
        "  --> campaigns/billing.yaml:1:9\n",
        "   |\n",
        " 1 |     名前: x, y\n",
        "   |              ^ here\n",
    );
    assert_eq!(drawn("\t名前: x, y", "y"), expected);
    let expected =
        concat!("  --> campaigns/billing.yaml:1:4\n", "   |\n", " 1 | a: 名前 # b\n", "   |    ^^^^ here\n",);
    assert_eq!(drawn("a: 名前 # b", "名前"), expected);
}

#[test]
fn a_span_over_lines_is_marked_on_the_first() {
    let expected = concat!(
        "  --> campaigns/billing.yaml:1:4\n",
        "   |\n",
        " 1 | a: [1,\n",
        "   |    ^^^ here, to line 3\n",
    );
    assert_eq!(drawn("a: [1,\n  2,\n  3]\nb: 1\n", "[1,\n  2,\n  3]\n"), expected);
    assert_eq!(drawn("a: [1,\r\n  2,\r\n  3]\r\nb: 1\r\n", "[1,\r\n  2,\r\n  3]\r\n"), expected);
}

#[test]
fn a_block_that_ends_at_the_next_key_is_one_line() {
    let expected =
        concat!("  --> campaigns/billing.yaml:2:3\n", "   |\n", " 2 |   - x\n", "   |   ^^^ here\n",);
    assert_eq!(drawn("a:\n  - x\nb: 1\n", "- x\n"), expected);
}

#[test]
fn an_empty_span_and_the_end_of_a_text_are_marked() {
    let expected =
        concat!("  --> campaigns/billing.yaml:1:5\n", "   |\n", " 1 | a: 1\n", "   |     ^ here\n",);
    assert_eq!(drawn("a: 1", "nowhere"), expected);
    assert_eq!(drawn("a: 1\r\nb: 2", "\r\n"), expected);
    assert_eq!(drawn("", ""), "  --> campaigns/billing.yaml:1:1\n   |\n 1 |\n   | ^ here\n");
}

#[test]
fn control_characters_are_shown() {
    let drawing = plain(Problem::error("a/b", "bad \u{1b}[2J\nname"), &at("a: \u{1b}[2J\u{202e}", 3..7));
    assert_eq!(
        drawing,
        "\
error[a/b]: bad \\u{1b}[2J\\nname
  --> campaigns/billing.yaml:1:4
   |
 1 | a: \\u{1b}[2J\\u{202e}
   |    ^^^^^^^^^ here
"
    );
}

#[test]
fn a_long_line_is_cut_around_the_span() {
    let text = format!("{}needle{}", "x".repeat(500_000), "y".repeat(500_000));
    let drawing =
        list(&found(Problem::error("a/b", "m"), &at(&text, 500_000..500_006)), TERMINAL, Painter::Plain);
    let lines: Vec<&str> = drawing.lines().collect();
    let expected = format!(" 1 | …{}needle{}…", "x".repeat(22), "y".repeat(40));
    assert_eq!(lines[3], expected);
    assert_eq!(lines[3].chars().count() + " here".len(), 80);
    assert_eq!(lines[4], format!("   | {}^^^^^^ here", " ".repeat(23)));

    let short = list(&found(Problem::error("a/b", "m"), &at(&text, 0..1)), TERMINAL, Painter::Plain);
    assert!(short.contains("\n 1 | xxxx"), "nothing is cut in front: {short}");
}

#[test]
fn the_summary_counts() {
    let mut findings = found(Problem::error("a/b", "m"), &at("a: 1", 0..1));
    assert_eq!(summary(&findings), "1 error in 1 file");
    findings.push(Problem::error("a/b", "m").at(&Origin::File("b.yaml".into())));
    findings.push(Problem::error("a/b", "m").at(&Origin::File("b.yaml".into())));
    findings.push(Problem::warning("a/b", "m").at(&Origin::Flag("--start".into())));
    assert_eq!(summary(&findings), "3 errors, 1 warning in 2 files");
    assert_eq!(summary(&found(Problem::note("a/b", "m"), &Origin::Flag("--end".into()))), "1 note");
    assert!(
        report(&findings, Verbosity::Normal, Surface::Plain, Painter::Plain)
            .ends_with("\n\n3 errors, 1 warning in 2 files\n")
    );
    assert_eq!(report(&Findings::new(), Verbosity::Normal, Surface::Plain, Painter::Plain), "");
}

proptest! {
    #[test]
    fn any_span_of_any_text_is_drawn(text in any::<String>(), start in 0..60usize, end in 0..60usize, width in 0..100usize) {
        let findings = found(Problem::error("a/b", "the message").help("fix"), &at(&text, start..end));
        let surface = Surface::Terminal { width };
        let drawing = list(&findings, surface, Painter::Plain);
        assert!(drawing.contains("message"));
        assert!(drawing.lines().any(|line| line.contains('^')), "{drawing}");
        assert!(!drawing.contains('\u{1b}'));
    }

    #[test]
    fn the_mark_is_under_the_span(before in "[a-z名\t👍é]{0,50}", marked in "[A-Z漢]{1,10}", after in "[a-z名 ]{0,50}") {
        let text = format!("{before}{marked}{after}");
        let drawing = list(
            &found(Problem::error("a/b", "m"), &at(&text, before.len()..before.len() + marked.len())),
            Surface::Plain,
            Painter::Plain,
        );
        let lines: Vec<&str> = drawing.lines().collect();
        let column = |line: &str, at: usize| unicode_width::UnicodeWidthStr::width(&line[..at]);
        let shown = lines[3].find(&marked).map(|at| column(lines[3], at));
        let mark = lines[4].find('^').map(|at| column(lines[4], at));
        assert_eq!(shown, mark);
        assert_eq!(lines[4].matches('^').count(), unicode_width::UnicodeWidthStr::width(marked.as_str()));
    }
}
