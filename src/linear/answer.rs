//! From a line that was typed to what it does, and to what is said.

use super::commands::{Wish, help, wish};
use super::page::Page;
use super::{entry, lists, place, rows};
use crate::app::{Action, App, Effect, Msg, Note, Picker, Popup};
use crate::load::one_by_one;
use crate::look::{Arrangement, Part, Tone};
use crate::model::{EntryIx, Id};
use crate::panes::{Row, home};

/// What comes of a line.
#[derive(Debug)]
pub struct Answer {
    /// What is said.
    pub lines: Vec<String>,
    /// What is asked for of the seat.
    pub effects: Vec<Effect>,
}

/// What is said at the beginning.
pub fn greeting(app: &App, page: Page) -> Vec<String> {
    let mut said = place::standing(app);
    said.extend(app.note.as_ref().map(|note| note.text.clone()));
    said.push("help lists the commands, q quits.".to_owned());
    said.push(String::new());
    said.extend(view(app, page));
    page.lay(&said)
}

/// What is said once more is known than when a line was answered: what the app had to say, and what is to be seen now.
pub fn seen(app: &App, page: Page) -> Vec<String> {
    let note = app.note.as_ref().map(|note| note.text.clone()).filter(|text| !text.is_empty());
    let rows = app.popups.is_empty() && app.place.part == Part::List;
    page.lay(&match note {
        // The rows are where they were.
        Some(note) if rows => vec![note],
        note => note.into_iter().chain(view(app, page)).collect::<Vec<_>>(),
    })
}

/// Opens the selected entry, so that back leads to the rows.
pub fn open(app: &mut App) {
    let mut talk = Talk { app, effects: Vec::new() };
    if let Some(id) = talk.app.place.focus.clone() {
        talk.visit(&id);
    }
}

/// Takes a line that was typed.
pub fn answer(app: &mut App, typed: &str, page: Page) -> Answer {
    let mut talk = Talk { app, effects: Vec::new() };
    // An empty note: whatever is noted from here on is an answer to this line.
    talk.tell(Msg::Told(Note { text: String::new(), tone: Tone::Plain }));
    let said = match wish(typed) {
        Ok(wish) => talk.grant(wish, page),
        Err(wrong) => vec![wrong],
    };
    let (mut said, mut effects) = (said, talk.effects);
    effects.retain(|effect| match effect {
        // What would go to the clipboard is said: that is where it can be copied from.
        Effect::Copy(text, _) => {
            said.push(text.clone());
            false
        }
        _ => true,
    });
    Answer { lines: page.lay(&said), effects }
}

/// What is to be seen: the list on top, the entry that is open, or the rows.
fn view(app: &App, page: Page) -> Vec<String> {
    match app.popups.last() {
        Some(Popup::Picker(picker)) => lists::list(app, picker, page),
        _ if app.place.part == Part::Detail => entry::entry(app),
        _ => rows::rows(app, page),
    }
}

struct Talk<'a> {
    app: &'a mut App,
    effects: Vec<Effect>,
}

