//! The type of a field is its parser, its shape and its print.

use super::{Asked, Atom, Datum, Day, Duration, Estimate, Id, Kinds, Link, Reader, Shape, When, Wrong};
use crate::problem::{Code, Problem};
use crate::text::{Span, clean, one_line};
use toml::Spanned;
use toml::de::DeValue;

/// A type that a field can have.
pub trait Value: Sized {
    /// What may stand there.
    const SHAPE: Shape;
    /// Whether the field must be there.
    const REQUIRED: bool = true;
    /// Reads what stands there; `None` when it cannot be read, which is then told.
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self>;
    /// What an absent field means, if it may be absent.
    fn absent() -> Option<Self> {
        None
    }
    /// Calls `visit` with every reference in it.
    fn links(&self, _visit: &mut dyn FnMut(Kinds, &Id, Span)) {}
    /// Calls `visit` with every text in it that a reader may look for.
    fn texts(&self, _visit: &mut dyn FnMut(&str)) {}
    /// Calls `visit` with every value in it; with none if it is absent.
    fn see<'a>(&'a self, visit: &mut dyn FnMut(Atom<'a>));
    /// As data.
    fn datum(&self) -> Datum;
}

impl Value for String {
    const SHAPE: Shape = Shape::Text;
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.text(value, "text").map(|text| clean(text).trim().to_owned())
    }
    fn texts(&self, visit: &mut dyn FnMut(&str)) {
        visit(self);
    }
    fn see<'a>(&'a self, visit: &mut dyn FnMut(Atom<'a>)) {
        visit(Atom::Text(self));
    }
    fn datum(&self) -> Datum {
        Datum::Text(self.clone())
    }
}

impl Value for bool {
    const SHAPE: Shape = Shape::Flag;
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(*flag);
        }
        reader.wrong_type(value, "true or false");
        None
    }
    fn see<'a>(&'a self, visit: &mut dyn FnMut(Atom<'a>)) {
        visit(Atom::Word(if *self { "true" } else { "false" }));
    }
    fn datum(&self) -> Datum {
        Datum::Text(self.to_string())
    }
}

/// A filter, as it is typed behind `/`; one that cannot be understood is told at the piece that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter(pub String);

impl Filter {
    /// Where it is told what a filter can be.
    pub const REMEDY: &'static str = "docs/filter.md tells what can be asked for";

    /// Where the piece stands that is wrong with it, by where the whole of it stands, quotes included.
    pub fn piece(&self, wrong: &Wrong, whole: Span) -> Span {
        // Where nothing in the quotes stands for something else, a place in the text is a place in the file.
        if whole.range().len() != self.0.len() + 2 {
            return whole;
        }
        let start = whole.start as usize + 1;
        Span::new(whole.file, start + wrong.at.start..start + wrong.at.end)
    }
}

impl Value for Filter {
    const SHAPE: Shape = Shape::Filter;
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = one_line(reader.text(value, "a filter")?).into_owned();
        let Err(wrong) = Asked::new(&text, Kinds::ANY) else { return Some(Self(text)) };
        let text = Self(text);
        let at = text.piece(&wrong, reader.span(value));
        reader.tell(Problem::new(Code::E024, at, wrong.message).remedy(Self::REMEDY.to_owned()));
        None
    }
    fn see<'a>(&'a self, visit: &mut dyn FnMut(Atom<'a>)) {
        visit(Atom::Text(&self.0));
    }
    fn datum(&self) -> Datum {
        Datum::Text(self.0.clone())
    }
}

impl Value for Id {
    const SHAPE: Shape = Shape::Id;
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(value, "an id")?;
        if Self::is_valid(text) {
            return Some(Self::new(text));
        }
        let problem = Problem::new(Code::E015, reader.span(value), format!("`{text}` is no id"));
        reader.tell(problem.remedy(Self::like(text).map(|id| format!("write \"{id}\""))));
        None
    }
    fn texts(&self, visit: &mut dyn FnMut(&str)) {
        visit(self.as_str());
    }
    fn see<'a>(&'a self, visit: &mut dyn FnMut(Atom<'a>)) {
        visit(Atom::Text(self.as_str()));
    }
    fn datum(&self) -> Datum {
        Datum::Text(self.as_str().to_owned())
    }
}

