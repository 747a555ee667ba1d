//! What happens at the door, line by line on standard error: never a byte of a guest as it came, and never so many
//! lines that a disk is filled or anybody waits.

use crate::host::clock::local_time;
use crate::text::one_line;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Lines that may come at once.
const BURST: f64 = 50.0;
/// Lines in a second, over time.
const RATE: f64 = 5.0;
/// The longest line, in characters; a pipe takes one of so many bytes whole.
const LONGEST: usize = 400;

/// Where lines are told.
#[derive(Debug)]
pub struct Journal {
    allowance: Mutex<Allowance>,
    quiet: bool,
}

#[derive(Debug)]
struct Allowance {
    lines: f64,
    at: Instant,
    left_out: u64,
}

impl Journal {
    /// A journal; a quiet one says nothing.
    pub fn new(quiet: bool) -> Self {
        Self { allowance: Mutex::new(Allowance { lines: BURST, at: Instant::now(), left_out: 0 }), quiet }
    }

    /// Tells a line, unless there were too many or nobody takes them.
    pub fn note(&self, line: &str) {
        if self.quiet {
            return;
        }
        let mut allowance = self.allowance.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        allowance.lines = (allowance.lines + now.duration_since(allowance.at).as_secs_f64() * RATE).min(BURST);
        allowance.at = now;
        if allowance.lines < 1.0 || !is_read() {
            allowance.left_out += 1;
            return;
        }
        allowance.lines -= 1.0;
        let time = local_time();
        let mut text = String::new();
        if allowance.left_out > 0 {
            text = format!("roadmap: {time} {} more lines were left out\n", allowance.left_out);
            allowance.left_out = 0;
        }
        let line: String = one_line(line).chars().take(LONGEST).collect();
        let _ = writeln!(text, "roadmap: {time} {line}");
        let _ = rustix::io::write(rustix::stdio::stderr(), text.as_bytes());
    }
}

/// Whether standard error takes a line without waiting.
fn is_read() -> bool {
    let stderr = rustix::stdio::stderr();
    let mut fds = [PollFd::from_borrowed_fd(stderr, PollFlags::OUT)];
    poll(&mut fds, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).is_ok_and(|ready| ready > 0)
}
