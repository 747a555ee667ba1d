//! A recording of a terminal, as it lies in a file: asciicast, version 2,
//! <https://docs.asciinema.org/manual/asciicast/v2/>.

use super::Error;
use super::file::{read_up_to, shown};
use crate::text::one_line;
use ratatui::layout::Size;
use serde_json::Value;
use std::path::Path;

/// The longest recording, in bytes: hours of a meeting.
const MOST: u64 = 256 << 20;

/// A recording.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    /// Columns and rows of what was recorded.
    pub size: Size,
    /// What it is called.
    pub title: String,
    /// What happened, in the order of time.
    pub events: Vec<Event>,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Event {
    /// Seconds since the beginning.
    pub at: f64,
    /// What it was.
    pub what: What,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The terminal was sent this.
    Shown(String),
    /// Something begins here that has a name.
    Mark(String),
}

impl Cast {
    /// Reads one from a file; `-` is standard input.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let text = String::from_utf8_lossy(&read_up_to(path, MOST)?).into_owned();
        Self::parse(&text).map_err(|(line, why)| Error::NotACast { path: shown(path), line, why })
    }

    /// Reads one from its text; else the line from 1, and what is wrong there.
    pub fn parse(text: &str) -> Result<Self, (usize, &'static str)> {
        let mut lines = text.lines().enumerate();
        let head: Value = (lines.next())
            .and_then(|(_, line)| serde_json::from_str(line).ok())
            .ok_or((1, "the first line of a recording is an object of JSON"))?;
        if head["version"] != 2 {
            return Err((1, "only version 2 of asciicast is played here"));
        }
        let side = |name: &str| head[name].as_u64().and_then(|side| u16::try_from(side).ok()).filter(|side| *side > 0);
        let (Some(width @ ..=1000), Some(height @ ..=500)) = (side("width"), side("height")) else {
            return Err((1, "its width and height are no size of a terminal"));
        };
        let title = one_line(head["title"].as_str().unwrap_or("a recording")).into_owned();
        let mut events: Vec<Event> = Vec::new();
        for (i, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let Ok(Value::Array(event)) = serde_json::from_str(line) else {
                // A recording that was cut short ends before its last line.
                if i + 1 == text.lines().count() && !text.ends_with('\n') {
                    break;
                }
                return Err((i + 1, "this line is no event: [seconds, \"o\", \"…\"]"));
            };
            let [Value::Number(at), Value::String(kind), Value::String(data), ..] = &event[..] else {
                return Err((i + 1, "this line is no event: [seconds, \"o\", \"…\"]"));
            };
            let at =
                at.as_f64().filter(|at| at.is_finite()).unwrap_or(0.0).max(events.last().map_or(0.0, |last| last.at));
            let what = match kind.as_str() {
                "o" => What::Shown(data.clone()),
                "m" => What::Mark(one_line(data).into_owned()),
                _ => continue,
            };
            events.push(Event { at, what });
        }
        Ok(Self { size: Size { width, height }, title, events })
    }

    /// Seconds from the first to the last.
    pub fn lasts(&self) -> f64 {
        self.events.last().map_or(0.0, |event| event.at)
    }
}
