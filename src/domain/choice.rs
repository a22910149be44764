//! Choosing one of a few words, with a suggestion for a misspelled one.

use super::finding::Problem;

/// Finds the value of one of the platform's words. The match is exact.
///
/// # Errors
/// A [`Problem`] with `code` that lists the words, or suggests the one that was probably meant.
pub fn choose<T: Copy>(
    text: &str,
    what: &str,
    code: &'static str,
    choices: &[(&'static str, T)],
) -> Result<T, Problem> {
    if let Some((_, value)) = choices.iter().find(|(word, _)| *word == text) {
        return Ok(*value);
    }
    let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
    let help = nearest(text, words.iter().copied()).map_or_else(
        || format!("use {}", words.join(" or ")),
        |word| format!("did you mean {word}? It is one of {}", words.join(", ")),
    );
    let problem = Problem::error(code, format!("{text:?} is not a {what}")).help(help);
    Err(match the_same_word(text, words) {
        Some(word) => problem.meant(word),
        None => problem,
    })
}

/// The value of one of the words, or of the only word that is near a misspelled one, as far as [`near`] goes: a finding
/// stands at that word, and the value only says which other keys are looked for.
pub fn meant_by<T: Copy>(text: &str, choices: &[(&'static str, T)]) -> Option<T> {
    let exact = choices.iter().find(|(word, _)| *word == text);
    let found = exact.or_else(|| match near(text, choices.iter().map(|(word, _)| *word))[..] {
        [only] => choices.iter().find(|(word, _)| *word == only),
        _ => None,
    });
    found.map(|(_, value)| *value)
}

/// The one candidate that differs from a text only in case, spaces, `_` and `-`.
pub fn the_same_word<'word>(
    text: &str,
    candidates: impl IntoIterator<Item = &'word str>,
) -> Option<&'word str> {
    let wanted = folded(text);
    let mut same = candidates.into_iter().filter(|word| folded(word) == wanted);
    same.next().filter(|_| same.next().is_none())
}

/// The only candidate that is near enough for [`nearest`], if it is at most one edit away. Two edits may make another
/// unit, or the opposite.
pub fn only_near<'word>(text: &str, candidates: impl IntoIterator<Item = &'word str>) -> Option<&'word str> {
    let mut near = candidates.into_iter().filter(|word| nearest(text, [*word]).is_some());
    let only = near.next().filter(|_| near.next().is_none())?;
    (strsim::osa_distance(&folded(text), &folded(only)) <= 1).then_some(only)
}

/// The candidate that was probably meant: the same but for case, `_` and `-`, or a few letters away.
pub fn nearest<'word>(text: &str, candidates: impl IntoIterator<Item = &'word str>) -> Option<&'word str> {
    near(text, candidates).into_iter().next()
}

/// The candidates of which one was probably meant, the nearest first.
pub fn near<'word>(text: &str, candidates: impl IntoIterator<Item = &'word str>) -> Vec<&'word str> {
    let wanted = folded(text);
    // Comparing a long text with every candidate costs time and never finds one.
    if wanted.is_empty() || wanted.len() > 64 {
        return Vec::new();
    }
    let mut found: Vec<(usize, &str)> = candidates
        .into_iter()
        .map(|word| (strsim::osa_distance(&wanted, &folded(word)), word))
        .filter(|(distance, word)| *distance <= (word.len().min(wanted.len()) / 3))
        .collect();
    found.sort_by_key(|(distance, _)| *distance);
    found.into_iter().map(|(_, word)| word).collect()
}

/// The one candidate that begins with a text, in any case and style, such as an abbreviated word.
pub fn begun<'word>(text: &str, candidates: impl IntoIterator<Item = &'word str>) -> Option<&'word str> {
    /// Minimum length; shorter texts begin too many words.
    const FEWEST: usize = 5;
    let wanted = folded(text);
    let mut found = candidates.into_iter().filter(|word| folded(word).starts_with(&wanted));
    found.next().filter(|_| wanted.chars().count() >= FEWEST && found.next().is_none())
}

/// The text in lower case, without `_`, `-` and spaces.
pub fn folded(text: &str) -> String {
    text.chars().filter(|letter| !matches!(letter, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{begun, choose, meant_by, near, nearest, only_near, the_same_word};

    #[test]
    fn one_word_in_another_style_is_what_was_meant_and_a_slip_may_be_another() {
        let meant =
            |text| choose(text, "word", "a/b", &[("sms", 1), ("Voice_Call", 2)]).map_err(|it| it.meant);
        assert_eq!(meant("sms"), Ok(1));
        for (text, word) in [("SMS", Some("sms")), (" sms ", Some("sms")), ("voice-call", Some("Voice_Call"))]
        {
            assert_eq!(meant(text), Err(word.map(str::to_owned)), "{text}");
        }
        for text in ["smss", "sm", "", "voicecal"] {
            assert_eq!(meant(text), Err(None), "{text}");
        }
        let known = [("sms", 1), ("voice", 2), ("voices", 3)];
        for (text, value) in
            [("sms", Some(1)), ("SMSS", Some(1)), ("voice", Some(2)), ("voicex", None), ("fax", None)]
        {
            assert_eq!(meant_by(text, &known), value, "{text}");
        }
        assert_eq!(the_same_word("maxskips", ["maxSkips", "max_skips"]), None);
        assert_eq!(only_near("priorty", ["priority", "name"]), Some("priority"));
        assert_eq!(only_near("endtime", ["endTime1", "endTime2"]), None);
        for (text, known) in [
            ("isSchedulingDisabled", "isSchedulingEnabled"),
            ("disableMachineDetect", "enableMachineDetect"),
            ("skipContactLists", "contactLists"),
            ("retry_delay_hours", "retry_delay_minutes"),
            ("minRingTime", "maxRingTime"),
            ("onceEveryNhours", "onceEveryNdays"),
        ] {
            assert_eq!(only_near(text, [known]), None, "{text}");
        }
    }

    #[test]
    fn the_word_meant_is_found_over_style_and_slips() {
        let words = ["contactLists", "queue_name", "name"];
        assert_eq!(nearest("contact_lists", words), Some("contactLists"));
        assert_eq!(nearest("queueName", words), Some("queue_name"));
        assert_eq!(nearest("contactList", words), Some("contactLists"));
        assert_eq!(nearest("colour", words), None);
        assert_eq!(nearest("", words), None);
        assert_eq!(
            near("campain", ["explain", "completions", "campaign", "campaigns"]),
            ["campaign", "campaigns"]
        );
        let times = ["startDateTime", "endDateTime", "timezone"];
        assert_eq!(begun("startdate", times), Some("startDateTime"));
        assert_eq!((begun("start", ["startDate", "startTime"]), begun("end", times)), (None, None));
    }
}
