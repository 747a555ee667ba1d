use super::args::{Check, CheckFormat};
use super::dashboard::source;
use super::{End, paper, say, write};
use crate::app::SettingsReading;
use crate::edition::Edition;
use crate::host::{Error, LARGEST_SETTINGS, ReadAs, SettingsFile, Source, Texts, local_time, recheck};
use crate::problem::{Found, Problem, github, human, json, sarif, summary};
use crate::text::{Sources, counted};
use std::path::Path;

/// What came of reading one file.
struct Checked {
    sources: Sources,
    problems: Vec<Problem>,
    /// Where it comes from, and how much there is in it.
    label: String,
}

impl Checked {
    fn is_sound(&self) -> bool {
        !self.problems.iter().any(Problem::is_error)
    }

    /// How much is wrong with it.
    fn counted(&self) -> String {
        format!("{} in {}", summary(&self.problems), self.label)
    }
}

/// `roadmap check [FILE]…`
pub fn run(it: &Check) -> Result<End, Error> {
    let own = SettingsFile::find(None);
    if it.config && it.files.is_empty() {
        return match own?.as_ref().map(SettingsFile::source) {
            Some(Some(settings)) => checked(it, vec![Ok((settings, true))]),
            Some(None) | None => report(
                it,
                vec![Ok(Checked { sources: Sources::default(), problems: Vec::new(), label: NONE.to_owned() })],
            ),
        };
    }
    let given: Vec<Option<&Path>> =
        if it.files.is_empty() { vec![None] } else { it.files.iter().map(|file| Some(file.as_path())).collect() };
    let is_settings =
        |file: &Path| it.config || own.as_ref().is_ok_and(|own| own.as_ref().is_some_and(|own| own.is(file)));
    let meant = |file: Option<&Path>| match file.filter(|file| is_settings(file)) {
        Some(file) => Ok((Source::File(file.to_owned()), true)),
        None => source(file).map(|source| (source, false)),
    };
    checked(it, given.into_iter().map(meant).collect())
}

/// What is said of settings that are not there.
const NONE: &str = "settings: there are none, everything is as usual";

/// Checks files, of each of which it is known whether it holds settings.
fn checked(it: &Check, files: Vec<Result<(Source, bool), Error>>) -> Result<End, Error> {
    if it.watch {
        return watch(it, &files.into_iter().collect::<Result<Vec<_>, _>>()?);
    }
    let one = |file: Result<(Source, bool), Error>| {
        let (source, settings) = file?;
        let texts = source.texts()?;
        let size = texts.size() as u64;
        if settings && size > LARGEST_SETTINGS {
            let path = source.origin(String::new()).label;
            return Err(Error::TooLarge { path, size, most: LARGEST_SETTINGS });
        }
        Ok(read(it, &source, settings, texts))
    };
    report(it, files.into_iter().map(one).collect())
}

fn read(it: &Check, source: &Source, settings: bool, texts: Texts) -> Checked {
    if settings {
        let label = source.origin(String::new()).label;
        let SettingsReading { sources, problems, .. } = SettingsReading::new(texts.sources(), label.clone());
        return Checked { sources, problems, label: format!("{label} (settings)") };
    }
    let Edition { sources, problems, roadmap, origin, .. } = source.parse(1, ReadAs::on(it.today), texts, &mut |_| {});
    let entries = counted(roadmap.len(), "entry", "entries");
    Checked { sources, problems, label: format!("{} ({entries})", origin.label) }
}

/// Prints what is wrong. A file that cannot be read is told, and the others all the same.
fn report(it: &Check, read: Vec<Result<Checked, Error>>) -> Result<End, Error> {
    let mut all = Vec::new();
    let mut failed = None;
    for read in read {
        match read {
            Ok(checked) => all.push(checked),
            Err(error) => {
                if let Some(earlier) = failed.replace(error) {
                    say(&earlier.to_string());
                }
            }
        }
    }
    let found: Vec<Found<'_>> =
        all.iter().map(|checked| Found { problems: &checked.problems, sources: &checked.sources }).collect();
    let text = match it.format {
        CheckFormat::Human => all.iter().map(told).collect(),
        CheckFormat::Json if it.watch => format!("{}\n", json(&found)),
        CheckFormat::Json => format!("{:#}\n", json(&found)),
        CheckFormat::Github => format!("{}{}\n", github(&found), summaries(&all)),
        CheckFormat::Sarif => format!("{:#}\n", sarif(&found, env!("CARGO_PKG_VERSION"))),
    };
    write(None, text.as_bytes())?;
    if let Some(error) = failed {
        return Err(error);
    }
    let wrong = |checked: &Checked| !checked.is_sound() || (it.strict && !checked.problems.is_empty());
    Ok(if all.iter().any(wrong) { End::Wrong } else { End::Fine })
}

/// The problems of one file, and how many there are.
fn told(checked: &Checked) -> String {
    format!("{}{}\n", human(&checked.problems, &checked.sources, paper()), checked.counted())
}

fn summaries(all: &[Checked]) -> String {
    all.iter().map(Checked::counted).collect::<Vec<_>>().join("\n")
}

/// The same again whenever a file changes, until a signal ends it.
fn watch(it: &Check, files: &[(Source, bool)]) -> Result<End, Error> {
    if files.iter().any(|(source, _)| source.path().is_none()) {
        say("--watch wants a file: there is none here that could change");
        return Ok(End::Usage);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let sources: Vec<Source> = files.iter().map(|(source, _)| source.clone()).collect();
    let settings = |source: &Source| files.iter().any(|(known, settings)| known == source && *settings);
    let read = |source: &Source, texts| read(it, source, settings(source), texts);
    runtime.block_on(recheck(&sources, read, Checked::is_sound, |read| {
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
