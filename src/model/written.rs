//! Values as they are written in a file, each on one line.

use super::{Datum, Id, Precision, Shape, When};

/// A text in quotes.
pub fn in_quotes(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}

/// What a field of such a shape says, as it is written so that the same is read again; nothing where it is absent.
pub fn written(shape: Shape, datum: &Datum) -> Option<String> {
    let list = |items: Vec<String>| format!("[{}]", items.join(", "));
    let ids = |ids: &[Id]| ids.iter().map(|id| in_quotes(id.as_str())).collect::<Vec<_>>();
    Some(match (shape, datum) {
        (_, Datum::Absent) => return None,
        (Shape::Date, Datum::Text(text)) if When::parse(text).is_some_and(|it| it.precision == Precision::Day) => {
            text.clone()
        }
        (Shape::Flag, Datum::Text(text)) => text.clone(),
        (_, Datum::Text(text)) => in_quotes(text),
        (_, Datum::Whole(number)) => number.to_string(),
        // With a point, also where nothing stands behind it: 1 is a level, 1.0 a probability.
        (_, Datum::Number(number)) => format!("{number:?}"),
        (Shape::List(_), Datum::Links(all)) => list(ids(all)),
        (_, Datum::Links(all)) => ids(all).concat(),
        (_, Datum::List(texts)) => list(texts.iter().map(|text| in_quotes(text)).collect()),
        (Shape::List(_), Datum::Pairs(pairs)) => list(
            pairs
                .iter()
                .map(|(label, value)| format!("{{ label = {}, value = {} }}", in_quotes(label), in_quotes(value)))
                .collect(),
        ),
        (_, Datum::Pairs(pairs)) => {
            let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key} = {}", in_quotes(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
    })
}
