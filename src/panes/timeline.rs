use super::entry::{in_time, named_cell, put_name};
use super::listing::mark;
use super::outlook::{chance_tone, day_of, on_time, on_time_cell, slack_cell};
use super::spans::{all_news, end, is_lit, paint, target};
use super::{Column, Pane, Place, Row, Scene, Touch};
use crate::edition::Facts;
use crate::look::{Arrangement, Axis, Canvas, Cell, Chart, Glyph, Sign, Tone, Width, row, window};
use crate::model::{Entry, EntryIx, Kind, Kinds, PaneName};
use crate::plan::reach;
use crate::text::width;
use ratatui::layout::Rect;

/// What comes when, one lane to a project, on a real axis of days.
#[derive(Debug)]
pub struct Timeline;

const NEWS: &str = "Announcements";
const ALONE: &str = "Of no project";
const UNDATED: &str = "No date known, in the order of what they need";
/// The word over the line of today.
const TODAY: &str = "today";
/// Blanks between that and another label: with one they would read as one phrase.
const APART: u16 = 2;
/// From this width on there is room beside the names for more than one thing.
const ROOMY: u16 = 27;
/// Lines of the axis.
const AXIS: u16 = 2;

impl Pane for Timeline {
    fn name(&self) -> PaneName {
        PaneName::Timeline
    }
    fn title(&self) -> &'static str {
        "Timeline"
    }
    fn about(&self) -> &'static str {
        "what comes when: promises as wide as they are precise, announcements, today, and what has no date"
    }
    fn empty(&self) -> &'static str {
        "[[milestone]]\nid = \"first-release\"\nname = \"First release\"\nstatus = \"planned\"\ndate = \"2027-Q1\""
    }
    fn scope(&self) -> Kinds {
        Kind::Project.set().and(Kind::Milestone.set()).and(Kind::Announcement.set())
    }
    fn arrangement(&self) -> Arrangement {
        Arrangement::MapOverDetail
    }
    fn columns(&self) -> &'static [Column] {
        &[Column {
            key: "name",
            title: "Entry",
            width: Width::Share(1),
            from: 0,
            cell: |_, _, entry| match entry {
                Entry::Milestone(milestone) => named_cell(&milestone.name, milestone.status),
                _ => Cell::text(entry.name().to_owned()),
            },
        }]
    }
    fn sorts(&self) -> bool {
        false
    }
    fn follows_chances(&self, _sorted_by: Option<&str>) -> bool {
        false
    }
    fn axis(&self, facts: &Facts<'_>, place: &Place, area: Rect) -> Option<Axis> {
        Some(axis(facts, place, Areas::of(facts, area).chart))
    }
    fn signs(&self) -> &'static [Sign] {
        &[
            (Glyph::Wide, "as wide as the date is precise"),
            (Glyph::Promise, "the end of what was promised, or of when it can be had"),
            (Glyph::Active, "under way: from its start to its date"),
            (Glyph::Line, "not begun: from its start to its date; between rows, what waits for what"),
            (Glyph::Undated, "without a date: after what it depends on"),
            (Glyph::Bar, "done"),
            (Glyph::Plan, "planned: from its start to its finish, as computed"),
            (
                Glyph::Critical,
                "the same on the critical path: of the selected milestone, else of the one with the least slack",
            ),
            (Glyph::Empty, "slack: so far it can slip"),
            (Glyph::Branch, "80 % of the forecast lie between this"),
            (Glyph::TeeLeft, "and this: from a 10 % chance to one of 90 %"),
            (Glyph::About, "before it: the day follows from what it depends on"),
            (Glyph::AtLeast, "before it: not before that day; something it waits for has none"),
            (Glyph::Done, "reached"),
            (Glyph::Blocked, "cannot go on"),
            (Glyph::Cancelled, "given up"),
            (Glyph::News, "announced on this day"),
            (Glyph::Today, "today"),
            (Glyph::Left, "so many lie before what is in sight"),
            (Glyph::Right, "so many lie after it"),
            (Glyph::Down, "so many stand below it"),
        ]
    }
    fn rows(&self, facts: &Facts<'_>, _place: &Place) -> Vec<Row> {
        let (roadmap, links) = (&facts.edition.roadmap, &facts.edition.links);
        let dated = |ix: &EntryIx| day_of(facts, *ix).is_some();
        let mut rows = Vec::with_capacity(roadmap.milestones.len() + roadmap.announcements.len());
        // What is over and nothing hangs on it stands in the lane's own line only.
        let ahead = |ix: &EntryIx| {
            let (over, hangs) = (
                roadmap.get(*ix).and_then(reach).is_none_or(|(_, last)| last < facts.edition.today),
                ["depends_on", "runs_on"].iter().any(|field| links.to_in(*ix, field).next().is_some()),
            );
            !over || hangs
        };
        let news: Vec<_> = roadmap.of_kind(Kind::Announcement).filter(dated).collect();
        if news.iter().any(|ix| !ahead(ix)) && !news.iter().any(ahead) {
            rows.push(Row::Heading(NEWS));
        }
        let mut lane = |head: Row, mut entries: Vec<EntryIx>, depth: &dyn Fn(EntryIx) -> u8| {
            if entries.is_empty() {
                return;
            }
            entries.sort_by_cached_key(|ix| in_time(facts, *ix));
            rows.push(head);
            rows.extend(entries.into_iter().map(|ix| Row::Entry(ix, depth(ix))));
        };
        lane(Row::Heading(NEWS), news.into_iter().filter(ahead).collect(), &|_| 1);
        for project in roadmap.of_kind(Kind::Project) {
            let of_it: Vec<_> = links.to_in(project, "project").filter(dated).collect();
            lane(Row::Entry(project, 0), of_it, &|_| 1);
        }
        let homeless = |ix: &EntryIx| roadmap.milestone(*ix).is_some_and(|milestone| milestone.project.is_none());
        lane(Row::Heading(ALONE), roadmap.of_kind(Kind::Milestone).filter(homeless).filter(dated).collect(), &|_| 1);
        let undated: Vec<_> = roadmap.of_kind(Kind::Milestone).filter(|ix| !dated(ix)).collect();
        lane(Row::Heading(UNDATED), undated, &|ix| facts.edition.network.depth(ix).min(6) as u8);
        rows
    }
    fn lines(&self, rows: usize) -> usize {
        rows.saturating_add(usize::from(AXIS))
    }
    fn page(&self, area: Rect) -> usize {
        usize::from(area.height.saturating_sub(AXIS)).max(1)
    }
    fn paint(&self, scene: &Scene<'_>, canvas: &mut Canvas<'_, Touch>) {
        let area = scene.area;
        let areas = Areas::of(&scene.facts, area);
        let across = areas.chart;
        let names = across.x.saturating_sub(area.x + 1);
        let today = scene.facts.edition.today;
        let axis = axis(&scene.facts, scene.place, across);
        let target = target(scene);
        let body = Rect { y: area.y + AXIS.min(area.height), height: area.height.saturating_sub(AXIS), ..area };
        let height = usize::from(body.height);
        let top = window(scene.at.unwrap_or(0), scene.place.top, scene.rows.len(), height);
        let below = scene.rows.iter().skip(top + height).filter(|row| row.is_selectable()).count();
        heads(scene, Chart { axis, area: across }, Rect { width: names, ..area }, below, target, canvas);
        areas.heads(canvas);
        let chart = Chart { axis, area: Rect { y: body.y, height: body.height, ..across } };
        if let Some(x) = axis.on(today) {
            canvas.upright(Rect { x: across.x + x, width: 1, ..chart.area }, Glyph::Today, Tone::Today);
        }
        for (i, line) in scene.rows.iter().enumerate().skip(top).take(height) {
            let here = row(body, (i - top) as u16);
            let name = Rect { x: here.x + 2.min(here.width), width: names.saturating_sub(3), ..here };
            match *line {
                Row::Heading(UNDATED) => {
                    canvas.put(Rect { width: here.width.saturating_sub(2), ..name }, UNDATED, Tone::Heading);
                }
                Row::Heading(title) => {
                    canvas.put(name, title, Tone::Heading);
                    if title == NEWS {
                        all_news(scene, chart.on(here.y), canvas);
                    }
                }
                Row::Entry(ix, depth) => {
                    let Some(entry) = scene.facts.edition.roadmap.get(ix) else {
                        continue;
                    };
                    label(scene, entry, depth, name, canvas);
                    paint(scene, ix, entry, chart.on(here.y), target, canvas);
                    areas.numbers(scene, ix, is_lit(&scene.facts, ix, target), here.y, canvas);
                    mark(scene, i, Rect { width: names, ..here }, canvas);
                    canvas.hit(here, Touch::Entry(entry.id().clone()));
                }
                Row::Gone(_) | Row::Rest(_) => {}
            }
        }
        connectors(scene, chart, top, canvas);
    }
}

