//! The values by which the rows of a pane can be narrowed, and a filter with one more or one less of them.

use super::query::Query;
use super::tally::{Choosable, Tally};
use crate::edition::Facts;
use crate::model::{Askable, Clause, Computed, EntryIx, Kind, Kinds, NOTHING, Op, Said, Shape, Typed, clauses, quoted};
use crate::text::folded;

/// A field by whose values rows can be narrowed.
#[derive(Debug)]
pub struct Facet {
    /// The name of the field.
    pub field: &'static str,
    /// How its values are asked for.
    pub op: Op,
    /// The values that are there, each with how many rows a filter with it would leave.
    pub values: Vec<FacetValue>,
    /// How many more values there are.
    pub more: usize,
}

/// One value.
#[derive(Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// What it is.
    pub value: Choosable,
    /// The filter asks for it.
    pub chosen: bool,
}

/// So many values of a field are shown.
const MOST: usize = 12;
/// A text with more values than this among so many entries tells them apart rather than together.
const KINDS_OF_TEXT: usize = 12;
const LOOKED_AT: usize = 200;
/// A text that is longer than this, in bytes, is a sentence and no label.
const LABEL: usize = 40;

/// Every field of some entries by which they can be told apart into a few heaps, which follows from what the field
/// holds. Where the filter asks for values of a field already, the others are counted as if it did not: one more of
/// them shows more.
pub fn facets(filter: &str, facts: &Facts<'_>, scope: Kinds, rows: &[EntryIx]) -> Vec<Facet> {
    let now = selected(filter, facts, scope, rows);
    let asked = clauses(filter);
    // In a pane of one kind that is the same for all, where the kind has no field of that name.
    let one = Kind::ALL.into_iter().find(|kind| scope == kind.set());
    let is_told = |field: &Askable| {
        let own = |kind: Kind| kind.fields().iter().any(|own| own.key == field.name);
        field.computed == Some(Computed::Kind) && one.is_some_and(|kind| !own(kind))
    };
    let fields: Vec<Askable> =
        Askable::all(scope).into_iter().filter(|field| can_be(field) && !is_told(field)).collect();
    let own = |field: &Askable| asked.iter().find(|clause| asks(clause, field, op(field)));
    // Texts that tell entries apart are out by the first of them.
    let some: Vec<&Askable> = fields.iter().filter(|field| is_text(field) && own(field).is_none()).collect();
    let few = Tally::each(facts, now.iter().copied().take(LOOKED_AT), &some, "");
    let apart = |tally: &Tally<'_>| tally.distinct() > KINDS_OF_TEXT || tally.longest() > LABEL;
    let apart: Vec<&str> =
        some.iter().zip(&few).filter(|(_, tally)| apart(tally)).map(|(field, _)| field.name).collect();
    let fields: Vec<&Askable> = fields.iter().filter(|field| !apart.contains(&field.name)).collect();
    // What the filter does not ask for is counted in one pass.
    let free: Vec<&Askable> = fields.iter().copied().filter(|field| own(field).is_none()).collect();
    let mut counted = Tally::each(facts, now.iter().copied(), &free, "").into_iter();
    let mut out = Vec::new();
    for field in fields {
        let (op, own) = (op(field), own(field));
        let others = own.map(|own| selected(&without(filter, own), facts, scope, rows));
        let among = others.as_ref().unwrap_or(&now);
        let chosen: &[Typed] = match own {
            Some(Clause { said: Said::Field(_, _, values), .. }) => values,
            _ => &[],
        };
        let tally = match &others {
            Some(others) => Tally::new(facts, others.iter().copied(), field, ""),
            None => counted.next().unwrap_or_default(),
        };
        let lacking = among.len() - tally.present();
        // Of what can be many, only those are made that are shown.
        let many = matches!(field.shape(), Shape::Link(_) | Shape::Text);
        let mut values = tally.choices(facts, field, op, "", if many { MOST } else { usize::MAX });
        let more = if many { tally.distinct() } else { values.len() }.saturating_sub(MOST);
        values.truncate(MOST);
        // What all have, or none have, leads nowhere.
        values.retain(|value| value.count != Some(among.len()) || own.is_some());
        if lacking > 0 && (lacking < among.len() || own.is_some()) && op == Op::Has {
            values.push(Choosable { written: NOTHING.to_owned(), called: String::new(), count: Some(lacking) });
        }
        // What is asked for can be switched off, also where it stands far behind or leaves nothing.
        for typed in chosen {
            if !values.iter().any(|value| is_written(typed, &value.written)) {
                let like = tally.choices(facts, field, op, &folded(&typed.text), usize::MAX);
                let none =
                    Choosable { written: filter[typed.at.clone()].to_owned(), called: String::new(), count: Some(0) };
                values.push(like.into_iter().find(|value| is_written(typed, &value.written)).unwrap_or(none));
            }
        }
        let is_chosen = |value: &Choosable| chosen.iter().any(|typed| is_written(typed, &value.written));
        let values: Vec<FacetValue> =
            values.into_iter().map(|value| FacetValue { chosen: is_chosen(&value), value }).collect();
        if !values.is_empty() {
            out.push(Facet { field: field.name, op, values, more });
        }
    }
    out
}

