//! Texts that a comment cuts: ` #` ends a text without quotes, and the words after it are not sent.

use super::node::{Node, Value};
use super::write::quoted;
use crate::domain::field::Words;
use crate::domain::finding::{Origin, Problem};

/// The text with which a comment for kcamp begins, after the `#`.
pub(super) const MARK: &str = "kcamp:";
/// Maximum length of a text that a help repeats in quotes, in bytes.
const REPEATED_MAX: usize = 200;

/// The finding that a comment cuts the text of a value, and its place; `None` if no comment does. `key` is the place of
/// the value's key.
pub(super) fn cut<'place>(
    words: Words,
    value: &'place Node,
    key: &'place Origin,
) -> Option<(Problem, &'place Origin)> {
    // A block cannot contain a comment that allows the finding, so the finding is at the key.
    let above = beside_block(value).or_else(|| below_block(value, key)).map(|problem| (problem, key));
    above.or_else(|| beside_value(words, value, key).map(|problem| (problem, &value.origin)))
}

/// The finding about a comment beside the mark of a block of text.
fn beside_block(value: &Node) -> Option<Problem> {
    let (Value::Text(_), Origin::Text { source, span }) = (&value.value, &value.origin) else { return None };
    beside_whole(beside_mark(source.text.get(..span.start)?)?)
}

/// The finding about a comment below a block of text: a line that is less indented than the block and begins with `#`.
fn below_block(value: &Node, key: &Origin) -> Option<Problem> {
    let (Value::Text(_), Origin::Text { source, span }) = (&value.value, &value.origin) else { return None };
    if !is_block(source.text.get(..span.start)?) {
        return None;
    }
    let end = source.text.get(..span.end)?;
    let below = source.text.get(end.rfind('\n').map_or(0, |at| at + 1)..)?;
    let column = column_of(key)?;
    let (line, is_deeper) = meant_lines(below).find_map(|line| {
        let indentation = indentation(line);
        let is_deeper = indentation > column;
        (is_deeper || indentation == column && !reads_like_a_key(line)).then(|| (line.trim(), is_deeper))
    })?;
    let message = format!("the line {} below the text is a comment, so it is not sent", shown(line));
    let help = "if it belongs to the text, indent it as the text above it; a comment has a space after the #";
    Some(if is_deeper {
        Problem::error("file/text-cut", message).help(help)
    } else {
        Problem::warning("file/comment-after-text", message).help(help)
    })
}

/// Whether a value that starts after this text is a block of text.
fn is_block(before: &str) -> bool {
    let Some(above) = before.trim_end_matches(' ').strip_suffix('\n') else { return false };
    let line = above.trim_end().rsplit('\n').next().unwrap_or_default();
    let declared =
        [" #", "\t#"].iter().find_map(|comment| line.split_once(comment)).map_or(line, |(it, _)| it);
    declared.split_ascii_whitespace().next_back().is_some_and(|mark| {
        mark.strip_prefix(['|', '>'])
            .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-')))
    })
}

/// The comment lines at the beginning of a text that have no space after their `#` and are not for kcamp. Blank
/// lines are skipped.
fn meant_lines(text: &str) -> impl Iterator<Item = &str> {
    // With anchors, one place may be checked many times.
    const LINES_MAX: usize = 20;
    let lines = text.lines().take(LINES_MAX).filter(|line| !line.trim().is_empty());
    lines.take_while(|line| line.trim_start().starts_with('#')).filter(|line| {
        let words = line.trim().trim_start_matches('#');
        !words.is_empty() && !words.starts_with([' ', '\t']) && !words.starts_with(MARK)
    })
}

/// Whether a comment line is a key that somebody commented out, or an item of a list: `#format: x`.
fn reads_like_a_key(line: &str) -> bool {
    let words = line.trim().trim_start_matches('#');
    let is_key = |key: &str| {
        let key = key.trim_matches(['"', '\'']);
        !key.is_empty() && key.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '-' | '.'))
    };
    words.starts_with("- ")
        || words
            .split_once(':')
            .is_some_and(|(key, value)| is_key(key) && (value.is_empty() || value.starts_with([' ', '\t'])))
}

