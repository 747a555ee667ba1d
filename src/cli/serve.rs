//! `roadmap serve`: the dashboard for everyone who connects by SSH.

use super::args::Serve;
use super::dashboard::source;
use super::{End, say, write};
use crate::app::Given;
use crate::host::ssh::{Counts, ENDED, Server, for_guests};
use crate::host::{
    Error, Feed, Hall, Podium, Recorded, Recording, Wanted, first_board, follow_forecasts, hangups_are_ignored,
};
use crate::look::{Depth, Look};
use crate::model::PaneName;
use crate::panes::Place;
use crate::problem::summary;
use ratatui::layout::Size;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{mpsc, watch};

/// Counts are told at most once in this time.
const CALM: Duration = Duration::from_secs(1);

/// `roadmap serve [FILE]`
pub fn run(it: &Serve) -> Result<End, Error> {
    let source = source(it.file.as_deref())?;
    let place = it.at.clone().unwrap_or_else(|| Place::of(it.pane.unwrap_or(PaneName::Overview)));
    let given = Given { theme: it.theme, ascii: it.ascii, no_mouse: it.no_mouse };
    let server = Server::open(it.door.hosting(&it.listen, place, given))?;
    let texts = source.texts()?;
    let size = Size { width: 120, height: 40 };
    let look = Look { theme: it.theme.unwrap_or_default(), depth: Depth::Full, ascii: it.ascii, ..Look::default() };
    let how = it.reading.how();
    let board = first_board(&source, how, &texts);
    if board.edition.number > 0 && !board.edition.is_sound() {
        let wrong = summary(&board.edition.problems);
        say(&format!(
            "{wrong}: guests who are in no file see nothing until they are mended; `roadmap check` tells them"
        ));
    }
    let title = board.edition.roadmap.title();
    let recording = it.record.as_deref().map(|path| Recording::begin(path, size, title)).transpose()?;
    let runtime = for_guests()?;
    let ended = runtime.block_on(async {
        for line in server.greeting() {
            say(&line);
        }
        let stop = stop()?;
        let (publish, boards) = watch::channel(board);
        // The feed reads on as long as it can be asked to.
        let (_ask_reload, reload) = mpsc::channel(1);
        let feed = Feed { source, how, watched: !it.no_watch, board: publish, reload };
        let shared = feed.board.clone();
        tokio::spawn(follow_forecasts(feed.board.clone(), Wanted::default()));
        tokio::spawn(feed.run(texts));
        let telling = it.status.clone().map(|path| tokio::spawn(tell(server.counts(), path)));
        let podium = it.door.presenter_keys.is_some().then(|| Podium::new(shared.clone()));
        let hall = Hall::open(&shared, Wanted::default(), podium);
        drop(shared);
        let recording = recording.map(|it| Recorded::begin(it, look, boards, None));
        let ended = server.run(hall, stop).await;
        if let Some(recording) = recording {
            recording.end().await;
        }
        if let Some(telling) = telling {
            // The last counts are told too.
            let _ = tokio::time::timeout(CALM, telling).await;
        }
        ended
    });
    runtime.shutdown_background();
    ended.map(|()| End::Fine)
}

/// Why it has to end, once it has. Asked a second time it ends at once.
fn stop() -> Result<watch::Receiver<Option<String>>, Error> {
    let (end, stop) = watch::channel(None);
    for (kind, name) in [
        (SignalKind::interrupt(), "SIGINT"),
        (SignalKind::terminate(), "SIGTERM"),
        (SignalKind::hangup(), "SIGHUP"),
        (SignalKind::quit(), "SIGQUIT"),
    ] {
        if kind == SignalKind::hangup() && hangups_are_ignored() {
            continue; // as with nohup
        }
        let (mut asked, end) = (signal(kind)?, end.clone());
        tokio::spawn(async move {
            while asked.recv().await.is_some() {
                let why = format!("{ENDED} ({name})");
                if end.send_replace(Some(why)).is_some() {
                    std::process::exit(0);
                }
            }
        });
    }
    Ok(stop)
}

/// Tells the counts whenever they change, until nobody counts any more.
async fn tell(mut counts: watch::Receiver<Counts>, to: PathBuf) {
    counts.mark_changed();
    while counts.changed().await.is_ok() {
        let now = *counts.borrow_and_update();
        let path = to.clone();
        // Where it goes may take its time, or be full: the next counts are told then.
        let _ = tokio::task::spawn_blocking(move || {
            let line = serde_json::to_string(&now).unwrap_or_default() + "\n";
            let path = (path.as_os_str() != "-").then_some(path);
            write(path.as_deref().map(Path::new), line.as_bytes())
        })
        .await;
        tokio::time::sleep(CALM).await;
    }
}