impl<const TO: u16> Value for Link<TO> {
    const SHAPE: Shape = Shape::Link(Kinds(TO));
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let at = reader.span(value);
        reader.text(value, "an id").map(|text| Self { id: Id::new(text), at })
    }
    fn links(&self, visit: &mut dyn FnMut(Kinds, &Id, Span)) {
        visit(Kinds(TO), &self.id, self.at);
    }
    fn see<'a>(&'a self, visit: &mut dyn FnMut(Atom<'a>)) {
        visit(Atom::Link(&self.id));
    }
    fn datum(&self) -> Datum {
        Datum::Links(vec![self.id.clone()])
    }
}

impl Value for When {
    const SHAPE: Shape = Shape::Date;
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let found = match value.get_ref() {
            DeValue::Datetime(toml::value::Datetime { date: Some(date), time: None, offset: None }) => {
                Day::new(date.year as i16, date.month as i8, date.day as i8).map(Self::day)
            }
            DeValue::Datetime(_) => {
                reader.tell(
                    Problem::new(Code::E014, reader.span(value), "a date has no time of day here")
                        .remedy("write the day alone, as 2026-03-16".to_owned()),
                );
                return None;
            }
            _ => Self::parse(reader.text(value, "a date")?),
        };
        if found.is_none() {
            let message = format!("`{}` is no date", value.get_ref().as_str().unwrap_or_default());
            reader.tell(Problem::new(Code::E014, reader.span(value), message).remedy("write 2026-03-16, \"2026-03\", \"2026-Q3\", \"2026-H2\" or \"2026\"; leave it out when it is not known".to_owned()));
        }
        found
    }
    fn texts(&self, visit: &mut dyn FnMut(&str)) {
        visit(&self.to_string());
    }
    fn see<'a>(&'a self, visit: &mut dyn FnMut(Atom<'a>)) {
        visit(Atom::Date(*self));
    }
    fn datum(&self) -> Datum {
        Datum::Text(self.to_string())
    }
}

impl Value for Duration {
    const SHAPE: Shape = Shape::Duration;
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(value, "a duration")?;
        let found = Self::parse(text);
        if found.is_none() {
            reader.tell(
                Problem::new(Code::E017, reader.span(value), format!("`{text}` is no duration"))
                    .remedy("write days as \"10d\" or weeks as \"6w\"".to_owned()),
            );
        }
        found
    }
    fn see<'a>(&'a self, visit: &mut dyn FnMut(Atom<'a>)) {
        visit(Atom::Days(*self));
    }
    fn datum(&self) -> Datum {
        Datum::Text(self.to_string())
    }
}

impl Value for Estimate {
    const SHAPE: Shape = Shape::Estimate;
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let DeValue::Table(table) = value.get_ref() else {
            reader.wrong_type(value, "{ low = …, likely = …, high = … }");
            return None;
        };
        let mut points = [None; 3];
        for (key, point) in table {
            match ["low", "likely", "high"].iter().position(|name| *name == key.get_ref().as_ref()) {
                Some(i) => points[i] = Some(Duration::read(point, reader)),
                None => reader.unknown(key, ["low", "likely", "high"].into_iter()),
            }
        }
        if points.iter().any(Option::is_none) {
            reader.tell(
                Problem::new(Code::E010, reader.span(value), "an estimate needs low, likely and high")
                    .remedy(format!("as {}", Self::EXAMPLE)),
            );
        }
        let [Some(Some(low)), Some(Some(likely)), Some(Some(high))] = points else {
            return None;
        };
        if low > likely || likely > high {
            reader.tell(
                Problem::new(
                    Code::E019,
                    reader.span(value),
                    format!("low {low}, likely {likely} and high {high} are out of order"),
                )
                .remedy("write them from short to long".to_owned()),
            );
            return None;
        }
        Some(Self { low, likely, high })
    }
    fn see<'a>(&'a self, visit: &mut dyn FnMut(Atom<'a>)) {
        visit(Atom::Days(self.likely));
    }
    fn datum(&self) -> Datum {
        Datum::Pairs(
            [("low", self.low), ("likely", self.likely), ("high", self.high)]
                .map(|(k, v)| (k.to_owned(), v.to_string()))
                .to_vec(),
        )
    }
}

