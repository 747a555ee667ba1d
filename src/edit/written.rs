//! What a person types, as TOML.

use crate::model::{Precision, Shape, When, in_quotes};
use crate::text::clean;
use toml::de::{DeTable, DeValue};

/// What was typed without what a reading would take away.
pub fn tidy(typed: &str) -> String {
    // Cleaned first: what is cleaned away may have stood between a space and the end.
    clean(typed).trim().to_owned()
}

/// The value for a field. `present` is what stands there now, as it is written.
pub fn value(shape: Shape, typed: &str, present: Option<&str>, line_end: &str) -> String {
    let typed = tidy(typed);
    match shape {
        Shape::Whole(..) | Shape::Share | Shape::Likelihood => {
            number(&typed).unwrap_or_else(|| quoted(&typed, None, line_end))
        }
        Shape::Date => {
            let is_day = When::parse(&typed).is_some_and(|when| when.precision == Precision::Day);
            let is_quoted = present.is_some_and(|present| present.starts_with(['"', '\'']));
            if is_day && !is_quoted { typed } else { quoted(&typed, present, line_end) }
        }
        _ => quoted(&typed, present, line_end),
    }
}

/// A number as it was typed where TOML can read that, else in the nearest way that it can: `.35` is `0.35`.
fn number(typed: &str) -> Option<String> {
    let as_typed = || {
        let plain = typed.bytes().all(|b| b.is_ascii_digit() || b"+-._eE".contains(&b));
        let line = format!("x = {typed}");
        let table = DeTable::parse(plain.then_some(&line)?).ok()?;
        matches!(table.get_ref().get("x")?.get_ref(), DeValue::Integer(_) | DeValue::Float(_)).then(|| typed.to_owned())
    };
    let whole = || typed.parse::<i64>().ok().map(|n| n.to_string());
    let part = || typed.parse::<f64>().ok().filter(|n| n.is_finite()).map(|n| format!("{n:?}"));
    as_typed().or_else(whole).or_else(part)
}

/// A string in the quotes of what stands there now, where those can hold it.
fn quoted(text: &str, present: Option<&str>, line_end: &str) -> String {
    let lines = || text.replace('\n', line_end);
    let several = |first: &str| {
        let lines = lines().replace('\\', "\\\\");
        // A quote at the end would be read as one of the closing ones.
        let (rest, last) = lines.strip_suffix('"').map_or((lines.as_str(), ""), |rest| (rest, "\\\""));
        let escaped = rest.replace("\"\"\"", "\"\"\\\"") + last;
        format!("\"\"\"{first}{escaped}\"\"\"")
    };
    let present = present.unwrap_or("");
    let first =
        present.get(3..).filter(|rest| rest.starts_with('\n') || rest.starts_with("\r\n")).map_or("", |_| line_end);
    let is_long = text.contains('\n');
    if present.starts_with("'''") {
        return if text.contains("'''") || text.ends_with('\'') {
            several(first)
        } else {
            format!("'''{first}{}'''", lines())
        };
    }
    if present.starts_with("\"\"\"") {
        return several(first);
    }
    if present.starts_with('\'') && !text.contains('\'') && !is_long {
        return format!("'{text}'");
    }
    if is_long && !present.starts_with('"') { several(line_end) } else { in_quotes(text) }
}
