//! Everything that can be typed, once: what is read, helped with and guessed at comes from this table.

use crate::app::forms;
use crate::model::{Kind, PaneName};
use crate::problem::{did_you_mean, nearest};
use crate::text::one_line;

/// What a line that was typed asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// An empty line.
    Nothing,
    /// The line with that number.
    Line(usize),
    /// A pane.
    Show(PaneName),
    /// Back to where one was.
    Back,
    /// Forward again.
    Forward,
    /// The rows of the pane.
    List,
    /// The next page of them.
    NextPage,
    /// The previous page of them.
    PreviousPage,
    /// Only the rows that this asks for; all of them for nothing.
    Filter(String),
    /// What these words fit, wherever it is.
    Find(String),
    /// The references of an entry.
    Links,
    /// What the entry needs and what needs it.
    Around,
    /// When a milestone is reached, and what drives that; the selected one for nothing.
    Forecast(String),
    /// What is wrong with the file.
    Problems,
    /// What is wrong now.
    Wrong,
    /// What the last reloads changed.
    Log,
    /// The link to this view.
    Link,
    /// Where one is.
    Where,
    /// What comes next from today on.
    Today,
    /// Another order, by a column.
    Sort(String),
    /// Into the sandbox, or out of it.
    WhatIf,
    /// What is selected earlier, by so many days where a number is given.
    Earlier(String),
    /// The same later.
    Later(String),
    /// The last step of the sandbox taken back.
    Undo,
    /// The steps of the sandbox as TOML.
    Export,
    /// The file, read now.
    Reload,
    /// Help, on a word.
    Help(String),
    /// A line that is none of these: for the command line of the dashboard, if it knows more of it than this.
    Other {
        /// The line.
        line: String,
        /// What to say of it otherwise.
        why: String,
    },
    /// The end.
    Quit,
}

/// What is declared of a command.
#[derive(Debug)]
pub struct Command {
    /// How it is typed: its name, and what follows it, in brackets where that may be left out.
    pub typed: &'static str,
    /// Other names that it has.
    pub also: &'static [&'static str],
    /// What it does.
    pub doc: &'static str,
    /// What else there is to know.
    pub more: &'static str,
    wish: Option<fn(String) -> Wish>,
}

impl Command {
    const fn new(typed: &'static str, wish: fn(String) -> Wish, doc: &'static str) -> Self {
        Self { typed, also: &[], doc, more: "", wish: Some(wish) }
    }

    /// One that is not a word.
    const fn form(typed: &'static str, doc: &'static str) -> Self {
        Self { typed, also: &[], doc, more: "", wish: None }
    }

    const fn also(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }

    const fn more(self, more: &'static str) -> Self {
        Self { more, ..self }
    }

    /// What follows its name.
    fn argument(&self) -> &'static str {
        self.typed.split_once(' ').map_or("", |(_, argument)| argument)
    }

    /// Its names, if it is a word.
    fn names(&self) -> impl Iterator<Item = &'static str> {
        let name = self.typed.split(' ').next().filter(|_| self.wish.is_some());
        name.into_iter().chain(self.also.iter().copied())
    }
}

/// Every command.
pub static COMMANDS: &[Command] = &[
    Command::form("NUMBER", "open the line with that number: a row, a reference, a problem"),
    Command::form("PANE [QUERY]", "show a pane, by its name or the beginning of it, filtered where a query is given"),
    Command::new("l", |_| Wish::List, "list the rows of this pane again").also(&["list"]),
    Command::new("n", |_| Wish::NextPage, "next page of the list").also(&["next"]),
    Command::new("p", |_| Wish::PreviousPage, "previous page of the list").also(&["previous"]),
    Command::new("b", |_| Wish::Back, "back to where you were").also(&["back"]),
    Command::new("f", |_| Wish::Forward, "forward again").also(&["forward"]),
    Command::form("/QUERY", "show only the rows that match; a slash alone shows all again")
        .more("Words, field:value and !not: /chip status:planned !owner:nvidia. The same as roadmap list --filter."),
    Command::new("find WORDS", Wish::Find, "find entries anywhere, the best first"),
    Command::new("links", |_| Wish::Links, "the references of this entry, numbered").also(&["references"]),
    Command::new("around", |_| Wish::Around, "what this entry needs and what needs it, two steps deep"),
    Command::new("forecast [ID]", Wish::Forecast, "the forecast of a milestone: when, how likely, and what drives it"),
    Command::new("wrong", |_| Wish::Wrong, "what is wrong now: overdue, off track, at risk, open risks")
        .also(&["!", "late"]),
    Command::new("problems", |_| Wish::Problems, "what is wrong with the file, each with its line and remedy"),
    Command::new("log", |_| Wish::Log, "what the last reloads changed"),
    Command::new("today", |_| Wish::Today, "what comes next in this pane, from today on"),
    Command::new("sort [COLUMN]", Wish::Sort, "sort by a column, the same again the other way round")
        .more("Without a column it says which there are; sort none brings back the pane's own order."),
    Command::form(":LINE", "a line of the command line of the dashboard, also without its colon")
        .more("As member mistral-ai, open rubin, 2026-Q3, risks status:open."),
    Command::new("where", |_| Wish::Where, "where you are: pane, entry, filter, order, and the state of the file"),
    Command::new("link", |_| Wish::Link, "the link to this view, for roadmap --at LINK"),
    Command::new(
        "what-if",
        |_| Wish::WhatIf,
        "enter the sandbox, where things can be tried and nothing is written; leave it",
    )
    .also(&["whatif", "w"])
    .more("In it, open an entry and type earlier or later; changes compares before and after."),
    Command::new(
        "earlier [DAYS]",
        Wish::Earlier,
        "in the sandbox: what is open a week earlier, or so many days; a risk is gone, a member leaves",
    ),
    Command::new(
        "later [DAYS]",
        Wish::Later,
        "in the sandbox: what is open a week later, or so many days; a risk happens, a member is back",
    ),
    Command::new("undo", |_| Wish::Undo, "in the sandbox: take the last step back"),
    Command::new("export", |_| Wish::Export, "in the sandbox: its steps as TOML, to be copied"),
    Command::new("reload", |_| Wish::Reload, "read the file now"),
    Command::new("help [WORD]", Wish::Help, "this list, or what has to do with a word").also(&["h", "?"]),
    Command::new("q", |_| Wish::Quit, "quit; so do the end of input and ctrl-c").also(&["quit", "exit"]),
];

