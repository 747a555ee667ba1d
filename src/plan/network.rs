use crate::model::{EntryIx, Kind, Links, Roadmap};

/// The order in which things can come: what depends on nothing first.
#[derive(Debug, Default)]
pub struct Network {
    /// Every milestone and announcement after all that it depends on. What lies on a cycle or behind one is not
    /// in it.
    pub order: Vec<EntryIx>,
    /// One chain for each cycle: every entry waits for the next, the last for the first.
    pub cycles: Vec<Vec<EntryIx>>,
    /// For every entry of the roadmap, how many steps of dependencies lie before it.
    depth: Vec<u16>,
}

impl Network {
    /// The network that the references of one field (`depends_on`, `builds_on`) make between entries of some kinds.
    pub fn new(roadmap: &Roadmap, links: &Links, field: &'static str, kinds: &[Kind]) -> Self {
        let nodes: Vec<EntryIx> = kinds.iter().flat_map(|kind| roadmap.of_kind(*kind)).collect();
        let mut waits_for = vec![0_u32; roadmap.len()];
        let mut depth = vec![0_u16; roadmap.len()];
        for ix in &nodes {
            waits_for[ix.0 as usize] = links.from_in(*ix, field).count() as u32;
        }
        let mut order: Vec<EntryIx> = nodes.iter().copied().filter(|ix| waits_for[ix.0 as usize] == 0).collect();
        let mut next = 0;
        while let Some(ix) = order.get(next).copied() {
            next += 1;
            for follower in links.to_in(ix, field) {
                let i = follower.0 as usize;
                depth[i] = depth[i].max(depth[ix.0 as usize].saturating_add(1));
                waits_for[i] -= 1;
                if waits_for[i] == 0 {
                    order.push(follower);
                }
            }
        }
        let cycles = if order.len() == nodes.len() { Vec::new() } else { cycles(&nodes, &waits_for, links, field) };
        Self { order, cycles, depth }
    }

    /// How many steps of dependencies lie before an entry.
    pub fn depth(&self, ix: EntryIx) -> u16 {
        self.depth.get(ix.0 as usize).copied().unwrap_or(0)
    }
}

/// One chain for each cycle among the entries that still wait. Every such entry waits for another one that does,
/// so that following those leads into a cycle; no recursion, for a cycle can be as long as the file.
fn cycles(nodes: &[EntryIx], waits_for: &[u32], links: &Links, field: &str) -> Vec<Vec<EntryIx>> {
    let waits = |ix: EntryIx| waits_for[ix.0 as usize] > 0;
    let mut seen = vec![0_u32; waits_for.len()];
    let mut out = Vec::new();
    for (walk, start) in nodes.iter().copied().filter(|ix| waits(*ix)).enumerate() {
        let walk = walk as u32 + 1;
        let mut path = Vec::new();
        let mut at = Some(start);
        while let Some(ix) = at {
            let mark = &mut seen[ix.0 as usize];
            if *mark != 0 {
                if *mark == walk {
                    let first = path.iter().position(|p| *p == ix).unwrap_or(0);
                    out.push(path.split_off(first));
                }
                break;
            }
            *mark = walk;
            path.push(ix);
            at = links.from_in(ix, field).find(|next| waits(*next));
        }
    }
    out
}
