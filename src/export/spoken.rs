//! When, how likely, and what drives it: some sentences that can be read out, then tables.

use super::forecast::{joint, notes};
use crate::edition::Facts;
use crate::model::{Entry, EntryIx, Estimate};
use crate::panes::{days, left_out, percent, rests_on, thousands};
use crate::plan::{Grounds, Histogram, Outlook, Plan, Promises, Standing};

/// Columns of the text.
const COLUMNS: usize = 80;
/// Lines of a table of causes.
const MOST: usize = 10;
/// Names in a sentence.
const NAMED: usize = 3;

/// The answer about one entry, by runs from a seed.
pub fn one(facts: &Facts<'_>, outlook: &Outlook, seed: u64) -> String {
    let mut lines = Vec::new();
    let Some(entry) = facts.edition.roadmap.get(outlook.entry) else { return String::new() };
    let today = facts.edition.today;
    lines.push(format!("{}, as of {today}.", entry.name()));
    if let Some(plan) = outlook.plan.as_ref().filter(|plan| !plan.over) {
        lines.push(promise(facts, entry, outlook, plan.timing.slack));
        lines.push(planned(facts, outlook, plan));
        lines.extend(chances(outlook, !matches!(entry, Entry::Announcement(_))));
        let worth: Vec<_> = outlook.savings.iter().filter(|saving| saving.days > 0).take(NAMED).collect();
        if !worth.is_empty() {
            let told: Vec<String> = worth
                .iter()
                .map(|saving| format!("{} ({})", cause(facts, saving.entry, saving.is_risk), days(saving.days)))
                .collect();
            lines.push(format!("What drives it most: {}.", told.join(", ")));
        }
        if plan.critical_path.len() > 1 {
            let path: Vec<&str> = plan.critical_path.iter().filter_map(|ix| name(facts, *ix)).collect();
            lines.push(format!("The critical path: {}.", path.join(" → ")));
        }
    }
    lines.extend(notes(facts, outlook).into_iter().map(|note| sentence(&note)));
    if let Some(days) = outlook.days.as_ref().filter(|_| is_chancy(outlook)) {
        lines.push(format!("{} runs, seed {seed}.", thousands(days.runs())));
    }
    let mut out = paragraphs(&lines);
    if is_chancy(outlook) {
        let rows = [10, 50, 80, 90].into_iter().filter_map(|percent| {
            let (day, (low, high)) = outlook.by(percent)?;
            Some(vec![format!("{percent} %"), day.to_string(), format!("{low} to {high}")])
        });
        out.push_str(&table(&["chance", "by", "95 % interval"], rows));
        let shown = outlook.savings.iter().take(MOST).filter(|saving| saving.days != 0 || saving.naive.is_some());
        let rows = shown.map(|saving| {
            let kind = if saving.is_risk { "risk" } else { "estimate" };
            let naive = saving.naive.map_or_else(String::new, |naive| format!("{naive:.0} d"));
            vec![
                name(facts, saving.entry).unwrap_or_default().to_owned(),
                kind.to_owned(),
                format!("{} d", saving.days),
                naive,
            ]
        });
        out.push_str(&table(&["without it", "", "80 % day earlier by", "chance × delay"], rows));
        let rows = outlook
            .criticality
            .iter()
            .take(MOST)
            .map(|(ix, share)| vec![name(facts, *ix).unwrap_or_default().to_owned(), percent(*share)]);
        out.push_str(&table(&["on a driving path", "share of runs"], rows));
    }
    out
}

