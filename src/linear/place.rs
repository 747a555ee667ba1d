//! Where someone is, and what happened meanwhile.

use super::page::Page;
use super::rows::{entries, order};
use crate::app::{App, Board, Popup, Watch};
use crate::look::{Part, fit};
use crate::problem::one_line as problem_line;
use crate::screen::state;
use crate::text::{counted, one_line};

/// Changes that one line tells.
const TOLD: usize = 3;
/// Cells for a name in the prompt.
const NAME: usize = 40;

/// The title, the days, and whether what is shown is what stands in the file.
pub fn standing(app: &App) -> Vec<String> {
    let edition = &app.board.edition;
    let as_of = edition.roadmap.about.as_ref().and_then(|about| about.as_of);
    let as_of = as_of.map(|day| format!("as of {day}, ")).unwrap_or_default();
    let state = state(app).0.replace(" · ", ", ");
    vec![edition.roadmap.title().to_owned(), format!("{as_of}today {}, {state}", edition.today)]
}

/// All of it: what is shown, how, and where back leads to.
pub fn whereabouts(app: &App) -> Vec<String> {
    let place = &app.place;
    let mut out = standing(app);
    out.push(format!("pane: {}, {}", place.pane().title(), place.pane().about()));
    if place.part == Part::Detail
        && let Some(focus) = &place.focus
    {
        out.push(format!("entry: {}, {focus}", app.name_of(focus)));
    }
    out.push(format!("rows: {}", entries(app)));
    if !place.filter.is_empty() {
        out.push(format!("filter: {}", place.filter));
    }
    out.extend(order(app).map(|order| format!("order: {order}")));
    if let Some(before) = app.journey.trail().next_back() {
        let name = before.focus.as_ref().filter(|_| before.part == Part::Detail).map(|id| app.name_of(id));
        let name = name.map(|name| format!(", {name}")).unwrap_or_default();
        out.push(format!("back leads to: {}{name}", before.pane().title()));
    }
    out
}

/// What stands before the line that is typed: `milestones, 22 entries > `
pub fn prompt(app: &App, page: Page) -> String {
    let place = &app.place;
    let here = match (app.popups.last(), &place.focus) {
        (Some(Popup::Picker(picker)), _) => {
            let count = super::lists::numbers(picker);
            let name = if picker.of_problems { "problems" } else { "list" };
            format!("{name}, {}", counted(count, "line", "lines"))
        }
        (_, Some(focus)) if place.part == Part::Detail => {
            format!("{}, {}", place.pane.word(), fit(&one_line(app.name_of(focus)), NAME))
        }
        _ => {
            let name = match place.subject() {
                Some(_) => place.pane().title().to_lowercase(),
                None => place.pane.word().to_owned(),
            };
            format!("{name}, {}", entries(app))
        }
    };
    format!("{} > ", page.fold(&here))
}

/// What has come since, in one line; nothing if it can be left unsaid.
pub fn news(before: &Board, app: &App) -> Option<String> {
    let (now, label) = (app.board.shared(), &app.board.edition.origin.label);
    if let Watch::Stale(why) = &now.watch {
        return (before.watch != now.watch).then(|| format!("{label}: {why}; what is shown is the last that was read"));
    }
    let number = |board: &Board| board.broken.as_ref().map(|broken| broken.number);
    if let Some(broken) = now.broken.as_ref().filter(|_| number(before) != number(now)) {
        let first = broken.problems.iter().find(|problem| problem.is_error())?;
        let remedy = first.remedy.as_ref().map(|remedy| format!("; {remedy}")).unwrap_or_default();
        let told = problem_line(first, &broken.sources);
        return Some(format!("{told}{remedy}; what is shown is the last sound reading"));
    }
    let fixed = if before.broken.is_some() && now.broken.is_none() { "the file is right again" } else { "" };
    let back = if matches!(before.watch, Watch::Stale(_)) { "the file is back" } else { "" };
    let newer = now.edition.number != before.edition.number;
    let since: Vec<_> = now.since.iter().take_while(|it| newer && it.number == now.edition.number).collect();
    let changes = since.chunk_by(|a, b| a.id == b.id);
    let told = changes.clone().take(TOLD).map(|of| {
        let words: Vec<String> = of.iter().map(|change| change.in_full()).collect();
        format!("{}: {}", of.first().map_or("", |change| change.name.as_str()), words.join(", "))
    });
    let mut parts: Vec<String> = [fixed, back].into_iter().filter(|word| !word.is_empty()).map(str::to_owned).collect();
    parts.extend(told);
    match changes.count() {
        count if count > TOLD => parts.push(format!("and {} more; changes lists them", count - TOLD)),
        _ => {}
    }
    (!parts.is_empty()).then(|| format!("the file changed: {}", parts.join("; ")))
}
