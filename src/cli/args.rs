//! Every command and flag, once.
// long: a flag stands beside those that it goes with, and each has words for those who type it

use crate::app::{Given, Rights, SeatInfo};
use crate::host::ssh::{Hosting, Limits};
use crate::host::{Environment, ReadAs};
use crate::look::{Look, Theme};
use crate::model::{Asked, Day, Id, Kind, PaneName};
use crate::panes::Place;
use crate::plan::{MOST_RUNS, RUNS, SEED};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::SignedDuration;
use ratatui::layout::Size;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// A terminal dashboard for a roadmap that several organisations share.
///
/// FILE is a file, a folder that holds roadmap.toml, or `-` for standard input. Without it: roadmap.toml here or in
/// the nearest folder above; where there is none, the built-in roadmap of the NVIDIA Nemotron Coalition.
#[derive(Debug, Parser)]
#[command(name = "roadmap", version, args_conflicts_with_subcommands = true, max_term_width = 100)]
pub struct Arguments {
    /// The roadmap: a file, a folder that holds roadmap.toml, or `-`.
    pub file: Option<PathBuf>,
    /// How it is shown.
    #[command(flatten)]
    pub view: View,
    /// Whose settings.
    #[command(flatten)]
    pub person: Person,
    /// Who else is shown it.
    #[command(flatten)]
    pub meeting: Meeting,
    /// What to do instead of showing the dashboard.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What can be done besides showing the dashboard.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Tell everything that is wrong with a file; exit code 1 when it has errors
    Check(Check),
    /// Tell what a code means, with an example and its remedy
    Explain(Explain),
    /// Print the entries of a kind
    List(List),
    /// Print one entry with its references, both ways
    Show(Show),
    /// Read it line by line: numbered lines and a prompt, for screen readers and logs
    Read(Read),
    /// Tell when milestones are reached, how likely that is, and what drives it
    Forecast(Forecast),
    /// Print a pane without a terminal
    Snapshot(Snapshot),
    /// Print the whole roadmap in a form that others can read
    Export(Export),
    /// Serve the dashboard to everyone who connects by SSH
    Serve(Serve),
    /// Follow someone who presents on this machine
    Join(Join),
    /// Play what was recorded with --record, or any other recording in the form of asciinema (asciicast, version 2)
    Replay(Replay),
    /// Write a roadmap to begin with; never over one that is there
    Init(Init),
    /// Print the JSON Schema of the format
    Schema(Schema),
    /// Print every key and what it does
    Keys(Keys),
    /// Learn the dashboard in two minutes, on the built-in roadmap: it sets small tasks and sees when they are done
    Tour(Tour),
}

/// How the roadmap is read.
#[derive(Debug, Args)]
pub struct Reading {
    /// The day to take for today, as 2026-11-23
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Day>,
    /// Without what is for members: as everyone may see it
    #[arg(long)]
    pub public: bool,
}

impl Reading {
    /// For the room that reads it.
    pub fn how(&self) -> ReadAs {
        ReadAs { today: self.today, public: self.public }
    }
}

/// Where to stand and how it looks.
#[derive(Debug, Args)]
pub struct View {
    /// The pane to begin with
    #[arg(long, value_name = "PANE", value_parser = panes())]
    pub pane: Option<PaneName>,
    /// The id of the entry to select
    #[arg(long, value_name = "ID", value_parser = id)]
    pub focus: Option<Id>,
    /// What to filter by: words, field:value, date<2026-Q4, !not; `roadmap list --help` tells more
    #[arg(long, value_name = "QUERY")]
    pub filter: Option<String>,
    /// A link to a view, as `Y` copies it
    #[arg(long, value_name = "LINK", conflicts_with_all = ["pane", "focus", "filter"])]
    pub at: Option<Place>,
    /// How the roadmap is read
    #[command(flatten)]
    pub reading: Reading,
    /// Colours and signs
    #[command(flatten)]
    pub looks: Looks,
    /// Never open the editor
    #[arg(long)]
    pub read_only: bool,
    /// Present from the beginning: the scenes one after the other; `?` tells the keys
    #[arg(long)]
    pub present: bool,
    /// Read the file once, or when asked
    #[arg(long)]
    pub no_watch: bool,
}

