//! The thread that waits for bytes from the terminal. It can be stopped, so that an editor gets the keys; it ends
//! when the terminal is gone, and never spins.

use super::input::{Decoder, Input};
use super::question::Question;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::sync::mpsc;

/// A running reader.
#[derive(Debug)]
pub struct Reader {
    stop: OwnedFd,
    thread: Option<JoinHandle<()>>,
}

impl Reader {
    /// Starts reading a terminal.
    pub fn start(tty: Arc<OwnedFd>, question: Arc<Question>, to: mpsc::Sender<Input>) -> io::Result<Self> {
        let (stopped, stop) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
        let thread = std::thread::Builder::new().name("keys".to_owned()).spawn(move || {
            if run(&tty, &question, &stopped, &to).is_none() {
                let _ = give(&to, Input::End, &stopped);
            }
        })?;
        Ok(Self { stop, thread: Some(thread) })
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let _ = rustix::io::write(&self.stop, b"x");
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Reads until it is told to stop (`Some`) or the terminal is gone (`None`).
fn run(tty: &OwnedFd, question: &Question, stopped: &OwnedFd, to: &mpsc::Sender<Input>) -> Option<()> {
    let mut decoder = Decoder::default();
    let mut bytes = [0; 4096];
    loop {
        let mut fds = [
            PollFd::from_borrowed_fd(tty.as_fd(), PollFlags::IN),
            PollFd::from_borrowed_fd(stopped.as_fd(), PollFlags::IN),
        ];
        decoder.expecting = question.is_open();
        let wait = decoder.waits().and_then(|wait| Timespec::try_from(wait).ok());
        match poll(&mut fds, wait.as_ref()) {
            Ok(0) => {
                for input in decoder.flush() {
                    if !give(to, input, stopped)? {
                        return Some(());
                    }
                }
                continue;
            }
            Ok(_) => {}
            Err(Errno::INTR) => continue,
            Err(_) => return None,
        }
        if !fds[1].revents().is_empty() {
            return Some(());
        }
        let ready = fds[0].revents();
        if ready.contains(PollFlags::IN) {
            match rustix::io::read(tty, &mut bytes) {
                Ok(0) => return None,
                Ok(n) => {
                    for input in decoder.feed(&bytes[..n]) {
                        if matches!(input, Input::Answered) {
                            question.answered();
                            continue;
                        }
                        if !give(to, input, stopped)? {
                            return Some(());
                        }
                    }
                }
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(_) => return None,
            }
        } else if ready.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return None;
        }
    }
}

/// Hands input over. While the session is busy the keys wait here; whoever stops the reader is not kept waiting.
fn give(to: &mpsc::Sender<Input>, input: Input, stopped: &OwnedFd) -> Option<bool> {
    let mut input = input;
    loop {
        match to.try_send(input) {
            Ok(()) => return Some(true),
            Err(mpsc::error::TrySendError::Closed(_)) => return None,
            Err(mpsc::error::TrySendError::Full(back)) => input = back,
        }
        let mut fds = [PollFd::from_borrowed_fd(stopped.as_fd(), PollFlags::IN)];
        let moment = Timespec { tv_sec: 0, tv_nsec: 2_000_000 };
        if poll(&mut fds, Some(&moment)).is_ok_and(|n| n > 0) {
            return Some(false);
        }
    }
}

/// Waits a moment for the answers of the terminal, so that who has it next does not get them as if they were typed.
/// No reader may run: it could take what this waits for.
pub fn take_answers(tty: &OwnedFd, question: &Question) {
    let mut decoder = Decoder::default();
    let mut bytes = [0; 1024];
    while let Some(wait) = question.courtesy() {
        let mut fds = [PollFd::from_borrowed_fd(tty.as_fd(), PollFlags::IN)];
        let wait = Timespec::try_from(wait).ok();
        match poll(&mut fds, wait.as_ref()) {
            Ok(n) if n > 0 && fds[0].revents().contains(PollFlags::IN) => match rustix::io::read(tty, &mut bytes) {
                Ok(n) if n > 0 => {
                    if decoder.feed(&bytes[..n]).iter().any(|input| matches!(input, Input::Answered)) {
                        question.answered();
                    }
                }
                Err(Errno::INTR | Errno::AGAIN) => {}
                _ => return,
            },
            Err(Errno::INTR) => {}
            _ => return,
        }
    }
}
