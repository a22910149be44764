//! Removes secrets and tokens from everything that is printed, logged or noted.
//!
//! Each secret is registered before it is used. What was read from a file or a platform keeps its values, because they
//! are compared and sent back; `ui` and the journal strike the secrets from whatever they write. So a platform that
//! echoes a token cannot make kcamp repeat it, and stars never become part of a campaign.

use std::collections::VecDeque;
use std::fmt;
use std::ops::Range;
use std::sync::{OnceLock, PoisonError, RwLock};

use aho_corasick::AhoCorasick;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::Secret;

/// The placeholder for a secret.
pub const STARS: &str = "***";

/// Shorter secrets are left alone: they protect nothing, and replacing them would make every text unreadable.
const SHORTEST_SECRET_BYTES: usize = 4;

/// Shorter secrets do not make kcamp refuse a value: they may be a part of everyday words.
pub const SHORTEST_REFUSED_BYTES: usize = 8;

/// The shortest signature of a token: HS256's has 43 characters, and no other algorithm's has fewer.
const SHORTEST_SIGNATURE_BYTES: usize = 43;

/// The number of minted tokens that are remembered. A token lives five minutes, in which a limit of 60 requests per
/// minute allows fewer than half as many. The fixed number limits the memory of a large apply.
const TOKENS_REMEMBERED: usize = 640;

/// Every character but the unreserved ones of RFC 3986, which most encoders leave as they are.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The beginning of a JSON object in Base64.
const OBJECT_IN_BASE64: &str = "eyJ";

/// Replaces secrets in texts, in all the forms in which a platform can send them back: those that it was told of, and
/// whatever has the form of a signed token, such as one that an earlier process minted.
#[derive(Default)]
pub struct Redactor {
    lasting: RwLock<Needles>,
    tokens: RwLock<Needles>,
    shows_all: bool,
}

impl fmt::Debug for Redactor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Redactor")
    }
}

/// One secret in all of its written forms, the longest first.
struct Needle(Vec<Secret>);

impl Needle {
    fn new(secret: &str) -> Self {
        let json = Value::from(secret).to_string();
        let json = &json[1..json.len() - 1];
        let strict = utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string();
        let usual = utf8_percent_encode(secret, RESERVED).to_string();
        let mut forms = vec![
            secret.to_owned(),
            json.to_owned(),
            json.replace('/', r"\/"),
            in_ascii(json),
            usual.replace("%20", "+"),
            lower_case_escapes(&usual),
            lower_case_escapes(&strict),
            usual,
            strict,
        ];
        // A signature alone is enough to rebuild a token whose claims are guessed. A shorter last part is not a
        // signature: a secret such as `my.own.data` must not remove the word `data` from every answer.
        let signature = secret.rsplit_once('.').map(|(_, signature)| signature);
        forms.extend(base64_forms(secret));
        forms.extend(signature.filter(|it| it.len() >= SHORTEST_SIGNATURE_BYTES).map(ToOwned::to_owned));
        forms.retain(|form| form.len() >= SHORTEST_SECRET_BYTES);
        forms.sort_by(|left, right| right.len().cmp(&left.len()).then_with(|| left.cmp(right)));
        forms.dedup();
        Self(forms.into_iter().map(Secret::new).collect())
    }

    fn beginnings(&self) -> impl Iterator<Item = [u8; SHORTEST_SECRET_BYTES]> {
        self.0.iter().filter_map(|form| form.expose().as_bytes().first_chunk().copied())
    }

    /// Whether a text has one of the forms of a secret that is long enough to be nothing else.
    fn is_in(&self, text: &str) -> bool {
        self.0
            .iter()
            .any(|form| form.expose().len() >= SHORTEST_REFUSED_BYTES && text.contains(form.expose()))
    }

    fn strike_from(&self, text: &mut String) {
        for form in &self.0 {
            if text.contains(form.expose()) {
                *text = text.replace(form.expose(), STARS);
            }
        }
    }
}

