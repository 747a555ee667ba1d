//! Along the references and back: the detail, the lists that lead on, history.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{Action, App, Board, Item, Msg, Popup};
use coalition_roadmap::look::Part;
use coalition_roadmap::model::{Id, Kind};
use coalition_roadmap::panes::home;
use coalition_roadmap::screen::draw;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::fmt::Write;

#[path = "support/small.rs"]
mod small;
use small::{app, edition, press, seat};

fn at(text: &str, place: &str, size: (u16, u16)) -> App {
    let edition = edition(1, text);
    assert!(edition.is_sound(), "{:?}", edition.problems);
    App::new(Board::new(edition), place.parse().unwrap(), seat(Size::new(size.0, size.1)))
}

fn shipped(place: &str, size: (u16, u16)) -> App {
    at(include_str!("../roadmap.toml"), place, size)
}

/// A project that so many milestones belong to, each of which needs the first one.
fn hub(milestones: usize) -> String {
    let mut text = "[roadmap]\ntitle = \"Hub\"\n[[project]]\nid = \"hub\"\nname = \"Hub\"\nkind = \"model\"\nstatus = \"planned\"\nbasis = \"assumption\"\n".to_owned();
    for i in 0..milestones {
        let _ = write!(
            text,
            "[[milestone]]\nid = \"m{i}\"\nname = \"Step {i}\"\nstatus = \"planned\"\nproject = \"hub\"\nbasis = \"assumption\"\n"
        );
        if i > 0 {
            text.push_str("depends_on = [\"m0\"]\n");
        }
    }
    text
}

fn cells(app: &App) -> Buffer {
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    draw(app, &mut cells);
    cells
}

fn lines(app: &App) -> Vec<String> {
    let cells = cells(app);
    let line = |y| (0..cells.area.width).map(|x| cells[(x, y)].symbol()).collect::<String>();
    (0..cells.area.height).map(line).collect()
}

/// The screen without the line of messages.
fn body(app: &App) -> Buffer {
    let mut all = cells(app);
    let area = Rect { height: all.area.height.saturating_sub(1), ..all.area };
    all.resize(area);
    all
}

#[track_caller]
fn picker(app: &App) -> Vec<String> {
    let Some(Popup::Picker(picker)) = app.popups.last() else { panic!("no list lies on top of {}", app.place) };
    let text = |item: &Item| format!("{} {}", item.text, item.beside).trim().to_owned();
    picker.lines().map(|item| format!("{} | {}", text(item), item.aside)).collect()
}

fn note(app: &App) -> &str {
    app.note.as_ref().map_or("", |note| note.text.as_str())
}

#[test]
fn tab_walks_every_reference_of_every_entry_in_every_pane_and_ends_in_the_list() {
    let first = shipped("roadmap:overview", (120, 40));
    let all: Vec<(Id, Kind)> =
        first.board.edition.roadmap.entries().map(|(_, entry)| (entry.id().clone(), entry.kind())).collect();
    assert!(all.len() > 100);
    for (id, kind) in all {
        for size in [(80, 24), (120, 40)] {
            let mut app = shipped(&format!("roadmap:{}?focus={id}&part=detail", home(kind).word()), size);
            let (_, links) = app.reference().unwrap();
            let mut led = Vec::new();
            for link in 0..links {
                assert_eq!((app.place.part, app.reference()), (Part::Detail, Some((link + 1, links))), "{id}");
                // What is selected is in sight, and Enter follows it.
                let marked = lines(&app).iter().any(|line| line.contains('▌'));
                assert!(marked, "{id}, reference {link}");
                let here = app.place.clone();
                press(&mut app, "<enter>");
                assert!(app.place != here || !app.popups.is_empty(), "{id}, reference {link} leads nowhere");
                led.push(app.place.focus.clone());
                press(&mut app, "<esc>");
                if app.place != here {
                    press(&mut app, "H");
                }
                assert_eq!(app.place, here, "and back");
                press(&mut app, "<tab>");
            }
            if links == 0 {
                press(&mut app, "<tab>");
            }
            assert_eq!(app.place.part, Part::List, "{id}: after the last reference Tab leads out");
            if app.place.pane().arrangement() == coalition_roadmap::look::Arrangement::Whole {
                continue; // Tab goes through its sections
            }
            press(&mut app, "<s-tab>");
            assert_eq!(app.reference(), Some((links, links)), "{id}: and S-Tab comes in from the other end");
        }
    }
}

