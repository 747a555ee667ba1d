//! Values that may stand in a field, of every shape that can be typed.

use coalition_roadmap::edition::Edition;
use coalition_roadmap::model::{Datum, Field, Shape};
use proptest::sample::Index;

/// Something that may stand in the field, by any number, and what is then read.
#[allow(clippy::unwrap_used, reason = "it is the number that was made")]
pub fn legal(field: &Field, edition: &Edition, any: &Index, text: &str) -> Option<(String, Datum)> {
    let number = any.index(100_000);
    let words = |text: String| Some((text.clone(), Datum::Text(text)));
    match field.shape {
        Shape::Text => words(text.to_owned()).filter(|(text, _)| !text.is_empty()),
        Shape::Url => words(format!("https://example.org/{number}?a=b#c")),
        Shape::Date => {
            let (year, part) = (1990 + number % 60, number % 12 + 1);
            words(match number % 5 {
                0 => format!("{year}"),
                1 => format!("{year}-{part:02}"),
                2 => format!("{year}-Q{}", part % 4 + 1),
                3 => format!("{year}-H{}", part % 2 + 1),
                _ => format!("{year}-{part:02}-{part:02}"),
            })
        }
        Shape::Duration => words(format!("{}{}", number % 5000, if number.is_multiple_of(2) { 'd' } else { 'w' })),
        Shape::Whole(from, to) => {
            let n = from + number as i64 % (to - from + 1);
            Some((n.to_string(), Datum::Whole(n)))
        }
        Shape::Share => Some((format!("0.{number}"), Datum::Number(format!("0.{number}").parse().unwrap()))),
        Shape::Likelihood if number.is_multiple_of(2) => Some(("3".to_owned(), Datum::Whole(3))),
        Shape::Likelihood => Some((format!(".{number}"), Datum::Number(format!("0.{number}").parse().unwrap()))),
        Shape::Word(list, _) => words(list[number % list.len()].to_owned()),
        Shape::Link(to) => {
            let fit: Vec<_> = edition.roadmap.entries().filter(|(_, entry)| to.contains(entry.kind())).collect();
            let id = fit.get(number % fit.len().max(1))?.1.id().clone();
            Some((id.to_string(), Datum::Links(vec![id])))
        }
        _ => None,
    }
}
