//! Connections that can be cut: the emulator closes one without an answer, or in the middle of it.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
};

const OPEN: u8 = 0;
const HALF: u8 = 1;
const CUT: u8 = 2;

/// The end of an HTTP/1 head.
const HEAD_END: &[u8] = b"\r\n\r\n";

/// The wait after a failed accept, most often for lack of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// A request's handle for its own connection.
#[derive(Debug, Clone, Default)]
pub(super) struct ConnectionHandle(Arc<AtomicU8>);

impl ConnectionHandle {
    /// Stops the sending: the next write fails, and the server closes the socket.
    pub(super) fn cut(&self) {
        self.0.store(CUT, Ordering::Release);
    }

    /// Cuts the next answer: its whole head and half of its body are sent, and then the socket is closed.
    pub(super) fn cut_halfway(&self) {
        self.0.store(HALF, Ordering::Release);
    }
}

impl Connected<IncomingStream<'_, Connections>> for ConnectionHandle {
    fn connect_info(stream: IncomingStream<'_, Connections>) -> Self {
        stream.io().handle.clone()
    }
}

/// The listening socket.
#[derive(Debug)]
pub(super) struct Connections(pub(super) TcpListener);

impl Listener for Connections {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        loop {
            match self.0.accept().await {
                Ok((stream, address)) => {
                    // Without this the client's delayed acknowledgements add 40 ms. If it cannot be set, the answer
                    // is slow but correct.
                    let _ = stream.set_nodelay(true);
                    return (Connection { stream, handle: ConnectionHandle::default() }, address);
                }
                Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A socket that stops writing when its [`ConnectionHandle`] says so.
#[derive(Debug)]
pub(super) struct Connection {
    stream: TcpStream,
    handle: ConnectionHandle,
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.handle.0.load(Ordering::Acquire) {
            OPEN => Pin::new(&mut self.stream).poll_write(context, bytes),
            HALF => {
                let written = Pin::new(&mut self.stream).poll_write(context, first_half(bytes));
                if written.is_ready() {
                    self.handle.cut();
                }
                written
            }
            _ => Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into())),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// The head and half of the body. hyper writes head and body at once, because this type has no vectored writes.
fn first_half(bytes: &[u8]) -> &[u8] {
    let head = bytes
        .windows(HEAD_END.len())
        .position(|window| window == HEAD_END)
        .map_or(bytes.len(), |position| position + HEAD_END.len());
    &bytes[..head + (bytes.len() - head) / 2]
}

#[cfg(test)]
mod tests {
    use super::first_half;

    #[test]
    fn half_an_answer_keeps_its_head() {
        assert_eq!(first_half(b"HTTP/1.1 200 OK\r\n\r\nabcd"), b"HTTP/1.1 200 OK\r\n\r\nab");
        assert_eq!(first_half(b"no end of a head"), b"no end of a head");
    }
}
