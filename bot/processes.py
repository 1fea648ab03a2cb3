"""The stages of each service item's applications, read from the knowledge base's folder.

Read again when the file changes: what is bad is refused, and the reading before it stays in use.
"""

from collections.abc import Callable
from pathlib import Path

import structlog

from bot.applications.process import Process, ProcessBook
from bot.applications.process_check import faults_of_processes
from bot.errors import KnowledgeError, UnknownRegion
from bot.policies.knowledge import KnowledgeBase
from bot.policies.yaml_file import read_yaml

log = structlog.get_logger()
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
        self._folder = folder
        self._knowledge = knowledge
        self._read = self._state()
        self._book = read_processes(folder, knowledge())
        self._refused: KnowledgeError | None = None

    @property
    def book(self) -> ProcessBook:
        """The processes in use. Take it once a request."""
        state = self._state()
        if state != self._read:
            self._read = state
            self._reload()
        return self._book

    @property
    def refused(self) -> KnowledgeError | None:
        """Why the file as it is now was refused; None when it is in use."""
        return self._refused

    def of(self, item: str, region: str | None) -> Process | None:
        """How applications of `item` go in `region`; None when no source tells it."""
        knowledge = self._knowledge()
        try:
            place = knowledge.place(region) if region else knowledge.outside()
        except UnknownRegion:
            # The register may hold a region that the knowledge base has lost since.
            place = knowledge.outside()
        return self.book.find(item, place)

    def _reload(self) -> None:
        try:
            self._book = read_processes(self._folder, self._knowledge())
        except KnowledgeError as error:
            self._refused = error
            log.error("processes_refused", faults=[str(fault) for fault in error.faults])
        else:
            self._refused = None
            log.info("processes_reloaded", processes=len(self._book.processes))

    def _state(self) -> tuple[int, int] | None:
        """What changes when the file is written anew."""
        try:
            stat = (self._folder / FILE).stat()
        except FileNotFoundError:
            return None
        return stat.st_mtime_ns, stat.st_size
