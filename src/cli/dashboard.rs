use super::args::{Meeting, Person, Tour, View};
use super::settings::Settings;
use super::{End, say};
use crate::app::{Action, App, Msg, Rights};
use crate::host::ssh::Server;
use crate::host::{
    Access, Error, Feed, LocalSeat, Places, Podium, Recorded, Recording, Socket, Source, Wanted, environment, find,
    first_board, follow_forecasts, listen, own_login, session,
};
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;
#[cfg(debug_assertions)]
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{mpsc, watch};

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
        if meeting.is_held() {
            say("TERM=dumb can show no dashboard of your own; `roadmap serve` receives guests without one");
            return Ok(End::Usage);
        }
        return super::read::run(file, view, person, Some(DUMB));
    }
    let source = source(file)?;
    let access = match Access::new(meeting.stage_group.as_deref(), meeting.stage_mode) {
        Ok(access) => access,
        Err(wrong) => {
            say(&wrong);
            return Ok(End::Usage);
        }
    };
    let stage = meeting.stage.as_ref().map(|at| {
        let at = if at.is_empty() { Places::here().usual(access.shared())? } else { at.into() };
        Socket::open(&at, &access)
    });
    if meeting.serve.is_none() && meeting.door.is_spoken_of() {
        say("who may come in matters only where somebody listens: add --serve 127.0.0.1:2222");
        return Ok(End::Usage);
    }
    let given = view.looks.given(false);
    let hosting = meeting.serve.as_ref().map(|listen| meeting.door.hosting(listen, view.place(), given));
    let server = hosting.map(|hosting| Server::open(hosting).map(Box::new));
    let (stage, server) = (stage.transpose()?, server.transpose()?);
    for line in server.iter().flat_map(|server| server.greeting()) {
        say(&line);
    }
    show(&source, view, person, Kind::Meeting { record: meeting.record.as_deref(), stage, server })
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
enum Kind<'a> {
    /// To be learnt, task by task.
    Tour,
    /// To be looked at, alone or with others.
    Meeting {
        /// Where what is presented is recorded.
        record: Option<&'a Path>,
        /// Where others of this machine come to.
        stage: Option<Socket>,
        /// Where others come to by SSH.
        server: Option<Box<Server>>,
    },
}

/// The dashboard.
fn show(source: &Source, view: &View, person: &Person, kind: Kind<'_>) -> Result<End, Error> {
    let settings = Settings::begin(person)?;
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
            // Who is suspended would suspend all who look on.
            let alone = !matches!(&kind, Kind::Meeting { stage, server, .. } if stage.is_some() || server.is_some());
            let rights = Rights { open: environment.browser, suspend: alone, ..Rights::ALL };
            let mut info = view.seat(seat.size(), view.looks.on(&environment), rights);
            #[cfg(debug_assertions)]
            provoke();
            let Ok(board) = board.join() else { return Ok(()) };
            let (publish, mut boards) = watch::channel(board);
            let (tour, record, stage, server) = match kind {
                Kind::Tour => (true, None, None, None),
                Kind::Meeting { record, stage, server } => (false, record, stage, server),
            };
            let name = (record.is_some() || !alone).then(own_login);
            let podium = name.map(|name| (Podium::new(publish.clone()), name));
            if let Some((podium, name)) = &podium {
                let chair = podium.enter(name, seat.input());
                info.number = chair.number();
                seat.take(chair);
            }
            let board = boards.borrow_and_update().clone();
            let mut app = App::new(board, view.place(), info);
            settings.hold(view.looks.given(environment.ascii), &mut app, &mut seat, !view.no_watch, asked);
            let ways = [server.as_ref().map(|server| server.way()), stage.as_ref().map(Socket::way)];
            app.invites = ways.into_iter().flatten().collect::<Vec<_>>().join(", or ");
            if view.present {
                app.update(Msg::Do(Action::Present));
            }
            if tour {
                app.begin_tour();
            } else {
                seat.greet();
            }
            let confidence = app.settings.general.confidence.map(|share| share.0);
            if let (Some(socket), Some((podium, name))) = (&stage, &podium) {
                listen(socket, Arc::clone(podium), publish.subscribe(), name, confidence).await?;
            }
            let wanted = Wanted { confidence, ..Wanted::default() };
            let running = match (server, &podium) {
                (Some(server), Some((podium, _))) => {
                    Some(server.run_beside(publish.clone(), Arc::clone(podium), wanted)?)
                }
                _ => None,
            };
            if let Some(running) = running.clone() {
                seat.at_a_bug(move || running.end("a bug has ended this dashboard"));
            }
            let feed = Feed {
                source: source.clone(),
                how: view.reading.how(),
                watched: !view.no_watch,
                board: publish,
                reload,
            };
            tokio::spawn(follow_forecasts(feed.board.clone(), wanted));
            tokio::spawn(feed.run(texts.clone()));
            let recording = match record {
                Some(path) => Some(Recording::begin(path, seat.size(), app.board.edition.roadmap.title())?),
                None => None,
            };
            let told = seat.input();
            let look = app.seat.look;
            let recorded = recording.map(|it| Recorded::begin(it, look, boards.clone(), Some(told)));
            let ended = session(app, seat, input, boards).await.map(drop).map_err(Error::from);
            // Who comes now is not kept waiting.
            drop(stage);
            if let Some(recorded) = recorded {
                recorded.end().await;
            }
            if let Some(running) = running {
                running.end("the presenter has ended this dashboard");
            }
            ended
        });
        runtime.shutdown_background();
        ended.map(|()| End::Fine)
    })
}

/// Panics when a test asks for it: in the loop, now or when it is told to, or in a thread beside it.
#[cfg(debug_assertions)]
fn provoke() {
    match std::env::var("ROADMAP_PANIC").as_deref() {
        Ok("loop") => drop(tokio::spawn(async { panic!("asked for in the loop") })),
        Ok("later") => drop(tokio::spawn(async {
            if let Ok(mut told) = signal(SignalKind::user_defined1()) {
                told.recv().await;
                panic!("asked for in the loop, later");
            }
        })),
        Ok("thread") => drop(std::thread::spawn(|| panic!("asked for in a thread"))),
        _ => {}
    }
}
