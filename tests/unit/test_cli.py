import json
import re
import shutil
from contextlib import contextmanager

import httpx
import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.config import ROOT

GOOD = ROOT / "tests" / "fixtures" / "kb_good"
BAD = ROOT / "tests" / "fixtures" / "kb_bad"


@pytest.fixture
def run(monkeypatch):
    monkeypatch.delenv("SUYETONG_KNOWLEDGE_DIR", raising=False)

    def run(*arguments):
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return run


@pytest.fixture
def spoilt(tmp_path):
    shutil.copytree(GOOD, tmp_path / "kb")

    def spoilt(*faults):
        for fault in faults:
            shutil.copyfile(BAD / f"{fault}.yml", tmp_path / "kb" / "policies" / f"zz_{fault}.yml")
        return tmp_path / "kb"

    return spoilt


# -- kb check


def test_checking_a_good_knowledge_base_counts_it_and_ends_with_0(run):
    result = run("kb", "check", "--dir", GOOD)

    assert result.exit_code == 0
    assert result.stdout == "知识库没有问题：3 项政策，5 个版本，2 个办事事项，1 个可预约的窗口。\n"
    assert result.stderr == ""


def test_checking_the_knowledge_base_in_use_ends_with_0(run):
    result = run("kb", "check")

    assert result.exit_code == 0
    assert re.search(r"\d+ 项政策，\d+ 个版本，18 个办事事项", result.stdout)


def test_the_folder_to_check_may_come_from_the_environment(run, monkeypatch):
    monkeypatch.setenv("SUYETONG_KNOWLEDGE_DIR", str(GOOD))

    assert "3 项政策" in run("kb", "check").stdout


def test_checking_a_bad_knowledge_base_names_file_line_and_key_and_ends_with_1(run, spoilt):
    folder = spoilt("bad_trust")
    result = run("kb", "check", "--dir", folder)

    assert result.exit_code == 1
    assert result.stdout == ""
    file = folder / "policies" / "zz_bad_trust.yml"
    assert f"{file}:10: sources.page.trust: “D”不在可选范围" in result.stderr


def test_every_fault_is_one_line_of_its_own(run, spoilt):
    folder = spoilt("bad_trust", "text_too_long", "bad_syntax")
    result = run("kb", "check", "--dir", folder)

    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert all(re.match(r"\S+\.yml:\d+: \S+: .*[\u4e00-\u9fff]", line) for line in lines)
    assert {re.search(r"zz_(\w+)\.yml", line)[1] for line in lines} == {
        "bad_trust",
        "text_too_long",
        "bad_syntax",
    }


def test_brackets_in_a_key_are_printed_as_they_are(run, spoilt):
    result = run("kb", "check", "--dir", spoilt("bad_standing"))

    assert "versions[0].standing: “maybe”" in result.stderr


def test_checking_a_folder_that_is_not_there_ends_with_1_and_no_traceback(run, tmp_path):
    result = run("kb", "check", "--dir", tmp_path / "nowhere")

    assert result.exit_code == 1
    assert "regions.yml:1:" in result.stderr
    assert "Traceback" not in result.output


# -- kb show


def test_showing_a_policy_of_today_prints_every_aspect_as_the_bot_says_it(run):
    result = run("kb", "show", "job_stability_refund", "--on", "2026-11-24")

    assert result.exit_code == 0
    assert result.stderr == ""
    titles = re.findall(r"^【失业保险稳岗返还】(.+)（(.+)）$", result.stdout, re.MULTILINE)
    assert [aspect for aspect, _ in titles] == [
        "是什么",
        "申请条件",
        "给多少",
        "要带的材料",
        "怎么办",
        "办理时限",
        "在哪办",
        "咨询电话",
        "现在还有效吗",
    ]
    assert {version for _, version in titles} == {"2025年版"}
    assert "⚠️ 这一版已经到期：写明执行到2025年12月31日。" in result.stdout
    assert result.stdout.count("依据：") == 9


