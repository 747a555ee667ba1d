//! What logins and groups of this machine are called. An organisation keeps them anywhere, so the system is asked, and
//! only where somebody meets others: the answer may come from far away.

use nix::unistd::{Gid, Group, Uid, User};

/// What a login is called; its number where nothing is known of it.
pub fn login(uid: u32) -> String {
    match User::from_uid(Uid::from_raw(uid)) {
        Ok(Some(user)) if !user.name.is_empty() => user.name,
        _ => uid.to_string(),
    }
}

/// The login of whoever runs this.
pub fn own_login() -> String {
    login(own_number())
}

/// The number of the login of whoever runs this.
pub fn own_number() -> u32 {
    Uid::effective().as_raw()
}

/// What a group is called; its number where nothing is known of it.
pub fn group(gid: u32) -> String {
    match Group::from_gid(Gid::from_raw(gid)) {
        Ok(Some(group)) if !group.name.is_empty() => group.name,
        _ => gid.to_string(),
    }
}

/// The number of a group, by its name or that number.
pub fn group_number(name: &str) -> Option<u32> {
    match Group::from_name(name) {
        Ok(Some(group)) => Some(group.gid.as_raw()),
        _ => name.parse().ok(),
    }
}
