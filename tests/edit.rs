//! A change of the text changes what it should and not a byte more.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::edit::{Patch, Refusal, add, check, set, settable};
use coalition_roadmap::edition::{Edition, Origin, What, changes};
use coalition_roadmap::load::{Reading, load, one_by_one};
use coalition_roadmap::model::{Datum, Day, Id, Kind, Shape};
use coalition_roadmap::problem::{Code, human};
use coalition_roadmap::text::{FileId, SourceText, Sources};
use proptest::prelude::*;
use proptest::sample::Index;

#[path = "support/generate.rs"]
mod generate;
#[path = "support/legal.rs"]
mod legal;

const SHIPPED: &str = include_str!("../roadmap.toml");

const HEAD: &str = "[roadmap]\ntitle = \"t\"\n[[member]]\nid = \"acme\"\nname = \"Acme\"\nspecialty = \"s\"\n";
const MILESTONE: &str = "[[milestone]]\nid = \"m\"\nname = \"M\"\nstatus = \"planned\"\n";

fn edition(text: &str) -> Edition {
    let sources = Sources::of_text("roadmap.toml", text);
    let edition = Edition::read(1, Origin::default(), sources, Day::new(2026, 11, 23).unwrap());
    assert!(
        edition.is_sound(),
        "{}",
        human(&edition.problems, &edition.sources, coalition_roadmap::problem::Paper::default())
    );
    edition
}

fn m(field: &str, typed: &str, text: &str) -> Result<Patch, Refusal> {
    set(&edition(text), &Id::new("m"), field, typed)
}

/// Setting a field of `m` makes one text of another, and can be undone.
#[track_caller]
fn makes(before: &str, field: &str, typed: &str, after: &str) -> Patch {
    let patch = m(field, typed, before).unwrap_or_else(|refusal| panic!("{refusal}"));
    let got = patch.apply(before).unwrap();
    assert_eq!(got, after);
    assert_eq!(patch.undo().apply(&got).unwrap(), before);
    assert_eq!(check(&edition(before), &Id::new("m"), field, typed), Ok(()));
    patch
}

/// The same below the head, with lines that end in either way, with a mark, and without the last line end.
#[track_caller]
fn makes_in_every_dress(before: &str, field: &str, typed: &str, after: &str) {
    for head in [HEAD.to_owned(), format!("\u{feff}{HEAD}")] {
        let (before, after) = (format!("{head}{before}"), format!("{head}{after}"));
        makes(&before, field, typed, &after);
        makes(&before.replace('\n', "\r\n"), field, typed, &after.replace('\n', "\r\n"));
        let bare = |text: &str| text.strip_suffix('\n').unwrap().to_owned();
        makes(&bare(&before), field, typed, &bare(&after));
        let crlf = |text: &str| bare(text).replace('\n', "\r\n");
        makes(&crlf(&before), field, typed, &crlf(&after));
        let more = "\n# -- Risks --\n[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"c\"\nstatus = \"open\"\n";
        makes(&format!("{before}{more}"), field, typed, &format!("{after}{more}"));
    }
}

#[track_caller]
fn refused(before: &str, field: &str, typed: &str, why: &str) {
    let refusal = m(field, typed, before).unwrap_err();
    let said = refusal.to_string();
    assert!(said.contains(why), "{said}");
    assert!(!said.contains('\n') && !said.ends_with('.'), "{said}");
}

#[test]
fn only_the_value_changes() {
    makes_in_every_dress(MILESTONE, "status", "done", &MILESTONE.replace("planned", "done"));
    let odd = "[[ milestone ]] # here\n  id = 'm'   # its id\n\t\"status\"\t=\t'planned' # how far\n'name' =  \"M\"\n";
    makes_in_every_dress(odd, "status", "in-progress", &odd.replace("planned", "in-progress"));
    makes_in_every_dress(odd, "name", "中間評価 🙂", &odd.replace("\"M\"", "\"中間評価 🙂\""));
    let wide = format!("{MILESTONE}summary = \"中間評価 é 🙂\" # 中\nprogress = 0x28\n");
    makes_in_every_dress(&wide, "progress", "41", &wide.replace("0x28", "41"));
    makes_in_every_dress(&wide, "summary", "é", &wide.replace("中間評価 é 🙂", "é"));
}

