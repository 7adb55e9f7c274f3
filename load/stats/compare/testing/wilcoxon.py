"""Makes wilcoxon.jsonl: random samples and what SciPy says of them, one a line.

    pip install scipy==1.17.1 && python3 wilcoxon.py > wilcoxon.jsonl

One-sided ("greater"), zero_method "pratt". `method`, by the number of differences other than zero: "exact" up to 50
of them without ties and zeros; else "every" sign change of up to 12 in all, "random" ones (5,000) up to 50; beyond,
"approx" with continuity correction. `shift`: median of the Walsh averages, by NumPy.
"""

import json

import numpy
from scipy.stats import PermutationMethod, wilcoxon

draw = numpy.random.default_rng(20_240_607)


def sample(kind):
    small = kind != "plain" and draw.random() < 0.5
    size = int(draw.integers(5, 13 if small else 121))
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


def judged(values):
    size = len(values)
    count = numpy.count_nonzero(values)
    plain = count == size == len(set(abs(values)))
    if count > 50:
        name, method = "approx", "approx"
    elif plain:
        name, method = "exact", "exact"
    elif size <= 12:
        name, method = "every", PermutationMethod(n_resamples=2**size)
    else:
        name, method = "random", PermutationMethod(n_resamples=5_000, rng=draw)
    p = wilcoxon(values, zero_method="pratt", correction=True, alternative="greater", method=method).pvalue
    walsh = ((values[:, None] + values[None, :]) / 2)[numpy.triu_indices(size)]
    return {
        "method": name,
        "p": float(f"{p:.8g}"),
        "shift": round(float(numpy.median(walsh)), 6),
        "values": [round(float(value), 4) for value in values],
    }


kinds = ["plain", "plain", "ties", "zeros", "both"]
for index in range(1000):
    print(json.dumps(judged(sample(kinds[index % len(kinds)])), separators=(",", ":")))
