use super::{Place, Sort};
use crate::ask::Query;
use crate::edition::Facts;
use crate::model::View;
use crate::problem::{did_you_mean, nearest};

/// The place that a view with a name means; or what is wrong with it, by its field.
pub fn place_of(view: &View, facts: &Facts<'_>) -> Result<Place, String> {
    let mut place = Place::of(view.pane);
    if let Some(focus) = &view.focus {
        if let Some(unknown) = facts.edition.unknown(&focus.id) {
            return Err(format!("focus: {unknown}"));
        }
        place.focus = Some(focus.id.clone());
    }
    if let Some(filter) = &view.filter {
        Query::new(&filter.0, facts, place.pane().scope()).map_err(|wrong| format!("filter: {wrong}"))?;
        place.filter.clone_from(&filter.0);
    }
    if let Some(sort) = view.sort.as_deref().map(str::trim).filter(|sort| !sort.is_empty()) {
        let (reversed, key) = sort.strip_prefix('-').map_or((false, sort), |key| (true, key));
        let columns = if place.pane().sorts() { place.pane().columns() } else { &[] };
        let Some(column) = columns.iter().find(|column| column.key == key) else {
            let keys: Vec<&str> = columns.iter().map(|column| column.key).collect();
            let title = place.pane().title();
            return Err(match &keys[..] {
                [] => format!("sort: {title} has one order"),
                keys => {
                    let near = did_you_mean(nearest(key, keys.iter().copied()).map(|near| format!("`{near}`")));
                    format!("sort: `{key}` is no column of {title}; there are {}{near}", keys.join(", "))
                }
            });
        };
        place.sort = Sort { column: Some(column.key), reversed };
    }
    if let Some(zoom) = view.zoom {
        place.zoom = zoom;
    }
    Ok(place)
}
