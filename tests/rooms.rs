//! The house: a room names only rooms before it in `lib.rs`, some crates and words belong to some rooms, and files
//! stay small.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::fs;
use std::path::{Path, PathBuf};

/// Crates and words, and the rooms (or files in them) that may use them.
const FENCES: &[(&str, &[&str])] = &[
    ("toml::", &["model", "load", "edit", "app/bindings", "app/settings"]),
    ("ratatui::", &["look", "panes", "app", "screen", "export/picture", "host", "cli"]),
    ("crossterm::", &["host"]),
    ("termina::", &["host/input"]),
    ("vt100::", &["host/player"]),
    ("russh::", &["host/ssh"]),
    ("base64::", &["host/clipboard"]),
    ("deunicode::", &["look/ascii"]),
    ("tokio::", &["host", "cli"]),
    ("rustix::", &["host"]),
    ("notify::", &["host/watch"]),
    ("nix::unistd", &["host/logins"]),
    ("glob::", &["load/include", "host/texts"]),
    ("unicode_normalization::", &["text/fold"]),
    ("annotate_snippets::", &["problem/report"]),
    ("std::fs", &["host", "cli"]),
    ("std::env", &["host", "cli"]),
    ("std::process", &["host", "cli", "main"]),
    ("std::thread", &["host", "cli"]),
    ("SystemTime", &["host"]),
    ("Instant::now", &["host"]),
    ("Zoned::now", &["host/clock"]),
    ("clap::", &["cli"]),
    ("serde_json::", &["problem/machine", "export", "host/cast", "host/recorder", "host/stage/wire", "cli"]),
    ("static mut", &[]),
    ("thread_local!", &[]),
    ("OnceLock", &[]),
    ("super::super", &[]),
];

/// Words that say nothing about what is in a file.
const NO_NAMES: &[&str] = &["utils", "util", "helpers", "helper", "misc", "common", "manager", "mod"];

/// The most lines of a file without a line `// long: why`.
const LONGEST: usize = 520;

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else {
            out.push(path);
        }
    }
}

/// Every source file: its place below src without the ending (`host/watch`), and its text.
fn sources() -> Vec<(String, String)> {
    let mut all = Vec::new();
    files(&src(), &mut all);
    let place = |path: &Path| path.strip_prefix(src()).unwrap().with_extension("").to_string_lossy().into_owned();
    all.iter().map(|path| (place(path), fs::read_to_string(path).unwrap())).collect()
}

fn room(place: &str) -> &str {
    place.split('/').next().unwrap()
}

/// The rooms that a text names after `crate::`, also inside `use crate::{a::B, c}`.
fn named(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (at, word) in text.match_indices("crate::") {
        let rest = &text[at + word.len()..];
        if !rest.starts_with('{') {
            out.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
            continue;
        }
        let (mut depth, mut fresh, mut word) = (0, true, String::new());
        for c in rest.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 1 => break,
                '}' => depth -= 1,
                ',' if depth == 1 => {
                    out.push(std::mem::take(&mut word));
                    fresh = true;
                }
                ':' if depth == 1 => fresh = false,
                c if depth == 1 && fresh && (c.is_alphanumeric() || c == '_') => word.push(c),
                _ => {}
            }
        }
        out.push(word);
    }
    out.retain(|word| !word.is_empty());
    out
}

#[test]
fn a_room_names_only_rooms_before_it() {
    let lib = fs::read_to_string(src().join("lib.rs")).unwrap();
    let rooms: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.split(';').next()).collect();
    assert!(rooms.len() > 10, "the rooms are listed in lib.rs: {rooms:?}");
    let floor = |room: &str| rooms.iter().position(|known| *known == room);
    let mut wrong = Vec::new();
    for (place, text) in sources() {
        let Some(here) = floor(room(&place)) else { continue };
        for word in named(&text) {
            if floor(&word).is_some_and(|there| there > here) {
                wrong.push(format!("{place} names {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn grouped_names_are_read_too() {
    let text = "use crate::{a::{B, c::D}, e, f::G};\nuse crate::h::I; $crate::j::K";
    assert_eq!(named(text), ["a", "e", "f", "h", "j"]);
}

#[test]
fn crates_and_words_stay_behind_their_fences() {
    let mut wrong = Vec::new();
    for (place, text) in sources() {
        for (word, allowed) in FENCES {
            let free = allowed.iter().any(|fence| place == *fence || place.starts_with(&format!("{fence}/")));
            if text.contains(word) && !free {
                wrong.push(format!("{place} uses {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_are_small_and_their_names_say_what_is_in_them() {
    let mut wrong = Vec::new();
    for (place, text) in sources() {
        let lines = text.lines().count();
        if lines > LONGEST && !text.contains("// long: ") {
            wrong.push(format!("{place} has {lines} lines and gives no reason"));
        }
        let name = place.rsplit('/').next().unwrap();
        if NO_NAMES.contains(&name) {
            wrong.push(format!("{place}: `{name}` says nothing"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
