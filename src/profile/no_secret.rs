//! Texts that cannot be a secret: what programs print instead of one, and the placeholders of examples.

/// Why a text is not a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSecret {
    /// The text is empty.
    Empty,
    /// The text is larger than `MAX_SECRET_BYTES`.
    TooLarge,
    /// The text is not UTF-8.
    NotText,
    /// The text is in quotes, which would count as part of it.
    Quoted,
    /// The text is masked, as logs and web pages show secrets.
    Masked,
    /// The text is an unfilled variable, such as `${SECRET}`.
    NotFilledIn,
    /// The text is a placeholder from an example, such as `changeme`.
    Placeholder,
    /// The text has several lines.
    SeveralLines,
    /// The text contains a character that cannot be typed.
    ControlCharacter,
}

impl NoSecret {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty | Self::TooLarge | Self::NotText | Self::ControlCharacter => "secret/not-a-secret",
            Self::Quoted => "secret/quoted",
            Self::Masked => "secret/masked",
            Self::NotFilledIn | Self::Placeholder => "secret/not-filled-in",
            Self::SeveralLines => "secret/several-lines",
        }
    }

    /// The problem, worded to follow "the client secret from …".
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Empty => "is empty",
            Self::TooLarge => "is larger than 64 KiB",
            Self::NotText => "is not UTF-8 text",
            Self::Quoted => "stands in quotes, which would count as a part of it",
            Self::Masked => "is masked: it has stars or dots where logs and web pages hide a secret",
            Self::NotFilledIn => "is the name of a variable, which nobody filled in",
            Self::Placeholder => "is a placeholder, as examples have it where the secret belongs",
            Self::SeveralLines => "has more than one line",
            Self::ControlCharacter => "holds a control character",
        }
    }

    /// The next step.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Empty | Self::TooLarge | Self::NotText => {
                "check that the source gives the secret alone, in one line of at most 64 KiB"
            }
            Self::Quoted => "remove the quotes: shells take them away, env files of Docker and others do not",
            Self::Masked => "copy the secret itself from where it was made, not from a log or a page",
            Self::NotFilledIn => {
                "set it among the secrets of the CI system, or where the variable is defined: it came as it was written"
            }
            Self::Placeholder => "put the secret itself there",
            Self::SeveralLines => "keep the secret alone in one line, without a line break inside",
            Self::ControlCharacter => "copy the secret again: it holds a character that cannot be typed",
        }
    }
}

/// Refuses a text that cannot be a secret.
///
/// # Errors
///
/// Why the text is not a secret: it is empty, has several lines or a control character, is quoted or masked, or is a
/// placeholder that was not filled in.
pub(super) fn judge(text: &str) -> Result<(), NoSecret> {
    if text.is_empty() {
        return Err(NoSecret::Empty);
    }
    if text.contains(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        return Err(NoSecret::SeveralLines);
    }
    if text.contains(char::is_control) {
        return Err(NoSecret::ControlCharacter);
    }
    if is_quoted(text) {
        return Err(NoSecret::Quoted);
    }
    if is_masked(text) {
        return Err(NoSecret::Masked);
    }
    if is_not_filled_in(text) {
        return Err(NoSecret::NotFilledIn);
    }
    if is_placeholder(text) {
        return Err(NoSecret::Placeholder);
    }
    Ok(())
}

fn is_quoted(text: &str) -> bool {
    const QUOTES: [(char, &str); 8] =
        [('"', "\""), ('\'', "'"), ('`', "`"), ('“', "”“"), ('„', "“”"), ('‘', "’‘"), ('«', "»"), ('”', "”")];
    let mut characters = text.chars();
    let (Some(first), Some(last)) = (characters.next(), characters.next_back()) else { return false };
    QUOTES.iter().any(|(open, close)| *open == first && close.contains(last))
}

/// Whether stars or dots hide a secret or a part of it, as in `****abcd`, `sk-…abcd` and the `xxxxx` of the platform's
/// documentation. No secret has such long runs by chance.
fn is_masked(text: &str) -> bool {
    const STARS: [char; 7] = ['*', '•', '●', '·', '∙', '⋅', '＊'];
    let is_of = |mask: &[char]| text.chars().all(|character| mask.contains(&character));
    let has_run = |mask: &[char], least: usize| {
        text.split(|character| !mask.contains(&character)).any(|run| run.chars().count() >= least)
    };
    let letters = &['x', 'X'];
    let at_an_end = |character: char| {
        let run = [character; 4].iter().collect::<String>();
        text.starts_with(&run) || text.ends_with(&run)
    };
    is_of(&STARS)
        || is_of(&['.', '…'])
        || text.contains('…')
        || has_run(&STARS, 4)
        || has_run(&['.'], 3)
        || has_run(letters, 5)
        || letters.iter().any(|letter| at_an_end(*letter))
}

/// Whether a text is a placeholder from an example, in any style of writing.
fn is_placeholder(text: &str) -> bool {
    const WORDS: [&str; 20] = [
        "changeme",
        "changethis",
        "replaceme",
        "replacethis",
        "fillme",
        "fillin",
        "fillmein",
        "todo",
        "tbd",
        "redacted",
        "masked",
        "hidden",
        "placeholder",
        "undefined",
        "null",
        "none",
        "secrethere",
        "secretgoeshere",
        "notset",
        "unset",
    ];
    if text.len() > 40 {
        return false;
    }
    let bare: String =
        text.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase();
    let is_only_words = text.chars().all(|it| it.is_ascii_alphabetic() || " -_.!()[]{}<>".contains(it));
    let of_yours = ["your", "insert", "enter", "put", "add", "paste"];
    let names_it = ["secret", "key", "token", "secrethere", "keyhere", "tokenhere"];
    is_only_words
        && (WORDS.contains(&bare.as_str())
            || of_yours.iter().any(|word| bare.starts_with(word))
                && names_it.iter().any(|word| bare.ends_with(word)))
}

/// Whether a text is a variable in the form of CI systems, shells and templates. `$NAME` does not count, since a secret
/// may begin with `$`.
fn is_not_filled_in(text: &str) -> bool {
    let between = |open: &str, close: &str| {
        text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).is_some_and(|name| !name.is_empty())
    };
    let holds = |open: &str, close: &str| text.split_once(open).is_some_and(|(_, rest)| rest.contains(close));
    let is_name = |name: &str| is_name(name.trim());
    let percent = || text.strip_prefix('%').and_then(|rest| rest.strip_suffix('%')).is_some_and(is_name);
    let braces = || {
        text.split("${").skip(1).any(|rest| {
            rest.split_once('}')
                .is_some_and(|(name, _)| is_name(name.split([':', '-']).next().unwrap_or_default()))
        })
    };
    holds("${{", "}}")
        || between("${", "}")
        || braces()
        || between("{{", "}}")
        || between("$(", ")")
        || between("<", ">")
        || percent()
}

/// Whether a text has the form of a variable's name.
pub(super) fn is_name(text: &str) -> bool {
    text.bytes().enumerate().all(|(place, byte)| {
        byte == b'_' || byte.is_ascii_alphabetic() || (place > 0 && byte.is_ascii_digit())
    }) && !text.is_empty()
}
