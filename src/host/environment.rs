//! What the environment says of the terminal. Nothing is asked of the terminal itself: the first frame waits for nothing.

use super::clipboard::Carrier;
use super::frames::Dialect;
use crate::look::{Background, Depth, Look, Theme};

/// What the environment says of the terminal, and of what can be started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// How many colours there are.
    pub depth: Depth,
    /// What the terminal writes on, if something tells.
    pub background: Option<Background>,
    /// The terminal takes nothing but ASCII.
    pub ascii: bool,
    /// The terminal has only the signs of the Linux console.
    pub console: bool,
    /// `TERM` names a terminal that cannot move its cursor.
    pub dumb: bool,
    /// What it understands.
    pub dialect: Dialect,
    /// It can be asked for its background without harm.
    pub answers: bool,
    /// It shows web links that can be clicked.
    pub links: bool,
    /// It tells of clicks without harm.
    pub mouse: bool,
    /// The way to its clipboard.
    pub clipboard: Carrier,
    /// `$VISUAL`, else `$EDITOR`, else vi.
    pub editor: String,
    /// A browser can be opened: not over SSH, and there is a desktop.
    pub browser: bool,
    /// `CLICOLOR_FORCE` asks for colour where there is no terminal too.
    pub forced: bool,
}

/// Reads the environment once.
pub fn environment() -> Environment {
    Environment::of(|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
}

impl Environment {
    /// What an environment with these variables says.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let var = |name: &str| variable(name).unwrap_or_default();
        let term = var("TERM");
        let dialect = dialect(&term);
        let screen = !var("STY").is_empty() || (term.starts_with("screen") && var("TMUX").is_empty());
        let no_color = !var("NO_COLOR").is_empty();
        let forced = !no_color && !["", "0"].contains(&var("CLICOLOR_FORCE").as_str());
        let depth = match depth(&term, &var, screen) {
            _ if no_color || (var("CLICOLOR") == "0" && !forced) => Depth::None,
            Depth::None if forced => Depth::Sixteen,
            depth => depth,
        };
        let locale =
            ["LC_ALL", "LC_CTYPE", "LANG"].map(var).into_iter().find(|value| !value.is_empty()).unwrap_or_default();
        let locale = locale.to_lowercase();
        let foreign = locale.contains('.') && !locale.contains("utf-8") && !locale.contains("utf8");
        let remote = !var("SSH_CONNECTION").is_empty() || !var("SSH_TTY").is_empty();
        let desktop = cfg!(target_os = "macos") || !var("DISPLAY").is_empty() || !var("WAYLAND_DISPLAY").is_empty();
        let editor = [var("VISUAL"), var("EDITOR")].into_iter().find(|value| !value.trim().is_empty());
        Self {
            depth,
            background: background(&var("COLORFGBG"), dialect),
            // What cannot move its cursor may well be a window of an editor.
            ascii: foreign || (dialect == Dialect::Plain && term != "dumb"),
            console: dialect == Dialect::Console,
            dumb: term == "dumb",
            dialect,
            answers: dialect == Dialect::Full && !screen,
            links: dialect == Dialect::Full && links(&term, &var, screen),
            // As long as it hands on clicks, GNU screen keeps an Esc until another key is pressed, and makes one of both.
            mouse: dialect == Dialect::Full && !screen,
            clipboard: match dialect {
                Dialect::Full if !var("TMUX").is_empty() => Carrier::Tmux { here: true },
                Dialect::Full if !var("STY").is_empty() => Carrier::Screen,
                Dialect::Full if term.starts_with("tmux") => Carrier::Tmux { here: false },
                Dialect::Full => Carrier::Terminal,
                Dialect::Console | Dialect::Plain => Carrier::None,
            },
            editor: editor.unwrap_or_else(|| "vi".to_owned()),
            browser: desktop && !remote,
            forced,
        }
    }
}

impl Environment {
    /// The colours and signs for such a terminal; `ascii`: only ASCII signs are wanted.
    pub fn look(&self, theme: Option<Theme>, ascii: bool) -> Look {
        Look {
            theme: theme.unwrap_or_default(),
            depth: self.depth,
            background: self.background,
            ascii: ascii || self.ascii,
            console: self.console,
        }
    }
}

