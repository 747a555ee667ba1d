use super::entry::{aside, coverage_tone, in_time, newest_first, put_name, standing, status_sign};
use super::listing::mark;
use super::numbers::percent;
use super::{Column, Pane, Place, Row, Scene, Touch};
use crate::edition::Facts;
use crate::look::{Arrangement, Canvas, Cell, Glyph, Sign, Tone, Width, row, window};
use crate::model::{Entry, EntryIx, Health, Kind, Kinds, PaneName, Roadmap};
use crate::plan::{Coverage, Promises, covered_by};
use crate::text::{many, width};
use ratatui::layout::Rect;

/// What the coalition is, where it stands, what comes next, what is wrong: a screen to open a meeting with.
#[derive(Debug)]
pub struct Overview;

const WRONG: &str = "What is wrong";
const NEXT: &str = "What comes next";
const OVER: &str = "What is reached or given up";
const NOTES: &str = "What it means";
const PROJECTS: &str = "Projects";
const RISKS: &str = "Risks";
const AREAS: &str = "Who covers what";
const MEMBERS: &str = "Members";
const NEWS: &str = "Newest announcements";
const SAID: &str = "Announcements";
const SOURCES: &str = "Sources";
/// Sections of the middle column, where there are three.
const MIDDLE: &[&str] = &[NOTES, PROJECTS, RISKS];
/// Sections of the right column.
const RIGHT: &[&str] = &[AREAS, MEMBERS, NEWS, SAID, SOURCES];
/// From this many columns on there is room for three columns of sections.
const WIDE: u16 = 170;
/// Cells between columns.
const GAP: u16 = 3;
/// How many entries a section shows at most.
const MOST: usize = 7;
/// How many milestones to come.
const MOST_NEXT: usize = 12;

impl Pane for Overview {
    fn name(&self) -> PaneName {
        PaneName::Overview
    }
    fn title(&self) -> &'static str {
        "Overview"
    }
    fn about(&self) -> &'static str {
        "what the coalition is, where it stands, what comes next and what is wrong"
    }
    fn empty(&self) -> &'static str {
        "[roadmap]\ntitle = \"Our roadmap\"\nsummary = \"What we want to reach together.\""
    }
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Note, Kind::Source]
    }
    fn scope(&self) -> Kinds {
        Kinds::ANY
    }
    fn arrangement(&self) -> Arrangement {
        Arrangement::Whole
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
    fn signs(&self) -> &'static [Sign] {
        &[
            (Glyph::Bar, "milestones that were reached"),
            (Glyph::Wide, "milestones that were not"),
            (Glyph::Done, "reached"),
            (Glyph::Doing, "being worked on"),
            (Glyph::Planned, "not begun"),
            (Glyph::Blocked, "cannot go on"),
            (Glyph::Full, "a member that covers the area"),
            (Glyph::Down, "there is more below"),
        ]
    }
    fn rows(&self, facts: &Facts<'_>, _place: &Place) -> Vec<Row> {
        sections(facts, false)
    }
    fn cuts(&self) -> bool {
        true
    }
    fn every_row(&self, facts: &Facts<'_>, _place: &Place) -> Vec<Row> {
        sections(facts, true)
    }
    fn total(&self, facts: &Facts<'_>, _place: &Place) -> usize {
        facts.edition.roadmap.len()
    }
    fn paint(&self, scene: &Scene<'_>, canvas: &mut Canvas<'_, Touch>) {
        let area = Rect { x: scene.area.x + 1, width: scene.area.width.saturating_sub(2), ..scene.area };
        let head = opening(scene, area, canvas);
        let body = Rect { y: area.y + head, height: area.height.saturating_sub(head), ..area };
        let begins = |titles: &[&str]| {
            let title = |row: &Row| matches!(row, Row::Heading(title) if titles.contains(title));
            scene.rows.iter().position(title).unwrap_or(scene.rows.len())
        };
        let (middle, right) = (begins(MIDDLE), begins(RIGHT));
        let ends = match area.width {
            0..72 => vec![scene.rows.len()],
            72..WIDE => vec![right, scene.rows.len()],
            _ => vec![middle.min(right), right, scene.rows.len()],
        };
        let count = ends.len() as u16;
        let wide = (body.width - GAP * (count - 1)) / count;
        let (mut from, mut x) = (0, body.x);
        for (i, until) in ends.into_iter().enumerate() {
            let last = i as u16 + 1 == count;
            let width = if last { body.right().saturating_sub(x) } else { wide };
            column(scene, from, until, Rect { x, width, ..body }, canvas);
            (from, x) = (until, x + wide + GAP);
        }
    }
}

