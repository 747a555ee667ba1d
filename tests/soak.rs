//! Many guests at once: `just soak 500`. A run of all tests seats a few; the number comes from `SOAK_VIEWERS`.
//!
//! With `SOAK_TOLD=1` it says what a guest takes and how long a key needs to reach the last of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a test may stop where it stands")]

use coalition_roadmap::host::EMBEDDED;
use russh::ChannelId;
use russh::client::{self, Handle};
use russh::keys::key::safe_rng;
use russh::keys::{Algorithm, PrivateKey, PrivateKeyWithHashAlg, PublicKeyOrCertificate};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinHandle;

#[path = "support/pty.rs"]
mod pty;
#[path = "support/serve.rs"]
#[allow(dead_code, reason = "other guests use the rest")]
mod support;
use support::Server;

/// Guests in a run of all tests.
const FEW: usize = 12;
/// Logins that go on at the same time.
const DOOR: usize = 32;
/// Ends every frame.
const FRAME: &[u8] = b"\x1b[?2026l";
/// What takes longer than that is not coming.
const PATIENCE: Duration = Duration::from_mins(1);

fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().map_or(usual, |text| text.parse().expect("a number"))
}

fn tell(line: impl AsRef<str>) {
    if std::env::var_os("SOAK_TOLD").is_some() {
        println!("{}", line.as_ref());
    }
}

/// Makes a key, and the file with the line that lets it in.
fn key(folder: &Path, file: &str) -> Arc<PrivateKey> {
    let key = PrivateKey::random(&mut safe_rng(), Algorithm::Ed25519).unwrap();
    fs::write(folder.join(file), format!("{}\n", key.public_key().to_openssh().unwrap())).unwrap();
    Arc::new(key)
}

/// A server of the coalition's roadmap, the key of one who may lead, and that of all others.
fn start(folder: &Path, more: &[&str]) -> (Server, Arc<PrivateKey>, Arc<PrivateKey>) {
    fs::write(folder.join("plan.toml"), EMBEDDED).unwrap();
    let (presenter, member) = (key(folder, "presenters"), key(folder, "members"));
    let keys = ["--presenter-keys", "presenters", "--authorized-keys", "members"];
    let arenas = std::env::var("MALLOC_ARENA_MAX").unwrap_or_default();
    let variables = [("MALLOC_ARENA_MAX", arenas.as_str())];
    let variables = if arenas.is_empty() { &[][..] } else { &variables[..] };
    (Server::with(folder, &[&keys, more].concat(), variables), presenter, member)
}

/// What a guest has seen so far.
#[derive(Debug, Clone, Default)]
struct Seen {
    frames: usize,
    bytes: usize,
    last: Vec<u8>,
    /// What was said instead of a frame.
    told: String,
    over: bool,
}

struct Eyes(watch::Sender<Seen>);

impl client::Handler for Eyes {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, Self::Error> {
        Ok(true)
    }

    async fn data(&mut self, _: ChannelId, data: &[u8], _: &mut client::Session) -> Result<(), Self::Error> {
        self.0.send_modify(|seen| {
            seen.bytes += data.len();
            seen.last.extend_from_slice(data);
            let frames = seen.last.windows(FRAME.len()).filter(|it| *it == FRAME).count();
            if frames > 0 {
                seen.frames += frames;
                let end = seen.last.windows(FRAME.len()).rposition(|it| it == FRAME).unwrap();
                seen.last.drain(..end + FRAME.len());
            }
        });
        Ok(())
    }

    async fn extended_data(
        &mut self,
        _: ChannelId,
        _: u32,
        data: &[u8],
        _: &mut client::Session,
    ) -> Result<(), Self::Error> {
        self.0.send_modify(|seen| seen.told.push_str(&String::from_utf8_lossy(data)));
        Ok(())
    }

    async fn channel_close(&mut self, _: ChannelId, _: &mut client::Session) -> Result<(), Self::Error> {
        self.0.send_modify(|seen| seen.over = true);
        Ok(())
    }
}

struct Guest {
    handle: Handle<Eyes>,
    channel: ChannelId,
    seen: watch::Receiver<Seen>,
    /// Takes what comes in beside the eyes.
    drain: JoinHandle<()>,
}

impl Drop for Guest {
    /// Without a word, as a line that breaks.
    fn drop(&mut self) {
        self.drain.abort();
    }
}

impl Guest {
    async fn come(port: u16, key: &Arc<PrivateKey>, size: (u32, u32)) -> Result<Self, String> {
        let (eyes, seen) = watch::channel(Seen::default());
        let config = Arc::new(client::Config { nodelay: true, ..client::Config::default() });
        let why = |error: russh::Error| error.to_string();
        let mut handle = client::connect(config, ("127.0.0.1", port), Eyes(eyes)).await.map_err(why)?;
        let key = PrivateKeyWithHashAlg::new(Arc::clone(key), None);
        if !handle.authenticate_publickey("guest", key).await.map_err(why)?.success() {
            return Err("refused".to_owned());
        }
        let mut channel = handle.channel_open_session().await.map_err(why)?;
        channel.request_pty(false, "xterm-256color", size.0, size.1, 0, 0, &[]).await.map_err(why)?;
        channel.request_shell(true).await.map_err(why)?;
        let id = channel.id();
        // Whoever answers is there; from here on the eyes see all.
        let drain = tokio::spawn(async move { while channel.wait().await.is_some() {} });
        Ok(Self { handle, channel: id, seen, drain })
    }

