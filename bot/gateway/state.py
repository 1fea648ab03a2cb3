"""What the routes share, hung on the application."""

from dataclasses import dataclass

from fastapi import Request

from bot.bootstrap import GatewayParts
from bot.gateway.metrics import Metrics


@dataclass(frozen=True)
class State:
    """The parts and the figures of this gateway."""

    parts: GatewayParts
    metrics: Metrics

    @classmethod
    def of(cls, request: Request) -> "State":
        """The state of the application that handles `request`."""
        state: State = request.app.state.suyetong
        return state