/// What stands beside the names: the axis, and numbers where there is room and anything was computed.
struct Areas {
    chart: Rect,
    slack: Rect,
    on_time: Rect,
    /// How chances are shown as a bar, where there is room for that too.
    bar: Rect,
}

/// Cells for a slack and the sign of the critical path before it, for a chance, and for a bar.
const SLACK: u16 = 8;
const ON_TIME: u16 = 8;
const BAR: u16 = 5;

impl Areas {
    fn of(facts: &Facts<'_>, area: Rect) -> Self {
        let names = (area.width * 3 / 10).clamp(16.min(area.width), 40);
        let chart = Rect { x: area.x + names + 1, width: area.width.saturating_sub(names + 2), ..area };
        let activities = &facts.edition.activities;
        let mut left = Self { chart, slack: Rect::ZERO, on_time: Rect::ZERO, bar: Rect::ZERO };
        let bar = activities.is_chancy() && area.width >= 110;
        let on_time = activities.is_chancy() && area.width >= 76;
        let slack = activities.has_lengths() && area.width >= 60;
        for (wanted, wide, place) in
            [(bar, BAR, &mut left.bar), (on_time, ON_TIME, &mut left.on_time), (slack, SLACK, &mut left.slack)]
        {
            if wanted {
                left.chart.width = left.chart.width.saturating_sub(wide + 1);
                *place = Rect { x: left.chart.right() + 1, width: wide, ..area };
            }
        }
        left
    }

