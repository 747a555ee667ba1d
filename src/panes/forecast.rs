use super::chances::{Answer, marks, missing, rests, runs_told, sentence};
use super::listing::{paint_rows, widths};
use super::numbers::percent;
use super::{Column, Pane, Place, Row, Scene, Touch, distribution, table_width};
use crate::edition::Facts;
use crate::look::{Arrangement, Canvas, Cell, Glyph, Sign, Tone, Width, fit, row, window};
use crate::model::{Entry, EntryIx, Id, PaneName};
use crate::plan::{Bar, Tornado};
use crate::text::width;
use ratatui::layout::Rect;
use std::borrow::Cow;

/// When an entry is reached, how likely that is, and what drives it. It has no number among the panes; a place says
/// whose forecast it is (`forecast=ID`).
#[derive(Debug)]
pub struct Forecast;

/// The column with the bars.
const BAR: &str = "bar";
/// Lines of the drawings at least and at most, the axis included.
const DRAWN: (u16, u16) = (5, 18);
/// Rows of the list for which room is kept.
const LISTED: u16 = 8;

impl Pane for Forecast {
    fn name(&self) -> PaneName {
        PaneName::Milestones
    }
    fn title(&self) -> &'static str {
        "Forecast"
    }
    fn about(&self) -> &'static str {
        "when a milestone is reached, how likely that is, and what drives it"
    }
    fn empty(&self) -> &'static str {
        "The entry is not in the roadmap. Esc goes back to where you were."
    }
    fn arrangement(&self) -> Arrangement {
        Arrangement::Whole
    }
    fn columns(&self) -> &'static [Column] {
        &[
            Column {
                key: "name",
                title: "What drives the date",
                width: Width::Share(3),
                from: 0,
                cell: |_, _, entry| Cell::text(entry.name().to_owned()),
            },
            Column { key: "cause", title: "Cause", width: Width::Cells(8), from: 56, cell: cause },
            Column { key: BAR, title: "P80 without it", width: Width::Share(2), from: 60, cell: bar },
            Column { key: "saves", title: "Sooner", width: Width::Cells(6), from: 0, cell: saves },
            Column { key: "naive", title: "p×days", width: Width::Cells(7), from: 50, cell: naive },
            Column { key: "critical", title: "Critical", width: Width::Cells(9), from: 42, cell: critical },
            Column { key: "note", title: "", width: Width::Share(2), from: 110, cell: aside },
        ]
    }
    fn signs(&self) -> &'static [Sign] {
        &[
            (Glyph::Promise, "the promise: its last day"),
            (Glyph::Even, "P50: the day with a chance of 50 %"),
            (Glyph::Likely, "P80: the day with a chance of 80 %"),
            (Glyph::Expected, "the planned day, if everything takes as long as is most likely and no risk occurs"),
            (Glyph::Today, "today"),
        ]
    }
    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[("sort", "by what it saves, by p×days, by how often it is critical")]
    }
    fn rows(&self, facts: &Facts<'_>, place: &Place) -> Vec<Row> {
        shown(facts, place).map_or_else(Vec::new, |it| it.bars.iter().map(|bar| Row::Entry(bar.entry, 0)).collect())
    }
    fn lines(&self, _rows: usize) -> usize {
        // A drawing uses whatever room there is.
        usize::MAX
    }
    fn page(&self, area: Rect) -> usize {
        usize::from(Layout::of(area, 0, LISTED).list.height.saturating_sub(1)).max(1)
    }
    fn paint(&self, scene: &Scene<'_>, canvas: &mut Canvas<'_, Touch>) {
        let Some(it) = shown(&scene.facts, scene.place) else { return };
        paint(scene, &it, canvas);
    }
}

/// What drives the date that a place shows; without runs where nobody has asked for any.
pub fn shown<'a>(facts: &Facts<'a>, place: &Place) -> Option<Cow<'a, Tornado>> {
    let edition = facts.edition;
    let target = edition.roadmap.find(place.forecast.as_ref().map(Id::as_str)?)?;
    Some(match facts.tornado.filter(|tornado| tornado.target == target) {
        Some(tornado) => Cow::Borrowed(tornado),
        None => Cow::Owned(Tornado::new(&edition.roadmap, &edition.links, &edition.activities, target)),
    })
}

/// Where its parts stand: what is said, the drawings, the list, what it rests on.
struct Layout {
    said: Rect,
    drawn: Rect,
    list: Rect,
    rests: Rect,
}

