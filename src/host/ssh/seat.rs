//! The seat of a guest: it shows frames, copies, and works things out. Nothing on the host can be reached from it.

use super::outlet::Outlet;
use crate::app::{Effect, Msg};
use crate::host::clipboard::Carrier;
use crate::host::environment::Environment;
use crate::host::frames::Frames;
use crate::host::gallery::Gallery;
use crate::host::input::Input;
use crate::host::podium::Chair;
use crate::host::question::{QUESTION, Question};
use crate::host::screen_bytes::{mouse, opening};
use crate::host::session::Seat;
use crate::host::work::Work;
use crate::host::workers::Workers;
use crate::look::Tone;
use ratatui::layout::Size;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// The seat of a guest.
#[derive(Debug)]
pub struct GuestSeat {
    frames: Frames,
    size: Size,
    outlet: Outlet,
    work: Work,
    clipboard: Carrier,
    /// The terminal can tell of clicks.
    clicks: bool,
    /// Bytes that go before the next frame.
    before: Vec<u8>,
    /// The terminal is to be asked, after the next frame.
    asks: bool,
    question: Arc<Question>,
    /// The way to those who share the board, where somebody can present.
    chair: Option<Chair>,
    gallery: Arc<Gallery>,
    /// Bytes in a second.
    pace: Option<u32>,
}

/// What a seat is given besides its terminal.
#[derive(Debug)]
pub struct Means {
    /// The mouse is used, where the terminal has one.
    pub with_mouse: bool,
    /// Where it is noted what the terminal was asked.
    pub question: Arc<Question>,
    /// Where answers of the workers go.
    pub answers: mpsc::Sender<Input>,
    /// Who works things out.
    pub workers: Workers,
    /// A way to those who share the board, where somebody can present.
    pub chair: Option<Chair>,
    /// Pictures that several of them see.
    pub gallery: Arc<Gallery>,
    /// Bytes in a second, if they are limited.
    pub pace: Option<u32>,
}

impl GuestSeat {
    /// A seat before a terminal of that size.
    pub fn new(environment: &Environment, size: Size, outlet: Outlet, means: Means) -> Self {
        let frames = Frames::new(size).in_dialect(environment.dialect).with_links(environment.links);
        Self {
            frames,
            size,
            outlet,
            work: Work::new(means.answers, &means.workers),
            clipboard: environment.clipboard,
            clicks: environment.mouse,
            before: opening(environment.dialect, means.with_mouse && environment.mouse),
            asks: environment.answers,
            question: means.question,
            chair: means.chair,
            gallery: means.gallery,
            pace: means.pace,
        }
    }
}

impl Seat for GuestSeat {
    fn frames(&mut self) -> &mut Frames {
        &mut self.frames
    }

    fn resize(&mut self, size: Size) {
        self.size = size;
        self.frames.resize(size);
    }

    fn gallery(&self) -> Option<Arc<Gallery>> {
        Some(Arc::clone(&self.gallery))
    }

    async fn sent(&mut self) -> io::Result<()> {
        let mut bytes = std::mem::take(&mut self.before);
        bytes.append(&mut self.frames.take());
        if std::mem::take(&mut self.asks) {
            bytes.extend_from_slice(QUESTION);
            self.question.ask();
        }
        if bytes.is_empty() {
            return Ok(());
        }
        let count = bytes.len();
        self.outlet.send(bytes).await?;
        if let Some(pace) = self.pace {
            // What changes meanwhile is in the next frame.
            tokio::time::sleep(Duration::from_secs_f64(count as f64 / f64::from(pace.max(1)))).await;
        }
        Ok(())
    }

    async fn perform(&mut self, effect: Effect) -> io::Result<Option<Msg>> {
        Ok(match effect {
            Effect::Quit | Effect::Wake(..) | Effect::Clock | Effect::Welcomed => None,
            Effect::Stage(_) | Effect::Attends { .. } => {
                if let Some(chair) = &self.chair {
                    chair.take(effect);
                }
                None
            }
            Effect::Minute(minute) => Some(minute.write().await),
            Effect::Mouse(on) => {
                self.before.extend_from_slice(mouse(on && self.clicks));
                None
            }
            Effect::Drive(_) | Effect::Try(_) | Effect::Foresee(_) => {
                self.work.begin(effect);
                None
            }
            Effect::Repaint => {
                self.frames.forget();
                Some(Msg::Resize(self.size))
            }
            Effect::Copy(text, name) => Some(self.copy(&text, &name)),
            Effect::Export { text, .. } => Some(self.copy(&text, "the steps as TOML")),
            Effect::Browse(url) => Some(self.copy(&url, &url)),
            Effect::Reload => Some(Msg::told("the host reads the file whenever it is saved", Tone::Dim)),
            Effect::Suspend | Effect::Editor(..) | Effect::Save { .. } => {
                Some(Msg::told("guests look; what the file says is changed where it is", Tone::Warn))
            }
        })
    }
}

impl GuestSeat {
    fn copy(&mut self, text: &str, name: &str) -> Msg {
        let (bytes, told) = self.clipboard.copy(text, name);
        self.before.extend(bytes);
        told
    }
}
