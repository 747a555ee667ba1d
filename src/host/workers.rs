//! Who does the work that is asked for beside viewers.

use super::newest::Turn;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::AbortHandle;

/// Threads for work beside viewers: as many as are asked for, or a few that many seats share.
#[derive(Debug, Clone, Default)]
pub struct Workers {
    shared: Option<Arc<Semaphore>>,
}

/// Work that still waits for a worker, if it does. When this goes, it is not begun any more.
#[derive(Debug, Default)]
pub struct Waiting(Option<AbortHandle>);

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(waiting) = &self.0 {
            waiting.abort();
        }
    }
}

impl Workers {
    /// So many for all who have these, each of which works on one core.
    pub fn few(count: usize) -> Self {
        Self { shared: Some(Arc::new(Semaphore::new(count.max(1)))) }
    }

    /// How many threads one simulation may have; none is as many as there are cores.
    pub fn threads(&self) -> Option<u32> {
        self.shared.as_ref().map(|_| 1)
    }

    /// Does work in its turn, unless that is over by then. Nobody waits for it: a bug in it is told by the panic hook,
    /// and what is shown stays as far as it is.
    pub fn begin(&self, turn: Turn, work: impl FnOnce(&Turn) + Send + 'static) -> Waiting {
        let work = move || {
            if turn.is_wanted() {
                work(&turn);
            }
        };
        let Some(shared) = self.shared.clone() else {
            tokio::task::spawn_blocking(work);
            return Waiting::default();
        };
        let waiting = tokio::spawn(async move {
            if let Ok(place) = shared.acquire_owned().await {
                tokio::task::spawn_blocking(move || {
                    work();
                    drop(place);
                });
            }
        });
        Waiting(Some(waiting.abort_handle()))
    }
}
