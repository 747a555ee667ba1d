//! A pane is a question put to an edition. It has no state: where a reader stands is a `Place`, which is data.

mod announcements;
mod around;
mod capabilities;
mod chances;
mod changes;
mod distribution;
mod entry;
mod forecast;
mod graph;
mod grounds;
mod leaving;
mod listing;
mod markdown;
mod members;
mod milestones;
mod numbers;
mod outlook;
mod overview;
mod place;
mod projects;
mod risks;
mod spans;
mod timeline;
mod views;
mod what_if;

pub use around::{Walk, rest, walk};
pub use chances::{headline, marks, missing, rests, runs_told};
pub use entry::{aside, in_full, is_assumed, preview, sheet, standing, status_glyph};
pub use forecast::shown as outlook_of;
pub use grounds::{costs_nothing, left_out, rests_on};
pub use listing::{Listing, paint_rows, table_width};
pub use markdown::{escaped, linked, markdown, markdown_body};
pub use numbers::{days, percent, thousands};
pub use outlook::{day_of, outlook};
pub use overview::{counts, promises, tally};
pub use place::{Place, Sort};
pub use views::{WrongView, place_of, with_views, wrong_views};
pub use what_if::{compared, otherwise};

use crate::edition::Facts;
use crate::look::{Arrangement, Axis, Canvas, Cell, Sign, Width};
use crate::model::{Day, Entry, EntryIx, Id, Kind, Kinds, PaneName};
use ratatui::layout::Rect;
use std::collections::{HashMap, HashSet};

/// Every pane, in the order of its number key. To add one: write its file, name it here and in `PaneName`.
pub static PANES: &[&dyn Pane] = &[
    &overview::Overview,
    &timeline::Timeline,
    &milestones::Milestones,
    &projects::Projects,
    &members::Members,
    &capabilities::Capabilities,
    &announcements::Announcements,
    &risks::Risks,
    &changes::Changes,
];

/// The pane with that name.
pub fn pane(name: PaneName) -> &'static dyn Pane {
    PANES.iter().copied().find(|pane| pane.name() == name).unwrap_or(&overview::Overview)
}

/// The pane in which entries of a kind are at home.
pub fn home(kind: Kind) -> PaneName {
    PANES.iter().find(|pane| pane.kinds().contains(&kind)).map_or(PaneName::Overview, |pane| pane.name())
}

/// What can stand on a line of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// An entry, so many steps indented.
    Entry(EntryIx, u8),
    /// A heading, which cannot be selected.
    Heading(&'static str),
    /// An entry that is gone: the number of the change that says so.
    Gone(usize),
    /// All those for which there is no room, and the first of them, which stands for them.
    Rest(EntryIx),
}

impl Row {
    /// What is selected by it.
    pub fn id<'a>(self, facts: &Facts<'a>) -> Option<&'a Id> {
        match self {
            Self::Entry(ix, _) | Self::Rest(ix) => facts.edition.roadmap.get(ix).map(|entry| entry.item().id()),
            Self::Gone(change) => facts.since.get(change).map(|change| &change.id),
            Self::Heading(_) => None,
        }
    }

    /// Whether it can be selected.
    pub fn is_selectable(self) -> bool {
        !matches!(self, Self::Heading(_))
    }

    /// The entry on it.
    pub fn entry(self) -> Option<EntryIx> {
        match self {
            Self::Entry(ix, _) => Some(ix),
            _ => None,
        }
    }
}

/// A column of a list: its heading, and what it says of an entry. Sorting, tables and pictures are made from it.
pub struct Column {
    /// Its name, as it is typed.
    pub key: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// How wide it is.
    pub width: Width,
    /// The width of the list from which it is shown.
    pub from: u16,
    /// What it says of an entry.
    pub cell: fn(&Facts<'_>, EntryIx, Entry<'_>) -> Cell,
}

/// What a place on the screen stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touch {
    /// An entry.
    Entry(Id),
    /// A column, by its number: sort by it.
    Column(usize),
    /// A day on the axis.
    Day(Day),
}

