/// Something that has begun and not ended at some place of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// Where it begins.
    pub at: usize,
    /// How it begins: a bracket, or the three quotes of a text of several lines.
    pub sign: &'static str,
}

impl Open {
    /// What would end it.
    pub fn end(self) -> &'static str {
        match self.sign {
            "[" => "]",
            "{" => "}",
            quotes => quotes,
        }
    }
}

/// What is open at `at`, the innermost last. A text of one line ends with its line, as far as this goes.
pub fn open_at(text: &str, at: usize) -> Vec<Open> {
    let bytes = text.as_bytes();
    let at = at.min(bytes.len());
    let mut open: Vec<Open> = Vec::new();
    let (mut i, mut line_begins) = (0, true);
    while i < at {
        let rest = &bytes[i..];
        if let Some(Open { sign: quotes @ ("\"\"\"" | "'''"), .. }) = open.last().copied() {
            if rest.starts_with(quotes.as_bytes()) {
                open.pop();
                i += 3;
            } else {
                i += if rest[0] == b'\\' && quotes == "\"\"\"" { 2 } else { 1 };
            }
            continue;
        }
        let begins = std::mem::replace(&mut line_begins, false);
        match rest[0] {
            b'\n' => line_begins = true,
            b' ' | b'\t' | b'\r' => line_begins = begins,
            b'#' => i += until_line_end(rest) - 1,
            // A line that begins with a bracket while nothing is open is a header.
            b'[' if begins && open.is_empty() => i += until_line_end(rest) - 1,
            b'[' => open.push(Open { at: i, sign: "[" }),
            b'{' => open.push(Open { at: i, sign: "{" }),
            b']' | b'}' => drop(open.pop()),
            _ if rest.starts_with(b"\"\"\"") => {
                open.push(Open { at: i, sign: "\"\"\"" });
                i += 2;
            }
            _ if rest.starts_with(b"'''") => {
                open.push(Open { at: i, sign: "'''" });
                i += 2;
            }
            b'"' | b'\'' => i += string(rest) - 1,
            _ => {}
        }
        i += 1;
    }
    open
}

fn until_line_end(rest: &[u8]) -> usize {
    memchr::memchr(b'\n', rest).unwrap_or(rest.len()).max(1)
}

/// How long the text of one line is that begins here, with its quotes.
fn string(rest: &[u8]) -> usize {
    let mut i = 1;
    while let Some(byte) = rest.get(i) {
        match byte {
            b'\n' => return i,
            b'\\' if rest[0] == b'"' => i += 1,
            byte if *byte == rest[0] => return i + 1,
            _ => {}
        }
        i += 1;
    }
    rest.len()
}
