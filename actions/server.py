"""The action server: our actions, built with their parts, behind rasa-sdk's web application."""

from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from actions.applications import ActionApplications
from actions.bookings import ActionBookings
from actions.chitchat import ActionChitchat
from actions.eligibility import ActionEligibility
from actions.human import ActionHuman
from actions.loans import ActionLoans
from actions.one_visit import ActionOneVisit
from actions.out_of_scope import ActionOutOfScope
from actions.policy_info import ActionPolicyInfo
from actions.unclear import ActionUnclear
from bot.bootstrap import Core
from bot.bootstrap.actions import build_actions
from bot.config import Settings


def build_executor(core: Core) -> ActionExecutor:
    """Every action of `domain/`, by name."""
    executor = ActionExecutor()
    for action in (
        ActionPolicyInfo(core),
        ActionEligibility(core),
        ActionChitchat(core),
        ActionHuman(core),
        ActionApplications(core),
        ActionBookings(core),
        ActionLoans(core),
        ActionOneVisit(core),
        ActionUnclear(core),
        ActionOutOfScope(core),
    ):
        executor.register_action(action)
    return executor


def serve(settings: Settings) -> None:
    """Serve on loopback until stopped."""
    core = build_actions(settings)
    app: Sanic[Any, Any] = create_app(build_executor(core), cors_origins=[])

    @app.before_server_start
    async def start(_: Sanic[Any, Any]) -> None:
        core.knowledge.start_watching()
        core.switches.start()

    @app.after_server_stop
    async def stop(_: Sanic[Any, Any]) -> None:
        core.knowledge.stop()
        core.switches.stop()

    app.run(
        host="127.0.0.1",
        port=settings.actions_port,
        single_process=True,
        access_log=False,
        motd=False,
    )
