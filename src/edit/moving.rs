//! What has to be written so that something comes earlier or later: a promise never moves a date, so what moves is that
//! on which the date rests.

use super::Refusal;
use super::several::{Put, Value};
use crate::edition::Edition;
use crate::model::{Announcement, Day, Duration, Entry, EntryIx, Id, Milestone, Status};
use crate::plan::{Activity, Standing};

/// The farthest that something is moved, in days: a hundred years.
const FARTHEST: i32 = 36_500;

/// What has to be written, and by how many days that moves it.
pub struct Moving {
    pub puts: Vec<Put>,
    pub days: i32,
}

/// What moves a milestone or an announcement by so many days, or by as many of them as are possible.
pub fn moving(edition: &Edition, id: &Id, days: i32) -> Result<Moving, Refusal> {
    let days = days.clamp(-FARTHEST, FARTHEST);
    let Some((ix, entry)) = edition.roadmap.find(id.as_str()).and_then(|ix| Some((ix, edition.roadmap.get(ix)?)))
    else {
        return Err(Refusal::NoEntry(edition.unknown(id).unwrap_or_default()));
    };
    match entry {
        Entry::Milestone(milestone) => milestone_moving(edition, ix, milestone, days),
        Entry::Announcement(announcement) => announcement_moving(edition, announcement, days),
        _ => Err(cannot(id, "has no place in time: milestones and announcements can be moved")),
    }
}

fn cannot(id: &Id, why: &str) -> Refusal {
    Refusal::Value(format!("`{id}` {why}"))
}

fn milestone_moving(edition: &Edition, ix: EntryIx, milestone: &Milestone, days: i32) -> Result<Moving, Refusal> {
    let id = &milestone.id;
    match (milestone.status, edition.activities.standing(ix)) {
        (Status::Done, _) => return Err(cannot(id, "is done: what is over cannot be moved")),
        (Status::Cancelled, _) => return Err(cannot(id, "is cancelled: what was given up cannot be moved")),
        (_, Some(Standing::Unschedulable)) => return Err(cannot(id, "waits for itself, so it has no place in time")),
        _ => {}
    }
    let Some(i) = edition.activities.place(ix) else {
        return Err(cannot(id, "has no place in time: it lacks a date, a start, an estimate, or what it depends on"));
    };
    let activity = edition.activities.get(i);
    if activity.active && activity.has_length {
        return longer(edition, activity, milestone, days);
    }
    if let Some(date) = milestone.date.filter(|_| !activity.has_length) {
        let to = on(edition, id, date.last, days)?;
        let days = to.since(date.last);
        return Ok(Moving { puts: vec![put(id, "date", &to.to_string())], days });
    }
    let start = edition.schedule.of(i).start;
    let before = edition.activities.before(i).iter().map(|p| edition.schedule.of(*p as usize).finish).max();
    let earliest = before.map_or(edition.today, |before| before.max(edition.today));
    let to = start.plus(days).max(earliest.min(start)).min(Day::LAST);
    let moved = to.since(start);
    if moved == 0 {
        return Err(match held(edition, i) {
            Some(on) => cannot(id, &format!("cannot come earlier: it waits for `{on}`, which would have to be moved")),
            None => cannot(id, "cannot come earlier: it can begin today"),
        });
    }
    // A start must not be behind the promise; what is over that makes it longer, which moves its end just as far.
    let latest = milestone.date.map_or(to, |date| date.last.max(start));
    let over = to.since(latest).max(0);
    let mut puts = vec![put(id, "start", &to.min(latest).to_string())];
    if over > 0 {
        puts.push(length(milestone, over).ok_or_else(|| cannot(id, "cannot be moved so far"))?);
    }
    Ok(Moving { puts, days: moved })
}

/// The predecessor on whose end it begins.
fn held(edition: &Edition, i: usize) -> Option<&Id> {
    let waits = edition.schedule.waits(&edition.activities, i);
    waits.first().filter(|wait| wait.spare <= 0).map(|wait| edition.activities.id(wait.on))
}

/// What is under way ends later when there is more of it, and earlier when there is less: as much of it as is left.
fn longer(edition: &Edition, activity: &Activity, milestone: &Milestone, days: i32) -> Result<Moving, Refusal> {
    let id = &milestone.id;
    let whole =
        milestone.estimate.map(|estimate| estimate.likely).or(milestone.duration).map_or(0, |it| it.days) as i32;
    let percent = milestone.progress.map(|progress| 100 - progress.0.clamp(0, 100) as i32);
    let left = activity.days;
    let now = (left + days).max(0);
    let wanted = match percent {
        Some(0) => return Err(cannot(id, "is at 100 percent: nothing of it is left to take longer")),
        Some(percent) => now * 100 / percent,
        None => now + activity.elapsed(edition.today),
    };
    if now == left {
        return Err(cannot(id, "cannot come earlier: nothing of it is left"));
    }
    let put = length(milestone, wanted - whole).ok_or_else(|| cannot(id, "cannot be moved so far"))?;
    Ok(Moving { puts: vec![put], days: now - left })
}

/// Its length with so many days more, or less.
fn length(milestone: &Milestone, more: i32) -> Option<Put> {
    let days = |it: Duration| (it.days as i32 + more).clamp(0, FARTHEST);
    if days(milestone.estimate.map(|estimate| estimate.high).or(milestone.duration)?) >= FARTHEST {
        return None;
    }
    Some(match milestone.estimate {
        Some(it) => {
            let [low, likely, high] = [it.low, it.likely, it.high].map(days);
            let value = format!("{{ low = \"{low}d\", likely = \"{likely}d\", high = \"{high}d\" }}");
            Put { entry: milestone.id.clone(), field: "estimate", value: Value::Toml(value) }
        }
        None => put(&milestone.id, "duration", &format!("{}d", days(milestone.duration?))),
    })
}

fn announcement_moving(edition: &Edition, announcement: &Announcement, days: i32) -> Result<Moving, Refusal> {
    let id = &announcement.id;
    let Some(available) = announcement.available else {
        return Err(cannot(id, "has no place in time: nobody said when it is `available`"));
    };
    if available.last <= edition.today {
        return Err(cannot(id, "is there already: what is over cannot be moved"));
    }
    let to = on(edition, id, available.last, days)?;
    Ok(Moving { puts: vec![put(id, "available", &to.to_string())], days: to.since(available.last) })
}

/// So many days from a day on, but not into the past.
fn on(edition: &Edition, id: &Id, from: Day, days: i32) -> Result<Day, Refusal> {
    let earliest = edition.today.min(from);
    let to = from.plus(days).max(earliest).min(Day::LAST);
    if to == from {
        return Err(cannot(id, "cannot come earlier: that would be in the past"));
    }
    Ok(to)
}

fn put(id: &Id, field: &'static str, typed: &str) -> Put {
    Put { entry: id.clone(), field, value: Value::Typed(typed.to_owned()) }
}
