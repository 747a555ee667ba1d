//! What a process shows to several people: one board for members, one for everybody, and one podium.

use super::forecasts::{Wanted, follow_forecasts};
use super::gallery::Gallery;
use super::podium::Podium;
use super::veil::{Veil, follow_publicly};
use crate::app::{Board, Keymap};
use std::sync::Arc;
use tokio::sync::watch;

/// What there is to be seen, and who leads through it.
#[derive(Debug, Clone)]
pub struct Hall {
    /// For those who are known.
    pub members: watch::Receiver<Board>,
    /// For everybody.
    pub public: watch::Receiver<Board>,
    /// Where somebody presents; none where nobody can.
    pub podium: Option<Arc<Podium>>,
    /// Pictures that several see.
    pub gallery: Arc<Gallery>,
    /// The keys of those who have no settings here.
    pub keymap: Arc<Keymap>,
}

impl Hall {
    /// Opens it over a board, and keeps what is public up to date beside it. To be called inside a runtime.
    pub fn open(board: &watch::Sender<Board>, wanted: Wanted, podium: Option<Arc<Podium>>) -> Self {
        let mut veil = Veil::new(wanted);
        let (publish, public) = watch::channel(veil.over(&board.borrow()));
        tokio::spawn(follow_forecasts(publish.clone(), wanted));
        tokio::spawn(follow_publicly(board.subscribe(), publish, veil));
        Self { members: board.subscribe(), public, podium, gallery: Arc::default(), keymap: Arc::default() }
    }
}
