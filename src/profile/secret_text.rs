//! Converts the text from a source to a secret: it removes what surrounds the secret, and refuses what cannot be one.
//!
//! A secret with a line feed at its end can still sign, and the platform then blames the client id. Therefore the text
//! of every source is cleaned here, and no message shows a part of it.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::Path;

use super::no_secret::{NoSecret, is_name, judge};
use crate::domain::finding::Problem;
use crate::secret::Secret;

/// Maximum size of a secret, in bytes.
pub(super) const MAX_SECRET_BYTES: u64 = 64 * 1024;

/// The purpose of a secret. It decides the secret's name, and what may precede it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretKind {
    /// A secret that signs tokens.
    ClientSecret,
    /// A ready token for Kore.ai.
    Token,
    /// An API key for Burki.
    ApiKey,
}

impl SecretKind {
    /// The noun, worded to follow "the".
    pub const fn noun(self) -> &'static str {
        match self {
            Self::ClientSecret => "client secret",
            Self::Token => "ready token",
            Self::ApiKey => "API key",
        }
    }
}

/// A secret, and warnings about how it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadSecret {
    /// The secret, without what surrounded it.
    pub secret: Secret,
    /// Warnings, each of which names the source.
    pub remarks: Vec<Problem>,
}

/// Reads the secret in a value, whose whole text counts. `from` names the source in words, such as
/// `the environment variable ACME_SECRET`.
///
/// # Errors
///
/// Why the text is not a secret, including that it is too large.
pub(super) fn of_value(text: &str, kind: SecretKind, from: &str) -> Result<ReadSecret, NoSecret> {
    if text.len() as u64 > MAX_SECRET_BYTES {
        return Err(NoSecret::TooLarge);
    }
    let trimmed = text.trim_matches(surrounds);
    let mut remarks = Vec::new();
    if trimmed.len() < text.len() {
        remarks.push(surrounded(text, trimmed, kind, from));
    }
    let bare = match (kind, without_scheme(trimmed)) {
        (SecretKind::Token | SecretKind::ApiKey, Some(bare)) => {
            remarks.push(
                Problem::warning(
                    "secret/surrounded",
                    format!("the word Bearer before the {} from {from} was removed", kind.noun()),
                )
                .help("remove it there too: kcamp writes the header itself"),
            );
            bare
        }
        _ => trimmed,
    };
    judge(bare)?;
    if bare.contains(char::is_whitespace) {
        remarks.push(
            Problem::warning(
                "secret/has-spaces",
                format!("the {} from {from} has spaces inside; it is used as it is", kind.noun()),
            )
            .help("check that it is only the secret: there may be words around it, or two values"),
        );
    }
    if is_variable_name(bare) {
        remarks.push(
            Problem::warning(
                "secret/looks-like-variable",
                format!(
                    "the {} from {from} begins with $ and reads like the name of a variable; it is used as it is",
                    kind.noun()
                ),
            )
            .help("check whether a shell or the CI system should have put a value there"),
        );
    }
    Ok(ReadSecret { secret: Secret::new(bare.to_owned()), remarks })
}

/// Reads the secret in the output of a program or a stream: its first line. The rest is not part of it.
///
/// # Errors
///
/// The bytes are not UTF-8, or their first line is not a secret.
pub(super) fn of_first_line(bytes: &[u8], kind: SecretKind, from: &str) -> Result<ReadSecret, NoSecret> {
    let text = text_of(bytes)?;
    of_value(text.split('\n').next().unwrap_or_default().trim_end_matches('\r'), kind, from)
}

/// Reads the secret in a file, which must contain nothing else. A line feed at the end is not part of it and
/// gives no warning.
///
/// # Errors
///
/// The bytes are not UTF-8, or are not a secret.
pub(super) fn of_file(bytes: &[u8], kind: SecretKind, from: &str) -> Result<ReadSecret, NoSecret> {
    let text = text_of(bytes)?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    of_value(text.strip_suffix('\r').unwrap_or(text), kind, from)
}

fn text_of(bytes: &[u8]) -> Result<&str, NoSecret> {
    if bytes.len() as u64 > MAX_SECRET_BYTES {
        return Err(NoSecret::TooLarge);
    }
    str::from_utf8(bytes).map_err(|_| NoSecret::NotText)
}

