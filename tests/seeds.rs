//! What the fuzz targets begin with holds without them too, on every toolchain.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::Board;
use coalition_roadmap::edit::{Refusal, set, settable};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::model::Day;
use coalition_roadmap::problem::{Paper, human};
use coalition_roadmap::text::{Sources, clean};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// Every seed of a target, by name.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| (path.display().to_string(), fs::read(path).unwrap())).collect()
}

fn read(bytes: Vec<u8>) -> Edition {
    Edition::read(1, Origin::default(), Sources::of_bytes("roadmap.toml", bytes), Day(20_780))
}

#[test]
fn any_seed_is_read_and_what_is_told_is_safe_to_show() {
    let seeds = seeds("load");
    assert!(seeds.len() > 20, "{}", seeds.len());
    for (name, bytes) in seeds {
        let edition = read(bytes);
        let told = human(&edition.problems, &edition.sources, Paper::default());
        assert_eq!(clean(&told), told, "{name}");
    }
}

#[test]
fn any_change_to_a_sound_seed_can_be_made_and_unmade() {
    let mut made = 0;
    for (name, bytes) in seeds("edit") {
        let Ok(input) = String::from_utf8(bytes) else { continue };
        let Some((line, text)) = input.split_once('\n') else { continue };
        let typed: String = line.chars().skip(2).collect();
        let edition = read(text.as_bytes().to_vec());
        if !edition.is_sound() {
            continue;
        }
        for (_, entry) in edition.roadmap.entries() {
            for field in settable(entry.kind()) {
                for typed in [typed.as_str(), "done", "2027-01-31", "3", ""] {
                    match set(&edition, entry.id(), field.key, typed) {
                        Ok(patch) => {
                            let after = patch.apply(text).unwrap();
                            assert_eq!(patch.undo().apply(&after).as_deref(), Some(text), "{name}");
                            made += 1;
                        }
                        Err(Refusal::Unproven(why)) => panic!("{name}: {} = {typed}: {why}", field.key),
                        Err(_) => {}
                    }
                }
            }
        }
    }
    assert!(made > 1_000, "{made}");
}

/// Every how many bytes the shipped roadmap is cut and changed; every single one where it is asked for, which takes
/// minutes: `just every-byte`.
fn stride() -> usize {
    if std::env::var_os("EVERY_BYTE").is_some() { 1 } else { 997 }
}

/// What is on the board after a reading of these bytes: never anything but a sound edition.
fn stays_sound(good: &Board, bytes: Vec<u8>) {
    let mut board = good.clone();
    let next = Arc::new(Edition::read(2, Origin::default(), Sources::of_bytes("roadmap.toml", bytes), Day(20_780)));
    board.receive(Arc::clone(&next));
    assert!(board.edition.is_sound());
    assert_eq!(board.edition.number, if next.is_sound() { 2 } else { 1 });
    let told = human(&next.problems, &next.sources, Paper::default());
    assert_eq!(clean(&told), told);
}

#[test]
fn the_shipped_roadmap_cut_anywhere_or_with_any_byte_replaced_never_loses_the_last_good_edition() {
    let shipped = include_str!("../roadmap.toml").as_bytes();
    let good = Board::new(Arc::new(read(shipped.to_vec())));
    for at in (0..=shipped.len()).step_by(stride()) {
        stays_sound(&good, shipped[..at].to_vec());
    }
    for at in (0..shipped.len()).step_by(stride()) {
        let mut bytes = shipped.to_vec();
        bytes[at] = b"\"'[]{}=#\n\r\t\\ x0\0\xff\x80"[at % 18];
        stays_sound(&good, bytes);
    }
}