/// The answers about all milestones.
pub fn all(facts: &Facts<'_>, outlooks: &[Outlook]) -> String {
    let today = facts.edition.today;
    let open: Vec<&Outlook> = outlooks.iter().filter(|it| it.plan.as_ref().is_some_and(|plan| !plan.over)).collect();
    let mut lines = vec![format!("{}, as of {today}.", facts.edition.roadmap.title())];
    if outlooks.is_empty() {
        lines.push("There is no milestone in it yet.".to_owned());
        return paragraphs(&lines);
    }
    let promised: Vec<(&Outlook, f64)> = open.iter().filter_map(|it| Some((*it, it.on_time()?))).collect();
    let chancy = facts.edition.activities.is_chancy();
    if !chancy {
        lines.push(no_chance());
        let behind: Vec<_> = open.iter().filter(|it| it.promise.is_some() && slack(it) < 0).collect();
        let told: Vec<String> = behind
            .iter()
            .take(NAMED)
            .filter_map(|it| Some(format!("{} (behind by {})", name(facts, it.entry)?, days(-slack(it)))))
            .collect();
        let by_plan =
            format!("By the plan {} of {} open promises are kept", promised.len() - behind.len(), promised.len());
        lines.push(if told.is_empty() {
            format!("{by_plan}.")
        } else {
            format!("{by_plan}; not: {}.", told.join(", "))
        });
    }
    if let (Some(forecast), Some(joint), true) = (facts.forecast, joint(facts, outlooks), chancy) {
        let Promises { open, safe } = forecast.promises;
        lines.push(format!(
            "{safe} of {open} open promises are kept with a chance of {} or more; all of them together with {}.",
            percent(forecast.confidence),
            percent(joint)
        ));
        let mut worst: Vec<_> = promised.iter().filter(|(_, share)| *share < 0.5).collect();
        worst.sort_by(|a, b| a.1.total_cmp(&b.1));
        if !worst.is_empty() {
            let told: Vec<String> = worst
                .iter()
                .take(NAMED)
                .filter_map(|(it, share)| Some(format!("{} ({})", name(facts, it.entry)?, percent(*share))))
                .collect();
            let more = if worst.len() > NAMED { format!(" and {} more", worst.len() - NAMED) } else { String::new() };
            lines.push(format!("Less likely kept than not: {}{more}.", told.join(", ")));
        }
        let dear: Vec<String> = forecast
            .exposures
            .iter()
            .filter(|it| it.days > 0)
            .take(NAMED)
            .filter_map(|it| {
                Some(format!("{} ({} at {})", name(facts, it.risk)?, days(it.days), name(facts, it.milestone)?))
            })
            .collect();
        if !dear.is_empty() {
            lines.push(format!("The risks that cost most: {}.", dear.join(", ")));
        }
    }
    if let Some((last, (day, _))) =
        open.iter().filter_map(|it| Some((*it, it.by(80)?))).max_by_key(|(_, (day, _))| *day)
        && let Some(name) = name(facts, last.entry)
    {
        let how = if chancy { "with a chance of 80 %" } else { "by the plan" };
        let by = if chancy { "by" } else { "on" };
        lines.push(format!("The last to be reached is {name}, {how} {by} {day}."));
    }
    let unscheduled = outlooks.iter().filter(|it| it.standing == Standing::Unscheduled).count();
    if unscheduled > 0 {
        let what = if unscheduled == 1 { "Of one milestone nothing says" } else { "Of {n} milestones nothing says" };
        let what = what.replace("{n}", &unscheduled.to_string());
        lines.push(format!("{what} when it comes: write date, duration or estimate."));
    }
    let grounds = Grounds::whole(&facts.edition.roadmap, &facts.edition.links, &facts.edition.activities);
    lines.extend(rests_on(facts, &grounds).into_iter().chain(left_out(facts)).map(|note| sentence(&note)));
    if let Some(forecast) = facts.forecast.filter(|_| chancy) {
        lines.push(format!("{} runs, seed {}.", thousands(forecast.tally.runs), forecast.seed));
    }
    let mut out = paragraphs(&lines);
    let rows = open.iter().filter_map(|it| {
        let entry = facts.edition.roadmap.get(it.entry)?;
        let plan = it.plan.as_ref()?;
        let chancy = is_chancy(it);
        let day = |percent| it.by(percent).filter(|_| chancy).map_or_else(String::new, |(day, _)| day.to_string());
        let least = if it.is_bound() { "≥" } else { "" };
        Some(vec![
            entry.id().to_string(),
            it.promise.map_or_else(String::new, |day| day.to_string()),
            format!("{least}{}", plan.timing.finish),
            day(50),
            day(80),
            it.on_time().filter(|_| chancy).map_or_else(String::new, |share| {
                format!("{}{}", if it.is_bound() { "≤ " } else { "" }, percent(share))
            }),
            format!("{}{}d", if plan.timing.at_most { "≤" } else { "" }, plan.timing.slack),
        ])
    });
    out.push_str(&table(&["id", "promised", "planned", "50 % by", "80 % by", "on time", "slack"], rows));
    out
}

