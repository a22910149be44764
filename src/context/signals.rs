//! Runs a command until it ends, or until something ends it early: Ctrl-C, SIGTERM, SIGHUP, or the deadline during a
//! read.
//!
//! A separate thread listens. A command that waits for the network gets a notice and ends itself. A command that is
//! stuck in a call that cannot be interrupted (a pipe without data, a lock, a question) is ended by the thread, with
//! the same report.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use tokio::sync::watch;

use super::Context;
use super::interrupt::{CommandWrites, Signal};
use crate::error::Error;
use crate::profile;
use crate::ui::{Reporter, TerminalMode};

/// How long a command may take to end itself after it was told to.
const GRACE: Duration = Duration::from_millis(300);
/// The longest time from a question that a signal ends until the thread has received the signal.
const HEARD_WITHIN: Duration = Duration::from_millis(100);
/// The time limit of the report: stderr may have no reader any more.
const REPORT_LIMIT: Duration = Duration::from_secs(2);

/// The command's handle on the thread that listens.
#[derive(Debug)]
pub struct Listening {
    heard: watch::Receiver<Option<Signal>>,
    /// The deadline of the current read; `None` if there is no read.
    reading_until: watch::Sender<Option<Instant>>,
    end: Arc<End>,
}

impl Listening {
    /// Starts to listen. Until something is sent, the deadline ends the command in any state.
    ///
    /// # Errors
    ///
    /// The signal handlers, the runtime or the thread cannot be set up.
    pub(super) fn start(
        progress: Arc<Mutex<CommandWrites>>,
        reporter: Reporter,
        terminal: Option<TerminalMode>,
        deadline: Option<Instant>,
    ) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        let signals = {
            let _entered = runtime.enter();
            Signals::register()?
        };
        let (tell, heard) = watch::channel(None);
        let (reading_until, until) = watch::channel(deadline);
        let end = Arc::new(End { is_claimed: AtomicBool::new(false), progress, reporter, terminal });
        let of_thread = Arc::clone(&end);
        std::thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || runtime.block_on(listen(signals, &tell, until, &of_thread)))?;
        Ok(Self { heard, reading_until, end })
    }

    /// The next signal that ends the command.
    pub(super) fn heard(&self) -> impl Future<Output = Signal> + use<> {
        let mut heard = self.heard.clone();
        async move {
            match heard.wait_for(Option::is_some).await.map(|signal| *signal) {
                Ok(Some(signal)) => signal,
                // The thread has ended: no signal will be received.
                _ => std::future::pending().await,
            }
        }
    }

    /// Sets the deadline of the current read; `None` if nothing is read that may never end.
    pub(super) fn read_until(&self, deadline: Option<Instant>) {
        self.reading_until.send_replace(deadline);
    }

    /// Waits briefly for the signal that interrupted a question. If it was not Ctrl-C, the thread reports it and ends
    /// the process.
    pub(super) fn leave_to_signal(&self) {
        let until = Instant::now() + HEARD_WITHIN;
        loop {
            match *self.heard.borrow() {
                Some(Signal::Interrupt) => return,
                #[cfg(unix)]
                Some(Signal::Terminate | Signal::Hangup) => park(),
                None if Instant::now() >= until => return,
                None => {}
            }
            std::thread::sleep(HEARD_WITHIN / 20);
        }
    }

    /// Must be called before the end of the command is reported: the thread then does not report one. If the thread
    /// already reports, it ends the process, and this function does not return.
    pub(super) fn claim_end(&self) {
        if self.end.is_claimed.swap(true, Ordering::SeqCst) {
            park();
        }
    }
}

/// Waits until the other thread ends the process.
pub(super) fn park() -> ! {
    loop {
        std::thread::park();
    }
}

/// Ends the process, for the thread.
#[derive(Debug)]
struct End {
    /// Whether the command or the thread already reports the end.
    is_claimed: AtomicBool,
    progress: Arc<Mutex<CommandWrites>>,
    reporter: Reporter,
    terminal: Option<TerminalMode>,
}

