//! Files to editions to the board.

use super::bug::beside;
use super::clock::{local_time, local_today};
use super::file::{read, shown};
use super::texts::Texts;
use super::watch::Watch;
use super::{EMBEDDED, Error};
use crate::app::{Board, Watch as State};
use crate::edition::{Edition, Origin};
use crate::load::{Cut, Hands, Piece, Progress, one_by_one};
use crate::model::Day;
use crate::panes::with_views;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::{mpsc, watch};

/// A file of this size is read before the first frame; a larger one beside it, with a progress bar.
const AT_ONCE: usize = 1 << 20;

/// A text of this size is read by several threads at once; for a smaller one, starting them would take longer.
const WORTH_A_THREAD: usize = 128 << 10;

pub(super) fn hands(bytes: usize) -> Hands {
    if bytes > WORTH_A_THREAD { at_once } else { one_by_one }
}

/// Threads that read a large text.
const THREADS: usize = 4;

fn at_once(mut cuts: Vec<Cut<'_>>) -> Vec<Piece> {
    let share = cuts.len().div_ceil(THREADS).max(1);
    std::thread::scope(|scope| {
        let mut threads = Vec::new();
        while cuts.len() > share {
            let last = cuts.split_off(cuts.len() - share);
            threads.push(beside(scope, move || one_by_one(last)));
        }
        let mut pieces = one_by_one(cuts);
        // A thread that panicked was a bug: the panic hook has told it, and it ends this reading as well.
        for thread in threads.into_iter().rev() {
            pieces.extend(thread.join().unwrap_or_else(|bug| std::panic::resume_unwind(bug)));
        }
        pieces
    })
}

/// How a roadmap is read, whenever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadAs {
    /// The day that is pinned, if one is.
    pub today: Option<Day>,
    /// Only what everyone may see is kept of each reading.
    pub public: bool,
}

impl ReadAs {
    /// For that day.
    pub fn on(today: Option<Day>) -> Self {
        Self { today, ..Self::default() }
    }
}

/// Where the roadmap comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The built-in one.
    Embedded,
    /// A file.
    File(PathBuf),
    /// Standard input, read once.
    Input,
}

impl Source {
    /// Where it comes from, as the header tells it.
    pub fn origin(&self, read_at: String) -> Origin {
        match self {
            Self::Embedded => Origin { label: "built-in".to_owned(), embedded: true, ..Origin::default() },
            Self::File(path) => Origin { label: shown(path), read_at, ..Origin::default() },
            Self::Input => Origin { label: "standard input".to_owned(), read_at, embedded: true, ..Origin::default() },
        }
    }

    /// The file, if it is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Embedded | Self::Input => None,
        }
    }

    /// What there is to read, as it is now.
    pub fn texts(&self) -> Result<Texts, Error> {
        match self {
            Self::Embedded => Ok(Texts::alone("roadmap.toml", EMBEDDED.as_bytes().to_vec())),
            Self::File(path) => Texts::read(path),
            Self::Input => Ok(Texts::alone("-", read("-".as_ref())?)),
        }
    }

    /// Reads it whole.
    pub fn edition(&self, number: u64, how: ReadAs) -> Result<Edition, Error> {
        Ok(self.parse(number, how, self.texts()?, &mut |_| {}))
    }

    /// Reads texts that came from it, telling how far it is.
    pub fn parse(&self, number: u64, how: ReadAs, texts: Texts, progress: &mut dyn FnMut(Progress)) -> Edition {
        let hands = hands(texts.size());
        let today = how.today.unwrap_or_else(local_today);
        let edition = Edition::read_with(hands, number, self.origin(local_time()), texts.sources(), today, progress);
        if how.public { edition.public() } else { with_views(edition) }
    }
}

/// The board to begin with, made from the texts. A small one is there at once; a large one is still to be read.
pub fn first_board(source: &Source, how: ReadAs, texts: &Texts) -> Board {
    if texts.size() > AT_ONCE {
        let today = how.today.unwrap_or_else(local_today);
        let origin = source.origin(String::new());
        let origin = if how.public { origin.public() } else { origin };
        let mut board = Board::new(Arc::new(Edition::empty(origin, today)));
        board.watch = State::Loading(Progress { stage: "reading the text", percent: 2 });
        return board;
    }
    Board::new(Arc::new(source.parse(1, how, texts.clone(), &mut |_| {})))
}

/// Follows a source and keeps the board up to date.
#[derive(Debug)]
pub struct Feed {
    /// Where the roadmap comes from.
    pub source: Source,
    /// How it is read.
    pub how: ReadAs,
    /// Whether saves are watched.
    pub watched: bool,
    /// Where editions go.
    pub board: watch::Sender<Board>,
    /// Wishes to read now.
    pub reload: mpsc::Receiver<()>,
}

