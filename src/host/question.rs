//! What is asked of the terminal after the first frame, and what it answers. Nobody waits for an answer; one that comes
//! late, in pieces or never is never taken for keys, neither here nor by who has the terminal next.

use crate::look::{Background, Rgb};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The background (OSC 11), then what every terminal answers (DA1): when that is there, no more will come.
pub const QUESTION: &[u8] = b"\x1b]11;?\x07\x1b[c";

/// After this time no answer is reckoned with: an Esc is the key again at once.
const PATIENCE: Duration = Duration::from_secs(5);
/// So long after a question the terminal is not handed on before it has answered.
const COURTESY: Duration = Duration::from_secs(1);

/// Whether there is an answer to come.
#[derive(Debug, Default)]
pub struct Question {
    asked: Mutex<Option<Instant>>,
}

impl Question {
    /// It is on its way.
    pub fn ask(&self) {
        *self.asked.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// The last answer has come.
    pub fn answered(&self) {
        *self.asked.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Whether an answer may come.
    pub fn is_open(&self) -> bool {
        self.since().is_some_and(|since| since < PATIENCE)
    }

    /// How long to wait for the answer before the terminal is handed on.
    pub fn courtesy(&self) -> Option<Duration> {
        COURTESY.checked_sub(self.since()?)
    }

    /// Waits until a reader that still runs has taken the answers: for when a bug or a signal ends the program.
    pub fn wait(&self) {
        while self.courtesy().is_some() {
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn since(&self) -> Option<Duration> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).map(|asked| asked.elapsed())
    }
}

/// What a terminal can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// What it writes on.
    Background(Background),
    /// What it is: the last of the answers.
    Last,
    /// Something that was not asked.
    Other,
}

/// How the bytes of an answer go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// There is more to come, and it cannot be anything else.
    Partial,
    /// There may be more to come.
    Doubtful,
    /// That was it.
    Whole(Answer),
    /// It is none.
    No,
}

/// The most bytes of an answer.
const LONGEST: usize = 1024;

/// Reads what follows `ESC [ ?` or `ESC ]` and a digit, from the start of the sequence.
pub fn read(bytes: &[u8]) -> Reading {
    let Some(last) = bytes.last().copied().filter(|_| bytes.len() < LONGEST) else {
        return Reading::No;
    };
    if let Some(told) = bytes.strip_prefix(b"\x1b[?") {
        return match last {
            b'0'..=b'9' | b';' | b'$' | b'?' => Reading::Partial,
            b'c' => Reading::Whole(Answer::Last),
            b'n' if told == b"997;1n" => Reading::Whole(Answer::Background(Background::Dark)),
            b'n' if told == b"997;2n" => Reading::Whole(Answer::Background(Background::Light)),
            b'@'..=b'~' => Reading::Whole(Answer::Other),
            _ => Reading::No,
        };
    }
    let Some(told) = bytes.strip_prefix(b"\x1b]") else {
        return Reading::No;
    };
    if let Some(told) = told.strip_suffix(b"\x07").or_else(|| told.strip_suffix(b"\x1b\\")) {
        let color = std::str::from_utf8(told).ok().and_then(|told| told.strip_prefix("11;")).and_then(color);
        return Reading::Whole(color.map_or(Answer::Other, |rgb| Answer::Background(Background::of(rgb))));
    }
    let told = told.strip_suffix(b"\x1b").unwrap_or(told);
    match () {
        () if told.iter().all(|b| b.is_ascii_hexdigit() || b"rgb:/;#".contains(b)) => Reading::Partial,
        () if told.iter().all(|b| *b >= b' ' && *b != 0x7f) => Reading::Doubtful,
        () => Reading::No,
    }
}

/// A colour as X11 writes it: `rgb:` and one to four digits for each of three, `rgba:`, or `#` and as many for each.
fn color(text: &str) -> Option<Rgb> {
    let shade = |digits: &str| {
        let value = (1..=4).contains(&digits.len()).then(|| u32::from_str_radix(digits, 16).ok())??;
        let most = (1_u32 << (4 * digits.len())) - 1;
        Some((value * 255 / most) as u8)
    };
    if let Some(digits) = text.strip_prefix('#').filter(|digits| digits.is_ascii()) {
        let each = digits.len() / 3;
        let part = |i: usize| shade(digits.get(i * each..(i + 1) * each)?);
        return (digits.len() == 3 * each).then(|| Some((part(0)?, part(1)?, part(2)?)))?;
    }
    let mut parts = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"))?.split('/').map(shade);
    Some((parts.next()??, parts.next()??, parts.next()??))
}
