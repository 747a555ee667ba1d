use super::examples::{is_own, value};
use crate::model::{Common, Field, TABLES, Table};
use std::fmt::Write;

/// What is switched on in the starter although it need not be there: what makes it worth looking at.
const ON: &[(&str, &str)] = &[
    ("roadmap", "summary"),
    ("milestone", "project"),
    ("milestone", "date"),
    ("milestone", "depends_on"),
    ("announcement", "available"),
    ("risk", "affects"),
];

/// A roadmap to begin with: one entry of each kind, what need not be there as comments.
pub fn starter() -> String {
    let mut out = String::from(
        "#:schema ./roadmap.schema.json\n\
         # A roadmap that several organisations share. Change it, save it, and the dashboard has it: run `roadmap`.\n\
         # What is wrong with it is told by `roadmap check`; `roadmap explain CODE` tells more.\n\
         # Lines that begin with # are comments: take the # away where you know more.\n",
    );
    for table in TABLES {
        out.push('\n');
        for line in table.about {
            let _ = writeln!(out, "#{line}");
        }
        let _ = writeln!(out, "{}", header(table));
        for field in table.fields {
            line(&mut out, table, field);
        }
        for field in Common::FIELDS.iter().filter(|field| table.common && is_own(table.name, field.key)) {
            line(&mut out, table, field);
        }
    }
    out.push_str("\n# Any entry may also carry:\n");
    for field in Common::FIELDS {
        let _ = writeln!(out, "# {}  #{}", pair("", field), field.doc.join(""));
    }
    out
}

/// The header of a table, as it is written.
pub fn header(table: &Table) -> String {
    if table.list { format!("[[{}]]", table.name) } else { format!("[{}]", table.name) }
}

fn line(out: &mut String, table: &Table, field: &Field) {
    let common = Common::FIELDS.iter().any(|known| known.key == field.key);
    let on = field.required || common || ON.contains(&(table.name, field.key));
    let mark = if on { "" } else { "# " };
    let _ = writeln!(out, "{mark}{}  #{}", pair(table.name, field), field.doc.join(""));
}

/// A field with a value, as it is written.
pub fn pair(table: &str, field: &Field) -> String {
    format!("{} = {}", field.key, value(table, field.key).unwrap_or("\"…\""))
}
