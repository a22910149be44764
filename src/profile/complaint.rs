//! The error message of a program that should print a secret, from its stderr, with everything masked that
//! may be a secret.

/// Maximum length of the message that is shown, in characters.
const MAX_COMPLAINT: usize = 200;

/// Minimum length of a word with letters and digits that may be a secret.
const SECRET_WORD_MIN: usize = 6;

/// Minimum length of any word that may be a secret.
const LONG_WORD_MIN: usize = 24;

/// Words that a secret follows, however the sentence continues, alone or as part of a word such as `apiKey`. A word
/// that begins with another one comes before it.
const SECRET_NOUNS: [&str; 17] = [
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pass",
    "pwd",
    "secret",
    "token",
    "bearer",
    "basic",
    "authorization",
    "auth:",
    "auth=",
    "credential",
    "creds",
    "cookie",
    "key",
];

/// Phrases of the usual keychains that have such a word, and after which no secret comes. They are in lower case.
const NO_SECRET_FOLLOWS: [&str; 7] = [
    "secret-tool:",
    "org.freedesktop.secrets",
    "password store.",
    "password-store is empty",
    "pass init",
    "no secret key",
    "keychain",
];

/// Characters between such a word and the secret that do not reveal anything.
const SEPARATORS: [char; 5] = [' ', ':', '=', '"', '\''];

const MASK: &str = "***";

/// The last line of stderr. It masks what the program also printed as output, every word that looks like a secret, and
/// everything after a word such as `password`. Masking too much is better than a secret in a log.
pub(super) fn last_line(complaint: &[u8], output: &[u8]) -> String {
    let complaint = String::from_utf8_lossy(complaint);
    let output = String::from_utf8_lossy(output);
    let lines = complaint.lines().map(readable);
    let mut lines = lines.filter(|line| !line.is_empty()).rev();
    let line = lines.next().unwrap_or_default();
    // The previous line announces a secret, which is in this line.
    if lines.next().is_some_and(|before| announces(&before)) {
        return MASK.to_owned();
    }
    let given = output.lines().map(str::trim).filter(|secret| !secret.is_empty());
    let line = given.fold(line, |line, secret| line.replace(secret, MASK));
    let (before, after) = line.split_at(after_noun(&line).unwrap_or(line.len()));
    let words: Vec<String> = before.split(' ').map(|word| masked(word, &output)).collect();
    let shown = if is_nothing(after) {
        after.to_owned()
    } else {
        let separators = after.len() - after.trim_start_matches(SEPARATORS).len();
        format!("{}{MASK}", &after[..separators])
    };
    (words.join(" ") + &shown).chars().take(MAX_COMPLAINT).collect()
}

