use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// Text from outside made safe to show: no control characters, no bidirectional overrides, nothing of zero
/// width that could hide or move text. Line breaks stay; tabs become spaces.
///
/// A terminal, a picture and a log all get text that went through here: a roadmap is written by several
/// organisations, and an escape sequence in one of its fields must never reach another's terminal.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| (b' '..=b'~').contains(&b) || b == b'\n') || !text.chars().any(unsafe_to_show) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push(' '),
            c if unsafe_to_show(c) => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The same on one line: line breaks become spaces.
pub fn one_line(text: &str) -> Cow<'_, str> {
    match clean(text) {
        text if !text.contains('\n') => text,
        text => Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}

/// Cells that a text takes on a terminal.
pub fn width(text: &str) -> usize {
    text.width()
}

/// Whether a character could move, hide or command something on a terminal.
pub fn unsafe_to_show(c: char) -> bool {
    match c {
        '\n' => false,
        // Variation selectors change the width of what stands before them, differently in each terminal.
        '\u{fe00}'..='\u{fe0f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}
