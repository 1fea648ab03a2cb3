"""The knowledge in use: re-read when its files change; a bad reading never replaces a good one."""

import threading
from dataclasses import dataclass
from pathlib import Path

import structlog
from watchfiles import watch

from bot.errors import Fault, KnowledgeError
from bot.policies.answer import Answerer
from bot.policies.item_search import ItemIndex
from bot.policies.knowledge import KnowledgeBase
from bot.policies.linking import Linker
from bot.policies.loader import load_knowledge
from bot.policies.model import Aspect
from bot.policies.passages import PassageIndex
from bot.words import Words

log = structlog.get_logger()


@dataclass(frozen=True, eq=False)
class Edition:
    """One reading of the knowledge base with all that is built from it."""

    knowledge: KnowledgeBase
    linker: Linker
    passages: PassageIndex
    answerer: Answerer
    items: ItemIndex

    @classmethod
    def read(cls, folder: Path, words: Words) -> "Edition":
        """Read `folder` and build index and linker. KnowledgeError when it has faults."""
        knowledge = load_knowledge(folder)
        sections = {aspect.value: words.say(f"utter_aspect_{aspect.value}") for aspect in Aspect}
        return cls(
            knowledge,
            Linker(knowledge),
            PassageIndex(knowledge, sections),
            Answerer(knowledge, words),
            ItemIndex(knowledge),
        )


class KnowledgeStore:
    """Holds the current edition. The first reading must be good, else KnowledgeError."""

    def __init__(self, folder: Path, words: Words) -> None:
        self._folder = folder
        self._words = words
        self._stop = threading.Event()
        self._watcher: threading.Thread | None = None
        self._edition = Edition.read(folder, words)
        self._refused: KnowledgeError | None = None

    @property
    def edition(self) -> Edition:
        """The edition in use. Take it once a turn, so that a turn sees one edition."""
        return self._edition

    @property
    def refused(self) -> KnowledgeError | None:
        """Why the files as they are now were refused; None when they are in use."""
        return self._refused

    def reload(self) -> None:
        """Read the files again; keep the edition in use when they have faults."""
        try:
            edition = Edition.read(self._folder, self._words)
        except KnowledgeError as error:
            self._refuse(error)
            return
        except Exception as error:
            # Whatever an edit does to us, the watcher goes on and the old edition stays.
            fault = Fault(self._folder, 1, "(程序)", f"读取时出错：{type(error).__name__}")
            self._refuse(KnowledgeError([fault]))
            return
        self._edition = edition
        self._refused = None
        log.info("knowledge_reloaded", policies=len(edition.knowledge.policies))

    def _refuse(self, error: KnowledgeError) -> None:
        self._refused = error
        log.error("knowledge_refused", faults=[str(fault) for fault in error.faults])

    def start_watching(self) -> None:
        """Reload on every change under the folder, from a thread of its own, until `stop`."""
        self._watcher = threading.Thread(target=self._watch, name="knowledge-watcher", daemon=True)
        self._watcher.start()

    def _watch(self) -> None:
        for _ in watch(self._folder, stop_event=self._stop, raise_interrupt=False):
            self.reload()

    def stop(self) -> None:
        """Stop watching and wait for the thread."""
        self._stop.set()
        if self._watcher:
            self._watcher.join(timeout=10)
