//! How a pane is shown: how near, in which order.

use super::App;
use crate::look::{Tone, Zoom};
use crate::model::{Day, PaneName};
use crate::panes::table_width;

impl App {
    pub(super) fn zoom(&mut self, nearer: i16) {
        if self.has_time() {
            let zoom = if nearer > 0 { self.place.zoom.nearer() } else { self.place.zoom.farther() };
            self.set_zoom(zoom);
        } else {
            self.place.split.list = (self.place.split.list as i16 + 5 * nearer).clamp(20, 80) as u16;
        }
    }

    /// The timeline, as near as that.
    pub(super) fn zoom_to(&mut self, zoom: Zoom) {
        if !self.has_time() {
            self.show(PaneName::Timeline);
        }
        self.set_zoom(zoom);
    }

    /// Zooms around the middle of what is in sight.
    fn set_zoom(&mut self, zoom: Zoom) {
        if let (Some(axis), Some(_)) = (self.axis(), self.place.from) {
            let middle = axis.day(axis.cells / 2);
            let from = middle.plus(-(i32::from(axis.cells / 2) * zoom.days()));
            self.place.from = Some(from.clamp(Day::FIRST, Day::LAST));
        }
        self.place.zoom = zoom;
        self.say(format!("by {}", zoom.word()), Tone::Dim);
    }

    pub(super) fn next_sort(&mut self) {
        let pane = self.place.pane();
        let columns = pane.columns();
        let room = self.regions().map_or(u16::MAX, |regions| table_width(regions.list));
        let mut after = columns
            .iter()
            .skip_while(|column| self.place.sort.column.is_some_and(|key| key != column.key))
            .skip(usize::from(self.place.sort.column.is_some()));
        let next = after.find(|column| pane.shows(&self.board.facts(), column, room)).map(|column| column.key);
        self.place.sort.column = next;
        self.place.sort.reversed = false;
        self.resort();
    }

    pub(super) fn sort_by(&mut self, column: usize) {
        let Some(key) = self.place.pane().columns().get(column).map(|column| column.key) else {
            return;
        };
        let again = self.place.sort.column == Some(key);
        self.place.sort.reversed = again && !self.place.sort.reversed;
        self.place.sort.column = Some(key);
        self.resort();
    }

    /// The other way round.
    pub(super) fn reverse(&mut self) {
        self.place.sort.reversed = !self.place.sort.reversed;
        self.resort();
    }

    pub(super) fn resort(&mut self) {
        if !self.place.pane().sorts() {
            self.place.sort = crate::panes::Sort::default();
            return self.say("this pane has one order", Tone::Dim);
        }
        self.relist();
        let way = if self.place.sort.reversed { ", reversed" } else { "" };
        let by = self
            .place
            .sort
            .column
            .map_or_else(|| "in the pane's own order".to_owned(), |key| format!("sorted by {key}"));
        self.say(format!("{by}{way}"), Tone::Dim);
    }
}