/// The rows that a filter leaves, in the order in which they stand in memory: to fetch them one after the other is what
/// takes longest, and in any other order it takes several times as long.
fn selected(filter: &str, facts: &Facts<'_>, scope: Kinds, rows: &[EntryIx]) -> Vec<EntryIx> {
    let mut left = match Query::new(filter, facts, scope).ok().filter(|query| !query.is_empty()) {
        Some(query) => {
            let entries = query.select(facts).entries;
            rows.iter().copied().filter(|ix| entries.contains(*ix)).collect()
        }
        None => rows.to_vec(),
    };
    left.sort_unstable();
    left
}

/// Whether entries can be told apart by what a field holds: words, references, days, small numbers, texts that are
/// the same in several.
fn can_be(field: &Askable) -> bool {
    match (field.computed, field.shape()) {
        // What waits for something over several steps, and what refers to something somewhere, are not heaps.
        (Some(Computed::WaitsFor | Computed::RefersTo | Computed::Name), _) => false,
        // Nearly every milestone has a number of its own.
        (Some(Computed::Slack | Computed::OnTime), _) => false,
        // Of all dates, the one that stands for the entry.
        (computed, Shape::Date) => computed == Some(Computed::When),
        // Of references, those to one kind: what an entry belongs to, not what it is near. Where it is known from is
        // neither.
        (_, Shape::Link(kinds)) => kinds != Kind::Source.set() && Kind::ALL.into_iter().any(|kind| kinds == kind.set()),
        (_, Shape::Word(..) | Shape::Likelihood | Shape::Whole(..)) => true,
        (_, Shape::Text) => field.name != Kind::Source.called(),
        _ => false,
    }
}

fn is_text(field: &Askable) -> bool {
    field.shape() == Shape::Text
}

/// A text is asked for as a whole, all else as it is.
fn op(field: &Askable) -> Op {
    if is_text(field) { Op::Is } else { Op::Has }
}

/// Whether a part of a filter asks for values of a field, as facets do.
fn asks(clause: &Clause, field: &Askable, op: Op) -> bool {
    let Said::Field(name, typed, _) = &clause.said else { return false };
    let name = name.text.to_lowercase();
    !clause.not && *typed == op && (name == field.name || field.aliases().any(|alias| alias == name))
}

fn is_written(typed: &Typed, written: &str) -> bool {
    let text = quoted(&typed.text);
    if typed.quoted || text != "\"none\"" { text == written } else { written == NOTHING }
}

fn without(filter: &str, clause: &Clause) -> String {
    let (before, behind) = (filter[..clause.at.start].trim_end(), filter[clause.at.end..].trim_start());
    if before.is_empty() || behind.is_empty() { format!("{before}{behind}") } else { format!("{before} {behind}") }
}

/// The filter with one value of a field more, beside those that it asks for already; or, if it asks for it, without.
pub fn toggled(filter: &str, field: &str, op: Op, written: &str) -> String {
    let Some(askable) = Askable::named(field, Kinds::ANY) else { return filter.to_owned() };
    let Some(clause) = clauses(filter).into_iter().find(|clause| asks(clause, &askable, op)) else {
        let gap = if filter.trim().is_empty() { "" } else { " " };
        return format!("{}{gap}{field}{}{written}", filter.trim_end(), op.sign());
    };
    let Said::Field(_, _, values) = &clause.said else { return filter.to_owned() };
    let kept: Vec<&Typed> = values.iter().filter(|typed| !is_written(typed, written)).collect();
    let as_typed = |typed: &&Typed| filter[typed.at.clone()].to_owned();
    let mut written_now: Vec<String> = kept.iter().map(as_typed).collect();
    if kept.len() == values.len() {
        written_now.push(written.to_owned());
    }
    if written_now.is_empty() {
        return without(filter, &clause);
    }
    // A quote that was never closed is, before something is written behind it.
    for value in &mut written_now {
        if value.starts_with('"') && (value.len() == 1 || !value.ends_with('"')) {
            value.push('"');
        }
    }
    let part = format!("{field}{}{}", op.sign(), written_now.join(","));
    format!("{}{part}{}", &filter[..clause.at.start], &filter[clause.at.end..])
}
