use super::graph;
use super::{Column, Pane, Place, Row, Scene, Touch};
use crate::edition::Facts;
use crate::look::{Arrangement, Canvas, Cell, STANDING, Sign, Width};
use crate::model::{EntryIx, Id, PaneName};
use crate::plan::{Neighbourhood, Side, What};
use ratatui::layout::Rect;

/// The neighbourhood of an entry, drawn: what it needs at the left, what needs it at the right, two steps deep. It has
/// no number among the panes; a place says whose it is (`around=ID`).
#[derive(Debug)]
pub struct Around;

impl Pane for Around {
    fn name(&self) -> PaneName {
        PaneName::Overview
    }
    fn title(&self) -> &'static str {
        "Around"
    }
    fn about(&self) -> &'static str {
        "what an entry needs and what needs it, two steps deep"
    }
    fn empty(&self) -> &'static str {
        "The entry is not in the roadmap. Esc goes back to where you were."
    }
    fn arrangement(&self) -> Arrangement {
        Arrangement::MapThenDetail
    }
    fn signs(&self) -> &'static [Sign] {
        STANDING
    }
    fn columns(&self) -> &'static [Column] {
        &[Column {
            key: "name",
            title: "Entry",
            width: Width::Share(1),
            from: 0,
            cell: |_, _, entry| Cell::text(entry.name().to_owned()),
        }]
    }
    fn sorts(&self) -> bool {
        false
    }
    fn rows(&self, facts: &Facts<'_>, place: &Place) -> Vec<Row> {
        let Some(hood) = around(facts, place) else { return Vec::new() };
        hood.all
            .iter()
            .map(|neighbour| match neighbour.what {
                What::Entry(ix) => Row::Entry(ix, 0),
                What::Rest { first, .. } => Row::Rest(first),
            })
            .collect()
    }
    fn lines(&self, _rows: usize) -> usize {
        // A drawing uses whatever room there is.
        usize::MAX
    }
    fn page(&self, area: Rect) -> usize {
        usize::from(area.height / 2).max(1)
    }
    fn paint(&self, scene: &Scene<'_>, canvas: &mut Canvas<'_, Touch>) {
        if let Some(hood) = around(&scene.facts, scene.place) {
            graph::paint(scene, &hood, canvas);
        }
    }
}

/// The neighbourhood that a place shows.
fn around(facts: &Facts<'_>, place: &Place) -> Option<Neighbourhood> {
    let centre = facts.edition.roadmap.find(place.around.as_ref().map(Id::as_str)?)?;
    Some(Neighbourhood::of(&facts.edition.roadmap, &facts.edition.links, centre))
}

/// A step in the neighbourhood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Walk {
    /// To what it needs.
    Left,
    /// To what needs it.
    Right,
    /// So far down its column, or up.
    Along(isize),
}

/// Where a step leads from the selected entry, among the rows that there are.
pub fn walk(facts: &Facts<'_>, place: &Place, rows: &[Row], at: usize, step: Walk) -> Option<usize> {
    let hood = around(facts, place)?;
    // The rows are the neighbourhood, unless a filter leaves some out.
    let number = |row: usize| match rows.get(row)? {
        Row::Entry(ix, _) | Row::Rest(ix) => hood.position(*ix),
        _ => None,
    };
    let row = |number: usize| {
        let wanted = match hood.all.get(number)?.what {
            What::Entry(ix) | What::Rest { first: ix, .. } => ix,
        };
        rows.iter().position(|row| matches!(row, Row::Entry(ix, _) | Row::Rest(ix) if *ix == wanted))
    };
    let here = number(at)?;
    let from = hood.all.get(here)?;
    let outward = match step {
        Walk::Along(by) => {
            let column: Vec<usize> = (0..hood.all.len())
                .filter(|i| {
                    let other = &hood.all[*i];
                    other.step == from.step && (other.side == from.side || from.step == 0)
                })
                .filter(|number| row(*number).is_some())
                .collect();
            let stands = column.iter().position(|number| *number == here)?;
            let to = stands.saturating_add_signed(by).min(column.len() - 1);
            return row(column[to]).filter(|to| *to != at);
        }
        Walk::Left => Side::Needs,
        Walk::Right => Side::NeededBy,
    };
    if from.step == 0 || from.side == outward {
        let next = hood.all.iter().enumerate();
        let mut next = next
            .filter(|(_, other)| other.step == from.step + 1 && other.side == outward && other.nearer.contains(&here));
        return next.find_map(|(number, _)| row(number));
    }
    from.nearer.iter().find_map(|number| row(*number))
}

/// For a line that stands for the rest: whose neighbours they are, and all of them that are on that side.
pub fn rest(facts: &Facts<'_>, place: &Place, first: EntryIx) -> Option<(EntryIx, Side, Vec<EntryIx>)> {
    let hood = around(facts, place)?;
    let line = hood.all.get(hood.position(first)?)?;
    let What::Entry(of) = hood.all.get(*line.nearer.first()?)?.what else { return None };
    let all = line.side.of(&facts.edition.roadmap, &facts.edition.links, of, usize::MAX);
    Some((of, line.side, all.into_iter().map(|(_, ix)| ix).collect()))
}
