//! What a secret's program complains of, without what may be a secret in it.

/// The longest part of a complaint that is shown, in characters.
const MAX_COMPLAINT: usize = 200;

/// A word with letters and digits of this length may be a secret.
const SECRET_WORD_MIN: usize = 6;

/// Any word of this length may be one.
const LONG_WORD_MIN: usize = 24;

/// Words after which a secret stands, as in `token=…` and `password: …`.
const SECRET_NOUNS: [&str; 6] = ["secret", "token", "pass", "key", "credential", "auth"];

const MASK: &str = "***";

/// The last line of what it wrote to stderr. What it also gave as output is masked in it, and every word that looks like a
/// secret: it is better to read too little than to find a secret in a log.
pub(super) fn last_line(complaint: &[u8], output: &[u8]) -> String {
    let complaint = String::from_utf8_lossy(complaint);
    let output = String::from_utf8_lossy(output);
    let line = complaint.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or_default();
    let given = output.lines().map(str::trim).filter(|secret| !secret.is_empty());
    let line = given.fold(line.to_owned(), |line, secret| line.replace(secret, MASK));
    let mut is_next_secret = false;
    let words: Vec<String> = line
        .split_whitespace()
        .map(|word| {
            let masked = if is_next_secret { MASK.to_owned() } else { masked(word, &output) };
            is_next_secret = word.ends_with([':', '=']) && names_secret(word);
            masked
        })
        .collect();
    words.join(" ").chars().filter(|character| !character.is_control()).take(MAX_COMPLAINT).collect()
}

fn masked(word: &str, output: &str) -> String {
    if let Some((name, value)) = word.split_once(['=', ':'])
        && names_secret(name)
        && !value.is_empty()
    {
        return format!("{}{MASK}", &word[..=name.len()]);
    }
    let core = word.trim_matches(|character: char| !character.is_alphanumeric());
    let is_given = core.len() >= SECRET_WORD_MIN && output.contains(core);
    if is_given || may_be_secret(core) { word.replace(core, MASK) } else { word.to_owned() }
}

fn names_secret(word: &str) -> bool {
    let word = word.to_lowercase();
    SECRET_NOUNS.iter().any(|noun| word.contains(noun))
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
    fn what_may_be_a_secret_is_masked_and_the_rest_is_read() {
        for (complaint, output, shown) in [
            ("warning: x\n\nvault is locked\n\n", "", "vault is locked"),
            ("locked: canary", "canary\n", "locked: ***"),
            ("bad canary-7f3a here", "", "bad *** here"),
            ("refused 'canary-7f3a'.", "", "refused '***'."),
            ("token=canary", "", "token=***"),
            ("the client_secret: canary is wrong", "", "the client_secret: *** is wrong"),
            ("password:canary", "", "password:***"),
            ("eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln is no token", "", "*** is no token"),
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
