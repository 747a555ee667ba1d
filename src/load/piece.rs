//! A text is read in pieces: what is read of one stays in the nearest memory, and where there are threads, several are
//! read at once.

use super::Reading;
use super::entries::{self, Noted};
use super::mend::mend;
use super::open::open_at;
use super::syntax;
use crate::model::{About, Id, Kind, Record, Reference, Roadmap};
use crate::problem::{Code, Problem};
use crate::text::{FileId, Span, clean};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use toml::de::DeTable;

/// What came out of a piece of a text.
#[derive(Debug, Default)]
pub struct Piece {
    pub(super) roadmap: Roadmap,
    pub(super) ids: Noted,
    pub(super) problems: Vec<Problem>,
    pub(super) orphans: Vec<Reference>,
    /// Tables that may stand only once.
    pub(super) alone: Vec<(String, Span)>,
    /// Whether it is right TOML.
    sound: bool,
}

/// Where a piece stands: its file, the byte at which it begins, its text.
pub type Cut<'t> = (FileId, usize, &'t str);

/// Reads one piece; of one that is no TOML, nothing is kept.
pub fn piece((file, base, text): Cut<'_>) -> Piece {
    let mut piece = Piece::default();
    let (table, errors) = DeTable::parse_recoverable(text);
    piece.sound = errors.is_empty();
    if piece.sound {
        entries::read(file, base, &table, &mut piece);
    }
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

/// How many pieces a text or an array may reach over, and how often that is tried.
const REACH: usize = 4;
const TRIES: usize = 50;

/// Reads a text in pieces.
pub fn read(file: FileId, text: &str, hands: Hands) -> Vec<Piece> {
    let starts = syntax::cut(text, text.len() / PIECE + 1);
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    let cut = |from: usize, to: usize| (file, starts[from], &text[starts[from]..ends[to]]);
    let pieces = hands((0..starts.len()).map(|i| cut(i, i)).collect());
    if pieces.iter().all(|piece| piece.sound) {
        return pieces;
    }
    let mut out = Vec::with_capacity(pieces.len());
    let (mut next, mut tries) = (0, 0);
    for (i, piece) in pieces.into_iter().enumerate() {
        if i < next {
            continue;
        }
        next = i + 1;
        if piece.sound {
            out.push(piece);
            continue;
        }
        // A cut inside of a text or an array leaves the piece before it unfinished, and is no error.
        let unfinished = tries < TRIES && i + 1 < starts.len() && !open_at(cut(i, i).2, usize::MAX).is_empty();
        let joined = unfinished.then(|| {
            tries += 1;
            (i + 1..starts.len()).take(REACH).map(|to| (to, super::piece(cut(i, to)))).find(|(_, piece)| piece.sound)
        });
        match joined.flatten() {
            Some((to, piece)) => {
                next = to + 1;
                out.push(piece);
            }
            None => out.extend(mend(cut(i, i))),
        }
    }
    out
}

/// Every id that stands in the files, also of entries that could not be read: a reference to one of those is right.
pub type Ids = HashMap<Id, (Kind, Span), foldhash::fast::RandomState>;

/// Puts the pieces of a file together.
pub fn gather(file: FileId, pieces: Vec<Piece>, reading: &mut Reading, ids: &mut Ids, orphans: &mut Vec<Reference>) {
    let Reading { roadmap, problems, .. } = reading;
    let sound = pieces.iter().all(|piece| piece.sound);
    let mut alone: HashMap<String, Span> = HashMap::new();
    for piece in pieces {
        for (name, at) in piece.alone {
            if let Some(first) = alone.get(&name) {
                let problem = Problem::new(Code::E002, at, format!("`[{}]` stands twice", clean(&name)));
                problems.push(problem.also(*first, "first written here").remedy("make one of the two".to_owned()));
            } else {
                alone.insert(name, at);
            }
        }
        problems.extend(piece.problems);
        orphans.extend(piece.orphans);
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
    if sound && file == FileId::default() && !alone.contains_key(About::NAME) {
        let problem = Problem::new(Code::E010, Span::new(file, 0..0), "missing table `[roadmap]` with the title");
        problems.push(problem.remedy("begin the file with [roadmap] and title = \"…\"".to_owned()));
    }
}
