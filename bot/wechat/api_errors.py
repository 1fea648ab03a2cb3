"""What the platform answers when it refuses a call, by name and with what to do about it.

Codes: developers.weixin.qq.com, 全局返回码; 45015 and 45047 of custom/send.

WechatCallRefused        the platform refused a call; carries `code` and `remedy`
├── PlatformBusy         -1
├── TokenRefused         40001, 40014, 42001: the access token is not valid, or no more
├── UnknownOpenId        40003: nobody who follows the account
├── ContentTooLong       45002
├── DailyQuotaUsed       45009: this call cannot be made any more today
├── TooFast              45011: more calls than a minute may have
├── TooLateToAnswer      45015: the person has not written, or too long ago
├── AnswersUsedUp        45047: as many answers as one may give were given
├── NotAuthorised        48001: the account may not make this call
└── Declined             43101: the person does not want such messages
WechatUnavailable        no answer, or none that can be understood; it may have been done
"""

from enum import StrEnum

from bot.errors import SuyetongError, Unavailable


class Remedy(StrEnum):
    """What to do about a refusal."""

    RETRY = "retry"  # again in a while
    REFRESH = "refresh"  # again with a new access token
    NEXT_MESSAGE = "next_message"  # not before the person writes again
    GIVE_UP = "give_up"


class WechatCallRefused(SuyetongError):
    """The platform refused a call and did nothing. The message is the code alone."""

    remedy = Remedy.GIVE_UP

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


class PlatformBusy(WechatCallRefused):
    """The platform is busy and asks to be called again later."""

    remedy = Remedy.RETRY


class TokenRefused(WechatCallRefused):
    """The access token is not valid, or no more."""

    remedy = Remedy.REFRESH


class UnknownOpenId(WechatCallRefused):
    """Nobody who follows the account has this OpenID."""


class ContentTooLong(WechatCallRefused):
    """More text than a message may have."""


class DailyQuotaUsed(WechatCallRefused):
    """The call was made as often as one may in a day."""


class TooFast(WechatCallRefused):
    """The call was made as often as one may in a minute."""

    remedy = Remedy.RETRY


class TooLateToAnswer(WechatCallRefused):
    """The person has done nothing lately that may be answered."""

    remedy = Remedy.NEXT_MESSAGE


class AnswersUsedUp(WechatCallRefused):
    """What the person did was answered as often as one may."""

    remedy = Remedy.NEXT_MESSAGE


class NotAuthorised(WechatCallRefused):
    """The account may not make this call."""


class Declined(WechatCallRefused):
    """The person has not agreed to such a message, or has agreed to no more of them."""


_BY_CODE: dict[int, type[WechatCallRefused]] = {
    -1: PlatformBusy,
    40001: TokenRefused,
    40003: UnknownOpenId,
    40014: TokenRefused,
    42001: TokenRefused,
    43101: Declined,
    45002: ContentTooLong,
    45009: DailyQuotaUsed,
    45011: TooFast,
    45015: TooLateToAnswer,
    45047: AnswersUsedUp,
    48001: NotAuthorised,
}


def refusal(code: int) -> WechatCallRefused:
    """The error that stands for an errcode; one without a name of ours is to be given up."""
    return _BY_CODE.get(code, WechatCallRefused)(code)


class WechatUnavailable(Unavailable):
    """No answer of the platform, or none that can be understood.

    `surely_undone` tells whether the call can be made again without anybody getting it twice.
    """

    def __init__(self, reason: str, surely_undone: bool) -> None:
        self.surely_undone = surely_undone
        super().__init__(reason)
