use super::TOO_SMALL;
use ratatui::layout::{Rect, Size};

/// Where the parts of the finder are, over the pane. `update` pages by it, `draw` paints by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Overlay {
    /// All of it, with its box.
    pub all: Rect,
    /// The line that is typed.
    pub line: Rect,
    /// What was found.
    pub list: Rect,
    /// Between list and preview.
    pub rule: Rect,
    /// The sheet of what is selected; empty where there is no room.
    pub preview: Rect,
}

/// Columns from which the preview stands beside the list.
const BESIDE: u16 = 100;
/// Rows from which it stands below, where it does not stand beside.
const BELOW: u16 = 20;
/// More columns and rows than this help nobody.
const MOST: Size = Size { width: 180, height: 46 };

impl Overlay {
    /// For a screen of a size; empty where that is too small for anything.
    pub fn of(size: Size) -> Self {
        if size.width < TOO_SMALL.width || size.height < TOO_SMALL.height {
            return Self::default();
        }
        let body = Rect { x: 0, y: 2, width: size.width, height: size.height - 3 };
        // A strip of the pane at its side would only disturb: all of it, or much less.
        let width = if body.width > MOST.width + 10 { MOST.width } else { body.width };
        let height = if body.height > MOST.height + 4 { MOST.height } else { body.height };
        let all = Rect { x: (body.width - width) / 2, y: body.y + (body.height - height) / 3, width, height };
        let inner = Rect { x: all.x + 1, y: all.y + 1, width: width - 2, height: height - 2 };
        let line = Rect { height: 1, ..inner };
        let rest = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
        let none = Rect { width: 0, height: 0, ..rest };
        if size.width >= BESIDE {
            let list = Rect { width: rest.width * 11 / 20, ..rest };
            let rule = Rect { x: list.right(), width: 1, ..rest };
            let preview = Rect { x: rule.right(), width: rest.width - list.width - 1, ..rest };
            return Self { all, line, list, rule, preview };
        }
        if size.height < BELOW {
            return Self { all, line, list: rest, rule: none, preview: none };
        }
        let list = Rect { height: rest.height * 6 / 10, ..rest };
        let rule = Rect { y: list.bottom(), height: 1, ..rest };
        let preview = Rect { y: rule.bottom(), height: rest.height - list.height - 1, ..rest };
        Self { all, line, list, rule, preview }
    }
}
