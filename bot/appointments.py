"""The plan in use: `appointments.yml`, read beside the knowledge base and again when it changes."""

from collections.abc import Callable
from pathlib import Path

from bot.bookings.plan import Plan
from bot.bookings.plan_check import faults_of_plan
from bot.errors import KnowledgeError
from bot.policies.knowledge import KnowledgeBase
from bot.policies.reread import Reread
from bot.policies.yaml_file import read_yaml

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
        self._file = Reread(folder / FILE, lambda: read_plan(folder, knowledge()))

    @property
    def plan(self) -> Plan | None:
        """The plan in use; None when nothing can be booked. Take it once a request."""
        return self._file.now

    @property
    def refused(self) -> KnowledgeError | None:
        """Why the file as it is now was refused; None when it is in use."""
        return self._file.refused
