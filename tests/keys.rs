//! Conversations: a place, keys, the place they lead to, each in one line.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{Action, App, Board, COMMANDS, Effect, Key, Keymap, Msg, Popup, Saved, keys};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::model::Day;
use coalition_roadmap::panes::{PANES, Place};
use coalition_roadmap::screen::draw;
use coalition_roadmap::text::Sources;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::sync::Arc;

#[path = "support/small.rs"]
mod small;
use small::{SHARED, app, edition, press, seat};

/// From a place, these keys lead to that place.
#[track_caller]
fn check(from: &str, typed: &str, to: &str) {
    let mut app = app(&format!("roadmap:{from}"));
    press(&mut app, typed);
    assert_eq!(app.place.to_string(), format!("roadmap:{to}"), "{from} + {typed}");
}

#[test]
fn rows_are_walked_and_ends_are_ends() {
    check("members", "", "members?focus=acme");
    check("members", "j", "members?focus=beta");
    check("members", "jjj", "members?focus=beta");
    check("members", "jk", "members?focus=acme");
    check("milestones", "G", "milestones?focus=later");
    check("milestones", "Ggg", "milestones?focus=spec");
    check("milestones", "<end><home>", "milestones?focus=spec");
    check("milestones", "<ctrl-d>", "milestones?focus=later");
    check("milestones", "<pagedown><ctrl-u>", "milestones?focus=spec");
}

#[test]
fn panes_are_reached_by_number_and_in_turn() {
    check("members", "3", "milestones?focus=spec");
    check("members", "]", "capabilities?focus=acme");
    check("members?focus=beta", "6", "capabilities?focus=beta");
    check("overview", "[", "changes");
    check("members", "gt", "capabilities?focus=acme");
    check("members", "gT", "projects?focus=base");
}

#[test]
fn references_are_followed_and_gone_back_along() {
    check("milestones?focus=port", "l", "milestones?focus=port&part=detail");
    check("milestones?focus=port", "<enter>", "milestones?focus=port&part=detail");
    check("milestones?focus=port", "<enter><enter>", "projects?focus=top");
    check("milestones?focus=port", "<enter>j<enter>", "milestones?focus=spec");
    check("milestones?focus=port", "<enter>j<enter>H", "milestones?focus=port&part=detail&link=1");
    check("milestones?focus=port", "<enter>j<enter>HL", "milestones?focus=spec");
    check("milestones?focus=port", "<tab>", "milestones?focus=port&part=detail");
    check("milestones?focus=port", "<tab><s-tab>", "milestones?focus=port");
    check("milestones?focus=port", "lh", "milestones?focus=port");
}

#[test]
fn escape_closes_then_clears_then_goes_back_and_never_quits() {
    check("milestones?focus=port", "<enter><esc>", "milestones?focus=port");
    check("milestones", "/chip<enter>", "milestones?focus=port&filter=chip");
    check("milestones", "/chip<enter><esc>", "milestones?focus=port");
    check("milestones", "/chip<esc>", "milestones?focus=spec");
    check("milestones", "5<esc>", "milestones?focus=spec");
    let mut app = app("roadmap:milestones?focus=port&filter=port");
    assert!(!press(&mut app, &"<esc>".repeat(60)).contains(&Effect::Quit));
}

#[test]
fn places_are_left_and_found_again_as_they_were() {
    check("milestones", "sk5-", "milestones?focus=port&sort=name");
    check("milestones", "sk5--", "members?focus=acme");
    check("timeline", "++h5H", "timeline?focus=chip&zoom=w&from=2026-09-25");
    check("milestones", "/po<enter>5H", "milestones?focus=port&filter=po");
}

#[test]
fn filters_take_words_fields_and_not() {
    check("milestones", "/status:done<enter>", "milestones?focus=spec&filter=status:done");
    check("milestones", "/!spec<enter>", "milestones?focus=port&filter=!spec");
    check("milestones", "/date:none<enter>", "milestones?focus=later&filter=date:none");
    check("milestones", "/lat<enter>", "milestones?focus=later&filter=lat");
    check("milestones", "/t<enter>jn", "milestones?focus=port&filter=t");
}

#[test]
fn the_g_keys_go_along_the_links() {
    check("milestones?focus=later", "gd", "milestones?focus=port");
    check("milestones?focus=spec", "gp", "projects?focus=base");
    check("members?focus=acme", "gc", "capabilities?focus=speed");
    check("projects?focus=top", "gd<enter>", "projects?focus=base");
    check("projects?focus=top", "gr", "projects?focus=top");
    check("projects?focus=base", "gm<down><enter>", "members?focus=beta");
}

