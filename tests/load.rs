//! What is wrong with a file is told: the right code, at the right place, once.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::load::{Hands, Piece, Reading, example, load, one_by_one, piece};
use coalition_roadmap::model::{Day, Kind, When};
use coalition_roadmap::panes::with_views;
use coalition_roadmap::problem::{CODES, Code, Paper, Problem, Subject, human};
use coalition_roadmap::text::{Sources, width};
use std::collections::HashSet;
use std::fmt::Write as _;

#[path = "support/generate.rs"]
mod generate;

const SHIPPED: &str = include_str!("../roadmap.toml");

fn of(sources: Sources) -> Edition {
    with_views(Edition::read(1, Origin::default(), sources, Day::new(2026, 11, 23).unwrap()))
}

fn edition(text: &str) -> Edition {
    of(Sources::of_text("roadmap.toml", text))
}

fn reading(text: &str) -> Reading {
    load(&Sources::of_text("roadmap.toml", text), one_by_one, &mut |_| {})
}

/// `E011 3:1` for every problem, in their order.
fn told(edition: &Edition) -> Vec<String> {
    let one = |problem: &Problem| {
        let at = edition.sources.locate(problem.at);
        format!("{} {}:{}", problem.code.info().name, at.line, at.column)
    };
    edition.problems.iter().map(one).collect()
}

/// This text has exactly these problems.
#[track_caller]
fn check(text: &str, wanted: &[&str]) {
    let edition = edition(text);
    assert_eq!(told(&edition), wanted, "{}", human(&edition.problems, &edition.sources, Paper::default()));
}

fn codes(edition: &Edition) -> Vec<&'static str> {
    let mut codes: Vec<_> = edition.problems.iter().map(|problem| problem.code.info().name).collect();
    codes.dedup();
    codes
}

#[test]
fn the_example_of_every_code_has_that_problem_and_no_other() {
    for info in CODES.iter().filter(|info| info.of == Subject::Roadmap) {
        let edition = of(example(info.code));
        assert_eq!(codes(&edition), [info.name], "{}", human(&edition.problems, &edition.sources, Paper::default()));
        let human = human(&edition.problems, &edition.sources, Paper::default());
        assert!(human.contains(&format!("{}[{}]", info.severity.word(), info.name)), "{human}");
    }
}

#[test]
fn codes_are_listed_in_order_and_know_themselves() {
    for (before, after) in CODES.iter().zip(&CODES[1..]) {
        assert!(before.code < after.code && before.name[1..] < after.name[1..], "{}", after.name);
    }
    assert!(CODES.iter().all(|info| info.code.info().name == info.name));
}

#[test]
fn six_mistakes_of_different_kinds_are_told_at_once_in_the_order_of_their_places() {
    let text = r#"[roadmap]
title = "t"
sumary = "misspelt"
[[member]]
id = "acme"
name = "Acme"
specialty = 7
[[capability]]
id = "Big Cap"
name = "C"
[[milestone]]
id = "m"
name = "M"
status = "plannd"
date = "Q3 2026"
depends_on = ["acme", "nobody"]
[[milestone]]
id = "n"
status = "planned"
progress = 101
owner = "acme"
"#;
    let wanted = ["E011 3:1", "E012 7:13", "E015 9:6", "E013 14:10", "E014 15:8"];
    let edition = edition(text);
    let told = told(&edition);
    assert_eq!(told[..5], wanted, "{told:?}");
    // The entry that could not be read is known all the same, and so `acme` is of the wrong kind, not missing.
    for more in ["E010 17:1", "E016 20:12"] {
        assert!(told.iter().any(|told| told == more), "{more}: {told:?}");
    }
    assert!(!told.iter().any(|told| told == "E020 21:9"), "{told:?}");
}

