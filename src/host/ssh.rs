//! The dashboard for everyone who connects by SSH: one process, one board, a seat for each guest. Nobody gets a shell, a
//! file or a forwarded port here, and nobody can hold up anybody else.

mod accept;
mod authorized_keys;
mod beside;
mod counts;
mod doors;
mod guest;
mod host_key;
mod journal;
mod keyboard;
mod outlet;
mod seat;
mod visit;
mod wire;

pub use beside::{Running, for_guests};
pub use counts::Counts;
pub use guest::{Guest, Role};

use super::Error;
use super::hall::Hall;
use super::open_files::too_few;
use super::workers::Workers;
use crate::app::Given;
use crate::panes::Place;
use counts::Tally;
use doors::Doors;
use host_key::HostKey;
use journal::Journal;
use ratatui::layout::Size;
use russh::{MethodKind, MethodSet, SshId, server};
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// A silent guest is asked so often whether it is there; after three questions without an answer it is not.
const KEEPALIVE: Duration = Duration::from_secs(15);
/// A guest of whom nothing is heard for so long, or who takes nothing, is gone.
const GONE: Duration = Duration::from_mins(1);
/// Bytes that a guest may send before it waits for us: keys, and a paste.
const WINDOW: u32 = 128 << 10;
/// Who tries a wrong key waits for so long; others do not.
const REFUSAL: Duration = Duration::from_millis(50);
/// Keys that a guest may offer.
const OFFERS: usize = 20;

/// Connections beyond the viewers: those that log in, or are told that there is no room.
const AT_THE_DOOR: u32 = 100;

/// Why everybody goes, when nothing more is said.
pub const ENDED: &str = "the host has ended this dashboard";

/// How guests are received.
#[derive(Debug, Clone)]
pub struct Hosting {
    /// The address and port to listen on.
    pub listen: String,
    /// The keys of those who may come in.
    pub members: Option<PathBuf>,
    /// The keys of those who may lead.
    pub presenters: Option<PathBuf>,
    /// Anyone may come in.
    pub open: bool,
    /// The file of the host key; else the one in the folder for what a program remembers.
    pub host_key: Option<PathBuf>,
    /// What one guest, and all of them, may take.
    pub limits: Limits,
    /// Where guests begin who ask for nothing else.
    pub place: Place,
    /// What guests cannot change.
    pub given: Given,
}

/// What one guest, and all of them, may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Guests at one time.
    pub viewers: u32,
    /// Connections from one address at one time; from this machine there may be any number.
    pub per_address: u32,
    /// Within this time a connection must have logged in, and sat down.
    pub login_grace: Duration,
    /// Who types nothing for so long is sent home.
    pub idle: Option<Duration>,
    /// The largest screen.
    pub size: Size,
    /// Bytes for one guest in a second.
    pub bytes_per_second: Option<u32>,
}

/// What all visits of a server share.
#[derive(Debug)]
struct House {
    doors: Doors,
    limits: Limits,
    /// Connections at one time, also those that have not logged in.
    connections: u32,
    place: Place,
    given: Given,
    hall: Hall,
    tally: Arc<Tally>,
    journal: Journal,
    workers: Workers,
    /// Why everybody has to go, once they have.
    stop: watch::Receiver<Option<String>>,
}

/// A server that listens, and has let nobody in yet.
#[derive(Debug)]
pub struct Server {
    hosting: Hosting,
    listener: TcpListener,
    address: SocketAddr,
    host_key: HostKey,
    doors: Doors,
    connections: u32,
    tally: Arc<Tally>,
    /// What is to be told at the start.
    told: Vec<String>,
    /// Nothing is told from then on.
    quiet: bool,
}

impl Limits {
    /// What is said where nobody else can come in.
    fn full(&self) -> String {
        format!("all {} places are taken; try it again later", self.viewers)
    }
}

impl Server {
    /// Checks everything and begins to listen.
    pub fn open(hosting: Hosting) -> Result<Self, Error> {
        let addresses = addresses(&hosting.listen)?;
        if let Some(wide) = addresses.iter().find(|address| !address.ip().to_canonical().is_loopback())
            && hosting.members.is_none()
            && !hosting.open
        {
            return Err(Error::Unguarded { address: wide.to_string() });
        }
        let mut told = Vec::new();
        let doors = Doors::new(hosting.members.as_deref(), hosting.presenters.as_deref(), hosting.open, &mut told)?;
        let host_key = HostKey::find(hosting.host_key.as_deref())?;
        let listener = listen(&hosting.listen, &addresses)?;
        let address = listener.local_addr()?;
        let connections = room_for(hosting.limits.viewers, &mut told);
        Ok(Self { hosting, listener, address, host_key, doors, connections, tally: Arc::default(), told, quiet: false })
    }