/// Several secrets, in the order in which they were learnt.
#[derive(Default)]
struct Needles {
    all: VecDeque<Needle>,
    /// The bytes with which their forms begin; made when a text is first looked through. Most texts have none of them,
    /// and are looked through only once.
    beginnings: OnceLock<Option<AhoCorasick>>,
}

impl Needles {
    fn push(&mut self, needle: Needle) {
        self.all.push_back(needle);
        self.beginnings.take();
    }

    fn pop(&mut self) {
        self.all.pop_front();
        self.beginnings.take();
    }

    /// The secrets that the text may have.
    fn maybe_in(&self, text: &str) -> impl DoubleEndedIterator<Item = &Needle> {
        let beginnings = || AhoCorasick::new(self.all.iter().flat_map(Needle::beginnings)).ok();
        let may_have =
            self.beginnings.get_or_init(beginnings).as_ref().is_none_or(|them| them.is_match(text));
        self.all.iter().filter(move |_| may_have)
    }
}

/// The part that every Base64 of a text with the secret in it has, whatever is before and after the secret: in one of
/// three alignments, without the characters at the ends that its neighbours decide too. And the Base64 of the secret
/// alone, to its end. A short secret would give forms that other texts have by chance.
fn base64_forms(secret: &str) -> Vec<String> {
    let mut forms = Vec::new();
    if secret.len() < SHORTEST_REFUSED_BYTES {
        return forms;
    }
    for engine in [STANDARD, URL_SAFE] {
        forms.push(engine.encode(secret));
        for before in 0..3 {
            let bytes = [&[0; 2][..before], secret.as_bytes()].concat();
            let (first, end) = ((before * 8).div_ceil(6), bytes.len() * 8 / 6);
            forms.push(engine.encode(&bytes)[first..end].to_owned());
        }
    }
    forms
}

/// A JSON text as encoders write it that escape everything but ASCII.
fn in_ascii(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() {
            escaped.push(character);
        } else {
            let units: Vec<String> =
                character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect();
            escaped.push_str(&units.concat());
        }
    }
    escaped
}

/// Changes the percent-encoding to lower case, as some servers write it.
fn lower_case_escapes(encoded: &str) -> String {
    let mut lower = String::with_capacity(encoded.len());
    let mut left_of_escape = 0;
    for character in encoded.chars() {
        if character == '%' {
            left_of_escape = 3;
        }
        lower.push(if left_of_escape > 0 { character.to_ascii_lowercase() } else { character });
        left_of_escape = usize::saturating_sub(left_of_escape, 1);
    }
    lower
}

/// The place of the first signed token in a text: a header and claims, which are JSON objects, and a signature, each in
/// Base64 without padding.
fn token_in(text: &str) -> Option<Range<usize>> {
    let is_of_base64 = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(**byte, b'-' | b'_');
    let part = |text: &str| text.as_bytes().iter().take_while(is_of_base64).count();
    text.match_indices(OBJECT_IN_BASE64).find_map(|(start, _)| {
        let claims = start + part(&text[start..]) + 1;
        if !text.get(claims - 1..)?.strip_prefix('.')?.starts_with(OBJECT_IN_BASE64) {
            return None;
        }
        let signature = claims + part(&text[claims..]) + 1;
        let length = part(text.get(signature - 1..)?.strip_prefix('.')?);
        (length >= SHORTEST_SIGNATURE_BYTES).then_some(start..signature + length)
    })
}

impl Redactor {
    /// A redactor that leaves every text as it is, for a command whose result is a secret.
    pub fn showing_all() -> Self {
        Self { shows_all: true, ..Self::default() }
    }

    /// Remembers a secret for the lifetime of the redactor.
    pub fn learn(&self, secret: &Secret) {
        self.lasting.write().unwrap_or_else(PoisonError::into_inner).push(Needle::new(secret.expose()));
    }

    /// Remembers a minted token for at least as long as it is valid.
    pub fn learn_token(&self, token: &Secret) {
        let mut tokens = self.tokens.write().unwrap_or_else(PoisonError::into_inner);
        if tokens.all.len() == TOKENS_REMEMBERED {
            tokens.pop();
        }
        tokens.push(Needle::new(token.expose()));
    }

