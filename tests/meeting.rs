//! A meeting: one presents, the others follow, look around alone and come back.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{Effect, Msg, Timer};
use coalition_roadmap::host::{EMBEDDED, Gallery};
use coalition_roadmap::screen::draw;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::sync::Arc;
use std::time::Duration;

#[path = "support/room.rs"]
mod room;
use room::Room;

const THREE: [(u16, u16); 4] = [(120, 40), (80, 24), (120, 40), (200, 60)];

const ROAD: &str = r#"
[roadmap]
title = "A road"
[[member]]
id = "acme"
name = "Acme"
specialty = "Chips"
[[member]]
id = "beta"
name = "Beta"
specialty = "Words"
[[milestone]]
id = "spec"
name = "Spec"
status = "planned"
date = 2027-01-10
[[scene]]
name = "Who is here"
pane = "members"
focus = "beta"
caption = "Two of us."
notes = "Say hello to Beta."
[[scene]]
name = "What comes"
pane = "milestones"
focus = "spec"
caption = "One thing."
notes = "Ask for a date."
"#;

fn road() -> Room {
    Room::new(ROAD, &THREE)
}

#[test]
fn the_scenes_come_one_after_the_other_and_all_follow() {
    let mut room = road();
    room.press(0, "P");
    for who in 0..4 {
        assert_eq!(room.place(who), "Members beta");
        assert!(room.screen(who).contains("Two of us."), "{}", room.screen(who));
    }
    for key in ["<space>", "<pageup>", "<pagedown>", "<left>", "<right>", "<up>", "<down>"] {
        let on = matches!(key, "<space>" | "<pagedown>" | "<right>" | "<down>");
        room.press(0, key);
        for who in 0..4 {
            assert_eq!(room.place(who), if on { "Milestones spec" } else { "Members beta" }, "{key}");
        }
    }
    room.press(0, "<space>");
    assert!(room.note(0).starts_with("that was the last scene"), "{}", room.note(0));
}

#[test]
fn notes_and_timer_are_for_the_presenter_alone() {
    let mut room = road();
    room.press(0, "P");
    room.now = Duration::from_secs(125);
    room.tell(0, Msg::Wake(Timer::Minute));
    room.crowd(3, 2, Some(Size::new(80, 24)));
    let seen = room.screen(0);
    for said in ["Say hello to Beta.", "2 minutes, this scene 2", "2 of 3 follow, down to 80x24", "next: What comes"] {
        assert!(seen.contains(said), "{said}: {seen}");
    }
    for who in 1..4 {
        let seen = room.screen(who);
        assert!(!seen.contains("hello") && !seen.contains("minutes") && !seen.contains("next:"), "{seen}");
    }
    // A screen on a wall is one that others see.
    room.press(0, "gs");
    assert!(!room.screen(0).contains("hello"));
    room.press(0, "gs");
    assert!(room.screen(0).contains("hello"));
}

#[test]
fn the_timer_wakes_at_whole_minutes_and_only_while_somebody_presents() {
    let mut room = road();
    let wakes = |room: &mut Room| {
        let asked = std::mem::take(&mut room.asked[0]);
        asked
            .into_iter()
            .filter_map(|it| if let Effect::Wake(after, Timer::Minute) = it { Some(after) } else { None })
            .collect::<Vec<_>>()
    };
    room.press(0, "j");
    assert!(wakes(&mut room).is_empty());
    room.press(0, "P");
    assert_eq!(wakes(&mut room), [Duration::from_mins(1)]);
    room.now = Duration::from_secs(61);
    room.tell(0, Msg::Wake(Timer::Minute));
    assert_eq!(wakes(&mut room), [Duration::from_secs(59)]);
    room.press(0, "P");
    room.tell(0, Msg::Wake(Timer::Minute));
    assert!(wakes(&mut room).is_empty());
}

