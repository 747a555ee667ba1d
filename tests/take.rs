//! What can be taken along: Markdown that others can read, the text of an entry, a link that leads back to the view.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::edit::block;
use coalition_roadmap::edition::{Edition, Facts, Origin};
use coalition_roadmap::host::EMBEDDED;
use coalition_roadmap::model::Day;
use coalition_roadmap::panes::markdown;
use coalition_roadmap::text::Sources;
use proptest::prelude::*;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use std::collections::HashSet;

#[path = "support/generate.rs"]
mod generate;

fn edition(text: &str) -> Edition {
    let today = Day::new(2026, 11, 23).unwrap();
    Edition::read(1, Origin::default(), Sources::of_text("roadmap.toml", text), today)
}

fn markdown_of(edition: &Edition, id: &str) -> String {
    markdown(&Facts::of(edition), edition.roadmap.find(id).unwrap())
}

/// What a reader of Markdown makes of it: its text, its addresses, and the sorts of what is in it.
fn read(markdown: &str) -> (String, Vec<String>, HashSet<&'static str>) {
    let (mut text, mut addresses, mut sorts) = (String::new(), Vec::new(), HashSet::new());
    for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Text(piece) => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => text.push('\n'),
            Event::End(_) => {}
            Event::Start(Tag::Link { dest_url, link_type: LinkType::Inline | LinkType::Autolink, .. }) => {
                addresses.push(dest_url.to_string());
            }
            Event::Start(tag) => {
                sorts.insert(match tag {
                    Tag::Heading { .. } => "heading",
                    Tag::Paragraph => "paragraph",
                    Tag::List(None) => "list",
                    Tag::Item => "item",
                    Tag::Strong => "strong",
                    _ => "something else",
                });
            }
            _ => {
                sorts.insert("something else");
            }
        }
    }
    (text, addresses, sorts)
}

#[test]
fn an_entry_as_markdown() {
    let edition = edition(EMBEDDED);
    insta::assert_snapshot!(markdown_of(&edition, "mistral-ai"));
    insta::assert_snapshot!(markdown_of(&edition, "base-model"));
}

#[test]
fn every_shipped_entry_reads_as_what_it_is() {
    let edition = edition(EMBEDDED);
    let facts = Facts::of(&edition);
    for (ix, entry) in edition.roadmap.entries() {
        let (text, addresses, sorts) = read(&markdown(&facts, ix));
        assert!(text.starts_with(entry.name()), "{text}");
        let known = HashSet::from(["heading", "paragraph", "list", "item", "strong"]);
        assert!(sorts.is_subset(&known), "{}: {sorts:?}", entry.id());
        for known in edition.links.from_in(ix, "sources").chain([ix]) {
            if let Some(url) = edition.roadmap.get(known).unwrap().url() {
                assert!(addresses.iter().any(|address| address == url), "{}: {url}", entry.id());
            }
        }
    }
}

