//! The language of filters: what it finds, what it says of what it cannot understand, what it offers.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use coalition_roadmap::ask::{Query, complete};
use coalition_roadmap::edition::{Edition, Facts, Origin};
use coalition_roadmap::model::{Askable, Clause, Day, Kind, Kinds, Op, Said, Shape, Wrong, clauses, quoted};
use coalition_roadmap::panes::{PANES, Place};
use coalition_roadmap::text::Sources;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::sync::LazyLock;

#[path = "support/generate.rs"]
mod generate;

const SMALL: &str = r#"
[roadmap]
title = "A small roadmap"
[[source]]
id = "paper"
title = "The founding paper"
published = 2026-01-10
[[member]]
id = "acme"
name = "Acme"
specialty = "Chips"
capabilities = ["speed"]
[[member]]
id = "zuerich"
name = "Zürich Labs"
specialty = "Words, and none of the chips"
tags = ["founding"]
capabilities = ["speed", "safety"]
[[capability]]
id = "speed"
name = "Speed"
[[capability]]
id = "safety"
name = "Safety"
[[capability]]
id = "none"
name = "Nothing at all"
[[project]]
id = "base"
name = "Base"
kind = "model"
status = "in-progress"
members = ["acme"]
[[project]]
id = "family"
name = "Family"
kind = "model-family"
status = "planned"
builds_on = ["base"]
runs_on = ["chip"]
owner = "zuerich"
[[milestone]]
id = "spec"
name = "Spec"
project = "base"
status = "done"
date = 2026-01-10
done = 2026-01-09
progress = 100
tags = ["paper work", "spec"]
sources = ["paper"]
[[milestone]]
id = "port"
name = "Port to the chip"
project = "family"
status = "planned"
date = "2026-Q3"
duration = "4w"
progress = 50
depends_on = ["spec", "chip"]
owner = "acme"
[[milestone]]
id = "tune"
name = "Tune, then port"
status = "blocked"
date = "2026-08"
estimate = { low = "4w", likely = "6w", high = "12w" }
depends_on = ["port"]
[[milestone]]
id = "later"
name = "Later"
status = "planned"
date = "2026"
depends_on = ["tune"]
[[milestone]]
id = "someday"
name = "Some day"
status = "planned"
depends_on = ["spec"]
[[announcement]]
id = "chip"
name = "The chip"
kind = "hardware"
date = 2026-03-01
available = "2026-Q4"
facts = [{ label = "Cores", value = "16 \"big\" ones" }]
[[risk]]
id = "slow"
name = "Too slow"
category = "pace"
status = "open"
likelihood = 4
impact = 5
affects = ["family"]
[[risk]]
id = "few"
name = "Too few"
category = "people"
status = "mitigating"
likelihood = 0.35
affects = ["base"]
owner = "acme"
"#;

fn read(text: String, today: (i16, i8, i8)) -> Edition {
    let today = Day::new(today.0, today.1, today.2).unwrap();
    let edition = Edition::read(1, Origin::default(), Sources::of_text("roadmap.toml", text), today);
    assert!(edition.is_sound(), "{:?}", edition.problems);
    edition
}

static EDITION: LazyLock<Edition> = LazyLock::new(|| read(SMALL.to_owned(), (2026, 6, 1)));
static MADE: LazyLock<Edition> = LazyLock::new(|| read(generate::roadmap(3, 400), (2026, 6, 1)));
static SHIPPED: LazyLock<Edition> = LazyLock::new(|| read(include_str!("../roadmap.toml").to_owned(), (2026, 11, 23)));

fn facts(edition: &Edition) -> Facts<'_> {
    Facts::of(edition)
}

/// The ids that a filter leaves, of entries of a kind.
fn ids(edition: &Edition, kinds: Kinds, filter: &str) -> Result<Vec<String>, Wrong> {
    let selected = Query::new(filter, &facts(edition), kinds)?.select(&facts(edition)).entries;
    let of_kind = edition.roadmap.entries().filter(|(_, entry)| kinds.contains(entry.kind()));
    Ok(of_kind.filter(|(ix, _)| selected.contains(*ix)).map(|(_, entry)| entry.id().to_string()).collect())
}

