//! The whole roadmap as Markdown: every link leads somewhere, no text is taken for anything else, nothing is left out.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::edition::{Edition, Facts, Origin};
use coalition_roadmap::export::document;
use coalition_roadmap::host::{EMBEDDED, Texts, Wanted, forecast};
use coalition_roadmap::model::Day;
use coalition_roadmap::text::Sources;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::HashMap;
use std::path::Path;

#[path = "support/generate.rs"]
mod generate;

fn edition(sources: Sources) -> Edition {
    let edition = Edition::read(1, Origin::default(), sources, Day::new(2026, 11, 25).unwrap());
    assert!(edition.is_sound(), "{:?}", edition.problems);
    edition
}

fn of_text(text: &str) -> Edition {
    edition(Sources::of_text("roadmap.toml", text))
}

fn example() -> Edition {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/examples/tidewater/roadmap.toml");
    edition(Texts::read(&file).unwrap().sources())
}

/// What GitHub makes of a document.
#[derive(Default)]
struct Read {
    /// What each heading says, with its depth.
    headings: Vec<(usize, String)>,
    /// The ids of the headings, in their order.
    ids: Vec<String>,
    links: Vec<String>,
    /// Rows of tables, and how many cells each has.
    rows: Vec<usize>,
    quotes: Vec<String>,
    /// What a field must not make: HTML, code, pictures and the like.
    foreign: Vec<String>,
    text: String,
}

fn read(markdown: &str) -> Read {
    let mut all = Read::default();
    let (mut heading, mut quote) = (None, None);
    for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Text(text) => {
                all.text.push_str(&text);
                for piece in [&mut heading, &mut quote].into_iter().flatten() {
                    String::push_str(piece, &text);
                }
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(level)) => all.headings.push((level as usize, heading.take().unwrap())),
            Event::Start(Tag::BlockQuote(_)) => quote = Some(String::new()),
            Event::End(TagEnd::BlockQuote(_)) => all.quotes.push(quote.take().unwrap()),
            Event::Start(Tag::Link { dest_url, .. }) => all.links.push(dest_url.to_string()),
            Event::Start(Tag::TableHead | Tag::TableRow) => all.rows.push(0),
            Event::Start(Tag::TableCell) => *all.rows.last_mut().unwrap() += 1,
            Event::Start(Tag::Paragraph | Tag::List(_) | Tag::Item | Tag::Strong | Tag::Emphasis | Tag::Table(_)) => {}
            Event::Start(tag) => all.foreign.push(format!("{tag:?}")),
            Event::End(_) => all.text.push('\n'),
            Event::SoftBreak => all.text.push(' '),
            other => all.foreign.push(format!("{other:?}")),
        }
    }
    // As GitHub: small letters, letters and digits and hyphens alone, a number behind what was there already.
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (_, heading) in &all.headings {
        let kept: String =
            heading.to_lowercase().chars().filter(|c| c.is_alphanumeric() || "-_ ".contains(*c)).collect();
        let slug = kept.replace(' ', "-");
        let count = seen.entry(slug.clone()).or_insert(0);
        all.ids.push(if *count == 0 { slug } else { format!("{slug}-{count}") });
        *count += 1;
    }
    all
}

#[track_caller]
fn sound(edition: &Edition) -> Read {
    let forecast = forecast(edition, Wanted { runs: 64, ..Wanted::default() });
    let markdown = document(&Facts { forecast: forecast.as_ref(), ..Facts::of(edition) });
    let read = read(&markdown);
    assert_eq!(read.foreign, [""; 0], "{markdown}");
    let inside: Vec<&str> = read.links.iter().filter_map(|link| link.strip_prefix('#')).collect();
    assert!(inside.len() >= edition.roadmap.len() / 2);
    for link in inside {
        assert_eq!(read.ids.iter().filter(|id| *id == link).count(), 1, "{link}: {:?}", read.ids);
    }
    // Every entry has its heading.
    let mut headings: Vec<&str> =
        read.headings.iter().filter(|(depth, _)| *depth == 3).map(|(_, text)| text.as_str()).collect();
    assert_eq!(headings.len(), edition.roadmap.len());
    for (_, entry) in edition.roadmap.entries() {
        let name = entry.name().split_whitespace().collect::<Vec<_>>().join(" ");
        // Of two with the same name, one has its id behind it.
        let told = format!("{name} ({})", entry.id());
        let at = headings.iter().position(|it| it.starts_with(&told));
        let at = at.or_else(|| headings.iter().position(|it| *it == name));
        headings.remove(at.unwrap_or_else(|| panic!("{name}: {headings:?}")));
    }
    // Every row of a table has a cell for each column.
    assert!(read.rows.windows(2).all(|two| two[0] == two[1] || two[1] > 0), "{:?}", read.rows);
    read
}

