//! Finding anything: every entry and every action, in one list.

use super::actions::{Action, COMMANDS};
use super::keys::{Key, KeyCode, Keymap};
use super::named::views;
use super::prompt::Prompt;
use super::{App, Item, Picker, Popup, Take};
use crate::ask::{Fit, Wanted, search};
use crate::edition::Edition;
use crate::look::{Overlay, Tone, window};
use crate::model::{EntryIx, Id, Kind, View};
use crate::panes::{PANES, Place, home};
use crate::text::folded;

/// How many entries are listed; who wants another one types another letter.
const LISTED: usize = 500;
/// How many places are listed before anything is typed.
const RECENT: usize = 6;
/// The groups of actions as they are listed before anything is typed; what moves in a pane is known by its keys.
const USEFUL: [&str; 7] = [PANE, NAMED, "Find", "Do", "Go", "View", "Move"];
const PANE: &str = "Pane";
const NAMED: &str = "Named view";
/// What is typed first to find actions only.
const ACTIONS: char = '>';

/// A line of what was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// An entry; whether it is only nearly what was looked for.
    Entry(EntryIx, bool),
    /// An action: what it does, and its keys; of a view with a name, those of the list in which it stands.
    Action(Action, String, String),
    /// A place where someone was before.
    Place(Box<Place>),
}

/// Everything there is, being searched.
#[derive(Debug, Clone)]
pub struct Finder {
    /// What is looked for.
    pub typed: Prompt,
    /// The selected line.
    pub at: usize,
    /// The first line in sight.
    pub top: usize,
    /// How many lines there would be in all.
    pub count: usize,
    /// How many of them are only nearly what was looked for.
    pub near: usize,
    /// What was typed, as it is looked for.
    pub wanted: Wanted,
    lines: Vec<Line>,
}

/// An action as it is looked for.
struct Offered {
    action: Action,
    /// What it does.
    text: String,
    /// How much of that is what it is called; the rest counts as little as what else is said of it.
    called: usize,
    keys: String,
    group: &'static str,
    name: &'static str,
}

impl Offered {
    fn new(action: Action, text: String, keymap: &Keymap, group: &'static str, name: &'static str) -> Self {
        Self { keys: keymap.shown(&action), called: text.len(), action, text, group, name }
    }

    /// A view, by its name and what it is good for.
    fn view(view: &View, keymap: &Keymap) -> Self {
        let (action, name) = (Action::View(view.name.clone()), view.name.clone());
        let keys = keymap.shown(&Action::Views);
        let called = name.len();
        let text = view.summary.as_ref().map_or_else(|| name.clone(), |summary| format!("{name}: {summary}"));
        Self { action, text, called, keys, group: NAMED, name: "view" }
    }
}

/// Every pane, every view with a name and every action, in the order of the table; the finder itself is open already.
fn offered<'a>(keymap: &'a Keymap, views: impl Iterator<Item = &'a View> + 'a) -> impl Iterator<Item = Offered> + 'a {
    let panes = PANES.iter().map(|pane| {
        let text = format!("{}: {}", pane.title(), pane.about());
        Offered::new(Action::Show(pane.name()), text, keymap, PANE, pane.name().word())
    });
    let commands = COMMANDS.iter().filter(|command| command.action != Action::Find).map(|command| {
        Offered::new(command.action.clone(), command.doc.to_owned(), keymap, command.group, command.name)
    });
    panes.chain(views.map(|view| Offered::view(view, keymap))).chain(commands)
}

impl Finder {
    fn new(app: &App) -> Self {
        let mut finder = Self {
            typed: Prompt::default(),
            at: 0,
            top: 0,
            count: 0,
            near: 0,
            wanted: Wanted::default(),
            lines: Vec::new(),
        };
        finder.look(app);
        finder
    }

    /// What was found, the best first.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The selected line.
    pub fn selected(&self) -> Option<&Line> {
        self.lines.get(self.at)
    }

    /// Selects a line by its number.
    pub(super) fn select(&mut self, at: usize) {
        self.at = at.min(self.lines.len().saturating_sub(1));
    }

    pub(super) fn step(&mut self, by: isize) {
        self.select(self.at.saturating_add_signed(by));
    }

    /// Keeps the selected line in sight.
    pub(super) fn settle(&mut self, height: usize) {
        self.top = window(self.at, self.top, self.lines.len(), height);
    }