#[test]
fn each_of_six_independent_mistakes_is_told_and_nothing_else() {
    let text = "[roadmap]\ntitle = \"t\"\nconfidence = 8\n\
        [[member]]\nid = \"acme\"\nname = \"Acme\"\nspecialty = \"s\"\ncolour = \"red\"\n\
        [[capability]]\nid = \"acme\"\nname = \"C\"\n\
        [[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"c\"\nstatus = \"opne\"\n\
        [[note]]\nid = \"n\"\nname = \"N\"\ntext = \"t\"\nrelates = [\"acme\", \"acne\"]\n\
        [[milestone]]\nid = \"m\"\nname = \"M\"\nstatus = \"planned\"\nduration = \"a week\"\n";
    check(text, &["E016 3:14", "E011 8:1", "E022 10:6", "E013 16:10", "E020 21:20", "E017 26:12"]);
}

#[test]
fn a_syntax_error_hides_neither_another_nor_what_is_wrong_elsewhere() {
    let text = "[roadmap]\ntitle = \"t\"\n\
        [[member]]\nid = \"acme\"\nname = Acme\nspecialty = \"s\"\n\
        [[member]]\nid = \"beta\"\nname = \"Beta\"\nspecialty = \"s\"\ncolour = \"red\"\n\
        [[project]]\nid = \"p\"\nname = \"P\"\nkind = \"model\"\nstatus = \"planned\nmembers = [\"acme\"]\n\
        [[project]]\nid = \"q\"\nname = \"Q\"\nkind = \"model\"\nstatus = \"planned\"\nmembers = [\"acme\", \"acne\"]\n";
    let edition = edition(text);
    let told = told(&edition);
    for (code, line) in [("E002", 5), ("E011", 11), ("E002", 16), ("E020", 23)] {
        let begin = format!("{code} {line}:");
        assert!(told.iter().any(|told| told.starts_with(&begin)), "{begin}: {told:?}");
    }
    assert_eq!(told.len(), 4, "{told:?}");
}

#[test]
fn an_entry_that_cannot_be_read_does_not_make_references_to_it_wrong() {
    let member = "[roadmap]\ntitle = \"t\"\n[[member]]\nid = \"acme\"\nname = \"Acme\"\nspecialty = 7\n";
    check(&format!("{member}[[capability]]\nid = \"c\"\nname = \"C\"\nmembers = [\"acme\"]\n"), &["E012 6:13"]);
    // It is still known what it is.
    let wrong = format!("{member}[[capability]]\nid = \"c\"\nname = \"C\"\ncapabilities = [\"acme\"]\n");
    check(&wrong, &["E012 6:13", "E021 10:17"]);
}

/// A text with one misspelt word, and the line and column at which it stands.
fn misspelt(before: &str) -> String {
    format!(
        "{before}[roadmap]\ntitle = \"t\"\n[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"c\"\nstatus = \"opne\"\n"
    )
}

#[test]
fn line_ends_marks_tabs_and_wide_characters_keep_places_right() {
    check(&misspelt(""), &["E013 7:10"]);
    check(&misspelt("").replace('\n', "\r\n"), &["E013 7:10"]);
    check(&misspelt("\u{feff}"), &["E013 7:10"]);
    check(&misspelt("\u{feff}").replace('\n', "\r\n"), &["E013 7:10"]);
    check(&misspelt("").replace("status = ", "\tstatus\t=\t"), &["E013 7:11"]);
    check(&misspelt("# 中間評価 🙂\n"), &["E013 8:10"]);
    let beside = "[roadmap]\ntitle = \"t\"\n[[milestone]]\nid = \"m\"\nname = \"中間評価 é\"\nstatus = \"planned\"\n\
        tags = [\"日本語\", 7]\n";
    check(beside, &["E012 7:16"]);
    check("\u{feff}sumary = 1\n[roadmap]\ntitle = \"t\"\n", &["E011 1:1"]);
}

/// The line of a report on which the place is marked, and the one above it.
fn marked(report: &str) -> (&str, &str) {
    let lines: Vec<&str> = report.lines().collect();
    let at = lines.iter().position(|line| line.contains('^')).expect("a place is marked");
    (lines[at - 1], lines[at])
}