impl Talk<'_> {
    fn tell(&mut self, msg: Msg) {
        for effect in self.app.update(msg) {
            match effect {
                // Nobody waits in front of a picture here: the answer is said once the steps are taken.
                Effect::Try(trial) => self.tell(Msg::Tried(trial.run(one_by_one))),
                effect => self.effects.push(effect),
            }
        }
    }

    fn act(&mut self, action: Action) {
        self.tell(Msg::Do(action));
    }

    fn picker(&self) -> Option<&Picker> {
        match self.app.popups.last() {
            Some(Popup::Picker(picker)) => Some(picker),
            _ => None,
        }
    }

    /// What the app had to say to this line.
    fn note(&self) -> Option<String> {
        self.app.note.as_ref().map(|note| note.text.clone()).filter(|text| !text.is_empty())
    }

    /// What the app had to say, then what is to be seen; only the former if that is all that came of it.
    fn said(&self, page: Page, moved: bool) -> Vec<String> {
        let note = self.note();
        match note {
            Some(note) if !moved => vec![note],
            note => note.into_iter().chain(view(self.app, page)).collect(),
        }
    }

    fn grant(&mut self, wish: Wish, page: Page) -> Vec<String> {
        match wish {
            Wish::Nothing => Vec::new(),
            Wish::Line(number) => self.line(number, page),
            Wish::Show(name) => {
                self.show_rows();
                self.act(Action::Show(name));
                self.said(page, true)
            }
            Wish::Back if self.picker().is_some() => {
                self.act(Action::Escape);
                self.said(page, true)
            }
            Wish::Back => self.travel(Action::Back, page),
            Wish::Forward => self.travel(Action::Forward, page),
            Wish::List => {
                self.show_rows();
                view(self.app, page)
            }
            Wish::NextPage => self.turn(1, page),
            Wish::PreviousPage => self.turn(-1, page),
            Wish::Filter(query) => {
                self.show_rows();
                self.act(Action::FilterBy(query));
                view(self.app, page)
            }
            Wish::Find(words) => self.list(Action::ListFitting(words), page),
            Wish::Problems => self.list(Action::GoProblems, page),
            Wish::Wrong => self.list(Action::GoWrong, page),
            Wish::Log => self.list(Action::GoLog, page),
            Wish::Around => {
                self.close();
                self.act(Action::Around);
                self.said(page, self.note().is_none())
            }
            Wish::Forecast(milestone) => {
                let from = self.app.place.clone();
                self.close();
                match self.app.meaning(&format!("forecast {milestone}")) {
                    Ok(Some(action)) => self.act(action),
                    Ok(None) => {}
                    Err(why) => return vec![why],
                }
                self.said(page, self.app.place != from)
            }
            Wish::Links if self.app.place.part == Part::Detail => {
                self.close();
                entry::links(self.app)
            }
            Wish::Links => vec!["open an entry first: type the number of its line".to_owned()],
            Wish::Link => vec![self.app.place.to_string()],
            Wish::Where => place::whereabouts(self.app),
            Wish::Today => {
                self.show_rows();
                self.act(Action::Today);
                let next = rows::selected(self.app).map(|at| format!("next from here: {}", rows::row(self.app, at)));
                let note = self.note();
                let nothing = note.as_ref().is_some_and(|note| note.starts_with("nothing"));
                let rest = next.filter(|_| !nothing).into_iter().chain(view(self.app, page));
                note.into_iter().chain(rest.filter(|_| !nothing)).collect()
            }
            Wish::Other { line, why } => match self.app.meaning(&line) {
                Ok(Some(action)) => self.run(action, page),
                Ok(None) => vec![why],
                // What is wrong with the rest of the line is known better where its first word is known.
                Err(better) if why.is_empty() || line.starts_with(':') => vec![better],
                Err(_) => vec![why],
            },
            Wish::WhatIf => self.in_sandbox(Action::WhatIf, page),
            Wish::Earlier(days) => self.shift(&days, -1, page),
            Wish::Later(days) => self.shift(&days, 1, page),
            Wish::Undo => self.in_sandbox(Action::Undo, page),
            Wish::Export => {
                self.act(Action::Export);
                self.said(page, false)
            }
            Wish::Sort(column) => self.sort(&column, page),
            Wish::Reload => {
                self.act(Action::Reload);
                Vec::new()
            }
            Wish::Help(word) => help(&word),
            Wish::Quit => {
                self.act(Action::Quit);
                Vec::new()
            }
        }
    }

    /// Does something in the sandbox; what came of it is said in one line, and what is open is told anew.
    fn in_sandbox(&mut self, action: Action, page: Page) -> Vec<String> {
        self.close();
        self.act(action);
        let entry = self.app.place.part == Part::Detail && self.app.sandbox().is_some_and(|it| it.steps().len() > 0);
        self.said(page, entry)
    }

    fn shift(&mut self, days: &str, way: i32, page: Page) -> Vec<String> {
        let digits = days.trim().trim_end_matches(char::is_alphabetic).trim();
        let action = match (digits, digits.parse::<u16>()) {
            ("", _) if way < 0 => Action::Earlier,
            ("", _) => Action::Later,
            (_, Ok(days)) => Action::Shift(way * i32::from(days)),
            (_, Err(_)) => return vec![format!("`{}` is no number of days; type as in later 14", days.trim())],
        };
        self.in_sandbox(action, page)
    }

    /// Does what a line of the command line asks for.
    fn run(&mut self, action: Action, page: Page) -> Vec<String> {
        let from = self.app.place.clone();
        self.close();
        let opens = matches!(action, Action::Open(_));
        match action {
            Action::Row(number) => {
                self.show_rows();
                return self.line(number, page);
            }
            action => self.act(action),
        }
        if self.picker().is_none() && !self.app.popups.is_empty() {
            self.close();
            return vec!["that is done on the screen of the dashboard only".to_owned()];
        }
        if self.effects.iter().any(|effect| matches!(effect, Effect::Copy(..))) {
            return Vec::new();
        }
        if opens && self.note().is_none() {
            self.enter_entry();
        }
        self.said(page, self.picker().is_some() || self.app.place != from)
    }

    /// Closes what lies on top.
    fn close(&mut self) {
        for _ in 0..self.app.popups.len() {
            self.act(Action::Escape);
        }
    }

    /// To the rows of the pane, whatever is open.
    fn show_rows(&mut self) {
        self.close();
        if self.app.place.part == Part::Detail {
            self.act(Action::Left);
        }
    }

    fn travel(&mut self, way: Action, page: Page) -> Vec<String> {
        let from = self.app.place.clone();
        self.close();
        self.act(way);
        self.said(page, self.app.place != from)
    }

    /// A list on top of the pane, if there is anything to list.
    fn list(&mut self, action: Action, page: Page) -> Vec<String> {
        self.close();
        self.act(action);
        self.said(page, self.picker().is_some())
    }

    fn turn(&mut self, by: isize, page: Page) -> Vec<String> {
        let end = if by > 0 { "this is the last page" } else { "this is the first page" };
        let (at, len) = match self.picker() {
            Some(picker) => (picker.at, picker.lines().len()),
            None if self.app.place.part == Part::Detail => {
                return vec!["an entry is one page; l lists the rows".to_owned()];
            }
            None => (rows::selected(self.app).unwrap_or(0), self.app.listing().rows.len()),
        };
        let shown = page.around(at, len);
        let to = if by > 0 { shown.end } else { shown.start.saturating_sub(page.rows.max(1)) };
        if to >= len || (by < 0 && shown.start == 0) {
            return vec![end.to_owned()];
        }
        if self.picker().is_some() {
            self.step_to(to);
        } else if let Some(id) = self.first_from(to) {
            self.act(Action::Select(id));
        }
        view(self.app, page)
    }

    /// Selects the line of the list that is nearest.
    fn step_to(&mut self, to: usize) {
        for _ in 0..1000 {
            let Some(at) = self.picker().map(|picker| picker.at) else { return };
            let by = (to as isize - at as isize).clamp(-100, 100);
            self.tell(Msg::Wheel(by as i8));
            if by.abs() < 100 || self.picker().is_none_or(|picker| picker.at == at) {
                return;
            }
        }
    }

    /// The first row that can be selected from one on, if it is not selected now.
    fn first_from(&self, at: usize) -> Option<Id> {
        let listing = self.app.listing();
        let row = listing.rows.get(listing.selectable(at, false)?)?;
        row.id(&self.app.facts()).filter(|id| self.app.place.focus.as_ref() != Some(*id)).cloned()
    }

    fn line(&mut self, number: usize, page: Page) -> Vec<String> {
        if let Some(picker) = self.picker() {
            let count = lists::numbers(picker);
            return match lists::line(picker, number) {
                None => vec![out_of(count, "lines", "this list")],
                Some((_, item)) => match &item.action {
                    Some(Action::EditAt { path, line, column }) => {
                        vec![format!("it stands in no entry; mend it at {path}:{line}:{column}")]
                    }
                    _ => self.choose(number, page),
                },
            };
        }
        if self.app.place.part == Part::Detail {
            let count = self.app.reference().map_or(0, |(_, count)| count);
            if number == 0 || number > count {
                return vec![out_of(count, "references", "this entry")];
            }
            return self.follow(number - 1, page);
        }
        let rows = &self.app.listing().rows;
        let mut numbered = rows.iter().copied().filter(|row| row.is_selectable());
        match number.checked_sub(1).and_then(|i| numbered.nth(i)) {
            None => vec![out_of(self.app.listing().count, "rows", "this pane")],
            Some(Row::Entry(ix, _)) => {
                self.open(ix);
                self.said(page, true)
            }
            Some(Row::Rest(first)) => {
                if let Some(id) = self.app.board.edition.roadmap.get(first).map(|entry| entry.id().clone()) {
                    if self.app.place.focus.as_ref() != Some(&id) {
                        self.act(Action::Select(id));
                    }
                    self.act(Action::Enter);
                }
                self.said(page, true)
            }
            Some(row) => {
                if let Some(id) = row.id(&self.app.facts()).cloned() {
                    self.visit(&id);
                }
                view(self.app, page)
            }
        }
    }

    /// Runs the line of the list that has a number.
    fn choose(&mut self, number: usize, page: Page) -> Vec<String> {
        if let Some((at, _)) = self.picker().and_then(|picker| lists::line(picker, number)) {
            self.act(Action::Choose(at));
            if self.picker().is_none() && self.note().is_none() {
                self.enter_entry();
            }
        }
        self.said(page, self.note().is_none())
    }

    fn open(&mut self, ix: EntryIx) {
        let place = &self.app.place;
        let Some(entry) = self.app.board.edition.roadmap.get(ix) else { return };
        let id = entry.id().clone();
        let whole = place.pane().arrangement() == Arrangement::Whole;
        if place.subject().is_some() || whole && home(entry.kind()) != place.pane {
            self.act(Action::Open(id));
            self.enter_entry();
        } else {
            self.visit(&id);
        }
    }

    /// Shows an entry of this pane. The rows that are left are a place that can be gone back to.
    fn visit(&mut self, id: &Id) {
        if self.app.place.part == Part::List && self.app.place.focus.as_ref() != Some(id) {
            self.act(Action::Select(id.clone()));
        }
        let mut place = self.app.place.clone();
        place.focus = Some(id.clone());
        place.part = Part::Detail;
        (place.link, place.scroll) = (0, 0);
        self.act(Action::Visit(Box::new(place)));
    }

    /// Wherever an entry was opened, it is what is said.
    fn enter_entry(&mut self) {
        if self.app.place.part == Part::List && self.app.place.pane().arrangement() != Arrangement::Whole {
            self.act(Action::NextPart);
        }
    }

    fn follow(&mut self, link: usize, page: Page) -> Vec<String> {
        let from = (self.app.place.pane, self.app.place.focus.clone());
        self.act(Action::Follow(link));
        let stayed = (self.app.place.pane, self.app.place.focus.clone()) == from;
        if stayed && self.picker().is_none() && self.note().is_none() && self.app.place.part == Part::Detail {
            // It was out of sight on a screen, and was only brought into it.
            self.act(Action::Follow(link));
        }
        if self.picker().is_none() && self.note().is_none() {
            self.enter_entry();
        }
        self.said(page, self.note().is_none())
    }

    fn sort(&mut self, wanted: &str, page: Page) -> Vec<String> {
        self.show_rows();
        let pane = self.app.place.pane();
        let columns = pane.columns();
        let keys = columns.iter().map(|column| column.key).collect::<Vec<_>>().join(", ");
        if !pane.sorts() {
            return vec![format!("{} has one order", pane.title())];
        }
        let wanted = wanted.to_lowercase();
        if wanted.is_empty() {
            let now = rows::order(self.app).unwrap_or_else(|| "in the pane's own order".to_owned());
            return vec![format!("{now}; the columns are {keys}")];
        }
        if wanted == "none" {
            for _ in 0..=columns.len() {
                if self.app.place.sort.column.is_some() {
                    self.act(Action::Sort);
                }
            }
            return view(self.app, page);
        }
        let begun: Vec<usize> = (0..columns.len()).filter(|i| columns[*i].key.starts_with(&wanted)).collect();
        match begun[..] {
            [column] => {
                self.act(Action::SortBy(column));
                view(self.app, page)
            }
            _ => vec![format!("`{wanted}` is no column here; there are {keys}")],
        }
    }
}

fn out_of(count: usize, word: &str, of: &str) -> String {
    match count {
        0 => format!("{of} has no {word}"),
        1 => format!("{of} has one line with a number, 1"),
        count => format!("{of} has {count} {word}, from 1 to {count}"),
    }
}
