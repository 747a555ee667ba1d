//! What a computed date rests on, in words; and why a risk costs no days.

use crate::edition::Facts;
use crate::model::EntryIx;
use crate::plan::{Grounds, Harmless};
use crate::text::{first_of, many};

/// Ids of what has no date are named up to this many.
const NAMED: usize = 3;

/// What a number rests on, a sentence each, without a full stop. The first says how much is estimated.
pub fn rests_on(facts: &Facts<'_>, grounds: &Grounds) -> Vec<String> {
    let Grounds { milestones, estimated, lengthless, vague, assumed } = grounds;
    let mut out = vec![format!(
        "{estimated} of {milestones} {} an estimate",
        many(*milestones, "milestone carries", "milestones carry")
    )];
    if !lengthless.is_empty() {
        out.push(format!(
            "{} neither a length nor a date and {} for nothing: {}",
            many(lengthless.len(), "one has", "some have"),
            many(lengthless.len(), "counts", "count"),
            named(facts, lengthless)
        ));
    }
    if !vague.is_empty() {
        out.push(format!(
            "nothing says when {} comes: dates of what waits for it are at the earliest, its chances at most",
            named(facts, vague)
        ));
    }
    if *assumed > 0 {
        out.push(format!(
            "{assumed} {} marked as {}",
            many(*assumed, "entry is", "entries are"),
            many(*assumed, "an assumption", "assumptions")
        ));
    }
    out
}

/// What risks that are not closed are left out of the numbers, and why.
pub fn left_out(facts: &Facts<'_>) -> Vec<String> {
    let harmless = &facts.edition.activities.harmless;
    let of =
        |why: Harmless| -> Vec<EntryIx> { harmless.iter().filter(|(_, its)| *its == why).map(|(ix, _)| *ix).collect() };
    let mut out = Vec::new();
    for why in [Harmless::Unlikely, Harmless::NoDays, Harmless::NoMilestone, Harmless::Moot] {
        let risks = of(why);
        if !risks.is_empty() {
            let count = risks.len();
            out.push(format!(
                "{count} {} no days, for {} ({})",
                many(count, "risk costs", "risks cost"),
                costs_nothing(why),
                named(facts, &risks)
            ));
        }
    }
    out
}

/// Why a risk costs no days, after "for".
pub fn costs_nothing(why: Harmless) -> &'static str {
    match why {
        Harmless::Unlikely => "nobody has said how likely it is: write likelihood",
        Harmless::NoDays => "nothing says how long it would take: write delay or impact",
        Harmless::NoMilestone => "it names no milestone in affects",
        Harmless::Moot => "what it threatens is over or has no place in time",
    }
}

fn named(facts: &Facts<'_>, entries: &[EntryIx]) -> String {
    let id = |ix: &EntryIx| facts.edition.roadmap.get(*ix).map(|entry| format!("`{}`", entry.id()));
    first_of(entries.iter().filter_map(id), entries.len(), NAMED)
}
