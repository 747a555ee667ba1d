//! The command line: a line is typed behind a colon, completed, and run.

use super::{Action, App, Effect, Popup, Prompt, verbs};
use crate::look::{Tone, Zoom};
use crate::model::{Day, PaneName, Precision, When};
use crate::panes::{Place, Row, day_of};

/// Lines that are remembered.
const PAST: usize = 100;

impl App {
    /// Opens the command line, with a beginning of a line in it.
    pub(super) fn open_line(&mut self, begun: &str) {
        let mut prompt = Prompt::new("").recalling(self.lines.clone());
        prompt.set(begun);
        self.pop_up(Popup::Line(prompt));
        self.offer_words();
    }

    /// Another text stands in the command line, or the cursor elsewhere.
    pub(super) fn offer_words(&mut self) {
        if let Some(Popup::Line(prompt)) = self.popups.last_mut() {
            let offers =
                verbs::offers(prompt.text(), prompt.cursor(), &self.board.edition, &self.settings.views, &self.place);
            prompt.offer(offers);
        }
    }

    /// Enter in the command line. What cannot be done is told, and the line stays, to be mended.
    pub(super) fn submit_line(&mut self, prompt: Prompt, effects: &mut Vec<Effect>) {
        let line = prompt.text().trim().to_owned();
        match self.meaning(&line) {
            Ok(action) => {
                if self.lines.last() != Some(&line) && !line.is_empty() {
                    self.lines.push(line);
                    if self.lines.len() > PAST {
                        self.lines.remove(0);
                    }
                }
                if let Some(action) = action {
                    self.act(action, effects);
                }
            }
            Err(why) => {
                self.popups.push(Popup::Line(prompt));
                self.say(why, Tone::Warn);
            }
        }
    }

    /// What a line asks for here; nothing for an empty one, and why it cannot be done where it cannot.
    pub fn meaning(&self, line: &str) -> Result<Option<Action>, String> {
        verbs::read(line, &self.board.edition, &self.settings.views, &self.place)
    }

    /// Runs a line as if it had been typed.
    pub(super) fn run_line(&mut self, line: &str, effects: &mut Vec<Effect>) {
        match self.meaning(line) {
            Ok(Some(action)) => self.act(action, effects),
            Ok(None) => {}
            Err(why) => self.say(why, Tone::Warn),
        }
    }

    /// Filters this pane by a text.
    pub(super) fn filter_by(&mut self, text: String) {
        self.close_popups();
        self.place.filter = text;
        self.relist();
        self.select_best();
        if let Some(wrong) = self.listing().wrong.clone() {
            self.say(wrong.message, Tone::Warn);
        }
    }

    /// Shows the timeline around a date, as near as it was written.
    pub(super) fn go_date(&mut self, when: When) {
        let mut place = Place::of(PaneName::Timeline);
        place.split.list = self.place.split.list;
        place.zoom = match when.precision {
            Precision::Day => Zoom::Week,
            Precision::Month | Precision::Quarter => Zoom::Month,
            Precision::Half | Precision::Year => Zoom::Quarter,
        };
        self.go(place);
        if let Some(axis) = self.axis() {
            let spare = (i32::from(axis.cells) * axis.zoom.days() - when.days()).max(0);
            self.place.from = Some(when.first.plus(-spare / 2).clamp(Day::FIRST, Day::LAST));
        }
        // What comes nearest to it is selected.
        let facts = self.board.facts();
        let date = |row: &Row| row.entry().and_then(|ix| day_of(&facts, ix));
        let far = |date: When| (when.first.since(date.last)).max(date.first.since(when.last)).max(0);
        let rows = self.listing().rows.iter().enumerate();
        let near = rows.filter_map(|(i, row)| Some((far(date(row)?), i))).min();
        match near {
            Some((far, at)) => {
                self.focus_row(Some(at));
                let said = if far == 0 {
                    format!("around {when}")
                } else {
                    format!("around {when}: nothing in it, {far} days to the nearest")
                };
                self.say(said, Tone::Dim);
            }
            None => self.say("nothing has a date", Tone::Dim),
        }
    }

    /// Selects a row by its number, from 1.
    pub(super) fn go_row(&mut self, number: usize) {
        self.close_popups();
        let mut rows = self.listing().rows.iter().enumerate().filter(|(_, row)| row.is_selectable());
        match number.checked_sub(1).and_then(|i| rows.nth(i)).map(|(at, _)| at) {
            Some(at) => self.focus_row(Some(at)),
            None => self.say(format!("there are rows 1 to {}", self.listing().count), Tone::Warn),
        }
    }
}
