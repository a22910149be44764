//! Wraps messages at words, but never inside a command that is to be copied.

use unicode_width::UnicodeWidthStr;

/// The program's name in commands.
const PROGRAM: &str = "kcamp";

/// The narrowest width that is used, in columns; below it lines are not wrapped.
pub(super) const NARROWEST: usize = 20;

/// The space that other code does not break a line at. It is never shown: people copy commands.
pub const NO_BREAK_SPACE: char = '\u{a0}';

/// Wraps a text for a terminal of this width; `None` if stdout is not a terminal, and then no line is broken. The
/// first line starts after `first` columns; the others are indented by `further`. A word, a path or a command that is
/// wider than a line stays whole and the terminal wraps it, because that adds no line break when it is copied.
pub fn wrapped(text: &str, width: Option<usize>, first: usize, further: usize) -> String {
    let Some(width) = width.filter(|width| *width >= further + NARROWEST) else { return text.to_owned() };
    let mut shown = String::with_capacity(text.len() + 16);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            shown.push('\n');
        }
        let before = if number == 0 { first } else { 0 };
        // An indented line continues with the same indent, also if it is the first one.
        let own = line.len() - line.trim_start_matches(' ').len();
        let indent = own.min(width - NARROWEST).max(if number == 0 { further } else { 0 });
        if before + line.width() <= width {
            shown.push_str(line);
        } else {
            fill(line, width, before, indent, &mut shown);
        }
    }
    shown
}

/// The text with [`NO_BREAK_SPACE`] in place of the spaces of its commands, for code that wraps it at spaces.
pub fn with_whole_commands(text: &str) -> String {
    let mut whole = String::with_capacity(text.len() + 16);
    for line in text.split_inclusive('\n') {
        let mut written = 0;
        for (start, end) in pieces(line) {
            whole.push_str(&line[written..start]);
            whole.extend(
                line[start..end].chars().map(|letter| if letter == ' ' { NO_BREAK_SPACE } else { letter }),
            );
            written = end;
        }
        whole.push_str(&line[written..]);
    }
    whole
}

/// Writes one line, wrapped if needed.
fn fill(line: &str, width: usize, before: usize, indent: usize, shown: &mut String) {
    let mut column = before;
    let mut written = 0;
    for (start, end) in pieces(line) {
        let (gap, piece) = (&line[written..start], &line[start..end]);
        let has_words = written > 0 || before > indent;
        if has_words && column + gap.width() + piece.width() > width {
            shown.push('\n');
            shown.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        } else {
            shown.push_str(gap);
            column += gap.width();
        }
        shown.push_str(piece);
        column += piece.width();
        written = end;
    }
}

/// The pieces of a line that are not broken, each as a range of bytes: words, and whole commands.
fn pieces(line: &str) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(start) = line[at..].find(|letter| letter != ' ').map(|spaces| at + spaces) {
        let end = match line[start..].strip_prefix('`').and_then(|code| code.find('`')) {
            Some(length) => word_end(line, start + 1 + length),
            None if begins_command(&line[start..]) => command_end(line, start),
            None => word_end(line, start),
        };
        pieces.push((start, end));
        at = end;
    }
    pieces
}

fn word_end(line: &str, start: usize) -> usize {
    line[start..].find(' ').map_or(line.len(), |length| start + length)
}

/// The commands whose names end like a verb of a sentence.
const LIKE_VERBS: [&str; 2] = ["completions", "licenses"];

/// Whether a command begins here, and not a sentence such as "kcamp asks before it sends anything".
fn begins_command(text: &str) -> bool {
    let text = text.trim_start_matches('(');
    let Some(rest) = text.strip_prefix(PROGRAM).and_then(|rest| rest.strip_prefix(' ')) else { return false };
    let word = rest.split(|letter: char| !letter.is_ascii_lowercase() && letter != '-').next();
    word.is_some_and(|word| {
        !word.is_empty() && (!word.ends_with('s') || word.contains('-') || LIKE_VERBS.contains(&word))
    })
}

