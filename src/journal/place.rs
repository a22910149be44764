//! Where on a platform a write went, or a campaign is.

use ring::digest::{SHA256, digest};

use super::NotedWrite;

/// The number of bytes of a digest in a file name.
const DIGEST_BYTES: usize = 16;

/// The place of a campaign.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountPlace {
    /// The platform's address, or `sandbox`.
    pub host: String,
    /// The platform's account, if the settings name one.
    pub account: Option<String>,
    /// The bot, app or stream, if the platform has them.
    pub stream: Option<String>,
}

impl AccountPlace {
    /// A file name for this place and one thing in it, such as a campaign, whose own name may have characters that are
    /// not allowed in file names.
    #[must_use]
    pub fn digest(&self, of: &str) -> String {
        let Self { host, account, stream } = self;
        let [account, stream] = [account, stream].map(|part| part.as_deref().unwrap_or_default());
        let digest = digest(&SHA256, [host, account, stream, of].join("\0").as_bytes());
        let bytes = digest.as_ref().iter().take(DIGEST_BYTES);
        bytes.map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
    }
}

impl NotedWrite {
    /// Whether the write went to this place. Lines of earlier versions do not name a stream.
    #[must_use]
    pub fn is_at(&self, place: &AccountPlace) -> bool {
        self.host == place.host
            && self.account == place.account
            && (self.stream.is_none() || self.stream == place.stream)
    }
}
