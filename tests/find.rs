//! What is found, and what of it comes first.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::ask::{Fit, Wanted, Word, fit, fits, search};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::host::EMBEDDED;
use coalition_roadmap::model::Day;
use coalition_roadmap::text::{Sources, folded};
use proptest::prelude::*;
use std::sync::LazyLock;

#[path = "support/generate.rs"]
mod generate;

fn edition(text: &str) -> Edition {
    let today = Day::new(2026, 11, 23).unwrap();
    let edition = Edition::read(1, Origin::default(), Sources::of_text("roadmap.toml", text), today);
    assert!(edition.is_sound(), "{:?}", edition.problems.iter().find(|problem| problem.is_error()));
    edition
}

static SHIPPED: LazyLock<Edition> = LazyLock::new(|| edition(EMBEDDED));

/// Names of many sorts, and what is only in tags, people and texts.
const MIXED: &str = r#"
[roadmap]
title = "Mixed"
[[member]]
id = "eth"
name = "ETH Zürich"
specialty = "Numerics"
lead = "Zoë Núñez"
tags = ["swiss", "founding"]
[[member]]
id = "lodz"
name = "Politechnika Łódzka"
specialty = "Control"
[[project]]
id = "strasse"
name = "Straße nach Ærø"
kind = "software"
status = "planned"
members = ["eth"]
[[project]]
id = "kanji"
name = "多言語モデル"
kind = "model"
status = "planned"
[[project]]
id = "hangul"
name = "한국어 지원"
kind = "model"
status = "planned"
[[project]]
id = "cyrillic"
name = "Новый йод"
kind = "model"
status = "planned"
[[project]]
id = "greek"
name = "Λόγος"
kind = "model"
status = "planned"
[[project]]
id = "nemo"
name = "NemoClaw 2b"
kind = "model"
status = "blocked"
summary = "An agent’s toolbox — with a naïve “planner” inside, paid for by the Ministry of Silly Walks."
[[project]]
id = "old-thing"
name = "Renamed"
kind = "program"
status = "planned"
was = "very-old-id"
"#;

static SMALL: LazyLock<Edition> = LazyLock::new(|| edition(MIXED));

fn names(edition: &Edition, typed: &str) -> Vec<String> {
    let name = |entry| edition.roadmap.get(entry).unwrap().name().to_owned();
    search(edition, &Wanted::new(typed), 1000).hits.iter().map(|hit| name(hit.entry)).collect()
}

/// What comes first.
#[track_caller]
fn first(typed: &str, wanted: &[&str]) {
    let found = names(&SHIPPED, typed);
    assert_eq!(found.iter().take(wanted.len()).collect::<Vec<_>>(), wanted, "{typed}");
}

/// All that is found.
#[track_caller]
fn all(typed: &str, wanted: &[&str]) {
    assert_eq!(names(&SMALL, typed), wanted, "{typed}");
}

#[test]
fn what_a_person_would_expect_comes_first() {
    first("mistral", &["Mistral AI", "Mistral Large 3", "Mistral Small 4"]);
    first("mis", &["Mistral AI", "Mistral Large 3", "Mistral Small 4"]);
    first("nvidia", &["NVIDIA", "NVIDIA DGX Cloud"]);
    first("cursor", &["Cursor"]);
    first("nemotron 4", &["Nemotron 4", "Nemotron 4 family released"]);
    first("base model", &["Base model complete and open", "Base model developed and trained"]);
    first("ultra nemotron", &["Nemotron 3 Ultra"]);
    first("dgx", &["NVIDIA DGX Cloud"]);
    first("lpx", &["Groq 3 LPX rack"]);
    first("governance", &["Lasting governance in place"]);
}

#[test]
fn initials_find_a_name() {
    first("vr", &["Vera Rubin Ultra", "Vera Rubin platform"]);
    first("vrp", &["Vera Rubin platform"]);
    first("bfl", &["Black Forest Labs"]);
    first("tml", &["Thinking Machines Lab"]);
    first("lc", &["LangChain"]);
}

#[test]
fn letters_may_be_left_out() {
    first("nmtrn", &["Nemotron 4", "Nemotron 3"]);
    first("prplx", &["Perplexity"]);
    first("lngchn", &["LangChain"]);
    first("blkfor", &["Black Forest Labs"]);
}