#[test]
fn a_long_text_is_read_before_a_reference_that_is_out_of_sight() {
    let text = format!(
        "[roadmap]\ntitle = \"Long\"\n[[note]]\nid = \"long\"\nname = \"Long\"\ntext = \"{}\"\nrelates = [\"other\"]\n[[note]]\nid = \"other\"\nname = \"Other\"\ntext = \"x\"\n",
        "word ".repeat(2_000)
    );
    let mut app = at(&text, "roadmap:overview?focus=long&part=detail", (60, 20));
    // A link to a reference shows it; from outside, reading begins at the top.
    press(&mut app, "gg");
    assert_eq!(app.place.scroll, 0);
    press(&mut app, "j");
    assert_eq!(app.place.scroll, 1, "the text moves, not the selection");
    press(&mut app, "<enter>");
    assert_eq!(app.place.focus.as_ref().map(Id::as_str), Some("long"), "what is out of sight is shown, not followed");
    assert!(lines(&app).iter().any(|line| line.starts_with('▌') && line.contains("Other")), "{:#?}", lines(&app));
    press(&mut app, "<enter>");
    assert_eq!(app.place.focus.as_ref().map(Id::as_str), Some("other"));
    press(&mut app, "H<pageup><pageup>K");
    let before = app.place.scroll;
    press(&mut app, "<tab>");
    assert_eq!(app.place.part, Part::List, "there is one reference");
    press(&mut app, "<enter>");
    assert!(app.place.scroll >= before);
}

#[test]
fn more_references_than_are_listed_can_be_followed_all_the_same() {
    let mut app = at(&hub(120), "roadmap:projects?focus=hub&part=detail&link=12", (100, 30));
    assert!(lines(&app).iter().any(|line| line.contains("▌") && line.contains("and 108 more")), "{:#?}", lines(&app));
    press(&mut app, "<enter>");
    assert_eq!(picker(&app).len(), 120);
    assert_eq!(picker(&app)[119], "Step 119 | milestone · no date");
    press(&mut app, "step<space>77<enter>");
    assert_eq!(app.place.to_string().split("&top").next(), Some("roadmap:milestones?focus=m77"));
    press(&mut app, "H");
    assert_eq!(app.place.to_string().split('&').next(), Some("roadmap:projects?focus=hub"));
    // Of very many, the number is told, and all of them are behind it.
    let mut app = at(&hub(400), "roadmap:milestones?focus=m0&part=detail", (100, 30));
    let (_, links) = app.reference().unwrap();
    press(&mut app, "G");
    assert!(lines(&app).iter().any(|line| line.contains("▌") && line.contains("399 references in all")));
    assert_eq!(app.reference(), Some((links, links)));
    press(&mut app, "<enter>");
    assert_eq!(picker(&app).len(), 399);
}

#[test]
fn the_g_keys_say_what_they_lead_to_before_they_are_pressed() {
    let mut app = app("roadmap:projects?focus=base");
    press(&mut app, "g");
    let screen = lines(&app);
    let line =
        |words: &str| screen.iter().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}: {screen:#?}"));
    assert!(line("what it depends on").contains("·"), "nothing: dimmed, with a dot");
    assert!(line("what refers to it").contains("2 "), "{}", line("what refers to it"));
    assert!(line("a member that has to do with it").contains("2 "));
    assert!(line("a capability area").contains("·"));
    assert!(screen.iter().any(|line| line.contains("g  Base")), "for what is selected");
    for (action, count) in
        [(Action::GoNeeds, 0), (Action::GoReferrers, 2), (Action::GoMember, 2), (Action::OpenLink, 0)]
    {
        assert_eq!(app.leads(&action), Some(count), "{action:?}");
    }
    assert_eq!(app.leads(&Action::First), None);
}