#[track_caller]
fn finds(kind: Kind, filter: &str, wanted: &[&str]) {
    assert_eq!(ids(&EDITION, kind.set(), filter), Ok(wanted.iter().map(|id| (*id).to_owned()).collect()), "{filter}");
}

#[test]
fn words_stand_in_any_text_accents_and_capitals_folded() {
    finds(Kind::Milestone, "", &["spec", "port", "tune", "later", "someday"]);
    finds(Kind::Milestone, "PORT", &["port", "tune"]);
    finds(Kind::Milestone, "port chip", &["port"]);
    finds(Kind::Milestone, "prtchp", &["port"]);
    finds(Kind::Milestone, "\"then port\"", &["tune"]);
    finds(Kind::Milestone, "\"port then\"", &[]);
    finds(Kind::Member, "zurich", &["zuerich"]);
    finds(Kind::Member, "chips", &["acme", "zuerich"]);
    finds(Kind::Milestone, "!port", &["spec", "later", "someday"]);
    // What a member has to do with is found by its name.
    finds(Kind::Milestone, "acme", &["port"]);
}

#[test]
fn texts_have_what_is_asked_for_or_are_it() {
    finds(Kind::Milestone, "name:port", &["port", "tune"]);
    finds(Kind::Milestone, "name=later", &["later"]);
    finds(Kind::Milestone, "name=late", &[]);
    finds(Kind::Milestone, "name!=later !name:port", &["spec", "someday"]);
    finds(Kind::Milestone, "name:\"tune, then\"", &["tune"]);
    finds(Kind::Milestone, "tag:paper", &["spec"]);
    finds(Kind::Milestone, "tags=\"paper work\"", &["spec"]);
    finds(Kind::Milestone, "tags=paper", &[]);
    finds(Kind::Source, "name:founding", &["paper"]);
    finds(Kind::Source, "title:founding", &["paper"]);
    finds(Kind::Announcement, "facts:\"16 \\\"big\\\"\"", &["chip"]);
    finds(Kind::Milestone, "id:port", &["port"]);
}

#[test]
fn words_of_a_list_are_meant_alone_where_they_are_whole() {
    finds(Kind::Milestone, "status:planned,blocked", &["port", "tune", "later", "someday"]);
    finds(Kind::Milestone, "status:block", &["tune"]);
    finds(Kind::Project, "kind:model", &["base"]);
    finds(Kind::Project, "kind:mod", &["base", "family"]);
    finds(Kind::Project, "kind:project", &["base", "family"]);
    finds(Kind::Milestone, "health:overdue", &[]);
    finds(Kind::Milestone, "health:\"at risk\"", &["later"]);
    finds(Kind::Milestone, "health:off-track", &["port", "tune"]);
    finds(Kind::Milestone, "health:done,no-date", &["spec", "someday"]);
}

#[test]
fn references_are_asked_for_by_id_or_by_name() {
    finds(Kind::Milestone, "owner:acme", &["port"]);
    finds(Kind::Project, "owner:\"zurich labs\"", &["family"]);
    finds(Kind::Project, "owner:labs", &["family"]);
    finds(Kind::Project, "owner=zuerich,acme", &["family"]);
    finds(Kind::Milestone, "project:base,family", &["spec", "port"]);
    finds(Kind::Milestone, "owner:none", &["spec", "tune", "later", "someday"]);
    finds(Kind::Milestone, "owner:none,acme date:none", &["someday"]);
    finds(Kind::Member, "capability:safety", &["zuerich"]);
    // Something that is called as nothing is called is asked for in quotes.
    finds(Kind::Member, "capability:none", &[]);
    finds(Kind::Member, "!capability:\"none\"", &["acme", "zuerich"]);
}

#[test]
fn computed_fields_are_asked_for_as_any_other() {
    finds(Kind::Milestone, "waits_for:chip", &["port", "tune", "later"]);
    finds(Kind::Project, "waits_for:chip", &["family"]);
    finds(Kind::Milestone, "depends_on:chip", &["port"]);
    finds(Kind::Risk, "refers_to:base", &["few"]);
    finds(Kind::Risk, "score>=20", &["slow"]);
    finds(Kind::Risk, "score:none", &["few"]);
    finds(Kind::Capability, "cover<2", &["safety", "none"]);
    finds(Kind::Milestone, "when:2026-Q1", &["spec", "later"]);
}

