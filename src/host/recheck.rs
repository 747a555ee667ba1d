//! Looking at files again whenever they may have changed.

use super::Error;
use super::texts::Texts;
use super::watch::Watch;
use std::path::PathBuf;
use tokio::signal::unix::{SignalKind, signal};

/// Gives the texts of files, now and whenever one of them has changed, until a signal ends it. What looks broken is
/// given only when its writer is quiet; `sound` tells.
pub async fn recheck(
    files: &[PathBuf],
    sound: impl Fn(&[Result<Texts, Error>]) -> bool,
    mut give: impl FnMut(Vec<Result<Texts, Error>>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut ends = [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?, signal(SignalKind::hangup())?];
    let read = || files.iter().map(|file| Texts::read(file)).collect::<Vec<_>>();
    let mut watch = Watch::new((files.to_vec(), &[]));
    let mut now = read();
    follow(&mut watch, files, &now);
    let mut last = said(&now);
    give(now)?;
    loop {
        let [interrupt, terminate, hangup] = &mut ends;
        let settled = tokio::select! {
            settled = watch.changed() => settled,
            _ = interrupt.recv() => return Ok(()),
            _ = terminate.recv() => return Ok(()),
            _ = hangup.recv() => return Ok(()),
        };
        if !settled && !watch.polls() {
            watch.quiet().await;
        }
        watch.aim();
        now = read();
        if !same(&said(&now), &last) && !sound(&now) {
            // It may be half-written.
            watch.quiet().await;
            now = read();
        }
        follow(&mut watch, files, &now);
        let says = said(&now);
        if !same(&says, &last) {
            last = says;
            give(now)?;
        }
    }
}

/// Watches what the files include, too.
fn follow(watch: &mut Watch, files: &[PathBuf], now: &[Result<Texts, Error>]) {
    let mut paths = files.to_vec();
    let mut folders = Vec::new();
    for texts in now.iter().flatten() {
        let (more, below) = texts.places();
        paths.extend(more);
        folders.extend_from_slice(below);
    }
    watch.follow((paths, &folders));
}

/// What makes one reading another one.
fn said(now: &[Result<Texts, Error>]) -> Vec<Result<Texts, String>> {
    now.iter()
        .map(|texts| match texts {
            Ok(texts) => Ok(texts.clone()),
            Err(error) => Err(error.to_string()),
        })
        .collect()
}

fn same(a: &[Result<Texts, String>], b: &[Result<Texts, String>]) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|both| match both {
            (Ok(a), Ok(b)) => a.says_what(b),
            (Err(a), Err(b)) => a == b,
            _ => false,
        })
}
