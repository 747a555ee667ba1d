use super::piece::Ids;
use crate::model::{EntryIx, Id, Kinds, Links, Record, Reference, Roadmap};
use crate::problem::{Code, Problem, nearest};
use crate::text::{Span, clean};

/// Suggestions are looked for only so often: each costs a pass over all ids.
const SUGGESTIONS: usize = 50;

/// Follows every reference of every entry, with no code per kind: the records know their own references.
pub fn follow(roadmap: &Roadmap, ids: &Ids, orphans: &[Reference], problems: &mut Vec<Problem>) -> Links {
    let mut found: Vec<(EntryIx, &'static str, EntryIx)> = Vec::with_capacity(roadmap.len());
    let mut suggested = 0;
    let mut tell = |field: &'static str, to: Kinds, id: &Id, at: Span| match ids.get(id) {
        Some((kind, _)) if to.contains(*kind) => {}
        Some((kind, place)) => {
            let message = format!("`{id}` is a {}; `{field}` takes {}", kind.word(), to.words());
            problems.push(Problem::new(Code::E021, at, message).also(*place, "this is what has the id"));
        }
        None => {
            suggested += 1;
            let near = (suggested <= SUGGESTIONS)
                .then(|| {
                    nearest(
                        id.as_str(),
                        ids.iter().filter(|(_, (kind, _))| to.contains(*kind)).map(|(id, _)| id.as_str()),
                    )
                })
                .flatten();
            let problem = Problem::new(Code::E020, at, format!("nothing has the id `{}`", clean(id.as_str())));
            let remedy = match near {
                Some(id) => format!("did you mean \"{id}\"?"),
                None => format!("write the id of {}, or add it", to.words()),
            };
            problems.push(problem.remedy(remedy));
        }
    };
    for (ix, entry) in roadmap.entries() {
        entry.references(&mut |field, to, id, at| match roadmap.find(id.as_str()) {
            Some(target) if roadmap.get(target).is_some_and(|entry| to.contains(entry.kind())) => {
                found.push((ix, field, target));
            }
            _ => tell(field, to, id, at),
        });
    }
    for scene in &roadmap.scenes {
        scene.links(&mut |field, to, id, at| tell(field, to, id, at));
    }
    for view in &roadmap.views {
        view.links(&mut |field, to, id, at| tell(field, to, id, at));
    }
    for (field, to, id, at) in orphans {
        tell(field, *to, id, *at);
    }
    Links::new(roadmap, &found)
}