#[test]
fn dates_are_intervals_and_of_two_exactly_one_comparison_holds() {
    // Q3 of the milestones: `port` is that quarter, `tune` lies in it, `later` is some day of that year.
    finds(Kind::Milestone, "date:2026-Q3", &["port", "tune", "later"]);
    finds(Kind::Milestone, "date=2026-q3", &["port", "tune", "later"]);
    finds(Kind::Milestone, "date<2026-Q3", &["spec"]);
    finds(Kind::Milestone, "date>2026-Q2", &["port", "tune"]);
    finds(Kind::Milestone, "date<=2026-Q2", &["spec", "later"]);
    finds(Kind::Milestone, "date>=2026-Q4", &["later"]);
    finds(Kind::Milestone, "date:2026-08-31", &["port", "tune", "later"]);
    finds(Kind::Milestone, "date:2026-09", &["port", "later"]);
    finds(Kind::Milestone, "date<today", &["spec"]);
    finds(Kind::Milestone, "date>today date<=today+9w", &["port", "tune"]);
    finds(Kind::Milestone, "date>=today-3w !date:2026", &[]);
    finds(Kind::Milestone, "has:date", &["spec", "port", "tune", "later"]);
    finds(Kind::Milestone, "!has:date", &["someday"]);
    finds(Kind::Milestone, "has:estimate,duration", &["port", "tune"]);
}

#[test]
fn numbers_and_durations_are_compared() {
    finds(Kind::Milestone, "progress>50", &["spec"]);
    finds(Kind::Milestone, "progress>=50%", &["spec", "port"]);
    finds(Kind::Milestone, "progress=50", &["port"]);
    finds(Kind::Milestone, "progress!=50", &["spec", "tune", "later", "someday"]);
    finds(Kind::Milestone, "!progress<100", &["spec", "tune", "later", "someday"]);
    finds(Kind::Milestone, "duration>=28d", &["port"]);
    finds(Kind::Milestone, "estimate>5w", &["tune"]);
    finds(Kind::Risk, "impact=5", &["slow"]);
    finds(Kind::Risk, "likelihood>=4", &["slow"]);
    // A probability has the level in which it lies, a level the probability in its middle.
    finds(Kind::Risk, "likelihood=2", &["few"]);
    finds(Kind::Risk, "likelihood<50%", &["few"]);
    finds(Kind::Risk, "likelihood>0.6", &["slow"]);
}

#[test]
fn what_asks_for_nothing_yet_leaves_everything() {
    for filter in ["!", "status:", "status:planned,", "has:", "date<", "!owner:", "\"\"", "\""] {
        let all = ids(&EDITION, Kind::Milestone.set(), filter).unwrap();
        let planned = filter == "status:planned,";
        assert_eq!(all.len(), if planned { 3 } else { 5 }, "{filter}");
    }
}

