//! Who presents and who looks on, among all seats of a process.

use super::input::Input;
use crate::app::{Board, Crowd, Effect, Msg, Stage, Staging};
use ratatui::layout::Size;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::task::AbortHandle;

/// How many there are is told at most that often: a room fills all at once.
const PAUSE: Duration = Duration::from_millis(200);

/// Who presents and who looks on.
#[derive(Debug)]
pub struct Podium {
    board: watch::Sender<Board>,
    crowd: watch::Sender<Crowd>,
    room: Mutex<Room>,
}

#[derive(Debug, Default)]
struct Room {
    last: u64,
    /// Those who look on: their window, and whether they follow.
    there: HashMap<u64, (Size, bool)>,
    presenter: Option<Presenter>,
}

/// Whoever presents.
#[derive(Debug)]
struct Presenter {
    seat: u64,
    input: mpsc::Sender<Input>,
    /// Tells them how many look on.
    teller: AbortHandle,
}

impl Drop for Presenter {
    fn drop(&mut self) {
        self.teller.abort();
    }
}

/// One seat's way to the podium; when it is dropped, its seat is empty.
#[derive(Debug)]
pub struct Chair {
    podium: Arc<Podium>,
    number: u64,
    name: Arc<str>,
    input: mpsc::Sender<Input>,
}

impl Podium {
    /// A podium for those who share a board; from now on it says that somebody can present.
    pub fn new(board: watch::Sender<Board>) -> Arc<Self> {
        board.send_modify(|board| board.stage = Staging::Waiting);
        Arc::new(Self { board, crowd: watch::Sender::default(), room: Mutex::default() })
    }

    /// A seat is taken by somebody of that name; news of the meeting go to its input.
    pub fn enter(self: &Arc<Self>, name: &str, input: mpsc::Sender<Input>) -> Chair {
        let mut room = self.room();
        room.last += 1;
        Chair { podium: Arc::clone(self), number: room.last, name: name.into(), input }
    }

    /// Those who look on now.
    pub fn crowd(&self) -> Crowd {
        *self.crowd.borrow()
    }

    /// Tells the presenter of a seat how many look on, from now on.
    fn tell(&self, to: mpsc::Sender<Input>) -> AbortHandle {
        let mut crowd = self.crowd.subscribe();
        crowd.mark_changed();
        let telling = tokio::spawn(async move {
            loop {
                tokio::select! {
                    changed = crowd.changed() => if changed.is_err() { return },
                    () = to.closed() => return,
                }
                let now = *crowd.borrow_and_update();
                if to.send(Input::Msg(Msg::Crowd(now))).await.is_err() {
                    return;
                }
                tokio::time::sleep(PAUSE).await;
            }
        });
        telling.abort_handle()
    }

    fn room(&self) -> MutexGuard<'_, Room> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts again, if those who are there are others than before.
    fn count(&self, room: &Room) {
        let presenter = room.presenter.as_ref().map(|it| it.seat);
        let there = || room.there.iter().filter(|(number, _)| Some(**number) != presenter).map(|(_, it)| *it);
        let follow = || there().filter(|(_, follows)| *follows).map(|(size, _)| size);
        let least = |a: Size, b: Size| Size { width: a.width.min(b.width), height: a.height.min(b.height) };
        let crowd = Crowd { there: there().count(), follow: follow().count(), smallest: follow().reduce(least) };
        self.crowd.send_if_modified(|old| std::mem::replace(old, crowd) != crowd);
    }
}

impl Chair {
    /// Which seat it is.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Does what an app asks of the meeting.
    pub fn take(&self, effect: Effect) {
        match effect {
            Effect::Stage(stage) => self.present(stage),
            Effect::Attends { size, follows } => self.attends(size, follows),
            _ => {}
        }
    }

    /// Puts something on the stage, or leaves it. Whoever was there before is told.
    pub fn present(&self, stage: Option<Box<Stage>>) {
        let mut room = self.podium.room();
        let mine = room.presenter.as_ref().is_some_and(|it| it.seat == self.number);
        match stage {
            Some(stage) => {
                if !mine {
                    let teller = self.podium.tell(self.input.clone());
                    let now = Presenter { seat: self.number, input: self.input.clone(), teller };
                    if let Some(before) = room.presenter.replace(now) {
                        let _ = before.input.try_send(Input::Msg(Msg::TakenOver(Arc::clone(&self.name))));
                    }
                    self.podium.count(&room);
                }
                let stage = Stage { by: Arc::clone(&self.name), seat: self.number, ..*stage };
                self.podium.board.send_modify(|board| board.stage = Staging::On(Arc::new(stage)));
            }
            None if mine => {
                room.presenter = None;
                self.podium.count(&room);
                self.podium.board.send_modify(|board| board.stage = Staging::Waiting);
            }
            None => {}
        }
    }

    /// Whoever sits there looks on, in a window of that size; whether they follow.
    pub fn attends(&self, size: Size, follows: bool) {
        let mut room = self.podium.room();
        room.there.insert(self.number, (size, follows));
        self.podium.count(&room);
    }
}

impl Drop for Chair {
    fn drop(&mut self) {
        self.present(None);
        let mut room = self.podium.room();
        room.there.remove(&self.number);
        self.podium.count(&room);
    }
}
