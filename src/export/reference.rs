use super::examples::is_own;
use super::schema::sentence;
use super::starter::{header, pair};
use crate::model::{Common, Field, Shape, TABLES, Table};
use std::fmt::Write;

/// The reference of the format, as Markdown.
pub fn reference() -> String {
    let mut out = String::from(
        "# The format of roadmap.toml\n\n\
         <!-- Made from the declarations of the fields: UPDATE=1 cargo test --test generated -->\n\n\
         A roadmap is one [TOML](https://toml.io) file, or one that includes others. Everything in it has an `id`, and \
         everything can point at everything. What is not known is left out. `roadmap init` writes one to begin with, \
         `roadmap check` tells what is wrong with one, and `roadmap schema` prints what editors complete and check by.\n\n\
         ## What may stand in a field\n\n\
         | called | how it is written |\n|---|---|\n\
         | id | lower case letters, digits and hyphens, unique over all files whatever the kind |\n\
         | text | plain text; a blank line makes a paragraph |\n\
         | date | as precise as it is known: `2026-03-16`, `\"2026-03\"`, `\"2026-Q3\"`, `\"2026-H2\"`, `\"2026\"`; a promise is kept on its last day, a start begins on its first |\n\
         | duration | calendar days or weeks: `\"10d\"`, `\"6w\"` |\n\
         | estimate | three durations from short to long: `{ low = \"4w\", likely = \"6w\", high = \"12w\" }` |\n\
         | likelihood | `1` to `5`, or a probability such as `0.35` |\n\
         | reference | the id of an entry |\n",
    );
    for table in TABLES {
        let _ = writeln!(out, "\n## `{}`\n\n{}\n", header(table), sentence(table.about));
        fields(&mut out, table.fields);
        if table.common {
            out.push_str("\nAnd [what any entry may carry](#what-any-entry-may-carry).\n");
        }
        out.push_str("\n```toml\n");
        out.push_str(&example(table));
        out.push_str("```\n");
    }
    out.push_str("\n## What any entry may carry\n\n");
    fields(&mut out, Common::FIELDS);
    out.push_str(
        "\n## Several files\n\n\
         `include` names files below the folder of the first one, with `*` for any name: `include = [\"members/*.toml\"]`. \
         Each organisation can keep its own. They have entries only, no table `[roadmap]`; the order in which they are \
         named makes no difference, an id is unique over all of them, and a reference reaches from each into each. No \
         path leads out of the folder.\n\n\
         ## What is for members\n\n\
         `visibility = \"members\"` keeps a whole entry or scene from the public, `members_only = [\"delay\"]` single fields. \
         With `--public` they are absent, not hidden, and so is every reference to them; scenes and views that lead to them; \
         what the presenter says; and comments. The plan and all chances are then those of what is public alone. Of a file \
         with errors the public sees nothing: what cannot be read may be what hides something.\n",
    );
    out
}

/// A table of fields.
pub(super) fn fields(out: &mut String, fields: &[Field]) {
    out.push_str("| field | | what stands there | meaning |\n|---|---|---|---|\n");
    for field in fields {
        let must = if field.required { "must" } else { "" };
        let cell = |text: &str| text.replace('|', "\\|");
        let _ = writeln!(
            out,
            "| `{}` | {must} | {} | {} |",
            field.key,
            cell(&shape(field.shape)),
            cell(&sentence(field.doc))
        );
    }
}

fn shape(shape: Shape) -> String {
    match shape {
        Shape::Id => "id".to_owned(),
        Shape::Text => "text".to_owned(),
        Shape::Flag => "`true` or `false`".to_owned(),
        Shape::Keys => "keys".to_owned(),
        Shape::Filter => "[filter](filter.md)".to_owned(),
        Shape::FieldName => "name of a field of the same entry, not of one that must be there".to_owned(),
        Shape::Url => "web address: http, https or mailto".to_owned(),
        Shape::Date => "date".to_owned(),
        Shape::Duration => "duration".to_owned(),
        Shape::Estimate => "estimate".to_owned(),
        Shape::Whole(from, to) => format!("whole number, {from} to {to}"),
        Shape::Share => "number, 0 to 1".to_owned(),
        Shape::Likelihood => "likelihood".to_owned(),
        Shape::Word(words, meanings) => {
            let words = words.iter().zip(meanings);
            words.map(|(word, meaning)| format!("`\"{word}\"` {}", meaning.trim())).collect::<Vec<_>>().join("<br>")
        }
        Shape::Link(kinds) => format!("reference to {}", kinds.words()),
        Shape::List(Shape::Link(kinds)) => format!("list of references, each to {}", kinds.words()),
        Shape::List(Shape::Facts) => "list of `{ label = \"…\", value = \"…\" }`".to_owned(),
        Shape::List(of) => format!("list: {}", self::shape(*of)),
        Shape::Facts => "`{ label = \"…\", value = \"…\" }`".to_owned(),
    }
}

/// A table with every field that has a value to show.
fn example(table: &Table) -> String {
    let common = Common::FIELDS.iter().filter(|field| table.common && is_own(table.name, field.key));
    let mut out = format!("{}\n", header(table));
    for field in table.fields.iter().chain(common) {
        let _ = writeln!(out, "{}", pair(table.name, field));
    }
    out
}