/// What is said of a filter for milestones, and which piece of it is meant.
#[track_caller]
fn says(filter: &str, meant: &str, message: &str) {
    let wrong = ids(&EDITION, Kind::Milestone.set(), filter).expect_err(filter);
    assert_eq!((&filter[wrong.at.clone()], wrong.message.as_str()), (meant, message), "{filter}");
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_what_to_type() {
    says("port stauts:done", "stauts", "there is no field `stauts`; did you mean `status`?");
    says("http://x", "http", "there is no field `http`; put it in quotes to look for it as a word");
    says("lead:x", "lead", "a milestone has no `lead`; a member has");
    says("has:dat", "dat", "there is no field `dat`; did you mean `date`?");
    says(
        "status:dnoe",
        "dnoe",
        "`dnoe` is none of planned, in-progress, blocked, done, cancelled; did you mean `done`?",
    );
    says("status:done,open", "open", "`open` is none of planned, in-progress, blocked, done, cancelled");
    says("!owner:acne", "acne", "no member has `acne`, in `owner`; did you mean `acme`?");
    says("owner=\"Acne\"", "\"Acne\"", "no member is called `Acne`, in `owner`; did you mean `acme`?");
    says("owner=acme,ac", "ac", "no member is called `ac`, in `owner`; did you mean `acme`?");
    says("depends_on:xyz", "xyz", "no milestone or announcement has `xyz`, in `depends_on`");
    says("progress>half", "half", "`half` is no number, and `progress` is one");
    says("progress>101", "101", "`progress` is 0 to 100, never 101");
    says("date<2026-13", "2026-13", "`2026-13` is no date; write 2026-03-16, 2026-03, 2026-Q3, 2026-H2, 2026 or today");
    says("duration>4m", "4m", "`4m` is no duration; write 10d or 6w");
    says("name<b", "b", "`name` is text: ask with `:` or `=`, not with `<`");
    says("status>done", "done", "`status` is a word: ask with `:` or `=`, not with `>`");
    says("owner>acme", "acme", "`owner` is a reference: ask with `:` or `=`, not with `>`");
    says("progress>1,2", "1,2", "`>` compares with one value; with `:` there may be several");
    says("has=date", "has=date", "`has` is asked as has:FIELD");
    let many = "a ".repeat(80);
    assert_eq!(ids(&EDITION, Kinds::ANY, &many).unwrap_err().message, "a filter has 64 parts at most");
    let risk = |filter: &str| ids(&EDITION, Kind::Risk.set(), filter).unwrap_err().message;
    assert_eq!(risk("likelihood>9"), "`likelihood` is 1 to 5, or a probability such as 0.35, never 9");
    assert_eq!(risk("status:planned"), "`planned` is none of open, mitigating, accepted, occurred, closed");
    assert_eq!(risk("date<2026"), "a risk has no `date`; a milestone or an announcement has");
}

#[test]
fn what_is_wrong_is_pointed_at() {
    let filter = "中 stauts:done";
    let wrong = ids(&EDITION, Kinds::ANY, filter).unwrap_err();
    assert_eq!(
        wrong.pointed(filter),
        "there is no field `stauts`; did you mean `status`?\n  中 stauts:done\n     ^^^^^^"
    );
}

fn offered(filter: &str) -> Vec<String> {
    let (before, behind) = filter.split_once('|').unwrap_or((filter, ""));
    let offers = complete(&format!("{before}{behind}"), before.len(), &facts(&EDITION), Kind::Milestone.set());
    offers.list.into_iter().map(|offer| offer.text).collect()
}

#[test]
fn fields_and_then_their_values_are_offered() {
    assert_eq!(offered("sta"), ["status:", "start:"]);
    assert_eq!(offered("!pro"), ["project:", "progress:"]);
    assert_eq!(offered("port ta"), ["tag:", "tags:", "status:", "start:"]);
    assert_eq!(offered("port t"), ["tag:", "tags:"], "one letter stands in many names");
    assert_eq!(offered("has:est"), ["estimate"]);
    assert_eq!(offered("status:"), ["planned", "blocked", "done"]);
    assert_eq!(offered("status:planned,"), ["blocked", "done"]);
    assert_eq!(offered("status:pl"), ["planned"]);
    assert_eq!(offered("owner:"), ["acme", "none"]);
    assert_eq!(offered("depends_on:the"), ["chip", "port", "tune"], "by its name, from its beginning first");
    assert_eq!(offered("tag:"), ["\"paper work\"", "spec", "none"]);
    assert_eq!(offered("tags:pap"), ["\"paper work\""]);
    assert_eq!(offered("date:"), ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "none"]);
    assert_eq!(offered("date<"), ["today", "2026-Q2", "2026-Q3", "2026-Q4"]);
    assert_eq!(offered("progress>"), ["50"]);
    assert_eq!(offered("duration:"), ["4w", "none"]);
    assert_eq!(offered("name<"), Vec::<String>::new());
    assert_eq!(offered("owner:acme status:"), ["planned"], "what the other parts leave");
    assert_eq!(offered("status:pl|anned port"), ["planned"]);
    assert_eq!(offered("st|atus!=done"), ["status:", "start:", "estimate:"]);
    assert_eq!(offered("nofield:"), Vec::<String>::new());
    let all = complete("", 0, &facts(&EDITION), Kind::Milestone.set());
    assert!(all.quiet && all.list.len() > 15);
}