/// What a line means, or what to say of it.
pub fn wish(line: &str) -> Result<Wish, String> {
    let line = one_line(line);
    let line = line.trim();
    if line.is_empty() {
        return Ok(Wish::Nothing);
    }
    if let Some(query) = line.strip_prefix('/') {
        return Ok(Wish::Filter(query.trim().to_owned()));
    }
    if line.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(Wish::Line(line.parse().unwrap_or(usize::MAX)));
    }
    let other = |why: String| Ok(Wish::Other { line: line.to_owned(), why });
    if line.starts_with(':') {
        return other("nothing stands behind the colon".to_owned());
    }
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let (word, rest) = (word.to_lowercase(), rest.trim());
    // `member` alone is the beginning of a pane; with a name behind it, it is a kind.
    if !rest.is_empty() && Kind::ALL.iter().any(|kind| kind.word() == word) {
        return other(String::new());
    }
    let command = match named(&word)? {
        Named::Pane(name) if rest.is_empty() => return Ok(Wish::Show(name)),
        Named::Pane(name) => return Ok(Wish::Other { line: format!("{} {rest}", name.word()), why: String::new() }),
        Named::Nothing(why) => return other(why),
        Named::Command(command) => command,
    };
    match (command.wish, command.argument()) {
        (Some(_), "") if !rest.is_empty() => Err(format!("nothing follows {word}; it will {}", command.doc)),
        (Some(_), argument) if rest.is_empty() && !argument.is_empty() && !argument.starts_with('[') => {
            Err(format!("{word} what? Type {}, to {}", command.typed, command.doc))
        }
        (Some(wish), _) => Ok(wish(rest.to_owned())),
        (None, _) => Ok(Wish::Nothing),
    }
}

enum Named {
    Command(&'static Command),
    Pane(PaneName),
    /// Nothing; what to say of it.
    Nothing(String),
}

/// What a word names: whole, or as the beginning of one name only.
fn named(word: &str) -> Result<Named, String> {
    let names = || COMMANDS.iter().flat_map(|command| command.names().map(move |name| (name, command)));
    if let Some((_, command)) = names().find(|(name, _)| *name == word) {
        return Ok(Named::Command(command));
    }
    if let Some(name) = PaneName::named(word) {
        return Ok(Named::Pane(name));
    }
    let panes = PaneName::WORDS.iter().copied().filter(|name| name.starts_with(word));
    let begun: Vec<&str> = panes.chain(names().map(|(name, _)| name).filter(|name| name.starts_with(word))).collect();
    match begun[..] {
        [only] => named(only),
        [] => {
            let all = PaneName::WORDS.iter().copied().chain(names().map(|(name, _)| name));
            let near = did_you_mean(nearest(word, all.filter(|name| name.len() > 1)).map(|near| format!("`{near}`")));
            let near = if near.is_empty() { "; help lists them".to_owned() } else { near };
            Ok(Named::Nothing(format!("there is no command `{word}`{near}")))
        }
        _ => Err(format!("`{word}` could be {}; type more of it", begun.join(" or "))),
    }
}

/// The help, or what of it has to do with a word.
pub fn help(word: &str) -> Vec<String> {
    let wanted = word.trim_start_matches('/').to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&wanted);
    let exact = COMMANDS.iter().filter(|it| it.names().any(|name| name == wanted));
    let mut found: Vec<&Command> = exact.filter(|_| !wanted.is_empty()).collect();
    if found.is_empty() {
        let about =
            |it: &&Command| has(it.typed) || has(it.doc) || has(it.more) || it.also.iter().any(|name| has(name));
        found = COMMANDS.iter().filter(about).collect();
    }
    let mut out = Vec::new();
    for command in &found {
        let also = if command.also.is_empty() { String::new() } else { format!(", also {}", command.also.join(", ")) };
        out.push(format!("{}{also}: {}", command.typed, command.doc));
        if (!wanted.is_empty() || found.len() == 1) && !command.more.is_empty() {
            out.push(format!("   {}", command.more));
        }
    }
    if wanted.starts_with(':') {
        out.extend(forms().map(|(form, doc)| format!("{form}: {doc}")));
    }
    let panes = crate::panes::PANES.iter().filter(|pane| has(pane.name().word()) || has(pane.about()));
    out.extend(panes.map(|pane| format!("{}: {}", pane.name().word(), pane.about())));
    if out.is_empty() {
        let near = nearest(&wanted, COMMANDS.iter().flat_map(Command::names)).map(|near| format!("`{near}`"));
        out.push(format!("no help has `{word}`{}; help lists everything", did_you_mean(near)));
    }
    out
}
