use super::args::{Meeting, Person, Tour, View};
use super::{End, say};
use crate::app::{Action, App, Msg, Rights};
use crate::host::{
    Error, Feed, LocalSeat, Podium, Recorded, Recording, SettingsFile, Source, Wanted, environment, find, first_board,
    follow_forecasts, follow_settings, session,
};
use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;
use tokio::sync::{mpsc, watch};

/// Settings are read beside the roadmap and are there before it, so that the first frame has them. Where they are not,
/// as when the home folder does not answer, it waits for this long, which nobody sees, and goes without them.
const MOMENT: Duration = Duration::from_millis(1);

/// The source that a FILE argument means.
pub fn source(file: Option<&Path>) -> Result<Source, Error> {
    if file.is_some_and(|path| path.as_os_str() == "-") {
        return Ok(Source::Input);
    }
    Ok(find(file)?.map_or(Source::Embedded, Source::File))
}

/// What is said where the dashboard cannot be painted.
const DUMB: &str = "TERM=dumb cannot move its cursor: this is the dashboard line by line, as `roadmap read` gives it.";

/// Whether somebody sits there who can read and type. Where the roadmap comes from standard input, they type elsewhere.
fn on_terminal(file: Option<&Path>) -> bool {
    let piped = file.is_some_and(|path| path.as_os_str() == "-");
    std::io::stdout().is_terminal() && (piped || std::io::stdin().is_terminal())
}

/// `roadmap [FILE]`
pub fn run(file: Option<&Path>, view: &View, person: &Person, meeting: &Meeting) -> Result<End, Error> {
    if let Some(wrong) = view.wrong_filter() {
        say(&wrong);
        return Ok(End::Usage);
    }
    if environment().dumb && on_terminal(file) {
        return super::read::run(file, view, person, Some(DUMB));
    }
    show(&source(file)?, view, person, Kind::Meeting(meeting))
}

/// `roadmap tour`
pub fn tour(it: &Tour) -> Result<End, Error> {
    if let Some(wrong) = it.view.wrong_filter() {
        say(&wrong);
        return Ok(End::Usage);
    }
    show(&Source::Embedded, &it.view, &it.person, Kind::Tour)
}

/// What the dashboard is for.
#[derive(Clone, Copy)]
enum Kind<'a> {
    /// To be learnt, task by task.
    Tour,
    /// To be looked at, alone or with others.
    Meeting(&'a Meeting),
}

/// The dashboard.
fn show(source: &Source, view: &View, person: &Person, kind: Kind<'_>) -> Result<End, Error> {
    let settings = SettingsFile::find(person.config.as_deref())?;
    let begun = settings.clone().map(SettingsFile::begin);
    let texts = source.texts()?;
    // The roadmap is read while the terminal is taken over: the first frame waits for the slower of the two.
    std::thread::scope(|scope| {
        let board = scope.spawn(|| first_board(source, view.reading.how(), &texts));
        // One thread for the session; reading files and waiting for an editor happen beside it.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let ended = runtime.block_on(async {
            let environment = environment();
            let (ask_reload, reload) = mpsc::channel(1);
            let (ask_settings, asked) = mpsc::channel(1);
            let elsewhere = *source == Source::Input;
            let (mut seat, input) = LocalSeat::open(&environment, elsewhere, ask_reload, ask_settings)?;
            let rights = Rights { open: environment.browser, ..Rights::ALL };
            let info = view.seat(seat.size(), view.look(&environment), rights);
            #[cfg(debug_assertions)]
            provoke();
            let Ok(board) = board.join() else { return Ok(()) };
            let mut app = App::new(board.clone(), view.place(), info);
            app.given = view.given(environment.ascii);
            let begun = begun.and_then(|begun| begun.recv_timeout(MOMENT).ok());
            if let Some(begun) = &begun {
                app.update(Msg::Settings(begun.read.clone()));
            }
            if view.present {
                app.update(Msg::Do(Action::Present));
            }
            let mut meeting = None;
            match kind {
                Kind::Tour => app.begin_tour(),
                Kind::Meeting(it) => {
                    seat.greet();
                    meeting = Some(it);
                }
            }
            seat.mouse(app.given.mouse(&app.settings));
            if let Some(file) = settings {
                tokio::spawn(follow_settings(file, begun, !view.no_watch, asked, seat.input()));
            }
            let confidence = app.settings.general.confidence.map(|share| share.0);
            let (publish, boards) = watch::channel(board);
            let feed = Feed {
                source: source.clone(),
                how: view.reading.how(),
                watched: !view.no_watch,
                board: publish,
                reload,
            };
            let shared = feed.board.clone();
            tokio::spawn(follow_forecasts(feed.board.clone(), Wanted { confidence, ..Wanted::default() }));
            tokio::spawn(feed.run(texts.clone()));
            let recording = match meeting.and_then(|it| it.record.as_deref()) {
                Some(path) => Some(Recording::begin(path, seat.size(), app.board.edition.roadmap.title())?),
                None => None,
            };
            if recording.is_some() {
                let podium = Podium::new(shared);
                let chair = podium.enter(&name(), seat.input());
                app.seat.number = chair.number();
                seat.take(chair);
            }
            let told = seat.input();
            let look = app.seat.look;
            let recorded = recording.map(|it| Recorded::begin(it, look, boards.clone(), Some(told)));
            let ended = session(app, seat, input, boards).await.map(drop).map_err(Error::from);
            if let Some(recorded) = recorded {
                recorded.end().await;
            }
            ended
        });
        runtime.shutdown_background();
        ended.map(|()| End::Fine)
    })
}

/// How whoever sits at this terminal is called.
fn name() -> String {
    let named =
        ["USER", "LOGNAME"].into_iter().find_map(|name| std::env::var(name).ok().filter(|name| !name.is_empty()));
    named.map_or_else(|| "the presenter".to_owned(), |name| crate::text::one_line(&name).into_owned())
}

/// Panics when a test asks for it: in the loop, or in a thread beside it.
#[cfg(debug_assertions)]
fn provoke() {
    match std::env::var("ROADMAP_PANIC").as_deref() {
        Ok("loop") => drop(tokio::spawn(async { panic!("asked for in the loop") })),
        Ok("thread") => drop(std::thread::spawn(|| panic!("asked for in a thread"))),
        _ => {}
    }
}
