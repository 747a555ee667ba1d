//! What was computed of an entry's time, in cells and in the lines of its sheet.

use super::entry::health_tone;
use super::grounds::{costs_nothing, rests_on};
use super::numbers::{days as in_days, percent};
use crate::edition::Facts;
use crate::look::{Aside, Cell, Glyph, Lead, SheetItem, Tone};
use crate::model::{Day, Entry, EntryIx, Health, Status, When};
use crate::plan::{Activity, Floor, Grounds, Harmless, Slack, Standing};

/// Links of one sort are listed up to this many.
const MOST: usize = 8;
/// Of what lies before an entry, this much is counted; of what moves with it, this much is moved.
const LOOKED_AT: usize = 500;
/// So many projects are looked at.
const PROJECTS: usize = 64;
/// By so many days an announcement is moved, to tell what hangs on it.
const LATER: i32 = 30;

/// The place of an entry in the network, and what stands there.
fn activity<'a>(facts: &Facts<'a>, ix: EntryIx) -> Option<(usize, &'a Activity)> {
    let i = facts.edition.activities.place(ix)?;
    Some((i, facts.edition.activities.get(i)))
}

/// By how many days an entry can slip.
pub fn slack(facts: &Facts<'_>, ix: EntryIx) -> Option<Slack> {
    let edition = facts.edition;
    Slack::of(&edition.activities, &edition.schedule, edition.activities.place(ix)?)
}

/// The day on which an entry is reached by the plan, where something computed says so: it has a length, or what drives
/// it has one.
pub fn planned(facts: &Facts<'_>, ix: EntryIx) -> Option<Day> {
    let (i, activity) = activity(facts, ix)?;
    let computed = !activity.over && facts.edition.schedule.chains.has_length(i);
    computed.then(|| facts.edition.schedule.of(i).finish)
}

/// The date that an entry has on the time axis: as it is written, else as it was computed.
pub fn day_of(facts: &Facts<'_>, ix: EntryIx) -> Option<When> {
    let written = facts.edition.roadmap.get(ix).and_then(Entry::shown_date);
    written.or_else(|| planned(facts, ix).map(When::day))
}

/// A day that follows from others, marked by how surely it does.
pub fn marked(activity: &Activity, day: Day) -> String {
    match activity.standing {
        Standing::Derived => format!("{}{day}", Glyph::About.sign()),
        Standing::AtLeast => format!("{}{day}", Glyph::AtLeast.sign()),
        _ => day.to_string(),
    }
}

/// What there is no number for, because it is over.
fn over(facts: &Facts<'_>, ix: EntryIx) -> Option<Cell> {
    let milestone = facts.edition.roadmap.milestone(ix)?;
    (milestone.status == Status::Done).then(|| Cell::number(milestone.status.word(), i64::MAX).tone(Tone::Dim))
}

/// The slack of a milestone in a cell.
pub fn slack_cell(facts: &Facts<'_>, ix: EntryIx) -> Cell {
    let cell = |slack: Slack| {
        let tone = if slack.is_behind() { Tone::Bad } else { Tone::Plain };
        Cell::number(slack.to_string(), slack.days.into()).tone(tone)
    };
    slack(facts, ix).map(cell).or_else(|| over(facts, ix)).unwrap_or_else(|| Cell::text(""))
}

/// The day by which a milestone is reached with a chance of 80 %, in a cell.
pub fn p80_cell(facts: &Facts<'_>, ix: EntryIx) -> Cell {
    let day = facts.chances(ix).and_then(|forecast| forecast.by(&facts.edition.activities, ix, 80));
    let Some((day, (_, activity))) = day.zip(activity(facts, ix)) else { return Cell::text("") };
    let least = if activity.standing == Standing::AtLeast { Glyph::AtLeast.sign() } else { "" };
    Cell::number(format!("{least}{day}"), day.0.into())
}

/// How likely it is that a milestone is in time, and whether that is at most what is told.
pub fn on_time(facts: &Facts<'_>, ix: EntryIx) -> Option<(f64, bool)> {
    let share = facts.chances(ix)?.on_time(&facts.edition.activities, ix)?;
    Some((share, facts.edition.activities.standing(ix) == Some(Standing::AtLeast)))
}

/// The tone of a chance.
pub fn chance_tone(facts: &Facts<'_>, share: f64) -> Tone {
    let safe = facts.forecast.map_or(1.0, |forecast| forecast.confidence);
    health_tone(Health::by_share(share, safe))
}

