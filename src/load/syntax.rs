use crate::model::Kind;
use crate::problem::{Code, Problem};
use crate::text::{FileId, SourceText, Span};
use memchr::memmem;

/// Tells text that is no text: nothing more can be read of it.
pub fn is_readable(file: FileId, source: &SourceText, problems: &mut Vec<Problem>) -> bool {
    if let Some(at) = source.not_utf8_at {
        let text = "the file is not UTF-8 from here on";
        problems.push(Problem::new(Code::E001, Span::new(file, at..at), text).remedy("save it as UTF-8".to_owned()));
    }
    source.not_utf8_at.is_none()
}

/// Where a text can be cut so that each piece begins with the header of an entry.
pub fn cut(text: &str, pieces: usize) -> Vec<usize> {
    let header = |at: usize| {
        let line = text[at..].lines().next().unwrap_or("");
        let name = line.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
        name.is_some_and(|name| Kind::ALL.into_iter().any(|kind| kind.word() == name))
    };
    let mut starts = vec![0];
    for i in 1..pieces {
        let near = (text.len() / pieces * i).max(starts.last().copied().unwrap_or(0) + 1).min(text.len());
        let found = memmem::find_iter(&text.as_bytes()[near..], b"\n[[").map(|at| near + at + 1).find(|at| header(*at));
        match found {
            Some(at) if starts.last() != Some(&at) => starts.push(at),
            _ => break,
        }
    }
    starts
}
