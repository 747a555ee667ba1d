use super::around::Around;
use super::forecast::Forecast;
use super::{Pane, pane};
use crate::look::{Part, Split, Zoom};
use crate::model::{Day, Id, PaneName};
use std::fmt;
use std::str::FromStr;

/// The order of a list: a column, by its name, and which way. None is the pane's own order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Sort {
    /// The column's name.
    pub column: Option<&'static str>,
    /// From last to first.
    pub reversed: bool,
}

/// Where a reader stands. Plain data: history, links, following and reload all move it around as it is.
///
/// It prints and reads as `roadmap:milestones?focus=base-model&filter=status%3Aplanned`; what is as usual is left out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The pane.
    pub pane: PaneName,
    /// The entry whose neighbourhood is shown, instead of the pane.
    pub around: Option<Id>,
    /// The entry whose forecast is shown, instead of the pane.
    pub forecast: Option<Id>,
    /// The selected entry.
    pub focus: Option<Id>,
    /// What the list is filtered by, as it was typed.
    pub filter: String,
    /// The order of the list.
    pub sort: Sort,
    /// How much time is in sight.
    pub zoom: Zoom,
    /// The first day in sight; without it, around today.
    pub from: Option<Day>,
    /// The part that the keys go to.
    pub part: Part,
    /// The reference that is selected in the detail.
    pub link: usize,
    /// Lines of the detail that are scrolled away.
    pub scroll: u16,
    /// The first row in sight; a wish that the height of the window may overrule.
    pub top: usize,
    /// How the space is shared.
    pub split: Split,
}

impl Place {
    /// The beginning of a pane.
    pub fn of(pane: PaneName) -> Self {
        Self {
            pane,
            around: None,
            forecast: None,
            focus: None,
            filter: String::new(),
            sort: Sort::default(),
            zoom: Zoom::default(),
            from: None,
            part: Part::default(),
            link: 0,
            scroll: 0,
            top: 0,
            split: Split::default(),
        }
    }

    /// What is shown: the pane itself, a neighbourhood, or a forecast.
    pub fn pane(&self) -> &'static dyn Pane {
        match (&self.forecast, &self.around) {
            (Some(_), _) => &Forecast,
            (None, Some(_)) => &Around,
            (None, None) => pane(self.pane),
        }
    }

    /// The entry that all of it is about, where it is not the pane itself.
    pub fn subject(&self) -> Option<&Id> {
        self.forecast.as_ref().or(self.around.as_ref())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "roadmap:{}", self.pane.word())?;
        let usual = Self::of(self.pane);
        let mut mark = '?';
        let mut say = |key: &str, value: String| {
            let told = write!(f, "{mark}{key}={}", escaped(&value));
            mark = '&';
            told
        };
        if let Some(around) = &self.around {
            say("around", around.to_string())?;
        }
        if let Some(forecast) = &self.forecast {
            say("forecast", forecast.to_string())?;
        }
        if let Some(focus) = &self.focus {
            say("focus", focus.to_string())?;
        }
        if !self.filter.is_empty() {
            say("filter", self.filter.clone())?;
        }
        if let Some(column) = self.sort.column {
            say("sort", column.to_owned())?;
        }
        if self.sort.reversed {
            say("order", "reversed".to_owned())?;
        }
        if self.zoom != usual.zoom {
            say("zoom", self.zoom.letter().to_owned())?;
        }
        if let Some(from) = self.from {
            say("from", from.to_string())?;
        }
        if self.part == Part::Detail {
            say("part", "detail".to_owned())?;
        }
        if self.link > 0 {
            say("link", self.link.to_string())?;
        }
        if self.scroll > 0 {
            say("scroll", self.scroll.to_string())?;
        }
        if self.top > 0 {
            say("top", self.top.to_string())?;
        }
        if self.split.list != usual.split.list {
            say("split", self.split.list.to_string())?;
        }
        if self.split.alone {
            say("alone", "yes".to_owned())?;
        }
        Ok(())
    }
}

impl FromStr for Place {
    type Err = String;

    fn from_str(link: &str) -> Result<Self, String> {
        let body = link.strip_prefix("roadmap:").unwrap_or(link);
        let (name, query) = body.split_once('?').unwrap_or((body, ""));
        let name = PaneName::named(name)
            .ok_or_else(|| format!("`{name}` is no pane; there are {}", PaneName::WORDS.join(", ")))?;
        let mut place = Self::of(name);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = unescaped(value);
            let bad = || format!("`{value}` cannot stand for `{key}` in a link");
            match key {
                "around" if Id::is_valid(&value) => place.around = Some(Id::new(&value)),
                "forecast" if Id::is_valid(&value) => place.forecast = Some(Id::new(&value)),
                "focus" if Id::is_valid(&value) => place.focus = Some(Id::new(&value)),
                "filter" => place.filter = value,
                "sort" => {
                    let column = place.pane().columns().iter().find(|column| column.key == value);
                    place.sort.column = Some(column.ok_or_else(bad)?.key);
                }
                "order" => place.sort.reversed = value == "reversed",
                "zoom" => place.zoom = Zoom::typed(&value).ok_or_else(bad)?,
                "from" => place.from = Some(Day::parse(&value).ok_or_else(bad)?),
                "part" => place.part = if value == "detail" { Part::Detail } else { Part::List },
                "link" => place.link = value.parse().map_err(|_| bad())?,
                "scroll" => place.scroll = value.parse().map_err(|_| bad())?,
                "top" => place.top = value.parse().map_err(|_| bad())?,
                "split" => {
                    place.split.list =
                        value.parse::<u16>().ok().filter(|share| (20..=80).contains(share)).ok_or_else(bad)?;
                }
                "alone" => place.split.alone = value == "yes",
                "around" | "forecast" | "focus" => return Err(bad()),
                _ => return Err(format!("`{key}` has no meaning in a link")),
            }
        }
        Ok(place)
    }
}

/// What has a meaning in a link, and everything beyond ASCII, as `%41`.
fn escaped(text: &str) -> String {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || b"-_.!~*':,".contains(b);
    text.bytes().map(|b| if plain(&b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}

fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [b, after @ ..] = rest {
        let code = (*b == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(code.unwrap_or(*b));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    crate::text::one_line(&String::from_utf8_lossy(&bytes)).into_owned()
}
