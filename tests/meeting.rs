//! A meeting: one presents, the others follow, look around alone and come back.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{Effect, Msg, Timer};
use coalition_roadmap::host::{EMBEDDED, Gallery, Wanted, forecast};
use coalition_roadmap::screen::draw;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::sync::Arc;
use std::time::Duration;

#[path = "support/generate.rs"]
#[allow(dead_code, reason = "only its dice are thrown here")]
mod generate;
#[path = "support/room.rs"]
mod room;
use generate::Dice;
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
    room.press(0, "PPPPP");
    assert_eq!(wakes(&mut room).len(), 1, "however often somebody begins");
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
fn who_looks_at_the_changes_alone_sees_those_of_the_presenter() {
    let mut room = road();
    room.save(&ROAD.replace("Acme", "Acme Inc."));
    room.press(0, "P");
    room.press(1, "F9");
    assert!(room.screen(1).contains("Acme Inc."), "{}", room.screen(1));
    // In a sandbox without a step yet, nothing is different.
    room.press(0, "w");
    let app = &room.apps[1];
    assert!(app.listing().rows.is_empty() && app.place.focus.is_none(), "{}", room.screen(1));
    room.press(0, "w");
    assert!(room.screen(1).contains("Acme Inc."), "{}", room.screen(1));
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

/// A room in which pictures are shared, with a gallery.
fn gallery_of(text: &str, sizes: &[(u16, u16)]) -> (Room, Gallery) {
    let mut room = Room::new(text, sizes);
    let keymap = Arc::clone(&room.apps[0].keymap);
    for app in &mut room.apps {
        app.keymap = Arc::clone(&keymap);
    }
    room.lazy = true;
    (room, Gallery::default())
}

#[test]
fn whatever_anybody_does_a_shared_picture_is_what_a_newcomer_sees() {
    let chances = ROAD.replace(
        "date = 2027-01-10\n",
        "date = 2027-01-10\nestimate = { low = \"4w\", likely = \"6w\", high = \"12w\" }\n",
    );
    for seed in 0..24 {
        let (mut room, gallery) = gallery_of(&chances, &[(120, 40), (80, 24), (80, 24), (80, 24)]);
        let mut dice = Dice::new(seed);
        let mut log = Vec::new();
        room.press(0, "P");
        for _ in 0..60 {
            let keys = [
                "<space>",
                "<pageup>",
                "k",
                "j",
                "b",
                "3",
                "5",
                "<enter>",
                "<esc>",
                "w",
                ">",
                "P",
                "gn",
                "gf",
                "/e<enter>",
            ];
            let (who, key) = (dice.below(4), keys[dice.below(keys.len())]);
            log.push((who, key));
            match dice.below(12) {
                0 => room.press(who, "F"),
                1 => {
                    room.board.forecast = forecast(&room.board.edition, Wanted::default()).map(Arc::new);
                    room.publish();
                }
                // Not all of them are painted each time, as on slow lines.
                _ => room.press(if dice.chance(70) { 0 } else { who }, key),
            }
            for who in 1..4 {
                if dice.chance(30) {
                    continue;
                }
                let Some(picture) = gallery.picture(&mut room.apps[who]) else { continue };
                let new = room.newcomer(who);
                let mut cells = Buffer::empty(Rect::from(new.seat.size));
                draw(&new, &mut cells);
                assert_eq!(*picture.cells, cells, "seed {seed}: {who} after {log:?}");
            }
        }
    }
}

#[test]
fn when_the_presenter_ends_all_stand_where_they_were_led() {
    let (mut room, gallery) = gallery_of(ROAD, &[(120, 40), (80, 24), (80, 24)]);
    room.press(0, "P");
    for key in ["", "<space>"] {
        room.press(0, key);
        for who in 1..3 {
            assert!(gallery.picture(&mut room.apps[who]).is_some());
        }
    }
    room.press(0, "P");
    assert_eq!((room.place(1), room.place(2)), ("Milestones spec".into(), "Milestones spec".into()));
}

#[test]
fn what_a_guest_tries_is_theirs_alone_and_lets_go() {
    let mut room = road();
    room.press(0, "P<space>");
    room.press(1, "w>");
    assert!(room.apps[1].sandbox().is_some() && room.apps[1].followed().is_none());
    room.press(0, "<pageup>");
    assert!(room.screen(1).contains("WHAT IF"), "{}", room.screen(1));
    room.press(1, "F");
    assert!(room.apps[1].sandbox().is_none() && room.place(1) == "Members beta");
}

#[test]
fn what_a_presenter_tries_is_marked_on_every_screen() {
    let mut room = road();
    room.press(0, "P<space>w>");
    for who in 0..4 {
        assert!(room.screen(who).contains("WHAT IF"), "{}", room.screen(who));
    }
    room.press(0, "w");
    assert!(!room.screen(2).contains("WHAT IF"));
    // Whoever is taken over there stands with the others.
    room.press(0, "w>");
    room.apps[1].seat.rights.present = true;
    room.press(1, "PP");
    assert!(room.apps[0].presenting().is_none() && room.apps[0].sandbox().is_none(), "told by the board alone");
    assert!(!room.screen(0).contains("WHAT IF"), "{}", room.screen(0));
}

#[test]
fn who_leaves_while_others_follow_is_asked() {
    let mut room = road();
    room.press(0, "P");
    room.crowd(2, 2, None);
    room.press(0, "q");
    assert!(!room.asked[0].contains(&Effect::Quit));
    assert!(room.note(0).starts_with("2 follow you: q again quits"), "{}", room.note(0));
    room.press(0, "<space>q");
    assert!(!room.asked[0].contains(&Effect::Quit), "something else was done between");
    room.press(0, "q");
    assert!(room.asked[0].contains(&Effect::Quit));
    let mut room = road();
    room.press(0, "Pq");
    assert!(room.asked[0].contains(&Effect::Quit), "where nobody follows nobody is asked");
}

#[test]
fn who_was_interrupted_goes_on_where_they_were() {
    let mut room = road();
    let more = format!("{ROAD}[[scene]]\nname = \"Last\"\npane = \"risks\"\n");
    room.save(&more);
    room.press(0, "P<space>");
    room.now = Duration::from_mins(10);
    room.press(0, "PP");
    assert_eq!(room.place(2), "Milestones spec");
    assert!(room.screen(0).contains("10 minutes"), "{}", room.screen(0));
    room.press(0, "<space>PP");
    assert_eq!(room.place(2), "Members beta", "after the last scene it begins anew");
}

#[test]
fn away_from_the_scene_the_presenter_sees_so() {
    let mut room = road();
    room.press(0, "Pk");
    assert!(room.screen(0).contains("esc back to the scene") && !room.screen(0).contains("Two of us."));
    room.press(0, "gn");
    room.press(0, "<esc>");
    assert_eq!(room.place(0), "Members beta");
    assert!(room.screen(0).contains("Two of us."), "{}", room.screen(0));
}

#[test]
fn who_comes_while_a_reading_is_held_back_sees_nothing_of_it() {
    let mut room = road();
    room.press(0, "P<space>");
    room.save(&ROAD.replace("date = 2027-01-10", "date = 2025-01-10"));
    let late = room.enter((80, 24));
    assert_eq!(room.screen(late), room.screen(1));
}

#[test]
fn however_long_what_is_wrong_is_told_the_foot_says_what_to_do() {
    let mut room = road();
    room.save(&ROAD.replace("pane = \"members\"", "pane = \"membres\""));
    for who in [1, 2] {
        assert!(room.screen(who).contains("g e lists"), "{}", room.screen(who));
    }
}

#[test]
fn who_follows_is_told_what_their_keys_do() {
    let mut room = road();
    room.press(0, "P");
    room.press(1, "?");
    assert!(room.screen(1).contains("While following"), "{}", room.screen(1));
    room.press(1, "<esc>");
    room.press(1, "gs");
    assert!(room.note(1).contains("P1 presents"), "{}", room.note(1));
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
