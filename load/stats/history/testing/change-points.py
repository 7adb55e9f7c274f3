"""Records what Apache Otava 0.8.0 says of fifty series, for change-points.test.ts.

python3 -m venv venv && venv/bin/pip install apache-otava==0.8.0
venv/bin/python load/stats/history/testing/change-points.py > load/stats/history/testing/change-points.json
"""

import json
import random

import numpy as np
from otava.analysis import compute_change_points, compute_change_points_orig
from otava.change_point_divisive.calculator import PairDistanceCalculator

random.seed(20140101)


def noise(kind, n):
    if kind == "alike":
        values = [random.gauss(0, 1)]
        while len(values) < n:
            values.append(0.3 * values[-1] + random.gauss(0, 0.954))
        return [0.03 * v for v in values]
    if kind == "heavy":
        return [0.03 * random.gauss(0, 1) / (sum(random.gauss(0, 1) ** 2 for _ in range(3)) / 3) ** 0.5 for _ in range(n)]
    return [random.gauss(0, 0.03) for _ in range(n)]


def made(number):
    n = [12, 20, 30, 45, 60, 80][number % 6]
    kind = ["plain", "heavy", "alike"][number % 3]
    steps = [[], [(0.5, 0.1)], [(0.33, 0.15), (0.67, 0.1)], [(0.3, 0.2), (0.6, -0.2)], [(0.75, -0.12)]][number % 5]
    values = noise(kind, n)
    for share, size in steps:
        values = [v + (size if i >= round(share * n) else 0) for i, v in enumerate(values)]
    return [round(3 + v, 4) for v in values], [round(share * n) for share, _ in steps], kind


series = []
for number in range(50):
    values, steps, kind = made(number)
    best = PairDistanceCalculator(np.array(values)).get_candidate_change_point(slice(0, len(values)))
    permuted, _ = compute_change_points_orig(values, 0.0001, seed=number)
    hunter, _ = compute_change_points(values, max_pvalue=0.001)
    series.append(
        {
            "values": values,
            "kind": kind,
            "steps": steps,
            # The first cut: where, and the scaled energy distance.
            "best": [int(best.index), round(float(best.qhat), 9)],
            # E-divisive by 100 permutations, none of which may differ as much.
            "permuted": [int(p.index) for p in permuted],
            # E-divisive in windows with a t-test instead of permutations, and a merge afterwards.
            "hunter": [int(p.index) for p in hunter],
        }
    )
print(json.dumps({"otava": "0.8.0", "series": series}))