#[test]
fn one_thing_is_gone_to_several_are_listed_and_nothing_is_said() {
    let mut app = app("roadmap:projects?focus=base");
    press(&mut app, "gr");
    assert_eq!(picker(&app), ["Top builds on | project · planned", "Spec project | milestone · 2026-01-09 · done"]);
    let screen = lines(&app);
    assert!(screen.iter().any(|line| line.contains("Spec  project ")), "{screen:#?}");
    press(&mut app, "<esc>gc");
    assert_eq!(note(&app), "Base: capability areas: none");
    press(&mut app, "gm");
    assert_eq!(picker(&app), ["Acme takes part in | member", "Beta takes part in | member"]);
}

#[test]
fn what_is_wrong_now_is_listed_and_leads_there() {
    let text = small::SHARED
        .replace("status = \"done\"\ndate = 2026-01-10\ndone = 2026-01-09", "status = \"planned\"\ndate = 2026-01-10")
        .replace("status = \"open\"\naffects", "status = \"open\"\nlikelihood = 3\nimpact = 4\naffects");
    let mut app = at(&text, "roadmap:overview", (120, 40));
    press(&mut app, "!");
    let wrong = picker(&app);
    assert_eq!(
        wrong[..6],
        [
            "Overdue: 1 | ",
            "Spec | milestone · 2026-01-10 · overdue 317d",
            "At risk: 1 | ",
            "Port to the chip | milestone · 2027-Q1 · at risk",
            "Open risks, by score: 1 | ",
            "Too slow | risk · open"
        ]
    );
    assert!(wrong[7].contains("warnings"), "{wrong:?}");
    let Some(Popup::Picker(shown)) = app.popups.last() else { unreachable!() };
    assert_eq!(shown.at, 1, "headings are stepped over");
    press(&mut app, "<down>");
    let Some(Popup::Picker(shown)) = app.popups.last() else { unreachable!() };
    assert_eq!(
        shown.selected().map(|item| item.more.as_str()),
        Some("because of Spec (2026-01-10)\nneeded by 1 milestone")
    );
    press(&mut app, "<enter>");
    assert_eq!(app.place.to_string(), "roadmap:milestones?focus=port");
    press(&mut app, "!<end>");
    press(&mut app, "<enter>");
    assert!(picker(&app).iter().all(|line| line.contains("| W")), "the last line leads to the problems of the file");
    // Where there are very many, the last line of a sort leads to all of them.
    let late = hub(150).replace("status = \"planned\"\nproject", "status = \"planned\"\ndate = 2026-01-01\nproject");
    let mut app = at(&late, "roadmap:overview", (120, 40));
    press(&mut app, "!and<space>more<enter>");
    assert_eq!(app.place.to_string(), "roadmap:milestones?focus=m0&filter=health:overdue");
    assert_eq!(app.listing().count, 150);
}

#[test]
fn nothing_wrong_is_said() {
    let mut app = at("[roadmap]\ntitle = \"Fine\"\n", "roadmap:overview", (80, 24));
    press(&mut app, "!");
    assert_eq!((note(&app), app.popups.len()), ("nothing is wrong now", 0));
}

/// From a place, these keys lead elsewhere; H leads back to the same screen, and L forth again.
#[track_caller]
fn returns(app: &mut App, before: &str, jump: &str) {
    press(app, before);
    let (place, left) = (app.place.clone(), body(app));
    press(app, jump);
    let (to, there) = (app.place.clone(), body(app));
    assert_ne!(place, to, "{before} {jump}: this is a jump");
    press(app, "H");
    assert_eq!(app.place, place, "{before} {jump} H");
    assert!(body(app) == left, "{before} {jump} H: the same screen, cell for cell");
    press(app, "L");
    assert_eq!(app.place, to, "{before} {jump} H L");
    assert!(body(app) == there, "{before} {jump} H L: the same screen, cell for cell");
    press(app, "H");
}

#[test]
fn history_gives_back_the_same_screen() {
    for size in [(80, 24), (120, 40), (200, 60), (45, 12)] {
        let mut app = shipped("roadmap:overview", size);
        returns(&mut app, "jjj", "5");
        returns(&mut app, "3sS/a<enter>jjjjjJJ", "gt");
        returns(&mut app, "<esc>7GkkJ_<enter>", "<enter>");
        returns(&mut app, "2++hhjjj", "!<enter>");
        returns(&mut app, "z", "8");
        returns(&mut app, "5<enter>jjjj", "<enter>");
        returns(&mut app, "5/i<enter>", "?what<space>comes<space>when<enter>");
        press(&mut app, "-");
        let there = app.place.clone();
        press(&mut app, "--");
        assert_eq!(app.place, there);
    }
}

