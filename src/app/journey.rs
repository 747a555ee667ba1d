use crate::panes::Place;

/// Where someone was before, and where they came back from.
#[derive(Debug, Clone, Default)]
pub struct Journey {
    past: Vec<Place>,
    future: Vec<Place>,
}

/// Places that are remembered.
const MOST: usize = 200;

impl Journey {
    /// Leaves a place for a new one.
    pub fn leave(&mut self, place: Place) {
        if self.past.last() != Some(&place) {
            self.past.push(place);
        }
        if self.past.len() > MOST {
            self.past.remove(0);
        }
        self.future.clear();
    }

    /// Back from `here`.
    pub fn back(&mut self, here: Place) -> Option<Place> {
        let place = self.past.pop()?;
        self.future.push(here);
        Some(place)
    }

    /// Forward again from `here`.
    pub fn forward(&mut self, here: Place) -> Option<Place> {
        let place = self.future.pop()?;
        self.past.push(here);
        Some(place)
    }

    /// The place before `here`, which takes its turn.
    pub fn swap(&mut self, here: Place) -> Option<Place> {
        let place = self.past.pop()?;
        self.past.push(here);
        Some(place)
    }

    /// The names of the places before this one, the nearest last.
    pub fn trail(&self) -> impl DoubleEndedIterator<Item = &Place> {
        self.past.iter()
    }
}