#[test]
fn the_place_is_marked_below_wide_characters_tabs_and_what_cannot_be_shown() {
    for (line, shown) in [
        ("tags = [\"日本語\", 7]", "tags = [\"日本語\", 7]"),
        ("tags = [\"é\",\t7]", "tags = [\"é\",    7]"),
        ("\ttags = [7]", "    tags = [7]"),
        ("tags = [\"\u{200b}\u{e0001}\", 7]", "tags = [\"\u{fffd}\u{fffd}\", 7]"),
    ] {
        for end in ["\n", "\r\n"] {
            let text = format!("[roadmap]\ntitle = \"t\"\n[[capability]]\nid = \"c\"\nname = \"C\"\n{line}\n");
            let edition = edition(&format!("\u{feff}{}", text.replace('\n', end)));
            let report = human(&edition.problems, &edition.sources, Paper::default());
            let (above, below) = marked(&report);
            assert_eq!(above, format!("6 | {shown}"), "{report}");
            assert_eq!(Some(width(&above[..above.find('7').unwrap()])), below.find('^'), "{report}");
            let at = edition.sources.locate(edition.problems[0].at);
            assert!(report.contains(&format!("--> roadmap.toml:{}:{}\n", at.line, at.column)), "{report}");
        }
    }
    let first = edition("\u{feff}[roadmp]\ntitle = \"t\"\n[roadmap]\ntitle = \"t\"\n");
    let report = human(&first.problems, &first.sources, Paper::default());
    assert_eq!(marked(&report), ("1 | [roadmp]", "  |  ^^^^^^"), "{report}");
}

#[test]
fn a_cycle_of_a_thousand_is_one_chain_of_bounded_length() {
    let mut text = "[roadmap]\ntitle = \"t\"\n".to_owned();
    for i in 0..1000 {
        let _ = write!(
            text,
            "[[milestone]]\nid = \"m{i}\"\nname = \"M\"\nstatus = \"planned\"\ndepends_on = [\"m{}\"]\n",
            (i + 1) % 1000
        );
    }
    let edition = edition(&text);
    assert_eq!(codes(&edition), ["E030"]);
    assert_eq!(edition.problems.len(), 1);
    let message = &edition.problems[0].message;
    assert!(message.len() < 200 && message.contains("992 more"), "{message}");
    assert_eq!(told(&edition), ["E030 7:14"]);
}

#[test]
fn an_entry_that_waits_for_itself_is_a_cycle_and_so_is_a_project_that_builds_on_itself() {
    let text = "[roadmap]\ntitle = \"t\"\n\
        [[milestone]]\nid = \"m\"\nname = \"M\"\nstatus = \"planned\"\ndepends_on = [\"m\"]\n\
        [[project]]\nid = \"p\"\nname = \"P\"\nkind = \"model\"\nstatus = \"planned\"\nbuilds_on = [\"q\"]\n\
        [[project]]\nid = \"q\"\nname = \"Q\"\nkind = \"model\"\nstatus = \"planned\"\nbuilds_on = [\"p\"]\n";
    check(text, &["E030 7:14", "E030 13:13"]);
}

#[test]
fn two_hundred_thousand_syntax_errors_come_to_an_end() {
    let edition = edition(&"= \n".repeat(200_000));
    assert!(!edition.is_sound());
    assert!(edition.problems.iter().all(|problem| problem.code == Code::E002 || problem.code == Code::E010));
    assert!(human(&edition.problems, &edition.sources, Paper::default()).len() < 100_000);
}

#[test]
fn a_slip_in_each_of_many_entries_is_told_once_for_each() {
    let mut text = "[roadmap]\ntitle = \"t\"\n".to_owned();
    for i in 0..20_000 {
        let _ = writeln!(text, "[[note]]\nid = \"n{i}\"\nname = \"N\"\ntext = \"t\"\ntags = [");
    }
    let edition = edition(&text);
    assert!(edition.problems.iter().all(|problem| problem.code == Code::E002));
    assert_eq!(edition.problems.len(), 20_000);
}

