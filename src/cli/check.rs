use super::args::{Check, CheckFormat};
use super::dashboard::source;
use super::{End, paper, say, write};
use crate::edition::Edition;
use crate::host::{Error, Source, local_time, recheck};
use crate::problem::{Found, github, human, json, sarif, summary};

/// `roadmap check [FILE]…`
pub fn run(it: &Check) -> Result<End, Error> {
    let given: Vec<Option<&std::path::Path>> =
        if it.files.is_empty() { vec![None] } else { it.files.iter().map(|file| Some(file.as_path())).collect() };
    let sources = given.into_iter().map(source);
    if it.watch {
        return watch(it, &sources.collect::<Result<Vec<_>, _>>()?);
    }
    report(it, sources.map(|source| source?.edition(1, it.today)).collect())
}

/// Prints what is wrong. A file that cannot be read is told, and the others all the same.
fn report(it: &Check, read: Vec<Result<Edition, Error>>) -> Result<End, Error> {
    let mut editions = Vec::new();
    let mut failed = None;
    for read in read {
        match read {
            Ok(edition) => editions.push(edition),
            Err(error) => {
                if let Some(earlier) = failed.replace(error) {
                    say(&earlier.to_string());
                }
            }
        }
    }
    let found: Vec<Found<'_>> =
        editions.iter().map(|edition| Found { problems: &edition.problems, sources: &edition.sources }).collect();
    let text = match it.format {
        CheckFormat::Human => editions.iter().map(told).collect(),
        CheckFormat::Json if it.watch => format!("{}\n", json(&found)),
        CheckFormat::Json => format!("{:#}\n", json(&found)),
        CheckFormat::Github => format!("{}{}\n", github(&found), summaries(&editions)),
        CheckFormat::Sarif => format!("{:#}\n", sarif(&found, env!("CARGO_PKG_VERSION"))),
    };
    write(None, text.as_bytes())?;
    if let Some(error) = failed {
        return Err(error);
    }
    let wrong = |edition: &Edition| !edition.is_sound() || (it.strict && !edition.problems.is_empty());
    Ok(if editions.iter().any(wrong) { End::Wrong } else { End::Fine })
}

/// The problems of one roadmap, and how many there are.
fn told(edition: &Edition) -> String {
    format!("{}{}\n", human(&edition.problems, &edition.sources, paper()), counted(edition))
}

fn counted(edition: &Edition) -> String {
    let entries = edition.roadmap.len();
    let word = if entries == 1 { "entry" } else { "entries" };
    format!("{} in {} ({entries} {word})", summary(&edition.problems), edition.origin.label)
}

fn summaries(editions: &[Edition]) -> String {
    editions.iter().map(counted).collect::<Vec<_>>().join("\n")
}

/// The same again whenever a file changes, until a signal ends it.
fn watch(it: &Check, sources: &[Source]) -> Result<End, Error> {
    if sources.iter().any(|source| source.path().is_none()) {
        say("--watch wants a file: there is none here that could change");
        return Ok(End::Usage);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(recheck(sources, it.today, |read| {
        if it.format == CheckFormat::Human {
            write(None, format!("-- {}\n", local_time()).as_bytes())?;
        }
        match report(it, read) {
            Ok(_) => Ok(()),
            Err(error) if error.is_closed_pipe() => Err(error),
            Err(error) => {
                // It may come back.
                say(&error.to_string());
                Ok(())
            }
        }
    }))?;
    Ok(End::Fine)
}
