//! A line of text being typed: the filter, the command line, what a picker looks for, a field of a form.

use super::keys::{Key, KeyCode};
use super::typing::Stroke;
use crate::ask::Offers;
use crate::text::one_line;
use std::ops::Range;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// What a key did to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edited {
    /// Nothing: the key means something else here.
    Not,
    /// It moved the cursor, at most. What can stand there is to be offered anew.
    Moved,
    /// Another text stands there. What can stand at the cursor is to be offered anew.
    Text,
    /// Another offer stands there; the list stays as it is.
    Offer,
}

impl Edited {
    /// Whether the key belonged to the line.
    pub fn is_taken(self) -> bool {
        self != Self::Not
    }

    /// Whether another text stands there.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Offer)
    }
}

/// A line of text being typed.
///
/// It takes letters, the keys that edit them, and where it was given some, Up and Down for lines typed before and Tab
/// for what can stand at the cursor. All other keys are left to whoever owns it; while nothing stands in the line, so
/// are those that move in it. The cursor stands between two graphemes, never inside of one.
#[derive(Debug, Clone, Default)]
pub struct Prompt {
    text: String,
    before: String,
    cursor: usize,
    /// The first letter takes the place of all that stands there.
    overtype: bool,
    /// Lines typed before, the last one last, and the one that stands there now instead of `draft`.
    past: Vec<String>,
    recalled: Option<usize>,
    /// What was typed before a line was recalled or an offer was chosen.
    draft: String,
    offers: Offers,
    chosen: Option<usize>,
}

