"""What people say instead of a number or a code, and what they ask once they were told."""

import re
from enum import StrEnum


class Hesitation(StrEnum):
    """Why somebody who was asked for a number or a code sends none yet."""

    WHY = "why"
    NO_NUMBER = "no_number"
    UNWILLING = "unwilling"
    WAITS = "waits"


_NUMBER = r"(?:编号|单号|受理号|申请号)"
_FORMS = {
    Hesitation.NO_NUMBER: re.compile(
        rf"{_NUMBER}[^,，。]{{0,6}}(?:哪|啥|什么|怎么|找|忘|丢|没)"
        rf"|(?:没有?|不知道|忘了?|不记得|找不到|丢了?|什么|哪个)[^,，。]{{0,6}}{_NUMBER}"
    ),
    Hesitation.UNWILLING: re.compile(
        r"不(?:想|愿意?|敢|能|方便|放心)?(?:随便)?(?:给|发|说|告诉|提供|留)(?!我)|不放心|不敢|不方便"
        r"|没有?手机|没(?:有)?身份证"
    ),
    Hesitation.WHY: re.compile(
        r"(?:为什么|为啥|干嘛|凭什么|干什么|做什么|有啥用|什么用)[^,，。]{0,4}(?:要|用|号|发|$|[?？])"
        r"|安全|泄[露漏]|骗|靠谱|可信"
    ),
    Hesitation.WAITS: re.compile(
        r"(?:[那这]|你|您|我|先|好|嗯|[,，])*(?:咋办|怎么办|然后呢?|接下来呢?|怎么弄|咋弄|等一?下|等会儿?|等等|稍等(?:一下)?"
        r"|等我?|马上|[找看](?:一?下|一?找|一?看)|我去?|[吧啊呀呢,，。?？!！])+"
    ),
}
_ABOUT_IT = re.compile(
    r"多久|多长时间|什么时候|啥时候|几时|几号|哪天|[太这么]慢|催|卡在|到账|打到|下一步|接下来|怎么回事"
    r"|再[查看](?:一?[次下遍])?$|刷新|更新|为(?:什么|啥|何)|凭(?:什么|啥)|补什么|补啥|怎么补|哪里不|哪儿不"
)

_GIVES_UP = re.compile(
    r"(?:算了|那|就|还是|先|我|都|[,，])*不(?:删|导出?|查|看|设|提醒|弄|用)了?[吧啊呀,，。!！]*"
)


def read_hesitation(text: str) -> Hesitation | None:
    """Why none is sent; None where the text is about anything else."""
    for why, form in _FORMS.items():
        if form.fullmatch(text) if why is Hesitation.WAITS else form.search(text):
            return why
    return None


def gives_up(text: str) -> bool:
    """“那不删了”: what the number was asked for is wanted no longer."""
    return _GIVES_UP.fullmatch(text) is not None


def asks_on(text: str) -> bool:
    """Whether somebody who was told where an application stands asks on about it."""
    return _ABOUT_IT.search(text) is not None
