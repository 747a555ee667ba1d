//! What is worked out beside the viewer for one seat.

use super::drives::{Drives, drive_now};
use super::input::Input;
use super::sandboxes::{Sandboxes, try_now};
use super::workers::Workers;
use crate::app::{App, Effect};
use tokio::sync::mpsc;

/// The work of a seat.
#[derive(Debug)]
pub struct Work {
    drives: Drives,
    sandboxes: Sandboxes,
}

impl Work {
    /// Answers go there, part by part.
    pub fn new(answers: mpsc::Sender<Input>, workers: &Workers) -> Self {
        let drives = Drives::new(answers.clone(), workers.clone());
        Self { drives, sandboxes: Sandboxes::new(answers, workers.clone()) }
    }

    /// Begins what an effect asks for; of each sort, the newest is answered.
    pub fn begin(&mut self, effect: Effect) {
        match effect {
            Effect::Drive(asked) => self.drives.ask(asked),
            Effect::Try(trial) => self.sandboxes.take(trial),
            Effect::Foresee(wanted) => self.sandboxes.foresee(wanted),
            _ => {}
        }
    }
}

/// Answers at once what was asked for, where nobody sees the parts: true if there was such a question.
pub fn work_now(app: &mut App, effects: &[Effect]) -> bool {
    let tried = try_now(app, effects);
    drive_now(app, effects) || tried
}
