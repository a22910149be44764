//! Commands that are shown to be copied. They get the flags of the account of this run.

use std::borrow::Cow;
use std::path::Path;

pub use crate::domain::shell::{in_a_shell, shell_flag, shell_word};

/// The program's name in commands.
const PROGRAM: &str = "kcamp";

/// The commands that need an account, by the word after `kcamp`.
const FOR_AN_ACCOUNT: [&str; 11] = [
    "api",
    "apply",
    "campaign",
    "contact-list",
    "doctor",
    "halt",
    "journal",
    "plan",
    "profile show",
    "resume",
    "schedule",
];

/// The global flags that select the account of this run, such as `--sandbox` or `--profile acme`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountFlags(Vec<String>);

impl AccountFlags {
    /// Flags with their values. A flag without a value is left out; a switch has an empty value.
    pub fn new<'value>(flags: impl IntoIterator<Item = (&'static str, Option<&'value str>)>) -> Self {
        let words = flags.into_iter().filter_map(|(flag, value)| match value? {
            "" => Some(flag.to_owned()),
            value => Some(shell_flag(flag, value)),
        });
        Self(words.collect())
    }

    /// Adds these flags to each command in a text that needs an account: `kcamp halt --lift` becomes `kcamp --sandbox
    /// halt --lift`. A flag that a command already has among its own stays as it is.
    pub fn in_commands<'text>(&self, text: &'text str) -> Cow<'text, str> {
        let mut shown = String::new();
        let mut copied = 0;
        for (at, _) in text.match_indices(PROGRAM) {
            let (before, after) = (&text[..at], &text[at + PROGRAM.len()..]);
            let begins_word =
                before.chars().next_back().is_none_or(|letter| matches!(letter, ' ' | '`' | '('));
            if !begins_word || !is_for_an_account(after) {
                continue;
            }
            let end = at + PROGRAM.len();
            for flag in self.0.iter().filter(|flag| !is_in(flag, after)) {
                shown.push_str(&text[copied..end]);
                shown.push(' ');
                shown.push_str(flag);
                copied = end;
            }
        }
        if copied == 0 {
            return Cow::Borrowed(text);
        }
        shown.push_str(&text[copied..]);
        Cow::Owned(shown)
    }
}

/// Whether a command already has a flag. It ends with its line, or where another command starts.
fn is_in(flag: &str, command: &str) -> bool {
    let command = command.lines().next().unwrap_or_default();
    let command = command.split(PROGRAM).next().unwrap_or_default();
    command.match_indices(flag).any(|(at, flag)| {
        command[..at].ends_with(' ') && command[at + flag.len()..].chars().next().is_none_or(|it| it == ' ')
    })
}

fn is_for_an_account(after_program: &str) -> bool {
    let Some(words) = after_program.strip_prefix(' ') else { return false };
    FOR_AN_ACCOUNT.iter().any(|command| {
        words.strip_prefix(command).is_some_and(|rest| {
            rest.chars().next().is_none_or(|letter| !letter.is_alphanumeric() && !matches!(letter, '-' | '_'))
        })
    })
}

/// A command with one word that is no flag, such as a name, and the flags that follow it, each with a space before it.
/// A word that begins with a dash, which would be taken for a flag, comes last, behind `--`.
pub fn shell_command(command: &str, word: &str, flags: &str) -> String {
    let quoted = shell_word(word);
    if word.starts_with('-') && word != "-" {
        format!("{command}{flags} -- {quoted}")
    } else {
        format!("{command} {quoted}{flags}")
    }
}

/// A path as one word of a shell, which is taken for no flag.
pub fn shell_path(path: &str) -> String {
    let is_like_a_flag = path.starts_with('-') && path != "-";
    if is_like_a_flag { shell_word(&format!("./{path}")) } else { shell_word(path) }
}

/// A path as one word of a shell, in quotes only where it needs them, which is taken for no flag.
pub fn path_in_a_shell(path: &Path) -> String {
    let path = path.display().to_string();
    if path.starts_with('-') { shell_path(&path) } else { in_a_shell(&path) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, proptest};

    use super::{AccountFlags, shell_command, shell_path};

    /// The words that a shell makes of a command; none where there is no shell.
    fn in_words(command: &str) -> Vec<String> {
        let script = format!("printf '%s\\0' {command}");
        let Ok(output) = std::process::Command::new("sh").args(["-c", &script]).output() else {
            return Vec::new();
        };
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.split_terminator('\0').map(ToOwned::to_owned).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_shell_gives_the_word_of_a_command_back(word in "-{0,2}[-a-z '\"$`\\\\!*?~#&|;<>(){}\\[\\]=\n\té名]{1,12}") {
            let words = in_words(&shell_command("kcamp schedule show", &word, " -o json"));
            if word.starts_with('-') && word != "-" {
                assert_eq!(words, ["kcamp", "schedule", "show", "-o", "json", "--", &word]);
            } else {
                assert_eq!(words, ["kcamp", "schedule", "show", &word, "-o", "json"]);
            }
            let path = in_words(&shell_path(&word)).concat();
            assert!(path == word || path == format!("./{word}") && word.starts_with('-'), "{path}");
            assert!(path == "-" || !path.starts_with('-'), "{path}");
        }
    }

    #[test]
    fn each_command_for_an_account_names_it() {
        let flags = AccountFlags::new([
            ("--sandbox", Some("")),
            ("--profile", None),
            ("--host", Some("https://h:1")),
            ("--stream-id", Some("it's")),
        ]);
        let words = r"kcamp --sandbox --host https://h:1 --stream-id 'it'\''s'";
        for (text, shown) in [
            ("to lift the halt alone: kcamp halt --lift", "to lift the halt alone: KCAMP halt --lift"),
            ("`kcamp journal` shows it", "`KCAMP journal` shows it"),
            ("run kcamp halt again", "run KCAMP halt again"),
            ("kcamp resume", "KCAMP resume"),
            ("kcamp plan, then kcamp apply PATH", "KCAMP plan, then KCAMP apply PATH"),
            ("check it with kcamp profile show", "check it with KCAMP profile show"),
            // Flags of another command do not count, and each flag is added once.
            ("kcamp plan, then KCAMP apply PATH", "KCAMP plan, then KCAMP apply PATH"),
            (
                "kcamp campaign list --sandbox",
                r"kcamp --host https://h:1 --stream-id 'it'\''s' campaign list --sandbox",
            ),
        ] {
            let text = text.replace("KCAMP", words);
            assert_eq!(flags.in_commands(&text), shown.replace("KCAMP", words), "{text}");
        }
        for text in [
            "kcamp starts nothing there",
            "kcamp --sandbox campaign list",
            "kcamp --profile other journal settle 1-2",
            r"kcamp campaign create --name A --sandbox --host https://h:1 --stream-id 'it'\''s'",
            r"kcamp campaign create --stream-id 'it'\''s' --sandbox --name A --host https://h:1",
            r"kcamp schedule enable --sandbox --host https://h:1 --stream-id 'it'\''s' 'A'",
            "kcamp campaigns",
            "kcamp validate FILE",
            "kcamp profile use other",
            "the campaign 'kcamp halt'",
            "/etc/kcamp halt",
            "kcamp",
            "",
        ] {
            assert_eq!(flags.in_commands(text), text);
        }
    }

    #[test]
    fn without_flags_everything_stays_as_it_is() {
        let text = "run kcamp halt again";
        assert_eq!(AccountFlags::default().in_commands(text), text);
        assert_eq!(AccountFlags::new([("--profile", None)]), AccountFlags::default());
    }
}
