//! What those see of a presentation who may see only what is public.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{App, Msg, Rights, SeatInfo, Staging};
use coalition_roadmap::export::{Picture, picture};
use coalition_roadmap::host::{Veil, Wanted, forecast_anyway};
use coalition_roadmap::look::Look;
use coalition_roadmap::screen::draw;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::sync::Arc;

#[path = "support/room.rs"]
mod room;
use room::Room;

const ROAD: &str = r#"
# canary
[roadmap]
title = "A road"
[[member]]
id = "acme"
name = "Acme"
specialty = "Chips"
members_only = ["contributes"]
contributes = "canary"
[[member]]
id = "hush"
name = "Canary"
specialty = "Secrets"
visibility = "members"
[[milestone]]
id = "spec"
name = "Spec"
status = "planned"
date = 2027-01-10
members = ["acme", "hush"]
depends_on = ["canary"]
[[milestone]]
id = "canary"
name = "The canary sings"
status = "planned"
date = 2026-12-10
visibility = "members"
[[scene]]
name = "Who is here"
pane = "members"
focus = "acme"
caption = "One of us."
notes = "canary"
[[scene]]
name = "A canary"
pane = "milestones"
focus = "canary"
caption = "The canary."
[[scene]]
name = "For members alone"
pane = "milestones"
visibility = "members"
[[scene]]
name = "What comes"
pane = "milestones"
focus = "spec"
caption = "One thing."
"#;

/// A presenter with all of it, and a guest who follows behind a veil.
struct Hall {
    room: Room,
    veil: Veil,
    guest: App,
}

impl Hall {
    fn new() -> Self {
        let room = Room::new(ROAD, &[(120, 40)]);
        let mut veil = Veil::new(Wanted::default());
        let seat = SeatInfo { number: 7, size: Size::new(120, 40), look: Look::default(), rights: Rights::LOOK };
        let mut guest = App::new(veil.over(&room.board), "roadmap:overview".parse().unwrap(), seat);
        guest.follow_along();
        Self { room, veil, guest }
    }

    fn press(&mut self, keys: &str) {
        self.room.press(0, keys);
        self.pass();
    }

    /// What the presenter does reaches the guest.
    fn pass(&mut self) {
        let board = self.veil.over(&self.room.board);
        if let Staging::On(stage) = &board.stage {
            assert!(!format!("{stage:?}").to_lowercase().contains("canary"), "not even in memory");
        }
        self.guest.update(Msg::Board(board));
        self.guest.catch_up();
    }

    fn seen(&self) -> String {
        let mut cells = Buffer::empty(Rect::from(self.guest.seat.size));
        draw(&self.guest, &mut cells);
        let seen = picture(&cells, Picture::Text, Look::default());
        assert!(!seen.to_lowercase().contains("canary") && !seen.contains("hush"), "{seen}");
        seen
    }
}

#[test]
fn what_is_for_members_is_veiled_and_the_rest_is_shown() {
    let mut hall = Hall::new();
    hall.press("P");
    assert!(hall.seen().contains("One of us.") && hall.seen().contains("1 of 2"), "{}", hall.seen());
    for _ in 0..2 {
        hall.press("<space>");
        assert!(hall.seen().contains("P1 shows something that is for members."), "{}", hall.seen());
    }
    hall.press("<space>");
    assert!(hall.seen().contains("One thing.") && hall.seen().contains("2 of 2"), "{}", hall.seen());
    hall.press("P");
    assert!(hall.seen().contains("presents no longer"), "{}", hall.seen());
}

#[test]
fn a_place_that_names_what_is_hidden_is_veiled() {
    let mut hall = Hall::new();
    hall.press("P");
    for place in [
        "5/canary<enter>",
        "<esc>5/hu<backspace><backspace>hush<enter>",
        "<esc>3/the<space>canary<space>sings<enter>",
        "<esc>:around<enter>",
        ":open<space>canary<enter>gn",
        "gf",
    ] {
        hall.press(place);
        hall.seen();
    }
    hall.press("5");
    hall.press("<esc>/acme<enter>");
    assert!(hall.seen().contains("Acme"), "{}", hall.seen());
}

#[test]
fn what_is_looked_for_in_hidden_texts_is_veiled_letter_by_letter() {
    let mut hall = Hall::new();
    hall.press("P");
    // A field that is for members, an entry that is, and a piece of either.
    for typed in ["5/canar", "<esc>3/sings", "<esc>5/secre", "<esc>5/contributes:canary<enter>"] {
        hall.press(typed);
        assert!(hall.seen().contains("shows something that is for members"), "{typed}: {}", hall.seen());
        hall.press("<esc>");
    }
    hall.press("5/chips<enter>");
    assert!(hall.seen().contains("Acme"), "{}", hall.seen());
}

#[test]
fn after_many_steps_of_a_sandbox_the_public_has_its_forecast_still() {
    let mut hall = Hall::new();
    hall.press("P");
    hall.press(":open<space>spec<enter>");
    let mut public = hall.veil.over(&hall.room.board);
    let edition = Arc::clone(&public.edition);
    public.forecast = forecast_anyway(&edition, Wanted::default()).map(Arc::new);
    assert!(public.forecast.is_some());
    hall.veil.learn(&public);
    hall.press("w");
    for _ in 0..8 {
        hall.press(">");
    }
    hall.press("w");
    let after = hall.veil.over(&hall.room.board);
    let stage = after.stage.stage().unwrap();
    assert!(Arc::ptr_eq(&stage.edition, &edition) && stage.forecast.is_some());
}

#[test]
fn a_sandbox_shows_what_is_public_of_it() {
    let mut hall = Hall::new();
    hall.press("P");
    hall.press(":open<space>canary<enter>w>>>>>>>>");
    hall.seen();
    hall.press(":open<space>spec<enter>");
    assert!(hall.seen().contains("Spec"));
    hall.press(">");
    assert!(hall.seen().contains("2027-01-17"), "{}", hall.seen());
    hall.press("9");
    hall.seen();
}

#[test]
fn a_reload_stays_behind_the_veil_too() {
    let mut hall = Hall::new();
    hall.press("P");
    let newer = ROAD.replace("name = \"Acme\"", "name = \"Acme Inc.\"").replace("Secrets", "A canary");
    hall.room.save(&newer);
    hall.pass();
    assert!(!hall.seen().contains("Inc."), "held back for all");
    hall.press("r");
    assert!(hall.seen().contains("Acme Inc."), "{}", hall.seen());
    hall.press("P");
    hall.room.save(&newer.replace("title = ", "canary = "));
    hall.pass();
    hall.guest.update(Msg::Do(coalition_roadmap::app::Action::GoProblems));
    hall.seen();
    hall.guest.update(Msg::Do(coalition_roadmap::app::Action::Show(coalition_roadmap::model::PaneName::Changes)));
    hall.seen();
}
