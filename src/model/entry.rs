//! What follows from the fields of one entry alone.

use super::{Announcement, Datum, Entry, Item, Milestone, Risk, Status, When};

impl<'a> std::ops::Deref for Entry<'a> {
    type Target = dyn Item + 'a;
    fn deref(&self) -> &Self::Target {
        self.item()
    }
}

impl Milestone {
    /// Whether nothing more is to be done for it.
    pub fn is_settled(&self) -> bool {
        matches!(self.status, Status::Done | Status::Cancelled)
    }

    /// The date that stands for it on a time axis: when it was reached, else when it is promised.
    pub fn shown_date(&self) -> Option<When> {
        self.done.filter(|_| self.status == Status::Done).or(self.date)
    }
}

impl Risk {
    /// Likelihood and impact, each 1 to 5, if somebody gave both.
    pub fn score(&self) -> Option<(u8, u8)> {
        Some((self.likelihood?.level(), self.impact?.0 as u8))
    }
}

impl Announcement {
    /// The date that stands for it on a time axis: when it was announced, else when it can be had.
    pub fn shown_date(&self) -> Option<When> {
        self.date.or(self.available)
    }
}

impl<'a> Entry<'a> {
    /// The date that stands for it on a time axis.
    pub fn shown_date(self) -> Option<When> {
        match self {
            Self::Milestone(milestone) => milestone.shown_date(),
            Self::Announcement(announcement) => announcement.shown_date(),
            Self::Source(source) => source.published,
            Self::Member(member) => member.joined,
            _ => None,
        }
    }

    /// What a field of it says, by the name of the field.
    pub fn datum(self, key: &str) -> Datum {
        let mut found = Datum::Absent;
        self.data(&mut |field, datum| {
            if field.key == key {
                found = datum;
            }
        });
        found
    }

    /// Its own web address, if it has one.
    pub fn url(self) -> Option<&'a str> {
        let url = match self {
            Self::Source(source) => &source.url,
            Self::Member(member) => &member.url,
            _ => return None,
        };
        url.as_ref().map(|url| url.0.as_str())
    }
}
