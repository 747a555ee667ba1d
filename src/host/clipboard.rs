//! The clipboard of the terminal in front of which the person sits, also over SSH: OSC 52.

use crate::app::Msg;
use crate::look::Tone;
use crate::text::one_line;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::io::Write;
use std::process::{Command, Stdio};

/// The way to the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// There is none: the console of Linux, terminals of old.
    None,
    /// The terminal takes it.
    Terminal,
    /// Through tmux; `here` if its server can be asked.
    Tmux {
        /// `TMUX` is set: the server runs on this machine.
        here: bool,
    },
    /// Through GNU screen.
    Screen,
}

/// The most bytes that are copied: with more, the sequence is longer than the 100,000 bytes that terminals read.
pub const MOST: usize = 74_994;

/// GNU screen forwards strings of up to 768 bytes.
const CHUNK: usize = 600;

impl Carrier {
    /// The bytes that put a text on the clipboard.
    pub fn bytes(self, text: &str) -> Vec<u8> {
        // BEL ends it: every terminal knows that, and it does not end the string around it.
        let plain = format!("\x1b]52;c;{}\x07", BASE64_STANDARD.encode(text));
        match self {
            Self::None => Vec::new(),
            Self::Terminal => plain.into_bytes(),
            // tmux takes the plain one if `set-clipboard` is `on`, and hands on the other if `allow-passthrough` is.
            Self::Tmux { .. } => {
                let wrapped = plain.replace('\x1b', "\x1b\x1b");
                format!("{plain}\x1bPtmux;{wrapped}\x1b\\").into_bytes()
            }
            // What stands in a string of its own goes to the terminal as it is.
            Self::Screen => {
                let chunks = plain.as_bytes().chunks(CHUNK);
                chunks.flat_map(|chunk| [b"\x1bP", chunk, b"\x1b\\"].concat()).collect()
            }
        }
    }
}

impl Carrier {
    /// The bytes that put a text on the clipboard, and what to say of it.
    pub fn copy(self, text: &str, name: &str) -> (Vec<u8>, Msg) {
        match self {
            Self::None => {
                (Vec::new(), Msg::told(format!("this terminal has no clipboard: {}", one_line(text)), Tone::Warn))
            }
            _ if text.len() > MOST => {
                let said = format!(
                    "nothing was copied: {name} has {} bytes, and a terminal takes {MOST}; `roadmap show` prints it",
                    text.len()
                );
                (Vec::new(), Msg::told(said, Tone::Warn))
            }
            Self::Terminal | Self::Tmux { .. } | Self::Screen => (self.bytes(text), copied(name)),
        }
    }
}

/// What is said of a text that was copied.
pub fn copied(name: &str) -> Msg {
    Msg::told(format!("copied {name}"), Tone::Good)
}

/// What is said of a text that was copied because it could not be written; `why` it could not.
pub fn copied_instead(why: &str, told: Msg) -> Msg {
    match told {
        Msg::Told(told) => Msg::told(format!("{why}; {}", told.text), Tone::Warn),
        told => told,
    }
}

/// Gives a text to tmux, which keeps it as a buffer and hands it on to its terminal: by itself it takes no OSC 52 from
/// a program. Before 3.2 it cannot hand it on; then, and where this fails, the bytes have to do.
pub fn give_to_tmux(text: &str) -> std::io::Result<bool> {
    let mut tmux = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(mut into) = tmux.stdin.take() {
        // If it ended before it read, that is told by its status.
        let _ = into.write_all(text.as_bytes());
    }
    Ok(tmux.wait()?.success())
}
