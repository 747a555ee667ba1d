//! The rows of a pane.

use super::page::Page;
use crate::app::App;
use crate::look::Glyph;
use crate::model::{Entry, EntryIx, Kind, PaneName};
use crate::panes::{
    Column, Row, counts, headline, home, in_full, is_assumed, marks, missing, otherwise, outlook_of, pane, rests,
    status_glyph, tally,
};
use crate::plan::{Neighbourhood, Side, Slack, What, covered_by};
use crate::screen::filling;
use crate::text::{counted, many};

/// The page of rows on which the selected one is.
pub fn rows(app: &App, page: Page) -> Vec<String> {
    let (listing, pane) = (app.listing(), app.place.pane());
    let mut out = vec![title(app, page)];
    let whole = selected(app).unwrap_or(0) < page.rows;
    let hood = neighbourhood(app);
    if app.place.pane == PaneName::Overview && app.place.subject().is_none() && whole {
        out.extend(opening(app));
    }
    if whole {
        out.extend(ahead(app));
    }
    if let Some(wrong) = &listing.wrong {
        let filter = &app.place.filter;
        let before = filter.get(..wrong.at.start).map_or(0, |before| before.chars().count());
        let part = filter.get(wrong.at.clone()).unwrap_or_default();
        out.push(format!("The filter is wrong at character {}, `{part}`: {wrong}", before + 1));
        out.push("A slash alone shows everything again.".to_owned());
        return out;
    }
    if listing.rows.is_empty() {
        if app.place.filter.is_empty() {
            out.push(format!("{}. Nothing yet. What would fill it:", pane.about()));
            out.extend(filling(app).lines().map(str::to_owned));
        } else {
            out.push("Nothing here matches the filter. A slash alone shows everything again.".to_owned());
        }
        return out;
    }
    let shown = page.around(selected(app).unwrap_or(0), listing.rows.len());
    let mut number = listing.rows[..shown.start].iter().filter(|row| row.is_selectable()).count();
    for at in shown.clone() {
        match listing.rows[at] {
            Row::Heading("") => {}
            Row::Heading(text) => out.push(format!("{text}:")),
            _ => {
                number += 1;
                let joined = hood.as_ref().map(|hood| joined(app, hood, at)).unwrap_or_default();
                out.push(format!("{number}. {joined}{}", row(app, at)));
            }
        }
    }
    if shown.end < listing.rows.len() {
        out.push("n shows the next page.".to_owned());
    }
    out
}

/// The neighbourhood that is shown, if one is.
fn neighbourhood(app: &App) -> Option<Neighbourhood> {
    let centre = app.board.edition.roadmap.find(app.place.around.as_ref()?.as_str())?;
    Some(Neighbourhood::of(&app.board.edition.roadmap, &app.board.edition.links, centre))
}

/// How a row of a neighbourhood is joined to the entry in the middle: `needed by: `, `by way of Spec, depends on: `
fn joined(app: &App, hood: &Neighbourhood, at: usize) -> String {
    let Some(Row::Entry(ix, _) | Row::Rest(ix)) = app.listing().rows.get(at) else { return String::new() };
    let Some(it) = hood.position(*ix).and_then(|number| hood.all.get(number)) else { return String::new() };
    let nearer = it.nearer.first().and_then(|number| hood.all.get(*number)).filter(|_| it.step > 1);
    let nearer = nearer.and_then(|nearer| match nearer.what {
        What::Entry(ix) => {
            app.board.edition.roadmap.get(ix).map(|entry| format!("by way of {}, ", entry.item().name()))
        }
        What::Rest { .. } => None,
    });
    let word = match it.what {
        What::Entry(_) => it.word(),
        What::Rest { .. } if it.side == Side::Needs => "needs",
        What::Rest { .. } => "needed by",
    };
    match it.step {
        0 => String::new(),
        _ => format!("{}{word}: ", nearer.unwrap_or_default()),
    }
}

/// The row that is selected.
pub fn selected(app: &App) -> Option<usize> {
    app.listing().position(&app.facts(), app.place.focus.as_ref()?)
}

