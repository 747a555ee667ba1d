//! The editor, at a line.

use std::path::Path;

/// How an editor is started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    /// The program and its arguments.
    pub argv: Vec<String>,
    /// It opens a window of its own, so that the dashboard stays where it is.
    pub window: bool,
}

/// Editors with a window of their own, and how they are told the line.
const WINDOWS: &[(&[&str], fn(&str, usize, usize) -> Vec<String>)] = &[
    (&["code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"], |file, line, column| {
        vec!["--goto".to_owned(), format!("{file}:{line}:{column}")]
    }),
    (&["subl", "sublime_text", "zed", "zeditor", "lapce"], |file, line, column| {
        vec![format!("{file}:{line}:{column}")]
    }),
    (
        &["idea", "pycharm", "rustrover", "clion", "webstorm", "goland", "phpstorm", "rubymine", "rider", "fleet"],
        |file, line, column| {
            vec!["--line".to_owned(), line.to_string(), "--column".to_owned(), column.to_string(), file.to_owned()]
        },
    ),
    (&["gedit", "gvim", "mate", "kate"], |file, line, _| vec![format!("+{line}"), file.to_owned()]),
];

/// How to start an editor (`$VISUAL`, `$EDITOR`, else vi) on a file at a line and column, both from 1.
pub fn command(editor: &str, file: &str, line: usize, column: usize) -> Editor {
    // A file whose name begins like an option is none.
    let here = format!("./{file}");
    let file = if file.starts_with(['-', '+']) { &here } else { file };
    let mut argv =
        shell_words::split(editor).unwrap_or_else(|_| editor.split_whitespace().map(str::to_owned).collect());
    if argv.is_empty() {
        argv.push("vi".to_owned());
    }
    let name = Path::new(&argv[0]).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if let Some((_, arguments)) = WINDOWS.iter().find(|(names, _)| names.contains(&name.as_str())) {
        // Asked to wait, it would hold nothing up here, but the user asked: then it is treated like a terminal editor.
        let waits = argv.iter().any(|argument| argument == "--wait" || argument == "-w");
        argv.extend(arguments(file, line, column));
        return Editor { argv, window: !waits };
    }
    match name.as_str() {
        "hx" | "helix" | "micro" => argv.push(format!("{file}:{line}:{column}")),
        "nano" | "pico" => argv.extend([format!("+{line},{column}"), file.to_owned()]),
        "emacs" | "emacsclient" => argv.extend([format!("+{line}:{column}"), file.to_owned()]),
        "vi" | "vim" | "nvim" | "kak" | "ne" | "joe" | "mg" | "jed" => {
            argv.extend([format!("+{line}"), file.to_owned()]);
        }
        _ => argv.push(file.to_owned()),
    }
    Editor { argv, window: false }
}