impl Layout {
    /// In an area, with so many rows in the list; with so many lines of advice in the place of the drawings.
    fn of(area: Rect, advice: u16, rows: u16) -> Self {
        let inner = Rect { x: area.x + 1.min(area.width), width: area.width.saturating_sub(2), ..area };
        // On a narrow screen sentences take more lines; on a low one they take fewer.
        let said = (if area.width < 72 { 4 } else { 3 }).min(area.height / 3);
        let rests = (if area.width < 160 { 2 } else { 1 }).min(area.height / 6);
        let left = area.height.saturating_sub(said + rests);
        let wanted = (left.saturating_sub(rows.min(LISTED) + 1)).min(left * 2 / 3);
        let wanted = if advice > 0 { advice.min(left.saturating_sub(4)) } else { wanted };
        let drawn = if wanted < DRAWN.0 { if left >= DRAWN.0 + 6 { DRAWN.0 } else { 0 } } else { wanted.min(DRAWN.1) };
        let list = left - drawn;
        Self {
            said: Rect { height: said, ..inner },
            drawn: Rect { y: area.y + said, height: drawn, ..inner },
            list: Rect { y: area.y + said + drawn, height: list, ..area },
            rests: Rect { y: area.y + said + drawn + list, height: rests, ..inner },
        }
    }
}

fn paint(scene: &Scene<'_>, it: &Tornado, canvas: &mut Canvas<'_, Touch>) {
    let facts = &scene.facts;
    let advice = missing(facts, it.target);
    let lines = advice.as_ref().map_or(0, |(_, toml)| toml.lines().count() + 4);
    let layout = Layout::of(scene.area, lines as u16, it.bars.len().min(usize::from(LISTED)) as u16);
    say(facts, it, layout.said, canvas);
    match advice {
        Some((why, toml)) => advise(why, &toml, layout.drawn, canvas),
        None => distribution::paint(facts, it.target, layout.drawn, canvas),
    }
    let list = Scene { area: layout.list, ..*scene };
    paint_rows(Forecast.columns(), &list, canvas);
    bars(&list, it, canvas);
    let told = rests(facts, it).join("; ");
    if !told.is_empty() {
        let told = format!("It rests on: {told}.");
        for (i, line) in textwrap::wrap(&told, usize::from(layout.rests.width.max(1))).iter().enumerate() {
            let here = row(layout.rests, i as u16);
            let last = usize::from(layout.rests.height) == i + 1;
            canvas.put(here, if last { rest_of(&told, line) } else { line }, Tone::Dim);
        }
    }
}

/// What is left of a text from a line on, so that what is cut off is seen to be.
fn rest_of<'a>(text: &'a str, line: &'a str) -> &'a str {
    text.find(line.trim_end()).and_then(|at| text.get(at..)).unwrap_or(line)
}

/// The sentence that matters, and the days that are marked below.
fn say(facts: &Facts<'_>, it: &Tornado, area: Rect, canvas: &mut Canvas<'_, Touch>) {
    let runs = match Answer::of(facts, it.target) {
        Answer::Chance(days) => runs_told(facts, days),
        _ => String::new(),
    };
    let first = row(area, 0);
    let (name, said) = (facts.edition.roadmap.get(it.target), sentence(facts, it.target));
    let name = name.map_or("", |entry| entry.item().name());
    // The date matters more than the whole name, and that more than the runs.
    let name = fit(name, usize::from(area.width).saturating_sub(width(&said) + 2));
    let end = canvas.put(first, &format!("{name}: {said}"), Tone::Strong);
    if width(&runs) < usize::from(area.right().saturating_sub(end + 1)) {
        canvas.put_right(first, &runs, Tone::Dim);
    }
    let (mut y, mut x) = (1, area.x);
    for mark in marks(facts, it.target) {
        let wide = (width(&mark.words) + 2) as u16;
        if x > area.x && x + wide > area.right() {
            (y, x) = (y + 1, area.x);
        }
        if y >= area.height {
            break;
        }
        let here = Rect { x, width: area.right().saturating_sub(x), ..row(area, y) };
        x = canvas.pieces(here, [(mark.glyph.sign(), mark.tone), (" ", Tone::Plain), (&mark.words, Tone::Plain)]) + 3;
    }
}

/// What to write, where there is no chance to tell.
fn advise(why: &str, toml: &str, area: Rect, canvas: &mut Canvas<'_, Touch>) {
    let mut y = 0;
    for line in textwrap::wrap(why, usize::from(area.width.max(1))) {
        canvas.put(row(area, y), &line, Tone::Plain);
        y += 1;
    }
    // Below one another where there is room, else beside.
    let high = toml.lines().count() as u16;
    if high + y < area.height {
        for (i, line) in toml.lines().enumerate() {
            canvas.put(row(area, y + 1 + i as u16), line, Tone::Accent);
        }
        return;
    }
    let mut x = area.x;
    for block in toml.split("\n\n") {
        let wide = block.lines().map(width).max().unwrap_or(0) as u16;
        for (i, line) in block.lines().enumerate() {
            let here = Rect { x, width: area.right().saturating_sub(x), ..row(area, y + i as u16) };
            canvas.put(here, line, Tone::Accent);
        }
        x = (x + wide + 3).min(area.right());
    }
}

