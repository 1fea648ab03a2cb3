import pytest

from bot.errors import KnowledgeError
from bot.policies.model import Region, Regions
from bot.policies.yaml_file import dotted, read_yaml


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "file.yml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


def refused(path):
    with pytest.raises(KnowledgeError) as caught:
        read_yaml(path)
    return caught.value.faults


def test_every_key_knows_its_line(write):
    file = read_yaml(write("# 注释\na: 1\nb:\n  c:\n    - x\n    - y: 2\n"))

    assert file.lines[("a",)] == 2
    assert file.lines[("b",)] == 3
    assert file.lines[("b", "c")] == 4
    assert file.lines[("b", "c", 1)] == 6
    assert file.lines[("b", "c", 1, "y")] == 6


def test_scalars_stay_text_except_for_null(write):
    content = read_yaml(write("a: 2025-09-24\nb: 12\nc: yes\nd: ~\ne:\nf: 1e3\n")).content

    assert content == {"a": "2025-09-24", "b": "12", "c": "yes", "d": None, "e": None, "f": "1e3"}


def test_a_fault_at_a_missing_key_takes_the_line_of_the_nearest_key_above_it(write):
    file = read_yaml(write("a: 1\nb:\n  c: 2\n"))

    fault = file.fault(("b", "nowhere", "deeper"), "缺了")

    assert (fault.line, fault.key) == (2, "b.nowhere.deeper")


def test_a_fault_of_the_whole_file_names_the_file(write):
    fault = read_yaml(write("\n\na: 1\n")).fault((), "不对")

    assert (fault.line, fault.key) == (3, "(文件)")


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ((), "(文件)"),
        (("id",), "id"),
        (("versions", 0, "id"), "versions[0].id"),
        (("a", 1, 2), "a[1][2]"),
        (("versions", 0, "cities", "示甲市", "amount", 3), "versions[0].cities.示甲市.amount[3]"),
    ],
)
def test_a_key_path_is_written_with_dots_and_brackets(key, text):
    assert dotted(key) == text


def test_the_first_of_three_equal_keys_is_the_one_that_is_named(write):
    faults = refused(write("a: 1\na: 2\na: 3\n"))

    assert [fault.line for fault in faults] == [2, 3]
    assert all("第 1 行已经有一个" in fault.message for fault in faults)


def test_a_duplicate_inside_a_flow_mapping_is_found(write):
    faults = refused(write("list:\n  - {a: 1}\n  - {a: 1, a: 2}\n"))

    assert [(fault.line, fault.key) for fault in faults] == [(3, "list[1].a")]


def test_equal_keys_of_two_mappings_are_no_duplicates(write):
    assert read_yaml(write("- {a: 1}\n- {a: 2}\n")).content == [{"a": "1"}, {"a": "2"}]


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有注释\n", "---\n", "~\n"])
def test_a_file_with_nothing_in_it_is_refused(write, text):
    faults = refused(write(text))

    assert [(fault.line, fault.message) for fault in faults] == [(1, "文件是空的")]


@pytest.mark.parametrize(
    "raw", [b"a: \xff\xfe", "a: 补贴".encode("gbk"), b"a: \x00"], ids=["bytes", "gbk", "nul"]
)
def test_a_file_that_is_not_utf8_text_is_refused(write, raw):
    assert "读不出来" in refused(write(raw))[0].message


def test_a_folder_named_like_a_file_is_refused(tmp_path):
    (tmp_path / "folder.yml").mkdir()

    assert "读不出来" in refused(tmp_path / "folder.yml")[0].message


def test_two_documents_in_one_file_are_refused(write):
    assert refused(write("a: 1\n---\nb: 2\n"))[0].key == "(语法)"


def test_yaml_tags_build_no_objects(write):
    content = read_yaml(write("a: !!python/object/apply:os.getcwd []\nb: !!int '3'\n")).content

    assert content == {"a": [], "b": "3"}


def test_a_file_that_is_one_sentence_is_refused_as_a_whole(write):
    with pytest.raises(KnowledgeError) as caught:
        read_yaml(write("示例\n")).parse(Region)

    assert [(fault.line, fault.key) for fault in caught.value.faults] == [(1, "(文件)")]
    assert "键: 值" in caught.value.faults[0].message


def test_every_key_that_does_not_fit_is_named(write):
    path = write("regions:\n  - name: 示例\n    level: moon\n  - level: city\n    extra: 1\n")

    with pytest.raises(KnowledgeError) as caught:
        read_yaml(path).parse(Regions)

    assert {(fault.line, fault.key) for fault in caught.value.faults} == {
        (3, "regions[0].level"),
        (4, "regions[1].name"),
        (5, "regions[1].extra"),
    }


def test_good_content_becomes_the_model(write):
    region = read_yaml(write("name: 示甲市\nlevel: city\naliases: [示甲]\n")).parse(Region)

    assert region == Region(name="示甲市", level="city", aliases=["示甲"])