#[test]
fn slips_are_forgiven_and_marked() {
    let check = |typed: &str, wanted: &str| {
        let found = search(&SHIPPED, &Wanted::new(typed), 1000);
        let name = |entry| SHIPPED.roadmap.get(entry).unwrap().name().to_owned();
        let near: Vec<_> = found.hits.iter().filter(|hit| hit.near).map(|hit| name(hit.entry)).collect();
        assert!(near.iter().take(5).any(|name| name.contains(wanted)), "{typed}: {near:?}");
        assert_eq!(found.count, found.hits.len());
        let strict = found.hits.iter().filter(|hit| !hit.near).count();
        assert!(strict < 5 && found.hits[..strict].iter().all(|hit| !hit.near), "{typed}: the strict come first");
    };
    check("rubni", "Vera Rubin");
    check("nemtoron", "Nemotron");
    check("mistarl", "Mistral");
    check("perplexiyt", "Perplexity");
    check("governence", "governance");
    check("langchian", "LangChain");
    check("nemtoron ultar", "Nemotron 3 Ultra");
    // With letters left out it is found without a slip.
    first("mistrl", &["Mistral AI"]);
    // Enough is found as it was typed: nothing else is looked for.
    assert!(search(&SHIPPED, &Wanted::new("nemotron"), 1000).hits.iter().all(|hit| !hit.near));
    // Three letters with a slip could be anything.
    assert_eq!(names(&SHIPPED, "qqz"), Vec::<String>::new());
}

#[test]
fn the_word_for_a_kind_narrows() {
    let kinds = |typed: &str| {
        let found = search(&SHIPPED, &Wanted::new(typed), 1000);
        found.hits.iter().map(|hit| SHIPPED.roadmap.get(hit.entry).unwrap().kind().word()).collect::<Vec<_>>()
    };
    assert_eq!(names(&SHIPPED, "member mis")[0], "Mistral AI");
    assert_eq!(names(&SHIPPED, "memb mis")[0], "Mistral AI");
    assert_eq!(kinds("risks")[..5], ["risk"; 5]);
    let risks = names(&SHIPPED, "risk openness");
    assert_eq!(risks[0], "Openness under commercial pressure");
    // Others are there only with the word in their name or id, not where they speak of it.
    for hit in search(&SHIPPED, &Wanted::new("announcement"), 1000).hits {
        let entry = SHIPPED.roadmap.get(hit.entry).unwrap();
        let told = format!("{} {}", entry.name(), entry.id()).to_lowercase();
        assert!(entry.kind().word() == "announcement" || told.contains("announcement"), "{told}");
    }
}

#[test]
fn all_words_must_be_there_in_any_text() {
    first("huang", &["NVIDIA"]);
    first("arthur mistral", &["Mistral AI"]);
    first("jensen compute", &["NVIDIA"]);
    let wanted = Wanted::new("rubin 72 nothing-has-this");
    assert_eq!(search(&SHIPPED, &wanted, 1000).count, 0);
    // In any order.
    let sorted = |typed: &str| {
        let mut names = names(&SHIPPED, typed);
        names.sort();
        names
    };
    assert_eq!(sorted("open model"), sorted("model open"));
    assert_eq!(sorted("open open model"), sorted("model open"));
}

#[test]
fn case_accents_and_signs_are_folded() {
    all("zurich", &["ETH Zürich", "Straße nach Ærø"]);
    all("ZÜRICH", &["ETH Zürich", "Straße nach Ærø"]);
    all("Zu\u{308}rich", &["ETH Zürich", "Straße nach Ærø"]);
    all("lodz", &["Politechnika Łódzka"]);
    all("strasse", &["Straße nach Ærø"]);
    all("aero", &["Straße nach Ærø"]);
    all("agent's", &["NemoClaw 2b"]);
    all("naive", &["NemoClaw 2b"]);
    all("\"planner\"", &["NemoClaw 2b"]);
    all("toolbox - with", &["NemoClaw 2b"]);
    all("ｎｅｍｏ", &["NemoClaw 2b"]);
}

