use super::{Place, Sort, home};
use crate::ask::Query;
use crate::edition::{Edition, Facts};
use crate::load::field_span;
use crate::model::{Asked, Filter, Id, PaneName, View, Wrong};
use crate::problem::{Code, Problem, did_you_mean, nearest};
use crate::text::Sources;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// So many views are looked at when a file is read: a reference in a filter is looked for among all entries.
const MOST: usize = 200;

/// What is wrong with a view that can be read: its pane cannot show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongView {
    /// The field.
    pub field: &'static str,
    /// What is wrong with it.
    pub message: String,
    /// The piece of the filter, where it is one.
    piece: Option<Wrong>,
}

impl WrongView {
    fn new(field: &'static str, message: String) -> Self {
        Self { field, message, piece: None }
    }

    fn of_filter(wrong: Wrong) -> Self {
        Self { field: "filter", message: wrong.to_string(), piece: Some(wrong) }
    }

    /// As what is wrong with a file, at the field, and in a filter at the piece.
    fn problem(self, view: &View, sources: &Sources) -> Problem {
        let whole = field_span(sources, view.at, self.field);
        let at = match (&self.piece, &view.filter) {
            (Some(wrong), Some(filter)) if whole != view.at => filter.piece(wrong, whole),
            _ => whole,
        };
        let message = self.piece.map_or(self.message, |wrong| wrong.message);
        let remedy = match self.field {
            "filter" => Filter::REMEDY,
            "focus" => "write the id of an entry",
            _ => "write a column of the pane, or take the line out for the pane's own order",
        };
        Problem::new(Code::W049, at, format!("the view `{}`: {message}", view.name)).remedy(remedy.to_owned())
    }
}

impl fmt::Display for WrongView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.message)
    }
}

/// The place that a view with a name means; or what is wrong with it.
pub fn place_of(view: &View, facts: &Facts<'_>) -> Result<Place, WrongView> {
    let mut place = as_written(view)?;
    if let Some(focus) = &view.focus {
        if let Some(unknown) = facts.edition.unknown(&focus.id) {
            return Err(WrongView::new("focus", unknown));
        }
        place.focus = Some(focus.id.clone());
    }
    Query::new(&place.filter, facts, place.pane().scope()).map_err(WrongView::of_filter)?;
    Ok(place)
}

/// The same as far as it can be told without a roadmap: no reference is looked up.
fn as_written(view: &View) -> Result<Place, WrongView> {
    let mut place = Place::of(view.pane);
    if let Some(filter) = &view.filter {
        Asked::new(&filter.0, place.pane().scope()).map_err(WrongView::of_filter)?;
        place.filter.clone_from(&filter.0);
    }
    if let Some(sort) = view.sort.as_deref().map(str::trim).filter(|sort| !sort.is_empty()) {
        let (reversed, key) = sort.strip_prefix('-').map_or((false, sort), |key| (true, key));
        let columns = if place.pane().sorts() { place.pane().columns() } else { &[] };
        let Some(column) = columns.iter().find(|column| column.key == key) else {
            let keys: Vec<&str> = columns.iter().map(|column| column.key).collect();
            let title = place.pane().title();
            let message = match &keys[..] {
                [] => format!("{title} has one order"),
                keys => {
                    let near = did_you_mean(nearest(key, keys.iter().copied()).map(|near| format!("`{near}`")));
                    format!("`{key}` is no column of {title}; there are {}{near}", keys.join(", "))
                }
            };
            return Err(WrongView::new("sort", message));
        };
        place.sort = Sort { column: Some(column.key), reversed };
    }
    if let Some(zoom) = view.zoom {
        place.zoom = zoom;
    }
    Ok(place)
}

/// What is wrong with views in a file that refer to no roadmap: a person's own.
pub fn wrong_views(views: &[View], sources: &Sources) -> Vec<Problem> {
    views.iter().filter_map(|view| Some(as_written(view).err()?.problem(view, sources))).collect()
}

/// A reading with what is wrong with its views and scenes: what a pane can show is known only here. Like other warnings
/// they are looked for once nothing worse is wrong.
#[must_use]
pub fn with_views(edition: Edition) -> Edition {
    if !edition.is_sound() || edition.roadmap.views.is_empty() && edition.roadmap.scenes.is_empty() {
        return edition;
    }
    let facts = Facts::of(&edition);
    let views = edition.roadmap.views.iter().take(MOST);
    let wrong = views.filter_map(|view| Some(place_of(view, &facts).err()?.problem(view, &edition.sources)));
    let wrong: Vec<Problem> = wrong.chain(wrong_scenes(&facts)).collect();
    edition.with(wrong)
}

/// Scenes that point at what their pane does not list.
fn wrong_scenes(facts: &Facts<'_>) -> Vec<Problem> {
    let mut listed: HashMap<PaneName, HashSet<&Id>> = HashMap::new();
    let mut out = Vec::new();
    for scene in facts.edition.roadmap.scenes.iter().take(MOST) {
        // What has changed is known only while it runs.
        let Some(focus) = scene.focus.as_ref().filter(|_| scene.pane != PaneName::Changes) else { continue };
        let place = Place::of(scene.pane);
        let rows = || place.pane().every_row(facts, &place).into_iter().filter_map(|row| row.id(facts)).collect();
        if listed.entry(scene.pane).or_insert_with(rows).contains(&focus.id) {
            continue;
        }
        let message = format!(
            "the scene `{}` points at `{}`, which {} does not list",
            scene.name,
            focus.id,
            place.pane().title()
        );
        let home = facts.edition.roadmap.entry(focus.id.as_str()).map(|entry| home(entry.kind()).word());
        let remedy = format!("write pane = \"{}\", or the id of another entry", home.unwrap_or_default());
        out.push(Problem::new(Code::W063, focus.at, message).remedy(remedy));
    }
    out
}