    async fn press(&self, keys: &str) {
        self.handle.data(self.channel, keys.as_bytes().to_vec()).await.expect("the key is taken");
    }

    /// Waits until so many frames were seen; else what was said instead.
    async fn frames(&mut self, count: usize) -> Result<(), String> {
        let seen = self.seen.wait_for(|seen| seen.frames >= count || seen.over);
        let seen = tokio::time::timeout(PATIENCE, seen).await.expect("the frame comes");
        match seen {
            Ok(seen) if seen.frames >= count => Ok(()),
            Ok(seen) => Err(seen.told.clone()),
            Err(_) => Err("the connection ended".to_owned()),
        }
    }

    fn count(&self) -> usize {
        self.seen.borrow().frames
    }
}

/// Guests come in, so many at a time; those who were not let in say why.
async fn come(port: u16, key: &Arc<PrivateKey>, count: usize) -> (Vec<Guest>, Vec<String>) {
    let door = Arc::new(tokio::sync::Semaphore::new(DOOR));
    let mut coming = Vec::new();
    for _ in 0..count {
        let (key, door) = (Arc::clone(key), Arc::clone(&door));
        coming.push(tokio::spawn(async move {
            let _turn = door.acquire().await;
            let mut guest = Guest::come(port, &key, (80, 24)).await?;
            guest.frames(1).await?;
            Ok::<_, String>(guest)
        }));
    }
    let (mut guests, mut refused) = (Vec::new(), Vec::new());
    for guest in coming {
        match guest.await.unwrap() {
            Ok(guest) => guests.push(guest),
            Err(why) => refused.push(why),
        }
    }
    (guests, refused)
}

/// Waits until something is so.
async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "{what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort_unstable();
    all[all.len() / 2]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_who_follow_see_every_step_and_nothing_is_left_of_them_when_they_go() {
    let count = number("SOAK_VIEWERS", FEW);
    let cycles = number("SOAK_CYCLES", 2);
    let folder = tempfile::tempdir().unwrap();
    let (server, presenter, member) = start(folder.path(), &[]);
    let mut leader = Guest::come(server.port, &presenter, (120, 40)).await.unwrap();
    leader.frames(1).await.unwrap();
    let (memory, descriptors) = (server.memory(), server.open_files());
    let (mut guests, refused) = come(server.port, &member, count).await;
    assert!(refused.is_empty(), "{refused:?}");
    tell(format!("{} kB before them", memory / 1000));
    tell(format!("{count} guests at 80x24: {} kB each", server.memory().saturating_sub(memory) / 1000 / count as u64));
    let before: Vec<usize> = guests.iter().map(Guest::count).collect();
    leader.press("P").await;
    for (guest, before) in guests.iter_mut().zip(before) {
        guest.frames(before + 1).await.unwrap();
    }
    let mut took = Vec::new();
    for i in 0..number("SOAK_KEYS", 8) {
        let before: Vec<usize> = guests.iter().map(Guest::count).collect();
        let began = Instant::now();
        // The next scene and the one before in turn: there is always one.
        leader.press(if i % 2 == 0 { " " } else { "\x1b[5~" }).await;
        for (guest, before) in guests.iter_mut().zip(before) {
            guest.frames(before + 1).await.unwrap();
        }
        took.push(began.elapsed());
    }
    tell(format!(
        "a key to the last guest's frame: median {:.1} ms, slowest {:.1} ms",
        median(took.clone()).as_secs_f64() * 1e3,
        took.iter().max().unwrap().as_secs_f64() * 1e3
    ));
    tell(format!("after that: {} kB each", server.memory().saturating_sub(memory) / 1000 / count as u64));
    if std::env::var_os("SOAK_TOLD").is_some() {
        let began = server.worked();
        tokio::time::sleep(Duration::from_secs(5)).await;
        tell(format!("idle for 5 s: {:?} of processor time", server.worked().saturating_sub(began)));
    }
    for cycle in 0..cycles {
        for guest in guests.drain(..) {
            // Some leave as one should, some hang up.
            if guest.count() % 2 == 0 {
                guest.press("q").await;
            }
            drop(guest);
        }
        until("every descriptor returns", || server.open_files() <= descriptors).await;
        tell(format!("cycle {cycle}: {} kB in all, {} descriptors", server.memory() / 1000, server.open_files()));
        let (next, refused) = come(server.port, &member, if cycle + 1 < cycles { count } else { 0 }).await;
        assert!(refused.is_empty(), "{refused:?}");
        guests = next;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_for_whom_there_is_no_room_are_told_so() {
    let count = number("SOAK_VIEWERS", FEW);
    let room = (count * 4 / 5).to_string();
    let folder = tempfile::tempdir().unwrap();
    let (server, _, member) = start(folder.path(), &["--max-viewers", &room]);
    let (guests, refused) = come(server.port, &member, count).await;
    assert_eq!(guests.len(), count * 4 / 5, "{refused:?}");
    assert_eq!(refused.len(), count - count * 4 / 5);
    assert!(refused.iter().all(|why| why.contains("places are taken")), "{refused:?}");
    tell(format!("{} served, {} told: {}", guests.len(), refused.len(), refused[0]));
}
