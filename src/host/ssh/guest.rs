//! One guest, from the first frame to the last word.

use super::keyboard::{Keyboard, Silence, Typed, take_answers};
use super::outlet::Outlet;
use super::seat::{GuestSeat, Means};
use super::{ENDED, House};
use crate::app::{App, Board, Given, Rights, SeatInfo};
use crate::host::environment::Environment;
use crate::host::hall::Hall;
use crate::host::question::Question;
use crate::host::screen_bytes::closing;
use crate::host::session::session;
use crate::panes::Place;
use jiff::SignedDuration;
use ratatui::layout::Size;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::{mpsc, watch};

/// Answers that wait for a guest. While a guest is busy nothing new is asked, so that these are never many.
const ANSWERS: usize = 64;
/// Keys that wait.
const KEYS: usize = 256;

/// What a guest is to the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Known by a key, and may lead.
    Presenter,
    /// Known by a key.
    Member,
    /// Not known.
    Public,
}

impl Role {
    /// As it is told.
    pub fn word(self) -> &'static str {
        match self {
            Self::Presenter => "presenter",
            Self::Member => "member",
            Self::Public => "not known",
        }
    }
}

/// Someone who came in.
#[derive(Debug, Clone)]
pub struct Guest {
    /// What they are to the host.
    pub role: Role,
    /// What they call themselves, safe to show.
    pub name: String,
    /// From where they come.
    pub peer: SocketAddr,
    /// Where they begin.
    pub place: Place,
    /// Whether they come to follow; who asks for a view wants to look at that.
    pub follows: bool,
    /// What is known of their terminal.
    pub environment: Environment,
}

/// What a guest sees first and may do, and what they are shown from then on. Nobody else decides this.
fn sit_down(guest: &Guest, size: Size, hall: &Hall, given: Given) -> (App, watch::Receiver<Board>) {
    let mut board = match guest.role {
        Role::Presenter | Role::Member => hall.members.clone(),
        Role::Public => hall.public.clone(),
    };
    let rights = Rights { present: guest.role == Role::Presenter, ..Rights::LOOK };
    let look = guest.environment.look(given.theme, given.ascii);
    let first = board.borrow_and_update().clone();
    let mut app = App::new(first, guest.place.clone(), SeatInfo { number: 0, size, look, rights });
    app.given = Given { ascii: look.ascii, ..given };
    app.keymap = Arc::clone(&hall.keymap);
    (app, board)
}

/// The line to a guest.
#[derive(Debug)]
pub struct Line {
    /// What they type.
    pub typed: Arc<Typed>,
    /// The size of their window.
    pub sizes: watch::Receiver<Size>,
    /// What they get.
    pub outlet: Outlet,
}

/// How a guest left.
#[derive(Debug)]
enum Left {
    /// They quit, or closed the line.
    Gone,
    /// They were away for too long.
    Idle,
    /// Everybody has to go; why.
    Stopped(String),
    /// A bug ended it.
    Crashed,
}

/// Serves a guest, and gives their terminal back whatever happens; says how it went.
pub async fn entertain(guest: Guest, line: Line, house: Arc<House>) -> &'static str {
    let (typed, outlet, question) = (Arc::clone(&line.typed), line.outlet.clone(), Arc::new(Question::default()));
    let closing = closing(guest.environment.dialect, guest.environment.links);
    let serving = serve(guest, line, Arc::clone(&house), Arc::clone(&question));
    // A task of its own: a bug ends this guest's session, and no other.
    let left = tokio::spawn(serving).await.unwrap_or(Left::Crashed);
    take_answers(&typed, &question).await;
    let idle;
    let (word, status, told) = match &left {
        Left::Gone => (None, 0, "left"),
        Left::Idle => {
            let time = SignedDuration::try_from(house.limits.idle.unwrap_or_default()).unwrap_or_default();
            idle = format!("nothing was typed here for {time:#}; come again any time");
            (Some(idle.as_str()), 0, "was away for too long")
        }
        Left::Stopped(why) => (Some(why.as_str()), 0, "was sent home"),
        Left::Crashed => {
            house.tally.add(|counts| counts.crashed += 1);
            let sorry = "a bug ended this session, and only this one; come again, and please report it";
            (Some(sorry), 70, "left by a bug")
        }
    };
    outlet.end(closing, word, status).await;
    told
}

async fn serve(guest: Guest, line: Line, house: Arc<House>, question: Arc<Question>) -> Left {
    #[cfg(debug_assertions)]
    provoke(&guest);
    let Line { typed, mut sizes, outlet } = line;
    let (input, received) = mpsc::channel(KEYS);
    let (answer, answers) = mpsc::channel(ANSWERS);
    let size = *sizes.borrow_and_update();
    let (mut app, board) = sit_down(&guest, size, &house.hall, house.given);
    let chair = house.hall.podium.as_ref().map(|podium| podium.enter(&guest.name, input.clone()));
    if let Some(chair) = &chair {
        app.seat.number = chair.number();
        if guest.follows {
            app.follow_along();
        } else {
            app.look_along();
        }
    }
    let means = Means {
        with_mouse: app.given.mouse(&app.settings),
        question: Arc::clone(&question),
        answers: answer,
        workers: house.workers.clone(),
        chair,
        gallery: Arc::clone(&house.hall.gallery),
        pace: house.limits.bytes_per_second,
    };
    let seat = GuestSeat::new(&guest.environment, size, outlet, means);
    let keyboard = Keyboard { typed, sizes, answers, question, idle: house.limits.idle };
    let mut stop = house.stop.clone();
    tokio::select! {
        _ = session(app, seat, received, board) => Left::Gone,
        silence = keyboard.run(input) => match silence {
            Silence::Closed => Left::Gone,
            Silence::Idle => Left::Idle,
        },
        stopped = stop.wait_for(Option::is_some) => {
            let why = stopped.ok().and_then(|why| why.clone());
            Left::Stopped(why.unwrap_or_else(|| ENDED.to_owned()))
        }
    }
}

/// Panics when a test asks for it.
#[cfg(debug_assertions)]
fn provoke(guest: &Guest) {
    let asked = std::env::var("ROADMAP_PANIC").is_ok_and(|whose| whose == format!("guest {}", guest.name));
    assert!(!asked, "asked for by a guest");
}