    /// What the selected line does.
    pub(super) fn chosen(&self, edition: &Edition) -> Option<Action> {
        match self.selected()? {
            Line::Entry(ix, _) => Some(Action::Open(edition.roadmap.get(*ix)?.id().clone())),
            Line::Action(action, ..) => Some(action.clone()),
            Line::Place(place) => Some(Action::Visit(place.clone())),
        }
    }

    /// Looks for what stands in the line now.
    fn look(&mut self, app: &App) {
        let typed = self.typed.text().trim_start();
        let (words, only_actions) = typed.strip_prefix(ACTIONS).map_or((typed, false), |words| (words, true));
        self.wanted = Wanted::new(words);
        let named = views(&app.board.edition, &app.settings.views).map(|(view, _)| view);
        (self.at, self.top, self.near) = (0, 0, 0);
        if self.wanted.is_empty() {
            self.lines = if only_actions { Vec::new() } else { recent(app) };
            let mut actions: Vec<Offered> = offered(&app.keymap, named).collect();
            actions.sort_by_key(|it| USEFUL.iter().position(|group| *group == it.group).unwrap_or(1));
            self.lines.extend(actions.into_iter().map(|it| Line::Action(it.action, it.text, it.keys)));
            self.count = self.lines.len();
            return;
        }
        let mut found: Vec<((bool, u16, bool, usize), Line)> = Vec::new();
        self.count = 0;
        if !only_actions {
            let entries = search(&app.board.edition, &self.wanted, LISTED);
            (self.count, self.near) = (entries.count, entries.near);
            let entry =
                |(i, hit): (usize, crate::ask::Hit)| ((hit.near, hit.cost, false, i), Line::Entry(hit.entry, hit.near));
            found.extend(entries.hits.into_iter().enumerate().map(entry));
        }
        for (i, it) in offered(&app.keymap, named).enumerate() {
            let (called, more) = it.text.split_at_checked(it.called).unwrap_or((&it.text, ""));
            let cost = self
                .wanted
                .cost(&folded(called), &folded(&format!("{} {}{more}", it.group, it.name)))
                .or_else(|| self.of_key(&it.keys));
            if let Some(cost) = cost {
                self.count += 1;
                found.push(((false, cost, true, i), Line::Action(it.action, it.text, it.keys)));
            }
        }
        found.sort_by_key(|(rank, _)| *rank);
        self.lines = found.into_iter().map(|(_, line)| line).collect();
    }

    /// What an action costs that was asked for by its keys. A single letter is more often the beginning of a name.
    fn of_key(&self, keys: &str) -> Option<u16> {
        let typed = self.typed.text().trim();
        let fit = if typed.len() == 1 && typed.chars().all(char::is_alphanumeric) { Fit::Within } else { Fit::Start };
        keys.split(", ").any(|key| key.replace(' ', "") == typed).then_some(fit.cost())
    }

    /// What is known again of a line when everything is looked for anew.
    fn mark(&self, edition: &Edition) -> Option<(Option<Id>, Line)> {
        let line = self.selected()?.clone();
        let id = match &line {
            Line::Entry(ix, _) => edition.roadmap.get(*ix).map(|entry| entry.id().clone()),
            _ => None,
        };
        Some((id, line))
    }
}

/// The places where someone was last, each once; where they are now is not among them.
fn recent(app: &App) -> Vec<Line> {
    let mut seen = vec![(app.place.pane, app.place.focus.clone())];
    let mut out = Vec::new();
    for place in app.journey.trail().rev() {
        let what = (place.pane, place.focus.clone());
        if !seen.contains(&what) && out.len() < RECENT {
            seen.push(what);
            out.push(Line::Place(Box::new(place.clone())));
        }
    }
    out
}

impl App {
    /// Opens the finder.
    pub(super) fn find(&mut self) {
        let finder = Finder::new(self);
        self.pop_up(Popup::Finder(Box::new(finder)));
    }

    /// Where the parts of the finder are.
    pub fn finding(&self) -> Overlay {
        Overlay::of(self.seat.size)
    }

    /// The finder, taken off while it is changed, so that it can look at everything else.
    fn with_finder(&mut self, change: impl FnOnce(&mut Finder, &Self)) {
        if let Some(Popup::Finder(mut finder)) = self.popups.pop_if(|popup| matches!(popup, Popup::Finder(_))) {
            change(&mut finder, self);
            self.popups.push(Popup::Finder(finder));
        }
    }