/// The finding about a comment after a value without quotes.
fn beside_value(words: Words, value: &Node, key: &Origin) -> Option<Problem> {
    let (Value::Text(text), Origin::Text { source, span }) = (&value.value, &value.origin) else {
        return None;
    };
    let (before, rest) = (source.text.get(..span.start)?, source.text.get(span.end..)?);
    if source.text.get(span.clone())?.starts_with(['"', '\'']) {
        return beside_whole(rest);
    }
    // Most values end here. The check is done before the whole line is read, since one line may be as long as the file.
    let ahead = rest.trim_start_matches(|it: char| it.is_whitespace() && it != '\n');
    if !ahead.is_empty() && !ahead.starts_with(['#', '\n']) || beside_mark(before).is_some() {
        return None;
    }
    let (beside, below) = rest.split_once('\n').unwrap_or((rest, ""));
    let beside = beside.trim_end();
    let between = if beside.is_empty() {
        // A comment line below a text that is indented more than its key would otherwise have been the
        // text's next line.
        let column = column_of(key)?;
        let next = below.lines().next().filter(|line| words == Words::Text && is_comment_below(line, column));
        let mut meant = meant_lines(below)
            .filter(|line| indentation(line) > column && (words == Words::Text || !reads_like_a_key(line)));
        meant.next().or(next)?.trim()
    } else {
        // A # without a space before it is part of the text.
        beside.starts_with([' ', '\t']).then(|| beside.trim_start())?
    };
    let comment = between.strip_prefix('#')?;
    if comment.trim_start_matches('#').trim_start().starts_with(MARK) {
        return None;
    }
    let spaced = comment.trim_start_matches('#');
    let is_comment = spaced.is_empty() || spaced.starts_with([' ', '\t']);
    let help = |whole: &str| {
        if whole.len() <= REPEATED_MAX {
            format!("if it belongs to the text, put the text in quotes: {}", quoted(whole))
        } else {
            "if it belongs to the text, put the whole text in quotes".to_owned()
        }
    };
    let whole = format!("{text} {between}");
    if is_comment {
        let message = format!("a comment ends the text: only {} is sent", shown(text));
        let problem = Problem::warning("file/comment-after-text", message);
        return (words == Words::Text).then(|| problem.help(help(&whole)));
    }
    let comment = if beside.is_empty() { "a line that begins with # is" } else { "# after a space starts" };
    let message = format!("{comment} a comment and cuts the text: only {} is left", shown(text));
    Some(Problem::error("file/text-cut", message).help(help(&whole)))
}

/// The rest of the line after the mark of a block (`>-`); `None` if the text that starts here is not a block.
fn beside_mark(before: &str) -> Option<&str> {
    let above = before.trim_end_matches(' ').strip_suffix('\n')?.trim_end();
    let line = above.rsplit('\n').next()?;
    let (declared, _) = line.split_once(" #").or_else(|| line.split_once("\t#"))?;
    let mark = declared.split_ascii_whitespace().next_back()?;
    mark.starts_with(['|', '>']).then(|| &line[declared.len()..])
}

/// The finding about a comment beside a text whose own marks show where it ends. With no space after the `#`, the words
/// may have been meant for the text.
fn beside_whole(rest: &str) -> Option<Problem> {
    if !rest.trim_start_matches([' ', '\t']).starts_with('#') {
        return None;
    }
    let line = rest.lines().next()?.trim_end();
    let comment = line.trim_start_matches([' ', '\t']).strip_prefix('#')?;
    let words = comment.trim_start_matches('#');
    if words.is_empty() || words.starts_with([' ', '\t']) || words.starts_with(MARK) {
        return None;
    }
    let message = format!("#{comment} is a comment, so it is not sent");
    Some(
        Problem::warning("file/comment-after-text", message)
            .help("if it belongs to the text, move it inside; a comment has a space after the #"),
    )
}

/// Whether a line is a comment that is indented more than a column.
fn is_comment_below(line: &str, column: usize) -> bool {
    indentation(line) > column && line.trim_start().starts_with('#')
}

