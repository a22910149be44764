//! The account and its credentials in words.

use super::Settings;
use crate::domain::platform_kind::PlatformKind;

impl Settings {
    /// The account in words: `Kore.ai at https://…, stream st-1, account a1, profile acme`.
    pub fn account_in_words(&self) -> String {
        let mut words = vec![format!("{} at {}", self.platform.value.title(), self.host.value)];
        let ids = match self.platform.value {
            PlatformKind::Kore => {
                vec![("stream", self.stream_id.as_ref()), ("account", self.account_id.as_ref())]
            }
            PlatformKind::Burki => Vec::new(),
        };
        words.extend(
            ids.into_iter().map(|(name, id)| {
                format!("{name} {}", id.map_or("not set", |setting| setting.value.as_str()))
            }),
        );
        if self.platform.value == PlatformKind::Burki {
            words.extend(self.account_id.as_ref().map(|name| format!("account {}", name.value)));
        }
        words.extend(self.profile.as_ref().map(|profile| format!("profile {}", profile.value)));
        words.join(", ")
    }

    /// Whether a ready token is sent, instead of one that is made from a client secret.
    pub const fn sends_ready_token(&self) -> bool {
        matches!(self.platform.value, PlatformKind::Kore) && self.token.is_some()
    }

    /// The source of the credentials in words, without their values.
    pub fn credentials_in_words(&self) -> String {
        let (noun, source) = match (self.platform.value, &self.token, &self.client_secret) {
            (PlatformKind::Kore, Some(token), _) => ("a ready token", token),
            (PlatformKind::Kore, None, Some(secret)) => ("a client secret", secret),
            (PlatformKind::Burki, Some(key), _) => ("an API key", key),
            (PlatformKind::Kore, None, None) | (PlatformKind::Burki, None, _) => return "none".to_owned(),
        };
        format!("{noun} ({}, set by {})", source.value, source.source)
    }
}