    fn heads(&self, canvas: &mut Canvas<'_, Touch>) {
        canvas.put_right(row(self.slack, 1), "slack", Tone::Dim);
        canvas.put_right(row(self.on_time, 1), "on time", Tone::Dim);
    }

    /// What was computed of an entry, on its line.
    fn numbers(&self, scene: &Scene<'_>, ix: EntryIx, lit: bool, y: u16, canvas: &mut Canvas<'_, Touch>) {
        if scene.facts.edition.roadmap.milestone(ix).is_none() {
            return;
        }
        let on = |area: Rect| Rect { y, height: area.height.min(1), ..area };
        let slack = slack_cell(&scene.facts, ix);
        canvas.put_right(on(self.slack), &slack.text, slack.tone);
        if lit {
            canvas.put(Rect { width: self.slack.width.min(1), ..on(self.slack) }, Glyph::Critical.sign(), Tone::Strong);
        }
        let chance = on_time_cell(&scene.facts, ix);
        canvas.put_right(on(self.on_time), &chance.text, chance.tone);
        if let Some((share, _)) = on_time(&scene.facts, ix).filter(|_| self.bar.width > 0) {
            let full = ((share * f64::from(BAR)).round() as u16).min(BAR);
            let bar = on(self.bar);
            canvas.line(Rect { width: full, ..bar }, Glyph::Bar, chance_tone(&scene.facts, share));
            canvas.line(Rect { x: bar.x + full, width: BAR - full, ..bar }, Glyph::Wide, Tone::Dim);
        }
    }
}

/// The axis at a place. What was computed lies ahead of today, what was only written down often behind it.
fn axis(facts: &Facts<'_>, place: &Place, area: Rect) -> Axis {
    let today = facts.edition.today;
    let ahead = || today.plus(-(i32::from(area.width) / 4 * place.zoom.days()));
    let from = place.from.or_else(|| facts.edition.activities.has_lengths().then(ahead));
    Axis::new(from, today, place.zoom, area.width)
}

/// How near the axis is, and to which milestone the critical path is lit; gives the column after it.
fn caption(scene: &Scene<'_>, target: Option<usize>, line: Rect, canvas: &mut Canvas<'_, Touch>) -> u16 {
    let edition = scene.facts.edition;
    let to = target.filter(|_| edition.activities.has_lengths()).map(|i| edition.activities.get(i).entry);
    let name = to.and_then(|ix| edition.roadmap.get(ix)).map(|entry| entry.item().name());
    let mut end = line.x;
    // Where both have no room, the axis tells how near it is.
    if name.is_none() || line.width >= ROOMY {
        end = canvas.put(line, &format!("by {}", scene.place.zoom.word()), Tone::Dim);
    }
    if let Some(name) = name {
        let gap = if end > line.x { 2 } else { 0 };
        let room = Rect { x: end + gap, width: line.right().saturating_sub(end + gap), ..line };
        end = canvas.pieces(room, [(Glyph::Critical.sign(), Tone::Strong), (" to ", Tone::Dim), (name, Tone::Dim)]);
    }
    end
}

