//! The real program in a real terminal: a pseudo-terminal whose bytes a thread feeds to a terminal emulator.
//!
//! Nothing here waits for a fixed time. A condition on the screen or the end of the process is waited for, and if it
//! has not come after [`DEADLINE`], the test fails and shows the screen.

#![allow(dead_code, reason = "every test program uses a part of this")]

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::fmt::Write as _;
use std::io::{ErrorKind, Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use vt100::{Cell, MouseProtocolMode, Screen};

/// The program under test.
pub const ROADMAP: &str = env!("CARGO_BIN_EXE_roadmap");
/// When a test gives up. Far more than is needed, for machines with much else to do.
pub const DEADLINE: Duration = Duration::from_secs(45);
/// How long a key that is pressed until it has its effect is given.
const AGAIN: Duration = Duration::from_millis(300);

/// What to start, and on which terminal.
pub struct Run {
    command: CommandBuilder,
    size: (u16, u16),
    answers: bool,
}

impl Run {
    /// `roadmap` in a folder, on a terminal of 120 by 40.
    pub fn roadmap(folder: &Path, arguments: &[&str]) -> Self {
        Self::program(folder, &[&[ROADMAP], arguments].concat())
    }

    /// Another program in a folder; `$ROADMAP` is the one under test.
    pub fn program(folder: &Path, argv: &[&str]) -> Self {
        let mut command = CommandBuilder::new(argv[0]);
        command.args(&argv[1..]);
        command.cwd(folder);
        command.env_clear();
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("PATH", "/usr/local/bin:/usr/bin:/bin"),
            ("ROADMAP", ROADMAP),
            // Where nothing can be, nobody is taken for a newcomer.
            ("XDG_STATE_HOME", "/dev/null"),
        ] {
            command.env(name, value);
        }
        command.env("HOME", folder);
        Self { command, size: (120, 40), answers: true }
    }

    /// On a terminal of another size.
    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    /// With a variable of the environment.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// On a terminal that answers nothing by itself; others say what they are, as nearly all do.
    pub fn silent(mut self) -> Self {
        self.answers = false;
        self
    }

    /// Without a variable of the environment.
    pub fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Starts it.
    pub fn start(self) -> Pty {
        let (columns, rows) = self.size;
        let pair = native_pty_system().openpty(cells(columns, rows)).unwrap();
        let before = format!("{:?}", pair.master.get_termios().unwrap());
        let mut reader = pair.master.try_clone_reader().unwrap();
        let mut writer = pair.master.take_writer().unwrap();
        let (keys, typed) = channel::<Vec<u8>>();
        // A program that reads no more must not hold up the test.
        let typist = std::thread::spawn(move || {
            for bytes in typed {
                let _ = writer.write_all(&bytes).and_then(|()| writer.flush());
            }
        });
        let mut child = pair.slave.spawn_command(self.command).unwrap();
        let pid = Pid::from_raw(child.process_id().unwrap().cast_signed()).unwrap();
        let (told, ended) = channel();
        std::thread::spawn(move || told.send(child.wait().unwrap()));
        let shared = Arc::new(Shared {
            terminal: Mutex::new(Terminal {
                parser: vt100::Parser::new(size(rows), size(columns), 0),
                bytes: Vec::new(),
                held: false,
                stop: false,
                closed: false,
            }),
            bell: Condvar::new(),
        });
        let to = Arc::clone(&shared);
        let answers = self.answers.then(|| keys.clone());
        let thread = std::thread::spawn(move || feed(&mut reader, &to, answers));
        Pty {
            shared,
            master: Some(pair.master),
            keys: Some(keys),
            threads: vec![thread, typist],
            pid,
            ended,
            status: None,
            before,
        }
    }
}

/// A running program and the terminal it runs on.
pub struct Pty {
    shared: Arc<Shared>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Sender<Vec<u8>>>,
    /// The one that reads the terminal, and the one that types.
    threads: Vec<JoinHandle<()>>,
    pid: Pid,
    ended: Receiver<ExitStatus>,
    status: Option<ExitStatus>,
    before: String,
}

struct Shared {
    terminal: Mutex<Terminal>,
    bell: Condvar,
}

