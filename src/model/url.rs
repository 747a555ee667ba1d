use super::{Atom, Datum, Reader, Shape, Value};
use crate::problem::{Code, Problem};
use toml::Spanned;
use toml::de::DeValue;

/// A web address that is safe to open: http, https or mailto, printable ASCII without spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url(pub String);

impl Url {
    /// Whether a text is one. No byte of such a one can end an escape sequence.
    pub fn is_valid(text: &str) -> bool {
        ["http://", "https://", "mailto:"].iter().any(|scheme| text.starts_with(scheme))
            && text.bytes().all(|byte| (b'!'..=b'~').contains(&byte))
    }
}

impl Value for Url {
    const SHAPE: Shape = Shape::Url;
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(value, "a web address")?;
        if Self::is_valid(text) {
            return Some(Self(text.to_owned()));
        }
        reader.tell(
            Problem::new(Code::E012, reader.span(value), "not a web address")
                .remedy("write http://…, https://… or mailto:…, without spaces".to_owned()),
        );
        None
    }
    fn texts(&self, visit: &mut dyn FnMut(&str)) {
        visit(&self.0);
    }
    fn see<'a>(&'a self, visit: &mut dyn FnMut(Atom<'a>)) {
        visit(Atom::Text(&self.0));
    }
    fn datum(&self) -> Datum {
        Datum::Text(self.0.clone())
    }
}
