//! The end of one who follows: what is on the stage comes over, and whenever the presenter is gone, they are waited for.

use super::lines::Lines;
use super::place::Places;
use super::shown::{Shown, forecasts, foresee};
use super::socket::{ask, private};
use super::wire::{Hello, MOST_TOLD, Said, Told, line, read, words};
use crate::app::{Board, Staging, Watch as State};
use crate::edition::{Edition, Origin};
use crate::host::clock::local_today;
use crate::host::logins::login;
use crate::host::watch::Watch;
use ratatui::layout::Size;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::UnixStream;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

/// How one looks on: the window, and whether they go where the presenter goes.
pub type LooksOn = (Size, bool);

/// How soon it is looked again whether the presenter is there, at first and at most.
const SOON: Duration = Duration::from_millis(50);
const CALM: Duration = Duration::from_secs(4);
/// How long whoever listens is given to say who they are.
const GRACE: Duration = Duration::from_secs(5);

/// Follows a stage of this machine.
#[derive(Debug)]
pub struct Follow {
    /// The socket; without one, the first that is found.
    pub at: Option<PathBuf>,
    /// Where they are looked for.
    pub places: Places,
    /// Where what is shown goes.
    pub board: watch::Sender<Board>,
    /// How one looks on, which the presenter is told.
    pub looks_on: watch::Receiver<LooksOn>,
    /// Where it goes what counts as safe to the presenter.
    pub confidence: watch::Sender<Option<f64>>,
}

impl Follow {
    /// The board before anything has come.
    pub fn board(at: Option<&Path>, places: &Places) -> Board {
        Board { stage: Staging::Waiting, ..Board::new(Arc::new(nothing(at, places, None))) }
    }

    /// Runs until nobody looks at the board any more.
    pub async fn run(mut self) {
        let mut shown = Shown::default();
        let mut pause = SOON;
        let mut watch = None;
        loop {
            let why = match self.find().await {
                Some(at) => {
                    let ended = match UnixStream::connect(&at).await {
                        Ok(stream) => {
                            self.at = Some(at.clone());
                            let ended = self.attend(stream, &mut shown).await;
                            shown.parted();
                            ended
                        }
                        Err(error) => Err(error),
                    };
                    if ended.is_ok() {
                        pause = SOON;
                    }
                    self.told(&at, ended).await
                }
                None => None,
            };
            self.wait(why);
            if self.board.is_closed() {
                return;
            }
            let path = self.at.clone();
            let watch = path.map(|path| watch.get_or_insert_with(|| Watch::new((vec![path], &[])).patient()));
            tokio::select! {
                () = sleep(pause) => pause = (pause * 2).min(CALM),
                () = touched(watch.as_deref()) => pause = SOON,
                () = self.board.closed() => return,
            }
            if let Some(watch) = watch {
                watch.aim();
            }
        }
    }

    /// The socket to go to; without one, the first at which somebody listens.
    async fn find(&self) -> Option<PathBuf> {
        if let Some(at) = &self.at {
            return Some(at.clone());
        }
        let places = self.places.clone();
        let first = move || places.found().into_iter().find(|path| matches!(ask(path), Ok(Some(_))));
        tokio::task::spawn_blocking(first).await.ok().flatten()
    }

    /// What there is to say of how it ended; nothing where the presenter only is not there.
    async fn told(&self, at: &Path, ended: io::Result<()>) -> Option<String> {
        match ended {
            Ok(()) => None,
            Err(error) => match error.kind() {
                io::ErrorKind::PermissionDenied => {
                    let at = at.to_owned();
                    tokio::task::spawn_blocking(move || private(&at)).await.ok()
                }
                io::ErrorKind::InvalidData => Some(error.to_string()),
                _ => None,
            },
        }
    }

    /// Nobody presents: what was shown last stays.
    fn wait(&self, why: Option<String>) {
        let nothing = nothing(self.at.as_deref(), &self.places, why.as_deref());
        let watch = why.map_or(State::Off, State::Stale);
        self.board.send_if_modified(|board| {
            let same = matches!(board.stage, Staging::Waiting) && board.watch == watch;
            board.stage = Staging::Waiting;
            board.watch = watch;
            if board.edition.number == 0 {
                board.edition = Arc::new(nothing);
            }
            !same
        });
    }

