use super::args::Explain;
use super::{End, paper, say, write};
use crate::app::SettingsReading;
use crate::edition::{Edition, Origin};
use crate::host::{Error, local_today};
use crate::load::example;
use crate::panes::with_views;
use crate::problem::{CODES, Subject, did_you_mean, human, nearest};
use std::fmt::Write;

/// `roadmap explain CODE`: what it means, an example, and how that is told.
pub fn run(it: &Explain) -> Result<End, Error> {
    let Some(code) = &it.code else {
        let mut text = String::new();
        for info in CODES {
            let _ = writeln!(text, "{}  {:<7}  {}", info.name, info.severity.word(), info.title);
        }
        write(None, text.as_bytes())?;
        return Ok(End::Fine);
    };
    let Some(info) = CODES.iter().find(|info| info.name.eq_ignore_ascii_case(code)) else {
        let near = nearest(&code.to_uppercase(), CODES.iter().map(|info| info.name));
        let near = did_you_mean(near.map(str::to_owned));
        say(&format!("there is no code `{code}`{near} (`roadmap explain` lists them all)"));
        return Ok(End::Usage);
    };
    let (sources, problems) = match info.of {
        Subject::Roadmap => {
            let edition = with_views(Edition::read(1, Origin::default(), example(info.code), local_today()));
            (edition.sources, edition.problems)
        }
        Subject::Settings => {
            let reading = SettingsReading::new(example(info.code), String::new());
            (reading.sources, reading.problems)
        }
    };
    let width = 78;
    let mut text = format!("{}: {} ({})\n\n", info.name, info.title, info.severity.word());
    for line in textwrap::wrap(info.why, width) {
        let _ = writeln!(text, "{line}");
    }
    text.push_str("\nFor example:\n\n");
    for (_, file) in sources.files() {
        if sources.files().count() > 1 {
            let _ = writeln!(text, "    # {}", file.path);
        }
        for line in file.text.lines() {
            let _ = writeln!(text, "    {}", crate::text::clean(line));
        }
    }
    text.push_str("\nThat is told as:\n\n");
    for line in human(&problems, &sources, paper()).trim_end().lines() {
        let _ = writeln!(text, "    {line}");
    }
    write(None, text.as_bytes())?;
    Ok(End::Fine)
}
