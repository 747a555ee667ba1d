//! Any bytes are read, and what is wrong with them is told, without a panic and without end.

#![no_main]

use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::model::Day;
use coalition_roadmap::problem::{human, one_line, summary};
use coalition_roadmap::text::{Sources, clean};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let edition = Edition::read(1, Origin::default(), Sources::of_bytes("roadmap.toml", bytes.to_vec()), Day(20_780));
    // An empty entry of a list takes three bytes, and the richest kind lacks four fields then.
    assert!(edition.problems.len() <= 2 * bytes.len() + 16, "{} problems", edition.problems.len());
    let told = human(&edition.problems, &edition.sources, coalition_roadmap::problem::Paper::default());
    assert_eq!(clean(&told), told, "nothing that is told can move a cursor");
    // A hundred problems are told in full; a message may quote the text.
    assert!(told.len() <= 100 * (4 * bytes.len() + 4_000), "{} bytes", told.len());
    for problem in edition.problems.iter().take(100) {
        assert!(!one_line(problem, &edition.sources).contains('\n'));
    }
    assert!(!summary(&edition.problems).is_empty());
});
