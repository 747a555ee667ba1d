use super::{Atom, Datum, Field, Reader, Shape, Value};
use crate::problem::{Code, Problem, did_you_mean, nearest};
use crate::text::{Span, clean};
use toml::Spanned;
use toml::de::DeValue;

/// The name of a field of the entry in which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldName {
    /// The name.
    pub key: String,
    /// Where it stands.
    pub at: Span,
}

impl FieldName {
    /// Tells names of fields that entries of this sort do not have, and of those that must be there.
    pub fn check(names: &[Self], known: &[&[Field]], reader: &mut Reader<'_>) {
        for name in names {
            let mut all = known.iter().copied().flatten();
            let problem = match all.find(|field| field.key == name.key) {
                None => {
                    let near = nearest(&name.key, known.iter().copied().flatten().map(|field| field.key));
                    let near = did_you_mean(near.map(|near| format!("\"{near}\"")));
                    let message = format!("there is no field `{}` here{near}", clean(&name.key));
                    Problem::new(Code::E025, name.at, message)
                        .remedy("write the name of a field of this table".to_owned())
                }
                Some(field) if field.required => {
                    let message = format!("`{}` must be there, so that it cannot be hidden", name.key);
                    let remedy = "take it out; visibility = \"members\" hides the whole entry";
                    Problem::new(Code::E026, name.at, message).remedy(remedy.to_owned())
                }
                Some(_) => continue,
            };
            reader.tell(problem);
        }
    }
}

impl Value for FieldName {
    const SHAPE: Shape = Shape::FieldName;
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let at = reader.span(value);
        reader.text(value, "the name of a field").map(|key| Self { key: clean(key).into_owned(), at })
    }
    fn see<'a>(&'a self, visit: &mut dyn FnMut(Atom<'a>)) {
        visit(Atom::Text(&self.key));
    }
    fn datum(&self) -> Datum {
        Datum::Text(self.key.clone())
    }
}
