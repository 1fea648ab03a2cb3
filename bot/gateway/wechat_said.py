"""What is said to somebody in WeChat, and how it is told with what could not be told before."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.cards import Reply
from bot.sealing import Sealer
from bot.storage.wechat_shown import Shown
from bot.wechat.choices import CONTINUED, render
from bot.wechat.text import pages


@dataclass(frozen=True)
class Said:
    """`text` with its choices, `plain` without: what is told later has no numbers of its own.

    `rest` are further pages of a text that is cut already. With `replaces` numbers mean these
    choices from now on.
    """

    text: str = field(repr=False)
    plain: str = field(repr=False)
    choices: Mapping[str, str] = field(default_factory=dict, repr=False)
    rest: tuple[str, ...] = field(default=(), repr=False)
    replaces: bool = True

    @classmethod
    def words(cls, text: str) -> "Said":
        """Words alone; what numbers mean stays as it was."""
        return cls(text, text, replaces=False)

    @classmethod
    def reply(cls, reply: Reply, letters: bool = False) -> "Said":
        """A reply as WeChat shows it."""
        rendered = render(reply, letters)
        plain = "\n\n".join(message.text for message in reply.messages)
        return cls(rendered.text, plain, rendered.choices)

    def told(self, earlier: Sequence[str], introduced: Callable[[str], str]) -> tuple[str, Shown]:
        """The first page, with `earlier` answers before it, and what the person is shown by it."""
        text = "\n\n".join([*(introduced(each) for each in earlier), self.text])
        first, *more = pages(text, CONTINUED)
        return first, Shown(self.choices, (*more, *self.rest))


@dataclass(frozen=True)
class Answer:
    """What is stored of an answer: its first page, and what is told later should it not arrive."""

    text: str = field(repr=False)
    plain: str = field(repr=False)

    def sealed(self, sealer: Sealer) -> str:
        """As it is stored."""
        return sealer.seal(json.dumps([self.text, self.plain], ensure_ascii=False))

    @classmethod
    def opened(cls, sealed: str, sealer: Sealer) -> "Answer":
        """As it was stored. SealBroken."""
        return cls(*json.loads(sealer.open(sealed)))
