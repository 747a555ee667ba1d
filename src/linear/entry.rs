//! The detail of an entry.

use crate::app::App;
use crate::look::{Sheet, SheetItem};
use crate::panes::{in_full, sheet};
use crate::text::counted;

/// Everything about the selected entry, its references numbered.
pub fn entry(app: &App) -> Vec<String> {
    let Some(sheet) = open_sheet(app) else {
        let id = app.place.focus.as_ref();
        let gone = id.and_then(|id| app.board.since.iter().find(|change| change.id == *id));
        return vec![match gone {
            Some(change) => format!("{}, {}", change.name, change.in_full()),
            None => "Nothing is selected here.".to_owned(),
        }];
    };
    let mut out = vec![sheet.title.clone()];
    let badges: Vec<String> = sheet.badges.iter().map(|(text, _)| in_full(text)).collect();
    out.push(badges.join(", "));
    if let Some(error) = app.place.focus.as_ref().and_then(|id| app.concerned.get(id)) {
        let what = if *error { "an error" } else { "a warning" };
        out.push(format!("The file has {what} in it; problems tells which."));
    }
    let mut numbered = references(&sheet).into_iter();
    for item in &sheet.items {
        match item {
            SheetItem::Heading(text) => out.push(text.clone()),
            SheetItem::Text(text, _) => out.push(text.clone()),
            // What goes on with what stands above it has no label of its own.
            SheetItem::Field(label, text, _) if label.is_empty() => out.push(text.clone()),
            SheetItem::Field(label, text, _) | SheetItem::Web(label, text) => out.push(format!("{label}: {text}")),
            SheetItem::Link { .. } => out.extend(numbered.next()),
            SheetItem::Gap => out.push(String::new()),
        }
    }
    out
}

/// The references of the selected entry alone.
pub fn links(app: &App) -> Vec<String> {
    match open_sheet(app).map(|sheet| (references(&sheet), sheet.title)) {
        Some((references, title)) if references.is_empty() => vec![format!("{title} has no references.")],
        Some((references, title)) => {
            let count = counted(references.len(), "reference", "references");
            std::iter::once(format!("{title}, {count}")).chain(references).collect()
        }
        None => vec!["Nothing is selected here.".to_owned()],
    }
}

fn open_sheet(app: &App) -> Option<Sheet> {
    let ix = app.board.edition.roadmap.find(app.place.focus.as_ref()?.as_str())?;
    Some(sheet(&app.facts(), ix))
}

/// `3. needed by: Port to the chip, 2027-Q1 on track`
fn references(sheet: &Sheet) -> Vec<String> {
    let mut meaning = "";
    let mut out = Vec::new();
    for item in &sheet.items {
        if let SheetItem::Link { label, name, aside, .. } = item {
            meaning = if label.is_empty() { meaning } else { label };
            let aside = aside.full();
            let aside = if aside.is_empty() { aside } else { format!(", {}", in_full(&aside)) };
            out.push(format!("{}. {meaning}: {name}{aside}", out.len() + 1));
        }
    }
    out
}
