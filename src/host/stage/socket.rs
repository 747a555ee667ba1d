//! The socket of a stage: opened so that nobody is pushed away and nobody else can come, and gone afterwards.

use super::place::{Shared, guarded};
use super::wire::{Hello, MOST_SAID, Told, line, read};
use crate::host::Error;
use crate::host::file::shown;
use crate::host::logins::{group, group_number, login, own_number};
use rustix::fs::{FlockOperation, Mode, flock};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long whoever listens is given to say who they are.
const MOMENT: Duration = Duration::from_secs(2);
/// How often another one is waited for who opens a stage in the same folder.
const TRIES: usize = 100;

/// Who may come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Access {
    /// The number of their group.
    group: Option<u32>,
    /// The mode of the socket.
    mode: u32,
}

impl Access {
    /// Those of a group, or whom a mode lets in; without both, nobody but oneself.
    pub fn new(group: Option<&str>, mode: Option<u32>) -> Result<Self, String> {
        let number = |name: &str| group_number(name).ok_or_else(|| format!("there is no group `{name}` here"));
        let group = group.map(number).transpose()?;
        let usual = if group.is_some() { 0o660 } else { 0o600 };
        Ok(Self { group, mode: mode.unwrap_or(usual) })
    }

    /// With whom the stage is shared, if with anybody.
    pub fn shared(&self) -> Option<Shared> {
        match self.group {
            _ if self.mode & 0o002 != 0 => Some(Shared::Everybody),
            Some(gid) => Some(Shared::Group(gid)),
            None if self.mode & 0o020 != 0 => Some(Shared::Group(rustix::process::getegid().as_raw())),
            None => None,
        }
    }
}

/// Why there is no stage at a place.
#[derive(Debug)]
pub enum Refused {
    /// The system says so.
    Io(io::Error),
    /// The folder is somebody else's.
    Taken(String),
    /// Others can put something else in its place.
    Open,
    /// The group cannot be given.
    Group(io::Error),
    /// Somebody presents there.
    Presents(String),
    /// Something is there that is no stage.
    Other,
    /// What somebody else left there.
    Left(String),
    /// Whoever came cannot follow.
    Closed(String),
    /// The path is too long for a socket.
    Long,
}

/// The same for those who named the place.
pub fn refused(at: &Path, why: Refused) -> Error {
    let why = match why {
        Refused::Io(error) => error.to_string(),
        Refused::Taken(by) => {
            format!("this is there already and belongs to {by}; name another place with --stage=SOCKET")
        }
        Refused::Open => "others can write into this folder and could put another socket there; name one with \
             --stage=SOCKET that only you can write into, or that is sticky (chmod +t)"
            .to_owned(),
        Refused::Group(error) => format!("the group cannot be given: {error}; you must be in it yourself"),
        Refused::Presents(by) => {
            format!("{by} has a stage there; `roadmap join` follows, --stage=SOCKET opens another one")
        }
        Refused::Other => "something else is there; name another place with --stage=SOCKET".to_owned(),
        Refused::Left(by) => format!("{by} has left this; it is theirs to remove, or name another with --stage=SOCKET"),
        Refused::Closed(who) => who,
        Refused::Long => "this path is too long for a socket, which may have about 100 bytes; name a shorter one with \
             --stage=SOCKET"
            .to_owned(),
    };
    Error::Stage { path: at.display().to_string(), why }
}

/// A socket to which those come who follow. It is gone when this is dropped.
#[derive(Debug)]
pub struct Socket {
    path: PathBuf,
    listener: UnixListener,
    /// Device and number of the file, by which it is known.
    file: (u64, u64),
}

impl Socket {
    /// Opens it. A live one is never pushed away; one that nobody listens at is removed.
    pub fn open(path: &Path, access: &Access) -> Result<Self, Error> {
        Self::try_open(path, access).map_err(|why| refused(path, why))
    }

