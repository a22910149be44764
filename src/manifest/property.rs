//! Texts that YAML reads as a property of a value. Without quotes, `&More savings` is `savings` with the anchor `More`,
//! and `! Hurry` is `Hurry` with a tag, so the text is not read as it was written.

use std::collections::BTreeMap;
use std::ops::Range;

use super::write::quoted;
use crate::domain::finding::Problem;

/// Maximum length of a text that a help repeats in quotes, in bytes.
const REPEATED_MAX: usize = 200;

/// The anchors of one document on scalars without quotes that no alias has used so far, with the places of the scalars.
#[derive(Default)]
pub(super) struct UnusedAnchors(BTreeMap<usize, Range<usize>>);

impl UnusedAnchors {
    /// Records an anchor and its scalar.
    pub(super) fn declared(&mut self, anchor: usize, scalar: Range<usize>) {
        self.0.insert(anchor, scalar);
    }

    /// Forgets an anchor that an alias uses, since it was meant as an anchor.
    pub(super) fn used(&mut self, anchor: usize) {
        self.0.remove(&anchor);
    }

    /// Takes the scalars whose anchors were not used, in the order of the document.
    pub(super) fn take(&mut self) -> impl Iterator<Item = Range<usize>> + use<> {
        std::mem::take(&mut self.0).into_values()
    }
}

/// The finding that a scalar is read without its beginning, and the place of the whole text. `scalar` is the place of
/// the part that is read.
pub(super) fn beginning_lost(text: &str, scalar: Range<usize>) -> (Problem, Range<usize>) {
    let written = with_properties(text, scalar.clone());
    let lost = text.get(written.start..scalar.start).unwrap_or_default().trim_end();
    let whole = text.get(written.clone()).unwrap_or_default();
    let what = if lost.contains('&') { "the name of an anchor, which no alias uses" } else { "a tag" };
    let message = format!("{lost} is read as {what}, not as part of the text");
    let help = if whole.len() <= REPEATED_MAX && !whole.contains(['\n', '\r']) {
        format!("if it belongs to the text, put the text in quotes: {}; otherwise remove it", quoted(whole))
    } else {
        "if it belongs to the text, put the whole text in quotes; otherwise remove it".to_owned()
    };
    (Problem::error("file/text-start-lost", message).help(help), written)
}

/// The place of a scalar with the anchor and the tag before it.
fn with_properties(text: &str, scalar: Range<usize>) -> Range<usize> {
    let mut start = scalar.start;
    while let Some(before) = text.get(..start).map(str::trim_end) {
        // A character that ends a word, or a value in brackets, is not part of a property.
        let ends = |letter: char| letter.is_whitespace() || "[]{},\"'".contains(letter);
        let word = before.rfind(ends);
        let word = word.map_or(0, |end| end + before[end..].chars().next().map_or(0, char::len_utf8));
        // In brackets, the colon after a quoted key needs no space.
        let word = word + usize::from(before[word..].starts_with(':'));
        if !before[word..].starts_with(['&', '!']) {
            break;
        }
        start = word;
    }
    start..scalar.end
}

#[cfg(test)]
mod tests {
    use crate::domain::finding::Origin;
    use crate::manifest::load_bytes;

    /// The code, marked part and help of each finding in a text. Findings without help are left out.
    fn found(text: &str) -> Vec<(&'static str, String, String)> {
        let loaded = load_bytes("a.yaml", text.as_bytes().to_vec());
        let finding = |finding: &crate::domain::finding::Finding| {
            let Origin::Text { source, span } = &finding.origin else { return None };
            let marked = source.text.get(span.clone())?.to_owned();
            Some((finding.problem.code, marked, finding.problem.help.clone()?))
        };
        loaded.findings.iter().filter_map(finding).collect()
    }

    #[test]
    fn a_beginning_that_is_not_read_is_an_error_with_the_quoted_form() {
        for (text, marked) in [
            ("k: &More savings today. Reply STOP\n", "&More savings today. Reply STOP"),
            ("k: &VIP\n", "&VIP"),
            ("k: [&VIP Event Guests]\n", "&VIP Event Guests"),
            ("k: [a,&VIP Event Guests, b]\n", "&VIP Event Guests"),
            ("k: {name: &Promo A}\n", "&Promo A"),
            ("{\"k\":&Promo A}\n", "&Promo A"),
            ("k:\n  - &VIP Event Guests\n", "&VIP Event Guests"),
            ("k: &a&b c\n", "&a&b c"),
            ("k: ! Hurry up\n", "! Hurry up"),
            ("k: ! 5\n", "! 5"),
            ("k: &p 5\n", "&p 5"),
            ("k: &a !!str Team\n", "&a !!str Team"),
            ("k: !!str &a Team\n", "!!str &a Team"),
            ("&More k: v\n", "&More k"),
            ("a: &x 1\n---\nb: c\n", "&x 1"),
            // If two anchors have the same name, the alias means the later one.
            ("a: &x 1\nb: &x 2\nc: *x\n", "&x 1"),
            ("k: \u{e9}t\u{e9}\nl: &\u{c9}t\u{e9} promo\n", "&\u{c9}t\u{e9} promo"),
        ] {
            let found = found(text);
            let [(code, place, help)] = &found[..] else { panic!("{text}: {found:?}") };
            assert_eq!((*code, place.as_str()), ("file/text-start-lost", marked), "{text}");
            assert!(help.contains(&format!("\"{marked}\"")), "{help}");
        }
    }

    #[test]
    fn what_an_alias_uses_or_stands_in_quotes_is_meant() {
        for text in [
            "a: &x 1\nb: *x\n",
            "a: &x text\nb: [*x, *x]\n",
            "a: &x {b: 1}\nc: 2\n",
            "a: &x [1]\n",
            "a: &x \"text\"\n",
            "a: ! 'text'\n",
            "a: !!str 5\n",
            "a: \"&More savings\"\n",
            "a: 5 & 6 ! 7\n",
            "a: x&y\n",
            "a: |\n  &More savings\n",
            "base: &base {a: 1}\nk:\n  <<: *base\n",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_long_text_is_not_repeated() {
        let found = found(&format!("k: &More {}\n", "savings ".repeat(40)));
        assert_eq!(found.len(), 1);
        assert!(
            found[0].2.starts_with("if it belongs to the text, put the whole text in quotes"),
            "{found:?}"
        );
    }
}
