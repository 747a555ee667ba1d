//! The filter of a pane: typed in a line, seen at once, recalled later.

use super::{App, Edited, Popup, Prompt};
use crate::ask::complete;
use crate::look::Tone;
use crate::model::{PaneName, Wrong};
use crate::panes::Place;
use std::collections::HashMap;

/// A filter being typed.
#[derive(Debug, Clone)]
pub struct Filtering {
    /// The line.
    pub line: Prompt,
    /// Why what stands there cannot be understood; the rows are those of what stood there before, then.
    pub wrong: Option<Wrong>,
    /// Where the person stood before: what was selected, filtered and in sight.
    before: Box<Place>,
}

impl Filtering {
    /// What is wrong, if it is to be said: what can still become right is not called wrong yet.
    pub fn told(&self) -> Option<&Wrong> {
        let begun = !self.line.offers().0.list.is_empty();
        self.wrong.as_ref().filter(|_| !begun)
    }
}

/// What each pane was filtered by, the last one last.
#[derive(Debug, Default)]
pub(super) struct Filters(HashMap<PaneName, Vec<String>>);

/// So many are remembered for a pane.
const MOST: usize = 50;

impl Filters {
    fn keep(&mut self, pane: PaneName, filter: &str) {
        if filter.is_empty() {
            return;
        }
        let past = self.0.entry(pane).or_default();
        past.retain(|known| known != filter);
        past.push(filter.to_owned());
        if past.len() > MOST {
            past.remove(0);
        }
    }

    fn of(&self, pane: PaneName) -> Vec<String> {
        self.0.get(&pane).cloned().unwrap_or_default()
    }
}

impl App {
    /// Opens the line of the filter. Where the pane is not filtered, the last filter that it had stands there: the
    /// first letter takes its place.
    pub(super) fn begin_filter(&mut self) {
        self.filters.keep(self.place.pane, &self.place.filter);
        let past = self.filters.of(self.place.pane);
        let before = Box::new(self.place.clone());
        let line = match past.last().filter(|_| before.filter.is_empty()) {
            Some(last) => Prompt::new(last).overtyped(),
            None => Prompt::new(&before.filter),
        };
        self.pop_up(Popup::Filter(Filtering { line: line.recalling(past), wrong: None, before }));
        self.filter_typed(Edited::Text);
    }

    /// Something was done to the line of the filter: the rows follow, and what can stand there is offered.
    pub(super) fn filter_typed(&mut self, edited: Edited) {
        let Some(Popup::Filter(filtering)) = self.popups.last_mut() else { return };
        let facts = self.board.facts();
        let text = filtering.line.text();
        let changed = edited.is_text() && text != self.place.filter;
        if edited.is_text() {
            filtering.wrong = self.listing.filter(&facts, &self.place, text).err();
            if filtering.wrong.is_none() {
                text.clone_into(&mut self.place.filter);
            }
        }
        if matches!(edited, Edited::Text | Edited::Moved) {
            let offers = complete(text, filtering.line.cursor(), &facts, self.place.pane().scope());
            filtering.line.offer(offers);
        }
        if changed && filtering.wrong.is_none() {
            if self.listing.best.is_none() {
                // No word is looked for: what was selected before is as good as any.
                self.place.focus = filtering
                    .before
                    .focus
                    .clone()
                    .filter(|id| self.listing.position(&facts, id).is_some())
                    .or(self.place.focus.take());
            }
            self.keep_selected();
            self.select_best();
        }
    }

    /// Esc: takes back the offer that was chosen; else all is as before: the filter, what is selected, what is in sight.
    pub(super) fn leave_filter(&mut self, mut filtering: Filtering) {
        if filtering.line.take_back() {
            self.popups.push(Popup::Filter(filtering));
            return self.filter_typed(Edited::Text);
        }
        self.place = *filtering.before;
        self.relist();
    }

    /// Enter: the pane stays filtered; what cannot be understood stays to be mended.
    pub(super) fn keep_filter(&mut self, filtering: Filtering) {
        if let Some(wrong) = &filtering.wrong {
            self.say(wrong.to_string(), Tone::Bad);
            return self.popups.push(Popup::Filter(filtering));
        }
        self.filters.keep(self.place.pane, filtering.line.text());
    }
}
