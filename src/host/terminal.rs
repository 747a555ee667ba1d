//! The local terminal: taken over with care, and given back whatever happens.

use super::beside::write_beside;
use super::clipboard::{Carrier, MOST, copied, copied_instead, give_to_tmux};
use super::environment::Environment;
use super::frames::{Dialect, Frames};
use super::input::Input;
use super::job::{can_be_woken, stop_job};
use super::podium::Chair;
use super::question::{QUESTION, Question};
use super::reader::{Reader, take_answers};
use super::save::{SaveError, save};
use super::screen_bytes::{closing, mouse, opening};
use super::session::Seat;
use super::stage::LooksOn;
use super::work::Work;
use super::workers::Workers;
use super::{Error, Terminal, browser, editor, seen, tell_bugs};
use crate::app::{Effect, Msg, Saved};
use crate::look::Tone;
use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr, ttyname};
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, OwnedFd};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{mpsc, watch};

/// What is needed to give the terminal back, from wherever.
#[derive(Debug)]
struct Guard {
    tty: Arc<OwnedFd>,
    /// Where the bytes go.
    out: OwnedFd,
    before: Termios,
    /// Whether the terminal is ours. Frames are written while this is held, so that none comes after it was given back.
    taken: Mutex<bool>,
    question: Arc<Question>,
    dialect: Dialect,
    mouse: AtomicBool,
    /// The terminal can be asked to tell of clicks.
    clicks: bool,
    links: bool,
    /// Another program has the terminal.
    lent: AtomicBool,
}

impl Guard {
    /// Raw, so that every key comes as it is; gives the bytes that open the screen.
    fn take(&self) -> io::Result<Vec<u8>> {
        let mut raw = self.before.clone();
        raw.make_raw();
        tcsetattr(&*self.tty, OptionalActions::Now, &raw)?;
        *self.holds() = true;
        Ok(opening(self.dialect, self.mouse.load(Ordering::SeqCst)))
    }

    /// Whether the terminal is ours, and it stays so while this is held.
    fn holds(&self) -> MutexGuard<'_, bool> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes bytes of a frame; they are dropped when the terminal was given back, by a bug in another thread.
    fn write(&self, bytes: &[u8]) -> Result<usize, rustix::io::Errno> {
        let taken = self.holds();
        if *taken { rustix::io::write(&self.out, bytes) } else { Ok(bytes.len()) }
    }

    /// As it was. Nothing here can fail in a way that could be helped.
    fn give_back(&self) {
        let mut taken = self.holds();
        if !std::mem::replace(&mut *taken, false) {
            return;
        }
        self.question.wait();
        let bytes = closing(self.dialect, self.links);
        // A terminal that takes no more bytes is not waited for much longer.
        let mut rest = bytes.as_slice();
        for _ in 0..20 {
            if rest.is_empty() || writable(&self.out, 10).is_err() {
                break;
            }
            match rustix::io::write(&self.out, rest) {
                Ok(n) => rest = &rest[n..],
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                Err(_) => break,
            }
        }
        let _ = tcsetattr(&*self.tty, OptionalActions::Now, &self.before);
    }
}

/// The seat at the local terminal.
#[derive(Debug)]
pub struct LocalSeat {
    frames: Frames,
    guard: Arc<Guard>,
    reader: Option<Reader>,
    input: mpsc::Sender<Input>,
    reload: mpsc::Sender<()>,
    /// Wishes to read the settings now.
    settings: mpsc::Sender<()>,
    work: Work,
    /// Its way to those who share the board, where there is one.
    chair: Option<Chair>,
    /// Where it goes how they look on at a stage that is elsewhere.
    looks_on: Option<watch::Sender<LooksOn>>,
    editor: String,
    clipboard: Carrier,
    /// Bytes that go before the next frame.
    before: Vec<u8>,
    /// Once the first frame is seen, it is looked whether someone is new here.
    greets: bool,
    /// The terminal is to be asked, after the next frame.
    asks: bool,
    /// It can be asked at all.
    answers: bool,
}

