use super::word::Word;
use crate::edition::letters;

/// The longest word in which slips are looked for, in letters.
const LONGEST: usize = 64;

impl Word {
    /// Where the first word of a folded text stands that is nearly this one, or begins with what is nearly this one,
    /// as bytes, and by how many slips it differs. A slip is a letter too many, too few, another, or two in each
    /// other's place.
    pub(super) fn near(&self, text: &str) -> Option<(std::ops::Range<usize>, usize)> {
        if self.slips == 0 || self.chars.len() > LONGEST {
            return None;
        }
        let mut best: Option<(std::ops::Range<usize>, usize)> = None;
        let mut at = 0;
        for part in text.split(|c: char| !c.is_alphanumeric()) {
            let may = (self.letters & !letters(part)).count_ones() as usize <= self.slips;
            if let Some(slips) = may.then(|| self.slips_from(part)).flatten()
                && best.as_ref().is_none_or(|(_, fewest)| slips < *fewest)
            {
                best = Some((at..at + part.len(), slips));
            }
            // What parts words may be longer than a byte.
            at += part.len();
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
        best
    }

    /// By how many slips it differs from the nearest beginning of another word, if by no more than are forgiven.
    fn slips_from(&self, other: &str) -> Option<usize> {
        let (mine, most) = (&self.chars[..], self.slips);
        let other: Vec<char> = other.chars().take(mine.len() + most).collect();
        if other.len() + most < mine.len() {
            return None;
        }
        // Three rows of the table of optimal string alignment distances: `row[j]` is that of the first letters of the
        // other word and the first j of this one.
        let (mut before, mut last) = ([0; LONGEST + 1], [0; LONGEST + 1]);
        let mut row: [usize; LONGEST + 1] = std::array::from_fn(|j| j);
        let mut fewest = row[mine.len()];
        for (i, theirs) in other.iter().enumerate() {
            (before, last, row) = (last, row, before);
            row[0] = i + 1;
            let mut least = row[0];
            for (j, ours) in mine.iter().enumerate() {
                let mut slips = last[j] + usize::from(theirs != ours);
                slips = slips.min(last[j + 1] + 1).min(row[j] + 1);
                if i > 0 && j > 0 && other[i - 1] == *ours && mine[j - 1] == *theirs {
                    slips = slips.min(before[j - 1] + 1);
                }
                row[j + 1] = slips;
                least = least.min(slips);
            }
            fewest = fewest.min(row[mine.len()]);
            if least > most {
                break;
            }
        }
        (fewest <= most).then_some(fewest)
    }
}
