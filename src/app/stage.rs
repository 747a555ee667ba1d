//! What a presenter shows: a place, not a picture. Everyone who follows paints it at their own size and in their own
//! colours.

use super::Board;
use crate::edition::{Change, Edition};
use crate::panes::Place;
use crate::plan::Forecast;
use ratatui::layout::Size;
use std::sync::Arc;

/// Whether somebody presents to those who share a board.
#[derive(Debug, Clone, Default)]
pub enum Staging {
    /// Nobody can.
    #[default]
    Closed,
    /// Nobody does at the moment.
    Waiting,
    /// Somebody does.
    On(Arc<Stage>),
}

impl Staging {
    /// What is on the stage, if somebody presents.
    pub fn stage(&self) -> Option<&Arc<Stage>> {
        match self {
            Self::On(stage) => Some(stage),
            Self::Closed | Self::Waiting => None,
        }
    }
}

/// What a presenter shows.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Who presents, as they are called.
    pub by: Arc<str>,
    /// The number of their seat.
    pub seat: u64,
    /// Where they stand.
    pub place: Place,
    /// The step of their script.
    pub scene: Option<OnScene>,
    /// Nothing is to be looked at for now.
    pub blank: bool,
    /// It is not for those who may see only what is public.
    pub veiled: bool,
    /// What they see: the edition that they hold, or their sandbox.
    pub edition: Arc<Edition>,
    /// What was computed of that.
    pub forecast: Option<Arc<Forecast>>,
    /// What the reloads before it changed; in a sandbox, its steps.
    pub since: Arc<Vec<Change>>,
    /// Under a sandbox, what it is compared to.
    pub under: Option<Box<Board>>,
}

/// A step of the script, as those who follow are told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnScene {
    /// Which one, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// What it is called.
    pub name: String,
    /// One line for the audience.
    pub caption: Option<String>,
}

/// Those who look at what somebody presents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Crowd {
    /// Those who are there.
    pub there: usize,
    /// Those of them who follow.
    pub follow: usize,
    /// The columns and rows that every window of those who follow has.
    pub smallest: Option<Size>,
}

impl PartialEq for Stage {
    /// Whether it shows the same as another one.
    fn eq(&self, other: &Self) -> bool {
        let forecast = |stage: &Self| stage.forecast.as_ref().map(Arc::as_ptr);
        (self.seat, self.blank, self.veiled) == (other.seat, other.blank, other.veiled)
            && self.by == other.by
            && self.place == other.place
            && self.scene == other.scene
            && Arc::ptr_eq(&self.edition, &other.edition)
            && Arc::ptr_eq(&self.since, &other.since)
            && self.under.is_some() == other.under.is_some()
            && forecast(self) == forecast(other)
    }
}

impl Eq for Stage {}

impl Stage {
    /// What those see who are there: the presenter's edition in place of a newer one.
    pub(super) fn over(&self, board: Board) -> Board {
        let same = Arc::ptr_eq(&self.edition, &board.edition);
        Board {
            edition: Arc::clone(&self.edition),
            // The board has more runs than there were when the presenter last moved.
            forecast: board.forecast.filter(|_| same).or_else(|| self.forecast.clone()),
            since: Arc::clone(&self.since),
            // What all share is the stage as it is now, also under a sandbox.
            under: self.under.as_deref().map(|under| Box::new(Board { stage: board.stage.clone(), ..under.clone() })),
            broken: None,
            ..board
        }
    }
}
