use super::schema::sentence;
use crate::model::{Askable, Kind, Kinds, Shape, THERE};
use std::fmt::Write;

/// Filters that show what can be asked, each with what it asks.
pub const FILTERS: &[(Kind, &str, &str)] = &[
    (Kind::Milestone, "mistral", "everything in which the word stands, or that has to do with Mistral AI"),
    (Kind::Milestone, "\"base model\"", "both words, one behind the other"),
    (Kind::Milestone, "status:planned,blocked", "one of several values"),
    (Kind::Milestone, "date<today !status:done,cancelled", "what should have been reached by now"),
    (Kind::Milestone, "date>=today date<=today+12w", "what comes in the next twelve weeks"),
    (Kind::Milestone, "date:2026-Q4", "what is promised in that quarter, or could be"),
    (Kind::Milestone, "health:at-risk,off-track,overdue", "what someone has to look at"),
    (Kind::Milestone, "slack<0", "what is behind, by the plan"),
    (Kind::Milestone, "on_time<50", "promises that are sooner broken than kept"),
    (Kind::Milestone, "critical:yes", "the chain that drives the milestone with the least slack"),
    (Kind::Milestone, "p80>2027-Q1", "what will hardly be there by the end of that quarter"),
    (Kind::Milestone, "waits_for:\"vera rubin\"", "what waits for Vera Rubin, over any number of steps"),
    (Kind::Milestone, "!has:date owner:none", "without a date and without an owner"),
    (Kind::Project, "kind:model member:mistral-ai", "models that Mistral AI has a part in"),
    (Kind::Capability, "cover<2", "areas that hang on one member, or on none"),
    (Kind::Risk, "likelihood>=4 impact>=4", "likely and bad"),
    (Kind::Risk, "owner:none !status:closed,accepted", "risks that nobody answers for"),
];

/// The reference of the language of filters, as Markdown.
pub fn filter_reference() -> String {
    let mut out = String::from(
        "# Filters\n\n\
         <!-- Made from the declarations of the fields: UPDATE=1 cargo test --test generated -->\n\n\
         The same language is typed behind `/` in every pane, given to `roadmap list`, `roadmap snapshot` and the \
         dashboard with `--filter`, and written into the views of a file. A filter is parts with spaces between them, \
         and all of them must hold. While one is typed, Tab offers the fields, and behind a field the values that are \
         there, with how many entries each would leave. What cannot be understood is said, with what to type instead; \
         on the command line it ends with exit code 2.\n\n\
         | part | what it asks |\n|---|---|\n\
         | `word` | the word stands in a text of the entry, accents and capitals aside, or its letters in the name in this order; or a member with that name has to do with it |\n\
         | `\"some words\"` | they stand there just so |\n\
         | `field:value` | the field has it: a text has it in it, a reference has it in its id or name, a date has a day in common with it |\n\
         | `field=value` | the field is it, the whole of it |\n\
         | `field<value` `<=` `>` `>=` | a date, number or duration before or after another |\n\
         | `field:a,b` | one of several values |\n\
         | `field:none` | the field is absent |\n\
         | `has:field` | the field is there |\n\
         | `!part` | the part does not hold; `field!=value` is the same as `!field=value` |\n\n\
         A value with a space or a comma in it stands in quotes, with `\\\"` for a quote. Where a value is the whole of \
         one of the words that can stand there, or the whole id or name of an entry, only that is meant; else everything \
         that has it in it.\n\n\
         ## Dates\n\n\
         A date is as precise as it is known, and so it is an interval of days: `2026-Q3` is all days of that quarter. \
         The same holds for the date it is compared with, which is written as in the file, or as `today`, `today+4w`, \
         `today-10d`. Of any two dates exactly one of these holds:\n\n\
         | | |\n|---|---|\n\
         | `date<2026-Q3` | wholly before: its last day comes before the first of the quarter |\n\
         | `date:2026-Q3` or `date=2026-Q3` | they have a day in common: it lies in the quarter, or could |\n\
         | `date>2026-Q3` | wholly after: its first day comes after the last of the quarter |\n\n\
         `date<=2026-Q3` is what is not wholly after, `date>=2026-Q3` what is not wholly before. What has no date is in \
         none of them. `date` is the promise, or the day of an announcement; `when` the day on the timeline, which for \
         what is reached is the day on which it was.\n\n\
         ## Numbers\n\n\
         Durations are compared in days, as `10d` or `6w`; an estimate by its likely duration. A likelihood is compared \
         as a level with `1` to `5`, and as a probability with `0.35` or `35%`: a probability has the level in which it \
         lies, a level the probability in its middle.\n\n\
         ## Examples\n\n\
         | pane | filter | what it finds |\n|---|---|---|\n",
    );
    for (kind, filter, what) in FILTERS {
        let _ = writeln!(out, "| {} | `{filter}` | {what} |", kind.plural());
    }
    out.push_str(
        "\n## Fields\n\nThose of [the format](format.md), and some that are computed. In a pane, the fields of the \
         entries that it lists can be asked for.\n\n\
         | field | of | what it holds | meaning |\n|---|---|---|---|\n",
    );
    for field in Askable::all(Kinds::ANY) {
        let names: Vec<String> =
            std::iter::once(field.name).chain(field.aliases()).map(|name| format!("`{name}`")).collect();
        let of = match field.kinds() {
            kinds if kinds.is_every() => "any".to_owned(),
            kinds => kinds.plain_words().replace(" or ", ", "),
        };
        let holds = holds(&field);
        let _ = writeln!(out, "| {} | {of} | {holds} | {} |", names.join(" "), sentence(field.doc()));
    }
    let _ = writeln!(out, "| `{THERE}` | any | the name of a field | Whether the field is there. |");
    out
}

fn holds(field: &Askable) -> String {
    match field.shape() {
        Shape::Word(..) => {
            let words = field.words(Kinds::ANY);
            words.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(" ")
        }
        Shape::Link(Kinds::ANY) => "a reference".to_owned(),
        Shape::Link(kinds) => format!("a reference to {}", kinds.words()),
        Shape::Date => "a date".to_owned(),
        Shape::Duration | Shape::Estimate => "a duration".to_owned(),
        Shape::Whole(i64::MIN, i64::MAX) => "a number, below 0 too".to_owned(),
        Shape::Whole(from, i64::MAX) => format!("a number from {from} on"),
        Shape::Whole(from, to) => format!("a number, {from} to {to}"),
        Shape::Share => "a number, 0 to 1".to_owned(),
        Shape::Likelihood => "1 to 5, or a probability".to_owned(),
        _ => "text".to_owned(),
    }
}
