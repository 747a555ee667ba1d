//! Warnings: worth a look, never in the way.

use super::Edition;
use crate::load::field_span;
use crate::model::{Basis, Entry, EntryIx, Kind, Milestone, Risk, RiskStatus, Status, When};
use crate::plan::{Threat, covered_by, days_in_words};
use crate::problem::{Code, Problem};

/// How many warnings are looked for.
const MOST: usize = 1000;
/// So many risks to a milestone are looked at.
const RISKS: usize = 100;

pub fn warnings(edition: &Edition) -> Vec<Problem> {
    let mut out = Vec::new();
    let risks_have_owners = edition.roadmap.risks.iter().any(|risk| risk.common.owner.is_some());
    for (ix, entry) in edition.roadmap.entries() {
        match entry {
            Entry::Milestone(milestone) => {
                dates(edition, ix, &mut out);
                out_of_sequence(edition, ix, milestone, &mut out);
                counted_twice(edition, ix, milestone, &mut out);
                out_of_step(edition, ix, milestone, &mut out);
                unscheduled(milestone, &mut out);
            }
            Entry::Capability(_) => uncovered(edition, ix, entry, &mut out),
            Entry::Risk(risk) => unowned(risk, risks_have_owners, &mut out),
            _ => {}
        }
        unsourced(edition, entry, &mut out);
        if out.len() >= MOST {
            break;
        }
    }
    out
}

/// It has no place in time, not even an order.
fn unscheduled(milestone: &Milestone, out: &mut Vec<Problem>) {
    let dated = milestone.date.or(milestone.start).or(milestone.done).is_some();
    let long = milestone.duration.is_some() || milestone.estimate.is_some();
    if !dated && !long && milestone.depends_on.is_empty() && !milestone.is_settled() {
        let problem = Problem::new(Code::W045, milestone.at, format!("nothing says when `{}` comes", milestone.id));
        out.push(problem.remedy("write date, start, estimate or depends_on, whichever is known".to_owned()));
    }
}

/// Where there are members at all, an area that none covers is worth a word.
fn uncovered(edition: &Edition, ix: EntryIx, entry: Entry<'_>, out: &mut Vec<Problem>) {
    let covered = covered_by(&edition.roadmap, &edition.links, ix).next().is_some();
    if !covered && !edition.roadmap.members.is_empty() {
        let problem = Problem::new(Code::W044, entry.at(), format!("no member covers `{}`", entry.id()));
        out.push(problem.remedy(format!("write capabilities = [\"{}\"] in a member that does", entry.id())));
    }
}

/// A risk that is only noted need not be anybody's; one that was scored or planned against is.
fn unowned(risk: &Risk, risks_have_owners: bool, out: &mut Vec<Problem>) {
    let planned =
        risk.likelihood.is_some() || risk.impact.is_some() || risk.delay.is_some() || risk.mitigation.is_some();
    let over = matches!(risk.status, RiskStatus::Closed | RiskStatus::Accepted);
    if risk.common.owner.is_none() && !over && (planned || risks_have_owners) {
        let problem = Problem::new(Code::W046, risk.at, format!("nobody answers for the risk `{}`", risk.id));
        out.push(problem.remedy("write owner = \"…\", a member".to_owned()));
    }
}

fn dates(edition: &Edition, ix: EntryIx, out: &mut Vec<Problem>) {
    let Some(milestone) = edition.roadmap.milestone(ix) else {
        return;
    };
    let at = |field: &str| field_span(&edition.sources, milestone.at, field);
    if let Some(done) = milestone.done.filter(|done| milestone.status == Status::Done && done.first > edition.today) {
        out.push(Problem::new(
            Code::W042,
            at("done"),
            format!("`{}` is done on {done}, after today, {}", milestone.id, edition.today),
        ));
    }
    if milestone.done.is_some() && milestone.status != Status::Done {
        let word = milestone.status.word();
        let problem =
            Problem::new(Code::W047, at("done"), format!("`{}` has a day of reaching, but is {word}", milestone.id));
        out.push(problem.remedy("write status = \"done\", or take the day out".to_owned()));
    }
    let Some(date) = milestone.date.filter(|_| !milestone.is_settled()) else {
        return;
    };
    if date.last < edition.today {
        let problem =
            Problem::new(Code::W041, at("date"), format!("`{}` was promised for {date} and is not done", milestone.id));
        out.push(problem.remedy("write status = \"done\" and done = …, or another date".to_owned()));
    }
    if let Some(problem) = behind(edition, ix, milestone, date) {
        out.push(problem);
    }
}

/// It is promised before the day on which it can be reached, by the plan: what is needed first comes too late, or its own
/// work takes too long.
fn behind(edition: &Edition, ix: EntryIx, milestone: &Milestone, date: When) -> Option<Problem> {
    let (activities, schedule) = (&edition.activities, &edition.schedule);
    let i = activities.place(ix)?;
    let finish = schedule.of(i).finish;
    let at = field_span(&edition.sources, milestone.at, "date");
    let late = finish.since(date.last);
    if late <= 0 {
        return None;
    }
    let reached = format!(
        "`{}` is promised for {date}, and can be reached on {finish} at the earliest: {} behind",
        milestone.id,
        days_in_words(late)
    );
    let entry = |i: usize| edition.roadmap.get(activities.get(i).entry);
    let Some(before) = schedule.chains.before(i).and_then(entry) else {
        // That it is past its date was said.
        let own = activities.get(i).has_length && date.last >= edition.today;
        let problem = Problem::new(Code::W057, at, format!("{reached}, because of its own length"));
        return own.then(|| problem.remedy("promise another day, or write a shorter estimate".to_owned()));
    };
    let first = entry(schedule.chains.root(i))?;
    let because = if first.id() == before.id() {
        format!("because of `{}`", first.id())
    } else {
        format!("because of `{}`, by way of `{}`", first.id(), before.id())
    };
    let mut problem = Problem::new(Code::W040, at, format!("{reached}, {because}")).also(before.at(), "needed first");
    if first.id() != before.id() {
        problem = problem.also(first.at(), "what all of it waits for");
    }
    Some(problem)
}