#[test]
fn sorting_goes_through_the_columns_and_round() {
    check("members", "s", "members?focus=acme&sort=name");
    check("members", "sS", "members?focus=acme&sort=name&order=reversed");
    // The fourth column, the day it joined, has no room at this size, and is never sorted by unseen.
    check("members", "ssss", "members?focus=acme");
}

#[test]
fn views_zoom_and_share_their_space() {
    check("timeline", "+", "timeline?focus=chip&zoom=m");
    check("timeline", "_", "timeline?focus=chip&zoom=y");
    check("members", "+", "members?focus=acme&split=55");
    check("members", "_", "members?focus=acme&split=45");
    check("members", "z", "members?focus=acme&alone=yes");
    check("milestones", ".", "milestones?focus=port");
    check("timeline", "hhh.", "timeline?focus=port");
}

#[test]
fn help_is_searched_and_runs_the_line() {
    check("members", "?", "members?focus=acme");
    check("members", "?what could go wrong<enter>", "risks?focus=slow");
    check("members", "?zzzzzz<enter>", "members?focus=acme");
    let mut app = app("roadmap:members");
    assert_eq!(press(&mut app, "?copy the id<enter>"), [Effect::Copy("acme".into(), "the id acme".into())]);
}

#[test]
fn things_are_taken_along_and_opened() {
    let mut app = app("roadmap:members?focus=beta");
    assert_eq!(press(&mut app, "y"), [Effect::Copy("beta".into(), "the id beta".into())]);
    assert_eq!(press(&mut app, "o"), [Effect::Browse("https://beta.example".into())]);
    let link = "roadmap:members?focus=beta";
    assert_eq!(press(&mut app, "Y"), [Effect::Copy(link.into(), format!("a link to this view: {link}"))]);
    assert_eq!(press(&mut app, "e"), [Effect::Editor("roadmap.toml".into(), 9, 1)]);
    assert_eq!(press(&mut app, "r"), [Effect::Reload]);
    assert_eq!(press(&mut app, "q"), [Effect::Quit]);
}

#[test]
fn a_read_only_seat_never_opens_the_editor() {
    let mut app = app("roadmap:members");
    app.seat.rights.edit = false;
    assert_eq!(press(&mut app, "e"), []);
    assert_eq!(app.note.as_ref().map(|note| note.text.as_str()), Some("read-only here"));
}

#[test]
fn a_reload_keeps_what_is_selected_by_its_id() {
    let mut app = app("roadmap:milestones?focus=port&filter=o");
    let mut board = app.board.clone();
    let added = "[[milestone]]\nid = \"first\"\nname = \"First of all\"\nstatus = \"planned\"\ndate = 2025-01-01\n[[milestone]]\nid = \"spec\"";
    board.receive(edition(2, &SHARED.replacen("[[milestone]]\nid = \"spec\"", added, 1)));
    let effects = app.update(Msg::Board(board));
    assert_eq!(app.place.to_string(), "roadmap:milestones?focus=port&filter=o");
    assert!(matches!(effects[..], [Effect::Wake(..)]), "what changed is lit for a while: {effects:?}");
    assert!(app.fresh.iter().any(|id| id.as_str() == "first"));
    let Effect::Wake(_, timer) = effects[0].clone() else { unreachable!() };
    app.update(Msg::Wake(timer));
    assert!(app.fresh.is_empty(), "and then no more");
}

#[test]
fn a_renamed_entry_stays_selected() {
    let mut app = app("roadmap:milestones?focus=later");
    let mut board = app.board.clone();
    board.receive(edition(2, &SHARED.replace("id = \"later\"", "id = \"much-later\"\nwas = \"later\"")));
    app.update(Msg::Board(board));
    assert_eq!(app.place.to_string(), "roadmap:milestones?focus=much-later");
}

#[test]
fn a_broken_file_never_replaces_a_sound_one() {
    let mut app = app("roadmap:milestones?focus=port");
    let mut board = app.board.clone();
    board.receive(edition(2, &SHARED.replace("status = \"done\"", "status = \"dnoe\"")));
    app.update(Msg::Board(board.clone()));
    assert_eq!((app.board.edition.number, app.board.broken.as_ref().map(|broken| broken.number)), (1, Some(2)));
    assert_eq!(app.place.to_string(), "roadmap:milestones?focus=port");
    board.receive(edition(3, SHARED));
    app.update(Msg::Board(board));
    assert_eq!((app.board.edition.number, app.board.broken.is_some()), (3, false));
    assert_eq!(app.note.as_ref().map(|note| note.text.as_str()), Some("fixed: the file is right again"));
}