#[test]
fn the_packed_roadmaps_read_well() {
    for edition in [of_text(EMBEDDED), example()] {
        let read = sound(&edition);
        assert_eq!(read.headings[0], (1, edition.roadmap.title().to_owned()));
        assert_eq!(read.headings[1], (2, "The story".to_owned()));
        let scenes = &edition.roadmap.scenes;
        assert_eq!(read.quotes.len(), scenes.len());
        for (scene, quote) in scenes.iter().zip(&read.quotes) {
            assert_eq!(Some(quote), scene.notes.as_ref());
            assert!(read.text.contains(scene.caption.as_deref().unwrap()));
        }
        // The public does not hear what the presenter says.
        let public = sound(&edition.public());
        assert_eq!((public.quotes.len(), public.headings[1].1.as_str()), (0, "The story"));
    }
}

const SMALL: &str = r#"[roadmap]
title = "A *small* plan"
summary = "One paragraph.\n\nAnd | another."
as_of = "2026-11"
[[source]]
id = "paper"
title = "The paper"
url = "https://example.org/a(b)"
[[member]]
id = "acme"
name = "Acme"
specialty = "Chips"
url = "https://acme.example"
[[project]]
id = "base"
name = "Milestones"
kind = "model"
status = "in-progress"
[[milestone]]
id = "port"
name = "Port"
project = "base"
status = "planned"
date = "2027-Q1"
estimate = { low = "4w", likely = "6w", high = "12w" }
owner = "acme"
sources = ["paper"]
[[milestone]]
id = "port-again"
name = "Port"
status = "planned"
depends_on = ["port"]
[[scene]]
name = "Begin <here>"
pane = "milestones"
focus = "port-again"
caption = "What comes"
notes = "First this.\n\nThen `that`."
[[scene]]
name = "End"
pane = "overview"
"#;

#[test]
fn a_small_roadmap() {
    let edition = of_text(SMALL);
    sound(&edition);
    let forecast = forecast(&edition, Wanted::default());
    insta::assert_snapshot!(document(&Facts { forecast: forecast.as_ref(), ..Facts::of(&edition) }));
}

#[test]
fn made_up_roadmaps_have_right_links() {
    for (seed, entries) in [(1, 40), (2, 400)] {
        sound(&of_text(&generate::roadmap(seed, entries)));
    }
    sound(&of_text("[roadmap]\ntitle = \"nothing yet\"\n"));
}

fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "*",
        "**",
        "_",
        "`",
        "```",
        "# ",
        "- ",
        "1. ",
        "> ",
        "[a](b)",
        "![a](b)",
        "](#x)",
        "<b>",
        "<script>alert(1)</script>",
        "<!--",
        "&amp;",
        "|",
        "---",
        "===",
        "~~",
        "$x$",
        "\\",
        "word",
        " ",
        "é",
        "中",
        "[^1]",
        "[ ]",
        "{#id}",
        "\n",
        "\n\n",
        "    ",
        "Port",
        "the story",
        "(a)",
        "1",
        "-1",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 1..6).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn no_text_is_taken_for_anything_else(texts in proptest::collection::vec(piece(), 12)) {
        let quoted: Vec<String> = texts.iter().map(|text| toml::Value::String(format!("x{text}")).to_string()).collect();
        let [title, summary, first, second, third, said, tag, label, scene, caption, notes, event] = &quoted[..] else { panic!() };
        let edition = of_text(&format!(
            "[roadmap]\ntitle = {title}\nsummary = {summary}\n\
             [[member]]\nid = \"a\"\nname = {first}\nspecialty = {said}\ntags = [{tag}]\n\
             [[announcement]]\nid = \"b\"\nname = {second}\nkind = \"deal\"\nevent = {event}\nfacts = [{{ label = {label}, value = {said} }}]\nrelates = [\"a\", \"c\"]\n\
             [[milestone]]\nid = \"c\"\nname = {third}\nstatus = \"planned\"\nowner = \"a\"\ndepends_on = [\"b\"]\n\
             [[scene]]\nname = {scene}\npane = \"milestones\"\nfocus = \"c\"\ncaption = {caption}\nnotes = {notes}\n"
        ));
        let read = sound(&edition);
        prop_assert_eq!(read.headings.len(), 1 + 1 + 3 * 2);
        prop_assert_eq!(read.quotes.len(), 1);
        prop_assert!(read.links.iter().all(|link| link.starts_with('#')), "{:?}", read.links);
    }
}
