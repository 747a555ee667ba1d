use crate::problem::{Code, Problem};
use crate::text::{FileId, Span, one_line};
use memchr::memmem;
use std::borrow::Cow;
use std::ops::Range;

/// Merges that are told; of more, reading goes on all the same.
const MOST: usize = 100;

/// What both sides say of a merge that was left in the text.
struct Conflict {
    ours: Range<usize>,
    theirs: Range<usize>,
    /// From the first marker to the end of the last.
    whole: Range<usize>,
    /// The marker lines.
    markers: [Range<usize>; 3],
}

/// Tells every merge that was left in a text, and gives the text with one side of each, every byte where it was.
pub fn resolve<'t>(file: FileId, text: &'t str, problems: &mut Vec<Problem>) -> Cow<'t, str> {
    let marker = |at: &usize| *at == 0 || text.as_bytes()[at - 1] == b'\n';
    let mut kept = Cow::Borrowed(text);
    let mut told = 0;
    let mut until = 0;
    for at in memmem::find_iter(text.as_bytes(), b"<<<<<<< ").filter(marker) {
        if at < until || told == MOST {
            continue;
        }
        told += 1;
        let conflict = conflict(text, at);
        problems.push(problem(file, text, at, conflict.as_ref()));
        // One side is read, as if it had been chosen.
        let marker = at..line_end(text, at);
        let lost = conflict.map_or([marker.clone(), marker.end..marker.end], |it| {
            [it.whole.start..it.ours.start, it.ours.end..it.whole.end]
        });
        until = lost[1].end;
        let text = kept.to_mut();
        for range in lost {
            let blank: String =
                text[range.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
            text.replace_range(range, &blank);
        }
    }
    kept
}

fn conflict(text: &str, at: usize) -> Option<Conflict> {
    let find = |from: usize, sign: &str| text[from..].find(sign).map(|i| from + i + 1);
    let middle = find(at, "\n=======")?;
    let last = find(middle, "\n>>>>>>> ")?;
    // In the style of diff3, what both sides began with stands between them.
    let base = find(at, "\n||||||| ").filter(|base| *base < middle).unwrap_or(middle);
    let after = |at: usize| (line_end(text, at) + 1).min(text.len());
    Some(Conflict {
        ours: after(at)..base,
        theirs: after(middle)..last,
        whole: at..line_end(text, last),
        markers: [at, middle, last].map(|at| at..line_end(text, at)),
    })
}

fn problem(file: FileId, text: &str, at: usize, conflict: Option<&Conflict>) -> Problem {
    let span = |range: &Range<usize>| Span::new(file, range.clone());
    let Some(it) = conflict else {
        return Problem::new(Code::E003, span(&(at..line_end(text, at))), "a merge left its first marker here")
            .remedy("delete the line, and what the merge left after it".to_owned());
    };
    let [first, middle, last] = &it.markers;
    let name = |marker: &Range<usize>| one_line(text[marker.clone()].get(7..).unwrap_or("").trim()).into_owned();
    let says = |range: &Range<usize>| {
        let lines = text[range.clone()].lines().count();
        match text[range.clone()].lines().next() {
            None => "nothing".to_owned(),
            Some(line) if lines == 1 => format!("`{}`", one_line(line.trim())),
            Some(line) => format!("`{}` and {} more", one_line(line.trim()), lines - 1),
        }
    };
    Problem::new(Code::E003, span(first), "a merge left both sides here")
        .also(span(&shown(&it.ours, first)), format!("{} says {}", name(first), says(&it.ours)))
        .also(span(&shown(&it.theirs, middle)), format!("{} says {}", name(last), says(&it.theirs)))
        .remedy("keep what is right of both and delete the three marker lines".to_owned())
}

/// A side, or, where it says nothing, the marker before it.
fn shown(side: &Range<usize>, marker: &Range<usize>) -> Range<usize> {
    if side.is_empty() { marker.clone() } else { side.start..side.end - 1 }
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |i| from + i)
}