#[test]
fn other_scripts_are_found() {
    all("モデル", &["多言語モデル"]);
    all("多", &["多言語モデル"]);
    all("한국", &["한국어 지원"]);
    all("지원", &["한국어 지원"]);
    all("новый", &["Новый йод"]);
    all("йод", &["Новый йод"]);
    all("ИОД", &["Новый йод"]);
    all("λογος", &["Λόγος"]);
    all("ΛΌΓΟΣ", &["Λόγος"]);
    all("нвй", &["Новый йод"]);
}

#[test]
fn tags_people_old_ids_words_and_texts_are_searched() {
    all("swiss", &["ETH Zürich"]);
    all("zoe nunez", &["ETH Zürich"]);
    // Who takes part in it.
    all("eth", &["ETH Zürich", "Straße nach Ærø"]);
    all("very-old", &["Renamed"]);
    all("blocked", &["NemoClaw 2b"]);
    all("ministry", &["NemoClaw 2b"]);
}

#[test]
fn nothing_is_asked_and_nothing_is_found() {
    for typed in ["", " ", "\t\n", "\u{301}", "\u{a0}"] {
        let wanted = Wanted::new(typed);
        assert!(wanted.is_empty(), "{typed:?}");
        assert_eq!(search(&SHIPPED, &wanted, 10).count, 0);
    }
    let nothing = edition("[roadmap]\ntitle = \"Nothing\"\n");
    assert_eq!(search(&nothing, &Wanted::new("a bc def nmtrn"), 10).count, 0);
}

#[test]
fn anything_may_be_pasted() {
    let texts = ["a".repeat(10_000), "ab ".repeat(5_000), "é".repeat(10_000), "多言 ".repeat(3_000)];
    for text in texts.iter().chain([&EMBEDDED[..10_000].to_owned()]) {
        let found = search(&SHIPPED, &Wanted::new(text), 1000);
        assert!(found.hits.len() <= found.count);
    }
}

#[test]
fn no_more_than_asked_for_and_the_best_of_them() {
    let all = search(&SHIPPED, &Wanted::new("n"), 1000);
    let few = search(&SHIPPED, &Wanted::new("n"), 7);
    assert_eq!((few.hits.len(), few.count), (7, all.count));
    assert_eq!(few.hits, all.hits[..7]);
    assert_eq!(search(&SHIPPED, &Wanted::new("n"), 0).hits, []);
    assert_eq!(search(&SHIPPED, &Wanted::new("rubni"), 1).hits.len(), 1);
}

/// The lit letters of a text in brackets.
fn lit(typed: &str, name: &str) -> String {
    let lit = Wanted::new(typed).lit(name, true);
    let shown = |(i, c): (usize, char)| if lit.contains(&i) { format!("[{c}]") } else { c.to_string() };
    name.chars().enumerate().map(shown).collect::<String>().replace("][", "")
}

#[test]
fn the_letters_that_were_looked_for_are_lit() {
    assert_eq!(lit("rub", "Vera Rubin platform"), "Vera [Rub]in platform");
    assert_eq!(lit("plat rub", "Vera Rubin platform"), "Vera [Rub]in [plat]form");
    assert_eq!(lit("vrp", "Vera Rubin platform"), "[V]era [R]ubin [p]latform");
    assert_eq!(lit("nmtrn", "Nemotron 4"), "[N]e[m]o[tr]o[n] 4");
    assert_eq!(lit("lc", "LangChain"), "[L]ang[C]hain");
    assert_eq!(lit("zurich", "ETH Zürich"), "ETH [Zürich]");
    assert_eq!(lit("zurich", "ETH Zu\u{308}rich"), "ETH [Zu]\u{308}[rich]");
    assert_eq!(lit("sse", "Straße"), "Stra[ße]");
    assert_eq!(lit("rubni", "Vera Rubin"), "Vera [Rubin]");
    assert_eq!(lit("xyz", "Vera Rubin"), "Vera Rubin");
    // Where it begins a word rather than where it stands first.
    assert_eq!(lit("ra", "Vera Rack"), "Vera [Ra]ck");
}