#[test]
fn an_offer_says_what_it_means_and_how_many_it_leaves() {
    let offers = complete("depends_on:", 11, &facts(&EDITION), Kind::Milestone.set());
    let chip = offers.list.iter().find(|offer| offer.text == "chip").unwrap();
    assert_eq!((chip.aside.as_str(), chip.count), ("The chip", Some(1)));
    let offers = complete("!depends_on:", 12, &facts(&EDITION), Kind::Milestone.set());
    assert_eq!(offers.list.iter().find(|offer| offer.text == "spec").unwrap().count, Some(3), "turned round");
    let offers = complete("own", 3, &facts(&EDITION), Kind::Milestone.set());
    assert_eq!((offers.list[0].text.as_str(), offers.list[0].aside.as_str()), ("owner:", "Who answers for it"));
}

#[test]
fn every_row_of_a_pane_is_of_a_kind_that_can_be_asked_for_there() {
    for edition in [&*EDITION, &*MADE, &*SHIPPED] {
        for pane in PANES {
            for row in pane.rows(&facts(edition), &Place::of(pane.name())) {
                let kind = row.entry().and_then(|ix| edition.roadmap.get(ix)).map(|entry| entry.kind());
                assert!(kind.is_none_or(|kind| pane.scope().contains(kind)), "{kind:?} in {}", pane.title());
            }
        }
    }
}

#[test]
fn fields_of_the_same_name_hold_the_same_sort_of_value() {
    for field in Askable::all(Kinds::ANY) {
        let plain = |shape: Shape| match shape {
            Shape::List(of) => std::mem::discriminant(of),
            shape => std::mem::discriminant(&shape),
        };
        let mut shapes = field.declared.iter().map(|(_, field)| plain(field.shape));
        let first = shapes.next().unwrap();
        assert!(shapes.all(|shape| shape == first), "{}", field.name);
        assert!(!field.doc().is_empty(), "{}", field.name);
    }
}

#[test]
fn the_examples_of_the_reference_find_something_in_the_shipped_roadmap() {
    for (kind, filter, _) in coalition_roadmap::export::FILTERS {
        let found = ids(&SHIPPED, kind.set(), filter);
        // Nobody has scored its risks, and it has no estimates.
        let not_there =
            ["likelihood", "slack", "on_time", "critical", "p80"].iter().any(|field| filter.contains(field));
        assert!(found.is_ok_and(|found| !found.is_empty() || not_there), "{filter}");
    }
}

fn fields() -> impl Strategy<Value = String> {
    let mut names: Vec<&str> = coalition_roadmap::model::askable_names(Kinds::ANY);
    names.push("nothing-of-the-kind");
    select(names).prop_map(str::to_owned)
}

fn values() -> impl Strategy<Value = String> {
    let some = "planned,blocked|2026-Q3|2026|today-3w|4|0.35|50%|6w|none|\"a b\"|member-1|e|x|".split('|');
    prop_oneof![4 => select(some.collect::<Vec<_>>()).prop_map(str::to_owned), 1 => "[ -~é中\"\\\\,]{0,6}"]
}

/// A clause that is often right.
fn parts() -> impl Strategy<Value = String> {
    let op = select(vec![":", "=", "!=", "<", "<=", ">", ">="]);
    let field = (fields(), op, values()).prop_map(|(field, op, value)| format!("{field}{op}{value}"));
    prop_oneof![3 => field, 1 => "[a-zé中]{1,5}", 1 => "\"[a-z ]{0,5}\"?"]
}

