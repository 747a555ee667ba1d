//! What a filter asks for: its clauses, with every value read as what its field holds, or what is wrong with them.

use super::askable::{Askable, Computed, THERE, askable_names, is_of_no_entry};
use super::grammar::{Clause, NOTHING, Op, Said, Typed, clauses};
use super::{Day, Duration, Kinds, Shape, When};
use crate::problem::{did_you_mean, nearest};
use crate::text::{one_line, width};
use std::fmt;
use std::ops::Range;

/// So many clauses are looked at; nobody types more.
const MOST: usize = 64;

/// What a filter asks for. All of it must hold.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The clauses, in their order.
    pub parts: Vec<Part>,
}

/// One clause.
#[derive(Debug, Clone)]
pub struct Part {
    /// Where it stands.
    pub at: Range<usize>,
    /// It must not hold.
    pub not: bool,
    /// What it asks.
    pub test: Test,
}

/// What a clause asks of an entry.
#[derive(Debug, Clone)]
pub enum Test {
    /// A word, or several in quotes, which must then stand there as they are.
    Word(Typed),
    /// One of these fields is there.
    There(Vec<Askable>),
    /// A field has one of these values.
    Has(Box<Askable>, Vec<Choice>),
}

/// One value that is asked for.
#[derive(Debug, Clone)]
pub struct Choice {
    /// As it was typed.
    pub typed: Typed,
    /// What it is.
    pub value: Sought,
}

/// What a value that is asked for is.
#[derive(Debug, Clone, PartialEq)]
pub enum Sought {
    /// The field is absent.
    Nothing,
    /// A text that stands in it, or that it is.
    Text(Op),
    /// One of these words.
    Words(Vec<&'static str>),
    /// An entry whose id or name has what was typed, or is that.
    Entry(Op, Kinds),
    /// A number.
    Number(Op, f64),
    /// How likely something is, as a level from 1 to 5.
    Level(Op, f64),
    /// The same as a probability.
    Probability(Op, f64),
    /// A date.
    Date(Op, Moment),
    /// A number of days.
    Days(Op, u32),
}

/// A date that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// As precise as it was typed.
    When(When),
    /// So many days after today.
    Today(i32),
}

impl Moment {
    /// From `2026-Q3`, `today`, `today+4w` or `today-10d`, in capital letters or small ones.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.to_ascii_uppercase();
        let Some(rest) = text.strip_prefix("TODAY") else {
            return When::parse(&text).map(Self::When);
        };
        let days = |text: &str| Duration::parse(&text.to_ascii_lowercase()).map(|duration| duration.days as i32);
        match (rest.strip_prefix('+'), rest.strip_prefix('-')) {
            (Some(after), _) => days(after).map(Self::Today),
            (_, Some(before)) => days(before).map(|days| Self::Today(-days)),
            _ => rest.is_empty().then_some(Self::Today(0)),
        }
    }

    /// The interval of days that it means.
    pub fn on(self, today: Day) -> When {
        match self {
            Self::When(when) => when,
            Self::Today(days) => When::day(today.plus(days)),
        }
    }
}

/// What is wrong with a filter, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The bytes of the filter that are meant.
    pub at: Range<usize>,
    /// What is wrong, and what to do.
    pub message: String,
}

