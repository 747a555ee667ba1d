//! When an entry is reached and how likely that is, in words: the same on the screen and where it is read out.

use super::entry::health_tone;
use super::grounds::rests_on;
use super::numbers::{days, percent, thousands};
use crate::edition::Facts;
use crate::look::{Glyph, Tone};
use crate::model::{Day, Entry, EntryIx, Estimate, Health};
use crate::plan::{Histogram, RUNS, SEED, Standing, Tornado};

/// What can be said of when an entry is reached.
#[derive(Debug, Clone, Copy)]
pub enum Answer<'a> {
    /// With a chance for every day.
    Chance(&'a Histogram),
    /// That is on its way.
    Awaited,
    /// One day, and nothing of it is left to chance.
    Planned,
    /// It is over.
    Over,
    /// Nothing; why.
    Nothing(Standing),
}

impl<'a> Answer<'a> {
    /// Of an entry: by the most runs that there are.
    pub fn of(facts: &Facts<'a>, target: EntryIx) -> Self {
        let network = &facts.edition.activities;
        let Some(place) = network.place(target) else {
            return Self::Nothing(network.standing(target).unwrap_or(Standing::Unscheduled));
        };
        let activity = network.get(place);
        if activity.over {
            return Self::Over;
        }
        if !activity.chancy {
            return Self::Planned;
        }
        let own = facts.tornado.filter(|tornado| tornado.target == target).map(|tornado| &tornado.days);
        let all = facts.forecast.and_then(|forecast| forecast.days(network, target));
        let most = own.into_iter().chain(all).max_by_key(|days| days.runs()).filter(|days| !days.is_empty());
        most.map_or(Self::Awaited, Self::Chance)
    }
}

/// `2,048 of 16,384 runs`, or `16,384 runs` when all are there.
pub fn runs_told(facts: &Facts<'_>, days: &Histogram) -> String {
    let wanted = facts.forecast.map_or(RUNS, |forecast| forecast.wanted);
    match days.runs() {
        some if some < wanted => format!("{} of {} runs", thousands(some), thousands(wanted)),
        all => format!("{} runs", thousands(all)),
    }
}

/// The one sentence that matters, with the name before it.
pub fn headline(facts: &Facts<'_>, target: EntryIx) -> String {
    let name = facts.edition.roadmap.get(target).map_or("", |entry| entry.item().name());
    format!("{name}: {}", sentence(facts, target))
}

/// The one sentence that matters.
pub fn sentence(facts: &Facts<'_>, target: EntryIx) -> String {
    let network = &facts.edition.activities;
    let entry = facts.edition.roadmap.get(target);
    let at_least = network.standing(target) == Some(Standing::AtLeast);
    let earliest = if at_least { " at the earliest" } else { "" };
    match Answer::of(facts, target) {
        Answer::Chance(days) => {
            let likely = days.percentile(80);
            let (day, give) = (network.today.plus(likely.day), likely.give_or_take());
            format!("80 % chance by {day}{earliest} ±{give} d")
        }
        Answer::Awaited => format!("planned {}{earliest}, the first runs are under way", planned(facts, target)),
        Answer::Planned => format!("planned {}{earliest}, and nothing left to chance", planned(facts, target)),
        Answer::Over => match entry.and_then(Entry::shown_date) {
            Some(date) => format!("reached, {date}"),
            None => "reached".to_owned(),
        },
        Answer::Nothing(Standing::Cancelled) => "given up, so there is nothing to forecast".to_owned(),
        Answer::Nothing(Standing::Unschedulable) => "it waits for itself, so that it has no date".to_owned(),
        Answer::Nothing(_) => "nothing says when it comes, so there is no number".to_owned(),
    }
}

/// The day on which the plan has it.
pub fn planned(facts: &Facts<'_>, target: EntryIx) -> String {
    let place = facts.edition.activities.place(target);
    place.map_or_else(String::new, |i| facts.edition.schedule.of(i).finish.to_string())
}

/// A day with a meaning, as it is marked in a drawing and told beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The day.
    pub day: Day,
    /// Its sign.
    pub glyph: Glyph,
    /// What it means, with its date.
    pub words: String,
    /// How that is to be taken.
    pub tone: Tone,
}

