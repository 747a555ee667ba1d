//! What is remembered of a person from one run to the next: that the hint for newcomers was seen. Where that cannot be
//! kept, nothing is said; it is only a hint.

use super::folders::folder;
use super::input::Input;
use crate::app::Msg;
use std::fs::{DirBuilder, OpenOptions};
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;
use std::time::Duration;
use tokio::sync::mpsc;

/// The file that is there when it was seen, in the folder for what a program remembers (XDG).
fn file() -> Option<PathBuf> {
    folder("XDG_STATE_HOME", ".local/state").map(|folder| folder.join("roadmap").join("seen"))
}

/// Whether the hint was never seen. Where that cannot be told, it was.
fn is_newcomer() -> bool {
    file().is_some_and(|path| path.try_exists().is_ok_and(|there| !there))
}

/// Remembers that the hint was seen.
fn no_newcomer() {
    let Some(path) = file() else { return };
    if let Some(folder) = path.parent() {
        // For the person alone, as the folder of such things is meant to be.
        let _ = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    }
    let _ = OpenOptions::new().create(true).append(true).open(path);
}

/// Looks beside the session whether someone is new here, and welcomes them.
pub fn look(to: mpsc::Sender<Input>) {
    tokio::task::spawn_blocking(move || {
        if is_newcomer() {
            let _ = to.blocking_send(Input::Msg(Msg::Welcome));
        }
    });
}

/// Remembers that the hint was seen; not waited for long: a folder that does not answer must not hold up a key.
pub async fn remember() {
    let noted = tokio::task::spawn_blocking(no_newcomer);
    let _ = tokio::time::timeout(Duration::from_millis(20), noted).await;
}
