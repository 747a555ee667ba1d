use super::Tone;
use std::borrow::Cow;

/// What stands in a cell of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The text.
    pub text: Cow<'static, str>,
    /// What it means.
    pub tone: Tone,
    /// What it is sorted by.
    pub order: Order,
}

/// What a cell is sorted by. Nothing comes last, whichever way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// A number.
    Number(i64),
    /// Its text, without regard to capitals.
    Text,
    /// Another text than it shows.
    Name(String),
    /// There is nothing.
    Nothing,
}

impl Cell {
    /// A cell that is sorted by its text.
    pub fn text(text: impl Into<Cow<'static, str>>) -> Self {
        let text = text.into();
        let order = if text.is_empty() { Order::Nothing } else { Order::Text };
        Self { text, tone: Tone::Plain, order }
    }

    /// A cell that is sorted by a number.
    pub fn number(text: impl Into<Cow<'static, str>>, order: i64) -> Self {
        Self { text: text.into(), tone: Tone::Plain, order: Order::Number(order) }
    }

    /// With a tone.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// That many cells.
    Cells(u16),
    /// A share of what is left, and at least that many cells.
    Share(u16),
}

/// The width of each column in a table of `total` cells, with a cell between them; 0 where a column is not shown.
pub fn column_widths(columns: impl Iterator<Item = (Width, bool)>, total: u16) -> Vec<u16> {
    let columns: Vec<_> = columns.collect();
    let shown = columns.iter().filter(|(_, shown)| *shown).count() as u16;
    let fixed: u16 = columns
        .iter()
        .filter(|(_, shown)| *shown)
        .map(|(width, _)| match width {
            Width::Cells(n) => *n,
            Width::Share(_) => 0,
        })
        .sum();
    let weights: u32 = columns
        .iter()
        .filter(|(_, shown)| *shown)
        .map(|(width, _)| match width {
            Width::Cells(_) => 0,
            Width::Share(n) => u32::from(*n),
        })
        .sum();
    let free = u32::from(total.saturating_sub(fixed + shown.saturating_sub(1)));
    columns
        .iter()
        .map(|(width, shown)| match (shown, width) {
            (false, _) => 0,
            (true, Width::Cells(n)) => *n,
            (true, Width::Share(n)) => (free * u32::from(*n) / weights.max(1)) as u16,
        })
        .collect()
}

/// The first row of a window of `height` rows that shows row `at` of `len`, moved as little as possible from
/// `top`. A pure function, so that paging and painting agree whatever the size.
pub fn window(at: usize, top: usize, len: usize, height: usize) -> usize {
    if height == 0 {
        return 0;
    }
    let last = len.saturating_sub(height);
    let top = top.min(last);
    if at < top {
        at
    } else if at >= top + height {
        at + 1 - height
    } else {
        top
    }
}
