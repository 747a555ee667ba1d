//! Documents that are made from the tables in the code are as the code says. `UPDATE=1 cargo test --test generated`
//! writes them anew.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::export::keys_markdown;
use std::fs;
use std::path::Path;

#[test]
fn the_keys_in_the_readme_are_those_of_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let (begin, end) = ("<!-- keys -->\n", "<!-- /keys -->");
    let (head, rest) = text.split_once(begin).expect("the README marks where the keys stand");
    let (_, tail) = rest.split_once(end).expect("the README marks where the keys end");
    let wanted = format!("{head}{begin}{}{end}{tail}", keys_markdown());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &wanted).unwrap();
    } else {
        assert!(text == wanted, "run: UPDATE=1 cargo test --test generated");
    }
}
