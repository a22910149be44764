//! The connection to a platform.

use std::cell::OnceCell;
use std::rc::Rc;

use super::error::{ErrorKind, PlatformError};
use super::http::Http;

/// The connection to a platform: made once, when a request is certain, and shared by all that is cloned. Until then nothing
/// is open and no token is needed.
#[derive(Debug, Clone, Default)]
pub struct Line(Rc<OnceCell<Http>>);

impl Line {
    /// Connects it, the first time; later clients are let go.
    pub fn connect(&self, http: Http) {
        _ = self.0.set(http);
    }

    /// Whether there is a client.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.0.get().is_some()
    }

    /// The client.
    ///
    /// # Errors
    /// Before [`Self::connect`].
    pub(super) fn http(&self) -> Result<&Http, PlatformError> {
        self.0.get().ok_or_else(|| {
            let cause =
                "kcamp did not connect before it asked, which is a mistake in kcamp; nothing was sent";
            PlatformError::new(ErrorKind::Unsendable, "send a request", cause)
                .with_hint("report it with the command")
        })
    }
}

impl From<Http> for Line {
    fn from(http: Http) -> Self {
        let line = Self::default();
        line.connect(http);
        line
    }
}
