use super::args::Join;
use super::settings::Settings;
use super::{End, say};
use crate::app::{App, Rights, SeatInfo};
use crate::host::{Error, Follow, LocalSeat, Places, Wanted, ask, environment, foresee_stage, session};
use crate::model::PaneName;
use crate::panes::Place;
use std::path::PathBuf;
use tokio::sync::{mpsc, watch};

/// `roadmap join [SOCKET]`
pub fn run(it: &Join) -> Result<End, Error> {
    let places = Places::here();
    let at = match &it.socket {
        // Why somebody may not come is said here, and not on a screen that waits.
        Some(at) => ask(at).map(|_| Some(at.clone()))?,
        None => match reachable(&places)?.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            several => {
                say("several present on this machine; name the one to follow:");
                for at in several {
                    say(&format!("  roadmap join {}", at.display()));
                }
                return Ok(End::Usage);
            }
        },
    };
    let settings = Settings::begin(&it.person)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ended = runtime.block_on(async {
        let environment = environment();
        let (ask_reload, _) = mpsc::channel(1);
        let (ask_settings, asked) = mpsc::channel(1);
        let (mut seat, input) = LocalSeat::open(&environment, false, ask_reload, ask_settings)?;
        let look = it.looks.on(&environment);
        let info = SeatInfo { number: 0, size: seat.size(), look, rights: Rights::LOOK };
        let board = Follow::board(at.as_deref(), &places);
        let mut app = App::new(board.clone(), Place::of(PaneName::Overview), info);
        settings.hold(it.looks.given(environment.ascii), &mut app, &mut seat, true, asked);
        app.follow_along();
        let usual = app.settings.general.confidence.map(|share| share.0);
        let (board, boards) = watch::channel(board);
        let (looks_on, told) = watch::channel((seat.size(), true));
        let (confidence, safe) = watch::channel(None);
        seat.look_on(looks_on);
        let wanted = Wanted { confidence: usual, ..Wanted::default() };
        tokio::spawn(foresee_stage(board.clone(), wanted, safe));
        tokio::spawn(Follow { at, places, board, looks_on: told, confidence }.run());
        session(app, seat, input, boards).await.map(drop).map_err(Error::from)
    });
    runtime.shutdown_background();
    ended.map(|()| End::Fine)
}

/// The stages that are open now and that one may come to. Where there are only others, why not.
fn reachable(places: &Places) -> Result<Vec<PathBuf>, Error> {
    let (mut open, mut refused) = (Vec::new(), None);
    for at in places.found() {
        match ask(&at) {
            Ok(Some(_)) => open.push(at),
            Ok(None) => {}
            Err(why) => refused = Some(why),
        }
    }
    match refused {
        Some(why) if open.is_empty() => Err(why),
        _ => Ok(open),
    }
}