    /// Replaces every known secret in a text with [`STARS`].
    pub fn clean(&self, mut text: String) -> String {
        let lasting = self.lasting.read().unwrap_or_else(PoisonError::into_inner);
        let tokens = self.tokens.read().unwrap_or_else(PoisonError::into_inner);
        for needle in lasting.maybe_in(&text).collect::<Vec<_>>() {
            needle.strike_from(&mut text);
        }
        for needle in tokens.maybe_in(&text).rev().collect::<Vec<_>>() {
            needle.strike_from(&mut text);
        }
        while let Some(place) = token_in(&text).filter(|_| !self.shows_all) {
            text.replace_range(place, STARS);
        }
        text
    }

    /// Whether a value contains a known secret of 8 bytes or more, or is the Base64 of a text that does.
    pub fn is_in_value(&self, text: &str) -> bool {
        let decoded = || STANDARD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        self.is_in(text) || decoded().is_some_and(|text| self.is_in(&text))
    }

    /// Whether a text contains a signed token, or a known secret of 8 bytes or more, plain, escaped or in Base64.
    /// Shorter ones may be a part of everyday words.
    pub fn is_in(&self, text: &str) -> bool {
        let lasting = self.lasting.read().unwrap_or_else(PoisonError::into_inner);
        let tokens = self.tokens.read().unwrap_or_else(PoisonError::into_inner);
        let mut needles = lasting.maybe_in(text).chain(tokens.maybe_in(text));
        needles.any(|needle| needle.is_in(text)) || token_in(text).is_some()
    }

    /// Whether a text contains any known secret that [`Redactor::clean`] would replace.
    pub fn has_work(&self, text: &str) -> bool {
        let lasting = self.lasting.read().unwrap_or_else(PoisonError::into_inner);
        let tokens = self.tokens.read().unwrap_or_else(PoisonError::into_inner);
        let needles = lasting.maybe_in(text).chain(tokens.maybe_in(text));
        let mut forms = needles.flat_map(|needle| &needle.0);
        forms.any(|form| text.contains(form.expose())) || !self.shows_all && token_in(text).is_some()
    }