impl End {
    fn progress(&self) -> MutexGuard<'_, CommandWrites> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reports the error, unless the command itself is reporting its end, and ends the process.
    fn now(&self, error: Error) -> ! {
        let exit = error.exit;
        profile::end_running();
        if let Some(terminal) = &self.terminal {
            terminal.restore();
        }
        if self.is_claimed.swap(true, Ordering::SeqCst) {
            std::thread::sleep(GRACE);
        } else {
            let (said, is_said) = mpsc::channel();
            let reporter = self.reporter.clone();
            std::thread::spawn(move || {
                reporter.error(&error);
                // If no one waits any more, the process is already ending.
                let _ = said.send(());
            });
            let _ = is_said.recv_timeout(REPORT_LIMIT);
        }
        std::process::exit(exit.number().into());
    }
}

async fn listen(
    mut signals: Signals,
    tell: &watch::Sender<Option<Signal>>,
    mut until: watch::Receiver<Option<Instant>>,
    end: &End,
) {
    let signal = loop {
        let deadline = *until.borrow_and_update();
        let passed = async {
            match deadline {
                Some(deadline) => tokio::time::sleep_until(deadline.into()).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            signal = signals.next() => break signal,
            changed = until.changed() => if changed.is_err() { return },
            () = passed => {
                let error = end.progress().deadline_passed();
                end.now(error);
            }
        }
    };
    tell.send_replace(Some(signal));
    // A second signal ends the wait at once.
    let _ = tokio::time::timeout(GRACE, signals.next()).await;
    let error = end.progress().interrupted(signal);
    end.now(error);
}

/// The signals that end a command.
#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    /// The hangup signal; `None` under `nohup`.
    hangup: Option<tokio::signal::unix::Signal>,
}

#[cfg(unix)]
impl Signals {
    /// Registers the handlers. A handler for the file size limit is set too: a write over the limit then fails with
    /// an error, and does not end the process.
    fn register() -> io::Result<Self> {
        use rustix::process::Signal;
        use tokio::signal::unix::{SignalKind, signal};
        // The handler stays when its receiver is dropped.
        drop(signal(SignalKind::from_raw(Signal::XFSZ.as_raw()))?);
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            hangup: if is_ignored(Signal::HUP) { None } else { Some(signal(SignalKind::hangup())?) },
        })
    }

    async fn next(&mut self) -> Signal {
        let hangup = async {
            match &mut self.hangup {
                Some(hangup) => drop(hangup.recv().await),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            // A terminal library raises an interrupt if any signal interrupts its read, so the first signal counts.
            biased;
            _ = self.terminate.recv() => Signal::Terminate,
            () = hangup => Signal::Hangup,
            _ = self.interrupt.recv() => Signal::Interrupt,
        }
    }
}

/// Whether the process was started to ignore a signal, as by `nohup`. Only Linux tells this without unsafe code.
#[cfg(unix)]
fn is_ignored(signal: rustix::process::Signal) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    mask >> (signal.as_raw() - 1) & 1 == 1
}

/// On other systems there is only Ctrl-C.
#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    #[expect(clippy::unnecessary_wraps, reason = "the same signature as where it can fail")]
    fn register() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> Signal {
        match tokio::signal::ctrl_c().await {
            Ok(()) => Signal::Interrupt,
            Err(_) => std::future::pending().await,
        }
    }
}

/// Runs a command that talks to a platform. Ctrl-C, SIGTERM and SIGHUP end it at once with a report of what was and was
/// not done.
///
/// # Errors
///
/// The system gives no event loop, a signal comes, or the command fails.
pub fn block_on<T>(
    context: &mut Context,
    command: impl AsyncFnOnce(&mut Context) -> Result<T, Error>,
) -> Result<T, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the system could not start an event loop for the network")?;
    let progress = Arc::clone(&context.progress);
    let progress = || progress.lock().unwrap_or_else(PoisonError::into_inner);
    let heard = context.listening.as_ref().map(Listening::heard);
    let signal = async {
        match heard {
            Some(heard) => heard.await,
            None => std::future::pending().await,
        }
    };
    runtime.block_on(async {
        tokio::select! {
            biased;
            result = command(context) => result,
            signal = signal => Err(progress().interrupted(signal)),
        }
    })
}
