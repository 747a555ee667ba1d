//! What was computed of time, where people look for it: the timeline, the columns, the detail, filters and `:why`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{App, Board, Msg, Popup, Rights, SeatInfo, Watch, keys};
use coalition_roadmap::ask::Query;
use coalition_roadmap::edition::{Edition, Facts, Origin};
use coalition_roadmap::export::{FILTERS, Picture, list_json, picture, sheet_text};
use coalition_roadmap::host::{Wanted, forecast};
use coalition_roadmap::linear::{Page, answer};
use coalition_roadmap::look::{Background, Depth, Look, Theme};
use coalition_roadmap::model::{Day, Kind};
use coalition_roadmap::panes::sheet;
use coalition_roadmap::plan::Forecast;
use coalition_roadmap::screen::draw;
use coalition_roadmap::text::Sources;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::sync::{Arc, LazyLock};

const LOOK: Look = Look {
    theme: Theme::Auto,
    depth: Depth::Sixteen,
    background: Some(Background::Dark),
    ascii: false,
    console: false,
};

fn read(text: &str, today: &str) -> Arc<Edition> {
    let sources = Sources::of_text("roadmap.toml", text);
    let edition = Edition::read(1, Origin::default(), sources, Day::parse(today).unwrap());
    assert!(edition.is_sound(), "{:?}", edition.problems);
    Arc::new(edition)
}

static HARBOUR: LazyLock<(Arc<Edition>, Arc<Forecast>)> = LazyLock::new(|| {
    let edition = read(include_str!("data/harbour.toml"), "2026-06-01");
    let forecast = forecast(&edition, Wanted::default()).unwrap();
    (edition, Arc::new(forecast))
});

fn facts() -> Facts<'static> {
    Facts { forecast: Some(&HARBOUR.1), ..Facts::of(&HARBOUR.0) }
}

fn app(place: &str, size: (u16, u16), look: Look) -> App {
    let rights = Rights { open: false, ..Rights::ALL };
    let seat = SeatInfo { number: 0, size: Size::new(size.0, size.1), look, rights };
    let mut board = Board::new(Arc::clone(&HARBOUR.0));
    board.forecast = Some(Arc::clone(&HARBOUR.1));
    board.watch = Watch::Live;
    App::new(board, place.parse().unwrap(), seat)
}

fn text(app: &App) -> String {
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    draw(app, &mut cells);
    picture(&cells, Picture::Text, app.seat.look)
}

/// The line of the screen on which a name stands first.
fn line(text: &str, name: &str) -> String {
    text.lines().skip(4).find(|line| line.contains(name)).unwrap_or_else(|| panic!("no {name} in\n{text}")).to_owned()
}

#[test]
fn the_timeline_and_the_milestones_at_two_sizes_and_in_ascii() {
    for pane in ["timeline", "milestones"] {
        for (w, h) in [(80, 24), (120, 40)] {
            let at = format!("roadmap:{pane}?focus=port-built");
            insta::assert_snapshot!(format!("{pane}_{w}x{h}"), text(&app(&at, (w, h), LOOK)));
        }
    }
    let text = text(&app("roadmap:timeline?focus=audit&zoom=m", (120, 40), Look { ascii: true, ..LOOK }));
    assert!(text.is_ascii(), "{text}");
    insta::assert_snapshot!("timeline_ascii", text);
}

