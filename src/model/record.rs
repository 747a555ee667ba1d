//! A record is declared once, with `record!`: its reader, its fields, its links and its data come from that.

use super::{Atom, Common, Datum, Id, Kind, Kinds, Shape, Value};
use crate::problem::{Code, Problem, nearest};
use crate::text::{FileId, Span, clean};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// What is declared of a field.
#[derive(Debug)]
pub struct Field {
    /// Its name in the file.
    pub key: &'static str,
    /// What may stand there.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// Its description, a line each.
    pub doc: &'static [&'static str],
}

/// A table of the format.
pub trait Record: Sized {
    /// The name of the table in a file.
    const NAME: &'static str;
    /// What it is, a line each.
    const ABOUT: &'static [&'static str];
    /// Its own fields, without the common ones.
    const FIELDS: &'static [Field];
    /// Whether it may carry the common fields.
    const COMMON: bool;
    /// Reads a table whose header stands at `at`.
    fn read(table: &DeTable<'_>, at: Span, reader: &mut Reader<'_>) -> Option<Self>;
    /// Calls `visit` with every reference in it.
    fn links(&self, visit: &mut dyn FnMut(&'static str, Kinds, &Id, Span));
    /// Calls `visit` with every text in its own fields.
    fn own_texts(&self, visit: &mut dyn FnMut(&'static Field, &str));
    /// Calls `visit` with every value of a field of its own, by the number of the field.
    fn see<'a>(&'a self, field: usize, visit: &mut dyn FnMut(Atom<'a>));
    /// Calls `visit` with every field of its own and its value.
    fn own_data(&self, visit: &mut dyn FnMut(&'static Field, Datum));
}

/// What every entry with an id has.
pub trait Item {
    /// Its id.
    fn id(&self) -> &Id;
    /// What people call it.
    fn name(&self) -> &str;
    /// What it is.
    fn kind(&self) -> Kind;
    /// Where its header stands.
    fn at(&self) -> Span;
    /// What any entry may carry.
    fn common(&self) -> &Common;
    /// Calls `visit` with every text in it that a reader may look for, in the order of the format; references are
    /// not among them.
    fn texts(&self, visit: &mut dyn FnMut(&'static Field, &str));
    /// Calls `visit` with every value of a field of its own, by the number of the field among those of its kind.
    fn see<'a>(&'a self, field: usize, visit: &mut dyn FnMut(Atom<'a>));
    /// Calls `visit` with every field and its value, in the order of the format.
    fn data(&self, visit: &mut dyn FnMut(&'static Field, Datum));
    /// Calls `visit` with every reference in it.
    fn references(&self, visit: &mut dyn FnMut(&'static str, Kinds, &Id, Span));
}

/// How far a field was read: not there, there but not readable (and told), or read.
pub type Slot<T> = Option<Option<T>>;

/// Reads tables of one file and remembers what was wrong with them.
#[derive(Debug)]
pub struct Reader<'p> {
    /// The file that is read.
    pub file: FileId,
    /// The byte of the file at which the text that is read begins.
    pub base: usize,
    /// What was wrong so far.
    pub problems: &'p mut Vec<Problem>,
    /// References in entries that could not be read whole: they are followed all the same.
    pub orphans: &'p mut Vec<Reference>,
}

/// A reference: the field it stands in, what may stand there, what stands there, and where.
pub type Reference = (&'static str, Kinds, Id, Span);

impl Reader<'_> {
    /// The span of something in this file.
    pub fn span<T>(&self, value: &Spanned<T>) -> Span {
        let span = value.span();
        Span::new(self.file, self.base + span.start..self.base + span.end)
    }

    /// Remembers a problem.
    pub fn tell(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// The text of a value; anything else is told as the wrong type.
    pub fn text<'v>(&mut self, value: &'v Spanned<DeValue<'_>>, wanted: &str) -> Option<&'v str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong_type(value, wanted);
        }
        text
    }

    /// Tells that a value has the wrong type.
    pub fn wrong_type(&mut self, value: &Spanned<DeValue<'_>>, wanted: &str) {
        let is = match value.get_ref() {
            DeValue::String(_) => "text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("{wanted} is wanted here, this is {is}");
        self.tell(Problem::new(Code::E012, self.span(value), message).remedy(in_other_quotes(value.get_ref(), wanted)));
    }

    /// The position of a word in a list; a word that is not in it is told, with the nearest or all of them.
    pub fn word(&mut self, value: &Spanned<DeValue<'_>>, words: &'static [&'static str]) -> Option<usize> {
        let typed = self.text(value, "a word")?;
        let found = words.iter().position(|word| *word == typed);
        if found.is_none() {
            let near = nearest(typed, words.iter().copied());
            let remedy =
                near.map_or_else(|| "write one of these".to_owned(), |word| format!("did you mean \"{word}\"?"));
            let message = format!("`{}` is none of {}", clean(typed), words.join(", "));
            self.tell(Problem::new(Code::E013, self.span(value), message).remedy(remedy));
        }
        found
    }

    /// Tells that a field is unknown.
    pub fn unknown(&mut self, key: &Spanned<DeString<'_>>, known: impl Iterator<Item = &'static str>) {
        let typed: &str = key.get_ref().as_ref();
        let remedy = nearest(typed, known).map(|word| format!("did you mean `{word}`?"));
        self.tell(Problem::new(Code::E011, self.span(key), format!("unknown field `{}`", clean(typed))).remedy(remedy));
    }

    /// What a slot holds in the end; an absent field that must be there is told.
    pub fn finish<T: Value>(&mut self, slot: Slot<T>, key: &'static str, at: Span) -> Option<T> {
        match slot {
            Some(Some(value)) => Some(value),
            Some(None) => T::absent(),
            None => T::absent().or_else(|| {
                self.tell(
                    Problem::new(Code::E010, at, format!("missing field `{key}`"))
                        .remedy(format!("add a line {key} = …")),
                );
                None
            }),
        }
    }
}

/// How the same would be written as what is wanted, where that is a matter of quotes or brackets.
fn in_other_quotes(value: &DeValue<'_>, wanted: &str) -> Option<String> {
    let number = |text: &str| text.parse::<f64>().is_ok();
    match value {
        DeValue::String(text) if wanted.contains("number") && number(text.trim_end_matches('%').trim()) => {
            Some(format!("write {}", text.trim_end_matches('%').trim()))
        }
        DeValue::String(text) if wanted == "true or false" => match text.to_lowercase().as_str() {
            "true" | "yes" | "on" => Some("write true".to_owned()),
            "false" | "no" | "off" => Some("write false".to_owned()),
            _ => Some("write true or false".to_owned()),
        },
        DeValue::String(text) if wanted.contains("list") => Some(format!("write [\"{}\"]", clean(text))),
        DeValue::Integer(n) if wanted.contains("duration") => Some(format!("write \"{0}d\" or \"{0}w\"", n.as_str())),
        DeValue::Integer(n) if !wanted.contains(['{', '[']) && !wanted.contains("list") => {
            Some(format!("write \"{}\"", n.as_str()))
        }
        DeValue::Array(items) if items.len() == 1 && !wanted.contains("table") => {
            items[0].get_ref().as_str().map(|text| format!("write \"{}\"", clean(text)))
        }
        _ => None,
    }
}

/// Reads one entry of a list.
pub fn read_table<R: Record>(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<R> {
    let at = reader.span(value);
    let DeValue::Table(table) = value.get_ref() else {
        reader.wrong_type(value, "a table");
        return None;
    };
    R::read(table, at, reader)
}

macro_rules! record {
    (@common common $reader:ident $key:ident $value:ident $common:ident $fields:expr) => {
        if !$common.take($key.get_ref().as_ref(), $value, $reader) {
            $reader.unknown($key, $fields.iter().chain($crate::model::Common::FIELDS).map(|f| f.key));
        }
    };
    (@common alone $reader:ident $key:ident $value:ident $common:ident $fields:expr) => {
        $reader.unknown($key, $fields.iter().map(|f| f.key))
    };
    (@has common) => { true };
    (@has alone) => { false };
    (
        $(#[doc = $about:literal])*
        $type:ident $name:literal $mode:ident { $( $(#[doc = $doc:literal])* $field:ident: $ty:ty, )* }
    ) => {
        $(#[doc = $about])*
        #[derive(Debug, Clone)]
        pub struct $type {
            /// Where its header stands.
            pub at: $crate::text::Span,
            $( $(#[doc = $doc])* pub $field: $ty, )*
            /// What any entry may carry.
            pub common: $crate::model::Common,
        }

        impl $crate::model::Record for $type {
            const NAME: &'static str = $name;
            const ABOUT: &'static [&'static str] = &[$($about),*];
            const COMMON: bool = $crate::model::record!(@has $mode);
            const FIELDS: &'static [$crate::model::Field] = &[$( $crate::model::Field {
                key: stringify!($field),
                shape: <$ty as $crate::model::Value>::SHAPE,
                required: <$ty as $crate::model::Value>::REQUIRED,
                doc: &[$($doc),*],
            }, )*];
            fn read(table: &toml::de::DeTable<'_>, at: $crate::text::Span, reader: &mut $crate::model::Reader<'_>) -> Option<Self> {
                $( let mut $field: $crate::model::Slot<$ty> = None; )*
                #[allow(unused_mut)]
                let mut common = $crate::model::Common::default();
                for (key, value) in table {
                    match key.get_ref().as_ref() {
                        $( stringify!($field) => $field = Some(<$ty as $crate::model::Value>::read(value, reader)), )*
                        _ => { $crate::model::record!(@common $mode reader key value common Self::FIELDS) }
                    }
                }
                $( let $field = reader.finish($field, stringify!($field), at); )*
                $crate::model::FieldName::check(&common.members_only, &[Self::FIELDS, $crate::model::Common::FIELDS], reader);
                if !(true $( && $field.is_some() )*) {
                    let mut note = |field, to, id: &$crate::model::Id, at| reader.orphans.push((field, to, id.clone(), at));
                    $( if let Some(value) = &$field {
                        $crate::model::Value::links(value, &mut |to, id, at| note(stringify!($field), to, id, at));
                    } )*
                    common.links(&mut note);
                }
                Some(Self { at, $( $field: $field?, )* common })
            }
            fn links(&self, visit: &mut dyn FnMut(&'static str, $crate::model::Kinds, &$crate::model::Id, $crate::text::Span)) {
                $( $crate::model::Value::links(&self.$field, &mut |to, id, at| visit(stringify!($field), to, id, at)); )*
                self.common.links(visit);
            }
            fn own_texts(&self, visit: &mut dyn FnMut(&'static $crate::model::Field, &str)) {
                let mut fields = Self::FIELDS.iter();
                $( if let Some(field) = fields.next() {
                    $crate::model::Value::texts(&self.$field, &mut |text| visit(field, text));
                } )*
            }
            fn see<'a>(&'a self, field: usize, visit: &mut dyn FnMut($crate::model::Atom<'a>)) {
                let mut number = 0;
                $( if number == field { return $crate::model::Value::see(&self.$field, visit); } number += 1; )*
                let _ = number;
            }
            fn own_data(&self, visit: &mut dyn FnMut(&'static $crate::model::Field, $crate::model::Datum)) {
                let mut fields = Self::FIELDS.iter();
                $( if let Some(field) = fields.next() { visit(field, $crate::model::Value::datum(&self.$field)); } )*
            }
        }
    };
}
pub(crate) use record;

/// Fields that stand in no record of their own, and are taken one by one.
macro_rules! fields {
    ( $(#[doc = $about:literal])* $type:ident { $( $(#[doc = $doc:literal])* $field:ident: $ty:ty, )* } ) => {
        $(#[doc = $about])*
        #[derive(Debug, Clone, Default)]
        pub struct $type { $( $(#[doc = $doc])* pub $field: $ty, )* }

        impl $type {
            /// What is declared of them.
            pub const FIELDS: &'static [$crate::model::Field] = &[$( $crate::model::Field {
                key: stringify!($field),
                shape: <$ty as $crate::model::Value>::SHAPE,
                required: <$ty as $crate::model::Value>::REQUIRED,
                doc: &[$($doc),*],
            }, )*];
            /// Takes a field if it is one of them.
            pub fn take(&mut self, key: &str, value: &toml::Spanned<toml::de::DeValue<'_>>, reader: &mut $crate::model::Reader<'_>) -> bool {
                match key {
                    $( stringify!($field) => {
                        if let Some(read) = <$ty as $crate::model::Value>::read(value, reader) { self.$field = read; }
                        true
                    } )*
                    _ => false,
                }
            }
            /// Calls `visit` with every reference in them.
            pub fn links(&self, visit: &mut dyn FnMut(&'static str, $crate::model::Kinds, &$crate::model::Id, $crate::text::Span)) {
                $( $crate::model::Value::links(&self.$field, &mut |to, id, at| visit(stringify!($field), to, id, at)); )*
            }
            /// Calls `visit` with every text in them.
            pub fn texts(&self, visit: &mut dyn FnMut(&'static $crate::model::Field, &str)) {
                let mut fields = Self::FIELDS.iter();
                $( if let Some(field) = fields.next() {
                    $crate::model::Value::texts(&self.$field, &mut |text| visit(field, text));
                } )*
            }
            /// Calls `visit` with every value of one of them, by its number.
            pub fn see<'a>(&'a self, field: usize, visit: &mut dyn FnMut($crate::model::Atom<'a>)) {
                let mut number = 0;
                $( if number == field { return $crate::model::Value::see(&self.$field, visit); } number += 1; )*
                let _ = number;
            }
            /// Calls `visit` with every field and its value.
            pub fn data(&self, visit: &mut dyn FnMut(&'static $crate::model::Field, $crate::model::Datum)) {
                let mut fields = Self::FIELDS.iter();
                $( if let Some(field) = fields.next() { visit(field, $crate::model::Value::datum(&self.$field)); } )*
            }
        }
    };
}
pub(crate) use fields;