/// Terminals of old, and those that print what they do not know.
fn dialect(term: &str) -> Dialect {
    let of = |names: &[&str]| names.iter().any(|name| term == *name || term.starts_with(&format!("{name}-")));
    match () {
        () if of(&["linux"]) => Dialect::Console,
        () if term.starts_with("vt") && term[2..].starts_with(|c: char| c.is_ascii_digit()) => Dialect::Plain,
        () if of(&["dumb", "ansi", "pcansi", "ansi.sys", "cons25", "wsvt25", "sun", "mach", "hurd", "cygwin"]) => {
            Dialect::Plain
        }
        () => Dialect::Full,
    }
}

/// Terminals whose name alone says that they have 24 bits of colour and links.
fn is_of_our_days(term: &str) -> bool {
    ["kitty", "alacritty", "foot", "ghostty", "wezterm", "contour", "rio"].iter().any(|name| term.contains(name))
}

/// How many colours a terminal of that name has. `COLORTERM` does not come along over SSH, so that the name must do.
fn depth(term: &str, var: &impl Fn(&str) -> String, screen: bool) -> Depth {
    let has = |word: &str| term.contains(word);
    let named = match () {
        () if term.starts_with("vt") || term == "dumb" => return Depth::None,
        () if has("-mono") || term.ends_with("-m") => return Depth::None,
        () if dialect(term) != Dialect::Full => return Depth::Eight,
        () if term.ends_with("-direct") || is_of_our_days(term) => Depth::Full,
        () if has("256") => Depth::Cube,
        () => Depth::Sixteen,
    };
    // GNU screen hands the variable on, but has no more than 256 itself.
    let told = ["truecolor", "24bit"].contains(&var("COLORTERM").as_str()) || !var("WT_SESSION").is_empty();
    if told && !screen { Depth::Full } else { named }
}

/// rxvt and Konsole tell with which of their sixteen colours they write, as `15;0`; the Linux console is black.
fn background(colors: &str, dialect: Dialect) -> Option<Background> {
    match colors.rsplit(';').next().and_then(|paper| paper.parse::<u8>().ok()) {
        _ if dialect == Dialect::Console => Some(Background::Dark),
        Some(0..=6 | 8) => Some(Background::Dark),
        Some(7 | 9..=15) => Some(Background::Light),
        _ => None,
    }
}

/// Whether a terminal is known to show links (OSC 8). One that does not know them should ignore them, but not all do.
/// `ROADMAP_HYPERLINKS=always` and `=never` decide, then `FORCE_HYPERLINK=1` and `=0`, which other programs heed too.
fn links(term: &str, var: &impl Fn(&str) -> String, screen: bool) -> bool {
    let version = |text: &str| -> (u32, u32) {
        let mut parts = text.split(|c: char| !c.is_ascii_digit()).map(|part| part.parse().unwrap_or(0));
        (parts.next().unwrap_or(0), parts.next().unwrap_or(0))
    };
    match var("ROADMAP_HYPERLINKS").as_str() {
        "always" => return true,
        "never" => return false,
        _ => {}
    }
    match var("FORCE_HYPERLINK").as_str() {
        "" => {}
        word => return !["0", "false", "no"].contains(&word),
    }
    if screen {
        return false;
    }
    let program = var("TERM_PROGRAM");
    if !var("TMUX").is_empty() || term.starts_with("tmux") {
        return program == "tmux" && version(&var("TERM_PROGRAM_VERSION")) >= (3, 4);
    }
    // Before 0.50, VTE counts as 0.49.2 does: 4902 crashed on a link without a text.
    is_of_our_days(term)
        || ["iTerm.app", "WezTerm", "ghostty", "vscode", "Hyper", "rio", "WarpTerminal"].contains(&program.as_str())
        || var("VTE_VERSION").parse().is_ok_and(|version: u32| version >= 5000)
        || ["KITTY_WINDOW_ID", "KONSOLE_VERSION", "WT_SESSION", "DOMTERM"].into_iter().any(|name| !var(name).is_empty())
}