#[test]
fn what_a_merge_left_is_told_as_such_with_the_lines_of_both_sides() {
    let text =
        "[roadmap]\n<<<<<<< HEAD\ntitle = \"ours\"\nsummary = \"s\"\n=======\ntitle = \"theirs\"\n>>>>>>> branch\n";
    let first = edition(text);
    assert_eq!(told(&first), ["E003 2:1"]);
    assert_eq!(first.problems[0].also[0].1, "HEAD says `title = \"ours\"` and 1 more");
    assert_eq!(first.problems[0].also[1].1, "branch says `title = \"theirs\"`");
    let twice =
        format!("{text}[[note]]\nid = \"n\"\nname = \"N\"\n<<<<<<< HEAD\ntext = \"a\"\n=======\n>>>>>>> branch\n");
    check(&twice, &["E003 2:1", "E003 11:1"]);
    check(&text.replace('\n', "\r\n"), &["E003 2:1"]);
    // A marker without its partners is told all the same; one inside of a line is none.
    check("[roadmap]\n<<<<<<< HEAD\ntitle = \"ours\"\n", &["E003 2:1"]);
    check("[roadmap]\ntitle = \"a <<<<<<< b\"\n", &[]);
}

#[test]
fn a_merge_in_the_style_of_diff3_names_the_two_sides_alone() {
    let text = "[roadmap]\n<<<<<<< HEAD\ntitle = \"ours\"\n||||||| base\ntitle = \"before\"\n=======\ntitle = \"theirs\"\n>>>>>>> branch\n";
    let edition = edition(text);
    assert_eq!(told(&edition), ["E003 2:1"]);
    assert_eq!(edition.problems[0].also[0].1, "HEAD says `title = \"ours\"`");
    assert_eq!(edition.problems[0].also[1].1, "branch says `title = \"theirs\"`");
}

#[test]
fn dates_print_as_they_were_written() {
    for date in ["2026-03-16", "2026-03", "2026-Q3", "2026-H2", "2026", "0001", "9999-12-31", "2028-02-29"] {
        assert_eq!(When::parse(date).unwrap().to_string(), date);
    }
    let not = ["", "26", "2026-", "2026-Q0", "2026-Q5", "2026-H3", "2026-13", "2026-00", "2026-2-3", "2026-02-30"];
    for text in not.into_iter().chain(["2026-q3", "Q3 2026", "2027-02-29", "+026", "２０２６", "2026-03-16 ", "10000"])
    {
        assert_eq!(When::parse(text), None, "{text}");
    }
}

#[test]
fn a_date_is_read_with_and_without_quotes_and_never_with_a_time() {
    let with = |date: &str| edition(&format!("[roadmap]\ntitle = \"t\"\nas_of = {date}\n"));
    for date in ["2026-03-16", "\"2026-03-16\"", "\"2026-Q1\""] {
        let edition = with(date);
        assert_eq!(told(&edition), Vec::<String>::new());
        let read = edition.roadmap.about.as_ref().unwrap().as_of.unwrap();
        assert_eq!(read.to_string(), date.trim_matches('"'));
    }
    for date in ["2026-03-16T10:00:00", "2026-03-16T10:00:00Z", "10:00:00", "\"soon\""] {
        assert_eq!(told(&with(date)), ["E014 3:9"], "{date}");
    }
    assert_eq!(told(&with("2026")), ["E012 3:9"]);
}

#[test]
fn the_shipped_roadmap_is_right_and_what_is_told_of_it_is_true() {
    assert_eq!(reading(SHIPPED).problems, []);
    let edition = edition(SHIPPED);
    assert!(edition.is_sound());
    // No source names a member for this area, and none tells of a delivery of what was promised for the third quarter.
    let told: Vec<_> = edition.problems.iter().map(|problem| (problem.code, problem.message.as_str())).collect();
    assert_eq!(
        told,
        [
            (Code::W044, "no member covers `enterprise-safety`"),
            (Code::W041, "`groq-3-lpx-ships` was promised for 2026-Q3 and is not done"),
        ]
    );
}