/// Where a cursor can be in a text.
fn cursors(text: &str) -> Vec<usize> {
    (0..=text.len()).filter(|i| text.is_char_boundary(*i)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_is_read_or_pointed_at(text in "[ -~éß中\u{301}\u{2028}\"\\\\:<>=!,]{0,40}", at in any::<Index>()) {
        for kinds in [Kinds::ANY, Kind::Risk.set()] {
            if let Err(wrong) = ids(&MADE, kinds, &text) {
                prop_assert!(text.get(wrong.at.clone()).is_some(), "{wrong:?} in {text:?}");
                prop_assert!(!wrong.message.is_empty() && !wrong.pointed(&text).is_empty());
            }
            let offers = complete(&text, *at.get(&cursors(&text)), &facts(&MADE), kinds);
            prop_assert!(text.get(offers.at.clone()).is_some(), "{offers:?} in {text:?}");
        }
    }

    #[test]
    fn a_part_and_its_opposite_share_all_entries_between_them(part in parts()) {
        prop_assume!(clauses(&part).len() == 1);
        for edition in [&*EDITION, &*MADE] {
            let (Ok(with), Ok(without)) = (ids(edition, Kinds::ANY, &part), ids(edition, Kinds::ANY, &format!("!{part}"))) else {
                continue;
            };
            let asks = !Query::new(&part, &facts(edition), Kinds::ANY).unwrap().is_empty();
            let all = edition.roadmap.len();
            prop_assert_eq!(with.len() + without.len(), if asks { all } else { 2 * all }, "{}", part);
            prop_assert!(!asks || with.iter().all(|id| !without.contains(id)));
        }
    }

    #[test]
    fn parts_narrow_whatever_their_order(a in parts(), b in parts()) {
        let both = |filter: String| ids(&MADE, Kinds::ANY, &filter);
        if let (Ok(one), Ok(two), Ok(all)) = (both(a.clone()), both(b.clone()), both(format!("{a} {b}"))) {
            prop_assume!(!a.contains('"') && !b.contains('"'));
            let wanted: Vec<_> = one.into_iter().filter(|id| two.contains(id)).collect();
            prop_assert_eq!(&all, &wanted, "{} {}", a, b);
            prop_assert_eq!(both(format!("{b} {a}")), Ok(all));
        }
    }

    #[test]
    fn of_two_dates_exactly_one_comes_first_or_they_meet(date in "20(2[0-9]|3[0-2])(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12])?") {
        let count = |op: &str| ids(&MADE, Kinds::ANY, &format!("date{op}{date}")).unwrap();
        let (before, meets, after) = (count("<"), count(":"), count(">"));
        let dated = ids(&MADE, Kinds::ANY, "has:date").unwrap();
        prop_assert_eq!(before.len() + meets.len() + after.len(), dated.len());
        prop_assert_eq!(count("<=").len(), before.len() + meets.len());
        prop_assert_eq!(count(">=").len(), after.len() + meets.len());
    }

    #[test]
    fn a_value_in_quotes_is_read_as_that_value(value in "[ -~é中]{1,12}") {
        let filter = format!("tags={}", quoted(&value));
        prop_assert!(ids(&MADE, Kinds::ANY, &filter).is_ok(), "{}", filter);
        let clauses = clauses(&filter);
        let [Clause { said: Said::Field(_, Op::Is, values), .. }] = &clauses[..] else {
            return Err(TestCaseError::fail(format!("{clauses:?}")));
        };
        prop_assert_eq!(values.iter().map(|value| value.text.as_str()).collect::<Vec<_>>(), [value.as_str()]);
    }

    #[test]
    fn whatever_is_offered_is_understood_and_every_value_leaves_something(
        field in fields(),
        op in select(vec![":", "=", "<", "<=", ">", ">="]),
        begun in "[a-z0-9]{0,2}",
        kind in select(Kind::ALL.to_vec()),
    ) {
        for edition in [&*EDITION, &*MADE, &*SHIPPED] {
            let offer_all = |text: &str| complete(text, text.len(), &facts(edition), kind.set());
            for begun in [field.as_str(), begun.as_str(), ""] {
                for offer in offer_all(begun).list {
                    prop_assert_eq!(ids(edition, kind.set(), &offer.text), ids(edition, kind.set(), ""), "{}", offer.text);
                }
            }
            let text = format!("{field}{op}{begun}");
            let offers = offer_all(&text);
            for offer in offers.list {
                let mut filled = text.clone();
                filled.replace_range(offers.at.clone(), &offer.text);
                let found = ids(edition, kind.set(), &filled);
                prop_assert!(found.as_ref().is_ok_and(|found| !found.is_empty()), "{filled}: {found:?}");
                // What it says that it leaves is what it leaves.
                let uncounted = ["has", "waits_for"].contains(&field.as_str());
                let found = found.ok().map(|found| found.len());
                prop_assert!(uncounted || offer.count.is_none() || offer.count == found, "{filled}: {offer:?}");
                // Where there are few texts, each is counted.
                prop_assert!(uncounted || offer.count.is_some() || edition.roadmap.len() > 1_000, "{filled}: {offer:?}");
            }
        }
    }
}
