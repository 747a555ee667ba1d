use super::entry::put_name;
use super::{Column, Place, Row, Scene, Touch};
use crate::ask::{Query, Selection};
use crate::edition::Facts;
use crate::look::{Canvas, Cell, Glyph, Order, Tone, column_widths, row, window};
use crate::model::{EntryIx, Id, Wrong};
use ratatui::layout::Rect;

/// What a reader can select at a place, in order.
#[derive(Debug, Default)]
pub struct Listing {
    /// The rows.
    pub rows: Vec<Row>,
    /// How many entries there are without the filter: those through which it looks.
    pub of: usize,
    /// How many entries are in sight of the filter.
    pub count: usize,
    /// The row whose name fits the words of the filter best.
    pub best: Option<usize>,
    /// What is wrong with the filter; there are no rows then.
    pub wrong: Option<Wrong>,
    all: All,
}

/// All rows of a pane, in the order in which they are shown: they stay the same while a filter is typed.
#[derive(Debug, Default)]
struct All {
    from: Option<MadeFrom>,
    rows: Vec<Row>,
    count: usize,
}

/// What all rows of a pane are made from.
#[derive(Debug, PartialEq, Eq)]
struct MadeFrom {
    edition: (u64, usize),
    since: usize,
    /// All that a filter looks through, where the pane shows only the first of it.
    every: bool,
    /// How many runs of the simulation there are and what was made of them, where more can bring other rows or another
    /// order.
    runs: [usize; 4],
    place: Place,
}

impl MadeFrom {
    fn new(facts: &Facts<'_>, place: &Place, filtered: bool) -> Self {
        let edition = (facts.edition.number, std::ptr::from_ref(facts.edition).addr());
        // Where among the rows a reader stands, and what they look for, makes no other rows.
        let usual = Place::of(place.pane);
        let place = Place {
            focus: usual.focus,
            filter: usual.filter,
            part: usual.part,
            link: usual.link,
            scroll: usual.scroll,
            top: usual.top,
            split: usual.split,
            ..place.clone()
        };
        let follows = place.pane().follows_chances(place.sort.column);
        let followed = facts.forecast.filter(|_| follows);
        let (runs, costs) = followed.map_or((0, 0), |it| (it.tally.runs as usize, it.exposures.len()));
        let before = facts.before.and_then(|before| before.forecast).filter(|_| follows);
        let before = before.map_or(0, |it| it.tally.runs as usize);
        let runs = [runs, costs, facts.tornado.map_or(0, |tornado| tornado.days.runs() as usize), before];
        Self { edition, since: facts.since.len(), every: filtered && place.pane().cuts(), runs, place }
    }
}

impl All {
    fn new(facts: &Facts<'_>, place: &Place, from: MadeFrom) -> Self {
        let pane = place.pane();
        let mut rows = if from.every { pane.every_row(facts, place) } else { pane.rows(facts, place) };
        let column = place.sort.column.and_then(|key| pane.columns().iter().find(|column| column.key == key));
        if let Some(column) = column.filter(|_| pane.sorts()) {
            rows = sorted(facts, column, rows, place.sort.reversed);
        } else if place.sort.reversed && pane.sorts() {
            rows.retain(|row| row.is_selectable());
            rows.reverse();
        }
        let count = selectable(&rows);
        Self { from: Some(from), rows, count }
    }
}

fn selectable(rows: &[Row]) -> usize {
    rows.iter().filter(|row| row.is_selectable()).count()
}

impl Listing {
    /// The rows of the place's pane, sorted and filtered.
    pub fn new(facts: &Facts<'_>, place: &Place) -> Self {
        let mut listing = Self::default();
        listing.list(facts, place);
        listing
    }

    /// The same for another place, edition or filter: what is as it was is not made anew. With a filter that cannot be
    /// understood there are no rows.
    pub fn list(&mut self, facts: &Facts<'_>, place: &Place) {
        if let Err(wrong) = self.filter(facts, place, &place.filter) {
            (self.rows, self.count, self.best, self.wrong) = (Vec::new(), 0, None, Some(wrong));
        }
    }