impl LocalSeat {
    /// Takes the terminal over. `typed_elsewhere`: standard input is the roadmap, keys come from `/dev/tty`.
    pub fn open(
        environment: &Environment,
        typed_elsewhere: bool,
        reload: mpsc::Sender<()>,
        settings: mpsc::Sender<()>,
    ) -> Result<(Self, mpsc::Receiver<Input>), Error> {
        if environment.dumb {
            return Err(Error::NoTerminal("TERM=dumb"));
        }
        if !io::stdout().is_terminal() {
            return Err(Error::NoTerminal("standard output"));
        }
        let tty: OwnedFd = if typed_elsewhere {
            std::fs::OpenOptions::new()
                .read(true)
                .write(true)
                .open("/dev/tty")
                .map_err(|_| Error::NoTerminal("/dev/tty"))?
                .into()
        } else if io::stdin().is_terminal() {
            io::stdin().as_fd().try_clone_to_owned()?
        } else {
            return Err(Error::NoTerminal("standard input"));
        };
        let tty = Arc::new(tty);
        let before = tcgetattr(&*tty).map_err(io::Error::from)?;
        let guard = Arc::new(Guard {
            tty: Arc::clone(&tty),
            out: outlet()?,
            before,
            taken: Mutex::new(false),
            question: Arc::new(Question::default()),
            dialect: environment.dialect,
            mouse: AtomicBool::new(false),
            clicks: environment.mouse,
            links: environment.links,
            lent: AtomicBool::new(false),
        });
        let held = Arc::clone(&guard);
        tell_bugs(Terminal::Picture, move || held.give_back());
        let (input, received) = mpsc::channel(256);
        let size = window(&tty);
        let frames = Frames::new(size).in_dialect(environment.dialect).with_links(environment.links);
        let opening = guard.take()?;
        let reader = Reader::start(tty, Arc::clone(&guard.question), input.clone())?;
        heed_signals(&guard, &input)?;
        let seat = Self {
            frames,
            guard,
            reader: Some(reader),
            work: Work::new(input.clone(), &Workers::default()),
            input,
            reload,
            settings,
            editor: environment.editor.clone(),
            clipboard: environment.clipboard,
            before: opening,
            chair: None,
            looks_on: None,
            greets: false,
            asks: environment.answers,
            answers: environment.answers,
        };
        Ok((seat, received))
    }

    /// What is to be done besides, should the program end by a bug.
    pub fn at_a_bug(&self, also: impl Fn() + Send + Sync + 'static) {
        let held = Arc::clone(&self.guard);
        tell_bugs(Terminal::Picture, move || {
            held.give_back();
            also();
        });
    }

    /// Whoever sits here presents to others, or looks on.
    pub fn take(&mut self, chair: Chair) {
        self.chair = Some(chair);
    }

    /// Whoever sits here looks on at a stage that is elsewhere.
    pub fn look_on(&mut self, looks_on: watch::Sender<LooksOn>) {
        self.looks_on = Some(looks_on);
    }

    /// Someone who is new here is to be told where help is.
    pub fn greet(&mut self) {
        self.greets = true;
    }

    /// The size of the window.
    pub fn size(&self) -> Size {
        window(&self.guard.tty)
    }

    /// Where other input can be put, to come in its turn.
    pub fn input(&self) -> mpsc::Sender<Input> {
        self.input.clone()
    }

    /// Takes the mouse, or leaves it to the terminal.
    pub fn mouse(&mut self, on: bool) {
        let on = on && self.guard.clicks;
        if self.guard.mouse.swap(on, Ordering::SeqCst) != on {
            self.before.extend_from_slice(mouse(on));
        }
    }

    /// Ends the reader, with the answers taken that are still to come.
    fn stop_reading(&mut self) {
        self.reader = None;
        take_answers(&self.guard.tty, &self.guard.question);
    }

    /// Gives the terminal to something else for a while, and takes it back.
    async fn lend<T>(&mut self, to: impl AsyncFnOnce() -> T) -> io::Result<T> {
        self.stop_reading();
        self.guard.lent.store(true, Ordering::SeqCst);
        self.guard.give_back();
        let out = to().await;
        self.guard.lent.store(false, Ordering::SeqCst);
        self.before = self.guard.take()?;
        let (tty, question) = (Arc::clone(&self.guard.tty), Arc::clone(&self.guard.question));
        self.reader = Some(Reader::start(tty, question, self.input.clone())?);
        self.asks = self.answers;
        let size = self.size();
        self.frames.forget();
        self.frames.resize(size);
        let _ = self.input.try_send(Input::Resize(size));
        Ok(out)
    }

