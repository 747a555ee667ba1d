use super::{FileId, Span};
use std::sync::Arc;

/// One file of a reading: its path as it is shown, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// The path as a person would type it.
    pub path: String,
    /// The text; where the file was not UTF-8, with replacement characters.
    pub text: Arc<str>,
    /// Byte offset of the first byte that is not UTF-8.
    pub not_utf8_at: Option<usize>,
}

/// The texts of one reading, in the order in which they were read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sources(Vec<SourceText>);

impl Sources {
    /// A reading of one text.
    pub fn of_text(path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Self(vec![SourceText { path: path.into(), text: text.into(), not_utf8_at: None }])
    }

    /// A reading of one file's bytes; what is not UTF-8 is replaced and remembered.
    pub fn of_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let path = path.into();
        Self(vec![match String::from_utf8(bytes) {
            Ok(text) => SourceText { path, text: text.into(), not_utf8_at: None },
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                SourceText { path, text: String::from_utf8_lossy(error.as_bytes()).into(), not_utf8_at: Some(at) }
            }
        }])
    }

    /// The same files and one more, read after them.
    #[must_use]
    pub fn and_text(mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        self.0.push(SourceText { path: path.into(), text: text.into(), not_utf8_at: None });
        self
    }

    /// The same files, one of them with another text.
    #[must_use]
    pub fn with_text(&self, id: FileId, text: impl Into<Arc<str>>) -> Self {
        let mut files = self.0.clone();
        if let Some(file) = files.get_mut(usize::from(id.0)) {
            file.text = text.into();
            file.not_utf8_at = None;
        }
        Self(files)
    }

    /// Every file with its number.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceText)> {
        self.0.iter().enumerate().map(|(i, file)| (FileId(i as u16), file))
    }

    /// The file with that number.
    pub fn file(&self, id: FileId) -> Option<&SourceText> {
        self.0.get(usize::from(id.0))
    }

    /// The text under a span; empty where the span does not fit the text.
    pub fn slice(&self, span: Span) -> &str {
        self.file(span.file).and_then(|file| file.text.get(span.range())).unwrap_or("")
    }

    /// Line and column of the start of a span. For many spans of one file, use [`Lines`].
    pub fn locate(&self, span: Span) -> LineColumn {
        self.file(span.file)
            .map_or(LineColumn { line: 1, column: 1 }, |file| Lines::new(&file.text).locate(span.start as usize))
    }
}

/// A place as people count: line and column from 1, columns in characters, a byte order mark not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Where the lines of a text begin.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Reads the text once.
    pub fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1)).collect();
        Self { text, starts }
    }

    /// Line and column of a byte offset; past the end means the end.
    pub fn locate(&self, at: usize) -> LineColumn {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let before = &self.text[self.starts[line - 1]..at];
        let mark = usize::from(before.starts_with('\u{feff}'));
        LineColumn { line, column: before.chars().count() + 1 - mark }
    }

    /// The text of a line (from 1) without its line end.
    pub fn line(&self, line: usize) -> &'a str {
        let Some(start) = line.checked_sub(1).and_then(|i| self.starts.get(i)).copied() else {
            return "";
        };
        let end = self.starts.get(line).map_or(self.text.len(), |next| next - 1);
        self.text[start..end.max(start)].trim_end_matches('\r')
    }
}
