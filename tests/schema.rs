//! The JSON Schema says of a roadmap what the loader says, as far as a schema can; an independent validator judges.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::edition::{Edition, Origin};
use coalition_roadmap::export::{schema, starter};
use coalition_roadmap::model::{Common, Day, TABLES};
use coalition_roadmap::problem::{Code, Paper, human};
use coalition_roadmap::text::Sources;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

#[path = "support/generate.rs"]
mod generate;

fn validator() -> Validator {
    jsonschema::draft7::options().should_validate_formats(true).build(&schema()).unwrap()
}

/// TOML as an editor hands it to a schema: dates are texts.
fn as_json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(n) => n.into(),
        toml::Value::Float(n) => json!(n),
        toml::Value::Boolean(is) => is.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(all) => all.into_iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, as_json(value))).collect::<Map<_, _>>())
        }
    }
}

fn complaints(validator: &Validator, text: &str) -> Vec<String> {
    let value = as_json(toml::Value::Table(toml::from_str(text).unwrap()));
    validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn edition(text: &str) -> Edition {
    Edition::read(1, Origin::default(), Sources::of_text("roadmap.toml", text), Day::new(2026, 11, 23).unwrap())
}

#[test]
fn what_the_loader_takes_the_schema_takes() {
    let validator = validator();
    let shipped = include_str!("../roadmap.toml").to_owned();
    for text in [shipped, starter(), generate::roadmap(1, 40), generate::roadmap(2, 1_000)] {
        assert!(edition(&text).is_sound());
        assert_eq!(complaints(&validator, &text), [""; 0]);
    }
}

#[test]
fn the_starter_is_a_roadmap_without_a_warning_with_one_entry_of_each_kind() {
    let edition = edition(&starter());
    assert_eq!(edition.problems, [], "{}", human(&edition.problems, &edition.sources, Paper::default()));
    assert_eq!(edition.roadmap.len(), 8);
    // What is switched off is right, too.
    let all: String = starter()
        .split("\n# Any entry may also carry")
        .next()
        .unwrap()
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.split_once(" = ").is_some_and(|(key, _)| !key.contains(' ')) => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let edition = self::edition(&all);
    let codes: Vec<Code> = edition.problems.iter().map(|problem| problem.code).collect();
    // There is no folder in which what it includes could be looked for.
    assert_eq!(codes, [Code::E018], "{}", human(&edition.problems, &edition.sources, Paper::default()));
    assert_eq!(complaints(&validator(), &all), [""; 0]);
}

#[test]
fn what_the_loader_refuses_by_field_the_schema_refuses() {
    let validator = validator();
    let head = "[roadmap]\ntitle = \"t\"\n";
    let milestone = "[[milestone]]\nid = \"m\"\nname = \"M\"\nstatus = \"planned\"\n";
    let risk = "[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"c\"\nstatus = \"open\"\n";
    for (text, line) in [
        (head, "titel = \"x\""),
        (head, "confidence = 80"),
        (head, "include = \"a.toml\""),
        (head, "[[milestoen]]"),
        (milestone, "colour = 1"),
        (milestone, "date = \"Q3 2026\""),
        (milestone, "date = \"2026-13\""),
        (milestone, "date = 2026"),
        (milestone, "progress = 101"),
        (milestone, "progress = 1.5"),
        (milestone, "duration = \"soon\""),
        (milestone, "estimate = { low = \"1d\", likely = \"2d\" }"),
        (milestone, "depends_on = \"x\""),
        (milestone, "visibility = \"secret\""),
        (milestone, "was = \"Old Id\""),
        (risk, "likelihood = 7"),
        (risk, "impact = 0"),
    ] {
        let whole = if text == head { format!("{head}{line}\n") } else { format!("{head}{text}{line}\n") };
        assert!(!edition(&whole).is_sound(), "{whole}");
        assert!(!complaints(&validator, &whole).is_empty(), "{whole}");
    }
    for table in ["member", "milestone", "risk", "note", "scene", "project"] {
        let empty = format!("{head}[[{table}]]\n");
        assert!(!edition(&empty).is_sound() && !complaints(&validator, &empty).is_empty(), "{table}");
    }
}

#[test]
fn loader_and_schema_know_the_same_fields_of_each_table() {
    let schema = schema();
    for table in TABLES {
        let properties = schema["definitions"][table.name]["properties"].as_object().unwrap();
        let known: Vec<&str> =
            table.fields.iter().chain(Common::FIELDS.iter().filter(|_| table.common)).map(|field| field.key).collect();
        assert_eq!(properties.keys().collect::<Vec<_>>(), known, "{}", table.name);
        for (key, property) in properties {
            assert!(property["description"].as_str().is_some_and(|about| about.len() > 5), "{}.{key}", table.name);
            // No field that the schema has is unknown to the loader.
            let header = if table.list { format!("[[{}]]", table.name) } else { format!("[{}]", table.name) };
            let edition = edition(&format!("{header}\n{key} = \"\"\n"));
            assert!(edition.problems.iter().all(|problem| problem.code != Code::E011), "{}.{key}", table.name);
        }
    }
}
