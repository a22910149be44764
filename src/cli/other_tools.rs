//! Words and flags of other tools, and the names that kcamp has for them.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The command after which the words are typed (empty for `kcamp` itself), the words, and what to type after `kcamp`
/// instead.
const WORDS: &[(&str, &[&str], &str)] = &[
    ("", &["login", "auth", "configure"], "setup"),
    ("", &["logout"], "profile remove NAME"),
    ("", &["version"], "--version"),
    ("", &["config", "context"], "profile"),
    ("", &["whoami"], "profile show"),
    ("", &["logs", "history"], "journal"),
    ("", &["docs"], "help"),
    ("", &["send"], "campaign start"),
    ("", &["environment", "env"], "help environment"),
    ("", &["files"], "help files"),
    ("", &["options"], "help options"),
    ("", &["time"], "help time"),
    ("", &["ls", "list"], "campaign list"),
    ("", &["show", "describe", "get"], "campaign get"),
    ("", &["edit", "update"], "campaign update"),
    ("", &["create", "new", "add"], "campaign create"),
    ("", &["status"], "campaign status"),
    ("", &["start", "run"], "campaign start"),
    ("", &["stop", "cancel"], "campaign stop"),
    ("", &["delete", "rm"], "campaign delete"),
    ("", &["import"], "contact-list import"),
    ("campaign", &["ls"], "campaign list"),
    ("campaign", &["show", "describe"], "campaign get"),
    ("campaign", &["edit"], "campaign update"),
    ("campaign", &["add"], "campaign create"),
    ("campaign", &["run"], "campaign start"),
    ("campaign", &["cancel"], "campaign stop"),
    ("campaign", &["rm", "remove"], "campaign delete"),
    ("campaign", &["apply"], "apply PATH"),
    (
        "campaign create",
        &["--start", "--end", "--at", "--every", "--daily", "--weekly", "--monthly", "--once"],
        "schedule enable",
    ),
    ("schedule", &["ls", "list"], "campaign list"),
    ("schedule", &["get", "describe", "status"], "schedule show"),
    ("schedule", &["edit", "update", "create", "add"], "schedule enable"),
    ("schedule", &["delete", "rm", "remove"], "schedule disable"),
    ("contact-list", &["ls"], "contact-list list"),
    ("contact-list", &["show", "describe"], "contact-list get"),
    ("contact-list", &["edit", "update"], "contact-list rename"),
    ("contact-list", &["new", "add"], "contact-list create"),
    ("contact-list", &["rm", "remove"], "contact-list delete"),
    ("profile", &["ls"], "profile list"),
    ("profile", &["get", "describe"], "profile show"),
    ("profile", &["create", "new", "add", "edit", "update"], "setup"),
    ("profile", &["switch", "set"], "profile use"),
    ("profile", &["rm", "delete"], "profile remove"),
    ("journal", &["ls", "list", "show"], "journal"),
    ("sandbox", &["start", "run"], "sandbox serve"),
    ("campaign list", &["--watch"], "campaign watch"),
    ("apply", &["-f", "--filename", "--file", "--plan"], "apply PATH"),
    ("plan", &["-f", "--filename", "--file"], "plan PATH"),
    ("validate", &["-f", "--filename", "--file"], "validate PATH"),
    ("validate", &["--strict", "--werror"], "validate --deny warnings"),
];

/// Flags of other tools, and what kcamp has for them in every command.
const FLAGS: [(&str, &str); 6] = [
    ("--format", "-o"),
    ("--json", "-o json"),
    ("--yaml", "-o yaml"),
    ("--csv", "-o csv"),
    ("--burki", "--platform burki"),
    ("--kore", "--platform kore"),
];

/// Parts of the names of flags that other tools have for a secret's value, without hyphens.
const SECRETS: [&str; 11] = [
    "secret",
    "token",
    "password",
    "passwd",
    "passphrase",
    "apikey",
    "accesskey",
    "privatekey",
    "credential",
    "bearer",
    "jwt",
];

