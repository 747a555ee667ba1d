use super::values::Values;
use super::word::Word;
use crate::edition::Facts;
use crate::model::{Askable, Asked, Choice, Computed, EntryIx, Kinds, Op, Sought, Test, Wrong};
use crate::plan::DEPENDENCIES;
use crate::problem::{did_you_mean, nearest};
use crate::text::folded;
use memchr::memmem::Finder;

/// What a filter asks of an edition: `mistral status:planned,blocked date<2026-Q4 !owner:none`. All parts must hold.
///
/// The grammar and the fields are those of [`Asked`]; here every reference is looked up.
#[derive(Debug)]
pub struct Query {
    pub(super) parts: Vec<Part>,
}

#[derive(Debug)]
pub(super) struct Part {
    pub(super) not: bool,
    pub(super) test: Check,
}

/// What is looked for in an entry.
#[derive(Debug)]
pub(super) enum Check {
    /// A word, which may have letters left out in a name.
    Word(Box<Word>),
    /// Words that stand in a text as they are.
    Phrase(Box<Finder<'static>>),
    /// One of some fields is there.
    There(Vec<Values>),
    /// A field has one of some values.
    Has(Values, Vec<Value>),
    /// The name or the id has a text.
    Named(Label, Vec<Value>),
    /// One of these entries stands in a field; where that may be absent too, how it is looked at.
    Refers(&'static str, Entries, Option<Values>),
    /// It is one of these entries itself; the same.
    Among(Entries, Option<Values>),
}

/// A text that every entry has, folded already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Name,
    Id,
}

/// A value that is looked for.
#[derive(Debug)]
pub(super) enum Value {
    Nothing,
    /// A folded text that stands in it, or that it is.
    Text(Box<Finder<'static>>, bool),
    Words(Vec<&'static str>),
    Number(Op, f64),
    Level(Op, f64),
    Probability(Op, f64),
    Date(Op, crate::model::When),
    Days(Op, f64),
}

/// A set of entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entries {
    bits: Vec<u64>,
}

impl Entries {
    /// None of so many.
    pub fn none(count: usize) -> Self {
        Self { bits: vec![0; count.div_ceil(64)] }
    }

    /// Puts one in.
    pub fn insert(&mut self, ix: EntryIx) {
        if let Some(bits) = self.bits.get_mut(ix.0 as usize / 64) {
            *bits |= 1 << (ix.0 % 64);
        }
    }

    /// Whether one is in it.
    pub fn contains(&self, ix: EntryIx) -> bool {
        self.bits.get(ix.0 as usize / 64).is_some_and(|bits| bits >> (ix.0 % 64) & 1 == 1)
    }

    /// Leaves only what is in the other set; turned round, only what is not.
    pub fn keep(&mut self, other: &Self, not: bool) {
        let turn = if not { u64::MAX } else { 0 };
        for (mine, other) in self.bits.iter_mut().zip(&other.bits) {
            *mine &= other ^ turn;
        }
    }

    /// How many are in it.
    pub fn count(&self) -> usize {
        self.bits.iter().map(|bits| bits.count_ones() as usize).sum()
    }
}

/// Among so many entries something near is looked for; all of a large file would take longer than a letter.
const NEAR: usize = 2_000;

impl Query {
    /// Reads what was typed, for entries of some kinds.
    pub fn new(typed: &str, facts: &Facts<'_>, scope: Kinds) -> Result<Self, Wrong> {
        let asked = Asked::new(typed, scope)?;
        let parts = asked.parts.into_iter().map(|part| Ok(Part { not: part.not, test: check(part.test, facts)? }));
        Ok(Self { parts: parts.collect::<Result<_, Wrong>>()? })
    }