    /// Replaces every known secret in the texts of a JSON value with [`STARS`].
    pub fn clean_value(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.clean(std::mem::take(text)),
            Value::Array(items) => items.iter_mut().for_each(|item| self.clean_value(item)),
            Value::Object(fields) => {
                for (key, mut field) in std::mem::take(fields) {
                    self.clean_value(&mut field);
                    // A short secret may be a part of one of kcamp's own keys.
                    fields.insert(if self.is_in(&key) { self.clean(key) } else { key }, field);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{Redactor, STARS};
    use crate::secret::Secret;

    fn redactor(secret: &str) -> Redactor {
        let redactor = Redactor::default();
        redactor.learn(&Secret::new(secret.to_owned()));
        redactor
    }

    #[test]
    fn a_token_goes_whole_and_its_signature_alone() {
        let redactor = Redactor::default();
        let signature = "c2lnbmF0dXJl".repeat(4);
        redactor.learn_token(&Secret::new(format!("eyJhbGc.eyJzdWI.{signature}")));
        assert_eq!(redactor.clean(format!("got eyJhbGc.eyJzdWI.{signature}")), "got ***");
        assert_eq!(redactor.clean(format!("signature {signature} is wrong")), "signature *** is wrong");
    }

    #[test]
    fn the_last_part_of_a_dotted_secret_is_no_signature() {
        assert_eq!(
            redactor("my.own.data").clean("{\"data\": \"my.own.data\"}".into()),
            "{\"data\": \"***\"}"
        );
    }

    #[test]
    fn small_letters_in_escapes_are_known() {
        assert_eq!(redactor("p/q r").clean("?s=p%2fq%20r&t=P".into()), "?s=***&t=P");
    }

    #[test]
    fn an_old_token_makes_room_and_a_fresh_one_is_known() {
        let redactor = Redactor::default();
        for number in 0..2000 {
            redactor.learn_token(&Secret::new(format!("token-number-{number:05}")));
        }
        assert_eq!(redactor.clean("token-number-01999".into()), STARS);
        assert_eq!(redactor.clean("token-number-00000".into()), "token-number-00000");
    }

    /// An earlier process minted it, or another program.
    #[test]
    fn what_has_the_form_of_a_signed_token_is_struck_though_nobody_learnt_it() {
        let token = format!("eyJhbGc.eyJzdWI-_.{}", "Ab-_".repeat(11));
        for (text, expected) in [
            (format!("token {token} is refused"), "token *** is refused"),
            (format!("{{\"a\":\"{token}\",\"b\":\"{token}\"}}"), r#"{"a":"***","b":"***"}"#),
            (format!("eyJ. eyJx.eyJ x?auth={token}&y=1"), "eyJ. eyJx.eyJ x?auth=***&y=1"),
            (format!("é{token}é"), "é***é"),
        ] {
            let redactor = Redactor::default();
            assert!(redactor.is_in(&text) && redactor.has_work(&text), "{text}");
            assert_eq!(redactor.clean(text), expected);
        }
        for plain in
            ["eyJ", "eyJhbGc.eyJzdWI", "eyJhbGc.eyJzdWI.short", "eyJhbGc.other.c2lnbmF0dXJl", "see eyJ.eyJ."]
        {
            assert!(!Redactor::default().is_in(plain), "{plain}");
            assert_eq!(Redactor::default().clean(plain.into()), plain);
        }
        assert_eq!(Redactor::showing_all().clean(token.clone()), token);
    }

    proptest! {
        #[test]
        fn no_form_of_a_secret_survives(
            secret in "[\\PC\"\\\\/\t\n]{4,24}",
            around in "[ -~]{0,12}",
        ) {
            let redactor = redactor(&secret);
            let mut escaped = String::new();
            for unit in secret.encode_utf16() {
                let _ = write!(escaped, "\\u{unit:04x}");
            }
            let texts = [
                format!("{around}{secret}{around}"),
                json!({"echo": secret, "deep": [{"auth": format!("{around}{secret}")}]}).to_string(),
                format!("{{\"echo\":\"{escaped}\"}}"),
                percent_encoding::utf8_percent_encode(&secret, percent_encoding::NON_ALPHANUMERIC).to_string(),
            ];
            for text in texts {
                if let Ok(mut value) = serde_json::from_str(&text) {
                    redactor.clean_value(&mut value);
                    assert_absent(&value, &secret)?;
                }
                if !text.contains("\\u") {
                    let clean = redactor.clean(text);
                    prop_assert!(!clean.contains(&secret), "{clean}");
                }
            }
        }
    }

    #[test]
    fn a_value_is_refused_for_a_secret_that_is_no_everyday_word() {
        for (secret, text, is_refused) in [
            ("guests", "for guests", false),
            ("seven77", "seven77", false),
            ("eight888", "see eight888.", true),
            ("p/q r+s=", "https://host/p%2Fq%20r%2Bs%3D", true),
            ("eight888", "Eight888", false),
            ("eight888", "see ZWlnaHQ4ODg= there", true),
            ("eight888", "eHhlaWdodDg4OHl5", true),
            ("eight888", "eGVpZ2h0ODg4eXk", true),
            ("seven77", "see c2V2ZW43Nw== there", false),
            ("é\\eight888", r"see \u00e9\\eight888", true),
        ] {
            assert_eq!(redactor(secret).is_in(text), is_refused, "{secret} in {text}");
        }
    }

    fn assert_absent(value: &Value, secret: &str) -> Result<(), TestCaseError> {
        match value {
            Value::String(text) => prop_assert!(!text.contains(secret), "{text}"),
            Value::Array(items) => items.iter().try_for_each(|item| assert_absent(item, secret))?,
            Value::Object(fields) => fields.values().try_for_each(|field| assert_absent(field, secret))?,
            _ => {}
        }
        Ok(())
    }
}
