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

/// Takes away what only echoes a syntax error: a problem found later that touches one, and, in a file that has
/// any, fields that are missing because their line could not be read.
pub fn drop_echoes(problems: &mut Vec<Problem>, syntax_until: usize) {
    let (syntax, later) = problems.split_at(syntax_until);
    let mut syntax: Vec<Span> = syntax.iter().filter(|p| p.code == Code::E002).map(|p| p.at).collect();
    if syntax.is_empty() {
        return;
    }
    syntax.sort_unstable();
    // How far those up to each one reach, so that one look tells whether any of many touches.
    let mut reach = syntax.clone();
    for i in 1..reach.len() {
        if reach[i].file == reach[i - 1].file {
            reach[i].end = reach[i].end.max(reach[i - 1].end);
        }
    }
    let is_echo = |problem: &Problem| {
        let at = problem.at;
        let begun = syntax.partition_point(|span| (span.file, span.start) <= (at.file, at.end));
        let before = begun.checked_sub(1).map(|i| reach[i]).filter(|span| span.file == at.file);
        before.is_some_and(|span| span.end >= at.start)
            || (problem.code == Code::E010 && syntax.binary_search_by_key(&at.file, |span| span.file).is_ok())
    };
    let kept: Vec<Problem> = later.iter().filter(|problem| !is_echo(problem)).cloned().collect();
    problems.truncate(syntax_until);
    problems.extend(kept);
}
