//! Moving between places: to a pane, to an entry, back and forward.

use super::{App, Popup};
use crate::look::{Part, Tone};
use crate::model::PaneName;
use crate::panes::{PANES, Place};

/// Where someone was before, and where they came back from.
#[derive(Debug, Clone, Default)]
pub struct Journey {
    past: Vec<Place>,
    future: Vec<Place>,
}

/// Places that are remembered.
const MOST: usize = 200;

impl Journey {
    /// Leaves a place for a new one.
    pub fn leave(&mut self, place: Place) {
        if self.past.last() != Some(&place) {
            self.past.push(place);
        }
        if self.past.len() > MOST {
            self.past.remove(0);
        }
        self.future.clear();
    }

    /// Back from `here`.
    pub fn back(&mut self, here: Place) -> Option<Place> {
        let place = self.past.pop()?;
        self.future.push(here);
        Some(place)
    }

    /// Forward again from `here`.
    pub fn forward(&mut self, here: Place) -> Option<Place> {
        let place = self.future.pop()?;
        self.past.push(here);
        Some(place)
    }

    /// The place before `here`, which takes its turn.
    pub fn swap(&mut self, here: Place) -> Option<Place> {
        let place = self.past.pop()?;
        self.past.push(here);
        Some(place)
    }

    /// The names of the places before this one, the nearest last.
    pub fn trail(&self) -> impl DoubleEndedIterator<Item = &Place> {
        self.past.iter()
    }
}

impl App {
    /// Closes what is on top, then leaves the detail, then clears the filter, then goes back; never quits.
    pub(super) fn escape(&mut self) {
        match self.popups.pop() {
            Some(Popup::Filter(prompt)) => {
                prompt.before().clone_into(&mut self.place.filter);
                self.relist();
            }
            Some(Popup::Picker(_) | Popup::Form(_)) => {}
            None if self.place.part == Part::Detail => self.place.part = Part::List,
            None if !self.place.filter.is_empty() => {
                self.place.filter.clear();
                self.relist();
            }
            None => self.travel(Journey::back, "q quits"),
        }
    }

    pub(super) fn travel(&mut self, to: fn(&mut Journey, Place) -> Option<Place>, nowhere: &str) {
        let here = self.place.clone();
        match to(&mut self.journey, here) {
            Some(place) => {
                self.place = place;
                self.close_popups();
                self.at = None;
                self.relist();
            }
            None => self.say(nowhere, Tone::Dim),
        }
    }

    /// Goes to a new place; the one that is left can be gone back to.
    pub(super) fn go(&mut self, place: Place) {
        let left = std::mem::replace(&mut self.place, place);
        self.journey.leave(left);
        self.close_popups();
        self.at = None;
        self.relist();
    }

    /// Shows a pane, with what is selected now selected there too, if it is there.
    pub(super) fn show(&mut self, name: PaneName) {
        if name == self.place.pane {
            return self.close_popups();
        }
        let mut place = Place::of(name);
        place.focus.clone_from(&self.place.focus);
        place.split.list = self.place.split.list;
        self.go(place);
    }

    pub(super) fn turn(&mut self, by: isize) {
        let here = PANES.iter().position(|pane| pane.name() == self.place.pane).unwrap_or(0);
        let to = (here as isize + by).rem_euclid(PANES.len() as isize) as usize;
        self.show(PANES[to].name());
    }
}
