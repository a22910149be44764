//! A request's body that reports when the request goes out.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// The moment from which the platform may have received a request, reported once.
///
/// The client asks a body whether it is empty when it writes the head of its request. It has a connection by then:
/// the name look-up, the proxy and TLS are done. A request whose body was not asked has certainly not been sent.
pub(super) struct SendMarker {
    is_told: AtomicBool,
    tell: Box<dyn Fn() + Send + Sync>,
}

impl SendMarker {
    /// `tell` is called at that moment, on the thread that sends. If it does not return, nothing is sent.
    pub(super) fn new(tell: impl Fn() + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self { is_told: AtomicBool::new(false), tell: Box::new(tell) })
    }

    /// Whether the request may have been received.
    pub(super) fn has_begun(&self) -> bool {
        self.is_told.load(Ordering::SeqCst)
    }

    /// The request's body, empty where the request has none.
    pub(super) fn body(self: &Arc<Self>, text: String) -> reqwest::Body {
        reqwest::Body::wrap(TrackedBody { rest: Bytes::from(text), going_out: Arc::clone(self) })
    }

    fn tell(&self) {
        if !self.is_told.swap(true, Ordering::SeqCst) {
            (self.tell)();
        }
    }
}

struct TrackedBody {
    rest: Bytes,
    going_out: Arc<SendMarker>,
}

impl Body for TrackedBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.going_out.tell();
        let rest = std::mem::take(&mut self.rest);
        Poll::Ready((!rest.is_empty()).then(|| Ok(Frame::data(rest))))
    }

    fn is_end_stream(&self) -> bool {
        self.going_out.tell();
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}
