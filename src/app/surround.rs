//! What stands around a pane on the stage: what the audience reads above it, and what only the presenter reads below.

use super::App;
use crate::look::{Regions, Surround};
use ratatui::layout::Rect;

/// Lines of a caption.
const CAPTION: usize = 2;

/// A text in lines of so many cells, no more than `most`.
fn lines(text: &str, cells: u16, most: usize) -> Vec<String> {
    let mut lines: Vec<String> =
        textwrap::wrap(text, usize::from(cells.max(1))).iter().map(ToString::to_string).collect();
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push_str(" …");
        }
    }
    lines
}

impl App {
    /// The room for that. It is the same for every scene, so that nothing jumps from one to the next.
    pub(super) fn surround(&self) -> Surround {
        let size = self.seat.size;
        let scenes = &self.board.edition.roadmap.scenes;
        let most =
            |said: &dyn Fn(&crate::model::Scene) -> Option<usize>| scenes.iter().filter_map(said).max().unwrap_or(0);
        let wide = size.width - 2 * Regions::margin_on_stage(size.width);
        let caption = most(&|scene| Some(lines(scene.caption.as_deref()?, wide, CAPTION).len()));
        let notes =
            most(&|scene| Some(lines(scene.notes.as_deref()?, size.width.saturating_sub(4), self.most_notes()).len()));
        Surround {
            caption: if size.height >= 14 { caption as u16 } else { 0 },
            strip: if self.shows_notes() && size.height >= 16 { notes as u16 + 1 } else { 0 },
        }
    }

    /// Lines of notes: a quarter of the window.
    fn most_notes(&self) -> usize {
        usize::from(self.seat.size.height / 4).max(1)
    }

    /// The caption of the scene, in the lines that it has there.
    pub fn caption_lines(&self, area: Rect) -> Vec<String> {
        let caption = self.scene_on_stage().and_then(|scene| scene.caption);
        caption.map(|caption| lines(&caption, area.width, area.height.into())).unwrap_or_default()
    }

    /// Where the presenter's strip stands; `None` where there is none.
    pub fn strip_area(&self) -> Option<Rect> {
        let rows = if self.presenting().is_some() { self.surround().strip } else { 0 };
        let size = self.seat.size;
        (rows > 0 && self.regions().is_some()).then(|| Rect {
            x: 0,
            y: size.height - 1 - rows,
            width: size.width,
            height: rows,
        })
    }

    /// What the presenter is to say, in lines of so many cells.
    pub fn note_lines(&self, cells: u16) -> Vec<String> {
        self.notes().map(|(notes, _)| lines(notes, cells, self.most_notes())).unwrap_or_default()
    }
}
