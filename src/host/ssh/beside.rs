//! A server beside a dashboard: in threads of its own, so that guests hold up nothing of it.

use super::Server;
use crate::app::Board;
use crate::host::forecasts::Wanted;
use crate::host::hall::Hall;
use crate::host::podium::Podium;
use crate::host::{Error, GUESTS};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::sync::watch;

/// Guests are given so long to leave.
const PATIENCE: Duration = Duration::from_secs(3);

/// Threads for many people at once, one for each core: a bug in one of them ends what has it, and nobody else's session.
pub fn for_guests() -> std::io::Result<Runtime> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut threads = tokio::runtime::Builder::new_multi_thread();
    threads.worker_threads(cores.max(2)).thread_name(GUESTS).enable_all().build()
}

/// A server that runs.
#[derive(Debug, Clone)]
pub struct Running {
    stop: watch::Sender<Option<String>>,
    over: Arc<(Mutex<bool>, Condvar)>,
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
        let over: Arc<(Mutex<bool>, Condvar)> = Arc::default();
        let runtime = for_guests()?;
        let told = Arc::clone(&over);
        std::thread::Builder::new().name(GUESTS.to_owned()).spawn(move || {
            runtime.block_on(async {
                let hall = Hall::open(&board, wanted, Some(podium));
                let _ = self.run(hall, stopped).await;
            });
            runtime.shutdown_background();
            *told.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
            told.1.notify_all();
        })?;
        Ok(Running { stop, over })
    }
}

impl Running {
    /// Sends everybody home with a word, and waits a moment until they have it.
    pub fn end(&self, why: &str) {
        self.stop.send_replace(Some(why.to_owned()));
        let over = self.over.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = self.over.1.wait_timeout_while(over, PATIENCE, |over| !*over);
    }
}