impl Feed {
    /// Runs until nobody looks at the board any more. `last` are the texts that the board was made from, or, while it
    /// is loading, is to be made from.
    pub async fn run(mut self, last: Texts) {
        if self.source.path().is_none() {
            if matches!(self.board.borrow().watch, State::Loading(_)) {
                self.publish(last, true).await;
            }
            return;
        }
        // Watched before the first reading, so that no save falls between the two.
        let mut watch = self.watched.then(|| Watch::new(last.places()));
        let mut last = last;
        if matches!(self.board.borrow().watch, State::Loading(_)) {
            self.publish(last.clone(), true).await;
        }
        // A save between the reading and the watch told nobody.
        self.look(&mut last, watch.as_ref()).await;
        if let Some(watch) = &mut watch {
            watch.follow(last.places());
        }
        self.state(watch.as_ref());
        loop {
            let settled = match &watch {
                Some(watch) => tokio::select! {
                    settled = watch.changed() => settled,
                    wish = self.reload.recv() => match wish { Some(()) => true, None => return },
                },
                None => match self.reload.recv().await {
                    Some(()) => true,
                    None => return,
                },
            };
            if let Some(watch) = &mut watch {
                watch.aim();
                if !settled && !watch.polls() {
                    watch.quiet().await;
                }
            }
            self.look(&mut last, watch.as_ref()).await;
            // A folder may have gone, or come, while its file was waited for; and other files may be included now.
            while watch.as_mut().is_some_and(|watch| watch.follow(last.places())) {
                self.look(&mut last, watch.as_ref()).await;
            }
            self.state(watch.as_ref());
        }
    }

    /// Reads the files if they differ. What looks broken or is gone is called so only when its writer is quiet.
    async fn look(&self, last: &mut Texts, watch: Option<&Watch>) {
        for quiet in [false, true] {
            let texts = match self.source.texts() {
                Ok(texts) => texts,
                Err(_) if !quiet => {
                    if let Some(watch) = watch {
                        watch.quiet().await;
                    }
                    continue;
                }
                Err(error) => {
                    let why = match error {
                        Error::Missing { .. } => "the file is gone".to_owned(),
                        // Where it lies is nothing for everyone.
                        _ if self.how.public => "the file cannot be read".to_owned(),
                        other => other.to_string(),
                    };
                    self.board.send_modify(|board| board.watch = State::Stale(why));
                    return;
                }
            };
            if texts.says_what(last) {
                if matches!(self.board.borrow().watch, State::Stale(_)) {
                    self.state(watch);
                }
                return;
            }
            let sound = self.publish(texts.clone(), quiet || watch.is_none()).await;
            if sound || quiet || watch.is_none() {
                *last = texts;
                return;
            }
            if let Some(watch) = watch {
                watch.quiet().await;
            }
        }
    }

    /// Makes an edition beside the session and puts it on the board; a broken one only if `anyway`.
    async fn publish(&self, texts: Texts, anyway: bool) -> bool {
        let source = self.source.clone();
        let how = self.how;
        let number = self
            .board
            .borrow()
            .edition
            .number
            .max(self.board.borrow().broken.as_ref().map_or(0, |broken| broken.number))
            + 1;
        let loading = matches!(self.board.borrow().watch, State::Loading(_)).then(|| self.board.clone());
        let made = tokio::task::spawn_blocking(move || {
            source.parse(number, how, texts, &mut |progress| {
                if let Some(board) = &loading {
                    board.send_modify(|board| board.watch = State::Loading(progress));
                }
            })
        })
        .await;
        let Ok(edition) = made else { return false };
        let edition = Arc::new(edition);
        let sound = edition.is_sound();
        if sound || anyway {
            // What changed is worked out beside the session too.
            let mut board = self.board.borrow().clone();
            let board = tokio::task::spawn_blocking(move || {
                board.receive(edition);
                board
            })
            .await;
            if let Ok(board) = board {
                // A forecast that came meanwhile stays with the edition that is still shown, and so does who presents.
                self.board.send_modify(|old| {
                    let forecast = old.forecast.take().filter(|_| old.edition.number == board.edition.number);
                    let stage = std::mem::take(&mut old.stage);
                    *old = Board { watch: State::Off, forecast, stage, ..board };
                });
            }
        }
        sound
    }

    /// Tells whether the file is watched.
    fn state(&self, watch: Option<&Watch>) {
        let state = match watch {
            None => State::Off,
            Some(watch) if watch.polls() => State::Polling,
            Some(_) => State::Live,
        };
        self.board.send_if_modified(|board| {
            let stale = matches!(board.watch, State::Stale(_)) && self.source.texts().is_err();
            let changed = !stale && board.watch != state;
            if changed {
                board.watch = state;
            }
            changed
        });
    }
}
