use crate::text::width;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The part of a line being typed that has room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InSight {
    /// Its bytes.
    pub range: Range<usize>,
    /// There is a cell for a sign that something is cut off before it.
    pub head: bool,
    /// There is a cell for a sign that something is cut off behind it.
    pub tail: bool,
}

/// The part of a line that stands in so many cells, with the cursor in it: the letter at the cursor, or at the end of
/// the line one cell more. As much as can stands before the cursor.
pub fn in_sight(text: &str, cursor: usize, cells: usize) -> InSight {
    let mut pieces: Vec<(usize, usize)> = text.grapheme_indices(true).map(|(i, piece)| (i, width(piece))).collect();
    if cursor >= text.len() {
        pieces.push((text.len(), 1));
    }
    let all: usize = pieces.iter().map(|(_, wide)| wide).sum();
    let last = pieces.len().saturating_sub(1);
    let at = pieces.iter().position(|(i, _)| *i >= cursor).unwrap_or(last);
    if all <= cells || pieces.is_empty() {
        return InSight { range: 0..text.len(), head: false, tail: false };
    }
    let mut from = at;
    let mut left = cells.saturating_sub(pieces[at].1);
    // One is kept for the sign behind.
    let kept = usize::from(at < last).min(left);
    left -= kept;
    while from > 0 && pieces[from - 1].1 + usize::from(from > 1) <= left {
        from -= 1;
        left -= pieces[from].1;
    }
    let head = from > 0 && left > 0;
    let mut to = at + 1;
    let mut left = left + kept - usize::from(head);
    while to <= last && pieces[to].1 + usize::from(to < last) <= left {
        left -= pieces[to].1;
        to += 1;
    }
    let byte = |piece: usize| pieces.get(piece).map_or(text.len(), |(i, _)| *i);
    InSight { range: byte(from)..byte(to), head, tail: to <= last && left > 0 }
}