/// How likely it is that a milestone is in time, in a cell.
pub fn on_time_cell(facts: &Facts<'_>, ix: EntryIx) -> Cell {
    let Some((share, at_most)) = on_time(facts, ix) else { return Cell::text("") };
    let most = if at_most { Glyph::AtMost.sign() } else { "" };
    // In a cell there is no room for words.
    let share_in_cell = percent(share).replace("under ", "<").replace("over ", ">");
    Cell::number(format!("{most}{share_in_cell}"), (share * 1e6) as i64).tone(chance_tone(facts, share))
}

/// What was computed of an entry, for its sheet: when, how likely, what drives it, what hangs on it.
pub fn outlook(facts: &Facts<'_>, ix: EntryIx) -> Vec<SheetItem> {
    match facts.edition.roadmap.get(ix) {
        Some(Entry::Milestone(milestone)) if !milestone.is_settled() => of_milestone(facts, ix),
        Some(Entry::Announcement(_)) => of_announcement(facts, ix),
        Some(Entry::Risk(_)) => of_risk(facts, ix),
        _ => Vec::new(),
    }
}

fn field(label: &str, text: impl Into<String>, tone: Tone) -> SheetItem {
    SheetItem::Field(label.to_owned(), text.into(), tone)
}

/// References, the label before the first, and how many more there are.
fn links(facts: &Facts<'_>, label: &str, to: &[(EntryIx, String, Tone)]) -> Vec<SheetItem> {
    let mut out = Vec::new();
    for (i, (ix, aside, tone)) in to.iter().take(MOST).enumerate() {
        let Some(entry) = facts.edition.roadmap.get(*ix) else { continue };
        out.push(SheetItem::Link {
            label: if i == 0 { label.to_owned() } else { String::new() },
            to: Lead::Entry(*ix),
            name: entry.name().to_owned(),
            aside: Aside::new(aside.clone(), *tone),
            url: None,
        });
    }
    if to.len() > MOST {
        out.push(field("", format!("and {} more", to.len() - MOST), Tone::Dim));
    }
    out
}

fn of_milestone(facts: &Facts<'_>, ix: EntryIx) -> Vec<SheetItem> {
    let edition = facts.edition;
    let (network, schedule) = (&edition.activities, &edition.schedule);
    let Some((i, activity)) = activity(facts, ix) else {
        return vec![field("plan", unscheduled(network.standing(ix)), Tone::Dim)];
    };
    let timing = schedule.of(i);
    let mut out = Vec::new();
    if schedule.chains.has_length(i) {
        let start = if activity.has_length { activity.from(timing) } else { timing.start };
        let length = timing.finish.since(start);
        out.push(match length {
            0 => field("planned", marked(activity, timing.finish), Tone::Plain),
            days => {
                let text = format!("{start} to {} ({})", marked(activity, timing.finish), in_days(days));
                field("planned", text, Tone::Plain)
            }
        });
    }
    if let Some(slack) = slack(facts, ix) {
        out.push(field("slack", slack.words(), if slack.is_behind() { Tone::Bad } else { Tone::Plain }));
    }
    out.extend(chances(facts, ix));
    out.extend(waits(facts, i, activity));
    let path: Vec<_> = schedule.chains.back(i).skip(1).take(MOST + 1).collect();
    if path.len() > 1 {
        // Back from what drives it: the nearest is the one to look at first.
        let step = |p: &usize| {
            let timing = schedule.of(*p);
            let days = timing.finish.since(timing.start);
            let length = if days > 0 { format!(", {}", in_days(days)) } else { String::new() };
            (network.get(*p).entry, format!("{}{length}", marked(network.get(*p), timing.finish)), Tone::Dim)
        };
        let mut steps: Vec<_> = path.iter().take(MOST).map(step).collect();
        let beyond = path.len() > MOST;
        steps.truncate(MOST);
        out.extend(links(facts, "critical path", &steps));
        if beyond {
            let root = schedule.chains.root(i);
            let first = edition.roadmap.get(network.get(root).entry).map_or("", |entry| entry.item().name());
            out.push(field("", format!("and on, back to {first}"), Tone::Dim));
        }
    }
    if schedule.chains.has_length(i) || activity.chancy {
        let grounds = Grounds::within(&edition.roadmap, &edition.links, network, ix, LOOKED_AT);
        let words = grounds.map_or_else(
            || format!("more than {LOOKED_AT} entries before it"),
            |grounds| rests_on(facts, &grounds).join("; "),
        );
        out.push(field("rests on", words, Tone::Dim));
    } else {
        out.push(field("forecast", "none: write estimate here, or in what it waits for", Tone::Dim));
    }
    out
}

