use super::leaving::leaving;
use super::outlook::{day_of, outlook};
use super::{Touch, compared};
use crate::edition::Facts;
use crate::look::{Aside, Canvas, Cell, Glyph, Lead, Order, Sheet, SheetItem, Tone};
use crate::model::{Basis, Datum, Day, Entry, EntryIx, Health, Kind, RiskStatus, Shape, Status, Visibility, When};
use crate::plan::{Coverage, DEPENDENCIES, RELATIONS, Seen, Standing, covered_by, joined, relation};
use ratatui::layout::Rect;

/// Fields whose text is the body of a sheet rather than a line in it.
const BODY: &[&str] = &["summary", "text"];
/// Fields that are told in the line under the title.
const BADGES: &[&str] = &["id", "name", "title", "status", "kind", "basis", "visibility"];
/// Fields of which a reader is told too that nothing stands there.
const ASKED: &[(Kind, &str)] = &[(Kind::Project, "capabilities"), (Kind::Member, "contributes")];
/// References of one sort are listed up to this many, and a few more rather than a line that says so.
const MOST: usize = 12;
const FEW: usize = 3;
/// Of an entry that many others refer to, this many are looked at.
const SCANNED: usize = 200;

/// The sheet of any entry, made from its record: every field, both ways of its references, its sources.
pub fn sheet(facts: &Facts<'_>, ix: EntryIx) -> Sheet {
    let Some(entry) = facts.edition.roadmap.get(ix) else {
        return Sheet::default();
    };
    let mut sheet = Sheet { title: entry.name().to_owned(), badges: badges(facts, ix, entry), items: Vec::new() };
    let mut sources = Vec::new();
    let mut body = Vec::new();
    let mut fields = Vec::new();
    entry.data(&mut |field, datum| match datum {
        _ if BADGES.contains(&field.key) => {}
        // What is absent in public may be stated for members.
        Datum::Absent if facts.edition.origin.public => {}
        // Whoever asks what a project or a member gives looks here: that none is stated is an answer too.
        Datum::Absent if ASKED.contains(&(entry.kind(), field.key)) => {
            fields.push(SheetItem::Field(label(field.key), "none stated".to_owned(), Tone::Dim));
        }
        Datum::Absent => {}
        Datum::Text(text) if BODY.contains(&field.key) => body.push(SheetItem::Text(text, Tone::Plain)),
        Datum::Links(ids) if field.key == "sources" => {
            sources.extend(ids.iter().filter_map(|id| facts.edition.roadmap.find(id.as_str())));
        }
        Datum::Links(ids) => {
            let found: Vec<EntryIx> = ids.iter().filter_map(|id| facts.edition.roadmap.find(id.as_str())).collect();
            if let Some(relation) = relation(field.key, entry.kind()) {
                fields.extend(links(facts, ix, Seen { relation, back: false }, &found));
            }
        }
        Datum::Pairs(pairs) if field.key != "facts" => {
            let text = pairs.iter().map(|(label, value)| format!("{label} {value}")).collect::<Vec<_>>().join(", ");
            fields.push(SheetItem::Field(label(field.key), text, Tone::Plain));
        }
        Datum::Pairs(pairs) => {
            fields.extend(pairs.into_iter().map(|(label, value)| SheetItem::Field(label, value, Tone::Strong)));
        }
        Datum::Text(url) if field.shape == Shape::Url => fields.push(SheetItem::Web(label(field.key), url)),
        other => fields.push(SheetItem::Field(label(field.key), other.words(), Tone::Plain)),
    });
    sheet.items.extend(body);
    if !sheet.items.is_empty() && !fields.is_empty() {
        sheet.items.push(SheetItem::Gap);
    }
    sheet.items.extend(compared(facts, ix));
    sheet.items.extend(fields);
    let outlook = outlook(facts, ix);
    if !outlook.is_empty() {
        sheet.items.push(SheetItem::Gap);
        sheet.items.extend(outlook);
    }
    if let Entry::Capability(_) = entry
        && covered_by(&facts.edition.roadmap, &facts.edition.links, ix).next().is_none()
    {
        sheet.items.push(SheetItem::Field("covered by".to_owned(), "no member is named for it".to_owned(), Tone::Warn));
    }
    if let Entry::Member(_) = entry {
        let lost = leaving(facts, ix);
        if !lost.is_empty() {
            sheet.items.push(SheetItem::Gap);
            sheet.items.extend(lost);
        }
    }
    let back = backlinks(facts, ix);
    if !back.is_empty() {
        sheet.items.push(SheetItem::Gap);
        sheet.items.extend(back);
    }
    if !sources.is_empty() {
        sheet.items.push(SheetItem::Gap);
        if let Some(relation) = relation("sources", entry.kind()) {
            sheet.items.extend(links(facts, ix, Seen { relation, back: false }, &sources));
        }
    }
    sheet
}