struct Terminal {
    parser: vt100::Parser,
    /// All that came.
    bytes: Vec<u8>,
    /// The terminal takes no bytes for now.
    held: bool,
    /// The terminal is about to vanish.
    stop: bool,
    /// Nobody has the other end open any more.
    closed: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Terminal> {
        self.terminal.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a terminal is asked for, and what one with few abilities answers.
const WHAT_ARE_YOU: &[u8] = b"\x1b[c";
const A_TERMINAL: &[u8] = b"\x1b[?6c";

fn feed(from: &mut Box<dyn Read + Send>, to: &Shared, mut answers: Option<Sender<Vec<u8>>>) {
    let mut bytes = [0; 8192];
    loop {
        {
            let terminal = to.bell.wait_while(to.lock(), |terminal| terminal.held).unwrap();
            if terminal.stop {
                return;
            }
        }
        match from.read(&mut bytes) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Ok(0) | Err(_) => {
                to.lock().closed = true;
                return to.bell.notify_all();
            }
            Ok(n) => {
                let mut terminal = to.lock();
                terminal.parser.process(&bytes[..n]);
                let seen = terminal.bytes.len().saturating_sub(WHAT_ARE_YOU.len() - 1);
                terminal.bytes.extend_from_slice(&bytes[..n]);
                let asked = count(&terminal.bytes[seen..], WHAT_ARE_YOU);
                drop(terminal);
                for _ in 0..asked {
                    if answers.as_ref().is_some_and(|keys| keys.send(A_TERMINAL.to_vec()).is_err()) {
                        answers = None;
                    }
                }
                to.bell.notify_all();
            }
        }
    }
}

impl Pty {
    /// Waits until the screen is as wanted.
    #[track_caller]
    pub fn wait_for(&self, what: &str, wanted: impl Fn(&Screen) -> bool) {
        let shown = self.wait_until(DEADLINE, &wanted);
        assert!(shown, "waited in vain: {what}\n{}", self.text());
    }

    /// Waits until a text stands on the screen.
    #[track_caller]
    pub fn sees(&self, text: &str) {
        self.wait_for(&format!("`{text}` on the screen"), |screen| screen.contents().contains(text));
    }

    /// Waits until a text does not stand on the screen.
    #[track_caller]
    pub fn misses(&self, text: &str) {
        self.wait_for(&format!("`{text}` gone"), |screen| !screen.contents().contains(text));
    }

    /// Presses a key again and again until the screen is as wanted: for keys that may follow an Esc that still waits.
    #[track_caller]
    pub fn press_until(&mut self, key: &str, what: &str, wanted: impl Fn(&Screen) -> bool) {
        let end = Instant::now() + DEADLINE;
        while Instant::now() < end {
            self.keys(key);
            if self.wait_until(AGAIN, &wanted) {
                return;
            }
        }
        panic!("pressed {key:?} in vain: {what}\n{}", self.text());
    }

    fn wait_until(&self, most: Duration, wanted: &impl Fn(&Screen) -> bool) -> bool {
        let waited = self.shared.bell.wait_timeout_while(self.shared.lock(), most, |terminal| {
            !terminal.closed && !wanted(terminal.parser.screen())
        });
        wanted(waited.unwrap().0.parser.screen())
    }

    /// Looks at the screen as it is.
    pub fn look<T>(&self, at: impl FnOnce(&Screen) -> T) -> T {
        at(self.shared.lock().parser.screen())
    }

    /// Waits until the program has sent something that contains these bytes.
    #[track_caller]
    pub fn gets(&self, what: &[u8]) {
        let end = Instant::now() + DEADLINE;
        let mut terminal = self.shared.lock();
        while count(&terminal.bytes, what) == 0 {
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "waited in vain for {:?}", String::from_utf8_lossy(what));
            terminal = self.shared.bell.wait_timeout(terminal, left).unwrap().0;
        }
    }

    /// All bytes that the program has sent.
    pub fn sent(&self) -> Vec<u8> {
        self.shared.lock().bytes.clone()
    }

    /// What stands on the screen.
    pub fn text(&self) -> String {
        self.look(Screen::contents)
    }

    /// Types.
    pub fn keys(&mut self, keys: &str) {
        self.bytes(keys.as_bytes());
    }

    /// Sends bytes as a keyboard would. A program that has ended takes none.
    pub fn bytes(&mut self, bytes: &[u8]) {
        if let Some(keys) = &self.keys {
            keys.send(bytes.to_vec()).unwrap();
        }
    }

