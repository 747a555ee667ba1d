//! Warnings: worth a look, never in the way.

use super::Edition;
use crate::load::field_span;
use crate::model::{Basis, Entry, EntryIx, Kind, Milestone, Risk, RiskStatus, Status, When};
use crate::plan::covered_by;
use crate::problem::{Code, Problem};

/// How many warnings are looked for.
const MOST: usize = 1000;

pub fn warnings(edition: &Edition) -> Vec<Problem> {
    let mut out = Vec::new();
    let risks_have_owners = edition.roadmap.risks.iter().any(|risk| risk.common.owner.is_some());
    for (ix, entry) in edition.roadmap.entries() {
        match entry {
            Entry::Milestone(milestone) => {
                dates(edition, ix, &mut out);
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
    for needed in edition.links.from_in(ix, "depends_on").filter_map(|needed| edition.roadmap.get(needed)) {
        if let Some(there) = there_at(needed).filter(|there| there.last > date.last) {
            let message = format!(
                "`{}` is promised for {date}, but needs `{}`, which is there by {there}",
                milestone.id,
                needed.id()
            );
            out.push(Problem::new(Code::W040, at("date"), message).also(needed.at(), "needed first"));
        }
    }
}

/// When something that others need is there, if it is not there already.
fn there_at(entry: Entry<'_>) -> Option<When> {
    match entry {
        Entry::Milestone(milestone) if !milestone.is_settled() => milestone.date,
        Entry::Announcement(announcement) => announcement.available,
        _ => None,
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
