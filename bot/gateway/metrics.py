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
        self.feedback = Counter(
            "suyetong_feedback_total",
            "What people said of answers, each time that it was new",
            ["helpful", "reason", "journey"],
            registry=self.registry,
        )
        self.unrecorded = Counter(
            "suyetong_unrecorded_outcomes_total",
            "Outcomes that the database did not take",
            registry=self.registry,
        )
        self.wechat_refused = Counter(
            "suyetong_wechat_refused_total",
            "Requests to the official account that WeChat did not send, by fault",
            ["kind", "fault"],
            registry=self.registry,
        )
        self.wechat_deliveries = Counter(
            "suyetong_wechat_deliveries_total",
            "Deliveries of WeChat by what they were answered with",
            ["with"],
            registry=self.registry,
        )
        self.wechat_seconds = Histogram(
            "suyetong_wechat_delivery_seconds",
            "Seconds from delivery to its answer",
            buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 3, 4, 4.5, 5),
            registry=self.registry,
        )
        self.wechat_service = Counter(
            "suyetong_wechat_service_messages_total",
            "Answers that no delivery could carry, by what became of them",
            ["became"],
            registry=self.registry,
        )
        self.wechat_taken_over = Counter(
            "suyetong_wechat_taken_over_total",
            "Messages that another process had left behind",
            registry=self.registry,
        )
        self.turned_off = Gauge(
            "suyetong_turned_off",
            "1 while an officer has turned off this channel or feature",
            ["switch"],
            registry=self.registry,
        )
        self.knowledge_refused = Gauge(
            "suyetong_knowledge_refused",
            "1 while the knowledge base on disk is refused and an older reading is in use",
            registry=self.registry,
        )
