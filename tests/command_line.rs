//! The command line: what is typed behind a colon, what is offered, what comes of it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

#[path = "support/small.rs"]
mod small;

use coalition_roadmap::app::{App, COMMANDS, Effect, Popup, forms};
use coalition_roadmap::look::{Look, Theme};
use coalition_roadmap::panes::PANES;
use proptest::prelude::*;
use small::press;

fn app(place: &str) -> App {
    small::app(&format!("roadmap:{place}"))
}

/// From a place, these keys lead to that place.
#[track_caller]
fn check(from: &str, typed: &str, to: &str) {
    let mut app = app(from);
    press(&mut app, typed);
    assert_eq!(app.place.to_string(), format!("roadmap:{to}"), "{from} + {typed}");
}

fn note(app: &App) -> &str {
    app.note.as_ref().map_or("", |note| note.text.as_str())
}

fn offered(app: &App) -> Vec<&str> {
    match app.popups.last() {
        Some(Popup::Line(line)) => line.offers().0.list.iter().map(|offer| offer.text.as_str()).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn panes_entries_dates_and_rows_are_gone_to() {
    check("members", ":risks<enter>", "risks?focus=slow");
    check("members", ":mile<enter>", "milestones?focus=spec");
    check("overview", ":milestones<space>port<enter>", "milestones?focus=port&filter=port");
    check("overview", ":member<space>beta<enter>", "members?focus=beta");
    check("overview", ":milestone<space>to<space>the<space>chip<enter>", "milestones?focus=port");
    check("overview", ":open<space>slow<enter>", "risks?focus=slow");
    check("overview", ":chip<enter>", "announcements?focus=chip");
    check("milestones", ":2<enter>", "milestones?focus=port");
    check("overview", ":2027-Q1<enter>", "timeline?focus=port&zoom=m&from=2026-10-15");
    check("overview", ":2027-q1<enter>", "timeline?focus=port&zoom=m&from=2026-10-15");
    check("members", ":risks<enter>H", "members?focus=acme");
}

#[test]
fn actions_run_by_their_name_and_lines_by_another_line() {
    for (typed, wanted) in [("q", Effect::Quit), ("quit", Effect::Quit), ("reload", Effect::Reload)] {
        assert_eq!(press(&mut app("members"), &format!(":{typed}<enter>")), [wanted], "{typed}");
    }
    // Everything that has a name can be said.
    for command in COMMANDS {
        let mut app = app("members");
        press(&mut app, &format!(":{}<enter>", command.name));
        assert!(!note(&app).contains("does not know"), "{}: {}", command.name, note(&app));
        assert!(!matches!(app.popups.last(), Some(Popup::Line(line)) if !line.text().is_empty()), "{}", command.name);
    }
    for pane in PANES {
        let mut app = app("members");
        press(&mut app, &format!(":{}<enter>", pane.name().word()));
        assert_eq!(app.place.pane, pane.name());
    }
}

#[test]
fn how_things_look_is_set() {
    let mut app = app("members");
    press(&mut app, ":theme<space>light<enter>");
    press(&mut app, ":set<space>ascii=on<enter>");
    assert_eq!(app.seat.look, Look { theme: Theme::Light, ascii: true, ..app.seat.look });
    assert_eq!(press(&mut app, ":set<space>mouse<space>off<enter>"), [Effect::Mouse(false)]);
    check("members", ":set<space>split<space>70<enter>", "members?focus=acme&split=70");
    check("members", ":set<space>alone<space>on<enter>", "members?focus=acme&alone=yes");
    check("members", ":zoom<space>year<enter>", "timeline?focus=chip&zoom=y");
    check("milestones", ":sort<space>date<enter>", "milestones?focus=spec&sort=date");
    check("milestones", ":filter<space>port<enter>", "milestones?focus=port&filter=port");
    check("milestones", ":filter<space>port<enter>:filter<enter>", "milestones?focus=port");
}

#[test]
fn what_cannot_be_done_is_told_and_the_line_stays_to_be_mended() {
    for (typed, told) in [
        ("riks", "the command line does not know `riks`; did you mean `:risk`? (`:help` lists what it knows)"),
        ("member acne", "no member is called `acne`; did you mean `acme`?"),
        ("theme ligth", "did you mean `light`?"),
        ("theme", "`theme` wants THEME behind it: auto, dark, light"),
        ("sort colour", "`colour` is none of name, date"),
        ("set volume 3", "`volume` is none of theme, ascii"),
        ("set split 99", "`99` is no share from 20 to 80"),
        ("go", "`go` could be go-needs, go-referrers"),
        ("filter stauts:done", "there is no field `stauts`; did you mean `status`?"),
        ("risks status:planned", "`planned` is none of open, mitigating"),
        ("copy me", "`copy` takes nothing behind it"),
        ("w", "there is nothing to write"),
        ("99", "there are rows 1 to 3"),
    ] {
        let mut app = app("milestones");
        assert_eq!(press(&mut app, &format!(":{}<enter>", typed.replace(' ', "<space>"))), [], "{typed}");
        assert!(note(&app).contains(told), "{typed}: {}", note(&app));
        if typed != "99" {
            let Some(Popup::Line(line)) = app.popups.last() else { unreachable!("{typed}") };
            assert_eq!(line.text(), typed);
        }
        assert_eq!(app.place.to_string(), "roadmap:milestones?focus=spec", "{typed}");
    }
}

#[test]
fn what_can_stand_there_is_offered_and_taken_with_tab() {
    let mut app = app("milestones");
    press(&mut app, ":ris");
    assert_eq!(offered(&app), ["risks", "risk"]);
    check("members", ":mem<tab><enter>", "members?focus=acme");
    check("overview", ":member<space>bet<tab><enter>", "members?focus=beta");
    press(&mut app, "<esc>:theme<space>");
    assert!(offered(&app).contains(&"high-contrast"));
    press(&mut app, "<esc>:sort<space>d");
    assert_eq!(offered(&app), ["date"]);
    press(&mut app, "<esc>:set<space>a");
    assert_eq!(offered(&app), ["ascii", "alone"]);
    press(&mut app, "scii<space>");
    assert_eq!(offered(&app), ["on", "off"]);
    press(&mut app, "<esc>:set<space>theme=d");
    assert_eq!(offered(&app), ["dark", "deuteranopia"]);
    // Behind a pane stands a filter for what it lists, and behind `filter` one for this pane.
    press(&mut app, "<esc>:risks<space>sta");
    assert_eq!(offered(&app), ["status:"]);
    press(&mut app, "<tab>");
    assert_eq!(offered(&app), ["open"]);
    check("milestones", ":filter<space>sta<tab>do<tab><enter>", "milestones?focus=spec&filter=status:done");
}

#[test]
fn entries_are_offered_by_their_names_as_the_finder_finds_them() {
    for (typed, wanted) in [
        // What begins with it, then what has a word that does; of two that fit as well, the shorter.
        ("open to", &["top", "slow", "port"][..]),
        ("open TÓ", &["top", "slow", "port"]),
        ("open chip", &["chip", "port"]),
        ("open chip the to", &["port"]),
        // The first letters of its words, letters left out, a part of it.
        ("open ptt", &["port"]),
        ("open prt", &["port"]),
        ("open fety", &["safety"]),
        // Only those of the kind, and nothing by what stands elsewhere in an entry.
        ("milestone to", &["port"]),
        ("member to", &[]),
        ("open words", &[]),
        // Where nothing is typed, all in their order.
        ("milestone ", &["spec", "port", "later"]),
    ] {
        let mut app = app("milestones");
        press(&mut app, ":");
        app.update(coalition_roadmap::app::Msg::Paste(typed.to_owned()));
        assert_eq!(offered(&app), wanted, "{typed}");
    }
}

#[test]
fn lines_that_were_run_are_recalled_and_esc_changes_nothing() {
    check("members", ":risks<enter>:<up><enter>", "risks?focus=slow");
    check("members", ":risks<enter>5:<up><enter>", "risks?focus=slow");
    check("members", ":risks<esc>", "members?focus=acme");
    // Keys that mean nothing in a line move nothing behind it.
    check("members", ":<down><pagedown><left><esc>", "members?focus=acme");
    check("members", ":<enter>", "members?focus=acme");
}

#[test]
fn help_lists_every_form_and_begins_the_line() {
    for (form, doc) in forms() {
        let mut app = app("members");
        press(&mut app, "?");
        let Some(Popup::Picker(picker)) = app.popups.last() else { unreachable!() };
        assert!(picker.lines().any(|item| item.aside == form && item.text.contains(doc)), "{form}");
    }
    let mut app = app("members");
    press(&mut app, "?other<space>colours<enter>");
    let Some(Popup::Line(line)) = app.popups.last() else { unreachable!("{:?}", app.popups) };
    assert_eq!(line.text(), "theme ");
}

proptest! {
    #[test]
    fn whatever_is_typed_nothing_breaks_and_every_offer_can_stand_there(line in "[:a-z0-9 =.-]{0,24}|\\PC{0,12}") {
        let mut app = app("milestones");
        press(&mut app, ":");
        app.update(coalition_roadmap::app::Msg::Paste(line));
        let count = offered(&app).len();
        for number in 0..count {
            let Some(Popup::Line(prompt)) = app.popups.last_mut() else { unreachable!() };
            prompt.choose_offer(number);
            let text = prompt.text().to_owned();
            prop_assert!(prompt.offers().1 == Some(number) || count == 1, "{text}");
        }
        press(&mut app, "<enter>");
    }
}
