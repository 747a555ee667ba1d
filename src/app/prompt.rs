use super::keys::{Key, KeyCode};
use crate::text::one_line;
use unicode_segmentation::UnicodeSegmentation;

/// A line of text being typed, with the cursor at its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prompt {
    /// What was typed.
    pub text: String,
    /// What stood there before, for Esc.
    pub before: String,
}

impl Prompt {
    /// A line that begins with what stands there.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), before: text.to_owned() }
    }

    /// Takes a key that belongs to the text, and leaves the others.
    pub fn edit(&mut self, key: Key) -> bool {
        match (key.code, key.ctrl) {
            (KeyCode::Char(c), false) => self.text.push_str(&one_line(c.encode_utf8(&mut [0; 4]))),
            (KeyCode::Char('u'), true) => self.text.clear(),
            (KeyCode::Char('w'), true) => {
                let kept = self.text.trim_end().rfind(' ').map_or(0, |i| i + 1);
                self.text.truncate(kept);
            }
            (KeyCode::Backspace, _) => {
                if let Some((i, _)) = self.text.grapheme_indices(true).next_back() {
                    self.text.truncate(i);
                }
            }
            _ => return false,
        }
        true
    }

    /// Takes text that was pasted.
    pub fn paste(&mut self, text: &str) {
        self.text.push_str(&one_line(text));
    }
}
