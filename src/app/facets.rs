//! The values by which the rows of the pane can be narrowed, as a list in which each is switched on and off.

use super::{Action, App, Item, Picker, Popup};
use crate::ask::{Facet, FacetValue, facets, toggled};
use crate::look::{Glyph, Tone};
use crate::model::{EntryIx, Op};
use crate::panes::Row;

impl App {
    /// Opens the list.
    pub(super) fn show_facets(&mut self) {
        match self.facet_picker() {
            Some(picker) => self.pop_up(Popup::Picker(picker)),
            None => self.say("the rows here cannot be told apart by anything", Tone::Dim),
        }
    }

    /// Asks for one value more of a field, or for one less; the list stays.
    pub(super) fn toggle_facet(&mut self, field: &str, op: Op, written: &str) {
        let filter = toggled(&self.place.filter, field, op, written);
        self.place.filter = filter;
        self.relist();
    }

    /// The rows are others: the list of facets is made anew, and what was typed and selected in it stays.
    pub(super) fn refresh_facets(&mut self) {
        let anew = match self.popups.last() {
            Some(Popup::Picker(picker)) if picker.of_facets => self.facet_picker(),
            _ => return,
        };
        if let (Some(anew), Some(Popup::Picker(picker))) = (anew, self.popups.last_mut()) {
            picker.renew(anew);
        }
    }

    fn facet_picker(&self) -> Option<Picker> {
        let pane = self.place.pane();
        // What is chosen here is a filter: what it would look through is counted.
        let rows: Vec<EntryIx> = if pane.cuts() {
            pane.every_row(&self.facts(), &self.place).into_iter().filter_map(Row::entry).collect()
        } else {
            self.listing().entries().collect()
        };
        let found = facets(&self.place.filter, &self.facts(), pane.scope(), &rows);
        let items: Vec<Item> = found.iter().flat_map(lines).collect();
        if items.is_empty() {
            return None;
        }
        let title = format!("Facets · {}: {} of {}", pane.title(), self.listing().count, self.listing().of);
        Some(Picker::new(title, items).of_facets())
    }
}

/// The name of the field, and a line for each value.
fn lines(facet: &Facet) -> impl Iterator<Item = Item> {
    let head = Item::new(facet.field.replace('_', " "), "", Tone::Heading, None);
    let line = |it: &FacetValue| {
        let sign = if it.chosen { Glyph::Done } else { Glyph::Planned }.sign();
        let called = if it.value.called.is_empty() { &it.value.written } else { &it.value.called };
        let tone = if it.chosen { Tone::Strong } else { Tone::Plain };
        let action = Action::Facet(facet.field, facet.op, it.value.written.clone());
        Item::new(
            format!("{sign} {}", called.trim_matches('"')),
            it.value.count.map_or_else(String::new, |count| count.to_string()),
            tone,
            Some(action),
        )
    };
    let more = format!("  and {} more: /{}{}", facet.more, facet.field, facet.op.sign());
    let more = (facet.more > 0).then(|| Item::new(more, "", Tone::Dim, None));
    std::iter::once(head).chain(facet.values.iter().map(line)).chain(more)
}
