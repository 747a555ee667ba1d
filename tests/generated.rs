//! Documents that are made from the tables in the code are as the code says. `UPDATE=1 cargo test --test generated`
//! writes them anew.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::app::Keymap;
use coalition_roadmap::export::{
    filter_reference, keys_markdown, reference, schema, settings_reference, settings_schema, starter,
};
use std::fs;
use std::path::Path;

#[test]
fn the_keys_in_the_readme_are_those_of_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let (begin, end) = ("<!-- keys -->\n", "<!-- /keys -->");
    let (head, rest) = text.split_once(begin).expect("the README marks where the keys stand");
    let (_, tail) = rest.split_once(end).expect("the README marks where the keys end");
    let wanted = format!("{head}{begin}{}{end}{tail}", keys_markdown(&Keymap::default()));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &wanted).unwrap();
    } else {
        assert!(text == wanted, "run: UPDATE=1 cargo test --test generated");
    }
}

/// A file that is made whole.
fn current(name: &str, wanted: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, wanted).unwrap();
    }
    let text = fs::read_to_string(&path).unwrap_or_default();
    assert!(text == wanted, "{name}: run: UPDATE=1 cargo test --test generated");
}

#[test]
fn the_schema_is_that_of_the_fields() {
    current("assets/roadmap.schema.json", &format!("{:#}\n", schema()));
}

#[test]
fn the_reference_of_the_format_is_that_of_the_fields() {
    current("docs/format.md", &reference());
}

#[test]
fn the_starter_is_that_of_the_fields() {
    current("assets/starter.toml", &starter());
}

#[test]
fn the_reference_of_filters_is_that_of_the_fields() {
    current("docs/filter.md", &filter_reference());
}

#[test]
fn schema_and_reference_of_the_settings_are_those_of_fields_and_actions() {
    current("assets/config.schema.json", &format!("{:#}\n", settings_schema()));
    current("docs/settings.md", &settings_reference());
}