#[test]
fn the_first_row_in_sight_is_that_of_before() {
    let mut app = at(&hub(300), "roadmap:milestones?focus=m200&top=195", (120, 40));
    returns(&mut app, "jjj", "4");
    assert_eq!((app.place.top, app.place.focus.as_ref().map(Id::as_str)), (195, Some("m203")));
}

#[test]
fn a_jump_within_a_pane_can_be_gone_back_from_and_steps_are_no_jumps() {
    let mut app = at(&hub(300), "roadmap:milestones?focus=m3", (120, 40));
    returns(&mut app, "sl<tab>", "<enter>");
    assert!(app.place.to_string().contains("sort=name"), "the order stays: {}", app.place);
    press(&mut app, "<esc>jjjkj<ctrl-d><ctrl-d>");
    press(&mut app, "H");
    assert_eq!(note(&app), "this is where you began");
    // The far end of a long list is a jump; that of a short one is not.
    let mut app = at(&hub(300), "roadmap:milestones?focus=m3", (120, 40));
    returns(&mut app, "jj", "G");
    let mut app = at(&hub(10), "roadmap:milestones?focus=m3", (120, 40));
    press(&mut app, "GH");
    assert_eq!(note(&app), "this is where you began");
    // A filter that hides what a reference leads to is gone, and comes back with H.
    let mut app = at(&hub(30), "roadmap:milestones?focus=m20&filter=20", (120, 40));
    press(&mut app, "l<tab><enter>");
    assert_eq!(app.place.to_string(), "roadmap:milestones?focus=m0");
    press(&mut app, "H");
    assert_eq!(app.place.to_string(), "roadmap:milestones?focus=m20&filter=20&part=detail&link=1");
}

#[test]
fn the_foot_of_the_screen_says_where_one_is_and_what_esc_does() {
    let mut app = shipped("roadmap:members?focus=mistral-ai", (160, 40));
    let foot = |app: &App| lines(app).pop().unwrap();
    assert!(!foot(&app).contains("esc"), "there is nothing to go back to: {}", foot(&app));
    press(&mut app, "<enter>");
    assert!(foot(&app).contains("tab 1 of ") && foot(&app).contains("esc list"), "{}", foot(&app));
    press(&mut app, "<s-tab><s-tab>");
    assert!(foot(&app).contains(", to the list"), "Tab leads out of the last one: {}", foot(&app));
    press(&mut app, "<esc>gp<enter>");
    assert!(foot(&app).contains("esc Mistral AI"), "{}", foot(&app));
    assert!(foot(&app).trim_end().ends_with("Members: Mistral AI ▸ Projects: Nemotron Coalition"), "{}", foot(&app));
    press(&mut app, "/o<enter>");
    assert!(foot(&app).contains("esc show all"), "{}", foot(&app));
    for width in 40..160 {
        app.update(Msg::Resize(Size::new(width, 24)));
        let foot = foot(&app);
        assert!(foot.contains("q quit") && foot.contains("? help"), "{width}: {foot}");
    }
}

#[test]
fn while_something_lies_on_top_the_foot_says_its_keys_and_not_those_of_the_pane() {
    for (keys, wanted) in
        [("?", "enter do it   esc close"), ("gr", "enter do it   esc close"), ("c", "enter save   esc leave it")]
    {
        let mut app = app("roadmap:projects?focus=base");
        press(&mut app, keys);
        assert_eq!(lines(&app).pop().unwrap().trim(), wanted, "{keys}");
    }
    // Help can be asked for from everywhere.
    for keys in ["/x", ":", "c", "gr", "g"] {
        let mut app = app("roadmap:projects?focus=base");
        press(&mut app, keys);
        press(&mut app, "<f1><f1>");
        let Some(Popup::Picker(picker)) = app.popups.last() else { panic!("{keys}: {:?}", app.popups.last()) };
        assert!(picker.title.starts_with("Help"), "{keys}: {}", picker.title);
    }
}
