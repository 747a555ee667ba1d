use super::End;
use super::args::Replay;
use crate::host::{Cast, Error, LocalSeat, Player, environment};
use tokio::sync::mpsc;

/// `roadmap replay`
pub fn run(it: &Replay) -> Result<End, Error> {
    let cast = Cast::open(&it.file)?;
    let elsewhere = it.file.as_os_str() == "-";
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ended = runtime.block_on(async {
        let environment = environment();
        let (reload, settings) = (mpsc::channel(1).0, mpsc::channel(1).0);
        let (seat, input) = LocalSeat::open(&environment, elsewhere, reload, settings)?;
        Player::new(cast, it.speed).play(seat, environment.look(None, false), input).await.map_err(Error::from)
    });
    runtime.shutdown_background();
    ended.map(|()| End::Fine)
}
