use std::ops::Range;

/// What can stand at a place of a line that is being typed, the most likely first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offers {
    /// The bytes of the line whose place an offer takes.
    pub at: Range<usize>,
    /// The offers.
    pub list: Vec<Offer>,
    /// They are not shown before somebody asks for them.
    pub quiet: bool,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offer {
    /// What is written.
    pub text: String,
    /// What it means.
    pub aside: String,
    /// How many entries it would leave.
    pub count: Option<usize>,
}

impl Offer {
    /// An offer with what is said beside it.
    pub fn new(text: impl Into<String>, aside: impl Into<String>) -> Self {
        Self { text: text.into(), aside: aside.into(), count: None }
    }

    /// With how many entries it would leave.
    #[must_use]
    pub fn leaving(mut self, count: usize) -> Self {
        self.count = Some(count);
        self
    }
}
