"""Names of people: taken out where they are told, and nothing else with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.redact import redact
from bot.understanding.surnames import CLEAR, OF_TWO


@pytest.mark.parametrize(
    ("said", "left", "name"),
    [
        ("我叫张三", "我叫[姓名]", "张三"),
        ("我叫李小明,想问失业金", "我叫[姓名],想问失业金", "李小明"),
        ("我叫王芳今年45了", "我叫[姓名]今年45了", "王芳"),
        ("我叫张伟丽手机13800138000", "我叫[姓名]手机[手机号]", "张伟丽"),
        ("我叫王建国 320102199003070033", "我叫[姓名] [身份证号]", "王建国"),
        ("她叫赵桂兰", "她叫[姓名]", "赵桂兰"),
        ("我叫欧阳娜娜", "我叫[姓名]", "欧阳娜娜"),
        ("我叫诸葛明,", "我叫[姓名],", "诸葛明"),
        ("姓名:李小明", "姓名:[姓名]", "李小明"),
        ("姓名孙桂芳,身份证丢了", "姓名[姓名],身份证丢了", "孙桂芳"),
        ("登记的名字叫葛长富,约的哪天", "登记的名字叫[姓名],约的哪天", "葛长富"),
        ("联系人:高建军", "联系人:[姓名]", "高建军"),
        ("申请人是马晓燕。", "申请人是[姓名]。", "马晓燕"),
        ("姓名:买买提·艾力", "姓名:[姓名]", "买买提·艾力"),
        ("我是王芳,身份证丢了", "我是[姓名],身份证丢了", "王芳"),
        ("你好,我是李小明", "你好,我是[姓名]", "李小明"),
        ("我是陈建华 手机换了", "我是[姓名] 手机换了", "陈建华"),
        ("我是周钰轩,手机换了", "我是[姓名],手机换了", "周钰轩"),
    ],
)
def test_a_name_that_is_told_is_taken_out(said: str, left: str, name: str) -> None:
    redaction = redact(said)

    assert redaction.text == left
    assert ("name", name) in [(found.kind, found.value) for found in redaction.found]


@pytest.mark.parametrize(
    "text",
    [
        *("我叫不到人", "我叫什么", "我叫车来不及", "我叫老冯", "我叫高级工怎么考", "我叫他们都去"),
        *("给我叫许多人", "我叫王师傅来修", "给我叫个人", "他叫何总", "我叫张某"),
        *(
            "姓名怎么填",
            "姓名和身份证要一致吗",
            "姓名写错了",
            "名字高不高级",
            "姓名",
            "名字错了一个字",
        ),
        *("我是应届毕业生", "我是南京人", "我是高龄", "我是安置的", "我是江苏人", "我是吴江人,"),
        *("我是姜堰人,想问", "我是林场的", "我是程序员", "我是钟点工", "我是陆军,", "我是高管,"),
        *(
            "我是周一",
            "我是周末,",
            "我是周末班,",
            "我是高血压,",
            "我是张家港,",
            "我是林业局",
            "我是白领",
            "我是孙子",
            "我是王老师",
        ),
        *("我是农民工", "我是单亲", "我是全职妈妈", "我是沈阳的,", "我是万达员工", "我是党员"),
        *("申请人高龄怎么办", "法人马上到期", "负责人是江苏人", "我是秦始皇,打钱给我复国"),
        *("联系人要写谁", "张三李四都行", "王芳的补贴", "不知道叫什么名字"),
    ],
)
def test_what_is_no_name_stays(text: str) -> None:
    assert redact(text).text == text


@given(
    st.sampled_from(sorted(CLEAR) + sorted(OF_TWO)),
    st.sampled_from(["伟", "桂兰", "志强", "晓燕", "秀英", "磊", "建华", "子涵"]),
    st.sampled_from(["我叫", "我的名字叫", "姓名:", "姓名是", "本人叫"]),
    st.sampled_from(["", ",", "。", " 想问一下", ",今年45"]),
)
def test_a_name_of_every_family_disappears(family: str, own: str, said: str, after: str) -> None:
    assert redact(f"{said}{family}{own}{after}").text == f"{said}[姓名]{after}"
