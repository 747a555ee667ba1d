//! A word that is looked for, and how well it fits a name.

use crate::edition::{Haystack, Strip, begins_word, letters};
use crate::model::{EntryIx, Kind, Kinds};
use crate::text::{fold_char, folded};
use memchr::memmem::Finder;

/// How well a word fits an entry, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// It is the name or the id.
    Whole,
    /// The name or the id begins with it.
    Start,
    /// Its letters are those with which all words of the name begin.
    Acronym,
    /// It is the word for the kind of the entry, or for several of them.
    Kind,
    /// A word of the name begins with it.
    Word,
    /// Words of the name that follow each other begin with its letters.
    Initials,
    /// It stands within the name.
    Within,
    /// The name has its letters in their order, near each other or at the beginnings of words.
    Loose,
    /// It stands within the id.
    Id,
    /// It stands in a tag or in the name of someone who has to do with it, or begins the word for its kind.
    Label,
    /// It stands in another text.
    Text,
    /// A word of the name or the id is nearly it.
    Near,
}

impl Fit {
    /// What it costs in the order of what was found. Two words in a name come before one of them at its beginning and
    /// the other only in the text.
    pub fn cost(self) -> u16 {
        match self {
            Self::Whole => 0,
            Self::Start | Self::Acronym => 2,
            Self::Kind => 3,
            Self::Word => 4,
            Self::Initials => 6,
            Self::Within => 8,
            Self::Loose => 12,
            Self::Id => 13,
            Self::Label => 16,
            Self::Text => 24,
            Self::Near => 40,
        }
    }
}

/// A word that is looked for, folded.
#[derive(Debug, Clone)]
pub struct Word {
    pub(super) text: String,
    pub(super) letters: u64,
    /// Its first letter.
    first: u64,
    pub(super) finder: Finder<'static>,
    /// The kinds whose word it begins.
    pub(super) kinds: Kinds,
    /// Whether it is the whole word of a kind.
    pub(super) names_kind: bool,
    /// How many slips a word may have to be nearly this one.
    pub(super) slips: usize,
    pub(super) chars: Vec<char>,
}

/// From so many letters on, what begins the word for a kind means the kind.
const KIND: usize = 3;
/// Fewer letters than this are not looked for scattered over a name; it would be in all of them.
const LOOSE: usize = 3;
/// From so many letters on, a slip is forgiven, and from so many, two.
const SLIPS: [usize; 2] = [4, 8];
/// The characters of a name among which letters are looked for scattered.
const SCATTERED: usize = u64::BITS as usize;

impl Word {
    /// What is looked for as it stands; `None` if nothing is.
    pub fn new(typed: &str) -> Option<Self> {
        let text = folded(typed);
        let chars: Vec<char> = text.chars().collect();
        let first = chars.first()?;
        let text = text.as_str();
        let begun =
            |kind: &Kind| chars.len() >= KIND && (kind.word().starts_with(text) || kind.plural().starts_with(text));
        let mut kinds = Kinds(0);
        for kind in Kind::ALL.iter().filter(|kind| begun(kind)) {
            kinds.0 |= kind.set().0;
        }
        Some(Self {
            letters: letters(text),
            first: letters(&text[..first.len_utf8()]),
            finder: Finder::new(text).into_owned(),
            kinds,
            names_kind: Kind::ALL.iter().any(|kind| [kind.word(), kind.plural()].contains(&text)),
            slips: SLIPS.iter().filter(|least| chars.len() >= **least).count(),
            text: text.to_owned(),
            chars,
        })
    }

    /// As it is looked for.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How well it fits a folded name in which it stands at that byte.
    pub(super) fn at(&self, name: &str, at: usize) -> Fit {
        if at == 0 {
            return if name.len() == self.text.len() { Fit::Whole } else { Fit::Start };
        }
        let first = self.chars.first().copied().unwrap_or(' ');
        let before = match name.as_bytes()[at - 1] {
            b if b.is_ascii() => Some(char::from(b)),
            _ => name[..at].chars().next_back(),
        };
        if begins_word(before, first) || !first.is_alphanumeric() { Fit::Word } else { Fit::Within }
    }

    /// How well it fits an id in which it stands at that byte.
    pub(super) fn in_id(&self, id: &str, at: usize) -> Fit {
        match at {
            0 if id.len() == self.text.len() => Fit::Whole,
            0 => Fit::Start,
            _ => Fit::Id,
        }
    }

    /// How well it fits the initials of a name in which it stands.
    pub(super) fn in_initials(&self, initials: &str) -> Fit {
        if initials.len() == self.text.len() { Fit::Acronym } else { Fit::Initials }
    }

    /// How well it fits a folded name in which it stands whole, and at which byte.
    pub(super) fn within(&self, name: &str) -> Option<(Fit, usize)> {
        let places = self.finder.find_iter(name.as_bytes()).map(|at| (self.at(name, at), at));
        places.min()
    }

