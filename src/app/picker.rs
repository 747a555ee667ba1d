use super::actions::{Action, COMMANDS};
use super::keys::{Key, Keymap};
use super::prompt::Prompt;
use crate::ask::Fuzzy;
use crate::look::{LEGEND, Tone, window};
use crate::panes::PANES;

/// A line of a popup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it says.
    pub text: String,
    /// A word at its right: keys, a place.
    pub aside: String,
    /// How it is said.
    pub tone: Tone,
    /// What choosing it does.
    pub action: Option<Action>,
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
    items: Vec<Item>,
    shown: Vec<usize>,
}

impl Picker {
    /// A popup of these lines.
    pub fn new(title: impl Into<String>, items: Vec<Item>) -> Self {
        let shown = (0..items.len()).collect();
        Self { title: title.into(), typed: Prompt::default(), at: 0, items, shown }
    }

    /// Every action with its keys, and every pane.
    pub fn help(title: String, keymap: &Keymap) -> Self {
        let mut items = Vec::new();
        for command in COMMANDS {
            let aside = keymap.shown(&command.action);
            items.push(Item {
                text: format!("{:<5} {}", command.group, command.doc),
                aside,
                tone: Tone::Plain,
                action: Some(command.action.clone()),
            });
        }
        for pane in PANES {
            let action = Action::Show(pane.name());
            items.push(Item {
                text: format!("Pane  {}: {}", pane.title(), pane.about()),
                aside: keymap.shown(&action),
                tone: Tone::Plain,
                action: Some(action),
            });
        }
        for (glyph, means) in LEGEND {
            let text = format!("Sign  {} {means}", glyph.sign());
            items.push(Item { text, aside: String::new(), tone: Tone::Plain, action: None });
        }
        Self::new(title, items)
    }

    /// The lines that fit what was typed.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = &Item> {
        self.shown.iter().map(|i| &self.items[*i])
    }

    /// What the selected line does.
    pub fn chosen(&self) -> Option<Action> {
        self.shown.get(self.at).and_then(|i| self.items[*i].action.clone())
    }

    /// Selects a line by its number among those shown.
    pub fn select(&mut self, at: usize) {
        self.at = at.min(self.shown.len().saturating_sub(1));
    }

    /// Moves the selection.
    pub fn step(&mut self, by: isize) {
        self.select(self.at.saturating_add_signed(by));
    }

    /// The first line in sight when `height` of them are.
    pub fn top(&self, height: usize) -> usize {
        window(self.at, (self.at + 1).saturating_sub(height), self.shown.len(), height)
    }

    /// Takes a key that belongs to the text, and leaves the others. What is typed finds; letters never move.
    pub fn edit(&mut self, key: Key) -> bool {
        let taken = self.typed.edit(key);
        if taken {
            self.find();
        }
        taken
    }

    /// Takes text that was pasted.
    pub fn paste(&mut self, text: &str) {
        self.typed.paste(text);
        self.find();
    }

    fn find(&mut self) {
        let mut fuzzy = Fuzzy::new(&self.typed.text);
        let mut scored: Vec<(u32, usize)> = self
            .items
            .iter()
            .enumerate()
            .filter_map(|(i, item)| Some((fuzzy.score(&format!("{} {}", item.text, item.aside))?, i)))
            .collect();
        if !self.typed.text.is_empty() {
            scored.sort_by_key(|(score, i)| (std::cmp::Reverse(*score), *i));
        }
        self.shown = scored.into_iter().map(|(_, i)| i).collect();
        self.at = 0;
    }
}
