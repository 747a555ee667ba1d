//! Opening: references, entries, the editor, the browser.

use super::{Action, App, Effect, Item, Picker, Popup, Watch};
use crate::look::{Part, Tone};
use crate::model::{EntryIx, Id, Kind};
use crate::panes::{Place, home, sheet};

impl App {
    /// The entry that is selected.
    pub(super) fn focused(&self) -> Option<EntryIx> {
        self.place.focus.as_ref().and_then(|id| self.board.edition.roadmap.find(id.as_str()))
    }

    /// Enter: runs the line of a popup, keeps the filter, opens the detail, follows the reference.
    pub(super) fn enter(&mut self, effects: &mut Vec<Effect>) {
        match self.popups.pop() {
            Some(Popup::Picker(picker)) => {
                if let Some(action) = picker.selected().and_then(|item| item.action.clone()) {
                    self.act(action, effects);
                }
            }
            Some(Popup::Filter(_)) => {}
            Some(Popup::Form(form)) => self.submit(form, effects),
            None if self.place.part == Part::Detail => {
                let to = self.focused().and_then(|ix| sheet(&self.facts(), ix).links().nth(self.place.link));
                match to.and_then(|ix| self.board.edition.roadmap.get(ix)).map(|entry| entry.id().clone()) {
                    Some(id) => self.open(&id),
                    None => self.say("there is no reference here to follow", Tone::Dim),
                }
            }
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
                    _ => self.enter_detail(),
                }
            }
        }
    }

    /// Shows an entry in the pane where it is at home.
    pub(super) fn open(&mut self, id: &Id) {
        let Some(entry) = self.board.edition.roadmap.entry(id.as_str()) else {
            return self.say(format!("`{id}` is not in the roadmap any more"), Tone::Warn);
        };
        let mut place = Place::of(home(entry.kind()));
        place.focus = Some(id.clone());
        place.split.list = self.place.split.list;
        if place.pane().arrangement() == crate::look::Arrangement::Whole {
            place.part = Part::Detail;
        }
        self.go(place);
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

    /// Goes along a reference of a sort; where there are several, a popup asks which.
    pub(super) fn go_along(&mut self, action: &Action, effects: &mut Vec<Effect>) {
        let Some(ix) = self.focused() else {
            return self.say("nothing is selected", Tone::Warn);
        };
        let edition = &self.board.edition;
        let links = &edition.links;
        let both = || links.from(ix).iter().chain(links.to(ix)).map(|edge| edge.entry);
        let of_kind = |kind: Kind| {
            both()
                .filter(move |ix| edition.roadmap.get(*ix).is_some_and(|entry| entry.kind() == kind))
                .collect::<Vec<_>>()
        };
        let needs = ["depends_on", "builds_on", "runs_on"];
        let (what, mut found): (&str, Vec<EntryIx>) = match action {
            Action::GoNeeds => (
                "what it depends on",
                links
                    .from(ix)
                    .iter()
                    .filter(|edge| needs.contains(&links.field(**edge)))
                    .map(|edge| edge.entry)
                    .collect(),
            ),
            Action::GoReferrers => ("what refers to it", links.to(ix).iter().map(|edge| edge.entry).collect()),
            Action::GoMember => ("members", of_kind(Kind::Member)),
            Action::GoProject => ("projects", of_kind(Kind::Project)),
            _ => ("capability areas", of_kind(Kind::Capability)),
        };
        let mut seen = std::collections::HashSet::new();
        found.retain(|ix| seen.insert(*ix));
        let items: Vec<Item> = found
            .iter()
            .filter_map(|ix| edition.roadmap.get(*ix))
            .map(|entry| {
                let aside = format!("{} {}", entry.kind().word(), entry.id());
                Item::new(entry.name(), aside, Tone::Plain, Some(Action::Open(entry.id().clone())))
            })
            .collect();
        let name = edition.roadmap.get(ix).map(|entry| entry.name().to_owned()).unwrap_or_default();
        match &items[..] {
            [] => self.say(format!("{name}: {what}: none"), Tone::Dim),
            [Item { action: Some(action), .. }] => self.act(action.clone(), effects),
            _ => self.pop_up(Popup::Picker(Picker::new(format!("{name}: {what}"), items))),
        }
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

    pub(super) fn edit_at(&mut self, path: String, line: usize, column: usize, effects: &mut Vec<Effect>) {
        if self.board.edition.origin.embedded {
            self.say("there is no file behind this roadmap; save one as roadmap.toml and open that", Tone::Warn);
        } else if let Watch::Stale(why) = &self.board.watch {
            self.say(format!("nothing to edit: {why}"), Tone::Warn);
        } else if self.seat.rights.edit {
            effects.push(Effect::Editor(path, line, column));
        } else {
            self.say("read-only here", Tone::Warn);
        }
    }

    /// Opens the web address of what is selected: its own, else that of its first source that has one.
    pub(super) fn open_link(&mut self, effects: &mut Vec<Effect>) {
        let Some(ix) = self.focused() else {
            return self.say("nothing is selected", Tone::Warn);
        };
        let edition = &self.board.edition;
        let sources = edition.links.from_in(ix, "sources");
        let url = std::iter::once(ix)
            .chain(sources)
            .filter_map(|ix| edition.roadmap.get(ix))
            .find_map(|entry| entry.url().map(str::to_owned));
        match url {
            None => self.say("neither it nor its sources have a web address", Tone::Warn),
            Some(url) if self.seat.rights.open => effects.push(Effect::Browse(url)),
            Some(url) => effects.push(Effect::Copy(url.clone(), url)),
        }
    }
}
