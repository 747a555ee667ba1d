use super::palette::{self, Palette, Rgb};
use super::sixteen::{eight, sixteen};
use crate::model::words;
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

impl Tone {
    /// Every tone.
    pub const ALL: [Self; 13] = [
        Self::Plain,
        Self::Dim,
        Self::Strong,
        Self::Heading,
        Self::Accent,
        Self::Good,
        Self::Warn,
        Self::Bad,
        Self::Fresh,
        Self::Rule,
        Self::Today,
        Self::News,
        Self::Match,
    ];
}

/// What a terminal writes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
}

impl Background {
    /// What a background of that colour is.
    pub fn of(rgb: Rgb) -> Self {
        if luminance(rgb) > 0.18 { Self::Light } else { Self::Dark }
    }
}

/// The luminance of a colour, from 0 to 1, as WCAG 2.2 reckons it.
pub fn luminance((r, g, b): Rgb) -> f64 {
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

words! {
    /// Which colours are used. All but `dark` and `light` have two halves, and take that of the terminal's background.
    #[derive(Default)]
    Theme { /// Dark or light, as the terminal is; as long as that is not known, what can be read on both.
        #[default] Auto "auto", /// For a dark background.
        Dark "dark", /// For a light background.
        Light "light", /// Black on white or white on black, the colours at least 7 to 1.
        HighContrast "high-contrast", /// For people who do not tell red and green apart.
        Deuteranopia "deuteranopia", /// For people who do not tell blue and yellow apart.
        Tritanopia "tritanopia", /// No colour at all.
        Mono "mono" }
}

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Depth {
    /// None: only bold, underline and reverse.
    None,
    /// Eight, brighter where bold.
    Eight,
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
    /// What the terminal writes on, if that is known.
    pub background: Option<Background>,
    /// Only ASCII on the screen.
    pub ascii: bool,
    /// Only what the fonts of the Linux console have.
    pub console: bool,
}

impl Look {
    /// The style of a tone.
    pub fn style(self, tone: Tone) -> Style {
        // Where the half is only assumed, text stays in the colour that the terminal has for it.
        let sure = match self.theme {
            Theme::Dark | Theme::Light => true,
            _ => self.background.is_some(),
        };
        let own = !sure && matches!(tone, Tone::Plain | Tone::Strong | Tone::Dim) && self.theme != Theme::Auto;
        let color = match self.depth {
            _ if own || self.theme == Theme::Mono => None,
            Depth::None => None,
            Depth::Eight | Depth::Sixteen => self.half().and_then(|background| sixteen(tone, self.theme, background)),
            Depth::Cube => self.palette().ink(tone).map(|ink| Color::Indexed(ink.cube)),
            Depth::Full => self.palette().ink(tone).map(|ink| Color::Rgb(ink.rgb.0, ink.rgb.1, ink.rgb.2)),
        };
        let modifier = modifier(tone, self.theme, color.is_some());
        match color {
            None => Style::new().add_modifier(modifier),
            Some(color) if self.depth == Depth::Eight => {
                let (color, bright) = eight(color);
                let brighter = if bright { Modifier::BOLD } else { Modifier::empty() };
                Style::new().fg(color).add_modifier((modifier - Modifier::BOLD) | brighter)
            }
            Some(color) => Style::new().fg(color).add_modifier(modifier),
        }
    }

    /// The style laid over the selected row: reverse where the keys go, underlined where they do not. What is reversed
    /// is a bar of one colour: each tone as a patch of its own would be hard to read, and every tone has its word.
    pub fn cursor(self, active: bool) -> Style {
        if active {
            let ink = self.style(Tone::Plain).fg.unwrap_or(Color::Reset);
            Style::new().fg(ink).remove_modifier(Modifier::DIM).add_modifier(Modifier::REVERSED)
        } else {
            Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
        }
    }

    /// The background and the text of a picture.
    pub fn paper(self) -> (Rgb, Rgb) {
        let palette = self.palette();
        (palette.paper, palette.text)
    }

    /// The half of the theme, if there is one to take: most terminals are dark.
    fn half(self) -> Option<Background> {
        match self.theme {
            Theme::Dark => Some(Background::Dark),
            Theme::Light => Some(Background::Light),
            Theme::Auto | Theme::Mono => self.background,
            Theme::HighContrast | Theme::Deuteranopia | Theme::Tritanopia => {
                Some(self.background.unwrap_or(Background::Dark))
            }
        }
    }

    /// The colours, where there are many.
    fn palette(self) -> &'static Palette {
        match (self.theme, self.half()) {
            (Theme::Mono, Some(Background::Light)) => &palette::LIGHT,
            (Theme::Mono, _) => &palette::DARK,
            (_, None) => &palette::EITHER,
            (Theme::HighContrast, Some(Background::Dark)) => &palette::HIGH_ON_DARK,
            (Theme::HighContrast, Some(Background::Light)) => &palette::HIGH_ON_LIGHT,
            (Theme::Deuteranopia, Some(Background::Dark)) => &palette::DEUTERANOPIA_ON_DARK,
            (Theme::Deuteranopia, Some(Background::Light)) => &palette::DEUTERANOPIA_ON_LIGHT,
            (Theme::Tritanopia, Some(Background::Dark)) => &palette::TRITANOPIA_ON_DARK,
            (Theme::Tritanopia, Some(Background::Light)) => &palette::TRITANOPIA_ON_LIGHT,
            (_, Some(Background::Dark)) => &palette::DARK,
            (_, Some(Background::Light)) => &palette::LIGHT,
        }
    }
}

/// What a tone has besides a colour. Faint text is not used: many terminals make it darker than can be read. Lines may
/// be faint.
fn modifier(tone: Tone, theme: Theme, coloured: bool) -> Modifier {
    match tone {
        Tone::Strong | Tone::Heading | Tone::Bad => Modifier::BOLD,
        Tone::Fresh | Tone::Match => Modifier::BOLD | Modifier::UNDERLINED,
        Tone::Warn | Tone::Accent if !coloured => Modifier::BOLD,
        Tone::Rule if !coloured => Modifier::DIM,
        Tone::Warn | Tone::Good | Tone::Accent | Tone::News if theme == Theme::HighContrast => Modifier::BOLD,
        _ => Modifier::empty(),
    }
}
