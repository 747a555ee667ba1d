//! A change to any text is proven right or refused: never a panic, never a word more than was asked for.
//!
//! The input is a byte that picks the entry, one that picks the field, what is typed up to the end of the line (`¶` is
//! a line end in it), and the text.

#![no_main]

use coalition_roadmap::edit::{Patch, Refusal, add, check, set, settable};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::model::{Day, Kind};
use coalition_roadmap::text::Sources;
use libfuzzer_sys::fuzz_target;

fn read(text: &str) -> Edition {
    Edition::read(1, Origin::default(), Sources::of_text("roadmap.toml", text), Day(20_780))
}

fuzz_target!(|input: &str| {
    let Some((line, text)) = input.split_once('\n') else { return };
    let mut picks = line.chars();
    let (Some(entry), Some(field)) = (picks.next(), picks.next()) else { return };
    let typed = picks.as_str().replace('¶', "\n");
    let edition = read(text);
    if !edition.is_sound() {
        return;
    }
    let kind = Kind::ALL[field as usize % Kind::ALL.len()];
    if let Ok((patch, id)) = add(&edition, kind, &typed) {
        let after = holds(text, &patch);
        assert_eq!(after.roadmap.len(), edition.roadmap.len() + 1);
        assert!(after.roadmap.entry(id.as_str()).is_some_and(|entry| entry.kind() == kind));
    }
    let all: Vec<_> = edition.roadmap.entries().map(|(_, entry)| entry).collect();
    let Some(entry) = all.get(entry as usize % all.len().max(1)) else { return };
    let fields: Vec<_> = settable(entry.kind()).collect();
    let field = fields[field as usize % fields.len()].key;
    let possible = check(&edition, entry.id(), field, &typed);
    if let Ok(patch) = set(&edition, entry.id(), field, &typed) {
        assert_eq!(possible, Ok(()));
        let after = holds(text, &patch);
        let again = set(&after, entry.id(), field, &typed);
        assert!(matches!(again, Err(Refusal::AlreadySo(_))), "{again:?}");
    }
});

/// The change can be made and unmade; the text with it, read.
fn holds(text: &str, patch: &Patch) -> Edition {
    assert!(!patch.words().contains('\n'));
    let after = patch.apply(text).expect("it was made from this text");
    assert_eq!(patch.undo().apply(&after).as_deref(), Some(text));
    assert_eq!(patch.undo().undo(), *patch);
    let edition = read(&after);
    assert!(edition.is_sound());
    edition
}
