//! What is for members is absent where the public looks: every private text has a word of its own in it, and none of
//! these words is found anywhere.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{App, Board, COMMANDS, Effect, Msg, Popup, Watch};
use coalition_roadmap::ask::facets;
use coalition_roadmap::edition::{Audience, Edition, Facts, Origin, changes};
use coalition_roadmap::export::{
    Picture, document, forecasts_json, forecasts_text, list_json, picture, sheet_text, show_json, table,
};
use coalition_roadmap::host::{Wanted, forecast};
use coalition_roadmap::linear::{Page, answer, greeting, seen};
use coalition_roadmap::look::Look;
use coalition_roadmap::model::{Common, Day, Field, Id, Kind, Kinds, Shape};
use coalition_roadmap::panes::{PANES, home, markdown, pane, place_of, sheet};
use coalition_roadmap::plan::Outlook;
use coalition_roadmap::problem::{Paper, human};
use coalition_roadmap::screen::draw;
use coalition_roadmap::text::{SourceText, Sources};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

#[path = "support/generate.rs"]
mod generate;
#[path = "support/small.rs"]
mod small;
use small::{press, seat};

const CANARY: &str = "zzqcanary";

/// A roadmap with private texts in every place where one can stand.
struct Private {
    text: String,
    words: usize,
}

impl Private {
    fn canary(&mut self) -> String {
        self.words += 1;
        format!("{CANARY}{}q", self.words)
    }

    /// A value for a field, with a word of its own wherever one can stand in it; references lead to what is private.
    fn value(&mut self, shape: Shape, links: bool) -> Option<String> {
        Some(match shape {
            Shape::Id | Shape::Text => format!("\"{}\"", self.canary()),
            Shape::Url => format!("\"https://{}.example/\"", self.canary()),
            Shape::Facts => format!("{{ label = \"{}\", value = \"{}\" }}", self.canary(), self.canary()),
            Shape::Date => "2031-05-17".to_owned(),
            Shape::Duration => "\"77d\"".to_owned(),
            Shape::Estimate => "{ low = \"77d\", likely = \"78d\", high = \"79d\" }".to_owned(),
            Shape::Whole(from, _) => from.to_string(),
            Shape::Share | Shape::Likelihood => "0.5".to_owned(),
            Shape::Word(words, _) => format!("\"{}\"", words[0]),
            Shape::Link(kinds) if links => format!("\"{}\"", target(kinds)?),
            Shape::List(of) => format!("[{}]", self.value(*of, links)?),
            Shape::Link(_) | Shape::FieldName | Shape::Filter | Shape::Keys | Shape::Flag => return None,
        })
    }

    fn fields(&mut self, fields: &[Field], links: bool, left_out: &[&str]) -> Vec<&'static str> {
        let mut out = Vec::new();
        // The list is declared once for the program.
        for field in fields.iter().filter(|field| !left_out.contains(&field.key)) {
            if let Some(value) = self.value(field.shape, links) {
                let _ = writeln!(self.text, "{} = {value}", field.key);
                out.push(
                    Kind::ALL
                        .iter()
                        .flat_map(|kind| kind.fields())
                        .chain(Common::FIELDS)
                        .find(|it| it.key == field.key)
                        .unwrap()
                        .key,
                );
            }
        }
        out
    }
}

/// The id of something private of one of the kinds: one that refers to nothing.
fn target(kinds: Kinds) -> Option<String> {
    Kind::ALL.into_iter().find(|kind| kinds.contains(*kind)).map(|kind| format!("{CANARY}-{}", kind.word()))
}

const HIDES: &str = "visibility = \"members\"\n";

