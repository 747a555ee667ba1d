//! What is needed of the capability areas, and what is lost if a member leaves.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use coalition_roadmap::edition::{Edition, Facts, Origin};
use coalition_roadmap::model::{Day, EntryIx, Health};
use coalition_roadmap::panes::sheet;
use coalition_roadmap::plan::Leaving;
use coalition_roadmap::text::Sources;

const ALLIANCE: &str = r#"
roadmap.title = "T"
member = [
  { id = "acme", name = "Acme", specialty = "s", capabilities = ["crypto", "ux"] },
  { id = "beta", name = "Beta", specialty = "s", capabilities = ["ux"] },
]
capability = [{ id = "crypto", name = "Crypto" }, { id = "ux", name = "UX" }, { id = "law", name = "Law" }]
project = [
  { id = "wallet", name = "Wallet", kind = "software", status = "in-progress", capabilities = ["crypto", "ux"] },
  { id = "idle", name = "Idle", kind = "software", status = "planned", capabilities = ["law"] },
]
milestone = [
  { id = "spec", name = "Spec", project = "wallet", status = "planned", owner = "acme", date = "2027" },
  { id = "audit", name = "Audit", project = "wallet", status = "blocked", owner = "beta", capabilities = ["law", "crypto", "crypto"] },
  { id = "past", name = "Past", project = "wallet", status = "done", owner = "acme", done = 2026-01-01 },
  { id = "gone", name = "Gone", project = "idle", status = "cancelled" },
]
risk = [{ id = "r", name = "R", category = "c", status = "open", owner = "acme" }]
"#;

fn read() -> Edition {
    let sources = Sources::of_text("roadmap.toml", ALLIANCE.to_owned());
    let edition = Edition::read(1, Origin::default(), sources, Day::new(2026, 6, 1).unwrap());
    let errors: Vec<_> = edition.problems.iter().filter(|problem| problem.is_error()).collect();
    // The same area named twice is told, and counts once.
    assert!(errors.len() <= 1, "{errors:?}");
    edition
}

fn at(edition: &Edition, id: &str) -> EntryIx {
    edition.roadmap.find(id).unwrap()
}

#[test]
fn open_milestones_need_the_areas_they_name_or_else_those_of_their_project() {
    let edition = read();
    let needs = |id: &str| edition.needs.of(at(&edition, id));
    assert_eq!((needs("crypto"), needs("ux"), needs("law")), (2, 1, 1));
    assert!(edition.needs.are_known());
    assert_eq!(needs("acme"), 0, "what is no area is not needed");
}

#[test]
fn a_member_that_leaves_takes_what_only_it_covers_and_what_it_answers_for() {
    let edition = read();
    let lost = Leaving::of(&edition.roadmap, &edition.links, at(&edition, "acme"));
    assert_eq!(lost.areas, [at(&edition, "crypto")]);
    assert_eq!(lost.stranded, [at(&edition, "spec"), at(&edition, "audit")]);
    assert_eq!(lost.owned, [at(&edition, "spec")]);
    assert_eq!(lost.risks, 1);
    let lost = Leaving::of(&edition.roadmap, &edition.links, at(&edition, "beta"));
    assert!(lost.areas.is_empty() && lost.stranded.is_empty());
    assert_eq!(lost.owned, [at(&edition, "audit")]);
    let told = format!("{:?}", sheet(&Facts::of(&edition), at(&edition, "acme")));
    assert!(told.contains("if it leaves") && told.contains("nobody covers Crypto"), "{told}");
}

#[test]
fn a_project_stands_as_its_open_milestone_that_is_worst_off() {
    let edition = read();
    assert_eq!(edition.judged.of_project(at(&edition, "wallet")), Some(Health::OffTrack));
    assert_eq!(edition.judged.of_project(at(&edition, "idle")), None);
    assert_eq!(edition.judged.of_project(at(&edition, "spec")), None);
}
