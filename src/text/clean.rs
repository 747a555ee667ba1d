use super::fold::is_accent;
use std::borrow::Cow;

/// Accents on one letter; with more, a letter runs over the lines above and below it.
const MOST_ACCENTS: usize = 4;

/// Text from outside made safe to show: no control characters, no bidirectional overrides, nothing of zero
/// width that could hide or move text, no more accents on a letter than languages have. Line breaks stay; tabs and what
/// else parts words become spaces.
///
/// A terminal, a picture and a log all get text that went through here: a roadmap is written by several
/// organisations, and an escape sequence in one of its fields must never reach another's terminal.
pub fn clean(text: &str) -> Cow<'_, str> {
    let touched = |c| unsafe_to_show(c) || is_accent(c);
    if text.bytes().all(|b| (b' '..=b'~').contains(&b) || b == b'\n') || !text.chars().any(touched) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut accents = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => continue,
            '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if unsafe_to_show(c) => continue,
            c if is_accent(c) => {
                accents += 1;
                if accents <= MOST_ACCENTS {
                    out.push(c);
                }
                continue;
            }
            c => out.push(c),
        }
        accents = 0;
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

/// Whether a character could move, hide or command something on a terminal.
pub fn unsafe_to_show(c: char) -> bool {
    match c {
        '\n' => false,
        // Variation selectors, and the tones of skin, change the width of what stands before them, differently in each
        // terminal.
        '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180f}' | '\u{1f3fb}'..='\u{1f3ff}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{61c}' => true,
        // What is not to be seen, or only at the end of a line; letters that are blank.
        '\u{ad}' | '\u{34f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{17b4}' | '\u{17b5}' => true,
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => true,
        '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' => true,
        c => c.is_control(),
    }
}
