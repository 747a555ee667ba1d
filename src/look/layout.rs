use ratatui::layout::{Rect, Size};

/// Below this many columns and rows the screen is one plain line.
pub const TOO_SMALL: Size = Size { width: 40, height: 10 };

/// A list that stands above a detail is at least that high, however few lines it has, so that the rest stays in place.
const FEWEST: usize = 8;

/// How a pane wants its space shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrangement {
    /// The pane has it all.
    Whole,
    /// A list and the detail of the selected entry: beside each other from 100 columns, else one above the other.
    ListAndDetail,
    /// A wide map above the detail.
    MapOverDetail,
    /// A map that needs its height: the detail stands below it from 30 lines on, else they take turns.
    MapThenDetail,
}

/// The part of a pane that the keys go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Part {
    /// The list or map.
    #[default]
    List,
    /// The detail of the selected entry.
    Detail,
}

/// How wide the list is, in percent of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Split {
    /// Share of the list in percent, 20 to 80.
    pub list: u16,
    /// The part with the keys has everything.
    pub alone: bool,
}

impl Default for Split {
    fn default() -> Self {
        Self { list: 50, alone: false }
    }
}

/// The part of a detail that holds text.
pub fn margin(area: Rect) -> Rect {
    Rect { x: area.x + 1.min(area.width), width: area.width.saturating_sub(2), ..area }
}

/// Where the parts of the screen are. The one function that knows: `update` pages by it, `draw` paints by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions {
    /// Title and state.
    pub header: Rect,
    /// The names of the panes.
    pub tabs: Rect,
    /// The list or map, its heading included.
    pub list: Rect,
    /// Between the two.
    pub rule: Rect,
    /// The detail; empty where there is none.
    pub detail: Rect,
    /// Keys and messages.
    pub footer: Rect,
}

/// Room for what stands around a pane on the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Surround {
    /// Lines of the caption.
    pub caption: u16,
    /// Lines at the foot for the presenter alone.
    pub strip: u16,
}

impl Regions {
    /// Columns at either side that stay empty on the stage.
    pub fn margin_on_stage(width: u16) -> u16 {
        match width {
            0..80 => 0,
            80..120 => 2,
            120..180 => 4,
            _ => 8,
        }
    }

    /// The regions on the stage: larger margins, a caption in place of the names of the panes.
    pub fn on_stage(
        size: Size,
        around: Surround,
        arrangement: Arrangement,
        split: Split,
        part: Part,
        lines: usize,
    ) -> Option<Self> {
        let side = Self::margin_on_stage(size.width);
        let gap = u16::from(size.height >= 20);
        // Title, caption and foot take the place of the three lines that a screen has anyway.
        let kept = (around.caption + around.strip + gap).saturating_sub(1);
        let inner = Size { width: size.width - 2 * side, height: size.height.checked_sub(kept)? };
        let inside = Self::of(inner, arrangement, split, part, lines)?;
        let down = around.caption + gap;
        let moved = |area: Rect| Rect { x: area.x + side, y: area.y + down - 1, ..area };
        let line = |y: u16, height: u16| Rect { x: 0, y, width: size.width, height };
        Some(Self {
            header: line(0, 1),
            tabs: Rect { x: side, width: inner.width, ..line(1, around.caption) },
            list: moved(inside.list),
            rule: moved(inside.rule),
            detail: moved(inside.detail),
            footer: line(size.height - 1, 1),
        })
    }

    /// The regions of a screen; `None` where it is too small for any. Above a detail, a list takes no more than the
    /// `lines` it has.
    pub fn of(size: Size, arrangement: Arrangement, split: Split, part: Part, lines: usize) -> Option<Self> {
        if size.width < TOO_SMALL.width || size.height < TOO_SMALL.height {
            return None;
        }
        let all = Rect::from(size);
        let line = |y: u16| Rect { y, height: 1, ..all };
        let (header, tabs, footer) = (line(0), line(1), line(size.height - 1));
        let body = Rect { y: 2, height: size.height - 3, ..all };
        let none = Rect { width: 0, height: 0, ..body };
        let all = Self { header, tabs, footer, list: body, rule: none, detail: none };
        let beside = arrangement == Arrangement::ListAndDetail && size.width >= 100;
        let least = if arrangement == Arrangement::MapThenDetail { 30 } else { 16 };
        let one = split.alone || (!beside && body.height < least);
        Some(match arrangement {
            Arrangement::Whole if part == Part::List => all,
            Arrangement::Whole => Self { list: none, detail: body, ..all },
            _ if one && part == Part::List => all,
            _ if one => Self { list: none, detail: body, ..all },
            _ if beside => {
                let wide = (u32::from(body.width) * u32::from(split.list) / 100) as u16;
                let list = Rect { width: wide, ..body };
                let rule = Rect { x: list.right(), width: 1, ..body };
                let detail = Rect { x: rule.right(), width: body.width - wide - 1, ..body };
                Self { list, rule, detail, ..all }
            }
            _ => {
                let map = matches!(arrangement, Arrangement::MapOverDetail | Arrangement::MapThenDetail);
                let share = if map { split.list + 12 } else { split.list };
                let high = ((u32::from(body.height) * u32::from(share) / 100) as u16).min(body.height - 1);
                let high = high.min(lines.max(FEWEST).min(usize::from(u16::MAX)) as u16);
                let list = Rect { height: high, ..body };
                let rule = Rect { y: list.bottom(), height: 1, ..body };
                let detail = Rect { y: rule.bottom(), height: body.height - high - 1, ..body };
                Self { list, rule, detail, ..all }
            }
        })
    }
}