fn private() -> String {
    let mut all = Private { text: generate::roadmap(7, 60), words: 0 };
    for kind in Kind::ALL {
        // Everything of it is private: one that refers to nothing, and one that refers to those.
        let word = kind.word();
        let _ =
            write!(all.text, "# {CANARY}0q in a comment\n[[{word}]] # {CANARY}0q\nid = \"{CANARY}-{word}\"\n{HIDES}");
        let not = ["id", "visibility", "members_only", "start", "done"];
        all.fields(kind.fields(), false, &not);
        all.fields(Common::FIELDS, false, &not);
        let _ = write!(all.text, "[[{word}]]\n{HIDES}");
        all.fields(kind.fields(), true, &not[1..]);
        all.fields(Common::FIELDS, true, &not[1..]);
        // A public one that refers to private ones wherever it can.
        let _ = write!(all.text, "[[{word}]]\nid = \"seen-{word}\"\n{} = \"A public {word}\"\n", kind.called());
        for field in kind.fields() {
            let value = match field.shape {
                _ if field.key == "id" || field.key == kind.called() => continue,
                Shape::Link(_) | Shape::List(Shape::Link(_)) => all.value(field.shape, true).unwrap(),
                _ if !field.required => continue,
                Shape::Word(words, _) => format!("\"{}\"", words[0]),
                _ => "\"said to all\"".to_owned(),
            };
            let _ = writeln!(all.text, "{} = {value}", field.key);
        }
        let links: Vec<&str> = Common::FIELDS
            .iter()
            .filter(|it| !matches!(it.shape, Shape::Link(_) | Shape::List(Shape::Link(_))))
            .map(|it| it.key)
            .collect();
        all.fields(Common::FIELDS, true, &links);
        let _ = writeln!(all.text, "was = \"{CANARY}-{word}\"");
        // A public one of which all that need not be there is private.
        let _ = writeln!(all.text, "[[{word}]]\nid = \"half-{word}\"");
        for field in kind.fields().iter().filter(|field| field.required && field.key != "id") {
            let value = match field.shape {
                Shape::Word(words, _) => format!("\"{}\"", words[0]),
                _ => format!("\"half of a {word}\""),
            };
            let _ = writeln!(all.text, "{} = {value}", field.key);
        }
        let must: Vec<&str> = kind.fields().iter().filter(|field| field.required).map(|field| field.key).collect();
        let mut hidden = all.fields(kind.fields(), false, &[&must[..], &not[..]].concat());
        hidden.extend(all.fields(Common::FIELDS, true, &not));
        let _ = writeln!(all.text, "members_only = {hidden:?}");
    }
    let words: Vec<String> = (0..5).map(|_| all.canary()).collect();
    let _ = write!(
        all.text,
        "[[scene]]\nname = \"{}\"\npane = \"overview\"\ncaption = \"{}\"\n{HIDES}\
         [[scene]]\nname = \"All see this\"\npane = \"risks\"\nnotes = \"{}\"\n\
         [[scene]]\nname = \"{}\"\npane = \"risks\"\nfocus = \"{CANARY}-risk\"\n\
         [[scene]]\nname = \"Half\"\npane = \"risks\"\nfocus = \"half-risk\"\ncaption = \"{}\"\nmembers_only = [\"caption\"]\n\
         [[view]]\nname = \"All\"\npane = \"members\"\nfilter = \"half\"\n",
        words[0], words[1], words[2], words[3], words[4],
    );
    // Views that lead to what is private, by an id, a word, and what stands in a hidden field.
    let tag = all
        .text
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("tags = [\"")?.strip_suffix("\"]"))
        .unwrap()
        .to_owned();
    for (pane, filter) in [
        ("milestones", format!("owner:{CANARY}-member")),
        ("milestones", format!("!{CANARY}-milestone")),
        ("risks", format!("category:{CANARY}")),
        ("members", format!("half tag:{tag}")),
        ("risks", format!("\\\"{}\\\"", tag.to_uppercase())),
    ] {
        let name = all.canary();
        let _ = write!(all.text, "[[view]]\nname = \"{name}\"\npane = \"{pane}\"\nfilter = \"{filter}\"\n");
    }
    let name = all.canary();
    let _ = write!(all.text, "[[view]]\nname = \"{name}\"\npane = \"risks\"\nfocus = \"{CANARY}-risk\"\n");
    all.text
}

fn read(number: u64, text: &str) -> Edition {
    let origin =
        Origin { label: format!("/home/{CANARY}/roadmap.toml"), read_at: "14:02:11".into(), ..Origin::default() };
    let file = SourceText::of_text(format!("/home/{CANARY}/roadmap.toml"), text);
    Edition::read(number, origin, Sources::alone(vec![file]), Day::new(2026, 11, 23).unwrap())
}

static ALL: LazyLock<Edition> = LazyLock::new(|| {
    let edition = read(3, &private());
    assert!(edition.is_sound(), "{}", human(&edition.problems, &edition.sources, Paper::default()));
    edition
});
static PUBLIC: LazyLock<Arc<Edition>> = LazyLock::new(|| Arc::new(ALL.public()));