#[test]
fn no_key_hides_behind_another() {
    assert_eq!(Keymap::default().conflicts(), Vec::<String>::new());
    for command in COMMANDS {
        for text in command.keys {
            let parts: Vec<Result<Key, _>> = text.split(' ').map(str::parse).collect();
            assert!(parts.iter().all(Result::is_ok), "{text} of {}", command.name);
            assert_eq!(keys(text).len(), parts.len(), "{text}");
        }
    }
}

#[test]
fn every_pane_can_be_linked_to() {
    for pane in PANES {
        let link = Place::of(pane.name()).to_string();
        assert_eq!(link.parse::<Place>().unwrap().to_string(), link);
    }
    assert!("roadmap:nowhere".parse::<Place>().is_err());
    assert!("roadmap:members?colour=red".parse::<Place>().is_err());
}

/// What the effects ask to be saved: how the file is to read.
fn saves(effects: &[Effect]) -> Option<String> {
    effects.iter().find_map(|effect| match effect {
        Effect::Save { path, before, after } => {
            assert_eq!((path.as_str(), &**before), ("roadmap.toml", SHARED));
            Some(after.clone())
        }
        _ => None,
    })
}

fn note(app: &App) -> &str {
    app.note.as_ref().map_or("", |note| note.text.as_str())
}

/// The file as saved comes back as any other.
fn reload(app: &mut App, text: &str) {
    let mut board = app.board.clone();
    board.receive(edition(board.edition.number + 1, text));
    app.update(Msg::Board(board));
}

#[test]
fn a_form_changes_what_was_typed_over_and_nothing_else() {
    let mut app = app("roadmap:milestones?focus=later");
    let effects = press(&mut app, "c<right><down>40<down>2027-Q2<enter>");
    let after = SHARED.replace(
        "name = \"Later\"\nstatus = \"planned\"\ndepends_on = [\"port\"]\n",
        "name = \"Later\"\nstatus = \"in-progress\"\ndepends_on = [\"port\"]\nprogress = 40\ndate = \"2027-Q2\"\n",
    );
    assert_eq!(saves(&effects).as_deref(), Some(after.as_str()));
    assert!(app.popups.is_empty());
    app.update(Msg::Saved(Saved::Done));
    let told = "saved: later: status planned → in-progress, progress nothing → 40, date nothing → 2027-Q2 · u undoes";
    assert_eq!(note(&app), told);
    reload(&mut app, &after);
    assert_eq!(note(&app), told, "what was saved from here is not told a second time");
    // Taken back in one.
    let effects = press(&mut app, "u");
    let Some(Effect::Save { after, .. }) = effects.first() else { unreachable!("{effects:?}") };
    assert_eq!(after, SHARED);
    app.update(Msg::Saved(Saved::Done));
    reload(&mut app, SHARED);
    assert_eq!(press(&mut app, "u"), []);
    assert_eq!(note(&app), "nothing was changed from here");
}

#[test]
fn a_form_says_while_typing_what_cannot_stand_there_and_keeps_what_was_typed() {
    let mut app = app("roadmap:milestones?focus=later");
    press(&mut app, "c<down><down>2027-X");
    let Some(Popup::Form(form)) = app.popups.last() else { unreachable!() };
    let wrong = form.line().and_then(|line| line.wrong.clone()).unwrap_or_default();
    assert!(wrong.starts_with("`2027-X` is no date"), "{wrong}");
    assert_eq!(press(&mut app, "<enter>"), []);
    assert!(note(&app).starts_with("`2027-X` is no date"), "{}", note(&app));
    let Some(Popup::Form(form)) = app.popups.last() else { unreachable!() };
    assert_eq!(form.line().map(|line| line.prompt.text()), Some("2027-X"));
    let effects = press(&mut app, "<backspace>Q4<enter>");
    assert!(saves(&effects).is_some_and(|after| after.contains("date = \"2027-Q4\"\n")));
    // The owner is a member: a word that is near one is told.
    press(&mut app, "<esc>c<down><down><down>acne");
    let Some(Popup::Form(form)) = app.popups.last() else { unreachable!() };
    let wrong = form.line().and_then(|line| line.wrong.clone()).unwrap_or_default();
    assert!(wrong.contains("did you mean \"acme\"?"), "{wrong}");
}

