"""Whether two samples of times can be told apart."""

import numpy as np
from numpy.typing import NDArray

_SHUFFLES = 4_000
Times = NDArray[np.float64]


def guessed_right(one: Times, other: Times) -> float:
    """How often a guesser is right who is shown one time of each and may choose what a longer one
    means: the area under the ROC curve, from 0.5 (no better than a coin) to 1.
    """
    ranked = np.sort(other)
    below = np.searchsorted(ranked, one, "left") + np.searchsorted(ranked, one, "right")
    area = float(below.mean()) / 2 / len(other)
    return max(area, 1 - area)


def noise(one: int, other: int) -> float:
    """How far from 0.5 the area gets by chance alone in nineteen runs of twenty, with that many.

    Source: variance of the Mann-Whitney statistic, (m + n + 1) / 12mn, and the normal quantile.
    """
    return 1.96 * ((one + other + 1) / (12 * one * other)) ** 0.5


def ks_p_value(one: Times, other: Times) -> float:
    """How often samples that are shuffled into two are at least as far apart as these two.

    The distance is Kolmogorov's and Smirnov's: the greatest one between the shares up to a time.
    """
    pooled = np.concatenate([one, other])
    order = np.argsort(pooled, kind="stable")
    # Equal times count as one step.
    last = np.append(np.diff(pooled[order]) > 0, True)
    steps = np.concatenate([np.full(len(one), 1 / len(one)), np.full(len(other), -1 / len(other))])

    def distance(of: Times) -> float:
        return float(np.abs(np.cumsum(of)[last]).max())

    random = np.random.default_rng(1)
    found = distance(steps[order])
    # Sums in another order differ in the last digit.
    as_far = sum(distance(random.permutation(steps)) >= found - 1e-9 for _ in range(_SHUFFLES))
    return (as_far + 1) / (_SHUFFLES + 1)