    /// Shows what comes until the presenter is gone.
    async fn attend(&mut self, stream: UnixStream, shown: &mut Shown) -> io::Result<()> {
        let uid = stream.peer_cred()?.uid();
        let login = tokio::task::spawn_blocking(move || login(uid)).await.unwrap_or_default();
        let (from, mut to) = stream.into_split();
        let mut from = Lines::new(from, MOST_TOLD);
        let first = timeout(GRACE, from.next()).await.map_err(|_| wrong("what listens there is no stage"))??;
        let hello = match read(&first.unwrap_or_default()).map_err(wrong)? {
            Told::Hello(hello) => hello,
            Told::Full(most) => return Err(wrong(format!("{most} follow there already, and no more can come"))),
            Told::Text(_) | Told::Stage(_) => return Err(wrong("what listens there is no stage")),
        };
        if let Some(why) = hello.misunderstands() {
            return Err(wrong(why));
        }
        self.wait(None);
        self.confidence.send_replace(hello.confidence());
        to.write_all(&line(&Said::Hello(Hello::ours()))).await?;
        let board = self.board.clone();
        tokio::select! {
            ended = show(&mut from, shown, &board, &login) => ended,
            ended = tell(&mut to, &mut self.looks_on) => ended,
            () = self.board.closed() => Ok(()),
        }
    }
}

/// What is shown before anything has come: where the presenter is waited for, and why they cannot be followed.
fn nothing(at: Option<&Path>, places: &Places, why: Option<&str>) -> Edition {
    let place = match at {
        Some(at) => format!("at {}", words(&at.to_string_lossy())),
        None => format!("in {}", words(&places.in_words())),
    };
    let label = why.map_or(place.clone(), |why| format!("{place}: {why}"));
    Edition::empty(Origin { label, embedded: true, ..Origin::default() }, local_today())
}

async fn touched(watch: Option<&Watch>) {
    match watch {
        Some(watch) => {
            watch.changed().await;
        }
        None => std::future::pending().await,
    }
}

/// Puts what comes on the board.
async fn show(
    from: &mut Lines<OwnedReadHalf>,
    shown: &mut Shown,
    board: &watch::Sender<Board>,
    login: &str,
) -> io::Result<()> {
    while let Some(line) = from.next().await? {
        // A long text takes its time, and the keys do not wait for it.
        let (mut theirs, login) = (std::mem::take(shown), login.to_owned());
        let now = board.borrow().clone();
        let taken = tokio::task::spawn_blocking(move || {
            let made = match read(&line) {
                Ok(Told::Text(text)) => theirs.take(text, &login).map(|()| None),
                Ok(Told::Stage(Some(told))) => theirs.stage(told).map(|scenery| Some(scenery.on(now))),
                Ok(Told::Stage(None)) => Ok(Some(Board { stage: Staging::Waiting, ..now })),
                Ok(Told::Hello(_) | Told::Full(_)) => Err("what came was not understood".to_owned()),
                Err(why) => Err(why),
            };
            (theirs, made)
        })
        .await;
        let Ok((theirs, made)) = taken else { return Err(wrong("what came could not be read")) };
        *shown = theirs;
        if let Some(next) = made.map_err(wrong)? {
            board.send_modify(|board| {
                let mut next = Board { watch: State::Off, ..next };
                // What was computed meanwhile is not lost.
                for (number, forecast) in forecasts(board) {
                    foresee(&mut next, number, &forecast);
                }
                *board = next;
            });
        }
    }
    Ok(())
}

/// Tells the presenter how one looks on. It never ends: that somebody is gone is seen where lines are read.
async fn tell(to: &mut OwnedWriteHalf, looks_on: &mut watch::Receiver<LooksOn>) -> io::Result<()> {
    loop {
        let (size, follows) = *looks_on.borrow_and_update();
        let said = line(&Said::Attends { columns: size.width, rows: size.height, follows });
        if to.write_all(&said).await.is_err() || looks_on.changed().await.is_err() {
            return std::future::pending().await;
        }
    }
}

fn wrong(why: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why.into())
}
