"""The plan in use: `appointments.yml`, read beside the knowledge base and again when it changes."""

from collections.abc import Callable
from pathlib import Path

import structlog

from bot.bookings.plan import Plan
from bot.bookings.plan_check import faults_of_plan
from bot.errors import KnowledgeError
from bot.policies.knowledge import KnowledgeBase
from bot.policies.yaml_file import read_yaml

log = structlog.get_logger()
FILE = "appointments.yml"


def read_plan(folder: Path, knowledge: KnowledgeBase | None) -> Plan | None:
    """The plan in `folder`; None when there is none. KnowledgeError carries every fault.

    Without `knowledge` the ids of items and regions are not checked.
    """
    path = folder / FILE
    if not path.exists():
        return None
    file = read_yaml(path)
    plan = file.parse(Plan)
    items = knowledge.service_items if knowledge else None
    regions = knowledge.regions if knowledge else None
    faults = [file.fault(key, message) for key, message in faults_of_plan(plan, items, regions)]
    if faults:
        raise KnowledgeError(faults)
    return plan


class Appointments:
    """Holds the plan. The first reading must be good, else KnowledgeError; a bad later one is
    refused, and the plan before it stays in use.
    """

    def __init__(self, folder: Path, knowledge: Callable[[], KnowledgeBase]) -> None:
        self._folder = folder
        self._knowledge = knowledge
        self._read = self._state()
        self._plan = read_plan(folder, knowledge())
        self._refused: KnowledgeError | None = None

    @property
    def plan(self) -> Plan | None:
        """The plan in use; None when nothing can be booked. Take it once a request."""
        state = self._state()
        if state != self._read:
            self._read = state
            self._reload()
        return self._plan

    @property
    def refused(self) -> KnowledgeError | None:
        """Why the file as it is now was refused; None when it is in use."""
        return self._refused

    def _reload(self) -> None:
        try:
            self._plan = read_plan(self._folder, self._knowledge())
        except KnowledgeError as error:
            self._refused = error
            log.error("plan_refused", faults=[str(fault) for fault in error.faults])
        else:
            self._refused = None
            log.info("plan_reloaded", offices=len(self._plan.offices) if self._plan else 0)

    def _state(self) -> tuple[int, int] | None:
        """What changes when the file is written anew."""
        try:
            stat = (self._folder / FILE).stat()
        except FileNotFoundError:
            return None
        return stat.st_mtime_ns, stat.st_size
