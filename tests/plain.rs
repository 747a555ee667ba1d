//! What an edition says as one plain text is read again as the same.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use coalition_roadmap::edition::{Audience, Edition, Origin};
use coalition_roadmap::export::starter;
use coalition_roadmap::host::Texts;
use coalition_roadmap::model::{Datum, Day, Record};
use coalition_roadmap::problem::{Paper, human};
use coalition_roadmap::text::Sources;
use proptest::prelude::*;
use std::path::Path;

#[path = "support/generate.rs"]
mod generate;

fn edition(sources: Sources) -> Edition {
    Edition::read(1, Origin::default(), sources, Day::new(2026, 11, 23).unwrap())
}

fn of_text(text: &str) -> Edition {
    edition(Sources::of_text("roadmap.toml", text))
}

/// All that a roadmap says, but for what was included and what the presenter says.
fn data(edition: &Edition) -> Vec<(String, Datum)> {
    let mut out = Vec::new();
    let roadmap = &edition.roadmap;
    let mut put = |table: &str, key: &str, datum: Datum| {
        if ![("roadmap", "include"), ("scene", "notes")].contains(&(table, key)) {
            out.push((format!("{table}.{key}"), datum));
        }
    };
    if let Some(about) = &roadmap.about {
        about.own_data(&mut |field, datum| put("roadmap", field.key, datum));
    }
    for (_, entry) in roadmap.entries() {
        entry.data(&mut |field, datum| put(entry.kind().word(), field.key, datum));
    }
    for scene in &roadmap.scenes {
        scene.own_data(&mut |field, datum| put("scene", field.key, datum));
        scene.common.data(&mut |field, datum| put("scene", field.key, datum));
    }
    for view in &roadmap.views {
        view.own_data(&mut |field, datum| put("view", field.key, datum));
    }
    out
}

#[track_caller]
fn comes_back(before: &Edition) {
    let text = before.text_for(Audience::Members);
    let after = of_text(&text);
    assert!(after.is_sound(), "{}", human(&after.problems, &after.sources, Paper::default()));
    assert_eq!(data(before), data(&after));
    let ends = |edition: &Edition| -> Vec<_> {
        let links = &edition.links;
        let edges = |ix| links.from(ix).iter().map(|edge| (links.field(*edge), edge.entry)).collect::<Vec<_>>();
        edition.roadmap.all().map(edges).collect()
    };
    assert_eq!(ends(before), ends(&after));
    // It is written in one way.
    assert_eq!(after.text_for(Audience::Members), text);
    assert!(!text.contains('#') || text.lines().all(|line| !line.trim_start().starts_with('#')), "{text}");
}

#[test]
fn the_roadmaps_that_are_packed_come_back() {
    comes_back(&of_text(include_str!("../roadmap.toml")));
    comes_back(&of_text(&starter()));
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/examples/tidewater/roadmap.toml");
    let example = edition(Texts::read(&example).unwrap().sources());
    assert!(example.roadmap.views.len() + example.roadmap.scenes.len() > 5);
    comes_back(&example);
}

#[test]
fn made_up_roadmaps_come_back() {
    for (seed, entries) in [(1, 20), (2, 300), (3, 3_000)] {
        comes_back(&of_text(&generate::roadmap(seed, entries)));
    }
}

#[test]
fn every_field_comes_back() {
    let all: String = starter()
        .lines()
        .filter(|line| !line.starts_with("# include"))
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.split_once(" = ").is_some_and(|(key, _)| !key.contains(' ')) => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .take_while(|line| !line.starts_with("# Any entry"))
        .collect();
    comes_back(&of_text(&all));
    let risk = "[roadmap]\ntitle = \"t\"\nconfidence = 1\n[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"c\"\nstatus = \"open\"\n";
    for line in [
        "likelihood = 1",
        "likelihood = 1.0",
        "likelihood = 0.0",
        "likelihood = 1e-7",
        "impact = 0x5",
        "tags = [\"\", \"a, b\"]",
        "members_only = [\"mitigation\", \"delay\", \"members_only\"]",
    ] {
        comes_back(&of_text(&format!("{risk}{line}\n")));
    }
    let level = of_text(&format!("{risk}likelihood = 1\n"));
    let sure = of_text(&format!("{risk}likelihood = 1.0\n"));
    assert_ne!(data(&level), data(&sure));
}

proptest! {
    #[test]
    fn any_text_comes_back(text in "(\\PC|[\\\\\"'\n\t\u{200b}#\\[\\]=<>|\u{301}]){0,60}", tag in "(\\PC|[\\\\\"'\n]){0,9}") {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let (text, tag) = (quoted(&text), quoted(&tag));
        let head = "[roadmap]\ntitle = \"t\"\n[[note]]\nid = \"n\"\nname = \"N\"\n";
        comes_back(&of_text(&format!("{head}text = {text}\ntags = [{tag}]\n")));
    }
}
