//! How many are there.

use super::guest::Role;
use serde::Serialize;
use std::sync::Arc;
use tokio::sync::watch;

/// How many are there, and how many there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Connections, also those that have not logged in.
    pub connections: u32,
    /// Guests who look at the dashboard.
    pub viewers: u32,
    /// Those of them who may lead.
    pub presenters: u32,
    /// Those of them who are known by a key, and may not lead.
    pub members: u32,
    /// Those of them who are not known.
    pub public: u32,
    /// Logins since the start.
    pub logins: u64,
    /// Connections since the start that tried to log in and could not.
    pub refused: u64,
    /// Connections since the start that were too many.
    pub turned_away: u64,
    /// Sessions since the start that ended by a bug.
    pub crashed: u64,
}

/// Counts, and tells who wants to know.
#[derive(Debug, Default)]
pub struct Tally(watch::Sender<Counts>);

/// Something that is counted while this is there.
#[derive(Debug)]
pub struct Counted {
    tally: Arc<Tally>,
    undo: fn(&mut Counts),
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.tally.add(self.undo);
    }
}

impl Tally {
    /// Whenever something changes.
    pub fn watch(&self) -> watch::Receiver<Counts> {
        self.0.subscribe()
    }

    /// Changes the counts.
    pub fn add(&self, change: impl FnOnce(&mut Counts)) {
        self.0.send_modify(change);
    }

    /// One more connection, unless there are that many.
    pub fn connect(self: &Arc<Self>, most: u32) -> Option<Counted> {
        let undo = |counts: &mut Counts| counts.connections -= 1;
        self.enter(|counts| counts.connections < most, |counts| counts.connections += 1, undo)
    }

    /// One more viewer, unless there are that many.
    pub fn seat(self: &Arc<Self>, role: Role, most: u32) -> Option<Counted> {
        let (enter, undo): (fn(&mut Counts), fn(&mut Counts)) = match role {
            Role::Presenter => {
                (|it| it.presenters += 1, |it| (it.viewers, it.presenters) = (it.viewers - 1, it.presenters - 1))
            }
            Role::Member => (|it| it.members += 1, |it| (it.viewers, it.members) = (it.viewers - 1, it.members - 1)),
            Role::Public => (|it| it.public += 1, |it| (it.viewers, it.public) = (it.viewers - 1, it.public - 1)),
        };
        let enter = move |counts: &mut Counts| {
            counts.viewers += 1;
            enter(counts);
        };
        self.enter(|counts| counts.viewers < most, enter, undo)
    }

    fn enter(
        self: &Arc<Self>,
        has_room: impl FnOnce(&Counts) -> bool,
        enter: impl FnOnce(&mut Counts),
        undo: fn(&mut Counts),
    ) -> Option<Counted> {
        let entered = self.0.send_if_modified(|counts| {
            let room = has_room(counts);
            if room {
                enter(counts);
            }
            room
        });
        entered.then(|| Counted { tally: Arc::clone(self), undo })
    }
}