/// Adds kcamp's own name to an error about the word of another tool. A flag that names a secret is answered with the
/// ways to give one, and never with a flag of a similar name: what follows would be shown as its value.
pub(super) fn explained(mut error: clap::Error, tree: &clap::Command) -> clap::Error {
    let unknown = match error.kind() {
        ErrorKind::InvalidSubcommand => ContextKind::InvalidSubcommand,
        ErrorKind::UnknownArgument => ContextKind::InvalidArg,
        _ => return error,
    };
    let text = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (word, usage) = (text(unknown), text(ContextKind::Usage));
    let mut command = tree;
    let mut path = Vec::new();
    for name in usage.split_whitespace().skip_while(|word| *word != "kcamp").skip(1) {
        let Some(below) = command.find_subcommand(name) else { break };
        command = below;
        path.push(name);
    }
    if word.starts_with("--") {
        // An unknown option is a mistake, and hardly ever the name of a campaign, so clap's hint on how to pass it as
        // one is removed.
        error.remove(ContextKind::Suggested);
    }
    let tip = if names_secret(&word) {
        Some(ways_of_secrets(command))
    } else if let Some((_, ours)) = FLAGS.iter().find(|(theirs, _)| *theirs == word) {
        Some(format!("did you mean {ours}?"))
    } else {
        let ours = ours(&path.join(" "), &word).map(str::to_owned);
        let ours = ours.or_else(|| if path.is_empty() { below_a_group(tree, &word) } else { None });
        ours.map(|ours| format!("did you mean kcamp {ours}?"))
    };
    if let Some(tip) = tip {
        error.remove(ContextKind::SuggestedSubcommand);
        error.remove(ContextKind::SuggestedArg);
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(tip)]));
    }
    error
}

/// Whether the word is a flag that would take a secret's value, such as `--client_secret`.
fn names_secret(word: &str) -> bool {
    let Some(name) = word.strip_prefix("--") else { return false };
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let letters = letters.to_ascii_lowercase();
    SECRETS.iter().any(|part| letters.contains(part))
        || ["pass", "pwd", "key", "auth"].contains(&letters.as_str())
}

/// How a secret is given to the command.
fn ways_of_secrets(command: &clap::Command) -> String {
    let own = command.get_arguments().filter_map(clap::Arg::get_long).filter(|long| *long != "secret-stdin");
    let own = own.filter(|long| long.starts_with("secret-")).map(|long| format!("or use --{long}"));
    let ways = std::iter::once(
        "set KCAMP_CLIENT_SECRET (for a ready token or an API key: KCAMP_TOKEN), or pipe the value in with --secret-stdin"
            .to_owned(),
    );
    ways.chain(own).collect::<Vec<_>>().join(", ") + "; no flag takes a secret's value"
}

fn ours(command: &str, word: &str) -> Option<&'static str> {
    WORDS.iter().find(|(place, words, _)| *place == command && words.contains(&word)).map(|(.., ours)| *ours)
}

/// The command of this name in a group of commands, such as `schedule enable` for `enable`.
fn below_a_group(tree: &clap::Command, word: &str) -> Option<String> {
    tree.get_subcommands().filter(|group| !group.is_hide_set() && group.get_name() != "help").find_map(
        |group| {
            let below = group.find_subcommand(word).filter(|below| below.get_name() != "help")?;
            Some(format!("{} {}", group.get_name(), below.get_name()))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::WORDS;
    use crate::cli::command_tree;

    /// The command that a line names, and whether the whole line is a command, perhaps with a flag or an argument.
    fn named(line: &str) -> (clap::Command, bool) {
        let mut words = line.split(' ').filter(|word| !word.is_empty());
        let mut command = command_tree();
        for word in words.by_ref() {
            let Some(below) = command.find_subcommand(word) else {
                let is_flag = word.strip_prefix("--").is_some_and(|flag| {
                    flag == "version" || command.get_arguments().any(|it| it.get_long() == Some(flag))
                });
                return (command, is_flag || word.chars().all(char::is_uppercase));
            };
            command = below.clone();
        }
        (command, true)
    }

    #[test]
    fn each_word_is_none_of_kcamps_and_names_a_command_that_is() {
        for (place, words, ours) in WORDS {
            let (command, is_whole) = named(place);
            assert!(is_whole, "{place}");
            for word in *words {
                assert!(command.find_subcommand(word).is_none(), "kcamp {place} {word} is a command");
            }
            assert!(ours.starts_with("help ") || named(ours).1, "kcamp {ours} is not a command");
        }
    }
}
