//! Every theme can be read, on every terminal it may meet, also by people who see fewer colours.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::{App, Board, Msg, Rights, SeatInfo, Watch, keys};
use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::look::{Background, Depth, Look, Rgb, Theme, Tone, luminance, sixteen_number};
use coalition_roadmap::model::Day;
use coalition_roadmap::screen::draw;
use coalition_roadmap::text::Sources;
use palette::color_difference::{Ciede2000, Wcag21RelativeContrast};
use palette::{IntoColor, Lab, LinSrgb, Srgb};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Rect, Size};
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;
use std::sync::Arc;

/// Backgrounds that dark terminals have: black, that of our pictures, and the usual dark themes up to Nord.
const DARK: [Rgb; 6] =
    [(0, 0, 0), (0x16, 0x19, 0x1f), (0x1e, 0x1e, 0x1e), (0x28, 0x2a, 0x36), (0, 0x2b, 0x36), (0x2e, 0x34, 0x40)];
/// And light ones: white, Solarized, Gruvbox, Latte, Tokyo Day.
const LIGHT: [Rgb; 5] =
    [(255, 255, 255), (0xfd, 0xf6, 0xe3), (0xfb, 0xf1, 0xc7), (0xef, 0xf1, 0xf5), (0xe1, 0xe2, 0xe7)];

/// The sixteen colours as terminals paint them.
const SIXTEEN: [(&str, [u32; 16]); 5] = [
    (
        "xterm",
        [
            0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5, 0x7f_7f7f,
            0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
        ],
    ),
    (
        "VGA, the Linux console",
        [
            0x00_0000, 0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa, 0xaa_aaaa, 0x55_5555,
            0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
        ],
    ),
    (
        "Windows since 2017",
        [
            0x0c_0c0c, 0xc5_0f1f, 0x13_a10e, 0xc1_9c00, 0x00_37da, 0x88_1798, 0x3a_96dd, 0xcc_cccc, 0x76_7676,
            0xe7_4856, 0x16_c60c, 0xf9_f1a5, 0x3b_78ff, 0xb4_009e, 0x61_d6d6, 0xf2_f2f2,
        ],
    ),
    (
        "Windows before",
        [
            0x00_0000, 0x80_0000, 0x00_8000, 0x80_8000, 0x00_0080, 0x80_0080, 0x00_8080, 0xc0_c0c0, 0x80_8080,
            0xff_0000, 0x00_ff00, 0xff_ff00, 0x00_00ff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
        ],
    ),
    (
        "Tango, as GNOME has it",
        [
            0x00_0000, 0xcc_0000, 0x4e_9a06, 0xc4_a000, 0x34_65a4, 0x75_507b, 0x06_989a, 0xd3_d7cf, 0x55_5753,
            0xef_2929, 0x8a_e234, 0xfc_e94f, 0x72_9fcf, 0xad_7fa8, 0x34_e2e2, 0xee_eeec,
        ],
    ),
];

fn srgb((r, g, b): Rgb) -> Srgb<f32> {
    Srgb::new(r, g, b).into_format()
}

fn contrast(a: Rgb, b: Rgb) -> f32 {
    srgb(a).relative_contrast(srgb(b))
}

/// The colour of one of the 256 above the first sixteen.
fn of_cube(i: u8) -> Rgb {
    let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
    match i {
        0..16 => panic!("{i} is one of the sixteen"),
        16..232 => (level((i - 16) / 36), level((i - 16) / 6 % 6), level((i - 16) % 6)),
        232.. => (8 + 10 * (i - 232), 8 + 10 * (i - 232), 8 + 10 * (i - 232)),
    }
}

/// What a colour may look like: one colour, or one for each way to paint the sixteen.
fn seen(color: Color, bold: bool, depth: Depth) -> Vec<(&'static str, Rgb)> {
    match color {
        Color::Reset => Vec::new(),
        Color::Rgb(r, g, b) => vec![("24 bits", (r, g, b))],
        Color::Indexed(i) => vec![("256", of_cube(i))],
        named => {
            let number = usize::from(sixteen_number(named));
            // Where there are eight, the terminal makes them bright by bold: the Linux console.
            let (from, number) = match depth {
                Depth::Eight => (&SIXTEEN[1..2], number + if bold { 8 } else { 0 }),
                _ => (&SIXTEEN[..], number),
            };
            let rgb = |hex: u32| ((hex >> 16) as u8, (hex >> 8) as u8, hex as u8);
            from.iter().map(|(name, colors)| (*name, rgb(colors[number]))).collect()
        }
    }
}

