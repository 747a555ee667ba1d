use crate::look::{Look, Rgb, sixteen_number};
use crate::model::Url;
use crate::text::width;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};
use std::fmt::Write;

/// A form of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// The characters alone.
    Text,
    /// With the colours of a terminal.
    Ansi,
    /// A drawing that a browser shows.
    Svg,
}

/// A screen as a picture. How it looks gives an SVG its background.
pub fn picture(cells: &Buffer, form: Picture, look: Look) -> String {
    linked_picture(cells, &[], form, look)
}

/// The same; in an SVG, cells lead to web addresses.
pub fn linked_picture(cells: &Buffer, links: &[(Rect, String)], form: Picture, look: Look) -> String {
    match form {
        Picture::Text => text(cells),
        Picture::Ansi => ansi(cells),
        Picture::Svg => svg(cells, links, look),
    }
}

/// The cells of a line, without those that a wide character before them covers.
fn line(cells: &Buffer, y: u16) -> impl Iterator<Item = (u16, &Cell)> {
    let mut skip = 0;
    (cells.area.left()..cells.area.right()).filter_map(move |x| {
        let cell = cells.cell((x, y))?;
        if skip > 0 {
            skip -= 1;
            return None;
        }
        skip = width(cell.symbol()).saturating_sub(1);
        Some((x, cell))
    })
}