#[test]
fn quotes_are_kept_where_they_can_hold_the_text() {
    let with = |value: &str| format!("{HEAD}{MILESTONE}summary = {value} # c\n");
    for (before, typed, after) in [
        ("'a'", "b \\ \"c\"", "'b \\ \"c\"'"),
        ("'a'", "it's", "\"it's\""),
        ("'a'", "one\ntwo", "\"\"\"\none\ntwo\"\"\""),
        ("\"a\"", "say \"b\" \\ c", "\"say \\\"b\\\" \\\\ c\""),
        ("\"a\"", "one\ntwo", "\"one\\ntwo\""),
        ("\"\"\"a\"\"\"", "one\ntwo", "\"\"\"one\ntwo\"\"\""),
        ("\"\"\"\na\nb\"\"\"", "c", "\"\"\"\nc\"\"\""),
        ("\"\"\"\na\\\n  b\"\"\"", "c \"\"\" \\ \"d\"", "\"\"\"\nc \"\"\\\" \\\\ \"d\\\"\"\"\""),
        ("\"\"\"a\"\"\"", "x\"\"\"", "\"\"\"x\"\"\\\"\"\"\""),
        ("\"\"\"a\"\"\"", "\"\"\"\"\"\"x", "\"\"\"\"\"\\\"\"\"\\\"x\"\"\""),
        ("'''a'''", "one\n\ntwo \\ it's", "'''one\n\ntwo \\ it's'''"),
        ("'''\na'''", "it's'", "\"\"\"\nit's'\"\"\""),
    ] {
        makes(&with(before), "summary", typed, &with(after));
        let crlf = |value: &str| with(value).replace('\n', "\r\n");
        makes(&crlf(before), "summary", typed, &crlf(after));
    }
    // Where nothing stands yet, several lines are written as such.
    makes_in_every_dress(MILESTONE, "summary", "a\n\nb", &format!("{MILESTONE}summary = \"\"\"\na\n\nb\"\"\"\n"));
    // What cannot be shown is not written.
    makes_in_every_dress(
        MILESTONE,
        "summary",
        " \u{200b} a\tb\u{1b}[2J\u{feff} ",
        &format!("{MILESTONE}summary = \"a b[2J\"\n"),
    );
}

#[test]
fn a_date_keeps_its_quotes_and_a_new_day_has_none() {
    let with = |value: &str| format!("{MILESTONE}date = {value} # the promise\n");
    makes_in_every_dress(&with("2026-12-01"), "date", "2027-01-31", &with("2027-01-31"));
    makes_in_every_dress(&with("2026-12-01"), "date", "2027-Q1", &with("\"2027-Q1\""));
    makes_in_every_dress(&with("\"2026-12-01\""), "date", "2027-01-31", &with("\"2027-01-31\""));
    makes_in_every_dress(&with("'2026-Q4'"), "date", "2027", &with("'2027'"));
    makes_in_every_dress(MILESTONE, "date", "2027-01-31", &format!("{MILESTONE}date = 2027-01-31\n"));
    makes_in_every_dress(MILESTONE, "date", " 2027-H1 ", &format!("{MILESTONE}date = \"2027-H1\"\n"));
    refused(&with("\"2026-12-01\"").replace("[[", &format!("{HEAD}[[")), "date", "2026-12-01", "already");
}

#[test]
fn a_key_more_comes_after_the_last_one_of_the_entry_itself() {
    makes_in_every_dress(MILESTONE, "progress", "40", &format!("{MILESTONE}progress = 40\n"));
    let tabbed = MILESTONE.replace("status", "\tstatus");
    makes_in_every_dress(&tabbed, "owner", "acme", &format!("{tabbed}\towner = \"acme\"\n"));
    let commented = format!("{MILESTONE}tags = [\n  \"a\", # one\n] # tags\n");
    makes_in_every_dress(
        &format!("{commented}\n# below\n"),
        "progress",
        "40",
        &format!("{commented}progress = 40\n\n# below\n"),
    );
    let below = "\n[milestone.estimate] # sub\nlow = \"1d\"\nlikely = \"2d\"\nhigh = \"3d\"\n";
    makes_in_every_dress(
        &format!("{MILESTONE}{below}"),
        "progress",
        "40",
        &format!("{MILESTONE}progress = 40\n{below}"),
    );
    let dotted =
        format!("{MILESTONE}estimate.low = \"1d\"\n  estimate . \"likely\" = \"2d\"\n  estimate.high = \"3d\" # c\n");
    makes_in_every_dress(&dotted, "progress", "40", &format!("{dotted}  progress = 40\n"));
    let long = format!("{MILESTONE}summary = '''\n[[milestone]]\nid = \"n\" # ]] }}\n''' # end\n");
    makes_in_every_dress(&long, "progress", "40", &format!("{long}progress = 40\n"));
    let inline = format!("{MILESTONE}estimate = {{ low = \"1d\", likely = \"2d\",\n high = \"3d\" }} # c\n");
    makes_in_every_dress(&inline, "duration", "6w", &format!("{inline}duration = \"6w\"\n"));
}

