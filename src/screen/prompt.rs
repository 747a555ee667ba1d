use super::popup::frame;
use crate::app::{Action, Prompt};
use crate::look::{Canvas, Glyph, Tone, in_sight, row, window};
use crate::text::width;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

/// The most offers in sight at once.
const OFFERS: usize = 8;

/// A line being typed, moved so that the cursor is in sight; gives the column after it. At the end of the text the
/// cursor is a sign, within it the letter is reversed.
pub fn line(prompt: &Prompt, area: Rect, tone: Tone, canvas: &mut Canvas<'_, Action>) -> u16 {
    let area = area.intersection(canvas.cells.area);
    let seen = in_sight(prompt.text(), prompt.cursor(), area.width.into());
    let (before, behind) =
        prompt.text()[seen.range.clone()].split_at(prompt.cursor().min(seen.range.end) - seen.range.start);
    let letter = behind.graphemes(true).next().unwrap_or("");
    let cut = |there: bool| if there { Glyph::More.sign() } else { "" };
    let x = canvas.pieces(area, [(cut(seen.head), Tone::Dim), (before, tone)]);
    let rest = |x: u16| Rect { x, width: area.right().saturating_sub(x), ..area };
    if letter.is_empty() {
        return canvas.put(rest(x), Glyph::Cursor.sign(), Tone::Accent);
    }
    let end = canvas.put(rest(x), letter, tone);
    canvas.tint(Rect { width: end.saturating_sub(x), ..rest(x) }, Style::new().add_modifier(Modifier::REVERSED));
    canvas.pieces(rest(end), [(&behind[letter.len()..], tone), (cut(seen.tail), Tone::Dim)])
}

/// What can stand at the cursor, in a box whose lowest line is the lowest of an area; `x` is where the line begins.
pub fn offers(prompt: &Prompt, x: u16, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let (offers, chosen) = prompt.offers();
    let high = offers.list.len().min(OFFERS).min(usize::from(area.height.saturating_sub(2)));
    if high == 0 {
        return;
    }
    let widest =
        |of: fn(&crate::ask::Offer) -> &str| offers.list.iter().map(|offer| width(of(offer))).max().unwrap_or(0);
    let (texts, asides) = (widest(|offer| &offer.text), widest(|offer| &offer.aside));
    let wide = (texts + asides + if asides > 0 { 6 } else { 4 }).clamp(12, area.width.max(12).into()) as u16;
    let stands = width(&prompt.text()[..offers.at.start]) as u16;
    let left = (x + stands).saturating_sub(2).min(area.right().saturating_sub(wide)).max(area.x);
    let place =
        Rect { x: left, y: area.bottom() - high as u16 - 2, width: wide.min(area.width), height: high as u16 + 2 };
    let more = offers.list.len() - high;
    let title = if more > 0 { format!("{} in all", offers.list.len()) } else { "tab takes".to_owned() };
    let inner = frame(place, &title, canvas);
    let top = window(chosen.unwrap_or(0), 0, offers.list.len(), high);
    for (i, offer) in offers.list.iter().enumerate().skip(top).take(high) {
        let here = row(inner, (i - top) as u16);
        let text = Rect { x: here.x + 1.min(here.width), width: here.width.saturating_sub(2), ..here };
        let end = canvas.put_right(text, &offer.aside, Tone::Dim);
        let room = if offer.aside.is_empty() { text.width } else { end.saturating_sub(text.x + 1) };
        canvas.put(Rect { width: room, ..text }, &offer.text, Tone::Plain);
        if chosen == Some(i) {
            canvas.tint(here, canvas.look.cursor(true));
            canvas.put(Rect { width: 1.min(here.width), ..here }, Glyph::Mark.sign(), Tone::Accent);
        }
        canvas.hit(here, Action::Choose(i));
    }
}
