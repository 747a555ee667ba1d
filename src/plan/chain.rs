//! The chain that drives each activity: worked out once, so that a path costs its length and a question about it nothing.

use super::{Activities, Timing};
use crate::model::Day;
use std::cmp::Reverse;

const NONE: u32 = u32::MAX;

/// For every activity the one that drives it, which makes a forest, numbered so that whether one drives another over any
/// number of steps is seen from two numbers.
#[derive(Debug, Default)]
pub struct Chains {
    driver: Vec<u32>,
    /// Where the chain to each begins.
    root: Vec<u32>,
    /// The number of each in a walk of the forest, and how many it drives, itself included.
    enter: Vec<u32>,
    size: Vec<u32>,
    /// Whether something on the chain to each has a length.
    long: Vec<bool>,
    end: Option<usize>,
}

impl Chains {
    /// Of a network. Where several drive one, the longest chain in days counts, then the first by id.
    pub fn new(network: &Activities, times: &[Timing]) -> Self {
        let many = network.len();
        let mut begins: Vec<Day> = Vec::with_capacity(many);
        let mut made = Self { size: vec![1; many], ..Self::default() };
        for i in 0..many {
            let driver = drivers(network, times, i).min_by_key(|p| (begins[*p], network.id(*p)));
            let long = network.get(i).has_length;
            begins.push(driver.map_or(times[i].start, |p| begins[p]));
            made.long.push(long || driver.is_some_and(|p| made.long[p]));
            made.root.push(driver.map_or(i as u32, |p| made.root[p]));
            made.driver.push(driver.map_or(NONE, |p| p as u32));
        }
        for i in (0..many).rev() {
            if let Some(p) = made.before(i) {
                made.size[p] += made.size[i];
            }
        }
        let (mut next, mut free): (Vec<u32>, u32) = (Vec::with_capacity(many), 0);
        for i in 0..many {
            let slot = made.before(i).map_or(&mut free, |p| &mut next[p]);
            let enter = *slot;
            *slot += made.size[i];
            made.enter.push(enter);
            next.push(enter + 1);
        }
        let open = |i: &usize| !network.get(*i).over && network.get(*i).is_ours() && made.long[*i];
        // The least slack, then the last, then the longest, then the first by id.
        made.end = (0..many)
            .filter(open)
            .min_by_key(|i| (times[*i].slack, Reverse(times[*i].finish), begins[*i], network.id(*i)));
        made
    }

    /// What drives an activity; of several, the one on the longest chain.
    pub fn before(&self, i: usize) -> Option<usize> {
        self.driver.get(i).filter(|p| **p != NONE).map(|p| *p as usize)
    }

    /// Where the chain that drives an activity begins: with itself, where nothing drives it.
    pub fn root(&self, i: usize) -> usize {
        self.root.get(i).map_or(i, |root| *root as usize)
    }

    /// The chain that drives an activity, from the activity itself back to its first link.
    pub fn back(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(i), |i| self.before(*i))
    }

    /// Whether an activity is on the chain that drives another, or is that other one.
    pub fn drives(&self, i: usize, target: usize) -> bool {
        let (Some(from), Some(at), Some(size)) = (self.enter.get(i), self.enter.get(target), self.size.get(i)) else {
            return false;
        };
        (*from..from + size).contains(at)
    }

    /// Whether the chain to an activity says anything: it has several links, or a length. An event alone is just a day.
    pub fn is_telling(&self, i: usize) -> bool {
        self.before(i).is_some() || self.has_length(i)
    }

    /// Whether something on the chain to an activity, or it itself, has a length.
    pub fn has_length(&self, i: usize) -> bool {
        self.long.get(i).copied().unwrap_or_default()
    }

    /// The milestone to which the critical path of the roadmap leads: the one with the least slack, and of several the
    /// last. Only what has a length, or is driven by something with one, has a slack that was computed.
    pub fn end(&self) -> Option<usize> {
        self.end
    }
}

/// The predecessors on whose finish an activity starts; none where something else holds it longer.
pub fn drivers<'a>(network: &'a Activities, times: &'a [Timing], i: usize) -> impl Iterator<Item = usize> + 'a {
    let start = times[i].start;
    let driven = !network.get(i).over;
    network
        .before(i)
        .iter()
        .map(|p| *p as usize)
        .filter(move |p| driven && !network.get(*p).over && times[*p].finish == start)
}