const DEPTHS: [Depth; 5] = [Depth::None, Depth::Eight, Depth::Sixteen, Depth::Cube, Depth::Full];

fn look(theme: Theme, depth: Depth, background: Option<Background>) -> Look {
    Look { theme, depth, background, ascii: false, console: false }
}

/// Every look with the backgrounds it may meet.
fn looks() -> Vec<(String, Look, Vec<Rgb>)> {
    let mut out = Vec::new();
    for (word, theme) in Theme::WORDS.iter().zip(Theme::ALL.iter().copied()) {
        for depth in DEPTHS {
            for background in [None, Some(Background::Dark), Some(Background::Light)] {
                let papers: Vec<Rgb> = match (theme, background) {
                    (Theme::Dark, _) => DARK.to_vec(),
                    (Theme::Light, _) => LIGHT.to_vec(),
                    (Theme::Auto, None) => vec![DARK[0], LIGHT[0]],
                    (_, None | Some(Background::Dark)) => DARK.to_vec(),
                    (_, Some(Background::Light)) => LIGHT.to_vec(),
                };
                // Seven to one, and what the sixteen are, can be promised on black and on white only.
                let alone = theme == Theme::HighContrast || depth <= Depth::Sixteen;
                let papers = if alone && papers.len() > 2 { papers[..1].to_vec() } else { papers };
                out.push((format!("{word} {depth:?} {background:?}"), look(theme, depth, background), papers));
            }
        }
    }
    out
}

