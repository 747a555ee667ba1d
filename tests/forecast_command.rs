//! `roadmap forecast`: the data that others build on, the sentences that are read out, and its ends.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test may stop where it stands")]

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const TODAY: &str = "--today=2026-11-25";
const EXAMPLE: &str = "assets/examples/tidewater";

fn roadmap(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_roadmap"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .env_clear()
        .env("LANG", "C.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn text(arguments: &[&str]) -> String {
    let ended = roadmap(arguments);
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    String::from_utf8(ended.stdout).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&text(arguments)).unwrap()
}

/// With fewer runs than usual, for the sake of an unoptimized build.
fn of_example(more: &[&str]) -> Value {
    json(&[&["forecast", TODAY, "--format=json", "--runs=2048"], more].concat())
}

#[test]
fn the_answer_about_one_has_the_members_that_are_documented() {
    let told = of_example(&["first-passengers", EXAMPLE]);
    assert_eq!(told["version"], 1);
    assert_eq!(told["today"], "2026-11-25");
    assert_eq!(told["id"], "first-passengers");
    assert_eq!(told["seed"], 1);
    assert_eq!(told["runs"], 2048);
    assert_eq!(told["promise"], serde_json::json!({ "written": "2028-H1", "last": "2028-06-30" }));
    let (with, of) = (told["estimated"]["with"].as_u64().unwrap(), told["estimated"]["of"].as_u64().unwrap());
    assert!(0 < with && with < of, "{with} of {of}");
    let plan = &told["cpm"];
    let day = |text: &Value| coalition_roadmap::model::Day::parse(text.as_str().unwrap()).unwrap();
    assert_eq!(i64::from(day(&plan["finish"]).since(day(&plan["start"]))), plan["length_days"].as_i64().unwrap());
    assert_eq!(plan["critical_path"].as_array().unwrap().last().unwrap(), "first-passengers");
    assert!(plan["slack_days"].is_i64());
    let mut last = 0;
    for p in ["p10", "p50", "p80", "p90"] {
        let days = told[p]["days"].as_i64().unwrap();
        assert!(days >= last, "{p} comes after what is more likely to be missed");
        last = days;
        assert_eq!(i64::from(day(&told[p]["date"]).since(day(&plan["start"]))), days);
        let interval = told[p]["interval_days"].as_array().unwrap();
        assert!(interval[0].as_i64().unwrap() <= days && days <= interval[1].as_i64().unwrap());
    }
    assert!(
        told["p10"]["days"].as_f64() < told["mean_days"].as_f64()
            && told["mean_days"].as_f64() < told["p90"]["days"].as_f64()
    );
    let share = told["on_time"].as_f64().unwrap();
    assert!(0.0 < share && share < 1.0);
    assert_eq!(told["criticality"]["first-passengers"], 1.0);
    let drivers = told["drivers"].as_array().unwrap();
    assert!(drivers.iter().any(|it| it["kind"] == "risk") && drivers.iter().any(|it| it["kind"] == "estimate"));
    assert!(drivers.windows(2).all(|pair| pair[0]["p80_days_saved"].as_i64() >= pair[1]["p80_days_saved"].as_i64()));
    assert!(told["notes"].as_array().unwrap().iter().any(|note| note.as_str().unwrap().contains("estimate")));
}

#[test]
fn the_answer_about_all_is_that_about_each_with_the_chance_of_all_together() {
    let all = of_example(&[EXAMPLE]);
    let joint = all["joint_on_time"].as_f64().unwrap();
    let each = all["milestones"].as_array().unwrap();
    assert!(each.iter().filter_map(|it| it["on_time"].as_f64()).all(|share| joint <= share));
    let found = each.iter().find(|it| it["id"] == "first-passengers").unwrap();
    let mut one = of_example(&["first-passengers", EXAMPLE]);
    let one = one.as_object_mut().unwrap();
    for key in
        ["p10", "p50", "p80", "p90", "on_time", "mean_days", "cpm", "criticality", "estimated", "promise", "notes"]
    {
        assert_eq!(one[key], found[key], "{key}");
    }
    // What does not reach the milestone at all is told of one only where it could.
    let told = |of: &Value| -> Vec<(String, i64)> {
        let driver = |it: &Value| (it["id"].as_str().unwrap().to_owned(), it["p80_days_saved"].as_i64().unwrap());
        of.as_array().unwrap().iter().map(driver).collect()
    };
    assert_eq!(told(&one["drivers"]), told(&found["drivers"]));
}

#[test]
fn any_number_of_threads_gives_the_same_and_another_seed_does_not() {
    let told = |more: &[&str]| text(&[&["forecast", TODAY, "--format=json", "--runs=3000", EXAMPLE], more].concat());
    let one = told(&["--threads=1"]);
    assert_eq!(one, told(&["--threads=4"]));
    assert_eq!(one, told(&["--threads=16"]));
    assert_ne!(one, told(&["--threads=1", "--seed=2"]));
}

#[test]
fn what_nothing_dates_has_no_number_but_a_remedy() {
    let told = json(&["forecast", "base-model-training", TODAY, "--format=json"]);
    for key in ["cpm", "p50", "p80", "on_time", "mean_days"] {
        assert_eq!(told[key], Value::Null, "{key}");
    }
    assert!(told["notes"][0].as_str().unwrap().contains("write date, duration"));
    let all = text(&["forecast", TODAY]);
    assert!(all.contains("Nothing in it is left to chance"), "{all}");
    assert!(!all.contains('%') || all.contains("50 % by"), "{all}");
}

#[test]
fn the_sentences_can_be_read_out() {
    insta::assert_snapshot!("forecast_of_one", text(&["forecast", "first-passengers", EXAMPLE, TODAY, "--runs=2048"]));
    insta::assert_snapshot!(
        "forecast_of_all",
        text(&["forecast", EXAMPLE, "--seed=3", TODAY, "--runs=2048"].map(|it| if it == EXAMPLE {
            "assets/examples/tidewater/roadmap.toml"
        } else {
            it
        }))
    );
    insta::assert_snapshot!("forecast_of_what_is_only_dated", text(&["forecast", TODAY]));
}

#[test]
fn a_vendors_announcement_and_an_empty_roadmap_are_told_as_what_they_are() {
    let chip = text(&["forecast", "hestrune-charger", EXAMPLE, TODAY, "--runs=1024"]);
    assert!(chip.contains("It is there on 2027-09-30, the last day of what was announced."), "{chip}");
    assert!(!chip.contains("estimate ="), "nobody here estimates it: {chip}");
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("roadmap.toml");
    std::fs::write(&file, "[roadmap]\ntitle = \"Empty\"\n").unwrap();
    let empty = text(&["forecast", file.to_str().unwrap(), TODAY]);
    assert_eq!(empty, "Empty, as of 2026-11-25.\nThere is no milestone in it yet.\n");
}

#[test]
fn what_cannot_be_asked_is_told_and_ends_as_usage() {
    for (arguments, told) in [
        (vec!["forecast", "first-passenger", EXAMPLE], "did you mean `first-passengers`"),
        (vec!["forecast", "nvidia"], "is a member; a forecast is made of a milestone or an announcement"),
        (vec!["forecast", "Not.An.Id", EXAMPLE], "is no id"),
        (vec!["forecast", "--runs=0"], "0 is not in 1..=262144"),
    ] {
        let ended = roadmap(&arguments);
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(said.contains(told), "{arguments:?}: {said}");
        assert!(ended.stdout.is_empty());
    }
    assert_eq!(roadmap(&["forecast", "./nowhere.toml"]).status.code(), Some(3));
}