/// The same with what is asked most at its top, for where only the beginning can be seen: dates, what it needs and what
/// needs it, its other fields and references; its texts stand last.
pub fn preview(facts: &Facts<'_>, ix: EntryIx) -> Sheet {
    let mut sheet = sheet(facts, ix);
    let mut dates = Vec::new();
    if let Some(entry) = facts.edition.roadmap.get(ix) {
        entry.data(&mut |field, _| {
            if field.shape == Shape::Date {
                dates.push(label(field.key));
            }
        });
    }
    let depends = |label: &String| {
        let mut of = RELATIONS.iter().filter(|relation| DEPENDENCIES.contains(&relation.field));
        of.any(|relation| [relation.forth, relation.back].contains(&label.as_str()))
    };
    let mut rank = 0;
    let ranked = sheet.items.into_iter().filter(|item| *item != SheetItem::Gap).map(|item| {
        rank = match &item {
            // Without a label it belongs to the one before.
            SheetItem::Link { label, .. } if label.is_empty() => rank,
            SheetItem::Field(label, ..) if dates.contains(label) => 0,
            SheetItem::Link { label, .. } if depends(label) => 1,
            SheetItem::Field(..) | SheetItem::Web(..) => 2,
            SheetItem::Link { .. } => 3,
            SheetItem::Text(..) | SheetItem::Heading(_) | SheetItem::Gap => 4,
        };
        (rank, item)
    });
    let mut ranked: Vec<(u8, SheetItem)> = ranked.collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    sheet.items = ranked.into_iter().map(|(_, item)| item).collect();
    sheet
}

fn backlinks(facts: &Facts<'_>, ix: EntryIx) -> Vec<SheetItem> {
    let (roadmap, all) = (&facts.edition.roadmap, &facts.edition.links);
    let mut found: Vec<Vec<EntryIx>> = vec![Vec::new(); RELATIONS.len()];
    let back = |(seen, _): &(Seen, EntryIx)| seen.back;
    for (seen, entry) in joined(roadmap, all, ix).filter(back).take(SCANNED) {
        // What it names itself already is not told a second time.
        let known = ["relates", "members"].contains(&seen.relation.field)
            && all.from_in(ix, "relates").any(|forth| forth == entry);
        if !known {
            found[seen.rank()].push(entry);
        }
    }
    let mut out = Vec::new();
    let edges = all.to(ix).len();
    for (relation, found) in RELATIONS.iter().zip(found) {
        out.extend(links(facts, ix, Seen { relation, back: true }, &found));
    }
    if edges > SCANNED {
        out.push(rest(format!("{edges} references in all"), Lead::All(ix, None)));
    }
    out
}

/// The references of one sort; where there are many, the last line leads to the list of all.
fn links(facts: &Facts<'_>, of: EntryIx, seen: Seen, to: &[EntryIx]) -> Vec<SheetItem> {
    let mut out = Vec::new();
    let shown = if to.len() <= MOST + FEW { to.len() } else { MOST };
    for (i, to) in to.iter().copied().take(shown).enumerate() {
        let Some(entry) = facts.edition.roadmap.get(to) else {
            continue;
        };
        // Of others, the address is said on their own sheet.
        let url = matches!(entry, Entry::Source(_)).then(|| entry.url().map(str::to_owned)).flatten();
        let label = if i == 0 { seen.word().to_owned() } else { String::new() };
        out.push(SheetItem::Link {
            label,
            to: Lead::Entry(to),
            name: entry.name().to_owned(),
            aside: aside(facts, to, entry),
            url,
        });
    }
    if to.len() > shown {
        out.push(rest(format!("and {} more", to.len() - shown), Lead::All(of, Some(seen))));
    }
    out
}

/// A line that leads to a list.
fn rest(name: String, to: Lead) -> SheetItem {
    SheetItem::Link { label: String::new(), to, name, aside: Aside::default(), url: None }
}

