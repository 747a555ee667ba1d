//! What can happen to an app from outside, and what it can ask for.

use super::{Action, Asked, Board, Crowd, Foreseen, Key, Note, Saved, SettingsReading, Stage, Trial, Tried};
use crate::look::{Background, Tone};
use crate::plan::{Forecast, Tornado};
use ratatui::layout::Size;
use std::sync::Arc;
use std::time::Duration;

/// A time at which to be woken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timer {
    /// The light on what an edition changed goes out.
    Light(u64),
    /// A minute of a presentation is over.
    Minute,
}

/// All that can happen to an app from outside.
#[derive(Debug, Clone)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// An action was asked for by other means: a click, a link.
    Do(Action),
    /// The wheel turned by that many rows; down is positive.
    Wheel(i8),
    /// Text was pasted.
    Paste(String),
    /// The window has another size.
    Resize(Size),
    /// The terminal has told what it writes on, or that it does so on something else now.
    Background(Background),
    /// The board has something new.
    Board(Board),
    /// What came of an effect.
    Told(Note),
    /// What came of [`Effect::Save`].
    Saved(Saved),
    /// The settings were read, or could not be; why.
    Settings(Result<Arc<SettingsReading>, String>),
    /// Whoever sits there has never been here before.
    Welcome,
    /// Some of the runs that were asked for are there, all since then included.
    Drivers {
        /// The number of the edition that they are of.
        number: u64,
        /// What they say.
        tornado: Arc<Tornado>,
    },
    /// What came of [`Effect::Try`].
    Tried(Tried),
    /// Some of the runs are there that [`Effect::Foresee`] asked for.
    Foreseen {
        /// The number of the edition that they are of.
        number: u64,
        /// What they say.
        forecast: Arc<Forecast>,
    },
    /// A time has come.
    Wake(Timer),
    /// What came of [`Effect::Clock`]: the time since the session began.
    Clock(Duration),
    /// So many look at what is presented from here.
    Crowd(Crowd),
    /// Somebody else has taken the stage; who.
    TakenOver(Arc<str>),
}

impl Msg {
    /// What came of an effect, in words.
    pub fn told(text: impl Into<String>, tone: Tone) -> Self {
        Self::Told(Note { text: text.into(), tone })
    }
}

/// A line for the minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minute {
    /// The path of the roadmap, as it is shown; none where there is no file.
    pub beside: Option<String>,
    /// The day, as 2026-11-25.
    pub day: String,
    /// What the minutes are of.
    pub title: String,
    /// What the line says after the time.
    pub line: String,
}

/// All that an app can ask of its seat. A seat does what it can and may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Leave.
    Quit,
    /// Give the terminal back until the program is continued.
    Suspend,
    /// Draw every cell anew.
    Repaint,
    /// Read the file now.
    Reload,
    /// Open the editor: path as shown, line and column from 1.
    Editor(String, usize, usize),
    /// Open a web address, which is known to be one.
    Browse(String),
    /// Put text on the clipboard; the second is what to call it.
    Copy(String, String),
    /// Put a text in the place of another, if that is what the file still says.
    Save {
        /// The path as it is shown.
        path: String,
        /// What it must say now.
        before: Arc<str>,
        /// What it is to say.
        after: String,
    },
    /// Take the steps of a sandbox beside the session, and send [`Msg::Tried`].
    Try(Trial),
    /// Simulate a sandbox beside the session, and send each part as [`Msg::Foreseen`]; what was asked for before is not
    /// wanted any more. Nothing: only the latter.
    Foresee(Option<Foreseen>),
    /// Write a text into a new file beside another one, or, where that cannot be, copy it.
    Export {
        /// The path of the other one, as it is shown.
        beside: String,
        /// What to call it; a number is put to it where that is there already.
        name: String,
        /// The text.
        text: String,
    },
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Whoever sits there has seen the hint for newcomers, and needs it no more.
    Welcomed,
    /// Simulate what drives a date, and send each part as [`Msg::Drivers`]; what was asked for before is not wanted any
    /// more. Nothing: only the latter.
    Drive(Option<Asked>),
    /// Put this on the stage, or leave it.
    Stage(Option<Box<Stage>>),
    /// Whoever sits there looks on, in a window of that size; whether they follow.
    Attends {
        /// Columns and rows.
        size: Size,
        /// They go where the presenter goes.
        follows: bool,
    },
    /// Send [`Msg::Clock`].
    Clock,
    /// Put a line into the minutes of its day, which lie beside the roadmap.
    Minute(Minute),
    /// Send [`Msg::Wake`] after a while.
    Wake(Duration, Timer),
}