impl Prompt {
    /// A line that begins with what stands there, the cursor at its end.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), before: text.to_owned(), cursor: text.len(), ..Self::default() }
    }

    /// With lines that were typed before, the last one last; Up and Down recall them.
    #[must_use]
    pub fn recalling(mut self, past: Vec<String>) -> Self {
        self.past = past;
        self
    }

    /// The first letter takes the place of all that stands there; a key that moves in it or takes a piece away keeps it.
    #[must_use]
    pub fn overtyped(mut self) -> Self {
        self.overtype = true;
        self
    }

    /// Whether the first letter takes the place of all that stands there.
    pub fn is_overtyped(&self) -> bool {
        self.overtype && !self.text.is_empty()
    }

    /// What stands there.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stood there at first.
    pub fn before(&self) -> &str {
        &self.before
    }

    /// Whether something else stands there than at first.
    pub fn is_changed(&self) -> bool {
        self.text != self.before
    }

    /// The byte at which the next letter goes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts another text there, the cursor at its end.
    pub fn set(&mut self, text: &str) {
        self.settle();
        text.clone_into(&mut self.text);
        self.cursor = self.text.len();
    }

    /// Says what can stand at the cursor.
    pub fn offer(&mut self, offers: Offers) {
        let fits = self.text.get(offers.at.clone()).is_some();
        self.offers = if fits { offers } else { Offers::default() };
        self.chosen = None;
    }

    /// What can stand at the cursor, and which of it was chosen.
    pub fn offers(&self) -> (&Offers, Option<usize>) {
        (&self.offers, self.chosen)
    }

    /// Puts an offer in its place, by its number, if there is such an offer.
    pub fn choose_offer(&mut self, number: usize) {
        if number >= self.offers.list.len() {
            return;
        }
        if self.chosen.take().is_some() {
            self.text.clone_from(&self.draft);
        }
        self.chosen = number.checked_sub(1);
        if self.chosen.is_some() {
            self.draft.clone_from(&self.text);
        }
        self.choose(1);
    }

    /// Takes the offer back that was chosen last; false if there is none.
    pub fn take_back(&mut self) -> bool {
        if self.chosen.take().is_none() {
            return false;
        }
        let draft = std::mem::take(&mut self.draft);
        self.text = draft;
        self.cursor = self.boundary(self.offers.at.end);
        self.offers = Offers::default();
        true
    }

    /// Takes a key that belongs to the line, and leaves the others.
    pub fn edit(&mut self, key: Key) -> Edited {
        if let Key { code: KeyCode::Char(c), ctrl: false } = key {
            return self.insert(c.encode_utf8(&mut [0; 4]));
        }
        let Some(stroke) = Stroke::of(key) else { return Edited::Not };
        match stroke {
            Stroke::DropHead => self.remove(0..self.cursor),
            Stroke::DropTail => self.remove(self.cursor..self.text.len()),
            Stroke::DropWord => self.remove(self.word_before()..self.cursor),
            Stroke::DropBefore => self.remove(self.before_cursor()..self.cursor),
            Stroke::Offer => self.choose(1),
            Stroke::OfferBefore => self.choose(-1),
            Stroke::Later if self.chosen.is_some() => self.choose(1),
            Stroke::Earlier if self.chosen.is_some() => self.choose(-1),
            Stroke::Later => self.recall(1),
            Stroke::Earlier => self.recall(-1),
            _ if self.text.is_empty() => Edited::Not,
            Stroke::DropAfter => self.remove(self.cursor..self.after_cursor()),
            Stroke::Left => self.go(self.before_cursor()),
            Stroke::Right => self.go(self.after_cursor()),
            Stroke::WordLeft => self.go(self.word_before()),
            Stroke::WordRight => self.go(self.word_after()),
            Stroke::Begin => self.go(0),
            Stroke::End => self.go(self.text.len()),
        }
    }

    /// Takes text that was pasted.
    pub fn paste(&mut self, text: &str) {
        self.insert(text);
    }

    fn insert(&mut self, text: &str) -> Edited {
        if self.overtype {
            self.set("");
        }
        self.settle();
        let text = one_line(text);
        self.text.insert_str(self.cursor, &text);
        // What was typed may have joined with what stands behind it.
        self.cursor = self.boundary(self.cursor + text.len());
        Edited::Text
    }

    fn remove(&mut self, range: Range<usize>) -> Edited {
        self.settle();
        self.text.replace_range(range.clone(), "");
        self.cursor = self.boundary(range.start);
        Edited::Text
    }

    fn go(&mut self, to: usize) -> Edited {
        self.settle();
        self.cursor = self.boundary(to);
        Edited::Moved
    }

    /// What was recalled or chosen is what stands there from now on.
    fn settle(&mut self) {
        self.recalled = None;
        self.chosen = None;
        self.offers = Offers::default();
        self.overtype = false;
    }

    fn recall(&mut self, by: isize) -> Edited {
        if self.past.is_empty() {
            return Edited::Not;
        }
        let here = self.recalled.unwrap_or(self.past.len());
        if here == self.past.len() {
            self.draft.clone_from(&self.text);
        }
        // A line that stands there already would look as if the key had done nothing.
        let mut to = here.checked_add_signed(by).filter(|to| *to <= self.past.len());
        while let Some(same) = to.filter(|to| self.past.get(*to) == Some(&self.text)) {
            to = same.checked_add_signed(by);
        }
        let Some(to) = to else { return Edited::Moved };
        let draft = std::mem::take(&mut self.draft);
        let line = self.past.get(to).cloned().unwrap_or_else(|| draft.clone());
        self.set(&line);
        self.draft = draft;
        self.recalled = (to < self.past.len()).then_some(to);
        Edited::Text
    }

    /// Puts the next or previous offer in its place; before the first and behind the last is what was typed.
    fn choose(&mut self, by: isize) -> Edited {
        let count = self.offers.list.len() as isize;
        if count == 0 {
            return Edited::Not;
        }
        if self.chosen.is_none() {
            self.draft.clone_from(&self.text);
        }
        let here = self.chosen.map_or(count, |chosen| chosen as isize);
        let to = (here + by).rem_euclid(count + 1) as usize;
        self.text.clone_from(&self.draft);
        self.cursor = self.boundary(self.offers.at.end);
        self.chosen = None;
        let Some(offer) = self.offers.list.get(to) else { return Edited::Offer };
        self.text.replace_range(self.offers.at.clone(), &offer.text);
        self.cursor = self.boundary(self.offers.at.start + offer.text.len());
        if count == 1 {
            // There is nothing to choose from: what comes next is offered at once.
            self.settle();
            return Edited::Text;
        }
        self.chosen = Some(to);
        Edited::Offer
    }

    /// The nearest place from `at` on that is not inside of a grapheme.
    fn boundary(&self, at: usize) -> usize {
        self.text.grapheme_indices(true).map(|(i, _)| i).find(|i| *i >= at).unwrap_or(self.text.len())
    }

    fn before_cursor(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.cursor, self.text.len(), true);
        cursor.prev_boundary(&self.text, 0).ok().flatten().unwrap_or(0)
    }

    fn after_cursor(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.cursor, self.text.len(), true);
        cursor.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len())
    }

    /// Where the word before the cursor begins.
    fn word_before(&self) -> usize {
        let head = self.text[..self.cursor].trim_end();
        head.char_indices().rfind(|(_, c)| c.is_whitespace()).map_or(0, |(i, c)| i + c.len_utf8())
    }

    /// Where the word behind the cursor ends.
    fn word_after(&self) -> usize {
        let tail = &self.text[self.cursor..];
        let blank = tail.len() - tail.trim_start().len();
        tail[blank..].find(char::is_whitespace).map_or(self.text.len(), |i| self.cursor + blank + i)
    }
}