#[test]
fn one_lets_go_looks_around_and_comes_back() {
    let mut room = road();
    room.press(0, "P");
    room.press(1, "F");
    assert_eq!(room.place(1), "Members beta", "letting go leaves them where they are");
    room.press(1, "4");
    room.press(0, "<space>");
    assert_eq!(room.place(1), "Projects ");
    assert_eq!(room.place(2), "Milestones spec");
    assert!(room.screen(1).contains("P1 presents · F"), "{}", room.screen(1));
    room.press(1, "F");
    assert_eq!(room.place(1), "Milestones spec");
    assert!(room.screen(1).contains("One thing."));
    // Back leads to where they were alone.
    room.press(1, "H");
    assert_eq!(room.place(1), "Projects ");
}

#[test]
fn going_somewhere_lets_go_and_says_so_but_reading_on_does_not() {
    let mut room = road();
    room.press(0, "P");
    room.press(1, "J?<esc>");
    room.press(0, "<space>");
    assert_eq!(room.place(1), "Milestones spec", "help and scrolling are no way out");
    room.press(1, "<esc>");
    room.press(0, "<pageup>");
    assert_eq!(room.place(1), "Members beta", "nor is Esc");
    room.press(1, "k");
    assert!(room.note(1).starts_with("you look around alone; F goes on with P1"), "{}", room.note(1));
    room.press(0, "<space>");
    assert_eq!(room.place(1), "Members acme");
}

#[test]
fn who_walks_while_presenting_takes_all_along_and_esc_comes_back_to_the_scene() {
    let mut room = road();
    room.press(0, "P");
    room.press(0, "k");
    assert_eq!(room.place(2), "Members acme");
    assert!(room.screen(2).contains("Members") && !room.screen(2).contains("Two of us."), "{}", room.screen(2));
    room.press(0, "<esc>");
    assert_eq!(room.place(2), "Members beta");
    room.press(0, "<esc><esc>");
    assert_eq!(room.place(0), "Members beta", "Esc never walks away from what is shown");
    room.press(0, "3<space>");
    assert_eq!(room.place(2), "Milestones spec");
}

#[test]
fn what_is_covered_shows_nothing_until_it_is_uncovered() {
    for key in ["b", "."] {
        let mut room = road();
        room.press(0, "P");
        room.press(0, key);
        for who in 1..4 {
            let seen = room.screen(who);
            assert!(!seen.contains("Beta") && !seen.contains("Two of us"), "{seen}");
        }
        assert!(room.screen(0).contains("BLANK") && room.screen(0).contains("hello"), "{}", room.screen(0));
        room.press(0, "<space>");
        assert_eq!(room.place(1), "Members beta", "the first key only uncovers");
        assert!(room.screen(1).contains("Two of us."));
    }
}

#[test]
fn a_reload_waits_until_it_is_asked_for_and_then_shows_the_scene_that_changed() {
    let mut room = road();
    room.press(0, "P");
    let newer = ROAD.replace("Acme", "Acme the second").replace("One thing.", "One thing, soon.");
    room.save(&newer);
    assert!(room.note(0).contains("newer reading"), "{}", room.note(0));
    for who in 0..4 {
        assert!(!room.screen(who).contains("the second"), "{}", room.screen(who));
    }
    // Whoever comes in now sees what the others see.
    let late = room.enter((80, 24));
    assert!(!room.screen(late).contains("the second"));
    room.press(0, "r");
    assert_eq!(room.place(0), "Milestones spec");
    for who in 0..5 {
        assert!(room.screen(who).contains("One thing, soon."), "{}", room.screen(who));
    }
    room.press(0, "<pageup>");
    assert!(room.screen(3).contains("the second"));
    room.press(0, "r");
    assert!(room.asked[0].contains(&Effect::Reload), "with nothing held back the file is read");
}

#[test]
fn a_reload_that_changes_no_scene_stays_on_it_wherever_it_went() {
    let mut room = road();
    room.press(0, "P<space>");
    let first = ROAD.find("[[scene]]").unwrap();
    room.save(&format!("{}[[scene]]\nname = \"New\"\npane = \"risks\"\n{}", &ROAD[..first], &ROAD[first..]));
    room.press(0, "r");
    assert_eq!(room.place(0), "Risks ", "a new scene is one that changed");
    let mut room = road();
    room.press(0, "P<space>");
    room.save(&ROAD.replace("Acme", "Acme Inc."));
    room.press(0, "r");
    assert_eq!(room.place(0), "Milestones spec");
    let mut room = road();
    room.press(0, "P<space>");
    room.save(&ROAD[..first]);
    room.press(0, "r<space>");
    assert!(room.note(0).contains("no scenes"), "{}", room.note(0));
}