#[test]
fn nothing_typed_takes_the_line_out() {
    let (first, last) = ("[[milestone]]\nid = \"m\"\n", "status = \"planned\"\nname = \"M\"\n");
    let with = |line: &str| format!("{first}{line}{last}");
    makes_in_every_dress(&with("\"progress\" = 40 # so far\n"), "progress", "", &with(""));
    makes_in_every_dress(&with("# before\n  summary = \"\"\"\na\nb\"\"\" # c\n"), "summary", " ", &with("# before\n"));
    makes_in_every_dress(&format!("{first}{last}owner = 'acme'\n"), "owner", "", &format!("{first}{last}"));
    let text = format!("{HEAD}{MILESTONE}");
    refused(&text, "status", "", "`status` must be there");
    refused(&text, "progress", "", "`m` has no `progress`");
}

#[test]
fn entries_between_braces_stay_so() {
    let head = "roadmap.title = \"t\"\nmilestone = [";
    let both = |before: &str, field: &str, typed: &str, after: &str| {
        let (before, after) = (format!("{head}{before}]\n"), format!("{head}{after}]\n"));
        makes(&before, field, typed, &after);
        makes(&before.replace('\n', "\r\n"), field, typed, &after.replace('\n', "\r\n"));
    };
    let other = "{ id = \"n\", name = \"N\", status = \"done\" }";
    let one = |fields: &str| format!("{other}, {{ id = \"m\", name = 'M', {fields} }}, ");
    both(&one("status = \"planned\""), "status", "done", &one("status = \"done\""));
    both(&one("status = \"planned\""), "progress", "40", &one("status = \"planned\", progress = 40"));
    let dotted = "status = \"planned\", estimate.low = \"1d\", estimate.likely = \"2d\", estimate.high = \"3d\"";
    both(&one(dotted), "progress", "40", &one(&format!("{dotted}, progress = 40")));
    both(&one("progress = 40, status = \"planned\""), "progress", "", &one("status = \"planned\""));
    both(&one("status = \"planned\", progress = 40"), "progress", "", &one("status = \"planned\""));
    // Braces over several lines, with comments.
    let lines = |last: &str| {
        format!("\n  {{ id = \"m\", # its id\n    name = \"M\",\n    status = 'done'{last}\n  }}, # m\n  {other},\n")
    };
    both(&lines(""), "progress", "40", &lines(", progress = 40"));
    both(&lines(" # c"), "progress", "40", &lines(", progress = 40 # c"));
    both(&lines(", # c\n    progress = 40 # d"), "progress", "", &lines(" # c\n     # d"));
    both(&lines(", # c\n    progress = 40, # d"), "progress", "", &lines(", # c"));
    both(&lines(", progress = 40"), "progress", "", &lines(""));
    both(
        &lines(",\n    progress = 40, owner.x = 1").replace(", owner.x = 1", ", tags = []"),
        "progress",
        "",
        &lines(",\n    tags = []"),
    );
}

