/// The word for one, or for several.
pub fn many<'a>(count: usize, one: &'a str, several: &'a str) -> &'a str {
    if count == 1 { one } else { several }
}

/// `1 entry`, `12 entries`.
pub fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", many(count, one, several))
}

/// The first so many of all, and how many more there are: `acme, beta, 3 more`.
pub fn first_of(names: impl IntoIterator<Item = String>, all: usize, most: usize) -> String {
    let mut names: Vec<String> = names.into_iter().take(most).collect();
    if all > most {
        names.push(format!("{} more", all - most));
    }
    names.join(", ")
}
