import json

import httpx
import pytest

from bot.errors import GatewayRefused
from bot.evaluation import listening
from bot.evaluation.listening import listen
from bot.evaluation.utterances import Labelled


def said(number, **more):
    text = f"第{number}句"
    return Labelled(**{"id": f"d{number}", "text": text, "journey": "policy_info", **more})


@pytest.fixture
def slept(monkeypatch):
    """How long was waited each time; nobody waits."""
    times = []
    monkeypatch.setattr(listening.time, "sleep", times.append)
    return times


@pytest.fixture
def respond(reply):
    def respond(**more):
        return httpx.Response(200, json=reply(**more).model_dump(mode="json"))

    return respond


def test_each_utterance_is_said_in_a_conversation_of_its_own(gateway, respond):
    asked = []

    def answer(request):
        asked.append((request.method, request.url.path, json.loads(request.content)))
        return respond()

    assert len(list(listen([said(1), said(2), said(3)], {}, gateway(answer)))) == 3
    assert {method for method, _, _ in asked} == {"POST"}
    assert sorted(body["text"] for _, _, body in asked) == ["第1句", "第2句", "第3句"]
    assert len({path for _, path, _ in asked}) == 3
    assert all(path.startswith("/api/v1/conversations/evaluate-") for _, path, _ in asked)


def test_what_is_judged_keeps_the_order_and_belongs_to_its_utterance(gateway, respond):
    def answer(request):
        odd = int(json.loads(request.content)["text"].strip("第句")) % 2
        return respond(journey="loan_info" if odd else "policy_info")

    lines = [said(number) for number in range(8)]
    judged = list(listen(lines, {}, gateway(answer)))

    assert [one.said for one in judged] == lines
    assert [one.journey for one in judged] == [True, False] * 4


def test_a_policy_is_judged_by_what_its_label_may_mean(gateway, respond):
    api = gateway(lambda _: respond(policies=["b"]))
    lines = [said(1, policy="甲"), said(2, policy="乙"), said(3)]

    judged = listen(lines, {"甲": {"a", "b"}, "乙": {"c"}}, api)
    assert [one.policy for one in judged] == [True, False, None]


def test_a_gateway_that_is_too_busy_is_asked_again_when_it_says(gateway, respond, slept):
    answers = [
        httpx.Response(429, headers={"Retry-After": "7"}),
        httpx.Response(429),
        respond(),
    ]
    api = gateway(lambda _: answers.pop(0))

    assert [one.journey for one in listen([said(1)], {}, api)] == [True]
    assert slept == [7, 1]


def test_a_gateway_that_stays_too_busy_is_given_up(gateway, slept, monkeypatch):
    clock = iter(range(0, 1000, 50))
    monkeypatch.setattr(listening.time, "monotonic", lambda: next(clock))

    with pytest.raises(GatewayRefused, match=r"d1: .*429"):
        list(listen([said(1)], {}, gateway(lambda _: httpx.Response(429))))
    assert len(slept) == 2


@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_an_utterance_that_is_refused_is_named(gateway, status):
    with pytest.raises(GatewayRefused, match=f"d1: .*{status}"):
        list(listen([said(1)], {}, gateway(lambda _: httpx.Response(status))))


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}"])
def test_somebody_elses_server_is_no_gateway(gateway, body):
    with pytest.raises(GatewayRefused, match="d1: "):
        list(listen([said(1)], {}, gateway(lambda _: httpx.Response(200, content=body))))


def test_a_gateway_that_does_not_answer_is_named_with_the_utterance(gateway):
    def answer(request):
        raise httpx.ConnectError("no", request=request)

    with pytest.raises(GatewayRefused, match=r"d1: .*ConnectError"):
        list(listen([said(1)], {}, gateway(answer)))
