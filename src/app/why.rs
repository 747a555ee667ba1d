//! Why something comes when it does: what was computed of it, as lines that lead on.

use super::{Action, App, Item, Picker, Popup};
use crate::look::{Lead, SheetItem, Tone, padded};
use crate::model::EntryIx;
use crate::panes::outlook;

/// Cells for the word before each line.
const LABEL: usize = 14;

impl App {
    /// Lists what drives what is selected, and what hangs on it.
    pub(super) fn show_why(&mut self) {
        match self.focused() {
            Some(ix) => self.show_why_of(ix),
            None => self.say("nothing is selected", Tone::Warn),
        }
    }

    /// Lists what drives an entry, and what hangs on it.
    pub(super) fn show_why_of(&mut self, ix: EntryIx) {
        let Some(name) = self.board.edition.roadmap.get(ix).map(|entry| entry.name().to_owned()) else { return };
        let lines = outlook(&self.facts(), ix);
        if lines.is_empty() {
            return self.say(format!("{name}: nothing is computed of it, or it is over"), Tone::Dim);
        }
        let items = lines.into_iter().filter_map(|line| self.why(line)).collect();
        self.pop_up(Popup::Picker(Picker::new(format!("Why: {name}"), items)));
    }

    fn why(&self, line: SheetItem) -> Option<Item> {
        Some(match line {
            SheetItem::Field(label, text, tone) => Item::new(padded(&label, LABEL) + &text, "", tone, None),
            SheetItem::Link { label, to: Lead::Entry(to), name, aside, .. } => {
                let id = self.board.edition.roadmap.get(to)?.id().clone();
                Item::new(padded(&label, LABEL) + &name, aside.full(), aside.tone, Some(Action::Open(id)))
            }
            _ => return None,
        })
    }
}
