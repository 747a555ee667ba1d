//! The neighbourhood of an entry, walked as a graph.

use super::App;
use crate::look::{Part, Tone};
use crate::model::{EntryIx, Id};
use crate::panes::{Place, Row, Walk, home, rest, walk};
use crate::plan::Side;

impl App {
    /// Shows the neighbourhood of what is selected.
    pub(super) fn go_around(&mut self) {
        match self.focused().and_then(|ix| self.board.edition.roadmap.get(ix)).map(|entry| entry.id().clone()) {
            Some(id) => self.centre(&id),
            None => self.say("nothing is selected", Tone::Warn),
        }
    }

    /// Shows the neighbourhood of an entry.
    fn centre(&mut self, id: &Id) {
        let Some(entry) = self.board.edition.roadmap.entry(id.as_str()) else { return };
        let mut place = Place::of(home(entry.kind()));
        place.around = Some(id.clone());
        place.focus = Some(id.clone());
        place.split.list = self.place.split.list;
        self.go(place);
    }

    /// Enter in a neighbourhood: the selected entry comes into the middle; in the middle already, it is opened at home.
    /// A line that stands for the rest lists them all.
    pub(super) fn enter_around(&mut self) {
        if let Some(first) = self.at_rest() {
            if let Some((of, side, all)) = rest(&self.facts(), &self.place, first) {
                let what = if side == Side::Needs { "what it needs" } else { "what needs it" };
                let all: Vec<(EntryIx, String)> = all.into_iter().map(|ix| (ix, String::new())).collect();
                self.list(format!("{}: {what}", self.name(of)), &all);
            }
            return;
        }
        let Some(id) = self.place.focus.clone() else { return };
        if self.place.around.as_ref() == Some(&id) { self.open(&id) } else { self.centre(&id) }
    }

    /// The first of the entries for which the selected line stands, if it does.
    pub(super) fn at_rest(&self) -> Option<EntryIx> {
        match self.listing.rows.get(self.at?)? {
            Row::Rest(first) => Some(*first),
            _ => None,
        }
    }

    /// A step in the neighbourhood; false where none is shown.
    pub(super) fn walk(&mut self, step: Walk) -> bool {
        if self.place.around.is_none() || self.place.part == Part::Detail || !self.popups.is_empty() {
            return false;
        }
        let Some(at) = self.at else { return true };
        if let Some(to) = walk(&self.facts(), &self.place, &self.listing.rows, at, step) {
            self.focus_row(Some(to));
            return true;
        }
        let words = match step {
            Walk::Along(_) => return true,
            Walk::Left => "nothing here that it needs",
            Walk::Right => "nothing here that needs it",
        };
        let end = if self.place.focus == self.place.around { "" } else { "; Enter brings it into the middle" };
        self.say(format!("{words}{end}"), Tone::Dim);
        true
    }
}
