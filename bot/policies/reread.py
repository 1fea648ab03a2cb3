"""A file of the knowledge base that is read again when it changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

import structlog

from bot.errors import KnowledgeError

log = structlog.get_logger()
Read = TypeVar("Read")


class Reread(Generic[Read]):
    """Holds what `read` makes of the file at `path`.

    The first reading must be good, else KnowledgeError; a bad later one is refused, and the one
    before it stays in use.
    """

    def __init__(self, path: Path, read: Callable[[], Read]) -> None:
        self._path = path
        self._read = read
        self._state = self._on_disk()
        self._held = read()
        self._refused: KnowledgeError | None = None

    @property
    def now(self) -> Read:
        """What is in use. Take it once a request."""
        state = self._on_disk()
        if state != self._state:
            self._state = state
            self._again()
        return self._held

    @property
    def refused(self) -> KnowledgeError | None:
        """Why the file as it is now was refused; None when it is in use."""
        return self._refused

    def _again(self) -> None:
        try:
            self._held = self._read()
        except KnowledgeError as error:
            self._refused = error
            faults = [str(fault) for fault in error.faults]
            log.error("file_refused", file=self._path.name, faults=faults)
        else:
            self._refused = None
            log.info("file_reloaded", file=self._path.name)

    def _on_disk(self) -> tuple[int, int] | None:
        """What changes when the file is written anew."""
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            return None
        return stat.st_mtime_ns, stat.st_size
