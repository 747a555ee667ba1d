//! Every pane on the real roadmap, as a person sees it. Each snapshot was looked at; look again when one changes.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{App, Board, Msg, Note, Rights, SeatInfo, Watch, keys};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::export::{Picture, picture};
use coalition_roadmap::load::Progress;
use coalition_roadmap::look::{Background, Depth, Look, Theme, Tone};
use coalition_roadmap::model::{Day, Health, Kind};
use coalition_roadmap::panes::PANES;
use coalition_roadmap::screen::draw;
use coalition_roadmap::text::Sources;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Modifier;
use std::sync::{Arc, LazyLock};

static SHIPPED: LazyLock<Arc<Edition>> = LazyLock::new(|| edition(include_str!("../roadmap.toml")));

fn edition(text: &str) -> Arc<Edition> {
    let origin = Origin { label: "roadmap.toml".into(), read_at: "14:02:11".into(), ..Origin::default() };
    Arc::new(Edition::read(1, origin, Sources::of_text("roadmap.toml", text), Day::new(2026, 11, 23).unwrap()))
}

const SIXTEEN: Look = Look {
    theme: Theme::Auto,
    depth: Depth::Sixteen,
    background: Some(Background::Dark),
    ascii: false,
    console: false,
};

fn app_of(edition: &Arc<Edition>, place: &str, size: (u16, u16), look: Look) -> App {
    let seat =
        SeatInfo { number: 0, size: Size::new(size.0, size.1), look, rights: Rights { open: false, ..Rights::ALL } };
    let mut board = Board::new(Arc::clone(edition));
    board.watch = Watch::Live;
    App::new(board, place.parse().unwrap(), seat)
}

fn cells(app: &App) -> Buffer {
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    draw(app, &mut cells);
    cells
}

fn text(app: &App) -> String {
    picture(&cells(app), Picture::Text, app.seat.look)
}

