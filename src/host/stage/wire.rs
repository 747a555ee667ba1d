//! What goes over the socket of a stage: lines of JSON, both ways. Whatever comes is only believed once it was read as
//! what it says it is.

use crate::app::{OnScene, Stage};
use crate::edition::{Audience, Edition};
use crate::load::LARGEST;
use crate::model::Day;
use crate::panes::Place;
use crate::text::one_line;
use ratatui::layout::Size;
use serde::{Deserialize, Serialize};

/// The version of what is said here. It counts up when one side would misunderstand the other.
pub const WIRE: u32 = 1;
/// The longest line that a presenter sends: a text, in which JSON makes two of every quote and line end.
pub const MOST_TOLD: usize = 2 * LARGEST as usize + (1 << 16);
/// The longest line that one who follows sends.
pub const MOST_SAID: usize = 1 << 10;
/// The longest name or caption that is shown.
const MOST_WORDS: usize = 1_000;

/// What a presenter sends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Told {
    /// The first line. It stays as it is in every version.
    Hello(Hello),
    /// No more can come.
    Full(usize),
    /// A text that is shown next.
    Text(Text),
    /// What is on the stage now; nothing while nobody presents.
    Stage(Option<OnStage>),
}

/// What one who follows sends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Said {
    /// The first line. It stays as it is in every version.
    Hello(Hello),
    /// How they look on.
    Attends {
        /// Columns of the window.
        columns: u16,
        /// Rows of the window.
        rows: u16,
        /// Whether they go where the presenter goes.
        follows: bool,
    },
}

/// Who is there, and what they speak.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Hello {
    /// The version of what they say.
    pub wire: u32,
    /// The version of their program.
    pub version: String,
    /// Who presents.
    #[serde(default)]
    pub by: Option<String>,
    /// The share of runs at which a promise counts as safe to the presenter, where the roadmap does not say it.
    #[serde(default)]
    pub confidence: Option<f64>,
}

/// The text of an edition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// The number that it has where it comes from.
    pub edition: u64,
    /// Where it comes from, as it is told there.
    pub from: String,
    /// When it was read.
    pub read_at: String,
    /// The day for which it holds.
    pub today: String,
    /// In a sandbox, how many steps were taken.
    pub steps: usize,
    /// Whether only what everyone may see is in it.
    #[serde(default)]
    pub public: bool,
    /// All entries, as TOML, without what is for the presenter alone.
    pub toml: String,
}

/// What is on the stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OnStage {
    /// Who presents.
    pub by: String,
    /// Where they stand, as a link.
    pub place: String,
    /// The step of their script.
    pub scene: Option<Scene>,
    /// Nothing is to be looked at for now.
    pub blank: bool,
    /// It is not for those who may see only what is public.
    pub veiled: bool,
    /// The text that is shown.
    pub edition: u64,
    /// In a sandbox, the text that it is compared to.
    pub under: Option<u64>,
}

/// A step of the script.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// Which one, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// What it is called.
    pub name: String,
    /// One line for the audience.
    pub caption: Option<String>,
}

impl Hello {
    /// What this program says first.
    pub fn ours() -> Self {
        Self { wire: WIRE, version: env!("CARGO_PKG_VERSION").to_owned(), ..Self::default() }
    }

    /// Why the two do not understand each other, if they do not.
    pub fn misunderstands(&self) -> Option<String> {
        let older = match self.wire.cmp(&WIRE) {
            std::cmp::Ordering::Equal => return None,
            std::cmp::Ordering::Less => "the presenter's is older",
            std::cmp::Ordering::Greater => "this one is older",
        };
        let theirs = words(&self.version);
        let ours = env!("CARGO_PKG_VERSION");
        Some(format!(
            "the presenter has roadmap {theirs}, and this is roadmap {ours}: they do not understand each other; \
             {older}, bring it up to date"
        ))
    }

    /// Who presents, as it can be shown.
    pub fn presenter(&self) -> Option<String> {
        self.by.as_deref().map(words).filter(|by| !by.is_empty())
    }

    /// The share of runs, if it is one.
    pub fn confidence(&self) -> Option<f64> {
        self.confidence.filter(|share| (0.01..=0.999).contains(share))
    }
}

impl Text {
    /// What those who follow may have of an edition: all but what the presenter says, and no comments.
    pub fn of(edition: &Edition) -> Self {
        Self {
            edition: edition.number,
            from: edition.origin.label.clone(),
            read_at: edition.origin.read_at.clone(),
            today: edition.today.to_string(),
            steps: edition.origin.steps,
            toml: edition.text_for(Audience::Members),
            public: edition.origin.public,
        }
    }

    /// The day for which it holds.
    pub fn day(&self) -> Result<Day, String> {
        Day::parse(&self.today).ok_or_else(|| format!("`{}` is no day", words(&self.today)))
    }
}

impl From<&Stage> for OnStage {
    fn from(stage: &Stage) -> Self {
        Self {
            by: stage.by.to_string(),
            place: stage.place.to_string(),
            scene: stage.scene.as_ref().map(|scene| Scene {
                number: scene.number,
                of: scene.of,
                name: scene.name.clone(),
                caption: scene.caption.clone(),
            }),
            blank: stage.blank,
            veiled: stage.veiled,
            edition: stage.edition.number,
            under: stage.under.as_ref().map(|under| under.edition.number),
        }
    }
}

impl OnStage {
    /// Where the presenter stands.
    pub fn place(&self) -> Result<Place, String> {
        self.place.parse()
    }

    /// Who presents.
    pub fn by(&self) -> String {
        words(&self.by)
    }

    /// The step of the script.
    pub fn scene(&self) -> Option<OnScene> {
        self.scene.as_ref().map(|scene| OnScene {
            number: scene.number,
            of: scene.of,
            name: words(&scene.name),
            caption: scene.caption.as_deref().map(words),
        })
    }
}

impl Said {
    /// The window of one who looks on, no larger than windows are here.
    pub fn attends(&self) -> Option<(Size, bool)> {
        match *self {
            Self::Hello(_) => None,
            Self::Attends { columns, rows, follows } => {
                Some((Size { width: columns.clamp(1, 1_000), height: rows.clamp(1, 500) }, follows))
            }
        }
    }
}

/// Words from outside, as they can be shown.
pub fn words(text: &str) -> String {
    one_line(text.trim()).chars().take(MOST_WORDS).collect()
}

/// One message as a line.
pub fn line(message: &impl Serialize) -> Vec<u8> {
    // These are plain data: they can always be written.
    let mut bytes = serde_json::to_vec(message).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The message that a line is.
pub fn read<'a, T: Deserialize<'a>>(line: &'a [u8]) -> Result<T, String> {
    serde_json::from_slice(line).map_err(|error| format!("what came was not understood: {error}"))
}
