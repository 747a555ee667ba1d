//! What a presenter shows, as a recording that `asciinema` and others play: asciicast, version 2,
//! <https://docs.asciinema.org/manual/asciicast/v2/>.

use super::Error;
use super::file::shown;
use super::frames::Frames;
use super::input::Input;
use super::session::{Seat, session};
use crate::app::{App, Board, Effect, Keymap, Msg, Rights, SeatInfo, Staging};
use crate::look::{Look, Tone};
use crate::panes::Place;
use ratatui::layout::Size;
use serde_json::json;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// A file that is recorded into. It is written beside the session: a slow disk holds up nobody.
#[derive(Debug)]
pub struct Recording {
    path: PathBuf,
    file: File,
    size: Size,
}

impl Recording {
    /// Begins a recording of that many columns and rows in a new file.
    pub fn begin(path: &Path, size: Size, title: &str) -> Result<Self, Error> {
        let made = File::options().write(true).create_new(true).open(path);
        let mut file = made.map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => Error::Exists { path: shown(path) },
            _ => Error::Write { path: shown(path), source },
        })?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let head = json!({
            "version": 2, "width": size.width, "height": size.height, "timestamp": now, "title": title,
            "env": { "TERM": "xterm-256color" },
        });
        file.write_all(format!("{head}\n").as_bytes()).map_err(|source| {
            let _ = std::fs::remove_file(path);
            Error::Write { path: shown(path), source }
        })?;
        Ok(Self { path: path.to_owned(), file, size })
    }

    async fn run(
        self,
        look: Look,
        board: watch::Receiver<Board>,
        told: Option<mpsc::Sender<Input>>,
        stopped: oneshot::Receiver<()>,
    ) {
        let Self { path, file, size } = self;
        let (lines, written) = mpsc::channel::<String>(1024);
        let writer = tokio::task::spawn_blocking(move || write(&path, file, written));
        let seat = Recorder { frames: Frames::new(size), board: board.clone(), began: None, scene: None, lines };
        // Nobody sits at number 0.
        let info = SeatInfo { number: 0, size, look, rights: Rights::LOOK };
        let mut app = App::new(board.borrow().clone(), Place::of(crate::model::PaneName::Overview), info);
        // Nobody presses a key of a recording.
        app.keymap = Arc::new(Keymap::from_iter([]));
        app.follow_along();
        // Its input never says anything, and ends with the recording.
        let (input, nothing) = mpsc::channel(1);
        tokio::spawn(async move {
            let _ = stopped.await;
            drop(input);
        });
        let ended = session(app, seat, nothing, board).await.map(drop);
        let wrote = writer.await;
        let why = match (wrote, ended) {
            (Ok(Err(error)), _) => error.to_string(),
            (_, Err(error)) => error.to_string(),
            _ => return,
        };
        if let Some(told) = told {
            let _ = told.send(Input::Msg(Msg::told(format!("the recording ended: {why}"), Tone::Bad))).await;
        }
    }
}

/// A recording that is under way.
#[derive(Debug)]
pub struct Recorded {
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
}

/// What is still to be written at the end is waited for so long.
const PATIENCE: Duration = Duration::from_secs(2);

impl Recorded {
    /// Records beside whatever else goes on; whoever is told of it hears why, where it ends too early.
    pub fn begin(it: Recording, look: Look, board: watch::Receiver<Board>, told: Option<mpsc::Sender<Input>>) -> Self {
        let (stop, stopped) = oneshot::channel();
        Self { stop, running: tokio::spawn(it.run(look, board, told, stopped)) }
    }

    /// Ends it, with all that was shown written.
    pub async fn end(self) {
        drop(self.stop);
        let _ = tokio::time::timeout(PATIENCE, self.running).await;
    }
}

/// Writes lines as they come. What cannot be written whole is not there at all.
fn write(path: &Path, mut file: File, mut lines: mpsc::Receiver<String>) -> Result<(), Error> {
    let failed = |source| Error::Write { path: shown(path), source };
    let empty = file.metadata().map_err(failed)?.len();
    let mut whole = empty;
    while let Some(line) = lines.blocking_recv() {
        if let Err(source) = file.write_all(line.as_bytes()) {
            let _ = file.set_len(whole);
            return Err(failed(source));
        }
        whole += line.len() as u64;
    }
    if whole == empty {
        // Nobody presented: there is nothing to play.
        let _ = std::fs::remove_file(path);
    }
    file.sync_all().map_err(failed)
}

/// The seat of one who follows, and whose screen is kept.
struct Recorder {
    frames: Frames,
    board: watch::Receiver<Board>,
    /// When the first frame was kept.
    began: Option<Instant>,
    /// The last scene that was marked.
    scene: Option<usize>,
    lines: mpsc::Sender<String>,
}

impl Recorder {
    async fn keep(&mut self, kind: &str, data: &str) -> io::Result<()> {
        let at = self.began.get_or_insert_with(Instant::now).elapsed().as_micros() as f64 / 1e6;
        let line = format!("{}\n", json!([at, kind, data]));
        self.lines.send(line).await.map_err(|_| io::Error::other("it can be written no more"))
    }
}

impl Seat for Recorder {
    fn frames(&mut self) -> &mut Frames {
        &mut self.frames
    }

    fn resize(&mut self, size: Size) {
        self.frames.resize(size);
    }

    async fn sent(&mut self) -> io::Result<()> {
        let bytes = self.frames.take();
        let stage = match &self.board.borrow().stage {
            Staging::On(stage) => stage.clone(),
            Staging::Closed | Staging::Waiting => {
                // What comes before is not kept; the first frame of the stage is whole.
                self.frames.forget();
                return Ok(());
            }
        };
        if let Some(scene) = stage.scene.as_ref().filter(|scene| self.scene != Some(scene.number)) {
            self.scene = Some(scene.number);
            self.keep("m", &scene.name).await?;
        }
        if bytes.is_empty() { Ok(()) } else { self.keep("o", &String::from_utf8_lossy(&bytes)).await }
    }

    async fn perform(&mut self, _effect: Effect) -> io::Result<Option<Msg>> {
        Ok(None)
    }
}