/// A word about an entry where it is named by another.
pub fn aside(facts: &Facts<'_>, ix: EntryIx, entry: Entry<'_>) -> Aside {
    match entry {
        Entry::Milestone(milestone) => {
            let (words, tone) = standing(facts, ix);
            match milestone.shown_date() {
                Some(date) => Aside::new(format!("{date} {words}"), tone),
                None => Aside::new(words, tone),
            }
        }
        // A window that is promised is no day since which it is there.
        Entry::Announcement(announcement) => match announcement.available {
            Some(at) => Aside { what: "available", ..Aside::new(at.to_string(), Tone::Dim) },
            None => Aside::new("", Tone::Dim),
        },
        Entry::Project(project) => Aside::new(project.status.word(), Tone::Dim),
        Entry::Risk(risk) => Aside::new(risk.status.word(), Tone::Dim),
        Entry::Source(source) => Aside::new(source.published.map(|at| at.to_string()).unwrap_or_default(), Tone::Dim),
        _ => Aside::new("", Tone::Dim),
    }
}

fn badges(facts: &Facts<'_>, ix: EntryIx, entry: Entry<'_>) -> Vec<(String, Tone)> {
    let mut out = vec![(entry.kind().word().to_owned(), Tone::Dim), (entry.id().to_string(), Tone::Dim)];
    match entry {
        Entry::Milestone(milestone) => {
            let (words, tone) = standing(facts, ix);
            if words != milestone.status.word() {
                out.push((milestone.status.word().to_owned(), Tone::Plain));
            }
            out.push((words, tone));
        }
        Entry::Project(project) => {
            out.push((project.kind.word().to_owned(), Tone::Plain));
            out.push((project.status.word().to_owned(), status_tone(project.status)));
        }
        Entry::Announcement(announcement) => out.push((announcement.kind.word().to_owned(), Tone::News)),
        Entry::Risk(risk) => out.push((risk.status.word().to_owned(), risk_tone(risk.status))),
        Entry::Capability(_) => {
            let count = covered_by(&facts.edition.roadmap, &facts.edition.links, ix).count();
            out.push((Coverage::of(count).words().to_owned(), coverage_tone(Coverage::of(count))));
        }
        _ => {}
    }
    if is_assumed(entry) {
        out.push((Glyph::Assumed.word().to_owned(), Tone::Warn));
    }
    if entry.common().visibility == Some(Visibility::Members) {
        out.push(("members only".to_owned(), Tone::Warn));
    }
    out
}

/// Whether no source says what it says.
pub fn is_assumed(entry: Entry<'_>) -> bool {
    entry.common().basis == Some(Basis::Assumption)
}

/// Writes the name of an entry as a list has it. What is assumed has a sign behind it, for which a long name gives way:
/// its date is not as firm as one with a source. Gives the column after it.
pub fn put_name(entry: Entry<'_>, text: &str, tone: Tone, area: Rect, canvas: &mut Canvas<'_, Touch>) -> u16 {
    if !is_assumed(entry) || area.width < 3 {
        return canvas.put(area, text, tone);
    }
    let end = canvas.put(Rect { width: area.width - 2, ..area }, text, tone);
    canvas.put(Rect { x: end + 1, width: 1, ..area }, Glyph::Assumed.sign(), Tone::Warn)
}

/// How a milestone stands, in words: its health, and by how many days it is overdue. Where nothing but a promise is
/// known, which is not over yet, it is on track only as far as nobody knows better: it is not due.
pub fn standing(facts: &Facts<'_>, ix: EntryIx) -> (String, Tone) {
    let Some(health) = facts.judged().of(ix) else {
        return (String::new(), Tone::Dim);
    };
    let date = facts.edition.roadmap.milestone(ix).and_then(|milestone| milestone.date);
    match (health, date) {
        (Health::Undated, _) if facts.edition.roadmap.milestone(ix).is_some_and(|m| m.status == Status::InProgress) => {
            ("under way".to_owned(), Tone::Accent)
        }
        (Health::OnTrack, _) if only_promised(facts, ix) => ("not due".to_owned(), health_tone(health)),
        (Health::Overdue, Some(date)) => (format!("overdue {}d", facts.edition.today.since(date.last)), Tone::Bad),
        _ => (health.words().to_owned(), health_tone(health)),
    }
}

/// Whether a milestone has nothing but a promise: it is not begun, has no length and no progress, and waits for nothing
/// that is still to come or could cost days.
fn only_promised(facts: &Facts<'_>, ix: EntryIx) -> bool {
    let activities = &facts.edition.activities;
    let Some(i) = activities.place(ix) else { return false };
    let activity = activities.get(i);
    let is_there = |before: EntryIx| match activities.place(before) {
        Some(i) => activities.is_past(i),
        None => activities.standing(before) == Some(Standing::Cancelled),
    };
    let says = facts.edition.roadmap.milestone(ix);
    says.is_some_and(|it| it.status == Status::Planned && it.progress.is_none())
        && !(activity.has_length || activity.estimated || activity.chancy)
        && facts.edition.links.from_in(ix, "depends_on").all(is_there)
}