#[test]
fn a_click_in_a_form_selects_the_field_on_which_it_was_and_its_frame_means_nothing() {
    let mut app = app("roadmap:milestones?focus=later");
    press(&mut app, "c<down><down>");
    let field = |app: &App| match app.popups.last() {
        Some(Popup::Form(form)) => form.at,
        _ => panic!("the form is gone"),
    };
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    let hits = draw(&app, &mut cells);
    let fields = (0..app.seat.size.height).filter_map(|y| {
        let x = (0..app.seat.size.width).find(|x| matches!(hits.at((*x, y).into()), Some(Action::Choose(_))))?;
        Some((x, y))
    });
    let box_of: Vec<(u16, u16)> = fields.collect();
    let (left, top) = box_of[0];
    // The frame, its corner, and what stands below the fields.
    for (x, y) in [
        (left, top),
        (left, top + 3),
        (left + 20, top),
        *box_of.last().unwrap(),
        (left + 9, box_of[box_of.len() - 2].1),
    ] {
        app.update(Msg::Do(hits.at((x, y).into()).unwrap().clone()));
        assert_eq!(field(&app), 2, "a click at {x}, {y}");
    }
    app.update(Msg::Do(hits.at((left + 9, top + 2).into()).unwrap().clone()));
    assert_eq!(field(&app), 1);
}

#[test]
fn an_entry_is_added_from_its_name_and_gone_to() {
    let mut app = app("roadmap:milestones");
    let after = saves(&press(&mut app, "a<enter>Tokenizer<space>is<space>frozen<enter>")).expect("it is saved");
    assert!(after.contains("id = \"tokenizer-is-frozen\"\nname = \"Tokenizer is frozen\"\nstatus = \"planned\"\n"));
    app.update(Msg::Saved(Saved::Done));
    reload(&mut app, &after);
    assert_eq!(app.place.to_string(), "roadmap:milestones?focus=tokenizer-is-frozen");
}

#[test]
fn a_file_that_was_changed_meanwhile_is_shown_beside_what_was_wanted() {
    let mut app = app("roadmap:milestones?focus=later");
    assert!(saves(&press(&mut app, "cdone<enter>")).is_some());
    let on_disk = SHARED.replace("name = \"Later\"\nstatus = \"planned\"", "name = \"Later\"\nstatus = \"blocked\"");
    app.update(Msg::Saved(Saved::Changed(on_disk.clone())));
    let Some(Popup::Picker(picker)) = app.popups.last() else { unreachable!() };
    let lines: Vec<&str> = picker.lines().map(|item| item.text.as_str()).collect();
    assert_eq!(
        lines,
        [
            "yours        later: status planned → done",
            "in the file  later: status blocked",
            "",
            "write yours into the file as it is now",
            "leave the file as it is"
        ]
    );
    reload(&mut app, &on_disk);
    let effects = press(&mut app, "<enter>");
    let Some(Effect::Save { before, after, .. }) = effects.first() else { unreachable!("{effects:?}") };
    assert_eq!((&**before, after), (on_disk.as_str(), &on_disk.replace("\"blocked\"", "\"done\"")));
}

#[test]
fn nothing_can_be_changed_where_it_must_not() {
    for keys in ["c", "a", "u"] {
        let mut guest = app("roadmap:milestones");
        guest.seat.rights.edit = false;
        assert_eq!((press(&mut guest, keys), note(&guest)), (vec![], "read-only here"));
        let mut broken = app("roadmap:milestones");
        reload(&mut broken, &SHARED.replace("status = \"planned\"", "status = \"plan\""));
        assert_eq!((press(&mut broken, keys), note(&broken)), (vec![], "the file has errors: g e lists them, e edits"));
        let origin = Origin { embedded: true, ..Origin::default() };
        let built_in =
            Edition::read(1, origin, Sources::of_text("roadmap.toml", SHARED), Day::new(2026, 11, 23).unwrap());
        let mut app =
            App::new(Board::new(Arc::new(built_in)), "roadmap:milestones".parse().unwrap(), seat(Size::new(80, 24)));
        assert_eq!(press(&mut app, keys), []);
        assert!(note(&app).contains("there is no file behind this roadmap"), "{}", note(&app));
    }
}