/// The bars of the rows in sight.
fn bars(list: &Scene<'_>, it: &Tornado, canvas: &mut Canvas<'_, Touch>) {
    let columns = Forecast.columns();
    let inner = Rect { x: list.area.x + 2.min(list.area.width), width: table_width(list.area), ..list.area };
    let widths = widths(columns, list);
    let Some(at) = columns.iter().position(|column| column.key == BAR).filter(|at| widths[*at] > 0) else { return };
    let x = inner.x + widths[..at].iter().filter(|wide| **wide > 0).map(|wide| wide + 1).sum::<u16>();
    let height = usize::from(list.area.height.saturating_sub(1));
    let top = window(list.at.unwrap_or(0), list.place.top, list.rows.len(), height);
    for (i, line) in list.rows.iter().enumerate().skip(top).take(height) {
        let Some(Bar { saving: Some(saving), .. }) = line.entry().and_then(|ix| it.bars.of(ix)) else { continue };
        let here = Rect { x, width: widths[at], ..row(list.area, (i - top + 1) as u16) }.intersection(inner);
        let eighths = i64::from(saving.days.abs()) * i64::from(here.width) * 8 / i64::from(it.widest.max(1));
        let tone = match saving.days {
            days if days < 0 => Tone::Dim,
            _ if saving.is_risk => Tone::Warn,
            _ => Tone::Accent,
        };
        if list.at == Some(i) {
            // A bar in reverse video would be a hole.
            canvas.clear(Rect { width: (eighths as u16).div_ceil(8), ..here });
        }
        canvas.reach(here, eighths as u16, tone);
    }
}

fn known(facts: &Facts<'_>, ix: EntryIx) -> Option<Bar> {
    facts.tornado.and_then(|tornado| tornado.bars.of(ix)).copied()
}

fn cause(facts: &Facts<'_>, ix: EntryIx, entry: Entry<'_>) -> Cell {
    let network = &facts.edition.activities;
    let word = match entry {
        Entry::Risk(_) => "risk",
        Entry::Announcement(_) => "waits",
        _ if network.place(ix).is_some_and(|i| network.get(i).estimated) => "estimate",
        _ => "waits",
    };
    Cell::text(word).tone(if word == "risk" { Tone::Warn } else { Tone::Dim })
}

/// The bar is painted; the cell is only what it is sorted by.
fn bar(facts: &Facts<'_>, ix: EntryIx, _: Entry<'_>) -> Cell {
    Cell::number("", known(facts, ix).and_then(|bar| bar.saving).map_or(1, |saving| -i64::from(saving.days)))
}

fn saves(facts: &Facts<'_>, ix: EntryIx, _: Entry<'_>) -> Cell {
    match known(facts, ix).and_then(|bar| bar.saving) {
        Some(saving) => Cell::number(format!("{}d", saving.days), -i64::from(saving.days)),
        None => Cell::text(""),
    }
}

fn naive(facts: &Facts<'_>, ix: EntryIx, _: Entry<'_>) -> Cell {
    match known(facts, ix).and_then(|bar| bar.saving).and_then(|saving| saving.naive) {
        Some(days) => Cell::number(format!("{days:.0}d"), -(days * 100.0) as i64).tone(Tone::Dim),
        None => Cell::text(""),
    }
}

fn critical(facts: &Facts<'_>, ix: EntryIx, _: Entry<'_>) -> Cell {
    match known(facts, ix).and_then(|bar| bar.critical) {
        Some(share) => Cell::number(percent(share), -(share * 1e6) as i64).tone(Tone::Dim),
        None => Cell::text(""),
    }
}

/// What else there is to say: what slack takes up of a risk, what is written of an estimate.
fn aside(facts: &Facts<'_>, ix: EntryIx, entry: Entry<'_>) -> Cell {
    let bar = known(facts, ix);
    let absorbed = bar.and_then(|bar| bar.saving?.absorbed());
    let words = match (absorbed, entry) {
        (Some(0), _) => String::new(),
        (Some(days), _) => format!("slack absorbs {days}d"),
        (None, Entry::Milestone(milestone)) => match (milestone.estimate, milestone.duration) {
            (Some(estimate), _) => estimate.to_string(),
            (None, Some(duration)) => duration.to_string(),
            (None, None) => milestone.date.map_or_else(String::new, |date| format!("promised {date}")),
        },
        (None, _) => entry.shown_date().map_or_else(String::new, |date| date.to_string()),
    };
    Cell::text(words).tone(Tone::Dim)
}
