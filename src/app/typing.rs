//! Keys that edit a line being typed. The line, help and docs all go by this table.

use super::keys::{Key, KeyCode, keys};

/// What a key does to a line being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table below says what each does")]
pub enum Stroke {
    Left,
    Right,
    WordLeft,
    WordRight,
    Begin,
    End,
    DropBefore,
    DropAfter,
    DropWord,
    DropHead,
    DropTail,
    Offer,
    OfferBefore,
    Earlier,
    Later,
}

/// What is declared of a stroke.
#[derive(Debug)]
pub struct Typing {
    /// The stroke.
    pub stroke: Stroke,
    /// Its name.
    pub name: &'static str,
    /// Its keys, in their written form.
    pub keys: &'static [&'static str],
    /// What it does.
    pub doc: &'static str,
}

const fn typing(stroke: Stroke, name: &'static str, keys: &'static [&'static str], doc: &'static str) -> Typing {
    Typing { stroke, name, keys, doc }
}

/// What the strokes are together.
pub const TYPING: &str = "While typing";

/// Every stroke.
pub static STROKES: &[Typing] = &[
    typing(Stroke::Left, "letter-left", &["<left>"], "a letter to the left"),
    typing(Stroke::Right, "letter-right", &["<right>"], "a letter to the right"),
    typing(Stroke::WordLeft, "word-left", &["<ctrl-left>"], "a word to the left"),
    typing(Stroke::WordRight, "word-right", &["<ctrl-right>"], "a word to the right"),
    typing(Stroke::Begin, "line-begin", &["<home>"], "to the beginning of the line"),
    typing(Stroke::End, "line-end", &["<end>"], "to the end of the line"),
    typing(Stroke::DropBefore, "drop-before", &["<backspace>"], "take away the letter before"),
    typing(Stroke::DropAfter, "drop-after", &["<delete>"], "take away the letter at the cursor"),
    typing(Stroke::DropWord, "drop-word", &["<ctrl-w>"], "take away the word before"),
    typing(Stroke::DropHead, "drop-head", &["<ctrl-u>"], "take away all that stands before"),
    typing(Stroke::DropTail, "drop-tail", &["<ctrl-k>"], "take away all that stands behind"),
    typing(Stroke::Offer, "offer", &["<tab>"], "take the next of the words that can stand there"),
    typing(Stroke::OfferBefore, "offer-before", &["<s-tab>"], "the one before"),
    typing(Stroke::Earlier, "line-earlier", &["<up>"], "the line that was typed before, where lines are remembered"),
    typing(Stroke::Later, "line-later", &["<down>"], "the one after it"),
];

impl Stroke {
    /// What a key does; control counts only where the table names it, but for letters.
    pub fn of(key: Key) -> Option<Self> {
        let named = |key: Key| STROKES.iter().find(|typing| typing.keys.iter().any(|text| keys(text) == [key]));
        let plain = || (!matches!(key.code, KeyCode::Char(_))).then(|| named(Key { ctrl: false, ..key })).flatten();
        named(key).or_else(plain).map(|typing| typing.stroke)
    }
}

impl Typing {
    /// Its keys as they are shown.
    pub fn shown(&self) -> Vec<String> {
        self.keys.iter().map(|text| keys(text).iter().map(Key::to_string).collect()).collect()
    }
}
