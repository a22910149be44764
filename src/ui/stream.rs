//! The two output streams, and the one place that writes to them.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::os;

use super::options::Surface;

/// The width of a terminal that does not report it, in columns.
const USUAL_WIDTH: usize = 80;

/// An output stream and its target.
pub struct Stream {
    pub(super) writer: Box<dyn Write + Send>,
    pub(super) surface: Surface,
}

impl Stream {
    /// A stream for any writer.
    pub fn new(writer: impl Write + Send + 'static, surface: Surface) -> Self {
        Self { writer: Box::new(writer), surface }
    }

    pub(super) fn stdout() -> Self {
        let surface = surface_of(&io::stdout());
        Self::new(anstream::AutoStream::always(io::stdout()), surface)
    }

    pub(super) fn stderr() -> Self {
        let surface = surface_of(&io::stderr());
        Self::new(anstream::AutoStream::always(io::stderr()), surface)
    }

    /// Writes and flushes the text, so that a closed reader is noticed here.
    ///
    /// # Errors
    ///
    /// The stream cannot be written, or its reader is closed.
    pub(super) fn write(&mut self, text: &str) -> io::Result<()> {
        self.writer.write_all(text.as_bytes())?;
        self.writer.flush()
    }
}

#[cfg(unix)]
fn surface_of(stream: &(impl IsTerminal + os::fd::AsFd)) -> Surface {
    sized(stream.is_terminal(), terminal_size::terminal_size_of(stream))
}

#[cfg(windows)]
fn surface_of(stream: &(impl IsTerminal + os::windows::io::AsHandle)) -> Surface {
    sized(stream.is_terminal(), terminal_size::terminal_size_of(stream))
}

fn sized(is_terminal: bool, size: Option<(terminal_size::Width, terminal_size::Height)>) -> Surface {
    if !is_terminal {
        return Surface::Plain;
    }
    let width = size.map(|(width, _)| usize::from(width.0)).filter(|width| *width > 0);
    Surface::Terminal { width: width.unwrap_or(USUAL_WIDTH) }
}

/// Why a result did not reach stdout.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The stream cannot be written.
    #[error("cannot write to stdout: {0}")]
    Stream(io::Error),
    /// The filter of `--jq` failed.
    #[error("--jq: {0}")]
    Query(String),
    /// The filter of `--jq` did not end before the deadline.
    #[error("--jq: the filter had not ended at the deadline")]
    OutOfTime,
}

impl OutputError {
    /// Whether the reader of stdout was closed, as `| head` does. The command then ends without a message.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Stream(error) if error.kind() == ErrorKind::BrokenPipe)
    }
}
