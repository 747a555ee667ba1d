//! A meeting: one presents, the others follow.

use super::presenting::{Clock, Presenting};
use super::{Action, App, Crowd, Effect, OnScene, Staging};
use crate::text::counted;
use ratatui::layout::Size;

/// What somebody has to do with the meeting they are in.
#[derive(Debug, Default)]
pub(super) struct Meeting {
    pub(super) presenting: Option<Box<Presenting>>,
    /// Goes where the presenter goes, whenever somebody presents.
    pub(super) follows: bool,
    /// Asked to take the stage over from somebody.
    pub(super) takes_over: bool,
    /// Asked to leave while others follow.
    pub(super) quits: bool,
    /// The scene at which somebody stopped presenting, and since when they had.
    pub(super) left: Option<(usize, Option<Clock>)>,
    /// A minute is waited for.
    pub(super) ticks: bool,
    /// Is to present as soon as there is something to show.
    pub(super) begins: bool,
    /// Follows, but has not looked yet where the presenter is: most often somebody else has painted that already.
    pub(super) behind: bool,
    pub(super) told: Option<Attends>,
}

/// What the seat was told of one who looks on: the window, and whether they follow.
type Attends = (Size, bool);

impl App {
    /// Does what an action means in a meeting.
    pub(super) fn meet(&mut self, action: &Action, effects: &mut Vec<Effect>) {
        match action {
            Action::Present => self.present(effects),
            Action::NextScene => self.step_scene(1),
            Action::PreviousScene => self.step_scene(-1),
            Action::Scene(number) => self.scene_number(*number),
            Action::Blank => self.blank(),
            Action::Notes => self.switch_notes(),
            Action::Minute => self.note_down("", effects),
            Action::Noted(said) => self.note_down(said, effects),
            _ => self.attend(),
        }
    }

    /// Whether nothing of the pane is to be seen: the presenter covered it, or it is not for everybody.
    pub fn is_covered(&self) -> bool {
        let followed = self.followed().is_some_and(|stage| stage.blank || stage.veiled);
        followed || self.presenting().is_some_and(Presenting::is_blank)
    }

    /// Whether what is on the screen is what is on the stage.
    pub fn is_on_stage(&self) -> bool {
        self.meeting.presenting.is_some() || self.followed().is_some()
    }

    /// The scene that is presented, if the one who presents has not walked away from it.
    pub fn scene_on_stage(&self) -> Option<OnScene> {
        match &self.meeting.presenting {
            Some(presenting) => presenting.scene.filter(|at| self.is_at_scene(*at)).and_then(|at| self.told_scene(at)),
            None => self.followed()?.scene.clone(),
        }
    }

    /// What the seat is told of the meeting before anything has happened.
    pub(super) fn open_meeting(&mut self, effects: &mut Vec<Effect>) {
        if let Some(presenting) = &mut self.meeting.presenting {
            presenting.sent = None;
            effects.push(Effect::Clock);
        }
        self.meeting.told = None;
        self.tell_meeting(effects);
    }

    /// Tells the seat what is on the stage, or whether one looks on, if that is new.
    pub(super) fn tell_meeting(&mut self, effects: &mut Vec<Effect>) {
        self.put_on_stage(effects);
        let attends = (self.seat.size, self.followed().is_some());
        let told = self.meeting.told.replace(attends);
        if told != Some(attends) && !matches!(self.board.shared().stage, Staging::Closed) {
            effects.push(Effect::Attends { size: attends.0, follows: attends.1 });
        }
    }

    /// `12 follow, down to 80x24`.
    pub fn told_crowd(&self, crowd: Crowd) -> String {
        let follow = match crowd.there {
            0 if self.invites.is_empty() => return "nobody is here yet".to_owned(),
            0 => return format!("nobody is here yet: {}", self.invites),
            there if there == crowd.follow => counted(there, "follows", "follow"),
            there => format!("{} of {there} follow", crowd.follow),
        };
        match crowd.smallest {
            Some(size) => format!("{follow}, down to {}x{}", size.width, size.height),
            None => follow,
        }
    }
}
