//! Where stages are opened on this machine, and where they are looked for.

use super::socket::{Refused, refused};
use crate::host::Error;
use crate::host::folders::variable;
use crate::host::logins::{login, own_login, own_number};
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// What the socket is called in its folder.
const NAME: &str = "stage.sock";
/// What the folder is called, alone or before a dash and a login.
const FOLDER: &str = "roadmap";

/// The folders in which stages are.
#[derive(Debug, Clone)]
pub struct Places {
    /// The folder of a person's own login for what runs (XDG), which nobody else can look into.
    pub own: Option<PathBuf>,
    /// One that the one who keeps the machine has made for everybody.
    pub machine: PathBuf,
    /// One in which everybody can make a folder.
    pub temporary: PathBuf,
}

impl Places {
    /// Those of this machine.
    pub fn here() -> Self {
        Self {
            own: variable("XDG_RUNTIME_DIR").filter(|folder| folder.is_absolute()),
            machine: Path::new("/run").join(FOLDER),
            temporary: "/tmp".into(),
        }
    }

    /// Where a presenter opens a stage who names no place: `shared` with others or not. The folder is there then, and
    /// nobody else can put something else in its place.
    pub fn usual(&self, shared: Option<Shared>) -> Result<PathBuf, Error> {
        let Some(shared) = shared else {
            let own =
                self.own.as_deref().filter(|folder| fs::metadata(folder).is_ok_and(|meta| meta.uid() == own_number()));
            return match own {
                Some(own) => made(&own.join(FOLDER), 0o700, None),
                None => made(&self.of_login(), 0o700, None),
            }
            .map(|folder| folder.join(NAME));
        };
        if rustix::fs::access(&self.machine, rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK).is_ok() {
            return Ok(self.machine.join(NAME));
        }
        let (mode, group) = match shared {
            Shared::Group(gid) => (0o710, Some(gid)),
            Shared::Everybody => (0o711, None),
        };
        made(&self.of_login(), mode, group).map(|folder| folder.join(NAME))
    }

    fn of_login(&self) -> PathBuf {
        // A login is one step of a path, whoever keeps the list of them.
        let name = own_login().replace('/', "-");
        self.temporary.join(format!("{FOLDER}-{name}"))
    }

    /// The sockets of the stages that are there now. One that somebody has put where another's would be is none.
    pub fn found(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let own = self.own.iter().map(|own| own.join(FOLDER));
        for folder in own.chain([self.machine.clone()]).filter(|folder| guarded(folder, own_number()).is_ok()) {
            let named = |path: &PathBuf| path.extension().is_some_and(|end| end == "sock");
            found.extend(entries(&folder).filter(named).filter(|path| is_socket(path)));
        }
        for folder in entries(&self.temporary) {
            let Some(its) = folder.file_name().and_then(|name| name.to_str()?.strip_prefix("roadmap-")) else {
                continue;
            };
            let Some(owner) = fs::symlink_metadata(&folder).ok().filter(Metadata::is_dir).map(|meta| meta.uid()) else {
                continue;
            };
            let path = folder.join(NAME);
            let is_theirs = login(owner).replace('/', "-") == its && guarded(&folder, owner).is_ok();
            // Who may not look into it is told so where they come to it.
            let is_there = match fs::symlink_metadata(&path) {
                Ok(meta) => meta.file_type().is_socket() && meta.uid() == owner,
                Err(error) => error.kind() == io::ErrorKind::PermissionDenied,
            };
            if is_theirs && is_there {
                found.push(path);
            }
        }
        found.sort();
        found.dedup();
        found
    }

    /// Where that is looked for, in words.
    pub fn in_words(&self) -> String {
        let mut places: Vec<String> = self.own.iter().map(|own| own.join(FOLDER).display().to_string()).collect();
        places.push(self.machine.display().to_string());
        let login = self.temporary.join(format!("{FOLDER}-LOGIN"));
        format!("{} or {}", places.join(", "), login.display())
    }
}

/// Whom a stage is shared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// The group with that number.
    Group(u32),
    /// Every login.
    Everybody,
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

fn is_socket(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.file_type().is_socket())
}

/// Makes a folder for a socket, or takes the one that is there if it is one's own.
fn made(folder: &Path, mode: u32, group: Option<u32>) -> Result<PathBuf, Error> {
    match fs::DirBuilder::new().mode(mode).create(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(refused(folder, Refused::Io(error))),
        _ => {}
    }
    // A link could lead anywhere.
    let meta = fs::symlink_metadata(folder).map_err(|error| refused(folder, Refused::Io(error)))?;
    if !meta.is_dir() || meta.uid() != own_number() {
        return Err(refused(folder, Refused::Taken(login(meta.uid()))));
    }
    if let Some(gid) = group.filter(|gid| meta.gid() != *gid) {
        let gid = rustix::fs::Gid::from_raw(gid);
        rustix::fs::chown(folder, None, Some(gid)).map_err(|error| refused(folder, Refused::Group(error.into())))?;
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(mode))
        .map_err(|error| refused(folder, Refused::Io(error)))?;
    Ok(folder.to_owned())
}

/// Whether nobody but that login, whoever runs this and the system itself can take away what stands in a folder that is
/// not one's own.
pub fn guarded(folder: &Path, by: u32) -> Result<(), Refused> {
    const STICKY: u32 = 0o1000;
    let meta = fs::metadata(folder).map_err(Refused::Io)?;
    if !meta.is_dir() {
        return Err(Refused::Io(io::ErrorKind::NotADirectory.into()));
    }
    let trusted = meta.uid() == by || meta.uid() == own_number() || meta.uid() == 0 || meta.mode() & STICKY != 0;
    let open = meta.mode() & 0o022 != 0 && meta.mode() & STICKY == 0;
    if open || !trusted { Err(Refused::Open) } else { Ok(()) }
}
