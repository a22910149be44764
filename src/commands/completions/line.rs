//! The words of a command line that is still being typed.

/// The quoting rules of a shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoting {
    /// Quotes, and a backslash before a literal character: bash, zsh and fish.
    Posix,
    /// Only quotes: a backslash separates folders.
    QuotesAlone,
}

/// A word that is being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// The word, as the program would receive it.
    pub(super) text: String,
    /// The quote that is not closed yet.
    pub(super) open: Option<char>,
    /// The word, as it was typed.
    pub(super) typed: String,
}

impl Word {
    /// The whole typed text as one word, including spaces.
    pub(super) fn of(typed: &str, quoting: Quoting) -> Self {
        let mut words = split(typed, quoting, |_| false);
        words.pop().unwrap_or_default()
    }

    /// A word that the program received.
    pub(super) fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), open: None, typed: text.to_owned() }
    }

    /// The word as the program would receive it, without its last part.
    pub(super) fn before(&self, last: &str) -> String {
        self.typed.strip_suffix(last).map(|before| Self::of(before, Quoting::Posix).text).unwrap_or_default()
    }
}

/// The words of a bash line. The last one is at the cursor, and empty after a space.
pub(super) fn words(line: &str) -> Vec<Word> {
    split(line, Quoting::Posix, |letter| matches!(letter, ' ' | '\t' | '\n'))
}

fn split(line: &str, quoting: Quoting, separates: impl Fn(char) -> bool) -> Vec<Word> {
    let (mut words, mut word) = (Vec::new(), Word::default());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match (word.open, letter) {
            (None, letter) if separates(letter) => {
                // Several spaces in a row separate only once.
                if !word.typed.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                continue;
            }
            (None, '\'' | '"') => word.open = Some(letter),
            (Some(quote), letter) if letter == quote => word.open = None,
            (None | Some('"'), '\\') if quoting == Quoting::Posix => {
                word.typed.push(letter);
                let Some(next) = letters.next() else { break };
                // Between quotes, a backslash is literal before most characters.
                if word.open.is_some() && !matches!(next, '"' | '\\' | '$' | '`') {
                    word.text.push(letter);
                }
                word.text.push(next);
                word.typed.push(next);
                continue;
            }
            _ => word.text.push(letter),
        }
        word.typed.push(letter);
    }
    words.push(word);
    words
}

/// A text as bash has to insert it after the typed text, with this quote open.
pub(super) fn inserted(text: &str, open: Option<char>) -> String {
    let mut inserted = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        match open {
            Some('\'') if letter == '\'' => inserted.push_str("'\\'"),
            // In double quotes an interactive bash reads its history behind this sign, also behind a backslash.
            Some('"') if letter == '!' => {
                inserted.push_str("\"'!'\"");
                continue;
            }
            Some('"') if matches!(letter, '"' | '\\' | '$' | '`') => inserted.push('\\'),
            None if !(is_plain(letter) || at == 0 && letter == '~') => inserted.push('\\'),
            _ => {}
        }
        inserted.push(letter);
    }
    inserted
}

/// Whether a character needs no quotes.
fn is_plain(letter: char) -> bool {
    !letter.is_ascii() || letter.is_ascii_alphanumeric() || "/._-+:,=@%^".contains(letter)
}

/// A text as one word of PowerShell.
pub(super) fn one_word_of_powershell(text: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "/\\._-+:=~".contains(letter);
    // A comma makes a list of two words, and other special characters have meanings too.
    if text.chars().all(is_plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{Quoting, Word, inserted, one_word_of_powershell, words};

    fn texts(line: &str) -> Vec<String> {
        words(line).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn a_line_is_split_as_bash_splits_it_up_to_the_cursor() {
        for (line, expected) in [
            ("kcamp ", vec!["kcamp", ""]),
            ("kcamp  camp", vec!["kcamp", "camp"]),
            ("kcamp get Billing\\ Al", vec!["kcamp", "get", "Billing Al"]),
            ("kcamp get \"Billing Al", vec!["kcamp", "get", "Billing Al"]),
            ("kcamp get 'Billing\\ Al", vec!["kcamp", "get", "Billing\\ Al"]),
            (
                "kcamp \"a \\\" \\n\" --at 09:00 --type=s",
                vec!["kcamp", "a \" \\n", "--at", "09:00", "--type=s"],
            ),
            ("kcamp O\\'Brien x\\", vec!["kcamp", "O'Brien", "x"]),
        ] {
            assert_eq!(texts(line), expected, "{line}");
        }
    }

    #[test]
    fn what_is_typed_before_the_last_part_is_known_without_its_quotes() {
        let last = |line: &str| words(line).pop().unwrap_or_default();
        assert_eq!(last("kcamp --name=\"Bil").before("Bil"), "--name=");
        assert_eq!(last("kcamp --type=s").before("s"), "--type=");
        assert_eq!(last("kcamp Bil").before("Bil"), "");
        assert_eq!(last("kcamp Bil").before("other"), "");
    }

    /// An interactive bash reads its history behind an exclamation mark in double quotes, whatever is before it.
    #[test]
    fn an_exclamation_mark_never_stands_in_double_quotes() {
        for (open, expected) in
            [(None, r"Sale\!\ now\!"), (Some('\''), "Sale! now!"), (Some('"'), "Sale\"'!'\" now\"'!'\"")]
        {
            assert_eq!(inserted("Sale! now!", open), expected);
        }
    }

    #[test]
    fn a_backslash_of_windows_stays() {
        assert_eq!(Word::of("\"C:\\my files\\a", Quoting::QuotesAlone).text, "C:\\my files\\a");
        assert_eq!(Word::of("\"\"", Quoting::QuotesAlone).text, "");
    }

    #[test]
    fn powershell_is_given_one_word() {
        assert_eq!(one_word_of_powershell("America/New_York"), "America/New_York");
        assert_eq!(one_word_of_powershell("O'Brien's list"), "'O''Brien''s list'");
        assert_eq!(one_word_of_powershell("Mon,Wed"), "'Mon,Wed'");
    }

    proptest! {
        /// The program receives the exact name, whatever characters it has and whichever quote is open.
        #[test]
        fn what_is_inserted_is_read_back_as_it_was(text in any::<String>(), quote in 0..3_usize) {
            let open: Option<char> = [None, Some('\''), Some('"')][quote];
            let quote = open.map(String::from).unwrap_or_default();
            let line = format!("kcamp {quote}{}{quote}", inserted(&text, open));
            assert_eq!(texts(&line), ["kcamp", &text]);
        }
    }
}