#[test]
fn what_is_selected_lights_its_critical_path_without_colour() {
    let mono = Look { theme: Theme::Mono, depth: Depth::None, ..LOOK };
    let lit = |focus: &str| -> Vec<String> {
        let text = text(&app(&format!("roadmap:timeline?focus={focus}"), (160, 40), mono));
        let lines = text.lines().skip(4).take_while(|line| !line.starts_with('─')).filter(|line| line.contains('━'));
        lines
            .map(|line| line.trim_start_matches(['▌', '!', ' ', '○', '◐']).split(" ≈").next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(lit("port-built"), ["Chip", "Port built"]);
    assert_eq!(lit("audit"), ["Wallet spec", "Audit"]);
    assert_eq!(lit("sdk-beta"), ["Chip", "Port built", "SDK beta"]);
    // Of a project none is asked for: the one to the milestone with the least slack.
    assert_eq!(lit("wallet"), ["Chip", "Port built"]);
}

#[test]
fn the_timeline_says_what_is_behind_who_has_slack_and_what_is_not_sure() {
    let seen = text(&app("roadmap:timeline?focus=wallet", (160, 40), LOOK));
    for (name, has) in [
        ("Port built", "-23d"),
        ("UX pilot", "71d"),
        ("Threat model", "done"),
        ("SDK beta", "≥▒"),
        ("SDK beta", "····"),
        ("Audit", "15 %"),
    ] {
        assert!(line(&seen, name).contains(has), "{name}: {has} in\n{seen}");
    }
    // What simply comes on its own date has no number, and what nothing schedules stands below.
    assert!(!line(&seen, "Review by the harbour").contains(['%', '≤']), "{seen}");
    let below = seen.split("No date known").nth(1).unwrap();
    assert!(below.contains("Treasury") && !below.contains("SDK beta"), "{seen}");
}

#[test]
fn where_there_are_only_dates_there_are_only_dates() {
    let edition = read(include_str!("../roadmap.toml"), "2026-11-23");
    assert!(forecast(&edition, Wanted::default()).is_none());
    let mut app = app("roadmap:timeline", (160, 60), LOOK);
    app.update(Msg::Board(Board::new(Arc::clone(&edition))));
    let seen = text(&app);
    assert!(!seen.contains("slack") && !seen.contains("on time") && !seen.contains('━'), "{seen}");
    app.place = "roadmap:milestones".parse().unwrap();
    let head = text(&app).lines().nth(2).unwrap().to_owned();
    assert!(!head.contains("Slack") && !head.contains("80 %"), "{head}");
    let warned = edition.problems.iter().map(|problem| problem.code.info().name).collect::<Vec<_>>();
    assert!(!warned.iter().any(|code| ["W040", "W057", "W058", "W059"].contains(code)), "{warned:?}");
}

#[test]
fn the_detail_says_when_how_likely_what_drives_it_and_what_hangs_on_it() {
    let ids =
        ["wallet-spec", "port-built", "sdk-beta", "launch", "review", "treasury", "chip", "key-person", "weather"];
    let mut seen = String::new();
    for id in ids {
        let ix = HARBOUR.0.roadmap.find(id).unwrap();
        seen.push_str(&sheet_text(&sheet(&facts(), ix), 96));
        seen.push_str("\n----\n");
    }
    insta::assert_snapshot!(seen);
}

#[test]
fn what_was_computed_can_be_asked_for() {
    let found = |filter: &str| -> Vec<String> {
        let query = Query::new(filter, &facts(), Kind::Milestone.set()).unwrap();
        let entries = query.select(&facts()).entries;
        let ids = HARBOUR.0.roadmap.of_kind(Kind::Milestone).filter(|ix| entries.contains(*ix));
        ids.map(|ix| HARBOUR.0.roadmap.get(ix).unwrap().id().to_string()).collect()
    };
    assert_eq!(found("slack<0"), ["port-built"]);
    assert_eq!(found("slack<=-23d"), ["port-built"]);
    assert_eq!(found("slack>=6 slack<100d"), ["wallet-spec", "audit", "ux-pilot"]);
    assert_eq!(found("on-time<50"), ["audit", "port-built"]);
    assert_eq!(found("on_time>=50%"), ["wallet-spec", "ux-pilot", "launch"]);
    assert_eq!(found("p80>2026-Q4"), ["audit", "port-built", "sdk-beta", "launch"]);
    assert_eq!(found("critical:yes"), ["port-built"]);
    assert_eq!(found("has:slack !has:date"), ["sdk-beta"]);
    for (_, filter, _) in FILTERS
        .iter()
        .filter(|(_, filter, _)| ["slack", "on_time", "critical", "p80"].iter().any(|field| filter.contains(field)))
    {
        assert!(!found(filter).is_empty(), "{filter}");
    }
    let wrong = Query::new("slack<soon", &facts(), Kind::Milestone.set()).unwrap_err();
    assert_eq!(wrong.message, "`soon` is no number, and `slack` is one");
}

#[test]
fn rows_follow_what_is_computed_as_it_comes() {
    let mut app = app("roadmap:milestones?sort=p80", (120, 40), LOOK);
    let order = |app: &App| -> Vec<String> {
        app.listing().rows.iter().map(|row| row.id(&app.facts()).unwrap().to_string()).collect()
    };
    let whole = order(&app);
    assert_eq!(whole[..3], ["wallet-spec", "ux-pilot", "port-built"]);
    let mut board = app.board.clone();
    board.forecast = None;
    app.update(Msg::Board(board.clone()));
    assert_ne!(order(&app), whole);
    board.forecast = Some(Arc::clone(&HARBOUR.1));
    app.update(Msg::Board(board));
    assert_eq!(order(&app), whole);
}

#[test]
fn json_has_what_was_computed_by_the_names_of_the_filters() {
    let rows: Vec<_> = HARBOUR.0.roadmap.of_kind(Kind::Milestone).collect();
    let json = list_json(&facts(), Kind::Milestone, &rows);
    let of = |id: &str| json["rows"].as_array().unwrap().iter().find(|row| row["id"] == id).unwrap().clone();
    let port = of("port-built");
    assert_eq!(
        (&port["slack"], &port["critical"], &port["health"]),
        (&(-23).into(), &"yes".into(), &"off-track".into())
    );
    assert!(port["p80"].as_str().unwrap().starts_with("2027-0") && port["on_time"].is_u64(), "{port}");
    let review = of("review");
    assert!(review.get("p80").is_none() && review.get("slack").is_none(), "{review}");
}

#[test]
fn why_lists_what_drives_it_and_leads_there() {
    let mut app = app("roadmap:milestones?focus=port-built", (120, 40), LOOK);
    let typed = |app: &mut App, typed: &str| {
        for key in keys(typed) {
            app.update(Msg::Key(key));
        }
    };
    typed(&mut app, ":why<enter>");
    assert!(matches!(app.popups.last(), Some(Popup::Picker(picker)) if picker.title == "Why: Port built"));
    let seen = text(&app);
    assert!(line(&seen, "driven by").contains("Chip") && seen.contains("76 days to spare"), "{seen}");
    typed(&mut app, "chip<enter>");
    assert_eq!(app.place.focus.as_ref().unwrap().as_str(), "chip");
    typed(&mut app, ":why<space>ux<enter>");
    assert!(text(&app).contains("Why: UX pilot"), "{}", text(&app));
    typed(&mut app, "<esc>:why<space>threat-model<enter>");
    assert_eq!(app.note.as_ref().unwrap().text, "Threat model: nothing is computed of it, or it is over");
}

#[test]
fn line_by_line_the_numbers_are_words() {
    let mut app = app("roadmap:milestones", (80, 24), LOOK);
    let said = answer(&mut app, "milestones", Page { width: 200, rows: 40, ascii: false }).lines.join("\n");
    for words in
        ["slack: behind by 23 days", "80 % chance by: at the earliest 2027-", "on time: 1 %", "slack: 71 days to spare"]
    {
        assert!(said.contains(words), "{words} in\n{said}");
    }
}

#[test]
fn what_was_computed_is_gone_to_by_its_day() {
    let mut app = app("roadmap:timeline?filter=sdk", (120, 40), LOOK);
    for key in keys(".") {
        app.update(Msg::Key(key));
    }
    assert_eq!(app.place.focus.as_ref().unwrap().as_str(), "sdk-beta");
    assert_eq!(app.note.as_ref().unwrap().text, "today is 2026-06-01");
}
