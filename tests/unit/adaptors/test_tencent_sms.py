"""Tencent Cloud's protocol, spoken over a real socket to a provider that checks signatures."""

import hashlib
import hmac
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.adaptors.tencent_sms import TencentSms, TencentTemplate, http_client
from bot.errors import SmsUnavailable
from bot.notices.notice import Template

SECRET_ID, SECRET_KEY = "AKIDEXAMPLE", "a-secret-of-the-test"
PHONE = "13800138000"
VALUES = {"code": "135790", "minutes": "5"}
TEMPLATES = {Template.CODE: TencentTemplate("1110001", ("code", "minutes"))}
OK = {"SerialNo": "1", "PhoneNumber": f"+86{PHONE}", "Fee": 1, "Code": "Ok", "IsoCode": "CN"}


@dataclass
class Provider:
    """A provider on a free port. `answers` makes the body of the answer to a good request."""

    answers: Callable[[], bytes | dict[str, Any]] = lambda: {"SendStatusSet": [OK]}
    status: int = 200
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    def answer(self, headers: dict[str, str], body: bytes) -> bytes:
        refusal = self.refusal(headers, body)
        if refusal:
            return json.dumps({"Response": {"Error": {"Code": refusal}}}).encode()
        self.headers.append(headers)
        self.asked.append(json.loads(body))
        answer = self.answers()
        return answer if isinstance(answer, bytes) else json.dumps({"Response": answer}).encode()

    def refusal(self, headers: dict[str, str], body: bytes) -> str | None:
        """The check of the signature, written from the provider's description on its own."""
        stamp = headers["x-tc-timestamp"]
        if abs(time.time() - int(stamp)) > 300:
            return "AuthFailure.SignatureExpire"
        day = time.strftime("%Y-%m-%d", time.gmtime(int(stamp)))
        request = (
            "POST\n/\n\n"
            f"content-type:{headers['content-type']}\nhost:{headers['host']}\n\n"
            "content-type;host\n" + hashlib.sha256(body).hexdigest()
        )
        text = (
            f"TC3-HMAC-SHA256\n{stamp}\n{day}/sms/tc3_request\n"
            + hashlib.sha256(request.encode()).hexdigest()
        )

        def step(key: bytes, message: str) -> bytes:
            return hmac.new(key, message.encode(), hashlib.sha256).digest()

        key = step(step(step(b"TC3" + SECRET_KEY.encode(), day), "sms"), "tc3_request")
        wanted = (
            f"TC3-HMAC-SHA256 Credential={SECRET_ID}/{day}/sms/tc3_request, "
            f"SignedHeaders=content-type;host, Signature={step(key, text).hex()}"
        )
        if headers["authorization"] != wanted:
            return "AuthFailure.SignatureFailure"
        return None


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = made.answer(headers, body) if self.path == "/" else b""
            self.send_response(made.status if self.path == "/" else 404)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that did not wait for the answer."""

    server = Server(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def sms(url: str, seconds: float = 5, **more: Any) -> TencentSms:
    known = {"secret_id": SECRET_ID, "secret_key": SECRET_KEY, "app_id": "1400006666"}
    given = {**known, "sign_name": "示例人社", "templates": TEMPLATES, "endpoint": url, **more}
    return TencentSms(http_client(seconds), **given)


def refused(sender: TencentSms, template: Template = Template.CODE) -> tuple[str, bool]:
    """Why it was not sent, and whether that is sure."""
    with pytest.raises(SmsUnavailable) as caught:
        sender.send(PHONE, template, VALUES, "code:1")
    assert PHONE not in repr(caught.value)
    return str(caught.value), caught.value.surely_unsent


def test_a_message_is_asked_for_as_the_provider_wants_it(provider: Provider) -> None:
    sms(provider.url).send(PHONE, Template.CODE, VALUES, "code:1")

    assert provider.asked == [
        {
            "PhoneNumberSet": ["+8613800138000"],
            "SmsSdkAppId": "1400006666",
            "SignName": "示例人社",
            "TemplateId": "1110001",
            "TemplateParamSet": ["135790", "5"],
            "SessionContext": "code:1",
        }
    ]
    [headers] = provider.headers
    assert headers["x-tc-action"] == "SendSms"
    assert headers["x-tc-version"] == "2021-01-11"
    assert headers["x-tc-region"] == "ap-nanjing"
    assert headers["content-type"] == "application/json; charset=utf-8"


def test_another_key_or_a_wrong_clock_is_refused_by_the_provider(provider: Provider) -> None:
    other = sms(provider.url, secret_key="another")
    late = sms(provider.url, timestamp=lambda: time.time() - 3600)

    assert refused(other) == ("AuthFailure.SignatureFailure", True)
    assert refused(late) == ("AuthFailure.SignatureExpire", True)
    assert provider.asked == []


@pytest.mark.parametrize(
    ("code", "surely_unsent"),
    [
        ("LimitExceeded.PhoneNumberDailyLimit", True),
        ("FailedOperation.PhoneNumberInBlacklist", True),
        ("FailedOperation.InsufficientBalanceInSmsPackage", True),
        ("InvalidParameterValue.TemplateParameterLengthLimit", True),
        ("UnauthorizedOperation.RequestIpNotInWhitelist", True),
        ("RequestLimitExceeded", True),
        ("InternalError.SigVerificationFail", True),
        ("InternalError.RequestTimeException", True),
        ("InternalError.Timeout", False),
        ("InternalError.SendAndRecvFail", False),
        ("InternalError.OtherError", False),
        ("InternalError.UnknownError", False),
        ("InternalError", False),
        ("FailedOperation", False),
        ("FailedOperation.OtherError", False),
        ("FailedOperation.ParametersOtherError", False),
    ],
)
def test_an_error_is_told_by_its_name_and_whether_it_may_have_been_sent(
    provider: Provider, code: str, surely_unsent: bool
) -> None:
    provider.answers = lambda: {"SendStatusSet": [{**OK, "Code": code, "Message": PHONE}]}
    assert refused(sms(provider.url)) == (code, surely_unsent)

    provider.answers = lambda: {"Error": {"Code": code, "Message": PHONE}, "RequestId": "1"}
    assert refused(sms(provider.url)) == (code, surely_unsent)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>13800138000</html>",
        b"[]",
        b'{"Response": null}',
        b'{"Response": {}}',
        b'{"Response": {"SendStatusSet": []}}',
        b'{"Response": {"SendStatusSet": [{"Code": null}]}}',
        b'{"Response": {"SendStatusSet": [{"Code": "+8613800138000"}]}}',
        b'{"Response": {"Error": "13800138000"}}',
        b"\xff\xfe",
    ],
)
def test_an_answer_that_cannot_be_understood_may_mean_that_it_was_sent(
    provider: Provider, answer: bytes
) -> None:
    provider.answers = lambda: answer

    assert refused(sms(provider.url)) == ("answer not understood", False)


@pytest.mark.parametrize(
    ("status", "surely_unsent"),
    [(302, True), (403, True), (413, True), (429, True), (408, False), (500, False), (502, False)],
)
def test_an_http_error_is_told_by_its_number(
    provider: Provider, status: int, surely_unsent: bool
) -> None:
    provider.status = status

    assert refused(sms(provider.url)) == (f"HTTP {status}", surely_unsent)


def test_where_nobody_listens_nothing_was_sent() -> None:
    with socket.socket() as never_listens:
        never_listens.bind(("127.0.0.1", 0))
        port = never_listens.getsockname()[1]

        assert refused(sms(f"http://127.0.0.1:{port}")) == ("ConnectError", True)


def test_a_provider_that_answers_too_late_may_have_sent_it(provider: Provider) -> None:
    go_on = threading.Event()

    def slow() -> bytes:
        go_on.wait(10)
        return b""

    provider.answers = slow
    assert refused(sms(provider.url, seconds=0.2)) == ("ReadTimeout", False)
    go_on.set()
    assert len(provider.asked) == 1


def test_a_connection_that_is_lost_before_the_answer_may_have_sent_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def hang_up() -> None:
            connection, _ = server.accept()
            connection.recv(65536)
            connection.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        reason, surely_unsent = refused(sms(f"http://127.0.0.1:{server.getsockname()[1]}"))
        thread.join()

    assert reason in ("RemoteProtocolError", "ReadError")
    assert not surely_unsent


def test_a_message_without_an_approved_template_is_not_sent(provider: Provider) -> None:
    reason, surely_unsent = refused(sms(provider.url), Template.PLACE_OFFERED)

    assert "place_offered" in reason
    assert surely_unsent
    assert provider.asked == []