/// No private word stands in a text, in whatever letters.
#[track_caller]
fn clean(text: &str) {
    let small = text.to_lowercase();
    if let Some(at) = small.find(CANARY) {
        let from = (0..=at.saturating_sub(300)).rev().find(|at| small.is_char_boundary(*at)).unwrap();
        panic!("{}", small[from..].chars().take(700).collect::<String>());
    }
}

fn board() -> Board {
    let mut board = Board::new(Arc::clone(&PUBLIC));
    board.watch = Watch::Live;
    board.forecast = forecast(&PUBLIC, Wanted { runs: 64, ..Wanted::default() }).map(Arc::new);
    board
}

fn app(place: &str, (width, height): (u16, u16)) -> App {
    App::new(board(), place.parse().unwrap(), seat(Size { width, height }))
}

fn screen(app: &App) -> String {
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    draw(app, &mut cells);
    picture(&cells, Picture::Text, Look::default())
}

#[test]
fn the_words_are_there_for_members() {
    let count = |text: &str| text.match_indices(CANARY).count();
    assert!(count(&private()) > 300, "{}", count(&private()));
    let members = ALL.text_for(Audience::Members);
    assert!(count(&members) > 250, "{}", count(&members));
    assert!(!members.contains('#') && !members.contains("notes ="), "comments and notes are for nobody else");
    let found: Vec<&str> = ALL.roadmap.scenes.iter().map(|scene| scene.name.as_str()).collect();
    assert!(found.contains(&"All see this") && found.contains(&"Half"));
}

#[test]
fn no_byte_of_what_is_for_members_is_in_the_public_edition() {
    clean(&ALL.text_for(Audience::Public));
    for (_, file) in PUBLIC.sources.files() {
        clean(&file.text);
        clean(&file.path);
    }
    // All of it: texts, entries, links, haystack, problems, where it comes from.
    clean(&format!("{:?}", *PUBLIC));
    assert_eq!(PUBLIC.problems, []);
    assert_eq!((PUBLIC.number, PUBLIC.today), (ALL.number, ALL.today));
    assert!(PUBLIC.origin.public && PUBLIC.origin.embedded && PUBLIC.origin.label == "public");
}

#[test]
fn what_is_public_is_all_there() {
    let hidden = |edition: &Edition, id: &Id| edition.roadmap.find(id.as_str()).is_none();
    for (_, entry) in ALL.roadmap.entries() {
        assert_eq!(hidden(&PUBLIC, entry.id()), entry.id().as_str().starts_with(CANARY), "{}", entry.id());
    }
    // Of entries that have nothing to hide nothing is taken, and no reference between public ones is lost.
    for (ix, entry) in PUBLIC.roadmap.entries().filter(|(_, it)| !it.id().as_str().starts_with("half-")) {
        let before = ALL.roadmap.find(entry.id().as_str()).unwrap();
        let ends = |edition: &Edition, ix| -> Vec<_> {
            let id = |ix| edition.roadmap.get(ix).unwrap().id().to_string();
            let edges = edition.links.from(ix).iter().map(|edge| (edition.links.field(*edge), id(edge.entry)));
            edges.filter(|(_, id)| !id.starts_with(CANARY)).collect()
        };
        assert_eq!(ends(&ALL, before), ends(&PUBLIC, ix), "{}", entry.id());
    }
    let names = |edition: &Edition| edition.roadmap.scenes.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
    let seen: Vec<String> = names(&ALL).into_iter().filter(|name| !name.starts_with(CANARY)).collect();
    assert_eq!(names(&PUBLIC), seen);
    assert_eq!(PUBLIC.roadmap.views.iter().map(|view| view.name.as_str()).collect::<Vec<_>>(), ["All"]);
    for view in &PUBLIC.roadmap.views {
        assert!(place_of(view, &Facts::of(&PUBLIC)).is_ok());
    }
    // What is public of what is public is the same.
    assert_eq!(PUBLIC.text_for(Audience::Public), ALL.text_for(Audience::Public));
}

#[test]
fn no_screen_shows_it() {
    for size in [(80, 24), (120, 40), (200, 60)] {
        for pane in PANES {
            let mut app = app(&format!("roadmap:{}", pane.name().word()), size);
            clean(&screen(&app));
            for typed in
                ["G", "l", "<tab>", "g", "<esc>f", "<esc>?", "<esc>'", "<esc>!", "<esc><esc>ge", "<esc>gl", "<esc>y"]
            {
                let effects = press(&mut app, typed);
                clean(&screen(&app));
                clean(&format!("{effects:?}"));
            }
        }
    }
}