/// A text in which Markdown would see much.
fn tricky() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "*",
        "**",
        "_",
        "__",
        "`",
        "```",
        "#",
        "# ",
        "- ",
        "+ ",
        "1. ",
        "2) ",
        "> ",
        "[a](b)",
        "![a](b)",
        "<b>",
        "<script>",
        "&amp;",
        "&#35;",
        "|",
        "---",
        "===",
        "~~",
        "$x$",
        "\\",
        "https://a.example",
        "word",
        " ",
        "é",
        "中",
        ":::",
        "[^1]",
        "[ ]",
        "{#id}",
        "\\n",
        "    ",
    ]);
    proptest::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_text_becomes_anything_else_in_markdown(name in tricky(), summary in tricky(), url in "https://[a-z]{1,5}\\.example/[!-~]{0,12}") {
        let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let edition = edition(&format!(
            "[roadmap]\ntitle = \"T\"\n[[source]]\nid = \"s\"\ntitle = {0}\nurl = {2}\n[[source]]\nid = \"r\"\ntitle = \"R\"\n[[project]]\nid = \"p\"\nname = {0}\nkind = \"model\"\nstatus = \"planned\"\nsummary = {1}\nsources = [\"s\", \"r\"]\n",
            quoted(&format!("a{name}b")), quoted(&summary), quoted(&url),
        ));
        prop_assert!(edition.is_sound(), "{:?}", edition.problems);
        let markdown = markdown_of(&edition, "p");
        let (text, addresses, sorts) = read(&markdown);
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let entry = edition.roadmap.entry("p").unwrap();
        prop_assert_eq!(text.lines().next().map(words), Some(words(entry.name())), "{}", markdown);
        prop_assert!(words(&text).contains(&words(&entry.datum("summary").words())), "{}", markdown);
        prop_assert!(!sorts.contains("something else"), "{:?}: {}", sorts, markdown);
        prop_assert_eq!(addresses.len(), 1, "{}", markdown);
        let plain = |url: &str| url.replace("%3C", "<").replace("%3E", ">").replace("%5C", "\\");
        prop_assert_eq!(plain(&addresses[0]), plain(&url), "{}", markdown);
    }

    /// The text of an entry is all of it and nothing else: alone in a file it says the same.
    #[test]
    fn the_text_of_an_entry_says_the_same_alone(seed in 0..50_u64) {
        let text = generate::roadmap(seed, 60);
        let whole = edition(&text);
        for (_, entry) in whole.roadmap.entries() {
            let own = block(&whole.sources, entry.at()).unwrap();
            prop_assert!(own.starts_with("[[") && own.ends_with('\n') && !own.trim_end().lines().skip(1).any(|line| line.starts_with('#') || line.starts_with("[[")), "{}", own);
            let alone = edition(own);
            let again = alone.roadmap.entry(entry.id().as_str()).unwrap();
            let data = |entry: coalition_roadmap::model::Entry<'_>| {
                let mut all = Vec::new();
                entry.data(&mut |field, datum| all.push((field.key, datum)));
                all
            };
            prop_assert_eq!(data(again), data(entry));
        }
    }
}

#[test]
fn the_text_of_an_entry_is_cut_where_the_entry_ends() {
    let check = |text: &str, id: &str, wanted: &str| {
        let edition = edition(text);
        assert!(edition.is_sound(), "{:?}", edition.problems);
        let entry = edition.roadmap.entry(id).unwrap();
        assert_eq!(block(&edition.sources, entry.at()), Some(wanted), "{text}");
    };
    let head = "[roadmap]\ntitle = \"T\"\n";
    // A line of a text that looks like a header; the comment of the next entry.
    let risk = "[[risk]]\nid = \"a\"\nname = \"A\" # as told\ncategory = \"c\"\nstatus = \"open\"\nsummary = \"\"\"\nOne\n[[two]]\n[three]\"\"\"\n";
    check(
        &format!(
            "{head}{risk}\n# -- The next --\n\n[[risk]]\nid = \"b\"\nname = \"B\"\ncategory = \"c\"\nstatus = \"open\""
        ),
        "a",
        risk,
    );
    check(&format!("{head}{risk}"), "a", risk);
    check(
        &format!("{head}[[risk]]\nid = \"b\"\nname = \"B\"\ncategory = \"c\"\nstatus = \"open\""),
        "b",
        "[[risk]]\nid = \"b\"\nname = \"B\"\ncategory = \"c\"\nstatus = \"open\"",
    );
    // A table below a header of its own belongs to it.
    let milestone = "[[milestone]]\nid = \"m\"\nname = \"M\"\nstatus = \"planned\"\n\n[milestone.estimate]\nlow = \"1w\"\nlikely = \"2w\"\nhigh = \"3w\"\n";
    check(&format!("{head}{milestone}\n[[source]]\nid = \"s\"\ntitle = \"S\"\n"), "m", milestone);
    check(
        &format!("{head}{milestone}\n[[milestone]]\nid = \"n\"\nname = \"N\"\nstatus = \"planned\"\n"),
        "m",
        milestone,
    );
    // Between braces.
    check(
        "source = [{ id = \"s\", title = \"S\" }, { id = \"t\", title = \"T\" }]\n[roadmap]\ntitle = \"T\"\n",
        "t",
        "{ id = \"t\", title = \"T\" }",
    );
    // Windows line ends.
    check(
        &format!("{head}{risk}\n[[source]]\nid = \"s\"\ntitle = \"S\"\n").replace('\n', "\r\n"),
        "a",
        &risk.replace('\n', "\r\n"),
    );
}
