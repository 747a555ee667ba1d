//! Plays a recording. What was recorded is shown by a terminal of our own, cell for cell, so that nothing in the file
//! reaches the real one as it stands there.

use super::cast::{Cast, What};
use super::input::Input;
use super::session::Seat;
use crate::app::{KeyCode, Msg};
use crate::look::{Canvas, Look, Tone};
use crate::text::{clean, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::{Color, Modifier, Style};
use std::io;
use std::num::NonZeroU16;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::Instant;

/// A pause longer than this many seconds is cut to it.
const LONGEST: f64 = 5.0;

/// A recording that is being played.
pub struct Player {
    cast: Cast,
    speed: f64,
    screen: vt100::Parser,
    /// The event that comes next.
    next: usize,
    /// The name of what is shown.
    mark: String,
    /// When the event before the next one was shown; none while it stands still.
    since: Option<Instant>,
}

impl Player {
    /// Begins at the beginning, so many times as fast as it was.
    pub fn new(cast: Cast, speed: f64) -> Self {
        let screen = blank(cast.size);
        Self { cast, speed, screen, next: 0, mark: String::new(), since: Some(Instant::now()) }
    }

    /// Plays it on a seat until it is left.
    pub async fn play<S: Seat>(mut self, mut seat: S, look: Look, mut input: mpsc::Receiver<Input>) -> io::Result<()> {
        loop {
            seat.frames().draw(|cells| self.paint(cells, look));
            seat.sent().await?;
            let due = self.due();
            tokio::select! { biased;
                got = input.recv() => match got {
                    None | Some(Input::End) => return Ok(()),
                    Some(Input::Resize(size)) => seat.resize(size),
                    Some(Input::Msg(Msg::Key(key))) => match key.code {
                        KeyCode::Char('q') => return Ok(()),
                        KeyCode::Char('c') if key.ctrl => return Ok(()),
                        KeyCode::Char(' ') => self.pause(),
                        KeyCode::Char('.') => self.step(),
                        KeyCode::Right | KeyCode::PageDown | KeyCode::Char('l') => self.jump(true),
                        KeyCode::Left | KeyCode::PageUp | KeyCode::Char('h') => self.jump(false),
                        _ => {}
                    },
                    Some(_) => {}
                },
                () = tokio::time::sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => self.step(),
            }
        }
    }

    /// When the next event comes; none at the end, and while it stands still.
    fn due(&self) -> Option<Instant> {
        let next = self.cast.events.get(self.next)?;
        let before = self.next.checked_sub(1).map_or(0.0, |last| self.cast.events[last].at);
        let pause = (next.at - before).clamp(0.0, LONGEST) / self.speed;
        Some(self.since? + Duration::from_secs_f64(pause))
    }

    fn step(&mut self) {
        let Some(event) = self.cast.events.get(self.next) else { return };
        match &event.what {
            What::Shown(bytes) => self.screen.process(bytes.as_bytes()),
            What::Mark(name) => self.mark.clone_from(name),
        }
        self.next += 1;
        self.since = self.since.map(|_| Instant::now());
    }

    fn pause(&mut self) {
        self.since = if self.since.is_some() { None } else { Some(Instant::now()) };
    }

    /// To the next mark, or to the one before what is shown.
    fn jump(&mut self, on: bool) {
        let marks = self.cast.events.iter().enumerate().filter(|(_, event)| matches!(event.what, What::Mark(_)));
        let mut marks = marks.map(|(i, _)| i);
        // The mark of what is shown stands before the picture that follows it.
        let to = if on {
            marks.find(|i| *i >= self.next)
        } else {
            let before: Vec<usize> = marks.filter(|i| i + 1 < self.next).collect();
            before.len().checked_sub(2).map(|i| before[i]).or(Some(0))
        };
        let Some(to) = to else { return };
        let still = self.since.is_none();
        if to < self.next {
            self.screen = blank(self.cast.size);
            self.next = 0;
        }
        while self.next < (to + 2).min(self.cast.events.len()) {
            self.step();
        }
        self.since = (!still).then(Instant::now);
    }

    fn paint(&self, cells: &mut Buffer, look: Look) {
        let area = cells.area;
        let room = Size { height: area.height.saturating_sub(1), ..area.as_size() };
        let screen = self.screen.screen();
        for y in 0..self.cast.size.height.min(room.height) {
            for x in 0..self.cast.size.width.min(room.width) {
                if let (Some(from), Some(to)) = (screen.cell(y, x), cells.cell_mut((x, y)))
                    && !from.is_wide_continuation()
                {
                    // A wide sign that the edge would cut in half is left out.
                    let whole = !from.is_wide() || x + 1 < room.width;
                    let sign = clean(if whole { from.contents() } else { "" });
                    to.set_symbol(if sign.is_empty() { " " } else { &sign }).set_style(style(from));
                }
            }
        }
        let foot = Rect { y: area.bottom().saturating_sub(1), height: 1.min(area.height), ..area };
        let at = self.next.checked_sub(1).map_or(0.0, |last| self.cast.events[last].at);
        let state = match self.since {
            _ if self.next >= self.cast.events.len() => "the end",
            Some(_) => "playing",
            None => "standing still",
        };
        let told =
            format!("{} of {} · {state} · space stops, h l scenes, q quits", clock(at), clock(self.cast.lasts()));
        let name = if self.mark.is_empty() { &self.cast.title } else { &self.mark };
        let mut canvas: Canvas<'_, ()> = Canvas::new(cells, look);
        canvas.clear(foot);
        let inner = Rect { x: foot.x + 1.min(foot.width), width: foot.width.saturating_sub(2), ..foot };
        if width(&told) + width(name) + 3 <= usize::from(inner.width) {
            canvas.put(inner, name, Tone::Strong);
        }
        canvas.put_right(inner, &told, Tone::Dim);
    }
}

fn blank(size: Size) -> vt100::Parser {
    let cells = |side: u16| NonZeroU16::new(side).unwrap_or(NonZeroU16::MIN);
    vt100::Parser::new(cells(size.height), cells(size.width), 0)
}

/// `3:07`.
fn clock(seconds: f64) -> String {
    let seconds = seconds as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn style(cell: &vt100::Cell) -> Style {
    let colour = |colour| match colour {
        vt100::Color::Default => Color::Reset,
        vt100::Color::Idx(i) => Color::Indexed(i),
        vt100::Color::Rgb(r, g, b) => Color::Rgb(r, g, b),
    };
    let mut modifier = Modifier::empty();
    for (is, it) in [
        (cell.bold(), Modifier::BOLD),
        (cell.dim(), Modifier::DIM),
        (cell.italic(), Modifier::ITALIC),
        (cell.underline(), Modifier::UNDERLINED),
        (cell.inverse(), Modifier::REVERSED),
    ] {
        modifier.set(it, is);
    }
    Style::new().fg(colour(cell.fgcolor())).bg(colour(cell.bgcolor())).add_modifier(modifier)
}
