//! State to cells. Reads the app, never changes it.
//!
//! ```text
//! title                                as of · today · where from · live     header
//! 1 Overview  2 Timeline  3 …                                                tabs
//!   list or map              │ detail                                        body
//!   keys                                             message                 footer
//! ```

mod crumbs;
mod detail;
mod finder;
mod footer;
mod form;
mod header;
mod help;
mod popup;
mod prompt;
mod stage;
mod tiny;
mod tour;

pub use header::state;

use crate::app::{Action, App};
use crate::look::{Canvas, Glyph, Tone, row, spell_out};
use crate::model::PaneName;
use crate::panes::{Pane, Touch};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// What a click at each place means, to us and to the terminal.
#[derive(Debug, Default)]
pub struct Hits {
    places: Vec<(Rect, Action)>,
    links: Vec<(Rect, String)>,
}

impl Hits {
    /// What a click means there; what was painted last lies on top.
    pub fn at(&self, position: Position) -> Option<&Action> {
        self.places.iter().rev().find(|(area, _)| area.contains(position)).map(|(_, action)| action)
    }

    /// Which cells the terminal itself can follow, and to which web address: no more than a line each.
    pub fn links(&self) -> &[(Rect, String)] {
        &self.links
    }
}

/// Paints the whole screen.
pub fn draw(app: &App, cells: &mut Buffer) -> Hits {
    let look = app.seat.look;
    let mut canvas: Canvas<'_, Action> = Canvas::new(cells, look);
    match app.regions() {
        None => tiny::paint(app, &mut canvas),
        Some(regions) => {
            let staged = app.is_on_stage();
            if staged {
                stage::title(app, regions.header, &mut canvas);
                stage::caption(app, regions.tabs, &mut canvas);
            } else {
                header::title(app, regions.header, &mut canvas);
                header::tabs(app, regions.tabs, &mut canvas);
            }
            if app.is_covered() {
                stage::covered(app, Rect { height: regions.footer.y, ..Rect::from(app.seat.size) }, &mut canvas);
            } else if stage::is_empty(app) {
                stage::waiting(app, regions.list, &mut canvas);
            } else if let crate::app::Watch::Loading(progress) = &app.board.watch {
                header::loading(app, *progress, regions.list, &mut canvas);
            } else {
                body(app, regions, &mut canvas);
            }
            footer::paint(app, regions.footer, &mut canvas);
            let over = Rect {
                y: regions.tabs.bottom(),
                height: app
                    .strip_area()
                    .or(app.tour_area())
                    .map_or(regions.footer.y, |area| area.y)
                    .saturating_sub(regions.tabs.bottom()),
                ..regions.header
            };
            if let Some(area) = app.tour_area() {
                tour::paint(app, area, &mut canvas);
            }
            if let (Some(presenting), Some(area)) = (app.presenting(), app.strip_area()) {
                stage::strip(app, presenting, area, &mut canvas);
            }
            popup::paint(app, over, &mut canvas);
        }
    }
    let hits = Hits { places: std::mem::take(&mut canvas.hits), links: std::mem::take(&mut canvas.links) };
    if look.ascii || look.console {
        spell_out(cells, look);
    }
    hits
}

fn body(app: &App, regions: crate::look::Regions, canvas: &mut Canvas<'_, Action>) {
    let pane = app.place.pane();
    if app.listing().rows.is_empty() {
        let all = regions.list.union(regions.detail);
        return empty(app, pane, if regions.list.is_empty() { regions.detail } else { all }, canvas);
    }
    if !regions.list.is_empty() {
        {
            let mut below: Canvas<'_, Touch> = Canvas::new(canvas.cells, canvas.look);
            pane.paint(&app.scene(regions.list), &mut below);
            let touched = below.hits;
            canvas.hits.extend(touched.into_iter().filter_map(|(area, touch)| Some((area, meaning(touch)?))));
        }
    }
    if regions.rule.width == 1 {
        canvas.upright(regions.rule, Glyph::Rule, Tone::Rule);
    } else if !regions.rule.is_empty() {
        canvas.line(regions.rule, Glyph::Line, Tone::Rule);
    }
    detail::paint(app, regions.detail, canvas);
}

/// What a touch means to the app.
fn meaning(touch: Touch) -> Option<Action> {
    match touch {
        Touch::Entry(id) => Some(Action::Select(id)),
        Touch::Column(column) => Some(Action::SortBy(column)),
        Touch::Day(_) => None,
    }
}

/// An empty pane says what would fill it.
fn empty(app: &App, pane: &'static dyn Pane, area: Rect, canvas: &mut Canvas<'_, Action>) {
    let inner = Rect { x: area.x + 2.min(area.width), width: area.width.saturating_sub(4), ..area };
    let filtered = !app.place.filter.is_empty();
    if let Some(wrong) = &app.listing().wrong {
        let pointed = wrong.pointed(&app.place.filter);
        let lines = pointed.lines().flat_map(|line| textwrap::wrap(line, usize::from(inner.width.max(1))));
        for (i, line) in lines.chain(["".into(), "Esc clears the filter.".into()]).enumerate() {
            canvas.put(row(inner, 1 + i as u16), &line, if i == 0 { Tone::Bad } else { Tone::Plain });
        }
        return;
    }
    let head = if filtered {
        let typing = matches!(app.popups.last(), Some(crate::app::Popup::Filter(_)));
        let then = if typing { "" } else { " Esc clears the filter." };
        format!("Nothing here matches `{}`.{then}", app.place.filter)
    } else {
        format!("{}: {}. Nothing yet.", pane.title(), pane.about())
    };
    for (i, line) in textwrap::wrap(&head, usize::from(inner.width.max(1))).iter().enumerate() {
        canvas.put(row(inner, 1 + i as u16), line, Tone::Strong);
    }
    if !filtered {
        for (i, line) in filling(app).lines().enumerate() {
            canvas.put(row(inner, 3 + i as u16), line, Tone::Dim);
        }
    }
}

/// What would fill the pane.
pub fn filling(app: &App) -> &'static str {
    if app.place.pane == PaneName::Changes && app.sandbox().is_some() {
        return "No step was taken yet.\nSelect a milestone, an announcement, a risk or a member, and move it: before and after show here.";
    }
    let followed = app.board.watch != crate::app::Watch::Off;
    if app.place.pane == PaneName::Changes && app.board.edition.origin.embedded && !followed {
        return "This roadmap is read once: there is no file that could change.";
    }
    app.place.pane().empty()
}
