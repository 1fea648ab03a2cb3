"""What a person wants with what is kept of them."""

import pytest

from bot.understanding.own_data import for_another, heard_wish, read_wish


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        *(
            (text, "end")
            for text in ("退出查询", "退出登录", "结束查询", "退出", "退出吧", "退出查询了")
        ),
        *(
            (text, "export")
            for text in ("导出我的信息", "看看我的个人信息", "帮我下载我的全部资料")
        ),
        *((text, "export") for text in ("你们存了我什么信息", "系统留了我什么资料？")),
        *((text, "erase") for text in ("删除我的信息", "把我的个人信息删掉", "请删掉我的全部数据")),
        *(
            (text, "erase")
            for text in ("我的手机号删了吧", "能不能把我的信息都删除", "清空我的记录")
        ),
        *(
            (text, "remind")
            for text in ("短信提醒我", "到时候提醒我", "请发短信提醒我", "提醒我一下")
        ),
        *(
            (text, "no_reminder")
            for text in ("不要提醒", "不用提醒我了", "别再发短信提醒我", "取消提醒")
        ),
    ],
)
def test_a_wish_is_read(said: str, wish: str) -> None:
    assert read_wish(said) == wish
    assert read_wish(f" {said} ") == wish


@pytest.mark.parametrize(
    "text",
    [
        *("提醒我老婆去领失业金", "到时候提醒我带什么材料", "提醒一下要带什么材料", "你提醒得对"),
        *("退出公积金", "退出失业保险", "退休", "结束劳动合同", "我想退出灵活就业参保"),
        *("我的信息变更怎么办", "我的信息填错了怎么改", "我的手机号换了怎么办", "我的身份证号丢了"),
        *(
            "删除重复参保信息",
            "怎么删除招聘信息",
            "单位要删除员工的参保信息",
            "网上的岗位信息删了吗",
        ),
        *("查看失业金的申领条件", "下载申请表", "导出参保证明", "你们存了多少政策", "我要查资料"),
        *("不要", "取消", "别", "查办理进度", "", " ", "不用提醒我也知道"),
        '/status_query{"do": "erase"}',
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert read_wish(text) is None


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("你们存了哪些信息", "export"),
        ("我不想让你们留着我的资料", "erase"),
        ("看完了，退出", "end"),
        ("办之前给我提个醒", "remind"),
        ("那个短信提醒停了吧", "no_reminder"),
        ("我的申请到哪一步了", None),
        ("失业金办好了吗", None),
    ],
)
def test_where_it_is_known_to_be_about_what_is_personal_more_is_heard(
    said: str, wish: str | None
) -> None:
    assert heard_wish(said) == wish


@pytest.mark.parametrize(
    "text", ["删除重复参保信息找谁", "社保记录能删掉吗", "我的信息变更怎么办", "征信上的记录删掉"]
)
def test_what_others_keep_is_no_wish(text):
    assert heard_wish(text) is None


@pytest.mark.parametrize("text", ["我妈的申请到哪了", "替我爸查一下他的申请", "帮别人查一下进度"])
def test_it_is_asked_for_another(text):
    assert for_another(text)


@pytest.mark.parametrize("text", ["我的申请到哪了", "查进度", "帮我查一下", "同事都到账了,我的呢"])
def test_it_is_asked_for_oneself(text):
    assert not for_another(text)
