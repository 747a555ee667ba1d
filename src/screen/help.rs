//! A list that is read: keys first, what they do beside them and never cut.

use crate::app::{Action, Item, Picker};
use crate::look::{Canvas, Glyph, Tone, row};
use crate::text::width;
use ratatui::layout::Rect;
use std::borrow::Cow;

/// The most columns that keys have.
const KEYS: usize = 22;

/// A line of the screen: of which line of the list it is, and what stands there.
struct Line<'a> {
    of: Option<usize>,
    keys: Cow<'a, str>,
    text: Cow<'a, str>,
    tone: Tone,
}

/// The lines of the screen that a list needs, so many cells wide.
pub struct Lines<'a> {
    lines: Vec<Line<'a>>,
    keys: usize,
}

impl<'a> Lines<'a> {
    /// Lays a list out.
    pub fn of(picker: &'a Picker, cells: usize) -> Self {
        let widest = picker.lines().map(|item| width(&item.aside)).max().unwrap_or(0);
        let keys = widest.min(KEYS).min(cells / 3);
        let mut lines = Vec::new();
        for (i, item) in picker.lines().enumerate() {
            if item.heads() && i > 0 {
                lines.push(Line { of: None, keys: "".into(), text: "".into(), tone: Tone::Plain });
            }
            lay(i, item, (keys, cells), &mut lines);
        }
        Self { lines, keys }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.lines.len()
    }

    /// Paints those around the selected line.
    pub fn paint(&self, at: usize, area: Rect, canvas: &mut Canvas<'_, Action>) {
        let height = usize::from(area.height);
        let selected = |line: &Line<'_>| line.of == Some(at);
        // In the middle, so that what belongs to it is seen above and below.
        let (first, its) = (
            self.lines.iter().position(selected).unwrap_or(0),
            self.lines.iter().filter(|line| selected(line)).count(),
        );
        let middle = first.saturating_sub(height.saturating_sub(its) / 2);
        let top = middle.min(self.lines.len().saturating_sub(height));
        let mut marked = false;
        for (i, line) in self.lines.iter().skip(top).take(height).enumerate() {
            let here = row(area, i as u16);
            let x = here.x + 2.min(here.width);
            let inner = Rect { x, width: here.right().saturating_sub(x + 1), ..here };
            let beside = if line.tone == Tone::Heading { 0 } else { self.keys as u16 + 2 };
            canvas.put(Rect { width: inner.width.min(self.keys as u16), ..inner }, &line.keys, Tone::Accent);
            let text =
                Rect { x: inner.x + beside.min(inner.width), width: inner.width.saturating_sub(beside), ..inner };
            canvas.put(text, &line.text, line.tone);
            if selected(line) {
                canvas.tint(here, canvas.look.cursor(true));
                if !std::mem::replace(&mut marked, true) {
                    canvas.put(Rect { width: 1.min(here.width), ..here }, Glyph::Mark.sign(), Tone::Accent);
                }
            }
            if let Some(of) = line.of {
                canvas.hit(here, Action::Choose(of));
            }
        }
    }
}

/// Lays one line of a list out; without its margins it has `cells`, of which its keys have some.
fn lay<'a>(of: usize, item: &'a Item, (keys, cells): (usize, usize), out: &mut Vec<Line<'a>>) {
    let room = if item.heads() { cells } else { cells.saturating_sub(keys + 2) };
    // Names such as `copy-link` and `ctrl-o` stay whole.
    let wrap = |text: &'a str, cells: usize| {
        let whole = textwrap::Options::new(cells.max(1)).word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::wrap(text, whole).into_iter()
    };
    let (mut texts, mut asides) = (wrap(&item.text, room), wrap(&item.aside, keys));
    loop {
        let (text, aside) = (texts.next(), asides.next());
        if text.is_none() && aside.is_none() {
            return;
        }
        out.push(Line {
            of: Some(of),
            keys: aside.unwrap_or_default(),
            text: text.unwrap_or_default(),
            tone: item.tone,
        });
    }
}
