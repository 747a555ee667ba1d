//! A server beside a dashboard: in threads of its own, so that guests hold up nothing of it.

use super::Server;
use crate::app::Board;
use crate::host::forecasts::Wanted;
use crate::host::hall::Hall;
use crate::host::podium::Podium;
use crate::host::{Error, GUESTS};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use tokio::sync::watch;

/// Guests are given so long to leave.
const PATIENCE: Duration = Duration::from_secs(3);

/// A server that runs.
#[derive(Debug)]
pub struct Running {
    stop: watch::Sender<Option<String>>,
    over: Receiver<()>,
}

impl Server {
    /// Receives guests from now on, who see a board and whoever presents. What happens at the door is told to nobody:
    /// there is a dashboard on the terminal.
    pub fn run_beside(
        mut self,
        board: watch::Sender<Board>,
        podium: Arc<Podium>,
        wanted: Wanted,
    ) -> Result<Running, Error> {
        self.quiet = true;
        let (stop, stopped) = watch::channel(None);
        let (end, over) = channel();
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(cores.max(2))
            .thread_name(GUESTS)
            .enable_all()
            .build()?;
        std::thread::Builder::new().name(GUESTS.to_owned()).spawn(move || {
            runtime.block_on(async {
                let hall = Hall::open(&board, wanted, Some(podium));
                let _ = self.run(hall, stopped).await;
            });
            runtime.shutdown_background();
            let _ = end.send(());
        })?;
        Ok(Running { stop, over })
    }
}

impl Running {
    /// Sends everybody home with a word, and waits a moment until they have it.
    pub fn end(self, why: &str) {
        self.stop.send_replace(Some(why.to_owned()));
        let _ = self.over.recv_timeout(PATIENCE);
    }
}
