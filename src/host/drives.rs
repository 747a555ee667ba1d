//! What drives a date, simulated beside the viewer for one seat: the newest question only.

use super::forecasts::{Wanted, drive, drivers};
use super::input::Input;
use super::newest::Newest;
use super::workers::{Waiting, Workers};
use crate::app::{App, Asked, Effect, Msg};
use tokio::sync::mpsc;

/// The questions of a seat, of which the newest is answered.
#[derive(Debug)]
pub struct Drives {
    newest: Newest,
    waiting: Waiting,
    workers: Workers,
    answers: mpsc::Sender<Input>,
}

impl Drives {
    /// Answers go there, part by part.
    pub fn new(answers: mpsc::Sender<Input>, workers: Workers) -> Self {
        Self { newest: Newest::default(), waiting: Waiting::default(), workers, answers }
    }

    /// Another question, or none; the one before is given up within a simulation, which takes milliseconds.
    pub fn ask(&mut self, asked: Option<Asked>) {
        let turn = self.newest.turn();
        self.waiting = Waiting::default();
        let Some(asked) = asked else { return };
        let answers = self.answers.clone();
        let wanted = Wanted { beside: true, threads: self.workers.threads(), ..Wanted::default() };
        self.waiting = self.workers.begin(turn, move |turn| {
            drive(&asked.edition, asked.target, wanted, &|| turn.is_wanted(), &mut |runs| {
                let part = Msg::Drivers { number: asked.edition.number, tornado: asked.answer(&runs) };
                // A seat that is gone wants nothing any more.
                let _ = answers.blocking_send(Input::Msg(part));
            });
        });
    }
}

/// Answers at once what was asked for, where nobody sees the parts: true if there was such a question.
pub fn drive_now(app: &mut App, effects: &[Effect]) -> bool {
    let asked = effects.iter().rev().find_map(|effect| match effect {
        Effect::Drive(asked) => Some(asked.clone()),
        _ => None,
    });
    let Some(asked) = asked.flatten() else { return false };
    if let Some(runs) = drivers(&asked.edition, asked.target, Wanted::default()) {
        app.update(Msg::Drivers { number: asked.edition.number, tornado: asked.answer(&runs) });
    }
    true
}
