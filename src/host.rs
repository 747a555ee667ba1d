//! The world: the only room with files, clocks, processes and sockets.

mod beside;
mod browser;
mod bug;
mod cast;
mod clipboard;
mod clock;
mod drives;
mod editor;
mod environment;
mod feed;
mod file;
mod folders;
mod forecasts;
mod frames;
mod gallery;
mod hall;
mod hyperlinks;
mod input;
mod job;
mod lines;
mod logins;
mod minutes;
mod newest;
mod open_files;
mod player;
mod podium;
mod question;
mod reader;
mod recheck;
mod recorder;
mod sandboxes;
mod save;
mod screen_bytes;
mod seen;
mod session;
mod settings;
pub mod ssh;
mod stage;
mod terminal;
mod texts;
mod veil;
mod watch;
mod work;
mod workers;

pub use beside::write_beside;
pub use bug::{GUESTS, Terminal, tell_bugs};
pub use cast::{Cast, Event, What};
pub use clipboard::{Carrier, MOST as MOST_COPIED};
pub use clock::{local_time, local_today};
pub use drives::{Drives, drive_now};
pub use editor::{Editor, command as editor_command};
pub use environment::{Environment, environment};
pub use feed::{Feed, ReadAs, Source, first_board};
pub use file::{find, read};
pub use forecasts::{Wanted, all_savings, criticality, drive, drivers, follow_forecasts, forecast, forecast_anyway};
pub use frames::{Dialect, Frames};
pub use gallery::{Gallery, Picture};
pub use hall::Hall;
pub use input::{Decoder, Input};
pub use job::hangups_are_ignored;
pub use lines::{extent, typed_lines};
pub use logins::own_login;
pub use player::Player;
pub use podium::{Chair, Podium};
pub use recheck::recheck;
pub use recorder::{Recorded, Recording};
pub use sandboxes::try_now;
pub use save::{SaveError, save};
pub use session::{Seat, session};
pub use settings::{Begun, LARGEST as LARGEST_SETTINGS, SettingsFile, follow as follow_settings};
pub use stage::{Access, Follow, LooksOn, Places, Shared, Socket, WIRE, ask, foresee_stage, listen};
pub use terminal::{LocalSeat, columns};
pub use texts::Texts;
pub use veil::Veil;
pub use work::work_now;

/// The roadmap that is built in.
pub const EMBEDDED: &str = include_str!("../roadmap.toml");

/// What the world refused, with what it was about.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("{path}: there is no such file")]
    Missing {
        /// The path as it was given.
        path: String,
    },
    /// It is there already, and is not written over.
    #[error("{path}: this is there already; nothing was written")]
    Exists {
        /// The path.
        path: String,
    },
    /// A folder without a roadmap in it.
    #[error("{path}: this folder has no roadmap.toml")]
    EmptyFolder {
        /// The path as it was given.
        path: String,
    },
    /// Not a file that can be read: a pipe, a socket, a device.
    #[error("{path}: this is {what}, not a file; use `-` to read from standard input")]
    NotAFile {
        /// The path as it was given.
        path: String,
        /// What it is.
        what: &'static str,
    },
    /// Larger than is read.
    #[error("{path}: {size} bytes is more than the {most} that are read")]
    TooLarge {
        /// The path as it was given.
        path: String,
        /// Its size.
        size: u64,
        /// The limit.
        most: u64,
    },
    /// Reading failed.
    #[error("{path}: {source}")]
    Read {
        /// The path as it was given.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// Writing a result failed.
    #[error("{path}: {source}")]
    Write {
        /// The path as it was given.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// There can be no stage, or nobody may come to it.
    #[error("{path}: {why}")]
    Stage {
        /// The socket, or its folder.
        path: String,
        /// Why, and what to do.
        why: String,
    },
    /// Not a recording that can be played.
    #[error("{path}:{line}: {why}")]
    NotACast {
        /// The path as it was given.
        path: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        why: &'static str,
    },
    /// Anyone could come in, and that was not asked for.
    #[error(
        "{address} can be reached from other machines, and anyone could come in: say who may with --authorized-keys FILE, \
         or let everybody in with --open"
    )]
    Unguarded {
        /// Where it was to listen.
        address: String,
    },
    /// Nothing can be listened to there.
    #[error("cannot listen on {address}: {why}")]
    Listen {
        /// Where.
        address: String,
        /// Why, and what to do.
        why: String,
    },
    /// The key of a server cannot be used.
    #[error("host key {path}: {why}")]
    HostKey {
        /// The file.
        path: String,
        /// Why, and what to do.
        why: String,
    },
    /// There is no terminal to show the dashboard on.
    #[error(
        "{0} is not a terminal; `roadmap snapshot` prints a pane without one, `roadmap read` takes commands line by line, \
         `roadmap list` and `roadmap show` print data"
    )]
    NoTerminal(&'static str),
    /// The terminal failed.
    #[error("the terminal failed: {0}")]
    Terminal(#[from] std::io::Error),
}

impl Error {
    /// Whether it is only that nobody reads any more, which is no failure.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Write { source, .. } | Self::Terminal(source) if source.kind() == std::io::ErrorKind::BrokenPipe)
    }
}
