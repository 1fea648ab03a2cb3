"""What can be turned off, and what a change of it is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Switch(StrEnum):
    """A channel or a feature. The words for whoever meets it are `utter_off_…`."""

    # Channels, named as `bot.feedback.feedback.Channel` names them.
    WEB = "web"
    PLAIN = "plain"
    WECHAT = "wechat"
    # Features.
    BOOKING = "booking"
    STATUS = "status"
    ELIGIBILITY = "eligibility"
    LOANS = "loans"
    FEEDBACK = "feedback"
    REMINDERS = "reminders"


TITLES = {
    Switch.WEB: "网页上的问答（挂件和接口）",
    Switch.PLAIN: "不用脚本的问答页",
    Switch.WECHAT: "微信公众号",
    Switch.BOOKING: "新的预约和改约（查和取消照常）",
    Switch.STATUS: "查进度、核对身份",
    Switch.ELIGIBILITY: "条件核对、能领什么",
    Switch.LOANS: "贷款测算",
    Switch.FEEDBACK: "对回答提意见",
    Switch.REMINDERS: "办理前的提醒",
}
# Characters of the officer's reason and of their words for citizens.
LONGEST = 200


@dataclass(frozen=True)
class Change:
    """Somebody turned it off, or on again.

    `actor` is `cli:<user>`; `words` are the officer's own for citizens, in place of the prepared
    ones; after `until`, a time in Shanghai, it is on again by itself.
    """

    switch: Switch
    off: bool
    at: datetime
    actor: str
    why: str
    words: str | None = None
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it is off then by this change."""
        return self.off and (self.until is None or now < self.until)
