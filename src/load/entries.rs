use super::syntax::Tables;
use crate::model::{
    About, Announcement, Capability, Id, Kind, Member, Milestone, Note, Project, Reader, Record, Risk, Roadmap, Scene,
    Source, read_table,
};
use crate::problem::{Code, Problem};
use crate::text::{FileId, Span};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use toml::Spanned;
use toml::de::DeValue;

/// Every id that stands in a file, also of entries that could not be read: a reference to one of those is right.
#[derive(Debug, Default)]
pub struct Ids(pub HashMap<Id, (Kind, Span)>);

/// Reads all tables of a file.
pub fn read(file: FileId, tables: &Tables<'_>, roadmap: &mut Roadmap, ids: &mut Ids, problems: &mut Vec<Problem>) {
    let mut reader = Reader { file, base: 0, problems };
    let mut titled = tables.is_empty();
    for (base, table) in tables {
        reader.base = *base;
        for (key, value) in table.get_ref() {
            let r = &mut reader;
            match key.get_ref().as_ref() {
                About::NAME => {
                    titled = true;
                    about(value, roadmap, r);
                }
                Source::NAME => list(value, Kind::Source, &mut roadmap.sources, ids, r),
                Member::NAME => list(value, Kind::Member, &mut roadmap.members, ids, r),
                Capability::NAME => list(value, Kind::Capability, &mut roadmap.capabilities, ids, r),
                Project::NAME => list(value, Kind::Project, &mut roadmap.projects, ids, r),
                Milestone::NAME => list(value, Kind::Milestone, &mut roadmap.milestones, ids, r),
                Announcement::NAME => list(value, Kind::Announcement, &mut roadmap.announcements, ids, r),
                Risk::NAME => list(value, Kind::Risk, &mut roadmap.risks, ids, r),
                Note::NAME => list(value, Kind::Note, &mut roadmap.notes, ids, r),
                Scene::NAME => self::tables(value, &mut roadmap.scenes, r),
                _ => r.unknown(key, Kind::ALL.into_iter().map(Kind::word).chain([About::NAME, Scene::NAME])),
            }
        }
    }
    if !titled {
        let problem = Problem::new(Code::E010, Span::new(file, 0..0), "missing table `[roadmap]` with the title");
        reader.tell(problem.remedy("begin the file with [roadmap] and title = \"…\"".to_owned()));
    }
    for milestone in &roadmap.milestones {
        if let (Some(start), Some(date)) = (milestone.start, milestone.date)
            && start.first > date.last
        {
            let message = format!("`{}` starts {start}, after its date {date}", milestone.id);
            let problem = Problem::new(Code::E031, milestone.at, message);
            reader.tell(problem.remedy("let start be no later than date".to_owned()));
        }
    }
}

fn about(value: &Spanned<DeValue<'_>>, roadmap: &mut Roadmap, reader: &mut Reader<'_>) {
    roadmap.about = read_table::<About>(value, reader);
    if roadmap.about.as_ref().is_some_and(|about| !about.include.is_empty()) {
        let at = value
            .get_ref()
            .as_table()
            .and_then(|table| table.get("include"))
            .map_or_else(|| reader.span(value), |v| reader.span(v));
        reader.tell(
            Problem::new(Code::E018, at, "include is not followed yet")
                .remedy("put the entries into this file".to_owned()),
        );
    }
}

/// Ids are noted before an entry is read: one that cannot be read must not make a reference to it wrong too.
fn list<R: Record>(value: &Spanned<DeValue<'_>>, kind: Kind, out: &mut Vec<R>, ids: &mut Ids, reader: &mut Reader<'_>) {
    for item in array(value).unwrap_or_default() {
        if let Some((text, id)) = item.get_ref().get("id").and_then(|v| Some((v.get_ref().as_str()?, v))) {
            let at = reader.span(id);
            match ids.0.entry(Id::new(text)) {
                Entry::Vacant(free) => {
                    free.insert((kind, at));
                }
                Entry::Occupied(taken) => {
                    let problem =
                        Problem::new(Code::E022, at, format!("the id `{}` is used twice", crate::text::clean(text)));
                    reader.tell(
                        problem.also(taken.get().1, "first used here").remedy("give one of them another id".to_owned()),
                    );
                }
            }
        }
    }
    tables(value, out, reader);
}

fn tables<R: Record>(value: &Spanned<DeValue<'_>>, out: &mut Vec<R>, reader: &mut Reader<'_>) {
    let Some(items) = array(value) else {
        let problem = Problem::new(Code::E012, reader.span(value), format!("`{}` is a list of tables", R::NAME));
        return reader.tell(problem.remedy(format!("write [[{}]] with two brackets", R::NAME)));
    };
    out.reserve(items.len());
    out.extend(items.iter().filter_map(|item| read_table(item, reader)));
}

fn array<'v, 'i>(value: &'v Spanned<DeValue<'i>>) -> Option<&'v [Spanned<DeValue<'i>>]> {
    match value.get_ref() {
        DeValue::Array(items) => Some(items),
        _ => None,
    }
}
