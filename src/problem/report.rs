use super::{Problem, Severity};
use crate::text::{Lines, Sources, clean, one_line as flat, width};
use std::collections::HashMap;
use std::fmt::Write;

/// How many problems are told in full; the rest are counted.
const MOST: usize = 100;

/// `roadmap.toml:87:12 unknown member …`: a problem on one line.
pub fn one_line(problem: &Problem, sources: &Sources) -> String {
    let at = sources.locate(problem.at);
    let path = sources.file(problem.at.file).map_or("", |file| file.path.as_str());
    format!("{}:{}:{} {}", flat(path), at.line, at.column, flat(&problem.message))
}

/// All problems as text for people: code, place, the line with the span underlined, the other places, the remedy.
pub fn human(problems: &[Problem], sources: &Sources) -> String {
    let lines: HashMap<_, _> =
        sources.files().map(|(id, file)| (id, (flat(&file.path), Lines::new(&file.text)))).collect();
    let mut out = String::new();
    for problem in problems.iter().take(MOST) {
        let info = problem.code.info();
        let _ = writeln!(out, "{}[{}]: {}", info.severity.word(), info.name, flat(&problem.message));
        let places =
            std::iter::once((problem.at, "")).chain(problem.also.iter().map(|(at, word)| (*at, word.as_str())));
        for (span, word) in places {
            let Some((path, lines)) = lines.get(&span.file) else {
                continue;
            };
            let (at, to) = (lines.locate(span.start as usize), lines.locate(span.end as usize));
            let raw = lines.line(at.line);
            let margin = at.line.to_string().len();
            let _ = writeln!(out, "{:margin$}--> {path}:{}:{}", "", at.line, at.column);
            let text = shown(raw);
            let before = width(&text[..text.char_indices().nth(at.column - 1).map_or(text.len(), |(i, _)| i)]);
            let wide = if to.line == at.line {
                to.column.saturating_sub(at.column)
            } else {
                raw.chars().count() + 1 - at.column.min(raw.chars().count())
            };
            let under = text.chars().skip(at.column - 1).take(wide).collect::<String>();
            let (window, before) = cut(&text, before);
            let marks = "^".repeat(width(&under).clamp(1, 100usize.saturating_sub(before).max(1)));
            let _ = writeln!(out, "{} | {window}", at.line);
            let _ = writeln!(out, "{:margin$} | {:before$}{marks} {}", "", "", flat(word));
        }
        if let Some(remedy) = &problem.remedy {
            let _ = writeln!(out, " = help: {}", flat(remedy));
        }
        out.push('\n');
    }
    if problems.len() > MOST {
        let _ = writeln!(out, "… and {} more\n", problems.len() - MOST);
    }
    out.lines().map(str::trim_end).fold(String::new(), |all, line| all + line + "\n")
}

/// `2 errors, 1 warning`.
pub fn summary(problems: &[Problem]) -> String {
    let count = |severity| problems.iter().filter(|p| p.code.info().severity == severity).count();
    let words = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    format!("{}, {}", words(count(Severity::Error), "error"), words(count(Severity::Warning), "warning"))
}

/// A source line made safe to show with one character for each of its characters, so that columns stay right.
fn shown(line: &str) -> String {
    line.trim_start_matches('\u{feff}')
        .chars()
        .map(|c| {
            if c == '\t' {
                ' '
            } else if clean(c.encode_utf8(&mut [0; 4])).is_empty() {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

/// A window of at most 100 cells around the marked column.
fn cut(text: &str, before: usize) -> (String, usize) {
    if width(text) <= 100 {
        return (text.to_owned(), before);
    }
    let skip = before.saturating_sub(40);
    let mut cells = 0;
    let (mut out, mut lost) = (String::new(), 0);
    for c in text.chars() {
        let w = width(c.encode_utf8(&mut [0; 4]));
        if cells < skip {
            lost += w;
        } else if cells - skip < 100 {
            out.push(c);
        }
        cells += w;
    }
    (out, before.saturating_sub(lost))
}
