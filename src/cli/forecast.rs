use super::args::{Forecast, ForecastFormat};
use super::dashboard::source;
use super::list::refuse;
use super::{End, say, write};
use crate::edition::Facts;
use crate::export::{forecast_json, forecast_text, forecasts_json, forecasts_text};
use crate::host::{Error, Wanted, all_savings, criticality, drivers, forecast_anyway};
use crate::model::{EntryIx, Id, Kind};
use crate::plan::{Histogram, Outlook};
use std::path::Path;

/// With more milestones, what drives each is left out where all are asked for: it would take minutes.
const MOST: usize = 1_000;

/// `roadmap forecast [ID] [FILE]`
pub fn run(it: &Forecast) -> Result<End, Error> {
    // What is no id is a file: an id has neither a dot nor a slash.
    let (id, file) = match (&it.id, &it.file) {
        (Some(id), file) if Id::is_valid(id) => (Some(Id::new(id)), file.as_deref()),
        (Some(file), None) => (None, Some(Path::new(file))),
        (Some(id), Some(_)) => {
            say(&format!("`{id}` is no id: one is made of lower case letters, digits and hyphens"));
            return Ok(End::Usage);
        }
        (None, file) => (None, file.as_deref()),
    };
    let edition = source(file)?.edition(1, it.reading.how())?;
    if !edition.is_sound() {
        return Ok(refuse(&edition));
    }
    let wanted = Wanted { seed: it.seed, runs: it.runs, threads: it.threads, ..Wanted::default() };
    let outlook =
        |ix: EntryIx| Outlook::of_plan(&edition.roadmap, &edition.links, &edition.activities, &edition.schedule, ix);
    let text = if let Some(id) = id {
        let Some(ix) = edition.roadmap.find(id.as_str()) else {
            say(&edition.unknown(&id).unwrap_or_default());
            return Ok(End::Usage);
        };
        let Some(mut outlook) = outlook(ix) else {
            let kind = edition.roadmap.kind(ix).map(Kind::word).unwrap_or_default();
            say(&format!("`{id}` is a {kind}; a forecast is made of a milestone or an announcement"));
            return Ok(End::Usage);
        };
        let facts = Facts::of(&edition);
        if let Some(drivers) = drivers(&edition, ix, wanted) {
            outlook.savings = drivers.savings();
            outlook.criticality = drivers.criticality();
            outlook.days = Some(drivers.days);
        }
        let runs = outlook.days.as_ref().map_or(0, Histogram::runs);
        match it.format {
            ForecastFormat::Json => format!("{:#}\n", forecast_json(&facts, &outlook, it.seed, runs)),
            ForecastFormat::Human => forecast_text(&facts, &outlook, it.seed),
        }
    } else {
        let forecast = forecast_anyway(&edition, wanted);
        let facts = Facts { forecast: forecast.as_ref(), ..Facts::of(&edition) };
        let all: Vec<EntryIx> = edition.roadmap.of_kind(Kind::Milestone).collect();
        let mut outlooks: Vec<Outlook> = all.iter().filter_map(|ix| outlook(*ix)).collect();
        let few = all.len() <= MOST;
        if let Some(forecast) = &forecast {
            let mut savings = if few { all_savings(&edition, forecast, wanted) } else { Vec::new() };
            for outlook in &mut outlooks {
                outlook.days = forecast.days(&edition.activities, outlook.entry).cloned();
                if let Some(place) = edition.activities.place(outlook.entry)
                    && few
                    && outlook.days.is_some()
                {
                    outlook.savings = std::mem::take(&mut savings[place]);
                    if it.format == ForecastFormat::Json {
                        outlook.criticality = criticality(&edition, outlook.entry, wanted);
                    }
                }
            }
        }
        match it.format {
            ForecastFormat::Json => format!("{:#}\n", forecasts_json(&facts, &outlooks, few)),
            ForecastFormat::Human => forecasts_text(&facts, &outlooks),
        }
    };
    write(None, text.as_bytes())?;
    Ok(End::Fine)
}
