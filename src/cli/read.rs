use super::args::{Person, View};
use super::dashboard::source;
use super::{End, say as say_aside, write};
use crate::app::{App, Board, Effect, Keymap, Msg, Rights, SettingsReading};
use crate::host::{Error, Feed, SettingsFile, Source, Wanted, environment, extent, forecast, typed_lines, work_now};
use crate::linear::{Page, answer, greeting, news, open, prompt, seen};
use crate::look::{Depth, Look};
use ratatui::layout::Size;
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{mpsc, watch};

/// The screen that the app thinks it has: large enough for list and detail, and always the same, so that the same
/// lines lead to the same places whatever they are written on.
const SCREEN: Size = Size { width: 80, height: 24 };
/// Rows of a terminal that are left to the title, the prompt and what stood there before.
const LEFT: u16 = 6;
/// The watch on the file is set up within this time, or the first line tells it as not watched.
const PATIENCE: Duration = Duration::from_secs(1);
/// A file that was asked to be read again is waited for so long; later, the next line tells what came of it.
const AGAIN: Duration = Duration::from_millis(300);

/// `roadmap read [FILE]`; `first` is a line to begin with.
pub fn run(file: Option<&Path>, view: &View, person: &Person, first: Option<&str>) -> Result<End, Error> {
    if let Some(wrong) = view.wrong_filter() {
        say_aside(&wrong);
        return Ok(End::Usage);
    }
    let environment = environment();
    let settings = SettingsFile::find(person.config.as_deref())?.map(|file| file.read());
    let source = source(file)?;
    let texts = source.texts()?;
    let edition = source.parse(1, view.reading.how(), texts.clone(), &mut |_| {});
    let lines = typed_lines(source == Source::Input)?;
    let mut board = Board::new(Arc::new(edition));
    board.forecast = forecast(&board.edition, Wanted::default()).map(Arc::new);
    let (publish, boards) = watch::channel(board);
    let (ask_reload, reload) = mpsc::channel(1);
    let watched = !view.no_watch && source.path().is_some();
    let typed_on_terminal = source == Source::Input || std::io::stdin().is_terminal();
    let echo = !(typed_on_terminal && std::io::stdout().is_terminal());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ended = runtime.block_on(async {
        tokio::spawn(Feed { source, how: view.reading.how(), watched, board: publish, reload }.run(texts));
        let ascii = view.looks.on(&environment).ascii;
        let mut talk = Conversation { boards, lines, ask_reload, ascii, echo };
        if watched {
            let _ = tokio::time::timeout(PATIENCE, talk.boards.changed()).await;
        }
        talk.hold(view, settings, first).await
    });
    runtime.shutdown_background();
    ended.map(|()| End::Fine)
}

/// What reading the settings gave.
type Settings = Result<Arc<SettingsReading>, String>;

struct Conversation {
    boards: watch::Receiver<Board>,
    lines: mpsc::Receiver<String>,
    ask_reload: mpsc::Sender<()>,
    ascii: bool,
    /// What is typed is not seen where the answers stand, and is written there too.
    echo: bool,
}

impl Conversation {
    async fn hold(&mut self, view: &View, settings: Option<Settings>, first: Option<&str>) -> Result<(), Error> {
        let mut ends = [
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
            signal(SignalKind::hangup())?,
            signal(SignalKind::quit())?,
        ];
        let board = self.boards.borrow_and_update().clone();
        let rights = Rights::LOOK;
        let look = Look { depth: Depth::None, ascii: self.ascii, ..Look::default() };
        let mut app = App::new(board, view.place(), view.seat(SCREEN, look, rights));
        app.given = view.looks.given(self.ascii);
        // There are no keys here, so that nothing that is said names one.
        app.keymap = Arc::new(Keymap::from_iter([]));
        if let Some(settings) = settings {
            app.update(Msg::Settings(settings));
            app.keymap = Arc::new(Keymap::from_iter([]));
            self.ascii = app.seat.look.ascii;
        }
        if view.focus.is_some() && app.place.focus == view.focus {
            open(&mut app);
        }
        let asked = app.opening();
        work_now(&mut app, &asked);
        if let Some(first) = first {
            say(&self.page().lay(&[first.to_owned()]))?;
        }
        say(&greeting(&app, self.page()))?;
        loop {
            write(None, prompt(&app, self.page()).as_bytes())?;
            let [interrupt, terminate, hangup, quit] = &mut ends;
            let line = tokio::select! {
                line = self.lines.recv() => line,
                _ = interrupt.recv() => None,
                _ = terminate.recv() => None,
                _ = hangup.recv() => None,
                _ = quit.recv() => None,
            };
            // The prompt is a line of its own, however it ends.
            let Some(line) = line else { return write(None, b"\n") };
            if self.echo {
                say(&[self.page().fold(&crate::text::one_line(line.trim()))])?;
            }
            self.catch_up(&mut app)?;
            let answer = answer(&mut app, &line, self.page());
            // It is asked for where its answer comes into sight.
            let worked = work_now(&mut app, &answer.effects);
            say(&if worked { seen(&app, self.page()) } else { answer.lines })?;
            for effect in answer.effects {
                match effect {
                    Effect::Quit => return Ok(()),
                    Effect::Reload => self.reload(&mut app).await?,
                    // There is no light that could go out, and nothing else that could be done from here.
                    _ => {}
                }
            }
        }
    }

    /// What is written on, as large as it is now.
    fn page(&self) -> Page {
        let size = extent();
        let width = size.map_or(Page::default().width, |size| usize::from(size.width).clamp(20, 500));
        let rows = size.map_or(Page::default().rows, |size| usize::from(size.height.saturating_sub(LEFT)).max(4));
        Page { width, rows, ascii: self.ascii }
    }

    /// Says what has come since, before anything else is said.
    fn catch_up(&mut self, app: &mut App) -> Result<(), Error> {
        if !self.boards.has_changed().unwrap_or(false) {
            return Ok(());
        }
        let (before, board) = (app.board.clone(), self.boards.borrow_and_update().clone());
        let asked = app.update(Msg::Board(board));
        work_now(app, &asked);
        match news(before.shared(), app) {
            Some(news) => say(&self.page().lay(&[news])),
            None => Ok(()),
        }
    }

    /// Reads the file now, and says what came of it.
    async fn reload(&mut self, app: &mut App) -> Result<(), Error> {
        if self.ask_reload.try_send(()).is_err() {
            return say(&["there is no file to read again".to_owned()]);
        }
        say(&["read again".to_owned()])?;
        let _ = tokio::time::timeout(AGAIN, self.boards.changed()).await;
        self.boards.mark_changed();
        self.catch_up(app)
    }
}

fn say(lines: &[String]) -> Result<(), Error> {
    let text: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
    write(None, text.as_bytes())
}
