use std::io::{self, ErrorKind, Write};

use serde_json::{Value, json};

use super::capture::Capture;
use super::options::ColorChoice;
use super::prompt::{Answer, Prompt, PromptError, Validate};
use super::{
    Document, ErrorReport, Format, Input, OutputError, Stream, Surface, Table, Ui, UiOptions, Verbosity, View,
};
use crate::domain::finding::{Findings, Origin, Problem};
use crate::exit::Exit;
use crate::ui::capture::AllAtOnce;

const TERMINAL: Surface = Surface::Terminal { width: 80 };

#[derive(serde::Serialize)]
struct Named {
    name: &'static str,
}

impl View for Named {
    fn document(&self) -> Document {
        Document::new().fields([("Name", self.name)])
    }
}

fn ui(options: &UiOptions, surface: Surface) -> (Ui, Capture, Capture) {
    let (stdout, stderr) = (Capture::default(), Capture::default());
    let streams = (Stream::new(stdout.clone(), surface), Stream::new(stderr.clone(), surface));
    (Ui::new(options, streams.0, streams.1, None), stdout, stderr)
}

fn one_error() -> Findings {
    let mut findings = Findings::new();
    findings.push(Problem::error("a/b", "bad").at(&Origin::Flag("--priority".into())));
    findings
}

#[test]
fn a_result_goes_to_stdout_in_every_format() -> Result<(), OutputError> {
    for (format, expected) in [
        (Format::Table, "Name  a\n"),
        (Format::Json, "{\n  \"name\": \"a\"\n}\n"),
        (Format::Yaml, "name: a\n"),
        (Format::Csv, "name\r\na\r\n"),
    ] {
        let (mut ui, stdout, stderr) = ui(&UiOptions { format, ..UiOptions::default() }, Surface::Plain);
        ui.show(&Named { name: "a" })?;
        assert_eq!((stdout.text().as_str(), stderr.text().as_str()), (expected, ""));
    }
    Ok(())
}

#[test]
fn a_long_wait_is_told_of_also_when_quiet() {
    for (verbosity, expected) in [(Verbosity::Normal, "short\nlong\n"), (Verbosity::Quiet, "long\n")] {
        let (ui, stdout, stderr) = ui(&UiOptions { verbosity, ..UiOptions::default() }, Surface::Plain);
        ui.talker().waiting("short");
        ui.talker().done_waiting();
        ui.talker().waiting_long("long");
        ui.talker().done_waiting();
        assert_eq!((stdout.text().as_str(), stderr.text().as_str()), ("", expected));
    }
}

#[test]
fn a_setback_is_a_warning_with_its_code_and_hints() {
    let (mut ui, _, stderr) = ui(&UiOptions::default(), Surface::Plain);
    ui.setback(
        &ErrorReport::new("secret/variable-unset", "ACME is not set", Exit::Credentials).hint("set it"),
    );
    assert_eq!(stderr.text(), "warning[secret/variable-unset]: ACME is not set\nhint: set it\n");
}

#[test]
fn an_empty_table_speaks_on_stderr() -> Result<(), OutputError> {
    struct Nothing;
    impl serde::Serialize for Nothing {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq(std::iter::empty::<u8>())
        }
    }
    impl View for Nothing {
        fn document(&self) -> Document {
            Document::new().table(Table::new(["NAME"]).empty("no campaigns"))
        }
    }
    for (format, expected) in [
        (Format::Table, ("", "no campaigns\n")),
        (Format::Json, ("[]\n", "")),
        (Format::Csv, ("name\r\n", "")),
    ] {
        let (mut ui, stdout, stderr) = ui(&UiOptions { format, ..UiOptions::default() }, Surface::Plain);
        ui.show(&Nothing)?;
        assert_eq!((stdout.text().as_str(), stderr.text().as_str()), expected);
    }
    Ok(())
}

#[test]
fn quiet_keeps_warnings_and_errors() {
    let options = UiOptions { verbosity: Verbosity::Quiet, ..UiOptions::default() };
    let (mut ui, _, stderr) = ui(&options, Surface::Plain);
    ui.talk("talk");
    ui.note("note");
    ui.hint("hint");
    ui.talker().waiting("waiting");
    ui.problem(&Problem::warning("a/b", "old"));
    ui.error(&ErrorReport::new("a/b", "bad", Exit::Refused).hint("fix"));
    assert_eq!(stderr.text(), "warning[a/b]: old\nerror: bad\nhint: fix\n");
}

