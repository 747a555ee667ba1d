use unicode_normalization::char::decompose_compatible;

/// A text as it is looked for: small letters without accents, one sign for all quotes and for all dashes.
/// `zurich` finds Zürich by it, `lodz` Łódź, `strasse` Straße.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold(text, &mut out);
    out
}

/// The same at the end of another text.
pub fn fold(text: &str, out: &mut String) {
    let mut rest = text;
    while !rest.is_empty() {
        let plain =
            if rest.is_ascii() { rest.len() } else { rest.bytes().position(|b| !b.is_ascii()).unwrap_or(rest.len()) };
        let start = out.len();
        out.push_str(&rest[..plain]);
        out[start..].make_ascii_lowercase();
        let mut after = rest[plain..].chars();
        if let Some(c) = after.next() {
            fold_char(c, &mut |c| out.push(c));
        }
        rest = after.as_str();
    }
}

/// Calls `tell` with what one character is looked for as: nothing for an accent that stands alone, two letters for
/// some.
pub fn fold_char(c: char, tell: &mut impl FnMut(char)) {
    if c.is_ascii() {
        return tell(c.to_ascii_lowercase());
    }
    let known = match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'ı' => "i",
        'ς' => "σ",
        '‘' | '’' | '‚' | '′' => "'",
        '“' | '”' | '„' | '«' | '»' => "\"",
        '‐'..='―' | '−' => "-",
        _ => "",
    };
    if !known.is_empty() {
        return known.chars().for_each(tell);
    }
    if is_whole(c) {
        return tell(c);
    }
    let mut parts = [c; MOST];
    let mut count = 0;
    decompose_compatible(c, |part| {
        if let Some(place) = parts.get_mut(count) {
            *place = part;
        }
        count += 1;
    });
    if count > MOST {
        return tell(c);
    }
    for part in parts[..count].iter().filter(|part| !is_accent(**part)) {
        part.to_lowercase().filter(|c| !is_accent(*c)).for_each(&mut *tell);
    }
}

/// What becomes longer than this stays as it is: a text must not grow out of bounds by being folded.
const MOST: usize = 4;

/// Whether a character would fall apart into letters that nobody types: Hangul, kana with their voice marks.
fn is_whole(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{3040}'..='\u{30ff}')
}

/// Whether a character is an accent on the letter before it.
pub fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}
