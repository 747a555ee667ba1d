use super::examples::value;
use crate::model::{Common, Field, Shape, TABLES, Table};
use serde_json::{Map, Value, json};

/// The JSON Schema (draft 7) of a roadmap file: what editors complete, show and check by.
pub fn schema() -> Value {
    let properties = TABLES.iter().map(|table| {
        let entry = json!({ "$ref": format!("#/definitions/{}", table.name) });
        let about = sentence(table.about);
        let shape = if table.list {
            json!({ "description": about, "type": "array", "items": entry })
        } else {
            json!({ "description": about, "allOf": [entry] })
        };
        (table.name.to_owned(), shape)
    });
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A roadmap that several organisations share",
        "description": "The first file has the table [roadmap]; a file that it includes has entries only.",
        "$comment": "Made by `roadmap schema` from the declarations of the fields.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties.collect::<Map<_, _>>(),
        "definitions": TABLES.iter().map(|it| (it.name.to_owned(), table(it))).collect::<Map<_, _>>(),
    })
}

/// What may stand in a table.
pub fn table(table: &Table) -> Value {
    let common = Common::FIELDS.iter().filter(|_| table.common);
    let property = |field: &Field| (field.key.to_owned(), property(table.name, field));
    json!({
        "description": sentence(table.about),
        "type": "object",
        "additionalProperties": false,
        "required": table.fields.iter().filter(|field| field.required).map(|field| field.key).collect::<Vec<_>>(),
        "properties": table.fields.iter().chain(common).map(property).collect::<Map<_, _>>(),
    })
}

/// What may stand in a field of a table.
pub(super) fn property(table: &str, field: &Field) -> Value {
    let mut about = sentence(field.doc);
    if let Shape::Word(words, meanings) = field.shape {
        let words = words.iter().zip(meanings).map(|(word, meaning)| format!("\n- `{word}`: {}", meaning.trim()));
        about.push('\n');
        about.extend(words);
    }
    let mut out = Map::new();
    out.insert("description".to_owned(), about.into());
    let shape = match field.shape {
        Shape::List(Shape::FieldName) => json!({ "type": "array", "items": { "enum": may_be_absent(table) } }),
        other => shape(other),
    };
    if let Value::Object(shape) = shape {
        out.extend(shape);
    }
    // What one may type; comments in the examples are for people.
    if let Some(text) = value(table, field.key).and_then(|value| value.strip_prefix('"')?.strip_suffix('"')) {
        out.insert("examples".to_owned(), json!([text]));
    }
    Value::Object(out)
}

/// The fields of a table that need not be there.
fn may_be_absent(table: &str) -> Vec<&'static str> {
    let own = TABLES.iter().filter(|known| known.name == table).flat_map(|table| table.fields);
    own.chain(Common::FIELDS).filter(|field| !field.required).map(|field| field.key).collect()
}

const ID: &str = "^[a-z0-9][a-z0-9-]*$";
const PART_OF_A_YEAR: &str = "^[0-9]{4}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$";
const DAY: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

/// What may stand where such a thing is wanted.
pub(super) fn shape(shape: Shape) -> Value {
    match shape {
        Shape::Id => json!({ "type": "string", "pattern": ID }),
        Shape::Text | Shape::Filter | Shape::FieldName => json!({ "type": "string" }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Keys => json!({ "type": "string", "pattern": "\\S", "examples": ["F", "<ctrl-f>", "g f"] }),
        Shape::Url => json!({ "type": "string", "pattern": "^(https?://|mailto:)[!-~]+$" }),
        // A TOML date is told to a schema as a text of this form.
        Shape::Date => json!({
            "anyOf": [
                { "type": "string", "format": "date", "pattern": DAY },
                { "type": "string", "pattern": PART_OF_A_YEAR },
            ],
        }),
        Shape::Duration => duration(),
        Shape::Estimate => json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["low", "likely", "high"],
            "properties": { "low": duration(), "likely": duration(), "high": duration() },
        }),
        Shape::Whole(from, to) => json!({ "type": "integer", "minimum": from, "maximum": to }),
        Shape::Share => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        Shape::Likelihood => json!({
            "anyOf": [
                { "type": "integer", "minimum": 1, "maximum": 5 },
                { "type": "number", "minimum": 0, "maximum": 1 },
            ],
        }),
        Shape::Word(words, meanings) => {
            let meanings: Vec<&str> = meanings.iter().map(|meaning| meaning.trim()).collect();
            json!({ "type": "string", "enum": words, "x-taplo": { "docs": { "enumValues": meanings } } })
        }
        Shape::Link(kinds) => {
            json!({ "type": "string", "pattern": ID, "title": format!("the id of {}", kinds.words()) })
        }
        Shape::List(of) => json!({ "type": "array", "items": self::shape(*of) }),
        Shape::Facts => json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["label", "value"],
            "properties": {
                "label": { "description": "What is told.", "type": "string" },
                "value": { "description": "Its value.", "type": "string" },
            },
        }),
    }
}

fn duration() -> Value {
    json!({ "type": "string", "pattern": "^[0-9]+[dw]$", "examples": ["10d", "6w"] })
}

/// The lines of a doc comment as one text.
pub fn sentence(lines: &[&str]) -> String {
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
}
