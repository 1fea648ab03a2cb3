import pytest

from bot.config import ROOT
from bot.errors import ConfigError
from bot.understanding.said_lines import read_said_lines


@pytest.fixture
def write(tmp_path):
    def write(name, *lines):
        examples = "".join(f"    - {line}\n" for line in lines)
        text = f"nlu:\n- intent: some\n  examples: |\n{examples}"
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_line_is_what_was_said_without_its_marks(write):
    folder = write("a.yml", "[失业金](policy)在[苏州](city)怎么领", "你好")

    assert read_said_lines(folder) == ["失业金在苏州怎么领", "你好"]


def test_a_line_is_normalised_as_a_message_is(write):
    assert read_said_lines(write("a.yml", "失業金２０２５年")) == ["失业金2025年"]


def test_a_dash_in_a_line_stays(write):
    assert read_said_lines(write("a.yml", "3 - 6个月")) == ["3 - 6个月"]


def test_the_files_are_read_in_the_order_of_their_names(write):
    write("b.yml", "后")

    assert read_said_lines(write("a.yml", "先")) == ["先", "后"]


def test_every_entry_of_a_file_is_read(tmp_path):
    entries = "".join(f"- intent: {n}\n  examples: |\n    - 第{n}句\n" for n in (1, 2))
    (tmp_path / "a.yml").write_text(f"nlu:\n{entries}", encoding="utf-8")

    assert read_said_lines(tmp_path) == ["第1句", "第2句"]


def test_a_folder_without_a_line_is_refused_by_its_name(tmp_path):
    (tmp_path / "notes.txt").write_text("你好", encoding="utf-8")

    with pytest.raises(ConfigError, match=str(tmp_path)):
        read_said_lines(tmp_path)


def test_the_training_lines_in_use_hold_no_mark():
    lines = read_said_lines(ROOT / "data" / "nlu")

    assert len(lines) > 1000
    assert not [line for line in lines if "](" in line or line.startswith("- ") or not line]
