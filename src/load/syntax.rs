use crate::model::Kind;
use crate::problem::{Code, Problem};
use crate::text::{FileId, SourceText, Span, one_line};
use memchr::memmem;
use toml::Spanned;
use toml::de::DeTable;

/// What stands before any reading: text that is not text, and both sides of a merge. Tells whether there is a reason
/// to read on.
pub fn is_readable(file: FileId, source: &SourceText, problems: &mut Vec<Problem>) -> bool {
    if let Some(at) = source.not_utf8_at {
        let text = "the file is not UTF-8 from here on";
        problems.push(Problem::new(Code::E001, Span::new(file, at..at), text).remedy("save it as UTF-8".to_owned()));
        return false;
    }
    let before = problems.len();
    conflicts(file, &source.text, problems);
    problems.len() == before
}

/// Reads a text as TOML, as far as it goes; `base` is where it begins in the file.
pub fn parse<'t>(file: FileId, base: usize, text: &'t str, problems: &mut Vec<Problem>) -> Spanned<DeTable<'t>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    problems.extend(errors.iter().map(|error| {
        let span = error.span().unwrap_or(0..0);
        let at = Span::new(file, base + span.start.min(text.len())..base + span.end.min(text.len()));
        Problem::new(Code::E002, at, one_line(error.message()).into_owned())
    }));
    table
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

/// Tells every pair of sides that a merge left in the text.
fn conflicts(file: FileId, text: &str, problems: &mut Vec<Problem>) {
    let line_at = |at: usize| memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count() + 1;
    for at in memmem::find_iter(text.as_bytes(), b"<<<<<<< ").filter(|at| *at == 0 || text.as_bytes()[at - 1] == b'\n')
    {
        let end = |from: usize| text[from..].find('\n').map_or(text.len(), |i| from + i);
        let middle = text[at..].find("\n=======").map(|i| at + i + 1);
        let last = middle.and_then(|middle| text[middle..].find("\n>>>>>>> ").map(|i| middle + i + 1));
        let mut problem = Problem::new(Code::E003, Span::new(file, at..end(at)), "a merge left both sides here");
        if let (Some(middle), Some(last)) = (middle, last) {
            // In the style of diff3, what both sides began with stands between them.
            let base = text[at..middle].find("\n||||||| ").map_or(middle, |i| at + i + 1);
            let (first, ours, between, until) = (line_at(at), line_at(base), line_at(middle), line_at(last));
            problem = problem
                .also(
                    Span::new(file, middle..end(middle)),
                    format!(
                        "one side is lines {} to {}, the other {} to {}",
                        first + 1,
                        ours - 1,
                        between + 1,
                        until - 1
                    ),
                )
                .remedy("keep what is right of both and delete the three marker lines".to_owned());
        }
        problems.push(problem);
        if problems.len() > 100 {
            return;
        }
    }
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
