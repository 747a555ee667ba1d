use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// What nucleo gives for one letter that fits, without a bonus or a loss.
const LETTER: u32 = 16;

/// A fuzzy pattern that is matched against many texts: the letters in their order, accents and case folded, with
/// capital letters in the pattern counting as such.
pub struct Fuzzy {
    pattern: Pattern,
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Fuzzy {
    /// A pattern of words that must all match, in any order.
    pub fn new(words: &str) -> Self {
        let pattern = Pattern::new(words, CaseMatching::Smart, Normalization::Smart, AtomKind::Fuzzy);
        Self { pattern, matcher: Matcher::new(Config::DEFAULT), buffer: Vec::new() }
    }

    /// Whether a text has the letters near each other: a gap must be made up for by a beginning of a word.
    pub fn is_close(&mut self, text: &str) -> bool {
        let letters = self.pattern.atoms.iter().map(|atom| atom.needle_text().len()).sum::<usize>() as u32;
        self.score(text).is_some_and(|score| score >= LETTER * letters)
    }

    /// How well a text matches; higher is better, `None` is not at all.
    pub fn score(&mut self, text: &str) -> Option<u32> {
        self.pattern.score(Utf32Str::new(text, &mut self.buffer), &mut self.matcher)
    }
}

impl std::fmt::Debug for Fuzzy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fuzzy").finish_non_exhaustive()
    }
}
