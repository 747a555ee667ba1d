/// What is added to a sentence about something that does not exist; nothing where nothing is near.
pub fn did_you_mean(near: Option<String>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean {near}?"))
}

/// The nearest of `words` to what was typed, if it is near enough to be meant.
pub fn nearest<'a>(typed: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = |word: &str| 1 + word.chars().count() / 4;
    words
        .into_iter()
        .filter(|word| word.len().abs_diff(typed.len()) <= 4 * most(word))
        .map(|word| (strsim::damerau_levenshtein(typed, word), word))
        .filter(|(distance, word)| *distance <= most(word))
        .min()
        .map(|(_, word)| word)
}
