//! The server: it listens, passes each request to the platform's part, and makes the faults that were asked for.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{ConnectInfo, Request, State},
    http::{HeaderValue, header},
    response::Response,
};
use jiff::fmt::rfc2822::DateTimePrinter;
use tokio::{net::TcpListener, sync::oneshot};

use super::{
    Options, SandboxError,
    burki::{self, Burki},
    connection::{ConnectionHandle, Connections},
    exchange::{Platform, Received, Reply, internal},
    faults::{Fate, FaultEffect, Faults},
    kore::{self, Kore},
    record::Record,
    state_file::{self, Store},
};
use crate::clock::Clock;
use crate::files;

/// A running sandbox. Dropping it stops it, without waiting for requests in progress.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    _stops_when_dropped: oneshot::Sender<()>,
}

impl Server {
    /// The address at which it listens: 127.0.0.1 and the port.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Starts a sandbox on 127.0.0.1, in the tokio runtime of the caller.
///
/// # Errors
///
/// If the state folder cannot be made, locked or read, the record cannot be opened, or the port is in use.
pub async fn start(options: Options) -> Result<Server, SandboxError> {
    let folder = &options.state_dir;
    files::make_folder(folder).map_err(SandboxError::file("make the folder", folder))?;
    // It is better to report a locked state now than in the answer to a write.
    drop(state_file::lock(folder, &options.patience)?);
    // It is better to report a broken state now than in the answer to every request.
    Store::<kore::state::State>::new(folder).load()?;
    Store::<burki::State>::new(folder).load()?;
    let record = options.record.as_deref().map(Record::open).transpose()?;
    let port = options.port;
    let listening = |source| SandboxError::Listen { port, source };
    let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(listening)?;
    let address = listener.local_addr().map_err(listening)?;

    let emulator = Arc::new(Emulator {
        kore: Kore::new(&options),
        burki: Burki::new(&options),
        latency: options.latency,
        faults: Faults::new(options.faults, options.seed),
        record,
        clock: options.clock,
    });
    let service = Router::new()
        .fallback(handle)
        .with_state(emulator)
        .into_make_service_with_connect_info::<ConnectionHandle>();
    let (stop, stopped) = oneshot::channel::<()>();
    tokio::spawn(async move {
        let serving = axum::serve(Connections(listener), service).with_graceful_shutdown(async move {
            // Nothing is sent: the `Server` was dropped.
            let _ = stopped.await;
        });
        // Only the signal ends it: `Connections::accept` never fails.
        let _ = serving.await;
    });
    Ok(Server { address, _stops_when_dropped: stop })
}

/// The data that every request needs.
#[derive(Debug)]
struct Emulator {
    kore: Kore,
    burki: Burki,
    latency: Option<Duration>,
    faults: Faults,
    record: Option<Record>,
    clock: Clock,
}

/// Handles one request. Every answer has the time of the sandbox's clock, which tokens and schedules use too.
async fn handle(
    State(emulator): State<Arc<Emulator>>,
    ConnectInfo(connection): ConnectInfo<ConnectionHandle>,
    request: Request,
) -> Response {
    let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&emulator.clock.now()).ok();
    let mut response = answer(&emulator, &connection, request).await;
    if let Some(date) = date.and_then(|date| HeaderValue::from_str(&date).ok()) {
        response.headers_mut().insert(header::DATE, date);
    }
    response
}

async fn answer(emulator: &Emulator, connection: &ConnectionHandle, request: Request) -> Response {
    let platform = Platform::of(request.uri().path());
    let received = match Received::read(request).await {
        Ok(received) => received,
        Err(refusal) => return platform.refuse(refusal).into(),
    };
    let fault = emulator.faults.choose(&received);
    let kind = fault.map(super::Fault::kind);
    // The true answer. It is computed even if the client does not get it, because that applies the request.
    let answer = match kind.map(FaultEffect::fate) {
        Some(Fate::Ignored) => None,
        Some(Fate::Applied) | None => Some(match platform {
            Platform::Kore => Reply::from(emulator.kore.answer(&received)),
            Platform::Burki => emulator.burki.answer(&received),
        }),
    };
    let reply = match kind {
        Some(kind) => kind.reply(&received, answer),
        None => answer,
    };
    let noted = match &emulator.record {
        Some(record) => record.note(&received, reply.as_ref(), fault),
        None => Ok(()),
    };
    let wait = match kind {
        Some(FaultEffect::Slow(duration)) => Some(*duration),
        _ => emulator.latency,
    };
    if let Some(duration) = wait {
        tokio::time::sleep(duration).await;
    }
    if let Err(error) = noted {
        return platform.refuse(internal(&error)).into();
    }
    if kind == Some(&FaultEffect::Half) {
        connection.cut_halfway();
    }
    reply.map_or_else(
        || {
            connection.cut();
            Response::default()
        },
        Response::from,
    )
}