impl View {
    /// The place to begin at.
    pub fn place(&self) -> Place {
        let mut place = self.at.clone().unwrap_or_else(|| Place::of(self.pane.unwrap_or(PaneName::Overview)));
        if let Some(focus) = &self.focus {
            place.focus = Some(focus.clone());
        }
        if let Some(filter) = &self.filter {
            place.filter.clone_from(filter);
        }
        place
    }

    /// What is wrong with the filter that was asked for, as far as that can be said without the roadmap.
    pub fn wrong_filter(&self) -> Option<String> {
        let place = self.place();
        let wrong = Asked::new(&place.filter, place.pane().scope()).err()?;
        Some(wrong.pointed(&place.filter))
    }

    /// A seat that looks like this.
    pub fn seat(&self, size: Size, look: Look, rights: Rights) -> SeatInfo {
        SeatInfo { number: 0, size, look, rights: Rights { edit: rights.edit && !self.read_only, ..rights } }
    }
}

/// How it looks, whatever is shown.
#[derive(Debug, Args)]
pub struct Looks {
    /// The colours
    #[arg(long, value_name = "THEME", value_parser = themes())]
    pub theme: Option<Theme>,
    /// Only ASCII signs
    #[arg(long)]
    pub ascii: bool,
    /// Leave the mouse to the terminal
    #[arg(long)]
    pub no_mouse: bool,
}

impl Looks {
    /// The colours and signs for such a terminal.
    pub fn on(&self, on: &Environment) -> Look {
        on.look(self.theme, self.ascii)
    }

    /// What settings do not change, on a terminal that takes nothing but ASCII or does.
    pub fn given(&self, ascii: bool) -> Given {
        Given { theme: self.theme, ascii: self.ascii || ascii, no_mouse: self.no_mouse }
    }
}

/// `roadmap join`
#[derive(Debug, Args)]
pub struct Join {
    /// The socket of the stage; without it, the one that can be found on this machine
    pub socket: Option<PathBuf>,
    /// Colours and signs
    #[command(flatten)]
    pub looks: Looks,
    /// Whose settings
    #[command(flatten)]
    pub person: Person,
}

/// Who else is shown what is presented.
#[derive(Debug, Args)]
#[command(next_help_heading = "Meeting")]
pub struct Meeting {
    /// Let others look at it by SSH, as `roadmap serve` does: the address and port to listen on
    #[arg(long, value_name = "ADDR")]
    pub serve: Option<String>,
    /// Record what is presented, as members see it and without notes, into a new file that asciinema plays (asciicast,
    /// version 2)
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Open a stage: others on this machine follow with `roadmap join`; without SOCKET, where that finds it by itself
    // Empty where no socket is named.
    #[arg(long, value_name = "SOCKET", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub stage: Option<OsString>,
    /// Who may follow besides yourself: those in this group
    #[arg(long, value_name = "GROUP", requires = "stage")]
    pub stage_group: Option<String>,
    /// The mode of the socket, as 0660: who may write may follow; 0600 without a group, 0660 with one
    #[arg(long, value_name = "MODE", requires = "stage", value_parser = mode)]
    pub stage_mode: Option<u32>,
    /// Who may come in by SSH, and what they may take
    #[command(flatten)]
    pub door: Door,
}

impl Meeting {
    /// Whether there is to be anybody else, now or later.
    pub fn is_held(&self) -> bool {
        self.record.is_some() || self.stage.is_some() || self.serve.is_some()
    }
}

/// What one person wants to have otherwise.
#[derive(Debug, Args)]
pub struct Person {
    /// The settings, or none; else those that `ROADMAP_CONFIG` names, else ~/.config/roadmap/config.toml
    #[arg(long, value_name = "FILE|none")]
    pub config: Option<PathBuf>,
}

/// `roadmap tour`
#[derive(Debug, Args)]
pub struct Tour {
    /// How it is shown
    #[command(flatten)]
    pub view: View,
    /// Whose settings
    #[command(flatten)]
    pub person: Person,
}

