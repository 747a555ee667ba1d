//! What stands on the time axis for an entry.

use super::entry::status_tone;
use super::outlook::{marked, planned};
use super::{Scene, Touch};
use crate::edition::Facts;
use crate::look::{Canvas, Chart, Glyph, Tone};
use crate::model::{Announcement, Day, Entry, EntryIx, Milestone, Status};
use crate::plan::{Activity, Standing, Timing, reach};
use ratatui::layout::Rect;

/// Of a project, so many milestones stand on its own line.
const MOST: usize = 500;
/// A forecast is drawn from the day that is reached with a chance of 10 % to the one with a chance of 90 %.
const WHISKER: (u32, u32) = (10, 90);

/// An activity that has a length, or is driven by one that has: what was computed of it is worth drawing.
#[derive(Debug, Clone, Copy)]
struct Planned<'a> {
    at: usize,
    activity: &'a Activity,
    timing: Timing,
}

impl<'a> Planned<'a> {
    fn of(facts: &Facts<'a>, ix: EntryIx) -> Option<Self> {
        let edition = facts.edition;
        planned(facts, ix)?;
        let at = edition.activities.place(ix)?;
        Some(Self { at, activity: edition.activities.get(at), timing: edition.schedule.of(at) })
    }
}

/// The milestone whose critical path is lit: the selected one, else the one with the least slack.
pub fn target(scene: &Scene<'_>) -> Option<usize> {
    let edition = scene.facts.edition;
    // Of dates alone there is nothing that could be critical.
    if !edition.activities.has_lengths() {
        return None;
    }
    let chains = &edition.schedule.chains;
    let open = |i: &usize| !edition.activities.get(*i).over && chains.is_telling(*i);
    let selected = scene.at.and_then(|at| scene.rows.get(at)?.entry());
    let selected = selected.filter(|ix| edition.roadmap.milestone(*ix).is_some());
    selected.and_then(|ix| edition.activities.place(ix)).filter(open).or(chains.end())
}

/// Whether an entry is on the chain that drives what is lit.
pub fn is_lit(facts: &Facts<'_>, ix: EntryIx, target: Option<usize>) -> bool {
    let place = facts.edition.activities.place(ix);
    target.zip(place).is_some_and(|(target, i)| facts.edition.schedule.chains.drives(i, target))
}

/// The last day that an entry takes on the axis.
pub fn end(facts: &Facts<'_>, ix: EntryIx) -> Option<Day> {
    match facts.edition.roadmap.get(ix)? {
        Entry::Milestone(milestone) => planned(facts, ix).or(milestone.shown_date().map(|date| date.last)),
        Entry::Announcement(announcement) => announcement.available.or(announcement.date).map(|date| date.last),
        _ => None,
    }
}

/// What stands on the axis for an entry; `target` is what is lit.
pub fn paint(
    scene: &Scene<'_>,
    ix: EntryIx,
    entry: Entry<'_>,
    chart: Chart,
    target: Option<usize>,
    canvas: &mut Canvas<'_, Touch>,
) {
    let facts = &scene.facts;
    let lit = is_lit(facts, ix, target);
    match entry {
        Entry::Milestone(milestone) => match Planned::of(facts, ix) {
            Some(plan) => computed(facts, ix, milestone, plan, lit, chart, canvas),
            None => written(facts, ix, milestone, lit, chart, canvas),
        },
        Entry::Announcement(announcement) => self::announcement(announcement, lit, chart, canvas),
        // The project's own line shows all its milestones at once.
        Entry::Project(_) => {
            for ix in facts.edition.links.to_in(ix, "project").take(MOST) {
                let Some(milestone) = facts.edition.roadmap.milestone(ix) else { continue };
                let tone = status_tone(milestone.status);
                match (milestone.shown_date(), planned(facts, ix)) {
                    (Some(date), _) => chart.point(date.last, end_sign(milestone), tone, canvas),
                    (None, Some(day)) => chart.point(day, Glyph::Undated, tone, canvas),
                    (None, None) => {}
                }
            }
        }
        _ => {}
    }
}