impl Wrong {
    /// The message, and below it the filter with what is meant underlined.
    pub fn pointed(&self, filter: &str) -> String {
        let line = one_line(filter);
        // Where the filter holds more than a line can show, places in it are not places in the line.
        if line != filter {
            return format!("{}\n  {line}", self.message);
        }
        let (before, meant) = (width(&filter[..self.at.start]), width(&filter[self.at.clone()]).max(1));
        format!("{}\n  {line}\n  {}{}", self.message, " ".repeat(before), "^".repeat(meant))
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Asked {
    /// Reads a filter for entries of some kinds. What asks for nothing yet, a field without a value, holds for all.
    pub fn new(text: &str, scope: Kinds) -> Result<Self, Wrong> {
        let clauses = clauses(text);
        if let Some(more) = clauses.get(MOST) {
            let message = format!("a filter has {MOST} parts at most");
            return Err(Wrong { at: more.at.start..text.len(), message });
        }
        let mut parts = Vec::new();
        for clause in clauses {
            let (at, not) = (clause.at.clone(), clause.not);
            if let Some(test) = test(clause, scope)? {
                parts.push(Part { at, not, test });
            }
        }
        Ok(Self { parts })
    }

    /// Whether everything fits.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

fn test(clause: Clause, scope: Kinds) -> Result<Option<Test>, Wrong> {
    let (name, op, values) = match clause.said {
        Said::Word(word) => return Ok((!word.text.trim().is_empty()).then_some(Test::Word(word))),
        Said::Field(name, op, values) => (name, op, values),
    };
    let known = name.text.to_lowercase();
    if known == THERE {
        let fields = values.iter().map(|value| field(&value.text.to_lowercase(), value.at.clone(), scope));
        let fields = fields.collect::<Result<Vec<_>, _>>()?;
        if op != Op::Has {
            return Err(wrong(clause.at, format!("`{THERE}` is asked as {THERE}:FIELD")));
        }
        return Ok((!fields.is_empty()).then_some(Test::There(fields)));
    }
    let field = field(&known, name.at, scope)?;
    if op.orders() && values.len() > 1 {
        let at = values[0].at.start..clause.at.end;
        return Err(wrong(at, format!("`{}` compares with one value; with `:` there may be several", op.sign())));
    }
    let wanted = values.into_iter().map(|typed| {
        let value = if typed.quoted || !typed.text.eq_ignore_ascii_case(NOTHING) || op.orders() {
            sought(&field, op, &typed, scope)?
        } else {
            Sought::Nothing
        };
        Ok(Choice { typed, value })
    });
    let wanted = wanted.collect::<Result<Vec<_>, Wrong>>()?;
    Ok((!wanted.is_empty()).then(|| Test::Has(Box::new(field), wanted)))
}

/// The field of that name. What no entry has, and what none of those in question has, is told apart.
fn field(name: &str, at: Range<usize>, scope: Kinds) -> Result<Askable, Wrong> {
    if let Some(field) = Askable::named(name, scope) {
        return Ok(field);
    }
    if let Some(elsewhere) = Askable::named(name, Kinds::ANY) {
        let message = format!("{} has no `{name}`; {} has", scope.words(), elsewhere.kinds().words());
        return Err(wrong(at, message));
    }
    let names = askable_names(scope);
    let near = nearest(name, names.iter().copied()).map(|near| format!("`{near}`"));
    let remedy = match near {
        Some(_) => did_you_mean(near),
        None if is_of_no_entry(name) => ": it belongs to no entry".to_owned(),
        None => "; put it in quotes to look for it as a word".to_owned(),
    };
    Err(wrong(at, format!("there is no field `{name}`{remedy}")))
}

fn wrong(at: Range<usize>, message: String) -> Wrong {
    Wrong { at, message }
}

/// Reads a value as what the field holds.
fn sought(field: &Askable, op: Op, typed: &Typed, scope: Kinds) -> Result<Sought, Wrong> {
    let (name, text) = (field.name, typed.text.trim());
    let bad = |message: String| wrong(typed.at.clone(), message);
    let unordered = |what: &str| Err(bad(format!("`{name}` is {what}: ask with `:` or `=`, not with `{}`", op.sign())));
    let number = || -> Result<f64, Wrong> {
        let days = field.computed == Some(Computed::Slack);
        let plain = text.strip_suffix(if days { 'd' } else { '%' }).unwrap_or(text);
        let read = plain.parse::<f64>().ok().filter(|number| number.is_finite());
        read.ok_or_else(|| bad(format!("`{text}` is no number, and `{name}` is one")))
    };
    match field.shape() {
        Shape::Text
        | Shape::Url
        | Shape::Id
        | Shape::Facts
        | Shape::Flag
        | Shape::Keys
        | Shape::Filter
        | Shape::FieldName => {
            if op.orders() {
                unordered("text")
            } else {
                Ok(Sought::Text(op))
            }
        }
        Shape::Word(..) if op.orders() => unordered("a word"),
        Shape::Word(..) => words(field, op, text, scope).map_err(bad),
        Shape::Link(_) if op.orders() => unordered("a reference"),
        Shape::Link(kinds) => Ok(Sought::Entry(op, kinds)),
        Shape::Date => Moment::parse(text).map(|moment| Sought::Date(op, moment)).ok_or_else(|| {
            bad(format!("`{text}` is no date; write 2026-03-16, 2026-03, 2026-Q3, 2026-H2, 2026 or today"))
        }),
        Shape::Duration | Shape::Estimate => Duration::parse(&text.to_ascii_lowercase())
            .map(|duration| Sought::Days(op, duration.days))
            .ok_or_else(|| bad(format!("`{text}` is no duration; write 10d or 6w"))),
        Shape::Whole(from, to) => {
            let number = number()?;
            if number < from as f64 || number > to as f64 {
                let range = if to == i64::MAX { format!("{from} or more") } else { format!("{from} to {to}") };
                return Err(bad(format!("`{name}` is {range}, never {text}")));
            }
            Ok(Sought::Number(op, number))
        }
        Shape::Share => {
            number().map(|share| Sought::Number(op, if text.ends_with('%') { share / 100.0 } else { share }))
        }
        Shape::Likelihood => {
            let number = if text.ends_with('%') { number()? / 100.0 } else { number()? };
            let is_share = text.contains(['.', '%']);
            match number {
                p if is_share && (0.0..=1.0).contains(&p) => Ok(Sought::Probability(op, p)),
                level if !is_share && (1.0..=5.0).contains(&level) => Ok(Sought::Level(op, level)),
                _ => Err(bad(format!("`{name}` is 1 to 5, or a probability such as 0.35, never {text}"))),
            }
        }
        // A list holds no lists.
        Shape::List(_) => Ok(Sought::Text(op)),
    }
}

/// The words of a closed list that are meant: the one that it is, else those that have it in them.
fn words(field: &Askable, op: Op, text: &str, scope: Kinds) -> Result<Sought, String> {
    let wanted = text.to_lowercase().replace([' ', '_'], "-");
    let known = field.words(scope);
    let mut found: Vec<&'static str> = known.iter().map(|(word, _)| *word).filter(|word| *word == wanted).collect();
    if found.is_empty() && op == Op::Has {
        found = known.iter().map(|(word, _)| *word).filter(|word| word.contains(&wanted)).collect();
    }
    if !found.is_empty() {
        return Ok(Sought::Words(found));
    }
    let list: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
    let near = nearest(&wanted, list.iter().copied()).map(|near| format!("`{near}`"));
    Err(format!("`{text}` is none of {}{}", list.join(", "), did_you_mean(near)))
}
