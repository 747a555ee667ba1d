//! A new board: what is selected stays selected, what changed is lit.

use super::{Action, App, Board, Effect, Timer, Watch};
use crate::edition::What;
use crate::look::Tone;
use crate::model::{Id, PaneName};
use crate::text::counted;
use std::sync::Arc;
use std::time::Duration;

/// How long what a reload changed stays lit.
const LIT: Duration = Duration::from_secs(8);

impl App {
    pub(super) fn receive(&mut self, board: Board, effects: &mut Vec<Effect>) {
        let other = board.stage.stage().filter(|stage| stage.seat != self.seat.number);
        if let Some(by) = other.filter(|_| self.presenting().is_some()).map(|stage| Arc::clone(&stage.by)) {
            self.taken_over(&by, effects);
        }
        if let Some(board) = self.hold(board) {
            self.receive_now(board, effects);
        }
    }

    /// The same without holding anything back.
    pub(super) fn receive_now(&mut self, board: Board, effects: &mut Vec<Effect>) {
        let was = self.board.shared().stage.clone();
        // Whoever is there sees the presenter's edition, following or not.
        let board = match board.stage.stage().filter(|stage| stage.seat != self.seat.number).cloned() {
            Some(stage) => stage.over(board),
            None => board,
        };
        if self.sandbox.is_some() {
            self.receive_under(board, effects);
        } else {
            self.receive_over(board, effects);
        }
        self.attended(&was);
        if self.board.edition.number > 0 {
            self.begin_if_asked(effects);
        }
    }

    fn receive_over(&mut self, board: Board, effects: &mut Vec<Effect>) {
        let was = std::mem::replace(&mut self.board, board);
        if !Arc::ptr_eq(was.newest(), self.board.newest()) {
            self.concern();
        }
        let number = self.board.edition.number;
        let newer = number != was.edition.number;
        let first = was.edition.number == 0;
        let worse =
            |board: &Board| (board.broken.as_ref().map(|broken| broken.number), matches!(board.watch, Watch::Stale(_)));
        if worse(&was) != worse(&self.board) {
            // What was said before is not true of what has come.
            self.note = None;
        }
        let was_broken = was.broken.is_some();
        if was_broken && self.board.broken.is_none() {
            self.say("fixed: the file is right again", Tone::Good);
            self.passing = true;
            effects.push(Effect::Wake(LIT, Timer::Light(number)));
        }
        self.refresh_problems();
        if !newer {
            // More runs are there, or somebody presents who compares with something else: rows may stand in another order,
            // or for others.
            let compared = |board: &Board| (Arc::as_ptr(&board.since), board.under.is_some());
            let same = match (&was.forecast, &self.board.forecast) {
                (Some(was), Some(is)) => Arc::ptr_eq(was, is),
                (was, is) => was.is_none() && is.is_none(),
            };
            if (!same || compared(&was) != compared(&self.board)) && self.followed().is_none() {
                self.relist();
            }
            return;
        }
        self.find_again(&was.edition);
        self.place.focus = self.place.focus.take().map(|id| self.renamed(id));
        self.place.around = self.place.around.take().map(|id| self.renamed(id));
        self.place.forecast = self.place.forecast.take().map(|id| self.renamed(id));
        if first {
            return self.arrive();
        }
        if let Some(id) = self.awaited.take_if(|id| self.board.edition.roadmap.find(id.as_str()).is_some()) {
            let note = self.note.take();
            self.open(&id);
            self.note = note;
        }
        self.relist();
        self.fresh = self
            .board
            .since
            .iter()
            .take_while(|change| change.number == number)
            .map(|change| change.id.clone())
            .collect();
        if !self.fresh.is_empty() {
            effects.push(Effect::Wake(LIT, Timer::Light(number)));
            let told = std::mem::take(&mut self.own_save);
            if told {
                self.passing = true;
            } else if !was_broken && self.followed().is_none() {
                let count = counted(self.fresh.len(), "entry", "entries");
                let lists = self.hint(&Action::Show(PaneName::Changes), "lists them");
                let lists = lists.map_or_else(String::new, |lists| format!(" ({lists})"));
                self.say(format!("reloaded: {count} changed{lists}"), Tone::Good);
                self.passing = true;
            }
        }
    }

    /// The id that an entry has now, if it was renamed.
    fn renamed(&self, id: Id) -> Id {
        let was = |what: &What| matches!(what, What::Renamed { from } if *from == id);
        match self.board.since.iter().find(|change| was(&change.what)) {
            Some(change) if self.board.edition.roadmap.find(id.as_str()).is_none() => change.id.clone(),
            _ => id,
        }
    }
}