/// The days that matter of an entry, what matters most first.
pub fn marks(facts: &Facts<'_>, target: EntryIx) -> Vec<Marked> {
    let network = &facts.edition.activities;
    let Some(place) = network.place(target) else { return Vec::new() };
    let (activity, timing) = (network.get(place), facts.edition.schedule.of(place));
    let at_least = activity.standing == Standing::AtLeast;
    let answer = Answer::of(facts, target);
    let mark = |day, glyph, words, tone| Marked { day, glyph, words, tone };
    let mut out = Vec::new();
    if let Some(promise) = activity.promise {
        let written = facts.edition.roadmap.milestone(target).and_then(|milestone| milestone.date);
        let written = written.map_or_else(|| promise.to_string(), |date| date.to_string());
        let (words, tone) = match answer {
            Answer::Chance(days) => {
                let (low, high) = days.kept_interval();
                let give = ((high - low) * 50.0).ceil();
                let most = if at_least { "at most " } else { "" };
                let kept = days.kept();
                let sure =
                    facts.forecast.map_or_else(|| facts.edition.confidence(None), |forecast| forecast.confidence);
                let tone = match Health::by_share(kept, sure) {
                    Health::OnTrack => Tone::Good,
                    health => health_tone(health),
                };
                (format!("promise {written}: on time {most}{} ±{give}", percent(kept)), tone)
            }
            _ if timing.finish > promise => {
                (format!("promise {written}: behind by {}", days(timing.finish.since(promise))), Tone::Bad)
            }
            _ => (format!("promise {written}: {} to spare", days(promise.since(timing.finish))), Tone::Good),
        };
        out.push(mark(promise, Glyph::Promise, words, tone));
    }
    if let Answer::Chance(days) = answer {
        for (percent, glyph) in [(50, Glyph::Even), (80, Glyph::Likely)] {
            let day = network.today.plus(days.percentile(percent).day);
            out.push(mark(day, glyph, format!("P{percent} {day}"), Tone::Accent));
        }
        let by_plan = percent(days.share_by(timing.finish.since(network.today)));
        let words = format!("planned {}: {by_plan} chance by then", timing.finish);
        out.push(mark(timing.finish, Glyph::Expected, words, Tone::Plain));
    } else if !activity.over {
        out.push(mark(timing.finish, Glyph::Expected, format!("planned {}", timing.finish), Tone::Plain));
    }
    out.push(mark(network.today, Glyph::Today, format!("today {}", network.today), Tone::Today));
    out
}

/// What the number rests on, a sentence each, without a full stop.
pub fn rests(facts: &Facts<'_>, tornado: &Tornado) -> Vec<String> {
    let answer = Answer::of(facts, tornado.target);
    let mut out = match answer {
        Answer::Nothing(_) | Answer::Over => return Vec::new(),
        _ => rests_on(facts, &tornado.grounds),
    };
    let today = format!("today is {}", facts.edition.activities.today);
    match answer {
        Answer::Chance(days) => {
            let seed = facts.forecast.map_or(SEED, |forecast| forecast.seed);
            out.push(format!("triangular estimates, seed {seed}, {}, {today}", runs_told(facts, days)));
        }
        _ => out.push(today),
    }
    out
}

/// What to write so that there is a chance to tell: why, and the TOML. Nothing where there is one, or none could be.
pub fn missing(facts: &Facts<'_>, target: EntryIx) -> Option<(&'static str, String)> {
    let entry = facts.edition.roadmap.get(target)?;
    let id = entry.id();
    let estimate = format!("estimate = {}", Estimate::EXAMPLE);
    match Answer::of(facts, target) {
        Answer::Nothing(Standing::Unscheduled) => Some((
            "It has no date, no length, and waits for nothing that has one. Write one of these:",
            format!(
                "[[milestone]]\nid = \"{id}\"\ndate = \"2027-Q2\"          # what is promised\n{estimate}  # how long it takes"
            ),
        )),
        Answer::Planned => Some((
            "Nothing before it carries an estimate, and no risk costs it days. For a chance to tell, write:",
            format!(
                "[[milestone]]\nid = \"{id}\"\n{estimate}\n\n[[risk]]\naffects = [\"{id}\"]\nlikelihood = 2\ndelay = {{ low = \"1w\", likely = \"3w\", high = \"8w\" }}"
            ),
        )),
        _ => None,
    }
}