/// A whole number from `MIN` to `MAX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole<const MIN: i64, const MAX: i64>(pub i64);

impl<const MIN: i64, const MAX: i64> Value for Whole<MIN, MAX> {
    const SHAPE: Shape = Shape::Whole(MIN, MAX);
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let DeValue::Integer(_) = value.get_ref() else {
            reader.wrong_type(value, "a whole number");
            return None;
        };
        match number(value.get_ref()) {
            Some(n) if n >= MIN as f64 && n <= MAX as f64 => Some(Self(n as i64)),
            _ => {
                reader.tell(
                    Problem::new(Code::E016, reader.span(value), "number out of range")
                        .remedy(format!("write a whole number from {MIN} to {MAX}")),
                );
                None
            }
        }
    }
    fn see<'a>(&'a self, visit: &mut dyn FnMut(Atom<'a>)) {
        visit(Atom::Number(self.0 as f64));
    }
    fn datum(&self) -> Datum {
        Datum::Whole(self.0)
    }
}

/// A share from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share(pub f64);

impl Value for Share {
    const SHAPE: Shape = Shape::Share;
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let Some(share) = number(value.get_ref()) else {
            reader.wrong_type(value, "a number from 0 to 1");
            return None;
        };
        if !(0.0..=1.0).contains(&share) {
            reader.tell(
                Problem::new(Code::E016, reader.span(value), "a share lies between 0 and 1")
                    .remedy("write 0.8 for 80 %".to_owned()),
            );
            return None;
        }
        Some(Self(share))
    }
    fn see<'a>(&'a self, visit: &mut dyn FnMut(Atom<'a>)) {
        visit(Atom::Number(self.0));
    }
    fn datum(&self) -> Datum {
        Datum::Number(self.0)
    }
}

/// How likely a risk is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Likelihood {
    /// 1 to 5.
    Level(u8),
    /// A probability from 0 to 1.
    Probability(f64),
}

impl Likelihood {
    /// The probability; that of a level is its middle.
    pub fn probability(self) -> f64 {
        match self {
            Self::Level(level) => f64::from(level).mul_add(0.2, -0.1),
            Self::Probability(p) => p,
        }
    }

    /// The level from 1 to 5; a probability falls into the level whose middle (.1 .3 .5 .7 .9) is nearest.
    pub fn level(self) -> u8 {
        match self {
            Self::Level(level) => level,
            Self::Probability(p) => ((p * 5.0).floor() as u8 + 1).min(5),
        }
    }
}

impl Value for Likelihood {
    const SHAPE: Shape = Shape::Likelihood;
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let found = match (value.get_ref(), number(value.get_ref())) {
            (DeValue::Integer(_), Some(n)) if (1.0..=5.0).contains(&n) => Some(Self::Level(n as u8)),
            (DeValue::Float(_), Some(p)) if (0.0..=1.0).contains(&p) => Some(Self::Probability(p)),
            (DeValue::Integer(_) | DeValue::Float(_), _) => None,
            _ => {
                reader.wrong_type(value, "a number");
                return None;
            }
        };
        if found.is_none() {
            reader.tell(
                Problem::new(Code::E016, reader.span(value), "no likelihood")
                    .remedy("write a level from 1 to 5, or a probability such as 0.35".to_owned()),
            );
        }
        found
    }
    fn see<'a>(&'a self, visit: &mut dyn FnMut(Atom<'a>)) {
        visit(Atom::Likelihood(*self));
    }
    fn datum(&self) -> Datum {
        match *self {
            Self::Level(level) => Datum::Whole(level.into()),
            Self::Probability(p) => Datum::Number(p),
        }
    }
}

