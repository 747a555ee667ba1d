//! The sixteen colours that have names. Each terminal paints them as it likes: of the palettes of xterm, of VGA and the
//! Linux console, of Windows (old and new) and of GNOME, those that are used here have 4.5 to 1 in all, on black those
//! named for dark, on white those named for light. There is no such colour for both.

use super::{Background, Theme, Tone};
use ratatui::style::Color;

/// The colour of a tone where there are sixteen; none where it is the terminal's own.
pub fn sixteen(tone: Tone, theme: Theme, background: Background) -> Option<Color> {
    let high = theme == Theme::HighContrast;
    match (background, tone) {
        (Background::Dark, Tone::Plain | Tone::Strong) => high.then_some(Color::White),
        (Background::Light, Tone::Plain | Tone::Strong) => high.then_some(Color::Black),
        (Background::Dark, Tone::Dim) => Some(Color::Gray),
        // The grey of the sixteen is too light for text on white.
        (Background::Light, Tone::Dim) => None,
        (_, Tone::Rule) => Some(Color::DarkGray),
        (Background::Dark, Tone::Heading | Tone::Accent | Tone::Match) => Some(Color::LightCyan),
        // Green beside red tells nothing to someone without the two.
        (Background::Dark, Tone::Good) if theme == Theme::Deuteranopia => Some(Color::LightCyan),
        (Background::Dark, Tone::Good) => Some(Color::LightGreen),
        (Background::Dark, Tone::Warn | Tone::Fresh) => Some(Color::LightYellow),
        (Background::Dark, Tone::Bad) => Some(Color::LightRed),
        // The bright magenta of Windows is too dark.
        (Background::Dark, Tone::Today | Tone::News) => Some(Color::LightCyan),
        (Background::Light, Tone::Heading | Tone::Accent | Tone::Match | Tone::Good | Tone::Today | Tone::News) => {
            Some(Color::Blue)
        }
        (Background::Light, Tone::Warn | Tone::Fresh) => Some(Color::Magenta),
        (Background::Light, Tone::Bad) => Some(Color::Red),
    }
}

/// One of the first eight for one of the sixteen, and whether bold makes it as bright.
pub fn eight(color: Color) -> (Color, bool) {
    match color {
        Color::DarkGray => (Color::Black, true),
        Color::LightRed => (Color::Red, true),
        Color::LightGreen => (Color::Green, true),
        Color::LightYellow => (Color::Yellow, true),
        Color::LightBlue => (Color::Blue, true),
        Color::LightMagenta => (Color::Magenta, true),
        Color::LightCyan => (Color::Cyan, true),
        Color::White => (Color::Gray, true),
        color => (color, false),
    }
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