    /// Takes a key that belongs to the line or to the list, and leaves the others.
    pub(super) fn key_in_finder(&mut self, key: Key) -> bool {
        let Some(Popup::Finder(finder)) = self.popups.last_mut() else { return false };
        let at_end = finder.typed.cursor() == finder.typed.text().len();
        match (key.code, key.ctrl) {
            (KeyCode::Char('n'), true) => finder.step(1),
            (KeyCode::Char('p'), true) => finder.step(-1),
            (KeyCode::Right, false) if at_end => self.offer(),
            _ => {
                let edited = finder.typed.edit(key);
                if edited.is_text() {
                    self.with_finder(Finder::look);
                }
                return edited.is_taken();
            }
        }
        true
    }

    pub(super) fn paste_in_finder(&mut self, text: &str) {
        self.with_finder(|finder, app| {
            finder.typed.paste(text);
            finder.look(app);
        });
    }

    /// Everything is looked for anew in another edition; what was selected stays so, if it is still found.
    pub(super) fn find_again(&mut self, before: &Edition) {
        for i in 0..self.popups.len() {
            let Some(Popup::Finder(finder)) = self.popups.get(i) else { continue };
            let mut finder = finder.clone();
            let (mark, at) = (finder.mark(before), finder.at);
            finder.look(self);
            let edition = &self.board.edition;
            let same = |line: &Line| match (line, &mark) {
                (Line::Entry(ix, _), Some((Some(id), _))) => {
                    edition.roadmap.get(*ix).is_some_and(|entry| entry.id() == id)
                }
                (line, Some((None, marked))) => line == marked,
                _ => false,
            };
            let found = finder.lines.iter().position(same);
            finder.select(found.unwrap_or(at));
            self.popups[i] = Popup::Finder(finder);
        }
    }

    /// What can be done with the selected entry, as a list on top.
    pub(super) fn offer(&mut self) {
        let Some(Popup::Finder(finder)) = self.popups.last() else { return };
        let ix = match finder.selected() {
            Some(Line::Entry(ix, _)) => Some(*ix),
            Some(Line::Place(place)) => {
                place.focus.as_ref().and_then(|id| self.board.edition.roadmap.find(id.as_str()))
            }
            _ => None,
        };
        let Some(entry) = ix.and_then(|ix| self.board.edition.roadmap.get(ix)) else {
            return self.say("enter runs it; there is nothing more to be done with it", Tone::Dim);
        };
        let (ix, id) = (ix.unwrap_or(EntryIx(0)), entry.id().clone());
        let mut items = vec![Item::new("open", "enter", Tone::Plain, Some(Action::Open(id.clone())))];
        let around = Place { focus: Some(id.clone()), around: Some(id.clone()), ..Place::of(home(entry.kind())) };
        let visit = Some(Action::Visit(Box::new(around)));
        items.push(Item::new("its neighbourhood: what it needs and what needs it", "", Tone::Plain, visit));
        if entry.kind() == Kind::Milestone {
            let visit = Some(Action::ForecastOf(id.clone()));
            items.push(Item::new("its forecast: when, how likely, and what drives it", "", Tone::Plain, visit));
        }
        let place = self.taken(ix, Take::Where).map(|(place, _)| place);
        let edition = &self.board.edition;
        if let (Some(place), Some(file), true) = (&place, edition.sources.file(entry.at().file), self.seat.rights.edit)
        {
            let at = edition.sources.locate(entry.at());
            let action = Action::EditAt { path: file.path.clone(), line: at.line, column: at.column };
            items.push(Item::new("open the editor there", place, Tone::Plain, Some(action)));
        }
        if let Some(url) = self.address(ix) {
            let words = if self.seat.rights.open { "open its web address" } else { "copy its web address" };
            let host = url.split("://").last().and_then(|rest| rest.split('/').next()).unwrap_or_default();
            items.push(Item::new(words, host, Tone::Plain, Some(Action::Browse(id.clone()))));
        }
        for what in Take::ALL {
            let aside = match what {
                Take::Id => id.to_string(),
                Take::Where if place.is_none() => continue,
                Take::Where => place.clone().unwrap_or_default(),
                _ => String::new(),
            };
            items.push(Item::new(what.words(), aside, Tone::Plain, Some(Action::Take(id.clone(), what))));
        }
        let title = entry.name().to_owned();
        self.popups.push(Popup::Picker(Picker::new(title, items)));
    }
}
