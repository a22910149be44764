//! The connection to a platform.

use std::cell::{Cell, OnceCell, RefCell, RefMut};
use std::future::Future;
use std::rc::Rc;

use super::error::{ErrorKind, PlatformError};
use super::gate::{Gate, Interruptions};
use super::http::Http;
use crate::domain::known_names::NamesMet;
use crate::domain::live::LiveCampaign;

/// The connection to a platform. It is made once, when a request is certain, and shared by all clones. Before that,
/// nothing is open and no token is needed.
#[derive(Debug, Clone, Default)]
pub struct PlatformConnection {
    http: Rc<OnceCell<Http>>,
    names: Rc<RefCell<NamesMet>>,
    ignores_totals: Rc<Cell<bool>>,
    interruptions: Interruptions,
    listed: Rc<RefCell<Rc<[LiveCampaign]>>>,
}

impl PlatformConnection {
    /// Connects the line with this client. If it already has a client, this one is dropped.
    pub fn connect(&self, http: Http) {
        _ = self.http.set(http.counting(self.interruptions.clone()));
    }

    /// Whether the line has a client.
    pub fn is_connected(&self) -> bool {
        self.http.get().is_some()
    }

    /// Stops to believe the number of rows that the platform reports for a list, for an account that counts rows which
    /// it does not list.
    pub fn ignore_totals(&self) {
        self.ignores_totals.set(true);
    }

    /// The number of rows that the platform reports for a list, if it is believed.
    pub(super) fn believed(&self, total: Option<u64>) -> Option<u64> {
        total.filter(|_| !self.ignores_totals.get())
    }

    /// The names that were seen in answers on this line.
    pub fn names(&self) -> RefMut<'_, NamesMet> {
        self.names.borrow_mut()
    }

    /// Keeps the rows of a whole list that was read for a name, for what else they tell.
    pub(super) fn keep_listed(&self, rows: Vec<LiveCampaign>) {
        *self.listed.borrow_mut() = rows.into();
    }

    /// The campaigns as they were listed when one was last looked for by its name; empty if none was.
    pub fn listed(&self) -> Rc<[LiveCampaign]> {
        Rc::clone(&self.listed.borrow())
    }

    /// Counts the events after which an earlier read is out of date.
    pub const fn interruptions(&self) -> &Interruptions {
        &self.interruptions
    }

    /// Sends a write, each of whose attempts asks this gate.
    ///
    /// # Errors
    ///
    /// The line is not connected, or the write fails.
    pub async fn through<T>(
        &self,
        gate: Rc<dyn Gate>,
        sending: impl Future<Output = Result<T, PlatformError>>,
    ) -> Result<T, PlatformError> {
        self.http()?.through(gate, sending).await
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// If [`Self::connect`] was not called before.
    pub(super) fn http(&self) -> Result<&Http, PlatformError> {
        self.http.get().ok_or_else(|| {
            let cause = "kcamp did not connect before it asked, which is a mistake in kcamp";
            PlatformError::new(ErrorKind::Unsendable, "send a request", cause)
                .with_effect()
                .with_hint("report it with the command")
        })
    }
}

impl From<Http> for PlatformConnection {
    fn from(http: Http) -> Self {
        let line = Self::default();
        line.connect(http);
        line
    }
}