/// The sections: the first of each, or every entry of the roadmap.
fn sections(facts: &Facts<'_>, every: bool) -> Vec<Row> {
    let edition = facts.edition;
    let roadmap = &edition.roadmap;
    let most = |most: usize| if every { usize::MAX } else { most };
    let mut rows = Vec::new();
    let mut section = |title: &'static str, entries: Vec<EntryIx>, most: usize| {
        if !entries.is_empty() {
            rows.push(Row::Heading(title));
            rows.extend(entries.into_iter().take(most).map(|ix| Row::Entry(ix, 0)));
        }
    };
    let (mut wrong, mut next, mut over) = (Vec::new(), Vec::new(), Vec::new());
    for ix in roadmap.of_kind(Kind::Milestone) {
        match roadmap.milestone(ix) {
            _ if facts.judged().of(ix).is_some_and(Health::is_trouble) => wrong.push(ix),
            Some(milestone) if !milestone.is_settled() => next.push(ix),
            _ if every => over.push(ix),
            _ => {}
        }
    }
    wrong.sort_by_cached_key(|ix| (std::cmp::Reverse(facts.judged().of(*ix)), in_time(facts, *ix)));
    next.sort_by_cached_key(|ix| in_time(facts, *ix));
    over.sort_by_cached_key(|ix| in_time(facts, *ix));
    section(NEXT, next, most(MOST_NEXT));
    section(WRONG, wrong, most(MOST));
    section(OVER, over, most(0));
    section(NOTES, roadmap.of_kind(Kind::Note).collect(), usize::MAX);
    if every {
        section(PROJECTS, roadmap.of_kind(Kind::Project).collect(), usize::MAX);
        section(RISKS, roadmap.of_kind(Kind::Risk).collect(), usize::MAX);
    }
    section(AREAS, roadmap.of_kind(Kind::Capability).collect(), most(MOST));
    if every {
        section(MEMBERS, roadmap.of_kind(Kind::Member).collect(), usize::MAX);
    }
    let said = |ix: &EntryIx| {
        every || roadmap.get(*ix).and_then(Entry::shown_date).is_some_and(|date| date.first <= edition.today)
    };
    let mut news: Vec<_> = roadmap.of_kind(Kind::Announcement).filter(said).collect();
    news.sort_by_cached_key(|ix| newest_first(facts, *ix));
    section(if every { SAID } else { NEWS }, news, most(MOST));
    section(SOURCES, roadmap.of_kind(Kind::Source).collect(), usize::MAX);
    rows
}

