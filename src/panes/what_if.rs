//! What the steps of a sandbox do to an entry, in words: before and after, on the same random numbers.

use super::numbers::{days, percent};
use crate::edition::{Consequence, Facts, Turn, consequence};
use crate::look::{SheetItem, Tone};
use crate::model::{Day, EntryIx, Health};

/// What is otherwise with an entry, each in words; nothing outside of a sandbox, and where nothing is.
pub fn otherwise(facts: &Facts<'_>, ix: EntryIx) -> Vec<String> {
    let Some(it) = consequence(facts, ix).filter(Consequence::is_change) else { return Vec::new() };
    let moved = match day(it.planned) {
        words if words.is_empty() => "planned for the same day".to_owned(),
        words => format!("planned {words}{}", by(it.days())),
    };
    [moved, safe(&it), on_time(&it), health(&it)].into_iter().filter(|words| !words.is_empty()).collect()
}

/// The same as lines of its sheet.
pub fn compared(facts: &Facts<'_>, ix: EntryIx) -> Vec<SheetItem> {
    let tone = consequence(facts, ix).map_or(Tone::Plain, |it| tone(&it));
    let told = otherwise(facts, ix).into_iter().enumerate();
    let field = |(i, words)| SheetItem::Field(if i == 0 { "what if" } else { "" }.to_owned(), words, tone);
    let mut lines: Vec<SheetItem> = told.map(field).collect();
    if !lines.is_empty() {
        lines.push(SheetItem::Gap);
    }
    lines
}

/// The same in a cell of a table.
pub(super) fn brief(facts: &Facts<'_>, ix: EntryIx) -> Option<(String, Tone)> {
    let it = consequence(facts, ix).filter(Consequence::is_change)?;
    let moved = if it.days() == 0 { String::new() } else { format!("{:+}d", it.days()) };
    let parts = [moved, on_time(&it), health(&it)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let words = if parts.is_empty() { safe(&it) } else { parts.join(", ") };
    Some((words, tone(&it)))
}

fn safe(it: &Consequence) -> String {
    match day(it.safe) {
        words if words.is_empty() => words,
        words => format!("80 % chance by {words}"),
    }
}

fn by(moved: i32) -> String {
    match moved {
        0 => String::new(),
        n => format!(" ({} {})", days(n.saturating_abs()), if n > 0 { "later" } else { "earlier" }),
    }
}

/// `2027-03-14 → 2027-04-02`; nothing where it is the same.
fn day(turn: Turn<Option<Day>>) -> String {
    let shown = |day: Option<Day>| day.map_or_else(|| "none".to_owned(), |day| day.to_string());
    if turn.is_change() { format!("{} → {}", shown(turn.from), shown(turn.to)) } else { String::new() }
}

/// `62 % → 31 %`; nothing where it is the same.
fn chance(it: &Consequence) -> String {
    let shown = |share: Option<f64>| share.map_or_else(|| "none".to_owned(), percent);
    if it.shifts() { format!("{} → {}", shown(it.on_time.from), shown(it.on_time.to)) } else { String::new() }
}

fn on_time(it: &Consequence) -> String {
    match chance(it) {
        words if words.is_empty() => words,
        words => format!("on time {words}"),
    }
}

/// `on track → at risk`; nothing where it is the same.
fn health(it: &Consequence) -> String {
    let shown = |health: Option<Health>| health.map_or("none", Health::words);
    if it.health.is_change() { format!("{} → {}", shown(it.health.from), shown(it.health.to)) } else { String::new() }
}

/// Bad where it is worse, good where it is better.
fn tone(it: &Consequence) -> Tone {
    let lost = it.on_time.from.zip(it.on_time.to).map_or(0.0, |(from, to)| from - to);
    let worse = |worse: bool| if worse { Tone::Bad } else { Tone::Good };
    match (it.health.from, it.health.to) {
        (Some(from), Some(to)) if from != to => worse(to > from),
        _ if it.shifts() => worse(lost > 0.0),
        _ if it.days() != 0 => worse(it.days() > 0),
        _ => Tone::Warn,
    }
}