    async fn edit(&mut self, path: String, line: usize, column: usize) -> io::Result<Option<Msg>> {
        let editor = editor::command(&self.editor, &path, line, column);
        let Some((program, arguments)) = editor.argv.split_first() else {
            return Ok(None);
        };
        let mut command = Command::new(program);
        command.args(arguments);
        if editor.window {
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            return Ok(Some(match command.spawn() {
                Ok(_) => Msg::told(format!("opened {path} at line {line} in {program}"), Tone::Good),
                Err(error) => {
                    Msg::told(format!("{program} cannot be started: {error}; set VISUAL or EDITOR"), Tone::Bad)
                }
            }));
        }
        let ended = self.lend(async || tokio::task::spawn_blocking(move || command.status()).await).await?;
        let told = match ended {
            Ok(Ok(status)) if status.success() => return Ok(None),
            Ok(Ok(status)) => Msg::told(format!("the editor ended with {status}"), Tone::Warn),
            Ok(Err(error)) => {
                Msg::told(format!("{} cannot be started: {error}; set VISUAL or EDITOR", editor.argv[0]), Tone::Bad)
            }
            Err(_) => Msg::told("the editor could not be waited for", Tone::Bad),
        };
        Ok(Some(told))
    }
}

impl LocalSeat {
    /// Puts a text on the clipboard, and says so.
    async fn copy(&mut self, text: String, name: &str) -> Msg {
        if self.clipboard == (Carrier::Tmux { here: true }) && text.len() <= MOST {
            let given = text.clone();
            let given = tokio::task::spawn_blocking(move || give_to_tmux(&given));
            // tmux answers at once, or something is wrong with it.
            let given = tokio::time::timeout(Duration::from_secs(2), given).await;
            if matches!(given, Ok(Ok(Ok(true)))) {
                return copied(name);
            }
        }
        let (bytes, told) = self.clipboard.copy(&text, name);
        self.before.extend(bytes);
        told
    }

    /// Writes a text into a new file, or copies it where that cannot be.
    async fn export(&mut self, beside: String, name: String, text: String) -> io::Result<Msg> {
        let given = text.clone();
        let written = tokio::task::spawn_blocking(move || write_beside(beside.as_ref(), &name, &given)).await;
        Ok(match written {
            Ok(Ok(path)) => Msg::told(format!("wrote {path}, {} lines", text.lines().count()), Tone::Good),
            Ok(Err(error)) => copied_instead(&error.to_string(), self.copy(text, "the steps as TOML instead").await),
            Err(_) => Msg::told("the file could not be written", Tone::Bad),
        })
    }
}

impl Drop for LocalSeat {
    fn drop(&mut self) {
        self.stop_reading();
        self.guard.give_back();
    }
}

impl Seat for LocalSeat {
    fn frames(&mut self) -> &mut Frames {
        &mut self.frames
    }

    fn resize(&mut self, size: Size) {
        self.frames.resize(size);
    }

    async fn sent(&mut self) -> io::Result<()> {
        let mut bytes = std::mem::take(&mut self.before);
        bytes.append(&mut self.frames.take());
        if std::mem::take(&mut self.asks) {
            bytes.extend_from_slice(QUESTION);
            self.guard.question.ask();
        }
        write_all(&self.guard, &bytes).await?;
        if std::mem::take(&mut self.greets) {
            seen::look(self.input.clone());
        }
        Ok(())
    }

    async fn perform(&mut self, effect: Effect) -> io::Result<Option<Msg>> {
        match effect {
            // The session does these.
            Effect::Quit | Effect::Wake(..) | Effect::Clock => Ok(None),
            Effect::Stage(_) | Effect::Attends { .. } => {
                if let (Some(looks_on), &Effect::Attends { size, follows }) = (&self.looks_on, &effect) {
                    looks_on.send_replace((size, follows));
                }
                if let Some(chair) = &self.chair {
                    chair.take(effect);
                }
                Ok(None)
            }
            Effect::Minute(minute) => Ok(Some(minute.write().await)),
            Effect::Mouse(on) => {
                self.mouse(on);
                Ok(None)
            }
            Effect::Drive(_) | Effect::Try(_) | Effect::Foresee(_) => {
                self.work.begin(effect);
                Ok(None)
            }
            Effect::Export { beside, name, text } => self.export(beside, name, text).await.map(Some),
            Effect::Welcomed => {
                seen::remember().await;
                Ok(None)
            }
            Effect::Suspend if can_be_woken() => {
                self.lend(async || stop_job()).await?;
                Ok(None)
            }
            Effect::Suspend => Ok(Some(Msg::told("there is no shell here that could wake it again", Tone::Warn))),
            Effect::Repaint => {
                let size = self.size();
                self.frames.forget();
                self.frames.resize(size);
                Ok(Some(Msg::Resize(size)))
            }
            Effect::Reload => {
                let _ = self.settings.try_send(());
                let said = if self.reload.try_send(()).is_ok() {
                    Msg::told("read again", Tone::Dim)
                } else {
                    Msg::told("there is no file to read again", Tone::Warn)
                };
                Ok(Some(said))
            }
            Effect::Editor(path, line, column) => self.edit(path, line, column).await,
            Effect::Save { path, before, after } => {
                let saved =
                    tokio::task::spawn_blocking(move || save(path.as_ref(), before.as_bytes(), after.as_bytes()));
                Ok(Some(Msg::Saved(match saved.await {
                    Ok(Ok(())) => Saved::Done,
                    Ok(Err(SaveError::Changed { on_disk })) => {
                        Saved::Changed(String::from_utf8_lossy(&on_disk).into_owned())
                    }
                    Ok(Err(error)) => Saved::Failed(error.to_string()),
                    Err(_) => Saved::Failed("the file could not be written".to_owned()),
                })))
            }
            Effect::Browse(url) => Ok(Some(match browser::browse(&url) {
                Ok(()) => Msg::told(format!("opened {url}"), Tone::Good),
                Err(error) => Msg::told(format!("no browser for {url}: {error}"), Tone::Bad),
            })),
            Effect::Copy(text, name) => Ok(Some(self.copy(text, &name).await)),
        }
    }
}

