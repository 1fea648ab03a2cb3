"""A conversation about what is personal: the gateway puts away what is told, as it does."""

from bot.cards import Reply
from bot.gateway.metrics import Metrics
from bot.gateway.steps.clean import clean
from bot.gateway.steps.put_away import put_away
from bot.gateway.turn import Turn
from tests.fakes import Fakes
from tests.unit.actions.talking import Talk

# Of the demonstration: two applications of one person, and one of another.
ID_NUMBER, APPLICATION, PHONE = "320000180001010012", "YS2026110001", "15400000001"
OTHER_APPLICATION = "YS2026110004"
NOBODY = "YS2026119999"
MISTYPED = "320102199003070034"
STATUS = "status_query"
ASK, EXPORT, ERASE, END = "查办理进度", "导出我的信息", "删除我的信息", "退出查询"
REMIND, NO_REMINDER = "短信提醒我", "不要提醒"
BOOK = "帮我约后天上午九点在无锡办失业登记"


class PersonalTalk:
    """One person at the chat. `texts` is what went past the gateway: tokens, never a number."""

    def __init__(self, fakes: Fakes, sender: str = "one", client: str = "client") -> None:
        self._fakes = fakes
        self._sender = sender
        self._client = client
        self.talk = Talk(fakes.parts.core, sender)
        self.texts: list[str] = []

    async def say(self, text: str, intent: str = "nlu_fallback") -> Reply:
        """The reply to `text`, which the classifier takes for `intent`."""
        edition = self._fakes.knowledge.edition
        turn = Turn(self._sender, self._client, text, None, edition, self._fakes.parts, Metrics())
        await clean(turn)
        await put_away(turn)
        self.texts.append(turn.text)
        sent = {"client": turn.client_digest}
        return await self.talk.say(turn.text, intent, sent_with=sent)

    async def press(self, reply: Reply, title: str) -> Reply:
        """The reply to a button of `reply`; Rasa knows the intent of a payload."""
        buttons = [button for message in reply.messages for button in message.buttons]
        payload = next(button.payload for button in buttons if button.title == title)
        return await self.say(payload, STATUS if payload.startswith("/") else "nlu_fallback")

    async def prove(self, wish: str = ASK, number: str = APPLICATION) -> Reply:
        """What is told once the code was right."""
        await self.say(wish, STATUS)
        await self.say(number)
        return await self.say(self.code)

    @property
    def code(self) -> str:
        """The code that was sent last."""
        return self._fakes.personal.codes[-1]

    @property
    def waits(self) -> str | None:
        """What an answer is waited for."""
        state = self.talk.slots.get("identity") or {}
        asked: str | None = state.get("asked")
        return asked

    @property
    def kept(self) -> dict[str, str]:
        """What the vault holds of this conversation, by kind."""
        vault = self._fakes.personal.vault.kept
        return {kind: value for (whose, kind), value in vault.items() if whose == self._sender}


def titles(reply: Reply) -> list[str]:
    """The buttons of the reply, in order."""
    return [button.title for message in reply.messages for button in message.buttons]
