"""A change of the knowledge base reaches the answers by itself; a bad one never does."""

import time
from collections.abc import Callable

import httpx

from tests.conftest import Say
from tests.stack import Stack

WITHIN_SECONDS = 60


def until(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + WITHIN_SECONDS
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.5)
    return False


def test_an_edit_is_answered_without_a_restart_and_a_broken_file_changes_nothing(
    stack: Stack, api: httpx.Client, say: Say
) -> None:
    path = stack.knowledge / "policies" / "unemployment_benefit.yml"
    original = path.read_text(encoding="utf-8")
    try:
        assert say("饭碗救急金给多少").json()["topic"]["policies"] == []
        edited = original.replace("aliases:\n", "aliases:\n  - 饭碗救急金\n", 1)
        assert "2660元/月" in edited
        path.write_text(edited.replace("2660元/月", "2661元/月"), encoding="utf-8")
        assert until(
            lambda: say("饭碗救急金给多少").json()["topic"]["policies"] == ["unemployment_benefit"]
        )
        assert until(lambda: "2661元/月" in say("无锡失业金给多少").json()["messages"][0]["text"])

        path.write_text(edited.replace("versions:", "versoins:", 1), encoding="utf-8")
        assert until(lambda: api.get("/readyz").json()["status"] == "degraded")
        detail = api.get("/readyz").json()["components"]["knowledge"]["detail"]
        assert "unemployment_benefit.yml" in detail
        assert "versoins" in detail
        assert "suyetong_knowledge_refused 1.0" in api.get("/metrics").text
        assert "knowledge_refused" in stack.logs()
        assert "2661元/月" not in original
        assert "失业保险金" in say("饭碗救急金给多少").json()["messages"][0]["text"]
    finally:
        path.write_text(original, encoding="utf-8")
    assert until(lambda: api.get("/readyz").json()["status"] == "ready")
    assert until(lambda: "2660元/月" in say("无锡失业金给多少").json()["messages"][0]["text"])