/// The end of a command. After a colon, the command is the rest of the clause; in a sentence it is the words that
/// look like a command.
fn command_end(line: &str, start: usize) -> usize {
    let is_given = line[..start].trim_end().ends_with(':');
    let mut end = word_end(line, start);
    let mut plain_words = 0;
    loop {
        if line[..end].ends_with([',', ';', ')']) {
            return end;
        }
        let Some(next) = line[end..].find(|letter| letter != ' ').map(|spaces| end + spaces) else {
            return end;
        };
        let word = shell_word_end(line, next);
        let is_plain = line[next..word].chars().all(|letter| letter.is_ascii_lowercase());
        if is_plain {
            plain_words += 1;
        }
        if is_plain && plain_words > 2 && !is_given {
            return end;
        }
        end = word;
    }
}

/// The end of the shell word that starts here. Spaces between quotes belong to the word.
fn shell_word_end(line: &str, start: usize) -> usize {
    let mut quote = None;
    for (at, letter) in line[start..].char_indices() {
        match (quote, letter) {
            (None, ' ') => return start + at,
            (None, '\'' | '"') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    line.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
    use unicode_width::UnicodeWidthStr;

    use super::{pieces, wrapped};

    #[test]
    fn a_long_line_is_broken_between_words_and_goes_on_under_its_text() {
        let text = "the calling hours of this campaign are open until noon, and its first run is at one";
        assert_eq!(
            wrapped(text, Some(40), 6, 6),
            "the calling hours of this campaign\n      are open until noon, and its first\n      run is at one"
        );
        assert_eq!(wrapped(text, None, 6, 6), text);
        assert_eq!(wrapped("short\n  and short", Some(40), 6, 6), "short\n  and short");
        for line in [
            "(UTC is assumed, not documented: docs/time.md)",
            "+ create  Spring: sms, 1 list, first run at one",
        ] {
            let shown = wrapped(&format!("  {line}"), Some(30), 0, 0);
            assert!(shown.lines().count() > 1 && shown.lines().all(|it| it.starts_with("  ")), "{shown}");
            assert!(!line.contains("docs") || shown.contains("docs/time.md"), "{shown}");
        }
        let block = "schedule of A\n  from   Mon 2027-01-04 09:30 America/New_York = 2027-01-04 14:30:00 UTC";
        assert_eq!(
            wrapped(block, Some(50), 0, 0),
            "schedule of A\n  from   Mon 2027-01-04 09:30 America/New_York =\n  2027-01-04 14:30:00 UTC"
        );
    }

    #[test]
    fn commands_and_paths_stay_whole() {
        for (text, whole) in [
            (
                "look at it: kcamp campaign get 'Spring Renewal' -o json",
                "kcamp campaign get 'Spring Renewal' -o json",
            ),
            (
                "look at both: kcamp --sandbox campaign get 'A; B'; kcamp campaign get 2",
                "kcamp --sandbox campaign get 'A; B';",
            ),
            ("`kcamp campaign list` shows the names", "`kcamp campaign list`"),
            ("kcamp campaign list shows the names", "kcamp campaign list"),
            (
                "it runs when it is started; kcamp schedule enable NAME --daily gives it one",
                "kcamp schedule enable NAME --daily",
            ),
            ("the file (see `curl -H 'a: b' x`) is gone", "(see"),
            ("in the folder /home/ada/some-thing/else of this machine", "/home/ada/some-thing/else"),
            ("run it again (kcamp apply PATH)", "(kcamp apply PATH)"),
        ] {
            let found: Vec<&str> = pieces(text).into_iter().map(|(start, end)| &text[start..end]).collect();
            assert!(found.contains(&whole), "{text}: {found:?}");
            for width in 20..70 {
                let shown = wrapped(text, Some(width), 0, 0);
                assert!(shown.contains(whole), "{width}: {shown}");
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_only_what_is_whole_is_wider_than_the_terminal(
            text in "[a-z名/'`:;, ]{0,120}( kcamp [a-z -]{0,60})?[a-z\n ]{0,60}",
            width in 20..100usize,
        ) {
            let shown = wrapped(&text, Some(width), 6, 0);
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(words(&shown), words(&text));
            let of_line = |line: &'_ str| -> Vec<String> {
                pieces(line).into_iter().map(|(start, end)| line[start..end].to_owned()).collect()
            };
            let whole: Vec<String> = text.split('\n').flat_map(of_line).collect();
            for line in shown.lines().skip(1).filter(|line| line.width() > width) {
                prop_assert!(whole.iter().any(|piece| piece == line.trim()), "{line:?} in {shown:?}");
            }
        }
    }
}