def test_showing_a_policy_of_another_day_shows_the_version_of_that_day(run):
    result = run("kb", "show", "job_stability_refund", "--on", "2020-06-01")

    assert "（2019/2020年版，含困难企业稳岗返还）" in result.stdout
    assert "现行：执行到2020年12月31日。" in result.stdout


def test_showing_a_version_shows_that_version_whatever_the_day(run):
    result = run("kb", "show", "job_stability_refund_2020", "--on", "2026-11-24")

    assert result.exit_code == 0
    assert "（2019/2020年版，含困难企业稳岗返还）" in result.stdout
    assert "⚠️ 这一版已经到期：写明执行到2020年12月31日。" in result.stdout
    assert "之后还有新版本“2025年版”" in result.stdout


def test_a_policy_may_be_shown_by_its_name(run):
    result = run("kb", "show", "失业保险金", "--on", "2026-11-24")

    assert result.exit_code == 0
    assert "【失业保险金】给多少" in result.stdout


def test_a_city_may_be_named_short(run):
    result = run("kb", "show", "unemployment_benefit", "--on", "2026-11-24", "--city", "无锡")

    assert result.exit_code == 0
    assert "无锡市公开口径（请以当地为准）：" in result.stdout
    assert "（2026年）2026年1月1日起，上限2660元/月。" in result.stdout


def test_brackets_in_an_answer_are_printed_as_they_are(run):
    result = run("kb", "show", "job_stability_refund_2024", "--on", "2026-11-24")

    assert "苏人社发[2024]31号" in result.stdout


def test_another_folder_may_be_shown(run):
    result = run("kb", "show", "demo_post", "--on", "2026-11-24", "--dir", GOOD)

    assert "【示例岗位】是什么（2024年办法）" in result.stdout


def test_an_unknown_policy_ends_with_1_and_says_so(run):
    result = run("kb", "show", "nowhere", "--on", "2026-11-24")

    assert result.exit_code == 1
    assert "没有这项政策：nowhere" in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.output


def test_an_unknown_city_ends_with_1_and_names_it(run):
    result = run("kb", "show", "unemployment_benefit", "--on", "2026-11-24", "--city", "无此市")

    assert result.exit_code == 1
    assert "无此市" in result.stderr
    assert result.stdout == ""


def test_showing_from_a_bad_knowledge_base_ends_with_1_and_names_the_fault(run, spoilt):
    result = run("kb", "show", "demo_post", "--on", "2026-11-24", "--dir", spoilt("bad_trust"))

    assert result.exit_code == 1
    assert "zz_bad_trust.yml:10: sources.page.trust" in result.stderr


@pytest.mark.parametrize("day", ["2026-13-01", "昨天", "2026/11/24"])
def test_a_day_that_is_none_is_refused_as_a_wrong_call(run, day):
    assert run("kb", "show", "demo_post", "--on", day, "--dir", GOOD).exit_code == 2


def test_a_call_without_a_command_explains_the_commands(run):
    result = run("kb")

    assert "check" in result.output
    assert "show" in result.output


# -- mark


LINE = "    - 示例补贴给多少\n"


@pytest.fixture
def training(monkeypatch, tmp_path):
    """A file of training lines that `suyetong mark` works on."""
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    file = tmp_path / "data" / "nlu" / "amounts.yml"
    file.write_text(f"nlu:\n- intent: ask_amount\n  examples: |\n{LINE}", encoding="utf-8")
    monkeypatch.setattr("bot.cli.ROOT", tmp_path)
    return file


def test_checking_the_marks_names_the_lines_changes_nothing_and_ends_with_1(run, training):
    before = training.read_text(encoding="utf-8")
    result = run("mark", "--check", "--dir", GOOD)

    assert result.exit_code == 1
    assert result.stdout == "amounts.yml:4: [示例补贴](policy)给多少\n1 句的标记要改。\n"
    assert training.read_text(encoding="utf-8") == before


