use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Cells that a text takes on a terminal: those of its characters, one after the other. Some terminals join some
/// letters of Arabic or Khmer and count them once, most do not; [`signs`] are made so that it is the same to both.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.bytes().filter(|b| !b.is_ascii_control()).count()
    } else {
        text.chars().filter_map(UnicodeWidthChar::width).sum()
    }
}

/// A text in the pieces that are written to a terminal, each to its own place: letters with their marks. Where not every
/// terminal counts the cells of such a piece alike, it falls apart into pieces of one character and its marks.
pub fn signs(text: &str) -> impl Iterator<Item = &str> {
    text.graphemes(true).flat_map(|letter| {
        let wide = width(letter);
        let mut rest = if wide > 2 || letter.width() != wide { letter } else { "" };
        let whole = if rest.is_empty() { Some(letter) } else { None };
        let parts = std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let end = rest.char_indices().skip(1).find(|(_, c)| c.width() != Some(0)).map_or(rest.len(), |(i, _)| i);
            let (part, after) = rest.split_at(end.max(first.len_utf8()));
            rest = after;
            Some(part)
        });
        whole.into_iter().chain(parts)
    })
}