    fn try_open(path: &Path, access: &Access) -> Result<Self, Refused> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        guarded(folder, own_number())?;
        let _alone = alone(folder);
        if let Ok(meta) = fs::symlink_metadata(path) {
            make_way(path, meta.file_type().is_socket(), meta.uid())?;
        }
        // Between bind and the right mode it is nobody else's. Nothing else makes files at this time.
        let before = rustix::process::umask(Mode::from_raw_mode(0o177));
        let bound = UnixListener::bind(path);
        rustix::process::umask(before);
        let listener = bound.map_err(|error| match error.kind() {
            io::ErrorKind::InvalidInput => Refused::Long,
            io::ErrorKind::AddrInUse => Refused::Other,
            _ => Refused::Io(error),
        })?;
        let meta = fs::symlink_metadata(path).map_err(Refused::Io)?;
        let socket = Self { path: path.to_owned(), listener, file: (meta.dev(), meta.ino()) };
        if let Some(gid) = access.group.filter(|gid| *gid != meta.gid()) {
            let gid = rustix::fs::Gid::from_raw(gid);
            rustix::fs::chown(path, None, Some(gid)).map_err(|error| Refused::Group(error.into()))?;
        }
        fs::set_permissions(path, fs::Permissions::from_mode(access.mode)).map_err(Refused::Io)?;
        socket.listener.set_nonblocking(true).map_err(Refused::Io)?;
        Ok(socket)
    }

    /// What others of this machine type to come.
    pub fn way(&self) -> String {
        format!("roadmap join {}", shown(self.path()))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What listens at it.
    pub(super) fn listener(&self) -> io::Result<tokio::net::UnixListener> {
        tokio::net::UnixListener::from_std(self.listener.try_clone()?)
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        let still = fs::symlink_metadata(&self.path).is_ok_and(|meta| (meta.dev(), meta.ino()) == self.file);
        if still {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Nobody else opens a stage in that folder while this is held, as far as the system can say so.
fn alone(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    for _ in 0..TRIES {
        match flock(&folder, FlockOperation::NonBlockingLockExclusive) {
            Err(rustix::io::Errno::WOULDBLOCK) => std::thread::sleep(MOMENT / TRIES as u32),
            _ => break,
        }
    }
    Some(folder)
}

/// Removes a socket at which nobody listens any more.
fn make_way(path: &Path, is_socket: bool, owner: u32) -> Result<(), Refused> {
    if !is_socket {
        return Err(Refused::Other);
    }
    match UnixStream::connect(path) {
        Ok(stream) => Err(match greet(stream) {
            Ok(hello) => Refused::Presents(hello.presenter().unwrap_or_else(|| login(owner))),
            Err(_) => Refused::Other,
        }),
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => fs::remove_file(path)
            .map_err(|error| if owner == own_number() { Refused::Io(error) } else { Refused::Left(login(owner)) }),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Err(Refused::Presents(login(owner))),
        Err(error) => Err(Refused::Io(error)),
    }
}

/// Asks who has a stage at a place; none where nobody listens there now.
pub fn ask(path: &Path) -> Result<Option<Hello>, Error> {
    match UnixStream::connect(path) {
        Ok(stream) => match greet(stream) {
            Ok(hello) => match hello.misunderstands() {
                Some(why) => Err(refused(path, Refused::Closed(why))),
                None => Ok(Some(hello)),
            },
            Err(Refused::Io(_)) => Ok(None),
            Err(why) => Err(refused(path, why)),
        },
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused | io::ErrorKind::WouldBlock => Ok(None),
            io::ErrorKind::PermissionDenied => Err(refused(path, Refused::Closed(private(path)))),
            io::ErrorKind::InvalidInput => Err(refused(path, Refused::Long)),
            _ => Err(refused(path, Refused::Io(error))),
        },
    }
}

/// Who speaks at the other end.
fn greet(mut stream: UnixStream) -> Result<Hello, Refused> {
    let failed = |_| Refused::Other;
    stream.set_read_timeout(Some(MOMENT)).map_err(failed)?;
    stream.set_write_timeout(Some(MOMENT)).map_err(failed)?;
    let mut first = Vec::new();
    let most = MOST_SAID as u64;
    BufReader::new(&stream).take(most).read_until(b'\n', &mut first).map_err(Refused::Io)?;
    // Whoever listens may wait for a word too.
    let _ = stream.write_all(&line(&super::wire::Said::Hello(Hello::ours())));
    match read::<Told>(&first) {
        Ok(Told::Hello(hello)) => Ok(hello),
        Ok(Told::Full(most)) => Err(Refused::Closed(format!("{most} follow there already, and no more can come"))),
        _ => Err(Refused::Other),
    }
}

/// Why somebody may not come to a stage, and what lets them.
pub fn private(path: &Path) -> String {
    let asks = "the presenter lets others in with --stage-group=GROUP, or everybody with --stage-mode=0666";
    let folder = path.parent().unwrap_or(Path::new("."));
    let Ok(meta) = fs::symlink_metadata(path) else {
        let its = fs::metadata(folder).map(|meta| format!(" and group {}", group(meta.gid()))).unwrap_or_default();
        return format!("you may not look into this folder: it is for its owner{its}; {asks}");
    };
    let who = login(meta.uid());
    match meta.mode() & 0o777 {
        mode if mode & 0o020 != 0 => {
            let group = group(meta.gid());
            format!(
                "only {who} and those in the group {group} may come (mode {mode:04o}): be put into it, log in again"
            )
        }
        mode => format!("only {who} may come (mode {mode:04o}); {asks}"),
    }
}