def test_marking_writes_the_marks_and_leaves_nothing_to_check(run, training):
    result = run("mark", "--dir", GOOD)

    assert result.exit_code == 0
    assert result.stdout.endswith("1 句的标记改好了。\n")
    assert "    - [示例补贴](policy)给多少\n" in training.read_text(encoding="utf-8")
    again = run("mark", "--check", "--dir", GOOD)
    assert (again.exit_code, again.stdout) == (0, "0 句的标记要改。\n")


def test_marking_by_a_bad_knowledge_base_ends_with_1_and_changes_nothing(run, training, spoilt):
    before = training.read_text(encoding="utf-8")
    result = run("mark", "--dir", spoilt("bad_trust"))

    assert result.exit_code == 1
    assert "zz_bad_trust.yml:10: sources.page.trust" in result.stderr
    assert training.read_text(encoding="utf-8") == before


# -- evaluate and converse


@pytest.fixture
def product(monkeypatch):
    """A product that takes every text for `journey`; `asked` holds where it was looked for."""
    asked = []

    def answer(request):
        said = json.loads(request.content)["text"]
        policies = ["demo_loan"] if "示例" in said else []
        reply = {
            "messages": [{"text": f"您说[{said}]\n第二行", "buttons": []}],
            "status": "answered",
            "topic": {"journey": "policy_info", "policies": policies},
            "as_of": "2026-11-24",
        }
        return httpx.Response(200, json=reply)

    @contextmanager
    def product_at(url, console, var=None):
        asked.append(url)
        with httpx.Client(base_url=url, transport=httpx.MockTransport(answer)) as client:
            yield client

    monkeypatch.setattr("bot.launcher.private.product_at", product_at)
    return asked


@pytest.fixture
def write(tmp_path):
    def write(name, text):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


AT = ("--url", "http://bot.example")
SAID = (
    '{"id": "d1", "text": "示例贷款[一]", "journey": "policy_info", "policy": "示例贷款", '
    '"style": "错字"}\n'
    '{"id": "d2", "text": "示例补贴", "journey": "loan_info", "policy": "示例补贴"}\n'
)


def test_evaluating_prints_every_miss_and_the_shares(run, product, write):
    result = run("evaluate", write("said.jsonl", SAID), *AT, "--dir", GOOD)

    assert result.exit_code == 0
    assert product == ["http://bot.example"]
    assert [line for line in result.stdout.splitlines() if line.startswith("d")] == [
        "d2  journey: loan_info → policy_info  示例补贴",
        "d2  policy: 示例补贴 → demo_loan  示例补贴",
    ]
    assert "听懂的比例（2 句）" in result.stdout
    assert re.search(r"全部 +│ +2 │ +50\.0% │ +50\.0% │", result.stdout)


def test_evaluating_keeps_the_figures_where_it_is_told(run, product, write, tmp_path):
    file = write("said.jsonl", SAID)
    run("evaluate", file, *AT, "--dir", GOOD, "--figures", tmp_path / "figures.json")

    kept = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert (kept["全部"]["utterances"], kept["全部"]["journey"]) == (2, 50.0)
    assert kept["错字"]["policy"] == 100.0


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (SAID + '{"id": "d3"}\n', "said.jsonl:3: text: "),
        (SAID + "[不是]\n", "said.jsonl:3: 整行: "),
        ("", "said.jsonl: 一句话也没有"),
        (SAID.replace("示例补贴", "无此政策"), "d2: policy: 知识库里没有“无此政策”"),
    ],
)
def test_a_bad_file_of_utterances_ends_with_1_before_anything_is_asked(
    run, product, write, text, fault
):
    result = run("evaluate", write("said.jsonl", text), *AT, "--dir", GOOD)

    assert result.exit_code == 1
    assert fault in result.stderr
    assert "Traceback" not in result.output
    assert product == []