#[test]
fn what_cannot_stand_there_is_refused_with_what_can() {
    let text = format!(
        "{HEAD}{MILESTONE}start = \"2026-Q3\"\n[[project]]\nid = \"p\"\nname = \"P\"\nkind = \"model\"\nstatus = \"planned\"\n"
    );
    for (field, typed, why) in [
        ("status", "dnoe", "did you mean \"done\"?"),
        ("status", "x", "one of planned, in-progress, blocked, done, cancelled"),
        ("date", "soon", "`soon` is no date; write 2026-03-16"),
        ("date", "2027-02-29", "is no date"),
        ("date", "2026-Q2", "starts 2026-Q3, after its date 2026-Q2"),
        ("progress", "140", "write a whole number from 0 to 100"),
        ("progress", "4.5", "a whole number is wanted here"),
        ("progress", "40 %", "a whole number is wanted here"),
        ("progress", "nan", "a whole number is wanted here"),
        ("progress", "1\nstatus = 2", "a whole number is wanted here"),
        ("duration", "soon", "write days as \"10d\""),
        ("owner", "acne", "nothing has the id `acne`; did you mean \"acme\"?"),
        ("owner", "p", "`p` is a project; `owner` takes a member"),
        ("project", "pp", "nothing has the id `pp`; did you mean \"p\"?"),
        ("statsu", "done", "did you mean `status`?"),
        ("id", "n", "`id` is an id"),
        ("was", "n", "`was` is an id"),
        ("tags", "n", "`tags` is a list"),
        ("estimate", "n", "`estimate` is an estimate"),
        ("status", "planned", "`m` has this `status` already"),
    ] {
        refused(&text, field, typed, why);
        // All but what two fields have to do with each other is told while it is typed.
        let told = check(&edition(&text), &Id::new("m"), field, typed).map_err(|refusal| refusal.to_string());
        match (field, typed) {
            ("date", "2026-Q2") | ("status", "planned") => assert_eq!(told, Ok(())),
            _ => assert!(told.unwrap_err().contains(why)),
        }
    }
    let none = set(&edition(&text), &Id::new("mm"), "status", "done").unwrap_err();
    assert_eq!(none.to_string(), "nothing has the id `mm`; did you mean `m`?");
    let broken = format!("{text}oops = 1\n");
    let broken = Edition::read(1, Origin::default(), Sources::of_text("r", broken), Day(0));
    assert_eq!(set(&broken, &Id::new("m"), "status", "done"), Err(Refusal::Broken));
    assert!(matches!(add(&broken, Kind::Risk, "R"), Err(Refusal::Broken)));
}

#[test]
fn numbers_are_written_as_toml_can_read_them() {
    let risk = "[[risk]]\nid = \"m\"\nname = \"R\"\ncategory = \"c\"\nstatus = \"open\"\n";
    for (typed, written) in [
        ("3", "3"),
        ("0.35", "0.35"),
        (".35", "0.35"),
        ("1.", "1.0"),
        ("05", "5"),
        ("+2", "+2"),
        ("1e-2", "1e-2"),
        ("0.350", "0.350"),
    ] {
        makes_in_every_dress(risk, "likelihood", typed, &format!("{risk}likelihood = {written}\n"));
    }
    for typed in ["0", "6", "1.5", "-0.1", "inf", "1e999", "0x3", "3 # c", "\"3\""] {
        refused(&format!("{HEAD}{risk}"), "likelihood", typed, "");
    }
}

#[test]
fn a_change_says_what_it_does() {
    let text = format!("{HEAD}{MILESTONE}progress = 40\n");
    let words = |field, typed| m(field, typed, &text).unwrap().words();
    assert_eq!(words("status", "done"), "m: status planned → done");
    assert_eq!(words("progress", ""), "m: progress 40 → nothing");
    assert_eq!(words("owner", "acme"), "m: owner nothing → acme");
    assert_eq!(m("status", "done", &text).unwrap().undo().words(), "m: status done → planned");
    let long = words("summary", &"a\nb".repeat(40));
    assert!(long.chars().count() < 80 && long.ends_with('…') && !long.contains('\n'), "{long}");
}

#[test]
fn a_change_is_made_only_to_the_text_it_was_made_from() {
    let text = format!("{HEAD}{MILESTONE}");
    let patch = m("status", "done", &text).unwrap();
    let done = patch.apply(&text).unwrap();
    assert_eq!(patch.apply(&done), None);
    assert_eq!(patch.apply(""), None);
    assert_eq!(patch.apply(&format!("{text}\n")), None);
    assert_eq!(patch.apply(&text.replace("Acme", "Acne")), None);
    assert_eq!(patch.undo().apply(&text), None);
    assert_eq!(patch.undo().undo(), patch);
}