/// Every announcement at once, on the line of their lane.
pub fn all_news(scene: &Scene<'_>, chart: Chart, canvas: &mut Canvas<'_, Touch>) {
    for announcement in scene.facts.edition.roadmap.announcements.iter().take(MOST) {
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

/// By the plan: its work, how far that can slip, how widely the forecast spreads, and its promise over all of them.
fn computed(
    facts: &Facts<'_>,
    ix: EntryIx,
    milestone: &Milestone,
    plan: Planned<'_>,
    lit: bool,
    chart: Chart,
    canvas: &mut Canvas<'_, Touch>,
) {
    let Planned { at, activity, timing } = plan;
    let (from, finish) = (activity.from(timing), timing.finish);
    let behind = activity.promise.is_some_and(|promise| finish > promise);
    let tone = match () {
        () if behind => Tone::Bad,
        () if lit => Tone::Strong,
        () => status_tone(milestone.status),
    };
    if timing.slack > 0 {
        chart.bar((finish.plus(1), timing.late_finish), Glyph::Empty, Tone::Dim, canvas);
    }
    let length = finish.since(from);
    if length > 0 {
        chart.bar((from, finish), if lit { Glyph::Critical } else { Glyph::Plan }, tone, canvas);
        if let Some(until) = done_until(milestone, from, length, facts.edition.today) {
            chart.bar((from, until), Glyph::Bar, tone, canvas);
        }
    } else if activity.promise.is_none_or(|promise| promise != finish) {
        chart.point(finish, if lit { Glyph::Critical } else { Glyph::Undated }, tone, canvas);
    }
    let days = facts.chances(ix).and_then(|forecast| {
        let by = |percent| forecast.by(&facts.edition.activities, ix, percent);
        by(WHISKER.0).zip(by(WHISKER.1))
    });
    if let Some(days) = days {
        whisker(days, chart, canvas);
    }
    let sure = match activity.standing {
        Standing::AtLeast => Some(Glyph::AtLeast),
        Standing::Derived => Some(Glyph::About),
        _ => None,
    };
    if let Some(x) = sure.and(chart.axis.on(from)).filter(|x| *x > 0) {
        let before = Rect { x: chart.area.x + x - 1, width: 1, ..chart.area };
        canvas.put(before, sure.map_or("", Glyph::sign), Tone::Dim);
    }
    if let Some(promise) = activity.promise {
        let tone = if behind { Tone::Bad } else { status_tone(milestone.status) };
        chart.point(promise, end_sign(milestone), tone, canvas);
    }
    let spread = days.map_or((finish, finish), |(low, high)| (low.min(finish), high.max(finish)));
    let first = activity.promise.map_or(from, |promise| promise.min(from));
    let last = activity.promise.map_or(spread.1, |promise| promise.max(spread.1));
    let date = marked(facts.edition.activities.get(at), finish);
    chart.edge((first, last), &date, canvas);
}

/// The last day of the part that is done: by its progress, else by the time that has passed.
fn done_until(milestone: &Milestone, from: Day, length: i32, today: Day) -> Option<Day> {
    if milestone.status != Status::InProgress {
        return None;
    }
    let days = match milestone.progress {
        Some(progress) => i64::from(length) * progress.0.clamp(0, 100) / 100,
        None => i64::from(today.since(from)),
    };
    (days > 0).then(|| from.plus(days as i32 - 1))
}

/// From one day to another, where they can be told apart.
fn whisker((low, high): (Day, Day), chart: Chart, canvas: &mut Canvas<'_, Touch>) {
    if chart.axis.cell(low) == chart.axis.cell(high) {
        return;
    }
    chart.bar((low, high), Glyph::Line, Tone::Plain, canvas);
    chart.point(low, Glyph::Branch, Tone::Plain, canvas);
    chart.point(high, Glyph::TeeLeft, Tone::Plain, canvas);
}

/// As it was written: a date as wide as it is precise, and what is known of the time before it.
fn written(
    facts: &Facts<'_>,
    ix: EntryIx,
    milestone: &Milestone,
    lit: bool,
    chart: Chart,
    canvas: &mut Canvas<'_, Touch>,
) {
    let Some(date) = milestone.shown_date() else {
        let needs = facts.edition.links.from_in(ix, "depends_on").filter_map(|ix| facts.edition.roadmap.get(ix));
        let needs: Vec<_> = needs.map(|entry| entry.item().name()).collect();
        let words = if needs.is_empty() {
            Glyph::Undated.sign().to_owned()
        } else {
            format!("{} after {}", Glyph::Undated.sign(), needs.join(", "))
        };
        canvas.put(chart.area, &words, Tone::Dim);
        return;
    };
    let late = facts.edition.today > date.last && !milestone.is_settled();
    let tone = if late { Tone::Bad } else { status_tone(milestone.status) };
    let began = milestone
        .start
        .map(|start| start.first)
        .or_else(|| milestone.duration.map(|duration| date.last.plus(-(duration.days as i32))));
    if let Some(began) = began {
        let glyph = match milestone.status {
            Status::Done => Glyph::Bar,
            Status::InProgress => Glyph::Active,
            _ => Glyph::Line,
        };
        chart.bar((began, date.first.plus(-1)), glyph, tone, canvas);
    }
    chart.bar((date.first, date.last), Glyph::Wide, tone, canvas);
    chart.point(date.last, end_sign(milestone), tone, canvas);
    if lit {
        beside(date.first, chart, canvas);
    }
    chart.edge((date.first, date.last), &date.to_string(), canvas);
}

/// What has no length and drives something is marked before its day.
fn beside(day: Day, chart: Chart, canvas: &mut Canvas<'_, Touch>) {
    if let Some(x) = chart.axis.on(day).filter(|x| *x > 0) {
        let before = Rect { x: chart.area.x + x - 1, width: 1, ..chart.area };
        canvas.put(before, Glyph::Critical.sign(), Tone::Strong);
    }
}

fn announcement(announcement: &Announcement, lit: bool, chart: Chart, canvas: &mut Canvas<'_, Touch>) {
    if let Some(there) = announcement.available {
        chart.bar((there.first, there.last), Glyph::Wide, Tone::News, canvas);
        chart.point(there.last, Glyph::Promise, Tone::News, canvas);
        if lit {
            beside(there.first, chart, canvas);
        }
    }
    if let Some(date) = announcement.date {
        chart.bar((date.first, date.last), Glyph::Wide, Tone::News, canvas);
        chart.point(date.last, Glyph::News, Tone::News, canvas);
    }
    if let (Some(date), Some((first, last))) = (announcement.shown_date(), reach(Entry::Announcement(announcement))) {
        chart.edge((first, last), &date.to_string(), canvas);
    }
}