/// A line with single spaces between words, and without characters on which a terminal would act.
fn readable(line: &str) -> String {
    let words = line.split_whitespace().map(|word| word.chars().filter(|it| !it.is_control()).collect());
    words.filter(|word: &String| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The end of the first word that a secret follows, in bytes.
fn after_noun(line: &str) -> Option<usize> {
    // The lower-case text has the same length, byte for byte, also with spaces in the place of phrases.
    let line = line.to_ascii_lowercase();
    let line =
        NO_SECRET_FOLLOWS.iter().fold(line, |line, phrase| line.replace(phrase, &" ".repeat(phrase.len())));
    let found = SECRET_NOUNS.iter().filter_map(|noun| line.find(noun).map(|at| (at, at + noun.len())));
    // Of two words at the same place, the first in the list counts, which is the longer one.
    found.min_by_key(|(start, _)| *start).map(|(_, end)| end)
}

/// Whether a line announces a secret in the next line.
fn announces(line: &str) -> bool {
    after_noun(line).is_some_and(|end| is_nothing(&line[end..]) || line.ends_with([':', '=']))
}

/// Whether the rest of a line has only separators and the end of a sentence.
fn is_nothing(rest: &str) -> bool {
    matches!(rest.trim_matches(SEPARATORS), "" | ".")
}

fn masked(word: &str, output: &str) -> String {
    let core = word.trim_matches(|character: char| !character.is_alphanumeric());
    let is_given = core.len() >= SECRET_WORD_MIN && output.contains(core);
    if is_given || may_be_secret(core) { word.replace(core, MASK) } else { word.to_owned() }
}

fn may_be_secret(word: &str) -> bool {
    let has = |is: fn(char) -> bool| word.chars().any(is);
    let length = word.chars().count();
    length >= LONG_WORD_MIN
        || (length >= SECRET_WORD_MIN && has(char::is_alphabetic) && has(char::is_numeric))
}

#[cfg(test)]
mod tests {
    use super::last_line;

    #[test]
    fn after_a_word_that_announces_a_secret_nothing_is_read() {
        for (complaint, shown) in [
            ("password is letmein", "password ***"),
            ("the PASSWORD is wrong: letmein", "the PASSWORD ***"),
            ("pwd: swordfish", "pwd: ***"),
            ("passwd=swordfish", "passwd=***"),
            ("secret \"swordfish\" rejected", "secret \"***"),
            ("Bearer opensesame", "Bearer ***"),
            ("Authorization: Basic b3Blbg==", "Authorization: ***"),
            ("curl: Basic open:sesame", "curl: Basic ***"),
            ("passphrase: correct horse battery staple", "passphrase: ***"),
            ("passphrase:\ncorrect horse battery staple", "***"),
            ("Enter the passphrase for this key:\ncorrect horse", "***"),
            ("the token is\nopen sesame", "open sesame"),
            ("apiKey=open sesame", "apiKey=***"),
            ("api_key = 'open' is refused", "api_key = '***"),
            ("bad credentials open:sesame", "bad credential***"),
            ("auth: open sesame", "auth: ***"),
            ("Set-Cookie: id=open", "Set-Cookie: ***"),
            ("pass\u{7}word: open", "password: ***"),
            ("\u{1b}[1mpassword\u{1b}[0m: open", "[******"),
            ("Passwort: öffne dich", "Pass***"),
            ("unauthorized, run: vault login", "unauthorized, run: vault login"),
            ("there is no such secret.", "there is no such secret."),
            ("no token:", "no token:"),
        ] {
            assert_eq!(last_line(complaint.as_bytes(), b""), shown, "{complaint:?}");
        }
    }

    #[test]
    fn the_reasons_of_the_usual_keychains_are_read() {
        for complaint in [
            "secret-tool: Cannot autolaunch D-Bus without X11 $DISPLAY",
            "secret-tool: The name org.freedesktop.secrets was not provided by any .service files",
            "Error: acme/kcamp is not in the password store.",
            "Error: You must run: pass init your-gpg-id before you may use the password store.",
            "Error: password-store is empty. Try \"pass init\".",
            "gpg: decryption failed: No secret key",
            "security: The specified item could not be found in the keychain.",
        ] {
            assert_eq!(last_line(complaint.as_bytes(), b""), complaint);
        }
        for (complaint, shown) in [
            ("secret-tool: the secret swordfish is wrong", "secret-tool: the secret ***"),
            ("secret-tool: token=swordfish", "secret-tool: token=***"),
            ("password store: swordfish", "password ***"),
            ("keychain password: swordfish", "keychain password: ***"),
        ] {
            assert_eq!(last_line(complaint.as_bytes(), b""), shown);
        }
    }

    #[test]
    fn what_may_be_a_secret_is_masked_and_the_rest_is_read() {
        for (complaint, output, shown) in [
            ("warning: x\n\nvault is locked\n\n", "", "vault is locked"),
            ("locked: canary", "canary\n", "locked: ***"),
            ("bad canary-7f3a here", "", "bad *** here"),
            ("refused 'canary-7f3a'.", "", "refused '***'."),
            ("token=canary", "", "token=***"),
            ("the client_secret: canary is wrong", "", "the client_secret: ***"),
            ("password:canary", "", "password:***"),
            ("eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln is not a token", "", "*** is not a token"),
            ("correct-horse-battery-staple-canary", "", "***"),
            ("not signed in, run: op signin", "", "not signed in, run: op signin"),
            ("exit status 127", "", "exit status 127"),
            ("\u{1b}[31mno entry\u{7}", "", "[31mno entry"),
            ("", "canary", ""),
        ] {
            assert_eq!(last_line(complaint.as_bytes(), output.as_bytes()), shown, "{complaint:?}");
        }
    }
}
