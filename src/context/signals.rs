//! Running a command until it ends, and the events that end it early: Ctrl-C, SIGTERM, SIGHUP, and the deadline while something
//! is read.
//!
//! A thread of its own listens. A command that waits for the network is told and ends by itself; one that is stuck in a call
//! that nothing interrupts (a pipe that nobody writes to, a lock, a question) is ended here, with the same report.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use tokio::sync::watch;

use super::Context;
use super::interrupt::{Progress, Signal};
use crate::error::{BROKEN_PIPE, Error, MACHINE_FAILED, OUTPUT_FAILED, QUERY_FAILED};
use crate::exit::Exit;
use crate::profile;
use crate::ui::{Reporter, TerminalMode};

/// How long a command that was told to end may take to do so by itself.
const GRACE: Duration = Duration::from_millis(300);
/// How long a signal takes at most from the question that it ends to the thread that listens.
const HEARD_WITHIN: Duration = Duration::from_millis(100);
/// How long the report may take: nobody may read stderr any more.
const REPORT_LIMIT: Duration = Duration::from_secs(2);

/// The command's side of the thread that listens.
#[derive(Debug)]
pub struct Listening {
    heard: watch::Receiver<Option<Signal>>,
    /// When what is read now has to be there.
    reading_until: watch::Sender<Option<Instant>>,
    end: Arc<End>,
}

impl Listening {
    /// Listens from now on. Until something is sent, the deadline ends the command whatever it does.
    ///
    /// # Errors
    ///
    /// The handlers of the signals, the runtime or the thread cannot be set up.
    pub(super) fn start(
        progress: Arc<Mutex<Progress>>,
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
                // The thread is gone: nothing will be heard.
                _ => std::future::pending().await,
            }
        }
    }

    /// From now on what is read has to be there by then; `None` where nothing is read that could take for ever.
    pub(super) fn read_until(&self, deadline: Option<Instant>) {
        self.reading_until.send_replace(deadline);
    }

    /// Waits a moment for what interrupted a question. Where it was not Ctrl-C, the thread reports it and ends the process.
    pub(super) fn leave_to_signal(&self) {
        let until = Instant::now() + HEARD_WITHIN;
        loop {
            match *self.heard.borrow() {
                Some(Signal::Interrupt) => return,
                Some(Signal::Terminate | Signal::Hangup) => park(),
                None if Instant::now() >= until => return,
                None => {}
            }
            std::thread::sleep(HEARD_WITHIN / 20);
        }
    }

    /// To be called before the command's end is reported: the thread then reports none. Where it has begun to, it ends the
    /// process, and this does not return.
    pub(super) fn claim_end(&self) {
        if self.end.is_claimed.swap(true, Ordering::SeqCst) {
            park();
        }
    }
}

/// Does nothing any more, until the other thread ends the process.
pub(super) fn park() -> ! {
    loop {
        std::thread::park();
    }
}

/// How the thread ends the process.
#[derive(Debug)]
struct End {
    /// Whether the command or the thread reports how it ended.
    is_claimed: AtomicBool,
    progress: Arc<Mutex<Progress>>,
    reporter: Reporter,
    terminal: Option<TerminalMode>,
}

impl End {
    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reports, unless the command does it itself just now, and ends the process.
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
                // Where nobody waits any more, the process ends just now.
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
    // A second one does not wait for anything.
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
    /// Also keeps a file's limit of size from ending the process: the write then fails, and its failure is reported.
    fn register() -> io::Result<Self> {
        use rustix::process::Signal;
        use tokio::signal::unix::{SignalKind, signal};
        // The handler stays when what hears of it is dropped.
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
            // A terminal library that any signal interrupts while it reads raises an interrupt: what came first counts.
            biased;
            _ = self.terminate.recv() => Signal::Terminate,
            () = hangup => Signal::Hangup,
            _ = self.interrupt.recv() => Signal::Interrupt,
        }
    }
}

/// Whether who started the process wants it to live on, as `nohup` does. Only Linux says so without unsafe code.
#[cfg(unix)]
fn is_ignored(signal: rustix::process::Signal) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    mask >> (signal.as_raw() - 1) & 1 == 1
}

/// Elsewhere there is Ctrl-C alone.
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

/// Runs a command that talks to a platform. Ctrl-C, SIGTERM and SIGHUP end it at once with a report of what was and was not
/// done.
///
/// # Errors
///
/// The system gives no event loop, a signal comes, or the command fails.
pub fn block_on(
    context: &mut Context,
    command: impl AsyncFnOnce(&mut Context) -> Result<Exit, Error>,
) -> Result<Exit, Error> {
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
            result = command(context) => result.map_err(|error| match error.code {
                BROKEN_PIPE | OUTPUT_FAILED | QUERY_FAILED => progress().not_printed(error),
                MACHINE_FAILED | "journal/failed" | "journal/unreadable" => progress().failed_after(error),
                _ => error,
            }),
            signal = signal => Err(progress().interrupted(signal)),
        }
    })
}