/// `Milestones, 3 of 22 entries, filter chip, sorted by date, page 1 of 2`
fn title(app: &App, page: Page) -> String {
    let (listing, place) = (app.listing(), &app.place);
    let around = place.subject().map(|id| format!(" {}", app.name_of(id))).unwrap_or_default();
    let mut parts = vec![format!("{}{around}", place.pane().title()), entries(app)];
    if !place.filter.is_empty() {
        parts.push(format!("filter {}", place.filter));
    }
    parts.extend(order(app));
    let pages = listing.rows.len().div_ceil(page.rows.max(1));
    if pages > 1 {
        parts.push(format!("page {} of {pages}", selected(app).unwrap_or(0) / page.rows.max(1) + 1));
    }
    parts.join(", ")
}

/// `22 entries`, or `3 of 22 entries` behind a filter and where only the first are shown.
pub fn entries(app: &App) -> String {
    let listing = app.listing();
    let word = many(listing.of, "entry", "entries");
    if app.place.filter.is_empty() && listing.count == listing.of {
        format!("{} {word}", listing.of)
    } else {
        format!("{} of {} {word}", listing.count, listing.of)
    }
}

/// `sorted by date, reversed`; nothing in the pane's own order.
pub fn order(app: &App) -> Option<String> {
    let sort = app.place.sort;
    match (sort.column, sort.reversed) {
        (None, false) => None,
        (None, true) => Some("reversed".to_owned()),
        (Some(column), false) => Some(format!("sorted by {column}")),
        (Some(column), true) => Some(format!("sorted by {column}, reversed")),
    }
}

/// When the entry whose forecast is shown is reached, and what that rests on.
fn ahead(app: &App) -> Vec<String> {
    let facts = app.facts();
    let Some(it) = outlook_of(&facts, &app.place) else { return Vec::new() };
    let mut out = vec![headline(&facts, it.target)];
    out.extend(marks(&facts, it.target).into_iter().map(|mark| mark.words));
    out.extend(rests(&facts, &it).into_iter().map(|ground| format!("it rests on: {ground}")));
    if let Some((why, toml)) = missing(&facts, it.target) {
        out.push(why.to_owned());
        out.extend(toml.lines().map(str::to_owned));
    }
    out.push("What drives the date, what it saves if it were gone, and how often it is critical:".to_owned());
    out
}

/// What opens the overview: the summary, how much there is, how it stands.
fn opening(app: &App) -> Vec<String> {
    let edition = &app.board.edition;
    let mut out: Vec<String> =
        edition.roadmap.about.as_ref().and_then(|about| about.summary.clone()).into_iter().collect();
    out.push(counts(&edition.roadmap).map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", "));
    if !edition.roadmap.milestones.is_empty() {
        let told: String = tally(&app.facts()).into_iter().map(|(text, _)| text).collect();
        out.push(format!("how it stands: {told}"));
    }
    out
}

/// A row in words: its name, how it stands, then the columns that say something.
pub fn row(app: &App, at: usize) -> String {
    let facts = app.facts();
    match app.listing().rows.get(at) {
        Some(Row::Entry(ix, depth)) => match facts.edition.roadmap.get(*ix) {
            Some(entry) => told(app, at, *ix, entry, *depth),
            None => String::new(),
        },
        Some(Row::Gone(change)) => {
            facts.since.get(*change).map(|change| format!("{}, {}", change.name, change.in_full())).unwrap_or_default()
        }
        Some(Row::Rest(first)) => {
            let hood = neighbourhood(app);
            let it = hood.as_ref().and_then(|hood| hood.all.get(hood.position(*first)?)).map(|it| it.what);
            match it {
                Some(What::Rest { count, more, .. }) => {
                    format!("and {count} more{}", if more { " at least" } else { "" })
                }
                _ => String::new(),
            }
        }
        Some(Row::Heading(text)) => (*text).to_owned(),
        None => String::new(),
    }
}

