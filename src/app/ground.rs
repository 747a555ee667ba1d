//! Where the keys go, and what they mean there where that is not what they mean everywhere.

use super::{Action, App, Popup};
use crate::look::{Arrangement, Part};

/// What the keys go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ground {
    /// A list.
    List,
    /// A pane of sections.
    Sections,
    /// An axis of time.
    Time,
    /// The neighbourhood of an entry.
    Around,
    /// The forecast of an entry.
    Forecast,
    /// The detail of an entry.
    Detail,
    /// The stage, for the one who presents.
    Stage,
    /// The stage, for those who follow.
    Audience,
    /// A list that lies on top and can be searched.
    Picker,
    /// The problems of the file.
    Problems,
    /// A form.
    Form,
    /// The filter being typed.
    Line,
    /// The command line being typed.
    Command,
    /// The finder.
    Finder,
}

impl Ground {
    /// Every one, in the order of help.
    pub const ALL: [Self; 14] = [
        Self::List,
        Self::Sections,
        Self::Time,
        Self::Around,
        Self::Forecast,
        Self::Detail,
        Self::Stage,
        Self::Audience,
        Self::Picker,
        Self::Problems,
        Self::Form,
        Self::Line,
        Self::Command,
        Self::Finder,
    ];

    /// Where that is, in words.
    pub fn title(self) -> &'static str {
        match self {
            Self::List => "In a list",
            Self::Sections => "On the overview",
            Self::Time => "On the timeline",
            Self::Around => "In a neighbourhood",
            Self::Forecast => "In a forecast",
            Self::Detail => "In a detail",
            Self::Stage => "While presenting",
            Self::Audience => "While following",
            Self::Picker => "In a list that lies on top",
            Self::Problems => "In the list of problems",
            Self::Form => "In a form",
            Self::Line => "While the filter is typed",
            Self::Command => "In the command line",
            Self::Finder => "While anything is found",
        }
    }
}