/// `roadmap check`
#[derive(Debug, Args)]
pub struct Check {
    /// The files to check; as for the dashboard when there is none
    pub files: Vec<PathBuf>,
    /// The files are settings; without one, those that the dashboard would use
    #[arg(long)]
    pub config: bool,
    /// Warnings count as errors
    #[arg(long)]
    pub strict: bool,
    /// For people, JSON, the annotations of GitHub, or SARIF 2.1.0
    #[arg(long, value_enum, default_value = "human")]
    pub format: CheckFormat,
    /// Tell it again whenever a file changes, until ctrl-c
    #[arg(long)]
    pub watch: bool,
    /// The day to take for today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Day>,
}

/// Forms of what is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people.
    Human,
    /// JSON.
    Json,
    /// Workflow commands of GitHub.
    Github,
    /// SARIF 2.1.0.
    Sarif,
}

/// `roadmap explain`
#[derive(Debug, Args)]
pub struct Explain {
    /// The code, as E013; without it, all of them
    pub code: Option<String>,
}

/// `roadmap list`
#[derive(Debug, Args)]
pub struct List {
    /// The kind of entries
    #[arg(value_name = "KIND", value_parser = kinds())]
    pub kind: Kind,
    /// The roadmap
    pub file: Option<PathBuf>,
    /// What to filter by: words, field:value, date<2026-Q4, !not
    ///
    /// All parts must hold: `mistral status:planned,blocked date<2026-Q4 !owner:none`. A word stands in any text; a
    /// field has one of several values (`:`), is one (`=`), or comes before or after one (`<` `<=` `>` `>=`). Texts with
    /// spaces stand in quotes; `none` is an absent field, `has:date` a present one, `!` turns a part round. All of it is
    /// in docs/filter.md.
    #[arg(long, value_name = "QUERY")]
    pub filter: Option<String>,
    /// A table for people, or JSON
    #[arg(long, value_enum, default_value = "table")]
    pub format: ListFormat,
    /// How the roadmap is read
    #[command(flatten)]
    pub reading: Reading,
}

/// Forms of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// A table for people.
    Table,
    /// JSON.
    Json,
}

/// `roadmap show`
#[derive(Debug, Args)]
pub struct Show {
    /// The id of the entry
    #[arg(value_parser = id)]
    pub id: Id,
    /// The roadmap
    pub file: Option<PathBuf>,
    /// Text for people, or JSON
    #[arg(long, value_enum, default_value = "text")]
    pub format: ShowFormat,
    /// How the roadmap is read
    #[command(flatten)]
    pub reading: Reading,
}

/// Forms of one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShowFormat {
    /// Text for people.
    Text,
    /// JSON.
    Json,
    /// Markdown.
    Md,
}

/// `roadmap forecast`
///
/// Every length is drawn from its estimate, every risk occurs or not, many times over. The same file, seed and day give
/// the same numbers on every machine.
#[derive(Debug, Args)]
pub struct Forecast {
    /// The id of a milestone or an announcement; without it, all milestones
    pub id: Option<String>,
    /// The roadmap
    pub file: Option<PathBuf>,
    /// Sentences and tables for people, or JSON
    #[arg(long, value_enum, default_value = "human")]
    pub format: ForecastFormat,
    /// From which the random numbers follow
    #[arg(long, value_name = "NUMBER", default_value_t = SEED)]
    pub seed: u64,
    /// How many runs
    #[arg(long, value_name = "NUMBER", default_value_t = RUNS, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_RUNS)))]
    pub runs: u32,
    /// How many threads work on it, instead of one for each core; the numbers are the same with any
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=256))]
    pub threads: Option<u32>,
    /// How the roadmap is read
    #[command(flatten)]
    pub reading: Reading,
}

/// Forms of a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ForecastFormat {
    /// For people.
    Human,
    /// JSON.
    Json,
}

/// `roadmap read`
#[derive(Debug, Args)]
pub struct Read {
    /// The roadmap
    pub file: Option<PathBuf>,
    /// Where to begin, and how it is said
    #[command(flatten)]
    pub view: View,
    /// Whose settings.
    #[command(flatten)]
    pub person: Person,
}

