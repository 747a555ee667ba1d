//! A text is read in pieces: what is read of one stays in the nearest memory, and where there are threads, several are
//! read at once.

use super::entries::{self, Noted};
use super::syntax;
use crate::model::{About, Id, Kind, Record, Roadmap};
use crate::problem::{Code, Problem};
use crate::text::{FileId, Span, clean};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// What came out of a piece of a text.
#[derive(Debug, Default)]
pub struct Piece {
    pub(super) roadmap: Roadmap,
    pub(super) ids: Noted,
    pub(super) problems: Vec<Problem>,
    /// Tables that may stand only once.
    pub(super) alone: Vec<String>,
    /// Whether it is right TOML.
    sound: bool,
}

/// Where a piece stands: its file, the byte at which it begins, its text.
pub type Cut<'t> = (FileId, usize, &'t str);

/// Reads one piece.
pub fn piece((file, base, text): Cut<'_>) -> Piece {
    let mut piece = Piece::default();
    let table = syntax::parse(file, base, text, &mut piece.problems);
    let told = piece.problems.len();
    piece.sound = told == 0;
    entries::read(file, base, &table, &mut piece);
    syntax::drop_echoes(&mut piece.problems, told);
    piece
}

/// Who reads the pieces of a text: one after the other, or, where there are threads, several at once. Nothing that
/// comes out depends on it.
pub type Hands = fn(Vec<Cut<'_>>) -> Vec<Piece>;

/// One pair of hands.
pub fn one_by_one(cuts: Vec<Cut<'_>>) -> Vec<Piece> {
    cuts.into_iter().map(piece).collect()
}

/// About this many bytes make a piece.
const PIECE: usize = 16 << 10;

/// Reads a text in pieces; where they do not fit together, in one.
pub fn read(file: FileId, text: &str, hands: Hands) -> Vec<Piece> {
    let starts = syntax::cut(text, text.len() / PIECE + 1);
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let cuts: Vec<Cut<'_>> = starts.iter().zip(ends).map(|(start, end)| (file, *start, &text[*start..end])).collect();
    if cuts.len() > 1 {
        let pieces = hands(cuts);
        if fit_together(&pieces) {
            return pieces;
        }
    }
    vec![piece((file, 0, text))]
}

/// Whether pieces that were read alone say what they say together. A cut inside of a string or an array leaves the piece
/// before it unfinished, which is an error; what is not a list of entries must stand in one piece only.
fn fit_together(pieces: &[Piece]) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    pieces.iter().all(|piece| {
        piece.sound
            && piece.alone.iter().all(|name| {
                let first = !seen.contains(&name.as_str());
                seen.push(name);
                first
            })
    })
}

/// Every id that stands in the files, also of entries that could not be read: a reference to one of those is right.
pub type Ids = HashMap<Id, (Kind, Span), foldhash::fast::RandomState>;

/// Puts the pieces of a file together.
pub fn gather(file: FileId, pieces: Vec<Piece>, roadmap: &mut Roadmap, ids: &mut Ids, problems: &mut Vec<Problem>) {
    let sound = pieces.iter().all(|piece| piece.sound);
    let mut titled = false;
    for piece in pieces {
        titled |= piece.alone.iter().any(|name| name == About::NAME);
        problems.extend(piece.problems);
        roadmap.append(piece.roadmap);
        // Lists are read by name; which of two came first is a matter of place.
        let mut noted = piece.ids;
        noted.sort_by_key(|(_, _, at)| *at);
        for (id, kind, at) in noted {
            match ids.entry(id) {
                Entry::Vacant(free) => {
                    free.insert((kind, at));
                }
                Entry::Occupied(taken) => {
                    let message = format!("the id `{}` is used twice", clean(taken.key().as_str()));
                    let problem = Problem::new(Code::E022, at, message).also(taken.get().1, "first used here");
                    problems.push(problem.remedy("give one of them another id".to_owned()));
                }
            }
        }
    }
    if !titled && sound {
        let problem = Problem::new(Code::E010, Span::new(file, 0..0), "missing table `[roadmap]` with the title");
        problems.push(problem.remedy("begin the file with [roadmap] and title = \"…\"".to_owned()));
    }
}
