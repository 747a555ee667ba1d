use crate::ask::Values;
use crate::edition::Facts;
use crate::model::{Askable, Atom, Computed, Datum, Entry, EntryIx, Kind};
use serde_json::{Map, Value, json};

/// `{"version","kind","rows":[{field: value}]}`: the rows of a list with every field that is there.
pub fn list(facts: &Facts<'_>, kind: Kind, rows: &[EntryIx]) -> Value {
    let rows: Vec<Value> =
        rows.iter().filter_map(|ix| Some(Value::Object(fields(facts, *ix, facts.edition.roadmap.get(*ix)?)))).collect();
    json!({ "version": 1, "kind": kind.word(), "rows": rows })
}

/// `{"version","kind","entry":{…},"links":[{"field","id"}],"linked_from":[{"field","id"}]}`
pub fn show(facts: &Facts<'_>, ix: EntryIx) -> Value {
    let edition = facts.edition;
    let Some(entry) = edition.roadmap.get(ix) else {
        return Value::Null;
    };
    let ends = |edges: &[crate::model::Edge]| -> Vec<Value> {
        edges
            .iter()
            .filter_map(|edge| Some(json!({ "field": edition.links.field(*edge), "id": edition.roadmap.get(edge.entry)?.id().as_str() })))
            .collect()
    };
    json!({
        "version": 1,
        "kind": entry.kind().word(),
        "entry": fields(facts, ix, entry),
        "links": ends(edition.links.from(ix)),
        "linked_from": ends(edition.links.to(ix)),
    })
}

/// What is computed of an entry, by the names under which it can be asked for.
const COMPUTED: [Computed; 5] =
    [Computed::Health, Computed::Slack, Computed::P80, Computed::OnTime, Computed::Critical];

/// Every field that is there, then what was computed.
fn fields(facts: &Facts<'_>, ix: EntryIx, entry: Entry<'_>) -> Map<String, Value> {
    let mut out = Map::new();
    entry.data(&mut |field, datum| {
        let list = matches!(field.shape, crate::model::Shape::List(_));
        let value = match datum {
            Datum::Absent => return,
            Datum::Text(text) => Value::String(text),
            Datum::Whole(n) => json!(n),
            Datum::Number(n) if n.fract() == 0.0 => json!(n as i64),
            Datum::Number(n) => json!(n),
            Datum::Links(ids) if list => ids.iter().map(|id| Value::from(id.as_str())).collect(),
            Datum::Links(ids) => ids.first().map_or(Value::Null, |id| Value::from(id.as_str())),
            Datum::List(texts) => Value::from(texts),
            Datum::Pairs(pairs) if list => {
                pairs.into_iter().map(|(label, value)| json!({ "label": label, "value": value })).collect()
            }
            Datum::Pairs(pairs) => {
                Value::Object(pairs.into_iter().map(|(label, value)| (label, Value::String(value))).collect())
            }
        };
        out.insert(field.key.to_owned(), value);
    });
    let computed = |field: &Askable| field.computed.is_some_and(|computed| COMPUTED.contains(&computed));
    for field in Askable::all(entry.kind().set()).iter().filter(|field| computed(field)) {
        Values::new(field).of(facts, ix, entry, &mut |atom| {
            let value = match atom {
                Atom::Word(word) => Value::from(word),
                Atom::Number(number) => json!(number as i64),
                Atom::Date(date) => Value::from(date.to_string()),
                _ => return,
            };
            out.insert(field.name.to_owned(), value);
        });
    }
    out
}
