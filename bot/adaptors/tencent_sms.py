"""Short messages by Tencent Cloud: SendSms, version 2021-01-11, to one number in the mainland.

Protocol and error codes: cloud.tencent.com/document/product/382/55981 and /59177.
"""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from bot.adaptors.outcome import surely_refused, surely_unsent
from bot.adaptors.tc3 import CONTENT_TYPE, authorization
from bot.errors import SmsUnavailable
from bot.notices.notice import Template

ENDPOINT = "https://sms.tencentcloudapi.com"
_CODE = re.compile(r"[A-Za-z][A-Za-z.]{0,99}")
# With any other code the provider refused it; with these it may have gone out.
_UNKNOWN_OUTCOME = re.compile(
    r"InternalError(\.(?!JsonParseFail|RequestTimeException|RestApiInterfaceNotExist|Sig).*)?"
    r"|FailedOperation\.(Parameters)?OtherError|FailedOperation"
)


def http_client(seconds: float = 5) -> httpx.Client:
    """A client that connects anew each time: on a kept connection that the other side has just
    closed nobody knows whether the message was taken."""
    return httpx.Client(timeout=seconds, limits=httpx.Limits(max_keepalive_connections=0))


@dataclass(frozen=True)
class TencentTemplate:
    """A template that the provider has approved: its number, and which of our values fill it."""

    id: str
    values: tuple[str, ...]


class TencentSms:
    """The Sms over Tencent Cloud's HTTP API, or a private cloud's of the same protocol.

    `http` is made by `http_client`, `endpoint` is its address without a path. A template of the
    provider may take fewer and shorter values than ours hold (often 6 characters each): it names
    those that it takes.
    """

    def __init__(
        self,
        http: httpx.Client,
        secret_id: str,
        secret_key: str,
        app_id: str,
        sign_name: str,
        templates: Mapping[Template, TencentTemplate],
        region: str = "ap-nanjing",
        endpoint: str = ENDPOINT,
        timestamp: Callable[[], float] = time.time,
    ) -> None:
        self._http = http
        self._secret_id = secret_id
        self._secret_key = secret_key
        self._app_id = app_id
        self._sign_name = sign_name
        self._templates = templates
        self._region = region
        self._url = httpx.URL(endpoint).copy_with(path="/")
        self._timestamp = timestamp

    def send(
        self, phone: str, template: Template, values: Mapping[str, str], reference: str
    ) -> None:
        """See Sms. It is sent once: what may have gone out is not sent again here."""
        asked = self._asked(phone, template, values, reference)
        body = json.dumps(asked, ensure_ascii=False).encode()
        try:
            response = self._http.post(
                self._url, content=body, headers=self._headers(body), follow_redirects=False
            )
        except httpx.HTTPError as error:
            raise SmsUnavailable(type(error).__name__, surely_unsent(error)) from None
        if response.status_code != httpx.codes.OK:
            status = response.status_code
            raise SmsUnavailable(f"HTTP {status}", surely_refused(status))
        code = _code_of(response)
        if code != "Ok":
            raise SmsUnavailable(code, _UNKNOWN_OUTCOME.fullmatch(code) is None)

    def _asked(
        self, phone: str, template: Template, values: Mapping[str, str], reference: str
    ) -> dict[str, Any]:
        approved = self._templates.get(template)
        if approved is None:
            raise SmsUnavailable(f"no template for {template}", True)
        return {
            "PhoneNumberSet": [f"+86{phone}"],
            "SmsSdkAppId": self._app_id,
            "SignName": self._sign_name,
            "TemplateId": approved.id,
            "TemplateParamSet": [values[name] for name in approved.values],
            "SessionContext": reference,
        }

    def _headers(self, body: bytes) -> dict[str, str]:
        host = self._url.netloc.decode()
        timestamp = int(self._timestamp())
        signed = authorization(self._secret_id, self._secret_key, "sms", host, body, timestamp)
        return {
            "Authorization": signed,
            "Content-Type": CONTENT_TYPE,
            "Host": host,
            "X-TC-Action": "SendSms",
            "X-TC-Version": "2021-01-11",
            "X-TC-Region": self._region,
            "X-TC-Timestamp": str(timestamp),
        }


def _code_of(response: httpx.Response) -> str:
    """`Ok`, or the error's name. What cannot be understood may have been sent."""
    try:
        answer = response.json()["Response"]
        code = answer["Error"]["Code"] if "Error" in answer else answer["SendStatusSet"][0]["Code"]
    except (ValueError, LookupError, TypeError):
        raise SmsUnavailable("answer not understood", False) from None
    # Nothing but a name is passed on: a message of the provider could hold the number.
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise SmsUnavailable("answer not understood", False)
    return code