/// `roadmap serve`
///
/// It listens on this machine alone unless it is told who may come in. Guests look: they can open no file, no editor and
/// no shell here. Ctrl-c ends it and gives everyone their terminal back.
#[derive(Debug, Args)]
pub struct Serve {
    /// The roadmap
    pub file: Option<PathBuf>,
    /// The address and port to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:2222")]
    pub listen: String,
    /// Tell how many are there, as a line of JSON whenever that changes; with a file, that it always says so
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, default_missing_value = "-")]
    pub status: Option<PathBuf>,
    /// The pane that guests begin with
    #[arg(long, value_name = "PANE", value_parser = panes())]
    pub pane: Option<PaneName>,
    /// A link to a view that guests begin with, as `Y` copies it
    #[arg(long, value_name = "LINK", conflicts_with = "pane")]
    pub at: Option<Place>,
    /// How it is read
    #[command(flatten)]
    pub reading: Reading,
    /// The colours; without it, those that fit each guest's terminal
    #[arg(long, value_name = "THEME", value_parser = themes())]
    pub theme: Option<Theme>,
    /// Only ASCII signs, for everybody
    #[arg(long)]
    pub ascii: bool,
    /// Leave the mouse to the terminals
    #[arg(long)]
    pub no_mouse: bool,
    /// Read the file once
    #[arg(long)]
    pub no_watch: bool,
    /// Record what is presented, as members see it and without notes, into a new file (asciicast, version 2), in 120
    /// columns and 40 rows
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Who may come in, and what they may take
    #[command(flatten)]
    pub door: Door,
}

/// Who may come in by SSH, and what they may take.
#[derive(Debug, Args)]
#[command(next_help_heading = "Guests by SSH")]
pub struct Door {
    /// Who may come in: public keys in the form of OpenSSH, read again when they change
    #[arg(long, value_name = "FILE")]
    pub authorized_keys: Option<PathBuf>,
    /// Who may lead, in the same form; they may come in too
    #[arg(long, value_name = "FILE")]
    pub presenter_keys: Option<PathBuf>,
    /// Anyone may come in
    #[arg(long)]
    pub open: bool,
    /// The key by which guests know this server again, made if it is not there; without it, in the folder for what
    /// programs remember
    #[arg(long, value_name = "FILE")]
    pub host_key: Option<PathBuf>,
    /// How many may look at one time
    #[arg(long, value_name = "NUMBER", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub max_viewers: u32,
    /// How many connections may come from one address, but for this machine
    #[arg(long, value_name = "NUMBER", default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub max_per_address: u32,
    /// Within this time a connection must have logged in, as 20s
    #[arg(long, value_name = "TIME", default_value = "20s", value_parser = time)]
    pub login_grace: Duration,
    /// Send home who types nothing for so long, as 12h; `off`: nobody
    #[arg(long, value_name = "TIME|off", default_value = "off", value_parser = time_or_off)]
    pub idle: Idle,
    /// The largest screen, columns and rows
    #[arg(long, value_name = "WxH", default_value = "300x100", value_parser = size)]
    pub max_size: Size,
    /// How much one viewer may be sent in a second; without it, as much as the line takes
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1_000..))]
    pub bytes_per_second: Option<u32>,
}

impl Door {
    /// How guests are received at an address.
    pub fn hosting(&self, listen: &str, place: Place, given: Given) -> Hosting {
        let Idle(idle) = self.idle;
        Hosting {
            listen: listen.to_owned(),
            members: self.authorized_keys.clone(),
            presenters: self.presenter_keys.clone(),
            open: self.open,
            host_key: self.host_key.clone(),
            limits: Limits {
                viewers: self.max_viewers,
                per_address: self.max_per_address,
                login_grace: self.login_grace,
                idle,
                size: self.max_size,
                bytes_per_second: self.bytes_per_second,
            },
            place,
            given,
        }
    }

    /// Whether something was said that matters only where somebody listens.
    pub fn is_spoken_of(&self) -> bool {
        self.open || self.authorized_keys.is_some() || self.presenter_keys.is_some() || self.host_key.is_some()
    }
}

/// A time after which something happens, or never.
#[derive(Debug, Clone, Copy)]
pub struct Idle(pub Option<Duration>);

/// `roadmap snapshot`
#[derive(Debug, Args)]
pub struct Snapshot {
    /// The roadmap
    pub file: Option<PathBuf>,
    /// How it is shown
    #[command(flatten)]
    pub view: View,
    /// Columns and rows
    #[arg(long, value_name = "WxH", default_value = "120x40", value_parser = size)]
    pub size: Size,
    /// The characters, the characters in colour, or a drawing
    #[arg(long, value_enum, default_value = "text")]
    pub format: SnapshotFormat,
    /// Where to write it, instead of standard output
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
}

