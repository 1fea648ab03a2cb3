"""The stages of each service item's applications, read from the knowledge base's folder.

Read again when the file changes: what is bad is refused, and the reading before it stays in use.
"""

from collections.abc import Callable
from pathlib import Path

from bot.applications.process import Process, ProcessBook
from bot.applications.process_check import faults_of_processes
from bot.errors import KnowledgeError, UnknownRegion
from bot.policies.knowledge import KnowledgeBase
from bot.policies.reread import Reread
from bot.policies.yaml_file import read_yaml

FILE = "processes.yml"


def read_processes(folder: Path, knowledge: KnowledgeBase | None) -> ProcessBook:
    """The processes in `folder`; none without a file. KnowledgeError carries every fault.

    Without `knowledge` the ids of items and regions are not checked.
    """
    path = folder / FILE
    if not path.exists():
        return ProcessBook()
    file = read_yaml(path)
    book = file.parse(ProcessBook)
    items = knowledge.service_items if knowledge else None
    regions = knowledge.regions if knowledge else None
    found = faults_of_processes(book, items, regions)
    faults = [file.fault(key, message) for key, message in found]
    if faults:
        raise KnowledgeError(faults)
    return book


class Processes:
    """Holds the processes. The first reading must be good, else KnowledgeError; a bad later one
    is refused, and the one before it stays in use.
    """

    def __init__(self, folder: Path, knowledge: Callable[[], KnowledgeBase]) -> None:
        self._knowledge = knowledge
        self._file = Reread(folder / FILE, lambda: read_processes(folder, knowledge()))

    @property
    def book(self) -> ProcessBook:
        """The processes in use. Take it once a request."""
        return self._file.now

    @property
    def refused(self) -> KnowledgeError | None:
        """Why the file as it is now was refused; None when it is in use."""
        return self._file.refused

    def of(self, item: str, region: str | None) -> Process | None:
        """How applications of `item` go in `region`; None when no source tells it."""
        knowledge = self._knowledge()
        try:
            place = knowledge.place(region) if region else knowledge.outside()
        except UnknownRegion:
            # The register may hold a region that the knowledge base has lost since.
            place = knowledge.outside()
        return self.book.find(item, place)