fn told(app: &App, at: usize, ix: EntryIx, entry: Entry<'_>, depth: u8) -> String {
    let facts = app.facts();
    let cover = cover(app, ix, entry.kind());
    let columns = if cover.is_some() { &[] } else { columns(app, entry.kind()) };
    let mut parts = vec![entry.name().to_owned()];
    let status = match entry {
        Entry::Milestone(milestone) => Some(milestone.status),
        Entry::Project(project) => Some(project.status),
        _ => None,
    };
    let status_told = columns.iter().any(|column| column.key == "status");
    parts.extend(status.filter(|_| !status_told).map(|status| status_glyph(status).word().to_owned()));
    if app.place.pane == PaneName::Projects
        && depth > 0
        && let Some(below) = above(app, at, depth)
    {
        parts.push(format!("builds on {below}"));
    }
    for column in columns.iter().filter(|column| column.key != "name") {
        let text = match (app.place.pane, column.key) {
            (PaneName::Changes, "what") => {
                let changes = facts.since.iter().filter(|change| change.id == *entry.id());
                changes.map(crate::edition::Change::in_full).chain(otherwise(&facts, ix)).collect::<Vec<_>>().join("; ")
            }
            _ => in_words(column.key, &(column.cell)(&facts, ix, entry).text),
        };
        // That it is over was said with its name.
        let known = status.is_some_and(|status| text == status.word() && !status_told);
        if !text.is_empty() && !known {
            parts.push(format!("{}: {text}", spoken(column.key)));
        }
    }
    parts.extend(cover);
    parts.extend(is_assumed(entry).then(|| Glyph::Assumed.word().to_owned()));
    if let Some(error) = app.concerned.get(entry.id()) {
        parts.push(format!("has {}", if *error { "an error" } else { "a warning" }));
    }
    parts.join(", ")
}

/// The columns that say the most of an entry: those of the pane, or where they are not about its kind, those of the pane
/// in which it is at home.
fn columns(app: &App, kind: Kind) -> &'static [Column] {
    let here = app.place.pane();
    match here.columns() {
        columns if columns.len() > 1 && (here.kinds().is_empty() || here.kinds().contains(&kind)) => columns,
        _ => pane(home(kind)).columns(),
    }
}

/// The name of a column as it is said.
fn spoken(key: &str) -> String {
    if key == "p80" { "80 % chance by".to_owned() } else { key.replace('_', " ") }
}

/// What a cell says, without a sign.
fn in_words(key: &str, text: &str) -> String {
    let days = text.trim_start_matches(Glyph::AtMost.sign()).strip_suffix('d').and_then(|days| days.parse().ok());
    if let Some(days) = days.filter(|_| key == "slack") {
        return Slack { days, at_most: text.starts_with(Glyph::AtMost.sign()) }.words();
    }
    let least = text.strip_prefix(Glyph::AtLeast.sign()).map(|day| format!("at the earliest {day}"));
    if let Some(said) =
        least.or_else(|| text.strip_prefix(Glyph::AtMost.sign()).map(|share| format!("at most {share}")))
    {
        return said;
    }
    if let Some((likelihood, impact)) = text.split_once(" x ").filter(|_| key == "score") {
        return format!("likelihood {likelihood} of 5, impact {impact} of 5");
    }
    let sign = Glyph::ALL.iter().find(|glyph| glyph.sign() == text);
    sign.map_or_else(|| in_full(text), |glyph| glyph.word().to_owned())
}

/// The name of the entry below which a row stands.
fn above(app: &App, at: usize, depth: u8) -> Option<&str> {
    let roadmap = &app.board.edition.roadmap;
    app.listing().rows[..at].iter().rev().find_map(|row| match row {
        Row::Entry(ix, its) if *its < depth => roadmap.get(*ix).map(|entry| entry.item().name()),
        _ => None,
    })
}

/// Who covers a capability area; among the areas also what a member covers: what the matrix shows.
fn cover(app: &App, ix: EntryIx, kind: Kind) -> Option<String> {
    let (roadmap, links) = (&app.board.edition.roadmap, &app.board.edition.links);
    let names = |ixs: &mut dyn Iterator<Item = EntryIx>| -> Vec<String> {
        ixs.filter_map(|ix| roadmap.get(ix)).map(|entry| entry.name().to_owned()).collect()
    };
    match kind {
        Kind::Capability => {
            let by = names(&mut covered_by(roadmap, links, ix));
            Some(match by.len() {
                0 => "covered by no member".to_owned(),
                count => format!("covered by {}: {}", counted(count, "member", "members"), by.join(", ")),
            })
        }
        Kind::Member if app.place.pane == PaneName::Capabilities => {
            let areas = names(&mut links.from_in(ix, "capabilities"));
            Some(if areas.is_empty() { "covers no area".to_owned() } else { format!("covers: {}", areas.join(", ")) })
        }
        _ => None,
    }
}
