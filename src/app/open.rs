//! Opening: entries, the editor, the browser.

use super::{Action, App, Effect, Popup, Watch};
use crate::look::{Part, Tone};
use crate::model::{EntryIx, Id};
use crate::panes::home;

/// Why nothing is changed where only a part of the file is seen.
pub(super) const ONLY_PUBLIC: &str = "only what is public is shown here; the file is changed where all of it is";
/// What to say where something of the file is wanted, and there is none.
const NO_FILE: &str = "there is no file behind this roadmap; save one as roadmap.toml and open that";

impl App {
    /// The entry that is selected.
    pub fn focused(&self) -> Option<EntryIx> {
        // A line that stands for several is none of them.
        let focus = self.place.focus.as_ref().filter(|_| self.at_rest().is_none());
        focus.and_then(|id| self.board.edition.roadmap.find(id.as_str()))
    }

    /// Enter: runs the line of a popup, keeps the filter, opens the detail, follows the reference.
    pub(super) fn enter(&mut self, effects: &mut Vec<Effect>) {
        match self.popups.pop() {
            Some(Popup::Picker(picker)) => match picker.selected().map(|item| item.action.clone()) {
                Some(Some(action)) => {
                    // What was chosen among what can be done with something found ends the finding too.
                    self.popups.retain(|popup| !matches!(popup, Popup::Finder(_)));
                    if picker.of_facets {
                        self.popups.push(Popup::Picker(picker));
                    }
                    self.act(action, effects);
                }
                // What only stands there to be read does nothing.
                Some(None) => self.popups.push(Popup::Picker(picker)),
                None => {}
            },
            Some(Popup::Filter(filtering)) => self.keep_filter(filtering),
            Some(Popup::Line(prompt)) => self.submit_line(prompt, effects),
            Some(Popup::Form(form)) => self.submit(form, effects),
            Some(Popup::Finder(finder)) => match finder.chosen(&self.board.edition) {
                Some(action) => self.act(action, effects),
                // Nothing was found: what was typed stays.
                None => self.popups.push(Popup::Finder(finder)),
            },
            None if self.place.part == Part::Detail => self.follow(None),
            None if self.place.around.is_some() => self.enter_around(),
            None if self.place.forecast.is_some() => self.enter_forecast(),
            None => {
                let at_home =
                    self.focused().and_then(|ix| self.board.edition.roadmap.get(ix)).map(|entry| home(entry.kind()));
                match (at_home, self.place.focus.clone()) {
                    (Some(pane), Some(id))
                        if self.place.pane().arrangement() == crate::look::Arrangement::Whole
                            && pane != self.place.pane =>
                    {
                        self.open(&id);
                    }
                    _ => {
                        self.enter_detail();
                        self.reveal();
                    }
                }
            }
        }
    }

    /// Selects an entry of this pane; selected already, it is opened.
    pub(super) fn select(&mut self, id: &Id, effects: &mut Vec<Effect>) {
        if self.place.focus.as_ref() == Some(id) && self.place.part == Part::List {
            return self.enter(effects);
        }
        self.place.part = Part::List;
        self.place.focus = Some(id.clone());
        self.place.link = 0;
        self.place.scroll = 0;
        self.relist();
    }

    /// Opens the editor at the selected entry; while the file is broken, at its first problem.
    pub(super) fn edit(&mut self, effects: &mut Vec<Effect>) {
        if let Some(Popup::Picker(picker)) = self.popups.last() {
            if let Some(Action::EditAt { path, line, column }) = picker.selected().and_then(|item| item.edit.clone()) {
                self.edit_at(path, line, column, effects);
            }
            return;
        }
        let (edition, span) = match &self.board.broken {
            Some(broken) => {
                (broken, broken.problems.iter().find(|problem| problem.is_error()).map(|problem| problem.at))
            }
            None => (
                &self.board.edition,
                self.focused().and_then(|ix| self.board.edition.roadmap.get(ix)).map(|entry| entry.at()),
            ),
        };
        let span = span.unwrap_or_default();
        let Some(path) = edition.sources.file(span.file).map(|file| file.path.clone()) else {
            return self.say("there is nothing to edit yet", Tone::Warn);
        };
        let at = edition.sources.locate(span);
        self.edit_at(path, at.line, at.column, effects);
    }

    /// Why there is no file that could be opened or named.
    pub(super) fn no_file(&self) -> &'static str {
        if self.board.edition.origin.public { ONLY_PUBLIC } else { NO_FILE }
    }

    pub(super) fn edit_at(&mut self, path: String, line: usize, column: usize, effects: &mut Vec<Effect>) {
        if self.settings_read.as_ref().is_some_and(|reading| reading.path == path) && self.seat.rights.edit {
            effects.push(Effect::Editor(path, line, column));
        } else if self.sandbox.is_some() {
            self.say(self.not_in_the_sandbox(), Tone::Warn);
        } else if self.board.edition.origin.embedded {
            self.say(self.no_file(), Tone::Warn);
        } else if let Watch::Stale(why) = &self.board.watch {
            self.say(format!("nothing to edit: {why}"), Tone::Warn);
        } else if self.seat.rights.edit {
            effects.push(Effect::Editor(path, line, column));
        } else {
            self.say("read-only here", Tone::Warn);
        }
    }

    /// Opens the web address of what is selected.
    pub(super) fn open_link(&mut self, effects: &mut Vec<Effect>) {
        match self.focused().and_then(|ix| self.board.edition.roadmap.get(ix)).map(|entry| entry.id().clone()) {
            Some(id) => self.browse(&id, effects),
            None => self.say("nothing is selected", Tone::Warn),
        }
    }

    /// Opens the web address of an entry.
    pub(super) fn browse(&mut self, id: &Id, effects: &mut Vec<Effect>) {
        let url = self.board.edition.roadmap.find(id.as_str()).and_then(|ix| self.address(ix));
        match url {
            None => self.say("neither it nor its sources have a web address", Tone::Warn),
            Some(url) if self.seat.rights.open => effects.push(Effect::Browse(url)),
            Some(url) => effects.push(Effect::Copy(url.clone(), url)),
        }
    }

    /// The web address of an entry: its own, else that of its first source that has one.
    pub(super) fn address(&self, ix: EntryIx) -> Option<String> {
        let edition = &self.board.edition;
        std::iter::once(ix)
            .chain(edition.links.from_in(ix, "sources"))
            .filter_map(|ix| edition.roadmap.get(ix))
            .find_map(|entry| entry.url().map(str::to_owned))
    }
}
