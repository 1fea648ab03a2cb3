"""Numbers that were told go to the vault; a code that is awaited is taken out of the text, too."""

import re

from bot.gateway.desk import in_thread
from bot.gateway.turn import Turn
from bot.understanding.redact import CODE_KIND, redact_code

# Only what somebody may be found by, or proves who they are, is of any use.
_USED = {"id_number", "credit_code", "application_number", "mobile", CODE_KIND}
# Fewer are no code, however they are grouped.
_DIGIT = re.compile("[0-9零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]")


async def put_away(turn: Turn) -> None:
    """A button's payload holds nothing personal."""
    personal = turn.parts.personal
    if turn.text.startswith("/"):
        return
    if len(_DIGIT.findall(turn.text)) >= 6:
        awaited = await in_thread(personal.identity.awaits_code, turn.conversation, personal.now())
        if awaited:
            redaction = redact_code(turn.text)
            turn.text, turn.shown = redaction.text, redact_code(turn.shown).text
            turn.found = (*turn.found, *redaction.found)
    kept = [found for found in turn.found if found.kind in _USED]
    if kept:
        await in_thread(personal.vault.keep, turn.conversation, kept)
