//! The queue or flow in the row of a voice campaign.

use super::LiveKoreCampaign;

/// The number of letters before the first hyphen of an id of Kore.ai. Kore.ai contract §1.4.
const ID_PREFIX_LENGTH: usize = 2;
/// Minimum number of digits of an id of Kore.ai.
const ID_DIGITS_MIN: usize = 24;

impl LiveKoreCampaign {
    /// The name of the queue or flow that its row has; `None` where an id stands in its place.
    pub fn connection_name(&self) -> Option<&str> {
        self.connection.as_deref().filter(|text| !is_id(text))
    }
}

/// Whether a text is an id of Kore.ai, of whatever it is: hexadecimal digits, more than a name has, alone or behind a
/// prefix such as `cf-`.
fn is_id(text: &str) -> bool {
    let text = text.trim();
    let behind_prefix = text.split_once('-').filter(|(prefix, _)| prefix.len() == ID_PREFIX_LENGTH);
    let digits = behind_prefix.map_or(text, |(_, digits)| digits).replace('-', "");
    digits.len() >= ID_DIGITS_MIN && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}