/// How wide the terminal on standard output is, if it says.
pub fn columns() -> Option<usize> {
    let size = tcgetwinsize(rustix::stdio::stdout()).ok()?;
    (size.ws_col > 0).then_some(size.ws_col.into())
}

/// The size of the window; 80x24 where the terminal does not say.
fn window(tty: &OwnedFd) -> Size {
    match tcgetwinsize(tty) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => {
            Size { width: size.ws_col.min(1000), height: size.ws_row.min(500) }
        }
        _ => Size { width: 80, height: 24 },
    }
}

/// Standard output, opened once more so that a write never waits: what is set on the one we were given would hold for
/// the shell too. Where it has no name here, as in some containers, the one we were given has to do.
fn outlet() -> io::Result<OwnedFd> {
    let stdout = rustix::stdio::stdout();
    let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let again = ttyname(stdout, Vec::new()).and_then(|name| rustix::fs::open(name, flags, Mode::empty()));
    again.or_else(|_| stdout.try_clone_to_owned())
}

/// Waits a while until the terminal takes bytes; true if it does.
fn writable(out: &OwnedFd, milliseconds: i64) -> Result<bool, rustix::io::Errno> {
    let most = Timespec { tv_sec: 0, tv_nsec: milliseconds * 1_000_000 };
    match poll(&mut [PollFd::new(out, PollFlags::OUT)], Some(&most)) {
        Ok(n) => Ok(n > 0),
        Err(rustix::io::Errno::INTR) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Writes a frame. A terminal that takes no more is waited for without holding up signals.
async fn write_all(guard: &Guard, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        if !writable(&guard.out, 0)? {
            tokio::time::sleep(Duration::from_millis(2)).await;
            continue;
        }
        match guard.write(bytes) {
            Ok(n) => bytes = &bytes[n..],
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Window changes, and the ways in which a program is asked to end.
fn heed_signals(guard: &Arc<Guard>, input: &mpsc::Sender<Input>) -> io::Result<()> {
    let mut resized = signal(SignalKind::window_change())?;
    let (tty, to) = (Arc::clone(&guard.tty), input.clone());
    tokio::spawn(async move {
        while resized.recv().await.is_some() {
            if to.send(Input::Resize(window(&tty))).await.is_err() {
                return;
            }
        }
    });
    let mut stop = signal(SignalKind::from_raw(rustix::process::Signal::TSTP.as_raw()))?;
    let (held, to) = (Arc::clone(guard), input.clone());
    tokio::spawn(async move {
        while stop.recv().await.is_some() {
            if held.lent.load(Ordering::SeqCst) {
                // Whoever has the terminal was sent this too, and gives it back before it stops.
                let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP);
            } else if to.send(Input::Suspend).await.is_err() {
                return;
            }
        }
    });
    for kind in [SignalKind::terminate(), SignalKind::hangup(), SignalKind::interrupt(), SignalKind::quit()] {
        let mut asked = signal(kind)?;
        let (held, to) = (Arc::clone(guard), input.clone());
        tokio::spawn(async move {
            while asked.recv().await.is_some() {
                let typed = kind == SignalKind::interrupt() || kind == SignalKind::quit();
                if typed && held.lent.load(Ordering::SeqCst) {
                    continue; // meant for the editor
                }
                let _ = tokio::time::timeout(Duration::from_millis(300), to.send(Input::End)).await;
                // The session ends by itself, unless the terminal takes no more bytes.
                tokio::time::sleep(Duration::from_secs(1)).await;
                held.give_back();
                std::process::exit(0);
            }
        });
    }
    Ok(())
}