fn text(cells: &Buffer) -> String {
    let mut out = String::new();
    for y in cells.area.top()..cells.area.bottom() {
        let line: String = line(cells, y).map(|(_, cell)| cell.symbol()).collect();
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn ansi(cells: &Buffer) -> String {
    let mut out = String::new();
    for y in cells.area.top()..cells.area.bottom() {
        let mut last = String::new();
        for (_, cell) in line(cells, y) {
            let style = sgr(cell);
            if style != last {
                let _ = write!(out, "\x1b[0{style}m");
                last = style;
            }
            out.push_str(cell.symbol());
        }
        out.push_str("\x1b[0m\n");
    }
    out
}

/// The parameters that make a cell's style from a clean one, each with a semicolon before it.
pub fn sgr(cell: &Cell) -> String {
    let mut out = String::new();
    for (modifier, code) in [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::REVERSED, 7),
        (Modifier::CROSSED_OUT, 9),
    ] {
        if cell.modifier.contains(modifier) {
            let _ = write!(out, ";{code}");
        }
    }
    for (color, base) in [(cell.fg, 30), (cell.bg, 40)] {
        match color {
            Color::Reset => {}
            Color::Rgb(r, g, b) => {
                let _ = write!(out, ";{};2;{r};{g};{b}", base + 8);
            }
            Color::Indexed(i) => {
                let _ = write!(out, ";{};5;{i}", base + 8);
            }
            named => {
                let n = sixteen_number(named);
                let _ = write!(out, ";{}", if n < 8 { base + n } else { base + 52 + n });
            }
        }
    }
    out
}

/// Cell width and height in an SVG, in pixels, for a font of 14.
const CELL: (f64, f64) = (8.43, 17.0);

fn svg(cells: &Buffer, links: &[(Rect, String)], look: Look) -> String {
    let (paper, text) = look.paper();
    let (back, fore) = (web(paper), web(text));
    let (columns, rows) = (f64::from(cells.area.width), f64::from(cells.area.height));
    let (wide, high) = (columns * CELL.0 + 16.0, rows * CELL.1 + 16.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide:.0}\" height=\"{high:.0}\" viewBox=\"0 0 {wide:.0} {high:.0}\" font-family=\"'DejaVu Sans Mono','Menlo','Consolas',monospace\" font-size=\"14\" xml:space=\"preserve\">\n<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{back}\"/>\n"
    );
    for y in 0..cells.area.height {
        let lead = |x| {
            let at = Position { x, y: cells.area.y + y };
            links.iter().find(|(area, url)| area.contains(at) && Url::is_valid(url)).map(|(_, url)| url)
        };
        let mut runs: Vec<(u16, u16, String, &Cell)> = Vec::new();
        for (x, cell) in line(cells, cells.area.y + y) {
            let wide = width(cell.symbol()).max(1) as u16;
            match runs.last_mut() {
                Some((from, cols, text, style))
                    if *from + *cols == x
                        && same(style, cell)
                        && lead(*from) == lead(x)
                        && wide == 1
                        && cell.symbol().is_ascii() == text.is_ascii() =>
                {
                    text.push_str(cell.symbol());
                    *cols += 1;
                }
                _ => runs.push((x, wide, cell.symbol().to_owned(), cell)),
            }
        }
        for (x, cols, text, cell) in runs {
            let link = lead(x).filter(|_| !text.trim().is_empty());
            if let Some(url) = link {
                let _ = writeln!(out, "<a href=\"{}\">", escaped(url));
            }
            run(
                &mut out,
                (f64::from(x) * CELL.0 + 8.0, f64::from(y) * CELL.1 + 8.0),
                cols,
                &text,
                cell,
                (&back, &fore),
            );
            if link.is_some() {
                out.push_str("</a>\n");
            }
        }
    }
    out.push_str("</svg>\n");
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn same(a: &Cell, b: &Cell) -> bool {
    (a.fg, a.bg, a.modifier) == (b.fg, b.bg, b.modifier)
}

fn run(out: &mut String, (x, y): (f64, f64), cols: u16, text: &str, cell: &Cell, (back, fore): (&str, &str)) {
    let mut ink = hex(cell.fg).unwrap_or_else(|| fore.to_owned());
    let mut paper = hex(cell.bg);
    if cell.modifier.contains(Modifier::REVERSED) {
        let swapped = paper.unwrap_or_else(|| back.to_owned());
        paper = Some(ink);
        ink = swapped;
    }
    let wide = f64::from(cols) * CELL.0;
    if let Some(paper) = paper {
        let _ = writeln!(
            out,
            "<rect x=\"{x:.2}\" y=\"{y:.1}\" width=\"{wide:.2}\" height=\"{:.1}\" fill=\"{paper}\"/>",
            CELL.1
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let mut style = String::new();
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::DIM, " opacity=\"0.65\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
    ] {
        if cell.modifier.contains(modifier) {
            style.push_str(attribute);
        }
    }
    let safe = escaped(text);
    let base = y + CELL.1 - 4.2;
    let _ = writeln!(
        out,
        "<text x=\"{x:.2}\" y=\"{base:.1}\" textLength=\"{wide:.2}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{ink}\"{style}>{safe}</text>"
    );
}

fn web((r, g, b): Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn hex(color: Color) -> Option<String> {
    const SIXTEEN: [&str; 16] = [
        "#000000", "#e06c75", "#98c379", "#d7a657", "#61afef", "#c678dd", "#56b6c2", "#abb2bf", "#7a8291", "#ff7b86",
        "#b5e890", "#f5d67b", "#8cc7ff", "#e29bf5", "#7fdbe6", "#ffffff",
    ];
    match color {
        Color::Reset => None,
        Color::Rgb(r, g, b) => Some(web((r, g, b))),
        Color::Indexed(i @ 16..=231) => {
            let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
            let i = i - 16;
            Some(format!("#{:02x}{:02x}{:02x}", level(i / 36), level(i / 6 % 6), level(i % 6)))
        }
        Color::Indexed(i @ 232..) => {
            let grey = 8 + 10 * (i - 232);
            Some(format!("#{grey:02x}{grey:02x}{grey:02x}"))
        }
        Color::Indexed(i) => SIXTEEN.get(usize::from(i)).map(|hex| (*hex).to_owned()),
        named => SIXTEEN.get(usize::from(sixteen_number(named))).map(|hex| (*hex).to_owned()),
    }
}