/// It was reached before something that it depends on: one of the two is wrong, or the dependency is.
fn out_of_sequence(edition: &Edition, ix: EntryIx, milestone: &Milestone, out: &mut Vec<Problem>) {
    if milestone.status != Status::Done {
        return;
    }
    for needed in edition.links.from_in(ix, "depends_on").filter_map(|needed| edition.roadmap.get(needed)) {
        let still = match needed {
            Entry::Milestone(needed) if !needed.is_settled() => "not done",
            Entry::Announcement(needed) if needed.available.is_some_and(|at| at.first > edition.today) => "not there",
            _ => continue,
        };
        let at = field_span(&edition.sources, milestone.at, "depends_on");
        let message = format!("`{}` is done, and depends on `{}`, which is {still} yet", milestone.id, needed.id());
        let problem = Problem::new(Code::W059, at, message).also(needed.at(), "needed first");
        out.push(problem.remedy("say that this is done too, or take it out of depends_on".to_owned()));
    }
}

/// Its status says something else than its start, its progress or what it waits for.
fn out_of_step(edition: &Edition, ix: EntryIx, milestone: &Milestone, out: &mut Vec<Problem>) {
    if milestone.is_settled() {
        return;
    }
    let at = |field: &str| field_span(&edition.sources, milestone.at, field);
    if let Some(start) =
        milestone.start.filter(|start| milestone.status == Status::Planned && start.last < edition.today)
    {
        let late = days_in_words(edition.today.since(start.last));
        let message = format!("`{}` should have begun {late} ago and is only planned", milestone.id);
        let problem = Problem::new(Code::W060, at("start"), message);
        out.push(problem.remedy("write status = \"in-progress\", or another start".to_owned()));
    }
    if milestone.progress.is_some_and(|progress| progress.0 >= 100) {
        let problem =
            Problem::new(Code::W061, at("progress"), format!("all of `{}` is done, but it is not", milestone.id));
        out.push(problem.remedy("write status = \"done\" and done = …, or less progress".to_owned()));
    }
    for needed in edition.links.from_in(ix, "depends_on").filter_map(|needed| edition.roadmap.milestone(needed)) {
        if needed.status == Status::Cancelled {
            let message = format!("`{}` waits for `{}`, which was given up", milestone.id, needed.id);
            let problem = Problem::new(Code::W062, at("depends_on"), message).also(needed.at, "given up here");
            out.push(problem.remedy("take it out of depends_on, or write what takes its place".to_owned()));
        }
    }
}

/// The high end of its estimate is far off, and a risk to it costs days too: often the risk is in the estimate already.
fn counted_twice(edition: &Edition, ix: EntryIx, milestone: &Milestone, out: &mut Vec<Problem>) {
    let Some(estimate) = milestone.estimate.filter(|_| !milestone.is_settled()) else { return };
    if estimate.high.days <= estimate.likely.days.saturating_mul(2) {
        return;
    }
    let Some(place) = edition.activities.place(ix) else { return };
    let threatens = |threat: &&Threat| threat.delays.binary_search(&(place as u32)).is_ok();
    let risks: Vec<_> = edition.links.to_in(ix, "affects").take(RISKS).collect();
    let threats = &edition.activities.threats;
    let mut costing = risks.iter().filter_map(|risk| {
        let at = threats.binary_search_by_key(risk, |threat| threat.entry).ok()?;
        Some(&threats[at]).filter(threatens)
    });
    if let Some(risk) = costing.find_map(|threat| edition.roadmap.get(threat.entry)) {
        let at = field_span(&edition.sources, milestone.at, "estimate");
        let message = format!(
            "the estimate of `{}` is more than twice as high as is likely, and the risk `{}` adds days too",
            milestone.id,
            risk.id()
        );
        let problem = Problem::new(Code::W058, at, message).also(risk.at(), "adds its delay");
        out.push(problem.remedy("leave the risk out of high, or take the milestone out of its affects".to_owned()));
    }
}

/// A file that names sources at all is held to it.
fn unsourced(edition: &Edition, entry: Entry<'_>, out: &mut Vec<Problem>) {
    let common = entry.common();
    let told = !common.sources.is_empty() || common.basis == Some(Basis::Assumption) || entry.kind() == Kind::Source;
    if !told && !edition.roadmap.sources.is_empty() {
        let problem = Problem::new(
            Code::W043,
            entry.at(),
            format!("`{}` names no source and is not marked as an assumption", entry.id()),
        );
        out.push(problem.remedy("add sources = [\"…\"] or basis = \"assumption\"".to_owned()));
    }
}