#[test]
fn every_settable_field_is_of_a_shape_that_can_be_typed() {
    let all: Vec<&str> = settable(Kind::Milestone).map(|field| field.key).collect();
    let wanted = [
        "name",
        "project",
        "status",
        "date",
        "start",
        "done",
        "duration",
        "progress",
        "summary",
        "owner",
        "basis",
        "visibility",
    ];
    assert_eq!(all, wanted);
}

#[track_caller]
fn adds(before: &str, kind: Kind, name: &str, after: &str) -> Id {
    let (patch, id) = add(&edition(before), kind, name).unwrap_or_else(|refusal| panic!("{refusal}"));
    let got = patch.apply(before).unwrap();
    assert_eq!(got, after);
    assert_eq!(patch.undo().apply(&got).unwrap(), before);
    assert_eq!(patch.words(), format!("{id}: added"));
    id
}

const NEW: &str =
    "[[milestone]]\nid = \"first-light\"\nname = \"First light\"\nstatus = \"planned\"\nbasis = \"assumption\"\n";

#[test]
fn a_new_entry_comes_after_the_last_of_its_kind() {
    let below = "\n[milestone.estimate]\nlow = \"1d\"\nlikely = \"2d\"\nhigh = \"3d\" # c\n";
    let risk = "[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"c\"\nstatus = \"open\"\n";
    for (upper, lower) in [
        (format!("{HEAD}{MILESTONE}"), format!("\n# -- Risks --\n{risk}")),
        (format!("{HEAD}{MILESTONE}{below}"), format!("\n{risk}\n")),
        (format!("{HEAD}{MILESTONE}# progress = 40\n  # mine\n"), format!("\n{risk}")),
        (format!("{HEAD}{MILESTONE}"), String::new()),
        (format!("{HEAD}{MILESTONE}# the end\n"), String::new()),
        (HEAD.to_owned(), String::new()),
    ] {
        let after = format!("{upper}\n{NEW}{lower}");
        let before = format!("{upper}{lower}");
        assert_eq!(adds(&before, Kind::Milestone, " First\nlight ", &after).as_str(), "first-light");
        adds(&before.replace('\n', "\r\n"), Kind::Milestone, "First light", &after.replace('\n', "\r\n"));
        if lower.is_empty() {
            adds(before.trim_end(), Kind::Milestone, "First light", after.trim_end());
        }
    }
    // What stands directly below is kept apart; a comment there is its own.
    for lower in [risk.to_owned(), format!("# about it\n{risk}")] {
        let before = format!("{HEAD}{MILESTONE}{lower}");
        adds(&before, Kind::Milestone, "First light", &format!("{HEAD}{MILESTONE}\n{NEW}\n{lower}"));
    }
    // A table of the last one that stands far below stays its own.
    let far = format!("{HEAD}{MILESTONE}{risk}{below}");
    adds(&far, Kind::Milestone, "First light", &format!("{far}\n{NEW}"));
    // Blank lines at the end are enough.
    adds(&format!("{HEAD}\n"), Kind::Milestone, "First light", &format!("{HEAD}\n{NEW}"));
}

#[test]
fn a_new_entry_comes_between_braces_where_the_others_are() {
    let head = "roadmap.title = \"t\"\nmilestone = [";
    let one = "{ id = \"m\", name = \"M\", status = \"done\" }";
    let new = "{ id = \"x\", name = \"X\", status = \"planned\", basis = \"assumption\" }";
    for (before, after) in [
        (String::new(), new.to_owned()),
        (one.to_owned(), format!("{one}, {new}")),
        (format!(" {one}, # m\n"), format!(" {one}, {new}, # m\n")),
        (format!("\n  {one}, # m\n"), format!("\n  {one}, # m\n  {new},\n")),
        (format!("\n  {one} # m\n"), format!("\n  {one},\n  {new} # m\n")),
    ] {
        let (before, after) = (format!("{head}{before}]\n"), format!("{head}{after}]\n"));
        adds(&before, Kind::Milestone, "X", &after);
        adds(&before.replace('\n', "\r\n"), Kind::Milestone, "X", &after.replace('\n', "\r\n"));
    }
}

