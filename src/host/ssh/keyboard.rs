//! What comes from one guest: bytes that were typed, and the size of the window.

use crate::host::input::{Decoder, Input};
use crate::host::question::Question;
use ratatui::layout::Size;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, mpsc, watch};
use tokio::time::{Instant, sleep, sleep_until};

/// Bytes that are kept while nobody takes them: a paste. What comes then is dropped, as by a keyboard.
const MOST: usize = 64 << 10;

/// Bytes that were typed and not yet taken. Putting some in never waits, so that a session that is busy holds up nothing
/// of the connection.
#[derive(Debug, Default)]
pub struct Typed {
    state: Mutex<(Vec<u8>, bool)>,
    bell: Notify,
}

impl Typed {
    /// Somebody typed.
    pub fn put(&self, bytes: &[u8]) {
        let held = &mut self.state.lock().unwrap_or_else(PoisonError::into_inner).0;
        held.extend_from_slice(&bytes[..bytes.len().min(MOST.saturating_sub(held.len()))]);
        self.bell.notify_one();
    }

    /// Nobody types any more.
    pub fn end(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).1 = true;
        self.bell.notify_one();
    }

    /// What was typed; nothing once nobody does any more.
    pub async fn take(&self) -> Option<Vec<u8>> {
        loop {
            {
                let (held, ended) = &mut *self.state.lock().unwrap_or_else(PoisonError::into_inner);
                if !held.is_empty() {
                    return Some(std::mem::take(held));
                }
                if *ended {
                    return None;
                }
            }
            self.bell.notified().await;
        }
    }
}

/// A guest at the keys.
#[derive(Debug)]
pub struct Keyboard {
    /// What was typed.
    pub typed: Arc<Typed>,
    /// The size of the window; of several the last one counts.
    pub sizes: watch::Receiver<Size>,
    /// What was worked out beside the session.
    pub answers: mpsc::Receiver<Input>,
    /// What the terminal was asked.
    pub question: Arc<Question>,
    /// After so long without a key the guest is taken to be away.
    pub idle: Option<Duration>,
}

/// Why nothing comes any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// The line is closed.
    Closed,
    /// Nothing was typed for too long.
    Idle,
}

impl Keyboard {
    /// Hands everything on, in its turn.
    pub async fn run(mut self, to: mpsc::Sender<Input>) -> Silence {
        let mut decoder = Decoder::default();
        let mut last = Instant::now();
        loop {
            decoder.expecting = self.question.is_open();
            let wait = decoder.waits();
            let away = self.idle.map(|idle| last + idle);
            let next = tokio::select! {
                bytes = self.typed.take() => match bytes {
                    Some(bytes) => {
                        last = Instant::now();
                        decoder.feed(&bytes)
                    }
                    None => return Silence::Closed,
                },
                Ok(()) = self.sizes.changed() => vec![Input::Resize(*self.sizes.borrow_and_update())],
                Some(answer) = self.answers.recv() => vec![answer],
                () = sleep(wait.unwrap_or_default()), if wait.is_some() => decoder.flush(),
                () = sleep_until(away.unwrap_or(last)), if away.is_some() => return Silence::Idle,
            };
            for input in next {
                if matches!(input, Input::Answered) {
                    self.question.answered();
                } else if to.send(input).await.is_err() {
                    return Silence::Closed;
                }
            }
        }
    }
}

/// Waits a moment for the answers of the terminal, so that the shell of a guest does not get them as if they were typed.
pub async fn take_answers(typed: &Typed, question: &Question) {
    let mut decoder = Decoder::default();
    decoder.expecting = true;
    while let Some(wait) = question.courtesy() {
        let Ok(Some(bytes)) = tokio::time::timeout(wait, typed.take()).await else { return };
        if decoder.feed(&bytes).iter().any(|input| matches!(input, Input::Answered)) {
            question.answered();
        }
    }
}