/// `roadmap replay`
#[derive(Debug, Args)]
pub struct Replay {
    /// The recording
    pub file: PathBuf,
    /// How many times as fast as it was
    #[arg(long, value_name = "NUMBER", default_value = "1", value_parser = speed)]
    pub speed: f64,
}

/// Forms of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SnapshotFormat {
    /// The characters alone.
    Text,
    /// With the colours of a terminal.
    Ansi,
    /// A drawing.
    Svg,
}

/// `roadmap export`
#[derive(Debug, Args)]
pub struct Export {
    /// The roadmap
    pub file: Option<PathBuf>,
    /// Markdown, with the presenter's story and notes first
    #[arg(long, value_enum, default_value = "md")]
    pub format: ExportFormat,
    /// How the roadmap is read
    #[command(flatten)]
    pub reading: Reading,
    /// Where to write it, instead of standard output
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
}

/// Forms of a whole roadmap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Markdown.
    Md,
}

/// `roadmap init`
#[derive(Debug, Args)]
pub struct Init {
    /// The folder; without it, here
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

/// `roadmap schema`
#[derive(Debug, Args)]
pub struct Schema {
    /// That of the settings
    #[arg(long)]
    pub config: bool,
}

/// `roadmap keys`
#[derive(Debug, Args)]
pub struct Keys {
    /// Whose keys.
    #[command(flatten)]
    pub person: Person,
    /// Text, a Markdown table, or JSON
    #[arg(long, value_enum, default_value = "text")]
    pub format: KeysFormat,
}

/// Forms of the key table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KeysFormat {
    /// For people.
    Text,
    /// A table for a README.
    Md,
    /// JSON.
    Json,
}

fn panes() -> impl TypedValueParser<Value = PaneName> {
    PossibleValuesParser::new(PaneName::WORDS.iter().copied()).try_map(|word| PaneName::named(&word).ok_or("no pane"))
}

fn themes() -> impl TypedValueParser<Value = Theme> {
    PossibleValuesParser::new(Theme::WORDS.iter().copied()).try_map(|word| Theme::named(&word).ok_or("no theme"))
}

/// A kind, by its word or the plural of it.
fn kinds() -> impl TypedValueParser<Value = Kind> {
    let words = Kind::ALL.map(|kind| PossibleValue::new(kind.word()).alias(kind.plural()));
    let named = |word: String| Kind::ALL.into_iter().find(|kind| kind.word() == word || kind.plural() == word);
    PossibleValuesParser::new(words).try_map(move |word| named(word).ok_or("no kind"))
}

fn id(text: &str) -> Result<Id, String> {
    if Id::is_valid(text) {
        Ok(Id::new(text))
    } else {
        Err("an id is made of lower case letters, digits and hyphens".to_owned())
    }
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "write a day as 2026-11-23".to_owned())
}

fn speed(text: &str) -> Result<f64, String> {
    let speed = text.parse::<f64>().ok().filter(|speed| (0.1..=100.0).contains(speed));
    speed.ok_or_else(|| "write a number from 0.1 to 100".to_owned())
}

fn time(text: &str) -> Result<Duration, String> {
    let read = text.parse::<SignedDuration>().ok().and_then(|time| Duration::try_from(time).ok());
    read.filter(|time| !time.is_zero()).ok_or_else(|| "write a time as 20s, 5m or 12h".to_owned())
}

fn time_or_off(text: &str) -> Result<Idle, String> {
    if text == "off" { Ok(Idle(None)) } else { time(text).map(|time| Idle(Some(time))) }
}

fn mode(text: &str) -> Result<u32, String> {
    let mode = u32::from_str_radix(text, 8).ok().filter(|mode| *mode <= 0o777 && mode & 0o600 == 0o600);
    mode.ok_or_else(|| "write a mode as 0660, in which you may read and write yourself".to_owned())
}

fn size(text: &str) -> Result<Size, String> {
    let parts = text.split_once('x').and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    match parts {
        Some((width @ 1..=1000, height @ 1..=500)) => Ok(Size { width, height }),
        _ => Err("write columns x rows, as 120x40, up to 1000x500".to_owned()),
    }
}