/// Whether a character at either end is not part of the secret: white space and invisible characters.
fn surrounds(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\0' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn surrounded(text: &str, trimmed: &str, kind: SecretKind, from: &str) -> Problem {
    let around = || text.replacen(trimmed, "", 1);
    let around = if trimmed.is_empty() { text.to_owned() } else { around() };
    let names = [
        ("a byte order mark", around.contains('\u{feff}')),
        ("a line end", around.contains(['\n', '\r'])),
        ("spaces", around.chars().any(|it| it.is_whitespace() && !matches!(it, '\n' | '\r'))),
        ("invisible characters", around.chars().any(|it| !it.is_whitespace() && it != '\u{feff}')),
    ];
    let names: Vec<&str> =
        names.into_iter().filter(|(_, is_there)| *is_there).map(|(name, _)| name).collect();
    Problem::warning(
        "secret/surrounded",
        format!("the {} from {from} has {} around it; kcamp removed that", kind.noun(), names.join(" and ")),
    )
    .help("remove it there too: other programs sign with it")
}

/// The rest of a text after `Bearer`, for a header that was copied with its value; `None` without such a scheme.
fn without_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_at_checked("bearer ".len())?;
    scheme.eq_ignore_ascii_case("bearer ").then(|| rest.trim_start_matches(surrounds))
}

fn is_variable_name(text: &str) -> bool {
    text.strip_prefix('$').is_some_and(is_name)
}

/// The source of a secret for messages. One that looks like the secret itself, in the wrong place, is not shown.
pub(super) fn shown_place(text: &str) -> &str {
    const SHORTEST: usize = 20;
    let is_of_secrets = |byte: u8| byte.is_ascii_alphanumeric() || b"-_+/=.".contains(&byte);
    let has = |test: fn(&u8) -> bool| text.bytes().any(|byte| test(&byte));
    let is_path = text.starts_with(['/', '~', '.']) || text.contains("./");
    let has_ending = text.rsplit_once('.').is_some_and(|(_, ending)| (1..=5).contains(&ending.len()));
    let looks_like_one = text.len() >= SHORTEST
        && text.bytes().all(is_of_secrets)
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_alphabetic)
        && !is_path
        && !has_ending;
    if looks_like_one { "(a text that looks like a secret, and is not shown)" } else { text }
}

