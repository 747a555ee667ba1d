//! The loop that serves every seat: a terminal, a guest, a recording, a test.

use super::frames::Frames;
use super::gallery::{Gallery, Picture};
use super::input::Input;
use crate::app::{App, Board, Effect, Msg, Timer};
use crate::screen::{Hits, draw};
use ratatui::layout::Size;
use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
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
    /// Where pictures hang that other seats show too, if there are such.
    fn gallery(&self) -> Option<Arc<Gallery>> {
        None
    }
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
    let began = Instant::now();
    let mut opening = app.opening();
    // What the last frame shows; nothing is painted anew where nobody could see it.
    let mut shown = None;
    loop {
        let hits = match shown.take() {
            Some(hits) => hits,
            None => paint(&mut app, &mut seat).await?,
        };
        // Nothing is asked for before the first frame is there.
        let asked = std::mem::take(&mut opening);
        if carry_out(asked, &mut app, &mut seat, &mut timers, began).await? {
            return Ok((app, seat));
        }
        let first = timers.iter().map(|(at, _)| *at).min();
        let mut next = tokio::select! { biased;
            got = input.recv() => match got {
                Some(got) => got,
                None => return Ok((app, seat)),
            },
            changed = board.changed(), if follows => {
                follows = changed.is_ok();
                let news = board.borrow_and_update().clone();
                if !follows || app.overhears(&news) {
                    shown = Some(hits);
                    continue;
                }
                Input::Msg(Msg::Board(news))
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
            let effects = match next {
                Input::End => return Ok((app, seat)),
                Input::Suspend => vec![Effect::Suspend],
                Input::Click(at) => {
                    hits.hits().at(at).cloned().map(|action| app.update(Msg::Do(action))).unwrap_or_default()
                }
                Input::Resize(size) => {
                    seat.resize(size);
                    app.update(Msg::Resize(size))
                }
                Input::Answered => Vec::new(),
                Input::Msg(msg) => app.update(msg),
            };
            if carry_out(effects, &mut app, &mut seat, &mut timers, began).await? {
                return Ok((app, seat));
            }
            match (taken < BURST).then(|| input.try_recv()) {
                Some(Ok(more)) => next = more,
                _ => break,
            }
        }
    }
}

/// Does what the app asks for, and what it asks for then; true if it is to leave.
async fn carry_out<S: Seat>(
    effects: Vec<Effect>,
    app: &mut App,
    seat: &mut S,
    timers: &mut Vec<(Instant, Timer)>,
    began: Instant,
) -> io::Result<bool> {
    let mut effects = VecDeque::from(effects);
    while let Some(effect) = effects.pop_front() {
        let told = match effect {
            Effect::Quit => return Ok(true),
            Effect::Wake(after, timer) => {
                timers.push((Instant::now() + after, timer));
                None
            }
            Effect::Clock => Some(Msg::Clock(began.elapsed())),
            effect => seat.perform(effect).await?,
        };
        if let Some(told) = told {
            effects.extend(app.update(told));
        }
    }
    Ok(false)
}

/// What a click means, in a picture of one's own or in one of many.
enum Shown {
    Own(Hits),
    Shared(Arc<Picture>),
}

impl Shown {
    fn hits(&self) -> &Hits {
        match self {
            Self::Own(hits) => hits,
            Self::Shared(picture) => &picture.hits,
        }
    }
}

async fn paint<S: Seat>(app: &mut App, seat: &mut S) -> io::Result<Shown> {
    let shown = if let Some(picture) = seat.gallery().and_then(|gallery| gallery.picture(app)) {
        seat.frames().show(&picture.cells, picture.hits.links());
        Shown::Shared(picture)
    } else {
        app.catch_up();
        Shown::Own(seat.frames().draw_linked(|cells| draw(app, cells), Hits::links))
    };
    seat.sent().await?;
    Ok(shown)
}