/// The looks of a screen: a letter for each cell with a style (b bold, d dim, r reverse, u underlined, c coloured).
fn looks(app: &App) -> String {
    let cells = cells(app);
    let letter = |x, y| {
        let cell = &cells[(x, y)];
        let has = |modifier| cell.modifier.contains(modifier);
        match () {
            () if has(Modifier::REVERSED) => 'r',
            () if has(Modifier::UNDERLINED) => 'u',
            () if has(Modifier::BOLD) => 'b',
            () if has(Modifier::DIM) => 'd',
            () if cell.fg != ratatui::style::Color::Reset => 'c',
            () => ' ',
        }
    };
    let lines = (0..cells.area.height).map(|y| (0..cells.area.width).map(|x| letter(x, y)).collect::<String>());
    lines.map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[test]
fn every_pane_at_three_sizes() {
    for pane in PANES {
        for (w, h) in [(80, 24), (120, 40), (200, 60)] {
            let app = app_of(&SHIPPED, &format!("roadmap:{}", pane.name().word()), (w, h), SIXTEEN);
            insta::assert_snapshot!(format!("{}_{w}x{h}", pane.name().word()), text(&app));
        }
    }
}

#[test]
fn every_pane_in_ascii() {
    let look = Look { ascii: true, ..SIXTEEN };
    for pane in PANES {
        for (w, h) in [(80, 24), (120, 40)] {
            let app = app_of(&SHIPPED, &format!("roadmap:{}", pane.name().word()), (w, h), look);
            let text = text(&app);
            assert!(text.is_ascii(), "{text}");
            insta::assert_snapshot!(format!("{}_ascii_{w}x{h}", pane.name().word()), text);
        }
    }
}

#[test]
fn the_selected_row_is_seen_without_colour() {
    for (name, look) in
        [("mono", Look { theme: Theme::Mono, ..SIXTEEN }), ("no_color", Look { depth: Depth::None, ..SIXTEEN })]
    {
        let app = app_of(&SHIPPED, "roadmap:members?focus=mistral-ai", (100, 20), look);
        assert!(cells(&app).content.iter().all(|cell| cell.fg == ratatui::style::Color::Reset));
        insta::assert_snapshot!(format!("members_{name}"), format!("{}{}", text(&app), looks(&app)));
    }
}

#[test]
fn the_looks_of_the_milestones() {
    let app = app_of(&SHIPPED, "roadmap:milestones?focus=groq-3-lpx-ships", (120, 30), SIXTEEN);
    insta::assert_snapshot!(looks(&app));
}

#[test]
fn what_lies_on_top() {
    for (name, typed) in [
        ("help", "?"),
        ("help_found", "?filter"),
        ("chord", "g"),
        ("filter", "/mist"),
        ("filter_fields", "/re"),
        ("filter_values", "/!capability:<tab>"),
        ("filter_wrong", "/joined<2026-X"),
        ("views", "'<down>"),
        ("facets", "3f<down><down><down><enter>"),
        ("problems", "ge"),
        ("several", "gr"),
        ("form", "c<down>x"),
    ] {
        let mut app = app_of(&SHIPPED, "roadmap:members?focus=mistral-ai", (100, 30), SIXTEEN);
        for key in keys(typed) {
            app.update(Msg::Key(key));
        }
        insta::assert_snapshot!(format!("popup_{name}"), text(&app));
    }
}

#[test]
fn a_neighbourhood_at_three_sizes_and_in_ascii() {
    for (name, place, size) in [
        ("80x24", "roadmap:milestones?around=base-model-release", (80, 24)),
        ("120x40", "roadmap:milestones?around=base-model-release&focus=nvidia", (120, 40)),
        ("200x60", "roadmap:milestones?around=base-model-release&focus=nemotron-4-report", (200, 60)),
        ("narrow", "roadmap:announcements?around=vera-rubin&focus=groq-3-lpx", (50, 20)),
    ] {
        insta::assert_snapshot!(format!("around_{name}"), text(&app_of(&SHIPPED, place, size, SIXTEEN)));
    }
    let look = Look { ascii: true, ..SIXTEEN };
    let text = text(&app_of(&SHIPPED, "roadmap:members?around=nvidia&focus=coalition-announced", (80, 24), look));
    assert!(text.is_ascii(), "{text}");
    insta::assert_snapshot!("around_ascii", text);
}

#[test]
fn the_foot_says_where_one_is() {
    let mut app = app_of(&SHIPPED, "roadmap:members?focus=mistral-ai", (160, 30), SIXTEEN);
    let mut seen = Vec::new();
    for typed in ["<enter>", "<s-tab>", "<s-tab>", "<esc>gp<enter>", "gn", "hj", "<enter>", "H", "/o<enter>"] {
        for key in keys(typed) {
            app.update(Msg::Key(key));
        }
        seen.push(format!("{typed:<16} {}", text(&app).lines().last().unwrap()));
    }
    insta::assert_snapshot!(seen.join("\n"));
}

#[test]
fn the_filter_is_seen_while_it_holds_also_in_the_detail_and_where_there_is_little_room() {
    for (w, h) in [(40, 12), (80, 24)] {
        let filter = "has:sources%20date>=2026-Q1%20date<=2026-Q4%20!status:cancelled";
        let mut app = app_of(&SHIPPED, &format!("roadmap:milestones?filter={filter}"), (w, h), SIXTEEN);
        app.update(Msg::Key(keys("l")[0]));
        insta::assert_snapshot!(format!("filter_in_the_detail_{w}x{h}"), text(&app));
    }
    let app = app_of(&SHIPPED, "roadmap:milestones?filter=stauts:done", (80, 24), SIXTEEN);
    insta::assert_snapshot!("filter_that_is_wrong", text(&app));
}

#[test]
fn help_is_of_the_pane() {
    for (pane, w, h) in
        [("timeline", 80, 24), ("timeline", 120, 40), ("capabilities", 80, 24), ("capabilities", 120, 40)]
    {
        let mut app = app_of(&SHIPPED, &format!("roadmap:{pane}"), (w, h), SIXTEEN);
        app.update(Msg::Key(keys("?")[0]));
        insta::assert_snapshot!(format!("help_{pane}_{w}x{h}"), text(&app));
    }
}

#[test]
fn the_finder_at_every_size() {
    for (name, size, typed) in [
        ("open_80x24", (80, 24), ""),
        ("name_80x24", (80, 24), "vr"),
        ("text_80x24", (80, 24), "azure"),
        ("nearly_80x24", (80, 24), "nemtoron"),
        ("nothing_80x24", (80, 24), "xyzzy"),
        ("several_120x40", (120, 40), "open<space>model"),
        ("actions_120x40", (120, 40), ">copy"),
        ("offers_120x40", (120, 40), "mistral<tab>"),
        ("name_200x60", (200, 60), "nemotron"),
        ("name_40x10", (40, 10), "base"),
    ] {
        let mut app = app_of(&SHIPPED, "roadmap:members?focus=mistral-ai", size, SIXTEEN);
        for key in keys(&format!("38<space>{typed}")) {
            app.update(Msg::Key(key));
        }
        insta::assert_snapshot!(format!("finder_{name}"), text(&app));
    }
}

#[test]
fn the_finder_in_ascii_and_without_colour() {
    for (name, look) in [("ascii", Look { ascii: true, ..SIXTEEN }), ("mono", Look { theme: Theme::Mono, ..SIXTEEN })] {
        let mut app = app_of(&SHIPPED, "roadmap:members?focus=mistral-ai", (100, 24), look);
        for key in keys("<space>mis") {
            app.update(Msg::Key(key));
        }
        let text = text(&app);
        assert!(!look.ascii || text.is_ascii(), "{text}");
        insta::assert_snapshot!(format!("finder_{name}"), format!("{text}{}", looks(&app)));
    }
}

#[test]
fn the_timeline_at_every_zoom() {
    for zoom in ["w", "m", "q", "y"] {
        let app = app_of(&SHIPPED, &format!("roadmap:timeline?focus=vera-rubin-ships&zoom={zoom}"), (120, 40), SIXTEEN);
        insta::assert_snapshot!(format!("timeline_by_{zoom}"), text(&app));
    }
    let app = app_of(&SHIPPED, "roadmap:timeline?focus=nemotron-4-release", (120, 40), SIXTEEN);
    insta::assert_snapshot!("timeline_undated", text(&app));
}

#[test]
fn scored_risks_stand_on_the_map_and_others_never() {
    let text_of = "[roadmap]\ntitle = \"Risks\"\n".to_owned()
        + &[("a", Some((5, 5))), ("b", Some((1, 2))), ("c", None), ("d", Some((5, 5)))]
            .map(|(id, score)| {
                let score = score.map_or_else(String::new, |(l, i)| format!("likelihood = {l}\nimpact = {i}\n"));
                format!("[[risk]]\nid = \"{id}\"\nname = \"Risk {id}\"\ncategory = \"any\"\nstatus = \"open\"\n{score}")
            })
            .concat();
    let app = app_of(&edition(&text_of), "roadmap:risks", (120, 24), SIXTEEN);
    insta::assert_snapshot!(text(&app));
}

#[test]
fn while_the_file_is_broken_the_last_sound_edition_stays() {
    let mut app = app_of(&SHIPPED, "roadmap:members?focus=mistral-ai", (120, 24), SIXTEEN);
    let broken = include_str!("../roadmap.toml").replacen("status = \"done\"", "status = \"dnoe\"", 1);
    let mut board = app.board.clone();
    let mut edition =
        Edition::read(2, Origin::default(), Sources::of_text("roadmap.toml", broken), Day::new(2026, 11, 23).unwrap());
    edition.number = 2;
    board.receive(Arc::new(edition));
    app.update(Msg::Board(board));
    let text = text(&app);
    assert!(text.contains("Mistral AI") && text.contains("1 problem, showing 14:02:11"), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn a_large_file_shows_how_far_it_is() {
    let mut app = app_of(&SHIPPED, "roadmap:overview", (80, 24), SIXTEEN);
    app.board.watch = Watch::Loading(Progress { stage: "reading the entries", percent: 60 });
    insta::assert_snapshot!(text(&app));
}

#[test]
fn an_empty_roadmap_says_what_would_fill_it() {
    let empty = edition("[roadmap]\ntitle = \"Nothing yet\"\n");
    for pane in PANES {
        let app = app_of(&empty, &format!("roadmap:{}", pane.name().word()), (80, 24), SIXTEEN);
        let text = text(&app);
        let first = pane.empty().lines().next().unwrap();
        assert!(text.contains(first), "{}: {text}", pane.title());
    }
}

#[test]
fn no_size_breaks_anything() {
    let sizes =
        (1..=42).flat_map(|w| [1, 2, 3, 9, 10, 11].map(|h| (w, h))).chain([(1000, 500), (40, 10), (79, 24), (100, 10)]);
    for (w, h) in sizes {
        for pane in PANES {
            let mut app = app_of(&SHIPPED, &format!("roadmap:{}", pane.name().word()), (w, h), SIXTEEN);
            for typed in ["", "?", "<esc>g", "<esc>/x", "<esc><esc><enter>", "z"] {
                for key in keys(typed) {
                    app.update(Msg::Key(key));
                }
                cells(&app);
            }
            if w < 40 || h < 10 {
                let told: String = text(&app).split_whitespace().collect();
                assert!(
                    told.starts_with(&"40x10needed"[..usize::from(w * h).min(12).saturating_sub(1)]),
                    "{w}x{h}: {told}"
                );
            }
            if (w, h) == (1000, 500) {
                break;
            }
        }
    }
}

#[test]
fn drawing_twice_gives_the_same_cells() {
    for pane in PANES {
        let app = app_of(&SHIPPED, &format!("roadmap:{}", pane.name().word()), (120, 40), SIXTEEN);
        assert_eq!(cells(&app), cells(&app));
    }
}

#[test]
fn both_days_stand_in_the_header_at_80_columns_however_long_the_path_is() {
    let label = "a/long/path/to/what/everyone/has/agreed/on/roadmap.toml";
    let both = "as of 2026-10-03 · today 2026-11-23";
    for (w, wanted) in [
        (80, format!("{both} · live")),
        (100, format!("{both} · roadmap.toml live")),
        (50, " · live".to_owned()),
        (200, label.to_owned()),
    ] {
        let mut app = app_of(&SHIPPED, "roadmap:overview", (w, 24), SIXTEEN);
        let mut edition = Arc::into_inner(edition(include_str!("../roadmap.toml"))).unwrap();
        edition.origin.label = label.into();
        app.board.edition = Arc::new(edition);
        let first = text(&app).lines().next().unwrap().to_owned();
        assert!(first.contains(&wanted) && first.contains("today 2026-11-23"), "{first}");
    }
}

#[test]
fn the_built_in_roadmap_says_up_to_which_day_it_is_true() {
    let mut edition = Arc::into_inner(edition(include_str!("../roadmap.toml"))).unwrap();
    edition.origin = Origin { label: "built-in".into(), embedded: true, ..Origin::default() };
    let edition = Arc::new(edition);
    for (w, wanted) in [(80, "· built-in"), (120, "· built-in, read-only")] {
        let mut app = app_of(&SHIPPED, "roadmap:overview", (w, 24), SIXTEEN);
        app.board.edition = Arc::clone(&edition);
        let first = text(&app).lines().next().unwrap().to_owned();
        assert!(first.ends_with(&format!("as of 2026-10-03 · today 2026-11-23 {wanted}")), "{first}");
    }
}

fn press(app: &mut App, typed: &str) {
    for key in keys(typed) {
        app.update(Msg::Key(key));
    }
}

#[test]
fn a_long_name_in_the_foot_takes_no_key_away() {
    let foot = |app: &App| text(app).lines().last().unwrap().to_owned();
    let mut app = app_of(&SHIPPED, "roadmap:milestones?focus=nemotron-3-ultra-release", (80, 24), SIXTEEN);
    press(&mut app, "4");
    for wanted in ["enter open", "/ filter", "esc back", "? help", "q quit"] {
        assert!(foot(&app).contains(wanted), "{}", foot(&app));
    }
    press(&mut app, "2");
    for wanted in ["enter open", "/ filter", "h l time", "esc back", "? help", "q quit"] {
        assert!(foot(&app).contains(wanted), "{}", foot(&app));
    }
    app.update(Msg::Resize(Size::new(160, 24)));
    assert!(
        foot(&app).contains("esc Nemotron Coalition"),
        "where there is room, Esc says where it leads: {}",
        foot(&app)
    );
}

#[test]
fn a_message_that_is_too_long_keeps_what_is_to_be_done() {
    let foot = |app: &App| text(app).lines().last().unwrap().to_owned();
    let mut app = app_of(&SHIPPED, "roadmap:overview", (80, 24), SIXTEEN);
    let why = "nano cannot be started: No such file or directory (os error 2); set VISUAL or EDITOR";
    app.update(Msg::Told(Note { text: why.into(), tone: Tone::Bad }));
    assert_eq!(foot(&app), " nano cannot be started: No such file or directory (os e…; set VISUAL or EDITOR");
    press(&mut app, ":foo<enter>");
    assert!(foot(&app).starts_with(" :foo▏  the command line does not know `foo`"), "{}", foot(&app));
    assert!(foot(&app).ends_with("… (`:help` lists what it knows)"), "{}", foot(&app));
    // One that has no such part, or nothing but that, is cut where it ends.
    for text in ["x".repeat(100), format!("why; {}", "y".repeat(100))] {
        app.popups.clear();
        app.update(Msg::Told(Note { text, tone: Tone::Bad }));
        assert!(foot(&app).ends_with('…'), "{}", foot(&app));
    }
}

#[test]
fn a_milestone_of_which_only_a_promise_is_known_is_not_due() {
    let plan = |more: &str| {
        format!(
            "[roadmap]\ntitle = \"T\"\n[[milestone]]\nid = \"a\"\nname = \"A\"\nstatus = \"planned\"\ndate = \"2027-Q2\"\n{more}"
        )
    };
    let before = |status: &str| format!("depends_on = [\"b\"]\n[[milestone]]\nid = \"b\"\nname = \"B\"\n{status}");
    for (more, wanted) in [
        (String::new(), "not due"),
        ("start = \"2027-01\"\n".to_owned(), "not due"),
        (before("status = \"done\"\ndone = 2026-10-01\n"), "not due"),
        (before("status = \"cancelled\"\n"), "not due"),
        (before("status = \"planned\"\n"), "on track"),
        (before("status = \"planned\"\ndate = \"2027-Q1\"\n"), "on track"),
        ("duration = \"3w\"\n".to_owned(), "on track"),
        ("progress = 10\n".to_owned(), "on track"),
    ] {
        let app = app_of(&edition(&plan(&more)), "roadmap:milestones?focus=a", (80, 24), SIXTEEN);
        assert!(app.facts().edition.is_sound(), "{more}");
        let shown = text(&app);
        let row = shown.lines().find(|line| line.contains("○ A")).unwrap();
        assert!(row.contains(wanted), "{more}: {row}");
        let ix = app.facts().edition.roadmap.find("a").unwrap();
        assert_eq!(app.facts().judged().of(ix), Some(Health::OnTrack), "{more}");
    }
}

#[test]
fn lines_on_the_timeline_leave_every_bar_and_every_word_as_it_is() {
    for zoom in ["m", "q", "y"] {
        let of = |id: &str| app_of(&SHIPPED, &format!("roadmap:timeline?focus={id}&zoom={zoom}"), (120, 220), SIXTEEN);
        // What is selected here has no lines, and everything is in sight.
        let plain = of("gtc-panel");
        let below = 4 + plain.listing().rows.len() as u16;
        let plain = cells(&plain);
        let mut lines = 0;
        for ix in SHIPPED.roadmap.of_kind(Kind::Milestone) {
            let drawn = cells(&of(SHIPPED.roadmap.get(ix).unwrap().id().as_str()));
            for (x, y) in (2..below).flat_map(|y| (37..119).map(move |x| (x, y))) {
                let (before, after) = (plain[(x, y)].symbol(), drawn[(x, y)].symbol());
                lines += usize::from(before != after);
                assert!(before == after || [" ", "┊"].contains(&before), "{before} became {after} at {x},{y}");
            }
        }
        assert!(lines > 20, "lines are drawn: {lines}");
    }
}

#[test]
fn what_is_asked_most_stands_first_in_the_preview_and_areas_that_nobody_stated_are_said() {
    let mut app = app_of(&SHIPPED, "roadmap:overview", (80, 24), SIXTEEN);
    for key in keys("<space>groq<space>3<space>lpu") {
        app.update(Msg::Key(key));
    }
    let shown = text(&app);
    assert!(shown.contains("│ available     2026-Q3") && shown.contains("│ needed by     ▸ Groq 3 LPX"), "{shown}");
    let app = app_of(&SHIPPED, "roadmap:projects?focus=nemotron-4", (120, 40), SIXTEEN);
    assert!(text(&app).contains("capabilities  none stated"), "{}", text(&app));
}