    /// The same with a filter that is being typed: one that cannot be understood changes nothing.
    pub fn filter(&mut self, facts: &Facts<'_>, place: &Place, filter: &str) -> Result<(), Wrong> {
        let query = Query::new(filter, facts, place.pane().scope());
        let filtered = query.as_ref().map_or(!place.filter.is_empty(), |query| !query.is_empty());
        let from = MadeFrom::new(facts, place, filtered);
        if self.all.from.as_ref() != Some(&from) {
            self.all = All::new(facts, place, from);
        }
        self.of = if place.pane().cuts() { place.pane().total(facts, place) } else { self.all.count };
        let query = query?;
        self.wrong = None;
        if query.is_empty() {
            self.rows.clone_from(&self.all.rows);
            (self.count, self.best) = (self.all.count, None);
            return Ok(());
        }
        let selection = query.select(facts);
        self.rows = matching(&selection, &self.all.rows);
        self.count = selectable(&self.rows);
        self.best = best(facts, &selection, &self.rows);
        Ok(())
    }

    /// The entries of all rows, also of those that the filter leaves out.
    pub fn entries(&self) -> impl Iterator<Item = EntryIx> {
        self.all.rows.iter().filter_map(|row| row.entry())
    }

    /// How many rows there are without the filter, headings included.
    pub fn whole(&self) -> usize {
        self.all.rows.len()
    }

    /// The row on which an entry stands.
    pub fn position(&self, facts: &Facts<'_>, id: &Id) -> Option<usize> {
        let ix = facts.edition.roadmap.find(id.as_str());
        self.rows.iter().position(|row| match row {
            Row::Entry(entry, _) | Row::Rest(entry) => Some(*entry) == ix,
            Row::Gone(_) => row.id(facts) == Some(id),
            Row::Heading(_) => false,
        })
    }

    /// The nearest row that can be selected, from `at` on and then before it.
    pub fn selectable(&self, at: usize, back: bool) -> Option<usize> {
        let ok = |i: &usize| self.rows[*i].is_selectable();
        let len = self.rows.len();
        let at = at.min(len.checked_sub(1)?);
        if back {
            (0..=at).rev().find(ok).or_else(|| (at..len).find(ok))
        } else {
            (at..len).find(ok).or_else(|| (0..at).rev().find(ok))
        }
    }
}

/// The rows that were selected. What stood below a row that is gone moves to the next one above that is there; a
/// heading with nothing below it goes.
fn matching(selection: &Selection, rows: &[Row]) -> Vec<Row> {
    let mut above: Vec<(u8, bool)> = Vec::new();
    let mut kept = Vec::new();
    for row in rows {
        match *row {
            Row::Entry(ix, depth) => {
                let fits = selection.entries.contains(ix);
                while above.last().is_some_and(|(its, _)| *its >= depth) {
                    above.pop();
                }
                if fits {
                    kept.push(Row::Entry(ix, above.iter().filter(|(_, kept)| *kept).count() as u8));
                }
                above.push((depth, fits));
            }
            Row::Heading(_) => {
                above.clear();
                kept.pop_if(|last| matches!(last, Row::Heading(_)));
                kept.push(*row);
            }
            Row::Gone(_) | Row::Rest(_) => {}
        }
    }
    kept.pop_if(|last| matches!(last, Row::Heading(_)));
    kept
}

/// The first of the rows whose names fit best.
fn best(facts: &Facts<'_>, selection: &Selection, rows: &[Row]) -> Option<usize> {
    // Of two that fit equally, the shorter name is more to the point.
    let cost = |ix: EntryIx| Some((selection.cost(ix)?, facts.edition.haystack.names.of(ix).len()));
    let costs = rows.iter().enumerate().filter_map(|(i, row)| Some((cost(row.entry()?)?, i)));
    costs.min().map(|(_, i)| i)
}

/// Sorted by a column: headings and indentation have no meaning any more.
fn sorted(facts: &Facts<'_>, column: &Column, rows: Vec<Row>, reversed: bool) -> Vec<Row> {
    let mut keyed: Vec<(Order, String, Row)> = rows
        .into_iter()
        .filter_map(|row| {
            let ix = row.entry()?;
            let entry = facts.edition.roadmap.get(ix)?;
            let cell = (column.cell)(facts, ix, entry);
            Some((cell.order, cell.text.to_lowercase(), Row::Entry(ix, 0)))
        })
        .collect();
    keyed.sort_by(|a, b| {
        let nothing = (a.0 == Order::Nothing).cmp(&(b.0 == Order::Nothing));
        let order = (&a.0, &a.1).cmp(&(&b.0, &b.1));
        nothing.then(if reversed { order.reverse() } else { order })
    });
    keyed.into_iter().map(|(_, _, row)| row).collect()
}

/// How many cells there are for the columns of a table in an area; the rest are the mark and a margin.
pub fn table_width(area: Rect) -> u16 {
    area.width.saturating_sub(3)
}