/// The same without the letter that stands for days, where there is room: `overdue by 55 days`.
pub fn in_full(standing: &str) -> String {
    let days = standing.split_once("overdue ").and_then(|(before, rest)| Some((before, rest.strip_suffix('d')?)));
    match days.filter(|(_, days)| days.parse::<u32>().is_ok()) {
        Some((before, "1")) => format!("{before}overdue by 1 day"),
        Some((before, days)) => format!("{before}overdue by {days} days"),
        None => standing.to_owned(),
    }
}

/// What was announced, the newest first; on one day in the order of the file. What has no day of its own comes last.
pub fn newest_first(facts: &Facts<'_>, ix: EntryIx) -> impl Ord + use<> {
    let told = matches!(facts.edition.roadmap.get(ix), Some(Entry::Announcement(it)) if it.date.is_some());
    (!told, std::cmp::Reverse(in_time(facts, ix).0), ix)
}

/// The tone of a health.
pub fn health_tone(health: Health) -> Tone {
    match health {
        Health::Done => Tone::Good,
        Health::OnTrack => Tone::Plain,
        Health::Cancelled | Health::Undated => Tone::Dim,
        Health::AtRisk => Tone::Warn,
        Health::OffTrack | Health::Overdue => Tone::Bad,
    }
}

/// The tone of a status.
pub fn status_tone(status: Status) -> Tone {
    match status {
        Status::Done => Tone::Good,
        Status::InProgress => Tone::Accent,
        Status::Blocked => Tone::Bad,
        Status::Planned => Tone::Plain,
        Status::Cancelled => Tone::Dim,
    }
}

/// The sign of a status.
pub fn status_sign(status: Status) -> &'static str {
    status_glyph(status).sign()
}

/// The same, which has a word too.
pub fn status_glyph(status: Status) -> Glyph {
    match status {
        Status::Done => Glyph::Done,
        Status::InProgress => Glyph::Doing,
        Status::Blocked => Glyph::Blocked,
        Status::Planned => Glyph::Planned,
        Status::Cancelled => Glyph::Cancelled,
    }
}

/// The tone of a risk's status.
pub fn risk_tone(status: RiskStatus) -> Tone {
    match status {
        RiskStatus::Occurred => Tone::Bad,
        RiskStatus::Open => Tone::Warn,
        RiskStatus::Mitigating | RiskStatus::Accepted => Tone::Plain,
        RiskStatus::Closed => Tone::Dim,
    }
}

/// The tone of a coverage.
pub fn coverage_tone(coverage: Coverage) -> Tone {
    match coverage {
        Coverage::Nobody => Tone::Bad,
        Coverage::One => Tone::Warn,
        Coverage::Several => Tone::Good,
    }
}

/// A date in a cell: as it was written, sorted by its last day.
pub fn date_cell(date: Option<When>) -> Cell {
    date.map_or_else(|| Cell::text("").tone(Tone::Dim), |date| Cell::number(date.to_string(), date.last.0.into()))
}

/// The name of an entry with the sign of its status, in a cell.
pub fn named_cell(name: &str, status: Status) -> Cell {
    let mut cell = Cell::text(format!("{} {name}", status_sign(status)));
    cell.order = Order::Name(name.to_lowercase());
    cell.tone = if status == Status::Cancelled { Tone::Dim } else { Tone::Plain };
    cell
}

/// The name of the entry that a field points at, in a cell.
pub fn link_cell(facts: &Facts<'_>, ix: EntryIx, field: &'static str) -> Cell {
    let name = facts
        .edition
        .links
        .from_in(ix, field)
        .next()
        .and_then(|to| facts.edition.roadmap.get(to))
        .map(|entry| entry.item().name().to_owned());
    Cell::text(name.unwrap_or_default()).tone(Tone::Dim)
}

/// A number of things in a cell; nothing for none.
pub fn count_cell(count: usize) -> Cell {
    if count == 0 { Cell::number("", 0) } else { Cell::number(count.to_string(), count as i64) }
}

/// What comes first on a time axis, by its date or as it was computed; then what has none, in the order of dependencies.
pub fn in_time(facts: &Facts<'_>, ix: EntryIx) -> (Day, Day, u16, EntryIx) {
    let never = Day(i32::MAX);
    let date = day_of(facts, ix);
    let depth = if date.is_some() { 0 } else { facts.edition.network.depth(ix) };
    (date.map_or(never, |date| date.last), date.map_or(never, |date| date.first), depth, ix)
}

fn label(key: &str) -> String {
    match key {
        "lead_role" => "role".to_owned(),
        key => key.replace('_', " "),
    }
}
