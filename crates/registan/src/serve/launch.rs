//! Taking an address and answering there until told to stop.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use tokio::{net::TcpListener, runtime::Runtime, signal};

use super::{App, router};

/// How long requests in progress may take to end when the server stops.
const FAREWELL: Duration = Duration::from_secs(10);
/// How often the server looks whether the record has changed.
const LOOK: Duration = Duration::from_secs(2);

/// A server that has its address and answers once it is [run](Launch::run).
#[derive(Debug)]
pub struct Launch {
    runtime: Runtime,
    listener: TcpListener,
    app: App,
}

/// Why nothing can be served.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    /// The address is taken or not this machine's.
    #[error("{address} cannot be listened on: {source}; name another with --port or --address")]
    Address {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The system refused something else.
    #[error("the server cannot run: {0}")]
    System(#[from] io::Error),
}

impl Launch {
    /// Takes an address; port 0 lets the system choose.
    ///
    /// # Errors
    /// When the address cannot be taken.
    pub fn bind(app: App, address: IpAddr, port: u16) -> Result<Self, LaunchError> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_name("serve").build()?;
        let address = SocketAddr::new(address, port);
        let listener = runtime.block_on(TcpListener::bind(address)).map_err(|source| LaunchError::Address { address, source })?;
        Ok(Self { runtime, listener, app })
    }

    /// Where it answers.
    ///
    /// # Errors
    /// When the system does not know.
    pub fn address(&self) -> Result<SocketAddr, LaunchError> {
        Ok(self.listener.local_addr()?)
    }

    /// Answers until the process is told to stop (Ctrl-C, SIGTERM); requests in progress are ended first.
    ///
    /// # Errors
    /// When the system refuses to go on.
    pub fn run(self) -> Result<(), LaunchError> {
        let Self { runtime, listener, app } = self;
        runtime.spawn(keep_up(app.clone()));
        let served = runtime.block_on(async move {
            let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
            let serving = axum::serve(listener, router(app)).with_graceful_shutdown(async move {
                told_to_stop().await;
                let _ = stop.send(());
            });
            tokio::select! {
                ended = serving => ended,
                () = async { let _ = stopped.await; tokio::time::sleep(FAREWELL).await; } => Ok(()),
            }
        });
        runtime.shutdown_timeout(Duration::from_secs(1));
        Ok(served?)
    }
}

/// Sweeps, and brings lists up to date with a record that has changed and then stayed as it is for a while: nobody has to wait for them
/// who asks later.
async fn keep_up(app: App) {
    let mut ticks = tokio::time::interval(LOOK);
    let (mut lately, mut gathered) = (app.access.version().ok(), None);
    loop {
        ticks.tick().await;
        app.access.sweep();
        let version = app.access.version().ok();
        if version == lately && version != gathered {
            gathered = version;
            let gatherer = app.clone();
            tokio::task::spawn_blocking(move || gatherer.gather());
        }
        lately = version;
    }
}

async fn told_to_stop() {
    let interrupt = async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signals) => {
                signals.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
