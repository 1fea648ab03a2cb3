"""Samples whose difference is known."""

import numpy as np

from bench.differences import guessed_right, ks_p_value, noise


def test_times_of_one_kind_are_told_apart_by_chance_alone() -> None:
    random = np.random.default_rng(7)
    pairs = [(random.lognormal(size=120), random.lognormal(size=100)) for _ in range(400)]

    beyond = [guessed_right(*pair) - 0.5 > noise(120, 100) for pair in pairs]
    assert 0.02 < np.mean(beyond) < 0.08
    assert 0.2 < np.mean([ks_p_value(*pair) > 0.5 for pair in pairs[:20]]) < 0.8


def test_times_that_differ_a_little_are_told_apart() -> None:
    random = np.random.default_rng(7)
    one, other = random.lognormal(size=600), random.lognormal(0.25, size=500)

    assert guessed_right(one, other) - 0.5 > noise(600, 500)
    assert ks_p_value(one, other) < 0.01


def test_times_of_the_same_mean_but_another_spread_are_told_apart() -> None:
    random = np.random.default_rng(7)
    one, other = random.normal(5, 1, 400), random.normal(5, 2, 400)

    assert ks_p_value(one, other) < 0.01


def test_shorter_and_longer_are_told_apart_alike() -> None:
    early, late, equal = np.array([1.0, 2]), np.array([3.0, 4]), np.array([3.0, 3])

    assert guessed_right(early, late) == guessed_right(late, early) == 1
    assert guessed_right(equal, equal) == 0.5
    assert ks_p_value(equal, equal) == 1
