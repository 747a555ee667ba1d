use super::value::Likelihood;
use super::{Duration, Id, When};

/// A field's value as data: what the detail, JSON and Markdown are made from.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// The field is not there.
    Absent,
    /// Text, cleaned.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number that may have a part behind the point.
    Number(f64),
    /// References, in the order of the file.
    Links(Vec<Id>),
    /// A list of texts.
    List(Vec<String>),
    /// Labels and values.
    Pairs(Vec<(String, String)>),
}

impl Datum {
    /// As text on one line; empty for nothing.
    pub fn words(&self) -> String {
        match self {
            Self::Absent => String::new(),
            Self::Text(text) => text.clone(),
            Self::Whole(n) => n.to_string(),
            Self::Number(n) => n.to_string(),
            Self::Links(ids) => ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", "),
            Self::List(texts) => texts.join(", "),
            Self::Pairs(pairs) => {
                pairs.iter().map(|(label, value)| format!("{label} {value}")).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

/// One value as it stands in an entry, borrowed: what filters and facets look at. Each item of a list is a value, and
/// so is each half of a label and its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Atom<'a> {
    /// Text, cleaned.
    Text(&'a str),
    /// A word of a closed list.
    Word(&'static str),
    /// A number.
    Number(f64),
    /// How likely something is.
    Likelihood(Likelihood),
    /// A date.
    Date(When),
    /// A number of days; of an estimate, the likely one.
    Days(Duration),
    /// A reference.
    Link(&'a Id),
}
