use super::actions::Action;
use super::keys::Key;
use super::prompt::{Edited, Prompt};
use crate::ask::Fuzzy;
use crate::look::{Tone, window};
use crate::text::width;

/// A line of a popup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it says.
    pub text: String,
    /// What stands dim behind that; it gives way where there is no room.
    pub beside: String,
    /// A word at its right: keys, a place.
    pub aside: String,
    /// How it is said.
    pub tone: Tone,
    /// What choosing it does.
    pub action: Option<Action>,
    /// What editing it does.
    pub edit: Option<Action>,
    /// What is shown of it while it is selected.
    pub more: String,
}

impl Item {
    /// A line that does something when it is chosen.
    pub fn new(text: impl Into<String>, aside: impl Into<String>, tone: Tone, action: Option<Action>) -> Self {
        let (text, aside) = (text.into(), aside.into());
        Self { text, beside: String::new(), aside, tone, action, edit: None, more: String::new() }
    }

    /// With something dim behind what it says.
    #[must_use]
    pub fn beside(mut self, text: impl Into<String>) -> Self {
        self.beside = text.into();
        self
    }

    /// A heading over the lines below it.
    pub fn heading(text: impl Into<String>) -> Self {
        Self::new(text, "", Tone::Heading, None)
    }

    /// Whether it is a heading.
    pub fn heads(&self) -> bool {
        self.action.is_none() && self.tone == Tone::Heading
    }
}

/// A popup is a list of lines that each mean an action and can be filtered: help, problems and references are this.
#[derive(Debug, Clone)]
pub struct Picker {
    /// What it is.
    pub title: String,
    /// What was typed.
    pub typed: Prompt,
    /// The selected line among those shown.
    pub at: usize,
    /// Whether it lists what is wrong, and is listed anew with the file.
    pub of_problems: bool,
    /// Whether it lists facets, and stays while they are switched on and off.
    pub of_facets: bool,
    /// Letters search; else they mean what they mean in a pane.
    pub searches: bool,
    /// It is read: keys stand first, what a line says is never cut, and every line but the headings can be selected.
    pub teaches: bool,
    /// The cells of the longest text that has something beside it, up to a bound, so that what is there is a column.
    pub column: u16,
    items: Vec<Item>,
    shown: Vec<usize>,
}

/// The cells behind which what stands beside a text begins at most.
const COLUMN: usize = 36;

impl Picker {
    /// A popup of these lines.
    pub fn new(title: impl Into<String>, items: Vec<Item>) -> Self {
        let shown = (0..items.len()).collect();
        let column = column(&items);
        let mut picker = Self {
            title: title.into(),
            typed: Prompt::default(),
            at: 0,
            of_problems: false,
            of_facets: false,
            searches: true,
            teaches: false,
            column,
            items,
            shown,
        };
        picker.step(0);
        picker
    }

    /// A popup of what is wrong, in which letters are keys, not text.
    #[must_use]
    pub fn of_problems(mut self) -> Self {
        self.of_problems = true;
        self.searches = false;
        self
    }

    /// A popup that is read: keys stand first, and what a line says is never cut.
    #[must_use]
    pub fn that_teaches(mut self) -> Self {
        self.teaches = true;
        self.step(0);
        self
    }

    /// A popup that stays while its lines are chosen.
    #[must_use]
    pub fn of_facets(mut self) -> Self {
        self.of_facets = true;
        self
    }

    /// Takes the title and the lines of another one; what was typed stays, and what was selected where it is there.
    pub fn renew(&mut self, other: Self) {
        let selected = self.selected().and_then(|item| item.action.clone());
        (self.title, self.items, self.column) = (other.title, other.items, other.column);
        self.find();
        let there = |i: &usize| self.items[*i].action.is_some() && self.items[*i].action == selected;
        if let Some(at) = self.shown.iter().position(there) {
            self.at = at;
        }
    }

    /// The lines that fit what was typed.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = &Item> {
        self.shown.iter().map(|i| &self.items[*i])
    }

    /// The selected line.
    pub fn selected(&self) -> Option<&Item> {
        self.shown.get(self.at).map(|i| &self.items[*i])
    }

    /// Selects a line by its number among those shown.
    pub fn select(&mut self, at: usize) {
        self.at = at.min(self.shown.len().saturating_sub(1));
    }

    /// Moves the selection, over what only stands there to be read; without a step, to where there is something to do.
    pub fn step(&mut self, by: isize) {
        self.select(self.at.saturating_add_signed(by));
        let stops = |item: &Item| item.action.is_some() || (self.teaches && !item.heads());
        let does = |at: &usize| self.shown.get(*at).is_some_and(|i| stops(&self.items[*i]));
        let (before, after) = ((0..=self.at).rev().find(does), (self.at..self.shown.len()).find(does));
        self.at = if by < 0 { before.or(after) } else { after.or(before) }.unwrap_or(self.at);
    }

    /// The first line in sight when `height` of them are.
    pub fn top(&self, height: usize) -> usize {
        window(self.at, (self.at + 1).saturating_sub(height), self.shown.len(), height)
    }

    /// Takes a key that belongs to the text, and leaves the others. What is typed finds; letters never move.
    pub fn edit(&mut self, key: Key) -> bool {
        let edited = if self.searches { self.typed.edit(key) } else { Edited::Not };
        if edited.is_text() {
            self.find();
        }
        edited.is_taken()
    }

    /// Takes text that was pasted.
    pub fn paste(&mut self, text: &str) {
        if self.searches {
            self.typed.paste(text);
            self.find();
        }
    }

    fn find(&mut self) {
        let mut fuzzy = Fuzzy::new(self.typed.text());
        // What is found stands by itself, without the headings of what was not.
        let found = |item: &Item| self.typed.text().is_empty() || !(self.teaches && item.heads());
        let mut scored: Vec<(u32, usize)> = self
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| found(item))
            .filter_map(|(i, item)| Some((fuzzy.score(&format!("{} {} {}", item.text, item.beside, item.aside))?, i)))
            .collect();
        if !self.typed.text().is_empty() {
            // Of two that fit as well, the shorter one is more of what was typed.
            scored.sort_by_key(|(score, i)| (std::cmp::Reverse(*score), self.items[*i].text.len(), *i));
        }
        self.shown = scored.into_iter().map(|(_, i)| i).collect();
        self.at = 0;
        self.step(0);
    }
}

fn column(items: &[Item]) -> u16 {
    let texts = items.iter().filter(|item| !item.beside.is_empty()).map(|item| width(&item.text));
    texts.max().unwrap_or(0).min(COLUMN) as u16
}