/// The axis, and how much lies off screen on either side and below.
fn heads(
    scene: &Scene<'_>,
    chart: Chart,
    labels: Rect,
    below: usize,
    target: Option<usize>,
    canvas: &mut Canvas<'_, Touch>,
) {
    let Chart { axis, area: chart } = chart;
    let today = axis.on(scene.facts.edition.today).map(|x| x.min(axis.cells.saturating_sub(TODAY.len() as u16)));
    let (upper, lower) = axis.labels();
    for (y, marks) in [(0, &upper), (1, &lower)] {
        let line = row(chart, y);
        for (i, (x, label)) in marks.iter().enumerate() {
            let until = marks.get(i + 1).map_or(axis.cells, |(next, _)| *next);
            let room = until.saturating_sub(*x).min(axis.cells.saturating_sub(*x));
            let wide = label.len() as u16;
            let after = today.map_or(0, |at| at + TODAY.len() as u16 + APART);
            let covered = y == 0 && today.is_some_and(|at| *x < after && at < *x + wide + APART);
            let shift = if covered { after.saturating_sub(*x) } else { 0 };
            if room > wide + shift {
                let place = Rect { x: line.x + x + shift, width: room - shift, ..line };
                canvas.put(place, label, if y == 0 { Tone::Strong } else { Tone::Dim });
            }
        }
    }
    for x in 0..axis.cells {
        canvas.hit(
            Rect { x: chart.x + x, y: chart.y, width: 1, height: AXIS.min(chart.height) },
            Touch::Day(axis.day(x)),
        );
    }
    if let Some(at) = today {
        canvas.put(Rect { x: chart.x + at, width: axis.cells - at, ..row(chart, 0) }, TODAY, Tone::Today);
    }
    let calendar = &scene.facts.edition.calendar;
    let (before, after) = (calendar.over_before(axis.start), calendar.begin_from(axis.end()));
    let line = Rect { x: labels.x + 2, width: labels.width.saturating_sub(3), ..row(labels, 0) };
    let kept = if below > 0 { 2 } else { 0 };
    let end = caption(scene, target, Rect { width: line.width.saturating_sub(kept), ..line }, canvas);
    if below > 0 {
        let room = Rect { x: end, width: line.right().saturating_sub(end), ..line };
        let counted = format!("{}{below} below", Glyph::Down.sign());
        let fits = width(&counted) < usize::from(room.width);
        canvas.put_right(room, if fits { &counted } else { Glyph::Down.sign() }, Tone::Warn);
    }
    let more = Rect { x: labels.x + 2, width: labels.width.saturating_sub(3), ..row(labels, 1) };
    if before > 0 {
        canvas.put(more, &format!("{}{before} before", Glyph::Left.sign()), Tone::Warn);
    }
    if after > 0 {
        canvas.put_right(more, &format!("{after} after{}", Glyph::Right.sign()), Tone::Warn);
    }
}

fn label(scene: &Scene<'_>, entry: Entry<'_>, depth: u8, area: Rect, canvas: &mut Canvas<'_, Touch>) {
    let fresh = scene.fresh.contains(entry.id());
    let indent = (u16::from(depth) * 2).min(area.width / 2);
    let (text, tone) = match entry {
        Entry::Project(_) => (entry.name().to_owned(), Tone::Strong),
        Entry::Milestone(milestone) => (named_cell(&milestone.name, milestone.status).text.into_owned(), Tone::Plain),
        _ => (entry.name().to_owned(), Tone::Plain),
    };
    let area = Rect { x: area.x + indent, width: area.width - indent, ..area };
    put_name(entry, &text, if fresh { Tone::Fresh } else { tone }, area, canvas);
}

/// Lines from what the selected entry needs to it, and from it to what needs it, over cells that are free.
fn connectors(scene: &Scene<'_>, chart: Chart, top: usize, canvas: &mut Canvas<'_, Touch>) {
    let (axis, area) = (chart.axis, chart.area);
    let Some(at) = scene.at else { return };
    let Some(here) = scene.rows.get(at).and_then(|row| row.entry()) else {
        return;
    };
    let links = &scene.facts.edition.links;
    let x_of = |ix: EntryIx| axis.on(end(&scene.facts, ix)?);
    let height = usize::from(area.height);
    let in_sight = |ix: EntryIx| {
        scene
            .rows
            .iter()
            .enumerate()
            .skip(top)
            .take(height)
            .find(|(_, row)| row.entry() == Some(ix))
            .map(|(i, _)| (i - top) as u16)
    };
    let mut connect = |from: EntryIx, to: EntryIx| {
        let (Some(x1), Some(y1), Some(x2), Some(y2)) = (x_of(from), in_sight(from), x_of(to), in_sight(to)) else {
            return;
        };
        let mut free = |x: u16, y: u16, glyph: Glyph| {
            let place = Rect { x: chart.area.x + x, y: chart.area.y + y, width: 1, height: 1 };
            let blank = canvas
                .cells
                .cell((place.x, place.y))
                .is_some_and(|cell| [" ", Glyph::Today.sign()].contains(&cell.symbol()));
            if blank {
                canvas.put(place, glyph.sign(), Tone::Accent);
            }
        };
        for y in y1.min(y2) + 1..y1.max(y2) {
            free(x1, y, Glyph::Rule);
        }
        if y1 != y2 && x1 != x2 {
            free(x1, y2, if y1 < y2 { Glyph::Corner } else { Glyph::CornerUp });
        }
        for x in x1.min(x2) + 1..x1.max(x2) {
            free(x, y2, Glyph::Line);
        }
    };
    for needed in links.from_in(here, "depends_on").take(40) {
        connect(needed, here);
    }
    for needs in links.to_in(here, "depends_on").take(40) {
        connect(here, needs);
    }
}