/// Why a milestone has no place in time, and what to write.
fn unscheduled(standing: Option<Standing>) -> &'static str {
    match standing {
        Some(Standing::Unschedulable) => "it waits for itself: take one of the references out",
        _ => "nothing says when it comes: write date, estimate or depends_on",
    }
}

/// When it is reached, in words, and how likely its promise is.
fn chances(facts: &Facts<'_>, ix: EntryIx) -> Vec<SheetItem> {
    let network = &facts.edition.activities;
    let day = |percent| facts.chances(ix).and_then(|forecast| forecast.by(network, ix, percent));
    let mut out = Vec::new();
    if let (Some(half), Some(safe)) = (day(50), day(80)) {
        let least = if network.standing(ix) == Some(Standing::AtLeast) { "at the earliest: " } else { "" };
        let text = format!("{least}80 % chance by {safe} (50 % by {half})");
        out.push(field("forecast", text, Tone::Plain));
    }
    let promise = facts.edition.roadmap.milestone(ix).and_then(|milestone| milestone.date);
    if let (Some((share, at_most)), Some(promise)) = (on_time(facts, ix), promise) {
        let most = if at_most { "at most " } else { "" };
        let text = format!("{most}{}, promised for {promise}", percent(share));
        out.push(field("on time", text, chance_tone(facts, share)));
    }
    out
}

/// What drives it, and how much time the others have.
fn waits(facts: &Facts<'_>, i: usize, activity: &Activity) -> Vec<SheetItem> {
    let (network, schedule) = (&facts.edition.activities, &facts.edition.schedule);
    let waits = schedule.waits(network, i);
    let to = |drives: bool| -> Vec<(EntryIx, String, Tone)> {
        let some = waits.iter().filter(|wait| (wait.spare <= 0 && !network.get(wait.on).over) == drives);
        some.filter(|wait| !network.get(wait.on).over)
            .map(|wait| {
                let aside = match wait.spare {
                    ..=0 => marked(network.get(wait.on), schedule.of(wait.on).finish),
                    days => format!("{} to spare", in_days(days)),
                };
                (network.get(wait.on).entry, aside, Tone::Dim)
            })
            .collect()
    };
    let mut out = links(facts, "driven by", &to(true));
    if out.is_empty() && schedule.chains.has_length(i) {
        let why = match schedule.held_by(network, i) {
            Some(Floor::Start) => format!("its own start, {}", schedule.of(i).start),
            Some(Floor::Date) => "its own date: it begins as late as that allows".to_owned(),
            _ if activity.begun.is_some() => "itself: it is under way".to_owned(),
            _ => "itself: it could begin today".to_owned(),
        };
        out.push(field("driven by", why, Tone::Plain));
    }
    out.extend(links(facts, "has time", &to(false)));
    out
}

