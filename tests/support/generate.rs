//! Made-up roadmaps of any size: the same seed and the same number give the same text, without errors.

use std::fmt::Write as _;

/// Random enough for a fixture, and the same on every machine: `SplitMix64`.
pub struct Dice(u64);

impl Dice {
    /// Those of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 where there is none.
    pub fn below(&mut self, n: usize) -> usize {
        (self.roll() % n.max(1) as u64) as usize
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const FIRST: &[&str] = &[
    "Tokenizer",
    "Corpus",
    "Weights",
    "Retrieval",
    "Safety",
    "Latency",
    "Agent",
    "Vision",
    "Speech",
    "Routing",
    "Quantised",
    "Sparse",
    "Adapter",
    "Runtime",
    "Compiler",
    "Scheduler",
    "Telemetry",
    "Licence",
    "Preview",
    "Harness",
];
const SECOND: &[&str] = &[
    "freeze",
    "release",
    "audit",
    "port",
    "benchmark",
    "sign-off",
    "rollout",
    "merge",
    "training run",
    "evaluation",
    "handover",
    "review",
    "prototype",
    "ablation",
    "distillation",
    "alignment",
];
const FOREIGN: &[&str] = &[
    "Évaluation générale",
    "Übergabe",
    "Führungsgröße",
    "中間評価",
    "多言語モデル",
    "한국어 지원",
    "Ръководство",
    "Çeviri",
];
const TOPICS: &[&str] = &["aurora", "boreas", "cirrus", "delta", "ember", "fjord", "gale", "halo", "iris", "juno"];
const SENTENCES: &[&str] = &[
    "The first result that others can build on.",
    "Agreed at the spring meeting; the numbers are those of the vendor.",
    "It counts as reached once two members have \\\"reproduced\\\" it — naïvely or not.",
    "What it needs is known, how long it takes is not.",
];
const STEPS: &[&str] = &["planned", "in-progress", "blocked"];

/// Months are counted from January 2024.
const JUNE_2026: usize = 29;

/// How many entries there are of each kind.
struct Counts {
    sources: usize,
    members: usize,
    capabilities: usize,
    projects: usize,
    announcements: usize,
    risks: usize,
    notes: usize,
    milestones: usize,
}

impl Counts {
    fn of(entries: usize) -> Self {
        let share = |per_mille: usize, least: usize| (entries * per_mille / 1000).max(least);
        let mut counts = Self {
            sources: share(10, 1),
            members: share(20, 1),
            capabilities: share(2, 4).min(40),
            projects: share(100, 1),
            announcements: share(100, 1),
            risks: share(50, 0),
            notes: share(10, 0),
            milestones: 0,
        };
        let others = counts.sources + counts.members + counts.capabilities + counts.projects;
        let others = others + counts.announcements + counts.risks + counts.notes;
        counts.milestones = entries.saturating_sub(others).max(1);
        counts
    }
}

/// A roadmap of that many entries (a handful at least), with warnings at most.
pub fn roadmap(seed: u64, entries: usize) -> String {
    let n = Counts::of(entries);
    let mut text = Text { dice: Dice::new(seed), out: String::with_capacity(entries * 200 + 4096) };
    text.line("# Made by a test. Nothing in it is true.\n\n[roadmap]");
    text.line(&format!("title = \"Roadmap {seed}\"\nsummary = \"\"\"\nMade up, \\\n  with {entries} entries.\"\"\""));
    text.line("as_of = 2026-06-01\nconfidence = 0.8\n\n# -- Members --\n");
    text.members(&n);
    text.line("# -- Projects --\n");
    text.projects(&n);
    text.line("# -- Milestones --\n");
    for i in 0..n.milestones {
        text.milestone(i, &n);
    }
    text.line("# -- Announcements --\n");
    text.announcements(&n);
    text.line("# -- Risks, notes, scenes --\n");
    text.risks(&n);
    text.rest(&n);
    text.out
}

struct Text {
    dice: Dice,
    out: String,
}

impl Text {
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn field(&mut self, key: &str, value: impl std::fmt::Display) {
        let _ = writeln!(self.out, "{key} = \"{value}\"");
    }

    fn sometimes(&mut self, percent: usize, key: &str, value: impl std::fmt::Display) {
        if self.dice.chance(percent) {
            self.field(key, value);
        }
    }

    fn list(&mut self, key: &str, values: &[String]) {
        if values.is_empty() {
            return;
        }
        let _ = write!(self.out, "{key} = [");
        for (i, value) in values.iter().enumerate() {
            let _ = write!(self.out, "{}\"{value}\"", if i > 0 { ", " } else { "" });
        }
        self.line("]");
    }

    fn head(&mut self, kind: &str, id: impl std::fmt::Display, name: impl std::fmt::Display) {
        let _ = writeln!(self.out, "[[{kind}]]\nid = \"{id}\"\nname = \"{name}\"");
    }

    /// What it rests on: a source mostly.
    fn rest_on(&mut self, n: &Counts) {
        if self.dice.chance(70) {
            let source = self.dice.below(n.sources);
            let _ = writeln!(self.out, "sources = [\"source-{source}\"]");
        } else {
            self.field("basis", "assumption");
        }
        self.out.push('\n');
    }

    fn sentence(&mut self, percent: usize) {
        let sentence = self.dice.pick(SENTENCES);
        self.sometimes(percent, "summary", sentence);
    }

    fn name(&mut self, i: usize) -> String {
        if self.dice.chance(3) {
            return format!("{} {i}", self.dice.pick(FOREIGN));
        }
        format!("{} {} {i}", self.dice.pick(FIRST), self.dice.pick(SECOND))
    }

    /// A date that contains or is a day of that month, as precise as it falls.
    fn date(&mut self, month: usize) -> String {
        let (year, of_year) = (2024 + month / 12, month % 12);
        match self.dice.below(8) {
            0 => format!("\"{year}-H{}\"", of_year / 6 + 1),
            1 | 2 => format!("\"{year}-Q{}\"", of_year / 3 + 1),
            3 => format!("\"{year}-{:02}\"", of_year + 1),
            4 if self.dice.chance(20) => format!("\"{year}\""),
            _ => self.day(month),
        }
    }

    fn day(&mut self, month: usize) -> String {
        format!("{}-{:02}-{:02}", 2024 + month / 12, month % 12 + 1, self.dice.below(28) + 1)
    }

    fn members(&mut self, n: &Counts) {
        for i in 0..n.sources {
            self.line("[[source]]");
            self.field("id", format_args!("source-{i}"));
            self.field("title", format_args!("Press release {i}"));
            self.field("url", format_args!("https://example.org/news/{i}?from=roadmap"));
            let published = self.day(i % 28);
            let _ = writeln!(self.out, "published = {published}\n");
        }
        for i in 0..n.members {
            let name = if self.dice.chance(5) { "Société Générale d’Essai" } else { "Laboratory" };
            self.head("member", format_args!("member-{i}"), format_args!("{name} {i}"));
            self.field("specialty", "Open models of every size, and what they run on");
            self.sometimes(40, "region", "Europe");
            self.sometimes(40, "lead", "Zoë Núñez");
            self.sometimes(30, "url", format_args!("https://member-{i}.example"));
            let covered = self.some("capability", n.capabilities, 2);
            self.list("capabilities", &covered);
            let joined = self.date(i % 28);
            let _ = writeln!(self.out, "joined = {joined}");
            self.rest_on(n);
        }
        for i in 0..n.capabilities {
            self.head("capability", format_args!("capability-{i}"), format_args!("Capability area {i}"));
            self.sentence(50);
            self.rest_on(n);
        }
    }

    /// Up to `most` different ones of a kind, of those with a number below `count`.
    fn some(&mut self, kind: &str, count: usize, most: usize) -> Vec<String> {
        let many = self.dice.below(most + 1);
        let mut numbers: Vec<usize> = (0..many.min(count)).map(|_| self.dice.below(count)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.iter().map(|i| format!("{kind}-{i}")).collect()
    }

    fn projects(&mut self, n: &Counts) {
        for i in 0..n.projects {
            let topic = TOPICS[i % TOPICS.len()];
            self.head("project", format_args!("project-{i}"), format_args!("Project {topic} {i}"));
            let kind = self.dice.pick(&["model", "model-family", "software", "infrastructure", "program"]);
            self.field("kind", kind);
            let status = self.dice.pick(&["planned", "in-progress", "in-progress", "done"]);
            self.field("status", status);
            self.sentence(30);
            let below = self.some("project", i, 2);
            self.list("builds_on", &below);
            let hardware = self.some("news", n.announcements, 1);
            self.list("runs_on", &hardware);
            let members = self.some("member", n.members, 3);
            self.list("members", &members);
            let areas = self.some("capability", n.capabilities, 1);
            self.list("capabilities", &areas);
            self.rest_on(n);
        }
    }

    fn milestone(&mut self, i: usize, n: &Counts) {
        let name = self.name(i);
        self.head("milestone", format_args!("step-{i}"), name);
        if self.dice.chance(90) {
            let project = self.dice.below(n.projects);
            self.field("project", format_args!("project-{project}"));
        }
        // What stands later in the file comes later, more or less: from 2024 to 2028.
        let month = i * 58 / n.milestones + self.dice.below(3);
        let over = month < JUNE_2026 && self.dice.chance(96);
        if over && self.dice.chance(95) {
            self.field("status", "done");
            if self.dice.chance(60) {
                let promised = self.date(month);
                let _ = writeln!(self.out, "date = {promised}");
            }
            let done = self.day(month.min(JUNE_2026 - 1));
            let _ = writeln!(self.out, "done = {done}");
        } else {
            let status = if over { "cancelled" } else { self.dice.pick(STEPS) };
            self.field("status", status);
            if self.dice.chance(80) {
                let date = self.date(month);
                let _ = writeln!(self.out, "date = {date}");
                if self.dice.chance(10) && month > 1 {
                    let start = self.day(month - 2);
                    let _ = writeln!(self.out, "start = {start}");
                }
            }
            if self.dice.chance(20) {
                self.line("estimate = { low = \"4w\", likely = \"6w\", high = \"12w\" }");
            }
            self.sometimes(10, "duration", "45d");
            if status == "in-progress" {
                let progress = self.dice.below(101);
                let _ = writeln!(self.out, "progress = {progress}");
            }
        }
        let needed = self.needed(i, n);
        self.list("depends_on", &needed);
        if self.dice.chance(30) {
            let owner = self.dice.below(n.members);
            self.field("owner", format_args!("member-{owner}"));
        }
        self.sentence(10);
        self.rest_on(n);
    }

    /// Earlier milestones, mostly near ones, and now and then an announcement: two in the middle.
    fn needed(&mut self, i: usize, n: &Counts) -> Vec<String> {
        let many = self.dice.below(5);
        let mut out: Vec<String> = Vec::with_capacity(many);
        for _ in 0..many {
            let id = match self.dice.below(10) {
                0 => format!("news-{}", self.dice.below(n.announcements)),
                _ if i == 0 => continue,
                1 => format!("step-{}", self.dice.below(i)),
                _ => format!("step-{}", i - 1 - self.dice.below(i.min(60))),
            };
            if !out.contains(&id) {
                out.push(id);
            }
        }
        out
    }

    fn announcements(&mut self, n: &Counts) {
        for i in 0..n.announcements {
            let name = self.name(i);
            self.head("announcement", format_args!("news-{i}"), name);
            let kind = self.dice.pick(&["hardware", "software", "model", "service", "deal"]);
            self.field("kind", kind);
            let month = i * 29 / n.announcements;
            let (date, there) = (self.date(month), self.date(month + 3));
            if self.dice.chance(90) {
                let _ = writeln!(self.out, "date = {date}");
            }
            if self.dice.chance(50) {
                let _ = writeln!(self.out, "available = {there}");
            }
            if self.dice.chance(20) {
                self.line("facts = [\n  { label = \"Chips\", value = \"72\" },\n  { label = \"Power\", value = \"120 kW\" },\n]");
            }
            let enables = self.some("project", n.projects, 1);
            self.list("enables", &enables);
            self.sentence(20);
            self.rest_on(n);
        }
    }

    fn risks(&mut self, n: &Counts) {
        for i in 0..n.risks {
            let name = self.name(i);
            self.head("risk", format_args!("risk-{i}"), name);
            let category = self.dice.pick(&["supply", "people", "law", "security"]);
            self.field("category", category);
            let status = self.dice.pick(&["open", "mitigating", "accepted", "occurred", "closed"]);
            self.field("status", status);
            if self.dice.chance(50) {
                let (level, impact) = (self.dice.below(5) + 1, self.dice.below(5) + 1);
                let scored = if self.dice.chance(50) { format!("0.{level}5") } else { level.to_string() };
                let _ = writeln!(self.out, "likelihood = {scored}\nimpact = {impact}");
            }
            let mut affects = self.some("step", n.milestones, 2);
            affects.extend(self.some("project", n.projects, 1));
            self.list("affects", &affects);
            self.sometimes(30, "mitigation", "A second source is looked for.");
            self.rest_on(n);
        }
    }

    fn rest(&mut self, n: &Counts) {
        for i in 0..n.notes {
            self.head("note", format_args!("note-{i}"), format_args!("Outlook {i}"));
            self.line("text = \"\"\"\nOne paragraph.\n\nAnd another one: 先に進む。\"\"\"");
            let about = self.some("project", n.projects, 2);
            self.list("relates", &about);
            self.rest_on(n);
        }
        let panes = ["overview", "timeline", "milestones", "projects", "members", "capabilities", "risks"];
        for (i, pane) in panes.iter().enumerate().take(n.milestones / 4) {
            self.line(&format!("[[scene]]\nname = \"Scene {i}\"\npane = \"{pane}\""));
            let step = self.dice.below(n.milestones);
            self.field("focus", format_args!("step-{step}"));
            self.sometimes(50, "caption", "What comes next");
            self.field("basis", "assumption");
            self.out.push('\n');
        }
    }
}
