"""What a few words say where a booking is talked of: yes, another time, given up, kept."""

import re

from actions.plain_words import plainly_asked
from bot.understanding.statements import asks

_CONFIRMS = re.compile(
    r"(?:好的?|行|可以|没问题|确[认定](?:预约|取消|要取消)?|取消吧|就这个|就它|就约这个|对的?|是的?|嗯+|恩+|要[的得]?|ok|约吧|定了|订了|没错|中|成|得)"
    r"(?:吧|呀|啊|了|的|哈|谢谢|,|，|。|！|!| )*",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"换(?:个|一个)?(?:时间|时段|别的|一天)|改(?:个)?时间|别的时间|时间不行|没空"
    r"|换(?:一)?个[吧呢啊呀]*$|(?:不要|不是)这个|这个不行|^不对$"
)
_CORRECTS = re.compile(r"^(?:不对|不是|错了|说错|我是说|应该是|改成|换成|还是)")
_GIVES_UP = re.compile(r"取消|退|[不别]|销|撤|删|算了|废|放弃|没空|有事")
_WHAT_IS_BOOKED = re.compile(r"约(?:了|的是?|到|在)(?:个?啥|什么|哪|几|没|吗)|我的预约")
_NOT_KNOWN = re.compile(
    r"(?:我|也|还|真)*(?:不知道|不清楚|不晓得|没想好|不懂)(?:啊|呀|呢|哦|吧|了|哎)*"
)
_LETS_GO = re.compile(r"不(?:约|预约|要|去|用)了|算了|取消|别约了|先不约")
_NOT_CANCELLED = r"(?:(?<!要)不|没有?|别)(?:要|用|想|是|说|打算)*取消|留着"
_KEEPS_HELD = re.compile(_NOT_CANCELLED)
_KEEPS = re.compile(rf"{_NOT_CANCELLED}|还是去")
_CANCELS = re.compile(r"取消|不(?:约|预约|要|去|用)了|别约了|先不约")


def confirms(text: str) -> bool:
    """Whether it is a yes and nothing more."""
    return _CONFIRMS.fullmatch(text) is not None


def wants_another_time(text: str) -> bool:
    """换个时间, 那天没空."""
    return _OTHER_TIME.search(text) is not None


def corrects(text: str) -> bool:
    """不对，是…; 还是去…"""
    return _CORRECTS.search(text) is not None


def gives_up(text: str) -> bool:
    """Whether anything in it could mean that a place is not wanted."""
    return _GIVES_UP.search(text) is not None


def asks_what_is_booked(text: str) -> bool:
    """我约了啥, whatever the classifier heard; “我的预约想改到周五” wants more."""
    wants_more = plainly_asked(text, "booking_query") != "booking_query"
    return _WHAT_IS_BOOKED.search(text) is not None and not wants_more


def says_nothing_yet(text: str) -> bool:
    """A yes, or 不知道, to a question that asks what, where or when."""
    return confirms(text) or _NOT_KNOWN.fullmatch(text) is not None


def lets_go(text: str) -> bool:
    """不约了, 取消: with whatever else is said."""
    return _LETS_GO.search(text) is not None


def only_lets_go(text: str) -> bool:
    """不约了, and nothing more."""
    return _LETS_GO.fullmatch(text) is not None


def keeps_a_place(text: str) -> bool:
    """不取消, 留着: said of a place that waits to be confirmed."""
    return _KEEPS_HELD.search(text) is not None


def keeps_a_booking(text: str) -> bool:
    """不取消, 还是去: said to the question whether to cancel."""
    return _KEEPS.search(text) is not None


def cancels(text: str) -> bool:
    """取消, 不去了: told, not asked."""
    return _CANCELS.search(text) is not None and not asks(text)


_OF_CANCELLING = re.compile(r"取消|退掉|退号|不去(?!了?$)|去不了|爽约|失约|没去")
_ASKED_FOR = re.compile(r"帮|替我|给我|麻烦(?!问)|请(?!问)")
_MONEY = re.compile(r"钱|费|罚|扣|免费")
_CANCELLED_ALREADY = re.compile(r"取消(?:了|好了|掉了?|成功了?)(?:吗|没|么|没有)|取消没取消")


def asks_about_cancelling(text: str) -> bool:
    """取消要钱吗, 能不能取消, 取消的话怎么办: a question, and nothing that is to be done."""
    asked = asks(text) or "的话" in text or "会怎" in text
    return bool(_OF_CANCELLING.search(text) and asked and not _ASKED_FOR.search(text))


def asks_for_money(text: str) -> bool:
    """Whether it asks what that costs."""
    return _MONEY.search(text) is not None


def asks_whether_it_is_cancelled(text: str) -> bool:
    """取消了吗"""
    return _CANCELLED_ALREADY.search(text) is not None


_WAITING_LIST = "候补"
_WAITS_FOR_ONE = re.compile(r"排队等|等位|有人退|空出来|(?:就|要|我|可以)等(?:这|那)个|我等")
_LEAVES = re.compile(
    r"(?:不|别|取消|退出|撤销?|放弃)(?:要|用|想|再|了|我的|这个|那个)*候补|候补.{0,4}(?:不要|取消|退|算)了?"
)
_WAITS_NO_LONGER = re.compile(r"(?:那|我)*不(?:想)?(?:再)?(?:等|排)(?:位|队|候补)?了.{0,3}")
_OF_THE_LIST = re.compile(r"候补(?:到|上)?的?(?:位子|位置|名额|那个|这个)?")
_MY_TURN = re.compile(
    r"候补.{0,6}(?:到(?:了|没|我)|轮到|有没有|有了|怎么样|结果|情况|排到|成功)|(?:我的|查|看)[^,。]{0,4}候补"
)


def speaks_of_waiting(text: str) -> bool:
    """Whether the waiting list is spoken of."""
    return _WAITING_LIST in text


def wants_to_wait(text: str) -> bool:
    """候补, 有人退了叫我: said where one may."""
    return (_WAITING_LIST in text or _WAITS_FOR_ONE.search(text) is not None) and not asks(text)


def leaves_the_list(text: str) -> bool:
    """不候补了, 取消候补: told, not asked."""
    return _LEAVES.search(text) is not None and not asks(text)


def waits_no_longer(text: str) -> bool:
    """不等了: said by who waits."""
    return _WAITS_NO_LONGER.fullmatch(text) is not None


def without_the_list(text: str) -> str:
    """“确认候补的那个” as “确认”."""
    return _OF_THE_LIST.sub("", text)


def asks_whose_turn(text: str) -> bool:
    """候补到了吗"""
    return _MY_TURN.search(text) is not None


_COUNTED = re.compile(
    r"(?<=第[一二三四五六七八九十1-9])个?(?:家|处|窗口|时间|时段|预约|地方|事项?|号)"
)
_GOES_TO = re.compile(r"^(?:那|就|我|要|还是)*(?:去|约|定|到)(?=第|最后)")
_ANY = re.compile(
    r"(?:随便|哪[个家]|都)+(?:都|一?个|一家)?(?:行|可以|好|成|中)?(?:吧|的|啊|呀|,|。)*"
)


def counted(text: str) -> str:
    """“就去第二家窗口” as “第二个”."""
    return _GOES_TO.sub("", _COUNTED.sub("个", text))


def takes_any(text: str) -> bool:
    """随便, 哪个都行: and nothing more."""
    return _ANY.fullmatch(text) is not None