/// The end of a text, in quotes, where it is cut.
fn shown(text: &str) -> String {
    const SHOWN: usize = 40;
    match text.char_indices().rev().nth(SHOWN) {
        Some((start, _)) => format!("\"…{}\"", &text[start..]),
        None => format!("{text:?}"),
    }
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The indentation of the line of a key, up to the key; for an item of a list, up to its dash.
fn column_of(key: &Origin) -> Option<usize> {
    let Origin::Text { source, span } = key else { return None };
    let before = source.text.get(..span.start)?;
    let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    let is_item = line.trim_end().ends_with('-') && line.ends_with(' ');
    Some(if is_item { line.trim_end().len() - 1 } else { line.len() })
}

#[cfg(test)]
mod tests {
    use super::cut;
    use crate::domain::field::Words;
    use crate::domain::finding::Severity;
    use crate::manifest::load_bytes;

    /// The severity and help of the finding at the only key of a text; `None` without a finding.
    fn found(words: Words, text: &str) -> Option<(Severity, String)> {
        let loaded = load_bytes("a.yaml", text.as_bytes().to_vec());
        let document = loaded.documents.first()?;
        let entry = document.entries().first()?;
        let (problem, _) = cut(words, &entry.value, &entry.key.origin)?;
        Some((problem.severity, problem.help.unwrap_or_default()))
    }

    #[test]
    fn a_hash_without_a_space_behind_it_was_meant() {
        for (text, whole) in [
            ("k: Use code #SAVE20 today. Reply STOP\n", "\"Use code #SAVE20 today. Reply STOP\""),
            ("k: Use code\t#SAVE20\n", "\"Use code #SAVE20\""),
            ("k: Team #1\r\n", "\"Team #1\""),
            ("k: Say \"hi\" #1 times", "\"Say \\\"hi\\\" #1 times\""),
            ("k: !!str Team #1\n", "\"Team #1\""),
            ("k: &a Team #1\n", "\"Team #1\""),
            ("{k: Team #1\n}", "\"Team #1\""),
        ] {
            for words in [Words::Name, Words::Description, Words::Text] {
                let (severity, help) = found(words, text).unwrap_or((Severity::Note, String::new()));
                assert_eq!(severity, Severity::Error, "{text}");
                assert!(help.ends_with(whole), "{text}: {help}");
            }
        }
    }

    #[test]
    fn a_comment_behind_a_text_is_doubted_and_behind_a_name_is_not() {
        for text in ["k: Hello # to all\n", "k: We are #\n", "k: Hello ## to all\n", "k: Hello   #   \n"] {
            assert_eq!(found(Words::Text, text).map(|it| it.0), Some(Severity::Warning), "{text}");
            assert_eq!(found(Words::Name, text), None, "{text}");
            assert_eq!(found(Words::Description, text), None, "{text}");
        }
    }

    #[test]
    fn what_is_in_quotes_or_for_kcamp_is_not_cut() {
        for text in [
            "k: \"Use code\" # a comment\n",
            "k: 'Use code' ## a comment\n",
            "k: \"Use code\" #kcamp: allow(sms/placeholder)\n",
            "k: \"Use code #SAVE20\"\n",
            "k: Use code#SAVE20\n",
            "k: |  # a comment\n  Use code\n",
            "k: |\n  Use code #SAVE20\n",
            "k: Hello # kcamp: allow(sms/placeholder)\n",
            "k: Hello #kcamp: allow(sms/placeholder)\n",
            "k: Hello\n# a comment\nl: 1\n",
            "k: Hello\n#l: 1\n",
            "k: 5 #five\n",
        ] {
            assert_eq!(found(Words::Text, text), None, "{text}");
        }
    }

    #[test]
    fn a_comment_beside_a_whole_text_is_doubted_where_it_looks_like_words() {
        for text in [
            "k: \"Use code\" #SAVE20\n",
            "k: 'Use code' #SAVE20\n",
            "k: \"Use\n  code\"  ##SAVE20\n",
            "k: >- #X\n  Use code\n",
            "k: |  #SAVE20\n  Use code\n",
            "k: |2+ #SAVE20\n  Use code\n",
            "{k: \"Use code\" #SAVE20\n}",
        ] {
            for words in [Words::Name, Words::Description, Words::Text] {
                assert_eq!(found(words, text).map(|it| it.0), Some(Severity::Warning), "{text}");
            }
        }
    }

    #[test]
    fn a_line_that_begins_with_a_hash_ends_a_text_as_well() {
        let (severity, help) = found(Words::Text, "k: Your code is\n  #SAVE20 today\n")
            .unwrap_or((Severity::Note, String::new()));
        assert_eq!(severity, Severity::Error);
        assert!(help.ends_with("\"Your code is #SAVE20 today\""), "{help}");
        assert_eq!(found(Words::Name, "k: Customers\n  #l: 1\n"), None);
        for text in [
            "k: Our\n  #1 offer\n",
            "k: Our\n\n    #1 offer\n",
            "k: Our\n \n\n  # why\n  #1 offer\n",
            "k:\n  Our\n  #1 offer\nl: 1\n",
        ] {
            for words in [Words::Name, Words::Description, Words::Text] {
                let (severity, help) = found(words, text).unwrap_or((Severity::Note, String::new()));
                assert_eq!((severity, help.ends_with("\"Our #1 offer\"")), (Severity::Error, true), "{text}");
            }
        }
        for text in [
            "k: Our\n#1 offer\n",
            "k: Our\n\n  # 1 offer\n",
            "k: Our\n  #kcamp: allow(x)\n",
            "k: Our\nl: 2\n  #1\n",
        ] {
            assert_eq!(found(Words::Text, text), None, "{text}");
        }
    }

    #[test]
    fn a_line_below_a_block_that_begins_with_a_hash_is_lost() {
        for (text, severity) in [
            ("k: |\n    Sale.\n  #SaveBig\n", Some(Severity::Error)),
            ("k: >-\n    Sale.\n\n  #SaveBig now\nl: 1\n", Some(Severity::Error)),
            ("k: |2+\n    Sale.\n # why\n #SaveBig\n", Some(Severity::Error)),
            ("k: |\n  Sale.\n#SaveBig Reply STOP\nl: 1\n", Some(Severity::Warning)),
            ("k: >\n  Sale.\n#Reply: or STOP\n", None),
            ("k: |\n  Sale.\n#format: x\nl: 1\n", None),
            ("k: |\n  Sale.\n#\"format\":\nl: 1\n", None),
            ("k: |\n  Sale.\n#- x\nl: 1\n", None),
            ("k: |\n  Sale.\n# SaveBig\nl: 1\n", None),
            ("k: |\n  Sale.\n  #SaveBig\nl: 1\n", None),
            ("k: |\n  Sale.\n##\n#kcamp: allow(x)\nl: 1\n", None),
            ("k: |\n  Sale.\nl: 1\n#SaveBig\n", None),
        ] {
            for words in [Words::Name, Words::Description, Words::Text] {
                assert_eq!(found(words, text).map(|it| it.0), severity, "{text}");
            }
        }
    }
}