/// How many entries there are of the kinds that matter most, each with the word for that many.
pub fn counts(roadmap: &Roadmap) -> impl Iterator<Item = (usize, &'static str)> + '_ {
    [Kind::Member, Kind::Project, Kind::Milestone, Kind::Announcement, Kind::Risk].into_iter().map(|kind| {
        let count = roadmap.count(kind);
        (count, many(count, kind.word(), kind.plural()))
    })
}

/// How likely the promises are, all together; nothing where nothing is left to chance.
pub fn promises(facts: &Facts<'_>) -> Option<String> {
    let forecast = facts.forecast?;
    let Promises { open: promises, safe } = forecast.promises;
    let chance = percent(forecast.confidence);
    let (word, has) = if promises == 1 { ("promise", "has") } else { ("promises", "have") };
    (promises > 0).then(|| {
        format!(
            "{safe} of {promises} {word} {has} a chance of {chance} or more; all together {}",
            percent(forecast.joint())
        )
    })
}

/// How the milestones stand, all together, and how much is wrong with the file: pieces of one sentence. What is overdue
/// or at risk is among those to come.
pub fn tally(facts: &Facts<'_>) -> Vec<(String, Tone)> {
    let (edition, judged) = (facts.edition, facts.judged());
    let (done, given_up) = (judged.count(Health::Done), judged.count(Health::Cancelled));
    let told = edition.problems.len();
    let word = if edition.is_sound() { "warning" } else { "problem" };
    let open = edition.roadmap.milestones.len() - done - given_up;
    let mut pieces = vec![(format!("{done} reached"), Tone::Good), (format!(", {open} to come"), Tone::Plain)];
    let late = [
        (judged.count(Health::Overdue), "overdue", Tone::Bad),
        (judged.count(Health::OffTrack), "off track", Tone::Bad),
        (judged.count(Health::AtRisk), "at risk", Tone::Warn),
    ];
    for (i, (count, word, tone)) in late.into_iter().filter(|(count, ..)| *count > 0).enumerate() {
        pieces.push((if i == 0 { ", of them " } else { ", " }.to_owned(), Tone::Plain));
        pieces.push((format!("{count} {word}"), tone));
    }
    if told > 0 {
        pieces.push((format!("; {told} {word}{}", if told == 1 { "" } else { "s" }), Tone::Dim));
    }
    pieces
}

/// The summary, the counts and the bar of milestones; gives the lines it took.
fn opening(scene: &Scene<'_>, area: Rect, canvas: &mut Canvas<'_, Touch>) -> u16 {
    let edition = scene.facts.edition;
    let roadmap = &edition.roadmap;
    let mut y = u16::from(area.height > 24);
    if let Some(summary) = roadmap.about.as_ref().and_then(|about| about.summary.as_deref()) {
        let most = if area.height < 30 { 2 } else { 4 };
        let lines = textwrap::wrap(summary, usize::from(area.width.min(110)));
        for (i, line) in lines.iter().take(most).enumerate() {
            let cut = lines.len() > most && i + 1 == most;
            canvas.put(
                row(area, y),
                &if cut { format!("{line} {}", Glyph::More.sign()) } else { line.to_string() },
                Tone::Plain,
            );
            y += 1;
        }
        y += 1;
    }
    let mut pieces: Vec<(String, Tone)> = Vec::new();
    for (count, word) in counts(roadmap) {
        pieces.push((count.to_string(), Tone::Strong));
        pieces.push((format!(" {word}   "), Tone::Dim));
    }
    canvas.pieces(row(area, y), pieces.iter().map(|(text, tone)| (text.as_str(), *tone)));
    y += 1;
    y += progress(scene, row(area, y), canvas);
    if let Some(text) = promises(&scene.facts) {
        canvas.put(row(area, y), &text, Tone::Plain);
        y += 1;
    }
    y + 1
}

/// One bar for all milestones: reached, under way, to come, and how many are in trouble.
fn progress(scene: &Scene<'_>, area: Rect, canvas: &mut Canvas<'_, Touch>) -> u16 {
    let edition = scene.facts.edition;
    let milestones = &edition.roadmap.milestones;
    if milestones.is_empty() {
        return 0;
    }
    let done = scene.facts.judged().count(Health::Done);
    let mut said = tally(&scene.facts);
    if !edition.problems.is_empty() && !scene.keys.wrong.is_empty() {
        said.push((format!(" ({})", scene.keys.wrong), Tone::Dim));
    }
    // The words tell more than the bar, which gives way to them.
    let words: usize = said.iter().map(|(text, _)| width(text)).sum::<usize>() + 1;
    let bar = u16::min(28, area.width / 3).min(area.width.saturating_sub(words as u16));
    let bar = if bar < 8 { 0 } else { bar };
    let full = (usize::from(bar) * done).div_ceil(milestones.len().max(1)) as u16;
    let mut pieces = vec![
        (Glyph::Bar.sign().repeat(full.into()), Tone::Good),
        (Glyph::Wide.sign().repeat((bar - full).into()), Tone::Dim),
    ];
    if bar > 0 {
        pieces.push((" ".to_owned(), Tone::Plain));
    }
    pieces.extend(said);
    canvas.pieces(area, pieces.iter().map(|(text, tone)| (text.as_str(), *tone)));
    1
}

/// The rows from one to another, under each other, moved so that the selected one is in sight.
fn column(scene: &Scene<'_>, from: usize, to: usize, area: Rect, canvas: &mut Canvas<'_, Touch>) {
    // A blank line stands before each heading but the first.
    let mut lines: Vec<Option<usize>> = Vec::new();
    let mut focus = 0;
    for i in from..to {
        if matches!(scene.rows[i], Row::Heading(_)) && !lines.is_empty() {
            lines.push(None);
        }
        if scene.at == Some(i) {
            focus = lines.len();
        }
        lines.push(Some(i));
    }
    let height = usize::from(area.height);
    let top = window(focus, 0, lines.len(), height);
    for (y, line) in lines.iter().skip(top).take(height).enumerate() {
        let here = row(area, y as u16);
        match line.map(|i| (i, scene.rows[i])) {
            Some((i, Row::Heading(title))) => {
                canvas.put(here, title, Tone::Heading);
                let shown = scene.rows[i + 1..].iter().take_while(|row| row.entry().is_some()).count();
                let of = match title {
                    NEXT => to_come(scene),
                    WRONG => in_trouble(scene),
                    _ => shown,
                };
                // While a filter holds, all are shown that it asks for.
                if of > shown && scene.place.filter.is_empty() {
                    let all = Some(&scene.keys.milestones).filter(|keys| !keys.is_empty());
                    let all = all.map_or_else(String::new, |keys| format!(", {keys} shows all"));
                    canvas.put_right(here, &format!("{shown} of {of}{all}"), Tone::Dim);
                }
            }
            Some((i, Row::Entry(ix, _))) => entry(scene, i, ix, here, canvas),
            _ => {}
        }
    }
    if lines.len() > top + height && height > 1 {
        canvas.put_right(row(area, area.height - 1), Glyph::Down.sign(), Tone::Dim);
    }
}

/// Milestones that are neither settled nor in trouble.
fn to_come(scene: &Scene<'_>) -> usize {
    let judged = scene.facts.judged();
    judged.count(Health::OnTrack) + judged.count(Health::Undated)
}

fn in_trouble(scene: &Scene<'_>) -> usize {
    let judged = scene.facts.judged();
    [Health::Overdue, Health::AtRisk, Health::OffTrack].into_iter().map(|health| judged.count(health)).sum()
}

fn entry(scene: &Scene<'_>, i: usize, ix: EntryIx, here: Rect, canvas: &mut Canvas<'_, Touch>) {
    let facts = &scene.facts;
    let Some(entry) = facts.edition.roadmap.get(ix) else {
        return;
    };
    let inner = Rect { x: here.x + 2.min(here.width), width: here.width.saturating_sub(2), ..here };
    let tone = if scene.fresh.contains(entry.id()) { Tone::Fresh } else { Tone::Plain };
    let (aside, aside_tone) = match entry {
        Entry::Milestone(_) => standing(facts, ix),
        Entry::Announcement(announcement) => (announcement.kind.word().to_owned(), Tone::News),
        Entry::Capability(_) => {
            let count = covered_by(&facts.edition.roadmap, &facts.edition.links, ix).count();
            let coverage = Coverage::of(count);
            let words = if count == 0 {
                coverage.words().to_owned()
            } else {
                format!("{} {count}", Glyph::Full.sign().repeat(count.min(8)))
            };
            (words, coverage_tone(coverage))
        }
        Entry::Note(note) => (note.audience.clone().unwrap_or_default(), Tone::Dim),
        _ => {
            let aside = aside(facts, ix, entry);
            (aside.full(), aside.tone)
        }
    };
    let end = canvas.put_right(
        Rect { width: inner.width.min(26), x: inner.right().saturating_sub(inner.width.min(26)), ..inner },
        &aside,
        aside_tone,
    );
    let room = Rect { width: end.saturating_sub(inner.x + 1), ..inner };
    // Of what is to come, few dates are known to the day; where there is little room, the rest do with less.
    let wide = if here.width < 46 { 7 } else { 10 };
    let text = match entry {
        Entry::Milestone(milestone) => format!(
            "{:<wide$} {} {}",
            entry.shown_date().map(|date| date.to_string()).unwrap_or_default(),
            status_sign(milestone.status),
            entry.name()
        ),
        Entry::Announcement(_) => {
            format!("{:<10} {}", entry.shown_date().map(|date| date.to_string()).unwrap_or_default(), entry.name())
        }
        _ => entry.name().to_owned(),
    };
    put_name(entry, &text, tone, room, canvas);
    mark(scene, i, here, canvas);
    canvas.hit(here, Touch::Entry(entry.id().clone()));
}
