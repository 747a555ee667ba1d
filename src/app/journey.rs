//! Moving between places: to a pane, to an entry, back and forward.

use super::{Action, App, Popup};
use crate::look::{Arrangement, Part, Tone};
use crate::model::{Id, PaneName};
use crate::panes::{PANES, Place, home};

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

    /// The place that forward leads to.
    pub fn ahead(&self) -> Option<&Place> {
        self.future.last()
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
            Some(Popup::Filter(filtering)) => self.leave_filter(filtering),
            Some(Popup::Picker(_) | Popup::Form(_) | Popup::Line(_) | Popup::Finder(_)) => {}
            None if self.presenting().is_some_and(super::Presenting::is_blank) => self.blank(),
            None if self.followed().is_some() => {
                let lets_go = self.hint(&Action::Attend, "looks around alone").unwrap_or_default();
                self.say(lets_go, Tone::Dim);
            }
            None if self.place.part == Part::Detail => self.place.part = Part::List,
            None if !self.place.filter.is_empty() => {
                self.place.filter.clear();
                self.relist();
            }
            None if self.back_to_scene() => {}
            None => {
                let quits = self.hint(&Action::Quit, "quits").unwrap_or_default();
                self.travel(Journey::back, &quits);
            }
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
        if left != self.place {
            self.journey.leave(left);
        }
        self.close_popups();
        self.at = None;
        self.relist();
    }

    /// Shows an entry in the pane where it is at home. Within a pane its order, zoom and shares stay; a filter that
    /// hides the entry does not.
    pub(super) fn open(&mut self, id: &Id) {
        let Some(entry) = self.board.edition.roadmap.entry(id.as_str()) else {
            return self.say(format!("`{id}` is not in the roadmap any more"), Tone::Warn);
        };
        let name = home(entry.kind());
        let here = name == self.place.pane && self.place.subject().is_none();
        let mut place = if here { self.place.clone() } else { Place::of(name) };
        place.focus = Some(id.clone());
        (place.link, place.scroll) = (0, 0);
        place.split.list = self.place.split.list;
        let whole = place.pane().arrangement() == Arrangement::Whole;
        place.part = if whole { Part::Detail } else { Part::List };
        self.go(place);
        if self.place.focus.as_ref() != Some(id) && !self.place.filter.is_empty() {
            self.place.filter.clear();
            self.place.focus = Some(id.clone());
            self.place.part = if whole { Part::Detail } else { Part::List };
            self.relist();
        }
    }

    /// To another row of the same list. Where that is so far away that one could lose where one was, it is a place that
    /// can be gone back to.
    pub(super) fn leap(&mut self, from: Place, to: Option<usize>) {
        if self.at.zip(to).is_some_and(|(at, to)| at.abs_diff(to) > self.page()) {
            self.journey.leave(from);
        }
        self.focus_row(to);
    }

    /// Shows a pane, with what is selected now selected there too, if it is there. In it already, what lies on top is
    /// closed, and the keys go to the list.
    pub(super) fn show(&mut self, name: PaneName) {
        if name == self.place.pane && self.place.subject().is_none() {
            self.place.part = Part::List;
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
