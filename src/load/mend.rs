//! A text with syntax errors is read entry by entry, so that a slip in one hides nothing in another; within an entry,
//! what cannot be read is taken out and the rest is read again, so that a slip is told once, not with all that
//! followed from it.

use super::entries;
use super::piece::{Cut, Piece};
use super::retell::{Told, header, lines_after, retell};
use crate::model::{Id, Kind};
use crate::problem::{Code, Problem, nearest};
use crate::text::{FileId, Span};
use std::ops::Range;
use toml::de::DeTable;

/// How many slips are looked for in one entry.
const MOST: usize = 16;

/// Reads a text that has syntax errors.
pub fn mend((file, base, text): Cut<'_>) -> Vec<Piece> {
    blocks(text, begins_entry).into_iter().map(|at| block(file, base + at.start, &text[at])).collect()
}

/// A text cut before each line that begins something.
pub fn blocks(text: &str, begins: fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    starts.extend(lines_after(text, 0).filter(|line| line.start > 0 && begins(&text[line.clone()])).map(|l| l.start));
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| *start..end).collect()
}

/// Whether a line is the header of an entry, or was meant to be.
fn begins_entry(line: &str) -> bool {
    line.trim_start().starts_with("[[") || header(line).is_some_and(|name| kind(name).is_some() || name == "roadmap")
}

fn kind(name: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.word() == name)
}

fn block(file: FileId, base: usize, text: &str) -> Piece {
    let mut piece = Piece::default();
    let sifted = sift(text, without_header);
    for lost in &sifted.lost {
        note_ids(file, base, text, lost, &mut piece);
    }
    match DeTable::parse(sifted.kept.as_deref().unwrap_or("")) {
        Ok(table) if sifted.kept.is_some() => entries::read(file, base, &table, &mut piece),
        _ => note_ids(file, base, text, &(0..text.len()), &mut piece),
    }
    if !sifted.slips.is_empty() {
        // The line that would have it may be one that could not be read.
        piece.problems.retain(|problem| problem.code != Code::E010);
    }
    piece.problems.splice(..0, sifted.slips.iter().map(|slip| problem(file, base, slip)));
    piece
}

/// A block of a text, and what was taken out of it so that the rest can be read.
pub struct Sifted {
    /// The slips, in the order of the text.
    pub slips: Vec<Told>,
    /// What cannot be read because of them.
    pub lost: Vec<Range<usize>>,
    /// What can be read, every byte where it was; `None` if that is nothing.
    pub kept: Option<String>,
}

/// Takes out of a block what cannot be read. `worthless` says whether what is left means nothing without that.
pub fn sift(text: &str, worthless: fn(&str) -> bool) -> Sifted {
    let mut copy = text.to_owned();
    let (mut slips, mut lost) = (Vec::new(), Vec::new());
    for _ in 0..=MOST {
        let (table, mut errors) = DeTable::parse_recoverable(&copy);
        errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
        let Some(first) = errors.first() else {
            drop(table);
            return Sifted { slips, lost, kept: Some(copy) };
        };
        let slip = retell(&copy, first.message(), first.span().unwrap_or(0..0));
        drop(table);
        let blame = slip.blame.clone();
        slips.push(slip);
        lost.push(blame.clone());
        if !blank(&mut copy, blame) || worthless(&copy) {
            break;
        }
    }
    Sifted { slips, lost, kept: None }
}

/// A slip as a problem of a file in which its block begins at `base`.
pub fn problem(file: FileId, base: usize, slip: &Told) -> Problem {
    let span = |at: &Range<usize>| Span::new(file, base + at.start..base + at.end);
    let mut problem = Problem::new(slip.code(), span(&slip.at), slip.message.clone()).remedy(slip.remedy.clone());
    if let Some((at, word)) = &slip.also {
        problem = problem.also(span(at), word.clone());
    }
    problem
}

/// Fills a range with spaces, so that every other byte stays where it is. False if there was nothing left to take out.
fn blank(text: &mut String, range: Range<usize>) -> bool {
    let Some(part) = text.get(range.clone()) else { return false };
    let spaces: String =
        part.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { byte as char } else { ' ' }).collect();
    let any = spaces != part;
    text.replace_range(range, &spaces);
    any
}

/// Whether fields are left whose header was taken out: they belong to nothing.
pub fn without_header(text: &str) -> bool {
    let mut lines = lines_after(text, 0).map(|line| text[line].trim());
    lines.find(|line| !line.is_empty() && !line.starts_with('#')).is_some_and(|line| !line.starts_with('['))
}

/// Ids that stand in what cannot be read: a reference to one of them is not wrong because of that.
fn note_ids(file: FileId, base: usize, text: &str, within: &Range<usize>, piece: &mut Piece) {
    let of = header(text.lines().next().unwrap_or(""))
        .and_then(|name| nearest(name, Kind::ALL.into_iter().map(Kind::word)))
        .and_then(kind);
    let Some(of) = of else { return };
    for line in lines_after(&text[..within.end], within.start) {
        let Some((key, value)) = text[line.clone()].split_once('=') else { continue };
        let id: &str = value.trim().trim_matches(['"', '\'']);
        if key.trim() == "id" && Id::is_valid(id) && !piece.ids.iter().any(|(known, ..)| known.as_str() == id) {
            let at = line.start + text[line].find(id).unwrap_or(0);
            piece.ids.push((Id::new(id), of, Span::new(file, base + at..base + at + id.len())));
        }
    }
}