#[test]
fn no_detail_no_neighbourhood_no_forecast_and_no_copy_has_it() {
    let board = board();
    let facts = board.facts();
    for (ix, entry) in PUBLIC.roadmap.entries() {
        let (id, kind) = (entry.id(), entry.kind());
        clean(&sheet_text(&sheet(&facts, ix), 100));
        clean(&markdown(&facts, ix));
        clean(&show_json(&facts, ix).to_string());
        let home = home(kind).word();
        if !(id.as_str().starts_with("half") || id.as_str().starts_with("seen") || ix.0 % 7 == 0) {
            continue;
        }
        let mut app = app(&format!("roadmap:{home}?focus={id}"), (120, 40));
        clean(&screen(&app));
        for typed in ["gn", "<esc>gf", "<esc>gd", "<esc>gr", "<esc>w>", "<esc>w"] {
            let effects = press(&mut app, typed);
            clean(&screen(&app));
            clean(&format!("{effects:?}"));
        }
        for command in COMMANDS.iter().filter(|it| it.name.starts_with("copy") || it.name == "open-link") {
            let effects = press(&mut app, &format!("<esc><esc>:{}<enter>", command.name));
            clean(&format!("{effects:?}"));
            clean(&screen(&app));
        }
    }
}

#[test]
fn nothing_is_found_by_it() {
    let mut app = app("roadmap:milestones", (120, 40));
    press(&mut app, &format!("<space>{CANARY}"));
    let Some(Popup::Finder(finder)) = app.popups.last() else { panic!("{:?}", app.popups) };
    assert_eq!(finder.lines().len(), 0, "{:?}", finder.lines());
    press(&mut app, "<esc><esc>");
    for word in [&CANARY[..3], CANARY] {
        press(&mut app, &format!("/{word}<enter>"));
        assert_eq!(app.listing().rows.len(), 0);
        press(&mut app, "<esc>");
    }
    // What can be completed behind a colon and in a filter.
    let verbs = ["", "member ", "view ", "why ", "forecast ", "open ", "risk ", "project "];
    let filters = ["", "tag:", "owner:", "has:", "member:", "category:", "name:", "id:", "capability:", "mitigation:"];
    for line in verbs.iter().map(|verb| format!(":{verb}")).chain(filters.iter().map(|filter| format!("/{filter}"))) {
        let mut app = self::app("roadmap:milestones", (120, 40));
        for key in line.split_inclusive(|c: char| c == ':' || c.is_whitespace()) {
            press(&mut app, &key.replace(' ', "<space>"));
        }
        clean(&screen(&app));
        press(&mut app, "<tab>");
        clean(&screen(&app));
    }
    for pane in PANES {
        let rows: Vec<_> = PUBLIC.roadmap.all().collect();
        clean(&format!("{:?}", facets("", &Facts::of(&PUBLIC), pane.scope(), &rows)));
    }
    let gone = PUBLIC.unknown(&Id::new(&format!("{CANARY}-risk"))).unwrap();
    let never = PUBLIC.unknown(&Id::new("xxyxxxxxx-risk")).unwrap();
    assert_eq!(gone.replace(&format!("{CANARY}-risk"), "?"), never.replace("xxyxxxxxx-risk", "?"));
}

#[test]
fn no_list_no_forecast_and_no_line_that_is_read_has_it() {
    let board = board();
    let facts = board.facts();
    clean(&document(&facts));
    for kind in Kind::ALL {
        let rows: Vec<_> = PUBLIC.roadmap.of_kind(kind).collect();
        clean(&list_json(&facts, kind, &rows).to_string());
        clean(&table(&facts, pane(home(kind)).columns(), &rows));
    }
    let outlook = |ix| Outlook::of_plan(&PUBLIC.roadmap, &PUBLIC.links, &PUBLIC.activities, &PUBLIC.schedule, ix);
    let outlooks: Vec<Outlook> = PUBLIC.roadmap.of_kind(Kind::Milestone).filter_map(outlook).collect();
    clean(&forecasts_text(&facts, &outlooks));
    clean(&forecasts_json(&facts, &outlooks, false).to_string());
    let page = Page { rows: 200, ..Page::default() };
    let mut app = app("roadmap:overview", (80, 24));
    clean(&greeting(&app, page).join("\n"));
    for line in [
        "risks",
        "members",
        "milestones",
        "views",
        "problems",
        "help",
        "copy",
        "show half-risk",
        "open seen-risk",
        "links",
        "scenes",
    ] {
        let said = answer(&mut app, line, page);
        clean(&format!("{:?}", said.lines));
        clean(&seen(&app, page).join("\n"));
    }
}