#[test]
fn every_text_of_every_theme_can_be_read() {
    let mut wrong = Vec::new();
    for (name, look, papers) in looks() {
        for tone in Tone::ALL {
            let style = look.style(tone);
            let faint = style.add_modifier.contains(Modifier::DIM);
            assert!(!faint || tone == Tone::Rule, "{name}: {tone:?} is faint, and faint is dark on many terminals");
            let least = match (tone, look.theme) {
                // Lines are no text; between parts they may be as dark as the console has them.
                (Tone::Rule, _) if look.depth <= Depth::Sixteen => 2.8,
                (Tone::Rule, _) => 3.0,
                (_, Theme::HighContrast) if look.depth >= Depth::Cube => 7.0,
                _ => 4.5,
            };
            let bold = style.add_modifier.contains(Modifier::BOLD);
            for (terminal, ink) in seen(style.fg.unwrap_or(Color::Reset), bold, look.depth) {
                let papers = if tone == Tone::Rule { papers[..1].to_vec() } else { papers.clone() };
                for paper in papers {
                    let ratio = contrast(ink, paper);
                    if ratio < least {
                        wrong.push(format!("{name}: {tone:?} {ink:?} on {paper:?} ({terminal}): {ratio:.2}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_picture_has_the_paper_of_its_theme() {
    for (name, look, _) in looks().into_iter().filter(|(_, look, _)| look.depth == Depth::Full) {
        let (paper, text) = look.paper();
        assert!(contrast(paper, text) >= 7.0, "{name}");
        let light = match look.theme {
            Theme::Dark => false,
            Theme::Light => true,
            _ => look.background == Some(Background::Light),
        };
        assert_eq!(Background::of(paper) == Background::Light, light, "{name}");
    }
}

#[test]
fn where_the_background_is_not_known_text_is_in_the_colour_of_the_terminal() {
    for (word, theme) in Theme::WORDS.iter().zip(Theme::ALL.iter().copied()) {
        for depth in DEPTHS {
            let look = look(theme, depth, None);
            for tone in [Tone::Plain, Tone::Strong] {
                let fixed = matches!(theme, Theme::Dark | Theme::Light) && depth >= Depth::Cube;
                assert_eq!(look.style(tone).fg.is_some(), fixed, "{word} {depth:?} {tone:?}");
            }
        }
    }
    // Of sixteen colours none can be read on both.
    for tone in Tone::ALL {
        assert_eq!(look(Theme::Auto, Depth::Sixteen, None).style(tone).fg, None, "{tone:?}");
    }
}

#[test]
fn without_colours_there_are_none() {
    for (word, theme) in Theme::WORDS.iter().zip(Theme::ALL.iter().copied()) {
        for background in [None, Some(Background::Dark), Some(Background::Light)] {
            for tone in Tone::ALL {
                assert_eq!(look(theme, Depth::None, background).style(tone).fg, None, "{word} {tone:?}");
                assert_eq!(look(Theme::Mono, Depth::Full, background).style(tone).fg, None, "{tone:?}");
            }
        }
    }
}

/// How a colour looks to someone without one kind of cones: Machado, Oliveira and Fernandes (2009), "A Physiologically-
/// based Model for Simulation of Color Vision Deficiency", the matrices for a severity of 1.
fn without(matrix: [[f32; 3]; 3], color: Rgb) -> Lab {
    let color: LinSrgb<f32> = srgb(color).into_linear();
    let row = |row: [f32; 3]| (row[0] * color.red + row[1] * color.green + row[2] * color.blue).clamp(0.0, 1.0);
    LinSrgb::new(row(matrix[0]), row(matrix[1]), row(matrix[2])).into_color()
}

const PROTANOPIA: [[f32; 3]; 3] =
    [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]];
const DEUTERANOPIA: [[f32; 3]; 3] =
    [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]];
const TRITANOPIA: [[f32; 3]; 3] =
    [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]];
const NORMAL: [[f32; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];

/// The tones whose difference tells something, with plain text.
const TOLD: [Tone; 6] = [Tone::Plain, Tone::Good, Tone::Warn, Tone::Bad, Tone::Accent, Tone::News];

/// The two tones of a theme that look most alike, and by how much they differ (CIEDE2000).
fn most_alike(theme: Theme, background: Background, depth: Depth, matrix: [[f32; 3]; 3]) -> (f32, Tone, Tone) {
    let look = look(theme, depth, Some(background));
    let lab = |tone: Tone| without(matrix, seen(look.style(tone).fg.unwrap(), false, depth)[0].1);
    let pairs = TOLD.iter().enumerate().flat_map(|(i, a)| TOLD[i + 1..].iter().map(move |b| (*a, *b)));
    let apart = pairs.map(|(a, b)| (lab(a).difference(lab(b)), a, b));
    apart.min_by(|a, b| a.0.total_cmp(&b.0)).unwrap()
}

#[test]
fn those_who_see_fewer_colours_tell_the_tones_apart() {
    for background in [Background::Dark, Background::Light] {
        for depth in [Depth::Cube, Depth::Full] {
            for (theme, matrix, least) in [
                (Theme::Deuteranopia, DEUTERANOPIA, 10.0),
                (Theme::Deuteranopia, PROTANOPIA, 10.0),
                (Theme::Tritanopia, TRITANOPIA, 10.0),
                (Theme::Deuteranopia, NORMAL, 10.0),
                (Theme::Tritanopia, NORMAL, 10.0),
                (Theme::Auto, NORMAL, 10.0),
                (Theme::HighContrast, NORMAL, 10.0),
            ] {
                let (apart, a, b) = most_alike(theme, background, depth, matrix);
                assert!(apart >= least, "{theme:?} {background:?} {depth:?}: {a:?} and {b:?} are {apart:.1} apart");
            }
        }
    }
    // The bound means something: the colours of the other themes do not reach it.
    assert!(most_alike(Theme::Dark, Background::Dark, Depth::Full, DEUTERANOPIA).0 < 10.0);
    assert!(most_alike(Theme::Light, Background::Light, Depth::Full, TRITANOPIA).0 < 10.0);
}

#[test]
fn the_luminance_is_that_of_wcag() {
    for (color, expected) in
        [((0, 0, 0), 0.0), ((255, 255, 255), 1.0), ((0x76, 0x76, 0x76), 0.181), ((255, 0, 0), 0.2126)]
    {
        assert!((luminance(color) - expected).abs() < 0.001, "{color:?}");
    }
}

/// The shipped roadmap in a look: a pane, with what is typed there.
fn cells(look: Look, pane: &str, typed: &str, (w, h): (u16, u16)) -> Buffer {
    let today = Day::new(2026, 11, 25).unwrap();
    let sources = Sources::of_text("roadmap.toml", include_str!("../roadmap.toml"));
    let mut board = Board::new(Arc::new(Edition::read(1, Origin::default(), sources, today)));
    board.watch = Watch::Live;
    let rights = Rights { open: false, ..Rights::ALL };
    let seat = SeatInfo { number: 0, size: Size::new(w, h), look, rights };
    let mut app = App::new(board, format!("roadmap:{pane}").parse().unwrap(), seat);
    for key in keys(typed) {
        app.update(Msg::Key(key));
    }
    let mut cells = Buffer::empty(Rect::from(app.seat.size));
    draw(&app, &mut cells);
    cells
}

/// How a cell looks, in words.
fn said(cell: &Cell) -> String {
    let color = |color| match color {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        other => format!("{other:?}"),
    };
    let mut out = color(cell.fg);
    if cell.bg != Color::Reset {
        write!(out, " on {}", color(cell.bg)).unwrap();
    }
    for name in cell.modifier.iter_names().map(|(name, _)| name.to_lowercase()) {
        write!(out, " {name}").unwrap();
    }
    out
}

/// A letter for each cell that can be seen, one for each look of `known`, which grows.
fn map(cells: &Buffer, known: &mut Vec<String>) -> String {
    let mut letter = |x, y| {
        let cell = &cells[(x, y)];
        let blank = cell.symbol() == " " && !cell.modifier.intersects(Modifier::REVERSED | Modifier::UNDERLINED);
        if blank && cell.bg == Color::Reset {
            return ' ';
        }
        let said = said(cell);
        let at = known.iter().position(|known| *known == said).unwrap_or_else(|| {
            known.push(said);
            known.len() - 1
        });
        char::from(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[at])
    };
    let lines = (0..cells.area.height).map(|y| (0..cells.area.width).map(|x| letter(x, y)).collect::<String>());
    lines.map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[test]
fn every_theme_is_kept_as_it_was_looked_at() {
    let shown = [("overview", ""), ("timeline", ""), ("timeline", "<space>nem"), ("capabilities", "")];
    for (word, theme) in Theme::WORDS.iter().zip(Theme::ALL.iter().copied()) {
        for size in [(80, 24), (120, 40)] {
            let mut known = Vec::new();
            let mut maps = String::new();
            let mut seen: Vec<Cell> = Vec::new();
            for (pane, typed) in shown {
                let cells = cells(look(theme, Depth::Full, Some(Background::Dark)), pane, typed, size);
                write!(maps, "\n{pane} {typed}\n{}", map(&cells, &mut known)).unwrap();
                seen.extend(cells.content);
            }
            let style = |tone| look(theme, Depth::Full, Some(Background::Dark)).style(tone);
            for tone in Tone::ALL.into_iter().filter(|tone| *tone != Tone::Fresh) {
                let (fg, modifier) = (style(tone).fg.unwrap_or(Color::Reset), style(tone).add_modifier);
                let there = seen.iter().any(|cell| cell.fg == fg && cell.modifier == modifier);
                assert!(there, "{word}: {tone:?} is nowhere in what is kept");
            }
            let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".chars();
            let legend = letters
                .zip(&known)
                .fold(String::new(), |legend, (letter, said)| legend + &format!("{letter}  {said}\n"));
            insta::assert_snapshot!(format!("{word}_{}x{}", size.0, size.1), legend + &maps);
        }
    }
}

#[test]
fn the_selected_row_is_a_bar_of_one_look() {
    for (word, theme) in Theme::WORDS.iter().zip(Theme::ALL.iter().copied()) {
        for depth in DEPTHS {
            let cells = cells(look(theme, depth, Some(Background::Dark)), "risks", "", (80, 24));
            let row = (0..24).find(|y| cells[(40, *y)].modifier.contains(Modifier::REVERSED)).unwrap();
            let bar = (0..80).map(|x| &cells[(x, row)]).filter(|cell| cell.modifier.contains(Modifier::REVERSED));
            // Before the bar stands a sign of its own.
            let looks: Vec<_> = bar.skip(1).map(|cell| (cell.fg, cell.bg)).collect();
            assert!(looks.len() > 60 && looks.iter().all(|look| *look == looks[0]), "{word} {depth:?}: {looks:?}");
        }
    }
}
