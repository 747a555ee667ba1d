use super::popup::frame;
use crate::app::{Action, Prompt};
use crate::ask::Offer;
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
    let reversed = Style::new().add_modifier(Modifier::REVERSED);
    if prompt.is_overtyped() {
        canvas.tint(Rect { width: x.saturating_sub(area.x), ..area }, reversed);
    }
    if letter.is_empty() {
        return canvas.put(rest(x), Glyph::Cursor.sign(), Tone::Accent);
    }
    let end = canvas.put(rest(x), letter, tone);
    canvas.tint(Rect { width: end.saturating_sub(x), ..rest(x) }, reversed);
    canvas.pieces(rest(end), [(&behind[letter.len()..], tone), (cut(seen.tail), Tone::Dim)])
}

/// What is wrong with what was typed, in full, on the lowest lines of an area; gives what is left above them.
pub fn wrong(message: &str, area: Rect, canvas: &mut Canvas<'_, Action>) -> Rect {
    let lines = textwrap::wrap(message, usize::from(area.width.saturating_sub(2).max(1)));
    let high = (lines.len() as u16).min(area.height);
    let band = Rect { y: area.bottom() - high, height: high, ..area };
    canvas.clear(band);
    for (i, line) in lines.iter().take(high.into()).enumerate() {
        let here = row(band, i as u16);
        canvas.put(Rect { x: here.x + 1, width: here.width.saturating_sub(2), ..here }, line, Tone::Bad);
    }
    Rect { height: area.height - high, ..area }
}

/// What can stand at the cursor, in a box whose lowest line is the lowest of an area; `x` is where the line begins.
pub fn offers(prompt: &Prompt, x: u16, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let (offers, chosen) = prompt.offers();
    if offers.quiet && chosen.is_none() {
        return;
    }
    let high = offers.list.len().min(OFFERS).min(usize::from(area.height.saturating_sub(2)));
    if high == 0 {
        return;
    }
    let widest = |of: &dyn Fn(&Offer) -> usize| offers.list.iter().map(of).max().unwrap_or(0) as u16;
    let texts = widest(&|offer| width(&offer.text));
    let asides = widest(&|offer| width(&offer.aside));
    let counts = widest(&|offer| offer.count.map_or(0, |count| count.to_string().len()));
    let gap = |wide: u16| if wide > 0 { wide + 2 } else { 0 };
    let wide = (texts + gap(asides) + gap(counts) + 4).clamp(14, area.width.max(14));
    let stands = width(&prompt.text()[..offers.at.start]) as u16;
    let left = (x + stands).saturating_sub(2).min(area.right().saturating_sub(wide)).max(area.x);
    let place =
        Rect { x: left, y: area.bottom() - high as u16 - 2, width: wide.min(area.width), height: high as u16 + 2 };
    let more = offers.list.len() - high;
    let title = if more > 0 { format!("tab, {more} more") } else { "tab".to_owned() };
    let inner = frame(place, &title, canvas);
    let top = window(chosen.unwrap_or(0), 0, offers.list.len(), high);
    for (i, offer) in offers.list.iter().enumerate().skip(top).take(high) {
        let here = row(inner, (i - top) as u16);
        let text = Rect { x: here.x + 1.min(here.width), width: here.width.saturating_sub(2), ..here };
        let count = offer.count.map(|count| count.to_string()).unwrap_or_default();
        let end = canvas.put_right(text, &count, Tone::Dim);
        let room = |x: u16| Rect { x, width: end.saturating_sub(x + u16::from(!count.is_empty())), ..text };
        let end = canvas.put(room(text.x), &offer.text, Tone::Plain);
        canvas.put(room(end.max(text.x + texts) + 2), &offer.aside, Tone::Dim);
        if chosen == Some(i) {
            canvas.tint(here, canvas.look.cursor(true));
            canvas.put(Rect { width: 1.min(here.width), ..here }, Glyph::Mark.sign(), Tone::Accent);
        }
        canvas.hit(here, Action::Choose(i));
    }
}