#[test]
fn of_a_file_with_errors_only_the_codes_are_public() {
    // The slip is in the very word that hides it.
    let text = private().replacen(HIDES, "visibility = \"member\"\n", 1);
    let broken = read(4, &text);
    assert!(!broken.is_sound());
    let public = broken.public();
    clean(&format!("{public:?}"));
    assert!(!public.is_sound() && public.roadmap.is_empty());
    assert_eq!(broken.text_for(Audience::Public), "");
    let mut board = board();
    board.receive(Arc::new(public));
    assert!(board.broken.is_some() && Arc::ptr_eq(&board.edition, &PUBLIC), "the last sound one stays");
    let mut app = App::new(board, "roadmap:overview".parse().unwrap(), seat(Size { width: 120, height: 40 }));
    let shown = press(&mut app, "ge");
    clean(&format!("{shown:?}{}", screen(&app)));
    assert!(screen(&app).contains("E013"), "{}", screen(&app));
}

#[test]
fn what_becomes_private_is_not_told_as_a_change() {
    let before = "[roadmap]\ntitle = \"t\"\n[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"c\"\nstatus = \"open\"\n";
    let mut board = Board::new(Arc::new(read(1, &format!("{before}mitigation = \"first {CANARY}\"\n")).public()));
    let receive = |board: &mut Board, number, more: &str| {
        board.receive(Arc::new(read(number, &format!("{before}{more}")).public()));
    };
    receive(&mut board, 2, &format!("mitigation = \"second {CANARY}\"\n"));
    assert_eq!(board.since.len(), 1);
    receive(
        &mut board,
        3,
        &format!("mitigation = \"second {CANARY}\"\nsummary = \"s\"\nmembers_only = [\"mitigation\"]\n"),
    );
    clean(&format!("{board:?}"));
    assert_eq!(board.since.len(), 1, "{:?}", board.since);
    receive(&mut board, 4, HIDES);
    assert_eq!(board.since.len(), 0, "{:?}", board.since);
}

#[test]
fn nothing_can_be_changed_and_why_is_said() {
    for key in ["e", "c", "a"] {
        let mut app = app("roadmap:risks?focus=half-risk", (120, 40));
        let effects = press(&mut app, key);
        assert!(!effects.iter().any(|it| matches!(it, Effect::Editor(..) | Effect::Save { .. })), "{effects:?}");
        assert!(screen(&app).contains("only what is public is shown here"), "{key}: {}", screen(&app));
    }
    let mut app = app("roadmap:risks?focus=half-risk", (120, 40));
    assert!(screen(&app).contains("public, live"), "{}", screen(&app));
    assert!(app.update(Msg::Key(coalition_roadmap::app::keys("r")[0])).contains(&Effect::Reload));
}

#[test]
fn two_public_editions_differ_by_what_is_public() {
    let next = read(4, &private().replace(CANARY, "yyqcanary")).public();
    assert_eq!(changes(&PUBLIC, &next), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever is hidden: what is left is sound, and refers to nothing that is gone.
    #[test]
    fn what_is_left_is_sound(seed in 0_u64..1000, entries in 10_usize..120, hidden in 1_usize..9) {
        let text = generate::roadmap(seed, entries);
        let mut i = seed as usize;
        let text: String = text.lines().map(|line| {
            let header = line.starts_with("[[");
            i += usize::from(header);
            if header && i.is_multiple_of(hidden) { format!("{line}\n{HIDES}") } else { format!("{line}\n") }
        }).collect();
        let edition = read(1, &text);
        prop_assert!(edition.is_sound());
        let public = edition.public();
        prop_assert!(public.problems.is_empty(), "{:?}", public.problems);
        let left = edition.roadmap.entries().filter(|(_, entry)| entry.common().visibility.is_none()).count();
        prop_assert_eq!(public.roadmap.len(), left);
    }
}
