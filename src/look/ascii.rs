use super::{Glyph, Look};
use crate::text::width;
use deunicode::deunicode;
use ratatui::buffer::{Buffer, Cell};
use std::borrow::Cow;

/// What stands for a sign or a letter where there is only ASCII: its twin, else how it is written with Latin letters,
/// else a question mark. `é` is `e`, `ł` is `l`, `中` is `Zhong`.
pub fn ascii(symbol: &str) -> Cow<'static, str> {
    if let Some(glyph) = glyph(symbol) {
        return Cow::Borrowed(glyph.twin());
    }
    let folded = deunicode(symbol);
    let readable: String = folded.trim().chars().filter(|c| (' '..='~').contains(c)).collect();
    if readable.is_empty() { Cow::Borrowed("?") } else { Cow::Owned(readable) }
}

/// Puts what a terminal has in the place of what it has not, in as many cells.
pub fn spell_out(cells: &mut Buffer, look: Look) {
    let wide = usize::from(cells.area.width).max(1);
    for line in cells.content.chunks_mut(wide) {
        for x in 0..line.len() {
            let symbol = line[x].symbol();
            if symbol.is_ascii() {
                continue;
            }
            let spelled = match glyph(symbol) {
                Some(glyph) if look.ascii => Cow::Borrowed(glyph.twin()),
                Some(glyph) => Cow::Borrowed(glyph.on_console()),
                None if !look.ascii && is_on_console(symbol) => continue,
                None => ascii(symbol),
            };
            let end = (x + width(symbol).max(1)).min(line.len());
            spread(&mut line[x..end], &spelled);
        }
    }
}

/// Writes a text into cells, cut or filled up to their number, all in the style of the first.
fn spread(cells: &mut [Cell], text: &str) {
    let Some(style) = cells.first().map(Cell::style) else { return };
    let mut left = text.chars();
    for cell in cells {
        cell.set_char(left.next().unwrap_or(' ')).set_style(style);
    }
}

fn glyph(symbol: &str) -> Option<Glyph> {
    Glyph::ALL.iter().copied().find(|glyph| glyph.sign() == symbol)
}

/// Letters of European languages, one to a cell, and the lines of boxes.
fn is_on_console(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let known = |c: char| ('\u{a0}'..='\u{17f}').contains(&c);
    chars.next().is_some_and(known) && chars.next().is_none()
}
