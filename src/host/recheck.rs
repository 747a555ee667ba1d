//! Looking at files again whenever they may have changed.

use super::texts::Texts;
use super::watch::Watch;
use super::{Error, Source};
use std::path::{Path, PathBuf};
use tokio::signal::unix::{SignalKind, signal};

/// Gives readings of files, now and whenever one of them has changed, until a signal ends it. What looks broken is
/// given only when its writer is quiet.
pub async fn recheck<T>(
    sources: &[Source],
    read: impl Fn(&Source, Texts) -> T,
    is_sound: impl Fn(&T) -> bool,
    mut give: impl FnMut(Vec<Result<T, Error>>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut ends = [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?, signal(SignalKind::hangup())?];
    let texts = || sources.iter().map(Source::texts).collect::<Vec<_>>();
    let parse = |texts: Vec<Result<Texts, Error>>| -> Vec<Result<T, Error>> {
        let one = |(source, texts): (&Source, Result<Texts, Error>)| Ok(read(source, texts?));
        sources.iter().zip(texts).map(one).collect()
    };
    let mut watch = Watch::new((paths(sources), &[]));
    let mut last = Vec::new();
    loop {
        let now = texts();
        let mut says = said(&now);
        if follow(&mut watch, sources, &says) {
            // What is watched only now may have changed since it was read.
            continue;
        }
        if !same(&says, &last) {
            let mut read = parse(now);
            let sound = read.iter().all(|read| read.as_ref().is_ok_and(&is_sound));
            if !sound && !last.is_empty() {
                // It may be half-written.
                watch.quiet().await;
                let now = texts();
                let settled = said(&now);
                if !same(&settled, &says) {
                    follow(&mut watch, sources, &settled);
                    (says, read) = (settled, parse(now));
                }
            }
            if !same(&says, &last) {
                last = says;
                give(read)?;
            }
        }
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
    }
}

fn paths(sources: &[Source]) -> Vec<PathBuf> {
    sources.iter().filter_map(|source| source.path().map(Path::to_owned)).collect()
}

/// Watches the files, and what they include; true if that is not what was watched before.
fn follow(watch: &mut Watch, sources: &[Source], says: &[Result<Texts, String>]) -> bool {
    let mut paths = paths(sources);
    let mut folders = Vec::new();
    for texts in says.iter().flatten() {
        let (more, below) = texts.places();
        paths.extend(more);
        folders.extend_from_slice(below);
    }
    watch.follow((paths, &folders))
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
