use super::entry::{in_time, named_cell, put_name, status_tone};
use super::listing::mark;
use super::{Column, Pane, Place, Row, Scene, Touch};
use crate::edition::Facts;
use crate::look::{Arrangement, Axis, Canvas, Cell, Chart, Glyph, Sign, Tone, Width, row, window};
use crate::model::{Announcement, Day, Entry, EntryIx, Kind, Kinds, Milestone, PaneName, Status};
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
    fn axis(&self, place: &Place, today: Day, area: Rect) -> Option<Axis> {
        Some(Axis::new(place.from, today, place.zoom, chart(area).width))
    }
    fn signs(&self) -> &'static [Sign] {
        &[
            (Glyph::Wide, "as wide as the date is precise"),
            (Glyph::Promise, "the end of what was promised, or of when it can be had"),
            (Glyph::Active, "under way: from its start to its date"),
            (Glyph::Line, "not begun: from its start to its date; between rows, what waits for what"),
            (Glyph::Undated, "without a date: after what it depends on"),
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
        let dated = |ix: &EntryIx| roadmap.get(*ix).and_then(Entry::shown_date).is_some();
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
        let across = chart(area);
        let names = across.x.saturating_sub(area.x + 1);
        let today = scene.facts.edition.today;
        let axis = Axis::new(scene.place.from, today, scene.place.zoom, across.width);
        let body = Rect { y: area.y + AXIS.min(area.height), height: area.height.saturating_sub(AXIS), ..area };
        let height = usize::from(body.height);
        let top = window(scene.at.unwrap_or(0), scene.place.top, scene.rows.len(), height);
        let below = scene.rows.iter().skip(top + height).filter(|row| row.is_selectable()).count();
        heads(scene, Chart { axis, area: across }, Rect { width: names, ..area }, below, canvas);
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
                    lane(scene, ix, entry, chart.on(here.y), canvas);
                    mark(scene, i, Rect { width: names, ..here }, canvas);
                    canvas.hit(here, Touch::Entry(entry.id().clone()));
                }
                Row::Gone(_) | Row::Rest(_) => {}
            }
        }
        connectors(scene, chart, top, canvas);
    }
}

/// Where the axis stands: right of the names.
fn chart(area: Rect) -> Rect {
    let names = (area.width * 3 / 10).clamp(16.min(area.width), 40);
    Rect { x: area.x + names + 1, width: area.width.saturating_sub(names + 2), ..area }
}

/// The axis, and how much lies off screen on either side and below.
fn heads(scene: &Scene<'_>, chart: Chart, labels: Rect, below: usize, canvas: &mut Canvas<'_, Touch>) {
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
    let zoom = format!("by {}", axis.zoom.word());
    let line = Rect { x: labels.x + 2, width: labels.width.saturating_sub(3), ..row(labels, 0) };
    let end = canvas.put(line, &zoom, Tone::Dim);
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

/// What stands on the axis for an entry.
fn lane(scene: &Scene<'_>, ix: EntryIx, entry: Entry<'_>, chart: Chart, canvas: &mut Canvas<'_, Touch>) {
    match entry {
        Entry::Milestone(milestone) => self::milestone(scene, ix, milestone, chart, canvas),
        Entry::Announcement(announcement) => self::announcement(announcement, chart, canvas),
        Entry::Project(_) => {
            // The project's own line shows all its milestones at once.
            for milestone in scene
                .facts
                .edition
                .links
                .to_in(ix, "project")
                .take(500)
                .filter_map(|ix| scene.facts.edition.roadmap.milestone(ix))
            {
                if let Some(date) = milestone.shown_date() {
                    chart.point(date.last, end_sign(milestone), status_tone(milestone.status), canvas);
                }
            }
        }
        _ => {}
    }
}

/// Every announcement at once, on the line of their lane.
fn all_news(scene: &Scene<'_>, chart: Chart, canvas: &mut Canvas<'_, Touch>) {
    for announcement in scene.facts.edition.roadmap.announcements.iter().take(500) {
        if let Some(date) = announcement.date {
            chart.point(date.last, Glyph::News, Tone::News, canvas);
        }
    }
}

fn end_sign(milestone: &Milestone) -> Glyph {
    match milestone.status {
        Status::Done => Glyph::Done,
        Status::Cancelled => Glyph::Cancelled,
        Status::Blocked => Glyph::Blocked,
        _ => Glyph::Promise,
    }
}

fn milestone(scene: &Scene<'_>, ix: EntryIx, milestone: &Milestone, chart: Chart, canvas: &mut Canvas<'_, Touch>) {
    let Some(date) = milestone.shown_date() else {
        let needs: Vec<_> = scene
            .facts
            .edition
            .links
            .from_in(ix, "depends_on")
            .filter_map(|ix| scene.facts.edition.roadmap.get(ix))
            .map(|entry| entry.item().name())
            .collect();
        let words = if needs.is_empty() {
            Glyph::Undated.sign().to_owned()
        } else {
            format!("{} after {}", Glyph::Undated.sign(), needs.join(", "))
        };
        canvas.put(chart.area, &words, Tone::Dim);
        return;
    };
    let late = scene.facts.edition.today > date.last && !milestone.is_settled();
    let tone = if late { Tone::Bad } else { status_tone(milestone.status) };
    let began = milestone
        .start
        .map(|start| start.first)
        .or_else(|| milestone.duration.map(|duration| date.last.plus(-(duration.days as i32))));
    if let Some(began) = began {
        let glyph = if milestone.status == Status::InProgress { Glyph::Active } else { Glyph::Line };
        chart.bar((began, date.first.plus(-1)), glyph, tone, canvas);
    }
    chart.bar((date.first, date.last), Glyph::Wide, tone, canvas);
    chart.point(date.last, end_sign(milestone), tone, canvas);
    chart.edge((date.first, date.last), &date.to_string(), canvas);
}

fn announcement(announcement: &Announcement, chart: Chart, canvas: &mut Canvas<'_, Touch>) {
    if let Some(there) = announcement.available {
        chart.bar((there.first, there.last), Glyph::Wide, Tone::News, canvas);
        chart.point(there.last, Glyph::Promise, Tone::News, canvas);
    }
    if let Some(date) = announcement.date {
        chart.bar((date.first, date.last), Glyph::Wide, Tone::News, canvas);
        chart.point(date.last, Glyph::News, Tone::News, canvas);
    }
    if let (Some(date), Some((first, last))) = (announcement.shown_date(), reach(Entry::Announcement(announcement))) {
        chart.edge((first, last), &date.to_string(), canvas);
    }
}

/// Lines from what the selected entry needs to it, and from it to what needs it, over cells that are free.
fn connectors(scene: &Scene<'_>, chart: Chart, top: usize, canvas: &mut Canvas<'_, Touch>) {
    let (axis, area) = (chart.axis, chart.area);
    let Some(at) = scene.at else { return };
    let Some(here) = scene.rows.get(at).and_then(|row| row.entry()) else {
        return;
    };
    let (roadmap, links) = (&scene.facts.edition.roadmap, &scene.facts.edition.links);
    let x_of = |ix: EntryIx| {
        let date = match roadmap.get(ix)? {
            Entry::Milestone(milestone) => milestone.shown_date()?,
            Entry::Announcement(announcement) => announcement.available.or(announcement.date)?,
            _ => return None,
        };
        axis.on(date.last)
    };
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
