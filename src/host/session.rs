//! The loop that serves every seat: a terminal, a test, later a guest.

use super::frames::Frames;
use super::input::Input;
use crate::app::{App, Board, Effect, Msg, Timer};
use crate::screen::{Hits, draw};
use ratatui::layout::Size;
use std::collections::VecDeque;
use std::io;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

/// Messages that are taken before the next frame: enough for a burst of keys, too few to starve drawing.
const BURST: usize = 64;

/// Where frames go, and what may be done for the person in front of them.
pub trait Seat {
    /// The screen.
    fn frames(&mut self) -> &mut Frames;
    /// The window has another size.
    fn resize(&mut self, size: Size);
    /// Sends the frame that was drawn, and waits until it is taken.
    fn sent(&mut self) -> impl Future<Output = io::Result<()>>;
    /// Does what the app asks for, as far as it can be done here.
    fn perform(&mut self, effect: Effect) -> impl Future<Output = io::Result<Option<Msg>>>;
}

/// Serves a seat until it leaves or its input ends; gives back what the person was looking at.
pub async fn session<S: Seat>(
    mut app: App,
    mut seat: S,
    mut input: mpsc::Receiver<Input>,
    mut board: watch::Receiver<Board>,
) -> io::Result<(App, S)> {
    let mut timers: Vec<(Instant, Timer)> = Vec::new();
    let mut follows = true;
    let mut opening = VecDeque::from(app.opening());
    loop {
        let hits = paint(&app, &mut seat).await?;
        // Nothing is asked for before the first frame is there.
        while let Some(effect) = opening.pop_front() {
            if let Some(told) = seat.perform(effect).await? {
                opening.extend(app.update(told));
            }
        }
        let first = timers.iter().map(|(at, _)| *at).min();
        let mut next = tokio::select! { biased;
            got = input.recv() => match got {
                Some(got) => got,
                None => return Ok((app, seat)),
            },
            changed = board.changed(), if follows => {
                follows = changed.is_ok();
                if !follows { continue }
                Input::Msg(Msg::Board(board.borrow_and_update().clone()))
            }
            () = tokio::time::sleep_until(first.unwrap_or_else(Instant::now)), if first.is_some() => {
                let now = Instant::now();
                match timers.iter().position(|(at, _)| *at <= now) {
                    Some(i) => Input::Msg(Msg::Wake(timers.swap_remove(i).1)),
                    None => continue,
                }
            }
        };
        for taken in 1.. {
            let mut effects: VecDeque<Effect> = match next {
                Input::End => return Ok((app, seat)),
                Input::Suspend => vec![Effect::Suspend],
                Input::Click(at) => hits.at(at).cloned().map(|action| app.update(Msg::Do(action))).unwrap_or_default(),
                Input::Resize(size) => {
                    seat.resize(size);
                    app.update(Msg::Resize(size))
                }
                Input::Answered => Vec::new(),
                Input::Msg(msg) => app.update(msg),
            }
            .into();
            while let Some(effect) = effects.pop_front() {
                match effect {
                    Effect::Quit => return Ok((app, seat)),
                    Effect::Wake(after, timer) => timers.push((Instant::now() + after, timer)),
                    effect => {
                        if let Some(told) = seat.perform(effect).await? {
                            effects.extend(app.update(told));
                        }
                    }
                }
            }
            match (taken < BURST).then(|| input.try_recv()) {
                Some(Ok(more)) => next = more,
                _ => break,
            }
        }
    }
}

async fn paint<S: Seat>(app: &App, seat: &mut S) -> io::Result<Hits> {
    let hits = seat.frames().draw_linked(|cells| draw(app, cells), Hits::links);
    seat.sent().await?;
    Ok(hits)
}