#[test]
fn a_snippet_shows_where_a_text_has_it() {
    let snippet = |typed: &str, cells: usize| {
        let wanted = Wanted::new(typed);
        let hit = search(&SMALL, &wanted, 1).hits[0];
        let snippet = wanted.snippet(&SMALL, hit.entry, cells)?;
        let lit: String =
            snippet.text.chars().enumerate().filter(|(i, _)| snippet.lit.contains(i)).map(|(_, c)| c).collect();
        Some((snippet.label, snippet.text, lit))
    };
    let told = |label: &str, text: &str, lit: &str| Some((label.to_owned(), text.to_owned(), lit.to_owned()));
    assert_eq!(snippet("silly", 24), told("summary", "…of Silly Walks.", "Silly"));
    assert_eq!(snippet("nunez", 40), told("lead", "Zoë Núñez", "Núñez"));
    assert_eq!(snippet("swiss", 40), told("tags", "swiss", "swiss"));
    assert_eq!(snippet("strasse zurich", 40), told("members", "ETH Zürich", "Zürich"));
    assert_eq!(snippet("old-thing", 40), told("id", "old-thing", "old-thing"));
    assert_eq!(snippet("nemo", 40), None);
}

fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9]{1,3}",
        "[a-z]( [a-z0-9]){1,3}",
        "[a-zA-Z]{1,10}( [a-z0-9]{1,6}){0,3}",
        "\\PC{0,12}",
        proptest::sample::select(vec![
            "tok",
            "tokenizer",
            "übergabe",
            "評価",
            "step-1",
            "lab",
            "risk",
            "milestone",
            "zoe",
            "naive",
            "audt",
            "shceduler"
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn every_way_of_looking_finds_the_same(seed in 0..20_u64, typed in typed()) {
        let edition = edition(&generate::roadmap(seed, 60));
        let Some(word) = Word::new(typed.trim()) else { return Ok(()) };
        for (ix, found) in edition.roadmap.all().zip(fits(&edition, &word)) {
            prop_assert_eq!(found, fit(&edition, &word, ix), "{:?} in {:?}", typed, edition.roadmap.get(ix).unwrap().name());
            let name = folded(edition.roadmap.get(ix).unwrap().name());
            let within = found.is_some_and(|fit| fit <= Fit::Within);
            prop_assert!(!name.contains(word.text()) || within, "{:?} is in {}", typed, name);
        }
    }

    #[test]
    fn what_is_found_has_every_word_and_all_that_have_them_are_found(seed in 0..20_u64, typed in typed()) {
        let edition = edition(&generate::roadmap(seed, 60));
        let wanted = Wanted::new(&typed);
        let found = search(&edition, &wanted, 1000);
        prop_assert_eq!(found.hits.len(), found.count);
        prop_assert!(found.hits.is_sorted_by_key(|hit| (hit.near, hit.cost)));
        for (ix, entry) in edition.roadmap.entries() {
            // The word for a kind has a meaning of its own.
            let plain = wanted.words().iter().all(|word| !["ris", "mil", "mem", "sou", "pro", "cap", "ann", "not"].iter().any(|kind| word.text().starts_with(kind)));
            let has_all = wanted.words().iter().all(|word| fit(&edition, word, ix).is_some());
            let hit = found.hits.iter().find(|hit| hit.entry == ix && !hit.near);
            if plain && !wanted.is_empty() {
                prop_assert_eq!(hit.is_some(), has_all, "{:?} and {}", typed, entry.name());
            }
        }
    }

    #[test]
    fn what_is_lit_is_in_the_text(typed in typed(), name in "\\PC{0,40}") {
        let wanted = Wanted::new(&typed);
        let count = name.chars().count();
        let lit = wanted.lit(&name, true);
        prop_assert!(lit.iter().all(|i| *i < count) && lit.is_sorted());
    }

    #[test]
    fn what_is_lit_of_a_snippet_is_in_it(seed in 0..20_u64, typed in typed(), cells in 0..60_usize) {
        let edition = edition(&generate::roadmap(seed, 60));
        let wanted = Wanted::new(&typed);
        for hit in search(&edition, &wanted, 1000).hits {
            if let Some(snippet) = wanted.snippet(&edition, hit.entry, cells) {
                let count = snippet.text.chars().count();
                prop_assert!(!snippet.lit.is_empty() && snippet.lit.iter().all(|i| *i < count), "{snippet:?}");
                prop_assert!(!snippet.text.contains('\n'));
            }
        }
    }
}
