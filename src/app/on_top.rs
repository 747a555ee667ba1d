//! What lies on top of a pane: laid there, taken away, chosen from, pasted into.

use super::{App, Edited, Effect, Popup};
use crate::look::Tone;

impl App {
    /// Lays a popup on top. One that is there already gives way, so that few Esc lead out of it all; but never a form
    /// in which something was typed. With what can be done with something found, over the finder, that makes three at
    /// most.
    pub(super) fn pop_up(&mut self, popup: Popup) {
        self.close_popups();
        if matches!(popup, Popup::Form(_)) && !self.popups.is_empty() {
            return self.say("there is a form open: Enter saves it, Esc leaves it", Tone::Warn);
        }
        self.popups.push(popup);
    }

    /// Closes what lies on top, but for a form in which something was typed.
    pub(super) fn close_popups(&mut self) {
        self.popups.retain(|popup| matches!(popup, Popup::Form(form) if form.changed().next().is_some()));
    }

    /// A line of what lies on top was chosen, by its number.
    pub(super) fn choose(&mut self, line: usize, effects: &mut Vec<Effect>) {
        match self.popups.last_mut() {
            // Its box means nothing.
            Some(Popup::Picker(picker)) if line < picker.lines().len() => {
                picker.select(line);
                self.enter(effects);
            }
            Some(Popup::Form(form)) if line < form.lines.len() => form.at = line,
            Some(Popup::Filter(filtering)) => {
                filtering.line.choose_offer(line);
                self.filter_typed(Edited::Offer);
            }
            Some(Popup::Line(prompt)) => prompt.choose_offer(line),
            Some(Popup::Finder(finder)) if line < finder.lines().len() => {
                finder.select(line);
                self.enter(effects);
            }
            Some(Popup::Picker(_) | Popup::Form(_) | Popup::Finder(_)) | None => {}
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        match self.popups.last_mut() {
            Some(Popup::Picker(picker)) => picker.paste(text),
            Some(Popup::Filter(filtering)) => {
                filtering.line.paste(text);
                self.filter_typed(Edited::Text);
            }
            Some(Popup::Line(prompt)) => {
                prompt.paste(text);
                self.offer_words();
            }
            Some(Popup::Form(form)) => form.paste(text, &self.board.edition),
            Some(Popup::Finder(_)) => self.paste_in_finder(text),
            None => {}
        }
    }
}
