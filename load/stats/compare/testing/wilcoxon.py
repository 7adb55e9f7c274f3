"""Makes wilcoxon.jsonl: random samples and what SciPy says of them, one a line.

    pip install scipy==1.17.1 && python3 wilcoxon.py > wilcoxon.jsonl

One-sided ("greater"), zero_method "pratt". `method`, by the number of differences other than zero: "exact" up to 100
of them without ties and zeros; else "every" sign change of up to 12 in all; else, as SciPy has nothing exact there,
"convolved" by NumPy up to 100; beyond, "approx" with continuity correction. `shift`: median of the Walsh averages.
"""

import json

import numpy
from scipy.stats import PermutationMethod, rankdata, wilcoxon

draw = numpy.random.default_rng(20_240_607)


def sample(kind):
    small = kind != "plain" and draw.random() < 0.5
    size = int(draw.integers(5, 13 if small else 151))
    spread = draw.standard_t(3, size) if draw.random() < 0.5 else draw.normal(size=size)
    values = spread + draw.choice([0, 0.1, 0.3, 1.0, -0.2])
    # Few digits, so that both sides see the same numbers; fewer still make ties, and zeros.
    values = numpy.round(values, {"plain": 4, "ties": 1, "zeros": 4, "both": 0}[kind])
    if kind == "zeros":
        values[draw.random(size) < draw.choice([0.05, 0.3, 0.8])] = 0
    if kind == "ties":
        values[values == 0] = 0.1
    if not values.any():
        values[0] = 1
    return values + 0.0


def convolved(values):
    ranks = rankdata(abs(values))
    chances = numpy.ones(1)
    for rank in ranks[values != 0]:
        step = numpy.zeros(int(2 * rank) + 1)
        step[0] = step[-1] = 0.5
        chances = numpy.convolve(chances, step)
    return chances[int(2 * ranks[values > 0].sum()) :].sum()


def wilcoxon_by(values, method):
    return wilcoxon(values, zero_method="pratt", correction=True, alternative="greater", method=method).pvalue


def judged(values):
    size = len(values)
    count = numpy.count_nonzero(values)
    if count > 100:
        method, p = "approx", wilcoxon_by(values, "approx")
    elif count == size == len(set(abs(values))):
        method, p = "exact", wilcoxon_by(values, "exact")
    elif size <= 12:
        method, p = "every", wilcoxon_by(values, PermutationMethod(n_resamples=2**size))
    else:
        method, p = "convolved", convolved(values)
    walsh = ((values[:, None] + values[None, :]) / 2)[numpy.triu_indices(size)]
    return {
        "method": method,
        "p": float(f"{p:.8g}"),
        "shift": round(float(numpy.median(walsh)), 6),
        "values": [round(float(value), 4) for value in values],
    }


kinds = ["plain", "ties", "zeros", "both"]
for index in range(1000):
    print(json.dumps(judged(sample(kinds[index % len(kinds)])), separators=(",", ":")))
