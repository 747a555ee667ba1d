//! What somebody tries in a sandbox, worked out beside the viewer for one seat: the newest question only.

use super::feed::hands;
use super::forecasts::{Wanted, forecast, is_worth_it, simulate};
use super::input::Input;
use super::newest::Newest;
use super::workers::{Waiting, Workers};
use crate::app::{App, Effect, Foreseen, Msg, Trial};
use std::sync::Arc;
use tokio::sync::mpsc;

/// The sandbox of a seat.
#[derive(Debug)]
pub struct Sandboxes {
    trials: Newest,
    trial: Waiting,
    forecasts: Newest,
    forecast: Waiting,
    workers: Workers,
    answers: mpsc::Sender<Input>,
}

impl Sandboxes {
    /// Answers go there.
    pub fn new(answers: mpsc::Sender<Input>, workers: Workers) -> Self {
        let (trials, forecasts) = (Newest::default(), Newest::default());
        Self { trials, trial: Waiting::default(), forecasts, forecast: Waiting::default(), workers, answers }
    }

    /// Takes the steps of a trial; one that came to its turn too late is left out.
    pub fn take(&mut self, trial: Trial) {
        let answers = self.answers.clone();
        self.trial = self.workers.begin(self.trials.turn(), move |turn| {
            let bytes = trial.bytes();
            let tried = trial.run(hands(bytes));
            let _ = turn.is_wanted().then(|| answers.blocking_send(Input::Msg(Msg::Tried(tried))));
        });
    }

    /// Simulates an edition, or nothing; what was wanted before is given up.
    pub fn foresee(&mut self, wanted: Option<Foreseen>) {
        let turn = self.forecasts.turn();
        self.forecast = Waiting::default();
        let Some(Foreseen { edition, seed, runs, confidence }) = wanted.filter(|it| is_worth_it(&it.edition)) else {
            return;
        };
        let answers = self.answers.clone();
        let wanted = Wanted { seed, runs, confidence, beside: true, threads: self.workers.threads() };
        self.forecast = self.workers.begin(turn, move |turn| {
            simulate(&edition, wanted, &|| turn.is_wanted(), &mut |forecast| {
                let part = Msg::Foreseen { number: edition.number, forecast: Arc::new(forecast) };
                // A seat that is gone wants nothing any more.
                let _ = answers.blocking_send(Input::Msg(part));
            });
        });
    }
}

/// Answers at once what a sandbox asks for, where nobody sees the parts: true if there was such a question.
pub fn try_now(app: &mut App, effects: &[Effect]) -> bool {
    let mut asked = effects.to_vec();
    let mut any = false;
    while let Some(at) = asked.iter().position(|effect| matches!(effect, Effect::Try(_) | Effect::Foresee(Some(_)))) {
        any = true;
        match asked.remove(at) {
            Effect::Try(trial) => {
                let bytes = trial.bytes();
                asked.extend(app.update(Msg::Tried(trial.run(hands(bytes)))));
            }
            Effect::Foresee(Some(Foreseen { edition, seed, runs, confidence })) => {
                if let Some(made) = forecast(&edition, Wanted { seed, runs, confidence, ..Wanted::default() }) {
                    app.update(Msg::Foreseen { number: edition.number, forecast: Arc::new(made) });
                }
            }
            _ => {}
        }
    }
    any
}