fn planned(facts: &Facts<'_>, outlook: &Outlook, plan: &Plan) -> String {
    let (today, finish) = (facts.edition.today, plan.timing.finish);
    let least = if outlook.is_bound() { "at the earliest " } else { "" };
    if matches!(facts.edition.roadmap.get(outlook.entry), Some(Entry::Announcement(_))) {
        return format!("It is there on {finish}, the last day of what was announced.");
    }
    if finish == today && plan.length() == 0 {
        return "Nothing says how long it still takes: it can be reached today at the earliest.".to_owned();
    }
    format!("By the plan it is reached {least}on {finish}, {} from {}.", days(plan.length()), plan.begins)
}

fn promise(facts: &Facts<'_>, entry: Entry<'_>, outlook: &Outlook, slack: i32) -> String {
    let date = facts.edition.roadmap.milestone(outlook.entry).and_then(|milestone| milestone.date);
    let Some((date, last)) = date.zip(outlook.promise) else {
        return if matches!(entry, Entry::Announcement(_)) {
            "It is a vendor's announcement.".to_owned()
        } else {
            "No date is promised for it.".to_owned()
        };
    };
    let stands = match slack {
        0.. => format!("with {} of slack", days(slack)),
        _ => format!("behind by {}", days(-slack)),
    };
    if date.days() == 1 {
        format!("Promised for {date}, {stands}.")
    } else {
        format!("Promised for {date}, that is by {last}, {stands}.")
    }
}

fn chances(outlook: &Outlook, is_ours: bool) -> Vec<String> {
    let Some(runs) = outlook.days.as_ref() else { return Vec::new() };
    if !is_chancy(outlook) {
        // When a vendor delivers is not ours to estimate.
        return if is_ours { vec![no_chance()] } else { Vec::new() };
    }
    let mut out = Vec::new();
    let (a, an) = if outlook.is_bound() { ("At most a", "at most an") } else { ("A", "an") };
    if let (Some((half, _)), Some((eighty, _))) = (outlook.by(50), outlook.by(80)) {
        let width = days(runs.percentile(80).give_or_take());
        out.push(format!("{a} 50 % chance by {half}, {an} 80 % chance by {eighty}, ± {width}."));
    }
    if let Some(share) = outlook.on_time() {
        let at_most = if outlook.is_bound() { "at most " } else { "" };
        out.push(format!("The promise is kept in {at_most}{} of {} runs.", percent(share), thousands(runs.runs())));
    }
    out
}

/// What is said instead of chances.
fn no_chance() -> String {
    format!(
        "Nothing in it is left to chance: there are dates, but no chances. Chances follow from estimates, as estimate = \
         {}, and from risks with a likelihood and a delay.",
        Estimate::EXAMPLE
    )
}

/// Whether the runs differ at all.
fn is_chancy(outlook: &Outlook) -> bool {
    outlook.days.as_ref().and_then(Histogram::ends).is_some_and(|(first, last)| first < last)
}

fn slack(outlook: &Outlook) -> i32 {
    outlook.plan.as_ref().map_or(0, |plan| plan.timing.slack)
}

fn cause(facts: &Facts<'_>, ix: EntryIx, is_risk: bool) -> String {
    let name = name(facts, ix).unwrap_or_default();
    if is_risk { format!("the risk {name}") } else { format!("the estimate of {name}") }
}

fn name<'a>(facts: &Facts<'a>, ix: EntryIx) -> Option<&'a str> {
    facts.edition.roadmap.get(ix).map(|entry| entry.item().name())
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

fn paragraphs(lines: &[String]) -> String {
    let mut out = String::new();
    for line in lines {
        for line in textwrap::wrap(line, textwrap::Options::new(COLUMNS).subsequent_indent("  ")) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

/// A table under an empty line; nothing without rows.
fn table(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut lines: Vec<Vec<String>> = vec![heads.iter().map(|head| (*head).to_owned()).collect()];
    lines.extend(rows);
    if lines.len() == 1 {
        return String::new();
    }
    format!("\n{}", super::rows::aligned(&lines))
}