/// The width of each column of a table in the area of a scene; 0 where a column is not shown.
pub fn widths(columns: &[Column], scene: &Scene<'_>) -> Vec<u16> {
    let (pane, room) = (scene.place.pane(), table_width(scene.area));
    let shown = |column: &Column| pane.shows(&scene.facts, column, room);
    column_widths(columns.iter().map(|column| (column.width, shown(column))), room)
}

/// Paints rows as a table with a heading: only those in sight are asked for their cells.
pub fn paint_rows(columns: &[Column], scene: &Scene<'_>, canvas: &mut Canvas<'_, Touch>) {
    let area = scene.area;
    let inner = Rect { x: area.x + 2.min(area.width), width: table_width(area), ..area };
    let widths = widths(columns, scene);
    let mut x = inner.x;
    for (i, (column, wide)) in columns.iter().zip(&widths).enumerate().filter(|(_, (_, wide))| **wide > 0) {
        let here = Rect { x, width: *wide, height: 1, ..inner }.intersection(inner);
        let mark = match (scene.place.sort.column == Some(column.key), scene.place.sort.reversed) {
            (true, false) => format!(" {}", Glyph::Up.sign()),
            (true, true) => format!(" {}", Glyph::Down.sign()),
            _ => String::new(),
        };
        canvas.put(here, &format!("{}{mark}", column.title), Tone::Dim);
        canvas.hit(here, Touch::Column(i));
        x += wide + 1;
    }
    let body = Rect { y: area.y + 1.min(area.height), height: area.height.saturating_sub(1), ..area };
    let height = usize::from(body.height);
    let top = window(scene.at.unwrap_or(0), scene.place.top, scene.rows.len(), height);
    for (i, line) in scene.rows.iter().enumerate().skip(top).take(height) {
        let here = row(body, (i - top) as u16);
        paint_row(columns, &widths, scene, *line, i, here, canvas);
    }
}

fn paint_row(
    columns: &[Column],
    widths: &[u16],
    scene: &Scene<'_>,
    line: Row,
    i: usize,
    here: Rect,
    canvas: &mut Canvas<'_, Touch>,
) {
    let inner = Rect { x: here.x + 2.min(here.width), width: here.width.saturating_sub(3), ..here };
    let facts = &scene.facts;
    match line {
        Row::Heading(text) => {
            canvas.put(inner, text, Tone::Heading);
        }
        Row::Rest(_) => {}
        Row::Gone(change) => {
            if let Some(change) = facts.since.get(change) {
                canvas.put(inner, &format!("{} {}", change.name, change.words()), Tone::Dim);
            }
        }
        Row::Entry(ix, depth) => {
            let Some(entry) = facts.edition.roadmap.get(ix) else {
                return;
            };
            let fresh = scene.fresh.contains(entry.id());
            let mut x = inner.x;
            for (n, (column, wide)) in columns.iter().zip(widths).enumerate().filter(|(_, (_, wide))| **wide > 0) {
                let indent = if n == 0 { u16::from(depth) * 2 } else { 0 };
                let cell: Cell = (column.cell)(facts, ix, entry);
                let place = Rect { x: x + indent, width: wide.saturating_sub(indent), ..inner }.intersection(inner);
                let tone = if fresh && n == 0 { Tone::Fresh } else { cell.tone };
                match n {
                    0 => put_name(entry, &cell.text, tone, place, canvas),
                    _ => canvas.put(place, &cell.text, tone),
                };
                x += wide + 1;
            }
        }
    }
    mark(scene, i, here, canvas);
    if let Some(id) = line.id(facts) {
        canvas.hit(here, Touch::Entry(id.clone()));
    }
}

/// Marks a row if something is wrong with it, and if it is the selected one: a sign and reverse video where the keys go.
pub fn mark(scene: &Scene<'_>, i: usize, here: Rect, canvas: &mut Canvas<'_, Touch>) {
    let wrong = scene.rows.get(i).and_then(|row| scene.concerned.get(row.id(&scene.facts)?));
    if let Some(error) = wrong {
        let beside = Rect { x: here.x + 1.min(here.width), width: here.width.saturating_sub(1).min(1), ..here };
        canvas.put(beside, Glyph::Wrong.sign(), if *error { Tone::Bad } else { Tone::Dim });
    }
    if scene.at == Some(i) {
        canvas.tint(here, canvas.look.cursor(scene.active));
        canvas.put(Rect { width: here.width.min(1), ..here }, Glyph::Mark.sign(), Tone::Accent);
    }
}
