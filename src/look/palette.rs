//! The colours of every theme, as data. `tests/themes.rs` holds each to its contrast, and those for people who see
//! fewer colours to being told apart by them.

use super::Tone;

/// Red, green and blue.
pub type Rgb = (u8, u8, u8);

/// A colour in 24 bits, and which of the 256 stands for it where there are no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink {
    /// In 24 bits.
    pub rgb: Rgb,
    /// One of the 256; never one of the first sixteen, which each terminal paints as it likes.
    pub cube: u8,
}

const fn ink(hex: u32) -> Ink {
    let rgb = rgb(hex);
    Ink { rgb, cube: cube(rgb) }
}

const fn rgb(hex: u32) -> Rgb {
    ((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// What each tone is painted with, and the background it is made for.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    /// The background, as it stands in a picture; a terminal keeps its own.
    pub paper: Rgb,
    /// Plain text in a picture, where it has no ink.
    pub text: Rgb,
    plain: Option<Ink>,
    strong: Option<Ink>,
    dim: Ink,
    rule: Ink,
    accent: Ink,
    good: Ink,
    warn: Ink,
    bad: Ink,
    today: Ink,
    news: Ink,
}

impl Palette {
    /// The ink of a tone; none where it is the terminal's own.
    pub const fn ink(&self, tone: Tone) -> Option<Ink> {
        Some(match tone {
            Tone::Plain => return self.plain,
            Tone::Strong => return self.strong,
            Tone::Dim => self.dim,
            Tone::Rule => self.rule,
            Tone::Heading | Tone::Accent | Tone::Match => self.accent,
            Tone::Good => self.good,
            Tone::Warn | Tone::Fresh => self.warn,
            Tone::Bad => self.bad,
            Tone::Today => self.today,
            Tone::News => self.news,
        })
    }
}

/// On dark: from black to the greyish blues of the usual dark themes.
pub const DARK: Palette = Palette {
    paper: rgb(0x16_191f),
    text: rgb(0xd7_dae0),
    plain: Some(ink(0xd7_dae0)),
    strong: Some(ink(0xff_ffff)),
    dim: ink(0x9a_a3b1),
    rule: ink(0x6b_7382),
    accent: ink(0x6c_c7e8),
    good: ink(0x8f_d13f),
    warn: ink(0xf0_c34e),
    bad: ink(0xff_7b72),
    today: ink(0xf0_8cd0),
    news: ink(0xb9_a1ff),
};

/// On light: from white to cream.
pub const LIGHT: Palette = Palette {
    paper: rgb(0xff_ffff),
    text: rgb(0x24_292f),
    plain: Some(ink(0x24_292f)),
    strong: Some(ink(0x00_0000)),
    dim: ink(0x59_616b),
    rule: ink(0x8a_929c),
    accent: ink(0x0b_5c86),
    good: ink(0x2f_6f0a),
    warn: ink(0x6f_5000),
    bad: ink(0xb3_1d28),
    today: ink(0x9b_1f76),
    news: ink(0x5a_2fb8),
};

/// On whatever there is, as long as it is not known. A colour can have 4.5 to 1 on black and on white at once, if its
/// luminance is between 0.175 and 0.183: of the 256 these do. Text is in the terminal's own colour.
pub const EITHER: Palette = Palette {
    plain: None,
    strong: None,
    dim: ink(0x76_7676),
    rule: ink(0x76_7676),
    accent: ink(0x5f_5fff),
    good: ink(0x00_875f),
    warn: ink(0xd7_00af),
    bad: ink(0xaf_5f5f),
    today: ink(0x87_5fd7),
    news: ink(0x87_5fd7),
    ..DARK
};

/// At least 7 to 1 on black.
pub const HIGH_ON_DARK: Palette = Palette {
    paper: rgb(0x00_0000),
    text: rgb(0xff_ffff),
    plain: Some(ink(0xff_ffff)),
    strong: Some(ink(0xff_ffff)),
    dim: ink(0xd0_d4da),
    rule: ink(0x9a_a3b1),
    accent: ink(0x7f_e0ff),
    good: ink(0x9c_ff5c),
    warn: ink(0xff_e066),
    bad: ink(0xff_b0a8),
    today: ink(0xff_b3ec),
    news: ink(0xd9_c8ff),
};

/// At least 7 to 1 on white.
pub const HIGH_ON_LIGHT: Palette = Palette {
    paper: rgb(0xff_ffff),
    text: rgb(0x00_0000),
    plain: Some(ink(0x00_0000)),
    strong: Some(ink(0x00_0000)),
    dim: ink(0x3a_4048),
    rule: ink(0x6b_7382),
    accent: ink(0x00_406b),
    good: ink(0x12_4d00),
    // The nearest of the 256 has less than 7 to 1.
    warn: Ink { rgb: rgb(0x57_3a00), cube: 53 },
    bad: ink(0x8f_0010),
    today: ink(0x7a_005c),
    news: Ink { rgb: rgb(0x3d_1f99), cube: 18 },
};

/// For people without red and green as two: blue is good, yellow and orange are not. After the palette of Okabe and
/// Ito (2008) and the deuteranopia themes of the Modus themes.
pub const DEUTERANOPIA_ON_DARK: Palette = Palette {
    accent: ink(0x79_b0b4),
    good: ink(0x4f_a8ff),
    warn: ink(0xf5_f06a),
    bad: ink(0xee_9c5c),
    today: ink(0xf2_c4ff),
    news: ink(0xf2_c4ff),
    ..DARK
};

/// The same on light.
pub const DEUTERANOPIA_ON_LIGHT: Palette = Palette {
    accent: ink(0x3f_6482),
    good: ink(0x08_2e70),
    warn: ink(0x6b_6000),
    bad: ink(0x5c_2000),
    today: ink(0x5b_1ff0),
    news: ink(0x5b_1ff0),
    ..LIGHT
};

/// For people without blue and yellow as two: green-blue is good, red is not. After the tritanopia themes of Modus.
pub const TRITANOPIA_ON_DARK: Palette = Palette {
    accent: ink(0x6b_b0e0),
    good: ink(0x7f_f0d4),
    warn: ink(0xc0_a060),
    bad: ink(0xff_7b66),
    today: ink(0xf0_aef8),
    news: ink(0xf0_aef8),
    ..DARK
};

/// The same on light.
pub const TRITANOPIA_ON_LIGHT: Palette = Palette {
    accent: ink(0x0b_2f8f),
    good: ink(0x12_706c),
    warn: ink(0x6a_5500),
    bad: ink(0x8f_0a1a),
    today: ink(0x7a_1f80),
    news: ink(0x7a_1f80),
    ..LIGHT
};

/// The nearest of the 6x6x6 cube or the grey ramp.
const fn cube((r, g, b): Rgb) -> u8 {
    const fn step(v: u8) -> u8 {
        match v {
            0..48 => 0,
            48..115 => 1,
            _ => (v - 35) / 40,
        }
    }
    const fn level(step: u8) -> i32 {
        if step == 0 { 0 } else { 55 + 40 * step as i32 }
    }
    const fn far(a: (i32, i32, i32), b: (i32, i32, i32)) -> i32 {
        (a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1) + (a.2 - b.2) * (a.2 - b.2)
    }
    let wanted = (r as i32, g as i32, b as i32);
    let (sr, sg, sb) = (step(r), step(g), step(b));
    let mean = (wanted.0 + wanted.1 + wanted.2) / 3;
    let grey = if mean < 8 {
        0
    } else if mean > 238 {
        23
    } else {
        ((mean - 8) / 10) as u8
    };
    let of_grey = 8 + 10 * grey as i32;
    if far((of_grey, of_grey, of_grey), wanted) < far((level(sr), level(sg), level(sb)), wanted) {
        232 + grey
    } else {
        16 + 36 * sr + 6 * sg + sb
    }
}
