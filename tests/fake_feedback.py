"""What was said of answers, in memory; it keeps to the same promises as the real store."""

from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import Any

from bot.errors import StoreUnavailable, UnknownFeedback
from bot.feedback.feedback import Closing, Feedback, Record, Taken
from bot.feedback.rules import taken
from bot.sealing import Sealer


class MemoryFeedback:
    """The FeedbackStore over a dictionary. `down` makes it fail as a lost database does.

    Of sealing only this much is here: what was written is under the key of `sealer`.
    """

    def __init__(self, sealer: Sealer) -> None:
        self.kept: dict[str, Record] = {}
        self._marks: dict[str, str] = {}
        self._sealer = sealer
        self.down = False
        self._lock = Lock()

    def take(self, said: Feedback) -> Taken:
        self._check()
        with self._lock:
            now = taken(self.kept.get(said.key), said)
            self.kept[said.key] = now.record
            self._marks[said.key] = self._sealer.seal("")
        return now

    def find(self, number: str) -> Record | None:
        self._check()
        return next((each for each in self.kept.values() if each.number == number), None)

    def listed(self, only_open: bool = False, since: datetime | None = None) -> list[Record]:
        self._check()
        wanted = [
            each
            for each in self.kept.values()
            if not each.said.helpful
            and (each.is_open or not only_open)
            and (since is None or each.said.at >= since)
        ]
        return sorted(reversed(wanted), key=lambda each: each.said.at, reverse=True)

    def close(self, number: str, closing: Closing) -> Record:
        record = self.find(number)
        if record is None:
            raise UnknownFeedback
        record = replace(record, closing=closing)
        self.kept[record.said.key] = record
        self._marks[record.said.key] = self._sealer.seal("")
        return record

    def export(self, conversation: str) -> list[dict[str, Any]]:
        self._check()
        return [
            {
                "number": each.number,
                "question": each.said.about.question,
                "words": list(each.said.words),
                "helpful": each.said.helpful,
                "open": each.is_open,
            }
            for each in self.kept.values()
            if each.said.conversation == conversation
        ]

    def forget_conversation(self, conversation: str) -> int:
        self._check()
        return self._forget(lambda said: said.conversation == conversation)

    def forget(self, before: datetime) -> int:
        return self._forget(lambda said: said.at < before)

    def reseal(self, sealer: Sealer) -> int:
        old = [
            key
            for key, mark in self._marks.items()
            if self.kept[key].said.words and not sealer.is_newest(mark)
        ]
        self._marks |= {key: sealer.sealed_anew(self._marks[key]) for key in old}
        return len(old)

    def _forget(self, which: Any) -> int:
        gone = [key for key, each in self.kept.items() if which(each.said)]
        for key in gone:
            del self.kept[key], self._marks[key]
        return len(gone)

    def _check(self) -> None:
        if self.down:
            raise StoreUnavailable("down")