/// Integer or float as a number; `None` for anything else, and for what is no number.
fn number(value: &DeValue<'_>) -> Option<f64> {
    let number = match value {
        DeValue::Integer(n) => i64::from_str_radix(&n.as_str().replace('_', ""), n.radix()).ok()? as f64,
        DeValue::Float(n) => n.as_str().replace('_', "").parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

impl<T: Value> Value for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const REQUIRED: bool = false;
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        T::read(value, reader).map(Some)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
    fn links(&self, visit: &mut dyn FnMut(Kinds, &Id, Span)) {
        if let Some(value) = self {
            value.links(visit);
        }
    }
    fn texts(&self, visit: &mut dyn FnMut(&str)) {
        if let Some(value) = self {
            value.texts(visit);
        }
    }
    fn see<'a>(&'a self, visit: &mut dyn FnMut(Atom<'a>)) {
        if let Some(value) = self {
            value.see(visit);
        }
    }
    fn datum(&self) -> Datum {
        self.as_ref().map_or(Datum::Absent, Value::datum)
    }
}

impl<T: Value> Value for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);
    const REQUIRED: bool = false;
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let DeValue::Array(items) = value.get_ref() else {
            reader.wrong_type(value, "a list");
            return None;
        };
        let mut out = Self::with_capacity(items.len());
        out.extend(items.iter().filter_map(|item| T::read(item, reader)));
        Some(out)
    }
    fn absent() -> Option<Self> {
        Some(Self::new())
    }
    fn links(&self, visit: &mut dyn FnMut(Kinds, &Id, Span)) {
        for value in self {
            value.links(visit);
        }
    }
    fn texts(&self, visit: &mut dyn FnMut(&str)) {
        for value in self {
            value.texts(visit);
        }
    }
    fn see<'a>(&'a self, visit: &mut dyn FnMut(Atom<'a>)) {
        for value in self {
            value.see(visit);
        }
    }
    fn datum(&self) -> Datum {
        if self.is_empty() {
            return Datum::Absent;
        }
        let mut links = Vec::new();
        let mut texts = Vec::new();
        let mut pairs = Vec::new();
        for value in self {
            match value.datum() {
                Datum::Links(ids) => links.extend(ids),
                Datum::Text(text) => texts.push(text),
                Datum::Pairs(more) => pairs.extend(more),
                Datum::Whole(n) => texts.push(n.to_string()),
                Datum::Number(n) => texts.push(n.to_string()),
                Datum::Absent | Datum::List(_) => {}
            }
        }
        match (links.is_empty(), pairs.is_empty()) {
            (false, _) => Datum::Links(links),
            (_, false) => Datum::Pairs(pairs),
            _ => Datum::List(texts),
        }
    }
}

/// A closed list of words.
macro_rules! words {
    ($(#[$meta:meta])* $type:ident { $(#[doc = $doc:literal] $(#[$mark:meta])? $variant:ident $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $type { $(#[doc = $doc] $(#[$mark])? $variant),* }
        impl $type {
            /// Every word, in order.
            pub const WORDS: &'static [&'static str] = &[$($word),*];
            /// What each means.
            pub const MEANINGS: &'static [&'static str] = &[$($doc),*];
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The word for it.
            pub fn word(self) -> &'static str { Self::WORDS[self as usize] }
            /// What a word means.
            pub fn named(word: &str) -> Option<Self> {
                Self::WORDS.iter().position(|w| *w == word).map(|i| Self::ALL[i])
            }
        }
        impl $crate::model::Value for $type {
            const SHAPE: $crate::model::Shape = $crate::model::Shape::Word(Self::WORDS, Self::MEANINGS);
            fn read(value: &toml::Spanned<toml::de::DeValue<'_>>, reader: &mut $crate::model::Reader<'_>) -> Option<Self> {
                reader.word(value, Self::WORDS).map(|i| Self::ALL[i])
            }
            fn texts(&self, visit: &mut dyn FnMut(&str)) { visit(self.word()); }
            fn see<'a>(&'a self, visit: &mut dyn FnMut($crate::model::Atom<'a>)) {
                visit($crate::model::Atom::Word(self.word()));
            }
            fn datum(&self) -> $crate::model::Datum { $crate::model::Datum::Text(self.word().to_owned()) }
        }
    };
}
pub(crate) use words;
