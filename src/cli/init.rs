use super::args::Init;
use super::{End, write};
use crate::export::{schema, starter};
use crate::host::Error;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

/// `roadmap init [DIR]`: a roadmap to begin with, and beside it the schema that editors complete by.
pub fn run(it: &Init) -> Result<End, Error> {
    let folder = it.folder.as_deref().unwrap_or(Path::new("."));
    let (plan, beside) = (folder.join("roadmap.toml"), folder.join("roadmap.schema.json"));
    for file in [&plan, &beside] {
        if std::fs::symlink_metadata(file).is_ok() {
            return Err(Error::Exists { path: file.display().to_string() });
        }
    }
    let failed = |path: &Path, source| Error::Write { path: path.display().to_string(), source };
    std::fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    for (path, text) in [(&beside, format!("{:#}\n", schema())), (&plan, starter())] {
        // Never over what is there, also if it came this very moment.
        let file = OpenOptions::new().write(true).create_new(true).open(path);
        file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| failed(path, error))?;
    }
    let (plan, beside) = (plan.display(), beside.display());
    let next = format!(
        "{plan}: a roadmap to begin with\n{beside}: what editors complete and check it by\n\n\
         Next: open {plan} in your editor, and `roadmap {plan}` beside it.\n"
    );
    write(None, next.as_bytes())?;
    Ok(End::Fine)
}