/// What an announcement holds up, and by how much when it comes later.
fn of_announcement(facts: &Facts<'_>, ix: EntryIx) -> Vec<SheetItem> {
    let edition = facts.edition;
    let (network, schedule) = (&edition.activities, &edition.schedule);
    let Some((i, activity)) =
        activity(facts, ix).filter(|(i, activity)| !activity.over && !network.after(*i).is_empty())
    else {
        return Vec::new();
    };
    let moved = schedule.slip_within(network, i, LATER, LOOKED_AT + 1);
    let more = moved.len() > LOOKED_AT;
    let behind = |at: usize| network.get(at).promise.is_some_and(|promise| schedule.of(at).finish > promise);
    let broken = moved.iter().filter(|moved| moved.broken).count();
    let mut hit: Vec<_> = moved.iter().filter(|moved| moved.at != i).collect();
    // What breaks its promise first, then what moves most.
    hit.sort_by_key(|moved| (!moved.broken, std::cmp::Reverse(moved.days), moved.at));
    let told = |moved: &&crate::plan::Moved| {
        let days = in_days(moved.days);
        let (words, tone) = match moved {
            _ if moved.broken => (format!("{days}, breaks its promise"), Tone::Bad),
            _ if behind(moved.at) => (format!("{days}, is behind already"), Tone::Bad),
            _ => (format!("{days}, to {}", marked(network.get(moved.at), moved.to)), Tone::Plain),
        };
        (network.get(moved.at).entry, words, tone)
    };
    let hit: Vec<_> = hit.iter().map(told).collect();
    let many = if more { format!("more than {LOOKED_AT}") } else { hit.len().to_string() };
    let summary = match (hit.len(), broken) {
        (0, _) => "nothing moves".to_owned(),
        (1, 0) => "1 milestone moves, and no promise breaks".to_owned(),
        (_, 0) => format!("{many} milestones move, and no promise breaks"),
        (1, _) => "1 milestone moves, and breaks its promise".to_owned(),
        (_, 1) => format!("{many} milestones move, and 1 promise breaks"),
        (_, broken) => format!("{many} milestones move, and {broken} promises break"),
    };
    let tone = if broken > 0 { Tone::Bad } else { Tone::Plain };
    let mut out = vec![field(&format!("{LATER} days later"), summary, tone)];
    out.extend(links(facts, "moves", &hit));
    // What waits for it with time to spare is not hit, and by how little is worth knowing.
    let spare = |after: &u32| {
        let after = *after as usize;
        let days = schedule.of(after).start.since(schedule.of(i).finish);
        (days >= LATER && !network.get(after).over)
            .then(|| (network.get(after).entry, format!("{} to spare", in_days(days)), Tone::Dim))
    };
    let spare: Vec<_> = network.after(i).iter().take(LOOKED_AT).filter_map(spare).collect();
    out.extend(links(facts, "has time", &spare));
    out.extend(projects_hit(facts, &moved, activity));
    out
}

/// The projects whose milestones move with an announcement, each by the most that one of them does.
fn projects_hit(facts: &Facts<'_>, moved: &[crate::plan::Moved], chip: &Activity) -> Vec<SheetItem> {
    let edition = facts.edition;
    let mut projects: Vec<(EntryIx, i32, bool)> = Vec::new();
    for moved in moved.iter().filter(|moved| edition.activities.get(moved.at).entry != chip.entry) {
        for project in edition.links.from_in(edition.activities.get(moved.at).entry, "project") {
            if let Some((_, days, broken)) = projects.iter_mut().find(|(known, ..)| *known == project) {
                (*days, *broken) = ((*days).max(moved.days), *broken | moved.broken);
            } else if projects.len() < PROJECTS {
                projects.push((project, moved.days, moved.broken));
            }
        }
    }
    projects.sort_by_key(|(project, days, broken)| (!*broken, std::cmp::Reverse(*days), *project));
    let told = |(project, days, broken): (EntryIx, i32, bool)| match (days, broken) {
        (days, true) => (project, format!("up to {}, a promise breaks", in_days(days)), Tone::Bad),
        (days, _) => (project, format!("up to {}", in_days(days)), Tone::Plain),
    };
    links(facts, "projects hit", &projects.into_iter().map(told).collect::<Vec<_>>())
}

/// What a risk costs, or why it costs no days.
fn of_risk(facts: &Facts<'_>, ix: EntryIx) -> Vec<SheetItem> {
    let network = &facts.edition.activities;
    if let Ok(at) = network.harmless.binary_search_by_key(&ix, |(risk, _)| *risk) {
        let (_, why) = &network.harmless[at];
        // Nothing was scored by days: the register says all that there is to say.
        let tone = if *why == Harmless::Moot { Tone::Plain } else { Tone::Dim };
        return vec![field("exposure", format!("none, for {}", costs_nothing(*why)), tone)];
    }
    let Some(exposure) = facts.forecast.and_then(|forecast| forecast.exposure(ix)) else { return Vec::new() };
    let days = in_days(exposure.days);
    let cost = match exposure.days {
        0 => "no day: what it delays has time to spare".to_owned(),
        _ => format!("{days}: without it, the day with an 80 % chance would be that much earlier"),
    };
    let tone = if exposure.days > 0 { Tone::Warn } else { Tone::Plain };
    let mut out = vec![field("exposure", cost, tone)];
    let slack = match exposure.absorbed() {
        0 => String::new(),
        absorbed => format!("; slack absorbs {absorbed}"),
    };
    out.push(field(
        "product",
        format!("{:.0} days, its chance times its mean delay{slack}", exposure.naive),
        Tone::Dim,
    ));
    if exposure.derived {
        out.push(field("", "its delay follows from its impact: write delay to say it in days", Tone::Dim));
    }
    out.extend(links(facts, "at", &[(exposure.milestone, String::new(), Tone::Dim)]));
    out
}