def test_evaluating_with_a_bad_knowledge_base_ends_with_1(run, product, write, spoilt):
    folder = spoilt("bad_trust")
    result = run("evaluate", write("said.jsonl", SAID), *AT, "--dir", folder)

    assert result.exit_code == 1
    assert "zz_bad_trust.yml:10: sources.page.trust" in result.stderr


@pytest.mark.parametrize("command", ["evaluate", "converse"])
def test_a_gateway_that_is_not_there_ends_with_1_and_no_traceback(run, write, command):
    files = {
        "evaluate": write("said.jsonl", SAID),
        "converse": write("talk.yml", "- {name: 一段, turns: [{say: 你好}]}\n"),
    }
    # Nobody can listen on port 0.
    more = ("--dir", GOOD) if command == "evaluate" else ()
    result = run(command, files[command], "--url", "http://127.0.0.1:0", *more)

    assert result.exit_code == 1
    assert "网关没有回答" in result.stderr
    assert "Traceback" not in result.output


TALK = """- name: 一段[一]
  turns:
    - say: 示例[一]
      expect: {status: answered, says: ["[一]"]}
    - say: 再见
"""


def test_conversing_prints_what_is_wanted_and_what_came(run, product, write):
    result = run("converse", write("talk.yml", TALK), *AT)

    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "■ 一段[一]"
    assert lines[1] == "  人：示例[一]"
    assert lines[2] == "    要：{'status': 'answered', 'says': ['[一]']}"
    assert lines[3].startswith("    得：{'status': 'answered'")
    assert lines[3].endswith("您说[示例[一]]")
    assert lines[5] == "    要：（不限）"
    assert lines[-2:] == ["  ✓ 对", "1 段对话，1 段全对。"]


def test_a_conversation_that_goes_wrong_is_told_and_ends_with_1(run, product, write):
    wrong = TALK.replace("一段", "两段").replace("answered", "unknown")
    result = run("converse", write("talk.yml", TALK + wrong), *AT)

    assert result.exit_code == 1
    assert "    ✗ status 是 answered，应为 unknown" in result.stdout
    assert "  ✗ 1 处不对" in result.stdout
    assert result.stdout.endswith("2 段对话，1 段全对。\n")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (TALK + "- name: 两段\n", "talk.yml: 第 2 段: turns: "),
        (TALK + "- name: [\n", "line 7"),
        ("", "talk.yml: 要是一列对话"),
    ],
)
def test_a_bad_file_of_conversations_ends_with_1_before_anything_is_said(
    run, product, write, text, fault
):
    result = run("converse", write("talk.yml", text), *AT)

    assert result.exit_code == 1
    assert "talk.yml" in result.stderr
    assert fault in result.stderr
    assert "Traceback" not in result.output
    assert product == []


def test_conversing_reads_the_codes_where_the_product_writes_them(
    run, product, write, monkeypatch, tmp_path
):
    (tmp_path / "log").mkdir()
    write("log/worker.log", "")
    monkeypatch.setenv("SUYETONG_VAR", str(tmp_path))
    logs = []
    monkeypatch.setattr(
        "bot.evaluation.sent_codes.SentCodes", lambda log: logs.append(log) or (lambda: "123456")
    )
    talk = "- name: 一段\n  turns:\n    - say: 码是{验证码}\n      expect: {says: [码是123456]}\n"
    result = run("converse", write("talk.yml", talk), *AT)

    assert result.exit_code == 0
    assert logs == [tmp_path / "log" / "worker.log"]


def test_conversing_without_an_address_takes_the_product_that_runs(
    run, product, write, monkeypatch
):
    monkeypatch.setattr("bot.cli._running", lambda: "http://running.example")
    result = run("converse", write("talk.yml", TALK))

    assert result.exit_code == 0
    assert product == ["http://running.example"]
