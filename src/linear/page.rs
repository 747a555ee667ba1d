use crate::look::ascii;
use crate::text::clean;
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_segmentation::UnicodeSegmentation;

/// What the lines are written on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Columns.
    pub width: usize,
    /// How many rows of a list are said at once.
    pub rows: usize,
    /// Only ASCII.
    pub ascii: bool,
}

impl Default for Page {
    fn default() -> Self {
        Self { width: 80, rows: 20, ascii: false }
    }
}

impl Page {
    /// Lines as they are written: safe to show, and no wider than the page, if their words are not; what goes on
    /// is indented.
    pub fn lay(self, said: &[String]) -> Vec<String> {
        let options = Options::new(self.width.max(20))
            .subsequent_indent("   ")
            // An address is of use only in one piece, and so is a word that is spelt out.
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation)
            .break_words(false);
        let safe = said.iter().map(|text| self.fold(text));
        safe.flat_map(|text| {
            let lines = text.split('\n').flat_map(|line| textwrap::wrap(line, &options));
            lines.map(|line| line.trim_end().to_owned()).collect::<Vec<_>>()
        })
        .collect()
    }

    /// A text made safe to show, in ASCII where nothing else can be shown.
    pub fn fold(self, text: &str) -> String {
        let text = clean(text);
        if !self.ascii || text.is_ascii() {
            return text.into_owned();
        }
        text.graphemes(true).map(|piece| if piece.is_ascii() { piece.into() } else { ascii(piece) }).collect()
    }

    /// Which of `len` lines are said together with the line `at`.
    pub(super) fn around(self, at: usize, len: usize) -> std::ops::Range<usize> {
        let rows = self.rows.max(1);
        let from = at / rows * rows;
        from..(from + rows).min(len)
    }
}
