use super::{Problem, Severity};
use crate::text::{Lines, Sources, Span, entry_around, one_line as flat, unsafe_to_show};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

/// How many problems are told in full; the rest are counted.
const MOST: usize = 100;
/// Lines that a place shows at most, and how far another place may be to be shown with it.
const LINES: usize = 6;
const NEAR: usize = 12;

/// What a report is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paper {
    /// In the colours of a terminal.
    pub colour: bool,
    /// With line drawing.
    pub drawing: bool,
    /// Columns.
    pub width: usize,
}

impl Default for Paper {
    fn default() -> Self {
        Self { colour: false, drawing: false, width: 100 }
    }
}

/// `roadmap.toml:87:12 unknown member …`: a problem on one line.
pub fn one_line(problem: &Problem, sources: &Sources) -> String {
    let at = sources.locate(problem.at);
    let path = sources.file(problem.at.file).map_or("", |file| file.path.as_str());
    format!("{}:{}:{} {}", flat(path), at.line, at.column, flat(&problem.message))
}

/// All problems as text for people: code, place, the line with the span underlined, the other places, the remedy.
pub fn human(problems: &[Problem], sources: &Sources, paper: Paper) -> String {
    let told = problems.get(..MOST).unwrap_or(problems);
    let mut out: String = each(told, sources, paper).into_iter().flat_map(|text| [text, "\n".to_owned()]).collect();
    if problems.len() > MOST {
        let _ = writeln!(out, "… and {} more\n", problems.len() - MOST);
    }
    out
}

/// The same, each on its own.
pub fn each(problems: &[Problem], sources: &Sources, paper: Paper) -> Vec<String> {
    let plain = if paper.colour { Renderer::styled() } else { Renderer::plain() };
    let decor = if paper.drawing { DecorStyle::Unicode } else { DecorStyle::Ascii };
    let renderer = plain.decor_style(decor).term_width(paper.width.clamp(40, 200));
    let texts: Texts<'_> =
        sources.files().map(|(id, file)| (id, (flat(&file.path).into_owned(), Lines::new(&file.text)))).collect();
    let one = |problem: &Problem| {
        let text = renderer.render(&[group(problem, &texts)]);
        text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
    };
    problems.iter().map(one).collect()
}

type Texts<'a> = HashMap<crate::text::FileId, (String, Lines<'a>)>;

/// Places of one file that are shown together: lines from one to another, and what is marked in them.
struct Shown {
    file: crate::text::FileId,
    lines: Range<usize>,
    marks: Vec<(Span, Mark, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Primary,
    Context,
}

fn group<'a>(problem: &'a Problem, texts: &'a Texts<'_>) -> Group<'a> {
    let info = problem.code.info();
    let level = if info.severity == Severity::Error { Level::ERROR } else { Level::WARNING };
    let mut group = Group::with_title(level.primary_title(flat(&problem.message)).id(info.name));
    for shown in together(problem, texts) {
        if let Some((path, lines)) = texts.get(&shown.file) {
            group = group.element(snippet(path, lines, &shown));
        }
    }
    if let Some(remedy) = &problem.remedy {
        group = group.element(Level::HELP.message(flat(remedy)));
    }
    group
}

/// The places of a problem, those near each other together, the one where it stands first.
fn together(problem: &Problem, texts: &Texts<'_>) -> Vec<Shown> {
    let mut out: Vec<Shown> = Vec::new();
    let Some((_, lines)) = texts.get(&problem.at.file) else { return out };
    let marks = std::iter::once((problem.at, Mark::Primary, String::new()))
        .chain(in_entry(lines, problem.at).map(|(at, word)| (at, Mark::Context, word)))
        .chain(problem.also.iter().map(|(at, word)| (*at, Mark::Context, flat(word).into_owned())));
    for (at, mark, word) in marks {
        let Some((_, lines)) = texts.get(&at.file) else { continue };
        let first = lines.locate(at.start as usize).line;
        let last = lines.locate((at.end as usize).max(at.start as usize + 1) - 1).line.min(first + LINES);
        let near = |shown: &&mut Shown| {
            shown.file == at.file && first + NEAR >= shown.lines.start && first <= shown.lines.end + NEAR
        };
        match out.iter_mut().find(near) {
            Some(shown) => {
                shown.lines = shown.lines.start.min(first)..shown.lines.end.max(last + 1);
                shown.marks.push((at, mark, word));
            }
            None => out.push(Shown { file: at.file, lines: first..last + 1, marks: vec![(at, mark, word)] }),
        }
    }
    out
}

/// The header of the entry in which something stands, some lines above, and which entry that is: people think in
/// entries, not in lines.
fn in_entry(lines: &Lines<'_>, at: Span) -> Option<(Span, String)> {
    let around = entry_around(lines.text(), at.start as usize)?;
    let line = |at: usize| lines.locate(at).line;
    let above = line(at.start as usize) - line(around.header.start);
    let name = format!("{} `{}`", flat(around.kind), flat(around.id?));
    (1..=NEAR).contains(&above).then(|| (Span::new(at.file, around.header), name))
}

fn snippet<'a>(path: &'a str, lines: &Lines<'a>, shown: &Shown) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let from = lines.start(shown.lines.start);
    let until = lines.end(shown.lines.end - 1);
    let text = &lines.text()[from..until];
    // A byte order mark is no column.
    let mark = if from == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let text = &text[mark..];
    let safe: Cow<'_, str> = if text.contains(hidden) { text.replace(hidden, "\u{fffd}").into() } else { text.into() };
    let within = |at: u32| {
        let before = &text[..text.floor_char_boundary((at as usize).saturating_sub(from + mark))];
        before.chars().map(|c| if hidden(c) { '\u{fffd}' } else { c }.len_utf8()).sum()
    };
    let marks = shown.marks.iter().map(|(at, mark, word)| {
        let kind = if *mark == Mark::Primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let annotation = kind.span(within(at.start)..within(at.end));
        if word.is_empty() { annotation } else { annotation.label(word.clone()) }
    });
    Snippet::source(safe).path(path).line_start(shown.lines.start).annotations(marks)
}

/// `2 errors, 1 warning`.
pub fn summary(problems: &[Problem]) -> String {
    let count = |severity| problems.iter().filter(|p| p.code.info().severity == severity).count();
    let words = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    format!("{}, {}", words(count(Severity::Error), "error"), words(count(Severity::Warning), "warning"))
}

/// What must not reach a terminal; the renderer makes spaces of tabs, and knows both line ends.
fn hidden(c: char) -> bool {
    unsafe_to_show(c) && !matches!(c, '\t' | '\r')
}
