use super::Kinds;

/// What may stand in a field; the format reference and the schema are made from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// An id.
    Id,
    /// Plain text.
    Text,
    /// A web address: http, https or mailto.
    Url,
    /// A date as precise as it is known.
    Date,
    /// A number of days or weeks.
    Duration,
    /// A three-point estimate.
    Estimate,
    /// A whole number of a range.
    Whole(i64, i64),
    /// A share from 0 to 1.
    Share,
    /// 1 to 5, or a probability from 0 to 1.
    Likelihood,
    /// One of a few words, and what each means.
    Word(&'static [&'static str], &'static [&'static str]),
    /// A reference.
    Link(Kinds),
    /// A list.
    List(&'static Shape),
    /// Labels and values.
    Facts,
    /// Yes or no.
    Flag,
    /// Keys one after the other.
    Keys,
    /// A filter.
    Filter,
    /// The name of a field of the same entry that may be absent.
    FieldName,
}

impl Shape {
    /// Whether one value of it comes before another.
    pub fn is_ordered(self) -> bool {
        matches!(self, Self::Date | Self::Duration | Self::Estimate | Self::Whole(..) | Self::Share | Self::Likelihood)
    }
}
