"""The menu's file: the one that we have, and each fault by line and key."""

from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.wechat.menu import FILE, read_menu

KNOWLEDGE = Path(__file__).resolve().parents[3] / "policies_kb"


def fault_of(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as refused:
        read_menu(path)
    [fault] = refused.value.faults
    return f"{fault.line}:{fault.key}: {fault.message}"


def test_our_own_menu_is_good_and_says_what_people_say() -> None:
    menu = read_menu(KNOWLEDGE / FILE)
    assert len(menu.button) == 3
    assert {"我能领什么", "失业金怎么领", "预约", "查进度", "人工"} <= set(menu.keys())


def test_the_body_of_the_call_has_nothing_that_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_text(
        "button:\n- name: 办事\n  sub_button:\n"
        "  - {name: 预约, type: click, key: 我要预约}\n"
        "  - {name: 网站, type: view, url: 'https://a.example.cn'}\n"
        "  - {name: 小程序, type: miniprogram, url: 'https://a', appid: wx1, pagepath: p}\n"
        "- {name: 窗口, type: location_select, key: 附近的窗口}\n",
        encoding="utf-8",
    )
    assert read_menu(file).as_json() == {
        "button": [
            {
                "name": "办事",
                "sub_button": [
                    {"name": "预约", "type": "click", "key": "我要预约"},
                    {"name": "网站", "type": "view", "url": "https://a.example.cn"},
                    {
                        "name": "小程序",
                        "type": "miniprogram",
                        "url": "https://a",
                        "appid": "wx1",
                        "pagepath": "p",
                    },
                ],
            },
            {"name": "窗口", "type": "location_select", "key": "附近的窗口"},
        ]
    }


LEAF = "{name: a, type: click, key: k}"


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        (
            "{name: 找个人工吧, type: click, key: k}",
            "2:button[0].name: “找个人工吧”太长了，最多4个汉字",
        ),
        ("{name: abcdefghi, type: click, key: k}", "2:button[0].name: “abcdefghi”太长了，最多4个"),
        ("{name: ééééééééé, type: click, key: k}", "2:button[0].name"),
        (f"{{name: a, type: click, key: {'好' * 43}}}", "2:button[0].key: 太长了，最多128个字节"),
        (
            f"{{name: a, type: view, url: 'https://a/{'b' * 1015}'}}",
            "2:button[0].url: 太长了，最多1024",
        ),
        (
            "{name: a, type: view, url: 'javascript:alert()'}",
            "2:button[0].url: “javascript:alert()”不是",
        ),
        ("{name: a, type: view, url: 'https://[a'}", "2:button[0].url: “https://[a”不是网址"),
        ("{name: a, type: view}", "2:button[0].url: view 的按钮要写这一项"),
        ("{name: a, type: click}", "2:button[0].key: click 的按钮要写这一项"),
        ("{name: a, type: click, key: k, url: 'https://a'}", "2:button[0].url: click 的按钮没有"),
        ("{name: a}", "2:button[0].type: 要写按下去做什么"),
        ("{name: a, type: media_id, key: k}", "2:button[0].type: “media_id”不在可选范围"),
        ("{name: a, type: click, keys: k}", "2:button[0]"),
        ("{name: '', type: click, key: k}", "2:button[0].name: 不能是空的"),
        (f"{{name: a, key: k, sub_button: [{LEAF}]}}", "2:button[0].key: 下面还有按钮的"),
        (
            f"{{name: a, sub_button: [{{name: b, sub_button: [{LEAF}]}}]}}",
            "2:button[0].sub_button[0].sub_button: 菜单只有两级",
        ),
        (
            "{name: a, sub_button: [{name: 一二三四五六七八, type: click, key: k}]}",
            "2:button[0].sub_button[0].name: “一二三四五六七八”太长了，最多7个汉字",
        ),
    ],
)
def test_a_button_that_wechat_would_refuse_or_cut_is_refused_by_line_and_key(
    tmp_path: Path, button: str, expected: str
) -> None:
    assert fault_of(tmp_path / FILE, f"button:\n- {button}\n").startswith(expected)


def test_a_fourth_button_is_one_too_many(tmp_path: Path) -> None:
    lines = "".join(f"- {{name: a{at}, type: click, key: k}}\n" for at in range(4))
    assert fault_of(tmp_path / FILE, f"button:\n{lines}") == "5:button[3]: 最多3个按钮"


def test_a_sixth_button_below_is_one_too_many(tmp_path: Path) -> None:
    lines = "".join(f"  - {{name: a{at}, type: click, key: k}}\n" for at in range(6))
    text = f"button:\n- name: b\n  sub_button:\n{lines}"
    assert fault_of(tmp_path / FILE, text) == "9:button[0].sub_button[5]: 最多5个按钮"


def test_a_name_twice_is_refused(tmp_path: Path) -> None:
    text = f"button:\n- {LEAF}\n- {LEAF}\n"
    assert fault_of(tmp_path / FILE, text).startswith("3:button[1].name: “a”用过了")


def test_a_key_of_the_file_twice_is_refused(tmp_path: Path) -> None:
    text = f"button: [{LEAF}]\nbutton: [{LEAF}]\n"
    assert "重复" in fault_of(tmp_path / FILE, text)
