use std::ops::Range;

/// What can stand at a place of a line that is being typed, the most likely first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offers {
    /// The bytes of the line whose place an offer takes.
    pub at: Range<usize>,
    /// The offers.
    pub list: Vec<Offer>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offer {
    /// What is written.
    pub text: String,
    /// What it means, or how often it is there.
    pub aside: String,
}

impl Offer {
    /// An offer with what is said beside it.
    pub fn new(text: impl Into<String>, aside: impl Into<String>) -> Self {
        Self { text: text.into(), aside: aside.into() }
    }
}
