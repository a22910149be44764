//! A secret that was typed where a name, an id or a path belongs.

/// The fewest characters of a secret: shorter ones may be names.
const LENGTH_MIN: usize = 16;
/// The most characters of a random text for each one that follows another of another kind.
const CHARACTERS_A_CHANGE_MAX: usize = 4;

/// The kind of a character in a random text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Capital,
    Small,
    Digit,
}

impl Kind {
    const fn of(sign: u8) -> Option<Self> {
        match sign {
            b'A'..=b'Z' => Some(Self::Capital),
            b'a'..=b'z' => Some(Self::Small),
            b'0'..=b'9' => Some(Self::Digit),
            _ => None,
        }
    }

    /// Whether names do not go on in this way: they have words and numbers, and a word may begin with a capital letter.
    fn changes_to(self, next: Self) -> bool {
        self != next && (self, next) != (Self::Capital, Self::Small)
    }
}

/// Whether a text has the look of a secret: it is long and without spaces and points, and letters of both cases and
/// digits stand in it by chance. Ids have lower case alone, and names have words.
pub fn looks_like_a_secret(text: &str) -> bool {
    let is_of_one_word = text.bytes().all(|sign| Kind::of(sign).is_some() || b"+/=_-".contains(&sign));
    let kinds: Vec<Option<Kind>> = text.bytes().map(Kind::of).collect();
    let changes = kinds.windows(2).filter(|pair| match pair {
        [Some(one), Some(next)] => one.changes_to(*next),
        _ => false,
    });
    let has_all = [Kind::Capital, Kind::Small, Kind::Digit].iter().all(|kind| kinds.contains(&Some(*kind)));
    is_of_one_word
        && has_all
        && text.len() >= LENGTH_MIN
        && changes.count() * CHARACTERS_A_CHANGE_MAX >= text.len()
}

#[cfg(test)]
mod tests {
    use super::looks_like_a_secret;

    #[test]
    fn random_texts_are_told_from_names_ids_and_paths() {
        for secret in [
            "Zk3SECRETVALUEq9xLmP0",
            "9fQ2xLp0ZrT7vB1n",
            "kJ8s0dPq+Zt5/1xWbYv3mQe7Rn2LcTfHgUa9iOoDk4E=",
            "burki_live_8sKq2Lz0PvT4xYb9Wm1Nc6Rd",
        ] {
            assert!(looks_like_a_secret(secret), "{secret}");
        }
        for other in [
            "SpringGuests2026Reminder",
            "Q3-2026-US-Reminder-V2b",
            "cd-9e14b72-88cc-4544-9a98-123456789012",
            "67777ce93e25326494123456",
            "5A4DB0C5A4DB0C5A4DB0C5A4",
            "campaigns/Spring2026/EventReminderV2",
            "BlackFridayUKAndUSA2026Part2",
            "2026-12-03T09:00:00Z",
            "9fQ2xLp0ZrT7.csv9fQ2",
            "Event Reminder 7 For Berlin B2B",
            "hunter2",
        ] {
            assert!(!looks_like_a_secret(other), "{other}");
        }
    }
}