    /// Gives the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.shared.lock().parser.screen_mut().set_size(size(rows), size(columns));
        self.master.as_ref().unwrap().resize(cells(columns, rows)).unwrap();
    }

    /// Sends a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    /// The terminal takes no more bytes.
    pub fn hold(&mut self) {
        self.shared.lock().held = true;
    }

    /// The terminal vanishes. The thread that reads is blocked on it, so that a last frame is asked for.
    pub fn vanish(&mut self) {
        self.shared.lock().stop = true;
        let end = Instant::now() + DEADLINE;
        while !self.threads[0].is_finished() {
            assert!(Instant::now() < end, "no more frames\n{}", self.text());
            self.keys("\x0c");
            let _ = self.ended_within(Duration::from_millis(10));
        }
        self.keys = None;
        for thread in self.threads.drain(..) {
            thread.join().unwrap();
        }
        self.master = None;
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        self.ended_within(Duration::ZERO).is_none()
    }

    /// Presses Esc and q in turn until it has ended: for when it cannot be known what is open.
    #[track_caller]
    pub fn leave(&mut self) -> ExitStatus {
        let (end, mut most) = (Instant::now() + DEADLINE, AGAIN);
        while Instant::now() < end {
            for key in ["\x1b", "q"] {
                self.keys(key);
                if let Some(status) = self.ended_within(most) {
                    return status;
                }
            }
            most *= 2;
        }
        panic!("it does not quit\n{}", self.text());
    }

    /// Waits until it has ended.
    #[track_caller]
    pub fn wait_exit(&mut self) -> ExitStatus {
        let ended = self.ended_within(DEADLINE);
        ended.unwrap_or_else(|| panic!("it does not end\n{}", self.text()))
    }

    fn ended_within(&mut self, most: Duration) -> Option<ExitStatus> {
        if self.status.is_none() {
            self.status = match self.ended.recv_timeout(most) {
                Ok(status) => Some(status),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => panic!("nobody waits for it"),
            };
        }
        self.status.clone()
    }

    /// Waits until nobody has the terminal open, and checks that it was given back as it was taken.
    #[track_caller]
    pub fn restored(&mut self) {
        let waited = self.shared.bell.wait_timeout_while(self.shared.lock(), DEADLINE, |terminal| !terminal.closed);
        assert!(!waited.unwrap().1.timed_out(), "something still holds the terminal");
        assert_eq!(self.look(modes), "", "modes left on\n{}", self.text());
        assert_eq!(self.termios(), self.before, "the terminal is left in another mode");
    }

    /// The state of the terminal driver.
    pub fn termios(&self) -> String {
        format!("{:?}", self.master.as_ref().unwrap().get_termios().unwrap())
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        self.shared.lock().held = false;
        self.shared.bell.notify_all();
        if !std::thread::panicking() && self.runs() || self.status.is_none() {
            let _ = kill_process(self.pid, Signal::KILL);
        }
    }
}

/// How often something stands in bytes.
pub fn count(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).filter(|window| *window == what).count()
}

/// A program in a folder, made of a shell script.
pub fn script(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// A shell with job control and nothing of its own on the screen.
pub fn shell(folder: &Path) -> Pty {
    let argv = ["bash", "--norc", "--noprofile", "--noediting", "-i"];
    let mut pty = Run::program(folder, &argv).env("PS1", "ready> ").start();
    pty.sees("ready> ");
    pty.keys("set -b\n");
    pty
}

/// The modes that a program may have left on, empty if there are none.
pub fn modes(screen: &Screen) -> String {
    let mut out = String::new();
    for (on, name) in [
        (screen.alternate_screen(), "alternate screen"),
        (screen.hide_cursor(), "hidden cursor"),
        (screen.mouse_protocol_mode() != MouseProtocolMode::None, "mouse"),
        (screen.bracketed_paste(), "bracketed paste"),
        (screen.application_cursor() || screen.application_keypad(), "key modes"),
        (screen.inverse() || screen.bold() || screen.underline(), "style"),
    ] {
        if on {
            let _ = write!(out, "{name}, ");
        }
    }
    out
}

/// Every line with its colours and styles as they can be seen, to compare screens.
pub fn painted(screen: &Screen) -> Vec<String> {
    let (rows, columns) = screen.size();
    let row = |y| (0..columns.get()).map(move |x| screen.cell(y, x).map_or_else(String::new, seen)).collect();
    (0..rows.get()).map(row).collect()
}

/// A cell as it can be seen: the colour of a blank cannot.
fn seen(cell: &Cell) -> String {
    let text = cell.contents();
    let ground = format!("{:?}{}{}", cell.bgcolor(), cell.inverse(), cell.underline());
    if text.trim().is_empty() {
        return format!(" {ground}");
    }
    format!("{text}{ground}{:?}{}{}{}", cell.fgcolor(), cell.bold(), cell.dim(), cell.italic())
}

/// A line of the screen, from 0.
pub fn line(screen: &Screen, row: usize) -> String {
    screen.rows(0, screen.size().1.get()).nth(row).unwrap_or_default()
}

/// The line that is marked as selected.
pub fn marked(screen: &Screen) -> String {
    screen.rows(0, screen.size().1.get()).find(|line| line.starts_with('▌')).unwrap_or_default()
}

fn size(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).unwrap()
}

fn cells(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, ..PtySize::default() }
}
