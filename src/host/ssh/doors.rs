//! Who may come in, and as what.

use super::authorized_keys::KeyFile;
use super::guest::Role;
use crate::host::Error;
use crate::text::counted;
use russh::keys::PublicKey;
use std::path::Path;
use std::sync::Arc;

/// Who may come in.
#[derive(Debug)]
pub struct Doors {
    members: Option<Arc<KeyFile>>,
    presenters: Option<Arc<KeyFile>>,
    open: bool,
}

impl Doors {
    /// Reads the files of keys; what cannot be used of them is told.
    pub fn new(
        members: Option<&Path>,
        presenters: Option<&Path>,
        open: bool,
        told: &mut Vec<String>,
    ) -> Result<Self, Error> {
        let mut read = |path: Option<&Path>| path.map(|path| KeyFile::open(path, told).map(Arc::new)).transpose();
        Ok(Self { members: read(members)?, presenters: read(presenters)?, open })
    }

    /// Whether someone may be known by a key. If so, keys are asked for before anyone comes in without.
    pub fn know_keys(&self) -> bool {
        self.members.is_some() || self.presenters.is_some()
    }

    /// Whether one who is known by none of the keys comes in too.
    pub fn lets_others_in(&self) -> bool {
        self.open || !self.know_keys()
    }

    /// Who has this key. Files are looked at beside whoever else is served.
    pub async fn role_of(&self, key: &PublicKey) -> (Option<Role>, Vec<String>) {
        let key = key.key_data().clone();
        let (members, presenters) = (self.members.clone(), self.presenters.clone());
        let looked = tokio::task::spawn_blocking(move || {
            let mut told = Vec::new();
            let mut is_in = |file: Option<Arc<KeyFile>>| file.is_some_and(|file| file.keys(&mut told).contains(&key));
            let role = match (is_in(presenters), is_in(members)) {
                (true, _) => Some(Role::Presenter),
                (false, true) => Some(Role::Member),
                (false, false) => None,
            };
            (role, told)
        });
        looked.await.unwrap_or_default()
    }

    /// Who may come in, in words; `here`: it listens on this machine alone.
    pub fn words(&self, here: bool) -> String {
        let keys = |file: &Arc<KeyFile>| format!("{} of {}", counted(file.len(), "key", "keys"), file.shown());
        let named: Vec<String> = self.members.iter().chain(&self.presenters).map(keys).collect();
        let who = match (self.lets_others_in(), here) {
            (true, true) => "anyone on this machine may come in and look",
            (true, false) => "anyone who reaches this machine may come in and look",
            (false, _) => return format!("who has one of these may come in: {}", named.join(", ")),
        };
        if named.is_empty() { who.to_owned() } else { format!("{who}; known are {}", named.join(", ")) }
    }
}
