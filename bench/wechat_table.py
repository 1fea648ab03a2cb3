"""How soon WeChat has its answer, as Markdown."""

from typing import Any

_LOADS = {
    "slow": "two gateways, three answers in ten slower than WeChat waits",
    "steady": "two gateways, no slow answer",
    "product": "one gateway with Rasa and its actions, what people really say",
}


def lines(measured: dict[str, Any]) -> list[str]:
    """The section of RESULTS.md."""
    return [
        "## WeChat's five seconds",
        "",
        "Messages through the platform's double at a steady pace. A delivery's time is that of its",
        "HTTP answer, as WeChat sees it; what is not ready is acknowledged after 4.5 seconds and",
        "follows as a customer-service message, so where answers are slow that time is the p99.",
        "Every person got each answer once and no rule of the platform was broken, or the run",
        "fails.",
        "",
        "| load | messages | a second | median, s | p99, s | most, s | in the reply | afterwards |",
        "|---|---|---|---|---|---|---|---|",
        *(_row(kind, figures) for kind, figures in measured.items() if kind in _LOADS),
    ]


def _row(kind: str, figures: dict[str, Any]) -> str:
    seconds = figures["seconds"]
    return (
        f"| {_LOADS[kind]} | {figures['messages']} | {figures['a_second']:g} "
        f"| {seconds['median']:g} | {seconds['p99']:g} | {seconds['most']:g} "
        f"| {figures['answered_in_band']} | {figures['answered_by_service_message']} |"
    )
