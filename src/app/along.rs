//! Along the references: to what an entry is joined to, at once where that is one, by a list where there are several.

use super::{Action, App, Effect, Item, Picker, Popup};
use crate::ask::{Wanted, search};
use crate::look::Tone;
use crate::model::{Entry, EntryIx, Id, Kind};
use crate::panes::standing;
use crate::plan::{DEPENDENCIES, Seen, joined};
use std::collections::{HashMap, HashSet};

/// How many entries are listed; who has more of one sort filters their pane.
const LISTED: usize = 20_000;
/// How many are counted for the popup of the `g` keys, which is painted anew with each frame.
pub const COUNTED: usize = 999;

impl App {
    /// What an action that goes along references leads to from an entry, by which reference, and what to call it all;
    /// `None` for any other action.
    fn leads_to(
        &self,
        action: &Action,
        ix: EntryIx,
    ) -> Option<(&'static str, impl Iterator<Item = (Seen, EntryIx)> + '_)> {
        let (roadmap, links) = (&self.board.edition.roadmap, &self.board.edition.links);
        let (what, kind) = match action {
            Action::GoNeeds => ("what it depends on", None),
            Action::GoReferrers => ("what refers to it", None),
            Action::GoMember => ("members", Some(Kind::Member)),
            Action::GoProject => ("projects", Some(Kind::Project)),
            Action::GoCapability => ("capability areas", Some(Kind::Capability)),
            _ => return None,
        };
        let needs = *action == Action::GoNeeds;
        let fits = move |(seen, to): &(Seen, EntryIx)| match kind {
            Some(kind) => roadmap.get(*to).is_some_and(|entry| entry.kind() == kind),
            None if needs => !seen.back && DEPENDENCIES.contains(&seen.relation.field),
            None => seen.back,
        };
        Some((what, joined(roadmap, links, ix).filter(fits)))
    }

    /// How many entries (or lines) an action leads to from here, counted up to a bound; `None` where that is no
    /// question.
    pub fn leads(&self, action: &Action) -> Option<usize> {
        match action {
            Action::GoProblems => Some(self.board.newest().problems.len().min(COUNTED)),
            Action::GoLog => Some(self.board.since.chunk_by(|a, b| a.number == b.number).take(COUNTED).count()),
            Action::Around => self
                .focused()
                .map(|ix| joined(&self.board.edition.roadmap, &self.board.edition.links, ix).take(COUNTED).count()),
            Action::Forecast => Some(usize::from(self.focused().and_then(|ix| self.forecastable(ix)).is_some())),
            Action::OpenLink => Some(usize::from(self.focused().and_then(|ix| self.address(ix)).is_some())),
            _ => match self.focused() {
                Some(ix) => self.leads_to(action, ix).map(|(_, found)| {
                    let mut once = HashSet::new();
                    found.filter(|(_, to)| once.insert(*to)).take(COUNTED).count()
                }),
                None => super::COMMANDS
                    .iter()
                    .find(|command| command.action == *action)
                    .filter(|command| command.name.starts_with("go-"))
                    .map(|_| 0),
            },
        }
    }

    /// Goes along the references of a sort.
    pub(super) fn go_along(&mut self, action: &Action, effects: &mut Vec<Effect>) {
        let Some(ix) = self.focused() else {
            return self.say("nothing is selected", Tone::Warn);
        };
        let Some((what, found)) = self.leads_to(action, ix) else { return };
        let found = each_once(found);
        let name = self.name(ix).to_owned();
        match &found[..] {
            [] => self.say(format!("{name}: {what}: none"), Tone::Dim),
            [(only, _)] => {
                if let Some(id) = self.board.edition.roadmap.get(*only).map(|entry| entry.id().clone()) {
                    self.act(Action::Open(id), effects);
                }
            }
            _ => self.list(format!("{name}: {what}"), &found),
        }
    }

    /// Lists everything that an entry is joined to in one way; without one, everything that refers to it.
    pub(super) fn list_all(&mut self, ix: EntryIx, way: Option<Seen>) {
        let edition = &self.board.edition;
        let mut found = each_once(
            joined(&edition.roadmap, &edition.links, ix).filter(|(seen, _)| way.map_or(seen.back, |way| way == *seen)),
        );
        if way.is_some() {
            // The title says it of all.
            for (_, words) in &mut found {
                words.clear();
            }
        }
        let what = way.map_or("what refers to it", Seen::word);
        self.list(format!("{}: {what}", self.name(ix)), &found);
    }

    /// Lists the entries that words fit, the best first.
    pub(super) fn list_fitting(&mut self, words: &str) {
        let found = search(&self.board.edition, &Wanted::new(words), LISTED);
        if found.hits.is_empty() {
            return self.say(format!("nothing fits `{words}`"), Tone::Warn);
        }
        let found: Vec<(EntryIx, String)> = found.hits.iter().map(|hit| (hit.entry, String::new())).collect();
        self.list(format!("What fits `{words}`"), &found);
    }

    /// A popup of entries, each with a word of its own, its kind, its date and how it stands.
    pub(super) fn list(&mut self, title: String, found: &[(EntryIx, String)]) {
        let item = |(ix, words): &(EntryIx, String)| Some(self.item(*ix)?.beside(words.as_str()));
        let items = found.iter().take(LISTED).filter_map(item).collect();
        let title = match found.len() {
            n if n > LISTED => format!("{title}, the first {LISTED} of {n}"),
            _ => title,
        };
        self.pop_up(Popup::Picker(Picker::new(title, items)));
    }

    /// The line of a popup that leads to an entry.
    pub(super) fn item(&self, ix: EntryIx) -> Option<Item> {
        let entry = self.board.edition.roadmap.get(ix)?;
        let mut aside = entry.kind().word().to_owned();
        let standing = match entry {
            Entry::Milestone(_) => standing(&self.facts(), ix).0,
            Entry::Project(project) => project.status.word().to_owned(),
            Entry::Risk(risk) => risk.status.word().to_owned(),
            _ => String::new(),
        };
        for part in [entry.shown_date().map(|date| date.to_string()).unwrap_or_default(), standing] {
            if !part.is_empty() {
                aside = format!("{aside} · {part}");
            }
        }
        Some(Item::new(entry.name(), aside, Tone::Plain, Some(Action::Open(entry.id().clone()))))
    }

    /// What people call an entry.
    pub(super) fn name(&self, ix: EntryIx) -> &str {
        self.board.edition.roadmap.get(ix).map_or("", |entry| entry.item().name())
    }

    /// The name of an entry by its id; the id itself where nothing has it any more.
    pub fn name_of<'a>(&'a self, id: &'a Id) -> &'a str {
        self.board.edition.roadmap.entry(id.as_str()).map_or(id.as_str(), |entry| entry.item().name())
    }
}

/// Entries at the other end of references, each once, with what it says of the end from which they were seen: it
/// `depends on` that, `threatens` it.
fn each_once(found: impl Iterator<Item = (Seen, EntryIx)>) -> Vec<(EntryIx, String)> {
    let mut places: HashMap<EntryIx, usize> = HashMap::new();
    let mut all: Vec<(EntryIx, String)> = Vec::new();
    for (seen, to) in found {
        let word = seen.turned().word();
        let at = *places.entry(to).or_insert(all.len());
        match all.get_mut(at) {
            Some((_, words)) if words.split(", ").any(|known| known == word) => {}
            Some((_, words)) => words.extend([", ", word]),
            None => all.push((to, word.to_owned())),
        }
    }
    all
}
