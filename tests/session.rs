//! The loop that serves every seat: two people at windows of their own, one board.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{App, Board, Effect, Msg, Rights, SeatInfo, keys};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::host::{Frames, Input, Seat, session};
use coalition_roadmap::look::Look;
use coalition_roadmap::model::Day;
use coalition_roadmap::text::Sources;
use ratatui::layout::{Position, Size};
use std::io;
use std::num::NonZeroU16;
use std::sync::Arc;
use tokio::sync::{mpsc, watch};

/// A seat that remembers what was asked of it and shows its frames on a terminal that is only a screen in memory.
struct Test {
    frames: Frames,
    screen: vt100::Parser,
    asked: Vec<Effect>,
    /// What the terminal shows after each frame.
    shown: mpsc::UnboundedSender<String>,
}

impl Test {
    fn new(size: Size) -> (Self, mpsc::UnboundedReceiver<String>) {
        let (shown, seen) = mpsc::unbounded_channel();
        let screen = vt100::Parser::new(cells(size.height), cells(size.width), 0);
        (Self { frames: Frames::new(size), screen, asked: Vec::new(), shown }, seen)
    }
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

/// Waits for a frame that shows a text.
async fn until(seen: &mut mpsc::UnboundedReceiver<String>, text: &str) {
    while !seen.recv().await.expect("the session runs").contains(text) {}
}

impl Seat for Test {
    fn frames(&mut self) -> &mut Frames {
        &mut self.frames
    }
    fn resize(&mut self, size: Size) {
        self.frames.resize(size);
        self.screen.screen_mut().set_size(cells(size.height), cells(size.width));
    }
    async fn sent(&mut self) -> io::Result<()> {
        self.screen.process(&self.frames.take());
        let _ = self.shown.send(self.screen.screen().contents());
        Ok(())
    }
    async fn perform(&mut self, effect: Effect) -> io::Result<Option<Msg>> {
        self.asked.push(effect);
        Ok(None)
    }
}

fn edition(number: u64, name: &str) -> Arc<Edition> {
    let member = |id: &str, name: &str| format!("[[member]]\nid = \"{id}\"\nname = \"{name}\"\nspecialty = \"any\"\n");
    let text = format!("[roadmap]\ntitle = \"Shared\"\n{}{}", member("acme", name), member("beta", "Beta"));
    Arc::new(Edition::read(
        number,
        Origin::default(),
        Sources::of_text("roadmap.toml", text),
        Day::new(2026, 11, 23).unwrap(),
    ))
}

fn app(board: Board, size: Size) -> App {
    let rights = Rights::LOOK;
    App::new(board, "roadmap:members".parse().unwrap(), SeatInfo { number: 0, size, look: Look::default(), rights })
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

#[test]
fn one_loop_serves_two_seats_and_a_reload() {
    block_on(async {
        let first = Board::new(edition(1, "Acme"));
        let (publish, board) = watch::channel(first.clone());
        let sizes = [Size::new(120, 30), Size::new(60, 12)];
        let mut seats = Vec::new();
        for size in sizes {
            let (to, input) = mpsc::channel(64);
            let (seat, seen) = Test::new(size);
            seats.push((to, seen, tokio::spawn(session(app(first.clone(), size), seat, input, board.clone()))));
        }
        let mut second = first;
        second.receive(edition(2, "Acme the second"));
        publish.send(second).unwrap();
        for (to, mut seen, session) in seats {
            until(&mut seen, "Acme the second").await;
            for key in keys("jy") {
                to.send(Input::Msg(Msg::Key(key))).await.unwrap();
            }
            // The input closes, which ends the session: no key has to be one that quits.
            drop(to);
            let (app, seat) = session.await.unwrap().unwrap();
            assert_eq!(app.board.edition.number, 2);
            assert_eq!(app.place.focus.as_ref().unwrap().as_str(), "beta");
            assert_eq!(seat.asked, [Effect::Copy("beta".into(), "the id beta".into())]);
        }
    });
}

#[test]
fn a_click_means_what_is_painted_there_and_a_resize_is_followed() {
    block_on(async {
        let size = Size::new(120, 30);
        let first = Board::new(edition(1, "Acme"));
        let (_publish, board) = watch::channel(first.clone());
        let (to, input) = mpsc::channel(64);
        let (seat, mut seen) = Test::new(size);
        let running = tokio::spawn(session(app(first, size), seat, input, board));
        until(&mut seen, "Acme").await;
        to.send(Input::Resize(Size::new(100, 20))).await.unwrap();
        until(&mut seen, "Acme").await;
        to.send(Input::Click(Position { x: 5, y: 4 })).await.unwrap();
        drop(to);
        let (app, seat) = running.await.unwrap().unwrap();
        assert_eq!(app.seat.size, Size::new(100, 20));
        assert_eq!(app.place.focus.as_ref().unwrap().as_str(), "beta");
        let shown = seat.screen.screen().contents();
        assert!(shown.contains("▌ Beta"), "{shown}");
    });
}
