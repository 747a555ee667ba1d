//! Of several questions only the newest is answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Where questions are asked. When it goes, nobody waits for an answer any more.
#[derive(Debug, Default)]
pub struct Newest(Arc<AtomicU64>);

/// A question that was asked.
#[derive(Debug)]
pub struct Turn {
    newest: Arc<AtomicU64>,
    number: u64,
}

impl Newest {
    /// Another question; those before are not wanted any more.
    pub fn turn(&self) -> Turn {
        Turn { newest: Arc::clone(&self.0), number: self.0.fetch_add(1, Ordering::Relaxed) + 1 }
    }
}

impl Turn {
    /// Whether its answer is still waited for.
    pub fn is_wanted(&self) -> bool {
        self.newest.load(Ordering::Relaxed) == self.number
    }
}

impl Drop for Newest {
    fn drop(&mut self) {
        self.turn();
    }
}
