//! The grammar of filters: a text is clauses with spaces between them. Anything can be read; what it means, and whether
//! it means something, is looked at later.

use std::borrow::Cow;
use std::ops::Range;

/// How a field is compared with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// `:` has it.
    Has,
    /// `=` is it.
    Is,
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
}

impl Op {
    /// As they are typed; one that begins like another comes after it.
    pub const TYPED: [(&'static str, Self); 6] = [
        ("<=", Self::AtMost),
        (">=", Self::AtLeast),
        ("<", Self::Below),
        (">", Self::Above),
        (":", Self::Has),
        ("=", Self::Is),
    ];

    /// As it is typed.
    pub fn sign(self) -> &'static str {
        Self::TYPED.iter().find(|(_, op)| *op == self).map_or("", |(sign, _)| sign)
    }

    /// Whether it asks for an order.
    pub fn orders(self) -> bool {
        !matches!(self, Self::Has | Self::Is)
    }
}

/// A piece of text as it was typed, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// Its bytes, with the quotes.
    pub at: Range<usize>,
    /// The text, without them.
    pub text: String,
    /// It stood in quotes.
    pub quoted: bool,
}

/// One part of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its bytes, with the `!`.
    pub at: Range<usize>,
    /// It begins with `!`.
    pub not: bool,
    /// What stands behind that.
    pub said: Said,
}

/// What a clause says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A word, or several in quotes.
    Word(Typed),
    /// A field, and values with commas between them; none while nothing has been typed yet.
    Field(Typed, Op, Vec<Typed>),
}

/// The clauses of a filter, in their order.
pub fn clauses(text: &str) -> Vec<Clause> {
    let mut reader = Cursor { text, at: 0 };
    let mut out = Vec::new();
    loop {
        reader.skip(char::is_whitespace);
        if reader.rest().is_empty() {
            return out;
        }
        out.extend(reader.clause());
    }
}

/// A value as it has to be written so that it is read as that value, and not as anything else.
pub fn quoted(value: &str) -> Cow<'_, str> {
    let bare = |c: char| !c.is_whitespace() && !matches!(c, ',' | '"');
    if !value.is_empty() && value.chars().all(bare) && !NOTHING.eq_ignore_ascii_case(value) {
        return Cow::Borrowed(value);
    }
    Cow::Owned(format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// The value that stands for an absent field.
pub const NOTHING: &str = "none";

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip(&mut self, what: impl Fn(char) -> bool) {
        self.at += self.rest().find(|c| !what(c)).unwrap_or(self.rest().len());
    }

    fn take(&mut self, sign: &str) -> bool {
        let there = self.rest().starts_with(sign);
        self.at += if there { sign.len() } else { 0 };
        there
    }

    /// A clause; nothing for a `!` that stands alone.
    fn clause(&mut self) -> Option<Clause> {
        let start = self.at;
        let not = self.take("!");
        let said = match self.field() {
            Some((field, op, not_it)) => {
                let values = self.values();
                return Some(Clause { at: start..self.at, not: not != not_it, said: Said::Field(field, op, values) });
            }
            None if self.rest().starts_with('"') => Said::Word(self.quotes()),
            None => {
                let word = self.bare(char::is_whitespace);
                if word.text.is_empty() {
                    return None;
                }
                Said::Word(word)
            }
        };
        Some(Clause { at: start..self.at, not, said })
    }

    /// A field with the sign behind it, and whether that is `!=`. A letter comes first: `10:30` is a word.
    fn field(&mut self) -> Option<(Typed, Op, bool)> {
        let rest = self.rest();
        let name = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
        if !rest.starts_with(char::is_alphabetic) {
            return None;
        }
        let behind = &rest[name..];
        let (sign, op, not) = if behind.starts_with("!=") {
            ("!=", Op::Is, true)
        } else {
            let (sign, op) = Op::TYPED.into_iter().find(|(sign, _)| behind.starts_with(sign))?;
            (sign, op, false)
        };
        let field = Typed { at: self.at..self.at + name, text: rest[..name].to_owned(), quoted: false };
        self.at += name + sign.len();
        Some((field, op, not))
    }

    fn values(&mut self) -> Vec<Typed> {
        let mut out = Vec::new();
        loop {
            if self.rest().starts_with('"') {
                out.push(self.quotes());
            } else {
                let value = self.bare(|c| c.is_whitespace() || matches!(c, ',' | '"'));
                if !value.text.is_empty() {
                    out.push(value);
                }
            }
            if !self.take(",") {
                return out;
            }
        }
    }

    fn bare(&mut self, ends: impl Fn(char) -> bool) -> Typed {
        let start = self.at;
        self.skip(|c| !ends(c));
        Typed { at: start..self.at, text: self.text[start..self.at].to_owned(), quoted: false }
    }

    /// What stands in quotes, with `\"` for a quote in it; the last quote need not be there yet.
    fn quotes(&mut self) -> Typed {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        let mut chars = self.rest().chars();
        while let Some(c) = chars.next() {
            self.at += c.len_utf8();
            match c {
                '"' => break,
                '\\' => match chars.next() {
                    Some(next) => {
                        self.at += next.len_utf8();
                        if !matches!(next, '"' | '\\') {
                            text.push('\\');
                        }
                        text.push(next);
                    }
                    None => text.push('\\'),
                },
                c => text.push(c),
            }
        }
        Typed { at: start..self.at, text, quoted: true }
    }
}