/// All that a pane is given to paint with.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// What is so.
    pub facts: Facts<'a>,
    /// Where the reader stands.
    pub place: &'a Place,
    /// What can be selected, in order.
    pub rows: &'a [Row],
    /// Which of them is.
    pub at: Option<usize>,
    /// Where to paint.
    pub area: Rect,
    /// Whether the keys go here.
    pub active: bool,
    /// What the last reload changed.
    pub fresh: &'a HashSet<Id>,
    /// What something is wrong with; true where it is an error.
    pub concerned: &'a HashMap<Id, bool>,
    /// The keys that a pane names.
    pub keys: &'a Named,
}

/// The keys of what a pane names, as the person has them; empty where there are none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// What is wrong now.
    pub wrong: String,
    /// The pane of milestones.
    pub milestones: String,
}

/// A question to an edition.
pub trait Pane: Sync {
    /// Its name.
    fn name(&self) -> PaneName;
    /// Its name on the screen.
    fn title(&self) -> &'static str;
    /// What it answers.
    fn about(&self) -> &'static str;
    /// What would fill it: the TOML to write.
    fn empty(&self) -> &'static str;
    /// The kinds of entries that are at home here.
    fn kinds(&self) -> &'static [Kind] {
        &[]
    }
    /// The kinds of entries that it lists: what can be asked for in its filter.
    fn scope(&self) -> Kinds {
        let home = self.kinds().iter().fold(Kinds(0), |all, kind| all.and(kind.set()));
        if self.kinds().is_empty() { Kinds::ANY } else { home }
    }
    /// How it wants its space shared.
    fn arrangement(&self) -> Arrangement {
        Arrangement::ListAndDetail
    }
    /// The columns of its list.
    fn columns(&self) -> &'static [Column];
    /// Whether a column stands in a list of a width: there must be room, and something to say.
    fn shows(&self, _facts: &Facts<'_>, column: &Column, room: u16) -> bool {
        room >= column.from
    }
    /// Whether its rows, sorted by a column or in its own order, follow from what the simulation says, and not from the
    /// edition alone.
    fn follows_chances(&self, _sorted_by: Option<&str>) -> bool {
        true
    }
    /// Whether its rows can be brought into another order.
    fn sorts(&self) -> bool {
        true
    }
    /// The time axis of a pane that has one, in the area of its list: left and right move through it.
    fn axis(&self, _facts: &Facts<'_>, _place: &Place, _area: Rect) -> Option<Axis> {
        None
    }
    /// What actions, by their names, are good for here, beyond what they mean in every such pane.
    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }
    /// Signs that it paints, and what they mean here.
    fn signs(&self) -> &'static [Sign] {
        &[]
    }
    /// What can be selected at a place, in the pane's own order, before filter and sort. What is selected, and what of
    /// the rows is in sight, must make no difference: the rows are kept while that changes.
    fn rows(&self, facts: &Facts<'_>, _place: &Place) -> Vec<Row>;
    /// Whether the rows are only the first of what it is about. A filter looks through all of that.
    fn cuts(&self) -> bool {
        false
    }
    /// What a filter looks through.
    fn every_row(&self, facts: &Facts<'_>, place: &Place) -> Vec<Row> {
        self.rows(facts, place)
    }
    /// How many entries that are.
    fn total(&self, facts: &Facts<'_>, place: &Place) -> usize {
        self.every_row(facts, place).iter().filter(|row| row.is_selectable()).count()
    }
    /// How many lines it takes to show so many rows at once.
    fn lines(&self, rows: usize) -> usize {
        rows.saturating_add(1)
    }
    /// How many rows stand in an area at once.
    fn page(&self, area: Rect) -> usize {
        usize::from(area.height.saturating_sub(1)).max(1)
    }
    /// Paints.
    fn paint(&self, scene: &Scene<'_>, canvas: &mut Canvas<'_, Touch>) {
        paint_rows(self.columns(), scene, canvas);
    }
}

impl std::fmt::Debug for dyn Pane {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name().word())
    }
}