/// The path of a secret's file for messages. Of one that leads to no file, and has no ending as file names have, only
/// the folders that are there are shown: the rest may be the secret itself.
pub(super) fn shown_file(path: &Path) -> Cow<'_, str> {
    let is_ending =
        |it: &OsStr| (2..=6).contains(&it.len()) && it.as_encoded_bytes().iter().all(u8::is_ascii_lowercase);
    if path.exists() || path.extension().is_some_and(is_ending) {
        let text = path.to_string_lossy();
        let shown = shown_place(&text);
        return if shown == text { text } else { shown.to_owned().into() };
    }
    let there = path.ancestors().skip(1).find(|folder| folder.is_dir()).unwrap_or(Path::new(""));
    format!("{} (the rest may be the secret itself, and is not shown)", there.join("…").display()).into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{NoSecret, SecretKind, of_file, of_first_line, of_value, shown_place};
    use crate::secret::Secret;

    const FROM: &str = "the environment variable ACME_SECRET";

    #[test]
    fn a_secret_that_is_typed_as_a_place_is_not_shown() {
        for secret in [
            "0123456789abcdef0123456789",
            "Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZg==",
            "burki_live_8f14e45fceea167a5a36dedd4bea2543",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlMTIzNDU2",
        ] {
            assert!(!shown_place(secret).contains(secret), "{secret}");
        }
        for place in [
            "/run/secrets/kore-client-secret-2026",
            "~/.config/kore/secret-of-acme-2026",
            "./secrets/acme-client-secret-1",
            "acme-client-secret-2026.txt",
            "op",
            "secret-tool",
            "a-program-that-prints-the-secret",
        ] {
            assert_eq!(shown_place(place), place);
        }
    }

    /// The secret that is read from a value, and the codes of the remarks.
    fn read(text: &str) -> Result<(String, Vec<&'static str>), NoSecret> {
        of_value(text, SecretKind::ClientSecret, FROM).map(|read| {
            (read.secret.expose().to_owned(), read.remarks.iter().map(|remark| remark.code).collect())
        })
    }

    #[test]
    fn what_surrounds_a_secret_is_removed_with_a_warning_that_names_the_source() {
        for (text, what) in [
            ("canary-1\n", "a line end"),
            ("canary-1\r\n", "a line end"),
            ("\n\ncanary-1", "a line end"),
            (" canary-1", "spaces"),
            ("canary-1\t ", "spaces"),
            ("canary-1\u{a0}", "spaces"),
            ("\u{feff}canary-1", "a byte order mark"),
            ("\u{feff}canary-1 \r\n", "a byte order mark and a line end and spaces"),
            ("canary-1\u{200b}", "invisible characters"),
        ] {
            let read = of_value(text, SecretKind::ClientSecret, FROM);
            let Ok(read) = read else { panic!("{text:?}: {read:?}") };
            assert_eq!(read.secret, Secret::new("canary-1".into()), "{text:?}");
            let [remark] = &read.remarks[..] else { panic!("{text:?}: {:?}", read.remarks) };
            assert_eq!(remark.code, "secret/surrounded");
            assert!(
                remark.message.contains(FROM) && remark.message.contains(what),
                "{text:?}: {}",
                remark.message
            );
            assert!(!format!("{remark:?}").contains("canary"), "{remark:?}");
        }
    }

    #[test]
    fn a_secret_is_taken_as_it_is_whatever_characters_it_has() {
        for text in [
            "canary",
            "a\"b",
            "'a",
            "a'",
            "\"",
            "$",
            "$$",
            "$1abc",
            "a$B",
            "$a-b",
            "a${",
            "}${",
            "{{a",
            "100%",
            "%a-b%c",
            "%41%",
            "*a*",
            "a***",
            "xx",
            "Exxxxon",
            "a..b",
            "a.b.c",
            "thesecret1",
            "mykeyboard",
            "changeme-1f3a",
            "#a",
            "a=b",
            "pässword",
            "<a",
            "a>b",
            "$(",
            "ab}}",
        ] {
            assert_eq!(read(text), Ok((text.to_owned(), vec![])), "{text:?}");
        }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "one table of cases")]
    fn what_cannot_be_a_secret_is_refused() {
        for (reason, texts) in [
            (NoSecret::Empty, &["", " ", "\n", "\u{feff}\r\n", "\u{200b}"][..]),
            (
                NoSecret::Quoted,
                &[
                    "\"canary\"",
                    "'canary'",
                    "`canary`",
                    "“canary”",
                    "„canary“",
                    "‘canary’",
                    "«canary»",
                    "\"\"",
                    " 'a' \n",
                ],
            ),
            (
                NoSecret::Masked,
                &[
                    "***",
                    "*",
                    "••••••",
                    "●●●●",
                    "…",
                    "....",
                    "xxxxx",
                    "XXXX",
                    " *** ",
                    "****abcd",
                    "abcd****",
                    "ab••••cd",
                    "sk-…abcd",
                    "sk-abc...xyz",
                    "xxxxabcd",
                    "abcdXXXX",
                    "st-xxxxx-1",
                ],
            ),
            (
                NoSecret::Placeholder,
                &[
                    "changeme",
                    "CHANGE_ME",
                    "change-me!",
                    "[REDACTED]",
                    "(hidden)",
                    "your-secret",
                    "your_client_secret",
                    "YOUR-API-KEY",
                    "insert secret here",
                    "null",
                    "undefined",
                    "TODO",
                ],
            ),
            (
                NoSecret::NotFilledIn,
                &[
                    "${{ secrets.KORE }}",
                    "${{secrets.KORE}}",
                    "a${{ x }}b",
                    "${KORE}",
                    "${KORE:-}",
                    "${kore.secret}",
                    "prefix-${KORE}",
                    "{{ kore_secret }}",
                    "$(KORE)",
                    "%KORE%",
                    "<client secret>",
                    "<your-secret>",
                ],
            ),
            (NoSecret::SeveralLines, &["a\nb", "a\r\nb", "a\rb", "a\u{2028}b", "a\n\nb\n"]),
            (NoSecret::ControlCharacter, &["a\tb", "a\u{1b}[0mb", "a\u{7f}b", "a\0b"]),
        ] {
            for text in texts {
                assert_eq!(read(text), Err(reason), "{text:?}");
            }
        }
    }

    #[test]
    fn spaces_inside_are_a_warning() {
        for text in ["a b", "abc def", "a  b c", "pass phrase", "a\u{a0}b", "%a b%c"] {
            assert_eq!(read(text), Ok((text.to_owned(), vec!["secret/has-spaces"])), "{text:?}");
        }
    }

    #[test]
    fn a_variables_name_alone_is_a_warning() {
        for text in ["$KORE_SECRET", "$kore", "$_", " $KORE\n"] {
            let read = read(text);
            let Ok((secret, codes)) = read else { panic!("{text:?}: {read:?}") };
            assert_eq!(secret, text.trim());
            assert_eq!(codes.last(), Some(&"secret/looks-like-variable"), "{text:?}");
        }
    }

    #[test]
    fn the_scheme_of_a_header_is_no_part_of_a_token_or_key() {
        for text in ["Bearer canary", "bearer   canary", "Bearer canary\n"] {
            for kind in [SecretKind::Token, SecretKind::ApiKey] {
                let secret = of_value(text, kind, FROM).map(|read| read.secret.expose().to_owned());
                assert_eq!(secret.as_deref(), Ok("canary"), "{text:?}");
            }
        }
        assert_eq!(read("Bearer canary"), Ok(("Bearer canary".into(), vec!["secret/has-spaces"])));
    }

    #[test]
    fn a_file_holds_one_line_and_its_end_is_nothing_to_remark() {
        let of_file = |text: &str| {
            of_file(text.as_bytes(), SecretKind::ClientSecret, FROM)
                .map(|read| (read.secret.expose().to_owned(), read.remarks.len()))
        };
        for (text, remarks) in [
            ("canary", 0),
            ("canary\n", 0),
            ("canary\r\n", 0),
            ("canary\n\n", 1),
            ("canary \n", 1),
            ("\u{feff}canary\r\n", 1),
        ] {
            assert_eq!(of_file(text), Ok(("canary".into(), remarks)), "{text:?}");
        }
        assert_eq!(of_file("canary\nmore\n"), Err(NoSecret::SeveralLines));
        assert_eq!(of_file("'canary'\n"), Err(NoSecret::Quoted));
    }

    #[test]
    fn of_a_stream_the_first_line_counts() {
        let of_line = |text: &[u8]| {
            of_first_line(text, SecretKind::ClientSecret, FROM)
                .map(|read| (read.secret.expose().to_owned(), read.remarks.len()))
        };
        assert_eq!(of_line(b"canary\nurl: https://x\n"), Ok(("canary".into(), 0)));
        assert_eq!(of_line(b"canary\r\n"), Ok(("canary".into(), 0)));
        assert_eq!(of_line(b" canary\n"), Ok(("canary".into(), 1)));
        assert_eq!(of_line(b"\ncanary"), Err(NoSecret::Empty));
        assert_eq!(of_line(b"canary\xff"), Err(NoSecret::NotText));
        assert_eq!(of_line(&vec![b'a'; 65 * 1024]), Err(NoSecret::TooLarge));
    }

    proptest! {
        /// Reads the same secret, whatever surrounds it; reading the result again changes nothing.
        #[test]
        fn reading_is_blind_to_what_surrounds(
            secret in "[!-~]([ -~]{0,40}[!-~])?",
            before in "[ \t\r\n\u{feff}\u{a0}]{0,3}",
            after in "[ \t\r\n\u{feff}\u{a0}]{0,3}",
        ) {
            let bare = read(&secret);
            let around = read(&format!("{before}{secret}{after}"));
            prop_assert_eq!(bare.clone().map(|(secret, _)| secret), around.clone().map(|(secret, _)| secret));
            if let (Ok((_, bare)), Ok((_, around))) = (bare, around) {
                prop_assert_eq!(around.len() - bare.len(), usize::from(!before.is_empty() || !after.is_empty()));
            }
        }
    }
}
