//! What is wrong, and what the last reloads changed, each as a list that leads on.

use super::{Action, App, Item, Picker, Popup, SettingsReading, Watch};
use crate::edition::Edition;
use crate::look::Tone;
use crate::model::Id;
use crate::problem::{Paper, Problem, each, summary};
use crate::text::{FileId, Lines, counted, one_line};
use std::collections::HashMap;

/// How many problems are listed; the first that many are all that anybody mends before the next save.
const MOST: usize = 500;
/// How many reloads are listed.
const RELOADS: usize = 20;

impl App {
    /// Everything that is wrong with the file, with the lines concerned; Enter leads to the entry, `e` to the line.
    pub(super) fn show_problems(&mut self) {
        let edition = self.board.newest();
        let settings = self.settings_read.as_ref().filter(|reading| !reading.problems.is_empty());
        if edition.problems.is_empty() && settings.is_none() {
            return match &self.board.watch {
                Watch::Stale(why) => self.say(why.clone(), Tone::Bad),
                _ => self.say("nothing is wrong with the file", Tone::Good),
            };
        }
        if edition.origin.public {
            let mut codes: Vec<String> = edition.problems.iter().map(|it| format!("{:?}", it.code)).collect();
            codes.dedup();
            let said =
                format!("{} ({}); more is told where all of it is seen", summary(&edition.problems), codes.join(", "));
            return self.say(said, Tone::Warn);
        }
        let paper = Paper { width: usize::from(self.seat.size.width).saturating_sub(8).min(96), ..Paper::default() };
        let first = if edition.problems.len() > MOST { format!(", the first {MOST}") } else { String::new() };
        let mut title = format!("{} in {}{first}", summary(&edition.problems), edition.origin.label);
        let mut items = problem_items(edition, paper);
        if let Some(reading) = settings {
            let label = reading.sources.file(FileId::default()).map_or("", |file| file.path.as_str());
            let told = format!("{} in {label}", summary(&reading.problems));
            if items.is_empty() {
                title = told;
            } else {
                items.push(Item::new("", "", Tone::Plain, None));
                items.push(Item::new(told, "", Tone::Heading, None));
            }
            items.extend(settings_items(reading, paper));
        }
        self.pop_up(Popup::Picker(Picker::new(title, items).of_problems()));
    }

    /// The file was read anew while the list of its problems is open.
    pub(super) fn refresh_problems(&mut self) {
        let Some(Popup::Picker(picker)) = self.popups.last() else { return };
        if !picker.of_problems {
            return;
        }
        let (at, note) = (picker.at, self.note.take());
        self.popups.pop();
        self.show_problems();
        if let Some(Popup::Picker(picker)) = self.popups.last_mut() {
            picker.select(at);
        }
        if note.is_some() {
            self.note = note;
        }
    }

    /// What the last reloads changed, entry by entry, field by field.
    pub(super) fn show_log(&mut self) {
        let since = &self.board.since;
        if since.is_empty() {
            return self.say("no reload has changed anything yet", Tone::Dim);
        }
        let mut items: Vec<Item> = Vec::new();
        for (i, reload) in since.chunk_by(|a, b| a.number == b.number).take(RELOADS).enumerate() {
            let entries = reload.chunk_by(|a, b| a.id == b.id).count();
            let count = counted(entries, "entry", "entries");
            if i > 0 {
                items.push(Item::new("", "", Tone::Plain, None));
            }
            items.push(Item::heading(format!("{}  {count} changed", reload[0].read_at)));
            for change in reload {
                let there = self.board.edition.roadmap.find(change.id.as_str()).is_some();
                let text = format!("  {}: {}", change.name, change.words());
                let action = there.then(|| Action::Open(change.id.clone()));
                items.push(Item::new(one_line(&text), change.kind.word(), Tone::Plain, action));
            }
        }
        self.pop_up(Popup::Picker(Picker::new("What the last reloads changed", items)));
    }
}

fn problem_items(edition: &Edition, paper: Paper) -> Vec<Item> {
    let lines: HashMap<_, _> =
        edition.sources.files().map(|(id, file)| (id, (file.path.clone(), Lines::new(&file.text)))).collect();
    let several = lines.len() > 1;
    let told = edition.problems.get(..MOST).unwrap_or(&edition.problems);
    let item = |(problem, more): (&Problem, String)| {
        let (path, lines) = lines.get(&problem.at.file)?;
        let at = lines.locate(problem.at.start as usize);
        let place = if several { format!("{path}:") } else { String::new() };
        let text = format!("{place}{}:{} {}", at.line, at.column, problem.message);
        let tone = if problem.is_error() { Tone::Bad } else { Tone::Warn };
        let edit = Action::EditAt { path: path.clone(), line: at.line, column: at.column };
        let entry = edition.entry_at(problem.at).map(Action::Open);
        let mut item =
            Item::new(one_line(&text), problem.code.info().name, tone, Some(entry.unwrap_or_else(|| edit.clone())));
        item.edit = Some(edit);
        item.more = more;
        Some(item)
    };
    told.iter().zip(each(told, &edition.sources, paper)).filter_map(item).collect()
}

/// What is wrong with the settings, each leading to its line.
fn settings_items(reading: &SettingsReading, paper: Paper) -> Vec<Item> {
    let item = |(problem, more): (&Problem, String)| {
        let at = reading.sources.locate(problem.at);
        let text = format!("{}:{} {}", at.line, at.column, problem.message);
        let tone = if problem.is_error() { Tone::Bad } else { Tone::Warn };
        let edit = Action::EditAt { path: reading.path.clone(), line: at.line, column: at.column };
        let mut item = Item::new(one_line(&text), problem.code.info().name, tone, Some(edit.clone()));
        item.edit = Some(edit);
        item.more = more;
        item
    };
    let told = reading.problems.get(..MOST).unwrap_or(&reading.problems);
    told.iter().zip(each(told, &reading.sources, paper)).map(item).collect()
}

/// The entries that something is wrong with; true where it is an error.
pub(super) fn entries_concerned(edition: &Edition) -> HashMap<Id, bool> {
    let mut out = HashMap::new();
    for problem in edition.problems.iter().take(MOST) {
        if let Some(id) = edition.entry_at(problem.at) {
            *out.entry(id).or_insert(false) |= problem.is_error();
        }
    }
    out
}
