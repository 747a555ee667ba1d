//! What lies on top of a pane: a list of lines that each mean an action.

use super::page::Page;
use crate::app::{Action, App, Item, Picker};
use crate::edition::Edition;
use crate::panes::in_full;
use crate::problem::Problem;
use crate::text::one_line;

/// The page of a list on which the selected line is.
pub fn list(app: &App, picker: &Picker, page: Page) -> Vec<String> {
    let items: Vec<&Item> = picker.lines().collect();
    let shown = page.around(picker.at, items.len());
    let pages = items.len().div_ceil(page.rows.max(1));
    let title = one_line(&picker.title);
    let mut out = vec![match pages {
        0 | 1 => title.into_owned(),
        _ => format!("{title}, page {} of {pages}", shown.start / page.rows.max(1) + 1),
    }];
    let edition = app.board.newest();
    let mut number = items[..shown.start].iter().filter(|item| item.action.is_some()).count();
    for at in shown.clone() {
        let item = items[at];
        let problem = edition.problems.get(at).filter(|_| picker.of_problems);
        let text = problem.map_or_else(|| said(item), |problem| told(edition, problem));
        if item.action.is_some() {
            number += 1;
            out.push(format!("{number}. {text}"));
        } else if !text.is_empty() {
            out.push(text);
        }
    }
    if shown.end < items.len() {
        out.push("n shows the next page.".to_owned());
    }
    out
}

/// The line of the list that has a number.
pub fn line(picker: &Picker, number: usize) -> Option<(usize, &Item)> {
    let numbered = picker.lines().enumerate().filter(|(_, item)| item.action.is_some());
    numbered.take(number).last().filter(|_| number <= numbers(picker) && number > 0)
}

/// How many lines have a number.
pub fn numbers(picker: &Picker) -> usize {
    picker.lines().filter(|item| item.action.is_some()).count()
}

fn said(item: &Item) -> String {
    let mut parts = vec![item.text.trim().to_owned()];
    // What is shown of a view as a whole has its filter.
    if !item.beside.is_empty() && item.more.is_empty() {
        parts.push(item.beside.clone());
    }
    // What stands beside an action is its key.
    if !item.aside.is_empty() && matches!(item.action, None | Some(Action::Open(_) | Action::Visit(_))) {
        parts.push(item.aside.split(" · ").map(in_full).collect::<Vec<_>>().join(", "));
    }
    parts.extend(item.more.lines().map(str::to_owned));
    parts.join(", ")
}

/// `error, line 12, column 3: message. Remedy: … Code E013`
fn told(edition: &Edition, problem: &Problem) -> String {
    let several = edition.sources.files().count() > 1;
    let place = |at| {
        let found = edition.sources.locate(at);
        let file = edition.sources.file(at.file).filter(|_| several);
        let file = file.map(|file| format!("{}, ", file.path)).unwrap_or_default();
        format!("{file}line {}, column {}", found.line, found.column)
    };
    let kind = if problem.is_error() { "error" } else { "warning" };
    let mut text = format!("{kind}, {}: {}.", place(problem.at), problem.message);
    for (at, word) in &problem.also {
        text = format!("{text} See {}: {word}.", place(*at));
    }
    if let Some(remedy) = &problem.remedy {
        text = format!("{text} Remedy: {remedy}.");
    }
    one_line(&format!("{text} Code {}.", problem.code.info().name)).into_owned()
}
