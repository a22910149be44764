//! Words that a comment cuts: ` #` ends a text without quotes, and what was written after it is not sent.

use super::field::Words;
use super::node::{Node, Value};
use super::write::quoted;
use crate::domain::finding::{Origin, Problem};

/// What a comment for kcamp begins with, after the `#`.
pub(super) const MARK: &str = "kcamp:";
/// Longest text that a help repeats in quotes, in bytes.
const REPEATED_MAX: usize = 200;

/// The finding that a comment cuts the words of a value, where one does, and its place; `key` is the key that the value
/// stands at.
pub(super) fn cut<'place>(
    words: Words,
    value: &'place Node,
    key: &'place Origin,
) -> Option<(Problem, &'place Origin)> {
    // In a block no comment can stand that allows the finding.
    let above = beside_block(value).map(|problem| (problem, key));
    above.or_else(|| beside_value(words, value, key).map(|problem| (problem, &value.origin)))
}

/// The same beside the mark of a block of text.
fn beside_block(value: &Node) -> Option<Problem> {
    let (Value::Text(_), Origin::Text { source, span }) = (&value.value, &value.origin) else { return None };
    beside_whole(beside_mark(source.text.get(..span.start)?)?)
}

/// The same behind the value.
fn beside_value(words: Words, value: &Node, key: &Origin) -> Option<Problem> {
    let (Value::Text(text), Origin::Text { source, span }) = (&value.value, &value.origin) else {
        return None;
    };
    let (before, rest) = (source.text.get(..span.start)?, source.text.get(span.end..)?);
    if source.text.get(span.clone())?.starts_with(['"', '\'']) {
        return beside_whole(rest);
    }
    // Most values end here, before the line is read to its end: one line may hold all that a file holds.
    let ahead = rest.trim_start_matches(|it: char| it.is_whitespace() && it != '\n');
    if !ahead.is_empty() && !ahead.starts_with(['#', '\n']) || beside_mark(before).is_some() {
        return None;
    }
    let (beside, below) = rest.split_once('\n').unwrap_or((rest, ""));
    let beside = beside.trim_end();
    let between = if beside.is_empty() {
        // A comment line below a text, deeper than its key, would have been the text's next line.
        let line = below.lines().next()?;
        (words == Words::Text && indentation(line) > column_of(key)?).then(|| line.trim())?
    } else {
        // Without a space before it, # is part of the text.
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
    let message = format!("# after a space starts a comment and cuts the text: only {} is left", shown(text));
    Some(Problem::error("file/text-cut", message).help(help(&whole)))
}

/// The rest of the line after the mark of a block (`>-`), where the text that starts here is one.
fn beside_mark(before: &str) -> Option<&str> {
    let above = before.trim_end_matches(' ').strip_suffix('\n')?.trim_end();
    let line = above.rsplit('\n').next()?;
    let (declared, _) = line.split_once(" #").or_else(|| line.split_once("\t#"))?;
    let mark = declared.split_ascii_whitespace().next_back()?;
    mark.starts_with(['|', '>']).then(|| &line[declared.len()..])
}

/// The finding that a comment stands beside a text whose own marks say where it ends: with no space after the `#` the words
/// may have been meant for it.
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
    let message = format!("#{comment} is a comment, and not sent with the text");
    Some(
        Problem::warning("file/comment-after-text", message)
            .help("if it belongs to the text, move it inside; a comment has a space after the #"),
    )
}

/// The end of a text, in quotes: there it is cut.
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

/// The indentation of the line on which a key stands, up to the key.
fn column_of(key: &Origin) -> Option<usize> {
    let Origin::Text { source, span } = key else { return None };
    let before = source.text.get(..span.start)?;
    Some(span.start - before.rfind('\n').map_or(0, |end| end + 1))
}

#[cfg(test)]
mod tests {
    use super::cut;
    use crate::domain::finding::Severity;
    use crate::manifest::field::Words;
    use crate::manifest::load_bytes;

    /// What is found at the one key of a text: severity and help.
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
    }
}