    /// Whether everything matches.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

fn check(test: Test, facts: &Facts<'_>) -> Result<Check, Wrong> {
    let (field, choices) = match test {
        Test::Word(typed) if typed.quoted => return Ok(Check::Phrase(Box::new(finder(&typed.text)))),
        Test::Word(typed) => {
            let nothing = Check::Phrase(Box::new(finder("")));
            return Ok(Word::new(&typed.text).map_or(nothing, |word| Check::Word(Box::new(word))));
        }
        Test::There(fields) => return Ok(Check::There(fields.iter().map(Values::new).collect())),
        Test::Has(field, choices) => (field, choices),
    };
    if choices.iter().any(|choice| matches!(choice.value, Sought::Entry(..))) {
        return refers(&field, &choices, facts);
    }
    let values = choices.into_iter().map(|choice| value(choice, facts)).collect();
    Ok(match (field.computed, field.name) {
        (Some(Computed::Name), _) => Check::Named(Label::Name, values),
        (None, "id") => Check::Named(Label::Id, values),
        _ => Check::Has(Values::new(&field), values),
    })
}

fn finder(text: &str) -> Finder<'static> {
    Finder::new(folded(text.trim()).as_bytes()).into_owned()
}

fn value(choice: Choice, facts: &Facts<'_>) -> Value {
    match choice.value {
        Sought::Nothing | Sought::Entry(..) => Value::Nothing,
        Sought::Text(op) => Value::Text(Box::new(finder(&choice.typed.text)), op == Op::Is),
        Sought::Words(words) => Value::Words(words),
        Sought::Number(op, number) => Value::Number(op, number),
        Sought::Level(op, level) => Value::Level(op, level),
        Sought::Probability(op, p) => Value::Probability(op, p),
        Sought::Date(op, moment) => Value::Date(op, moment.on(facts.edition.today)),
        Sought::Days(op, days) => Value::Days(op, f64::from(days)),
    }
}

/// A reference: the entries that are meant are looked up, each value for itself.
fn refers(field: &Askable, choices: &[Choice], facts: &Facts<'_>) -> Result<Check, Wrong> {
    let mut meant = Entries::none(facts.edition.roadmap.len());
    let mut nothing = false;
    for choice in choices {
        match choice.value {
            Sought::Entry(op, kinds) => named(field, choice, op == Op::Is, kinds, facts, &mut meant)?,
            _ => nothing = true,
        }
    }
    let links = &facts.edition.links;
    let absent = nothing.then(|| Values::new(field));
    Ok(match field.computed {
        Some(Computed::WaitsFor) => Check::Among(waiting(&meant, facts), absent),
        Some(_) => {
            let mut from = Entries::none(facts.edition.roadmap.len());
            for ix in facts.edition.roadmap.all().filter(|ix| meant.contains(*ix)) {
                links.to(ix).iter().for_each(|edge| from.insert(edge.entry));
            }
            Check::Among(from, absent)
        }
        None => Check::Refers(field.name, meant, absent),
    })
}

/// All that waits for one of some entries, over any number of steps.
fn waiting(meant: &Entries, facts: &Facts<'_>) -> Entries {
    let links = &facts.edition.links;
    let mut found = Entries::none(facts.edition.roadmap.len());
    let mut next: Vec<EntryIx> = facts.edition.roadmap.all().filter(|ix| meant.contains(*ix)).collect();
    while let Some(ix) = next.pop() {
        for edge in links.to(ix).iter().filter(|edge| DEPENDENCIES.contains(&links.field(**edge))) {
            if !found.contains(edge.entry) {
                found.insert(edge.entry);
                next.push(edge.entry);
            }
        }
    }
    found
}

/// Puts in the entries that a reference can mean: the one whose id or name it is, else all that have it in either.
fn named(
    field: &Askable,
    choice: &Choice,
    whole: bool,
    kinds: Kinds,
    facts: &Facts<'_>,
    meant: &mut Entries,
) -> Result<(), Wrong> {
    let (roadmap, hay) = (&facts.edition.roadmap, &facts.edition.haystack);
    let text = folded(choice.typed.text.trim());
    let can = |ix: &EntryIx| roadmap.kind(*ix).is_some_and(|kind| kinds.contains(kind));
    let before = meant.count();
    let mut exactly: Vec<EntryIx> = roadmap.find(&text).into_iter().filter(can).collect();
    let mut partly: Vec<EntryIx> = Vec::new();
    let needle = Finder::new(text.as_bytes());
    hay.names.each(&needle, |ix, _| {
        if can(&ix) {
            partly.push(ix);
            if hay.names.of(ix) == text {
                exactly.push(ix);
            }
        }
        false
    });
    if exactly.is_empty() && !whole {
        hay.ids.each(&needle, |ix, _| {
            if can(&ix) {
                partly.push(ix);
            }
            false
        });
        exactly = partly;
    }
    for ix in &exactly {
        meant.insert(*ix);
    }
    if !exactly.is_empty() || meant.count() > before {
        return Ok(());
    }
    let candidates = || roadmap.entries().filter(|(_, entry)| kinds.contains(entry.kind())).take(NEAR);
    let ids = candidates().map(|(_, entry)| entry.item().id().as_str());
    let near = nearest(&text, ids).map(|near| format!("`{near}`"));
    let near = near.or_else(|| {
        let names = candidates().map(|(_, entry)| entry.item().name());
        nearest(choice.typed.text.trim(), names).map(|near| format!("`{near}`"))
    });
    let typed = &choice.typed.text;
    let has = if whole { "is called" } else { "has" };
    let message = format!("no {} {has} `{typed}`, in `{}`{}", kinds.plain_words(), field.name, did_you_mean(near));
    Err(Wrong { at: choice.typed.at.clone(), message })
}
