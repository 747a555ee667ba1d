//! The values by which rows can be narrowed: what is counted, and what switching one on and off does to the filter.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{App, Board, Msg, Popup, Rights, SeatInfo, keys};
use coalition_roadmap::ask::{Query, facets, toggled};
use coalition_roadmap::edition::{Edition, Facts, Origin};
use coalition_roadmap::look::Look;
use coalition_roadmap::model::{Day, EntryIx, Op, PaneName};
use coalition_roadmap::panes::{PANES, Place, pane};
use coalition_roadmap::text::Sources;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use ratatui::layout::Size;
use std::sync::{Arc, LazyLock};

#[path = "support/generate.rs"]
mod generate;

fn edition(text: &str) -> Arc<Edition> {
    let sources = Sources::of_text("roadmap.toml", text);
    Arc::new(Edition::read(1, Origin::default(), sources, Day::new(2026, 11, 23).unwrap()))
}

static SHIPPED: LazyLock<Arc<Edition>> = LazyLock::new(|| edition(include_str!("../roadmap.toml")));
static MADE: LazyLock<Arc<Edition>> = LazyLock::new(|| edition(&generate::roadmap(5, 300)));

fn app(place: &str) -> App {
    let rights = Rights::ALL;
    let seat = SeatInfo { number: 0, size: Size::new(120, 40), look: Look::default(), rights };
    App::new(Board::new(Arc::clone(&SHIPPED)), format!("roadmap:{place}").parse().unwrap(), seat)
}

fn press(app: &mut App, text: &str) {
    for key in keys(text) {
        app.update(Msg::Key(key));
    }
}

/// The lines of the list, each with what stands at its right.
fn lines(app: &App) -> Vec<String> {
    let Some(Popup::Picker(picker)) = app.popups.last() else { return Vec::new() };
    picker.lines().map(|item| format!("{} {}", item.text, item.aside).trim().to_owned()).collect()
}

#[test]
fn enter_switches_a_value_on_and_off_and_several_are_any_of() {
    let mut app = app("milestones");
    press(&mut app, "f");
    assert_eq!(lines(&app)[..6], ["health", "○ done 12", "○ on-track 3", "○ no-date 6", "○ overdue 1", "when"]);
    press(&mut app, "<down><down><down><enter>");
    assert_eq!((app.place.filter.as_str(), app.listing().count), ("health:overdue", 1));
    assert_eq!(lines(&app)[..5], ["health", "○ done 12", "○ on-track 3", "○ no-date 6", "● overdue 1"]);
    press(&mut app, "<up><enter>");
    assert_eq!((app.place.filter.as_str(), app.listing().count), ("health:overdue,no-date", 7));
    press(&mut app, "<enter><down><enter>");
    assert_eq!((app.place.filter.as_str(), app.listing().count), ("", 22));
    press(&mut app, "<esc>");
    assert!(app.popups.is_empty());
}

#[test]
fn what_is_typed_finds_a_value_and_stays() {
    let mut app = app("projects");
    press(&mut app, "fmistral<enter>");
    assert_eq!(app.place.filter, "members:mistral-ai");
    assert_eq!(lines(&app), [format!("● Mistral AI {}", app.listing().count)]);
    press(&mut app, "<enter>");
    assert_eq!(app.place.filter, "");
}

#[test]
fn a_pane_offers_what_its_entries_have() {
    let heads = |name: &str| {
        let mut app = app(name);
        press(&mut app, "f");
        let Some(Popup::Picker(picker)) = app.popups.last() else { return Vec::new() };
        picker.lines().filter(|item| item.action.is_none()).map(|item| item.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(heads("projects"), ["kind", "health", "status", "builds on", "runs on", "members", "capabilities"]);
    assert_eq!(heads("risks"), ["category"]);
    assert_eq!(heads("announcements")[..2], ["kind", "when"]);
}

#[test]
fn a_value_is_put_beside_what_the_filter_asks_for_already() {
    let cases = [
        ("", "status", Op::Has, "done", "status:done"),
        ("spec", "status", Op::Has, "done", "spec status:done"),
        ("status:done", "status", Op::Has, "done", ""),
        ("a status:done b", "status", Op::Has, "done", "a b"),
        ("status:done,planned", "status", Op::Has, "done", "status:planned"),
        ("!status:done", "status", Op::Has, "done", "!status:done status:done"),
        ("status:", "status", Op::Has, "done", "status:done"),
        ("tag:x", "tags", Op::Is, "y", "tag:x tags=y"),
        ("tag=x", "tags", Op::Is, "y", "tags=x,y"),
        ("tags=\"a b\"", "tags", Op::Is, "\"a b\"", ""),
        ("tags=\"a b", "tags", Op::Is, "y", "tags=\"a b\",y"),
        ("owner:none", "owner", Op::Has, "none", ""),
        ("owner:acme", "owner", Op::Has, "none", "owner:acme,none"),
    ];
    for (filter, field, op, value, wanted) in cases {
        assert_eq!(toggled(filter, field, op, value), wanted, "{filter} + {field} {value}");
    }
}

/// The entries of a pane that a filter leaves.
fn left(edition: &Edition, name: PaneName, filter: &str) -> Option<Vec<EntryIx>> {
    let facts = Facts::of(edition);
    let rows = pane(name).rows(&facts, &Place::of(name));
    let selected = Query::new(filter, &facts, pane(name).scope()).ok()?.select(&facts).entries;
    Some(rows.iter().filter_map(|row| row.entry()).filter(|ix| selected.contains(*ix)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_value_says_that_it_leaves_is_what_it_leaves(
        name in select(PANES.iter().map(|pane| pane.name()).collect::<Vec<_>>()),
        picks in proptest::collection::vec((any::<Index>(), any::<Index>()), 0..4),
    ) {
        for edition in [&**SHIPPED, &**MADE] {
            let facts = Facts::of(edition);
            let rows = left(edition, name, "").unwrap();
            let mut filter = String::new();
            for step in 0..=picks.len() {
                let found = facets(&filter, &facts, pane(name).scope(), &rows);
                for facet in &found {
                    let some = facet.values.iter().step_by(facet.values.len().div_ceil(3).max(1));
                    for value in some {
                        prop_assert!(value.value.count.is_some_and(|count| count > 0) || value.chosen, "{filter}: {value:?}");
                        let then = toggled(&filter, facet.field, facet.op, &value.value.written);
                        let back = toggled(&then, facet.field, facet.op, &value.value.written);
                        prop_assert_eq!(left(edition, name, &back), left(edition, name, &filter), "{} {} {}", filter, then, back);
                        // Alone in its field, it leaves as many rows as it says.
                        let others = facet.values.iter().filter(|other| other.chosen && *other != value);
                        let alone = others.fold(if value.chosen { filter.clone() } else { then }, |filter, other| {
                            toggled(&filter, facet.field, facet.op, &other.value.written)
                        });
                        let count = left(edition, name, &alone).map(|left| left.len());
                        prop_assert_eq!(count, value.value.count, "{} -> {}", filter, alone);
                    }
                }
                let Some((facet, value)) = picks.get(step).filter(|_| !found.is_empty()) else { break };
                let facet = facet.get(&found);
                filter = toggled(&filter, facet.field, facet.op, &value.get(&facet.values).value.written);
            }
        }
    }
}
