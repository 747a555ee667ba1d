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

impl SourceText {
    /// A text.
    pub fn of_text(path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), text: text.into(), not_utf8_at: None }
    }

    /// The text that bytes are; what is not UTF-8 is replaced and remembered.
    pub fn of_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Self::of_text(path, text),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                Self { not_utf8_at: Some(at), ..Self::of_text(path, String::from_utf8_lossy(error.as_bytes())) }
            }
        }
    }
}

/// Why something that is to be included is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such file.
    Missing,
    /// No file is like the pattern.
    Nothing,
    /// It is not below the folder of the first file.
    Outside,
    /// The pattern cannot be understood; why.
    NoPattern(String),
    /// The file cannot be read; why.
    Unreadable(String),
    /// There are more files than this.
    TooMany(usize),
}

/// The texts of one reading: the first file, then those that it includes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sources {
    files: Vec<SourceText>,
    refused: Option<Vec<(usize, Refusal)>>,
}

impl Sources {
    /// A reading of one text.
    pub fn of_text(path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Self::alone(vec![SourceText::of_text(path, text)])
    }

    /// A reading of one file's bytes; what is not UTF-8 is replaced and remembered.
    pub fn of_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self::alone(vec![SourceText::of_bytes(path, bytes)])
    }

    /// A reading of texts that stand in no folder.
    pub fn alone(files: Vec<SourceText>) -> Self {
        Self { files, refused: None }
    }

    /// A reading of a file and of what it includes, with what was refused: the number of the pattern, and why.
    pub fn of_files(files: Vec<SourceText>, refused: Vec<(usize, Refusal)>) -> Self {
        Self { files, refused: Some(refused) }
    }

    /// What could not be included; `None` if there was no folder to look in.
    pub fn refused(&self) -> Option<&[(usize, Refusal)]> {
        self.refused.as_deref()
    }

    /// The same files, one of them with another text.
    #[must_use]
    pub fn with_text(&self, id: FileId, text: impl Into<Arc<str>>) -> Self {
        let mut next = self.clone();
        if let Some(file) = next.files.get_mut(usize::from(id.0)) {
            file.text = text.into();
            file.not_utf8_at = None;
        }
        next
    }

    /// Every file with its number.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceText)> {
        self.files.iter().enumerate().map(|(i, file)| (FileId(i as u16), file))
    }

    /// The file with that number.
    pub fn file(&self, id: FileId) -> Option<&SourceText> {
        self.files.get(usize::from(id.0))
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

    /// The whole text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The byte at which a line (from 1) begins; past the last line, the end of the text.
    pub fn start(&self, line: usize) -> usize {
        line.checked_sub(1).and_then(|i| self.starts.get(i)).copied().unwrap_or(self.text.len())
    }

    /// The byte at which a line (from 1) ends, before its line end.
    pub fn end(&self, line: usize) -> usize {
        self.start(line) + self.line(line).len()
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