#[test]
fn a_warning_keeps_its_fix_and_its_code_however_it_is_printed() {
    for (verbosity, is_in_json, expected) in [
        (Verbosity::Normal, false, "warning[a/b]: bad\nhint: fix\n"),
        (Verbosity::Quiet, false, "warning[a/b]: bad\nhint: fix\n"),
        (
            Verbosity::Quiet,
            true,
            "{\"time\":\"now\",\"level\":\"warn\",\"message\":\"bad\",\"kind\":\"warning\",\"code\":\"a/b\"}\n\
             {\"time\":\"now\",\"level\":\"info\",\"message\":\"fix\",\"kind\":\"hint\"}\n",
        ),
    ] {
        let options = UiOptions { verbosity, ..UiOptions::default() };
        let (mut ui, _, stderr) = ui(&options, Surface::Plain);
        if is_in_json {
            ui.talk_in_json(Box::new(|| "now".to_owned()));
        }
        ui.problem(&Problem::warning("a/b", "bad").help("fix"));
        ui.problem(&Problem::note("a/c", "small").help("look"));
        let text = stderr.text();
        let of_note = if verbosity == Verbosity::Quiet { "" } else { "note[a/c]: small\nhint: look\n" };
        assert_eq!(text, format!("{expected}{of_note}"));
    }
}

#[test]
fn an_error_shows_its_findings_first() {
    let (mut ui, stdout, stderr) = ui(&UiOptions::default(), Surface::Plain);
    let mut report =
        ErrorReport::new("input/findings", "nothing was sent: 1 error", Exit::Findings).hint("fix it");
    *report.findings = one_error();
    ui.error(&report);
    assert_eq!(
        stderr.text(),
        "error[a/b]: bad\n  --> --priority\n\nerror: nothing was sent: 1 error\nhint: fix it\n"
    );
    assert_eq!(stdout.text(), "");
}

#[test]
fn what_happened_outside_follows_the_reason() {
    let report = ErrorReport::new("a/b", "bad", Exit::Refused).nothing_sent();
    assert_eq!((report.reason.as_str(), report.message().as_str()), ("bad", "bad; nothing was sent"));
    let (mut ui, _, stderr) = ui(&UiOptions::default(), Surface::Plain);
    ui.error(&report);
    assert_eq!(stderr.text(), "error: bad; nothing was sent\n");
    let told = report.followed_by("its schedule is off");
    assert_eq!((told.message().as_str(), told.outside), ("bad; nothing was sent; its schedule is off", None));
}

#[test]
fn an_error_names_the_request_for_people_too() {
    let (mut ui, _, stderr) = ui(&UiOptions::default(), Surface::Plain);
    let mut report = ErrorReport::new("a/b", "bad", Exit::Refused).hint("fix");
    report.request_id = Some("r-1".into());
    ui.error(&report);
    assert_eq!(stderr.text(), "error: bad (request id r-1)\nhint: fix\n");
}

#[test]
fn a_json_error_is_one_line() -> Result<(), serde_json::Error> {
    let options = UiOptions { format: Format::Json, color: ColorChoice::Always, ..UiOptions::default() };
    let (mut ui, _, stderr) = ui(&options, TERMINAL);
    ui.talker().waiting("waiting");
    let mut report =
        ErrorReport::new("http/timeout", "no answer\nyet\u{9b}", Exit::Unavailable).hint("a").hint("b");
    report.request_id = Some("r-1".into());
    *report.findings = one_error();
    ui.error(&report);
    let said = stderr.text();
    let line = said.trim_end_matches('\n').rsplit("\u{1b}[2K").next().unwrap_or_default().to_owned();
    assert!(!line.contains(['\n', '\u{1b}', '\u{9b}']), "{line:?}");
    assert_eq!(
        serde_json::from_str::<Value>(&line)?,
        json!({"error": {
            "code": "http/timeout", "message": "no answer\nyet\u{9b}", "hint": "a\nb", "exit_code": 8,
            "retry_safe": true, "request_id": "r-1",
            "findings": [{"code": "a/b", "severity": "error", "message": "bad", "file": null, "line": null,
                "column": null, "end_line": null, "end_column": null, "help": null, "flag": "--priority"}],
        }})
    );
    Ok(())
}

