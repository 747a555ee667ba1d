//! Where someone is and how they came there, for the foot of the screen.

use crate::app::App;
use crate::look::{Arrangement, Glyph, Part, fit};
use crate::panes::Place;
use crate::text::width;

/// Places before this one that are named at most.
const BEFORE: usize = 3;
/// Names are cut to the first of these widths at which all of it fits.
const NAMES: [usize; 4] = [60, 28, 20, 12];

/// The last places and this one, `Members: Mistral AI ▸ Projects: Base model`, as far as there is room; `None` where
/// not even the last one has any, or there is none.
pub fn trail(app: &App, room: usize) -> Option<String> {
    let mut places: Vec<&Place> = app.journey.trail().rev().take(BEFORE).collect();
    places.reverse();
    places.push(&app.place);
    let joint = format!(" {} ", Glyph::Follow.sign());
    (0..places.len() - 1).flat_map(|from| NAMES.map(|cells| (from, cells))).find_map(|(from, cells)| {
        let mut names: Vec<String> = Vec::new();
        let mut before = None;
        for place in &places[from..] {
            names.push(name(app, place, cells, before != Some(place.pane().title())));
            before = Some(place.pane().title());
        }
        names.dedup();
        let text = names.join(&joint);
        (names.len() > 1 && width(&text) <= room).then_some(text)
    })
}

/// What a place is called: its pane, where that is not the one before, and what is selected there, or in the middle.
fn name(app: &App, place: &Place, cells: usize, with_pane: bool) -> String {
    let title = place.pane().title();
    // The overview is looked at as a whole.
    let whole =
        place.pane().arrangement() == Arrangement::Whole && place.part == Part::List && place.subject().is_none();
    match place.subject().or(place.focus.as_ref()).filter(|_| !whole) {
        Some(id) if with_pane => format!("{title}: {}", fit(app.name_of(id), cells)),
        Some(id) => fit(app.name_of(id), cells).into_owned(),
        None => title.to_owned(),
    }
}

/// What Esc does here, in a word; `None` where it does nothing.
pub fn escape(app: &App, cells: usize) -> Option<String> {
    match app.journey.trail().next_back() {
        _ if app.place.part == Part::Detail => Some("list".to_owned()),
        _ if !app.place.filter.is_empty() => Some("show all".to_owned()),
        Some(before) => Some(fit(&name(app, before, cells, false), cells).into_owned()),
        None => None,
    }
}
