//! `roadmap serve`: the dashboard for everyone who connects by SSH.

use super::args::{Idle, Serve};
use super::dashboard::source;
use super::{End, say, write};
use crate::app::Given;
use crate::host::ssh::{Boards, Counts, Hosting, Limits, Server};
use crate::host::{Error, Feed, GUESTS, ReadAs, Wanted, first_board, follow_forecasts};
use crate::model::PaneName;
use crate::panes::Place;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{mpsc, watch};

/// Counts are told at most once in this time.
const CALM: Duration = Duration::from_secs(1);

/// `roadmap serve [FILE]`
pub fn run(it: &Serve) -> Result<End, Error> {
    let source = source(it.file.as_deref())?;
    let server = Server::open(hosting(it))?;
    let texts = source.texts()?;
    let how = ReadAs::on(it.today);
    let board = first_board(&source, how, &texts);
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(cores.max(2))
        // A bug in one of these ends what has it, and nobody else's session.
        .thread_name(GUESTS)
        .enable_all()
        .build()?;
    let ended = runtime.block_on(async {
        for line in server.greeting() {
            say(&line);
        }
        let stop = stop()?;
        let (publish, boards) = watch::channel(board);
        // The feed reads on as long as it can be asked to.
        let (_ask_reload, reload) = mpsc::channel(1);
        let feed = Feed { source, how, watched: !it.no_watch, board: publish, reload };
        tokio::spawn(follow_forecasts(feed.board.clone(), Wanted::default()));
        tokio::spawn(feed.run(texts));
        let telling = it.status.clone().map(|path| tokio::spawn(tell(server.counts(), path)));
        // What is public is all there is.
        let ended = server.run(Boards { members: boards.clone(), public: boards }, stop).await;
        if let Some(telling) = telling {
            // The last counts are told too.
            let _ = tokio::time::timeout(CALM, telling).await;
        }
        ended
    });
    runtime.shutdown_background();
    ended.map(|()| End::Fine)
}

fn hosting(it: &Serve) -> Hosting {
    let Idle(idle) = it.idle;
    Hosting {
        listen: it.listen.clone(),
        members: it.authorized_keys.clone(),
        presenters: it.presenter_keys.clone(),
        open: it.open,
        host_key: it.host_key.clone(),
        limits: Limits {
            viewers: it.max_viewers,
            per_address: it.max_per_address,
            login_grace: it.login_grace,
            idle,
            size: it.max_size,
            bytes_per_second: it.bytes_per_second,
        },
        place: it.at.clone().unwrap_or_else(|| Place::of(it.pane.unwrap_or(PaneName::Overview))),
        given: Given { theme: it.theme, ascii: it.ascii, no_mouse: it.no_mouse },
    }
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
        let (mut asked, end) = (signal(kind)?, end.clone());
        tokio::spawn(async move {
            while asked.recv().await.is_some() {
                let why = format!("the host has ended this dashboard ({name})");
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
