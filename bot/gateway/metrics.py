"""Figures for Prometheus. No label ever holds what a person wrote."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """The gateway's own registry, so that two gateways in one process do not collide."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turns = Counter(
            "suyetong_turns_total",
            "Turns by journey and outcome",
            ["journey", "outcome"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "suyetong_turn_seconds",
            "Seconds from request to answer",
            buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5),
            registry=self.registry,
        )
        self.replayed = Counter(
            "suyetong_replayed_messages_total",
            "Messages that had been answered before",
            registry=self.registry,
        )
        self.refused = Counter(
            "suyetong_refused_messages_total",
            "Messages refused at the door",
            ["reason"],
            registry=self.registry,
        )
        self.unrecorded = Counter(
            "suyetong_unrecorded_outcomes_total",
            "Outcomes that the database did not take",
            registry=self.registry,
        )
        self.knowledge_refused = Gauge(
            "suyetong_knowledge_refused",
            "1 while the knowledge base on disk is refused and an older reading is in use",
            registry=self.registry,
        )
