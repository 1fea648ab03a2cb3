"""Milliseconds as a median and a 95th percentile."""

from statistics import median, quantiles


def figures(milliseconds: list[float]) -> dict[str, float]:
    """`median` and `p95`, rounded to a hundredth."""
    return {
        "median": round(median(milliseconds), 2),
        "p95": round(quantiles(milliseconds, n=20)[-1], 2),
    }