#[test]
fn the_shipped_roadmap_has_all_members_and_every_id_once() {
    let edition = edition(SHIPPED);
    let ids: Vec<&str> = edition.roadmap.entries().map(|(_, entry)| entry.item().id().as_str()).collect();
    let different: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(different.len(), ids.len());
    let written = SHIPPED.lines().filter(|line| line.starts_with("id = ")).count();
    assert_eq!(written, ids.len(), "every entry was read");
    let members: Vec<&str> = edition.roadmap.members.iter().map(|member| member.id.as_str()).collect();
    let wanted = [
        "nvidia",
        "black-forest-labs",
        "cursor",
        "langchain",
        "mistral-ai",
        "perplexity",
        "reflection-ai",
        "sarvam",
        "thinking-machines-lab",
        "naver",
    ];
    assert_eq!(members, wanted);
}

#[test]
fn made_up_roadmaps_have_no_errors_and_every_kind() {
    for (seed, entries) in [(1, 0), (2, 10), (3, 100), (4, 2_000)] {
        let text = generate::roadmap(seed, entries);
        assert_eq!(reading(&text).problems, [], "seed {seed}");
        let edition = edition(&text);
        assert!(edition.is_sound(), "{}", human(&edition.problems, &edition.sources, Paper::default()));
        if entries >= 100 {
            assert!(Kind::ALL.into_iter().all(|kind| edition.roadmap.count(kind) > 0));
            assert_eq!(edition.roadmap.len(), entries);
        }
        assert_eq!(text, generate::roadmap(seed, entries), "the same every time");
    }
}

#[test]
fn a_text_read_in_pieces_says_what_it_says_read_whole() {
    let whole: Hands = |cuts| {
        let all: String = cuts.iter().map(|(_, _, text)| *text).collect();
        cuts.iter()
            .enumerate()
            .map(|(i, (file, base, _))| piece((*file, *base, if i == 0 { &all } else { "" })))
            .collect()
    };
    // What cannot be read is read entry by entry.
    let by_entry: Hands = |cuts| cuts.iter().map(|_| Piece::default()).collect();
    let sound = generate::roadmap(5, 1_000);
    let wrong = sound.replace("status = \"blocked\"", "status = \"blokced\"").replace("[\"step-7\"", "[\"stop-7\"");
    let quoting = format!(
        "{}\n[[note]]\nid = \"quoting\"\nname = \"Q\"\nbasis = \"assumption\"\ntext = \"\"\"\n{}\"\"\"\n",
        sound,
        "[[milestone]]\nid = \"quoted\"\n".repeat(1_500)
    );
    let twice = format!("{sound}\n[roadmap]\ntitle = \"again\"\n");
    for (text, others) in [
        (&sound, [whole, by_entry]),
        (&SHIPPED.to_owned(), [whole, by_entry]),
        (&wrong, [whole, by_entry]),
        (&sound.replace('\n', "\r\n"), [whole, by_entry]),
        (&quoting, [whole, whole]),
        (&twice, [by_entry, by_entry]),
        (&sound.replacen("name = \"", "name = ", 3), [by_entry, by_entry]),
    ] {
        let sources = Sources::of_text("roadmap.toml", text.as_str());
        let many = load(&sources, one_by_one, &mut |_| {});
        for other in others {
            let one = load(&sources, other, &mut |_| {});
            assert_eq!(one.problems, many.problems);
            assert_eq!(format!("{:?}", one.roadmap.milestones), format!("{:?}", many.roadmap.milestones));
            assert_eq!(format!("{:?}", one.roadmap.notes), format!("{:?}", many.roadmap.notes));
            assert_eq!(format!("{:?}", one.roadmap.about), format!("{:?}", many.roadmap.about));
        }
    }
}
