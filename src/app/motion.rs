//! Moving: through rows, references and time.

use super::{App, Popup};
use crate::edition::Facts;
use crate::look::{Axis, Part, Tone, window};
use crate::model::Day;
use crate::panes::{Row, Walk, day_of};

impl App {
    /// Lists the pane's rows again and keeps what is selected.
    pub(super) fn relist(&mut self) {
        self.look_ahead();
        // Not `facts()`: the listing is changed while they are looked at.
        let facts = Facts { tornado: self.ahead.shown(&self.place, &self.board), ..self.board.facts() };
        self.listing.list(&facts, &self.place);
        self.keep_selected();
        self.refresh_facets();
    }

    /// The rows are others than before: what is selected stays, by its id; where that is gone, what stands there now.
    pub(super) fn keep_selected(&mut self) {
        let found = self.place.focus.as_ref().and_then(|id| self.listing.position(&self.facts(), id));
        let near = || self.listing.selectable(self.at.filter(|_| self.place.focus.is_some()).unwrap_or(0), false);
        let at = found.or_else(near);
        self.focus_row(at);
        if found.is_none() {
            self.place.link = 0;
            self.place.scroll = 0;
        }
    }

    /// While a filter is typed, what fits it best is selected.
    pub(super) fn select_best(&mut self) {
        if self.listing.best.is_some() {
            self.focus_row(self.listing.best);
        }
    }

    pub(super) fn focus_row(&mut self, at: Option<usize>) {
        let before = self.place.focus.take();
        self.at = at;
        self.place.focus = at.and_then(|i| self.listing.rows.get(i)).and_then(|row| row.id(&self.facts()).cloned());
        if before != self.place.focus && before.is_some() {
            self.place.link = 0;
            self.place.scroll = 0;
        }
    }

    /// Keeps the window around what is selected, for the height there is.
    pub(super) fn settle(&mut self) {
        let height = usize::from(self.finding().list.height);
        for popup in &mut self.popups {
            if let Popup::Finder(finder) = popup {
                finder.settle(height);
            }
        }
        self.clamp_scroll();
        if let Some(regions) = self.regions().filter(|regions| !regions.list.is_empty()) {
            let height = self.place.pane().page(regions.list);
            self.place.top = window(self.at.unwrap_or(0), self.place.top, self.listing.rows.len(), height);
            if let Some(at) = self.at.filter(|at| *at > 0 && *at == self.place.top)
                && matches!(self.listing.rows.get(at - 1), Some(Row::Heading(_)))
            {
                self.place.top = at - 1;
            }
        }
    }

    /// Rows in sight at once.
    pub(super) fn page(&self) -> usize {
        match (self.popups.last(), self.regions()) {
            (Some(Popup::Finder(_)), _) => usize::from(self.finding().list.height).max(1),
            (Some(Popup::Picker(_)), _) | (_, None) => 10,
            _ if self.place.part == Part::Detail => self.detail_height(),
            (_, Some(regions)) => self.place.pane().page(regions.list),
        }
    }

    /// Moves down or up: in the popup, among the references of the detail, or in the list.
    pub(super) fn step(&mut self, by: isize) {
        if let Some(Popup::Picker(picker)) = self.popups.last_mut() {
            return picker.step(by);
        }
        if let Some(Popup::Form(form)) = self.popups.last_mut() {
            return form.step(by);
        }
        if let Some(Popup::Finder(finder)) = self.popups.last_mut() {
            return finder.step(by);
        }
        if self.place.part == Part::Detail {
            return self.step_in_detail(by);
        }
        if !self.walk(Walk::Along(by)) {
            self.step_rows(by);
        }
    }

    /// Moves among the rows, wherever the keys go.
    fn step_rows(&mut self, by: isize) {
        let Some(at) = self.at else { return };
        let to = at.saturating_add_signed(by);
        let to = self.listing.selectable(to, by < 0).filter(|to| if by < 0 { *to < at } else { *to > at });
        match to {
            None => {}
            Some(_) if by == isize::MIN || by == isize::MAX => self.leap(self.place.clone(), to),
            Some(_) => self.focus_row(to),
        }
    }