    /// Whether it stands in a folded text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.finder.find(text.as_bytes()).is_some()
    }

    /// Whether it may be looked for in the first letters of words; one letter is the beginning of a word.
    pub(super) fn has_initials(&self) -> bool {
        self.chars.len() > 1
    }

    /// Whether it is one small Latin letter or digit, of which the sets of letters tell everything.
    pub(super) fn is_letter(&self) -> bool {
        matches!(self.text.as_bytes(), [b'a'..=b'z' | b'0'..=b'9'])
    }

    /// How well such a letter fits the name and the id of an entry.
    pub(super) fn of_letter(&self, hay: &Haystack, ix: EntryIx) -> Option<Fit> {
        let letter = self.text.bytes().next();
        let begins = |strip: &Strip| strip.first(ix) == letter;
        let fit = match () {
            () if hay.letters(ix) & self.letters == 0 => None,
            () if begins(&hay.names) => Some(self.at(hay.names.of(ix), 0)),
            () if hay.starts(ix) & self.letters != 0 => Some(Fit::Word),
            () => Some(Fit::Within),
        };
        let of_id = match fit {
            Some(Fit::Whole) => None,
            _ if begins(&hay.ids) => Some(self.in_id(hay.ids.of(ix), 0)),
            None if self.is_in(hay.ids.of(ix)) => Some(Fit::Id),
            _ => None,
        };
        fit.into_iter().chain(of_id).min()
    }

    /// Whether it may be looked for scattered.
    pub(super) fn scatters(&self) -> bool {
        (LOOSE..=SCATTERED).contains(&self.chars.len())
    }

    /// Whether it stands scattered in the name of an entry. Most names are out at once, by their letters.
    pub(super) fn is_scattered(&self, hay: &Haystack, ix: EntryIx) -> bool {
        self.scatters()
            && self.letters & !hay.letters(ix) == 0
            && hay.starts(ix) & self.first != 0
            && self.scatter(hay.names.of(ix), &mut |_| {})
    }

    /// Where its letters stand in a folded name, in their order: the first begins a word, and each other begins a word
    /// too or has at most two letters between it and the one before. `None` if they do not.
    ///
    /// The places of a letter are the bits of a number, so that all ways through the name are gone at once.
    pub(super) fn scattered(&self, name: &str) -> Option<Vec<usize>> {
        let mut reached = Vec::with_capacity(self.chars.len());
        self.scatter(name, &mut |places| reached.push(places)).then_some(())?;
        let starts = starts(name);
        let mut at = reached.pop()?.trailing_zeros();
        let mut places = vec![at as usize];
        for before in reached.into_iter().rev() {
            let near = (1..=3).filter_map(|gap| at.checked_sub(gap)).find(|place| before >> place & 1 == 1);
            // It begins a word, then: the letter before it may be anywhere.
            let far = || (starts >> at & 1 == 1).then(|| before & ((1 << at) - 1)).filter(|places| *places != 0);
            at = near.or_else(|| far().map(|places| places.ilog2()))?;
            places.push(at as usize);
        }
        places.reverse();
        Some(places)
    }

    /// Tells for each letter the places at which it may stand, counted in characters.
    fn scatter(&self, name: &str, tell: &mut impl FnMut(u64)) -> bool {
        let bytes = name.is_ascii().then(|| &name.as_bytes()[..name.len().min(SCATTERED)]);
        let places = |wanted: char| -> u64 {
            if let Some(bytes) = bytes {
                let Ok(wanted) = u8::try_from(wanted) else { return 0 };
                return bytes.iter().rev().fold(0, |set, b| set << 1 | u64::from(*b == wanted));
            }
            name.chars().take(SCATTERED).enumerate().fold(0, |set, (i, c)| set | u64::from(c == wanted) << i)
        };
        let mut starts_of_words = None;
        let mut reached: u64 = 0;
        for (i, wanted) in self.chars.iter().enumerate() {
            let here = places(*wanted);
            if here == 0 {
                return false;
            }
            let starts = *starts_of_words.get_or_insert_with(|| starts(name));
            let from = if i == 0 {
                starts
            } else {
                let lowest = reached & reached.wrapping_neg();
                reached << 1 | reached << 2 | reached << 3 | (starts & !(lowest | (lowest - 1)))
            };
            reached = here & from;
            if reached == 0 {
                return false;
            }
            tell(reached);
        }
        true
    }
}

/// The places at which words of a folded name begin, counted in characters.
fn starts(name: &str) -> u64 {
    let mut before = None;
    let mut set = 0;
    for (i, c) in name.chars().take(SCATTERED).enumerate() {
        set |= u64::from(begins_word(before, c)) << i;
        before = Some(c);
    }
    set
}

/// A text with what each of its characters is folded to, so that a place in the one leads to a place in the other.
#[derive(Debug)]
pub struct Unfolded {
    /// The folded text.
    pub folded: String,
    /// For each character of it, the number of the character that it came from.
    from: Vec<usize>,
    /// The numbers of the characters at which words begin, with what they are folded to.
    starts: Vec<(usize, String)>,
}

impl Unfolded {
    /// Folds a text.
    pub fn new(text: &str) -> Self {
        let mut all = Self { folded: String::with_capacity(text.len()), from: Vec::new(), starts: Vec::new() };
        let mut before = None;
        for (i, c) in text.chars().enumerate() {
            let at = all.folded.len();
            fold_char(c, &mut |c| {
                all.folded.push(c);
                all.from.push(i);
            });
            if begins_word(before, c) {
                all.starts.push((i, all.folded[at..].to_owned()));
            }
            before = Some(c);
        }
        all
    }

    /// The character from which a folded one came.
    pub fn origin(&self, folded: usize) -> usize {
        self.from.get(folded).copied().unwrap_or(0)
    }

    /// The characters from which a range of folded bytes came.
    pub fn origins(&self, bytes: std::ops::Range<usize>) -> impl Iterator<Item = usize> + '_ {
        let count = |text: &str| text.chars().count();
        let first = count(&self.folded[..bytes.start]);
        (first..first + count(&self.folded[bytes])).map(|i| self.origin(i))
    }

    /// The characters at which the words begin whose first letters are this word.
    pub fn initials(&self, word: &str) -> Option<Vec<usize>> {
        (0..self.starts.len()).find_map(|first| {
            let mut rest = word;
            let mut places = Vec::new();
            for (place, letters) in &self.starts[first..] {
                if rest.is_empty() {
                    break;
                }
                rest = rest.strip_prefix(letters.as_str())?;
                places.push(*place);
            }
            rest.is_empty().then_some(places)
        })
    }
}