#[test]
fn the_log_tells_what_each_reload_changed_and_leads_there() {
    let mut app = app("roadmap:members");
    press(&mut app, "gl");
    assert_eq!(note(&app), "no reload has changed anything yet");
    reload(
        &mut app,
        &SHARED.replace("name = \"Later\"\nstatus = \"planned\"", "name = \"Later on\"\nstatus = \"done\""),
    );
    press(&mut app, "gl");
    let Some(Popup::Picker(picker)) = app.popups.last() else { unreachable!() };
    let lines: Vec<&str> = picker.lines().map(|item| item.text.trim()).collect();
    assert_eq!(lines[1..], ["Later on: name: Later → Later on", "Later on: status: planned → done"]);
    press(&mut app, "status<enter>");
    assert_eq!(app.place.to_string(), "roadmap:milestones?focus=later");
}

#[test]
fn eight_mistakes_are_listed_with_their_lines_and_lead_to_the_entry_or_the_editor() {
    let mut app = app("roadmap:members");
    reload(&mut app, include_str!("data/eight.toml"));
    assert!(app.board.edition.is_sound(), "the last sound edition stays");
    press(&mut app, "ge");
    let Some(Popup::Picker(picker)) = app.popups.last() else { unreachable!() };
    let codes: Vec<&str> = picker.lines().map(|item| item.aside.as_str()).collect();
    assert_eq!(codes, ["E011", "E022", "E013", "E002", "E020", "E014", "E016", "E030"]);
    assert!(picker.lines().all(|item| item.more.contains("--> roadmap.toml:")));
    assert_eq!(app.concerned.len(), 5, "each entry is marked once: {:?}", app.concerned);
    assert_eq!(press(&mut app, "jje"), [Effect::Editor("roadmap.toml".into(), 15, 8)]);
    // It follows the file: one mended, seven left; all mended, what is left are warnings.
    reload(&mut app, &include_str!("data/eight.toml").replace("colour = \"blue\"\n", ""));
    let Some(Popup::Picker(picker)) = app.popups.last() else { unreachable!() };
    assert_eq!(picker.lines().len(), 7);
    reload(&mut app, SHARED);
    let Some(Popup::Picker(picker)) = app.popups.last() else { unreachable!() };
    assert!(picker.lines().all(|item| item.aside.starts_with('W')));
    assert_eq!(note(&app), "fixed: the file is right again");
}

#[test]
fn a_field_that_was_changed_while_its_form_was_open_is_not_written_over_unseen() {
    let mut app = app("roadmap:milestones?focus=later");
    press(&mut app, "cdone");
    let theirs = SHARED.replace("name = \"Later\"\nstatus = \"planned\"", "name = \"Later\"\nstatus = \"blocked\"");
    reload(&mut app, &theirs);
    assert_eq!(press(&mut app, "<enter>"), []);
    let Some(Popup::Picker(picker)) = app.popups.last() else { unreachable!() };
    let lines: Vec<&str> = picker.lines().map(|item| item.text.as_str()).collect();
    assert_eq!(lines[..2], ["yours        later: status planned → done", "in the file  later: status blocked"]);
    let effects = press(&mut app, "<enter>");
    let Some(Effect::Save { after, .. }) = effects.first() else { unreachable!("{effects:?}") };
    assert_eq!(*after, theirs.replace("\"blocked\"", "\"done\""));
    // Another field of the same entry is nobody's loss.
    let mut app = self::app("roadmap:milestones?focus=later");
    press(&mut app, "c<down>40");
    reload(&mut app, &theirs);
    let effects = press(&mut app, "<enter>");
    let Some(Effect::Save { after, .. }) = effects.first() else { unreachable!("{effects:?}") };
    assert!(after.contains("status = \"blocked\"\ndepends_on = [\"port\"]\nprogress = 40\n"));
}

#[test]
fn a_popup_opened_from_a_popup_takes_its_place_but_never_that_of_a_form() {
    let mut app = app("roadmap:milestones?focus=later");
    press(&mut app, "?<f1><f1><f1><f1><f1>");
    assert_eq!(app.popups.len(), 1);
    press(&mut app, "<esc>c<down>40<f1><f1>");
    assert_eq!(app.popups.len(), 2, "help lies over what was typed");
    press(&mut app, "members<enter>");
    assert_eq!(app.place.to_string(), "roadmap:members?focus=acme");
    let Some(Popup::Form(form)) = app.popups.last() else { unreachable!() };
    assert_eq!(form.changed().map(|line| line.prompt.text()).collect::<Vec<_>>(), ["40"]);
    // A form in which nothing was typed is not in the way of anything.
    press(&mut app, "<esc>c<f1>");
    assert!(matches!(app.popups[..], [Popup::Picker(_)]));
}
