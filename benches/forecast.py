"""The simulation of benches/forecast.rs in numpy, and the ratio of the two.

    pip install numpy && python3 benches/forecast.py

Same network, same laws, same answers: the days of every milestone as counts, P10 P50 P80 P90, the share of kept
promises, and how often all were kept. Of several ways to write it in numpy this is the fastest that was found: one
row of runs for each milestone, drawn by Generator.triangular, let go when nothing waits for it any more.
"""

import statistics
import subprocess
import sys
import time

import numpy

MILESTONES, RISKS, RUNS, ROUNDS = 1_000, 40, 16_384, 5


class Dice:
    def __init__(self, seed):
        self.state = seed

    def below(self, end):
        self.state = (self.state * 1_664_525 + 1_013_904_223) & 0xFFFFFFFF
        return (self.state >> 8) % end


def network():
    dice = Dice(1)
    tasks = []
    for i in range(MILESTONES):
        low = 5 + dice.below(20)
        likely = low + dice.below(20)
        high = likely + 1 + dice.below(40)
        before = sorted({i - 1 - dice.below(min(i, 30)) for _ in range(min(dice.below(5), i))})
        tasks.append([(low, likely, high), before, [], i * 9 // 2 + 150 if i % 3 == 0 else None])
    risks = []
    for r in range(RISKS):
        chance = (1 + dice.below(9)) / 10
        low = 1 + dice.below(10)
        likely = low + dice.below(20)
        high = likely + 1 + dice.below(60)
        for _ in range(10):
            hit = tasks[dice.below(MILESTONES)][2]
            if r not in hit:
                hit.append(r)
        risks.append((chance, (low, likely, high)))
    return tasks, risks


def last_uses(tasks):
    last = list(range(len(tasks)))
    for i, (_, before, _, _) in enumerate(tasks):
        for p in before:
            last[p] = i
    free = [[] for _ in tasks]
    for p, i in enumerate(last):
        free[i].append(p)
    return free


def simulate(tasks, risks, free, seed):
    rng = numpy.random.default_rng(seed)
    delays = [rng.triangular(*days, RUNS) * (rng.random(RUNS) < chance) for chance, days in risks]
    late = numpy.zeros(RUNS, bool)
    rows, answers = [None] * len(tasks), []
    for i, (days, before, hit, promise) in enumerate(tasks):
        finish = rng.triangular(*days, RUNS)
        if before:
            start = rows[before[0]]
            for p in before[1:]:
                start = numpy.maximum(start, rows[p])
            finish += start
        for r in hit:
            finish += delays[r]
        rows[i] = finish
        day = numpy.ceil(finish).astype(numpy.int32)
        first = int(day.min())
        counts = numpy.bincount(day - first)
        reached = numpy.cumsum(counts)
        percentiles = first + numpy.searchsorted(reached, numpy.array([0.1, 0.5, 0.8, 0.9]) * RUNS)
        kept = None
        if promise is not None:
            over = finish > promise
            late |= over
            kept = 1 - over.mean()
        answers.append((percentiles, kept, finish.mean()))
        for p in free[i]:
            rows[p] = None
    return answers, int(RUNS - late.sum())


def main():
    tasks, risks = network()
    free = last_uses(tasks)
    times = []
    for seed in range(ROUNDS):
        begun = time.perf_counter()
        answers, joint = simulate(tasks, risks, free, seed)
        times.append((time.perf_counter() - begun) * 1e3)
    ours = statistics.median(times)
    print(f"numpy {numpy.__version__}: {ours:.1f} ms, P80 {answers[-1][0][2]}, joint {joint}")
    bench = ["cargo", "bench", "--quiet", "--bench", "forecast"]
    told = subprocess.run(bench, check=True, capture_output=True, text=True).stdout
    for line in told.splitlines():
        threads, instructions, _, p80, _, joint, _, *rounds = line.split()
        ms = statistics.median(float(ms) for ms in rounds)
        name = f"{threads} thread{'s' if threads != '1' else ''}, {instructions.lower()}"
        print(f"roadmap, {name}: {ms:.1f} ms, P80 {p80}, joint {joint}: {ours / ms:.1f} times as fast")


if __name__ == "__main__":
    sys.exit(main())
