from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ROOT
from bot.policies.linking import Linker
from bot.policies.loader import load_knowledge
from bot.understanding.marking import apply, changes, marked, unmarked
from bot.understanding.normalise import plain

TODAY = date(2026, 11, 24)
LINKER = Linker(load_knowledge(ROOT / "policies_kb"))


def mark(text):
    return marked(text, LINKER, TODAY)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("失业金给多少", "[失业金](policy)给多少"),
        (
            "南京2020年的稳岗返还给多少",
            "[南京](city)[2020年的](date)[稳岗返还](policy)给多少",
        ),
        ("公积金怎么提取", "[公积金](other)怎么提取"),
        ("要带什么材料", "要带什么材料"),
        ("失业金", "[失业金](policy)"),
        ("失业金和稳岗返还", "[失业金](policy)和[稳岗返还](policy)"),
    ],
)
def test_names_are_marked_with_their_kind_and_the_rest_stays(text, line):
    assert mark(text) == line
    assert unmarked(line) == text


def test_full_width_signs_stay_as_people_type_them():
    assert mark("我４６了，失业金能领吗？") == "我４６了，[失业金](policy)能领吗？"


def test_what_reads_shorter_than_it_is_written_is_marked_as_it_is_read():
    assert mark("失业金\u200b 给多少") == "[失业金](policy) 给多少"


def test_a_name_in_traditional_characters_is_marked_as_it_was_written():
    assert mark("失業金給多少") == "[失業金](policy)給多少"


def test_old_marks_are_taken_off_whatever_they_say():
    assert unmarked("[失业](policy)[金](city)给[多少](nothing)") == "失业金给多少"


@given(
    st.lists(
        st.sampled_from(
            ["失业金", "稳岗返还", "南京", "苏州市", "2020年", "公积金", "失业登记", "，", "怎么办"]
        ),
        max_size=6,
    ).map("".join)
)
def test_marks_taken_off_leave_what_was_said_and_marking_again_changes_nothing(text):
    line = mark(text)

    assert unmarked(line) == text
    assert mark(unmarked(line)) == line


@given(st.text(alphabet="失业金稳岗返还南京2020年，,。？！ 補貼給多少ＡＢａｂ４６", max_size=20))
def test_a_marked_line_reads_as_what_was_said_reads(text):
    assert plain(unmarked(mark(text))) == plain(text)


# -- the files

NLU = """version: "3.1"

nlu:
# [失业金](city) in a comment is no example.
- intent: ask_amount
  examples: |
    - 失业金给多少
    - [南京](city)给多少
    - [公积金](policy)给多少，[急](city)
- intent: greet
  examples: |
    - 你好
"""
MARKED = (
    NLU.replace("    - 失业金给多少", "    - [失业金](policy)给多少")
    .replace("[公积金](policy)", "[公积金](other)")
    .replace("[急](city)", "急")
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "amounts.yml").write_text(NLU, encoding="utf-8")
    (tmp_path / "others.yml").write_text(MARKED, encoding="utf-8")
    (tmp_path / "notes.txt").write_text(NLU, encoding="utf-8")
    return tmp_path


def test_the_lines_that_are_marked_otherwise_are_told_with_file_and_line(folder):
    found = changes(folder, LINKER, TODAY)

    assert [(each.path.name, each.line) for each in found] == [
        ("amounts.yml", 7),
        ("amounts.yml", 9),
    ]
    assert found[0].now == "失业金给多少"
    assert found[0].wanted == "[失业金](policy)给多少"
    assert found[1].wanted == "[公积金](other)给多少，急"


def test_looking_for_changes_changes_nothing(folder):
    changes(folder, LINKER, TODAY)

    assert (folder / "amounts.yml").read_text(encoding="utf-8") == NLU


def test_applying_the_changes_rewrites_those_lines_and_no_other(folder):
    apply(changes(folder, LINKER, TODAY))

    assert (folder / "amounts.yml").read_text(encoding="utf-8") == MARKED
    assert (folder / "others.yml").read_text(encoding="utf-8") == MARKED
    assert (folder / "notes.txt").read_text(encoding="utf-8") == NLU


def test_applying_the_changes_twice_changes_nothing_more(folder):
    apply(changes(folder, LINKER, TODAY))
    again = changes(folder, LINKER, TODAY)
    apply(again)

    assert again == []
    assert (folder / "amounts.yml").read_text(encoding="utf-8") == MARKED
