//! A small roadmap with something of each kind, and someone who looks at it.

#![allow(dead_code, clippy::unwrap_used, reason = "not every test uses all of it; a test may stop where it stands")]

use coalition_roadmap::app::{App, Board, Effect, Msg, Rights, SeatInfo, keys};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::look::Look;
use coalition_roadmap::model::Day;
use coalition_roadmap::text::Sources;
use ratatui::layout::Size;
use std::sync::Arc;

pub const SHARED: &str = r#"
[roadmap]
title = "A small roadmap"
[[member]]
id = "acme"
name = "Acme"
specialty = "Chips"
capabilities = ["speed"]
[[member]]
id = "beta"
name = "Beta"
specialty = "Words"
url = "https://beta.example"
[[capability]]
id = "speed"
name = "Speed"
[[capability]]
id = "safety"
name = "Safety"
[[project]]
id = "base"
name = "Base"
kind = "model"
status = "in-progress"
members = ["acme", "beta"]
[[project]]
id = "top"
name = "Top"
kind = "model"
status = "planned"
builds_on = ["base"]
runs_on = ["chip"]
[[milestone]]
id = "spec"
name = "Spec"
project = "base"
status = "done"
date = 2026-01-10
done = 2026-01-09
[[milestone]]
id = "port"
name = "Port to the chip"
project = "top"
status = "planned"
date = "2027-Q1"
depends_on = ["spec", "chip"]
[[milestone]]
id = "later"
name = "Later"
status = "planned"
depends_on = ["port"]
[[announcement]]
id = "chip"
name = "The chip"
kind = "hardware"
date = 2026-03-01
available = "2026-Q4"
[[risk]]
id = "slow"
name = "Too slow"
category = "pace"
status = "open"
affects = ["top"]
"#;

pub fn edition(number: u64, text: &str) -> Arc<Edition> {
    let today = Day::new(2026, 11, 23).unwrap();
    Arc::new(Edition::read(number, Origin::default(), Sources::of_text("roadmap.toml", text), today))
}

pub fn seat(size: Size) -> SeatInfo {
    SeatInfo { number: 0, size, look: Look::default(), rights: Rights::ALL }
}

pub fn app(place: &str) -> App {
    let edition = edition(1, SHARED);
    assert!(edition.is_sound(), "{:?}", edition.problems);
    App::new(Board::new(edition), place.parse().unwrap(), seat(Size::new(120, 40)))
}

pub fn press(app: &mut App, text: &str) -> Vec<Effect> {
    keys(text).into_iter().flat_map(|key| app.update(Msg::Key(key))).collect()
}