    /// Moves among the rows, from the last to the first again.
    pub(super) fn step_round(&mut self, by: isize) {
        let before = self.at;
        if !self.popups.is_empty() {
            return self.step(by);
        }
        self.step_rows(by);
        if self.at == before {
            let end =
                if by > 0 { self.listing.selectable(0, false) } else { self.listing.selectable(usize::MAX, true) };
            self.focus_row(end);
        }
    }

    /// Left and right: through time where there is an axis, else between list and detail.
    pub(super) fn sideways(&mut self, by: i32) {
        if let Some(Popup::Form(form)) = self.popups.last_mut() {
            return form.choose(by as isize, &self.board.edition);
        }
        if let Some(Popup::Finder(_)) = self.popups.last() {
            return;
        }
        if self.walk(if by > 0 { Walk::Right } else { Walk::Left }) {
            return;
        }
        match self.axis().filter(|_| self.place.part == Part::List && self.popups.is_empty()) {
            Some(axis) => {
                let from = axis.start.plus(by * i32::from(axis.cells / 8).max(1) * axis.zoom.days());
                self.place.from = Some(from.clamp(Day::FIRST, Day::LAST));
            }
            None if by > 0 => {
                self.enter_detail();
                self.reveal();
            }
            None => self.place.part = Part::List,
        }
    }

    pub(super) fn enter_detail(&mut self) {
        if self.at.is_some() && self.popups.is_empty() {
            self.place.part = Part::Detail;
        }
    }

    /// The next part: from the list into the detail, there from reference to reference, and after the last one back to
    /// the list; where the pane is made of sections, the next section.
    pub(super) fn next_part(&mut self, by: isize) {
        match self.popups.last() {
            Some(Popup::Finder(_)) if by > 0 => return self.offer(),
            Some(_) => return self.step(by),
            None => {}
        }
        if self.place.part == Part::Detail {
            if !self.tab_in_detail(by) {
                self.place.part = Part::List;
            }
            return;
        }
        let headings: Vec<usize> = (0..self.listing.rows.len().min(10_000))
            .filter(|i| matches!(self.listing.rows[*i], Row::Heading(_)))
            .collect();
        let whole = self.place.pane().arrangement() == crate::look::Arrangement::Whole;
        if !whole || headings.is_empty() {
            return self.enter_detail_at(by);
        }
        let here = headings.iter().rposition(|i| Some(*i) < self.at).unwrap_or(0) as isize;
        let to = (here + by).rem_euclid(headings.len() as isize) as usize;
        let first = self.listing.selectable(headings[to], false);
        self.focus_row(first);
    }

    /// The time axis in sight, if the pane has one.
    pub(super) fn axis(&self) -> Option<Axis> {
        self.regions().and_then(|regions| self.place.pane().axis(&self.facts(), &self.place, regions.list))
    }

    /// Whether left and right move through time here.
    pub fn has_time(&self) -> bool {
        self.place.pane().axis(&self.facts(), &self.place, ratatui::layout::Rect::default()).is_some()
    }

    /// Selects what comes next from today on, and brings today into sight.
    pub(super) fn go_today(&mut self) {
        let from = self.place.clone();
        self.place.from = None;
        let today = self.board.edition.today;
        let facts = self.board.facts();
        let date = |row: &Row| row.entry().and_then(|ix| day_of(&facts, ix)).map(|date| date.last);
        let next = self
            .listing
            .rows
            .iter()
            .enumerate()
            .filter_map(|(i, row)| Some((date(row)?, i)))
            .filter(|(day, _)| *day >= today)
            .min();
        let last = || {
            self.listing
                .rows
                .iter()
                .enumerate()
                .filter_map(|(i, row)| Some((date(row)?, i)))
                .max_by_key(|(day, i): &(Day, usize)| (*day, std::cmp::Reverse(*i)))
        };
        match next.or_else(last) {
            Some((_, at)) => {
                self.leap(from, Some(at));
                self.say(format!("today is {today}"), Tone::Dim);
            }
            None => self.say("nothing here has a date", Tone::Dim),
        }
    }
}
