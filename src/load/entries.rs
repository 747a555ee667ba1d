use super::piece::Piece;
use crate::model::{
    About, Announcement, Capability, Id, Kind, Member, Milestone, Note, Project, Reader, Record, Risk, Scene, Source,
    TABLES, View, read_table,
};
use crate::problem::{Code, Problem};
use crate::text::{FileId, Span};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// Ids that stand in a text, also of entries that could not be read, in the order of the lists.
pub type Noted = Vec<(Id, Kind, Span)>;

/// Reads all tables of a text that begins at `base` in its file.
pub fn read(file: FileId, base: usize, table: &Spanned<DeTable<'_>>, piece: &mut Piece) {
    let Piece { roadmap, ids, problems, orphans, alone, .. } = piece;
    let mut reader = Reader { file, base, problems, orphans };
    let r = &mut reader;
    for (key, value) in table.get_ref() {
        let name: &str = key.get_ref().as_ref();
        if !matches!(value.get_ref(), DeValue::Array(_)) {
            alone.push((name.to_owned(), r.span(key)));
        }
        match name {
            About::NAME => roadmap.about = about(key, value, r),
            Source::NAME => list(value, Kind::Source, &mut roadmap.sources, ids, r),
            Member::NAME => list(value, Kind::Member, &mut roadmap.members, ids, r),
            Capability::NAME => list(value, Kind::Capability, &mut roadmap.capabilities, ids, r),
            Project::NAME => list(value, Kind::Project, &mut roadmap.projects, ids, r),
            Milestone::NAME => list(value, Kind::Milestone, &mut roadmap.milestones, ids, r),
            Announcement::NAME => list(value, Kind::Announcement, &mut roadmap.announcements, ids, r),
            Risk::NAME => list(value, Kind::Risk, &mut roadmap.risks, ids, r),
            Note::NAME => list(value, Kind::Note, &mut roadmap.notes, ids, r),
            Scene::NAME => tables(value, &mut roadmap.scenes, r),
            View::NAME => tables(value, &mut roadmap.views, r),
            _ => r.unknown(key, TABLES.iter().map(|table| table.name)),
        }
    }
    for milestone in &roadmap.milestones {
        if let (Some(start), Some(date)) = (milestone.start, milestone.date)
            && start.first > date.last
        {
            let message = format!("`{}` starts {start}, after its date {date}", milestone.id);
            r.tell(
                Problem::new(Code::E031, milestone.at, message).remedy("let start be no later than date".to_owned()),
            );
        }
    }
}

/// Only the first file has a table about the roadmap.
fn about(key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<About> {
    if reader.file != FileId::default() {
        let problem = Problem::new(Code::E023, reader.span(key), "an included file has no table `[roadmap]`");
        reader.tell(problem.remedy("take it out: the file that includes this one has it".to_owned()));
        return None;
    }
    read_table::<About>(value, reader)
}

/// Ids are noted before an entry is read: one that cannot be read must not make a reference to it wrong too.
fn list<R: Record>(
    value: &Spanned<DeValue<'_>>,
    kind: Kind,
    out: &mut Vec<R>,
    ids: &mut Noted,
    reader: &mut Reader<'_>,
) {
    for item in array(value).unwrap_or_default() {
        if let Some(id) = item.get_ref().get("id")
            && let Some(text) = id.get_ref().as_str()
        {
            ids.push((Id::new(text), kind, reader.span(id)));
        }
    }
    tables(value, out, reader);
}

fn tables<R: Record>(value: &Spanned<DeValue<'_>>, out: &mut Vec<R>, reader: &mut Reader<'_>) {
    out.append(&mut read_tables(value, reader));
}

/// Reads a list of tables; those that cannot be read are told.
pub fn read_tables<R: Record>(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Vec<R> {
    let Some(items) = array(value) else {
        let problem = Problem::new(Code::E012, reader.span(value), format!("`{}` is a list of tables", R::NAME));
        reader.tell(problem.remedy(format!("write [[{}]] with two brackets", R::NAME)));
        return Vec::new();
    };
    let mut out = Vec::with_capacity(items.len());
    out.extend(items.iter().filter_map(|item| read_table(item, reader)));
    out
}

fn array<'v, 'i>(value: &'v Spanned<DeValue<'i>>) -> Option<&'v [Spanned<DeValue<'i>>]> {
    match value.get_ref() {
        DeValue::Array(items) => Some(items),
        _ => None,
    }
}