#[test]
fn what_was_held_back_comes_when_the_presentation_ends() {
    let mut room = road();
    room.press(0, "P");
    room.save(&ROAD.replace("Acme", "Acme the second"));
    room.press(0, "P");
    for who in 0..4 {
        assert_eq!(room.apps[who].board.edition.number, 2, "{who}");
    }
    assert!(room.note(1).contains("presents no longer"), "{}", room.note(1));
    room.press(1, "5");
    assert!(room.screen(1).contains("waiting for the presenter"), "{}", room.screen(1));
    assert_eq!(room.place(1), "Members beta");
    room.press(0, "P");
    assert_eq!(room.place(1), "Members beta", "whoever has not let go comes along again");
    room.press(0, "<space>");
    assert_eq!(room.place(1), "Milestones spec");
}

#[test]
fn a_sandbox_is_shown_to_all() {
    let mut room = road();
    room.press(0, "P<space>");
    room.press(0, "w>");
    let seen = room.screen(2);
    assert!(seen.contains("2027-01-17"), "{seen}");
    room.press(2, "w");
    assert!(room.note(2).contains("sandbox"), "{}", room.note(2));
    room.press(0, "w");
    assert!(room.screen(2).contains("2027-01-10"));
}

#[test]
fn a_guest_leaves_their_own_sandbox_when_they_come_along() {
    let mut room = road();
    room.press(1, "3w>");
    room.press(0, "P");
    assert!(room.apps[1].sandbox().is_none());
    assert_eq!(room.place(1), "Members beta");
    assert!(!room.screen(1).contains("WHAT IF"));
}

#[test]
fn only_who_may_lead_presents_and_the_stage_is_taken_over_on_a_second_asking() {
    let mut room = road();
    room.press(1, "P");
    assert!(room.note(1).contains("right to lead"), "{}", room.note(1));
    room.apps[1].seat.rights.present = true;
    room.press(0, "P");
    room.press(1, "P");
    assert!(room.note(1).contains("P1 presents"), "{}", room.note(1));
    assert!(room.apps[0].presenting().is_some());
    room.press(1, "P");
    room.tell(0, Msg::TakenOver("P2".into()));
    assert!(room.apps[0].presenting().is_none() && room.apps[1].presenting().is_some());
    assert!(room.note(0).contains("P2 presents now"), "{}", room.note(0));
    room.press(1, "<space>");
    assert_eq!(room.place(0), "Milestones spec");
    // Asking once and doing something else is no asking.
    room.apps[2].seat.rights.present = true;
    room.press(2, "P");
    room.press(2, "?<esc>");
    room.press(2, "P");
    assert!(room.apps[2].presenting().is_none());
}

#[test]
fn a_scene_is_gone_to_by_number_and_name() {
    let mut room = road();
    room.press(0, ":scene<space>2<enter>");
    assert!(room.note(0).contains("nobody presents"), "{}", room.note(0));
    room.press(0, "P:scene<space>2<enter>");
    assert_eq!(room.place(1), "Milestones spec");
    room.press(0, ":scene<space>who<enter>");
    assert_eq!(room.place(1), "Members beta");
    room.press(0, ":scene<space>7<enter>");
    assert!(room.note(0).contains("scenes 1 to 2"), "{}", room.note(0));
}

#[test]
fn minutes_name_what_is_looked_at() {
    let mut room = road();
    room.press(0, "m");
    assert!(!room.asked[0].iter().any(|it| matches!(it, Effect::Minute(_))));
    room.press(0, "Pm");
    room.press(0, ":minute<space>Ask<space>Beta<space>for<space>a<space>word<enter>");
    let lines: Vec<&str> = room.asked[0]
        .iter()
        .filter_map(|it| if let Effect::Minute(minute) = it { Some(minute.line.as_str()) } else { None })
        .collect();
    assert_eq!(lines, ["Beta (roadmap:members?focus=beta)", "Beta: Ask Beta for a word (roadmap:members?focus=beta)"]);
}

