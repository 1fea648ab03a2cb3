"""Without Rasa the gateway answers with what search finds, and recovers by itself."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.stack import Stack, running_stack

# As in production: what the person waits for at most.
TIMEOUT = {"SUYETONG_RASA_TIMEOUT": "2.5"}


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Stack:
    folder: Path = tmp_path_factory.mktemp("fragile")
    with running_stack(folder, **TIMEOUT) as stack:
        yield stack


def say(stack: Stack, text: str) -> tuple[dict, float]:
    began = time.monotonic()
    with stack.client() as api:
        reply = api.post("/api/v1/conversations/fragile/messages", json={"text": text})
    assert reply.status_code == 200, reply.text
    return reply.json(), time.monotonic() - began


def assert_degraded(stack: Stack, text: str) -> None:
    reply, seconds = say(stack, text)
    assert reply["status"] == "degraded"
    assert seconds < 3
    first, found = reply["messages"]
    assert "12333" in first["text"]
    assert found["card"]["policy"] == "unemployment_benefit"
    assert "依据：" in found["text"]


def test_a_killed_rasa_is_answered_for_and_comes_back(fragile: Stack) -> None:
    assert say(fragile, "失业金要什么条件")[0]["status"] == "answered"
    (pid,) = fragile.pids("rasa")
    os.kill(pid, signal.SIGKILL)
    assert_degraded(fragile, "失业金要带什么材料")
    with fragile.client() as api:
        ready = api.get("/readyz")
        assert ready.status_code == 503
        assert ready.json()["components"]["rasa"]["ok"] is False
    deadline = time.monotonic() + 120
    while say(fragile, "失业金要带什么材料")[0]["status"] == "degraded":
        assert time.monotonic() < deadline, fragile.printed()
        time.sleep(1)
    # The conversation is still about the same policy: its memory lies in Redis.
    reply, _ = say(fragile, "那在哪里办")
    assert reply["status"] == "answered"
    assert reply["topic"]["policies"] == ["unemployment_benefit"]
    assert "rasa 被信号 SIGKILL 终止" in fragile.printed()


def test_a_rasa_that_hangs_is_not_waited_for(fragile: Stack) -> None:
    (pid,) = fragile.pids("rasa")
    os.kill(pid, signal.SIGSTOP)
    try:
        assert_degraded(fragile, "失业金要带什么材料")
    finally:
        os.kill(pid, signal.SIGCONT)
    deadline = time.monotonic() + 60
    while say(fragile, "失业金要带什么材料")[0]["status"] == "degraded":
        assert time.monotonic() < deadline
        time.sleep(0.5)


def test_an_action_server_that_hangs_is_not_waited_for(fragile: Stack) -> None:
    (pid,) = fragile.pids("actions")
    os.kill(pid, signal.SIGSTOP)
    try:
        assert_degraded(fragile, "失业金要带什么材料")
    finally:
        os.kill(pid, signal.SIGCONT)


def test_any_other_process_comes_back_and_the_reason_is_named(tmp_path: Path) -> None:
    with running_stack(tmp_path) as stack:
        assert say(stack, "失业金要什么条件")[0]["status"] == "answered"
        for name in ("gateway", "actions", "redis", "worker"):
            before = stack.pids(name)
            os.kill(before[0], signal.SIGKILL)
            wait_until(stack, lambda name=name: stack.printed().count(f"✓ {name} ") == 2)

            assert f"进程 {name} 被信号 SIGKILL 终止" in stack.printed()
            assert stack.pids(name) != before
            wait_until(stack, lambda: say(stack, "失业金要什么条件")[0]["status"] == "answered")
        assert stack.process.poll() is None


def wait_until(stack: Stack, condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline, stack.printed()
        time.sleep(0.5)


def test_ctrl_c_stops_all_cleanly_and_a_second_start_does_nothing_twice(tmp_path: Path) -> None:
    with running_stack(tmp_path) as stack:
        pids = [pid for name in ("redis", "actions", "rasa", "gateway") for pid in stack.pids(name)]
        secrets = (stack.var / "secrets.env").read_text()
        stack.process.send_signal(signal.SIGINT)
        assert stack.process.wait(timeout=60) == 0
        assert "已训练" not in stack.printed()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert secrets.count("=") >= 2
