//! The presenter's end: everyone who comes is sent what is on the stage, and counted. One who does not read costs the
//! others nothing: each has a task of their own, what is sent is made once, and the latest takes the place of what has
//! not been sent yet.

use super::lines::Lines;
use super::socket::Socket;
use super::wire::{Hello, MOST_SAID, OnStage, Said, Text, Told, line, read};
use crate::app::{Board, Stage};
use crate::host::logins::login;
use crate::host::open_files::too_few;
use crate::host::podium::{Chair, Podium};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::UnixStream;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::{Semaphore, mpsc, watch};
use tokio::time::{sleep, timeout};

/// How many can follow, where that many files may be open.
const MOST: u32 = 1_000;
/// How long one who came is given to say what they speak.
const GRACE: Duration = Duration::from_secs(5);
/// How long one who does not read is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// After a failure of the system, as when too many files are open.
const PAUSE: Duration = Duration::from_millis(100);
/// Between two words of one who follows.
const BREATH: Duration = Duration::from_millis(20);

type Line = Arc<[u8]>;

/// What everybody is sent.
#[derive(Debug, Clone, Default)]
struct Lit {
    /// The texts that the line speaks of.
    texts: Vec<(u64, Line)>,
    /// What is on the stage.
    stage: Option<Line>,
}

/// Lets in whoever comes to the socket, until it is given up. `boards` are those of the podium; `by` is who has opened
/// the stage, and `confidence` what counts as safe to them.
pub async fn listen(
    socket: &Socket,
    podium: Arc<Podium>,
    boards: watch::Receiver<Board>,
    by: &str,
    confidence: Option<f64>,
) -> io::Result<()> {
    let listener = socket.listener()?;
    let (to, lit) = watch::channel(Lit::default());
    let by = Some(by.to_owned());
    let hello: Line = line(&Told::Hello(Hello { by, confidence, ..Hello::ours() })).into();
    let most = too_few(MOST).map_or(MOST, |(_, room)| room) as usize;
    let room = Arc::new(Semaphore::new(most));
    tokio::spawn(write_down(boards, to));
    tokio::spawn(async move {
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                sleep(PAUSE).await;
                continue;
            };
            let Ok(place) = Arc::clone(&room).try_acquire_owned() else {
                // There is room for one line, or the stream is gone already.
                let _ = stream.try_write(&line(&Told::Full(most)));
                continue;
            };
            let (podium, lit, hello) = (Arc::clone(&podium), lit.clone(), Arc::clone(&hello));
            tokio::spawn(async move {
                let _ = attend(stream, &podium, lit, &hello).await;
                drop(place);
            });
        }
    });
    Ok(())
}

/// Writes down what is on the stage, once for everybody, whenever it is something else.
async fn write_down(mut boards: watch::Receiver<Board>, to: watch::Sender<Lit>) {
    loop {
        let stage = boards.borrow_and_update().stage.stage().cloned();
        let before = to.borrow().texts.clone();
        // A long text takes its time. A bug in it is told by the panic hook, and the stage stays as it was.
        let made = tokio::task::spawn_blocking(move || lit(stage.as_deref(), &before)).await;
        if let Ok(lit) = made {
            to.send_if_modified(|old| {
                let other = old.stage != lit.stage;
                *old = lit;
                other
            });
        }
        if boards.changed().await.is_err() {
            return;
        }
    }
}

fn lit(stage: Option<&Stage>, before: &[(u64, Line)]) -> Lit {
    let told = line(&Told::Stage(stage.map(OnStage::from)));
    let shown = stage.into_iter().flat_map(|stage| {
        let under = stage.under.as_ref().map(|under| &under.edition);
        under.into_iter().chain([&stage.edition])
    });
    let texts = shown.map(|edition| {
        let known = before.iter().find(|(number, _)| *number == edition.number);
        known.cloned().unwrap_or_else(|| (edition.number, line(&Told::Text(Text::of(edition))).into()))
    });
    Lit { texts: texts.collect(), stage: Some(told.into()) }
}

async fn attend(stream: UnixStream, podium: &Arc<Podium>, lit: watch::Receiver<Lit>, hello: &[u8]) -> io::Result<()> {
    let name = stream.peer_cred().map(|peer| peer.uid());
    let (from, mut to) = stream.into_split();
    timeout(GRACE, to.write_all(hello)).await??;
    let mut from = Lines::new(from, MOST_SAID);
    let first = timeout(GRACE, from.next()).await??.unwrap_or_default();
    match read(&first) {
        Ok(Said::Hello(theirs)) if theirs.misunderstands().is_none() => {}
        _ => return Ok(()),
    }
    let name = tokio::task::spawn_blocking(move || name.map(login)).await.ok().and_then(Result::ok).unwrap_or_default();
    // Nothing is told to those who come this way: they cannot present.
    let (input, _none) = mpsc::channel(1);
    let chair = podium.enter(&name, input);
    tokio::select! {
        ended = send(&mut to, lit) => ended,
        ended = hear(&mut from, &chair) => ended,
    }
}

/// Sends what is on the stage until it cannot be sent any more.
async fn send(to: &mut OwnedWriteHalf, mut lit: watch::Receiver<Lit>) -> io::Result<()> {
    let mut known: Vec<u64> = Vec::new();
    loop {
        let now = lit.borrow_and_update().clone();
        if let Some(stage) = now.stage {
            for (_, text) in now.texts.iter().filter(|(number, _)| !known.contains(number)) {
                write(to, text).await?;
            }
            known = now.texts.iter().map(|(number, _)| *number).collect();
            write(to, &stage).await?;
        }
        if lit.changed().await.is_err() {
            return Ok(());
        }
    }
}

/// Writes a line, piece by piece: who reads at all has time for a long one.
async fn write(to: &mut OwnedWriteHalf, line: &[u8]) -> io::Result<()> {
    for piece in line.chunks(64 << 10) {
        timeout(PATIENCE, to.write_all(piece)).await??;
    }
    Ok(())
}

/// Hears how one looks on, until they leave or say what cannot be understood.
async fn hear(from: &mut Lines<OwnedReadHalf>, chair: &Chair) -> io::Result<()> {
    while let Some(line) = from.next().await? {
        let Some((size, follows)) = read::<Said>(&line).ok().and_then(|said| said.attends()) else { break };
        chair.attends(size, follows);
        sleep(BREATH).await;
    }
    Ok(())
}