/// What keys mean in one place.
#[derive(Debug)]
pub struct Meaning {
    /// Where.
    pub ground: Ground,
    /// The actions whose keys they are.
    pub actions: &'static [Action],
    /// Keys that stand for text; while presenting, those that stand for the action, as clickers send them.
    pub typed: &'static str,
    /// What they do there.
    pub doc: &'static str,
    /// The word for it in the footer, if it stands there, and its weight: where there is little room, the lightest go.
    pub hint: Option<(&'static str, u8)>,
}

macro_rules! meanings {
    ($($ground:ident { $([$($action:ident)*] $($typed:literal)? => $doc:literal $(hint $hint:literal $weight:literal)?;)* })*) => {
        /// What keys mean in one place and not in another.
        pub static MEANINGS: &[Meaning] = &[$($(Meaning {
            ground: Ground::$ground,
            actions: &[$(Action::$action),*],
            typed: concat!($($typed)?),
            doc: $doc,
            hint: meanings!(@hint $($hint $weight)?),
        },)*)*];
    };
    (@hint) => { None };
    (@hint $hint:literal $weight:literal) => { Some(($hint, $weight)) };
}

meanings! {
    List {
        [Down Up] => "next, previous" hint "move" 6;
        [Enter] => "into the detail of what is selected" hint "open" 5;
        [NextPart PreviousPart] => "into the detail, to its first or last reference";
        [Right] => "into the detail";
        [More Less] => "list wider, narrower";
    }
    Sections {
        [Down Up] => "next, previous" hint "move" 6;
        [Enter] => "open what is selected" hint "open" 5;
        [NextPart PreviousPart] => "next, previous section" hint "section" 4;
    }
    Time {
        [Down Up] => "next, previous" hint "move" 4;
        [Left Right] => "earlier, later" hint "time" 5;
        [More Less] => "nearer, farther: by week, month, quarter, year" hint "zoom" 4;
        [Enter] => "into the detail of what is selected" hint "open" 5;
        [Today] => "back to today";
    }
    Around {
        [Left Right] => "to what it needs, to what needs it" hint "along" 6;
        [Down Up] => "next, previous of the column" hint "column" 6;
        [Enter] => "into the middle; what is in the middle is opened where it is at home" hint "to the middle" 7;
        [NextPart PreviousPart] => "into the detail of what is selected" hint "detail" 3;
    }
    Forecast {
        [Down Up] => "next, previous of what drives the date" hint "move" 6;
        [Enter] => "open it where it is at home" hint "open" 7;
        [NextPart PreviousPart] => "into the detail of what is selected" hint "detail" 4;
    }
    Detail {
        [NextPart PreviousPart] => "next, previous reference; after the last one back to the list" hint "reference" 7;
        [Enter] => "follow the reference" hint "follow" 6;
        [Down Up] => "next, previous reference; where none is in sight, on in the text";
        [Left Escape] => "back to the list";
    }
    Stage {
        [NextScene] "space pagedown right down" => "the next scene" hint "next" 9;
        [PreviousScene] "pageup left up" => "the scene before" hint "back" 7;
        [Blank] "b ." => "cover what is shown, or uncover it" hint "blank" 4;
        [Down Up] => "look around: all who follow come along";
        [Escape] => "back to the scene";
        [Reload] => "show a newer reading; until then it is held back";
        [Notes] => "show the notes and the timer, or hide them" hint "notes" 3;
        [Minute] => "a line in the minutes" hint "minutes" 5;
        [Present] => "end it" hint "end" 8;
    }
    Audience {
        [Attend] => "look around alone; again, come back";
        [ScrollDown ScrollUp] => "read on in the detail";
        [Down Up] => "look around from here, alone";
    }
    Picker {
        [] "letters" => "search";
        [Down Up] => "next, previous line";
        [Enter] => "do what the line says" hint "do it" 9;
        [Escape] => "close it" hint "close" 9;
    }
    Problems {
        [Down Up] => "next, previous problem";
        [Enter] => "to the entry" hint "to the entry" 8;
        [Edit] => "open the editor at the line" hint "edit" 8;
        [Escape] => "close it" hint "close" 9;
    }
    Form {
        [] "letters" => "type over what stands in the field";
        [Down Up] => "next, previous field";
        [Left Right] => "choose among the words that can stand there";
        [Enter] => "save all that was changed" hint "save" 9;
        [Escape] => "leave it, and change nothing" hint "leave it" 9;
    }
    Line {
        [] "letters" => "words, field:value, date<2026-Q4, !not";
        [NextPart PreviousPart] => "the next or previous of what can stand there" hint "complete" 6;
        [Up] => "what this pane was filtered by before; down leads back" hint "earlier" 5;
        [Enter] => "keep it" hint "keep" 9;
        [Escape] => "as it was before" hint "as before" 9;
    }
    Command {
        [] "letters" => "a pane, a kind and an entry, a date, a row, an action, a setting";
        [] "tab" => "complete";
        [Up Down] => "lines that were run before";
        [Enter] => "run it" hint "run" 9;
        [Escape] => "close it, and change nothing" hint "close" 9;
    }
    Finder {
        [] "letters" => "look for them in every entry and every action; after >, in the actions only";
        [Enter] => "open the entry, run the action" hint "open or run" 9;
        [NextPart] => "what else can be done with the entry" hint "what else" 8;
        [Down Up] => "next, previous" hint "move" 6;
        [] "ctrl-n ctrl-p" => "next, previous";
        [] "right" => "at the end of the line: what else can be done with the entry";
        [Escape] => "close it; nothing has changed" hint "close" 9;
    }
}

impl Ground {
    /// Whether it lies on top of a pane.
    pub fn is_on_top(self) -> bool {
        self.takes_text() || self == Self::Problems
    }

    /// Whether letters are text there, and no keys.
    pub fn takes_text(self) -> bool {
        matches!(self, Self::Picker | Self::Form | Self::Line | Self::Command | Self::Finder)
    }

    /// What keys mean there.
    pub fn meanings(self) -> impl Iterator<Item = &'static Meaning> {
        MEANINGS.iter().filter(move |meaning| meaning.ground == self)
    }
}

impl App {
    /// What the keys go to now.
    pub fn ground(&self) -> Ground {
        match self.popups.last() {
            Some(Popup::Picker(picker)) if picker.searches => Ground::Picker,
            Some(Popup::Picker(_)) => Ground::Problems,
            Some(Popup::Filter(_)) => Ground::Line,
            Some(Popup::Line(_)) => Ground::Command,
            Some(Popup::Form(_)) => Ground::Form,
            Some(Popup::Finder(_)) => Ground::Finder,
            None => self.ground_below(),
        }
    }

    /// What the keys go to when nothing lies on top.
    pub fn ground_below(&self) -> Ground {
        if self.presenting().is_some() {
            return Ground::Stage;
        }
        if self.followed().is_some() {
            return Ground::Audience;
        }
        if self.place.part == Part::Detail { Ground::Detail } else { self.ground_of_list() }
    }

    /// What the keys go to in the list or map of the pane.
    pub(super) fn ground_of_list(&self) -> Ground {
        match () {
            () if self.place.around.is_some() => Ground::Around,
            () if self.place.forecast.is_some() => Ground::Forecast,
            () if self.has_time() => Ground::Time,
            () if self.place.pane().arrangement() == Arrangement::Whole => Ground::Sections,
            () => Ground::List,
        }
    }
}
