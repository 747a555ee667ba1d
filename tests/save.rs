//! A file is saved whole or not at all, and never over what somebody else wrote.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::host::{SaveError, save};
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder with a file that holds `before`.
fn file() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("roadmap.toml");
    fs::write(&path, "before").unwrap();
    (folder, path)
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// Everything in a folder, by name.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[track_caller]
fn told(result: Result<(), SaveError>, why: &str) {
    let said = result.unwrap_err().to_string();
    assert!(said.contains(why), "{said}");
}

#[test]
fn the_text_is_replaced_and_the_mode_stays() {
    for bits in [0o600, 0o640, 0o664, 0o777] {
        let (folder, path) = file();
        mode(&path, bits);
        let old = fs::metadata(&path).unwrap();
        save(&path, b"before", b"after").unwrap();
        let new = fs::metadata(&path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"after");
        assert_eq!((new.mode(), new.uid(), new.gid()), (old.mode(), old.uid(), old.gid()));
        assert_ne!(new.ino(), old.ino(), "it is a new file: who reads the old one reads it to its end");
        assert_eq!(names(folder.path()), ["roadmap.toml"]);
    }
}

#[test]
fn owner_and_group_stay_where_that_is_permitted() {
    let (_folder, path) = file();
    // Nobody but root may give a file away.
    if std::os::unix::fs::chown(&path, Some(12_345), Some(12_346)).is_ok() {
        save(&path, b"before", b"after").unwrap();
        let new = fs::metadata(&path).unwrap();
        assert_eq!((new.uid(), new.gid()), (12_345, 12_346));
    }
}

#[test]
fn a_link_is_followed_and_stays() {
    let (folder, path) = file();
    let elsewhere = TempDir::new().unwrap();
    let (near, far) = (folder.path().join("near"), elsewhere.path().join("far"));
    symlink("roadmap.toml", &near).unwrap();
    symlink(&near, &far).unwrap();
    save(&far, b"before", b"after").unwrap();
    assert_eq!(fs::read_link(&far).unwrap(), near);
    assert_eq!(fs::read_link(&near).unwrap(), Path::new("roadmap.toml"));
    assert!(fs::symlink_metadata(&path).unwrap().is_file());
    assert_eq!(fs::read(&path).unwrap(), b"after");
    assert_eq!(names(folder.path()), ["near", "roadmap.toml"]);
    assert_eq!(names(elsewhere.path()), ["far"]);
}

#[test]
fn what_somebody_else_wrote_is_not_lost() {
    let (folder, path) = file();
    fs::write(&path, "theirs").unwrap();
    let Err(SaveError::Changed { on_disk }) = save(&path, b"before", b"after") else { panic!("it was saved") };
    assert_eq!(on_disk, b"theirs");
    assert_eq!(fs::read(&path).unwrap(), b"theirs");
    assert_eq!(names(folder.path()), ["roadmap.toml"]);
    // What is there already was not written by this save either.
    told(save(&path, b"after", b"theirs"), "changed meanwhile");
    save(&path, b"theirs", b"theirs").unwrap();
}

#[test]
fn a_file_or_folder_that_may_only_be_read_is_left_alone() {
    let (folder, path) = file();
    mode(&path, 0o444);
    told(save(&path, b"before", b"after"), "this file may only be read");
    mode(&path, 0o644);
    mode(folder.path(), 0o555);
    told(save(&path, b"before", b"after"), "this folder may only be read");
    mode(folder.path(), 0o755);
    assert_eq!(fs::read(&path).unwrap(), b"before");
    assert_eq!(names(folder.path()), ["roadmap.toml"]);
}

#[test]
fn a_file_with_other_names_is_left_alone() {
    let (folder, path) = file();
    fs::hard_link(&path, folder.path().join("other")).unwrap();
    told(save(&path, b"before", b"after"), "2 names");
    assert_eq!(fs::read(&path).unwrap(), b"before");
    fs::remove_file(folder.path().join("other")).unwrap();
    save(&path, b"before", b"after").unwrap();
}

#[test]
fn what_is_no_file_is_refused_and_nothing_is_made() {
    let (folder, path) = file();
    told(save(folder.path(), b"", b"after"), "a folder");
    told(save(&path.with_extension("gone"), b"", b"after"), "there is no such file");
    symlink("nowhere", folder.path().join("broken")).unwrap();
    told(save(&folder.path().join("broken"), b"", b"after"), "there is no such file");
    symlink("loop", folder.path().join("loop")).unwrap();
    assert!(save(&folder.path().join("loop"), b"", b"after").is_err());
    told(save(Path::new("/dev/null"), b"", b"after"), "a device");
    assert_eq!(names(folder.path()), ["broken", "loop", "roadmap.toml"]);
}

#[test]
fn a_reader_sees_one_text_or_the_other() {
    let (folder, path) = file();
    let texts = [vec![b'a'; 200_000], vec![b'b'; 300_000]];
    fs::write(&path, &texts[0]).unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for i in 0..50 {
                save(&path, &texts[i % 2], &texts[(i + 1) % 2]).unwrap();
            }
        });
        while !writer.is_finished() {
            let seen = fs::read(&path).unwrap();
            assert!(texts.contains(&seen), "{} bytes", seen.len());
        }
    });
    assert_eq!(names(folder.path()), ["roadmap.toml"]);
}
