//! Warnings: worth a look, never in the way.

use super::Edition;
use crate::load::field_span;
use crate::model::{Basis, Entry, EntryIx, Kind, Status, When};
use crate::problem::{Code, Problem};

/// How many warnings are looked for.
const MOST: usize = 1000;

pub fn warnings(edition: &Edition) -> Vec<Problem> {
    let mut out = Vec::new();
    for (ix, entry) in edition.roadmap.entries() {
        if let Entry::Milestone(_) = entry {
            dates(edition, ix, &mut out);
        }
        unsourced(edition, entry, &mut out);
        if out.len() >= MOST {
            break;
        }
    }
    out
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
