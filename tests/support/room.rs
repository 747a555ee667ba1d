//! A room in which one presents and others look on, without a process around it: what the seats do, done by hand.

#![allow(dead_code, clippy::unwrap_used, reason = "not every test uses all of it; a test may stop where it stands")]

use coalition_roadmap::app::{App, Board, Crowd, Effect, Msg, Rights, SeatInfo, Stage, Staging, keys};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::export::{Picture, picture};
use coalition_roadmap::look::Look;
use coalition_roadmap::model::Day;
use coalition_roadmap::screen::draw;
use coalition_roadmap::text::Sources;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::sync::Arc;
use std::time::Duration;

/// Apps that share a board. The first one may present; its seat has the number 1.
pub struct Room {
    pub board: Board,
    pub apps: Vec<App>,
    /// Effects that the room does nothing about, by seat.
    pub asked: Vec<Vec<Effect>>,
    pub now: Duration,
    /// Nobody looks where the presenter is before they have to.
    pub lazy: bool,
}

pub fn edition(number: u64, text: &str) -> Arc<Edition> {
    let today = Day::new(2026, 11, 25).unwrap();
    Arc::new(Edition::read(number, Origin::default(), Sources::of_text("roadmap.toml", text), today))
}

impl Room {
    pub fn new(text: &str, sizes: &[(u16, u16)]) -> Self {
        let edition = edition(1, text);
        assert!(edition.is_sound(), "{:?}", edition.problems);
        let mut board = Board::new(edition);
        board.stage = Staging::Waiting;
        let mut room = Self { board, apps: Vec::new(), asked: Vec::new(), now: Duration::ZERO, lazy: false };
        for size in sizes {
            room.enter(*size);
        }
        room
    }

    /// Somebody comes in; all but the first are guests.
    pub fn enter(&mut self, (w, h): (u16, u16)) -> usize {
        let number = self.apps.len() as u64 + 1;
        let rights = if number == 1 { Rights::ALL } else { Rights::LOOK };
        let seat = SeatInfo { number, size: Size::new(w, h), look: Look::default(), rights };
        let mut app = App::new(self.board.clone(), "roadmap:overview".parse().unwrap(), seat);
        if number > 1 {
            app.follow_along();
        }
        self.apps.push(app);
        self.asked.push(Vec::new());
        self.apps.len() - 1
    }

    pub fn tell(&mut self, who: usize, msg: Msg) {
        let effects = self.apps[who].update(msg);
        self.done(who, effects);
    }

    pub fn press(&mut self, who: usize, text: &str) {
        for key in keys(text) {
            self.tell(who, Msg::Key(key));
        }
    }

    fn done(&mut self, who: usize, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Stage(stage) => {
                    let named = |stage: Box<Stage>| Stage { by: format!("P{}", who + 1).into(), ..*stage };
                    self.board.stage = stage.map_or(Staging::Waiting, |stage| Staging::On(Arc::new(named(stage))));
                    self.publish();
                }
                Effect::Clock => {
                    let now = self.now;
                    self.tell(who, Msg::Clock(now));
                }
                other => self.asked[who].push(other),
            }
        }
    }

    /// Somebody who has just come in, at the same seat as another one.
    pub fn newcomer(&self, like: usize) -> App {
        let app = &self.apps[like];
        let mut new = App::new(self.board.clone(), "roadmap:overview".parse().unwrap(), app.seat);
        new.keymap = Arc::clone(&app.keymap);
        new.fresh.clone_from(&app.fresh);
        new.follow_along();
        new
    }

    /// Everybody gets the board as it is now.
    pub fn publish(&mut self) {
        for who in 0..self.apps.len() {
            let board = self.board.clone();
            self.tell(who, Msg::Board(board));
            // As a session does before it paints something of its own.
            if !self.lazy {
                self.apps[who].catch_up();
            }
        }
    }

    /// The file says something else now.
    pub fn save(&mut self, text: &str) {
        let number = self.board.newest().number + 1;
        self.board.receive(edition(number, text));
        self.publish();
    }

    pub fn crowd(&mut self, there: usize, follow: usize, smallest: Option<Size>) {
        self.tell(0, Msg::Crowd(Crowd { there, follow, smallest }));
    }

    /// What one of them sees.
    pub fn screen(&self, who: usize) -> String {
        let app = &self.apps[who];
        let mut cells = Buffer::empty(Rect::from(app.seat.size));
        draw(app, &mut cells);
        picture(&cells, Picture::Text, app.seat.look)
    }

    /// What one of them reads in the footer.
    pub fn note(&self, who: usize) -> &str {
        self.apps[who].note.as_ref().map_or("", |note| note.text.as_str())
    }

    /// Where they are, and what is selected there.
    pub fn place(&self, who: usize) -> String {
        let place = &self.apps[who].place;
        let focus = place.focus.as_ref().map_or("", |id| id.as_str());
        format!("{} {focus}", place.pane().title())
    }
}
