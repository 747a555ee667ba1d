use ratatui::style::{Color, Modifier, Style};

/// What a piece of text means; a theme decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Plain text.
    #[default]
    Plain,
    /// Less important.
    Dim,
    /// More important.
    Strong,
    /// A heading.
    Heading,
    /// A reference, a key, what can be acted on.
    Accent,
    /// Good news.
    Good,
    /// Worth a look.
    Warn,
    /// Trouble.
    Bad,
    /// What was changed by the last reload.
    Fresh,
    /// Lines between parts.
    Rule,
    /// The day on which this is looked at.
    Today,
    /// Announcements.
    News,
    /// The letters that were looked for.
    Match,
}

/// Which colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// The terminal's own sixteen colours, chosen to be readable on dark and light alike.
    #[default]
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// Bright and bold.
    HighContrast,
    /// No colour at all.
    Mono,
}

impl Theme {
    /// The words for them, as they are typed.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("auto", Self::Auto),
        ("dark", Self::Dark),
        ("light", Self::Light),
        ("high-contrast", Self::HighContrast),
        ("mono", Self::Mono),
    ];
}

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Depth {
    /// None: only bold, underline and reverse.
    None,
    /// The sixteen.
    #[default]
    Sixteen,
    /// The cube of 256.
    Cube,
    /// 24 bits.
    Full,
}

/// How the screen looks for one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Which colours.
    pub theme: Theme,
    /// How many of them.
    pub depth: Depth,
    /// Only ASCII on the screen.
    pub ascii: bool,
}

impl Look {
    /// The style of a tone.
    pub fn style(self, tone: Tone) -> Style {
        let style = Style::new().add_modifier(modifier(tone, self.theme));
        match (self.theme, self.depth) {
            (Theme::Mono, _) | (_, Depth::None) => style,
            (Theme::Auto | Theme::HighContrast, _) | (_, Depth::Sixteen) => {
                sixteen(tone, self.theme).map_or(style, |color| style.fg(color))
            }
            (Theme::Dark | Theme::Light, depth) => {
                let pair = rgb(tone);
                let (r, g, b) = if self.theme == Theme::Dark { pair.0 } else { pair.1 };
                style.fg(if depth == Depth::Full { Color::Rgb(r, g, b) } else { Color::Indexed(cube(r, g, b)) })
            }
        }
    }

    /// The style laid over the selected row: reverse where the keys go, underlined where they do not.
    pub fn cursor(self, active: bool) -> Style {
        if active {
            Style::new().add_modifier(Modifier::REVERSED)
        } else {
            Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
        }
    }
}

fn modifier(tone: Tone, theme: Theme) -> Modifier {
    match (tone, theme) {
        (Tone::Strong | Tone::Heading | Tone::Bad, _) => Modifier::BOLD,
        (Tone::Fresh | Tone::Match, _) => Modifier::BOLD | Modifier::UNDERLINED,
        (Tone::Dim | Tone::Rule, Theme::Auto | Theme::Mono) => Modifier::DIM,
        (Tone::Accent, Theme::Mono) => Modifier::UNDERLINED,
        (Tone::Warn | Tone::Good | Tone::Accent | Tone::News, Theme::HighContrast) => Modifier::BOLD,
        _ => Modifier::empty(),
    }
}

fn sixteen(tone: Tone, theme: Theme) -> Option<Color> {
    let bright = theme == Theme::HighContrast;
    match tone {
        Tone::Plain | Tone::Strong => None,
        Tone::Dim | Tone::Rule => match theme {
            Theme::Dark => Some(Color::DarkGray),
            _ => None,
        },
        Tone::Heading | Tone::Accent | Tone::Match => Some(if bright { Color::LightCyan } else { Color::Cyan }),
        Tone::Good => Some(if bright { Color::LightGreen } else { Color::Green }),
        Tone::Warn | Tone::Fresh => Some(if bright { Color::LightYellow } else { Color::Yellow }),
        Tone::Bad => Some(if bright { Color::LightRed } else { Color::Red }),
        Tone::Today | Tone::News => Some(if bright { Color::LightMagenta } else { Color::Magenta }),
    }
}

type Rgb = (u8, u8, u8);

/// Each tone on dark and on light, with a contrast of at least 4.5 to 1 for text (WCAG 2.2, 1.4.3).
fn rgb(tone: Tone) -> (Rgb, Rgb) {
    match tone {
        Tone::Plain => ((0xd7, 0xda, 0xe0), (0x24, 0x29, 0x2f)),
        Tone::Strong => ((0xff, 0xff, 0xff), (0x00, 0x00, 0x00)),
        Tone::Dim => ((0x8b, 0x93, 0xa1), (0x5f, 0x67, 0x72)),
        Tone::Rule => ((0x4b, 0x52, 0x5f), (0xb6, 0xbd, 0xc7)),
        Tone::Heading | Tone::Accent | Tone::Match => ((0x6c, 0xc7, 0xe8), (0x0b, 0x5c, 0x86)),
        Tone::Good => ((0x8f, 0xd1, 0x3f), (0x2f, 0x6f, 0x0a)),
        Tone::Warn | Tone::Fresh => ((0xf0, 0xc3, 0x4e), (0x7d, 0x55, 0x00)),
        Tone::Bad => ((0xff, 0x7b, 0x72), (0xb3, 0x1d, 0x28)),
        Tone::Today => ((0xf0, 0x8c, 0xd0), (0x9b, 0x1f, 0x76)),
        Tone::News => ((0xb9, 0xa1, 0xff), (0x5b, 0x3f, 0xb8)),
    }
}

/// The nearest of the 6x6x6 cube or the grey ramp.
fn cube(r: u8, g: u8, b: u8) -> u8 {
    let step = |v: u8| match v {
        0..48 => 0_u8,
        48..115 => 1,
        _ => (v - 35) / 40,
    };
    let level = |s: u8| if s == 0 { 0_i32 } else { 55 + 40 * i32::from(s) };
    let far = |x: Rgb| {
        (i32::from(x.0) - i32::from(r)).pow(2)
            + (i32::from(x.1) - i32::from(g)).pow(2)
            + (i32::from(x.2) - i32::from(b)).pow(2)
    };
    let (sr, sg, sb) = (step(r), step(g), step(b));
    let of_cube = (level(sr) as u8, level(sg) as u8, level(sb) as u8);
    let grey = ((i32::from(r) + i32::from(g) + i32::from(b)) / 3 - 8).clamp(0, 238) / 10;
    let grey = grey.min(23) as u8;
    let of_grey = 8 + 10 * grey;
    if far((of_grey, of_grey, of_grey)) < far(of_cube) { 232 + grey } else { 16 + 36 * sr + 6 * sg + sb }
}

/// The number of one of the sixteen colours.
pub fn sixteen_number(color: Color) -> u16 {
    match color {
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        _ => 0,
    }
}