#[test]
fn a_new_entry_of_every_kind_is_sound_and_has_an_id_of_its_own() {
    for text in [HEAD.to_owned(), SHIPPED.to_owned(), generate::roadmap(7, 200)] {
        for kind in Kind::ALL {
            let edition = edition(&text);
            let (patch, id) = add(&edition, kind, "The \"new\" one").unwrap();
            assert_eq!(id.as_str(), "the-new-one");
            let after = self::edition(&patch.apply(&text).unwrap());
            let entry = after.roadmap.entry("the-new-one").unwrap();
            assert_eq!((entry.kind(), entry.name()), (kind, "The \"new\" one"));
            // What is missing yet is told, as of any entry: who covers an area, when a milestone comes, who owns a risk.
            let own = after.problems.iter().filter(|problem| problem.message.contains("the-new-one"));
            assert!(own.into_iter().all(|it| [Code::W044, Code::W045, Code::W046].contains(&it.code)), "{kind:?}");
            let told = changes(&edition, &after);
            assert_eq!(told.len(), 1);
            assert_eq!(told[0].what, What::Added);
        }
    }
    let text = format!("{HEAD}{MILESTONE}");
    let id = |name| add(&edition(&text), Kind::Milestone, name).unwrap().1.to_string();
    assert_eq!(id("M"), "m-2");
    assert_eq!(id("中間評価"), "milestone");
    assert_eq!(id("one two three four five six seven eight nine"), "one-two-three-four-five-six-seven-eight");
    let nameless = add(&edition(&text), Kind::Risk, " \u{200b} ").unwrap_err();
    assert_eq!(nameless.to_string(), "a new risk needs a name");
}

#[test]
fn with_several_files_the_one_in_which_it_stands_changes() {
    let (first, second) =
        (format!("{HEAD}[[risk]]\nid = \"r\"\nname = \"R\"\ncategory = \"c\"\nstatus = \"open\"\n"), "# ours\n");
    let second = format!("{second}{MILESTONE}");
    let sources = Sources::alone(vec![
        SourceText::of_text("roadmap.toml", first.clone()),
        SourceText::of_text("more.toml", second.clone()),
    ]);
    let edition = Edition::read(1, Origin::default(), sources, Day(20_780));
    assert!(edition.is_sound(), "{:?}", edition.problems);
    let patch = set(&edition, &Id::new("m"), "owner", "acme").unwrap();
    assert_eq!(patch.file, FileId(1));
    assert_eq!(patch.apply(&first), None);
    assert_eq!(patch.apply(&second).unwrap(), format!("{second}owner = \"acme\"\n"));
    let patch = set(&edition, &Id::new("r"), "status", "closed").unwrap();
    assert_eq!((patch.file, patch.apply(&first).unwrap()), (FileId(0), first.replace("open", "closed")));
    // What is new comes into the first file, also where others of its kind stand elsewhere, with an id that is free.
    let (patch, id) = add(&edition, Kind::Milestone, "M").unwrap();
    assert_eq!((patch.file, id.as_str()), (FileId(0), "m-2"));
    assert!(patch.apply(&first).unwrap().starts_with(&format!("{first}\n[[milestone]]\nid = \"m-2\"\n")));
}

fn reading(text: &str) -> Reading {
    load(&Sources::of_text("roadmap.toml", text), one_by_one, &mut |_| {})
}

