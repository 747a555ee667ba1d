use super::args::Check;
use super::dashboard::source;
use super::{End, paper, say, write};
use crate::host::Error;
use crate::problem::{human, summary};

/// `roadmap check [FILE]…`
pub fn run(it: &Check) -> Result<End, Error> {
    let files: Vec<Option<&std::path::Path>> =
        if it.files.is_empty() { vec![None] } else { it.files.iter().map(|file| Some(file.as_path())).collect() };
    let mut end = End::Fine;
    let mut failed = None;
    for file in files {
        match source(file).and_then(|source| source.edition(1, it.today)) {
            Ok(edition) => {
                let text = human(&edition.problems, &edition.sources, paper());
                let summary = format!(
                    "{} in {} ({} entries)\n",
                    summary(&edition.problems),
                    edition.origin.label,
                    edition.roadmap.len()
                );
                write(None, format!("{text}{summary}").as_bytes())?;
                if !edition.is_sound() || (it.strict && !edition.problems.is_empty()) {
                    end = End::Wrong;
                }
            }
            Err(error) if error.is_closed_pipe() => return Err(error),
            Err(error) => {
                if let Some(earlier) = failed.replace(error) {
                    say(&earlier.to_string());
                }
            }
        }
    }
    match failed {
        Some(error) => Err(error),
        None => Ok(end),
    }
}
