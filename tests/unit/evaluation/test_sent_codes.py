from threading import Timer

import pytest

from bot.evaluation.sent_codes import NoCodeSent, SentCodes

LINE = "〔演示短信，未发送〕154****0001 您的验证码是{code}，5分钟内有效。请不要告诉任何人。\n"


@pytest.fixture
def log(tmp_path):
    return tmp_path / "worker.log"


def send(log, *codes):
    with log.open("a", encoding="utf-8") as file:
        file.writelines(LINE.format(code=code) for code in codes)


def codes_of(log, patience=0.0):
    return SentCodes(log, settled=0, patience=patience)


def test_the_code_that_was_sent_last_is_given(log):
    codes = codes_of(log)
    send(log, "111111", "222222")

    assert codes() == "222222"


def test_a_code_from_before_is_not_given(log):
    send(log, "111111")
    codes = codes_of(log)

    with pytest.raises(NoCodeSent):
        codes()


def test_each_code_is_given_once(log):
    codes = codes_of(log)
    send(log, "111111")
    codes()

    with pytest.raises(NoCodeSent):
        codes()
    send(log, "222222")
    assert codes() == "222222"


def test_a_code_that_comes_later_is_waited_for(log):
    codes = codes_of(log, patience=5)
    later = Timer(0.2, send, [log, "333333"])
    later.start()

    assert codes() == "333333"
    later.join()


def test_a_line_that_is_not_whole_yet_is_not_read(log):
    codes = codes_of(log)
    log.write_text(LINE.format(code="444444")[:-1], encoding="utf-8")

    with pytest.raises(NoCodeSent):
        codes()
    with log.open("a") as file:
        file.write("\n")
    assert codes() == "444444"


def test_other_lines_hold_no_code(log):
    codes = codes_of(log)
    log.write_text("worker_started\n提醒：您预约了周三办理，预约号Y123456。\n", encoding="utf-8")

    with pytest.raises(NoCodeSent, match="没有新的验证码"):
        codes()