#[test]
fn nothing_is_coloured_unless_colour_is_on() -> Result<(), OutputError> {
    for (color, is_colored) in [(ColorChoice::Always, true), (ColorChoice::Never, false)] {
        let (mut ui, stdout, stderr) = ui(&UiOptions { color, ..UiOptions::default() }, TERMINAL);
        ui.show(&AllAtOnce(&one_error()))?;
        ui.show(&Named { name: "evil \u{1b}[31m" })?;
        ui.problem(&Problem::warning("a/b", "evil \u{1b}[31m"));
        ui.findings(&one_error());
        ui.error(&ErrorReport::new("a/b", "bad", Exit::Refused).hint("fix"));
        for said in [stdout.text(), stderr.text()] {
            assert_eq!(said.contains('\u{1b}'), is_colored, "{said:?}");
            assert!(said.contains("evil \\u{1b}[31m"));
        }
    }
    Ok(())
}

#[test]
fn findings_as_a_result() -> Result<(), Box<dyn std::error::Error>> {
    let (mut ui, stdout, _) = ui(&UiOptions::default(), Surface::Plain);
    ui.show(&AllAtOnce(&one_error()))?;
    assert_eq!(stdout.text(), "error[a/b]: bad\n  --> --priority\n\n1 error\n");
    assert_eq!(serde_json::to_value(AllAtOnce(&one_error()))?, json!(super::records(&one_error())));
    Ok(())
}

#[test]
fn a_waiting_line_is_rewritten_and_cleared_on_a_terminal() {
    let (mut ui, _, stderr) = ui(&UiOptions { color: ColorChoice::Never, ..UiOptions::default() }, TERMINAL);
    ui.talker().waiting("waiting 2 s");
    ui.talker().waiting("waiting 1 s");
    ui.talker().say("done");
    ui.done_waiting();
    assert_eq!(stderr.text(), "\r\u{1b}[2Kwaiting 2 s\r\u{1b}[2Kwaiting 1 s\r\u{1b}[2Kdone\n");
}

#[test]
fn a_waiting_line_is_said_once_elsewhere() {
    let (mut ui, _, stderr) = ui(&UiOptions::default(), Surface::Plain);
    for _ in 0..2 {
        ui.talker().waiting("waiting 2 s");
        ui.talker().waiting("waiting 1 s");
        ui.done_waiting();
    }
    assert_eq!(stderr.text(), "waiting 2 s\nwaiting 2 s\n");
}

#[test]
fn a_reader_that_left_is_told_apart() {
    struct Gone;
    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let stderr = Stream::new(Capture::default(), Surface::Plain);
    let mut ui = Ui::new(&UiOptions::default(), Stream::new(Gone, Surface::Plain), stderr, None);
    assert!(ui.show_at_once(&Named { name: "a" }).is_err_and(|error| error.is_broken_pipe()));
    // A failed result does not end the command: its other messages are printed first.
    assert!(ui.take_unprinted().is_none());
    assert!(ui.show(&Named { name: "a" }).is_ok());
    assert!(ui.take_unprinted().is_some_and(|error| error.is_broken_pipe()));
    assert!(ui.take_unprinted().is_none());
}

/// Agrees to every question, and gives an empty answer to all others.
struct Agrees;

impl Prompt for Agrees {
    fn text(&mut self, _: &str, _: Option<&str>, _: Validate<'_>) -> Result<String, PromptError> {
        Ok(String::new())
    }

    fn secret(&mut self, _: &str) -> Result<String, PromptError> {
        Ok(String::new())
    }

    fn confirm(&mut self, _: &str, _: Answer) -> Result<bool, PromptError> {
        Ok(true)
    }

    fn select(&mut self, _: &str, _: &[String]) -> Result<usize, PromptError> {
        Ok(0)
    }

    fn multi_select(&mut self, _: &str, _: &[String], _: &[usize]) -> Result<Vec<usize>, PromptError> {
        Ok(Vec::new())
    }
}

#[test]
fn no_input_means_no_questions() {
    for (input, can_prompt) in [(Input::Ask, true), (Input::Never, false)] {
        let options = UiOptions { input, ..UiOptions::default() };
        let stream = || Stream::new(Capture::default(), TERMINAL);
        let mut ui = Ui::new(&options, stream(), stream(), Some(Box::new(Agrees)));
        assert_eq!(ui.can_prompt(), can_prompt);
        let answer = ui.prompts().confirm("go on?", Answer::No);
        assert_eq!(answer.is_ok(), can_prompt);
        assert_eq!(matches!(answer, Err(PromptError::Unavailable { .. })), !can_prompt);
    }
}