#[test]
fn without_scenes_what_one_looks_at_is_shown() {
    let first = ROAD.find("[[scene]]").unwrap();
    let mut room = Room::new(&ROAD[..first], &THREE);
    room.press(0, "P");
    room.press(0, "5j");
    assert_eq!(room.place(3), "Members beta");
    room.press(0, "<space>");
    assert!(room.note(0).contains("no scenes"), "{}", room.note(0));
}

#[test]
fn those_who_see_the_same_share_one_picture_and_it_is_the_right_one() {
    let mut room = Room::new(ROAD, &[(120, 40), (80, 24), (80, 24), (120, 40), (80, 24)]);
    let keymap = Arc::clone(&room.apps[1].keymap);
    for app in &mut room.apps {
        app.keymap = Arc::clone(&keymap);
    }
    room.lazy = true;
    let gallery = Gallery::default();
    room.press(0, "P");
    room.apps[4].seat.look.ascii = true;
    for key in ["", "k", "<space>", "<enter>", "b", "b", "w>", "w"] {
        room.press(0, key);
        let painted: Vec<_> = (1..5).map(|who| gallery.picture(&mut room.apps[who]).unwrap()).collect();
        assert!(Arc::ptr_eq(&painted[0], &painted[1]), "{key}: the same window, the same picture");
        assert!(!Arc::ptr_eq(&painted[0], &painted[2]) && !Arc::ptr_eq(&painted[0], &painted[3]));
        for (i, picture) in painted.iter().enumerate() {
            let app = &mut room.apps[i + 1];
            app.catch_up();
            let mut cells = Buffer::empty(Rect::from(app.seat.size));
            draw(app, &mut cells);
            assert_eq!(*picture.cells, cells, "{key}");
        }
    }
    // Who looks at something of their own has a picture of their own.
    room.press(2, "?");
    room.press(0, "<pageup>");
    assert!(gallery.picture(&mut room.apps[2]).is_none());
    room.press(2, "<esc>F");
    room.press(0, "<space>");
    assert!(gallery.picture(&mut room.apps[2]).is_none(), "nor is one shared with who looks around alone");
    assert!(gallery.picture(&mut room.apps[1]).is_some());
}

#[test]
fn who_looks_around_alone_sees_nothing_of_what_the_presenter_does() {
    let mut room = road();
    room.press(0, "P");
    room.press(1, "F5");
    let before = room.screen(1);
    for key in ["<space>", "k", "b", "b"] {
        let shown = room.board.clone();
        room.press(0, key);
        let mut app = room.apps.remove(1);
        app.board.stage = shown.stage;
        assert!(app.overhears(&room.board), "{key}");
        room.apps.insert(1, app);
        assert_eq!(room.screen(1), before, "{key}");
    }
    room.press(1, "F");
    assert_eq!(room.place(1), room.place(0));
    let last = room.board.clone();
    assert!(!room.apps[1].overhears(&last), "who follows looks");
}

#[test]
fn every_scene_of_the_coalition_is_shown_at_every_size() {
    let mut room = Room::new(EMBEDDED, &[(120, 40), (80, 24), (200, 60), (40, 10), (39, 9), (1, 1)]);
    room.press(0, "P");
    let scenes = room.board.edition.roadmap.scenes.clone();
    for (i, scene) in scenes.iter().enumerate() {
        let caption = scene.caption.clone().unwrap();
        for who in [0, 1, 2] {
            let seen = room.screen(who);
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words(&seen).contains(&words(&caption)), "{seen}");
            assert_eq!(room.apps[who].place.focus.as_ref(), scene.focus.as_ref().map(|link| &link.id), "{i}");
            if ![1, 4, 7].contains(&i) {
                continue;
            }
            insta::assert_snapshot!(
                format!("scene_{:02}_{}x{}", i + 1, room.apps[who].seat.size.width, room.apps[who].seat.size.height),
                seen
            );
        }
        for who in [3, 4, 5] {
            room.screen(who);
        }
        room.press(0, "<pagedown>");
    }
}
