//! When, how likely, and what drives it, as data.

use crate::edition::Facts;
use crate::model::EntryIx;
use crate::panes::{left_out, rests_on};
use crate::plan::{Grounds, Outlook, Standing};
use serde_json::{Map, Value, json};

/// The answer about one entry, of so many runs from a seed.
pub fn one(facts: &Facts<'_>, outlook: &Outlook, seed: u64, runs: u32) -> Value {
    let mut out = Map::new();
    out.insert("version".to_owned(), json!(1));
    out.insert("today".to_owned(), json!(facts.edition.today.to_string()));
    out.insert("seed".to_owned(), json!(seed));
    out.insert("runs".to_owned(), json!(runs));
    out.extend(answer(facts, outlook));
    Value::Object(out)
}

/// The answers about all milestones; `driven`: with what drives each.
pub fn all(facts: &Facts<'_>, outlooks: &[Outlook], driven: bool) -> Value {
    let mut out = Map::new();
    out.insert("version".to_owned(), json!(1));
    out.insert("today".to_owned(), json!(facts.edition.today.to_string()));
    out.insert("seed".to_owned(), json!(facts.forecast.map(|forecast| forecast.seed)));
    out.insert("runs".to_owned(), json!(facts.forecast.map_or(0, |forecast| forecast.tally.runs)));
    let grounds = Grounds::whole(&facts.edition.roadmap, &facts.edition.links, &facts.edition.activities);
    out.insert("estimated".to_owned(), json!({ "with": grounds.estimated, "of": grounds.milestones }));
    out.insert("joint_on_time".to_owned(), json!(joint(facts, outlooks)));
    out.insert("milestones".to_owned(), outlooks.iter().map(|outlook| Value::Object(answer(facts, outlook))).collect());
    let mut notes = rests_on(facts, &grounds);
    notes.extend(left_out(facts));
    if !driven {
        notes.push("there are too many milestones to say what drives each: ask for one by its id".to_owned());
    }
    out.insert("notes".to_owned(), json!(notes));
    Value::Object(out)
}

/// The share of runs in which all promises are kept; nothing without a promise that is still open.
pub(super) fn joint(facts: &Facts<'_>, outlooks: &[Outlook]) -> Option<f64> {
    let forecast = facts.forecast?;
    outlooks.iter().any(|outlook| outlook.on_time().is_some()).then(|| forecast.joint())
}

fn answer(facts: &Facts<'_>, outlook: &Outlook) -> Map<String, Value> {
    let id = |ix: &EntryIx| facts.edition.roadmap.get(*ix).map(|entry| entry.id().to_string()).unwrap_or_default();
    let date = facts.edition.roadmap.milestone(outlook.entry).and_then(|milestone| milestone.date);
    let begins = outlook.plan.as_ref().map(|plan| plan.begins);
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| out.insert(key.to_owned(), value);
    put("id", json!(id(&outlook.entry)));
    put("estimated", json!({ "with": outlook.grounds.estimated, "of": outlook.grounds.milestones }));
    put(
        "cpm",
        outlook.plan.as_ref().map_or(Value::Null, |plan| {
            json!({
                "start": plan.begins.to_string(),
                "finish": plan.timing.finish.to_string(),
                "length_days": plan.length(),
                "critical_path": plan.critical_path.iter().map(id).collect::<Vec<_>>(),
                "slack_days": plan.timing.slack,
            })
        }),
    );
    put(
        "promise",
        date.map_or(Value::Null, |date| json!({ "written": date.to_string(), "last": date.last.to_string() })),
    );
    for percent in [10, 50, 80, 90] {
        let by = outlook.by(percent).zip(begins).map(|((day, (low, high)), begins)| {
            json!({
                "date": day.to_string(),
                "days": day.since(begins),
                "interval_days": [low.since(begins), high.since(begins)],
            })
        });
        put(&format!("p{percent}"), json!(by));
    }
    put("mean_days", json!(outlook.mean().map(|days| (days * 100.0).round() / 100.0)));
    put("on_time", json!(outlook.on_time()));
    put(
        "criticality",
        outlook.criticality.iter().map(|(ix, share)| (id(ix), json!(share))).collect::<Map<_, _>>().into(),
    );
    let kind = |is_risk: bool| if is_risk { "risk" } else { "estimate" };
    put(
        "drivers",
        outlook
            .savings
            .iter()
            .map(|it| json!({ "id": id(&it.entry), "kind": kind(it.is_risk), "p80_days_saved": it.days, "naive_days": it.naive }))
            .collect(),
    );
    put("notes", json!(notes(facts, outlook)));
    out
}

/// Why nothing says when a milestone comes, and what would.
fn undated(facts: &Facts<'_>, ix: EntryIx) -> String {
    let id = |ix: EntryIx| facts.edition.roadmap.get(ix).map(|entry| format!("`{}`", entry.id()));
    let waits: Vec<String> = facts.edition.links.from_in(ix, "depends_on").filter_map(id).take(3).collect();
    if waits.is_empty() {
        return "nothing says when it comes: write date, duration, estimate or depends_on".to_owned();
    }
    format!(
        "nothing says when it comes: it has no date and no length, and {} give it none; write date, duration or estimate",
        waits.join(", ")
    )
}

/// What has to be said with the numbers, or instead of them.
pub(super) fn notes(facts: &Facts<'_>, outlook: &Outlook) -> Vec<String> {
    let mut notes = Vec::new();
    match (outlook.standing, &outlook.plan) {
        (Standing::Unscheduled, _) => {
            notes.push(undated(facts, outlook.entry));
            return notes;
        }
        (Standing::Unschedulable, _) => return vec!["it waits for itself, or for something that does".to_owned()],
        (Standing::Cancelled, _) => return vec!["it was given up".to_owned()],
        (_, Some(plan)) if plan.over => return vec![format!("it was reached on {}", plan.timing.finish)],
        _ => {}
    }
    notes.extend(rests_on(facts, &outlook.grounds));
    if outlook.plan.as_ref().is_some_and(|plan| plan.timing.at_most) {
        notes.push("the slack is at most that: what decides it has no length".to_owned());
    }
    notes.extend(left_out(facts));
    notes
}