/// Every entry with all that it says.
fn all(reading: &Reading) -> Vec<(Id, Vec<(&'static str, Datum)>)> {
    let one = |(_, entry): (_, coalition_roadmap::model::Entry<'_>)| {
        let mut fields = Vec::new();
        entry.data(&mut |field, datum| fields.push((field.key, datum)));
        (entry.id().clone(), fields)
    };
    reading.roadmap.entries().map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_field_of_any_entry_can_be_any_legal_value(
        seed: u64, entries in 5usize..80, dress in 0u8..8, entry: Index, field: Index, any: Index, out in prop::bool::weighted(0.2),
        text in "[ -~\\n\"'\\\\é中🙂]{0,30}",
    ) {
        let mut before = generate::roadmap(seed, entries);
        if dress & 1 != 0 { before = before.replace('\n', "\r\n"); }
        if dress & 2 != 0 { before.insert(0, '\u{feff}'); }
        if dress & 4 != 0 { before.truncate(before.trim_end().len()); }
        let edition = edition(&before);
        let old = reading(&before);
        let number = entry.index(edition.roadmap.len());
        let entry = edition.roadmap.entries().nth(number).unwrap().1;
        let fields: Vec<_> = settable(entry.kind()).collect();
        let field = fields[field.index(fields.len())];
        let text = text.trim().to_owned();
        let Some((typed, wanted)) = legal::legal(field, &edition, &any, &text) else { return Ok(()) };
        let (typed, wanted) = if out && !field.required { (String::new(), Datum::Absent) } else { (typed, wanted) };
        check(&edition, entry.id(), field.key, &typed).unwrap();
        let mut should = all(&old);
        let value = &mut should[number].1.iter_mut().find(|(key, _)| *key == field.key).unwrap().1;
        let same = *value == wanted;
        *value = wanted;
        match set(&edition, entry.id(), field.key, &typed) {
            Ok(patch) => {
                prop_assert!(!same);
                let after = patch.apply(&before).unwrap();
                prop_assert_eq!(&after[..patch.range.start], &before[..patch.range.start]);
                prop_assert_eq!(&after[patch.range.start + patch.text.len()..], &before[patch.range.end..]);
                prop_assert_eq!(&before[patch.range.clone()], &patch.was);
                prop_assert!(patch.was.matches('\n').count() <= 1 || field.shape == Shape::Text);
                let new = reading(&after);
                prop_assert_eq!(&new.problems, &old.problems);
                prop_assert_eq!(all(&new), should);
                prop_assert_eq!(format!("{:?}", new.roadmap.scenes.len()), format!("{:?}", old.roadmap.scenes.len()));
                let bare = |text: &str| text.matches('\n').count() - text.matches("\r\n").count();
                if dress & 1 != 0 { prop_assert_eq!(bare(&after), 0); } else { prop_assert!(!after.contains('\r')); }
                prop_assert_eq!(after.ends_with('\n'), before.ends_with('\n'));
                prop_assert_eq!(patch.undo().apply(&after).unwrap(), before);
            }
            Err(Refusal::AlreadySo(_)) => prop_assert!(same),
            // The one thing that two fields have to do with each other.
            Err(refusal) => prop_assert!(refusal.to_string().contains("after its date"), "{}", refusal),
        }
    }

    #[test]
    fn anything_typed_is_refused_or_right(field: Index, typed in "[ -~\\n\"'\\\\é中🙂\t\u{1b}]{0,12}|.*", entry: Index) {
        let before = generate::roadmap(3, 40);
        let edition = edition(&before);
        let entry = edition.roadmap.entries().nth(entry.index(edition.roadmap.len())).unwrap().1;
        let fields: Vec<_> = settable(entry.kind()).collect();
        let field = fields[field.index(fields.len())];
        let possible = check(&edition, entry.id(), field.key, &typed);
        match set(&edition, entry.id(), field.key, &typed) {
            Ok(patch) => {
                prop_assert_eq!(possible, Ok(()));
                let after = patch.apply(&before).unwrap();
                prop_assert_eq!(patch.undo().apply(&after).unwrap(), before);
            }
            Err(refusal) => {
                prop_assert!(!matches!(refusal, Refusal::Unproven(_)), "{}", refusal);
                let said = refusal.to_string();
                prop_assert_eq!(coalition_roadmap::text::one_line(&said), said.as_str());
            }
        }
    }

    #[test]
    fn any_text_fits_in_any_quotes(style in 0usize..6, crlf: bool, text in "[\"'\\\\\nab #中]{1,12}") {
        let present = ["'a'", "\"a\"", "'''a'''", "'''\na'''", "\"\"\"a\"\"\"", "\"\"\"\na\"\"\""][style];
        let before = format!("{HEAD}{MILESTONE}summary = {present} # c\nprogress = 4\n");
        let before = if crlf { before.replace('\n', "\r\n") } else { before };
        match m("summary", &text, &before) {
            Ok(patch) => {
                let after = edition(&patch.apply(&before).unwrap());
                let read = after.roadmap.milestones[0].summary.clone().unwrap_or_default();
                prop_assert_eq!(read, text.trim());
            }
            Err(Refusal::AlreadySo(_)) => prop_assert!(["", "a"].contains(&text.trim())),
            Err(refusal) => prop_assert!(false, "{}", refusal),
        }
    }
}
