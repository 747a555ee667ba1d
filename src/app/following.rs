//! Following a presenter, looking around alone, and coming back.

use super::{Action, App, Board, Note, Stage, Staging};
use crate::look::Tone;
use crate::panes::Place;
use std::sync::Arc;

impl App {
    /// From now on, whoever sits there goes where a presenter goes.
    pub fn follow_along(&mut self) {
        self.meeting.follows = true;
        if let Some(stage) = self.board.stage.stage().cloned() {
            self.board = stage.over(self.board.clone());
            self.concern();
            self.stand_with(&stage);
            self.settle();
        }
    }

    /// Whoever sits there sees what a presenter sees, from where they are.
    pub fn look_along(&mut self) {
        if let Some(stage) = self.board.stage.stage().cloned() {
            self.board = stage.over(self.board.clone());
            self.concern();
            self.relist();
            self.settle();
            self.told_of(&stage);
        }
    }

    fn told_of(&mut self, stage: &Stage) {
        let follows = self.hint(&Action::Attend, "comes along").map(|hint| format!("; {hint}"));
        self.say(format!("{} presents{}", stage.by, follows.unwrap_or_default()), Tone::Accent);
    }

    /// What somebody else presents.
    pub fn stage(&self) -> Option<&Arc<Stage>> {
        self.board.shared().stage.stage().filter(|stage| stage.seat != self.seat.number)
    }

    /// What they are shown while they follow.
    pub fn followed(&self) -> Option<&Arc<Stage>> {
        self.stage().filter(|_| self.meeting.follows)
    }

    /// Whether somebody who would come along waits for somebody to present.
    pub fn is_waiting(&self) -> bool {
        self.meeting.follows && matches!(self.board.shared().stage, Staging::Waiting)
    }

    /// Whether they follow and have not looked yet where the presenter is.
    pub fn is_behind(&self) -> bool {
        self.meeting.behind && self.followed().is_some()
    }

    /// Comes to where the presenter is.
    pub fn catch_up(&mut self) {
        if std::mem::take(&mut self.meeting.behind)
            && let Some(stage) = self.followed().cloned()
        {
            self.stand_with(&stage);
            self.settle();
        }
    }

    /// Something else is on the stage, and that is all: who looks around alone sees nothing of it.
    pub fn overhears(&mut self, board: &Board) -> bool {
        let (Some(was), Some(stage)) = (self.stage(), board.stage.stage()) else { return false };
        let shown = stage.over(board.clone());
        let unseen = self.followed().is_none()
            && self.sandbox().is_none()
            && (was.seat, &was.by) == (stage.seat, &stage.by)
            && Arc::ptr_eq(&self.board.edition, &shown.edition)
            && Arc::ptr_eq(&self.board.since, &shown.since)
            && self.board.under.is_some() == shown.under.is_some()
            && self.board.forecast.as_ref().map(Arc::as_ptr) == shown.forecast.as_ref().map(Arc::as_ptr)
            && self.board.watch == board.watch;
        if unseen {
            self.board.stage = board.stage.clone();
        }
        unseen
    }

    /// Stands where the presenter stands.
    fn stand_with(&mut self, stage: &Stage) {
        let scroll =
            if self.place.focus == stage.place.focus && stage.place.scroll == 0 { self.place.scroll } else { 0 };
        self.place = stage.place.clone();
        // Who has a smaller window reads on at their own pace.
        self.place.scroll = self.place.scroll.max(scroll);
        self.relist();
        self.reveal();
    }

    /// Comes along with the presenter, or lets go.
    pub(super) fn attend(&mut self) {
        if self.meeting.presenting.is_some() {
            return self.say("you present: the others follow you", Tone::Dim);
        }
        let Some(stage) = self.stage().cloned() else {
            self.meeting.follows = !self.meeting.follows;
            let said = match (&self.board.shared().stage, self.meeting.follows) {
                (Staging::Closed, _) => {
                    self.meeting.follows = false;
                    "nobody can present here"
                }
                (_, true) => "waiting for the presenter: you come along as soon as somebody presents",
                (_, false) => "you stay where you are when somebody presents",
            };
            return self.say(said, Tone::Dim);
        };
        self.meeting.follows = !self.meeting.follows;
        if self.meeting.follows {
            let here = self.place.clone();
            self.sandbox_away();
            self.stand_with(&stage);
            if self.place != here {
                self.journey.leave(here);
            }
            self.close_popups();
            self.note = None;
        } else {
            self.told_alone(&stage.by);
        }
    }

    fn told_alone(&mut self, by: &str) {
        let back = self.hint(&Action::Attend, &format!("goes on with {by}")).unwrap_or_default();
        self.say(format!("you look around alone; {back}"), Tone::Accent);
    }

    /// Follows no longer, without a word.
    pub(super) fn leave_presenter(&mut self) {
        if self.followed().is_some() {
            self.meeting.follows = false;
        }
    }

    /// They went somewhere while they followed: they look around alone from here on.
    pub(super) fn let_go(&mut self, stood: &Place) {
        let went = |place: &Place| Place { top: 0, scroll: 0, ..place.clone() };
        if self.followed().is_none() || went(stood) == went(&self.place) {
            return;
        }
        if let Some(by) = self.followed().map(|stage| Arc::clone(&stage.by)) {
            self.meeting.follows = false;
            self.told_alone(&by);
        }
    }

    /// The board has something of the meeting that is new to those who look at it.
    pub(super) fn attended(&mut self, was: &Staging) {
        if self.meeting.presenting.is_some() {
            return;
        }
        let now = self.board.shared().stage.clone();
        match (was.stage(), now.stage()) {
            (before, Some(stage)) if stage.seat != self.seat.number => {
                if self.meeting.follows {
                    if before.is_none() {
                        self.journey.leave(self.place.clone());
                        // What was said while nobody presented is true no longer.
                        self.note = None;
                    }
                    // What one tried oneself is not what is presented.
                    self.sandbox_away();
                    self.meeting.behind = true;
                    // What is being typed, was scrolled to, or is asked for beside the session is one's own.
                    if !self.popups.is_empty() || self.place.scroll > 0 || stage.place.forecast.is_some() {
                        self.catch_up();
                    }
                } else if before.is_none() {
                    self.told_of(stage);
                }
            }
            (Some(stage), None) if stage.seat != self.seat.number => {
                // Where the presenter was last is where they all are, also those for whom others painted it.
                if std::mem::take(&mut self.meeting.behind) {
                    self.stand_with(stage);
                }
                let now = if self.meeting.follows { "waiting for the presenter" } else { "you look around alone" };
                self.note = Some(Note { text: format!("{} presents no longer; {now}", stage.by), tone: Tone::Dim });
            }
            _ => {}
        }
    }
}