    /// Where it listens, by which key it is known, who may come in and how: lines for the one who started it.
    pub fn greeting(&self) -> Vec<String> {
        let (address, doors) = (self.address, &self.doors);
        let place = self.place();
        let mut lines = self.told.clone();
        lines.push(format!("listening on {address}, host key {}", self.host_key.fingerprint()));
        lines.push(doors.words(address.ip().to_canonical().is_loopback()));
        lines.push(format!("to look at it: {}", self.way()));
        lines.push(format!("to begin at a pane or a view: ssh -t -p {} {place} risks", address.port()));
        lines
    }

    /// What somebody types to come in.
    pub fn way(&self) -> String {
        format!("ssh -p {} {}", self.address.port(), self.place())
    }

    /// The machine, as others call it.
    fn place(&self) -> String {
        let ip = self.address.ip();
        if ip.is_unspecified() { host_name() } else { ip.to_string() }
    }

    /// The address on which it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many are there, whenever that changes.
    pub fn counts(&self) -> watch::Receiver<Counts> {
        self.tally.watch()
    }

    /// Receives guests until there is a reason to `stop`, then sends everybody home with it.
    pub async fn run(self, hall: Hall, stop: watch::Receiver<Option<String>>) -> Result<(), Error> {
        self.listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(self.listener)?;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let config = config(self.host_key, &self.doors);
        let house = House {
            doors: self.doors,
            limits: self.hosting.limits,
            connections: self.connections,
            place: self.hosting.place,
            given: self.hosting.given,
            hall,
            tally: self.tally,
            journal: Journal::new(self.quiet),
            // Half of the machine stays with the viewers.
            workers: Workers::few(cores / 2),
            stop,
        };
        accept::run(listener, Arc::new(config), Arc::new(house)).await;
        Ok(())
    }
}

fn config(host_key: HostKey, doors: &Doors) -> server::Config {
    let mut methods = MethodSet::from(&[MethodKind::PublicKey][..]);
    if doors.lets_others_in() {
        methods.push(MethodKind::KeyboardInteractive);
    }
    server::Config {
        server_id: SshId::Standard(concat!("SSH-2.0-roadmap_", env!("CARGO_PKG_VERSION")).into()),
        methods,
        keys: vec![host_key.into_key()],
        auth_rejection_time: REFUSAL,
        auth_rejection_time_initial: Some(Duration::ZERO),
        max_auth_attempts: OFFERS,
        keepalive_interval: Some(keepalive()),
        keepalive_max: 3,
        inactivity_timeout: Some(GONE),
        window_size: WINDOW,
        // A frame is drawn when the one before was taken.
        event_buffer_size: 1,
        nodelay: true,
        ..server::Config::default()
    }
}

/// A test does not wait that long.
#[cfg(debug_assertions)]
fn keepalive() -> Duration {
    let asked = std::env::var("ROADMAP_KEEPALIVE").ok().and_then(|milliseconds| milliseconds.parse().ok());
    asked.map_or(KEEPALIVE, Duration::from_millis)
}

#[cfg(not(debug_assertions))]
const fn keepalive() -> Duration {
    KEEPALIVE
}

/// What an address means; a name may mean several.
fn addresses(listen: &str) -> Result<Vec<SocketAddr>, Error> {
    let failed = |why: String| Error::Listen { address: listen.to_owned(), why };
    let found: Vec<SocketAddr> = listen
        .to_socket_addrs()
        .map_err(|error| failed(format!("{error}; write an address and a port, as 127.0.0.1:2222")))?
        .collect();
    if found.is_empty() { Err(failed("no machine has this name".to_owned())) } else { Ok(found) }
}

fn listen(listen: &str, addresses: &[SocketAddr]) -> Result<TcpListener, Error> {
    TcpListener::bind(addresses).map_err(|error| {
        let next = addresses.first().map_or(2222, |address| address.port().saturating_add(1).max(1024));
        let why = match error.kind() {
            ErrorKind::AddrInUse => {
                format!("something listens there already; end it, or take another port, as 127.0.0.1:{next}")
            }
            ErrorKind::AddrNotAvailable => {
                "this machine has no such address; 127.0.0.1 is for this machine alone, 0.0.0.0 for all that reach it"
                    .to_owned()
            }
            ErrorKind::PermissionDenied => "this port is kept for the administrator; take one from 1024 on".to_owned(),
            _ => error.to_string(),
        };
        Error::Listen { address: listen.to_owned(), why }
    })
}

/// How many connections there may be: as many as the system lets us have.
fn room_for(viewers: u32, told: &mut Vec<String>) -> u32 {
    let wanted = viewers.saturating_add(AT_THE_DOOR);
    let Some((files, room)) = too_few(wanted) else { return wanted };
    told.push(format!("{files} files may be open here, enough for {room} connections; `ulimit -n` sets how many"));
    room
}

/// What this machine calls itself.
fn host_name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}
